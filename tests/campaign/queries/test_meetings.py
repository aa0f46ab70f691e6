"""Meetings as they were known on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import (
    draw_lessons,
    hold_meeting,
    remove_meeting,
    waive_comment,
    withdraw_lesson,
)
from nhiemky.campaign.models import Comment, Meeting
from nhiemky.campaign.queries import MeetingLine, meeting, meetings
from nhiemky.campaign.vocab import LessonDraft, MeetingKind
from nhiemky.history.vocab import NotFound
from tests.cast_reviews import DRAWN, NOW, TODAY, Scene, make_meeting, make_scene, remark, talk
from tests.standing import standing

pytestmark = pytest.mark.django_db

HELD, LATER = date(2023, 2, 20), date(2023, 2, 26)


@standing
def scene() -> Scene:
    return make_scene()


def whole(scene: Scene, held_on: date = DRAWN) -> Meeting:
    """Hold a meeting of the whole campaign, to draw lessons."""
    draft = talk(kind=MeetingKind.LESSONS, held_on=held_on)
    return hold_meeting(scene.office, campaign=scene.campaign, review=None, draft=draft, now=NOW)


def short(line: MeetingLine) -> tuple[int, int, int, int]:
    return (line.meeting.pk, line.comments, line.open, line.lessons)


def test_meetings_come_the_latest_first_with_what_came_of_them(scene: Scene) -> None:
    first = make_meeting(scene, remark("Một"), remark("Hai"))
    waive_comment(
        scene.boards, comment=Comment.objects.get(text="Một"), reason="Thôi", on=LATER, now=NOW, expected=0
    )
    second = whole(scene)
    drafts = [LessonDraft("Điều 1", "Cách 1"), LessonDraft("Điều 2", "Cách 2")]
    one, _two = draw_lessons(
        scene.office,
        campaign=scene.campaign,
        review=scene.pilot,
        drafts=drafts,
        on=DRAWN,
        now=NOW,
        meeting=second,
    )
    withdraw_lesson(scene.office, lesson=one, on=LATER, reason="Trùng", now=NOW)
    on_days = {
        on: [short(line) for line in meetings(scene.boards, campaign=scene.campaign, on=on)]
        for on in (HELD, DRAWN, LATER)
    }
    assert on_days == {
        HELD: [(first.pk, 2, 2, 0)],
        DRAWN: [(second.pk, 0, 0, 2), (first.pk, 2, 2, 0)],
        LATER: [(second.pk, 0, 0, 1), (first.pk, 2, 1, 0)],
    }


def test_one_meeting_shows_its_comments_and_lessons(scene: Scene) -> None:
    row = make_meeting(scene, remark("Một"), remark("Hai"))
    page = meeting(scene.second_office, id=row.pk, on=TODAY)
    assert (page.meeting, page.lessons) == (row, ())
    assert [(line.comment.text, line.overdue) for line in page.comments] == [("Một", True), ("Hai", True)]
    held = whole(scene)
    draw_lessons(
        scene.office, campaign=scene.campaign, review=scene.pilot, drafts=[LessonDraft("Điều", "Cách")], on=TODAY,
        now=NOW, meeting=held,
    )  # fmt: skip
    assert meeting(scene.office, id=held.pk, on=DRAWN).lessons == ()
    assert [each.seen for each in meeting(scene.office, id=held.pk, on=TODAY).lessons] == ["Điều"]


def test_a_meeting_taken_out_is_gone_from_its_day_on(scene: Scene) -> None:
    row = make_meeting(scene)
    remove_meeting(scene.boards, meeting=row, on=LATER, reason="Nhầm", now=NOW)
    found = [len(meetings(scene.boards, campaign=scene.campaign, on=on)) for on in (HELD, DRAWN, LATER)]
    assert found == [1, 1, 0]
    assert meeting(scene.boards, id=row.pk, on=DRAWN).meeting == row
    with pytest.raises(NotFound):
        meeting(scene.boards, id=row.pk, on=LATER)


def test_meetings_of_one_review_only(scene: Scene) -> None:
    make_meeting(scene)
    third = make_meeting(scene, review=scene.third)
    found = meetings(scene.boards, campaign=scene.campaign, on=TODAY, review=scene.third)
    assert [line.meeting for line in found] == [third]


def test_a_unit_sees_its_own_meetings_and_not_those_of_the_whole_campaign(scene: Scene) -> None:
    own, other, common = make_meeting(scene), make_meeting(scene, review=scene.third), whole(scene)
    seen = meetings(scene.second_office, campaign=scene.campaign, on=TODAY)
    assert [line.meeting for line in seen] == [own]
    assert meeting(scene.second_office, id=own.pk, on=TODAY).meeting == own
    for hidden in (other.pk, common.pk, 0):
        with pytest.raises(NotFound):
            meeting(scene.second_office, id=hidden, on=TODAY)
    with pytest.raises(NotFound):
        meetings(scene.outsider, campaign=scene.campaign, on=TODAY)


def test_the_number_of_queries_is_the_same_for_one_meeting_and_three(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    make_meeting(scene, remark())
    with django_assert_max_num_queries(10) as one:
        meetings(scene.boards, campaign=scene.campaign, on=TODAY)
    make_meeting(scene, remark(), remark(), review=scene.third)
    whole(scene)
    with django_assert_max_num_queries(10) as three:
        lines = meetings(scene.boards, campaign=scene.campaign, on=TODAY)
        assert [line.meeting.review and line.meeting.review.unit.code for line in lines] == [
            None, "28903", "28957",
        ]  # fmt: skip
    assert len(one) == len(three)
