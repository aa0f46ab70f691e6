"""Comments with their state on a day: open, answered, overdue, closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.campaign.actions import (
    accept_comment,
    answer_comment,
    raise_comment,
    return_comment,
    waive_comment,
)
from nhiemky.campaign.queries import CommentLine, comment, comment_steps, comments
from nhiemky.campaign.vocab import CommentState
from nhiemky.history.vocab import NotFound
from tests.cast_reviews import NOW, TODAY, Scene, make_comment, make_scene, remark
from tests.standing import standing

pytestmark = pytest.mark.django_db

RAISED, ANSWERED, JUDGED, DUE = date(2023, 2, 20), date(2023, 2, 23), date(2023, 2, 25), date(2023, 2, 27)
LATE = date(2023, 2, 28)


@standing
def scene() -> Scene:
    return make_scene()


def short(line: CommentLine) -> tuple[str, int, bool, bool, int | None]:
    return (line.state.value, line.sequence, line.open, line.overdue, line.days_left)


def test_a_comment_on_each_day_is_what_it_was_then(scene: Scene) -> None:
    row = make_comment(scene)
    answer_comment(scene.second_office, comment=row, text="Đã bổ sung", on=ANSWERED, now=NOW, expected=0)
    accept_comment(scene.boards, comment=row, text="Được", on=LATE, now=NOW, expected=1)
    days = (RAISED, ANSWERED, DUE, LATE)
    assert [short(comment(scene.boards, id=row.pk, on=on)) for on in days] == [
        ("open", 0, True, False, 7),
        ("answered", 1, True, False, 4),
        ("answered", 1, True, False, 0),
        ("accepted", 2, False, False, None),
    ]
    last = comment(scene.boards, id=row.pk, on=LATE)
    assert (last.answer and last.answer.text, last.last and last.last.text) == ("Đã bổ sung", "Được")
    with pytest.raises(NotFound):
        comment(scene.boards, id=row.pk, on=date(2023, 2, 19))


@pytest.mark.parametrize(("due", "overdue", "left"), [(DUE, True, -1), (LATE, False, 0), (None, False, None)])
def test_an_open_comment_is_overdue_the_day_after_it_was_due(
    scene: Scene, due: date | None, overdue: bool, left: int | None
) -> None:
    row = make_comment(scene, due_on=due)
    line = comment(scene.boards, id=row.pk, on=LATE)
    assert (line.overdue, line.days_left) == (overdue, left)


def test_an_answer_that_waits_or_was_returned_is_still_overdue_a_waived_comment_is_not(scene: Scene) -> None:
    waits, returned, waived = (make_comment(scene) for _ in range(3))
    for row in (waits, returned):
        answer_comment(scene.second_office, comment=row, text="Đã sửa", on=ANSWERED, now=NOW, expected=0)
    return_comment(scene.boards, comment=returned, reason="Chưa đủ", on=JUDGED, now=NOW, expected=1)
    waive_comment(scene.boards, comment=waived, reason="Không cần nữa", on=JUDGED, now=NOW, expected=0)
    lines = comments(scene.boards, review=scene.second, on=TODAY)
    assert [short(line) for line in lines] == [
        ("answered", 1, True, True, -2),
        ("returned", 2, True, True, -2),
        ("waived", 1, False, False, None),
    ]
    assert [line.answer and line.answer.text for line in lines] == ["Đã sửa", "Đã sửa", None]
    assert lines[2].last is not None
    assert lines[2].last.text == "Không cần nữa"


def test_comments_are_narrowed_by_state_and_by_being_overdue(scene: Scene) -> None:
    make_comment(scene, text="Một")
    make_comment(scene, text="Hai", due_on=None)
    third = make_comment(scene, text="Ba")
    waive_comment(scene.boards, comment=third, reason="Thôi", on=JUDGED, now=NOW, expected=0)

    def texts(**narrow: Any) -> list[str]:
        return [line.comment.text for line in comments(scene.boards, review=scene.second, on=TODAY, **narrow)]

    assert texts() == ["Một", "Hai", "Ba"]
    assert texts(state=CommentState.OPEN) == ["Một", "Hai"]
    assert texts(state=CommentState.WAIVED) == ["Ba"]
    assert texts(overdue=True) == ["Một"]
    assert comments(scene.boards, on=TODAY) == []


def test_a_campaign_gives_the_comments_unit_by_unit_and_those_of_campaigns_under_it(scene: Scene) -> None:
    for review in (scene.third, scene.second, scene.pilot, scene.second):
        make_comment(scene, review=review)
    wanted = [("Tân Thanh Tây", 1), ("Nhuận Phú Tân", 1), ("Nhuận Phú Tân", 2), ("Thạnh Ngãi", 1)]
    for actor, campaign in ((scene.boards, scene.campaign), (scene.province, scene.above)):
        lines = comments(actor, campaign=campaign, on=TODAY)
        assert [(line.comment.review.short_name, line.comment.number) for line in lines] == wanted


def test_a_unit_sees_the_comments_on_itself_only(scene: Scene) -> None:
    for review in (scene.pilot, scene.second):
        raise_comment(scene.boards, review=review, draft=remark(review.short_name), now=NOW)
    seen = comments(scene.second_office, campaign=scene.campaign, on=TODAY)
    assert [line.comment.text for line in seen] == ["Nhuận Phú Tân"]
    other = comments(scene.pilot_office, review=scene.pilot, on=TODAY)[0].comment
    with pytest.raises(NotFound):
        comments(scene.second_office, review=scene.pilot, on=TODAY)
    with pytest.raises(NotFound):
        comment(scene.second_office, id=other.pk, on=TODAY)
    with pytest.raises(NotFound):
        comment_steps(scene.second_office, comment=other, on=TODAY)
    with pytest.raises(NotFound):
        comments(scene.outsider, campaign=scene.campaign, on=TODAY)


@pytest.mark.parametrize("who", ["boards", "second_office"])
def test_the_number_of_queries_is_the_same_for_one_comment_and_three(
    scene: Scene, who: str, django_assert_max_num_queries: Any
) -> None:
    def shown() -> list[str]:
        lines = comments(getattr(scene, who), campaign=scene.campaign, on=TODAY)
        return [f"{line.comment.review.unit.code}{line.comment.review.round.campaign.name}" for line in lines]

    make_comment(scene)
    with django_assert_max_num_queries(10) as one:
        shown()
    for _ in range(2):
        row = make_comment(scene)
        answer_comment(scene.second_office, comment=row, text="Đã sửa", on=ANSWERED, now=NOW, expected=0)
    with django_assert_max_num_queries(10) as three:
        assert len(shown()) == 3
    assert len(one) == len(three)
