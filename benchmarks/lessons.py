"""Lessons passed on: 20 lessons to 1,000 units by one act, in one transaction with its line in the ledger, on SQLite.

The peer is a limit in seconds. Every unit gets its own day to answer by, counted from the planned day of its conference.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.case import Case

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Lesson, Review
    from nhiemky.campaign.vocab import Passed

LESSONS, UNITS, TIMES = 20, 1_000, 3
LIMIT = 2.0
ON = date(2023, 2, 24)
_NOW = datetime(2023, 2, 24, 3, 0, tzinfo=UTC)
_PLAN = date(2022, 11, 1)


class DifferentError(Exception):
    """Not every lesson reached every unit."""


def _start(home: Path) -> None:
    """Bring up Django on a fresh SQLite file in the folder."""
    os.environ.update(NHIEMKY_HOME=str(home), DATABASE_URL="", NHIEMKY_SECRET_KEY="benchmark")
    os.environ["DJANGO_SETTINGS_MODULE"] = "nhiemky.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)


def make_campaign(units: int, lessons: int) -> tuple[Campaign, list[Lesson], list[Review]]:
    """This function will make a campaign with so many units in it, each with a planned day, and lessons of its pilot."""
    from nhiemky.campaign.models import Campaign, CampaignStage, Lesson, PlannedDay, Review, Round
    from nhiemky.org.models import Term, Unit, UnitState, UnitType

    kind = UnitType.objects.create(code="commune", name="Đảng bộ xã", rank=3)
    every = Unit.objects.bulk_create(Unit(code=f"X{place}") for place in range(units + 2))
    top, pilot, *below = every
    UnitState.objects.bulk_create(
        UnitState(
            unit=unit, parent=None if unit is top else top, valid_from=date(2010, 1, 1), type=kind, folded="", sort_key=b"",
            path=f"/{top.pk}/" if unit is top else f"/{top.pk}/{unit.pk}/", name=unit.code, short_name=unit.code,
            committee_name=unit.code, symbol="ĐU", place=unit.code,
        )
        for unit in every
    )  # fmt: skip
    term = Term.objects.create(label="2020-2025", first_year=2021, last_year=2025)
    campaign = Campaign.objects.create(holder=top, term=term, name="Sơ kết", begun_on=_PLAN, rules={})
    CampaignStage.objects.create(
        campaign=campaign, code="ready", position=1, name="Sẵn sàng", lead_days=4, needs=[]
    )
    part = Round.objects.create(
        campaign=campaign, kind="grassroots", position=1, name="Còn lại", starts_on=ON, ends_on=ON
    )
    reviews = Review.objects.bulk_create(
        Review(
            round=part, unit=unit, unit_name=unit.code, short_name=unit.code, position=place, added_on=_PLAN
        )
        for place, unit in enumerate((pilot, *below))
    )
    PlannedDay.objects.bulk_create(
        PlannedDay(
            review=review, stage="held", planned_on=date(2023, 3, 13) + timedelta(days=review.position % 15),
            decided_on=_PLAN, version=1, entered_by="-", entered_at=_NOW,
        )
        for review in reviews
    )  # fmt: skip
    drawn = Lesson.objects.bulk_create(
        Lesson(
            campaign=campaign, drawn_from=reviews[0], number=number, good=True, drawn_on=ON,
            seen=f"Điều rút ra thứ {number} qua hội nghị làm điểm", advice="Chuẩn bị tham luận sớm, dành thời gian thảo luận",
        )
        for number in range(1, lessons + 1)
    )  # fmt: skip
    return campaign, drawn, reviews


def passed_on(lessons: Sequence[Lesson], reviews: Sequence[Review]) -> tuple[float, Passed]:
    """This function will pass the lessons on, as people do, and give the seconds of the whole act and what came of it."""
    from nhiemky.campaign.actions import pass_lessons
    from nhiemky.org.policy import SYSTEM_ACTOR

    start = time.perf_counter()
    passed = pass_lessons(SYSTEM_ACTOR, lessons=lessons, reviews=reviews, on=ON, now=_NOW)
    return time.perf_counter() - start, passed


def run() -> list[Case]:
    """This function will measure the act several times on fresh lines and give the shortest time.

    :raises DifferentError: when not every lesson reached every unit but the pilot.
    """
    with tempfile.TemporaryDirectory(prefix="nhiemky-bench-") as folder:
        _start(Path(folder))
        from nhiemky.campaign.models import LessonLine
        from nhiemky.campaign.queries import lesson_board
        from nhiemky.org.policy import SYSTEM_ACTOR

        campaign, lessons, reviews = make_campaign(UNITS, LESSONS)
        best = float("inf")
        for _ in range(TIMES):
            LessonLine.objects.all().delete()
            seconds, passed = passed_on(lessons, reviews)
            if (passed.added, passed.own, LessonLine.objects.count()) != (
                LESSONS * UNITS,
                LESSONS,
                LESSONS * UNITS,
            ):
                raise DifferentError(passed)
            best = min(best, seconds)
        again, _passed = passed_on(lessons, reviews)
        start = time.perf_counter()
        lesson_board(SYSTEM_ACTOR, campaign=campaign, on=ON)
        print(f"  passed again: {again:.3f} s; board of it: {time.perf_counter() - start:.3f} s")
    return [Case("20 lessons passed to 1,000 units", best, "limit 2 s", LIMIT, 1)]


if __name__ == "__main__":
    for case in run():
        print(case.line())
