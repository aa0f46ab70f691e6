"""Offices' own tables: each row becomes a target with its observations, every inference noted with its cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from nhiemky.intake.reading.cells import CellReader, Problems, is_missing, unit_in_name
from nhiemky.intake.reading.goals import Demand, GoalCells, read_demand
from nhiemky.intake.reading.headings import term_in, term_of_years, unit_in, years_in
from nhiemky.intake.reading.observations import (
    ResultCell,
    look_over_results,
    note_uneven_periods,
    note_yearly,
    read_results_of_row,
    to_measured,
)
from nhiemky.intake.reading.sources import Sources, field_columns, note_undated, sources_of
from nhiemky.intake.reading.stated import Stated, stated_in
from nhiemky.intake.reading.table import Cells, ResultRow, ResultsTable
from nhiemky.intake.reading.wording import kind_of, year_due
from nhiemky.kernel.scoring import Comparator, Goal, Kind, Method, TermYears, kind_of_wording
from nhiemky.kernel.sheets.columns import Column
from nhiemky.kernel.sheets.grid import Grid, Value
from nhiemky.kernel.sheets.reading import RawRow, RawTable, cell_text
from nhiemky.kernel.viet.dates import DateError, DateRange, read_date
from nhiemky.kernel.viet.numbers import Number

FALLBACK_TERM = "2020-2025"
KIND_NAMES = {
    Kind.SNAPSHOT: "số mới nhất",
    Kind.ACCUMULATE: "cộng các kỳ",
    Kind.RUNNING_TOTAL: "lũy kế từ đầu nhiệm kỳ",
    Kind.AVERAGE: "bình quân các kỳ",
    Kind.EVERY_PERIOD: "xét từng kỳ",
}


class Given(NamedTuple):
    """What a form states outright about a target; everything is open in an office's own table."""

    comparator: Comparator | None = None
    kind: Kind | None = None
    method: Method | None = None
    baseline_year: int | None = None
    due: date | None = None
    code: str = ""


def read_office_table(
    table: RawTable, problems: Problems, *, after: ResultsTable | None = None
) -> ResultsTable:
    """Read an office's own table; unit and term are those of the table before it, ``after`` which it goes on."""
    grid = table.grid
    for remark in table.remarks:
        problems.notice(grid.source(remark.row, remark.column), remark.code, remark.message)
    term = after.term if after is not None else _term(table, problems)
    years = TermYears.of_label(term or FALLBACK_TERM)
    sources = sources_of(table, years, problems)
    texts = [
        value
        for row in grid.rows[table.first_row :]
        for value in row
        if isinstance(value, str) and len(value) < 40
    ]
    interpreter = Interpreter(grid, sources, years, CellReader(problems, texts), problems)
    rows = []
    for raw in table.rows:
        unit, note = interpreter.text(raw.line, sources.unit), interpreter.text(raw.line, sources.note)
        row = interpreter.row(raw, unit, note, interpreter.given(raw.line))
        if row is not None:
            rows.append(row)
    unit_name = after.unit if after is not None else unit_in(table.title)
    if not unit_name and after is None:
        problems.notice(grid.sheet, "unit_unknown", "Không thấy tên đơn vị phía trên bảng.")
    undated = any(interpreter.undated)
    if undated:
        note_undated(table, sources, problems)
    return ResultsTable(unit_name, "", term, grid.sheet, False, tuple(rows), (), undated)


def _term(table: RawTable, problems: Problems) -> str:
    stated = term_in(table.title) or term_in(column.title for column in table.columns)
    if stated:
        return stated
    dated = [column.end.year for column in table.columns if column.end is not None]
    headings = [column.title for column in table.columns]
    years = dated or years_in((*table.title, *headings)) or years_in(row.name for row in table.rows)
    term = term_of_years(years)
    if term:
        message = f"Nhiệm kỳ {term} được suy từ các năm ghi trong bảng."
    else:
        message = "Không thấy nhiệm kỳ hay năm nào trong bảng."
    problems.notice(table.grid.sheet, "term_inferred" if term else "term_unknown", message)
    return term


