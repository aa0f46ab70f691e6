"""Changing what is stated of work items: one, or those that a file states otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.work import policy
from nhiemky.work.actions.checks import (
    Settled,
    alone,
    fill,
    happened_error,
    in_row,
    number_errors,
    settle,
    today_of,
)
from nhiemky.work.actions.keeping import list_changed, refuse_removed, row_data
from nhiemky.work.models import Progress, WorkItem
from nhiemky.work.queries.stated import STATED, row_of
from nhiemky.work.vocab import WorkRow

_WRITTEN = (*STATED, "programme", "lead_unit", "folded")


@transaction.atomic
def change_item(
    actor: Actor, *, item: WorkItem, row: WorkRow, now: datetime, expected: WorkRow | None = None
) -> WorkItem:
    """This function will make a work item what the row says; the ledger keeps what changed, before and after.

    `expected` is the row that the writer had seen; `assigned_on` None leaves the day as it is.

    :raises Denied: when the actor keeps no work items there.
    :raises Invalid: with every field in error, when nothing changes, when removed.
    :raises Conflict: when the item is no longer as expected.
    """
    path = policy.require(actor, Verb.KEEP_WORK, unit=item.unit)
    seen = None if expected is None else {item.pk: expected}
    try:
        changes = _change(actor, path, item.unit, item.term, {item.pk: row}, seen, now)
    except Invalid as error:
        raise Invalid(*alone(error.errors)) from error
    if not changes:
        raise Invalid(FieldError("", _("Đầu công việc không có gì thay đổi.")))
    held, before, after = changes[0]
    history.record(
        actor, act="work_item.changed", object_kind="work_item", object_id=held.pk, branch=path,
        summary=_("Sửa đầu công việc %(number)s") % {"number": held.number}, before=before, after=after,
    )  # fmt: skip
    return held


@transaction.atomic
def change_items(
    actor: Actor,
    *,
    unit: Unit,
    term: Term,
    rows: Mapping[int, WorkRow],
    now: datetime,
    expected: Mapping[int, WorkRow] | None = None,
) -> int:
    """This function will make many work items, by id, what their rows say, with one line in the ledger; gives how many changed.

    All or nothing; rows that repeat what stands write nothing (no line either, when all do).

    :raises Denied: when the actor keeps no work items there.
    :raises Invalid: with every row in error; a field is named "row place (from 0)|field".
    :raises Conflict: when an item is no longer as expected.
    """
    path = policy.require(actor, Verb.KEEP_WORK, unit=unit)
    changes = _change(actor, path, unit, term, rows, expected, now)
    if changes:
        history.record(
            actor, act="work_items.changed", object_kind="unit", object_id=unit.pk, branch=path,
            summary=_("Sửa %(count)d đầu công việc") % {"count": len(changes)},
            before={"items": [{"id": held.pk, **before} for held, before, _after in changes]},
            after={"items": [{"id": held.pk, **after} for held, _before, after in changes]},
        )  # fmt: skip
    return len(changes)


_Change = tuple[WorkItem, dict[str, Json], dict[str, Json]]


def _change(
    actor: Actor,
    path: str,
    unit: Unit,
    term: Term,
    rows: Mapping[int, WorkRow],
    expected: Mapping[int, WorkRow] | None,
    now: datetime,
) -> list[_Change]:
    listed = WorkItem.objects.select_for_update(of=("self",)).filter(unit=unit, term=term, pk__in=rows)
    items = {item.pk: item for item in listed.select_related("programme", "lead_unit").order_by("pk")}
    _refuse_strange(items, rows)
    former = {pk: row_of(item) for pk, item in items.items()}
    for pk, seen in (expected or {}).items():
        if former[pk] != seen:
            raise _changed_meanwhile(former[pk].number)
    stated = [
        row if row.assigned_on else row._replace(assigned_on=former[pk].assigned_on)
        for pk, row in rows.items()
    ]
    held = {place: items[pk] for place, pk in enumerate(rows)}
    settled, errors = settle(actor, path=path, term=term, rows=stated, on=today_of(now), held=held)
    others = WorkItem.objects.filter(unit=unit, term=term, removed_on__isnull=True).exclude(pk__in=rows)
    taken = frozenset(others.values_list("number", flat=True))
    errors += number_errors([each.row for each in settled], taken) + _day_errors(
        items, settled, list(rows), now
    )
    if errors:
        raise Invalid(*errors)
    changed = {pk: each for pk, each in zip(rows, settled, strict=True) if each.row != former[pk]}
    _write(items, former, changed)
    return [(items[pk], *_difference(former[pk], each.row)) for pk, each in changed.items()]


def _refuse_strange(items: Mapping[int, WorkItem], rows: Mapping[int, WorkRow]) -> None:
    message = _("Không có đầu công việc này trong danh sách của đơn vị.")
    strange = [FieldError(f"{place}|item_id", message) for place, pk in enumerate(rows) if pk not in items]
    if strange:
        raise Invalid(*strange)
    for item in items.values():
        refuse_removed(item)


def _day_errors(
    items: Mapping[int, WorkItem], settled: list[Settled], ids: list[int], now: datetime
) -> list[FieldError]:
    moved = {
        pk: (place, each.row.assigned_on)
        for place, (pk, each) in enumerate(zip(ids, settled, strict=True))
        if each.row.assigned_on is not None and each.row.assigned_on != items[pk].assigned_on
    }
    if not moved:
        return []
    reports = Progress.objects.filter(item_id__in=moved).values_list("item_id")
    first = dict(reports.annotate(first=Min("on")))
    errors = []
    for pk, (place, day) in moved.items():
        errors += happened_error(f"{place}|assigned_on", day, now)
        if pk in first and first[pk] < day:
            message = _("Đã có báo cáo ngày %(day)s, trước ngày giao việc.") % {"day": write_date(first[pk])}
            errors.append(in_row(place, FieldError("assigned_on", message)))
    return errors


def _write(
    items: Mapping[int, WorkItem], former: Mapping[int, WorkRow], changed: Mapping[int, Settled]
) -> None:
    renumbered = [pk for pk, each in changed.items() if each.row.number != former[pk].number]
    for pk in renumbered if len(renumbered) > 1 else ():
        # numbers may change places: each is set aside first, so that no two are ever the same
        WorkItem.objects.filter(pk=pk).update(number=f"~{pk}")
    for pk, each in changed.items():
        fill(items[pk], each)
    try:
        with transaction.atomic():
            WorkItem.objects.bulk_update([items[pk] for pk in changed], _WRITTEN, batch_size=40)
    except IntegrityError as error:
        raise list_changed() from error


def _difference(former: WorkRow, row: WorkRow) -> tuple[dict[str, Json], dict[str, Json]]:
    before, after = row_data(former), row_data(row)
    changed = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def _changed_meanwhile(number: str) -> Conflict:
    message = _("Đầu công việc %(number)s vừa được người khác sửa. Đề nghị tải lại trang rồi sửa lại.")
    return Conflict(message % {"number": number})
