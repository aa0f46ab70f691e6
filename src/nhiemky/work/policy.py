"""Who may see and keep work items: the rules of `org.policy`, asked about the branch of the unit that has the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nhiemky.org import policy as org_policy
from nhiemky.org import queries as unit_queries
from nhiemky.org.models import Unit, UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb


def path_of(unit: Unit, *, on: date) -> str:
    """This function will give the path of a unit's state at a date; of its last (or first) state outside its life."""
    return unit_queries.path_of(unit.pk, on=on)


def require(actor: Actor, verb: Verb, *, unit: Unit) -> str:
    """This function will let the actor pass and give the unit's path today.

    :raises Denied: when none of the actor's roles allows the verb in that branch.
    """
    path = path_of(unit, on=actor.today)
    org_policy.require(actor, verb, path)
    return path


def may_see(actor: Actor, *, unit: Unit) -> bool:
    """This function will say whether the actor may see the work items of a unit."""
    return actor.may(Verb.SEE, path_of(unit, on=actor.today))


def seen(actor: Actor, states: Sequence[UnitState]) -> list[UnitState]:
    """This function will keep of the states those whose work items the actor may see."""
    return [state for state in states if actor.may(Verb.SEE, state.path)]
