"""Rows of a file of work items as they are kept with their batch, and what the preview shows of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from nhiemky.intake.vocab import ProblemData, WorkRowState
from nhiemky.work.vocab import ProgressEntry, WorkRow, WorkState

_DAYS = ("starts_on", "due_on", "assigned_on")


class WorkChange(NamedTuple):
    """One field of a work item that the file states otherwise, in words as they are shown."""

    field: str
    old: str
    new: str


class WorkProgress(NamedTuple):
    """A report that a row brings, beside what stands for its day (`version` 0: nothing) and what was last reported; `corrected`
    says which cells of the line were corrected here."""

    on: date
    state: WorkState
    percent: int | None
    result: str
    evidence: str
    cell: str
    version: int
    old_state: WorkState | None
    old_percent: int | None
    corrected: str = ""


class WorkRowData(NamedTuple):
    """One row of the file as it was understood: the item it speaks of (None: a new one), and what applying it would write."""

    source: str
    state: WorkRowState
    number: str
    name: str
    item_id: int | None = None
    row: WorkRow | None = None
    changes: Sequence[WorkChange] = ()
    progress: WorkProgress | None = None


class WorkPreview(NamedTuple):
    """What applying a batch of work items would do; `blocked` says that nothing of the file can be applied."""

    rows: Sequence[WorkRowData]
    problems: Sequence[ProblemData]
    counts: Mapping[WorkRowState, int]
    severities: Mapping[str, int]
    blocked: bool


def pack_work(rows: Sequence[WorkRowData]) -> str:
    """This function will give the rows as text, from which `unpack_work` makes equal rows."""
    return json.dumps([_plain(row) for row in rows], ensure_ascii=False, separators=(",", ":"))


def unpack_work(text: str) -> list[WorkRowData]:
    """This function will give the rows that `pack_work` wrote."""
    return [_row(each) for each in json.loads(text)]


def entry_of(progress: WorkProgress, item_id: int, *, file: str, sha256: str, batch: str) -> ProgressEntry:
    """This function will give the report as it is recorded, with its file and cell."""
    return ProgressEntry(
        item_id,
        progress.on,
        progress.state,
        progress.percent,
        progress.result,
        progress.evidence,
        source_file=file,
        source_sha256=sha256,
        source_cell=progress.cell,
        source_text=progress.corrected,
        batch=batch,
        expected_version=progress.version,
    )


def _plain(row: WorkRowData) -> list[Any]:
    stated = None
    if row.row is not None:
        stated = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in row.row._asdict().items()
        }
    progress = None if row.progress is None else [row.progress.on.isoformat(), *row.progress[1:]]
    return [row.source, row.state, row.number, row.name, row.item_id, stated, row.changes, progress]


def _row(plain: list[Any]) -> WorkRowData:
    source, state, number, name, item_id, stated, changes, progress = plain
    row = None
    if stated is not None:
        row = WorkRow(**{**stated, **{field: _day(stated[field]) for field in _DAYS}})
    report = None
    if progress is not None:
        on, report_state, percent, result, evidence, cell, version, old_state, old_percent, *told = progress
        report = WorkProgress(
            date.fromisoformat(on),
            WorkState(report_state),
            percent,
            result,
            evidence,
            cell,
            version,
            None if old_state is None else WorkState(old_state),
            old_percent,
            *told,
        )
    return WorkRowData(
        source,
        WorkRowState(state),
        number,
        name,
        item_id,
        row,
        tuple(WorkChange(*change) for change in changes),
        report,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
