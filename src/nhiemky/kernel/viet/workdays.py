"""Working days in Viet Nam: Monday to Friday without public holidays (Labour Code 2019, article 112).

The Saturdays on which offices make up for a swapped day off are not counted as working days: a plan that counts without them
never asks for more than there is. Holidays of a coming year whose swaps the government has not announced are those of the law.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from types import MappingProxyType

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1976, 2099

# Days off swapped by the government that the package does not know (version 0.109): announced on 25-12-2025.
_SWAPPED = {date(2026, 1, 2): "Ngày nghỉ (thay cho ngày 10/01/2026)"}


class WorkdayError(ValueError):
    """A day whose holidays are not known; the text says which years are."""


@lru_cache(maxsize=200)
def holidays_of(year: int) -> Mapping[date, str]:
    """This function will give the public holidays of a year with their Vietnamese names, days off in lieu included.

    :raises WorkdayError: for a year outside 1976 to 2099.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WorkdayError(f"Chỉ tính được ngày làm việc từ năm {FIRST_YEAR} đến năm {LAST_YEAR}.")
    # The package takes a third of a second to load; most commands and screens never count working days.
    from holidays import country_holidays

    found = {day: str(name) for day, name in country_holidays("VN", years=year, language="vi").items()}
    found.update({day: name for day, name in _SWAPPED.items() if day.year == year})
    return MappingProxyType(dict(sorted(found.items())))


def is_working_day(day: date) -> bool:
    """This function will say whether offices work on the day.

    :raises WorkdayError: for a year outside 1976 to 2099.
    """
    return day.weekday() < 5 and day not in holidays_of(day.year)


def add_working_days(day: date, count: int) -> date:
    """This function will give the working day so many working days after the day, before it for a negative count; for none the
    day itself, whether offices work on it or not.

    :raises WorkdayError: when the way leads out of the years 1976 to 2099.
    """
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_day_before(day: date, count: int) -> date:
    """This function will give the working day so many working days before the day, after it for a negative count.

    :raises WorkdayError: when the way leads out of the years 1976 to 2099.
    """
    return add_working_days(day, -count)


def working_days_between(first: date, last: date) -> int:
    """This function will count the working days after `first` up to and including `last`; when `last` is earlier, the number
    (negative) of those before `first` down to and including `last`. So `add_working_days(first, n)` lies n days away.

    :raises WorkdayError: for a year outside 1976 to 2099.
    """
    if last < first:
        return -_worked(last - DAY, first - DAY)
    return _worked(first, last)


def _worked(first: date, last: date) -> int:
    """Count the working days after the first day up to and including the last."""
    whole = sum(_counts(year)[-1] for year in range(first.year, last.year))
    return whole + _counts(last.year)[_place(last)] - _counts(first.year)[_place(first)]


def _place(day: date) -> int:
    return day.timetuple().tm_yday


@lru_cache(maxsize=200)
def _counts(year: int) -> tuple[int, ...]:
    """Give, for every n from 0 on, how many of the first n days of the year are working days."""
    first = date(year, 1, 1).toordinal()
    length = _place(date(year, 12, 31))
    worked = (is_working_day(date.fromordinal(first + place)) for place in range(length))
    return tuple(accumulate(worked, initial=0))
