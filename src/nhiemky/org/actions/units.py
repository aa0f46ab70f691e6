"""Founding and changing units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.history.queries import hold
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.viet.collate import sort_key
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.actions.placing import Stretch, copied, ends_after, lasting, pieces, rewrite_below, stretches
from nhiemky.org.models import Unit, UnitState, UnitType
from nhiemky.org.policy import Actor, require
from nhiemky.org.queries import common_path, path_of
from nhiemky.org.vocab import LARGEST_ORDER, Verb, clean

WORDS = {"name": 200, "short_name": 100, "committee_name": 200, "symbol": 20, "place": 100}


@dataclass(frozen=True)
class UnitDraft:
    """A unit that is to be founded: code of the official list, code of its type, its parent (none for a root), names, order."""

    code: str
    type_code: str
    parent: Unit | None
    name: str
    short_name: str
    committee_name: str
    symbol: str
    place: str
    official_order: int = 0
    illustrative: bool = False


def facts(state: UnitState) -> dict[str, Json]:
    """Give what the ledger keeps of a state."""
    return {
        "unit": state.unit_id,
        "valid_from": state.valid_from,
        "valid_to": state.valid_to,
        "path": state.path,
        "parent": state.parent_id,
        "type": state.type.code,
        "official_order": state.official_order,
        **{word: getattr(state, word) for word in WORDS},
    }


def check_words(values: dict[str, str]) -> None:
    """Let pass names that are given and fit.

    :raises Invalid: naming every empty or overlong one.
    """
    errors: list[FieldError] = []
    for word, value in values.items():
        limit = WORDS[word]
        if not value:
            errors.append(FieldError(word, _("Hãy nhập nội dung.")))
        elif len(value) > limit:
            errors.append(FieldError(word, _("Dài quá %(limit)d ký tự.") % {"limit": limit}))
    if errors:
        raise Invalid(*errors)


def check_order(order: int) -> None:
    """Let pass a place in the official order.

    :raises Invalid: for a negative one, or one that no database keeps.
    """
    if not 0 <= order <= LARGEST_ORDER:
        raise Invalid(
            FieldError("official_order", _("Thứ tự là số từ 0 đến %(most)d.") % {"most": LARGEST_ORDER})
        )


def type_of(code: str) -> UnitType:
    """Give the type of units with the code.

    :raises Invalid: when there is none.
    """
    found = UnitType.objects.filter(code=code).first()
    if found is None:
        raise Invalid(FieldError("type_code", _("Không có loại đơn vị %(code)s.") % {"code": code}))
    return found


def refuse_same_name(state: UnitState) -> None:
    """Let pass a unit whose name no other unit directly below the same parent bears from the day it begins.

    :raises Invalid: when one does.
    """
    beside = UnitState.objects.filter(lasting(state.valid_from), parent_id=state.parent_id)
    names = beside.exclude(unit_id=state.unit_id).values_list("name", flat=True)
    # compared here, because SQLite knows small and capital letters of ASCII only
    if state.name.casefold() in {name.casefold() for name in names}:
        raise Invalid(
            FieldError("name", _("Đã có đơn vị tên %(name)s cùng cấp trên.") % {"name": state.name})
        )


def above(parent_id: int | None, *, since: date) -> list[Stretch]:
    """Give where the parent stands from the day on; above a root there is the bare "/" for ever."""
    return (
        [Stretch(date.min, None, "/")]
        if parent_id is None
        else stretches([parent_id], since=since)[parent_id]
    )


def found_unit(draft: UnitDraft, *, on: date) -> UnitState:
    """Keep a new unit with its state (several where its parent moves later) and give the first; no policy, no ledger."""
    words = {word: clean(getattr(draft, word)) for word in WORDS}
    code = clean(draft.code)
    check_words(words)
    check_order(draft.official_order)
    if not code or len(code) > 40 or "/" in code:
        raise Invalid(FieldError("code", _("Mã đơn vị có từ 1 đến 40 ký tự và không có dấu /.")))
    if Unit.objects.filter(code__iexact=code).exists():
        raise Invalid(FieldError("code", _("Mã đơn vị %(code)s đã có.") % {"code": code}))
    kind = type_of(draft.type_code)
    unit = Unit.objects.create(code=code, illustrative=draft.illustrative)
    state = UnitState(
        unit=unit,
        valid_from=on,
        parent=draft.parent,
        type=kind,
        official_order=draft.official_order,
        **words,
    )
    set_search_keys(state)
    refuse_same_name(state)
    parts = pieces(unit.pk, start=on, end=None, above=above(state.parent_id, since=on), name=state.name)
    return UnitState.objects.bulk_create([copied(state, stretch) for stretch in parts])[0]


def set_search_keys(state: UnitState) -> None:
    """Set the keys by which the state is sorted and found."""
    state.sort_key = sort_key(state.short_name)[:600]
    words = f"{state.name} {state.short_name} {state.committee_name} {state.unit.code}"
    state.folded = " ".join(dict.fromkeys(fold(words).split()))[:300]


@transaction.atomic
def add_unit(
    actor: Actor,
    *,
    code: str,
    type_code: str,
    parent: Unit | None,
    valid_from: date,
    name: str,
    short_name: str,
    committee_name: str,
    symbol: str,
    place: str,
    official_order: int = 0,
    illustrative: bool = False,
) -> UnitState:
    """Found a unit below a parent (a root without one) from a day on, and give its state.

    :raises Denied: to who does not keep the units of the parent's branch; a root is founded by the system only.
    :raises Invalid: for a code that exists, a name that a unit beside it bears, or a parent that does not hold from that day on.
    """
    require(actor, Verb.KEEP_UNITS, path_of(parent.pk, on=valid_from) if parent is not None else "/")
    hold()
    draft = UnitDraft(
        code, type_code, parent, name, short_name, committee_name, symbol, place, official_order, illustrative
    )
    state = found_unit(draft, on=valid_from)
    record(
        actor,
        act="add_unit",
        object_kind="unit",
        object_id=state.unit_id,
        summary=f"Thành lập {state.name} từ ngày {write_date(valid_from)}",
        branch=state.path,
        before=None,
        after={"code": state.unit.code, **facts(state)},
    )
    return state


def open_state(unit: Unit, *, on: date) -> UnitState:
    """Give the state of the unit that has no end.

    :raises Conflict: when the unit has ended, or was last changed after the day.
    """
    state = UnitState.objects.filter(unit=unit, valid_to__isnull=True).select_related("unit", "type").first()
    if state is None:
        raise Conflict(_("Đơn vị mã %(code)s đã kết thúc hoạt động.") % {"code": unit.code})
    if on < state.valid_from:
        raise Conflict(
            _("%(name)s đã có thay đổi từ ngày %(day)s. Hãy chọn ngày đó hoặc ngày sau đó.")
            % {"name": state.name, "day": write_date(state.valid_from)}
        )
    return state


@transaction.atomic
def change_unit(
    actor: Actor,
    *,
    unit: Unit,
    on: date,
    name: str | None = None,
    short_name: str | None = None,
    committee_name: str | None = None,
    symbol: str | None = None,
    place: str | None = None,
    type_code: str | None = None,
    official_order: int | None = None,
    parent: Unit | None = None,
) -> UnitState:
    """Change name, type, order or parent of a unit from a day on, and give the state of that day; what is not given stays.

    The state before ends on that day; a state that began on the very day is corrected in place. With a new parent the whole
    branch moves.

    :raises Denied: to who does not keep the units of its branch, and of the new parent's.
    :raises Conflict: when the unit has ended or was last changed after the day.
    :raises Invalid: when nothing changes, for a name borne beside it, a parent below the unit itself or one that ends.
    """
    hold()
    state = open_state(unit, on=on)
    require(actor, Verb.KEEP_UNITS, state.path)
    if parent is not None:
        require(actor, Verb.KEEP_UNITS, path_of(parent.pk, on=on))
    before = facts(state)
    given = dict(zip(WORDS, (name, short_name, committee_name, symbol, place), strict=True))
    words = {word: clean(value) for word, value in given.items() if value is not None}
    check_words(words)
    kind = state.type if type_code is None else type_of(type_code)
    order = state.official_order if official_order is None else official_order
    check_order(order)
    changed = changed_state(
        state, on=on, words=words, kind=kind, order=order, parent_id=parent.pk if parent else None
    )
    record(
        actor,
        act="change_unit",
        object_kind="unit",
        object_id=unit.pk,
        summary=f"Thay đổi {changed.name} từ ngày {write_date(on)}",
        branch=changed.path,
        before=before,
        after=facts(changed),
    )
    return changed


def changed_state(
    state: UnitState, *, on: date, words: dict[str, str], kind: UnitType, order: int, parent_id: int | None
) -> UnitState:
    """Keep the changes of an open state from the day on and rewrite the branch; give the state of that day; no policy, no ledger."""
    wanted = copied(state, Stretch(on, None, state.path))
    for word, value in words.items():
        setattr(wanted, word, value)
    wanted.type, wanted.official_order = kind, order
    moved = parent_id is not None and parent_id != state.parent_id
    if moved:
        wanted.parent_id = parent_id
    if {**facts(wanted), "valid_from": None} == {**facts(state), "valid_from": None}:
        raise Invalid(FieldError("", _("Không có gì thay đổi.")))
    set_search_keys(wanted)
    refuse_same_name(wanted)
    parts = pieces(
        state.unit_id, start=on, end=None, above=above(wanted.parent_id, since=on), name=wanted.name
    )
    if ends_after(on, state.valid_from):
        UnitState.objects.filter(pk=state.pk).update(valid_to=on)
    else:
        UnitState.objects.filter(pk=state.pk).delete()
    kept = UnitState.objects.bulk_create([copied(wanted, stretch) for stretch in parts])
    if moved:
        rewrite_below([state.unit_id], since=on)
    return kept[0]


@transaction.atomic
def add_unit_type(actor: Actor, *, code: str, name: str, rank: int, state_body: bool = False) -> UnitType:
    """Keep a type of units; rank 1 is the highest level.

    :raises Denied: to all but who keeps a root.
    :raises Invalid: when the code or the name exists, a field is empty or too long, or the rank is not from 1 to 99.
    """
    require(actor, Verb.KEEP_UNITS, common_path(actor))
    code, name = clean(code), clean(name)
    if not code or not name:
        raise Invalid(FieldError("code", _("Hãy nhập mã và tên loại đơn vị.")))
    if len(code) > 40 or len(name) > 100:
        raise Invalid(FieldError("code", _("Mã loại đơn vị dài quá 40 ký tự hoặc tên dài quá 100 ký tự.")))
    if not 1 <= rank <= 99:
        raise Invalid(FieldError("rank", _("Cấp là số từ 1 đến 99.")))
    if UnitType.objects.filter(code=code).exists():
        raise Invalid(FieldError("code", _("Mã loại đơn vị %(code)s đã có.") % {"code": code}))
    if UnitType.objects.filter(name=name).exists():
        raise Invalid(FieldError("name", _("Loại đơn vị %(name)s đã có.") % {"name": name}))
    kind = UnitType.objects.create(code=code, name=name, rank=rank, state_body=state_body)
    record(
        actor,
        act="add_unit_type",
        object_kind="unit_type",
        object_id=kind.pk,
        summary=f"Thêm loại đơn vị {kind.name}",
        branch="/",
        before=None,
        after={"code": kind.code, "name": kind.name, "rank": rank, "state_body": state_body},
    )
    return kind
