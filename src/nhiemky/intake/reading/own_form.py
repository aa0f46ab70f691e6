"""The product's own form: known columns, so most rows are read without any inference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar

from nhiemky.intake.reading.cells import PARSERS, CellReader, Problems, is_missing
from nhiemky.intake.reading.headings import term_of_years
from nhiemky.intake.reading.office import FALLBACK_TERM, Given, Interpreter, Sources
from nhiemky.intake.reading.table import Cells, ResultRow, ResultsTable
from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Method, Period, TermYears
from nhiemky.kernel.sheets.columns import Column, Role
from nhiemky.kernel.sheets.form import (
    ABOUT_CODE,
    ABOUT_SHEET,
    ABOUT_TERM,
    ABOUT_UNIT,
    COMPARATOR_WORDS,
    FIXED_COLUMNS,
    KIND_WORDS,
    METHOD_WORDS,
    NOTE,
    OBSERVED,
    PHASED,
    SHEET,
)
from nhiemky.kernel.sheets.grid import Grid, Value, column_letters
from nhiemky.kernel.sheets.reading import RawRow, cell_text
from nhiemky.kernel.sheets.rows import RowReader
from nhiemky.kernel.sheets.xlsx import Book
from nhiemky.kernel.viet.dates import find_period
from nhiemky.kernel.viet.fold import fold

_MARKS = frozenset({"So sánh", "Cách lấy kết quả", "Chỉ tiêu nghị quyết", "Chỉ tiêu"})
_FIRST_ROWS = 10
_Word = TypeVar("_Word", Comparator, Kind, Method)
_PLAIN_COMPARATORS = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW})


def _words(codes: Mapping[str, str]) -> dict[str, str]:
    return {key: code for code, word in codes.items() for key in (code, word, fold(word))}


_COMPARATORS = {
    **{key: Comparator(code) for key, code in _words(COMPARATOR_WORDS).items()},
    **dict.fromkeys(("≥", ">=", "tu tro len", "toi thieu", "khong duoi"), Comparator.AT_LEAST),
    **dict.fromkeys(("≤", "<=", "toi da", "nhieu nhat", "khong vuot qua"), Comparator.AT_MOST),
    **dict.fromkeys((">", "hon", "lon hon"), Comparator.ABOVE),
    **dict.fromkeys(("<", "nho hon"), Comparator.BELOW),
    **dict.fromkeys(("khoang", "tu den"), Comparator.BETWEEN),
    **dict.fromkeys(("dat",), Comparator.DONE),
}
_KINDS = {key: Kind(code) for key, code in _words(KIND_WORDS).items()}
_METHODS = {key: Method(code) for key, code in _words(METHOD_WORDS).items()}


class Layout(NamedTuple):
    """Where the columns of a form are."""

    fields: Mapping[str, int]
    phased: tuple[tuple[int, int], ...]
    observed: tuple[Column, ...]
    periods: tuple[tuple[int, str, Period], ...]
    width: int
    unknown: tuple[tuple[int, str], ...]


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
        if _MARKS.issubset({value for value in row if isinstance(value, str)}):
            return OwnForm(grid, line, _layout(tuple(cell_text(value) for value in row)))
    return None


@lru_cache(maxsize=64)
def _layout(header: tuple[str, ...]) -> Layout:
    fields: dict[str, int] = {}
    phased: list[tuple[int, int]] = []
    observed: list[Column] = []
    unknown: list[tuple[int, str]] = []
    known = {fold(title): title for title in (*FIXED_COLUMNS, NOTE)}
    for index, title in enumerate(header):
        key = fold(title)
        if key in known:
            fields.setdefault(known[key], index)
        elif key.startswith((fold(PHASED), fold(OBSERVED), "uoc")):
            period = find_period(title)
            if key.startswith(fold(PHASED)) and period is not None and period.end is not None:
                phased.append((index, period.end.year))
            elif period is not None and period.end is not None:
                observed.append(
                    Column(index, Role.RESULT, title, period.start, period.end, period.until, period.estimate)
                )
            else:
                unknown.append((index, title))
        elif title:
            unknown.append((index, title))
    periods = tuple(
        (column.index, column_letters(column.index), Period(column.start, column.end))
        for column in observed
        if column.start and column.end and not column.to_date
    )
    return Layout(fields, tuple(phased), tuple(observed), periods, len(header), tuple(unknown))


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
    reader = _FormReader(form, TermYears.of_label(_sound_term(term, grid, problems)), problems)
    rows = reader.rows()
    return ResultsTable(
        about.get(ABOUT_UNIT, ""), about.get(ABOUT_CODE, ""), term, grid.sheet, True, rows, ()
    )


def _sound_term(term: str, grid: Grid, problems: Problems) -> str:
    try:
        TermYears.of_label(term)
    except ValueError:
        problems.warning(
            grid.sheet, "term_unknown", f"Không đọc được nhiệm kỳ “{term}” trong trang “{ABOUT_SHEET}”."
        )
        return FALLBACK_TERM
    return term


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
        self._letters = [
            (index, f"{form.grid.sheet}!{letters}", period) for index, letters, period in layout.periods
        ]
        self._plain_periods = len(layout.periods) == len(layout.observed)
        self._interpreter: Interpreter | None = None
        self._columns = _field_columns(layout)
        self._sub_targets: dict[int, RawRow] = {}

    def rows(self) -> tuple[ResultRow, ...]:
        """Return every row of the form that states a target."""
        found = []
        at = self._fields["Chỉ tiêu"], self._fields.get("STT", -1)
        blank = (None,) * self._form.layout.width
        self._find_sub_targets(at[0], at[1])
        for line in range(self._form.header + 1, len(self._grid.rows)):
            values = self._grid.rows[line]
            if not values:
                continue
            values = values + blank[len(values) :]
            row = self._plain_row(line, values) or self._careful_row(line, values)
            if row is not None:
                found.append(row)
        return tuple(found)

    def _find_sub_targets(self, name: int, number: int) -> None:
        """Look for parts of targets only where a form has any: names with a dash, numbers such as 1.1."""
        for values in self._grid.rows[self._form.header + 1 :]:
            title = values[name] if name < len(values) else None
            mark = values[number] if 0 <= number < len(values) else None
            if _marks_a_part(mark, title):
                break
        else:
            return
        target = self._fields.get("Chỉ tiêu nghị quyết", name)
        columns = [Column(name, Role.NAME, ""), Column(target, Role.TARGET, "")]
        columns += [Column(number, Role.NUMBER, "")] if number >= 0 else []
        columns += [Column(self._fields["So sánh"], Role.HIGH, ""), *self._form.layout.observed]
        reader = RowReader(self._grid, tuple(columns), PARSERS, frozenset())
        self._sub_targets = {row.line: row for row in reader.read(self._form.header + 1)}

    def _plain_row(self, line: int, values: tuple[Value, ...]) -> ResultRow | None:
        """Read a row whose every figure is a true number and whose words are those of the form; None otherwise."""
        fields = self._fields
        name, target = values[fields["Chỉ tiêu"]], values[fields["Chỉ tiêu nghị quyết"]]
        comparator = _COMPARATORS.get(values[fields["So sánh"]])  # type: ignore[arg-type]
        if (
            not isinstance(name, str)
            or not isinstance(target, Decimal)
            or comparator not in _PLAIN_COMPARATORS
        ):
            return None
        stated = self._stated(values)
        if stated is None or self._sub_targets or not self._plain_periods:
            return None
        given, number, group, unit, note, baseline = stated
        measured = []
        mark = str(line + 1)
        for index, prefix, period in self._letters:
            value = values[index]
            if value is None:
                continue
            if not isinstance(value, Decimal):
                return None
            measured.append(Measured(period, value, None, prefix + mark))
        phased = []
        for index, year in self._form.layout.phased:
            plan = values[index]
            if plan is None:
                continue
            if not isinstance(plan, Decimal):
                return None
            phased.append((year, plan))
        goal = Goal(
            comparator, target, None, None, baseline, given.baseline_year, tuple(phased), given.due, given.kind,
            given.method, True, name,
        )  # fmt: skip
        return ResultRow(
            number, given.code, group, name, unit, goal, tuple(measured), f"{self._grid.sheet}!A{mark}",
            Cells(self._grid.sheet, line, self._columns), note,
        )  # fmt: skip

    def _stated(self, values: tuple[Value, ...]) -> tuple[Given, str, str, str, str, Decimal | None] | None:
        fields = self._fields
        kind = _KINDS.get(values[fields["Cách lấy kết quả"]])  # type: ignore[arg-type]
        method_text = self._at(values, "Cách tính")
        method = _METHODS.get(method_text) if isinstance(method_text, str) else None
        due, baseline, year = (
            self._at(values, "Hạn"),
            self._at(values, "Mức gốc"),
            self._at(values, "Năm gốc"),
        )
        number, code = self._at(values, "STT"), self._at(values, "Mã")
        if kind is None or (method is None and method_text is not None):
            return None
        if not (due is None or isinstance(due, date)) or not (
            baseline is None or isinstance(baseline, Decimal)
        ):
            return None
        if (
            not (year is None or (isinstance(year, Decimal) and 1900 <= year <= 2100))
            or self._at(values, "Cận trên") is not None
        ):
            return None
        texts = [self._at(values, title) for title in ("Lĩnh vực", "Đơn vị tính", NOTE)]
        if not all(text is None or isinstance(text, str) for text in texts):
            return None
        group, unit, note = (text if isinstance(text, str) else "" for text in texts)
        baseline_year = int(year) if isinstance(year, Decimal) else None
        given = Given(None, kind, method, baseline_year, due, _number(code))
        return given, _number(number), group, unit, note, baseline

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
            self._word(line, values, "So sánh", _COMPARATORS),
            self._word(line, values, "Cách lấy kết quả", _KINDS),
            self._word(line, values, "Cách tính", _METHODS),
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
            self._column("Chỉ tiêu nghị quyết", Role.TARGET),
            self._column("Cận trên", Role.HIGH),
            self._column("Đơn vị tính", Role.UNIT),
            self._column(NOTE, Role.NOTE),
            None,
            None,
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


def _marks_a_part(number: Value, name: Value) -> bool:
    if isinstance(number, Decimal):
        return number != number.to_integral_value()
    if isinstance(number, date) or (isinstance(number, str) and not number.isdecimal()):
        return True
    return isinstance(name, str) and name.startswith(("-", "–", "+", "•", "Trong đó"))


def _number(value: Value) -> str:
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else format(value, "f")
    if isinstance(value, date):
        return f"{value.day}.{value.month}"
    return cell_text(value).rstrip(".")


def _field_columns(layout: Layout) -> dict[str, int]:
    names = {
        "STT": "number", "Mã": "code", "Lĩnh vực": "group", "Chỉ tiêu": "name", "Đơn vị tính": "unit",
        "So sánh": "comparator", "Mức gốc": "baseline", "Năm gốc": "baseline_year", "Chỉ tiêu nghị quyết": "target",
        "Cận trên": "high", "Cách lấy kết quả": "kind", "Cách tính": "method", "Hạn": "due", NOTE: "note",
    }  # fmt: skip
    fields = {names[title]: index for title, index in layout.fields.items()}
    return {**fields, **{f"phased_{year}": index for index, year in layout.phased}}
