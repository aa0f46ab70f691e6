"""Methods: every formula, its needs, and the rule that what holds is met."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    Assessment,
    Comparator,
    Goal,
    Kind,
    Measured,
    Method,
    Number,
    Period,
    TermYears,
    assess,
    method_of,
)
from nhiemky.kernel.scoring.arithmetic import choose, negated
from nhiemky.kernel.scoring.methods import holds, judge
from nhiemky.kernel.scoring.terms import RowTerms, terms_of

D = Decimal
TERM = TermYears(2021, 2025)
UP, DOWN, OVER, UNDER = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW
BETWEEN, DONE = Comparator.BETWEEN, Comparator.DONE
EDGE = Fraction(999_999, 10_000)


def judged(goal: Goal, value: Number, done: bool | None = None) -> Assessment:
    measured = [Measured(Period.of_year(2022), value, done)]
    return assess(goal, measured, as_of=date(2023, 2, 21), term=TERM, scheme=DEFAULT_SCHEME)


@pytest.mark.parametrize(
    ("comparator", "target", "baseline", "method"),
    [
        (UP, 70, None, Method.RATIO),
        (UP, 70, 30, Method.RATIO),
        (UP, 0, None, Method.THRESHOLD),
        (UP, D("0.0"), -5, Method.THRESHOLD),
        (UP, -5, None, Method.RATIO),
        (UP, None, None, Method.RATIO),
        (OVER, 70, None, Method.RATIO),
        (OVER, 0, None, Method.THRESHOLD),
        (DOWN, 3, 10, Method.LINEAR),
        (DOWN, 3, None, Method.INVERSE_RATIO),
        (DOWN, 3, 3, Method.INVERSE_RATIO),
        (DOWN, 3, 2, Method.INVERSE_RATIO),
        (DOWN, 0, None, Method.THRESHOLD),
        (DOWN, 0, 10, Method.LINEAR),
        (DOWN, 0, 0, Method.THRESHOLD),
        (UNDER, 3, 10, Method.LINEAR),
        (UNDER, 3, None, Method.INVERSE_RATIO),
        (UNDER, 0, None, Method.THRESHOLD),
        (BETWEEN, None, None, Method.RANGE),
        (DONE, None, None, Method.MILESTONE),
    ],
)
def test_a_method_not_given_is_inferred(
    comparator: Comparator, target: Number | None, baseline: Number | None, method: Method
) -> None:
    goal = Goal(comparator, target, baseline=baseline, low=1, high=2)

    assert method_of(goal) is method
    assert judged(goal, 1).method_inferred is True


def test_a_given_method_is_kept() -> None:
    found = judged(Goal(DOWN, 3, baseline=10, method=Method.INVERSE_RATIO), 4)

    assert (found.method, found.method_inferred, found.attainment) == (
        Method.INVERSE_RATIO,
        False,
        Fraction(75),
    )


@pytest.mark.parametrize(
    ("comparator", "target", "achieved", "attainment"),
    [
        (UP, D("7.0"), D("6.3"), Fraction(90)),
        (UP, 70, 52, Fraction(520, 7)),
        (UP, 75, D("62.9"), Fraction(6290, 75)),
        (UP, 75, D("1809.5"), Fraction(180_950, 75)),
        (UP, 23, 22, Fraction(2200, 23)),
        (UP, 1340, 1428, Fraction(142_800, 1340)),
        (UP, 550, 673, Fraction(67_300, 550)),
        (UP, D("58.9"), Fraction(6100, 112), Fraction(6_100_000, 112 * 589)),
        (UP, 10, 10, Fraction(100)),
        (UP, 10, 0, Fraction(0)),
        (UP, 10, -4, Fraction(-40)),
        (OVER, 1600, 1600, EDGE),
        (OVER, 1600, 1601, Fraction(160_100, 1600)),
        (OVER, 1600, 1440, Fraction(90)),
    ],
)
def test_ratio_divides_achieved_by_target(
    comparator: Comparator, target: Number, achieved: Number, attainment: Fraction
) -> None:
    assert judged(Goal(comparator, target, method=Method.RATIO), achieved).attainment == attainment


@pytest.mark.parametrize(
    ("comparator", "baseline", "target", "achieved", "attainment"),
    [
        (DOWN, 10, 3, 4, Fraction(600, 7)),
        (DOWN, 10, 3, 10, Fraction(0)),
        (DOWN, 10, 3, 12, Fraction(-200, 7)),
        (DOWN, 10, 3, 3, Fraction(100)),
        (DOWN, 10, 3, 2, Fraction(800, 7)),
        (DOWN, 10, 3, 0, Fraction(100)),
        (DOWN, 10, 0, 4, Fraction(60)),
        (DOWN, 10, 0, 0, Fraction(100)),
        (UNDER, 10, 3, 3, EDGE),
        (UNDER, 10, 3, 2, Fraction(800, 7)),
        (UNDER, 10, 3, 0, Fraction(100)),
        (UP, 40, 65, 50, Fraction(40)),
        (UP, 40, 65, 35, Fraction(-20)),
        (UP, 40, 65, 70, Fraction(120)),
        (UP, -10, 10, 0, Fraction(50)),
        (OVER, 40, 65, 65, EDGE),
    ],
)
def test_linear_measures_the_way_from_the_baseline(
    comparator: Comparator, baseline: int, target: int, achieved: int, attainment: Fraction
) -> None:
    goal = Goal(comparator, target, baseline=baseline, method=Method.LINEAR)

    assert judged(goal, achieved).attainment == attainment


@pytest.mark.parametrize(
    ("comparator", "target", "achieved", "attainment"),
    [
        (DOWN, 3, 4, Fraction(75)),
        (DOWN, 3, 3, Fraction(100)),
        (DOWN, 3, 2, Fraction(150)),
        (DOWN, 3, 0, Fraction(100)),
        (DOWN, 3, -1, Fraction(100)),
        (DOWN, D("1.5"), D("1.34"), Fraction(15_000, 134)),
        (UNDER, 3, 3, EDGE),
        (UNDER, 3, 4, Fraction(75)),
        (UNDER, D("0.9"), D("0.92"), Fraction(9000, 92)),
    ],
)
def test_inverse_ratio_divides_target_by_achieved(
    comparator: Comparator, target: Number, achieved: Number, attainment: Fraction
) -> None:
    assert judged(Goal(comparator, target, method=Method.INVERSE_RATIO), achieved).attainment == attainment


@pytest.mark.parametrize(
    ("goal", "achieved", "attainment"),
    [
        (Goal(UP, 100, method=Method.THRESHOLD), 100, 100),
        (Goal(UP, 100, method=Method.THRESHOLD), D("99.9"), 0),
        (Goal(OVER, 100, method=Method.THRESHOLD), 100, 0),
        (Goal(DOWN, 0), 0, 100),
        (Goal(DOWN, 0), 1, 0),
        (Goal(UNDER, 0), 0, 0),
        (Goal(UNDER, 0), -1, 100),
        (Goal(BETWEEN, low=7, high=9, method=Method.THRESHOLD), 9, 100),
        (Goal(BETWEEN, low=7, high=9, method=Method.THRESHOLD), D("9.1"), 0),
        (Goal(DONE, method=Method.THRESHOLD), 100, 100),
        (Goal(DONE, method=Method.THRESHOLD), 99, 0),
    ],
)
def test_threshold_is_all_or_nothing(goal: Goal, achieved: Number, attainment: int) -> None:
    assert judged(goal, achieved).attainment == attainment


@pytest.mark.parametrize(
    ("low", "high", "achieved", "attainment"),
    [
        (9, 10, 9, Fraction(100)),
        (9, 10, 10, Fraction(100)),
        (9, 10, D("9.5"), Fraction(100)),
        (9, 10, D("8.1"), Fraction(90)),
        (9, 10, 20, Fraction(50)),
        (9, 10, 0, Fraction(0)),
        (9, 10, -9, Fraction(-100)),
        (9, None, 18, Fraction(100)),
        (9, None, 4, Fraction(400, 9)),
        (None, 10, 3, Fraction(100)),
        (None, 10, 40, Fraction(25)),
        (-5, 0, 4, Fraction(0)),
        (9, 9, 9, Fraction(100)),
    ],
)
def test_range_is_whole_inside_and_falls_on_either_side(
    low: Number | None, high: Number | None, achieved: Number, attainment: Fraction
) -> None:
    assert judged(Goal(BETWEEN, low=low, high=high), achieved).attainment == attainment


@pytest.mark.parametrize(
    ("value", "done", "attainment", "code"),
    [
        (0, True, 100, "met"),
        (100, None, 100, "met"),
        (60, None, 60, "over_50"),
        (60, False, 60, "over_50"),
        (100, False, 99, "over_90"),
        (0, False, 0, "under_50"),
    ],
)
def test_milestone_is_whole_when_done_else_the_reported_percentage(
    value: int, done: bool | None, attainment: int, code: str
) -> None:
    found = judged(Goal(DONE), value, done)

    assert (found.attainment, found.class_code) == (attainment, code)


@pytest.mark.parametrize(
    ("goal", "achieved", "reason"),
    [
        (Goal(UP), 5, "Chưa có mức chỉ tiêu."),
        (Goal(DOWN), 5, "Chưa có mức chỉ tiêu."),
        (Goal(DOWN, method=Method.LINEAR, baseline=5), 5, "Chưa có mức chỉ tiêu."),
        (Goal(UP, method=Method.THRESHOLD), 5, "Chưa có mức chỉ tiêu."),
        (Goal(UP, -5), -6, "Mức chỉ tiêu không lớn hơn 0 nên không chia được."),
        (Goal(UP, 0, method=Method.RATIO), -1, "Mức chỉ tiêu không lớn hơn 0 nên không chia được."),
        (Goal(DOWN, -5), 1, "Mức chỉ tiêu không lớn hơn 0 nên không chia được."),
        (Goal(DOWN, 3, method=Method.LINEAR), 5, "Chưa có mức gốc để tính theo cách nội suy từ mức gốc."),
        (Goal(DOWN, 3, baseline=3, method=Method.LINEAR), 5, "Mức gốc bằng hoặc đã vượt mức chỉ tiêu."),
        (Goal(DOWN, 3, baseline=2, method=Method.LINEAR), 5, "Mức gốc bằng hoặc đã vượt mức chỉ tiêu."),
        (Goal(UP, 3, baseline=4, method=Method.LINEAR), 2, "Mức gốc bằng hoặc đã vượt mức chỉ tiêu."),
        (Goal(BETWEEN), 5, "Chưa có cận dưới hoặc cận trên của chỉ tiêu."),
        (Goal(BETWEEN, low=9, high=7), 8, "Cận dưới lớn hơn cận trên."),
        (Goal(BETWEEN, low=0, high=7), -1, "Cận dưới không lớn hơn 0 nên không chia được."),
        (Goal(BETWEEN, low=-9, high=-7), -1, "Cận trên hoặc kết quả âm nên không chia được."),
        (Goal(DOWN, 3, method=Method.RATIO), 5, "Cách tính không dùng được với kiểu so sánh của chỉ tiêu."),
        (Goal(UP, 3, method=Method.INVERSE_RATIO), 2, "Cách tính không dùng được với kiểu so sánh của chỉ tiêu."),
        (Goal(UP, 3, method=Method.RANGE), 2, "Cách tính không dùng được với kiểu so sánh của chỉ tiêu."),
        (Goal(UP, 3, method=Method.MILESTONE), 2, "Cách tính không dùng được với kiểu so sánh của chỉ tiêu."),
        (Goal(DONE, method=Method.LINEAR), 2, "Cách tính không dùng được với kiểu so sánh của chỉ tiêu."),
    ],
)  # fmt: skip
def test_an_unmet_need_is_not_computable_and_says_why(goal: Goal, achieved: Number, reason: str) -> None:
    found = judged(goal, achieved)

    assert (found.class_code, found.attainment, found.met, found.reason) == (
        "not_computable",
        None,
        False,
        reason,
    )
    assert found.course is None


@pytest.mark.parametrize(
    ("goal", "achieved"),
    [
        (Goal(UP, -5), -5),
        (Goal(UP, 0, method=Method.RATIO), 1),
        (Goal(UP, 3, baseline=4, method=Method.LINEAR), 3),
        (Goal(DOWN, 3, method=Method.LINEAR), 3),
        (Goal(DOWN, 3, baseline=2, method=Method.LINEAR), 1),
        (Goal(DOWN, 3, method=Method.RATIO), 1),
        (Goal(DOWN, -5), -6),
        (Goal(DOWN, 3), 0),
        (Goal(BETWEEN, low=0, high=7), 0),
        (Goal(BETWEEN, low=-9, high=-7), -8),
        (Goal(UP, 3, method=Method.RANGE), 3),
        (Goal(DONE, method=Method.RATIO), 100),
    ],
)
def test_what_holds_is_exactly_met_even_where_the_formula_fails(goal: Goal, achieved: Number) -> None:
    found = judged(goal, achieved)

    assert (found.class_code, found.attainment, found.met, found.reason) == ("met", Fraction(100), True, None)


@pytest.mark.parametrize(
    ("comparator", "achieved", "expected"),
    [
        (UP, 4, False),
        (UP, 5, True),
        (OVER, 5, False),
        (OVER, 6, True),
        (DOWN, 6, False),
        (DOWN, 5, True),
        (UNDER, 5, False),
        (UNDER, 4, True),
        (BETWEEN, 2, False),
        (BETWEEN, 3, True),
        (BETWEEN, 7, True),
        (BETWEEN, 8, False),
    ],
)
def test_a_comparator_holds_or_not(comparator: Comparator, achieved: int, expected: bool) -> None:
    goal = Goal(comparator, 5, low=3, high=7)

    assert holds(comparator, terms_of(goal, (achieved, 1))) is expected


@pytest.mark.parametrize("comparator", list(Comparator))
def test_no_comparator_holds_without_its_target(comparator: Comparator) -> None:
    nothing = RowTerms(5, 0, 0, 0, 0, False, False, False, False)

    assert holds(comparator, nothing) is False


def test_terms_are_brought_to_one_scale() -> None:
    goal = Goal(UP, D("0.5"), baseline=Fraction(1, 3))

    assert terms_of(goal, (1, 6)) == RowTerms(1, 3, 2, 0, 0, True, True, False, False)
    assert terms_of(goal, (1, 4)) == RowTerms(3, 6, 4, 0, 0, True, True, False, False)


def test_one_definition_judges_an_integer_and_a_column() -> None:
    target = np.full(5, 10)
    column = RowTerms(np.array([-1, 0, 5, 10, 11]), target, *([0] * 3), True, False, False, False)  # type: ignore[arg-type]
    together = judge(UP, Method.RATIO, column)
    single = [
        judge(UP, Method.RATIO, RowTerms(achieved, 10, 0, 0, 0, True, False, False, False))
        for achieved in (-1, 0, 5, 10, 11)
    ]

    assert np.asarray(together.numerator).tolist() == [each.numerator for each in single]
    assert np.asarray(together.denominator).tolist() == [each.denominator for each in single]
    assert np.asarray(together.met).tolist() == [each.met for each in single]


def test_choosing_means_the_same_for_a_value_and_a_column() -> None:
    flags = np.array([True, False, True])

    assert (choose(True, 1, 2), choose(False, 1, 2)) == (1, 2)
    assert np.asarray(choose(flags, np.array([1, 2, 3]), 9)).tolist() == [1, 9, 3]
    assert np.asarray(choose(flags, 2**63 - 1, np.array([-(2**62)] * 3))).tolist() == [
        2**63 - 1,
        -(2**62),
        2**63 - 1,
    ]
    assert choose(np.array([False]), 1, 5) == 5
    assert (negated(True), np.asarray(negated(flags)).tolist()) == (False, [False, True, False])


@pytest.mark.parametrize("kind", [Kind.SNAPSHOT, Kind.ACCUMULATE, Kind.AVERAGE, Kind.EVERY_PERIOD])
def test_one_period_is_judged_alike_by_every_kind(kind: Kind) -> None:
    assert judged(Goal(UP, 70, kind=kind), 63).attainment == Fraction(90)
