"""Writing what the preview of a file of work items showed: the part of confirming a file that is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.intake import policy
from nhiemky.intake.models import Batch
from nhiemky.intake.queries import work_rows_of
from nhiemky.intake.vocab import ERROR, WorkRowState
from nhiemky.intake.work_comparing import nothing_new_in, standing_work
from nhiemky.intake.work_rows import WorkRowData, entry_of
from nhiemky.org.policy import Actor
from nhiemky.work.actions import add_items, change_items, report_progress


def write_work(actor: Actor, batch: Batch, *, now: datetime, skip_problem_rows: bool) -> None:
    """This function will add the new items of a batch, change those that it states otherwise, and record its reports.

    :raises Denied: when the actor keeps no work items there.
    :raises Invalid: when rows are in error and not skipped, the file is for another unit or term, or has nothing new.
    :raises Conflict: when the list of the unit changed since the preview.
    """
    path = policy.require_work(actor, unit=batch.unit)
    rows = work_rows_of(batch)
    _refuse_unsound(batch, rows, skip_problem_rows=skip_problem_rows)
    if standing_work(batch.unit, batch.term).basis() != batch.basis:
        raise Conflict(
            _(
                "Danh sách đầu công việc của đơn vị đã thay đổi sau khi xem trước. Chưa có gì được ghi; đề nghị đối chiếu "
                "lại tệp."
            )
        )
    ids = _write_items(actor, batch, rows, now)
    entries = [
        entry_of(
            row.progress,
            row.item_id or ids[row.number],
            file=batch.file_name,
            sha256=batch.sha256,
            batch=batch.key,
        )
        for row in rows
        if row.progress is not None
    ]
    if entries:
        report_progress(actor, unit=batch.unit, entries=entries, now=now)
    history.record(
        actor, act="batch.applied", object_kind="batch", object_id=batch.key, branch=path,
        summary=_("Nhập tệp đầu công việc %(file)s") % {"file": batch.file_name}, before=None,
        after={"sha256": batch.sha256, "rows": batch.counts["rows"], "reports": len(entries)},
    )  # fmt: skip


def _write_items(actor: Actor, batch: Batch, rows: Sequence[WorkRowData], now: datetime) -> Mapping[str, int]:
    # what the file renumbers comes first: a new item may take a number that becomes free
    changed = {row.item_id: row.row for row in rows if row.item_id is not None and row.row is not None}
    if changed:
        change_items(actor, unit=batch.unit, term=batch.term, rows=changed, now=now)
    new = [row.row for row in rows if row.state is WorkRowState.NEW and row.row is not None]
    if not new:
        return {}
    return add_items(actor, unit=batch.unit, term=batch.term, rows=new, on=actor.today, now=now)


def _refuse_unsound(batch: Batch, rows: Sequence[WorkRowData], *, skip_problem_rows: bool) -> None:
    if batch.counts["blocked"]:
        raise Invalid(FieldError("", _("Tệp của đơn vị khác hoặc nhiệm kỳ khác nên không nhập được.")))
    errors = batch.counts["problems"][ERROR]
    if errors and not skip_problem_rows:
        message = _("Tệp còn %(count)d lỗi. Đề nghị sửa tệp rồi tải lại, hoặc chọn bỏ qua các dòng lỗi.")
        raise Invalid(FieldError("skip_problem_rows", message % {"count": errors}))
    if nothing_new_in(rows):
        raise Invalid(FieldError("", _("Tệp không có gì mới để nhập.")))
