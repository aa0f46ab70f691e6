"""The product's own form: known columns, so most rows are read without any inference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar

from nhiemky.intake.reading.cells import PARSERS, CellReader, Problems, is_missing
from nhiemky.intake.reading.headings import term_of_years
from nhiemky.intake.reading.layout import COMPARATORS, KINDS, METHODS, Layout, layout_of
from nhiemky.intake.reading.office import FALLBACK_TERM, Given, Interpreter
from nhiemky.intake.reading.plain_rows import PART_MARKS, read_plain_rows
from nhiemky.intake.reading.sources import Sources
from nhiemky.intake.reading.table import ResultRow, ResultsTable
from nhiemky.kernel.scoring import Comparator, Kind, Method, TermYears
from nhiemky.kernel.sheets.columns import Column, Role
from nhiemky.kernel.sheets.form import (
    ABOUT_CODE,
    ABOUT_SHEET,
    ABOUT_TERM,
    ABOUT_UNIT,
    NOTE,
    SHEET,
)
from nhiemky.kernel.sheets.grid import Grid, Value
from nhiemky.kernel.sheets.reading import RawRow, cell_text
from nhiemky.kernel.sheets.rows import RowReader
from nhiemky.kernel.sheets.xlsx import Book
from nhiemky.kernel.viet.fold import fold

_MARKS = frozenset({"So sánh", "Cách lấy kết quả", "Chỉ tiêu nghị quyết", "Chỉ tiêu"})
_FIRST_ROWS = 10
_Word = TypeVar("_Word", Comparator, Kind, Method)


class OwnForm(NamedTuple):
    """A form found in a workbook: its sheet, the row of its header and its columns."""

    grid: Grid
    header: int
    layout: Layout


def find_own_form(book: Book) -> OwnForm | None:
    """Return the form when a workbook is one, else None."""
    if SHEET not in book.names:
        return None
    grid = book.sheet(SHEET)
    for line, row in enumerate(grid.rows[:_FIRST_ROWS]):
        if _MARKS.issubset(row):
            return OwnForm(grid, line, layout_of(tuple(map(_heading, row))))
    return None


@lru_cache(maxsize=1024, typed=True)
def _heading(value: Value) -> str:
    return cell_text(value)


def read_own_form(book: Book, form: OwnForm, problems: Problems) -> ResultsTable:
    """Read a form: rows with plain numbers directly, all others with the care given to offices' tables."""
    about = _about(book)
    grid, layout = form.grid, form.layout
    for index, title in layout.unknown:
        message = f"Cột “{title}” không thuộc mẫu biểu nên không được đọc."
        problems.warning(grid.source(form.header, index), "unknown_column", message)
    dated = [column.end.year for column in layout.observed if column.end] + [
        year for _, year in layout.phased
    ]
    term = about.get(ABOUT_TERM, "") or term_of_years(dated)
    reader = _FormReader(form, _years_of(term, grid, problems), problems)
    rows = reader.rows()
    return ResultsTable(
        about.get(ABOUT_UNIT, ""), about.get(ABOUT_CODE, ""), term, grid.sheet, True, rows, (), reader.undated
    )


def _years_of(term: str, grid: Grid, problems: Problems) -> TermYears:
    try:
        return TermYears.of_label(term)
    except ValueError:
        problems.warning(
            grid.sheet, "term_unknown", f"Không đọc được nhiệm kỳ “{term}” trong trang “{ABOUT_SHEET}”."
        )
    return TermYears.of_label(FALLBACK_TERM)


def _about(book: Book) -> dict[str, str]:
    if ABOUT_SHEET not in book.names:
        return {}
    rows = book.sheet(ABOUT_SHEET).rows
    return {row[0]: cell_text(row[1]) for row in rows if len(row) > 1 and isinstance(row[0], str)}


