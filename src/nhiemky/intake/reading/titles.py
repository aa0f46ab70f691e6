"""What the columns of a file are called, for who looks at one of its lines."""

from __future__ import annotations

from collections.abc import Mapping

from nhiemky.intake.reading.cells import PARSERS
from nhiemky.intake.reading.own_form import find_own_form
from nhiemky.intake.reading.work_heading import find_work_table, shown_titles
from nhiemky.kernel.sheets.grid import Grid
from nhiemky.kernel.sheets.reading import cell_text, read_table
from nhiemky.kernel.sheets.xlsx import Book


def column_titles(book: Book, grid: Grid, *, work: bool) -> Mapping[int, str]:
    """Return the titles of a sheet's columns by their place, counted from 0; none where no table (of results, or of `work`
    items) is found in it."""
    if work:
        heading = find_work_table(book)
        return shown_titles(heading) if heading is not None and heading.grid.sheet == grid.sheet else {}
    form = find_own_form(book)
    if form is not None and form.grid.sheet == grid.sheet:
        header = enumerate(grid.rows[form.header])
        return {index: title for index, value in header if (title := cell_text(value))}
    table = read_table(grid, PARSERS)
    return {} if table is None else {column.index: column.title for column in table.columns if column.title}
