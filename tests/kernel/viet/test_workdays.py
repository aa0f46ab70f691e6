"""Working days and public holidays, against the days that were announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.workdays import (
    WorkdayError,
    add_working_days,
    holidays_of,
    is_working_day,
    working_day_before,
    working_days_between,
)

DAYS = st.dates(date(2000, 1, 1), date(2080, 12, 31))
COUNTS = st.integers(-60, 60)

# The weekdays on which state offices did not work, as the government announced them for each year.
OFF = {
    2022: ["1-3", "1-31", "2-1", "2-2", "2-3", "2-4", "4-11", "5-2", "5-3", "9-1", "9-2"],
    2023: ["1-2", "1-20", "1-23", "1-24", "1-25", "1-26", "5-1", "5-2", "5-3", "9-1", "9-4"],
    2024: ["1-1", "2-8", "2-9", "2-12", "2-13", "2-14", "4-18", "4-29", "4-30", "5-1", "9-2", "9-3"],
    2025: ["1-1", "1-27", "1-28", "1-29", "1-30", "1-31", "4-7", "4-30", "5-1", "5-2", "9-1", "9-2"],
    2026: [
        *("1-1", "1-2", "2-16", "2-17", "2-18", "2-19", "2-20", "4-27"),
        *("4-30", "5-1", "8-31", "9-1", "9-2", "11-24"),
    ],
}


@pytest.mark.parametrize("year", OFF)
def test_holidays_on_weekdays_are_those_announced(year: int) -> None:
    expected = [date(year, *map(int, text.split("-"))) for text in OFF[year]]
    assert [day for day in holidays_of(year) if day.weekday() < 5] == expected


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 1, 22), "Tết Nguyên Đán"),
        (date(2023, 4, 29), "Ngày Giỗ Tổ Hùng Vương"),
        (date(2023, 5, 2), "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        (date(2023, 9, 2), "Quốc khánh"),
        (date(2024, 4, 29), "Ngày nghỉ (thay cho ngày 04/05/2024)"),
        (date(2026, 1, 2), "Ngày nghỉ (thay cho ngày 10/01/2026)"),
    ],
)
def test_holidays_have_vietnamese_names(day: date, name: str) -> None:
    assert holidays_of(day.year)[day] == name


def test_holidays_cannot_be_changed_by_who_asks() -> None:
    with pytest.raises(TypeError):
        holidays_of(2023)[date(2023, 2, 21)] = "Ngày nghỉ"  # type: ignore[index]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 2, 21), True),
        (date(2023, 2, 25), False),
        (date(2023, 2, 26), False),
        (date(2023, 1, 27), True),
        (date(2023, 5, 3), False),
        (date(2023, 5, 4), True),
        (date(2024, 5, 4), False),
    ],
    ids=["Tuesday", "Saturday", "Sunday", "after Tết", "in lieu", "after it", "made up on a Saturday"],
)
def test_is_working_day_knows_weekends_and_holidays(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2023, 2, 21), 0, date(2023, 2, 21)),
        (date(2023, 2, 25), 0, date(2023, 2, 25)),
        (date(2023, 2, 21), 1, date(2023, 2, 22)),
        (date(2023, 2, 24), 1, date(2023, 2, 27)),
        (date(2023, 4, 28), 1, date(2023, 5, 4)),
        (date(2023, 2, 21), -4, date(2023, 2, 15)),
        (date(2023, 2, 21), -20, date(2023, 1, 17)),
        (date(2023, 1, 27), -1, date(2023, 1, 19)),
    ],
)
def test_add_working_days_counts_over_weekends_and_holidays(day: date, count: int, expected: date) -> None:
    assert add_working_days(day, count) == expected
    assert working_day_before(day, -count) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2023, 2, 21), date(2023, 2, 21), 0),
        (date(2023, 2, 21), date(2023, 2, 24), 3),
        (date(2023, 2, 24), date(2023, 2, 27), 1),
        (date(2023, 2, 25), date(2023, 2, 26), 0),
        (date(2023, 4, 28), date(2023, 5, 4), 1),
        (date(2023, 2, 27), date(2023, 2, 24), -1),
        (date(2022, 12, 30), date(2023, 1, 3), 1),
        (date(2021, 12, 31), date(2023, 12, 31), 249 + 249),
    ],
)
def test_working_days_between_counts_the_last_day_and_not_the_first(
    first: date, last: date, expected: int
) -> None:
    assert working_days_between(first, last) == expected


@pytest.mark.parametrize("year", [1, 1975, 2100, 9999])
def test_years_without_known_holidays_are_refused(year: int) -> None:
    with pytest.raises(WorkdayError, match="từ năm 1976 đến năm 2099"):
        holidays_of(year)
    with pytest.raises(WorkdayError):
        working_days_between(date(year, 3, 1), date(year, 3, 2))


def test_counting_out_of_the_known_years_is_refused() -> None:
    with pytest.raises(WorkdayError):
        add_working_days(date(2099, 12, 30), 30)
    with pytest.raises(WorkdayError):
        working_day_before(date(1976, 1, 5), 30)


@given(DAYS, COUNTS)
def test_added_days_lie_as_far_away_as_was_added(day: date, count: int) -> None:
    there = add_working_days(day, count)
    assert working_days_between(day, there) == count
    assert count == 0 or is_working_day(there)


@given(DAYS, st.integers(0, 900))
def test_working_days_between_agrees_with_counting_day_by_day(first: date, length: int) -> None:
    days = [first + timedelta(days=place) for place in range(length + 1)]
    assert working_days_between(first, days[-1]) == sum(is_working_day(day) for day in days[1:])
    assert working_days_between(days[-1], first) == -sum(is_working_day(day) for day in days[:-1])


@given(st.integers(1995, 2099))
def test_every_year_has_its_five_days_of_tet_and_the_fixed_days(year: int) -> None:
    found = holidays_of(year)
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= found.keys()
    assert list(found) == sorted(found)
    assert all(day.year == year and name for day, name in found.items())
