"""Rows of the product's own form that need no inference: words of the form, true numbers, whole periods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter

from nhiemky.intake.reading.layout import COMPARATORS, KINDS, METHODS, Layout, field_columns
from nhiemky.intake.reading.table import Cells, ResultRow
from nhiemky.kernel.scoring import Comparator, Goal, Measured
from nhiemky.kernel.sheets.form import FIXED_COLUMNS, NOTE
from nhiemky.kernel.sheets.grid import Value

_NUMBER_OF_ONE = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW})
_SIMPLE = {word: comparator for word, comparator in COMPARATORS.items() if comparator in _NUMBER_OF_ONE}
PART_MARKS = ("-", "–", "+", "•", "Trong đó")


class PlainRows:
    """Reads such rows of one form; every other row is left to the careful way."""

    def __init__(self, sheet: str, layout: Layout) -> None:
        """Keep where the columns are; columns that the form lacks read as empty."""
        self._sheet = sheet
        self._columns: Mapping[str, int] = field_columns(layout)
        places = [layout.fields.get(title, layout.width) for title in (*FIXED_COLUMNS, NOTE)]
        self._cells = itemgetter(*places)
        self._phased = layout.phased
        self._observed = [(index, f"{sheet}!{letters}", period) for index, letters, period in layout.periods]

    def row(self, line: int, values: tuple[Value, ...]) -> ResultRow | None:
        """Return the target of a row, None when anything in it needs care; ``values`` has one cell more than the form."""
        number, code, group, name, unit, compared, baseline, year, target, high, kept, way, due, note = (
            self._cells(values)
        )
        comparator, kind = _SIMPLE.get(compared), KINDS.get(kept)
        if comparator is None or kind is None or type(target) is not Decimal or high is not None:
            return None
        method = METHODS.get(way)
        if (method is None and way is not None) or not _are_plain(baseline, year, due):
            return None
        number, code = _label(number), _label(code)
        if number is None or code is None or type(name) is not str or name.startswith(PART_MARKS):
            return None
        if not (_is_text(group) and _is_text(unit) and _is_text(note)):
            return None
        phased = []
        for index, planned in self._phased:
            plan = values[index]
            if plan is not None:
                if type(plan) is not Decimal:
                    return None
                phased.append((planned, plan))
        mark = str(line + 1)
        measured = []
        for index, prefix, period in self._observed:
            value = values[index]
            if value is not None:
                if type(value) is not Decimal:
                    return None
                measured.append(Measured(period, value, None, prefix + mark))
        goal = Goal(
            comparator, target, None, None, baseline, None if year is None else int(year), tuple(phased), due, kind,
            method, True, name,
        )  # fmt: skip
        return ResultRow(
            number, code, group or "", name, unit or "", goal, tuple(measured), f"{self._sheet}!A{mark}",
            Cells(self._sheet, line, self._columns), note or "",
        )  # fmt: skip


def _label(value: Value) -> str | None:
    """Return the number or code of a target as text; None when it is no plain one (1.1 names a part)."""
    if value is None:
        return ""
    text = str(value) if type(value) is Decimal else value
    if not isinstance(text, str) or (type(value) is Decimal and not text.isdecimal()):
        return None
    return text if text.isalnum() else None


def _is_text(value: Value) -> bool:
    return value is None or type(value) is str


def _are_plain(baseline: Value, year: Value, due: Value) -> bool:
    if baseline is not None and type(baseline) is not Decimal:
        return False
    if year is not None and (type(year) is not Decimal or not 1900 <= year <= 2100):
        return False
    return due is None or type(due) is date
