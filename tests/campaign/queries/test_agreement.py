"""What the lists of comments and lessons say, and what the standing of the campaign counts, are the same on every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest

from nhiemky.campaign.actions import (
    accept_comment,
    answer_comment,
    answer_lesson,
    pass_lessons,
    reopen_comment,
    return_comment,
    waive_comment,
    withdraw_lesson,
)
from nhiemky.campaign.models import Comment, LessonLine, Review
from nhiemky.campaign.queries import checklist, comments, lesson_board, lessons
from nhiemky.campaign.queries.judging import Counted
from nhiemky.campaign.queries.standing import review_standing, standings
from nhiemky.campaign.vocab import Applied, CommentState
from nhiemky.history.queries import verify
from tests.cast_reviews import DRAWN, NOW, TODAY, Scene, draw, make_comment, make_scene
from tests.standing import standing

pytestmark = pytest.mark.django_db

FIRST = date(2023, 2, 18)
# What may follow each state of a comment; the story below takes one at random.
NEXT = {
    CommentState.OPEN: ("answer", "waive"),
    CommentState.ANSWERED: ("answer", "accept", "return", "waive"),
    CommentState.RETURNED: ("answer", "waive"),
    CommentState.ACCEPTED: ("reopen",),
    CommentState.WAIVED: ("reopen",),
}


def days() -> Iterator[date]:
    """Give every day of the story."""
    day = FIRST
    while day <= TODAY:
        yield day
        day += timedelta(days=1)


def step(scene: Scene, row: Comment, verb: str, on: date, expected: int) -> None:
    """Take a step, whoever has to."""
    if verb == "answer":
        answer_comment(scene.second_office, comment=row, text="Đã sửa", on=on, now=NOW, expected=expected)
    elif verb == "accept":
        accept_comment(scene.boards, comment=row, on=on, now=NOW, expected=expected)
    else:
        act = {"return": return_comment, "waive": waive_comment, "reopen": reopen_comment}[verb]
        act(scene.boards, comment=row, reason="Lý do", on=on, now=NOW, expected=expected)


def live_comments(scene: Scene, dice: Random) -> None:
    """Raise comments with and without a day, and let each go its own way until today."""
    rows = [
        make_comment(
            scene, due_on=None if number % 3 == 0 else date(2023, 2, 22 + number),
            raised_on=date(2023, 2, 18 + number % 3),
        )
        for number in range(6)
    ]  # fmt: skip
    for row in rows:
        on, state, sequence = row.raised_on, CommentState.OPEN, 0
        while (on := on + timedelta(days=dice.randrange(4))) <= TODAY and sequence < 5:
            verb = dice.choice(NEXT[state])
            step(scene, row, verb, on, sequence)
            sequence += 1
            state = CommentState(row.steps.get(sequence=sequence).state)


def live_lessons(scene: Scene, dice: Random) -> None:
    """Pass lessons on, let the second unit answer some, and withdraw some."""
    drawn = draw(scene, 6)
    for part, due in ((drawn[:3], date(2023, 2, 26)), (drawn[3:], None)):
        pass_lessons(
            scene.office, lessons=part, reviews=[scene.second, scene.third], on=DRAWN, due_on=due, now=NOW
        )
    for line in LessonLine.objects.filter(review=scene.second).order_by("lesson__number"):
        for version in range(dice.randrange(3)):
            answer_lesson(
                scene.second_office, line=line, applied=dice.choice(list(Applied)), text="Cách làm", now=NOW,
                on=DRAWN + timedelta(days=2 * version + 1), expected=version,
            )  # fmt: skip
    for row in dice.sample(drawn, 2):
        withdraw_lesson(
            scene.office, lesson=row, on=DRAWN + timedelta(days=dice.randrange(6)), reason="Trùng", now=NOW
        )


def counted_comments(scene: Scene, review: Review, on: date) -> Counted:
    """Count the comments of the list."""
    lines = comments(scene.boards, review=review, on=on)
    return Counted(len(lines), sum(not line.open for line in lines), sum(line.overdue for line in lines))


def counted_lessons(scene: Scene, review: Review, on: date) -> Counted:
    """Count the lines of the checklist that count."""
    rows = [row for row in checklist(scene.boards, review=review, on=on) if row.counts]
    return Counted(len(rows), sum(row.answer is not None for row in rows), sum(row.overdue for row in rows))


@standing
def scene() -> Scene:
    return make_scene()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_comments_are_counted_as_they_are_listed_on_every_day(scene: Scene, seed: int) -> None:
    live_comments(scene, Random(seed))
    for on in days():
        assert review_standing(scene.second, on=on).facts.comments == counted_comments(
            scene, scene.second, on
        )
    assert counted_comments(scene, scene.second, TODAY).given == 6
    assert counted_comments(scene, scene.third, TODAY) == Counted()
    assert verify().ok


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_lessons_are_counted_as_they_are_listed_on_every_day(scene: Scene, seed: int) -> None:
    live_lessons(scene, Random(seed))
    for on in days():
        board = lesson_board(scene.boards, campaign=scene.campaign, on=on)
        tallies = {unit.review_id: unit.tally for unit in board.units}
        for review in (scene.second, scene.third):
            counted = counted_lessons(scene, review, on)
            tally = tallies[review.pk]
            assert review_standing(review, on=on).facts.lessons == counted
            assert Counted(tally.given, tally.answered, tally.overdue) == counted
    assert verify().ok


@pytest.mark.parametrize("seed", [1, 2])
def test_sums_of_the_board_agree_by_unit_by_lesson_and_with_the_campaign(scene: Scene, seed: int) -> None:
    live_lessons(scene, Random(seed))
    for on in (DRAWN, date(2023, 2, 27), TODAY):
        board = lesson_board(scene.boards, campaign=scene.campaign, on=on)
        for name in ("given", "answered", "overdue", "applied", "partly", "not_applied"):
            whole = getattr(board.tally, name)
            assert sum(getattr(unit.tally, name) for unit in board.units) == whole
            assert sum(getattr(each.tally, name) for each in board.lessons) == whole
        listed = [
            each for each in lessons(scene.boards, campaign=scene.campaign, on=on) if not each.withdrawn
        ]
        assert tuple(listed) == board.lessons
        facts = [each.facts for each in standings(scene.boards, campaign=scene.campaign, on=on).reviews]
        assert sum(each.lessons.given for each in facts) == board.tally.given


def test_a_day_looks_the_same_after_later_days_have_come(scene: Scene) -> None:
    dice = Random(4)
    row = make_comment(scene)
    step(scene, row, "answer", date(2023, 2, 23), 0)

    def seen() -> tuple[Counted, str]:
        line = comments(scene.boards, review=scene.second, on=date(2023, 2, 23))[0]
        return counted_comments(scene, scene.second, date(2023, 2, 23)), line.state.value

    before = seen()
    step(scene, row, "return", date(2023, 2, 25), 1)
    step(scene, row, "waive", date(2023, 2, 26), 2)
    live_lessons(scene, dice)
    assert seen() == before == (Counted(1, 0, 0), "answered")
