"""What the columns of a file are called, for who looks at one of its lines."""

from __future__ import annotations

from collections.abc import Mapping

from nhiemky.intake.reading.cells import PARSERS
from nhiemky.intake.reading.own_form import find_own_form
from nhiemky.intake.reading.work_heading import find_work_table
from nhiemky.kernel.sheets.grid import Grid
from nhiemky.kernel.sheets.reading import cell_text, read_table
from nhiemky.kernel.sheets.xlsx import Book


def column_titles(book: Book, grid: Grid) -> Mapping[int, str]:
    """Return the titles of a sheet's columns by their place, counted from 0; none where no table is found in it."""
    form = find_own_form(book)
    if form is not None and form.grid.sheet == grid.sheet:
        return _row(grid, form.header)
    table = read_table(grid, PARSERS)
    if table is not None:
        return {column.index: column.title for column in table.columns if column.title}
    work = find_work_table(book)
    return _row(grid, work.first_row - 1) if work is not None and work.grid.sheet == grid.sheet else {}


def _row(grid: Grid, line: int) -> dict[int, str]:
    return {index: title for index, value in enumerate(grid.rows[line]) if (title := cell_text(value))}
