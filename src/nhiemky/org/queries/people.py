"""People, positions, accounts and roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.models import Invitation, Person, Position, Role, Unit, UnitState, User
from nhiemky.org.policy import Actor, valid_at
from nhiemky.org.queries.units import kept_units, path_of, reached_units
from nhiemky.org.vocab import Verb, clean, secret_digest


@dataclass(frozen=True)
class Holder:
    """A person in a position of a unit."""

    person: Person
    position: Position


def _reached_people(actor: Actor) -> QuerySet[Person]:
    if actor.everything:
        return Person.objects.all()
    units = reached_units(actor, Verb.SEE)
    placed = Position.objects.filter(unit_id__in=units).values("person_id")
    acting = Role.objects.filter(unit_id__in=units).values("user__person_id")
    own = Q(user__id=actor.user_id) if actor.user_id is not None else Q(pk__in=[])
    return Person.objects.filter(Q(keeper_id__in=units) | Q(pk__in=placed) | Q(pk__in=acting) | own)


def people(actor: Actor, *, unit: Unit | None = None, on: date | None = None, text: str = "") -> list[Person]:
    """Give the people who may be seen, by given name: all, those with a position in a unit (on a day), those whose name
    holds all words. One query."""
    found = _reached_people(actor)
    if unit is not None:
        held = Position.objects.filter(unit=unit)
        held = held.filter(valid_at(on)) if on is not None else held
        found = found.filter(pk__in=held.values("person_id"))
    for word in fold(clean(text)).split():
        found = found.filter(folded__contains=word)
    return sorted(
        found.select_related("keeper", "user"), key=lambda person: (bytes(person.sort_key), person.pk)
    )


def person(actor: Actor, *, id: int) -> Person:
    """Give one person.

    :raises NotFound: when there is none or the actor may not see the unit that the person belongs to.
    """
    found = _reached_people(actor).filter(pk=id).select_related("keeper", "user").first()
    if found is None:
        raise NotFound(_("Không có người này, hoặc tài khoản của đồng chí không được xem."))
    return found


def person_labels(actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Give the names of those of the people who may be seen. One query."""
    found = _reached_people(actor).filter(pk__in=set(ids))
    return {who.pk: who.full_name for who in found}


