"""Confirming a file: everything in one transaction, once; and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.intake import policy
from nhiemky.intake.actions.answering import clear_answers
from nhiemky.intake.actions.holding import collector_held
from nhiemky.intake.actions.opening import settled_words
from nhiemky.intake.actions.work_applying import write_work
from nhiemky.intake.comparing import basis_of, standing_facts
from nhiemky.intake.models import Batch
from nhiemky.intake.queries import preview_mark, rows_of
from nhiemky.intake.vocab import ERROR, BatchKind, BatchState, RowData, RowState
from nhiemky.org.policy import Actor
from nhiemky.targets.actions import take_back, take_in
from nhiemky.targets.queries.facts import period_of
from nhiemky.targets.vocab import FileFigure, Origin, Source

_NEW_TARGET, _PROBLEM, _SAME = RowState.NEW_TARGET.value, RowState.PROBLEM.value, RowState.SAME.value


@clear_answers()
@collector_held()
@transaction.atomic
def apply_batch(
    actor: Actor, *, batch: Batch, now: datetime, skip_problem_rows: bool = False, seen: str = ""
) -> Batch:
    """This function will write what the preview showed: new targets and figures, each with its file and cell.

    One transaction and one line in the ledger; of two who confirm at once exactly one succeeds. Rows in error are
    left out only when `skip_problem_rows` says so. `seen` is the mark of the preview that was looked at, if any was.

    :raises Denied: when the actor enters no results there.
    :raises Invalid: when rows are in error and not skipped, the file is for another unit or term, or has nothing new.
    :raises Conflict: when the batch was applied or dropped, corrected meanwhile, or the unit's figures changed since the preview
        (then `refresh_batch` compares anew). :raises StorageFull: when there is no room; nothing is written.
    """
    _claim(actor, batch, now)
    held = _held(batch)
    if seen and seen != preview_mark(held):
        raise Conflict(
            _("Tệp vừa được sửa hoặc đối chiếu lại. Chưa có gì được ghi; đề nghị xem lại rồi xác nhận.")
        )
    if held.kind == BatchKind.WORK.value:
        write_work(actor, held, now=now, skip_problem_rows=skip_problem_rows)
        return held
    policy.require_entry(actor, unit=held.unit)
    rows = rows_of(held)
    _refuse_unsound(held, rows, skip_problem_rows=skip_problem_rows)
    if basis_of(standing_facts(held.unit, held.term)) != held.basis:
        raise Conflict(
            _(
                "Số liệu của đơn vị đã thay đổi sau khi xem trước. Chưa có gì được ghi; đề nghị đối chiếu lại tệp."
            )
        )
    origin = Origin(held.key, held.file_name, held.sha256)
    take_in(
        actor,
        unit=held.unit,
        term=held.term,
        origin=origin,
        targets=[row.target for row in rows if row.target is not None],
        figures=_figures(rows, origin),
        now=now,
    )
    return held


@clear_answers()
@collector_held()
@transaction.atomic
def revert_batch(actor: Actor, *, batch: Batch, now: datetime) -> Batch:
    """This function will undo an applied batch: new versions with the former values, its new targets removed.

    :raises Denied: when the actor enters no results there.
    :raises Conflict: when the batch is not applied, or a figure of it was changed since.
    """
    applied = Batch.objects.filter(pk=batch.pk, state=BatchState.APPLIED.value)
    count = applied.update(state=BatchState.REVERTED.value, reverted_by=actor.name[:200], reverted_at=now)
    held = _held(batch)
    policy.require_kind(actor, BatchKind(held.kind), unit=held.unit)
    if count and held.kind == BatchKind.WORK.value:
        raise Conflict(
            _(
                "Tệp đầu công việc không hoàn tác một lần được; đề nghị sửa từng đầu công việc, báo cáo cũ vẫn còn."
            )
        )
    if not count:
        raise Conflict(
            _("Tệp chưa được nhập nên không có gì để hoàn tác.")
            if held.state == BatchState.OPEN.value
            else settled_words(held)
        )
    take_back(
        actor,
        unit=held.unit,
        term=held.term,
        origin=Origin(held.key, held.file_name, held.sha256),
        targets=[row.number for row in rows_of(held) if row.state == _NEW_TARGET],
        now=now,
    )
    return held


def _held(batch: Batch) -> Batch:
    # Files of one unit wait for one another here: the second must see what the first has written before it compares.
    rows = Batch.objects.select_related("unit", "term").select_for_update(of=("self", "unit"), no_key=True)
    return rows.get(pk=batch.pk)


def _claim(actor: Actor, batch: Batch, now: datetime) -> None:
    # The condition on the row itself decides between two who confirm at once: the second finds it applied.
    claimed = Batch.objects.filter(pk=batch.pk, state=BatchState.OPEN.value)
    if not claimed.update(state=BatchState.APPLIED.value, applied_by=actor.name[:200], applied_at=now):
        raise Conflict(settled_words(Batch.objects.defer("problems").get(pk=batch.pk)))


def _refuse_unsound(batch: Batch, rows: Sequence[RowData], *, skip_problem_rows: bool) -> None:
    if batch.counts["blocked"]:
        raise Invalid(FieldError("", _("Tệp của đơn vị khác hoặc nhiệm kỳ khác nên không nhập được.")))
    # A row that repeats another is no row of the preview: its error alone says that it is left out.
    errors = batch.counts["problems"][ERROR]
    if errors and not skip_problem_rows:
        message = _("Tệp còn %(count)d lỗi. Đề nghị sửa tệp rồi tải lại, hoặc chọn bỏ qua các dòng lỗi.")
        raise Invalid(FieldError("skip_problem_rows", message % {"count": errors}))
    if all(row.state in (_PROBLEM, _SAME) for row in rows):
        raise Invalid(FieldError("", _("Tệp không có gì mới để nhập.")))


def _figures(rows: Sequence[RowData], origin: Origin) -> list[FileFigure]:
    kept = [(row[2], figure) for row in rows for figure in row[5] if figure[6] != _SAME]
    if not kept:
        return []
    numbers, figures = zip(*kept, strict=True)
    starts, ends, values, done, estimates, cells, *_states, texts = zip(*figures, strict=True)
    file, sha256, batch = origin.file, origin.sha256, origin.batch
    sources = [Source(file, sha256, cell, text, batch) for cell, text in zip(cells, texts, strict=True)]
    return list(map(FileFigure, numbers, map(period_of, starts, ends), values, done, estimates, sources))
