"""Formulas are written with the target's own numbers, in Vietnamese figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    Comparator,
    Goal,
    Kind,
    Measured,
    Method,
    Number,
    Period,
    TermYears,
    assess,
)
from nhiemky.kernel.scoring.figures import write_number

D = Decimal
UP, DOWN, OVER, UNDER = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW
BETWEEN, DONE = Comparator.BETWEEN, Comparator.DONE


def formula(goal: Goal, *values: Number, done: bool | None = None) -> str:
    measured = [Measured(Period.of_year(2021 + place), value, done) for place, value in enumerate(values)]
    found = assess(
        goal, measured, as_of=date(2025, 12, 31), term=TermYears(2021, 2025), scheme=DEFAULT_SCHEME
    )
    return found.formula


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7, "7"),
        (D("6.30"), "6,3"),
        (D("1234.5"), "1.234,5"),
        (1_234_567, "1.234.567"),
        (D("-1809.25"), "-1.809,25"),
        (D("0.05"), "0,05"),
        (D("-0.5"), "-0,5"),
        (D("1E+3"), "1.000"),
        (Fraction(1, 4), "0,25"),
        (Fraction(2, 3), "(2/3)"),
        (D("123456789012345678901234567890.125"), "123.456.789.012.345.678.901.234.567.890,125"),
    ],
)
def test_a_number_is_written_exactly(value: Number, text: str) -> None:
    assert write_number(value) == text


@pytest.mark.parametrize(
    ("goal", "values", "text"),
    [
        (Goal(DOWN, 3, baseline=10), (4,), "(4 − 10) / (3 − 10) × 100 = 85,71 %"),
        (Goal(DOWN, 0, baseline=10), (4,), "(4 − 10) / (0 − 10) × 100 = 60 %"),
        (
            Goal(UP, 10, baseline=-10, method=Method.LINEAR),
            (-4,),
            "((−4) − (−10)) / (10 − (−10)) × 100 = 30 %",
        ),
        (Goal(UP, D("7.0")), (D("6.3"),), "6,3 / 7 × 100 = 90 %"),
        (Goal(UP, 75), (D("1809.5"),), "1.809,5 / 75 × 100 = 2.412,67 %"),
        (Goal(UP, 25_000), (24_999,), "24.999 / 25.000 × 100 = 99,99 %"),
        (Goal(UP, 10), (-4,), "(−4) / 10 × 100 = −40 %"),
        (Goal(UP, 10), (Fraction(20, 3),), "6,67 / 10 × 100 = 66,67 %"),
        (Goal(DOWN, 3), (4,), "3 / 4 × 100 = 75 %"),
        (Goal(DOWN, 3), (2,), "3 / 2 × 100 = 150 %"),
        (Goal(BETWEEN, low=9, high=10), (D("8.1"),), "8,1 / 9 × 100 = 90 %"),
        (Goal(BETWEEN, low=9, high=10), (20,), "10 / 20 × 100 = 50 %"),
    ],
)
def test_a_formula_shows_the_numbers_of_its_target(goal: Goal, values: tuple[Number, ...], text: str) -> None:
    assert formula(goal, *values) == text


@pytest.mark.parametrize(
    ("goal", "values", "text"),
    [
        (Goal(OVER, 1600), (1600,), "1.600 ≤ 1.600: chưa đạt chỉ tiêu, mức đạt 99,99 %"),
        (Goal(UNDER, 3), (3,), "3 ≥ 3: chưa đạt chỉ tiêu, mức đạt 99,99 %"),
        (Goal(DOWN, 3, baseline=10), (0,), "(0 − 10) / (3 − 10) × 100 = 142,86 %; 0 ≤ 3: đạt chỉ tiêu, mức đạt 100 %"),
        (Goal(DOWN, 3), (0,), "0 ≤ 3: đạt chỉ tiêu, mức đạt 100 %"),
        (Goal(UP, -5), (-4,), "−4 ≥ −5: đạt chỉ tiêu, mức đạt 100 %"),
        (Goal(DOWN, 3, baseline=2, method=Method.LINEAR), (1,), "1 ≤ 3: đạt chỉ tiêu, mức đạt 100 %"),
    ],
)  # fmt: skip
def test_a_formula_says_where_the_comparator_decides(
    goal: Goal, values: tuple[Number, ...], text: str
) -> None:
    assert formula(goal, *values) == text


@pytest.mark.parametrize(
    ("goal", "value", "text"),
    [
        (Goal(DOWN, 0), 2, "2 > 0: chưa đạt chỉ tiêu, mức đạt 0 %"),
        (Goal(DOWN, 0), 0, "0 ≤ 0: đạt chỉ tiêu, mức đạt 100 %"),
        (Goal(UP, 100, method=Method.THRESHOLD), 99, "99 < 100: chưa đạt chỉ tiêu, mức đạt 0 %"),
        (Goal(UNDER, 2, method=Method.THRESHOLD), 1, "1 < 2: đạt chỉ tiêu, mức đạt 100 %"),
        (Goal(OVER, 2, method=Method.THRESHOLD), 3, "3 > 2: đạt chỉ tiêu, mức đạt 100 %"),
        (Goal(BETWEEN, low=7, high=9), 8, "8 nằm trong khoảng từ 7 đến 9: đạt chỉ tiêu, mức đạt 100 %"),
        (Goal(BETWEEN, low=7), 8, "8 nằm trong khoảng từ 7 trở lên: đạt chỉ tiêu, mức đạt 100 %"),
        (Goal(BETWEEN, high=9), 8, "8 nằm trong khoảng đến 9: đạt chỉ tiêu, mức đạt 100 %"),
        (
            Goal(BETWEEN, low=7, high=9, method=Method.THRESHOLD), 10,
            "10 nằm ngoài khoảng từ 7 đến 9: chưa đạt chỉ tiêu, mức đạt 0 %",
        ),
    ],
)  # fmt: skip
def test_a_comparison_is_written_where_there_is_no_division(goal: Goal, value: Number, text: str) -> None:
    assert formula(goal, value) == text


@pytest.mark.parametrize(
    ("goal", "done", "text"),
    [
        (Goal(DONE), True, "đã hoàn thành, mức đạt 100 %"),
        (Goal(DONE), None, "hoàn thành 60 %, mức đạt 60 %"),
        (Goal(DONE, method=Method.THRESHOLD), True, "đã hoàn thành, mức đạt 100 %"),
        (Goal(DONE, method=Method.THRESHOLD), False, "chưa hoàn thành, mức đạt 0 %"),
    ],
)
def test_a_thing_to_be_done_is_told_in_words(goal: Goal, done: bool | None, text: str) -> None:
    assert formula(goal, 60, done=done) == text


@pytest.mark.parametrize(
    ("kind", "values", "text"),
    [
        (Kind.SNAPSHOT, (3, 9), "9 / 10 × 100 = 90 %"),
        (Kind.RUNNING_TOTAL, (3, 9), "9 / 10 × 100 = 90 %"),
        (Kind.ACCUMULATE, (3, 6), "3 + 6 = 9; 9 / 10 × 100 = 90 %"),
        (Kind.ACCUMULATE, (9,), "9 / 10 × 100 = 90 %"),
        (Kind.ACCUMULATE, (12, -3), "12 + (−3) = 9; 9 / 10 × 100 = 90 %"),
        (Kind.AVERAGE, (8, 10), "(8 + 10) / 2 = 9; 9 / 10 × 100 = 90 %"),
        (Kind.AVERAGE, (8, 8, 9), "(8 + 8 + 9) / 3 ≈ 8,33; 8,33 / 10 × 100 = 83,33 %"),
        (Kind.EVERY_PERIOD, (12, 9), "kỳ kém nhất trong 2 kỳ: 9; 9 / 10 × 100 = 90 %"),
    ],
)
def test_the_joining_of_periods_comes_first(kind: Kind, values: tuple[Number, ...], text: str) -> None:
    assert formula(Goal(UP, 10, kind=kind), *values) == text


def test_what_cannot_be_computed_says_why() -> None:
    assert formula(Goal(UP, -5), -6) == "không tính được: mức chỉ tiêu không lớn hơn 0 nên không chia được"


def test_a_target_without_observations_has_no_formula() -> None:
    assert formula(Goal(UP, 5)) == ""
