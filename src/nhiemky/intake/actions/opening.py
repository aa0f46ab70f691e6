"""Bringing a file: read, compared, kept with its preview; nothing of the unit is changed yet."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import UNSTORABLE, Conflict, FieldError, Invalid
from nhiemky.intake import policy
from nhiemky.intake.actions.answering import clear_answers
from nhiemky.intake.actions.holding import collector_held
from nhiemky.intake.actions.work_opening import compared_work
from nhiemky.intake.comparing import Comparison, compare, nothing_new, seen_before
from nhiemky.intake.files import keep_file, read_file
from nhiemky.intake.models import Batch, BatchRows
from nhiemky.intake.packing import pack
from nhiemky.intake.queries import line_of
from nhiemky.intake.reading import BookError, Limits, ResultsTable, read_results
from nhiemky.intake.vocab import LONGEST_TEXT, BatchKind, BatchState, RowData
from nhiemky.intake.work_comparing import WorkComparison
from nhiemky.intake.work_rows import WorkRowData, pack_work
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor

_FOLDERS = re.compile(r"^.*[/\\]")


@clear_answers()
@collector_held()
@transaction.atomic
def open_batch(
    actor: Actor,
    *,
    unit: Unit,
    term: Term,
    file_name: str,
    data: bytes,
    now: datetime,
    results_to: date | None = None,
    kind: BatchKind = BatchKind.RESULTS,
) -> Batch:
    """This function will read a file, compare it with the unit's targets and figures, and keep both with the preview.

    `results_to` is the day to which results, or reports on work items, without a date of their own reach.

    :raises Denied: when the actor enters no results (keeps no work items) there.
    :raises Invalid: when the file cannot be read as a table of that kind; the reason is in words.
    :raises StorageFull: when it cannot be kept.
    """
    path = policy.require_kind(actor, kind, unit=unit)
    sha256 = hashlib.sha256(data).hexdigest()
    comparison, packed = read_and_compared(kind, data, actor, unit, term, path, sha256, results_to)
    batch = Batch(
        key=secrets.token_hex(10),
        unit=unit,
        term=term,
        kind=kind.value,
        file_name=_plain_name(file_name),
        file_size=len(data),
        sha256=sha256,
        stored_as=keep_file(data, sha256),
        opened_by_id=actor.user_id,
        opened_by=actor.name[:200],
        opened_at=now,
    )
    _fill(batch, comparison)
    batch.save(force_insert=True)
    BatchRows.objects.create(batch=batch, packed=packed)
    history.record(
        actor, act="batch.opened", object_kind="batch", object_id=batch.key, branch=path,
        summary=_("Tải lên tệp %(file)s") % {"file": batch.file_name}, before=None,
        after={"file": batch.file_name, "sha256": sha256, "term": term.label, "rows": len(comparison.rows)},
    )  # fmt: skip
    return batch


@clear_answers()
@collector_held()
@transaction.atomic
def refresh_batch(actor: Actor, *, batch: Batch, now: datetime, results_to: date | None = None) -> Batch:
    """This function will read the kept file again and compare it with what the unit has now.

    :raises Denied: when the actor enters no results there. :raises Conflict: when the batch is no longer open.
    :raises NotFound: when the kept file is gone.
    """
    held = hold_open(batch)
    path = policy.require_kind(actor, BatchKind(held.kind), unit=held.unit)
    comparison = compare_again(actor, held, path, results_to)
    history.record(
        actor, act="batch.refreshed", object_kind="batch", object_id=held.key, branch=path,
        summary=_("Đối chiếu lại tệp %(file)s") % {"file": held.file_name}, before=None,
        after={"sha256": held.sha256, "rows": len(comparison.rows)},
    )  # fmt: skip
    return held


@clear_answers()
@collector_held()
@transaction.atomic
def drop_batch(actor: Actor, *, batch: Batch, now: datetime) -> Batch:
    """This function will put an open batch aside; nothing of it was written.

    :raises Denied: when the actor enters no results there. :raises Conflict: when the batch is no longer open.
    """
    held = hold_open(batch)
    path = policy.require_kind(actor, BatchKind(held.kind), unit=held.unit)
    held.state = BatchState.DROPPED.value
    held.save(update_fields=["state"])
    history.record(
        actor, act="batch.dropped", object_kind="batch", object_id=held.key, branch=path,
        summary=_("Bỏ tệp %(file)s") % {"file": held.file_name}, before=None, after={"sha256": held.sha256},
    )  # fmt: skip
    return held


def compare_again(
    actor: Actor, held: Batch, path: str, results_to: date | None
) -> Comparison | WorkComparison:
    """This function will read the kept file with the cells corrected here and keep the preview; a part of an action.

    :raises NotFound: when the kept file is gone. :raises Invalid: when nothing of it can be read as it stands now.
    """
    data = read_file(held.stored_as, sha256=held.sha256)
    comparison, packed = read_and_compared(
        BatchKind(held.kind), data, actor, held.unit, held.term, path, held.sha256, results_to, held.edits
    )
    _fill(held, comparison)
    held.save(update_fields=["problems", "counts", "basis", "edits"])
    BatchRows.objects.filter(batch=held).update(packed=packed)
    return comparison


def hold_open(batch: Batch) -> Batch:
    """This function will lock an open batch until the transaction ends and give it without its rows.

    :raises Conflict: when it was applied, dropped or reverted; by whom and when.
    """
    rows = Batch.objects.select_for_update(of=("self",)).select_related("unit", "term").defer("problems")
    held = rows.get(pk=batch.pk)
    if held.state != BatchState.OPEN.value:
        raise Conflict(settled_words(held))
    return held


def settled_words(batch: Batch) -> str:
    """This function will say what became of a batch that is no longer open."""
    if batch.state == BatchState.APPLIED.value and batch.applied_at is not None:
        words = {"name": batch.applied_by, "when": f"{timezone.localtime(batch.applied_at):%H:%M, %d-%m-%Y}"}
        return _("Tệp đã được %(name)s nhập lúc %(when)s; không nhập lần thứ hai.") % words
    if batch.state == BatchState.REVERTED.value and batch.reverted_at is not None:
        words = {
            "name": batch.reverted_by,
            "when": f"{timezone.localtime(batch.reverted_at):%H:%M, %d-%m-%Y}",
        }
        return (
            _("Tệp đã được %(name)s hoàn tác lúc %(when)s. Muốn nhập lại, đề nghị tải tệp lên lần nữa.")
            % words
        )
    return _("Tệp đã được bỏ. Muốn nhập, đề nghị tải tệp lên lần nữa.")


def limits() -> Limits:
    """This function will give the limits on workbooks that the settings of the installation name."""
    named: Mapping[str, int] = getattr(settings, "NHIEMKY_LIMITS", {})
    sane = Limits()
    return Limits(
        file_bytes=named.get("upload_bytes", sane.file_bytes),
        unpacked_bytes=named.get("unpacked_bytes", sane.unpacked_bytes),
        rows=named.get("rows", sane.rows),
        columns=named.get("columns", sane.columns),
    )


def read_and_compared(
    kind: BatchKind,
    data: bytes,
    actor: Actor,
    unit: Unit,
    term: Term,
    path: str,
    sha256: str,
    results_to: date | None,
    edits: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[Comparison | WorkComparison, str]:
    """This function will read a file, with the cells corrected here, and compare it; a part of an action."""
    typed = {cell: text for cell, (_in_file, text) in edits.items()}
    if kind is BatchKind.WORK:
        work = compared_work(
            data,
            limits(),
            actor=actor,
            unit=unit,
            term=term,
            path=path,
            sha256=sha256,
            reported_on=results_to,
            edits=typed,
        )
        return work, pack_work([_told_work(row, edits) for row in work.rows] if edits else work.rows)
    results = _compared(_read(data, typed), actor, unit, term, path, sha256, results_to)
    return results, pack([_told(row, edits) for row in results.rows] if edits else results.rows)


def _told(row: RowData, edits: Mapping[str, Sequence[str]]) -> RowData:
    """Let the figures of corrected cells say what the file itself holds."""
    figures = [
        each._replace(text=_corrected(each.text, edits[each.cell][0])) if each.cell in edits else each
        for each in row.figures
    ]
    return row._replace(figures=figures)


def _told_work(row: WorkRowData, edits: Mapping[str, Sequence[str]]) -> WorkRowData:
    """Let the report of a line with corrected cells say which, and what the file itself holds."""
    if row.progress is None:
        return row
    line = line_of(row.source)
    own = {cell.rpartition("!")[2]: pair for cell, pair in edits.items() if line_of(cell) == line}
    told = "; ".join(f"{cell}: {_corrected(typed, in_file)}" for cell, (in_file, typed) in own.items())
    return row._replace(progress=row.progress._replace(corrected=told))


def _corrected(typed: str, in_file: str) -> str:
    words = _("%(typed)s (sửa khi nhập; tệp ghi “%(in_file)s”)")
    return (words % {"typed": typed, "in_file": in_file})[:LONGEST_TEXT]


def _read(data: bytes, edits: Mapping[str, str]) -> ResultsTable:
    try:
        table = read_results(data, limits=limits(), edits=edits)
    except BookError as error:
        raise Invalid(FieldError("file", error.message)) from error
    if not table.rows:
        raise Invalid(FieldError("file", _("Tệp không có chỉ tiêu nào để nhập.")))
    return table


def _compared(
    table: ResultsTable,
    actor: Actor,
    unit: Unit,
    term: Term,
    path: str,
    sha256: str,
    results_to: date | None,
) -> Comparison:
    comparison = compare(
        table,
        unit=unit,
        term=term,
        today=actor.today,
        may_add_targets=policy.keeps_targets(actor, path),
        results_to=results_to,
    )
    applied = Batch.objects.filter(unit=unit, term=term, sha256=sha256, state=BatchState.APPLIED.value)
    former = applied.defer("problems").order_by("-applied_at").first()
    if former is not None and former.applied_at is not None and nothing_new(comparison.rows):
        when = f"{timezone.localtime(former.applied_at):%d-%m-%Y}"
        notice = seen_before(when, former.applied_by)
        return Comparison(
            comparison.rows, [notice, *comparison.problems], comparison.basis, comparison.effect
        )
    return comparison


def _fill(batch: Batch, comparison: Comparison | WorkComparison) -> None:
    batch.basis = comparison.basis
    batch.problems = comparison.problems
    batch.counts = comparison.counts()


def _plain_name(file_name: str) -> str:
    name = UNSTORABLE.sub("", _FOLDERS.sub("", file_name)).strip()
    return name[-255:] or "tep.xlsx"
