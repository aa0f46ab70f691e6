"""One target judged at a cut-off: class, attainment, met or not; course and formula when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from nhiemky.kernel.scoring.bands import Scheme
from nhiemky.kernel.scoring.course import (
    CourseFacts,
    course_of,
    expected_attainment,
    outlook_of,
    projected_value,
)
from nhiemky.kernel.scoring.formulas import formula_of
from nhiemky.kernel.scoring.kinds import (
    achieved_values,
    counted_observations,
    is_worst_highest,
    joined_value,
    kind_of_wording,
    value_of,
)
from nhiemky.kernel.scoring.methods import Outcome, holds, inferred_method, judge
from nhiemky.kernel.scoring.terms import RowTerms, terms_of
from nhiemky.kernel.scoring.values import (
    Comparator,
    Course,
    Goal,
    Kind,
    Measured,
    Method,
    Number,
    Outlook,
    Ratio,
    TermYears,
    number_of,
)


@dataclass(frozen=True)
class Assessment:
    """What a target comes to at a cut-off. The attainment, the course and the formula are computed when asked for."""

    kind: Kind
    kind_inferred: bool
    method: Method
    method_inferred: bool
    class_code: str
    met: bool
    reason: str | None
    periods_reported: int
    periods_met: int | None
    share: Ratio | None
    facts: CourseFacts = field(repr=False)
    scheme: Scheme = field(repr=False)
    values: tuple[Ratio, ...] = field(default=(), repr=False)
    reached: Ratio | None = field(default=None, repr=False)
    outcome: Outcome | None = field(default=None, repr=False)

    @cached_property
    def achieved(self) -> Number | None:
        """This function will give the achieved value; None without an observation."""
        return None if self.reached is None else number_of(*self.reached)

    def of_year(self, year: int) -> Number | None:
        """This function will give what the counted periods that end in a year come to: their sum or mean, else the latest."""
        values = [
            value_of(each, self.facts.goal.comparator)
            for each in self.facts.counted
            if each.period.end.year == year
        ]
        return number_of(*joined_value(values, self.kind)) if values else None

    @cached_property
    def attainment(self) -> Fraction | None:
        """This function will give the exact attainment in percent; None where there is none."""
        return None if self.share is None else Fraction(self.share[0] * 100, self.share[1])

    @cached_property
    def expected(self) -> Fraction | None:
        """This function will give the attainment in percent expected at the cut-off, whether or not data exist."""
        return expected_attainment(self.facts)

    @cached_property
    def _course(self) -> tuple[Course | None, Fraction | None]:
        if self.attainment is None or self.expected is None:
            return (Course.ACHIEVED if self.met else None), None
        return course_of(self.attainment, self.expected, met=self.met)

    @property
    def course(self) -> Course | None:
        """This function will give the standing against the expected attainment; None without an attainment."""
        return self._course[0]

    @property
    def course_ratio(self) -> Fraction | None:
        """This function will give the attainment as a percentage of the expected one."""
        return self._course[1]

    @cached_property
    def projection(self) -> Number | None:
        """This function will give the value at the due date by a straight line; None below two observations."""
        value = projected_value(self.facts)
        return None if value is None else number_of(value.numerator, value.denominator)

    @cached_property
    def outlook(self) -> Outlook | None:
        """This function will say whether the projection meets the target."""
        return outlook_of(self.facts, projected_value(self.facts))

    @cached_property
    def formula(self) -> str:
        """This function will write the formula with the target's own numbers; empty without an observation."""
        if self.outcome is None or self.reached is None:
            return ""
        return formula_of(
            self.facts.goal, self.kind, self.method, self.values, self.reached, self.outcome, self.scheme
        )


def method_of(goal: Goal) -> Method:
    """This function will give the method of a goal: its own, else by rule 2 of PRODUCT section 3."""
    if goal.method is not None:
        return goal.method
    terms = RowTerms(0, *goal.scaled[1:])
    return next(method for taken, method in inferred_method(goal.comparator, terms) if taken)


def assess(
    goal: Goal, measured: Sequence[Measured], *, as_of: date, term: TermYears, scheme: Scheme
) -> Assessment:
    """This function will judge a target by its observations up to the cut-off, exactly (PRODUCT section 3)."""
    kind = goal.kind or kind_of_wording(goal.wording)
    method = method_of(goal)
    counted = counted_observations(measured, kind, as_of=as_of, term=term)
    facts = CourseFacts(goal, kind, method, counted, as_of, term)
    inferred = goal.kind is None, goal.method is None
    if not counted:
        code = "not_due" if goal.due is not None and goal.due > as_of else "no_data"
        return Assessment(
            kind, inferred[0], method, inferred[1], code, False, None, 0, None, None, facts, scheme
        )
    values = tuple([value_of(each, goal.comparator) for each in counted])
    reached, outcome = worst_of(goal, method, *achieved_values(values, kind))
    periods_met = None
    if kind is Kind.EVERY_PERIOD:
        periods_met = sum(bool(holds(goal.comparator, terms_of(goal, value))) for value in values)
    code, share, reason = _classed(outcome, scheme)
    return Assessment(
        kind, inferred[0], method, inferred[1], code, bool(outcome.met), reason, len(counted), periods_met,
        share, facts, scheme, values, reached, outcome,
    )  # fmt: skip


def worst_of(goal: Goal, method: Method, lowest: Ratio, highest: Ratio) -> tuple[Ratio, Outcome]:
    """This function will judge the worse of the two ends of what was achieved, and give it with its outcome."""
    reached = highest if is_worst_highest(goal.comparator) else lowest
    outcome = judge(goal.comparator, method, terms_of(goal, reached))
    if lowest == highest or goal.comparator is not Comparator.BETWEEN:
        return reached, outcome
    other = judge(goal.comparator, method, terms_of(goal, highest))
    return (reached, outcome) if worse_of(outcome, other) is outcome else (highest, other)


def worse_of(first: Outcome, second: Outcome) -> Outcome:
    """This function will give the worse of two outcomes of one target: the one not computable, else the lower."""
    if not first.computable:
        return first
    if not second.computable:
        return second
    lower = second.numerator * first.denominator < first.numerator * second.denominator
    return second if lower else first


def _classed(outcome: Outcome, scheme: Scheme) -> tuple[str, Ratio | None, str | None]:
    if not outcome.computable:
        return "not_computable", None, next(reason for flag, reason in outcome.needs if not flag)
    share = int(outcome.numerator), int(outcome.denominator)
    return scheme.bands[int(scheme.position(*share))].code, share, None
