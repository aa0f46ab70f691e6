"""Reading a table of work items, the product's own form or an office's own; every problem with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from nhiemky.intake.reading.cells import Problems
from nhiemky.intake.reading.headings import term_in, unit_in
from nhiemky.intake.reading.table import Cells, Problem
from nhiemky.intake.reading.work_cells import WorkCells, state_in, state_of_percent
from nhiemky.intake.reading.work_heading import WorkHeading, find_work_table
from nhiemky.kernel.scoring import PeriodError, TermYears
from nhiemky.kernel.sheets.form import ABOUT_CODE, ABOUT_SHEET, ABOUT_TERM, ABOUT_UNIT
from nhiemky.kernel.sheets.grid import Value
from nhiemky.kernel.sheets.problem import ERROR
from nhiemky.kernel.sheets.reading import cell_text
from nhiemky.kernel.sheets.work_form import STATE_WORDS
from nhiemky.kernel.sheets.xlsx import Book, BookError, Limits, open_book
from nhiemky.kernel.viet.fold import fold
from nhiemky.kernel.viet.legacy import decode

__all__ = ["BookError", "Limits", "WorkTable", "WorkTableRow", "read_work"]

_TOTAL = re.compile(r"^(?:tong cong|tong|cong|tong so)\b.{0,40}$")
_FOOT = re.compile(
    r"^(?:noi nhan|nguoi lap|t/m |tm\.? |k/t |kt\.? |ghi chu *:|nguon *:|.{0,30}ngay .{0,6}thang .{0,6}nam .{0,6}$)"
)
_GROUP_NUMBER = re.compile(r"^(?:[IVXLC]{1,6}|[A-ZĐ])$")
_KEY_GROUP = re.compile(r"\btrong tam\b")
_VALUES = (
    "lead",
    "supporting",
    "due_on",
    "starts_on",
    "state",
    "percent",
    "result",
    "product",
    "programme",
    "evidence",
)


class WorkTableRow(NamedTuple):
    """One work item of the table; `state` is a code of `work_form.STATE_WORDS`, empty where nothing is reported.

    `stated` are the fields whose columns the table has, `source` the cell where the row begins.
    """

    number: str
    code: str
    group: str
    name: str
    key: bool
    lead: str
    supporting: str
    programme: str
    starts_on: date | None
    due_on: date | None
    product: str
    state: str
    percent: int | None
    result: str
    evidence: str
    reported_on: date | None
    note: str
    source: str
    cells: Mapping[str, str]
    stated: frozenset[str]
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class WorkTable:
    """A whole file as read."""

    unit: str
    unit_code: str
    term: str
    sheet: str
    own_form: bool
    rows: tuple[WorkTableRow, ...]
    problems: tuple[Problem, ...]


def read_work(
    data: bytes, *, limits: Limits | None = None, edits: Mapping[str, str] | None = None
) -> WorkTable:
    """Read the bytes of an .xlsx file; every problem of the file is in the table, each with its cell.

    ``edits`` are texts by address that stand in place of what the file says there.

    :raises BookError: when the file cannot be read at all or holds no table of work items.
    """
    book = open_book(data, limits=limits, decode=decode, edits=edits)
    heading = find_work_table(book)
    if heading is None:
        message = (
            "Không tìm thấy bảng đầu công việc. Bảng cần dòng tiêu đề có cột nội dung công việc và ít nhất hai cột khác "
            "như số thứ tự, cơ quan chủ trì, thời gian hoàn thành."
        )
        raise BookError("no_table", message)
    problems = Problems([])
    about = _about(book) if heading.own_form else {}
    term = about.get(ABOUT_TERM, "") or term_in(heading.title)
    for line, index, title in heading.unread:
        message = f"Cột “{title}” không thuộc mẫu biểu nên không được đọc."
        problems.warning(heading.grid.source(line, index), "unknown_column", message)
    rows = _RowReader(heading, WorkCells(problems, _years(term)), problems).read()
    unit = about.get(ABOUT_UNIT, "") or unit_in(heading.title)
    return WorkTable(
        unit,
        about.get(ABOUT_CODE, ""),
        term,
        heading.grid.sheet,
        heading.own_form,
        tuple(rows),
        tuple(problems.found),
    )


def _about(book: Book) -> dict[str, str]:
    if ABOUT_SHEET not in book.names:
        return {}
    rows = book.sheet(ABOUT_SHEET).rows
    return {row[0]: cell_text(row[1]) for row in rows if len(row) > 1 and isinstance(row[0], str)}


def _years(term: str) -> tuple[int, int] | None:
    try:
        years = TermYears.of_label(term)
    except PeriodError:
        return None
    return years.first, years.last


class _RowReader:
    """Goes through the rows below a header once."""

    def __init__(self, heading: WorkHeading, cells: WorkCells, problems: Problems) -> None:
        self._heading = heading
        self._grid = heading.grid
        self._cells = cells
        self._problems = problems
        self._group = ""
        self._key = False
        self._codes: dict[str, str] = {}
        self._names: dict[tuple[str, str], str] = {}

    def read(self) -> list[WorkTableRow]:
        """Return the rows that state work items, without those that repeat an earlier one (an error)."""
        found = []
        for line in range(self._heading.first_row, len(self._grid.rows)):
            texts = [text for value in self._grid.rows[line] if (text := cell_text(value))]
            if not texts or self._is_column_numbers(texts):
                continue
            if not self._heading.own_form and self._ends(line, texts):
                break
            if self._is_total(line) or self._is_heading(line):
                continue
            row = self._row(line)
            if not self._is_repeated(row):
                found.append(row)
        return found

    def _value(self, line: int, field: str) -> Value:
        index = self._heading.columns.get(field)
        return None if index is None else self._grid.value(line, index)

    def _cell(self, line: int, field: str) -> str:
        return self._grid.source(line, self._heading.columns.get(field, self._heading.columns["name"]))

    def _is_column_numbers(self, texts: list[str]) -> bool:
        bare = [text.strip("() ") for text in texts]
        return len(bare) > 2 and bare == [str(place) for place in range(1, len(bare) + 1)]

    def _ends(self, line: int, texts: list[str]) -> bool:
        numbered = cell_text(self._value(line, "number")).rstrip(".").isdecimal()
        if numbered or not any(_FOOT.match(fold(text)) for text in texts):
            return False
        message = "Từ dòng này trở đi là ghi chú hoặc phần ký, không đọc."
        self._problems.notice(self._cell(line, "name"), "foot_rows", message)
        return True

    def _is_total(self, line: int) -> bool:
        name = cell_text(self._value(line, "name")) or cell_text(self._value(line, "number"))
        if self._heading.own_form or not _TOTAL.match(fold(name)):
            return False
        message = f"Dòng “{name[:60]}” là dòng tổng cộng, không tính là đầu công việc."
        self._problems.notice(self._cell(line, "name"), "total_row", message)
        return True

    def _is_heading(self, line: int) -> bool:
        if self._heading.own_form or any(cell_text(self._value(line, field)) for field in _VALUES):
            return False
        number, name = _number(self._value(line, "number")), cell_text(self._value(line, "name"))
        if not name and len(number) > 4:
            number, name = "", number
        if not name or (number and not _GROUP_NUMBER.match(number)):
            return False
        self._group, self._key = name, bool(_KEY_GROUP.search(fold(name)))
        if self._key:
            message = f"Các dòng dưới “{name[:60]}” được đọc là đầu công việc trọng tâm."
            self._problems.notice(self._cell(line, "name"), "key_group", message)
        return True

    def _row(self, line: int) -> WorkTableRow:
        before = len(self._problems.found)
        cells, heading = self._cells, self._heading
        texts = {
            field: cells.text(self._value(line, field), self._cell(line, field))
            for field in (
                "code",
                "name",
                "lead",
                "supporting",
                "programme",
                "product",
                "result",
                "evidence",
                "note",
            )
        }
        starts, _words = cells.day(self._value(line, "starts_on"), self._cell(line, "starts_on"), last=False)
        due, words = cells.day(self._value(line, "due_on"), self._cell(line, "due_on"), last=True)
        reported, _none = cells.day(
            self._value(line, "reported_on"), self._cell(line, "reported_on"), last=True
        )
        if words:
            texts["note"] = "\n".join(text for text in (texts["note"], f"Thời hạn: {words}") if text)
        state, percent = self._progress(line, texts["result"])
        key = cells.yes(self._value(line, "key"), self._cell(line, "key")) or self._key
        row = WorkTableRow(
            number=_number(self._value(line, "number")),
            group=cell_text(self._value(line, "group")) or self._group,
            key=key,
            starts_on=starts,
            due_on=due,
            state=state,
            percent=percent,
            reported_on=reported,
            source=self._grid.source(line, min(heading.columns.values())),
            cells=Cells(self._grid.sheet, line, heading.columns),
            stated=frozenset(heading.columns)
            | ({"group"} if self._group else frozenset())
            | ({"key"} if self._key else frozenset())
            | ({"note"} if words else frozenset()),
            **texts,  # type: ignore[arg-type]
        )
        if not row.name:
            message = "Dòng không có nội dung đầu công việc."
            self._problems.error(self._cell(line, "name"), "no_name", message)
        faulty = any(problem.severity == ERROR for problem in self._problems.found[before:])
        return row._replace(faulty=faulty)

    def _progress(self, line: int, result: str) -> tuple[str, int | None]:
        cell = self._cell(line, "state")
        state, within = self._cells.state(self._value(line, "state"), cell)
        percent = self._cells.percent(self._value(line, "percent"), self._cell(line, "percent"))
        percent = within if percent is None else percent
        if state:
            return state, percent
        if percent is not None:
            return state_of_percent(percent), percent
        if not result:
            return "", None
        found = state_in(result)
        words = "theo lời ghi" if found else "vì có kết quả mà không ghi trạng thái"
        message = (
            f"Trạng thái được hiểu là “{STATE_WORDS[found or 'in_progress']}” {words}; đề nghị kiểm tra."
        )
        self._problems.warning(self._cell(line, "result"), "state_inferred", message)
        return found or "in_progress", None

    def _is_repeated(self, row: WorkTableRow) -> bool:
        name = (row.number, fold(row.name))
        first = self._names.get(name) or (self._codes.get(row.code) if row.code else None)
        if first is not None and row.name:
            message = f"Đầu công việc “{row.name[:80]}” trùng với dòng ở ô {first}; dòng này không được tính."
            self._problems.error(row.source, "duplicate_item", message)
            return True
        self._names[name] = row.source
        if row.code:
            self._codes[row.code] = row.source
        return False


def _number(value: Value) -> str:
    if isinstance(value, date):
        # Excel makes a date of "1.2" typed as a number of a row
        return f"{value.day}.{value.month}"
    bare = cell_text(value).replace(",", ".").rstrip(".):/ ").lstrip("(")
    return bare.lstrip("0") or bare if bare.isdecimal() else bare
