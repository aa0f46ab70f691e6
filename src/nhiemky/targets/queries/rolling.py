"""One value of many units: roll-up by the declared rule of a target that several units share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nhiemky.kernel.scoring import DEFAULT_SCHEME, TermYears
from nhiemky.kernel.scoring.rollup import Part, RolledUp, Rule, roll_up
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.targets.models.numbers import from_scaled
from nhiemky.targets.queries.assessing import assess_one
from nhiemky.targets.queries.facts import TargetFact, target_facts
from nhiemky.targets.vocab import RollUpRule


@dataclass(frozen=True)
class BranchValue:
    """The value of one target code over a branch: the rule, the sum or ratio, and the parts it came from."""

    code: str
    name: str
    unit_of_measure: str
    rule: RollUpRule
    rolled: RolledUp
    parts: tuple[Part, ...]


def rolled_up(
    actor: Actor,
    *,
    states: Sequence[UnitState],
    term: Term,
    code: str,
    as_of: date,
    include_unconfirmed: bool = False,
) -> BranchValue:
    """This function will roll up the achieved values of a target code over the units by its declared rule.

    A unit without the target, or without a figure, is named as missing and never counts as zero. Where units
    declare different rules (or none) there is no value. At most three SQL queries.
    """
    facts = target_facts(
        actor, states=states, term=term, as_of=as_of, include_unconfirmed=include_unconfirmed
    )
    shared = {fact.unit_id: fact for fact in facts.targets if code and fact.code == code}
    parts = tuple(_part(state, shared.get(state.unit_id), as_of, facts.term) for state in states)
    sample = next(iter(shared.values()), None)
    rules = {fact.roll_up for fact in shared.values()}
    rule = RollUpRule(rules.pop()) if len(rules) == 1 else RollUpRule.NONE
    rolled = roll_up(parts, Rule(rule.value))
    return BranchValue(
        code, sample.name if sample else "", sample.unit_of_measure if sample else "", rule, rolled, parts
    )


def _part(state: UnitState, fact: TargetFact | None, as_of: date, term: TermYears) -> Part:
    if fact is None or not fact.figures:
        return Part(state.short_name)
    judged = assess_one(fact, as_of=as_of, term=term, scheme=DEFAULT_SCHEME)
    numerators = [figure.numerator for figure in fact.figures]
    denominators = [figure.denominator for figure in fact.figures]
    return Part(
        state.short_name,
        value=judged.assessment.achieved,
        numerator=None if numerators[-1] is None else from_scaled(numerators[-1]),
        denominator=None if denominators[-1] is None else from_scaled(denominators[-1]),
    )
