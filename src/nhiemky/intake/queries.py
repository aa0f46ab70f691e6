"""Files that were brought: batches, previews, and what stands in a cell of a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.intake import policy
from nhiemky.intake.files import read_file
from nhiemky.intake.models import Batch, BatchRows
from nhiemky.intake.packing import unpack
from nhiemky.intake.reading.titles import column_titles
from nhiemky.intake.vocab import NOTICE, BatchKind, FigureData, ProblemData, RowData, RowState, WorkRowState
from nhiemky.intake.work_rows import WorkPreview, WorkRowData, unpack_work
from nhiemky.kernel.scoring import Period, Scheme, Tally
from nhiemky.kernel.sheets.grid import place_of
from nhiemky.kernel.sheets.reading import cell_text
from nhiemky.kernel.sheets.xlsx import open_book
from nhiemky.kernel.viet.fold import nfc
from nhiemky.kernel.viet.legacy import decode
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets.models.numbers import from_scaled
from nhiemky.targets.policy import path_of
from nhiemky.targets.queries import scheme
from nhiemky.targets.queries.facts import period_of


@dataclass(frozen=True)
class PreviewFigure:
    """One figure of a row, beside what it would replace; `state` is new_figure, changed or same."""

    period: Period
    value: Decimal
    done: bool | None
    estimate: bool
    cell: str
    state: RowState
    old: Decimal | None
    old_done: bool | None


@dataclass(frozen=True)
class PreviewRow:
    """One row of the file with its state and the problems of its line."""

    source: str
    state: RowState
    number: str
    name: str
    target_id: int | None
    figures: tuple[PreviewFigure, ...]
    problems: tuple[ProblemData, ...]


@dataclass(frozen=True)
class Preview:
    """What applying a batch would do; `blocked` says that nothing of the file can be applied."""

    rows: tuple[PreviewRow, ...]
    problems: tuple[ProblemData, ...]
    counts: Mapping[RowState, int]
    severities: Mapping[str, int]
    blocked: bool
    as_of: date
    scheme: Scheme
    before: Tally
    after: Tally


def batch(actor: Actor, key: str, *, kind: BatchKind = BatchKind.RESULTS) -> Batch:
    """This function will give one batch of a kind by its key.

    :raises NotFound: when there is none, or none that the actor may see.
    """
    row = Batch.objects.select_related("unit", "term").filter(key=key, kind=kind.value).first()
    if row is None or not actor.may(Verb.SEE_UNCONFIRMED, path_of(row.unit, on=actor.today)):
        raise NotFound(_("Không có tệp này hoặc đồng chí không có quyền xem."))
    return row


def batches(
    actor: Actor, *, unit: Unit, term: Term | None = None, kind: BatchKind = BatchKind.RESULTS
) -> QuerySet[Batch]:
    """This function will give the files of a kind that were brought for a unit, latest first, without their rows.

    :raises Denied: when the actor may not see unconfirmed figures of the unit.
    """
    policy.require_sight(actor, unit=unit)
    rows = Batch.objects.filter(unit=unit, kind=kind.value).select_related("term").defer("problems")
    if term is not None:
        rows = rows.filter(term=term)
    return rows.order_by("-opened_at", "-pk")


def preview(batch: Batch) -> Preview:
    """This function will give a batch, obtained through `batch`, as it is shown before it is applied."""
    problems = tuple(ProblemData(*each) for each in batch.problems)
    by_line: dict[str, list[ProblemData]] = {}
    for problem in problems:
        by_line.setdefault(line_of(problem.cell), []).append(problem)
    counts = batch.counts
    return Preview(
        rows=tuple(_preview_row(row, by_line) for row in rows_of(batch)),
        problems=problems,
        counts={state: counts["rows"][state.value] for state in RowState},
        severities=counts["problems"],
        blocked=counts["blocked"],
        as_of=date.fromisoformat(counts["as_of"]),
        scheme=scheme(counts["scheme"]),
        before=_tally(counts["before"]),
        after=_tally(counts["after"]),
    )


def work_preview(batch: Batch) -> WorkPreview:
    """This function will give a batch of work items, obtained through `batch`, as it is shown before it is applied."""
    counts = batch.counts
    return WorkPreview(
        rows=work_rows_of(batch),
        problems=tuple(ProblemData(*each) for each in batch.problems),
        counts={state: counts["rows"][state.value] for state in WorkRowState},
        severities=counts["problems"],
        blocked=counts["blocked"],
    )


def work_rows_of(batch: Batch) -> list[WorkRowData]:
    """This function will give the rows of a batch of work items as they are kept."""
    return unpack_work(BatchRows.objects.values_list("packed", flat=True).get(batch=batch))


def rows_of(batch: Batch) -> list[RowData]:
    """This function will give the rows of a batch as they are kept."""
    return unpack(BatchRows.objects.values_list("packed", flat=True).get(batch=batch))


def file_of(actor: Actor, *, batch: Batch) -> bytes:
    """This function will give the bytes of a batch's file as they came.

    :raises Denied: when the actor may not see unconfirmed figures of the unit.
    :raises NotFound: when the file is no longer there.
    """
    policy.require_sight(actor, unit=batch.unit)
    return read_file(batch.stored_as, sha256=batch.sha256)


@dataclass(frozen=True)
class FileCell:
    """One cell of a line: its address, the title of its column, what it says now, what the file itself says, what is wrong."""

    address: str
    title: str
    text: str
    in_file: str
    problems: tuple[str, ...]


def line_cells(actor: Actor, *, batch: Batch, line: str) -> tuple[FileCell, ...]:
    """This function will give the cells of one line ("Chỉ tiêu!8") of a kept file that have a title, a text or a problem.

    :raises Denied: when the actor may not see unconfirmed figures of the unit.
    :raises NotFound: when the file is no longer there, or holds no such line.
    """
    policy.require_sight(actor, unit=batch.unit)
    sheet, _mark, number = line.rpartition("!")
    book = open_book(read_file(batch.stored_as, sha256=batch.sha256), decode=decode)
    if sheet not in book.names or not (number.isascii() and number.isdigit()) or len(number) > 7:
        raise NotFound(_("Tệp không có dòng %(line)s.") % {"line": line[:60]})
    grid, row = book.sheet(sheet), int(number) - 1
    if not 0 <= row < len(grid.rows):
        raise NotFound(_("Tệp không có dòng %(line)s.") % {"line": line[:60]})
    titles = column_titles(book, grid, work=batch.kind == BatchKind.WORK.value)
    wrong: dict[str, list[str]] = {}
    for each in (ProblemData(*problem) for problem in batch.problems):
        if each.severity != NOTICE:
            wrong.setdefault(each.cell, []).append(each.message)
    cells = []
    for column in range(max(len(grid.rows[row]), *(place + 1 for place in titles), 1)):
        address, in_file = grid.source(row, column), nfc(cell_text(grid.value(row, column)))
        if in_file or column in titles or address in wrong or address in batch.edits:
            text = batch.edits.get(address, ("", in_file))[1]
            cells.append(
                FileCell(address, titles.get(column, ""), text, in_file, tuple(wrong.get(address, ())))
            )
    return tuple(cells)


def cells_of(batch: Batch, addresses: Iterable[str]) -> dict[str, str]:
    """This function will give what a kept file says at each address; addresses outside its sheets are left out.

    :raises NotFound: when the file is no longer there.
    """
    book = open_book(read_file(batch.stored_as, sha256=batch.sha256), decode=decode)
    places = {address: place_of(address) for address in addresses}
    return {
        address: nfc(cell_text(book.sheet(place[0]).value(place[1], place[2])))
        for address, place in places.items()
        if place is not None
        and place[0] in book.names
        and place[1] < len(book.sheet(place[0]).rows)
        and place[2] < 400
    }


def preview_mark(batch: Batch) -> str:
    """This function will give a short mark of a preview, to notice that another one stands since."""
    return hashlib.sha256(json.dumps([batch.basis, batch.edits]).encode()).hexdigest()[:16]


def line_of(cell: str) -> str:
    """This function will give sheet and line of a cell: "Chỉ tiêu!C8" and "Chỉ tiêu!D8" lie in "Chỉ tiêu!8"."""
    sheet, mark, place = cell.rpartition("!")
    return f"{sheet}!{place.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}" if mark else cell


def _preview_row(row: RowData, by_line: Mapping[str, Sequence[ProblemData]]) -> PreviewRow:
    return PreviewRow(
        source=row.source,
        state=RowState(row.state),
        number=row.number,
        name=row.name,
        target_id=row.target_id,
        figures=tuple(_preview_figure(figure) for figure in row.figures),
        problems=tuple(by_line.get(line_of(row.source), ())),
    )


def _preview_figure(figure: FigureData) -> PreviewFigure:
    return PreviewFigure(
        period=period_of(figure.start, figure.end),
        value=from_scaled(figure.value),
        done=figure.done,
        estimate=figure.estimate,
        cell=figure.cell,
        state=RowState(figure.state),
        old=None if figure.old is None else from_scaled(figure.old),
        old_done=figure.old_done,
    )


def _tally(counts: Mapping[str, int]) -> Tally:
    return Tally(sum(counts.values()), counts)
