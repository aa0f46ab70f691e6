"""Keeping the list of work items: adding one or many, taking off with the way back, the targets that an item serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb, clean
from nhiemky.targets.models import Target
from nhiemky.work import policy
from nhiemky.work.actions.checks import (
    Settled,
    alone,
    fill,
    happened_error,
    number_errors,
    reason_error,
    settle,
    taken_error,
)
from nhiemky.work.models import WorkItem, WorkTarget
from nhiemky.work.vocab import WorkRow


@transaction.atomic
def add_item(actor: Actor, *, unit: Unit, term: Term, row: WorkRow, on: date, now: datetime) -> WorkItem:
    """This function will add one work item at the end of the unit's list, from the day `on` unless the row names another.

    :raises Denied: when the actor keeps no work items there. :raises Invalid: with every field in error.
    :raises Conflict: when somebody else gave the number away meanwhile.
    """
    path = policy.require(actor, Verb.KEEP_WORK, unit=unit)
    settled, errors = _checked(actor, path, unit, term, [row], on, now)
    if errors:
        raise Invalid(*alone(errors))
    item = _insert(unit, term, settled)[0]
    history.record(
        actor, act="work_item.added", object_kind="work_item", object_id=item.pk, branch=path,
        summary=_("Thêm đầu công việc %(number)s") % {"number": item.number},
        before=None, after=row_data(settled[0].row),
    )  # fmt: skip
    return item


@transaction.atomic
def add_items(
    actor: Actor, *, unit: Unit, term: Term, rows: Sequence[WorkRow], on: date, now: datetime
) -> Mapping[str, int]:
    """This function will add many work items in their order, with one line in the ledger, and give their ids by number.

    :raises Denied: when the actor keeps no work items there. :raises Invalid: with every row in error, none is added; a field
        is named "row place (from 0)|field". :raises Conflict: when somebody else gave a number away meanwhile.
    """
    path = policy.require(actor, Verb.KEEP_WORK, unit=unit)
    if not rows:
        raise Invalid(FieldError("", _("Danh sách đầu công việc trống.")))
    settled, errors = _checked(actor, path, unit, term, rows, on, now)
    if errors:
        raise Invalid(*errors)
    items = _insert(unit, term, settled)
    history.record(
        actor, act="work_items.added", object_kind="unit", object_id=unit.pk, branch=path,
        summary=_("Thêm %(count)d đầu công việc") % {"count": len(items)},
        before=None, after={"term": term.label, "items": [row_data(each.row) for each in settled]},
    )  # fmt: skip
    return {item.number: item.pk for item in items}


@transaction.atomic
def remove_item(actor: Actor, *, item: WorkItem, on: date, reason: str, now: datetime) -> WorkItem:
    """This function will take a work item off the list from a day on; it and its reports are kept and can be restored.

    :raises Denied: when the actor keeps no work items there.
    :raises Invalid: without a reason, for a day that has not come or lies before it was assigned, when already removed.
    """
    path = policy.require(actor, Verb.KEEP_WORK, unit=item.unit)
    held = hold(item)
    refuse_removed(held)
    errors = reason_error(reason) + happened_error("on", on, now)
    if on < held.assigned_on:
        message = _("Đầu công việc được giao ngày %(day)s, không thể đưa ra trước ngày đó.")
        errors.append(FieldError("on", message % {"day": write_date(held.assigned_on)}))
    if errors:
        raise Invalid(*errors)
    held.removed_on, held.removed_because = on, clean(reason)
    held.save(update_fields=["removed_on", "removed_because"])
    history.record(
        actor, act="work_item.removed", object_kind="work_item", object_id=held.pk, branch=path,
        summary=_("Đưa đầu công việc %(number)s ra khỏi danh sách") % {"number": held.number},
        before=None, after={"on": on, "reason": held.removed_because},
    )  # fmt: skip
    return held


@transaction.atomic
def restore_item(actor: Actor, *, item: WorkItem, now: datetime) -> WorkItem:
    """This function will bring a removed work item back with its reports, as if it had never been taken off.

    :raises Denied: when the actor keeps no work items there.
    :raises Invalid: when it is in the list, or its number was given to another.
    """
    path = policy.require(actor, Verb.KEEP_WORK, unit=item.unit)
    held = hold(item)
    if held.removed_on is None:
        raise Invalid(FieldError("", _("Đầu công việc đang có trong danh sách.")))
    if held.number in taken_numbers(held.unit, held.term):
        raise Invalid(taken_error(held.number))
    before: Json = {"on": held.removed_on, "reason": held.removed_because}
    held.removed_on, held.removed_because = None, ""
    held.save(update_fields=["removed_on", "removed_because"])
    history.record(
        actor, act="work_item.restored", object_kind="work_item", object_id=held.pk, branch=path,
        summary=_("Khôi phục đầu công việc %(number)s") % {"number": held.number}, before=before, after=None,
    )  # fmt: skip
    return held


@transaction.atomic
def link_targets(actor: Actor, *, item: WorkItem, targets: Sequence[Target], now: datetime) -> WorkItem:
    """This function will set which targets of its unit and term a work item serves, in place of those it served before.

    :raises Denied: when the actor keeps no work items there.
    :raises Invalid: for a target of another unit or term, or one removed; when the item is removed; when nothing changes.
    """
    path = policy.require(actor, Verb.KEEP_WORK, unit=item.unit)
    held = hold(item)
    refuse_removed(held)
    former = dict(WorkTarget.objects.filter(item=held).values_list("target_id", "target__number"))
    wanted = {target.pk: target.number for target in targets}
    known = set(
        Target.objects.filter(
            pk__in=wanted, unit_id=held.unit_id, term_id=held.term_id, removed_at__isnull=True
        ).values_list("pk", flat=True)
    )
    strange = [number for pk, number in wanted.items() if pk not in known | former.keys()]
    if strange:
        message = _("Chỉ tiêu %(numbers)s không có trong danh sách chỉ tiêu của đơn vị.")
        raise Invalid(FieldError("targets", message % {"numbers": ", ".join(strange)}))
    if wanted.keys() == former.keys():
        raise Invalid(FieldError("targets", _("Đầu công việc đã gắn với đúng các chỉ tiêu này.")))
    WorkTarget.objects.filter(item=held).exclude(target_id__in=wanted).delete()
    added = [WorkTarget(item=held, target_id=pk) for pk in wanted if pk not in former]
    WorkTarget.objects.bulk_create(added)
    history.record(
        actor, act="work_item.linked", object_kind="work_item", object_id=held.pk, branch=path,
        summary=_("Gắn đầu công việc %(number)s với chỉ tiêu") % {"number": held.number},
        before={"targets": sorted(former.values())}, after={"targets": sorted(wanted.values())},
    )  # fmt: skip
    return held


def _checked(
    actor: Actor, path: str, unit: Unit, term: Term, rows: Sequence[WorkRow], on: date, now: datetime
) -> tuple[list[Settled], list[FieldError]]:
    settled, errors = settle(actor, path=path, term=term, rows=rows, on=on)
    errors += number_errors([each.row for each in settled], taken_numbers(unit, term))
    for place, each in enumerate(settled):
        errors += happened_error(f"{place}|assigned_on", each.row.assigned_on or on, now)
    return settled, errors


def _insert(unit: Unit, term: Term, settled: Sequence[Settled]) -> list[WorkItem]:
    last = WorkItem.objects.filter(unit=unit, term=term).aggregate(last=Max("position"))["last"] or 0
    items = []
    for place, each in enumerate(settled, last + 1):
        item = WorkItem(unit=unit, term=term, position=place)
        fill(item, each)
        items.append(item)
    try:
        with transaction.atomic():
            return WorkItem.objects.bulk_create(items)
    except IntegrityError as error:
        raise list_changed() from error


def hold(item: WorkItem) -> WorkItem:
    """This function will lock an item until the transaction ends and give it as it stands; a part of an action."""
    rows = WorkItem.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "term", "programme", "lead_unit").get(pk=item.pk)


def refuse_removed(item: WorkItem) -> None:
    """This function will let pass an item that is in the list; a part of an action.

    :raises Invalid: for one that was taken off.
    """
    if item.removed_on is not None:
        message = _("Đầu công việc %(number)s đã được đưa ra khỏi danh sách.") % {"number": item.number}
        raise Invalid(FieldError("", message))


def taken_numbers(unit: Unit, term: Term) -> frozenset[str]:
    """This function will give the numbers of the items in the list; a part of an action."""
    rows = WorkItem.objects.filter(unit=unit, term=term, removed_on__isnull=True)
    return frozenset(rows.values_list("number", flat=True))


def list_changed() -> Conflict:
    """This function will give the refusal for a list that somebody else changed at the same moment."""
    return Conflict(_("Danh sách đầu công việc vừa được người khác sửa. Đề nghị tải lại trang rồi làm lại."))


def row_data(row: WorkRow) -> dict[str, Json]:
    """This function will give a row as JSON for the ledger."""
    return dict(row._asdict())
