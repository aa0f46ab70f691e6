"""Reading a results table, the product's own form or an office's own, into targets with their observations."""

from __future__ import annotations

from nhiemky.intake.reading.cells import PARSERS, Problems
from nhiemky.intake.reading.duplicates import without_duplicates
from nhiemky.intake.reading.office import read_office_table
from nhiemky.intake.reading.own_form import find_own_form, read_own_form
from nhiemky.intake.reading.table import Problem, ResultRow, ResultsTable
from nhiemky.kernel.sheets.reading import RawTable, read_table
from nhiemky.kernel.sheets.xlsx import Book, BookError, Limits, open_book

__all__ = ["BookError", "Limits", "Problem", "ResultRow", "ResultsTable", "read_results"]

_NO_TABLE = (
    "Không tìm thấy bảng chỉ tiêu trong tệp: cần một dòng tiêu đề có cột tên chỉ tiêu (Nội dung, Chỉ tiêu), cột mức phải đạt "
    "(Nghị quyết, Kế hoạch) và cột kết quả (Thực hiện)."
)


def read_results(data: bytes, *, limits: Limits | None = None) -> ResultsTable:
    """Read the bytes of an .xlsx file; every problem of the file is in the table, each with its cell.

    :raises BookError: when the file cannot be read at all or holds no table of targets.
    """
    book = open_book(data, limits=limits, decode=_decode)
    problems = Problems([])
    form = find_own_form(book)
    if form is not None:
        table = read_own_form(book, form, problems)
    else:
        table = read_office_table(_choose_table(book, problems), problems)
    rows = without_duplicates(table.rows, problems)
    return ResultsTable(
        table.unit,
        table.unit_code,
        table.term,
        table.sheet,
        table.own_form,
        rows,
        tuple(problems.found),
        table.undated,
    )


def _choose_table(book: Book, problems: Problems) -> RawTable:
    found = [(grid, table) for grid in book.sheets if (table := read_table(grid, PARSERS)) is not None]
    shown = [pair for pair in found if not pair[0].hidden] or found
    if not shown:
        raise BookError("no_table", _NO_TABLE)
    grid, table = max(shown, key=lambda pair: sum(row.counted for row in pair[1].rows))
    others = [other.sheet for other, with_rows in shown if other is not grid and with_rows.rows]
    if others:
        names = ", ".join(f"“{name}”" for name in others)
        message = f"Tệp có nhiều trang có bảng; chỉ đọc trang “{grid.sheet}”, không đọc {names}."
        problems.warning(grid.sheet, "other_sheets", message)
    if grid.hidden_rows:
        message = f"Trang có {grid.hidden_rows} dòng bị ẩn; các dòng này vẫn được đọc."
        problems.notice(grid.sheet, "hidden_rows", message)
    return table


def _decode(text: str, font: str | None) -> str:
    from nhiemky.kernel.viet.legacy import decode

    return decode(text, font)
