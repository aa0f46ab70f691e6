"""Builders for tests of work items: stated rows, items in the list of a unit, reports on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO

from xlsxwriter import Workbook

from nhiemky.intake import actions as intake
from nhiemky.intake.models import Batch
from nhiemky.intake.vocab import BatchKind
from nhiemky.kernel.sheets.work_form import WorkFormRow, write_work_form
from nhiemky.org.models import Term
from nhiemky.registry.models import Directive
from nhiemky.registry.vocab import DirectiveType
from nhiemky.work import actions
from nhiemky.work.models import Progress, WorkItem
from nhiemky.work.vocab import ProgressEntry, WorkRow, WorkState
from tests.cast import make_directive
from tests.cast_targets import TODAY, Place

ASSIGNED = date(2021, 1, 15)
NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)


def work_row(number: str = "1", **changes: object) -> WorkRow:
    """Make a plain work item, due at the end of 2022."""
    row = WorkRow(
        number=number,
        name=f"Xây dựng vùng chuyên canh dừa hữu cơ, việc {number}",
        group="Kinh tế",
        lead="Ủy ban nhân dân xã",
        due_on=date(2022, 12, 31),
    )
    return row._replace(**changes)  # type: ignore[arg-type]


def make_item(
    place: Place, term: Term, number: str = "1", *, on: date = ASSIGNED, **changes: object
) -> WorkItem:
    """Add a work item through the action that everybody uses."""
    row = work_row(number, **changes)
    return actions.add_item(place.office, unit=place.unit, term=term, row=row, on=on, now=NOW)


def entry(
    item: WorkItem,
    state: WorkState = WorkState.IN_PROGRESS,
    percent: int | None = None,
    *,
    on: date = TODAY,
    **changes: object,
) -> ProgressEntry:
    """Make a report on a work item: in progress, today."""
    return ProgressEntry(item.pk, on, state, percent)._replace(**changes)  # type: ignore[arg-type]


def report(
    place: Place,
    item: WorkItem,
    state: WorkState = WorkState.IN_PROGRESS,
    percent: int | None = None,
    *,
    on: date = TODAY,
    **changes: object,
) -> Progress:
    """Report on a work item through the action and give the latest version of that day."""
    each = entry(item, state, percent, on=on, **changes)
    actions.report_progress(place.office, unit=place.unit, entries=[each], now=NOW)
    found = Progress.objects.filter(item=item, on=on).order_by("version").last()
    assert found is not None
    return found


def make_programme(place: Place, term: Term, symbol: str = "16-CTr/HU", **changes: object) -> Directive:
    """Enter a programme in the register of a unit."""
    return make_directive(symbol, holder=place.state, type=DirectiveType.PROGRAMME, term=term, **changes)  # type: ignore[arg-type]


def form_row(number: str = "1", **changes: object) -> WorkFormRow:
    """Make a row of the form of work items that says what `work_row` says, without a report."""
    row = work_row(number)
    stated = WorkFormRow(number, group=row.group, name=row.name, lead=row.lead, due_on=row.due_on)
    return stated._replace(**changes)  # type: ignore[arg-type]


def make_work_form(place: Place, *rows: WorkFormRow, term: str = "2020-2025", code: str = "") -> bytes:
    """Write the form of work items of a unit with the rows."""
    code = code or place.unit.code
    return write_work_form(rows or (form_row(),), unit=place.state.name, unit_code=code, term=term)


def open_work(
    place: Place, term: Term, *rows: WorkFormRow, results_to: date | None = None, data: bytes = b""
) -> Batch:
    """Bring the filled form of work items of a unit, written anew unless its `data` are given."""
    return intake.open_batch(
        place.office,
        unit=place.unit,
        term=term,
        file_name="dau-viec.xlsx",
        data=data or make_work_form(place, *rows),
        now=NOW,
        results_to=results_to,
        kind=BatchKind.WORK,
    )


def make_book(*rows: Sequence[object], sheet: str = "Biểu 1") -> bytes:
    """Write an office's own table as it stands: days as days of Excel, numbers as numbers, texts as texts."""
    output = BytesIO()
    book = Workbook(output, {"in_memory": True})
    page, day = book.add_worksheet(sheet), book.add_format({"num_format": "dd/mm/yyyy"})
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(line, column, value, day)
            elif value is not None:
                page.write(line, column, value)
    book.close()
    return output.getvalue()
