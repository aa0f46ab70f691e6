"""The lessons of the scenario: drawn after the pilot and once more, passed on by one act, answered by each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from nhiemky.campaign import actions
from nhiemky.campaign.models import LessonLine
from nhiemky.campaign.vocab import Applied, LessonDraft
from nhiemky.scenario import facts
from nhiemky.scenario.facts import known_day
from nhiemky.scenario.play import DISTRICT_OFFICE, Play, Turn

Row = Mapping[str, str]


def lay_down(play: Play) -> None:
    """This function will lay down the drawing and passing on of the lessons, and every unit's answers."""
    for _drawn_from, group in groupby(facts.table("lessons"), key=lambda row: row["drawn_from"]):
        rows = list(group)
        play.on(known_day(rows[0]["drawn"]), Turn.LESSON, partial(_draw, play, rows))
        play.on(known_day(rows[0]["passed"]), Turn.LESSON, partial(_pass_on, play, rows))
    for row in facts.table("answers"):
        play.on(known_day(row["on"]), Turn.ANSWER, partial(_answer, play, row))


def _draw(play: Play, rows: Sequence[Row]) -> None:
    first = rows[0]
    made = actions.draw_lessons(
        play.actor(DISTRICT_OFFICE),
        campaign=play.campaigns[facts.DISTRICT],
        review=play.reviews[first["drawn_from"]],
        drafts=[
            LessonDraft(row["seen"], row["advice"], bool(row["good"]), row["applies_to"]) for row in rows
        ],
        on=known_day(first["drawn"]),
        now=play.now,
        meeting=play.meetings[first["meeting"]],
        illustrative=True,
    )
    play.lessons.update((row["number"], lesson) for row, lesson in zip(rows, made, strict=True))


def _pass_on(play: Play, rows: Sequence[Row]) -> None:
    first = rows[0]
    codes = first["to"].split()
    lessons = [play.lessons[row["number"]] for row in rows]
    actions.pass_lessons(
        play.actor(DISTRICT_OFFICE),
        lessons=lessons,
        reviews=[play.reviews[code] for code in codes],
        on=known_day(first["passed"]),
        now=play.now,
        directive=play.directives[first["directive"]] if first["directive"] else None,
    )
    found = LessonLine.objects.filter(lesson__in=lessons).select_related(
        "lesson", "review__unit", "review__round__campaign"
    )
    for line in found.order_by("pk"):
        play.lines[str(line.lesson.number), line.review.unit.code] = line


def _answer(play: Play, row: Row) -> None:
    actions.answer_lesson(
        play.keeper(row["unit"]),
        line=play.lines[row["lesson"], row["unit"]],
        applied=Applied(row["applied"]),
        text=row["text"],
        on=known_day(row["on"]),
        now=play.now,
        expected=0,
        evidence=row["evidence"],
    )
