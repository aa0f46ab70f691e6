"""From observations to one achieved value (PRODUCT section 3, kinds)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import lcm
from unicodedata import normalize

from nhiemky.kernel.scoring.values import Comparator, Kind, Measured, Period, Ratio, TermYears

_AVERAGE = re.compile(r"bình quân (?:hằng|hàng|mỗi) năm|mỗi năm")
_ACCUMULATE = re.compile(r"thời k[ỳì]|trong nhiệm k[ỳì]|(?<![\d.,])0?5 năm|cộng dồn")
_PERIODIC = (Kind.ACCUMULATE, Kind.AVERAGE, Kind.EVERY_PERIOD)


@lru_cache(maxsize=4096)
def kind_of_wording(wording: str) -> Kind:
    """This function will infer the kind from a target's wording where it is plain, else `snapshot`."""
    text = " ".join(normalize("NFC", wording).lower().split())
    if _AVERAGE.search(text):
        return Kind.AVERAGE
    if _ACCUMULATE.search(text):
        return Kind.ACCUMULATE
    return Kind.SNAPSHOT


def counted_observations(
    measured: Sequence[Measured], kind: Kind, *, as_of: date, term: TermYears
) -> list[Measured]:
    """This function will keep the observations that count at the cut-off, the latest state last.

    An observation counts when its period began on or before the cut-off; of several for one period the last given
    wins; `accumulate` takes only periods inside the term. A kind that puts periods together leaves out a period
    that lies inside another reported one, so that a half year is not counted again beside its year.
    """
    latest: dict[Period, Measured] = {}
    for each in measured:
        if each.period.start <= as_of:
            latest[each.period] = each
    counted = list(latest.values())
    if kind is Kind.ACCUMULATE:
        counted = [m for m in counted if m.period.start >= term.start and m.period.end <= term.end]
    if len(counted) > 1:
        if kind in _PERIODIC:
            counted = _without_nested(counted)
        counted.sort(key=lambda m: (m.period.end, -m.period.start.toordinal()))
    return counted


def _without_nested(measured: list[Measured]) -> list[Measured]:
    kept: list[Measured] = []
    for each in sorted(measured, key=lambda m: (m.period.start, -m.period.end.toordinal())):
        if not kept or each.period.end > kept[-1].period.end:
            kept.append(each)
    return kept


def value_of(observation: Measured, comparator: Comparator) -> Ratio:
    """This function will give an observation's value as (numerator, denominator).

    For `done` it is the percentage of completion: 100 when done, at most 99 when said not to be done, at least 0.
    """
    if comparator is not Comparator.DONE:
        return observation.ratio
    numerator, denominator = observation.ratio
    if observation.done:
        return 100, 1
    if numerator >= 100 * denominator:
        return (100, 1) if observation.done is None else (99, 1)
    return (numerator, denominator) if numerator > 0 else (0, 1)


def achieved_values(values: Sequence[Ratio], kind: Kind) -> tuple[Ratio, Ratio]:
    """This function will join the values of the counted periods (latest last) into the lowest and highest achieved.

    The two are equal but for `every_period`, where the worst reported period is one of them.
    """
    if kind in (Kind.SNAPSHOT, Kind.RUNNING_TOTAL):
        return values[-1], values[-1]
    if kind is Kind.EVERY_PERIOD:
        scale = lcm(*(denominator for _, denominator in values))
        ordered = sorted(values, key=lambda value: value[0] * (scale // value[1]))
        return ordered[0], ordered[-1]
    total = sum_of(values)
    if kind is Kind.AVERAGE:
        total = total[0], total[1] * len(values)
    return total, total


def joined_value(values: Sequence[Ratio], kind: Kind) -> Ratio:
    """This function will give what reported values (latest last) come to together: their sum or mean, else the latest."""
    joined = kind in (Kind.ACCUMULATE, Kind.AVERAGE)
    return achieved_values(values, kind)[0] if joined else values[-1]


def sum_of(values: Sequence[Ratio]) -> Ratio:
    """This function will add exact ratios."""
    scale = lcm(*(denominator for _, denominator in values))
    return sum(numerator * (scale // denominator) for numerator, denominator in values), scale


def is_worst_highest(comparator: Comparator) -> bool:
    """This function will say whether the worst of several periods is the one with the highest value."""
    return comparator in (Comparator.AT_MOST, Comparator.BELOW)
