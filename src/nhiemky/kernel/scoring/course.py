"""On course: attainment expected at the cut-off, the ratio to it, and a straight line to the due date.

A second, separate number beside the bands (PRODUCT section 3); docs/explanation/method.md explains every choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import NamedTuple

from nhiemky.kernel.scoring.kinds import joined_value, value_of
from nhiemky.kernel.scoring.methods import holds, judge
from nhiemky.kernel.scoring.terms import terms_of
from nhiemky.kernel.scoring.values import (
    Comparator,
    Course,
    Goal,
    Kind,
    Measured,
    Method,
    Outlook,
    Ratio,
    TermYears,
    ratio_of,
)

ON_TRACK_FROM = Fraction(95)
BEHIND_FROM = Fraction(85)
_WHOLE = Fraction(100)


class CourseFacts(NamedTuple):
    """What the course of a target is derived from; `counted` holds the counted observations, latest last."""

    goal: Goal
    kind: Kind
    method: Method
    counted: Sequence[Measured]
    as_of: date
    term: TermYears

    @property
    def due(self) -> date:
        """This function will give the day the target is due: as given, else the last day of the term."""
        return self.goal.due or self.term.end


def course_of(attainment: Fraction, expected: Fraction, *, met: bool) -> tuple[Course, Fraction | None]:
    """This function will give the course and the attainment as a percentage of the expected one.

    Against an expectation of 0 or less there is no ratio: what reaches it is on track, what does not is at risk.
    """
    ratio = attainment / expected * 100 if expected > 0 else None
    if met:
        return Course.ACHIEVED, ratio
    if ratio is None:
        return (Course.ON_TRACK if attainment >= expected else Course.AT_RISK), None
    if ratio >= ON_TRACK_FROM:
        return Course.ON_TRACK, ratio
    return (Course.BEHIND if ratio >= BEHIND_FROM else Course.AT_RISK), ratio


def expected_attainment(facts: CourseFacts) -> Fraction | None:
    """This function will give the attainment in percent expected at the cut-off; None where the plan has none.

    From the phased values where given, else the elapsed share of the time to the due date; 100 for what is to hold
    at all times (`every_period`, and without phased values `average` and `threshold`), and once the target is due.
    """
    if facts.kind is Kind.EVERY_PERIOD or facts.as_of >= facts.due:
        return _WHOLE
    if facts.goal.phased:
        return _expected_by_phases(facts)
    if facts.kind is Kind.AVERAGE or facts.method is Method.THRESHOLD:
        return _WHOLE
    return facts.term.elapsed(facts.as_of, facts.due) * 100


def _expected_by_phases(facts: CourseFacts) -> Fraction | None:
    phases = sorted((year, Fraction(*ratio_of(value))) for year, value in dict(facts.goal.phased).items())
    if facts.kind is Kind.AVERAGE:
        begun = [value for year, value in phases if date(year, 1, 1) <= facts.as_of] or [phases[0][1]]
        return _attainment_of(facts, sum(begun, Fraction(0)) / len(begun))
    if facts.kind is Kind.ACCUMULATE and not _is_running(phases, facts.goal):
        return _attainment_of(facts, _sum_until(phases, facts.as_of))
    points = _plan_points(phases, facts)
    if facts.as_of < points[0][0]:
        first = _attainment_of(facts, points[0][1])
        return None if first is None else first * facts.term.elapsed(facts.as_of, points[0][0])
    return _attainment_of(facts, _between_points(points, facts.as_of))


def _is_running(phases: Sequence[tuple[int, Fraction]], goal: Goal) -> bool:
    values = [value for _, value in phases]
    target = goal.target
    if target is None or len(values) < 2 or values[-1] != Fraction(*ratio_of(target)):
        return False
    return values == sorted(values)


def _sum_until(phases: Sequence[tuple[int, Fraction]], as_of: date) -> Fraction:
    total = Fraction(0)
    for year, value in phases:
        days = (date(year, 12, 31) - date(year, 1, 1)).days + 1
        passed = (as_of - date(year, 1, 1)).days + 1
        total += value * Fraction(min(max(passed, 0), days), days)
    return total


def _plan_points(phases: Sequence[tuple[int, Fraction]], facts: CourseFacts) -> list[tuple[date, Fraction]]:
    points = [(date(year, 12, 31), value) for year, value in phases]
    goal, eve = facts.goal, facts.term.start - timedelta(days=1)
    start: tuple[date, Fraction] | None = None
    if facts.kind in (Kind.ACCUMULATE, Kind.RUNNING_TOTAL):
        start = (eve, Fraction(0))
    elif goal.baseline is not None:
        day = date(goal.baseline_year, 12, 31) if goal.baseline_year else eve
        start = (day, Fraction(*ratio_of(goal.baseline)))
    if start is not None and start[0] < points[0][0]:
        points.insert(0, start)
    if goal.target is not None and points[-1][0] < facts.due:
        points.append((facts.due, Fraction(*ratio_of(goal.target))))
    return points


def _between_points(points: Sequence[tuple[date, Fraction]], day: date) -> Fraction:
    for (start, value), (end, following) in pairwise(points):
        if start <= day <= end:
            return value + (following - value) * Fraction((day - start).days, (end - start).days)
    return points[-1][1]


def _attainment_of(facts: CourseFacts, planned: Fraction) -> Fraction | None:
    terms = terms_of(facts.goal, (planned.numerator, planned.denominator))
    outcome = judge(facts.goal.comparator, facts.method, terms)
    if not outcome.computable:
        return None
    return min(Fraction(int(outcome.numerator) * 100, int(outcome.denominator)), _WHOLE)


def projected_value(facts: CourseFacts) -> Fraction | None:
    """This function will extend the straight line of least squares through the achieved values to the due date.

    Each observation gives a point: the last day of its period, and the achieved value up to it (the running sum of
    `accumulate`, the running mean of `average`). None with fewer than two; the achieved value itself once due.
    """
    points = _points(facts)
    if len(points) < 2:
        return None
    due, origin = facts.due.toordinal(), points[0][0]
    if due <= points[-1][0]:
        return Fraction(*points[-1][1])
    projected = _on_line([(day - origin, value) for day, value in points], due - origin)
    if facts.goal.comparator is Comparator.DONE:
        return min(max(projected, Fraction(0)), _WHOLE)
    return projected


def _on_line(points: Sequence[tuple[int, Ratio]], day: int) -> Fraction:
    scale = lcm(*(denominator for _, (_, denominator) in points))
    heights = [numerator * (scale // denominator) for _, (numerator, denominator) in points]
    days = [at for at, _ in points]
    count, day_sum, height_sum = len(points), sum(days), sum(heights)
    spread = count * sum(at * at for at in days) - day_sum * day_sum
    rise = count * sum(at * height for at, height in zip(days, heights, strict=True)) - day_sum * height_sum
    return Fraction(height_sum * spread + rise * (count * day - day_sum), count * spread * scale)


def _points(facts: CourseFacts) -> list[tuple[int, Ratio]]:
    values: list[Ratio] = []
    points: dict[int, Ratio] = {}
    for each in facts.counted:
        values.append(value_of(each, facts.goal.comparator))
        points[each.period.end.toordinal()] = joined_value(values, facts.kind)
    return sorted(points.items())


def outlook_of(facts: CourseFacts, projection: Fraction | None) -> Outlook | None:
    """This function will say whether the projected value meets the target (and, for `every_period`, all before it)."""
    goal = facts.goal
    if projection is None or not goal.stated:
        return None
    values = [(projection.numerator, projection.denominator)]
    if facts.kind is Kind.EVERY_PERIOD:
        values += [value_of(each, goal.comparator) for each in facts.counted]
    meets = all(holds(goal.comparator, terms_of(goal, value)) for value in values)
    return Outlook.LIKELY if meets else Outlook.UNLIKELY
