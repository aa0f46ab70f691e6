"""Reporting how far work items have come: many at once, each report a new version that never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb, clean
from nhiemky.registry.models import Directive
from nhiemky.registry.policy import visible
from nhiemky.work import policy
from nhiemky.work.actions.checks import happened_error, in_row
from nhiemky.work.models import Progress, WorkItem
from nhiemky.work.vocab import STATE_NAMES, ProgressEntry, WorkState, clean_text, whole_percent

_LONGEST_RESULT, _LONGEST_EVIDENCE = 4000, 500
_Standing = Mapping[tuple[int, date], Progress]


@transaction.atomic
def report_progress(actor: Actor, *, unit: Unit, entries: Sequence[ProgressEntry], now: datetime) -> int:
    """This function will record how far work items of a unit had come on a day and give how many new versions came of it.

    All or nothing, with one line in the ledger; entries that repeat what stands for that day write nothing (no line
    either, when all do). Of two reports for one day the later version counts; what is done is 100 percent.

    :raises Denied: when the actor keeps no work items there.
    :raises Invalid: with every entry in error; a field is named "entry place (from 0)|field".
    :raises Conflict: when a report is no longer the version that the writer had seen (`expected_version`; 0: none).
    """
    path = policy.require(actor, Verb.KEEP_WORK, unit=unit)
    if not entries:
        raise Invalid(FieldError("", _("Chưa ghi kết quả của đầu công việc nào.")))
    wanted = [_cleaned(entry) for entry in entries]
    ids = {entry.item_id for entry in wanted}
    listed = WorkItem.objects.select_for_update().filter(unit=unit, pk__in=ids).order_by("pk")
    items = {item.pk: item for item in listed}
    errors = _errors(actor, wanted, items, now)
    if errors:
        raise Invalid(*errors)
    standing = _standing_reports(wanted)
    for entry in wanted:
        _refuse_stale(entry, items[entry.item_id].number, standing.get((entry.item_id, entry.on)))
    fresh = [entry for entry in wanted if not _is_same(entry, standing.get((entry.item_id, entry.on)))]
    if fresh:
        _write(actor, fresh, standing, now)
        _record(actor, unit, path, fresh, items, standing)
    return len(fresh)


def _cleaned(entry: ProgressEntry) -> ProgressEntry:
    return entry._replace(
        percent=whole_percent(entry.state, entry.percent),
        result=clean_text(entry.result),
        evidence=clean(entry.evidence),
    )


def _errors(
    actor: Actor, entries: Sequence[ProgressEntry], items: Mapping[int, WorkItem], now: datetime
) -> list[FieldError]:
    papers = {entry.evidence_directive_id for entry in entries if entry.evidence_directive_id is not None}
    known: set[int] = set()
    if papers:
        known = set(Directive.objects.filter(visible(actor), pk__in=papers).values_list("pk", flat=True))
    seen: set[tuple[int, date]] = set()
    errors = []
    for place, entry in enumerate(entries):
        found = _item_errors(items.get(entry.item_id), entry) + happened_error("on", entry.on, now)
        found += progress_errors(entry)
        if (entry.item_id, entry.on) in seen:
            found.append(FieldError("on", _("Một đầu công việc được báo cáo hai lần trong cùng một ngày.")))
        seen.add((entry.item_id, entry.on))
        if entry.evidence_directive_id is not None and entry.evidence_directive_id not in known:
            found.append(FieldError("evidence_directive_id", _("Không có văn bản này trong sổ văn bản.")))
        errors += [in_row(place, error) for error in found]
    return errors


def _item_errors(item: WorkItem | None, entry: ProgressEntry) -> list[FieldError]:
    if item is None:
        return [FieldError("item_id", _("Không có đầu công việc này trong danh sách của đơn vị."))]
    if item.removed_on is not None and item.removed_on <= entry.on:
        message = _("Đầu công việc %(number)s đã được đưa ra khỏi danh sách.") % {"number": item.number}
        return [FieldError("item_id", message)]
    if entry.on < item.assigned_on:
        message = _("Ngày báo cáo trước ngày giao việc %(day)s.") % {"day": write_date(item.assigned_on)}
        return [FieldError("on", message)]
    return []


def progress_errors(entry: ProgressEntry) -> list[FieldError]:
    """This function will list what is wrong with a report by itself: its percentage and its texts."""
    errors = []
    percent, state = entry.percent, entry.state
    if percent is not None and not 0 <= percent <= 100:
        errors.append(FieldError("percent", _("Tỷ lệ phải từ 0 đến 100 %.")))
    elif state is WorkState.DONE and percent not in (None, 100):
        errors.append(FieldError("percent", _("Đầu công việc đã hoàn thành thì tỷ lệ là 100 %.")))
    elif state is WorkState.NOT_STARTED and percent not in (None, 0):
        errors.append(FieldError("percent", _("Đầu công việc chưa triển khai thì tỷ lệ là 0 %.")))
    for field, label, text, length in (
        ("result", _("Kết quả"), entry.result, _LONGEST_RESULT),
        ("evidence", _("Minh chứng"), entry.evidence, _LONGEST_EVIDENCE),
    ):
        if len(text) > length:
            message = _("%(label)s dài quá %(length)d ký tự.") % {"label": label, "length": length}
            errors.append(FieldError(field, message))
    return errors


def _standing_reports(entries: Sequence[ProgressEntry]) -> dict[tuple[int, date], Progress]:
    rows = Progress.objects.filter(
        item_id__in={entry.item_id for entry in entries}, on__in={entry.on for entry in entries}
    )
    return {(row.item_id, row.on): row for row in rows.order_by("version")}


def _refuse_stale(entry: ProgressEntry, number: str, standing: Progress | None) -> None:
    if entry.expected_version is None or entry.expected_version == (standing.version if standing else 0):
        return
    if standing is None:
        raise Conflict(_("Báo cáo của đầu công việc %(number)s không còn như đã xem.") % {"number": number})
    words = {
        "number": number,
        "name": standing.entered_by,
        "day": write_date(standing.on),
        "state": STATE_NAMES[WorkState(standing.state)],
    }
    raise Conflict(
        _(
            "Đầu công việc %(number)s vừa được %(name)s báo cáo cho ngày %(day)s: %(state)s. Chưa có gì được ghi; "
            "đề nghị tải lại trang rồi ghi lại."
        )
        % words
    )


def _is_same(entry: ProgressEntry, standing: Progress | None) -> bool:
    return standing is not None and (
        standing.state, standing.percent, standing.result, standing.evidence, standing.evidence_directive_id,
    ) == (entry.state.value, entry.percent, entry.result, entry.evidence, entry.evidence_directive_id)  # fmt: skip


def _write(actor: Actor, entries: Sequence[ProgressEntry], standing: _Standing, now: datetime) -> None:
    rows = []
    for entry in entries:
        former = standing.get((entry.item_id, entry.on))
        rows.append(
            Progress(
                item_id=entry.item_id,
                on=entry.on,
                version=former.version + 1 if former else 1,
                state=entry.state.value,
                percent=entry.percent,
                result=entry.result,
                evidence=entry.evidence,
                evidence_directive_id=entry.evidence_directive_id,
                batch=entry.batch,
                source_file=entry.source_file,
                source_sha256=entry.source_sha256,
                source_cell=entry.source_cell,
                source_text=entry.source_text,
                entered_by_id=actor.user_id,
                entered_by=actor.name[:200],
                entered_at=now,
            )
        )
    try:
        with transaction.atomic():
            Progress.objects.bulk_create(rows)
    except IntegrityError as error:
        message = _("Kết quả vừa được người khác báo cáo. Chưa có gì được ghi; đề nghị tải lại trang.")
        raise Conflict(message) from error


def _record(
    actor: Actor,
    unit: Unit,
    path: str,
    entries: Sequence[ProgressEntry],
    items: Mapping[int, WorkItem],
    standing: _Standing,
) -> None:
    single = len(entries) == 1
    first = items[entries[0].item_id]
    words = {"number": first.number, "count": len(entries)}
    history.record(
        actor,
        act="progress.reported",
        object_kind="work_item" if single else "unit",
        object_id=first.pk if single else unit.pk,
        branch=path,
        summary=(
            _("Báo cáo kết quả đầu công việc %(number)s")
            if single
            else _("Báo cáo kết quả %(count)d đầu công việc")
        )
        % words,
        before={"progress": [_standing_data(standing.get((each.item_id, each.on))) for each in entries]},
        after={"progress": [_entry_data(each, items[each.item_id].number) for each in entries]},
    )


def _standing_data(report: Progress | None) -> Json:
    if report is None:
        return None
    return {
        "version": report.version,
        "state": report.state,
        "percent": report.percent,
        "result": report.result,
    }


def _entry_data(entry: ProgressEntry, number: str) -> Json:
    return {
        "number": number, "on": entry.on, "state": entry.state.value, "percent": entry.percent, "result": entry.result,
        "evidence": entry.evidence, "cell": entry.source_cell,
    }  # fmt: skip