class Interpreter:
    """Turns the rows of one table into targets."""

    def __init__(
        self, grid: Grid, sources: Sources, years: TermYears, reader: CellReader, problems: Problems
    ) -> None:
        """Keep the table's sheet, columns and term, and where problems go."""
        self._grid = grid
        self._sources = sources
        self._years = years
        self._reader = reader
        self._problems = problems
        self._columns = field_columns(sources)
        self.undated: list[bool] = []

    def text(self, line: int, column: Column | None) -> str:
        """Return the text of a cell, empty where there is no such column."""
        return cell_text(self._grid.value(line, column.index)) if column is not None else ""

    def given(self, line: int) -> Given:
        """Return what the row states outright: its due date, where the table has such a column."""
        column = self._sources.due
        return Given(due=self.due(line, column.index)) if column is not None else Given()

    def due(self, line: int, index: int) -> date | None:
        """Return the due date in a cell; a year or a quarter is due on its last day."""
        value = self._grid.value(line, index)
        if value is None or isinstance(value, bool) or (isinstance(value, str) and is_missing(value)):
            return None
        try:
            if not isinstance(value, str | Decimal | date):
                raise DateError(value.message)
            found = read_date(value)
        except DateError as error:
            self._problems.error(self._grid.source(line, index), "unreadable_date", str(error))
            return None
        return found.end if isinstance(found, DateRange) else found

    def row(self, raw: RawRow, unit: str, note: str, given: Given) -> ResultRow | None:
        """Return one target with its observations; a row that cannot be judged keeps the reason in ``fault``."""
        if not raw.name:
            cell = self._grid.source(raw.line, self._sources.first)
            self._problems.error(cell, "missing_name", "Dòng có số liệu nhưng không có tên chỉ tiêu.")
            return None
        if raw.guessed_child:
            cell = self._grid.source(raw.line, self._sources.first)
            message = (
                f"Dòng “{raw.name}” không có số thứ tự nên được hiểu là chỉ tiêu con, không tính vào tổng số."
            )
            self._problems.notice(cell, "child_inferred", message)
        unit = unit or unit_in_name(raw.name)
        cells = self._result_cells(raw.line)
        demand = self._demand(raw, unit, given, cells)
        stated = stated_in(self._grid, raw.line, self._sources.ratio, self._sources.verdicts)
        source = self._grid.source(raw.line, self._sources.first)
        fields = Cells(self._grid.sheet, raw.line, self._columns_of(stated))
        if demand is None:
            self._look_over(raw.line, unit, cells)
            goal = Goal(given.comparator or Comparator.AT_LEAST, counted=raw.counted, wording=raw.name)
            return ResultRow(
                raw.number, given.code, raw.group, raw.name, unit, goal, (), source, fields, note,
                raw.parent_number, raw.counted, stated_attainment=stated.share, stated_verdict=stated.verdict,
                fault="Không đọc được mức chỉ tiêu của dòng này.",
            )  # fmt: skip
        demand, found = read_results_of_row(raw.name, demand, cells, self._reader, self._problems)
        wording = self._wording(raw, note)
        kind = given.kind or self._note_kind(raw, wording)
        term = (self._years.start, self._years.end)
        measured, estimates = to_measured(found, kind, term, self._problems)
        note_uneven_periods(kind, measured, self._problems)
        self.undated.append(any(cell.end is None for cell, _, _ in found))
        goal = self._goal(raw, demand, given, kind)
        if given.kind is None:
            note_yearly(wording, kind, goal, measured, self._problems)
        return ResultRow(
            raw.number, given.code, raw.group, raw.name, unit or demand.unit, goal, measured, source, fields, note,
            raw.parent_number, raw.counted, stated_attainment=stated.share, stated_verdict=stated.verdict, estimates=estimates,
            texts=tuple(cell_text(cell.value) for cell, _, _ in found),
        )  # fmt: skip

    def _look_over(self, line: int, unit: str, cells: Sequence[ResultCell]) -> None:
        """Report what is wrong in the other cells of a row whose level cannot be read: all problems are said at once."""
        unknown = Demand(Comparator.AT_LEAST, unit=unit)
        look_over_results(cells, unit, self._reader, self._problems)
        self._baseline(line, unknown)
        self._phased(line, unknown)

    def _columns_of(self, stated: Stated) -> dict[str, int]:
        if stated.columns.items() <= self._columns.items():
            return self._columns
        return {**self._columns, **stated.columns}

    def _demand(self, raw: RawRow, unit: str, given: Given, cells: Sequence[ResultCell]) -> Demand | None:
        target, high, name = self._sources.target, self._sources.high, self._sources.name
        place = (target or name).index
        top = high.index if high is not None else place
        goal_cells = GoalCells(
            raw.name,
            unit,
            self._grid.value(raw.line, place) if target is not None else None,
            self._grid.source(raw.line, place),
            self._grid.value(raw.line, top) if high is not None else None,
            self._grid.source(raw.line, top),
            given.comparator,
            tuple(cell.value for cell in cells),
            target is None,
            any(cell.over_target for cell in cells),
        )
        return read_demand(goal_cells, self._reader, self._problems)

    def _result_cells(self, line: int) -> list[ResultCell]:
        cells = [self._result_cell(line, column) for column in self._sources.results]
        filled = [cell for cell in cells if not _is_empty(cell.value)]
        if filled or not self._sources.totals:
            return filled
        totals = [self._result_cell(line, column) for column in self._sources.totals]
        used = [cell for cell in totals if not _is_empty(cell.value)]
        for cell in used:
            self._problems.notice(cell.cell, "total_used", "Dòng không có số từng kỳ; lấy số ở cột tổng hợp.")
        return used

    def _result_cell(self, line: int, column: Column) -> ResultCell:
        value = self._grid.value(line, column.index)
        cell = self._grid.source(line, column.index)
        return ResultCell(
            value, cell, column.start, column.end, column.to_date, column.estimate, column.over_target
        )

    def _wording(self, raw: RawRow, note: str) -> str:
        target = self._sources.target
        value = self._grid.value(raw.line, target.index) if target is not None else None
        stated = value if isinstance(value, str) else ""
        manner = self.text(raw.line, self._sources.manner)
        return " ".join(text for text in (raw.name, stated, note, manner) if text)

    def _note_kind(self, raw: RawRow, wording: str) -> Kind:
        kind = kind_of(wording)
        place = (self._sources.target or self._sources.name).index
        message = f"Cách lấy kết quả suy từ câu chữ: {KIND_NAMES[kind]}."
        self._problems.notice(self._grid.source(raw.line, place), "kind_inferred", message)
        return kind

    def _goal(self, raw: RawRow, demand: Demand, given: Given, kind: Kind) -> Goal:
        baseline = demand.baseline if demand.baseline is not None else self._baseline(raw.line, demand)
        column = self._sources.baseline
        year = given.baseline_year or (
            column.end.year if column is not None and column.end is not None else None
        )
        # a kind that note or figure tell must be kept: from the name alone it would be inferred otherwise
        stated = given.kind or (kind if kind is not kind_of_wording(raw.name) else None)
        return Goal(
            demand.comparator,
            demand.target,
            demand.low,
            demand.high,
            baseline,
            year if baseline is not None else None,
            self._phased(raw.line, demand),
            given.due or self._worded_due(raw, demand),
            stated,
            given.method,
            raw.counted,
            raw.name,
        )

    def _worded_due(self, raw: RawRow, demand: Demand) -> date | None:
        target = self._sources.target
        value = self._grid.value(raw.line, target.index) if target is not None else None
        year = year_due(f"{raw.name} {value}") if demand.comparator is Comparator.DONE else None
        if year is None or target is None:
            return None
        cell = self._grid.source(raw.line, target.index)
        self._problems.notice(cell, "due_inferred", f"Hạn hoàn thành suy từ câu chữ: 31-12-{year}.")
        return date(year, 12, 31)

    def _baseline(self, line: int, demand: Demand) -> Number | None:
        column = self._sources.baseline
        return self._plain_number(line, column, demand.unit) if column is not None else None

    def _phased(self, line: int, demand: Demand) -> tuple[tuple[int, Number], ...]:
        if demand.comparator is Comparator.DONE:
            return ()
        found = []
        for column in self._sources.phased:
            value = self._plain_number(line, column, demand.unit) if column.year is not None else None
            if value is not None and column.year is not None:
                found.append((column.year, value))
        return tuple(found)

    def _plain_number(self, line: int, column: Column, unit: str) -> Number | None:
        value, cell = self._grid.value(line, column.index), self._grid.source(line, column.index)
        reading = self._reader.read(value, cell, unit=unit)
        if reading is None:
            return None
        number = reading.value if reading.value is not None else reading.low
        if reading.error or number is None:
            self._problems.warning(
                cell, "unreadable_plan", reading.error or f"Không đọc được số từ “{reading.text}”."
            )
            return None
        return self._reader.convert(number, reading, unit, cell)


def _is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and is_missing(value))
