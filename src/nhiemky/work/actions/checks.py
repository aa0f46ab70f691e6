"""What must hold of a work item before it is written; messages in words for the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.history.vocab import FieldError
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import search_key
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import clean
from nhiemky.work.models import WorkItem
from nhiemky.work.queries.stated import STATED, Programme, programmes
from nhiemky.work.vocab import WorkRow, clean_text

_LABELS = {
    "number": "Số thứ tự",
    "name": "Nội dung đầu công việc",
    "code": "Mã",
    "group": "Nhóm",
    "lead": "Đơn vị chủ trì",
    "supporting": "Đơn vị phối hợp",
    "product": "Sản phẩm",
    "note": "Ghi chú",
}
_LONGEST_TEXT = 2000
_YEARS_AFTER = 10


class Settled(NamedTuple):
    """A stated row as it is kept, with the ids that its programme and its leading unit stand for."""

    row: WorkRow
    programme_id: int | None
    lead_unit_id: int | None


def today_of(now: datetime) -> date:
    """This function will give the day of a moment where the office is."""
    return timezone.localtime(now).date()


def settle(
    actor: Actor,
    *,
    path: str,
    term: Term,
    rows: Sequence[WorkRow],
    on: date,
    held: Mapping[int, WorkItem] | None = None,
) -> tuple[list[Settled], list[FieldError]]:
    """This function will give rows as they are kept, with everything that is wrong; fields are named "row place|field".

    `held` are the items that the rows (by place) would change: what stands in them needs not be found anew.
    """
    standing = held or {}
    cleaned = [cleaned_row(row, on=on) for row in rows]
    symbols = {row.programme for row in cleaned if row.programme}
    codes = {row.lead_unit for row in cleaned if row.lead_unit}
    found = programmes(actor, path=path, term=term, symbols=symbols) if symbols else {}
    units = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
    settled, errors = [], []
    for place, row in enumerate(cleaned):
        wrong = row_errors(row, term)
        programme = _programme(row, standing.get(place), found)
        if programme.problem:
            wrong.append(FieldError("programme", programme.problem))
        if row.lead_unit and row.lead_unit not in units:
            wrong.append(FieldError("lead_unit", _("Không có đơn vị mã %(code)s.") % {"code": row.lead_unit}))
        errors += [in_row(place, error) for error in wrong]
        settled.append(Settled(row, programme.id, units.get(row.lead_unit)))
    return settled, errors


def _programme(row: WorkRow, item: WorkItem | None, found: Mapping[str, Programme]) -> Programme:
    if not row.programme:
        return Programme(None)
    if item is not None and item.programme is not None and item.programme.symbol == row.programme:
        return Programme(item.programme_id)
    return found[row.programme]


def cleaned_row(row: WorkRow, *, on: date) -> WorkRow:
    """This function will give a row as it is kept: texts cleaned, assigned on the day where it names none."""
    return row._replace(
        number=clean(row.number),
        code=clean(row.code),
        group=clean(row.group),
        lead=clean(row.lead),
        supporting=clean(row.supporting),
        programme=clean(row.programme),
        product=clean(row.product),
        lead_unit=clean(row.lead_unit),
        name=clean_text(row.name),
        note=clean_text(row.note),
        assigned_on=row.assigned_on or on,
    )


def row_errors(row: WorkRow, term: Term) -> list[FieldError]:
    """This function will list what is wrong with a cleaned row by itself."""
    errors = []
    if not row.number:
        errors.append(FieldError("number", _("Chưa ghi số thứ tự của đầu công việc.")))
    if not row.name:
        errors.append(FieldError("name", _("Chưa ghi nội dung đầu công việc.")))
    for field, label in _LABELS.items():
        length = longest(field)
        if len(getattr(row, field)) > length:
            message = _("%(label)s dài quá %(length)d ký tự.") % {"label": _(label), "length": length}
            errors.append(FieldError(field, message))
    return errors + _date_errors(row, term)


def longest(field: str) -> int:
    """This function will give how long a text of a work item may be."""
    column = WorkItem._meta.get_field(field)
    return (isinstance(column, models.Field) and column.max_length) or _LONGEST_TEXT


def _date_errors(row: WorkRow, term: Term) -> list[FieldError]:
    errors = []
    first, last = term.first_year - 1, term.last_year
    if row.assigned_on is not None and not first <= row.assigned_on.year <= last:
        errors.append(FieldError("assigned_on", _("Ngày giao việc nằm ngoài nhiệm kỳ.")))
    for field, label, day in (
        ("starts_on", _("Ngày bắt đầu"), row.starts_on),
        ("due_on", _("Hạn hoàn thành"), row.due_on),
    ):
        if day is not None and not first <= day.year <= last + _YEARS_AFTER:
            errors.append(FieldError(field, _("%(label)s nằm ngoài nhiệm kỳ.") % {"label": label}))
    if row.starts_on is not None and row.due_on is not None and row.due_on < row.starts_on:
        words = {"due": write_date(row.due_on), "start": write_date(row.starts_on)}
        errors.append(FieldError("due_on", _("Hạn hoàn thành %(due)s trước ngày bắt đầu %(start)s.") % words))
    return errors


def number_errors(rows: Sequence[WorkRow], taken: frozenset[str]) -> list[FieldError]:
    """This function will list the rows whose number stands twice among them or is taken in the list."""
    seen: set[str] = set(taken)
    errors = []
    for place, row in enumerate(rows):
        if row.number and row.number in seen:
            errors.append(in_row(place, taken_error(row.number)))
        seen.add(row.number)
    return errors


def taken_error(number: str) -> FieldError:
    """This function will say that a number belongs to another item."""
    return FieldError("number", _("Số thứ tự %(number)s đã có đầu công việc khác.") % {"number": number})


def happened_error(field: str, on: date, now: datetime) -> list[FieldError]:
    """This function will say that a day has not come yet; nothing for one that has."""
    if on <= today_of(now):
        return []
    return [FieldError(field, _("Ngày %(day)s chưa tới.") % {"day": write_date(on)})]


def reason_error(reason: str) -> list[FieldError]:
    """This function will say what is wrong with a reason for taking an item off the list; nothing for a good one."""
    length = longest("removed_because")
    if not clean(reason):
        return [FieldError("reason", _("Chưa ghi lý do đưa đầu công việc ra khỏi danh sách."))]
    if len(clean(reason)) > length:
        return [FieldError("reason", _("Lý do dài quá %(length)d ký tự.") % {"length": length})]
    return []


def in_row(place: int, error: FieldError) -> FieldError:
    """This function will name the row (from 0) that an error is in."""
    return FieldError(f"{place}|{error.field}", error.message)


def alone(errors: Sequence[FieldError]) -> list[FieldError]:
    """This function will name the fields of the only row plainly."""
    return [FieldError(error.field.partition("|")[2], error.message) for error in errors]


def fill(item: WorkItem, settled: Settled) -> None:
    """This function will make an item what the row says."""
    row = settled.row
    for name in STATED:
        setattr(item, name, getattr(row, name))
    item.programme_id, item.lead_unit_id = settled.programme_id, settled.lead_unit_id
    item.folded = search_key(f"{row.number} {row.code} {row.name} {row.lead} {row.supporting}")
