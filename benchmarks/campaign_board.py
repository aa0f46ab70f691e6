"""Campaigns as people open them: the board, the chart and the judgement of a whole district, in process, through sign-in and rights.

The peer is a limit in seconds. Every unit has its own days, a third of the units is late, and the slowest page counts.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.board import make_branch, signed_in, start
from benchmarks.case import Case, best_of

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Review
    from nhiemky.org.models import Term, UnitState

PAGES = ("", "bieu-do/", "danh-gia/")
FEW, MANY = 13, 164
FEW_LIMIT, MANY_LIMIT = 0.080, 0.250
BEGUN, ON, FIRST = date(2022, 11, 3), date(2023, 3, 24), date(2023, 3, 6)
LESSONS, COMMENTS = 6, 3
_NOW = datetime(2023, 3, 24, 3, 0, tzinfo=UTC)


def make_campaign(top: UnitState, term: Term) -> Campaign:
    """This function will make a campaign of a branch in which every unit below takes part and stands somewhere on its way."""
    from nhiemky.campaign import actions
    from nhiemky.campaign.models import Round
    from nhiemky.campaign.queries import template_draft
    from nhiemky.campaign.vocab import RoundKind
    from nhiemky.org.models import Unit
    from nhiemky.org.policy import SYSTEM_ACTOR

    windows = {RoundKind.GRASSROOTS: (date(2023, 3, 1), date(2023, 3, 31))}
    draft = template_draft(name=f"Sơ kết của {top.short_name}", begun_on=BEGUN, windows=windows)
    campaign = actions.add_campaign(SYSTEM_ACTOR, holder=top.unit, term=term, draft=draft, now=_NOW)
    units = list(Unit.objects.filter(code__startswith=f"{top.unit.code}-").order_by("pk"))
    rows = actions.enter_units(
        SYSTEM_ACTOR,
        round=Round.objects.get(campaign=campaign),
        units=units,
        on=BEGUN,
        now=_NOW,
        conference_on={unit.pk: FIRST + timedelta(days=place % 26) for place, unit in enumerate(units)},
    )
    _course(rows)
    _remarks(campaign, rows)
    return campaign


def _course(rows: list[Review]) -> None:
    """Move every review to where its days lead, each third unit two stages short of it."""
    from nhiemky.campaign.models import PlannedDay, StageMove

    days = PlannedDay.objects.filter(review__in=rows, planned_on__lte=ON).order_by(
        "review", "planned_on", "pk"
    )
    planned: dict[int, list[PlannedDay]] = {}
    for day in days:
        planned.setdefault(day.review_id, []).append(day)
    moves = []
    for place, row in enumerate(rows):
        stages = planned.get(row.pk, [])
        for number, day in enumerate(stages[: len(stages) - 2 * (place % 3 == 0)], start=1):
            assert day.planned_on is not None
            moves.append(
                StageMove(
                    review=row, sequence=number, stage=day.stage, on=day.planned_on, moved_by="-", moved_at=_NOW,
                    skipped=[], unmet=[],
                )
            )  # fmt: skip
    StageMove.objects.bulk_create(moves)


def _remarks(campaign: Campaign, rows: list[Review]) -> None:
    """Give every review comments of which one is still open, and lessons of which none is answered."""
    from nhiemky.campaign.models import Comment, CommentStep, Lesson, LessonLine

    comments = Comment.objects.bulk_create(
        Comment(
            review=row, number=number, text="Bổ sung số liệu", addressee="Văn phòng", raised_on=date(2023, 3, 1),
            due_on=date(2023, 3, 20), raised_by="-", about="figures",
        )
        for row in rows
        for number in range(1, COMMENTS + 1)
    )  # fmt: skip
    CommentStep.objects.bulk_create(
        CommentStep(comment=comment, sequence=1, state="accepted", on=date(2023, 3, 9), by="-", at=_NOW)
        for comment in comments
        if comment.number > 1
    )
    lessons = Lesson.objects.bulk_create(
        Lesson(
            campaign=campaign, drawn_from=rows[0], number=number, seen="Điều rút ra", advice="Cách làm", good=True,
            drawn_on=date(2023, 2, 24),
        )
        for number in range(1, LESSONS + 1)
    )  # fmt: skip
    LessonLine.objects.bulk_create(
        LessonLine(lesson=lesson, review=row, given_on=date(2023, 2, 27), due_on=date(2023, 3, 27))
        for row in rows[1:]
        for lesson in lessons
    )


def slowest(code: str, units: int, term: Term) -> tuple[float, tuple[int, ...]]:
    """This function will give the seconds of the slowest page of a campaign of so many units, and the queries of each page.

    :raises AssertionError: when a page is not shown.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    top = make_branch(code, units, term)
    campaign, client = make_campaign(top, term), signed_in(top)
    worst, counts = 0.0, []
    for part in PAGES:
        page = f"/dot-so-ket/{campaign.pk}/{part}?den=24-3-2023"
        assert client.get(page).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
        seconds = best_of(lambda page=page: client.get(page), times=20)  # type: ignore[misc]
        print(f"  {units} units, {page}: {seconds * 1000:.1f} ms, {counts[-1]} queries")
        worst = max(worst, seconds)
    return worst, tuple(counts)


def run() -> list[Case]:
    """This function will measure a district of 13 communes and a branch of 164 units, 25 targets each.

    :raises AssertionError: when a page of many units asks another number of queries than one of few.
    """
    with tempfile.TemporaryDirectory(prefix="nhiemky-bench-") as folder:
        start(Path(folder))
        from nhiemky.org.actions import add_term
        from nhiemky.org.policy import SYSTEM_ACTOR

        term = add_term(SYSTEM_ACTOR, label="2020-2025", first_year=2021, last_year=2025)
        few, asked = slowest("838", FEW, term)
        many, again = slowest("83", MANY, term)
    assert asked == again, (asked, again)
    return [
        Case("campaign board of 13 units, slowest page", few, "limit 80 ms", FEW_LIMIT, 1),
        Case("campaign board of 164 units, slowest page", many, "limit 250 ms", MANY_LIMIT, 1),
    ]


if __name__ == "__main__":
    for case in run():
        print(case.line())
