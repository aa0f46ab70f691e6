"""What an office wrote itself beside a target, its ratio and its verdict, to be compared with our own figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from nhiemky.kernel.sheets.columns import Column
from nhiemky.kernel.sheets.grid import Grid, Value
from nhiemky.kernel.viet.fold import fold
from nhiemky.kernel.viet.numbers import Reading, read_number

_TICKS = frozenset({"x", "X", "×", "✓", "✔", "√", "v", "V", "+", "*"})
_TICKED_DONE = frozenset({"dat", "vuot", "dat va vuot", "hoan thanh", "vuot va dat"})
_TICKED_NOT = frozenset({"chua dat", "khong dat", "chua hoan thanh", "khong hoan thanh"})


class Stated(NamedTuple):
    """The ratio in percent and the verdict of one row, with the columns where they stand."""

    share: Decimal | None = None
    verdict: bool | None = None
    share_at: int | None = None
    verdict_at: int | None = None

    @property
    def columns(self) -> dict[str, int]:
        """Return the columns of what is stated, by the names of the fields of a row."""
        places = {"ratio": self.share_at, "verdict": self.verdict_at}
        return {name: place for name, place in places.items() if place is not None}


def stated_in(grid: Grid, line: int, ratio: Column | None, verdicts: Sequence[Column]) -> Stated:
    """Return what the office states in a row; words that only name a band ("đạt trên 90%") state no ratio."""
    found = Stated()
    for column in (*((ratio,) if ratio is not None else ()), *verdicts):
        value = grid.value(line, column.index)
        reading = _read(value)
        certain = not reading.ambiguous and not reading.comparator
        if found.share is None and certain and isinstance(reading.value, Decimal):
            found = found._replace(share=reading.value, share_at=column.index)
        said = _ticked(value, column)
        said = reading.done if said is None and reading.value is None else said
        if said is not None and found.verdict is None:
            found = found._replace(verdict=said, verdict_at=column.index)
    return found


def _read(value: Value) -> Reading:
    return read_number(value, unit="%") if isinstance(value, str | Decimal) else Reading("")


def _ticked(value: Value, column: Column) -> bool | None:
    """Tell what a cross under "Đạt" or "Chưa đạt" says; None for anything else."""
    if not isinstance(value, str) or value.strip() not in _TICKS:
        return None
    title = fold(column.title.rpartition(" | ")[2]).strip(" .:;")
    return True if title in _TICKED_DONE else False if title in _TICKED_NOT else None