class _FormReader:
    """Reads the rows of one form."""

    def __init__(self, form: OwnForm, years: TermYears, problems: Problems) -> None:
        self._form = form
        self._grid = form.grid
        self._years = years
        self._problems = problems
        layout = form.layout
        self._fields = layout.fields
        self._whole_periods = len(layout.periods) == len(layout.observed)
        self._interpreter: Interpreter | None = None
        self._sub_targets: dict[int, RawRow] = {}

    def rows(self) -> tuple[ResultRow, ...]:
        """Return every row of the form that states a target."""
        lines = [
            (line, values)
            for line, values in enumerate(self._grid.rows)
            if values and line > self._form.header
        ]
        plain = read_plain_rows(self._grid.sheet, self._form.layout, lines) if self._whole_periods else {}
        if len(plain) == len(lines):
            return tuple(plain.values())
        blank = (None,) * (self._form.layout.width + 1)
        careful = [(line, values + blank[len(values) :]) for line, values in lines if line not in plain]
        if self._whole_periods and any(self._marks_a_part(values) for _, values in careful):
            # whether a row is a part of another one shows only in the whole table
            self._find_sub_targets()
            plain, careful = {}, [(line, values + blank[len(values) :]) for line, values in lines]
        found = {line: self._careful_row(line, values) for line, values in careful}
        rows = (plain.get(line) or found.get(line) for line, _ in lines)
        return tuple(row for row in rows if row is not None)

    @property
    def undated(self) -> bool:
        """Tell whether a result was read from a column that names no day."""
        return self._interpreter is not None and any(self._interpreter.undated)

    def _marks_a_part(self, values: tuple[Value, ...]) -> bool:
        number, name = self._at(values, "STT"), self._at(values, "Chỉ tiêu")
        if isinstance(number, Decimal):
            return number != number.to_integral_value()
        if isinstance(number, date) or (isinstance(number, str) and not number.isdecimal()):
            return True
        return isinstance(name, str) and name.startswith(PART_MARKS)

    def _find_sub_targets(self) -> None:
        """Tell targets from their parts: names with a dash, numbers such as 1.1."""
        name, number = self._fields["Chỉ tiêu"], self._fields.get("STT")
        columns = [Column(name, Role.NAME, ""), Column(self._fields["Chỉ tiêu nghị quyết"], Role.TARGET, "")]
        columns += [Column(number, Role.NUMBER, "")] if number is not None else []
        columns += [Column(self._fields["So sánh"], Role.HIGH, ""), *self._form.layout.observed]
        reader = RowReader(self._grid, tuple(columns), PARSERS, frozenset(), marked_parts=True)
        self._sub_targets = {row.line: row for row in reader.read(self._form.header + 1)}

    def _at(self, values: tuple[Value, ...], title: str) -> Value:
        index = self._fields.get(title)
        return values[index] if index is not None else None

    def _careful_row(self, line: int, values: tuple[Value, ...]) -> ResultRow | None:
        filled = [
            value
            for value in values
            if value is not None and not (isinstance(value, str) and is_missing(value))
        ]
        figures = [
            self._at(values, "Chỉ tiêu nghị quyết"),
            *(values[column.index] for column in self._form.layout.observed),
        ]
        if not filled or (self._at(values, "So sánh") is None and all(value is None for value in figures)):
            return None
        interpreter = self._interpreter or self._open_interpreter()
        raw = self._sub_targets.get(line) or RawRow(
            line, _number(self._at(values, "STT")), cell_text(self._at(values, "Chỉ tiêu")), ""
        )
        group, unit = cell_text(self._at(values, "Lĩnh vực")), cell_text(self._at(values, "Đơn vị tính"))
        given = Given(
            self._word(line, values, "So sánh", COMPARATORS),
            self._word(line, values, "Cách lấy kết quả", KINDS),
            self._word(line, values, "Cách tính", METHODS),
            self._baseline_year(line, values),
            interpreter.due(line, self._fields["Hạn"]) if "Hạn" in self._fields else None,
            _number(self._at(values, "Mã")),
        )
        raw = RawRow(
            line, raw.number, raw.name, group or raw.group, raw.parent_line, raw.parent_number, raw.counted
        )
        return interpreter.row(raw, unit, cell_text(self._at(values, NOTE)), given)

    def _open_interpreter(self) -> Interpreter:
        layout = self._form.layout
        baseline = self._column("Mức gốc", Role.BASELINE)
        sources = Sources(
            0,
            Column(self._fields["Chỉ tiêu"], Role.NAME, "Chỉ tiêu"),
            self._column("Chỉ tiêu nghị quyết", Role.TARGET),
            self._column("Cận trên", Role.HIGH),
            self._column("Đơn vị tính", Role.UNIT),
            self._column(NOTE, Role.NOTE),
            None,
            None,
            (),
            baseline,
            None,
            layout.observed,
            (),
            tuple(
                Column(index, Role.PHASED, "", date(year, 1, 1), date(year, 12, 31))
                for index, year in layout.phased
            ),
        )
        texts = [
            value for row in self._grid.rows for value in row if isinstance(value, str) and len(value) < 40
        ]
        reader = CellReader(self._problems, texts)
        self._interpreter = Interpreter(self._grid, sources, self._years, reader, self._problems)
        return self._interpreter

    def _column(self, title: str, role: Role) -> Column | None:
        index = self._fields.get(title)
        return Column(index, role, title) if index is not None else None

    def _word(
        self, line: int, values: tuple[Value, ...], title: str, words: Mapping[str, _Word]
    ) -> _Word | None:
        value = self._at(values, title)
        if value is None:
            return None
        text = cell_text(value)
        found = words.get(text) or words.get(fold(text).replace("…", "").replace("...", ""))
        if found is None and not is_missing(text):
            cell = self._grid.source(line, self._fields[title])
            message = (
                f"“{text}” không có trong danh sách của cột “{title}”; chương trình chọn theo quy tắc chung."
            )
            self._problems.error(cell, "unknown_word", message)
        return found

    def _baseline_year(self, line: int, values: tuple[Value, ...]) -> int | None:
        value = self._at(values, "Năm gốc")
        text = cell_text(value)
        if not text or is_missing(text):
            return None
        if text.isdecimal() and 1900 <= int(text) <= 2100:
            return int(text)
        cell = self._grid.source(line, self._fields["Năm gốc"])
        self._problems.error(cell, "unreadable_year", f"“{text}” không phải là năm; hãy ghi năm bốn chữ số.")
        return None


def _number(value: Value) -> str:
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else format(value, "f")
    if isinstance(value, date):
        return f"{value.day}.{value.month}"
    return cell_text(value).rstrip(".")
