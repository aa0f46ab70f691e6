"""Whatever a goal and its history are, their row in the columns means the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import given, settings

from nhiemky.kernel.scoring import (
    COMPARATORS,
    METHODS,
    SCALE,
    Comparator,
    Goal,
    GoalTable,
    Measured,
    method_of,
)
from tests.kernel.scoring.reference import candidates, counted_values, fraction
from tests.kernel.scoring.strategies import TERM, days, goals, histories


def as_value(scaled: int, parts: int = 1) -> Fraction:
    return Fraction(int(scaled), SCALE * parts)


@settings(max_examples=150, deadline=None)
@given(goals, histories, days)
def test_a_row_of_the_columns_holds_the_numbers_of_its_goal(
    goal: Goal, measured: Sequence[Measured], as_of: date
) -> None:
    table = GoalTable.of_goals([goal], [measured], as_of=as_of, term=TERM)
    values = counted_values(goal, measured, as_of, TERM)

    assert bool(table.has_achieved[0]) == bool(values)
    assert COMPARATORS[table.comparator[0]] is goal.comparator
    assert METHODS[table.method[0]] is method_of(goal)
    assert int(table.due[0]) == (goal.due.toordinal() if goal.due else 0)
    if not values or table.large:
        return
    assert table.parts is not None
    parts = int(table.parts[0])
    assert as_value(table.achieved[0], parts) in candidates(goal, values)
    for name in ("target", "baseline", "low", "high"):
        if name == "target" and goal.comparator is Comparator.DONE:
            assert table.target[0] == 100 * SCALE
            continue
        given_number = fraction(getattr(goal, name))
        assert bool(getattr(table, f"has_{name}")[0]) == (given_number is not None)
        if given_number is not None:
            assert as_value(getattr(table, name)[0]) == given_number


@settings(max_examples=150, deadline=None)
@given(goals, histories, days)
def test_a_row_is_kept_aside_only_where_the_columns_cannot_hold_it(
    goal: Goal, measured: Sequence[Measured], as_of: date
) -> None:
    table = GoalTable.of_goals([goal], [measured], as_of=as_of, term=TERM)
    numbers = [fraction(number) for number in (goal.target, goal.baseline, goal.low, goal.high)]
    numbers += counted_values(goal, measured, as_of, TERM)
    fits = all(
        (number * SCALE).denominator == 1 and abs(number * SCALE) < 2**59
        for number in numbers
        if number is not None
    )

    if fits:
        assert table.large == {}
    for row in table.large.values():
        assert row.goal == goal
        assert Fraction(*row.lowest) <= Fraction(*row.highest)
