"""A table judged at once gives what each of its rows gives alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.kernel.scoring import (
    COMPARATORS,
    DEFAULT_SCHEME,
    METHODS,
    SCALE,
    SCHEMES,
    AssessedTable,
    Comparator,
    Goal,
    GoalTable,
    Kind,
    Measured,
    Method,
    Period,
    Scheme,
    Tally,
    assess,
    assess_many,
    tally,
)
from tests.kernel.scoring.strategies import TERM, days, goals, histories, schemes

AS_OF = date(2023, 2, 21)
AT_LEAST, AT_MOST, ABOVE, BELOW, BETWEEN, DONE = (
    COMPARATORS.index(each)
    for each in (
        Comparator.AT_LEAST,
        Comparator.AT_MOST,
        Comparator.ABOVE,
        Comparator.BELOW,
        Comparator.BETWEEN,
        Comparator.DONE,
    )
)
BIG = 2**63 - 1
Case = tuple[Goal, list[Measured]]


def judged(
    table: GoalTable, scheme: Scheme = DEFAULT_SCHEME
) -> list[tuple[str, Fraction | None, bool, Method]]:
    result = assess_many(table, as_of=AS_OF, scheme=scheme)
    return rows_of(result)


def rows_of(result: AssessedTable) -> list[tuple[str, Fraction | None, bool, Method]]:
    return [
        (code, result.attainment(row), bool(result.met[row]), result.method(row))
        for row, code in enumerate(result.class_codes)
    ]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(goals, histories), min_size=1, max_size=25), days, schemes)
def test_assess_many_equals_assess_row_by_row(cases: Sequence[Case], as_of: date, scheme: Scheme) -> None:
    table = GoalTable.of_goals([g for g, _ in cases], [m for _, m in cases], as_of=as_of, term=TERM)
    single = [assess(goal, seen, as_of=as_of, term=TERM, scheme=scheme) for goal, seen in cases]

    result = assess_many(table, as_of=as_of, scheme=scheme)

    assert rows_of(result) == [(a.class_code, a.attainment, a.met, a.method) for a in single]
    assert result.tally() == tally([a.class_code for a in single], scheme)


edge_values = st.one_of(
    st.integers(-(2**63) + 1, BIG),
    st.sampled_from(
        [0, 1, -1, BIG, BIG - 1, -BIG, BIG // 20, BIG // 20 + 1, BIG // 40, SCALE, 9 * SCALE, 10 * SCALE]
    ),
    st.integers(-200, 200),
)
maybe_values = st.one_of(st.none(), edge_values)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([AT_LEAST, AT_MOST, ABOVE, BELOW, BETWEEN]),
            edge_values, maybe_values, maybe_values, maybe_values, maybe_values,
            st.integers(-1, len(METHODS) - 1), st.integers(1, 60),
        ),
        min_size=1,
        max_size=12,
    ),
    schemes,
)  # fmt: skip
def test_raw_columns_of_any_size_are_judged_as_python_integers_are(
    rows: list[tuple[int, int, int | None, int | None, int | None, int | None, int, int]], scheme: Scheme
) -> None:
    comparator, achieved, target, baseline, low, high, method, parts = (
        list(column) for column in zip(*rows, strict=True)
    )
    table = GoalTable.of_columns(
        comparator=comparator, achieved=achieved, target=target, baseline=baseline, low=low, high=high,
        method=method, parts=parts,
    )  # fmt: skip
    single = [
        assess(
            Goal(
                COMPARATORS[row[0]],
                target=row[2],
                baseline=row[3],
                low=row[4],
                high=row[5],
                method=None if row[6] < 0 else METHODS[row[6]],
                kind=Kind.SNAPSHOT,
            ),
            [Measured(Period.of_year(2022), Fraction(row[1], row[7]))],
            as_of=AS_OF,
            term=TERM,
            scheme=scheme,
        )
        for row in rows
    ]

    assert judged(table, scheme) == [(a.class_code, a.attainment, a.met, a.method) for a in single]


@pytest.mark.parametrize(
    ("comparator", "achieved", "target", "code", "attainment"),
    [
        (AT_LEAST, 6_300_000, 7_000_000, "over_90", Fraction(90)),
        (AT_LEAST, 6_299_999, 7_000_000, "over_75", Fraction(6_299_999, 70_000)),
        (AT_LEAST, 7_000_000, 7_000_000, "met", Fraction(100)),
        (AT_LEAST, 6_999_999, 7_000_000, "over_90", Fraction(6_999_999, 70_000)),
        (AT_LEAST, 0, 7_000_000, "under_50", Fraction(0)),
        (AT_LEAST, -7_000_000, 7_000_000, "under_50", Fraction(-100)),
        (AT_LEAST, 5, -7, "met", Fraction(100)),
        (AT_LEAST, -8, -7, "not_computable", None),
        (AT_LEAST, 5, 0, "met", Fraction(100)),
        (AT_LEAST, -5, 0, "under_50", Fraction(0)),
        (ABOVE, 7_000_000, 7_000_000, "over_90", Fraction(999_999, 10_000)),
        (ABOVE, 7_000_001, 7_000_000, "met", Fraction(7_000_001, 70_000)),
        (AT_MOST, 0, 7_000_000, "met", Fraction(100)),
        (AT_MOST, 3_500_000, 7_000_000, "met", Fraction(200)),
        (AT_MOST, 8_000_000, 6_000_000, "over_75", Fraction(75)),
        (AT_MOST, 5, 0, "under_50", Fraction(0)),
        (AT_MOST, 5, -1, "not_computable", None),
        (BELOW, 7_000_000, 7_000_000, "over_90", Fraction(999_999, 10_000)),
        (BELOW, 6_999_999, 7_000_000, "met", Fraction(700_000_000, 6_999_999)),
        (BELOW, 14_000_000, 7_000_000, "over_50", Fraction(50)),
        (DONE, 100_000_000, None, "met", Fraction(100)),
        (DONE, 99_000_000, None, "over_90", Fraction(99)),
        (DONE, 0, None, "under_50", Fraction(0)),
        (DONE, -1, None, "under_50", Fraction(0)),
        (DONE, 130_000_000, None, "met", Fraction(100)),
        (AT_LEAST, None, 7_000_000, "no_data", None),
        (AT_LEAST, 5, None, "not_computable", None),
        (AT_LEAST, BIG, BIG, "met", Fraction(100)),
        (AT_LEAST, BIG - 1, BIG, "over_90", Fraction((BIG - 1) * 100, BIG)),
        (AT_LEAST, BIG // 2, BIG - 1, "over_50", Fraction(50)),
        (AT_LEAST, BIG // 2 - 1, BIG - 1, "under_50", Fraction((BIG // 2 - 1) * 100, BIG - 1)),
    ],
)  # fmt: skip
def test_a_row_of_columns_is_judged_exactly(
    comparator: int, achieved: int | None, target: int | None, code: str, attainment: Fraction | None
) -> None:
    table = GoalTable.of_columns(comparator=[comparator], achieved=[achieved], target=[target])

    result = assess_many(table, as_of=AS_OF, scheme=DEFAULT_SCHEME)

    assert (result.class_codes, result.attainment(0)) == ([code], attainment)


def test_an_average_is_judged_by_its_sum_and_number_of_periods() -> None:
    table = GoalTable.of_columns(
        comparator=[AT_LEAST, AT_LEAST],
        achieved=[19_000_000, 18_999_999],
        target=[7_000_000] * 2,
        parts=[3, 3],
    )

    assert judged(table) == [
        ("over_90", Fraction(1900, 21), False, Method.RATIO),
        ("over_90", Fraction(18_999_999, 210_000), False, Method.RATIO),
    ]


def test_rows_without_data_are_split_by_their_own_due_date() -> None:
    table = GoalTable.of_columns(
        comparator=[AT_LEAST] * 4,
        achieved=[None, None, None, 5],
        target=[10] * 4,
        due=[None, date(2024, 12, 31), AS_OF, date(2024, 12, 31)],
    )

    result = assess_many(table, as_of=AS_OF, scheme=DEFAULT_SCHEME)

    assert result.class_codes == ["no_data", "not_due", "no_data", "over_50"]


def test_a_method_not_given_is_inferred_for_every_comparator() -> None:
    table = GoalTable.of_columns(
        comparator=[AT_LEAST, AT_LEAST, ABOVE, AT_MOST, AT_MOST, AT_MOST, BELOW, BELOW, BETWEEN, DONE],
        achieved=[1] * 10,
        target=[10, 0, 10, 10, 10, 0, 10, 0, None, None],
        baseline=[None, 5, None, 20, 5, None, None, 5, None, None],
        low=[None] * 8 + [1, None],
    )

    result = assess_many(table, as_of=AS_OF, scheme=DEFAULT_SCHEME)

    assert [result.method(row) for row in range(10)] == [
        Method.RATIO,
        Method.THRESHOLD,
        Method.RATIO,
        Method.LINEAR,
        Method.INVERSE_RATIO,
        Method.THRESHOLD,
        Method.INVERSE_RATIO,
        Method.LINEAR,
        Method.RANGE,
        Method.MILESTONE,
    ]


def test_the_worse_end_of_a_range_is_judged_for_every_period() -> None:
    table = GoalTable.of_columns(
        comparator=[BETWEEN] * 3,
        achieved=[8, 9, 9],
        highest=[20, 9, 11],
        target=[None] * 3,
        low=[9] * 3,
        high=[10] * 3,
    )

    assert judged(table) == [
        ("over_50", Fraction(50), False, Method.RANGE),
        ("met", Fraction(100), True, Method.RANGE),
        ("over_90", Fraction(1000, 11), False, Method.RANGE),
    ]


def test_a_table_larger_than_one_pass_is_judged_whole() -> None:
    size = 70_000
    achieved = np.arange(size) * SCALE
    table = GoalTable.of_columns(
        comparator=np.zeros(size, np.int8), achieved=achieved.tolist(), target=[100 * SCALE] * size
    )

    result = assess_many(table, as_of=AS_OF, scheme=DEFAULT_SCHEME)

    assert len(result) == size
    assert dict(result.tally().counts) == {
        "met": size - 100,
        "over_90": 10,
        "over_75": 15,
        "over_50": 25,
        "under_50": 50,
        "not_due": 0,
        "no_data": 0,
        "not_computable": 0,
    }


def test_an_empty_table_gives_an_empty_judgement() -> None:
    table = GoalTable.of_columns(comparator=[], achieved=[], target=[])

    result = assess_many(table, as_of=AS_OF, scheme=DEFAULT_SCHEME)

    assert (len(result), result.class_codes, result.tally().total) == (0, [], 0)


def test_tallies_count_each_group_of_rows() -> None:
    table = GoalTable.of_columns(comparator=[AT_LEAST] * 5, achieved=[10, 9, 4, None, 12], target=[10] * 5)
    result = assess_many(table, as_of=AS_OF, scheme=DEFAULT_SCHEME)

    first, second, third = result.tallies(np.array([0, 0, 2, 2, 0]), 3)

    assert first == tally(["met", "over_90", "met"], DEFAULT_SCHEME)
    assert second == tally([], DEFAULT_SCHEME)
    assert third == tally(["under_50", "no_data"], DEFAULT_SCHEME)


def test_a_tally_of_flagged_rows_counts_only_them() -> None:
    table = GoalTable.of_columns(comparator=[AT_LEAST] * 3, achieved=[10, 9, 4], target=[10] * 3)
    result = assess_many(table, as_of=AS_OF, scheme=DEFAULT_SCHEME)

    counted = result.tally(np.array([True, False, True]))

    assert counted == Tally(2, dict(tally(["met", "under_50"], DEFAULT_SCHEME).counts))


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_every_scheme_classifies_a_column_as_it_classifies_a_number(name: str) -> None:
    scheme = SCHEMES[name]
    achieved = [*range(-5, 120), 899_999]
    table = GoalTable.of_columns(comparator=[AT_LEAST] * 126, achieved=achieved, target=[100] * 126)

    result = assess_many(table, as_of=AS_OF, scheme=scheme)

    assert result.class_codes == [scheme.classify(Decimal(value)) for value in achieved]


def test_an_edge_with_decimals_is_kept_exactly() -> None:
    scheme = Scheme.from_ranges(
        "fine",
        "Cận lẻ",
        [("top", Decimal("99.995"), None, "Trên"), ("rest", None, Decimal("99.995"), "Dưới")],
    )
    table = GoalTable.of_columns(comparator=[AT_LEAST] * 2, achieved=[199_990, 199_989], target=[200_000] * 2)

    assert assess_many(table, as_of=AS_OF, scheme=scheme).class_codes == ["top", "rest"]
