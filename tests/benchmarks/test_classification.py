"""The benchmark of classification compares like with like, and every row is judged exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from benchmarks.classification import (
    Judged,
    Row,
    judge_in_decimal,
    make_rows,
    misjudged,
    run,
    table_of,
)
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, assess_many

D = Decimal


def test_our_columns_and_the_loop_give_the_same_classes_and_attainments() -> None:
    rows = make_rows(4_000)
    ours = assess_many(table_of(rows), as_of=date(2023, 2, 21), scheme=DEFAULT_SCHEME)
    theirs = judge_in_decimal(rows)

    assert ours.class_codes == [each.code for each in theirs]
    for place, each in enumerate(theirs):
        exact = ours.attainment(place)
        assert (exact is None) == (each.attainment is None)
        if exact is not None and each.attainment is not None:
            assert abs(Fraction(each.attainment) - exact) < Fraction(1, 10**20)


def test_the_rows_hold_every_comparator_and_hit_the_edges() -> None:
    rows = make_rows(4_000)
    attainments = [each.attainment for each in judge_in_decimal(rows)]

    assert {row.comparator for row in rows} == set(Comparator)
    assert {D(100), D(90), D(75), D(50)} <= set(attainments)
    assert None in attainments


def test_the_rows_are_the_same_each_time() -> None:
    assert make_rows(50) == make_rows(50)


@pytest.mark.parametrize(
    ("row", "judged"),
    [
        (Row(Comparator.AT_LEAST, D("6.3"), D("7.0"), None, None, None), Judged(D(90), "over_90")),
        (Row(Comparator.ABOVE, D(7), D(7), None, None, None), Judged(D("99.9999"), "over_90")),
        (Row(Comparator.AT_MOST, D(4), D(3), D(12), None, None), Judged(D(800) / 9, "over_75")),
        (Row(Comparator.AT_MOST, D(4), D(3), None, None, None), Judged(D(75), "over_75")),
        (Row(Comparator.BELOW, D(2), D(3), None, None, None), Judged(D(150), "met")),
        (Row(Comparator.BETWEEN, D(20), None, None, D(9), D(10)), Judged(D(50), "over_50")),
        (Row(Comparator.DONE, D(20), None, None, None, None), Judged(D(20), "under_50")),
        (Row(Comparator.AT_LEAST, None, D(5), None, None, None), Judged(None, "no_data")),
    ],
)
def test_the_loop_follows_the_rules(row: Row, judged: Judged) -> None:
    found = judge_in_decimal([row])[0]

    assert found.code == judged.code
    assert (found.attainment is None) == (judged.attainment is None)
    assert round(found.attainment or 0, 12) == round(judged.attainment or 0, 12)


def test_a_wrong_class_is_counted_against_whoever_gave_it() -> None:
    rows = [Row(Comparator.AT_LEAST, D("6.3"), D("7.0"), None, None, None)] * 3
    right, wrong = Judged(D(90), "over_90"), Judged(D("89.99"), "over_75")

    assert misjudged(rows, ["over_90", "over_75", "met"], [right, right, wrong]) == (2, 1)


def test_a_run_gives_one_case_of_the_results_table() -> None:
    (case,) = run(2_000)

    assert (case.case, case.peer, case.limit_ratio) == (
        "exact classification, 2,000 rows",
        "Python loop over Decimal",
        20,
    )
    assert case.ours_s > 0
    assert case.peer_s > 0