def account_labels(actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Give name and user name of those of the accounts that may be seen ("Lê Thị Hoa, lethihoa"). One query."""
    found = User.objects.filter(pk__in=set(ids), person__in=_reached_people(actor)).select_related("person")
    return {user.pk: f"{user.person.full_name}, {user.username}" for user in found if user.person is not None}


def positions(actor: Actor, unit: Unit, on: date) -> list[Holder]:
    """Give who holds which position in the unit on the day, in official order, then by given name; empty where the unit may
    not be seen. One query."""
    seen = reached_units(actor, Verb.SEE)
    rows = Position.objects.filter(valid_at(on), unit=unit, unit_id__in=seen).select_related("person")
    ordered = sorted(rows, key=lambda row: (row.official_order, bytes(row.person.sort_key), row.pk))
    return [Holder(row.person, row) for row in ordered]


@dataclass(frozen=True)
class Seat:
    """A position of a person over time: the unit's name when the position was last held, and whether the actor may end it."""

    position: Position
    unit_name: str
    may_end: bool


def positions_of(actor: Actor, person: Person) -> list[Seat]:
    """Give all positions of a person, past ones too, in units that may be seen (one's own always), the latest first. Two queries."""
    rows = Position.objects.filter(person=person).select_related("unit")
    if actor.user_id is None or not User.objects.filter(pk=actor.user_id, person=person).exists():
        rows = rows.filter(unit_id__in=reached_units(actor, Verb.SEE))
    held = sorted(rows, key=lambda row: (row.valid_from, row.pk), reverse=True)
    states = list(UnitState.objects.filter(unit_id__in={row.unit_id for row in held}).order_by("valid_from"))
    return [_seat(actor, row, [state for state in states if state.unit_id == row.unit_id]) for row in held]


def _seat(actor: Actor, row: Position, states: Sequence[UnitState]) -> Seat:
    """Give a position with the last state of its unit that began before the position ended."""
    last_day = actor.today if row.valid_to is None else min(row.valid_to - timedelta(days=1), actor.today)
    begun = [state for state in states if state.valid_from <= max(last_day, row.valid_from)]
    state = begun[-1] if begun else states[0]
    open_ended = row.valid_to is None or row.valid_to > actor.today
    return Seat(row, state.name, open_ended and actor.may(Verb.KEEP_PEOPLE, state.path))


def keeping_path(actor: Actor, person: Person) -> str | None:
    """Give the path of a unit through which the actor keeps the person: the keeper's, or one where a position is held; none
    where there is none."""
    first = _kept_place(actor, person)
    return path_of(first, on=actor.today) if first is not None else None


def keeps_person(actor: Actor, person: Person) -> bool:
    """Tell whether the actor keeps the person through some unit. Two queries."""
    return _kept_place(actor, person) is not None


def _kept_place(actor: Actor, person: Person) -> int | None:
    units = dict.fromkeys([person.keeper_id, *person.positions.values_list("unit_id", flat=True)])
    kept = kept_units(actor, Verb.KEEP_PEOPLE, units)
    return next((unit_id for unit_id in units if unit_id in kept), None)


def keeps_account(actor: Actor, user: User) -> bool:
    """Tell whether the actor keeps the person of an account and the roles in every unit where the account holds one today.

    Without the second an administrator could take over the account of somebody with more rights.
    """
    if user.person is None or not keeps_person(actor, user.person):
        return user.person is None and actor.everything
    held = set(user.roles.filter(valid_at(actor.today)).values_list("unit_id", flat=True))
    return held <= kept_units(actor, Verb.KEEP_ROLES, held)


def signer(unit: Unit, on: date) -> Position | None:
    """Give the position that signs the unit's documents on the day: the first in official order; none where nobody does."""
    signing = Position.objects.filter(valid_at(on), unit=unit, signs=True).select_related("person")
    return signing.order_by("official_order", "valid_from", "id").first()


def open_invitations(secret: str, *, now: datetime) -> QuerySet[Invitation]:
    """Give the one-time link of a secret while it can be used: neither used nor expired, its account not closed."""
    return Invitation.objects.filter(
        digest=secret_digest(secret), used_at__isnull=True, expires_at__gt=now, user__is_active=True
    )


def invitation_is_open(secret: str, *, now: datetime) -> bool:
    """Tell whether the one-time link of a secret can still be used, before anything is typed."""
    return open_invitations(secret, now=now).exists()


def accounts(actor: Actor, *, text: str = "") -> list[User]:
    """Give the accounts of the people who may be seen, by given name. One query."""
    found = User.objects.filter(person__in=_reached_people(actor)).select_related("person")
    for word in fold(clean(text)).split():
        found = found.filter(Q(person__folded__contains=word) | Q(username__icontains=word))
    return sorted(
        found, key=lambda user: (bytes(user.person.sort_key) if user.person else b"", user.username)
    )


def account(actor: Actor, *, id: int) -> User:
    """Give one account.

    :raises NotFound: when there is none or it may not be seen.
    """
    found = User.objects.filter(pk=id, person__in=_reached_people(actor)).select_related("person").first()
    if found is None:
        raise NotFound(_("Không có tài khoản này, hoặc đồng chí không được xem."))
    return found


def roles_in(actor: Actor, unit: Unit, *, on: date) -> list[Role]:
    """Give who holds which role in the unit on the day; empty for who does not keep its roles. One query."""
    kept = reached_units(actor, Verb.KEEP_ROLES)
    rows = Role.objects.filter(valid_at(on), unit=unit, unit_id__in=kept).select_related(
        "user", "user__person", "unit"
    )
    return list(rows.order_by("code", "user__username"))


def roles_of(actor: Actor, user: User) -> list[Role]:
    """Give all roles of an account, past ones too, in units that may be seen (one's own always). One query."""
    rows = Role.objects.filter(user=user).select_related("unit")
    if user.pk != actor.user_id:
        rows = rows.filter(unit_id__in=reached_units(actor, Verb.SEE))
    return list(rows.order_by("valid_from", "id"))


def home_path(user: User, *, on: date) -> str:
    """Give the path of the unit that an account belongs to: that of its first role on the day, else of the person's keeper."""
    held = (
        Role.objects.filter(valid_at(on), user=user).order_by("id").values_list("unit_id", flat=True).first()
    )
    keeper = user.person.keeper_id if user.person is not None else None
    seat = held if held is not None else keeper
    return path_of(seat, on=on) if seat is not None else "/"
