"""Targets judged by the scoring kernel: one by one, or many at once over raw columns, with the same results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, cast

from nhiemky.kernel.scoring import (
    Assessment,
    Comparator,
    Kind,
    Measured,
    Method,
    Scheme,
    Tally,
    TermYears,
    assess,
    tally,
)
from nhiemky.kernel.scoring.kinds import counted_observations, is_worst_highest, kind_of_wording
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.targets.models.numbers import SCALE
from nhiemky.targets.queries.facts import Facts, Figure, TargetFact, target_facts

# From this many targets on, columns are quicker than one target after another.
MANY = 100
_LAST = (Kind.SNAPSHOT, Kind.RUNNING_TOTAL)
_COMPARATORS = {comparator.value: place for place, comparator in enumerate(Comparator)}
_METHODS = {"": -1, **{method.value: place for place, method in enumerate(Method)}}
_KINDS = {kind.value: kind for kind in Kind}


class _Judged(NamedTuple):
    fact: TargetFact
    class_code: str
    met: bool
    share: tuple[int, int] | None
    as_of: date
    term: TermYears
    scheme: Scheme


class AssessedTarget(_Judged):
    """A target with its class; `share` is the attainment as numerator / denominator of the whole.

    Lists and boards need `class_code`, `met` and `attainment` only; the rest is in `assessment`, made when asked for.
    """

    @cached_property
    def assessment(self) -> Assessment:
        """This property will give the full assessment, as `kernel.scoring.assess` judges this one target."""
        return assess(
            self.fact.goal, self.fact.measured, as_of=self.as_of, term=self.term, scheme=self.scheme
        )

    @cached_property
    def attainment(self) -> Fraction | None:
        """This property will give the exact attainment in percent; None where there is none."""
        return None if self.share is None else Fraction(self.share[0] * 100, self.share[1])


def assessed(
    actor: Actor,
    *,
    states: Sequence[UnitState],
    term: Term,
    as_of: date,
    scheme: Scheme,
    include_unconfirmed: bool = False,
) -> tuple[AssessedTarget, ...]:
    """This function will give the facts of `target_facts`, each judged by the scheme, in the same order."""
    facts = target_facts(
        actor, states=states, term=term, as_of=as_of, include_unconfirmed=include_unconfirmed
    )
    return assess_facts(facts, scheme=scheme)


def assess_facts(facts: Facts, *, scheme: Scheme) -> tuple[AssessedTarget, ...]:
    """This function will judge every fact; many are judged as columns, a few (or huge numbers) one by one."""
    if len(facts.targets) >= MANY:
        try:
            return _assess_columns(facts, scheme)
        except OverflowError:
            pass
    return tuple(
        assess_one(fact, as_of=facts.as_of, term=facts.term, scheme=scheme) for fact in facts.targets
    )


def assess_one(fact: TargetFact, *, as_of: date, term: TermYears, scheme: Scheme) -> AssessedTarget:
    """This function will judge one fact."""
    found = assess(fact.goal, fact.measured, as_of=as_of, term=term, scheme=scheme)
    judged = AssessedTarget(fact, found.class_code, found.met, found.share, as_of, term, scheme)
    judged.__dict__["assessment"] = found
    return judged


def counted_tally(targets: Sequence[AssessedTarget], scheme: Scheme) -> Tally:
    """This function will count the counted targets into the bands and classes of the scheme."""
    return tally((each.class_code for each in targets if each.fact.counted), scheme)


def _assess_columns(facts: Facts, scheme: Scheme) -> tuple[AssessedTarget, ...]:
    from nhiemky.kernel.scoring.goal_table import GoalTable
    from nhiemky.kernel.scoring.many import assess_many

    targets, as_of, term = facts.targets, facts.as_of, facts.term
    reached = [_reached(fact, as_of, term) for fact in targets]
    table = GoalTable.of_columns(
        comparator=[_COMPARATORS[fact.comparator] for fact in targets],
        achieved=[each[0] for each in reached],
        target=[fact.target_scaled for fact in targets],
        baseline=[fact.baseline_scaled for fact in targets],
        low=[fact.low_scaled for fact in targets],
        high=[fact.high_scaled for fact in targets],
        method=[_METHODS[fact.method] for fact in targets],
        due=[fact.due for fact in targets],
        parts=[each[1] for each in reached],
        highest=[each[2] for each in reached],
    )
    result = assess_many(table, as_of=as_of, scheme=scheme)
    shares: list[tuple[int, int] | None] = [
        pair if pair[1] else None
        for pair in zip(result.numerators.tolist(), result.denominators.tolist(), strict=True)
    ]
    for row, share in result.large_shares.items():
        shares[row] = share
    make, rest = AssessedTarget._make, (as_of, term, scheme)
    columns = zip(targets, result.class_codes, result.met.tolist(), shares, strict=True)
    return tuple([make((*row, *rest)) for row in columns])


def _reached(fact: TargetFact, as_of: date, term: TermYears) -> tuple[int | None, int, int]:
    """Give the achieved value, the number of parts it is to be divided by, and the other end for `every_period`."""
    figures = fact.figures
    if not figures:
        return None, 1, 0
    kind = _KINDS[fact.kind] if fact.kind else kind_of_wording(fact.name)
    if kind in _LAST:
        value = _scaled_value(figures[-1], fact.comparator)
        return value, 1, value
    counted = cast(
        "list[Figure]",
        counted_observations(cast("Sequence[Measured]", figures), kind, as_of=as_of, term=term),
    )
    values = [_scaled_value(figure, fact.comparator) for figure in counted]
    if not values:
        return None, 1, 0
    if kind is Kind.EVERY_PERIOD:
        lowest, highest = min(values), max(values)
        first, other = (
            (highest, lowest) if is_worst_highest(Comparator(fact.comparator)) else (lowest, highest)
        )
        return first, 1, other
    total = sum(values)
    return total, len(values) if kind is Kind.AVERAGE else 1, total


def _scaled_value(figure: Figure, comparator: str) -> int:
    """Give the value in whole millionths; for `done` the percentage of completion as `kinds.value_of` takes it."""
    value = figure.scaled or 0
    if comparator != Comparator.DONE.value:
        return value
    if figure.done:
        return 100 * SCALE
    if value >= 100 * SCALE:
        return (100 if figure.done is None else 99) * SCALE
    return max(value, 0)
