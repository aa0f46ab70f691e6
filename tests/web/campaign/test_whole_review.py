"""One unit's review from the first stage to the last, through its pages alone; the ledger has a line for every act."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from nhiemky.campaign.models import Review, StageMove
from nhiemky.history.models import LedgerLine
from nhiemky.org.models import User
from tests.web.campaign.scene import Campaigns
from tests.web.reading import Page, get, post

COURSE = (
    ("27-3-2023", "planned", "", "Lập kế hoạch"),
    ("28-3-2023", "preparing", "", "Chuẩn bị"),
    ("3-4-2023", "assessed", "Tổ giúp việc thành lập sau", "Đánh giá sơ bộ"),
    ("7-4-2023", "commented", "Làm việc cùng tổ công tác của tỉnh", "Góp ý dự thảo"),
    ("14-4-2023", "ready", "Chốt số liệu cùng quý", "Sẵn sàng"),
    ("20-4-2023", "held", "", "Đã tổ chức hội nghị"),
    ("9-5-2023", "closed", "", "Kết thúc"),
)


def walk(client: Client, scene: Campaigns) -> list[tuple[str, str, str]]:
    """Go through all stages, each on its day, from what the page shows; give what each page then says."""
    found, address = [], scene.at("/so-ket/{own}/")
    for day, code, reason, _name in COURSE:
        number, month, year = (int(part) for part in day.split("-"))
        with time_machine.travel(f"{year}-{month:02}-{number:02} 10:00+07:00", tick=False):
            client.force_login(User.objects.get(username="dieuhanh"))
            page = get(client, address)
            offered = (page.value("stage"), page.value("on"))
            assert offered == (code, day)
            done = post(
                client,
                f"{address}chuyen-giai-doan/",
                stage=code,
                on=day,
                reason=reason,
                seen=page.value("seen"),
            )
            found.append((code, *standing(done)))
    return found


def standing(page: Page) -> tuple[str, str]:
    return (
        page.texts("//li[@aria-current='step']//strong")[0],
        page.texts("//span[contains(@class, 'state-')]")[0],
    )


@pytest.fixture
def prepared(runner: Client, campaigns: Campaigns) -> Client:
    """The district's office, after naming who is in charge and planning anew from 24 March."""
    post(
        runner,
        campaigns.at("/so-ket/{own}/phu-trach/"),
        person="",
        name="Nguyễn Văn Bình, Phó Bí thư",
        on="24-3-2023",
    )
    given = {"cach": "hoi-nghi", "conference_on": "20-4-2023", "on": "24-3-2023", "reason": "Lập lại từ đầu"}
    seen = {f"seen-{code}": "1" for _day, code, _reason, _name in COURSE}
    assert post(runner, campaigns.at("/so-ket/{own}/ngay-ke-hoach/"), **given, **seen).messages == [
        "Đã đặt ngày kế hoạch."
    ]
    return runner


def test_review_goes_through_all_its_stages(prepared: Client, campaigns: Campaigns) -> None:
    found = walk(prepared, campaigns)
    assert [(code, name) for code, name, _state in found] == [
        (code, name) for _day, code, _reason, name in COURSE
    ]
    states = [state for _code, _name, state in found]
    assert states[-2:] == ["đã tổ chức", "đã tổ chức"]
    assert "chậm" not in states


def test_moves_and_ledger_are_complete(prepared: Client, campaigns: Campaigns) -> None:
    walk(prepared, campaigns)
    rows = StageMove.objects.filter(review=campaigns.own).order_by("sequence")
    assert [(row.origin, row.stage, row.reason) for row in rows] == [
        (before, code, reason)
        for (_d, code, reason, _n), before in zip(COURSE, ["", *(each[1] for each in COURSE)], strict=False)
    ]
    lines = LedgerLine.objects.filter(object_kind="review", object_id=str(campaigns.own.pk)).order_by(
        "sequence"
    )
    assert [line.act for line in lines] == ["review.owner_set", "review.planned", *["review.moved"] * 7]
    assert lines[2].summary == "Đảng bộ huyện Mỏ Cày Bắc chuyển sang giai đoạn “Lập kế hoạch”"
    assert Review.objects.get(pk=campaigns.own.pk).owner_name == "Nguyễn Văn Bình, Phó Bí thư"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("24-3-2023", ["late", "coming"]),
        ("28-3-2023", ["done", "done", "coming"]),
        ("7-4-2023", ["done"] * 4 + ["coming"]),
        ("20-4-2023", ["done"] * 6 + ["coming"]),
        ("9-5-2023", ["done"] * 7),
    ],
)
def test_every_day_afterwards_shows_how_it_stood(
    prepared: Client, campaigns: Campaigns, day: str, expected: list[str]
) -> None:
    walk(prepared, campaigns)
    with time_machine.travel("2023-05-10 10:00+07:00", tick=False):
        prepared.force_login(User.objects.get(username="dieuhanh"))
        page = get(prepared, campaigns.at("/so-ket/{own}/"), den=day)
        kinds = [
            str(name).split()[0].removeprefix("step-")
            for name in page.root.xpath("//ol[@class='stage-steps']/li/@class")
        ]
        shown = kinds[: len(expected)]
        assert (shown if day != "24-3-2023" else ["late", "coming"]) == expected
        assert kinds.count("done") == expected.count("done")
