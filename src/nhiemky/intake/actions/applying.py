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
from nhiemky.intake.comparing import basis_of, standing_facts
from nhiemky.intake.models import Batch
from nhiemky.intake.queries import rows_of
from nhiemky.intake.vocab import ERROR, BatchState, RowData, RowState
from nhiemky.org.policy import Actor
from nhiemky.targets.actions import take_back, take_in
from nhiemky.targets.queries.facts import period_of
from nhiemky.targets.vocab import FileFigure, Origin, Source

_NEW_TARGET, _PROBLEM, _SAME = RowState.NEW_TARGET.value, RowState.PROBLEM.value, RowState.SAME.value


def apply_batch(actor: Actor, *, batch: Batch, now: datetime, skip_problem_rows: bool = False) -> Batch:
    """This function will write what the preview showed: new targets and figures, each with its file and cell.

    One transaction and one line in the ledger; of two who confirm at once exactly one succeeds. Rows in error are
    left out only when `skip_problem_rows` says so.

    :raises Denied: when the actor enters no results there.
    :raises Invalid: when rows are in error and not skipped, the file is for another unit or term, or has nothing new.
    :raises Conflict: when the batch was applied or dropped, or the unit's figures changed since the preview
        (then `refresh_batch` compares anew). :raises StorageFull: when there is no room; nothing is written.
    """
    with clear_answers(), collector_held(), transaction.atomic():
        _claim(actor, batch, now)
        held = Batch.objects.select_related("unit", "term").get(pk=batch.pk)
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


def revert_batch(actor: Actor, *, batch: Batch, now: datetime) -> Batch:
    """This function will undo an applied batch: new versions with the former values, its new targets removed.

    :raises Denied: when the actor enters no results there.
    :raises Conflict: when the batch is not applied, or a figure of it was changed since.
    """
    with clear_answers(), collector_held(), transaction.atomic():
        applied = Batch.objects.filter(pk=batch.pk, state=BatchState.APPLIED.value)
        count = applied.update(state=BatchState.REVERTED.value, reverted_by=actor.name[:200], reverted_at=now)
        held = Batch.objects.select_related("unit", "term").get(pk=batch.pk)
        policy.require_entry(actor, unit=held.unit)
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


def _claim(actor: Actor, batch: Batch, now: datetime) -> None:
    # The condition on the row itself decides between two who confirm at once: the second finds it applied.
    claimed = Batch.objects.filter(pk=batch.pk, state=BatchState.OPEN.value)
    if not claimed.update(state=BatchState.APPLIED.value, applied_by=actor.name[:200], applied_at=now):
        raise Conflict(settled_words(Batch.objects.defer("rows", "problems").get(pk=batch.pk)))


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
    file, sha256, batch = origin.file, origin.sha256, origin.batch
    return [
        FileFigure(
            row[2], period_of(start, end), value, done, estimate, Source(file, sha256, cell, "", batch)
        )
        for row in rows
        for start, end, value, done, estimate, cell, state, _old, _old_done in row[5]
        if state != _SAME
    ]
