"""A made-up campaign of five levels with its own words and fewer stages: every page speaks its words and shows its stages only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, Review, StageMove
from nhiemky.campaign.vocab import RoundDraft, RoundKind, StageCode, StageDraft
from nhiemky.org.actions import add_unit
from nhiemky.org.models import UnitState, UnitType
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import make_term
from tests.cast_campaign import NOW, make_campaign
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post

STAGES = (
    StageDraft(StageCode.PREPARING, "Soạn thảo", 6),
    StageDraft(StageCode.COMMENTED, "Lấy ý kiến đảng viên", 3),
    StageDraft(StageCode.HELD, "Họp kiểm điểm", 0),
)
LEVELS = ("Liên khu", "Khu", "Vùng", "Cụm", "Tổ")
NAMES = ("Liên khu Một", "Khu Hai", "Vùng Ba", "Cụm Bốn", "Tổ Năm")


@dataclass(frozen=True)
class Five:
    """Five units, each below the one before; the first four hold a campaign, the last takes part in the fourth's."""

    states: tuple[UnitState, ...]
    campaigns: tuple[Campaign, ...]
    review: Review
    top: Client


@pytest.fixture
def five(db: None) -> Five:
    term = make_term("2020-2025")
    states: list[UnitState] = []
    for number, name in enumerate(NAMES, start=1):
        above = states[-1] if states else None
        UnitType.objects.create(code=f"cap{number}", name=LEVELS[number - 1], rank=number + 10)
        states.append(
            add_unit(
                SYSTEM_ACTOR, code=f"X{number}", type_code=f"cap{number}", parent=above.unit if above else None,
                valid_from=date(2010, 1, 1), name=f"Tổ chức {name}", short_name=name, committee_name=f"Ban {name}",
                symbol="B", place=name, official_order=number,
            )
        )  # fmt: skip
    found: list[Campaign] = []
    part = RoundDraft(RoundKind.GRASSROOTS, "Lượt đầu", date(2023, 3, 6), date(2023, 3, 31))
    for state in states[:4]:
        last = state is states[3]
        found.append(
            make_campaign(
                state, term=term, name=f"Kiểm điểm {state.short_name}", begun_on=date(2023, 2, 1), stages=STAGES,
                rounds=(part,) if last else (), parent=found[-1] if found else None,
            )
        )  # fmt: skip
    (row,) = actions.enter_units(
        SYSTEM_ACTOR, round=found[3].rounds.get(), units=[states[4].unit], on=date(2023, 3, 1), now=NOW,
        conference_on=date(2023, 3, 30),
    )  # fmt: skip
    return Five(tuple(states), tuple(found), row, visitor(RoleCode.OFFICE, states[0], "lienkhu"))


def board(five: Five, level: int, **asked: str) -> Page:
    return get(five.top, f"/dot-so-ket/{five.campaigns[level].pk}/", **asked)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_every_level_above_sees_the_unit_at_the_bottom(five: Five, level: int) -> None:
    page = board(five, level)
    assert page.heading == f"Kiểm điểm {five.states[level].short_name}"
    assert page.texts("//table//th[@scope='row']/a") == [five.states[4].short_name]
    parts = page.root.xpath("//section[@aria-labelledby='truc-thuoc']//a/text()")
    assert parts == ([f"Kiểm điểm {five.states[level + 1].short_name}"] if level < 3 else [])


def test_board_has_the_stages_of_the_campaign_in_its_words(five: Five) -> None:
    page = board(five, 3)
    assert page.texts("//table/thead//th")[2:5] == ["Soạn thảo", "Lấy ý kiến đảng viên", "Họp kiểm điểm"]
    assert page.texts("//table//td[contains(@class, 'stage')]") == [
        "KH 22-3 đến hạn", "KH 27-3 sắp đến", "KH 30-3 sắp đến",
    ]  # fmt: skip


def test_review_has_three_steps_in_its_words(five: Five) -> None:
    page = get(five.top, f"/so-ket/{five.review.pk}/")
    assert page.texts("//ol[@class='stage-steps']//strong") == [
        "Soạn thảo",
        "Lấy ý kiến đảng viên",
        "Họp kiểm điểm",
    ]
    assert page.texts("//select[@name='stage']/option") == [
        "Soạn thảo",
        "Lấy ý kiến đảng viên",
        "Họp kiểm điểm",
    ]
    assert page.texts("//h2[@id='chuyen']") == ["Tiếp theo: Soạn thảo"]


@pytest.mark.parametrize("page", ["bieu-do/", "danh-gia/"])
def test_chart_and_judgement_speak_its_words(five: Five, page: str) -> None:
    shown = get(five.top, f"/dot-so-ket/{five.campaigns[0].pk}/{page}")
    text = " ".join(shown.texts("//main"))
    assert (shown.status, "Lượt đầu" in text, "Chuẩn bị" in text) == (200, True, False)


@pytest.mark.parametrize("stage", ["planned", "assessed", "ready", "closed"])
def test_stages_that_it_does_not_have_cannot_be_reached(five: Five, stage: str) -> None:
    given = {"stage": stage, "on": "24-3-2023", "reason": "Thử", "seen": ""}
    page = post(five.top, f"/so-ket/{five.review.pk}/chuyen-giai-doan/", **given)
    assert (page.status, page.errors("stage")) == (422, [f"Không có “{stage}” trong danh sách."])


def test_last_stage_may_be_the_conference(five: Five) -> None:
    where = f"/so-ket/{five.review.pk}/chuyen-giai-doan/"
    page = post(five.top, where, stage="held", on="24-3-2023", reason="Họp luôn", seen="")
    assert page.messages == [f"{five.states[4].short_name} đã chuyển sang giai đoạn “Họp kiểm điểm”."]
    move = StageMove.objects.get(review=five.review)
    assert (move.stage, move.skipped) == ("held", ["preparing", "commented"])
    assert [kind.split()[0] for kind in page.root.xpath("//ol[@class='stage-steps']/li/@class")] == [
        "step-skipped", "step-skipped", "step-done",
    ]  # fmt: skip
    assert page.texts("//h2[@id='chuyen']") == ["Chuyển giai đoạn"]
