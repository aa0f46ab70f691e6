"""Columns built from goals and from raw integers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from nhiemky.kernel.scoring import (
    COMPARATORS,
    DEFAULT_SCHEME,
    INFER,
    METHODS,
    Comparator,
    Goal,
    GoalTable,
    Kind,
    Measured,
    Method,
    Period,
    TermYears,
    assess_many,
)

TERM = TermYears(2021, 2025)
AS_OF = date(2023, 12, 31)


def years(*values: object) -> list[Measured]:
    return [
        Measured(
            Period.of_year(2021 + place), Decimal(str(value)) if not isinstance(value, Fraction) else value
        )
        for place, value in enumerate(values)
    ]


def table_of(goal: Goal, *values: object) -> GoalTable:
    return GoalTable.of_goals([goal], [years(*values)], as_of=AS_OF, term=TERM)


def test_numbers_are_scaled_by_a_million() -> None:
    table = table_of(Goal(Comparator.AT_MOST, Decimal("1.5"), baseline=10), Decimal("4.123456"))

    assert (table.achieved[0], table.target[0], table.baseline[0]) == (4_123_456, 1_500_000, 10_000_000)
    assert (table.has_achieved[0], table.has_target[0], table.has_baseline[0]) == (True, True, True)
    assert (table.has_low[0], table.has_high[0], table.large) == (False, False, {})


def test_the_method_and_comparator_are_kept_as_positions() -> None:
    table = table_of(Goal(Comparator.BETWEEN, low=1, high=2), 1)

    assert COMPARATORS[table.comparator[0]] is Comparator.BETWEEN
    assert METHODS[table.method[0]] is Method.RANGE


@pytest.mark.parametrize(
    ("kind", "comparator", "achieved"),
    [
        (Kind.SNAPSHOT, Comparator.AT_LEAST, 4_000_000),
        (Kind.RUNNING_TOTAL, Comparator.AT_LEAST, 4_000_000),
        (Kind.ACCUMULATE, Comparator.AT_LEAST, 15_000_000),
        (Kind.AVERAGE, Comparator.AT_LEAST, 5_000_000),
        (Kind.EVERY_PERIOD, Comparator.AT_LEAST, 3_000_000),
        (Kind.EVERY_PERIOD, Comparator.AT_MOST, 8_000_000),
        (Kind.EVERY_PERIOD, Comparator.BELOW, 8_000_000),
        (Kind.EVERY_PERIOD, Comparator.ABOVE, 3_000_000),
    ],
)
def test_observations_are_joined_by_kind(kind: Kind, comparator: Comparator, achieved: int) -> None:
    table = table_of(Goal(comparator, 5, kind=kind), 3, 8, 4)

    assert table.achieved.tolist() == [achieved]


def test_an_average_without_an_end_keeps_its_sum_and_number_of_periods() -> None:
    table = table_of(Goal(Comparator.AT_LEAST, 5, kind=Kind.AVERAGE), 3, 4, 4)

    assert table.parts is not None
    assert (table.achieved[0], table.parts[0], table.large) == (11_000_000, 3, {})


@pytest.mark.parametrize(
    ("target", "value"),
    [
        (Fraction(1, 3), 1),
        (5, Fraction(2, 3)),
        (Decimal("0.0000001"), 1),
        (5, Decimal("1E-7")),
        (10**14, 1),
        (5, 10**14),
        (-(10**14), 5),
    ],
)
def test_a_row_that_does_not_fit_the_columns_is_kept_aside(target: Fraction, value: Fraction) -> None:
    table = table_of(Goal(Comparator.AT_LEAST, target, kind=Kind.SNAPSHOT), value)

    assert list(table.large) == [0]
    assert table.large[0].highest == table.large[0].lowest
    assert table.has_achieved.tolist() == [True]


def test_a_row_kept_aside_is_judged_with_the_others() -> None:
    goals = [Goal(Comparator.AT_LEAST, Fraction(4, 3)), Goal(Comparator.AT_LEAST, 10)]
    table = GoalTable.of_goals(goals, [years(Fraction(4, 3)), years(9)], as_of=AS_OF, term=TERM)

    result = assess_many(table, as_of=AS_OF, scheme=DEFAULT_SCHEME)

    assert result.class_codes == ["met", "over_90"]
    assert [result.attainment(0), result.attainment(1)] == [Fraction(100), Fraction(90)]


def test_a_goal_without_observations_has_no_achieved_value() -> None:
    table = GoalTable.of_goals(
        [Goal(Comparator.AT_LEAST, 5, due=date(2025, 6, 30))], [[]], as_of=AS_OF, term=TERM
    )

    assert (table.has_achieved.tolist(), table.due.tolist()) == ([False], [date(2025, 6, 30).toordinal()])


def test_goals_and_histories_must_pair_up() -> None:
    with pytest.raises(ValueError, match="shorter"):
        GoalTable.of_goals([Goal(Comparator.AT_LEAST, 5)], [], as_of=AS_OF, term=TERM)


def test_columns_of_different_lengths_are_refused() -> None:
    table = GoalTable.of_columns(comparator=[0, 0], achieved=[1, 2], target=[1, 2])

    with pytest.raises(ValueError, match="không dài bằng nhau"):
        replace(table, achieved=np.zeros(3, np.int64))


def test_raw_columns_leave_the_method_to_be_inferred() -> None:
    table = GoalTable.of_columns(comparator=[0, 1], achieved=[1, None], target=[None, 2])

    assert table.method.tolist() == [INFER, INFER]
    assert table.has_achieved.tolist() == [True, False]
    assert table.has_target.tolist() == [False, True]
    assert (table.parts, table.highest, len(table)) == (None, None, 2)


def test_a_raw_value_beyond_64_bits_is_refused() -> None:
    with pytest.raises(OverflowError):
        GoalTable.of_columns(comparator=[0], achieved=[2**63], target=[1])
