"""A table of targets judged at once: the rules of `methods.py` over numpy int64 columns, exactly.

Values are integers scaled by 10**6. Rows whose numbers do not fit that scale, or could overflow 64 bits on the way,
go through the same rules as Python integers of any size, so that a table and its rows never disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nhiemky.kernel.scoring.arithmetic import choose, negated
from nhiemky.kernel.scoring.assessment import worse_of, worst_of
from nhiemky.kernel.scoring.bands import Scheme
from nhiemky.kernel.scoring.goal_table import COMPARATORS, INFER, METHODS, GoalTable
from nhiemky.kernel.scoring.methods import Outcome, inferred_method, judge
from nhiemky.kernel.scoring.rollup import Tally, tally
from nhiemky.kernel.scoring.terms import RowTerms
from nhiemky.kernel.scoring.values import Comparator, Method, Ratio

if TYPE_CHECKING:
    from nhiemky.kernel.scoring.arithmetic import Flags, Ints

_BIGGEST = 2**63 - 1
# Rows judged together: few enough for their columns to stay in the processor's cache.
_ROWS_AT_ONCE = 32_768


@dataclass(frozen=True, eq=False)
class AssessedTable:
    """The judgement of every row of a GoalTable: class, met, and the attainment as numerator / denominator."""

    scheme: Scheme
    classes: NDArray[np.int8]
    met: NDArray[np.bool_]
    methods: NDArray[np.int8]
    numerators: NDArray[np.int64]
    denominators: NDArray[np.int64]
    large_shares: dict[int, Ratio] = field(default_factory=dict)

    def __len__(self) -> int:
        """This function will give the number of rows."""
        return len(self.classes)

    @cached_property
    def class_codes(self) -> list[str]:
        """This function will give the class code of every row."""
        codes = self.scheme.class_codes
        return [codes[position] for position in self.classes.tolist()]

    def method(self, row: int) -> Method:
        """This function will give the method a row was judged by, inferred where it was not given."""
        return METHODS[int(self.methods[row])]

    def attainment(self, row: int) -> Fraction | None:
        """This function will give the exact attainment of a row in percent; None where there is none."""
        numerator, denominator = self.large_shares.get(
            row, (int(self.numerators[row]), int(self.denominators[row]))
        )
        return Fraction(numerator * 100, denominator) if denominator else None

    def tally(self, rows: NDArray[np.bool_] | None = None) -> Tally:
        """This function will count the rows (all, or those flagged) into bands and classes."""
        codes = self.scheme.class_codes
        chosen = self.classes if rows is None else self.classes[rows]
        counts = np.bincount(chosen, minlength=len(codes)).tolist()
        return tally((), self.scheme) + Tally(sum(counts), dict(zip(codes, counts, strict=True)))

    def tallies(self, groups: NDArray[np.int64], count: int) -> list[Tally]:
        """This function will count the rows of each group (its number 0..count-1 beside every row)."""
        codes = self.scheme.class_codes
        cells = np.bincount(groups * len(codes) + self.classes, minlength=count * len(codes))
        rows = cells.reshape(count, len(codes)).tolist()
        return [Tally(sum(row), dict(zip(codes, row, strict=True))) for row in rows]


class _Columns:
    """The terms of some rows of a table, each column taken out when a rule first asks for it."""

    def __init__(self, table: GoalTable, rows: NDArray[np.intp], *, raised: bool = True) -> None:
        self._table, self._rows = table, rows
        self._parts = table.parts[rows] if raised and table.parts is not None else None

    def _raised(self, column: NDArray[np.int64]) -> Ints:
        taken: NDArray[np.int64] = column[self._rows]
        return taken if self._parts is None else taken * self._parts

    def _flagged(self, column: NDArray[np.bool_]) -> Flags:
        taken: NDArray[np.bool_] = column[self._rows]
        return True if taken.all() else taken

    @cached_property
    def achieved(self) -> Ints:
        """This function will give the achieved values, still multiplied by the number of periods of an average."""
        taken: NDArray[np.int64] = self._table.achieved[self._rows]
        return taken

    @cached_property
    def target(self) -> Ints:
        """This function will give the target values."""
        return self._raised(self._table.target)

    @cached_property
    def baseline(self) -> Ints:
        """This function will give the baselines."""
        return self._raised(self._table.baseline)

    @cached_property
    def low(self) -> Ints:
        """This function will give the low bounds."""
        return self._raised(self._table.low)

    @cached_property
    def high(self) -> Ints:
        """This function will give the high bounds."""
        return self._raised(self._table.high)

    @cached_property
    def has_target(self) -> Flags:
        """This function will say which rows have a target value."""
        return self._flagged(self._table.has_target)

    @cached_property
    def has_baseline(self) -> Flags:
        """This function will say which rows have a baseline."""
        return self._flagged(self._table.has_baseline)

    @cached_property
    def has_low(self) -> Flags:
        """This function will say which rows have a low bound."""
        return self._flagged(self._table.has_low)

    @cached_property
    def has_high(self) -> Flags:
        """This function will say which rows have a high bound."""
        return self._flagged(self._table.has_high)


def assess_many(table: GoalTable, *, as_of: date, scheme: Scheme) -> AssessedTable:
    """This function will judge every row of a table as `assess` judges one target; achieved values are in the table."""
    size = len(table)
    result = AssessedTable(
        scheme,
        np.empty(size, np.int8),
        np.zeros(size, np.bool_),
        _methods(table),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        large_shares={},
    )
    _class_the_silent(table, result, as_of)
    safe = _safe_rows(table, scheme)
    for comparator, method, rows in _groups(table, result.methods, safe):
        _judge_rows(table, result, comparator, method, rows)
    if safe is not None:
        for row in np.flatnonzero(table.has_achieved & ~safe).tolist():
            _judge_large(table, result, row)
    return result


def _methods(table: GoalTable) -> NDArray[np.int8]:
    methods = table.method.copy()
    missing = methods == INFER
    if not missing.any():
        return methods
    for place, comparator in enumerate(COMPARATORS):
        rows = np.flatnonzero(missing & (table.comparator == place))
        if len(rows):
            terms = _Columns(table, rows, raised=False)
            for taken, method in reversed(inferred_method(comparator, terms)):
                methods[rows[taken] if isinstance(taken, np.ndarray) else rows] = METHODS.index(method)
    return methods


def _class_the_silent(table: GoalTable, result: AssessedTable, as_of: date) -> None:
    codes = result.scheme.class_codes
    silent = ~table.has_achieved
    if silent.any():
        due_later = table.due > as_of.toordinal()
        result.classes[silent] = codes.index("no_data")
        result.classes[silent & due_later] = codes.index("not_due")


def _safe_rows(table: GoalTable, scheme: Scheme) -> NDArray[np.bool_] | None:
    largest = max((max(cut.numerator, cut.denominator) for cut in scheme.cuts), default=1)
    # A difference of two values is at most twice the bound, and is multiplied by an edge's numerator or denominator.
    bound = _BIGGEST // (2 * largest)
    raised = (table.target, table.baseline, table.low, table.high)
    most = 1 if table.parts is None else int(table.parts.max(initial=1))
    plain = not table.large and table.highest is None and _within(table.achieved, bound)
    if plain and all(_within(column, bound // most) for column in raised):
        return None
    limit: int | NDArray[np.int64] = bound if table.parts is None else bound // table.parts
    safe = (table.achieved <= bound) & (table.achieved >= -bound)
    for column in raised:
        safe &= (column <= limit) & (column >= -limit)
    if table.highest is not None:
        between = table.comparator == COMPARATORS.index(Comparator.BETWEEN)
        safe &= ~(between & (table.highest != table.achieved))
    safe[list(table.large)] = False
    return safe


def _within(column: NDArray[np.int64], bound: int) -> bool:
    return int(column.max(initial=0)) <= bound and int(column.min(initial=0)) >= -bound


def _groups(
    table: GoalTable, methods: NDArray[np.int8], safe: NDArray[np.bool_] | None
) -> Iterator[tuple[Comparator, Method, NDArray[np.intp]]]:
    judged = table.has_achieved if safe is None else table.has_achieved & safe
    keys = np.where(judged, table.comparator * len(METHODS) + methods, np.int8(-1)).astype(np.int8)
    for key in np.flatnonzero(np.bincount(keys + np.int8(1), minlength=2)[1:]).tolist():
        comparator, method = divmod(key, len(METHODS))
        rows = np.flatnonzero(keys == key)
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            yield COMPARATORS[comparator], METHODS[method], rows[start : start + _ROWS_AT_ONCE]


def _judge_rows(
    table: GoalTable, result: AssessedTable, comparator: Comparator, method: Method, rows: NDArray[np.intp]
) -> None:
    outcome = judge(comparator, method, _Columns(table, rows))
    numerators, denominators = outcome.numerator, outcome.denominator
    classes = result.scheme.position(numerators, denominators)
    void = negated(outcome.computable)
    classes = choose(void, result.scheme.class_codes.index("not_computable"), classes)
    result.classes[rows] = classes
    result.met[rows] = outcome.met
    result.numerators[rows] = numerators
    result.denominators[rows] = choose(void, 0, denominators)


def _judge_large(table: GoalTable, result: AssessedTable, row: int) -> None:
    method = METHODS[int(result.methods[row])]
    if row in table.large:
        _, outcome = worst_of(
            table.large[row].goal, method, table.large[row].lowest, table.large[row].highest
        )
    else:
        outcome = _judge_exactly(table, method, row)
    result.met[row] = outcome.met
    if not outcome.computable:
        result.classes[row] = result.scheme.class_codes.index("not_computable")
        return
    result.large_shares[row] = share = int(outcome.numerator), int(outcome.denominator)
    result.classes[row] = result.scheme.position(*share)


def _judge_exactly(table: GoalTable, method: Method, row: int) -> Outcome:
    comparator = COMPARATORS[int(table.comparator[row])]
    outcome = judge(comparator, method, _row_terms(table, int(table.achieved[row]), row))
    if table.highest is None or comparator is not Comparator.BETWEEN:
        return outcome
    return worse_of(outcome, judge(comparator, method, _row_terms(table, int(table.highest[row]), row)))


def _row_terms(table: GoalTable, achieved: int, row: int) -> RowTerms:
    parts = 1 if table.parts is None else int(table.parts[row])
    target, baseline, low, high = (
        int(column[row]) * parts for column in (table.target, table.baseline, table.low, table.high)
    )
    flags = (table.has_target, table.has_baseline, table.has_low, table.has_high)
    return RowTerms(achieved, target, baseline, low, high, *(bool(flag[row]) for flag in flags))
