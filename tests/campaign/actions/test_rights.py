"""Who may do which act on teams, meetings, comments and lessons: every role in every place, as one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction

from nhiemky.campaign import actions
from nhiemky.campaign.models import Comment, Lesson, LessonLine, Meeting, Team
from nhiemky.campaign.vocab import Applied, LessonDraft, TeamKind
from nhiemky.history.vocab import Denied
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import RoleCode
from tests.cast_reviews import (
    NOW,
    TODAY,
    Scene,
    give,
    make_comment,
    make_meeting,
    make_scene,
    make_team,
    member,
    person,
    remark,
    talk,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

ON = date(2023, 2, 26)
# A role in a place: P the province, D the district (holder), U the unit reviewed, O another unit of the district, F a far one.
PEOPLE = {
    "office P", "leader P", "overseer P", "surveyor P",
    "office D", "leader D", "editor D", "overseer D", "surveyor D", "administrator D", "delegate D",
    "office U", "leader U", "editor U", "overseer U", "surveyor U", "administrator U", "delegate U",
    "office O", "leader O", "editor O", "overseer O",
    "office F", "leader F", "overseer F",
}  # fmt: skip
# Who holds the campaign above, or this one, runs it; the boards follow it; the unit's own people keep its review.
RUN = {"office P", "leader P", "office D", "leader D"}
COMMENT_ABOVE = RUN | {"overseer P", "overseer D"}
UNIT = {"office U", "leader U", "editor U"}
# The unit's own office and leader may remark on their own review as well; what they remark others must close.
COMMENT = COMMENT_ABOVE | {"office U", "leader U", "overseer U"}


@dataclass(frozen=True)
class Stage:
    """Something of everything, for the unit reviewed."""

    scene: Scene
    team: Team
    meeting: Meeting
    comment: Comment
    answered: Comment
    closed: Comment
    lesson: Lesson
    line: LessonLine
    withdrawn: Lesson

    def actor(self, who: str) -> Actor:
        """Give somebody by role and place."""
        tree = self.scene.tree
        places: dict[str, UnitState] = {
            "P": tree.province, "D": tree.district, "U": tree.second, "O": tree.third, "F": tree.far,
        }  # fmt: skip
        role, place = who.split()
        return person(RoleCode(role), places[place], who, 100 + sorted(PEOPLE).index(who))


@standing
def stage() -> Stage:
    scene = make_scene()
    line = give(scene)[0]
    drafts = [LessonDraft("Điều", "Cách"), LessonDraft("Điều khác", "Cách khác")]
    fresh, gone = actions.draw_lessons(
        scene.boards, campaign=scene.campaign, review=scene.pilot, drafts=drafts, on=ON, now=NOW
    )
    actions.withdraw_lesson(scene.office, lesson=gone, on=ON, reason="Trùng", now=NOW)
    rows = [make_comment(scene) for _ in range(3)]
    actions.answer_comment(scene.second_office, comment=rows[1], text="Đã sửa", on=ON, now=NOW, expected=0)
    actions.waive_comment(scene.boards, comment=rows[2], reason="Thôi", on=ON, now=NOW, expected=0)
    team = make_team(scene, member("An"))
    return Stage(scene, team, make_meeting(scene), *rows, fresh, line, gone)


ACTS: list[tuple[str, Callable[[Stage, Actor], object], set[str]]] = [
    ("found a team", lambda s, a: actions.found_team(
        a, campaign=s.scene.campaign, kind=TeamKind.SURVEY, name="Đoàn khảo sát", founded_on=ON, now=NOW,
        holder=s.scene.tree.district.unit), RUN),
    ("found a team of the unit", lambda s, a: actions.found_team(
        a, campaign=s.scene.campaign, kind=TeamKind.EDITORIAL, name="Tổ biên tập", founded_on=ON, now=NOW,
        holder=s.scene.tree.second.unit), RUN | UNIT),
    ("add a member", lambda s, a: actions.add_member(
        a, team=s.team, draft=member("Cúc"), on=ON, now=NOW), RUN),
    ("dissolve", lambda s, a: actions.dissolve_team(
        a, team=s.team, on=ON, reason="Xong", now=NOW), RUN),
    ("hold a meeting", lambda s, a: actions.hold_meeting(
        a, campaign=s.scene.campaign, review=s.scene.second, draft=talk(), now=NOW), COMMENT | UNIT),
    ("hold a meeting with comments", lambda s, a: actions.hold_meeting(
        a, campaign=s.scene.campaign, review=s.scene.second, draft=talk(), comments=[remark()], now=NOW), COMMENT),
    ("hold a meeting of all", lambda s, a: actions.hold_meeting(
        a, campaign=s.scene.campaign, review=None, draft=talk(), now=NOW), RUN),
    ("change a meeting", lambda s, a: actions.change_meeting(
        a, meeting=s.meeting, draft=talk(place="Xã"), now=NOW), COMMENT | UNIT),
    ("take out a meeting", lambda s, a: actions.remove_meeting(
        a, meeting=s.meeting, on=ON, reason="Nhầm", now=NOW), COMMENT | UNIT),
    ("comment", lambda s, a: actions.raise_comment(a, review=s.scene.second, draft=remark(), now=NOW), COMMENT),
    ("answer", lambda s, a: actions.answer_comment(
        a, comment=s.comment, text="Đã sửa", on=ON, now=NOW, expected=0), RUN | UNIT),
    ("accept", lambda s, a: actions.accept_comment(
        a, comment=s.answered, on=ON, now=NOW, expected=1), COMMENT_ABOVE),
    ("return", lambda s, a: actions.return_comment(
        a, comment=s.answered, reason="Thiếu", on=ON, now=NOW, expected=1), COMMENT_ABOVE),
    ("waive", lambda s, a: actions.waive_comment(
        a, comment=s.comment, reason="Thôi", on=ON, now=NOW, expected=0), COMMENT_ABOVE),
    ("reopen", lambda s, a: actions.reopen_comment(
        a, comment=s.closed, reason="Lại", on=ON, now=NOW, expected=1), COMMENT_ABOVE),
    ("draw lessons", lambda s, a: actions.draw_lessons(
        a, campaign=s.scene.campaign, review=s.scene.pilot, drafts=[LessonDraft("Điều", "Cách")], on=ON, now=NOW),
     COMMENT_ABOVE),
    ("change a lesson", lambda s, a: actions.change_lesson(
        a, lesson=s.lesson, draft=LessonDraft("Điều", "Cách mới"), now=NOW), COMMENT_ABOVE),
    ("pass lessons on", lambda s, a: actions.pass_lessons(
        a, lessons=[s.lesson], reviews=[s.scene.second], on=ON, now=NOW), RUN),
    ("answer a lesson", lambda s, a: actions.answer_lesson(
        a, line=s.line, applied=Applied.YES, text="Cách làm", on=ON, now=NOW, expected=0), RUN | UNIT),
    ("withdraw a lesson", lambda s, a: actions.withdraw_lesson(
        a, lesson=s.lesson, on=ON, reason="Trùng", now=NOW), RUN),
    ("restore a lesson", lambda s, a: actions.restore_lesson(a, lesson=s.withdrawn, reason="Nhầm", now=NOW), RUN),
]  # fmt: skip
NAMES = [name for name, _act, _who in ACTS]


def may(stage: Stage, act: Callable[[Stage, Actor], object], actor: Actor) -> bool:
    """Try the act, undo it, and tell whether the actor was let."""
    try:
        with transaction.atomic():
            act(stage, actor)
            transaction.set_rollback(True)
    except Denied:
        return False
    return True


@pytest.mark.parametrize(("act", "allowed"), [(act, who) for _name, act, who in ACTS], ids=NAMES)
def test_who_may_do_it_and_nobody_else(
    stage: Stage, act: Callable[[Stage, Actor], object], allowed: set[str]
) -> None:
    assert {who for who in PEOPLE if may(stage, act, stage.actor(who))} == allowed
    assert may(stage, act, SYSTEM_ACTOR)


def test_somebody_without_any_role_may_do_nothing(stage: Stage) -> None:
    nobody = Actor(99, "Không vai trò", (), TODAY)
    assert [name for name, act, _who in ACTS if may(stage, act, nobody)] == []


def test_every_act_of_these_parts_is_in_the_table() -> None:
    known = {
        "found_team", "change_team", "dissolve_team", "add_member", "change_member", "end_membership", "hold_meeting",
        "change_meeting", "remove_meeting", "raise_comment", "answer_comment", "accept_comment", "return_comment",
        "waive_comment", "reopen_comment", "draw_lessons", "change_lesson", "pass_lessons", "answer_lesson",
        "withdraw_lesson", "restore_lesson",
    }  # fmt: skip
    assert known <= set(actions.__all__)
    parts = ("comments", "lessons", "meetings", "members", "passing", "teams")
    public = {
        name for name in actions.__all__ if getattr(actions, name).__module__.rpartition(".")[2] in parts
    }
    assert public == known
