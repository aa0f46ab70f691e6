"""Which sheets of an office's workbook are read: the one with the most targets, and those that go on with its list."""

from __future__ import annotations

from collections.abc import Sequence

from nhiemky.intake.reading.cells import PARSERS, Problems
from nhiemky.intake.reading.office import read_office_table
from nhiemky.intake.reading.table import ResultsTable
from nhiemky.kernel.sheets.grid import Grid
from nhiemky.kernel.sheets.reading import RawTable, read_table
from nhiemky.kernel.sheets.xlsx import Book, BookError
from nhiemky.kernel.viet.fold import fold

_NO_TABLE = (
    "Không tìm thấy bảng chỉ tiêu trong tệp: cần một dòng tiêu đề có cột tên chỉ tiêu (Nội dung, Chỉ tiêu), cột mức phải đạt "
    "(Nghị quyết, Kế hoạch) và cột kết quả (Thực hiện)."
)


def read_office_sheets(book: Book, problems: Problems) -> ResultsTable:
    """Read an office's own table, or all of its sheets when a list of targets with one header is split over several.

    :raises BookError: when no sheet holds a table of targets.
    """
    found = [table for grid in book.sheets if (table := read_table(grid, PARSERS)) is not None]
    shown = [table for table in found if not table.grid.hidden] or found
    if not shown:
        raise BookError("no_table", _NO_TABLE)
    joined = _joined(shown)
    _say_which(shown, joined, problems)
    whole = read_office_table(joined[0], problems)
    for table in joined[1:]:
        part = read_office_table(table, problems, after=whole)
        whole = ResultsTable(
            whole.unit, whole.unit_code, whole.term, whole.sheet, whole.own_form, (*whole.rows, *part.rows), (),
            whole.undated or part.undated,
        )  # fmt: skip
    return whole


def _joined(tables: Sequence[RawTable]) -> list[RawTable]:
    """Return the table with the most targets and those with the same header that hold other targets, in their order.

    Sheets that mostly repeat the same targets are copies, for another unit or another time, and no part of one list.
    """
    largest = max(tables, key=_size)
    names = _names(largest)
    joined = [largest]
    for table in tables:
        if table is largest or not table.rows or _header(table) != _header(largest):
            continue
        if len(_names(table) & names) * 2 < len(_names(table)):
            names |= _names(table)
            joined.append(table)
    return [table for table in tables if table in joined]


def _size(table: RawTable) -> int:
    return sum(row.counted for row in table.rows)


def _names(table: RawTable) -> set[str]:
    return {fold(row.name) for row in table.rows}


def _header(table: RawTable) -> tuple[tuple[int, str], ...]:
    return tuple((column.index, fold(column.title)) for column in table.columns if column.title)


def _say_which(shown: Sequence[RawTable], joined: Sequence[RawTable], problems: Problems) -> None:
    first = joined[0].grid
    others = [table.grid for table in shown if table not in joined and table.rows]
    read = [table.grid for table in joined]
    if len(read) > 1:
        message = f"Danh sách chỉ tiêu nằm trên nhiều trang; các trang được đọc lần lượt: {_named(read)}."
        problems.notice(first.sheet, "sheets_joined", message)
    if others:
        only = f"trang {_named(read)}" if len(read) == 1 else f"các trang {_named(read)}"
        message = f"Tệp có nhiều trang có bảng; chỉ đọc {only}, không đọc {_named(others)}."
        problems.warning(first.sheet, "other_sheets", message)
    for grid in read:
        if grid.hidden_rows:
            message = f"Trang có {grid.hidden_rows} dòng bị ẩn; các dòng này vẫn được đọc."
            problems.notice(grid.sheet, "hidden_rows", message)


def _named(grids: Sequence[Grid]) -> str:
    return ", ".join(f"“{grid.sheet}”" for grid in grids)
