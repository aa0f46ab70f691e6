"""Keeping the list of targets: adding one or many, changing, removing with the way back, planned values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets import policy
from nhiemky.targets.actions.checks import are_sound, phased_errors, target_errors, whole, whole_target
from nhiemky.targets.actions.inserting import Stored, insert_columns, insert_rows, update_rows
from nhiemky.targets.models import PhasedValue, Target
from nhiemky.targets.queries.stated import STATED, row_of
from nhiemky.targets.vocab import TargetRow, WholeTarget


@transaction.atomic
def add_target(actor: Actor, *, unit: Unit, term: Term, row: TargetRow) -> Target:
    """This function will add one target at the end of the unit's list.

    :raises Denied: when the actor keeps no targets there. :raises Invalid: with every field in error.
    """
    path = policy.require(actor, Verb.KEEP_TARGETS, unit=unit)
    ids = insert_targets(unit, term, whole_targets([row]))
    target = Target.objects.get(pk=ids[row.number])
    history.record(
        actor, act="target.added", object_kind="target", object_id=target.pk, branch=path,
        summary=_("Thêm chỉ tiêu %(number)s") % {"number": row.number}, before=None, after=row_data(row),
    )  # fmt: skip
    return target


@transaction.atomic
def add_targets(actor: Actor, *, unit: Unit, term: Term, rows: Sequence[TargetRow]) -> Mapping[str, int]:
    """This function will add many targets in their order, with one line in the ledger, and give their ids by number.

    :raises Denied: when the actor keeps no targets there. :raises Invalid: with every row in error, none is added.
    """
    path = policy.require(actor, Verb.KEEP_TARGETS, unit=unit)
    if not rows:
        raise Invalid(FieldError("", _("Danh sách chỉ tiêu trống.")))
    ids = insert_targets(unit, term, whole_targets(rows))
    history.record(
        actor, act="targets.added", object_kind="unit", object_id=unit.pk, branch=path,
        summary=_("Thêm %(count)d chỉ tiêu") % {"count": len(rows)},
        before=None, after={"targets": [row_data(row) for row in rows]},
    )  # fmt: skip
    return ids


@transaction.atomic
def change_target(
    actor: Actor, *, target: Target, row: TargetRow, expected: TargetRow | None = None
) -> Target:
    """This function will make a target what the row says; the ledger keeps what changed, before and after.

    `expected` is the row that the writer had seen.

    :raises Denied: when the actor keeps no targets there. :raises Invalid: with every field in error, or removed.
    :raises Conflict: when the target is no longer as expected.
    """
    path = policy.require(actor, Verb.KEEP_TARGETS, unit=target.unit)
    held = Target.objects.select_for_update().get(pk=target.pk)
    refuse_removed(held)
    former = row_of(held)
    if expected is not None and former != expected:
        raise Conflict(_("Chỉ tiêu vừa được người khác sửa. Đề nghị tải lại trang rồi sửa lại."))
    numbers = _numbers(held.unit, held.term)
    stated, errors = whole_target(row)
    errors += target_errors(stated, held.term)
    if numbers.get(row.number, held.pk) != held.pk:
        errors.append(_taken(row.number))
    parent_id = _parent_id(row, numbers, errors, held.pk)
    if errors:
        raise Invalid(*errors)
    fill_target(held, row, parent_id)
    held.save()
    write_phased({held.pk: stated.phased}, replace=True)
    before, after = row_data(former), row_data(row)
    changed = [name for name in after if before[name] != after[name]]
    history.record(
        actor, act="target.changed", object_kind="target", object_id=held.pk, branch=path,
        summary=_("Sửa chỉ tiêu %(number)s") % {"number": row.number},
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
    return held


@transaction.atomic
def remove_target(actor: Actor, *, target: Target, reason: str, now: datetime) -> Target:
    """This function will take a target out of the list; it and its figures are kept and can be restored.

    :raises Denied: when the actor keeps no targets there.
    :raises Invalid: without a reason, when already removed, or while it has sub-targets.
    """
    path = policy.require(actor, Verb.KEEP_TARGETS, unit=target.unit)
    held = Target.objects.select_for_update().get(pk=target.pk)
    refuse_removed(held)
    if not reason.strip():
        raise Invalid(FieldError("reason", _("Chưa ghi lý do đưa chỉ tiêu ra khỏi danh sách.")))
    if Target.objects.filter(parent=held, removed_at__isnull=True).exists():
        raise Invalid(
            FieldError("", _("Chỉ tiêu còn chỉ tiêu thành phần; đề nghị đưa các chỉ tiêu đó ra trước."))
        )
    held.removed_at = now
    held.save(update_fields=["removed_at"])
    history.record(
        actor, act="target.removed", object_kind="target", object_id=held.pk, branch=path,
        summary=_("Đưa chỉ tiêu %(number)s ra khỏi danh sách") % {"number": held.number},
        before=row_data(row_of(held)), after={"reason": reason},
    )  # fmt: skip
    return held


@transaction.atomic
def restore_target(actor: Actor, *, target: Target) -> Target:
    """This function will bring a removed target back with its figures.

    :raises Denied: when the actor keeps no targets there.
    :raises Invalid: when it is in the list, its number was given to another, or its parent target is removed.
    """
    path = policy.require(actor, Verb.KEEP_TARGETS, unit=target.unit)
    held = Target.objects.select_for_update().get(pk=target.pk)
    if held.removed_at is None:
        raise Invalid(FieldError("", _("Chỉ tiêu đang có trong danh sách.")))
    numbers = _numbers(held.unit, held.term)
    if held.number in numbers:
        raise Invalid(_taken(held.number))
    if held.parent_id is not None and held.parent_id not in numbers.values():
        raise Invalid(
            FieldError("", _("Chỉ tiêu cha không còn trong danh sách; đề nghị khôi phục chỉ tiêu cha trước."))
        )
    held.removed_at = None
    held.save(update_fields=["removed_at"])
    history.record(
        actor, act="target.restored", object_kind="target", object_id=held.pk, branch=path,
        summary=_("Khôi phục chỉ tiêu %(number)s") % {"number": held.number},
        before=None, after=row_data(row_of(held)),
    )  # fmt: skip
    return held


@transaction.atomic
def set_phased_values(actor: Actor, *, target: Target, values: Mapping[int, Decimal]) -> Target:
    """This function will set the values planned for the years (phân kỳ), in place of those planned before.

    :raises Denied: when the actor keeps no targets there. :raises Invalid: with every year in error, or removed.
    """
    path = policy.require(actor, Verb.KEEP_TARGETS, unit=target.unit)
    held = Target.objects.select_for_update().get(pk=target.pk)
    refuse_removed(held)
    planned = sorted(values.items())
    errors = phased_errors([year for year, _value in planned], held.term)
    stored = [(year, whole(value, f"phased_{year}", errors) or 0) for year, value in planned]
    if errors:
        raise Invalid(*errors)
    before = row_data(row_of(held))["phased"]
    write_phased({held.pk: stored}, replace=True)
    history.record(
        actor, act="target.phased", object_kind="target", object_id=held.pk, branch=path,
        summary=_("Đặt phân kỳ của chỉ tiêu %(number)s") % {"number": held.number},
        before={"phased": before}, after={"phased": [[year, value] for year, value in planned]},
    )  # fmt: skip
    return held


def whole_targets(rows: Sequence[TargetRow]) -> list[WholeTarget]:
    """This function will give stated targets in whole millionths; a part of an action.

    :raises Invalid: with every number in error; a field is named "row place (from 0)|field".
    """
    read = [whole_target(row) for row in rows]
    faults = [_in_row(place, error) for place, (_row, errors) in enumerate(read) for error in errors]
    if faults:
        raise Invalid(*faults)
    return [row for row, _errors in read]


def insert_targets(unit: Unit, term: Term, rows: Sequence[WholeTarget]) -> Mapping[str, int]:
    """This function will check and insert targets and give all ids of the list by number; a part of an action.

    :raises Invalid: with every row in error; a field is named "row place (from 0)|field".
    :raises Conflict: when somebody else gave one of the numbers away meanwhile.
    """
    errors = _row_errors(rows, term, _numbers(unit, term))
    if errors:
        raise Invalid(*errors)
    last = Target.objects.filter(unit=unit, term=term).aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            insert_columns(Target, _columns(rows, unit.pk, term.pk, last + 1))
    except IntegrityError as error:
        raise Conflict(
            _("Danh sách chỉ tiêu vừa được người khác sửa. Đề nghị tải lại trang rồi làm lại.")
        ) from error
    ids = _numbers(unit, term)
    parents = [(ids[row.parent_number], ids[row.number]) for row in rows if row.parent_number is not None]
    if parents:
        update_rows(Target, "parent_id", parents)
    write_phased({ids[row.number]: row.phased for row in rows if row.phased}, replace=False)
    return ids


def _row_errors(rows: Sequence[WholeTarget], term: Term, taken: Mapping[str, int]) -> list[FieldError]:
    errors: list[FieldError] = []
    numbers: set[str] = set()
    stated = {row.number for row in rows}
    if len(stated) == len(rows) and stated.isdisjoint(taken) and are_sound(rows, term):
        return errors
    for place, row in enumerate(rows):
        found = target_errors(row, term)
        if row.number in numbers or row.number in taken:
            found.append(_taken(row.number))
        numbers.add(row.number)
        if (
            row.parent_number is not None
            and row.parent_number not in stated
            and row.parent_number not in taken
        ):
            found.append(_no_parent(row.parent_number))
        errors += [_in_row(place, error) for error in found]
    return errors


def _in_row(place: int, error: FieldError) -> FieldError:
    return FieldError(f"{place}|{error.field}", error.message)


def row_data(row: TargetRow) -> dict[str, Json]:
    """This function will give a row as JSON for the ledger."""
    return {name: value for name, value in row._asdict().items() if name != "phased"} | {
        "phased": [[year, value] for year, value in row.phased]
    }


def _columns(
    rows: Sequence[WholeTarget], unit_id: int, term_id: int, position: int
) -> dict[str, Sequence[Stored]]:
    stated: dict[str, Sequence[Stored]] = dict(zip(WholeTarget._fields, zip(*rows, strict=True), strict=True))
    del stated["parent_number"], stated["phased"]
    nothing = [None] * len(rows)
    return stated | {
        "unit_id": [unit_id] * len(rows), "term_id": [term_id] * len(rows), "resolution_id": nothing,
        "position": range(position, position + len(rows)), "parent_id": nothing,
        "folded": [fold(row.name) for row in rows], "removed_at": nothing,
    }  # fmt: skip


def fill_target(target: Target, row: TargetRow, parent_id: int | None) -> None:
    """This function will put a stated target into its row, without saving it; a part of an action."""
    for name in STATED:
        setattr(target, name, getattr(row, name))
    target.comparator = row.comparator.value
    target.kind = row.kind.value if row.kind else ""
    target.method = row.method.value if row.method else ""
    target.roll_up = row.roll_up.value
    target.parent_id = parent_id
    target.folded = fold(row.name)


def write_phased(planned: Mapping[int, Iterable[tuple[int, int]]], *, replace: bool) -> None:
    """This function will write the planned values of targets, in whole millionths by id; a part of an action."""
    if replace:
        PhasedValue.objects.filter(target_id__in=planned).delete()
    rows = [(target, year, value) for target, years in planned.items() for year, value in years]
    if rows:
        insert_rows(PhasedValue, ("target_id", "year", "value"), rows)


def _numbers(unit: Unit, term: Term) -> dict[str, int]:
    rows = Target.objects.filter(unit=unit, term=term, removed_at__isnull=True)
    return dict(rows.values_list("number", "id").iterator(chunk_size=5000))


def _parent_id(row: TargetRow, numbers: Mapping[str, int], errors: list[FieldError], own: int) -> int | None:
    if row.parent_number is None:
        return None
    parent = numbers.get(row.parent_number)
    if parent is None:
        errors.append(_no_parent(row.parent_number))
        return None
    above: int | None = parent
    while above is not None:
        if above == own:
            errors.append(
                FieldError("parent_number", _("Chỉ tiêu không thể thuộc về chỉ tiêu thành phần của nó."))
            )
            return None
        above = Target.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    return parent


def refuse_removed(target: Target) -> None:
    """This function will let pass a target that is in the list.

    :raises Invalid: for one that was taken out.
    """
    if target.removed_at is not None:
        raise Invalid(FieldError("", _("Chỉ tiêu đã được đưa ra khỏi danh sách; đề nghị khôi phục trước.")))


def _taken(number: str) -> FieldError:
    return FieldError("number", _("Số thứ tự %(number)s đã có chỉ tiêu khác.") % {"number": number})


def _no_parent(number: str) -> FieldError:
    return FieldError(
        "parent_number", _("Không có chỉ tiêu số %(number)s để chứa chỉ tiêu này.") % {"number": number}
    )
