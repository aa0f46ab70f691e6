"""The tree as of any date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.models import Succession, Unit, UnitState, UnitType
from nhiemky.org.policy import Actor, reach, reached_paths, valid_at
from nhiemky.org.vocab import Verb, clean


@dataclass(frozen=True)
class TreeNode:
    """A unit in the tree: depth 0 is the highest unit that may be seen; children are those directly below that may be seen."""

    state: UnitState
    depth: int
    child_count: int


def unit_types() -> QuerySet[UnitType]:
    """Give all types of units, the highest first."""
    return UnitType.objects.order_by("rank", "code")


def path_of(unit_id: int, *, on: date) -> str:
    """Give the path of a unit on a day: before it existed its first, after its end its last; "/" for none at all."""
    dated = UnitState.objects.filter(unit_id=unit_id).values_list("path", flat=True)
    last = dated.filter(valid_from__lte=on).order_by("-valid_from").first()
    return last or dated.order_by("valid_from").first() or "/"


def reached_units(actor: Actor, verb: Verb) -> QuerySet[UnitState, int]:
    """Give the ids of the units, ended ones too, in which the actor may do the verb by where they stand today: by the last
    state that has begun, or by the first of a unit that has not begun."""
    same = UnitState.objects.filter(unit_id=OuterRef("unit_id"))
    started = Q(valid_from__lte=actor.today) & ~Exists(
        same.filter(valid_from__gt=OuterRef("valid_from"), valid_from__lte=actor.today)
    )
    coming = Q(valid_from__gt=actor.today) & ~Exists(same.filter(valid_from__lt=OuterRef("valid_from")))
    found = UnitState.objects.filter(reached_paths(actor, verb)).filter(started | coming)
    return found.values_list("unit_id", flat=True)


def state_of(actor: Actor, *, unit_code: str, on: date) -> UnitState:
    """Give the state of a unit on a day.

    :raises NotFound: when the unit is unknown, did not exist on that day, or may not be seen.
    """
    state = (
        UnitState.objects.filter(reach(actor, Verb.SEE, on=on), unit__code=clean(unit_code))
        .select_related("unit", "type", "parent")
        .first()
    )
    if state is None:
        raise NotFound(
            _(
                "Không có đơn vị mã %(code)s vào ngày %(day)s, hoặc tài khoản của đồng chí không được xem đơn vị này."
            )
            % {"code": clean(unit_code), "day": write_date(on)}
        )
    return state


def _order_key(state: UnitState) -> tuple[int, bytes, int]:
    return (state.official_order, bytes(state.sort_key), state.unit_id)


def _preorder(states: Sequence[UnitState]) -> list[TreeNode]:
    present = {state.unit_id for state in states}
    below: dict[int | None, list[UnitState]] = {}
    for state in states:
        parent = state.parent_id if state.parent_id in present else None
        below.setdefault(parent, []).append(state)
    for siblings in below.values():
        siblings.sort(key=_order_key, reverse=True)
    nodes: list[TreeNode] = []
    waiting = [(state, 0) for state in below.get(None, ())]
    while waiting:
        state, depth = waiting.pop()
        own = below.get(state.unit_id, ())
        nodes.append(TreeNode(state, depth, len(own)))
        waiting.extend((child, depth + 1) for child in own)
    return nodes


def _seen(
    actor: Actor, on: date, under: UnitState | None, include_self: bool, types: Sequence[str], text: str
) -> QuerySet[UnitState]:
    found = UnitState.objects.filter(reach(actor, Verb.SEE, on=on)).select_related("unit", "type")
    if under is not None:
        found = found.filter(path__startswith=under.path)
        if not include_self:
            found = found.exclude(unit_id=under.unit_id)
    if types:
        found = found.filter(type__code__in=types)
    for word in fold(clean(text)).split():
        found = found.filter(folded__contains=word)
    return found


def visible_states(
    actor: Actor,
    *,
    on: date,
    under: UnitState | None = None,
    include_self: bool = True,
    types: Sequence[str] = (),
    text: str = "",
) -> list[UnitState]:
    """Give the states of that day that may be seen, as the tree is read: each unit before those below it, siblings in
    official order, then by name. One query."""
    return [node.state for node in _preorder(list(_seen(actor, on, under, include_self, types, text)))]


def tree(actor: Actor, *, on: date, under: UnitState | None = None) -> list[TreeNode]:
    """Give the whole visible tree of that day with depth and number of children. One query."""
    return _preorder(list(_seen(actor, on, under, True, (), "")))


def children(actor: Actor, state: UnitState, *, on: date) -> list[UnitState]:
    """Give the units directly below that may be seen, in order. One query."""
    direct = UnitState.objects.filter(reach(actor, Verb.SEE, on=on), parent_id=state.unit_id)
    return sorted(direct.select_related("unit", "type"), key=_order_key)


def ancestors(state: UnitState, *, on: date | None = None) -> list[UnitState]:
    """Give the units above, the root first, at the day (else when this state began); their names are known to everybody below."""
    ids = [int(step) for step in state.path.split("/") if step][:-1]
    day = state.valid_from if on is None else on
    found = UnitState.objects.filter(valid_at(day), unit_id__in=ids).select_related("unit", "type")
    by_unit = {above.unit_id: above for above in found}
    return [by_unit[unit_id] for unit_id in ids if unit_id in by_unit]


def history_of_unit(unit: Unit) -> list[UnitState]:
    """Give all states of a unit, the first first."""
    return list(unit.states.select_related("unit", "type", "parent").order_by("valid_from"))


def successions_of(unit: Unit) -> list[Succession]:
    """Give what this unit followed and what followed it, by date."""
    rows = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    return list(rows.select_related("predecessor", "successor").order_by("on", "id"))


def find_units(actor: Actor, text: str, on: date, *, limit: int = 20) -> list[UnitState]:
    """Give the visible units whose names or code hold all words, written with or without marks; whole beginnings first."""
    words = fold(clean(text))
    found = _seen(actor, on, None, True, (), text).order_by("official_order", "id")[:500]
    ranked = sorted(
        found,
        key=lambda state: (not fold(state.short_name).startswith(words), len(state.path), _order_key(state)),
    )
    return ranked[:limit]


def home_states(actor: Actor, *, on: date) -> list[UnitState]:
    """Give the units in which the actor holds a role, highest first; for the system all roots."""
    ids = {grant.unit_id for grant in actor.grants}
    own = Q(parent__isnull=True) if actor.everything else Q(unit_id__in=ids)
    states = UnitState.objects.filter(valid_at(on), own, reached_paths(actor, Verb.SEE)).select_related(
        "unit", "type"
    )
    return sorted(states, key=lambda state: (state.path.count("/"), _order_key(state)))
