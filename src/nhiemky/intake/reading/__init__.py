"""Reading a results table, the product's own form or an office's own, into targets with their observations."""

from __future__ import annotations

from collections.abc import Mapping

from nhiemky.intake.reading.cells import Problems
from nhiemky.intake.reading.duplicates import without_duplicates
from nhiemky.intake.reading.own_form import find_own_form, read_own_form
from nhiemky.intake.reading.sheets import read_office_sheets
from nhiemky.intake.reading.table import Problem, ResultRow, ResultsTable
from nhiemky.kernel.sheets.xlsx import BookError, Limits, open_book

__all__ = ["BookError", "Limits", "Problem", "ResultRow", "ResultsTable", "read_results"]


def read_results(
    data: bytes, *, limits: Limits | None = None, edits: Mapping[str, str] | None = None
) -> ResultsTable:
    """Read the bytes of an .xlsx file; every problem of the file is in the table, each with its cell.

    ``edits`` are texts by address that stand in place of what the file says there.

    :raises BookError: when the file cannot be read at all or holds no table of targets.
    """
    book = open_book(data, limits=limits, decode=_decode, edits=edits)
    problems = Problems([])
    form = find_own_form(book)
    table = read_own_form(book, form, problems) if form is not None else read_office_sheets(book, problems)
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


def _decode(text: str, font: str | None) -> str:
    from nhiemky.kernel.viet.legacy import decode

    return decode(text, font)
