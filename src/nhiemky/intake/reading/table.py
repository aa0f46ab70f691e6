"""What reading a results table gives: targets with their observations, and every problem with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nhiemky.kernel.scoring import Goal, Measured, Period
from nhiemky.kernel.sheets.grid import column_letters
from nhiemky.kernel.sheets.problem import Problem

__all__ = ["Cells", "Problem", "ResultRow", "ResultsTable"]


class Cells(Mapping[str, str]):
    """Addresses (``Sheet!C8``) of one row's fields, spelt when asked for."""

    __slots__ = ("_columns", "_line", "_sheet")

    def __init__(self, sheet: str, line: int, columns: Mapping[str, int]) -> None:
        """Keep the place of the row; lines and columns count from 0."""
        self._sheet = sheet
        self._line = line
        self._columns = columns

    def __getitem__(self, field: str) -> str:
        """Return the address of a field.

        :raises KeyError: when the table has no such column.
        """
        return f"{self._sheet}!{column_letters(self._columns[field])}{self._line + 1}"

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the fields."""
        return iter(self._columns)

    def __len__(self) -> int:
        """Return the number of fields."""
        return len(self._columns)


class ResultRow(NamedTuple):
    """One target of the table with its observations; ``source`` is the cell where the row begins.

    ``texts`` are the result cells as they were written, one for each observation; none where all are plain numbers.
    """

    number: str
    code: str
    group: str
    name: str
    unit_of_measure: str
    goal: Goal
    measured: tuple[Measured, ...]
    source: str
    cells: Mapping[str, str]
    note: str = ""
    parent_number: str | None = None
    counted: bool = True
    main: bool = False
    breakthrough: bool = False
    stated_attainment: Decimal | None = None
    stated_verdict: bool | None = None
    estimates: tuple[Period, ...] = ()
    fault: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultsTable:
    """A whole file as read; ``undated`` says that results carry no date of their own ("đến nay")."""

    unit: str
    unit_code: str
    term: str
    sheet: str
    own_form: bool
    rows: tuple[ResultRow, ...]
    problems: tuple[Problem, ...]
    undated: bool = False
