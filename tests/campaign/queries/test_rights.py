"""What a screen offers of comments, meetings, lessons and surveys: as a table of roles, and in agreement with the acts."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.queries.rights import (
    ReviewRights,
    branch_reviews,
    may_draw,
    may_note,
    met_reviews,
    review_rights,
)
from nhiemky.campaign.vocab import SurveyDraft
from nhiemky.history.vocab import Denied
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import RoleCode
from tests import cast
from tests.cast_reviews import DRAWN, NOW, PLAN, TODAY, Scene, draw, make_scene, person, remark, talk
from tests.standing import standing

NOTHING = ReviewRights(keep=False, comment=False, judge=False)
ALL = ReviewRights(keep=True, comment=True, judge=True)
KEEPS = ReviewRights(keep=True, comment=False, judge=False)
JUDGES = ReviewRights(keep=False, comment=True, judge=True)


@standing
def scene() -> Scene:
    return make_scene()


def of(scene: Scene, role: RoleCode, where: str) -> Actor:
    return person(role, getattr(scene.tree, where), "Ai đó", 77)


# role and unit; what is offered at the second commune's review; whether lessons may be drawn and findings noted
RIGHTS = [
    (RoleCode.OFFICE, "district", ALL, True, True),
    (RoleCode.LEADER, "district", ALL, True, True),
    (RoleCode.OVERSEER, "district", JUDGES, True, True),
    (RoleCode.SURVEYOR, "district", NOTHING, False, True),
    (RoleCode.DELEGATE, "district", NOTHING, False, False),
    (RoleCode.ADMINISTRATOR, "district", NOTHING, False, False),
    (RoleCode.OFFICE, "province", ALL, True, True),
    (RoleCode.OFFICE, "second", None, False, False),
    (RoleCode.LEADER, "second", None, False, False),
    (RoleCode.EDITOR, "second", None, False, False),
    (RoleCode.DELEGATE, "second", NOTHING, False, False),
    (RoleCode.OFFICE, "third", NOTHING, False, False),
    (RoleCode.OFFICE, "far", NOTHING, False, False),
    (RoleCode.OFFICE, "other_district", NOTHING, False, False),
]


@pytest.mark.parametrize(("role", "where", "rights", "draws", "notes"), RIGHTS)
def test_rights_go_by_role_and_place(
    scene: Scene, role: RoleCode, where: str, rights: ReviewRights | None, draws: bool, notes: bool
) -> None:
    actor = of(scene, role, where)
    found = review_rights(actor, review=scene.second)
    if rights is not None:
        assert found == rights
    else:
        assert (found.keep, found.judge) == (True, False)
    assert (may_draw(actor, campaign=scene.campaign), may_note(actor, campaign=scene.campaign)) == (
        draws,
        notes,
    )


def test_the_system_may_everything(scene: Scene) -> None:
    assert review_rights(SYSTEM_ACTOR, review=scene.second) == ALL
    assert may_draw(SYSTEM_ACTOR, campaign=scene.campaign)
    assert may_note(SYSTEM_ACTOR, campaign=scene.campaign)


def allowed(act: object) -> bool:
    try:
        act()  # type: ignore[operator]
    except Denied:
        return False
    return True


@pytest.mark.parametrize(("role", "where"), [(role, where) for role, where, *_ in RIGHTS])
def test_what_is_offered_is_what_may_be_done(scene: Scene, role: RoleCode, where: str) -> None:
    actor = of(scene, role, where)
    offered = review_rights(actor, review=scene.second)
    assert offered.comment == allowed(
        lambda: actions.raise_comment(actor, review=scene.second, draft=remark(), now=NOW)
    )
    draft = SurveyDraft("Khảo sát", PLAN, PLAN, TODAY)
    survey = actions.plan_survey(SYSTEM_ACTOR, campaign=scene.campaign, draft=draft, visits=[], now=NOW)
    assert may_note(actor, campaign=scene.campaign) == allowed(
        lambda: actions.conclude_survey(actor, survey=survey, conclusion="Tốt", on=TODAY, now=NOW)
    )
    meets = scene.second in met_reviews(actor, campaign=scene.campaign, on=TODAY)
    assert meets == allowed(
        lambda: actions.hold_meeting(
            actor, campaign=scene.campaign, review=scene.second, draft=talk(), now=NOW
        )
    )


@pytest.mark.parametrize(
    ("role", "where", "met", "seen"),
    [
        (
            RoleCode.OFFICE,
            "district",
            ["pilot", "second", "third", "own"],
            ["pilot", "second", "third", "own"],
        ),
        (
            RoleCode.OVERSEER,
            "district",
            ["pilot", "second", "third", "own"],
            ["pilot", "second", "third", "own"],
        ),
        (
            RoleCode.OFFICE,
            "province",
            ["pilot", "second", "third", "own"],
            ["pilot", "second", "third", "own"],
        ),
        (RoleCode.OFFICE, "second", ["second"], ["second"]),
        (RoleCode.DELEGATE, "second", [], ["second"]),
        (RoleCode.DELEGATE, "district", [], ["own"]),
        (RoleCode.OFFICE, "far", [], []),
    ],
)
def test_reviews_to_meet_and_to_see(
    scene: Scene, role: RoleCode, where: str, met: list[str], seen: list[str]
) -> None:
    actor = of(scene, role, where)
    assert met_reviews(actor, campaign=scene.campaign, on=TODAY) == [getattr(scene, name) for name in met]
    found = branch_reviews(actor, campaign=scene.campaign, on=TODAY)
    assert {row.pk for row in found} >= {getattr(scene, name).pk for name in seen}
    if where != "district":
        assert found == [getattr(scene, name) for name in seen]


def test_reviews_of_a_day_are_those_that_took_part(scene: Scene) -> None:
    actions.withdraw_review(scene.office, review=scene.third, on=DRAWN, reason="Sáp nhập", now=NOW)
    days = {date(2022, 11, 14): [], PLAN: 4, date(2023, 2, 23): 4, DRAWN: 3}
    assert {day: len(met_reviews(scene.office, campaign=scene.campaign, on=day)) for day in days} == {
        day: count or 0 for day, count in days.items()
    }


def test_a_superior_sees_the_reviews_of_the_branch(scene: Scene) -> None:
    found = branch_reviews(scene.province, campaign=scene.above, on=TODAY)
    assert found == [scene.pilot, scene.second, scene.third, scene.own]
    assert met_reviews(scene.province, campaign=scene.above, on=TODAY) == []


def test_lessons_are_drawn_by_who_is_told_so(scene: Scene) -> None:
    assert may_draw(scene.boards, campaign=scene.campaign)
    assert len(draw(scene, 1)) == 1
    assert not may_draw(scene.second_office, campaign=scene.campaign)
    assert cast.TODAY < TODAY
