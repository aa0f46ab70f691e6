"""Finding the table of work items in a workbook: the sheet, the row of its header, the meaning of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from nhiemky.kernel.sheets.grid import Grid
from nhiemky.kernel.sheets.reading import cell_text
from nhiemky.kernel.sheets.work_form import COLUMNS, SHEET
from nhiemky.kernel.sheets.xlsx import Book
from nhiemky.kernel.viet.fold import fold

_MARKS = frozenset({"Đầu công việc", "Trọng tâm", "Trạng thái", "Ngày báo cáo"})
_MOST_HEADER_ROWS, _LONGEST_HEADING, _NEEDED = 60, 120, 3
_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("number", r"(?:s\.?)?t\.?t\.?|so tt|so thu tu|thu tu|#"),
        ("code", r"ma(?: (?:so|viec|dau cong viec|cong viec|nhiem vu))?"),
        ("key", r"(?:viec |dau cong viec |nhiem vu )?trong tam"),
        ("supporting", r".*phoi hop.*"),
        ("lead", r".*(?:chu tri|phu trach).*|(?:don vi|co quan) (?:thuc hien|tham muu)"),
        ("evidence", r"minh chung.*|tai lieu.*|van ban da ban hanh.*"),
        ("programme", r"(?:thuoc |theo )?(?:chuong trinh|van ban)(?: .*)?|can cu.*"),
        ("reported_on", r"ngay (?:bao cao|cap nhat)"),
        ("starts_on", r"(?:ngay |thoi gian |thoi diem )?bat dau|ngay giao.*"),
        (
            "due_on",
            r"(?:thoi )?han(?: .*)?|thoi gian(?: (?:hoan thanh|thuc hien|ket thuc|trinh))?.*|ngay (?:hoan thanh|ket thuc)|ket thuc",
        ),
        ("product", r"san pham.*|ket qua dau ra|dau ra|ket qua(?: du kien| can dat)"),
        ("percent", r"(?:ty le|tien do|muc do)?(?: (?:hoan thanh|thuc hien))? ?\(? ?%\)?|ty le(?: .*)?"),
        ("state", r"(?:trang thai|tinh trang|tien do|muc do hoan thanh)(?: (?:thuc hien|hoan thanh))?"),
        ("result", r"(?:ket qua|tinh hinh)(?: .*)?|da thuc hien"),
        ("note", r"ghi chu.*"),
        ("group", r"nhom(?: .*)?|linh vuc.*"),
        (
            "name",
            r"(?:ten |noi dung |danh muc |cac )?(?:dau )?(?:cong viec|viec)(?: .*)?|noi dung(?: .*)?|(?:cac )?nhiem vu(?:.*)?|dau viec",
        ),
    )
)


class WorkHeading(NamedTuple):
    """A table found: its sheet, the first row below the header, the column of each field, and what stands above."""

    grid: Grid
    first_row: int
    columns: Mapping[str, int]
    title: tuple[str, ...]
    own_form: bool
    unread: tuple[tuple[int, int, str], ...] = ()


def find_work_table(book: Book) -> WorkHeading | None:
    """Return the own form when the workbook is one, else the table with most known columns; None when there is none."""
    if SHEET in book.names:
        grid = book.sheet(SHEET)
        for line, row in enumerate(grid.rows[:10]):
            if _MARKS.issubset(row):
                return _own(grid, line)
    found = [heading for grid in book.sheets if (heading := _office(grid)) is not None]
    return max(found, key=lambda heading: (len(heading.columns), len(heading.grid.rows)), default=None)


def shown_titles(heading: WorkHeading) -> dict[int, str]:
    """Return the title right above each column as a reader sees it, that of merged cells too, by the column's place."""
    grid, line = heading.grid, heading.first_row - 1
    width = max(len(row) for row in grid.rows[max(0, line - 1) : line + 1])
    shown = (
        (index, grid.value(_shown_row(grid, line, index), _shown_column(grid, line, index)))
        for index in range(width)
    )
    return {index: title for index, value in shown if (title := cell_text(value))}


def _own(grid: Grid, line: int) -> WorkHeading:
    titles = {cell_text(value): index for index, value in reversed(list(enumerate(grid.rows[line])))}
    columns = {field: titles[title] for field, title in COLUMNS.items() if title in titles}
    unread = tuple(
        (line, index, title) for title, index in titles.items() if title and index not in columns.values()
    )
    return WorkHeading(grid, line + 1, columns, (), True, unread)


def _office(grid: Grid) -> WorkHeading | None:
    best: WorkHeading | None = None
    for line in range(min(len(grid.rows), _MOST_HEADER_ROWS)):
        for depth in (1, 2):
            columns = _columns(_titles(grid, line, depth))
            if depth == 2 and columns == _columns(_titles(grid, line + 1, 1)):
                continue  # the upper line is a title of the table, it says nothing of the columns
            fits = "name" in columns and len(columns) >= _NEEDED
            if fits and (best is None or len(columns) > len(best.columns)):
                title = tuple(_texts_above(grid, line))
                best = WorkHeading(grid, line + depth, columns, title, False)
        if best is not None and line > best.first_row:
            break
    return best


def _titles(grid: Grid, line: int, depth: int) -> list[tuple[str, ...]]:
    width = max((len(row) for row in grid.rows[line : line + depth]), default=0)
    titles = []
    for index in range(width):
        levels = [cell_text(grid.value(_shown_row(grid, line, index), _shown_column(grid, line, index)))]
        if depth == 2:
            levels.append(cell_text(grid.value(line + 1, index)))
        titles.append(tuple(level for level in levels if level))
    return titles


def _shown_column(grid: Grid, line: int, index: int) -> int:
    merge = next((m for m in grid.merged if m.top <= line <= m.bottom and m.left <= index <= m.right), None)
    return merge.left if merge else index


def _shown_row(grid: Grid, line: int, index: int) -> int:
    merge = next((m for m in grid.merged if m.top <= line <= m.bottom and m.left <= index <= m.right), None)
    return merge.top if merge else line


def _columns(titles: Iterable[tuple[str, ...]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, levels in enumerate(titles):
        field = next((field for level in reversed(levels) if (field := _field(level))), "")
        if field and field not in found:
            found[field] = index
    return found


def _field(title: str) -> str:
    if len(title) > _LONGEST_HEADING:
        return ""
    key = fold(title).strip(" .:*")
    return next((field for field, pattern in _FIELDS if pattern.fullmatch(key)), "")


def _texts_above(grid: Grid, line: int) -> Iterable[str]:
    for row in grid.rows[:line]:
        yield from (text for value in row if isinstance(value, str) and (text := cell_text(value)))
