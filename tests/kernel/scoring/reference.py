"""A second, plain reading of the rules of scoring in fractions, written apart from the kernel to compare with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Method, Scheme, TermYears


class Verdict(NamedTuple):
    """The class, the attainment in percent and whether the target is met."""

    class_code: str
    attainment: Fraction | None
    met: bool


def fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def verdict(
    goal: Goal, measured: Sequence[Measured], *, as_of: date, term: TermYears, scheme: Scheme
) -> Verdict:
    values = counted_values(goal, measured, as_of, term)
    if not values:
        return Verdict("not_due" if goal.due and goal.due > as_of else "no_data", None, False)
    results = [attainment(goal, value) for value in candidates(goal, values)]
    met = all(holds(goal, value) for value in candidates(goal, values))
    if any(result is None for result in results):
        return Verdict("not_computable", None, met)
    worst = min(result for result in results if result is not None)
    return Verdict(band(scheme, worst), worst, met)


def counted_values(goal: Goal, measured: Sequence[Measured], as_of: date, term: TermYears) -> list[Fraction]:
    last_given = {}
    for each in measured:
        if each.period.start <= as_of:
            last_given[each.period] = each
    kept = list(last_given.values())
    if goal.kind is Kind.ACCUMULATE:
        kept = [m for m in kept if term.start <= m.period.start and m.period.end <= term.end]
    if goal.kind in (Kind.ACCUMULATE, Kind.AVERAGE, Kind.EVERY_PERIOD):
        kept = [m for m in kept if not any(inside(m, other) for other in kept)]
    kept.sort(key=lambda m: (m.period.end, -m.period.start.toordinal()))
    return [completion(m) if goal.comparator is Comparator.DONE else Fraction(str(m.value)) for m in kept]


def inside(one: Measured, other: Measured) -> bool:
    within = other.period.start <= one.period.start and one.period.end <= other.period.end
    return within and one.period != other.period


def completion(measured: Measured) -> Fraction:
    value = Fraction(str(measured.value))
    if measured.done is True:
        return Fraction(100)
    if value >= 100:
        return Fraction(100 if measured.done is None else 99)
    return max(value, Fraction(0))


def candidates(goal: Goal, values: list[Fraction]) -> list[Fraction]:
    if goal.kind is Kind.ACCUMULATE:
        return [sum(values, Fraction(0))]
    if goal.kind is Kind.AVERAGE:
        return [sum(values, Fraction(0)) / len(values)]
    if goal.kind is Kind.EVERY_PERIOD:
        if goal.comparator in (Comparator.AT_MOST, Comparator.BELOW):
            return [max(values)]
        return values if goal.comparator is Comparator.BETWEEN else [min(values)]
    return [values[-1]]


def holds(goal: Goal, value: Fraction) -> bool:
    target, low, high = fraction(goal.target), fraction(goal.low), fraction(goal.high)
    if goal.comparator is Comparator.DONE:
        return value >= 100
    if goal.comparator is Comparator.BETWEEN:
        if low is None and high is None:
            return False
        return (low is None or value >= low) and (high is None or value <= high)
    if target is None:
        return False
    return {
        Comparator.AT_LEAST: value >= target,
        Comparator.ABOVE: value > target,
        Comparator.AT_MOST: value <= target,
        Comparator.BELOW: value < target,
    }[goal.comparator]


def attainment(goal: Goal, value: Fraction) -> Fraction | None:
    plain = formula(goal, value)
    falling = goal.comparator in (Comparator.AT_MOST, Comparator.BELOW)
    if holds(goal, value):
        if falling and value == 0:
            return Fraction(100)
        return Fraction(100) if plain is None else max(plain, Fraction(100))
    if plain is None or plain < 100:
        return plain
    return Fraction(999_999, 10_000)


def method(goal: Goal) -> Method:
    target, baseline = fraction(goal.target), fraction(goal.baseline)
    if goal.method is not None:
        return goal.method
    if goal.comparator is Comparator.BETWEEN:
        return Method.RANGE
    if goal.comparator is Comparator.DONE:
        return Method.MILESTONE
    if goal.comparator in (Comparator.AT_LEAST, Comparator.ABOVE):
        return Method.THRESHOLD if target == 0 else Method.RATIO
    if target is not None and baseline is not None and baseline > target:
        return Method.LINEAR
    return Method.THRESHOLD if target == 0 else Method.INVERSE_RATIO


def formula(goal: Goal, value: Fraction) -> Fraction | None:
    target, baseline = fraction(goal.target), fraction(goal.baseline)
    rising = goal.comparator in (Comparator.AT_LEAST, Comparator.ABOVE)
    falling = goal.comparator in (Comparator.AT_MOST, Comparator.BELOW)
    chosen = method(goal)
    if chosen is Method.MILESTONE:
        return min(max(value, Fraction(0)), Fraction(100)) if goal.comparator is Comparator.DONE else None
    if chosen is Method.RANGE:
        return range_formula(goal, value) if goal.comparator is Comparator.BETWEEN else None
    if chosen is Method.THRESHOLD:
        return threshold_formula(goal, value)
    if target is None or not (rising or falling):
        return None
    if chosen is Method.RATIO:
        return value / target * 100 if rising and target > 0 else None
    if chosen is Method.INVERSE_RATIO:
        return target / value * 100 if falling and target > 0 and value > 0 else None
    if baseline is None or (baseline >= target if rising else baseline <= target):
        return None
    return (value - baseline) / (target - baseline) * 100


def threshold_formula(goal: Goal, value: Fraction) -> Fraction | None:
    low, high = fraction(goal.low), fraction(goal.high)
    if goal.comparator is Comparator.BETWEEN:
        if (low is None and high is None) or (low is not None and high is not None and low > high):
            return None
    elif goal.comparator is not Comparator.DONE and goal.target is None:
        return None
    return Fraction(100 if holds(goal, value) else 0)


def range_formula(goal: Goal, value: Fraction) -> Fraction | None:
    low, high = fraction(goal.low), fraction(goal.high)
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return None
    if low is not None and value < low:
        return value / low * 100 if low > 0 else None
    if high is not None and value > high:
        return high / value * 100 if high >= 0 and value > 0 else None
    return Fraction(100)


def band(scheme: Scheme, percent: Fraction) -> str:
    for each in scheme.bands[:-1]:
        edge = fraction(each.threshold)
        assert edge is not None
        if percent > edge or (percent == edge and (scheme.inclusive or edge == 100)):
            return each.code
    return scheme.bands[-1].code
