"""A made-up campaign of five levels, with other words and fewer stages, goes the same ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, Review
from nhiemky.campaign.vocab import (
    CampaignDraft,
    JudgementCode,
    Need,
    RoundDraft,
    RoundKind,
    Rules,
    StageCode,
    StageDraft,
)
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Invalid
from nhiemky.org import actions as org
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import leader, office
from tests.cast_campaign import moment
from tests.standing import standing

pytestmark = pytest.mark.django_db

FOUNDED = date(2015, 1, 1)
LEVELS = ("Tổng hội", "Liên chi hội", "Chi hội", "Phân hội", "Tổ hội")
STAGES = (
    StageDraft(StageCode.PREPARING, "Gom việc", 8),
    StageDraft(StageCode.READY, "Đủ bài", 2, (Need.OWNER,)),
    StageDraft(StageCode.HELD, "Họp mặt", 0),
)
ROUNDS = (
    RoundDraft(RoundKind.PILOT, "Tổ mẫu", date(2031, 5, 5), date(2031, 5, 9)),
    RoundDraft(RoundKind.GRASSROOTS, "Các tổ", date(2031, 5, 12), date(2031, 5, 30)),
    RoundDraft(RoundKind.GRASSROOTS, "Các phân hội", date(2031, 6, 2), date(2031, 6, 13), (StageCode.HELD,)),
)
BEGUN = date(2031, 4, 7)
NOW = datetime(2031, 6, 30, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Society:
    """One unit per level, the highest first, with a second group at the lowest."""

    levels: tuple[UnitState, ...]
    second: UnitState

    @property
    def top(self) -> UnitState:
        return self.levels[0]

    @property
    def branch(self) -> UnitState:
        return self.levels[3]

    @property
    def group(self) -> UnitState:
        return self.levels[4]


def unit(level: int, code: str, parent: UnitState | None) -> UnitState:
    title = LEVELS[level]
    return org.add_unit(
        SYSTEM_ACTOR,
        code=code,
        type_code=f"level{level}",
        parent=parent.unit if parent else None,
        valid_from=FOUNDED,
        name=f"{title} {code}",
        short_name=code,
        committee_name=f"Ban chấp hành {title} {code}",
        symbol="BCH",
        place=code,
        official_order=0,
    )


@standing
def society() -> Society:
    for place, title in enumerate(LEVELS):
        org.add_unit_type(SYSTEM_ACTOR, code=f"level{place}", name=title, rank=place + 1)
    levels: list[UnitState] = []
    for place in range(len(LEVELS)):
        levels.append(unit(place, f"H{place}", levels[-1] if levels else None))
    return Society(tuple(levels), unit(4, "H5", levels[3]))


def campaigns(society: Society) -> tuple[Campaign, ...]:
    """Draw up a campaign at each of the four upper levels, each under the one above; the lowest has the rounds."""
    term = org.add_term(SYSTEM_ACTOR, label="2028-2033", first_year=2029, last_year=2033, cut_off=None)
    found: list[Campaign] = []
    for place, state in enumerate(society.levels[:4]):
        draft = CampaignDraft(
            name=f"Ngày hội nhìn lại {place}",
            begun_on=BEGUN,
            parent_id=found[-1].pk if found else None,
            stages=STAGES,
            rounds=ROUNDS if place == 3 else (),
            rules=Rules(grace_days=0, late_days=2),
        )
        found.append(
            actions.add_campaign(
                office(state, today=BEGUN), holder=state.unit, term=term, draft=draft, now=NOW
            )
        )
    return tuple(found)


def enter(society: Society, campaign: Campaign) -> list[Review]:
    """Let the first group be the pilot, the second follow, the branch itself come last."""
    person = office(society.branch, today=BEGUN)
    parts = queries.rounds(person, campaign=campaign, on=BEGUN)
    units = (society.group, society.second, society.branch)
    days = (date(2031, 5, 8), date(2031, 5, 20), date(2031, 6, 6))
    return [
        actions.enter_units(person, round=part, units=[state.unit], on=BEGUN, now=NOW, conference_on=day)[0]
        for part, state, day in zip(parts, units, days, strict=True)
    ]


def test_days_are_counted_by_the_campaigns_own_stages(society: Society) -> None:
    campaign = campaigns(society)[3]
    pilot, second, branch = enter(society, campaign)
    planned = {
        row.short_name: {each.stage: each.planned_on for each in queries.planned(SYSTEM_ACTOR, review=row)}
        for row in (pilot, second, branch)
    }
    # 30-4 and 1-5-2031 are holidays.
    assert planned == {
        "H4": {"preparing": date(2031, 4, 24), "ready": date(2031, 5, 6), "held": date(2031, 5, 8)},
        "H5": {"preparing": date(2031, 5, 8), "ready": date(2031, 5, 16), "held": date(2031, 5, 20)},
        "H3": {"held": date(2031, 6, 6)},
    }


def test_the_pages_speak_the_campaigns_own_words(society: Society) -> None:
    campaign = campaigns(society)[3]
    pilot, _second, branch = enter(society, campaign)
    page = queries.review(leader(society.group, today=BEGUN), id=pilot.pk, on=BEGUN)
    assert [stage.name for stage in page.stages] == ["Gom việc", "Đủ bài", "Họp mặt"]
    assert (page.stage, page.next, page.may_keep, page.may_run) == (
        None,
        StageCode.PREPARING,
        True,
        False,
    )
    last = queries.review(SYSTEM_ACTOR, id=branch.pk, on=BEGUN)
    assert [stage.name for stage in last.stages] == ["Họp mặt"]


def test_a_review_goes_through_the_stages_that_there_are(society: Society) -> None:
    campaign = campaigns(society)[3]
    pilot = enter(society, campaign)[0]
    own = leader(society.group, today=date(2031, 5, 6))

    def move(stage: StageCode, seen: StageCode | None, day: date, reason: str = "") -> None:
        actions.move_stage(
            own, review=pilot, stage=stage, on=day, reason=reason, now=moment(day), expected=seen
        )

    move(StageCode.PREPARING, None, date(2031, 4, 24))
    with pytest.raises(Invalid, match=r"Không có giai đoạn “assessed” trong đợt này\."):
        move(StageCode.ASSESSED, StageCode.PREPARING, date(2031, 5, 5))
    with pytest.raises(Invalid, match="Chưa đáp ứng: có người phụ trách"):
        move(StageCode.READY, StageCode.PREPARING, date(2031, 5, 6))
    actions.set_owner(own, review=pilot, name="Chị Bảy", on=BEGUN, now=NOW)
    move(StageCode.READY, StageCode.PREPARING, date(2031, 5, 6))
    with pytest.raises(Invalid, match="Chuyển về giai đoạn trước cần ghi lý do"):
        move(StageCode.PREPARING, StageCode.READY, date(2031, 5, 6))
    move(StageCode.HELD, StageCode.READY, date(2031, 5, 8))
    page = queries.review(own, id=pilot.pk, on=date(2031, 5, 8))
    assert (page.stage, page.next, page.standing.stage_name) == (StageCode.HELD, None, "Họp mặt")
    assert verify().ok


def test_the_highest_level_sees_the_reviews_four_levels_down(society: Society) -> None:
    chain = campaigns(society)
    enter(society, chain[3])
    top = office(society.top, today=BEGUN)
    whole = queries.standings(top, campaign=chain[0], on=date(2031, 5, 7))
    assert [each.facts.short_name for each in whole.reviews] == ["H4", "H5", "H3"]
    assert whole.judgement.code is JudgementCode.BEHIND
    assert {each.campaign.pk for each in queries.campaigns(top, on=BEGUN)} == {row.pk for row in chain}


def test_every_level_finds_its_own_campaign(society: Society) -> None:
    chain = campaigns(society)
    enter(society, chain[3])
    found = [
        queries.campaign_for(SYSTEM_ACTOR, unit_code=state.unit.code, term=chain[0].term, on=BEGUN)
        for state in (*society.levels, society.second)
    ]
    assert [each.name if each else None for each in found] == [
        "Ngày hội nhìn lại 0",
        "Ngày hội nhìn lại 1",
        "Ngày hội nhìn lại 2",
        "Ngày hội nhìn lại 3",
        "Ngày hội nhìn lại 3",
        "Ngày hội nhìn lại 3",
    ]


def test_a_superior_four_levels_up_may_help_out(society: Society) -> None:
    chain = campaigns(society)
    pilot = enter(society, chain[3])[0]
    moved = actions.move_stage(
        office(society.top, today=BEGUN),
        review=pilot,
        stage=StageCode.PREPARING,
        on=BEGUN,
        reason="",
        now=NOW,
        expected=None,
    )
    assert (moved.stage, moved.moved_by) == ("preparing", "Trần Thị Bình")
