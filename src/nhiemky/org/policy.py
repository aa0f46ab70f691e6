"""Who may see and do what in which branch: the one place that knows.

A grant is a role in a unit. It reaches the unit itself or its whole branch, per verb (``ROLE_VERBS``). Who reaches a unit also
reaches, for reading, the units which that unit followed: their history stays readable to those who carry it on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from nhiemky.history.vocab import Denied
from nhiemky.org.vocab import VERB_NAMES, RoleCode, Scope, Verb

OWN, BRANCH = Scope.OWN, Scope.BRANCH

ROLE_VERBS: Mapping[RoleCode, Mapping[Verb, Scope]] = {
    RoleCode.OFFICE: {
        Verb.SEE: BRANCH,
        Verb.SEE_UNCONFIRMED: OWN,
        Verb.KEEP_TARGETS: OWN,
        Verb.ENTER_RESULTS: OWN,
        Verb.FREEZE: BRANCH,
        Verb.ISSUE_REPORT: BRANCH,
        Verb.KEEP_REGISTRY: OWN,
        Verb.KEEP_WORK: OWN,
        Verb.KEEP_CAMPAIGN: OWN,
        Verb.KEEP_REVIEW: OWN,
        Verb.COMMENT: BRANCH,
        Verb.RECORD_FINDINGS: OWN,
    },
    RoleCode.LEADER: {
        Verb.SEE: BRANCH,
        Verb.SEE_UNCONFIRMED: OWN,
        Verb.CONFIRM_RESULTS: OWN,
        Verb.FREEZE: BRANCH,
        Verb.ISSUE_REPORT: BRANCH,
        Verb.KEEP_CAMPAIGN: OWN,
        Verb.KEEP_REVIEW: OWN,
        Verb.COMMENT: BRANCH,
        Verb.RECORD_FINDINGS: OWN,
    },
    RoleCode.EDITOR: {
        Verb.SEE: BRANCH,
        Verb.SEE_UNCONFIRMED: OWN,
        Verb.ISSUE_REPORT: BRANCH,
        Verb.KEEP_REVIEW: OWN,
        Verb.RECORD_FINDINGS: OWN,
    },
    RoleCode.OVERSEER: {
        Verb.SEE: BRANCH,
        Verb.SEE_UNCONFIRMED: BRANCH,
        Verb.COMMENT: BRANCH,
        Verb.RECORD_FINDINGS: BRANCH,
    },
    RoleCode.SURVEYOR: {Verb.SEE: BRANCH, Verb.RECORD_FINDINGS: BRANCH},
    RoleCode.DELEGATE: {Verb.SEE: OWN},
    RoleCode.ADMINISTRATOR: {
        Verb.SEE: BRANCH,
        Verb.KEEP_UNITS: BRANCH,
        Verb.KEEP_PEOPLE: BRANCH,
        Verb.KEEP_ROLES: BRANCH,
        Verb.SEE_LEDGER: BRANCH,
    },
}

READING = frozenset({Verb.SEE, Verb.SEE_UNCONFIRMED, Verb.ISSUE_REPORT, Verb.SEE_LEDGER})


@dataclass(frozen=True)
class Grant:
    """One role in one unit; one that came from a unit below, by succession, lets do only what reaches whole branches."""

    role: RoleCode
    unit_id: int
    from_below: bool = False

    def scope(self, verb: Verb) -> Scope | None:
        """Give how far this grant lets do the verb; none when not at all."""
        scope = ROLE_VERBS[self.role].get(verb)
        return None if self.from_below and scope is OWN else scope

    def reaches(self, verb: Verb, path: str) -> bool:
        """Tell whether the verb may be done in the unit at the end of the path ("/1/4/12/")."""
        scope = self.scope(verb)
        step = f"/{self.unit_id}/"
        return path.endswith(step) if scope is OWN else scope is BRANCH and step in path


@dataclass(frozen=True)
class Actor:
    """Who acts, with the grants held today; ``inherited`` are the same grants in units that were followed by reached ones."""

    user_id: int | None
    name: str
    grants: tuple[Grant, ...]
    today: date
    inherited: tuple[Grant, ...] = ()
    everything: bool = False

    def may(self, verb: Verb, path: str) -> bool:
        """Tell whether this actor may do the verb in the unit at the end of the path."""
        return self.everything or any(grant.reaches(verb, path) for grant in self._grants_for(verb))

    def branches(self, verb: Verb) -> tuple[int, ...]:
        """Give the ids of the units from which the verb reaches (the unit itself or its branch), each once."""
        return tuple(dict.fromkeys(grant.unit_id for grant in self._grants_for(verb) if grant.scope(verb)))

    def _grants_for(self, verb: Verb) -> Iterable[Grant]:
        return (*self.grants, *self.inherited) if verb in READING else self.grants


SYSTEM_ACTOR = Actor(None, "hệ thống", (), date.max, everything=True)


def require(actor: Actor, verb: Verb, path: str) -> None:
    """Let pass who may do the verb in the unit at the end of the path.

    :raises Denied: for everybody else.
    """
    if not actor.may(verb, path):
        raise Denied(
            _(
                "Tài khoản của đồng chí không có quyền %(verb)s ở đơn vị này. Đề nghị liên hệ quản trị của đơn vị."
            )
            % {"verb": VERB_NAMES[verb]}
        )


def valid_at(on: date) -> Q:
    """Give the filter of rows with ``valid_from`` and ``valid_to`` that hold on the day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def reached_paths(actor: Actor, verb: Verb, *, field: str = "path") -> Q:
    """Give the filter over a column that holds unit paths: those in which the actor may do the verb."""
    if actor.everything:
        return Q()
    reached = Q(pk__in=[])
    for grant in dict.fromkeys(actor._grants_for(verb)):
        scope = grant.scope(verb)
        if scope is not None:
            lookup = "endswith" if scope is OWN else "contains"
            reached |= Q(**{f"{field}__{lookup}": f"/{grant.unit_id}/"})
    return reached


def reach(actor: Actor, verb: Verb, *, on: date) -> Q:
    """Give the filter of the unit states of that day in which the actor may do the verb."""
    return valid_at(on) & reached_paths(actor, verb)
