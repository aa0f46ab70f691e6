"""Finding the table in a sheet: header, columns, group rows, targets with their sub-targets, and what is no target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nhiemky.kernel.sheets.columns import Column, Parsers, Role, column_of, settle
from nhiemky.kernel.sheets.grid import CellError, Grid, Value
from nhiemky.kernel.sheets.rows import RawRow, RowReader, numbers_columns

__all__ = ["Parsers", "RawRow", "RawTable", "Remark", "cell_text", "read_table"]

_MOST_HEADER_ROWS = 60
_LONGEST_HEADING = 120
_NEEDED_ROLES = 3
_SAMPLE_ROWS = 25


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader did or could not do, with the row it is about (-1: the whole sheet)."""

    row: int
    column: int
    severity: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it stands: where its header is, what its columns mean, its rows in order."""

    grid: Grid
    first_row: int
    columns: tuple[Column, ...]
    rows: tuple[RawRow, ...]
    title: tuple[str, ...]
    remarks: tuple[Remark, ...]

    def column(self, role: Role) -> Column | None:
        """Return the first column of a role, None when the table has none."""
        return next((column for column in self.columns if column.role is role), None)

    def all_columns(self, role: Role) -> tuple[Column, ...]:
        """Return every column of a role in the order of the table."""
        return tuple(column for column in self.columns if column.role is role)


def read_table(grid: Grid, parsers: Parsers) -> RawTable | None:
    """Find and read the table of targets in a sheet; None when the sheet has none."""
    found = _find_header(grid, parsers)
    if found is None:
        return None
    headings, top, start = found
    columns = _once_only(settle(headings, lambda index: _looks_like_names(grid, start, index), parsers))
    if not any(column.role is Role.NAME for column in columns):
        return None
    if not any(column.role in (Role.TARGET, Role.RESULT) for column in columns):
        return None
    below = _skip_column_numbers(grid, start)
    titles = _header_keys(grid, top, start, parsers)
    reader = RowReader(grid, columns, parsers, titles)
    rows = reader.read(below)
    title = tuple(
        text
        for row in grid.rows[:top]
        for value in row
        if isinstance(value, str) and (text := " ".join(value.split()))
    )
    remarks = tuple(Remark(row, 0, "notice", code, message) for row, code, message in reader.remarks)
    return RawTable(grid, below, columns, rows, title, remarks)


def cell_text(value: Value) -> str:
    """Return what a cell says as plain text, for names and notes."""
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    return f"{value.day}-{value.month}-{value.year}"


def _find_header(grid: Grid, parsers: Parsers) -> tuple[list[Column], int, int] | None:
    best: tuple[int, list[Column], int, int] | None = None
    for line in range(min(len(grid.rows), _MOST_HEADER_ROWS)):
        if sum(value is not None for value in grid.rows[line]) < 2 or not _may_head(grid.rows[line]):
            continue
        for top in (line, line - 1):
            if top < 0 or (top < line and not _heads_above(grid, top, parsers)):
                continue
            columns, below = _columns_at(grid, top, line, parsers)
            score = _score(columns)
            if score and (best is None or score > best[0]):
                best = score, columns, top, below
        if best is not None and line > best[2] + 5:
            break
    return None if best is None else best[1:]


def _may_head(row: Sequence[Value]) -> bool:
    return any(isinstance(value, str) and value.strip() for value in row)


def _heads_above(grid: Grid, line: int, parsers: Parsers) -> bool:
    texts = [value for value in grid.rows[line] if value is not None]
    if not texts or any(isinstance(value, str) and len(value) > _LONGEST_HEADING for value in texts):
        return False
    return all(column_of(0, (cell_text(value),), parsers).role is not Role.OTHER for value in texts)


def _score(columns: list[Column]) -> int:
    roles = {column.role for column in columns if column.role is not Role.OTHER}
    names = roles & {Role.NAME, Role.TARGET, Role.NUMBER}
    values = roles & {Role.RESULT, Role.TARGET, Role.PHASED}
    filled = [column for column in columns if column.title]
    if (
        not names
        or not (values or any(column.over_target for column in columns))
        or len(roles) < _NEEDED_ROLES
        or len(filled) < _NEEDED_ROLES
    ):
        return 0
    known = sum(column.role is not Role.OTHER for column in filled)
    if any(len(column.title) > _LONGEST_HEADING * 2 for column in filled) or known * 2 < len(filled):
        return 0
    return len(roles) * 100 + known


def _columns_at(grid: Grid, top: int, line: int, parsers: Parsers) -> tuple[list[Column], int]:
    below = line + 1
    while below < min(len(grid.rows), line + 3) and _continues_header(grid, line, below, parsers):
        below += 1
    width = max(len(grid.rows[row]) for row in range(top, below))
    columns = []
    for index in range(width):
        levels = _levels(grid, top, below, index)
        columns.append(column_of(index, levels, parsers) if levels else Column(index, Role.OTHER, ""))
    return columns, below


def _levels(grid: Grid, top: int, below: int, index: int) -> tuple[str, ...]:
    levels: list[str] = []
    for row in range(top, below):
        value = _spread(grid, row, index, below)
        text = cell_text(value)
        if text and (not levels or levels[-1] != text):
            levels.append(text)
    return tuple(levels)


def _spread(grid: Grid, row: int, index: int, below: int) -> Value:
    """Return the heading over a column: its own, that of its merged block, or that of the group it stands under."""
    own = grid.value(row, index)
    if own is not None:
        return own
    for merge in grid.merged:
        if merge.top <= row <= merge.bottom and merge.left <= index <= merge.right:
            return grid.value(merge.top, merge.left)
    if row + 1 >= below or grid.value(row + 1, index) is None:
        return None
    left = index - 1
    while left >= 0 and grid.value(row, left) is None and grid.value(row + 1, left) is not None:
        left -= 1
    spans = left >= 0 and grid.value(row, left) is not None and grid.value(row + 1, left) is not None
    return grid.value(row, left) if spans else None


def _continues_header(grid: Grid, line: int, row: int, parsers: Parsers) -> bool:
    """Tell whether a row is a lower level of the header: names and numbers blank there, words of headers elsewhere."""
    filled = [(index, value) for index, value in enumerate(grid.rows[row]) if value is not None]
    if not filled or numbers_columns([value for _, value in filled]):
        return False
    if any(merge.top <= line < merge.bottom and merge.bottom >= row for merge in grid.merged):
        return True
    for index, value in filled:
        above = (
            column_of(index, (cell_text(grid.value(line, index)),), parsers)
            if grid.value(line, index)
            else None
        )
        if above is not None and above.role in (Role.NAME, Role.NUMBER):
            return False
        text = cell_text(value)
        if isinstance(value, Decimal) and not (value == int(value) and 1990 <= value <= 2100):
            return False
        if isinstance(value, str) and any(char.isdigit() for char in text) and parsers.period(text) is None:
            return False
    return True


def _skip_column_numbers(grid: Grid, below: int) -> int:
    while below < len(grid.rows):
        values = [value for value in grid.rows[below] if value is not None]
        if values and not numbers_columns(values):
            return below
        if not values and not any(
            numbers_columns([v for v in row if v is not None]) for row in grid.rows[below + 1 : below + 2]
        ):
            return below
        below += 1
    return below


def _looks_like_names(grid: Grid, below: int, index: int) -> bool:
    values = [grid.value(row, index) for row in range(below, min(below + _SAMPLE_ROWS, len(grid.rows)))]
    texts = [value for value in values if isinstance(value, str) and len(value.strip()) > 2]
    words = [text for text in texts if sum(map(str.isalpha, text)) * 2 > len(text) and " " in text.strip()]
    return len(words) * 2 > len([value for value in values if value is not None]) and len(words) >= 1


def _once_only(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Keep only the first of several columns with a role that a table can have once."""
    once = {Role.NUMBER, Role.NAME, Role.UNIT, Role.NOTE, Role.CODE, Role.BASELINE}
    seen: set[Role] = set()
    kept = []
    for column in columns:
        if column.role in once and column.role in seen:
            column = replace(column, role=Role.OTHER)
        seen.add(column.role)
        kept.append(column)
    return tuple(kept)


def _header_keys(grid: Grid, top: int, below: int, parsers: Parsers) -> frozenset[tuple[str, ...]]:
    """Return the rows of the header as search keys, to know them again after a page break."""
    keys = set()
    for row in range(top, below):
        key = tuple(parsers.fold(cell_text(value)) for value in grid.rows[row] if value is not None)
        if len(key) > 1:
            keys.add(key)
    return frozenset(keys)
