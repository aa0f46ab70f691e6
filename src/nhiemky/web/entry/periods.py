"""Which periods the entry grid shows: the years of a term, or the parts of one year; and how a cell is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.kernel.scoring import Period, PeriodError
from nhiemky.web.visit import Visit

SPAN, YEAR = "ky", "nam"
SPANS: Mapping[str, Promise | str] = {
    "nam": _("Năm"),
    "nua-nam": _("Nửa năm"),
    "quy": _("Quý"),
    "thang": _("Tháng"),
}
_PARTS: Mapping[str, tuple[int, Callable[[int, int], Period]]] = {
    "nua-nam": (2, Period.half),
    "quy": (4, Period.of_quarter),
    "thang": (12, Period.of_month),
}
_KEY = re.compile(r"(\d{1,18})-(\d{4})(\d\d)(\d\d)-(\d{4})(\d\d)(\d\d)", re.ASCII)


@dataclass(frozen=True)
class Shown:
    """The periods of a grid; `previous` stands beside them (none for years, where the baseline does)."""

    span: str
    year: int
    periods: tuple[Period, ...]
    previous: Period | None


def shown_periods(visit: Visit) -> Shown:
    """This function will give the periods that the address asks for; years of the term where it asks for nothing."""
    years = range(visit.term.first_year, visit.term.last_year + 1)
    span, asked = visit.asked(SPAN, "nam"), visit.asked(YEAR)
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else visit.as_of.year
    year = min(max(year, years[0]), years[-1])
    if span not in _PARTS:
        return Shown("nam", year, tuple(Period.of_year(each) for each in years), None)
    count, part = _PARTS[span]
    return Shown(
        span, year, tuple(part(year, number) for number in range(1, count + 1)), part(year - 1, count)
    )


def key_of(target_id: int, period: Period) -> str:
    """This function will name the cell of a target and period: "12-20220101-20221231"."""
    return f"{target_id}-{period.start:%Y%m%d}-{period.end:%Y%m%d}"


def read_key(key: str) -> tuple[int, Period] | None:
    """This function will give the target and period of a cell's name; none for anything else."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    numbers = [int(part) for part in match.groups()]
    try:
        return numbers[0], Period(date(*numbers[1:4]), date(*numbers[4:7]))
    except (ValueError, PeriodError):
        return None


def ordered(periods: Sequence[Period]) -> list[Period]:
    """This function will give each period once, in order."""
    return sorted(set(periods))
