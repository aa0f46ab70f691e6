"""Columns of targets with their achieved values, as scaled integers, for `assess_many`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nhiemky.kernel.scoring.assessment import method_of
from nhiemky.kernel.scoring.kinds import (
    achieved_values,
    counted_observations,
    is_worst_highest,
    kind_of_wording,
    value_of,
)
from nhiemky.kernel.scoring.values import Comparator, Goal, Measured, Method, Ratio, TermYears

SCALE = 10**6
COMPARATORS = tuple(Comparator)
METHODS = tuple(Method)
# A method column's mark for "not given: infer it".
INFER = -1
_BIGGEST = 2**63 - 1
_DONE = COMPARATORS.index(Comparator.DONE)


class LargeRow(NamedTuple):
    """A row whose numbers do not fit the columns: its goal, and the lowest and highest achieved value."""

    goal: Goal
    lowest: Ratio
    highest: Ratio


@dataclass(frozen=True, eq=False)
class GoalTable:
    """Targets as columns of equal length; values are int64 scaled by 10**6, each with a column of validity.

    `comparator` and `method` hold positions in COMPARATORS and METHODS (INFER where no method is given), `due` the
    ordinal of a due date given explicitly (0 for none). An achieved value is `achieved / parts` (an average's sum and
    number of periods; 1 without `parts`), for `every_period` the worst one; `highest` is the other end of what
    `every_period` must judge for `between`.
    """

    comparator: NDArray[np.int8]
    method: NDArray[np.int8]
    achieved: NDArray[np.int64]
    target: NDArray[np.int64]
    baseline: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    has_achieved: NDArray[np.bool_]
    has_target: NDArray[np.bool_]
    has_baseline: NDArray[np.bool_]
    has_low: NDArray[np.bool_]
    has_high: NDArray[np.bool_]
    due: NDArray[np.int32]
    parts: NDArray[np.int64] | None = None
    highest: NDArray[np.int64] | None = None
    large: Mapping[int, LargeRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """This function will refuse columns of different lengths.

        :raises ValueError: when a column is longer or shorter than the others.
        """
        columns = [value for value in vars(self).values() if isinstance(value, np.ndarray)]
        if len({len(column) for column in columns}) != 1:
            raise ValueError("Các cột của bảng chỉ tiêu không dài bằng nhau.")

    def __len__(self) -> int:
        """This function will give the number of rows."""
        return len(self.comparator)

    @classmethod
    def of_columns(
        cls,
        *,
        comparator: Sequence[int] | NDArray[np.int8],
        achieved: Sequence[int | None],
        target: Sequence[int | None],
        baseline: Sequence[int | None] | None = None,
        low: Sequence[int | None] | None = None,
        high: Sequence[int | None] | None = None,
        method: Sequence[int] | NDArray[np.int8] | None = None,
        due: Sequence[date | None] | None = None,
        parts: Sequence[int] | NDArray[np.int64] | None = None,
        highest: Sequence[int] | NDArray[np.int64] | None = None,
    ) -> GoalTable:
        """This function will build a table from raw columns scaled by 10**6, None for missing (BIGINT of a database).

        :raises ValueError: for columns of different lengths. :raises OverflowError: for a value beyond 64 bits.
        """
        size = len(comparator)
        none: Sequence[None] = [None] * size
        comparators = np.asarray(comparator, np.int8)
        achieved_column = _column(achieved)
        target_column = _column(
            [100 * SCALE if c == _DONE else t for c, t in zip(comparator, target, strict=True)]
        )
        base, lows, highs = (_column(none if column is None else column) for column in (baseline, low, high))
        return cls(
            comparator=comparators,
            method=np.full(size, INFER, np.int8) if method is None else np.asarray(method, np.int8),
            achieved=achieved_column[0],
            target=target_column[0],
            baseline=base[0],
            low=lows[0],
            high=highs[0],
            has_achieved=achieved_column[1],
            has_target=target_column[1],
            has_baseline=base[1],
            has_low=lows[1],
            has_high=highs[1],
            due=np.array([0 if day is None else day.toordinal() for day in due or none], np.int32),
            parts=None if parts is None else np.asarray(parts, np.int64),
            highest=None if highest is None else np.asarray(highest, np.int64),
        )

    @classmethod
    def of_goals(
        cls, goals: Sequence[Goal], measured: Sequence[Sequence[Measured]], *, as_of: date, term: TermYears
    ) -> GoalTable:
        """This function will build a table from goals and the observations of each, joined by kind up to the cut-off.

        Rows whose numbers need more than six decimals or 64 bits are kept aside and judged exactly.
        """
        rows = [_row(goal, seen, as_of, term) for goal, seen in zip(goals, measured, strict=True)]
        large = {
            place: LargeRow(goal, *reached)
            for place, (goal, (fitting, reached)) in enumerate(zip(goals, rows, strict=True))
            if fitting is None and reached is not None
        }
        fits = [_EMPTY if fitting is None else fitting for fitting, _ in rows]
        table = cls.of_columns(
            comparator=[COMPARATORS.index(goal.comparator) for goal in goals],
            achieved=[0 if place in large else fit.achieved for place, fit in enumerate(fits)],
            target=[fit.target for fit in fits],
            baseline=[fit.baseline for fit in fits],
            low=[fit.low for fit in fits],
            high=[fit.high for fit in fits],
            method=[METHODS.index(method_of(goal)) for goal in goals],
            due=[goal.due for goal in goals],
            parts=[fit.parts for fit in fits],
            highest=[fit.highest for fit in fits],
        )
        large_rows: dict[str, object] = {**vars(table), "large": large}
        return cls(**large_rows)  # type: ignore[arg-type]


class _Fit(NamedTuple):
    achieved: int | None
    target: int | None
    baseline: int | None
    low: int | None
    high: int | None
    parts: int
    highest: int


_EMPTY = _Fit(None, None, None, None, None, 1, 0)


def _column(values: Sequence[int | None]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    known = np.array([value is not None for value in values], np.bool_)
    return np.array([0 if value is None else value for value in values], np.int64), known


def _row(
    goal: Goal, measured: Sequence[Measured], as_of: date, term: TermYears
) -> tuple[_Fit | None, tuple[Ratio, Ratio] | None]:
    kind = goal.kind or kind_of_wording(goal.wording)
    counted = counted_observations(measured, kind, as_of=as_of, term=term)
    if not counted:
        return None, None
    lowest, highest = achieved_values([value_of(each, goal.comparator) for each in counted], kind)
    reached, other = (highest, lowest) if is_worst_highest(goal.comparator) else (lowest, highest)
    scaled = goal.scaled
    parts = len(counted) if (SCALE * reached[0]) % reached[1] else 1
    top = other if goal.comparator is Comparator.BETWEEN else reached
    achieved = _scaled(reached[0] * parts, reached[1])
    target, baseline, low, high = (
        _scaled(number, scaled.scale) for number in (scaled.target, scaled.baseline, scaled.low, scaled.high)
    )
    end = _scaled(top[0] * parts, top[1])
    if None in (achieved, target, baseline, low, high, end):
        return None, (lowest, highest)
    fit = _Fit(
        achieved,
        target if scaled.has_target else None,
        baseline if scaled.has_baseline else None,
        low if scaled.has_low else None,
        high if scaled.has_high else None,
        parts,
        end or 0,
    )
    return fit, (lowest, highest)


def _scaled(numerator: int, denominator: int) -> int | None:
    whole, rest = divmod(SCALE * numerator, denominator)
    return None if rest or abs(whole) > _BIGGEST else whole
