"""The words of scoring: kinds, comparators, methods, periods, terms, goals and observations."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import gcd, lcm
from typing import Any, NamedTuple, Self, TypeAlias, cast

Number: TypeAlias = Decimal | Fraction | int
Ratio: TypeAlias = tuple[int, int]

_MOST_DIGITS = 40
_MOST_BITS = 256
_ROMAN = ("I", "II", "III", "IV")


class NumberError(ValueError):
    """A value that cannot be judged exactly: not a number, infinite, binary or too long."""


class PeriodError(ValueError):
    """A period or a term that ends before it begins, or whose text cannot be read."""


class Kind(StrEnum):
    """How the observations up to the cut-off become one achieved value (PRODUCT section 3)."""

    SNAPSHOT = "snapshot"
    ACCUMULATE = "accumulate"
    RUNNING_TOTAL = "running_total"
    AVERAGE = "average"
    EVERY_PERIOD = "every_period"


class Comparator(StrEnum):
    """What the achieved value must be to its target for the target to be met."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    BETWEEN = "between"
    DONE = "done"


class Method(StrEnum):
    """How achieved, target and baseline become the attainment in percent."""

    RATIO = "ratio"
    LINEAR = "linear"
    INVERSE_RATIO = "inverse_ratio"
    THRESHOLD = "threshold"
    RANGE = "range"
    MILESTONE = "milestone"


class Course(StrEnum):
    """Where a target stands against the attainment expected at the cut-off."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    AT_RISK = "at_risk"


class Outlook(StrEnum):
    """Whether the straight line through the observations meets the target when it is due."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"


def ratio_of(value: Number) -> Ratio:
    """This function will give a value as an exact reduced (numerator, denominator > 0).

    :raises NumberError: for NaN, Infinity, float, bool, and values of more than about 40 digits.
    """
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NumberError("Giá trị không phải là một số hữu hạn.")
        if not value:
            return 0, 1
        if not -_MOST_DIGITS <= value.adjusted() <= _MOST_DIGITS:
            raise NumberError("Giá trị quá lớn hoặc quá nhỏ.")
        ratio = value.as_integer_ratio()
    elif isinstance(value, Fraction):
        ratio = (value.numerator, value.denominator)
    elif isinstance(value, int) and not isinstance(value, bool):
        ratio = (value, 1)
    else:
        raise NumberError("Giá trị phải là số nguyên, số thập phân hoặc phân số.")
    if ratio[0].bit_length() > _MOST_BITS or ratio[1].bit_length() > _MOST_BITS:
        raise NumberError("Giá trị có quá nhiều chữ số.")
    return ratio


def require_exact(value: Number) -> None:
    """This function will refuse a value that cannot be judged exactly, quickly for the short decimals of cells.

    :raises NumberError: as `ratio_of` does.
    """
    if not (
        type(value) is Decimal
        and value.is_finite()
        and -_MOST_DIGITS <= value.adjusted() <= _MOST_DIGITS
        and len(str(value)) <= _MOST_DIGITS
    ):
        ratio_of(value)


