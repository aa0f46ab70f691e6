"""Every screen of a campaign shows the plan of the day looked at: what is changed from a day on is not seen before it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.campaign.scene import Campaigns
from tests.web.campaign.test_planning import typed
from tests.web.reading import get, parameters

pytestmark = pytest.mark.django_db

PAGES = (
    "/dot-so-ket/{c}/", "/dot-so-ket/{c}/ke-hoach/", "/dot-so-ket/{c}/bieu-do/",
    "/dot-so-ket/{c}/danh-gia/", "/so-ket/{second}/",
)  # fmt: skip
NAME, OWNER, STAGE, ROUND = "Đợt sơ kết đổi tên", "Lê Văn Tám, Bí thư", "Sửa soạn kỹ", "Vòng đổi tên"


def shown(client: Client, campaigns: Campaigns, day: str) -> list[str]:
    """Give what each page says on a day."""
    return [get(client, campaigns.at(page), den=day).texts("//main")[0] for page in PAGES]


def change(client: Client, address: str, **given: str) -> None:
    """Send the form of an address as it comes, with some fields filled otherwise, for 22 March."""
    form = typed(get(client, address))
    assert client.post(address, {**form, "on": "22-3-2023", **given}).status_code == 302


def test_what_is_changed_from_a_day_on_is_not_seen_before_it(runner: Client, campaigns: Campaigns) -> None:
    before, part = shown(runner, campaigns, "21-3-2023"), campaigns.rounds["grassroots"]
    change(runner, campaigns.at("/dot-so-ket/{c}/sua/"), name=NAME)
    change(runner, campaigns.at("/dot-so-ket/{c}/giai-doan/"), commented_name=STAGE)
    change(runner, campaigns.at("/dot-so-ket/{c}/cach-danh-gia/"), grace_days="9")
    change(runner, f"/vong/{part.pk}/sua/", name=ROUND, ends_on="7-4-2023")
    change(runner, campaigns.at("/so-ket/{second}/phu-trach/"), name=OWNER)
    get(runner, campaigns.at(PAGES[0]))  # takes the messages of the acts
    assert shown(runner, campaigns, "21-3-2023") == before
    after = dict(zip(PAGES, shown(runner, campaigns, "22-3-2023"), strict=True))
    told = {
        word: [page for page, text in after.items() if word in text]
        for word in (NAME, STAGE, ROUND, OWNER, "1-3-2023 đến 7-4-2023", "chậm nhất 9 ngày làm việc")
    }
    review, plan, judged = "/so-ket/{second}/", "/dot-so-ket/{c}/ke-hoach/", "/dot-so-ket/{c}/danh-gia/"
    assert told == {
        NAME: list(PAGES),
        STAGE: ["/dot-so-ket/{c}/", plan, "/dot-so-ket/{c}/bieu-do/", judged, review],
        ROUND: list(PAGES),
        OWNER: [plan, review],
        "1-3-2023 đến 7-4-2023": ["/dot-so-ket/{c}/", plan, "/dot-so-ket/{c}/bieu-do/", judged],
        "chậm nhất 9 ngày làm việc": [plan, judged],
    }


def test_a_change_after_the_day_looked_at_leads_to_its_own_day(runner: Client, campaigns: Campaigns) -> None:
    address = campaigns.at("/so-ket/{second}/phu-trach/")
    assert get(runner, address, den="20-3-2023").value("on") == "20-3-2023"
    given = {"person": "", "name": OWNER, "on": "23-3-2023"}
    answer = runner.post(f"{address}?den=20-3-2023", given)
    assert parameters(answer.headers["Location"])["den"] == "23-3-2023"
