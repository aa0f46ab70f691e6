"""Who may see and do what with targets and figures: the rules of `org.policy`, asked about a unit's branch."""

from __future__ import annotations

from datetime import date

from nhiemky.org import policy as org_policy
from nhiemky.org import queries as unit_queries
from nhiemky.org.models import Unit
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


def is_own(actor: Actor, path: str) -> bool:
    """This function will say whether the actor belongs to the unit itself (a role held in that very unit)."""
    own = path.rstrip("/").rpartition("/")[2]
    return any(str(grant.unit_id) == own for grant in actor.grants)


def shows_latest(actor: Actor, path: str, *, include_unconfirmed: bool) -> bool:
    """This function will say whether the latest version is shown instead of the latest confirmed one.

    A unit's own people see what they work on; a superior sees what was confirmed, and drafts only when asked for
    and allowed.
    """
    if is_own(actor, path):
        return True
    return include_unconfirmed and actor.may(Verb.SEE_UNCONFIRMED, path)