def number_of(numerator: int, denominator: int) -> Decimal | Fraction:
    """This function will give numerator / denominator as a Decimal where that is exact, else a Fraction."""
    divisor = gcd(numerator, denominator)
    numerator, denominator = numerator // divisor, denominator // divisor
    rest, twos, fives = denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return Fraction(numerator, denominator)
    places = max(twos, fives)
    return Decimal(f"{numerator * 10**places // denominator}E-{places}" if places else numerator)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days that one observation speaks of, first and last included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """This function will refuse a period that ends before it begins.

        :raises PeriodError: when end < start.
        """
        if self.end < self.start:
            raise PeriodError("Kỳ số liệu kết thúc trước khi bắt đầu.")

    @classmethod
    def of_year(cls, year: int) -> Self:
        """This function will give the calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def half(cls, year: int, half: int) -> Self:
        """This function will give the first (1) or second (2) half of a year."""
        return cls._months(year, 6 * half - 5, 6 * half)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Self:
        """This function will give a quarter (1 to 4) of a year."""
        return cls._months(year, 3 * quarter - 2, 3 * quarter)

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        """This function will give a month (1 to 12) of a year."""
        return cls._months(year, month, month)

    @classmethod
    def _months(cls, year: int, first: int, last: int) -> Self:
        if not 1 <= first <= last <= 12:
            raise PeriodError("Không có tháng, quý hoặc nửa năm này.")
        return cls(date(year, first, 1), date(year, last, monthrange(year, last)[1]))

    @property
    def label(self) -> str:
        """This function will name the period as Vietnamese reports do ("2022", "quý II-2022")."""
        whole_months = self.start.day == 1 and self.end.day == monthrange(self.end.year, self.end.month)[1]
        if self.start == self.end:
            return f"ngày {_day(self.end)}"
        if not whole_months:
            return f"từ {_day(self.start)} đến {_day(self.end)}"
        if self.start.year != self.end.year:
            return _label_of_years(self.start, self.end)
        return _label_of_months(self.start.year, self.start.month, self.end.month)


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _label_of_years(start: date, end: date) -> str:
    if start.month == 1 and end.month == 12:
        return f"giai đoạn {start.year}-{end.year}"
    return f"từ tháng {start.month}-{start.year} đến tháng {end.month}-{end.year}"


def _label_of_months(year: int, first: int, last: int) -> str:
    if (first, last) == (1, 12):
        return str(year)
    if first == last:
        return f"tháng {first}-{year}"
    if last - first == 2 and first % 3 == 1:
        return f"quý {_ROMAN[last // 3 - 1]}-{year}"
    if first == 1:
        return f"{last} tháng đầu năm {year}"
    if last == 12:
        return f"{13 - first} tháng cuối năm {year}"
    return f"từ tháng {first} đến tháng {last}-{year}"


@dataclass(frozen=True, slots=True)
class TermYears:
    """The planned years of a term, first and last included: 2021 and 2025 for the term "2020-2025"."""

    first: int
    last: int

    def __post_init__(self) -> None:
        """This function will refuse a term that ends before it begins.

        :raises PeriodError: when last < first.
        """
        if self.last < self.first:
            raise PeriodError("Nhiệm kỳ kết thúc trước khi bắt đầu.")

    @classmethod
    def of_label(cls, label: str) -> Self:
        """This function will read "2020-2025" (the congress year, then the last year) as 2021 to 2025.

        :raises PeriodError: when the text does not hold two years.
        """
        years = re.findall(r"(?<!\d)\d{4}(?!\d)", label)
        if len(years) != 2:
            raise PeriodError(f"Không đọc được nhiệm kỳ “{label}”.")
        return cls(int(years[0]) + 1, int(years[1]))

    @property
    def label(self) -> str:
        """This function will name the term as it is spoken of: "2020-2025"."""
        return f"{self.first - 1}-{self.last}"

    @property
    def start(self) -> date:
        """This function will give the first day of the planned years."""
        return date(self.first, 1, 1)

    @property
    def end(self) -> date:
        """This function will give the last day of the term, on which targets without a due date are due."""
        return date(self.last, 12, 31)

    def year_of(self, day: date) -> int:
        """This function will give the planned year that a day lies in, else the one nearest to it."""
        return min(max(day.year, self.first), self.last)

    def elapsed(self, as_of: date, until: date | None = None) -> Fraction:
        """This function will give the share (0 to 1) of the time from the term's start to its end, or to `until`."""
        end = until or self.end
        whole = (end - self.start).days
        if as_of >= end or whole <= 0:
            return Fraction(1)
        return Fraction(max((as_of - self.start).days, 0), whole)


class _MeasuredFields:
    """The fields of an observation while it is put together."""

    __slots__ = ("_ratio", "done", "period", "source", "value")
    _ratio: Ratio | None


