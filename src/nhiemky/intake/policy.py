"""Who may bring files in: whoever enters the unit's results, or keeps its work items."""

from __future__ import annotations

from nhiemky.intake.vocab import BatchKind
from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets import policy as target_policy
from nhiemky.work import policy as work_policy


def require_entry(actor: Actor, *, unit: Unit) -> str:
    """This function will let the actor pass and give the unit's path today.

    :raises Denied: when the actor enters no results there.
    """
    return target_policy.require(actor, Verb.ENTER_RESULTS, unit=unit)


def require_work(actor: Actor, *, unit: Unit) -> str:
    """This function will let the actor pass who may bring work items of the unit, and give the unit's path today.

    :raises Denied: when the actor keeps no work items there.
    """
    return work_policy.require(actor, Verb.KEEP_WORK, unit=unit)


def require_kind(actor: Actor, kind: BatchKind, *, unit: Unit) -> str:
    """This function will let the actor pass who may bring files of that kind, and give the unit's path today.

    :raises Denied: for everybody else.
    """
    return require_work(actor, unit=unit) if kind is BatchKind.WORK else require_entry(actor, unit=unit)


def keeps_targets(actor: Actor, path: str) -> bool:
    """This function will say whether the actor may also add targets from a file."""
    return actor.may(Verb.KEEP_TARGETS, path)


def require_sight(actor: Actor, *, unit: Unit) -> str:
    """This function will let the actor see what files brought, and give the unit's path today.

    :raises Denied: when the actor may not see unconfirmed figures of the unit.
    """
    return target_policy.require(actor, Verb.SEE_UNCONFIRMED, unit=unit)
