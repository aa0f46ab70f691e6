"""What an account may do, computed once for each request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from nhiemky.org.models import Succession, UnitState, User
from nhiemky.org.policy import Actor, Grant, valid_at
from nhiemky.org.vocab import RoleCode, Scope, SuccessionKind, Verb


def actor_of(user: User, *, today: date) -> Actor:
    """Give who acts for an account: its name, the grants it holds today, and those in units that reached units followed.

    An account that is closed holds no grant. The number of queries depends on the number of roles and on how often units
    followed one another, never on the number of units.
    """
    held = (
        user.roles.filter(valid_at(today)).values_list("code", "unit_id").order_by("id")
        if user.is_active
        else ()
    )
    grants = tuple(dict.fromkeys(Grant(RoleCode(code), unit_id) for code, unit_id in held))
    name = user.person.full_name if user.person is not None else user.username
    inherited = {
        unit_id: _followed(unit_id, today) for unit_id in dict.fromkeys(grant.unit_id for grant in grants)
    }
    carried = [
        Grant(grant.role, predecessor, from_below=below)
        for grant in grants
        for predecessor, below in inherited[grant.unit_id]
        if not below or grant.scope(Verb.SEE) is Scope.BRANCH
    ]
    return Actor(user.pk, name, grants, today, inherited=tuple(dict.fromkeys(carried)))


def _followed(unit_id: int, today: date) -> list[tuple[int, bool]]:
    """Give the units that the unit followed (False) and that units below it followed (True), however many steps back."""
    links = Succession.objects.filter(on__lte=today).exclude(kind=SuccessionKind.DISSOLVE.value)
    branch = UnitState.objects.filter(valid_at(today), path__contains=f"/{unit_id}/")
    found: dict[int, bool] = {}
    level = {
        predecessor: successor != unit_id
        for predecessor, successor in links.filter(
            Q(successor_id=unit_id) | Q(successor__in=branch.values("unit_id"))
        ).values_list("predecessor_id", "successor_id")
    }
    while level:
        found.update(level)
        earlier = links.filter(successor__in=level).values_list("predecessor_id", "successor_id")
        level = {
            predecessor: level[successor]
            for predecessor, successor in earlier
            if successor is not None and predecessor not in found
        }
    always = _always_under(unit_id, found) if found else set()
    return [pair for pair in found.items() if pair[0] not in always]


def _always_under(unit_id: int, found: Iterable[int]) -> set[int]:
    """Give those of the found units whose every state lies in the branch itself: the grant reaches them anyway."""
    step = f"/{unit_id}/"
    always = dict.fromkeys(found, True)
    for other, path in UnitState.objects.filter(unit_id__in=list(always)).values_list("unit_id", "path"):
        always[other] = always[other] and step in path
    return {other for other, under in always.items() if under}


def _roots(today: date) -> list[tuple[int, str]]:
    roots = UnitState.objects.filter(valid_at(today), parent__isnull=True).order_by(
        "official_order", "unit_id"
    )
    return list(roots.values_list("unit_id", "path"))


def common_path(actor: Actor) -> str:
    """Give the path at which to ask for rights over what all units share (terms, types): a root whose units the actor keeps,
    else "/", which only the system reaches."""
    return next((path for _, path in _roots(actor.today) if actor.may(Verb.KEEP_UNITS, path)), "/")


def ledger_branches(actor: Actor) -> tuple[str, ...]:
    """Give the parts of paths whose ledger lines the actor may see; "/" (everything) for the system and for who keeps the
    ledger of every root."""
    if actor.everything:
        return ("/",)
    units = actor.branches(Verb.SEE_LEDGER)
    roots = {unit_id for unit_id, _ in _roots(actor.today)}
    if roots and roots <= set(units):
        return ("/",)
    return tuple(f"/{unit}/" for unit in units)
