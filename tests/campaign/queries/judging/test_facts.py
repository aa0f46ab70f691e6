"""Facts of a review: what they say themselves, before anything is judged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.campaign.queries.judging import Calendar, Counted, Milestones, StageDay, stage_day
from nhiemky.campaign.vocab import Rules, StageCode
from nhiemky.kernel.viet.workdays import is_working_day, working_days_between
from tests.campaign.queries.judging.cast import ON, calendar, day, facts, held, march, standing

PREPARING, READY, HELD = StageCode.PREPARING, StageCode.READY, StageCode.HELD
DAYS = st.dates(min_value=date(2022, 9, 1), max_value=date(2023, 6, 30))


@pytest.mark.parametrize(
    ("given", "done", "left"), [(0, 0, 0), (3, 0, 3), (3, 2, 1), (3, 3, 0)], ids=lambda number: str(number)
)
def test_what_is_counted_and_not_done_is_open(given: int, done: int, left: int) -> None:
    assert Counted(given, done).open == left


@pytest.mark.parametrize(
    ("in_time", "late", "share", "reached"),
    [
        (0, 0, 100, True),
        (0, 0, 0, True),
        (1, 0, 100, True),
        (19, 1, 95, True),
        (18, 1, 95, False),
        (4, 1, 80, True),
        (79, 21, 80, False),
        (80, 20, 80, True),
        (0, 5, 0, True),
        (0, 5, 1, False),
        (1, 2, 33, True),
        (1, 2, 34, False),
    ],
)
def test_a_share_is_reached_by_whole_numbers_only(in_time: int, late: int, share: int, reached: bool) -> None:
    milestones = Milestones(in_time, late)
    assert (milestones.due, milestones.reaches(share)) == (in_time + late, reached)


@given(
    in_time=st.integers(0, 10_000),
    late=st.integers(0, 10_000),
    lower=st.integers(0, 100),
    higher=st.integers(0, 100),
)
def test_who_reaches_a_share_reaches_every_lower_one(
    in_time: int, late: int, lower: int, higher: int
) -> None:
    milestones = Milestones(in_time, late)
    least, most = sorted((lower, higher))
    assert not milestones.reaches(most) or milestones.reaches(least)
    assert Milestones(in_time + 1, late).reaches(least) or not milestones.reaches(least)


class CountingDays:
    """Working days as plain days, and how often they were asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[date, date]] = []

    def __call__(self, first: date, last: date) -> int:
        self.asked.append((first, last))
        return (last - first).days


def test_days_between_two_days_are_counted_once() -> None:
    days = CountingDays()
    known = Calendar(ON, days)
    assert [known.between(date(2023, 3, 1), ON) for _ in range(3)] == [23, 23, 23]
    assert known.between(date(2023, 3, 2), ON) == 22
    assert days.asked == [(date(2023, 3, 1), ON), (date(2023, 3, 2), ON)]


@pytest.mark.parametrize("last", [date(2023, 3, 10), date(2023, 3, 9), date(2022, 3, 10)])
def test_nothing_lies_between_a_day_and_one_that_is_not_later(last: date) -> None:
    days = CountingDays()
    assert Calendar(ON, days).between(date(2023, 3, 10), last) == 0
    assert days.asked == []


@settings(deadline=None)  # the first call reads the holidays
@given(first=DAYS, length=st.integers(1, 60))
def test_days_between_are_the_working_days_after_the_first_up_to_the_last(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    naive = sum(is_working_day(first + timedelta(days=step)) for step in range(1, length + 1))
    assert Calendar(ON, working_days_between).between(first, last) == naive


def test_calendars_of_one_day_are_the_same_whatever_they_know() -> None:
    days = CountingDays()
    one, other = Calendar(ON, days), Calendar(ON, days)
    one.between(date(2023, 3, 1), ON)
    assert one == other
    assert "_known" not in repr(one)


# planned, reached, skipped; then late days and missing, as on 24-3-2023 with three days of grace
STAGE_DAYS = [
    (None, None, False, 0, False),
    (None, 10, False, 0, False),
    (10, 10, False, 0, False),
    (10, 8, False, 0, False),
    (10, 13, False, 0, False),
    (10, 14, False, 4, False),
    (10, None, False, 14, True),
    (21, None, False, 0, True),
    (20, None, False, 4, True),
    (24, None, False, 0, True),
    (25, None, False, 0, False),
    (1, None, True, 0, False),
    (1, 20, True, 0, False),
]


@pytest.mark.parametrize(("planned", "reached", "skipped", "late", "missing"), STAGE_DAYS)
def test_a_stage_is_late_beyond_the_days_of_grace(
    planned: int | None, reached: int | None, skipped: bool, late: int, missing: bool
) -> None:
    made = day(READY, planned, reached, skipped=skipped)
    assert (made.late_days, made.missing, made.late) == (late, missing, late > 0)
    assert made.planned == (None if planned is None else date(2023, 3, planned))
    assert made.reached == (None if reached is None else date(2023, 3, reached))
    assert (made.code, made.name, made.skipped) == (READY, "Sẵn sàng", skipped)


@given(planned=DAYS, reached=st.none() | DAYS, on=DAYS, grace=st.integers(0, 20), skipped=st.booleans())
def test_more_grace_never_makes_a_stage_late(
    planned: date, reached: date | None, on: date, grace: int, skipped: bool
) -> None:
    def made(days: int) -> StageDay:
        return stage_day(
            READY, "Sẵn sàng", planned=planned, reached=reached, skipped=skipped,
            rules=Rules(grace_days=days), calendar=calendar(on),
        )  # fmt: skip

    strict, mild = made(grace), made(grace + 1)
    assert strict.late or not mild.late
    assert strict.missing == mild.missing == (reached is None and planned <= on and not skipped)
    assert mild.late_days in (0, strict.late_days)
    if reached is not None and reached <= planned:
        assert not strict.late


def test_a_stage_is_found_by_its_code() -> None:
    shown = standing(day(PREPARING, 1, 2), day(HELD, 20))
    assert shown.day(PREPARING) == day(PREPARING, 1, 2)
    assert shown.day(StageCode.CLOSED) is None


def test_the_conference_gives_the_planned_and_the_actual_day() -> None:
    assert (held(planned=10, reached=12).planned, held(planned=10, reached=12).actual) == (
        date(2023, 3, 10),
        date(2023, 3, 12),
    )
    coming = standing(day(PREPARING, 1, 1), day(HELD, 28))
    assert (coming.planned, coming.actual) == (date(2023, 3, 28), None)
    without = standing(day(PREPARING, 1, 1), day(READY, 5, 5))
    assert (without.planned, without.actual) == (None, None)


def test_the_stage_has_the_name_that_the_campaign_gives_it() -> None:
    assert standing(day(PREPARING, 1, 1), day(HELD, 20)).stage_name == "Chuẩn bị"
    assert standing(day(PREPARING, 1), day(HELD, 20)).stage_name == ""
    assert standing(day(PREPARING, 1, 1), stage=StageCode.CLOSED).stage_name == ""


def test_facts_say_where_they_come_from() -> None:
    made = facts(day(PREPARING, 1, 1), number=7)
    assert (made.review_id, made.unit_code, made.name, made.short_name, made.stage) == (
        7,
        "U7",
        "Đảng bộ xã 7",
        "Xã 7",
        PREPARING,
    )
    assert (made.comments, made.lessons, made.unmet, made.moved_back) == (Counted(), Counted(), (), False)
    assert (march().name, march(ends=15).ends_on) == ("Các xã còn lại", date(2023, 3, 15))
