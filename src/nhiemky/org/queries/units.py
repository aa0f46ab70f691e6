"""The tree as of any date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

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


def kept_units(actor: Actor, verb: Verb, ids: Iterable[int]) -> frozenset[int]:
    """Give those of the units in which the actor may do the verb by where they stand today. One query."""
    return frozenset(reached_units(actor, verb).filter(unit_id__in=set(ids)))


def unit_labels(actor: Actor, ids: Iterable[int], *, on: date, below: str = "/") -> dict[int, str]:
    """Give the names on a day of those of the units that may be seen, or that stand on the path `below`: the names of units
    above are known to everybody below. A unit that had not begun has its first name, one that has ended its last. One query."""
    steps = [int(step) for step in below.split("/") if step]
    named = Q(unit_id__in=reached_units(actor, Verb.SEE)) | Q(unit_id__in=steps)
    names: dict[int, str] = {}
    states = UnitState.objects.filter(named, unit_id__in=set(ids)).order_by("valid_from")
    for unit_id, name, begun in states.values_list("unit_id", "name", "valid_from"):
        if begun <= on or unit_id not in names:
            names[unit_id] = name
    return names


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
        raise NotFound(_absent(actor, clean(unit_code)[:40], on))
    return state


def _absent(actor: Actor, code: str, on: date) -> str:
    """Say why a unit is not there on a day: to who may see it, that it had not begun or has ended."""
    known = UnitState.objects.filter(unit__code=code, unit_id__in=reached_units(actor, Verb.SEE))
    message = _(
        "Không có đơn vị mã %(code)s vào ngày %(day)s, hoặc tài khoản của đồng chí không được xem đơn vị này."
    )
    return _outside(known.order_by("valid_from"), on) or message % {"code": code, "day": write_date(on)}


def _outside(known: Iterable[UnitState], on: date) -> str:
    """Say that a unit, given by its states in order, had not begun on a day or has ended; nothing where neither holds."""
    states = list(known)
    if states and states[0].valid_from > on:
        words = {"name": states[0].name, "day": write_date(states[0].valid_from)}
        return _("%(name)s thành lập từ ngày %(day)s; đề nghị xem từ ngày đó trở đi.") % words
    if states and states[-1].valid_to is not None:
        words = {"name": states[-1].name, "day": write_date(states[-1].valid_to)}
        return _("%(name)s đã kết thúc từ ngày %(day)s; đề nghị xem ở một ngày trước đó.") % words
    return ""


def why_no_home(actor: Actor, *, on: date) -> str:
    """Say why the actor has no unit to start from on a day, and what to do about it."""
    ids = {grant.unit_id for grant in actor.grants}
    if not ids and not actor.everything:
        return _(
            "Tài khoản của đồng chí chưa có vai trò ở đơn vị nào. Đề nghị quản trị của đơn vị giao vai trò."
        )
    states = UnitState.objects.filter(unit_id__in=ids).order_by("unit_id", "valid_from")
    said = [_outside(own, on) for _unit, own in groupby(states, key=lambda state: state.unit_id)]
    if not any(said):
        return _("Không có đơn vị nào để xem vào ngày này.")
    return " ".join(
        (*filter(None, said), _("Muốn làm việc ở đơn vị khác, đề nghị quản trị giao vai trò ở đó."))
    )


def state_asked(actor: Actor, asked: str, *, on: date) -> UnitState:
    """Give the state on a day of the unit that somebody names by its code, or by its whole name with or without marks.

    :raises NotFound: when none is found, or several bear the name.
    """
    name = clean(asked)
    try:
        return state_of(actor, unit_code=name, on=on)
    except NotFound as absent:
        wanted = fold(name)
        seen = _seen(actor, on, None, True, (), name) if wanted else ()
        found = [state for state in seen if wanted in (fold(state.name), fold(state.short_name))]
        if not found and " " not in name:
            raise
        if len(found) != 1:
            raise _unclear(name, found, on) from absent
    return found[0]


def _unclear(name: str, found: Sequence[UnitState], on: date) -> NotFound:
    if found:
        codes = ", ".join(sorted(state.unit.code for state in found))
        message = _("Có nhiều đơn vị tên “%(name)s”; đề nghị ghi mã: %(codes)s.")
        return NotFound(message % {"name": name, "codes": codes})
    message = _("Không có đơn vị nào tên “%(name)s” vào ngày %(day)s trong các đơn vị đồng chí được xem.")
    return NotFound(message % {"name": name[:100], "day": write_date(on)})


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


def states_of(actor: Actor, *, unit_ids: Iterable[int], on: date) -> list[UnitState]:
    """Give the states of that day of these units that may be seen, as the tree is read. One query."""
    found = UnitState.objects.filter(reach(actor, Verb.SEE, on=on), unit_id__in=set(unit_ids))
    return [node.state for node in _preorder(list(found.select_related("unit", "type")))]


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
