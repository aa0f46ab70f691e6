"""The pages of campaigns and work in English keep no Vietnamese words of ours."""

from __future__ import annotations

import pytest
from django.test import Client

from nhiemky.campaign import actions
from nhiemky.campaign.models import Survey
from nhiemky.campaign.vocab import SurveyDraft, VisitDraft, VisitKind
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import make_term
from tests.cast_boards import place_of
from tests.cast_campaign import BEGUN, NOW
from tests.cast_work import make_item
from tests.standing import standing
from tests.web.campaign.finding_scene import chained
from tests.web.campaign.scene import ON, Campaigns, teach
from tests.web.campaign.talks import met, the_lesson
from tests.web.reading import get
from tests.web.test_every_page import VIETNAMESE

PAGES = (
    "/dot-so-ket/{c}/bieu-do/", "/dot-so-ket/{c}/to/lap/", "/dot-so-ket/{c}/cuoc-hop/",
    "/dot-so-ket/{c}/cuoc-hop/ghi/", "/dot-so-ket/{c}/gop-y/", "/dot-so-ket/{c}/bai-hoc/", "/dot-so-ket/{c}/bai-hoc/rut/",
    "/dot-so-ket/{c}/bai-hoc/chuyen/", "/dot-so-ket/{c}/khao-sat/", "/dot-so-ket/{c}/khao-sat/lap/",
    "/dot-so-ket/{c}/phat-hien/", "/dot-so-ket/{c}/phat-hien/ghi/", "/dot-so-ket/{c}/chuoi/", "/so-ket/{second}/",
    "/so-ket/{second}/goi-y-thao-luan/", "/so-ket/{second}/bai-hoc/", "/so-ket/{second}/chuyen-giai-doan/",
    "/so-ket/{second}/phu-trach/", "/so-ket/{second}/dua-ra/", "/so-ket/{second}/gop-y/", "/dau-cong-viec/",
    "/dau-cong-viec/them/", "/dau-cong-viec/bao-cao/", "/dau-cong-viec/tai-tep/", "/khao-sat/{survey}/",
    "/khao-sat/{survey}/noi/", "/khao-sat/{survey}/ket-luan/", "/bai-hoc/{lesson}/", "/bai-hoc/{lesson}/rut-lai/",
    "/phat-hien/{finding}/", "/phat-hien/{finding}/gan/", "/phat-hien/{finding}/noi/", "/dau-cong-viec/{item}/",
    "/dau-cong-viec/{item}/sua/", "/dau-cong-viec/{item}/bao-cao/", "/dau-cong-viec/{item}/dua-ra/",
)  # fmt: skip


@standing(at="2023-03-24 10:00+07:00")
def filled(campaigns: Campaigns) -> dict[str, int]:
    """One of everything in the second commune, and its number."""
    met(campaigns, "Bổ sung số liệu")
    teach(campaigns, campaigns.second)
    actions.plan_survey(
        SYSTEM_ACTOR, campaign=campaigns.campaign, draft=SurveyDraft("Khảo sát", BEGUN, BEGUN, ON),
        visits=[VisitDraft("Ngành Y tế", VisitKind.SECTOR)], now=NOW,
    )  # fmt: skip
    limitation, _cause, _remedy = chained(campaigns)
    item = make_item(place_of(campaigns.tree.district), make_term())
    return {
        "survey": Survey.objects.get().pk, "lesson": the_lesson(campaigns).pk, "finding": limitation.pk, "item": item.pk,
    }  # fmt: skip


def labels(client: Client, address: str) -> list[str]:
    """Give the words of ours on a page: headings of tables, labels, buttons, hints, what is read aloud."""
    page = get(client, address)
    assert page.status == 200, address
    words = page.texts(
        "//main//thead//th | //main//label | //main//legend | //main//button | //main//dt | //main//h2"
    )
    aloud = page.root.xpath("//main//@placeholder | //main//*[contains(@class, 'form-hint')]/text()")
    return [text for text in [*words, *map(str, aloud)] if text]


@pytest.mark.parametrize("address", PAGES)
def test_labels_are_english(
    runner: Client, campaigns: Campaigns, filled: dict[str, int], address: str
) -> None:
    known = {name: str(number) for name, number in filled.items()}
    where = campaigns.at(address.replace("{survey}", known["survey"]).replace("{lesson}", known["lesson"])
                         .replace("{finding}", known["finding"]).replace("{item}", known["item"]))  # fmt: skip
    vietnamese = set(labels(runner, where))
    runner.post("/ngon-ngu/setlang/", {"language": "en", "next": "/"})
    english = labels(runner, where)
    same = [text for text in english if text in vietnamese and VIETNAMESE.search(text)]
    data = ("Tân", "Nhuận", "Thạnh", "Mỏ Cày", "Bến Tre", "Làm điểm", "chi bộ", "Chi bộ", "Cấp", "Thu nhập", "Chỉ đạo", "Phân công",
            "Điều rút ra", "Cách làm", "dừa", "Ví dụ", "Vĩnh", "Chợ Lách", "ấp ")  # fmt: skip
    assert [text for text in same if not any(word in text for word in data)] == []
    assert english