@dataclass(frozen=True, slots=True)
class Measured(_MeasuredFields):
    """One observation: the value reported for a period, and where it was read.

    For a target that is done or not, `done` says so and the value is the reported percentage of completion.
    """

    period: Period
    value: Number
    done: bool | None = None
    source: str = ""
    _ratio: Ratio | None = field(init=False, default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """This function will refuse a value that cannot be judged exactly.

        :raises NumberError: for such a value.
        """
        require_exact(self.value)

    @classmethod
    def of_exact(cls, period: Period, value: Number, done: bool | None, source: str) -> Self:
        """This function will put an observation together whose value is known to be exact.

        Files hold many: setting the fields first and sealing them after takes a third of the time.
        """
        found: Any = _MeasuredFields()
        found.period, found.value, found.done, found.source, found._ratio = period, value, done, source, None
        found.__class__ = cls
        return cast(Self, found)

    @property
    def ratio(self) -> Ratio:
        """This function will give the value as an exact ratio, worked out when first asked for."""
        if self._ratio is None:
            object.__setattr__(self, "_ratio", ratio_of(self.value))
        return self._ratio  # type: ignore[return-value]


class Scaled(NamedTuple):
    """The numbers of a goal as integers over one common scale; a missing number is 0 with its flag off."""

    scale: int
    target: int
    baseline: int
    low: int
    high: int
    has_target: bool
    has_baseline: bool
    has_low: bool
    has_high: bool


class _GoalFields:
    """The fields of a goal while it is put together."""

    __slots__ = (
        "_in_scale", "baseline", "baseline_year", "comparator", "counted", "due", "high", "kind", "low", "method", "phased",
        "target", "wording",
    )  # fmt: skip
    _in_scale: Scaled | None


@dataclass(frozen=True, slots=True)
class Goal(_GoalFields):
    """A target as scoring sees it; kind and method are inferred where they are not given."""

    comparator: Comparator
    target: Number | None = None
    low: Number | None = None
    high: Number | None = None
    baseline: Number | None = None
    baseline_year: int | None = None
    phased: tuple[tuple[int, Number], ...] = ()
    due: date | None = None
    kind: Kind | None = None
    method: Method | None = None
    counted: bool = True
    wording: str = ""
    _in_scale: Scaled | None = field(init=False, default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """This function will refuse numbers that cannot be judged exactly.

        :raises NumberError: for such a number.
        """
        for value in (self.target, self.low, self.high, self.baseline):
            if value is not None:
                require_exact(value)
        for _year, planned in self.phased:
            require_exact(planned)

    @classmethod
    def of_exact(
        cls, comparator: Comparator, target: Number | None, low: Number | None, high: Number | None, baseline: Number | None,
        baseline_year: int | None, phased: tuple[tuple[int, Number], ...], due: date | None, kind: Kind | None,
        method: Method | None, counted: bool, wording: str,
    ) -> Self:  # fmt: skip
        """This function will put a goal together, sealed when its fields are set, whose numbers are known to be exact."""
        found: Any = _GoalFields()
        found.comparator, found.target, found.low, found.high = comparator, target, low, high
        found.baseline, found.baseline_year, found.phased, found.due = baseline, baseline_year, phased, due
        found.kind, found.method, found.counted, found.wording = kind, method, counted, wording
        found._in_scale, found.__class__ = None, cls
        return cast(Self, found)

    @property
    def scaled(self) -> Scaled:
        """This function will give the numbers of the goal as integers over one scale, worked out when first asked for."""
        if self._in_scale is None:
            target = 100 if self.comparator is Comparator.DONE else self.target
            found = _scaled(target, self.baseline, self.low, self.high)
            object.__setattr__(self, "_in_scale", found)
        return self._in_scale  # type: ignore[return-value]

    @property
    def stated(self) -> bool:
        """This function will tell whether the goal says what must be reached; a mere heading of sub-targets does not."""
        if self.comparator is Comparator.BETWEEN:
            return self.low is not None or self.high is not None
        return self.comparator is Comparator.DONE or self.target is not None


def _scaled(*values: Number | None) -> Scaled:
    ratios = [None if value is None else ratio_of(value) for value in values]
    scale = lcm(*(ratio[1] for ratio in ratios if ratio is not None))
    target, baseline, low, high = (0 if r is None else r[0] * (scale // r[1]) for r in ratios)
    has_target, has_baseline, has_low, has_high = (ratio is not None for ratio in ratios)
    return Scaled(scale, target, baseline, low, high, has_target, has_baseline, has_low, has_high)
