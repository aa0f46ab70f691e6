"""A sheet as rows of values, where every value can be traced to its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CellError:
    """What stands in a cell that cannot be used, with the words that tell the user why."""

    code: str
    message: str


_SOURCE = re.compile(r"(.+)!([A-Z]{1,3})([1-9][0-9]{0,6})")

Value = str | Decimal | bool | date | CellError | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One value with its place; rows and columns count from 0."""

    value: Value
    row: int
    column: int

    @property
    def address(self) -> str:
        """Return the address as Excel writes it, such as ``C8``."""
        return f"{column_letters(self.column)}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block of cells, edges included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of values of any length, missing cells at the end left out."""

    sheet: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: int = 0

    def value(self, row: int, column: int) -> Value:
        """Return the value at a place, None where nothing stands."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def cell(self, row: int, column: int) -> Cell:
        """Return the value at a place together with the place."""
        return Cell(self.value(row, column), row, column)

    def address(self, row: int, column: int) -> str:
        """Return the address as Excel writes it, such as ``C8``."""
        return f"{column_letters(column)}{row + 1}"

    def source(self, row: int, column: int) -> str:
        """Return the address with the sheet, such as ``Chỉ tiêu!C8``."""
        return f"{self.sheet}!{column_letters(column)}{row + 1}"

    def overwritten(self, texts: Mapping[tuple[int, int], str]) -> Grid:
        """Return the sheet with other texts at some places (row, column); an empty text empties the cell."""
        rows = [list(row) for row in self.rows]
        for (line, column), text in texts.items():
            rows.extend([] for _ in range(line + 1 - len(rows)))
            rows[line].extend([None] * (column + 1 - len(rows[line])))
            rows[line][column] = text or None
        return replace(self, rows=tuple(map(tuple, rows)))

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


def place_of(source: str) -> tuple[str, int, int] | None:
    """Return sheet, row and column, counted from 0, that an address such as ``Chỉ tiêu!C8`` names; None for no address."""
    found = _SOURCE.fullmatch(source)
    return (found[1], int(found[3]) - 1, column_number(found[2])) if found else None


def _spell_column(column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_LETTERS = tuple(_spell_column(column) for column in range(702))


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 is ``A``, 26 is ``AA``."""
    return _LETTERS[column] if column < len(_LETTERS) else _spell_column(column)


def column_number(letters: str) -> int:
    """Return the column, counted from 0, that letters such as ``AA`` name."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
