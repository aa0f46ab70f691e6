"""Units that merge, split, take a new code or end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.history.queries import hold
from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.actions.placing import lasting
from nhiemky.org.actions.units import UnitDraft, changed_state, facts, found_unit, open_state
from nhiemky.org.models import Position, Succession, Unit, UnitState
from nhiemky.org.policy import Actor, require
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import SuccessionKind, Verb, clean


def _decided(decision: str) -> str:
    """Give the decision as it is kept.

    :raises Invalid: when it is too long.
    """
    kept = clean(decision)
    if len(kept) > 300:
        raise Invalid(FieldError("decision", _("Dài quá %(limit)d ký tự.") % {"limit": 300}))
    return kept


def _moved_along(state: UnitState) -> UnitState:
    """Take back a state that began on the very day only because the unit, or one above it, moved; give the one before, now the last.

    Without this the order in which the acts of one day are entered would decide whether they can be.

    :raises Conflict: for any other beginning on that day.
    """
    on = state.valid_from
    earlier = UnitState.objects.filter(unit=state.unit, valid_to=on).select_related("unit", "type").first()
    place = {word: facts(state)[word] for word in ("valid_from", "valid_to", "path", "parent")}
    if earlier is None or {**facts(earlier), **place} != facts(state):
        raise Conflict(
            _("%(name)s mới có thay đổi trong chính ngày %(day)s nên không thể kết thúc trong ngày đó.")
            % {"name": state.name, "day": write_date(on)}
        )
    UnitState.objects.filter(pk=state.pk).delete()
    return earlier


def _closed(actor: Actor, unit: Unit, on: date) -> UnitState:
    """End the unit and the positions in it on the day; give the state that ended."""
    state = open_state(unit, on=on)
    require(actor, Verb.KEEP_UNITS, state.path)
    if state.valid_from == on:
        state = _moved_along(state)
    UnitState.objects.filter(pk=state.pk).update(valid_to=on)
    held = Position.objects.filter(unit=unit, valid_from__lt=on)
    held.filter(lasting(on)).update(valid_to=on)
    state.valid_to = on
    return state


def _orphans(units: Sequence[Unit], on: date) -> list[UnitState]:
    rows = UnitState.objects.filter(lasting(on), parent__in=units).select_related("unit", "type")
    return list(rows.order_by("official_order", "id"))


def _refuse_orphans(units: Sequence[Unit], on: date) -> None:
    orphans = _orphans(units, on)
    if orphans:
        names = ", ".join(dict.fromkeys(state.short_name for state in orphans[:10]))
        raise Invalid(
            FieldError(
                "on",
                _(
                    "Còn %(count)d đơn vị trực thuộc sau ngày %(day)s: %(names)s. Hãy chuyển hoặc giải thể các đơn vị này trước."
                )
                % {"count": len(orphans), "day": write_date(on), "names": names},
            )
        )


def _standing(actor: Actor, wanted: Unit | UnitDraft, on: date, ending: Sequence[Unit]) -> Unit:
    """Give the unit that carries on: an existing one that holds from the day on, or a new one."""
    parent = wanted.parent if isinstance(wanted, UnitDraft) else None
    if isinstance(wanted, UnitDraft):
        require(actor, Verb.KEEP_UNITS, path_of(parent.pk, on=on) if parent is not None else "/")
        if parent in ending:
            raise Invalid(
                FieldError("parent", _("Đơn vị mới không thể trực thuộc đơn vị kết thúc hoạt động."))
            )
        return found_unit(wanted, on=on).unit
    if wanted in ending:
        raise Invalid(FieldError("successor", _("Một đơn vị không thể vừa kết thúc vừa tiếp nối.")))
    require(actor, Verb.KEEP_UNITS, open_state(wanted, on=on).path)
    return wanted


def _hand_over_children(predecessors: Sequence[Unit], successor: Unit, on: date) -> list[str]:
    """Move what stands directly below the predecessors to the successor on the day; give the names."""
    names = []
    for child in _orphans(predecessors, on):
        if child.valid_to is not None or child.valid_from > on:
            raise Conflict(
                _("%(name)s có thay đổi sau ngày %(day)s. Hãy chuyển đơn vị này trước.")
                % {"name": child.name, "day": write_date(on)}
            )
        if child.unit_id != successor.pk:
            kind, order = child.type, child.official_order
            changed_state(child, on=on, words={}, kind=kind, order=order, parent_id=successor.pk)
            names.append(child.short_name)
    return names


def _follow(
    actor: Actor,
    kind: SuccessionKind,
    predecessors: Sequence[Unit],
    successor: Unit | UnitDraft,
    on: date,
    decision: str,
) -> tuple[Succession, ...]:
    hold()
    decision = _decided(decision)
    ended = [_closed(actor, unit, on) for unit in predecessors]
    unit = _standing(actor, successor, on, predecessors)
    names = _hand_over_children(predecessors, unit, on)
    _refuse_orphans(predecessors, on)
    rows = Succession.objects.bulk_create(
        [
            Succession(predecessor=one, successor=unit, kind=kind.value, on=on, decision=decision)
            for one in predecessors
        ]
    )
    state = open_state(unit, on=on)
    listed = ", ".join(one.name for one in ended)
    record(
        actor,
        act=f"{kind.value}_units",
        object_kind="unit",
        object_id=unit.pk,
        summary=f"{listed} → {state.name} từ ngày {write_date(on)}",
        branch=state.path,
        before=[facts(one) for one in ended],
        after={"decision": decision, "children": names, **facts(state)},
    )
    for one in ended:
        record(
            actor,
            act="end_unit",
            object_kind="unit",
            object_id=one.unit_id,
            summary=f"{one.name} kết thúc ngày {write_date(on)}, tiếp nối: {state.name}",
            branch=one.path,
            before=None,
            after={"on": on, "successor": unit.pk, "kind": kind.value},
        )
    return tuple(rows)


@transaction.atomic
def merge_units(
    actor: Actor, *, predecessors: Sequence[Unit], successor: Unit | UnitDraft, on: date, decision: str = ""
) -> tuple[Succession, ...]:
    """Merge units into another, new or existing, on a day: the predecessors end, what stood below them moves to the
    successor; give one succession for each predecessor.

    An existing successor may itself stand anywhere but below a predecessor.

    :raises Denied: to who does not keep the units of every branch concerned.
    :raises Conflict: when a predecessor has ended, or was changed on or after the day.
    :raises Invalid: for no predecessor, the same one twice, a successor among them, or below one of them.
    """
    if not predecessors or len({unit.pk for unit in predecessors}) < len(predecessors):
        raise Invalid(FieldError("predecessors", _("Hãy chọn các đơn vị sáp nhập, mỗi đơn vị một lần.")))
    return _follow(actor, SuccessionKind.MERGE, predecessors, successor, on, decision)


@transaction.atomic
def rename_unit(
    actor: Actor, *, unit: Unit, successor: UnitDraft, on: date, decision: str = ""
) -> Succession:
    """Give a unit a new code: a new unit follows it on the day and takes over what stood below it; give the succession.

    A new name alone keeps the unit and its code: that is ``change_unit``.

    :raises Denied: to who does not keep the units of both branches.
    :raises Conflict: when the unit has ended, or was changed on or after the day.
    :raises Invalid: for a code that exists.
    """
    return _follow(actor, SuccessionKind.RENAME, [unit], successor, on, decision)[0]


def _part(actor: Actor, wanted: Unit | UnitDraft, on: date, predecessor: Unit, place: int) -> Unit:
    """Give a unit that a split leads to; what is wrong with a new one is said of "successors.PLACE.FIELD", places from 0."""
    try:
        return _standing(actor, wanted, on, [predecessor])
    except Invalid as refusal:
        if not isinstance(wanted, UnitDraft):
            raise
        named = (FieldError(f"successors.{place}.{error.field}", error.message) for error in refusal.errors)
        raise Invalid(*named) from refusal


def _refuse_same_part(predecessor: Unit, parts: Sequence[Unit], on: date) -> None:
    kept = set(
        Succession.objects.filter(predecessor=predecessor, on=on).values_list("successor_id", flat=True)
    )
    for part in parts:
        if part.pk in kept:
            raise Invalid(
                FieldError(
                    "successors",
                    _("Đơn vị mã %(code)s được nêu hai lần trong cùng ngày.") % {"code": part.code},
                )
            )
        kept.add(part.pk)


@transaction.atomic
def split_unit(
    actor: Actor,
    *,
    predecessor: Unit,
    successors: Sequence[Unit | UnitDraft],
    on: date,
    decision: str = "",
    survives: bool = False,
) -> tuple[Succession, ...]:
    """Split a unit into others, new or existing, on a day; it ends unless it survives with what is left; give the successions.

    To which part a unit below belongs nobody can guess: they are moved or ended first.

    :raises Denied: to who does not keep the units of every branch concerned.
    :raises Conflict: when the unit has ended, or was changed on or after the day.
    :raises Invalid: for no successor, the same one twice on that day, or when it ends and units still stand below it; what is
        wrong with the draft of a new one names its place ("successors.1.code").
    """
    if not successors or (len(successors) < 2 and not survives):
        raise Invalid(FieldError("successors", _("Hãy nêu các đơn vị hình thành sau khi chia tách.")))
    hold()
    decision = _decided(decision)
    state = open_state(predecessor, on=on) if survives else _closed(actor, predecessor, on)
    require(actor, Verb.KEEP_UNITS, state.path)
    units = [_part(actor, wanted, on, predecessor, place) for place, wanted in enumerate(successors)]
    _refuse_same_part(predecessor, units, on)
    if not survives:
        _refuse_orphans([predecessor], on)
    kind = SuccessionKind.SPLIT.value
    rows = Succession.objects.bulk_create(
        [
            Succession(predecessor=predecessor, successor=unit, kind=kind, on=on, decision=decision)
            for unit in units
        ]
    )
    parts = [facts(open_state(unit, on=on)) for unit in units]
    record(
        actor,
        act="split_unit",
        object_kind="unit",
        object_id=predecessor.pk,
        summary=f"Chia tách {state.name} từ ngày {write_date(on)}",
        branch=state.path,
        before=facts(state),
        after={"decision": decision, "survives": survives, "successors": parts},
    )
    return tuple(rows)


@transaction.atomic
def dissolve_unit(
    actor: Actor, *, unit: Unit, on: date, decision: str = "", successor: Unit | None = None
) -> Succession:
    """End a unit on a day, with or without a unit that takes over its tasks, and give the succession; its states, figures
    and documents stay readable.

    :raises Denied: to who does not keep the units of its branch.
    :raises Conflict: when it has ended, or was changed on or after the day.
    :raises Invalid: when units still stand below it on that day or later.
    """
    hold()
    decision = _decided(decision)
    state = _closed(actor, unit, on)
    _refuse_orphans([unit], on)
    if successor is not None:
        open_state(successor, on=on)
    row = Succession.objects.create(
        predecessor=unit, successor=successor, kind=SuccessionKind.DISSOLVE.value, on=on, decision=decision
    )
    record(
        actor,
        act="dissolve_unit",
        object_kind="unit",
        object_id=unit.pk,
        summary=f"{state.name} kết thúc ngày {write_date(on)}",
        branch=state.path,
        before=facts(state),
        after={"on": on, "decision": decision, "successor": successor.pk if successor else None},
    )
    return row
