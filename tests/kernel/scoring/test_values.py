"""Values, periods, terms, goals and observations."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import (
    Comparator,
    Goal,
    Kind,
    Measured,
    Method,
    Number,
    NumberError,
    Period,
    PeriodError,
    TermYears,
)
from nhiemky.kernel.scoring.values import Scaled, number_of, ratio_of

D = Decimal
YEAR = Period.of_year(2022)


@pytest.mark.parametrize(
    ("value", "ratio"),
    [
        (0, (0, 1)),
        (7, (7, 1)),
        (-7, (-7, 1)),
        (D("6.3"), (63, 10)),
        (D("1809.5"), (3619, 2)),
        (D("-0.25"), (-1, 4)),
        (D("1E+3"), (1000, 1)),
        (D("0E+99999999"), (0, 1)),
        (D("-0"), (0, 1)),
        (Fraction(66, 112), (33, 56)),
        (D(10) ** 40, (10**40, 1)),
    ],
)
def test_a_value_is_kept_exactly(value: Number, ratio: tuple[int, int]) -> None:
    assert ratio_of(value) == ratio


@pytest.mark.parametrize(
    "value",
    [
        D("NaN"),
        D("sNaN"),
        D("Infinity"),
        D("-Infinity"),
        D("1" * 400),
        int("9" * 400),
        D("1E+999999999"),
        D("1E-999999999"),
        D("0." + "1" * 400),
        Fraction(1, 10**400),
        Fraction(10**400, 3),
        0.9,
        float("nan"),
        True,
        "5",
        None,
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_cannot_be_judged_exactly_is_refused(value: Number) -> None:
    with pytest.raises(NumberError):
        ratio_of(value)


@pytest.mark.parametrize("field", ["target", "low", "high", "baseline"])
def test_a_goal_refuses_a_bad_number_at_once(field: str) -> None:
    with pytest.raises(NumberError, match="hữu hạn"):
        Goal(Comparator.AT_LEAST, **{field: D("NaN")})


def test_a_goal_refuses_a_bad_phased_value() -> None:
    with pytest.raises(NumberError, match="quá lớn"):
        Goal(Comparator.AT_LEAST, 5, phased=((2022, D("1E+200")),))


def test_an_observation_refuses_a_bad_number_at_once() -> None:
    with pytest.raises(NumberError, match=r"quá nhiều chữ số|quá lớn"):
        Measured(YEAR, int("9" * 400))


@pytest.mark.parametrize(
    ("ratio", "number"),
    [
        ((63, 10), D("6.3")),
        ((0, 7), D(0)),
        ((-1, 8), D("-0.125")),
        ((6, 3), D(2)),
        ((10**60, 1), D(10) ** 60),
        ((1, 3), Fraction(1, 3)),
        ((10, 6), Fraction(5, 3)),
        ((66, 112), Fraction(33, 56)),
        ((123456789012345678901234567890123, 10), D("12345678901234567890123456789012.3")),
    ],
)
def test_a_ratio_becomes_a_decimal_where_that_is_exact(ratio: tuple[int, int], number: Number) -> None:
    found = number_of(*ratio)

    assert (found, type(found)) == (number, type(number))


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**9))
def test_no_digit_is_lost_between_ratio_and_number(numerator: int, denominator: int) -> None:
    assert Fraction(number_of(numerator, denominator)) == Fraction(numerator, denominator)


@pytest.mark.parametrize(
    ("period", "start", "end", "label"),
    [
        (Period.of_year(2022), date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (Period.half(2022, 1), date(2022, 1, 1), date(2022, 6, 30), "6 tháng đầu năm 2022"),
        (Period.half(2022, 2), date(2022, 7, 1), date(2022, 12, 31), "6 tháng cuối năm 2022"),
        (Period.of_quarter(2022, 1), date(2022, 1, 1), date(2022, 3, 31), "quý I-2022"),
        (Period.of_quarter(2022, 2), date(2022, 4, 1), date(2022, 6, 30), "quý II-2022"),
        (Period.of_quarter(2022, 3), date(2022, 7, 1), date(2022, 9, 30), "quý III-2022"),
        (Period.of_quarter(2022, 4), date(2022, 10, 1), date(2022, 12, 31), "quý IV-2022"),
        (Period.of_month(2022, 5), date(2022, 5, 1), date(2022, 5, 31), "tháng 5-2022"),
        (Period.of_month(2024, 2), date(2024, 2, 1), date(2024, 2, 29), "tháng 2-2024"),
    ],
)
def test_a_named_period_has_its_days_and_its_label(
    period: Period, start: date, end: date, label: str
) -> None:
    assert (period.start, period.end, period.label) == (start, end, label)


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2023, 1, 1), date(2023, 9, 30), "9 tháng đầu năm 2023"),
        (date(2023, 4, 1), date(2023, 12, 31), "9 tháng cuối năm 2023"),
        (date(2023, 2, 1), date(2023, 4, 30), "từ tháng 2 đến tháng 4-2023"),
        (date(2021, 1, 1), date(2023, 12, 31), "giai đoạn 2021-2023"),
        (date(2021, 1, 1), date(2023, 6, 30), "từ tháng 1-2021 đến tháng 6-2023"),
        (date(2023, 1, 1), date(2023, 2, 21), "từ 1-1-2023 đến 21-2-2023"),
        (date(2023, 2, 21), date(2023, 2, 21), "ngày 21-2-2023"),
    ],
)
def test_a_period_of_other_days_is_labelled(start: date, end: date, label: str) -> None:
    assert Period(start, end).label == label


def test_periods_are_ordered_by_start_and_then_end() -> None:
    year, half, next_year = Period.of_year(2022), Period.half(2022, 1), Period.of_year(2023)

    assert sorted([next_year, year, half]) == [half, year, next_year]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodError, match="kết thúc trước khi bắt đầu"):
        Period(date(2022, 2, 1), date(2022, 1, 31))


@pytest.mark.parametrize(
    ("make", "number"),
    [
        (Period.half, 0),
        (Period.half, 3),
        (Period.of_quarter, 0),
        (Period.of_quarter, 5),
        (Period.of_month, 0),
        (Period.of_month, 13),
    ],
)
def test_a_part_of_a_year_that_does_not_exist_is_refused(make: object, number: int) -> None:
    assert callable(make)
    with pytest.raises(PeriodError, match="Không có tháng"):
        make(2022, number)


@pytest.mark.parametrize(
    "label", ["2020-2025", "2020 - 2025", "nhiệm kỳ 2020–2025", "Đại hội XII, nhiệm kỳ 2020 đến 2025"]
)
def test_a_term_is_read_from_its_label(label: str) -> None:
    assert TermYears.of_label(label) == TermYears(2021, 2025)


@pytest.mark.parametrize("label", ["", "2020", "2020-2025-2030", "20202025", "khóa XII"])
def test_a_text_without_two_years_is_no_term(label: str) -> None:
    with pytest.raises(PeriodError, match="Không đọc được nhiệm kỳ"):
        TermYears.of_label(label)


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodError, match="kết thúc trước khi bắt đầu"):
        TermYears.of_label("2025-2020")


def test_a_term_has_its_days_and_its_label() -> None:
    term = TermYears(2021, 2025)

    assert (term.start, term.end, term.label) == (date(2021, 1, 1), date(2025, 12, 31), "2020-2025")


@pytest.mark.parametrize(
    ("as_of", "share"),
    [
        (date(2020, 6, 30), Fraction(0)),
        (date(2021, 1, 1), Fraction(0)),
        (date(2021, 1, 2), Fraction(1, 1825)),
        (date(2023, 2, 21), Fraction(781, 1825)),
        (date(2025, 12, 30), Fraction(1824, 1825)),
        (date(2025, 12, 31), Fraction(1)),
        (date(2030, 1, 1), Fraction(1)),
    ],
)
def test_the_elapsed_share_runs_over_the_planned_years(as_of: date, share: Fraction) -> None:
    assert TermYears(2021, 2025).elapsed(as_of) == share


def test_the_elapsed_share_may_run_to_an_earlier_day() -> None:
    term = TermYears(2021, 2025)

    assert term.elapsed(date(2021, 7, 2), date(2022, 1, 1)) == Fraction(182, 365)
    assert term.elapsed(date(2022, 1, 1), date(2022, 1, 1)) == 1
    assert term.elapsed(date(2020, 1, 1), date(2020, 12, 31)) == 1


def test_a_goal_keeps_its_numbers_over_one_scale() -> None:
    goal = Goal(Comparator.AT_MOST, D("1.5"), baseline=Fraction(10, 3))

    assert goal.scaled == Scaled(6, 9, 20, 0, 0, True, True, False, False)


def test_the_target_of_a_thing_to_be_done_is_the_whole_of_it() -> None:
    assert Goal(Comparator.DONE).scaled == Scaled(1, 100, 0, 0, 0, True, False, False, False)
    assert Goal(Comparator.DONE, target=1).scaled.target == 100


def test_goals_and_observations_are_equal_by_what_was_given() -> None:
    assert Goal(Comparator.AT_LEAST, D("7.0")) == Goal(Comparator.AT_LEAST, D(7))
    assert Measured(YEAR, D("6.30"), source="A!B1") != Measured(YEAR, D("6.30"), source="A!B2")
    assert Measured(YEAR, D("6.30")).ratio == (63, 10)


def test_the_codes_of_the_vocabulary_are_those_of_files_and_columns() -> None:
    assert [each.value for each in Comparator] == ["at_least", "at_most", "above", "below", "between", "done"]


def test_goal_and_observation_stay_what_they_are() -> None:
    goal, measured = Goal(Comparator.AT_LEAST, D(5)), Measured(YEAR, D(5))
    for thing, name in ((goal, "target"), (goal, "wording"), (measured, "value"), (measured, "source")):
        with pytest.raises(FrozenInstanceError):
            setattr(thing, name, "khác")
    assert replace(goal, low=D(1), wording="x") == Goal(Comparator.AT_LEAST, D(5), low=D(1), wording="x")
    assert replace(measured, source="A!B1") == Measured(YEAR, D(5), None, "A!B1")
    with pytest.raises(NumberError):
        replace(measured, value=D("NaN"))


def test_goal_and_observation_survive_copying_between_processes() -> None:
    goal = Goal(
        Comparator.BETWEEN, low=D(1), high=Fraction(7, 3), phased=((2022, D(2)),), due=YEAR.end, wording="x"
    )
    measured = Measured(YEAR, D("6.30"), True, "A!B1")
    assert (goal.scaled.scale, measured.ratio) == (3, (63, 10))
    assert pickle.loads(pickle.dumps((goal, measured))) == (goal, measured)
    assert copy.deepcopy(measured).ratio == (63, 10)
    assert {goal, replace(goal)} == {goal}


GOALS = (
    Goal(Comparator.AT_LEAST, D(5)),
    Goal(
        Comparator.BETWEEN, low=D(1), high=Fraction(7, 3), phased=((2022, D(2)),), due=YEAR.end, wording="x"
    ),
    Goal(
        Comparator.AT_MOST,
        D(3),
        None,
        None,
        D(10),
        2020,
        ((2023, D(6)),),
        None,
        Kind.AVERAGE,
        Method.LINEAR,
        False,
        "y",
    ),
)
OBSERVED = (
    Measured(YEAR, D("6.30"), None, "A!B1"),
    Measured(YEAR, Fraction(1, 3)),
    Measured(YEAR, 100, True, "A!B2"),
)


@pytest.mark.parametrize("goal", GOALS)
def test_goal_of_exact_numbers_is_the_same_goal(goal: Goal) -> None:
    made = Goal.of_exact(
        goal.comparator, goal.target, goal.low, goal.high, goal.baseline, goal.baseline_year, goal.phased, goal.due,
        goal.kind, goal.method, goal.counted, goal.wording,
    )  # fmt: skip
    assert (made, hash(made), repr(made), type(made)) == (goal, hash(goal), repr(goal), Goal)
    assert made.scaled == goal.scaled
    assert replace(made, wording="khác") == replace(goal, wording="khác")
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == goal
    for name in ("target", "wording", "_in_scale", "more"):
        with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
            setattr(made, name, None)
    assert made == goal


@pytest.mark.parametrize("measured", OBSERVED)
def test_observation_of_an_exact_value_is_the_same_observation(measured: Measured) -> None:
    made = Measured.of_exact(measured.period, measured.value, measured.done, measured.source)
    assert (made, hash(made), repr(made), type(made)) == (measured, hash(measured), repr(measured), Measured)
    assert made.ratio == measured.ratio
    assert replace(made, source="khác") == replace(measured, source="khác")
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == measured
    for name in ("value", "source", "_ratio", "more"):
        with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
            setattr(made, name, None)
    assert made == measured


@pytest.mark.parametrize(
    ("goal", "stated"),
    [
        (Goal(Comparator.AT_LEAST, target=D(0)), True),
        (Goal(Comparator.AT_MOST, target=D(2)), True),
        (Goal(Comparator.DONE), True),
        (Goal(Comparator.BETWEEN, low=D(9)), True),
        (Goal(Comparator.BETWEEN, high=D(10)), True),
        (Goal(Comparator.BETWEEN, target=D(10)), False),
        (Goal(Comparator.AT_LEAST, low=D(9), baseline=D(3)), False),
        (Goal(Comparator.BELOW), False),
    ],
)
def test_a_goal_says_what_must_be_reached_or_is_a_mere_heading(goal: Goal, stated: bool) -> None:
    assert goal.stated is stated


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2019, 5, 1), 2021),
        (date(2021, 1, 1), 2021),
        (date(2023, 2, 21), 2023),
        (date(2025, 12, 31), 2025),
        (date(2026, 1, 1), 2025),
    ],
)
def test_a_term_gives_the_planned_year_nearest_to_a_day(day: date, year: int) -> None:
    assert TermYears(2021, 2025).year_of(day) == year
