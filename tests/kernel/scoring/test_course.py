"""On course: expected attainment, the ratio to it, and the straight line to the due date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    Assessment,
    Comparator,
    Course,
    Goal,
    Kind,
    Measured,
    Method,
    Number,
    Outlook,
    Period,
    TermYears,
    assess,
)
from nhiemky.kernel.scoring.course import course_of

D = Decimal
TERM = TermYears(2021, 2025)
UP, DOWN, BETWEEN, DONE = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.BETWEEN, Comparator.DONE
ELAPSED = Fraction(781, 1825) * 100


def judged(goal: Goal, *values: Number | None, as_of: date = date(2023, 2, 21)) -> Assessment:
    measured = [
        Measured(Period.of_year(2021 + n), value) for n, value in enumerate(values) if value is not None
    ]
    return assess(goal, measured, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME)


@pytest.mark.parametrize(
    ("attainment", "expected", "met", "course", "ratio"),
    [
        (100, 40, True, Course.ACHIEVED, Fraction(250)),
        (50, 50, False, Course.ON_TRACK, Fraction(100)),
        (60, 50, False, Course.ON_TRACK, Fraction(120)),
        (95, 100, False, Course.ON_TRACK, Fraction(95)),
        (Fraction("94.999"), 100, False, Course.BEHIND, Fraction("94.999")),
        (85, 100, False, Course.BEHIND, Fraction(85)),
        (Fraction("84.999"), 100, False, Course.AT_RISK, Fraction("84.999")),
        (0, 100, False, Course.AT_RISK, Fraction(0)),
        (-20, 40, False, Course.AT_RISK, Fraction(-50)),
        (0, 0, False, Course.ON_TRACK, None),
        (5, 0, False, Course.ON_TRACK, None),
        (-1, 0, False, Course.AT_RISK, None),
        (-10, -20, False, Course.ON_TRACK, None),
        (-30, -20, False, Course.AT_RISK, None),
        (100, 0, True, Course.ACHIEVED, None),
    ],
)
def test_the_course_follows_from_the_ratio_to_what_is_expected(
    attainment: Fraction, expected: Fraction, met: bool, course: Course, ratio: Fraction | None
) -> None:
    assert course_of(Fraction(attainment), Fraction(expected), met=met) == (course, ratio)


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        (Goal(UP, 100, kind=Kind.SNAPSHOT), ELAPSED),
        (Goal(UP, 100, kind=Kind.ACCUMULATE), ELAPSED),
        (Goal(UP, 100, kind=Kind.RUNNING_TOTAL), ELAPSED),
        (Goal(DOWN, 3, baseline=10), ELAPSED),
        (Goal(DOWN, 3), ELAPSED),
        (Goal(DONE), ELAPSED),
        (Goal(BETWEEN, low=1, high=2), ELAPSED),
        (Goal(UP, 100, kind=Kind.AVERAGE), Fraction(100)),
        (Goal(UP, 100, kind=Kind.EVERY_PERIOD), Fraction(100)),
        (Goal(UP, 100, method=Method.THRESHOLD), Fraction(100)),
        (Goal(DOWN, 0), Fraction(100)),
        (Goal(UP, 100, kind=Kind.EVERY_PERIOD, phased=((2022, 50),)), Fraction(100)),
    ],
)
def test_without_a_plan_the_elapsed_share_of_the_term_is_expected(goal: Goal, expected: Fraction) -> None:
    assert judged(goal, 1).expected == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2021, 1, 1), Fraction(0)),
        (date(2023, 12, 31), Fraction(1094, (18.25).as_integer_ratio()[0]) * (18.25).as_integer_ratio()[1]),
        (date(2025, 12, 31), Fraction(100)),
        (date(2026, 6, 30), Fraction(100)),
    ],
)
def test_the_expectation_grows_to_the_whole_at_the_end_of_the_term(as_of: date, expected: Fraction) -> None:
    assert judged(Goal(UP, 100), 1, as_of=as_of).expected == expected


def test_an_earlier_due_date_shortens_the_time() -> None:
    goal = Goal(UP, 100, due=date(2023, 1, 1))

    assert judged(goal, 50, as_of=date(2022, 1, 1)).expected == Fraction(50)
    assert judged(goal, 50, as_of=date(2023, 1, 1)).expected == Fraction(100)
    assert judged(goal, 50, as_of=date(2024, 1, 1)).course is Course.AT_RISK


def test_the_expectation_is_there_without_any_observation() -> None:
    found = judged(Goal(UP, 100))

    assert (found.expected, found.course, found.course_ratio) == (ELAPSED, None, None)


LEVELS = ((2021, 45), (2022, 50), (2023, 55), (2024, 60))


@pytest.mark.parametrize(
    ("as_of", "planned"),
    [
        (date(2020, 12, 31), Fraction(40)),
        (date(2021, 12, 31), Fraction(45)),
        (date(2022, 12, 31), Fraction(50)),
        (date(2023, 2, 21), 50 + 5 * Fraction(52, 365)),
        (date(2024, 12, 31), Fraction(60)),
        (date(2025, 7, 1), 60 + 5 * Fraction(182, 365)),
        (date(2025, 12, 31), Fraction(65)),
    ],
)
def test_phased_levels_are_joined_by_straight_lines_from_the_baseline_to_the_target(
    as_of: date, planned: Fraction
) -> None:
    goal = Goal(UP, 65, baseline=40, baseline_year=2020, phased=LEVELS)

    assert judged(goal, as_of=as_of).expected == planned / 65 * 100


def test_the_order_of_phased_values_does_not_matter() -> None:
    goal = Goal(UP, 65, baseline=40, phased=tuple(reversed(LEVELS)))

    assert judged(goal).expected == (50 + 5 * Fraction(52, 365)) / 65 * 100


def test_before_the_first_phase_without_a_baseline_its_share_of_time_is_expected() -> None:
    goal = Goal(UP, 100, phased=((2022, 50),))

    assert judged(goal, as_of=date(2022, 1, 1)).expected == 50 * Fraction(365, 729)


def test_a_baseline_year_inside_the_plan_does_not_start_it() -> None:
    goal = Goal(UP, 100, baseline=99, baseline_year=2023, phased=((2022, 50),))

    assert judged(goal, as_of=date(2022, 12, 31)).expected == Fraction(50)


def test_a_falling_plan_is_read_by_the_method_of_the_target() -> None:
    linear = Goal(DOWN, 3, baseline=10, phased=((2021, 8), (2022, 6)))
    inverse = Goal(DOWN, 3, phased=((2021, 8), (2022, 6)))
    threshold = Goal(DOWN, 3, phased=((2021, 8), (2022, 6)), method=Method.THRESHOLD)
    as_of = date(2022, 12, 31)

    assert judged(linear, as_of=as_of).expected == Fraction(400, 7)
    assert judged(inverse, as_of=as_of).expected == Fraction(50)
    assert judged(threshold, as_of=as_of).expected == Fraction(0)


def test_a_plan_beyond_the_target_expects_no_more_than_the_whole() -> None:
    assert judged(Goal(UP, 50, phased=((2022, 60),)), as_of=date(2022, 12, 31)).expected == 100


def test_a_plan_that_cannot_be_computed_gives_no_expectation() -> None:
    found = judged(Goal(UP, -5, phased=((2022, -6),)), -4, as_of=date(2022, 12, 31))

    assert (found.expected, found.course, found.course_ratio) == (None, Course.ACHIEVED, None)


def test_yearly_amounts_of_an_accumulated_target_add_up() -> None:
    goal = Goal(
        UP, 100, kind=Kind.ACCUMULATE, phased=((2021, 10), (2022, 15), (2023, 20), (2024, 25), (2025, 30))
    )

    assert judged(goal, as_of=date(2022, 12, 31)).expected == 25
    assert judged(goal, as_of=date(2023, 2, 21)).expected == 25 + 20 * Fraction(52, 365)
    assert judged(goal, as_of=date(2020, 6, 1)).expected == 0


def test_running_amounts_of_an_accumulated_target_end_at_the_target() -> None:
    goal = Goal(
        UP, 100, kind=Kind.ACCUMULATE, phased=((2021, 10), (2022, 25), (2023, 45), (2024, 70), (2025, 100))
    )

    assert judged(goal, as_of=date(2022, 12, 31)).expected == 25
    assert judged(goal, as_of=date(2021, 12, 31)).expected == 10


def test_a_running_total_is_planned_from_zero() -> None:
    goal = Goal(UP, 100, kind=Kind.RUNNING_TOTAL, phased=((2021, 20), (2022, 50)))

    assert judged(goal, as_of=date(2021, 7, 2)).expected == 20 * Fraction(183, 365)


def test_an_average_is_planned_by_the_mean_of_the_years_begun() -> None:
    goal = Goal(UP, 10, kind=Kind.AVERAGE, phased=((2021, 6), (2022, 8), (2023, 10), (2024, 12)))

    assert judged(goal).expected == 80
    assert judged(goal, as_of=date(2022, 5, 1)).expected == 70
    assert judged(goal, as_of=date(2020, 5, 1)).expected == 60


@pytest.mark.parametrize(
    ("value", "course"),
    [(65, Course.ACHIEVED), (50, Course.ON_TRACK), (45, Course.BEHIND), (42, Course.AT_RISK)],
)
def test_the_course_of_a_planned_level(value: int, course: Course) -> None:
    goal = Goal(UP, 65, phased=((2022, 50), (2025, 65)))

    assert judged(goal, None, value, as_of=date(2022, 12, 31)).course is course


def test_two_observations_are_needed_for_a_projection() -> None:
    one, two = judged(Goal(UP, 100), 10), judged(Goal(UP, 100), 10, 20)

    assert (one.projection, one.outlook) == (None, None)
    assert (two.projection, two.outlook) == (10 + 10 * Fraction(1461, 365), Outlook.UNLIKELY)


def test_two_values_of_one_day_are_one_point() -> None:
    measured = [Measured(Period.of_year(2022), 20), Measured(Period.of_quarter(2022, 4), 10)]

    found = assess(Goal(UP, 100), measured, as_of=date(2023, 1, 1), term=TERM, scheme=DEFAULT_SCHEME)

    assert (found.projection, found.periods_reported) == (None, 2)


def test_the_line_is_that_of_least_squares() -> None:
    # The years 2021 to 2023 have equal lengths: values 1, 5, 3 have mean 3 and rise 1 a year.
    goal = Goal(UP, 100, due=date(2024, 12, 30))

    assert judged(goal, 1, 5, 3, as_of=date(2023, 12, 31)).projection == 5


def test_the_line_goes_through_observations_on_one_line() -> None:
    goal = Goal(UP, 100, due=date(2024, 12, 30))

    assert judged(goal, 10, 20, 30, as_of=date(2023, 12, 31)).projection == D(40)


def test_an_accumulated_target_is_projected_by_its_running_sum() -> None:
    goal = Goal(UP, 40, kind=Kind.ACCUMULATE, due=date(2024, 12, 30))

    found = judged(goal, 10, 10, 10, as_of=date(2023, 12, 31))

    assert (found.projection, found.outlook) == (D(40), Outlook.LIKELY)


def test_an_average_is_projected_by_its_running_mean() -> None:
    goal = Goal(UP, 13, kind=Kind.AVERAGE, due=date(2024, 12, 30))

    found = judged(goal, 10, 12, 14, as_of=date(2023, 12, 31))

    assert (found.projection, found.outlook) == (D(13), Outlook.LIKELY)


def test_what_every_period_must_hold_is_unlikely_once_missed() -> None:
    missed = judged(Goal(UP, 80, kind=Kind.EVERY_PERIOD), 79, 85, 91, as_of=date(2023, 12, 31))
    kept = judged(Goal(UP, 80, kind=Kind.EVERY_PERIOD), 80, 85, 91, as_of=date(2023, 12, 31))

    assert (missed.outlook, kept.outlook) == (Outlook.UNLIKELY, Outlook.LIKELY)
    assert missed.projection is not None
    assert missed.projection > 100


@pytest.mark.parametrize(
    ("goal", "values", "outlook"),
    [
        (Goal(UP, 50), (10, 20, 30), Outlook.LIKELY),
        (Goal(UP, 60), (10, 20, 30), Outlook.UNLIKELY),
        (Goal(UP, 10), (30, 22, 14), Outlook.UNLIKELY),
        (Goal(DOWN, 2, baseline=10), (8, 6, 5), Outlook.LIKELY),
        (Goal(DOWN, 1, baseline=10), (9, 8, 8), Outlook.UNLIKELY),
        (Goal(BETWEEN, low=9, high=10), (7, 8, 8), Outlook.LIKELY),
        (Goal(BETWEEN, low=9, high=10), (7, 9, 11), Outlook.UNLIKELY),
        (Goal(DONE), (20, 40, 60), Outlook.LIKELY),
        (Goal(DONE), (10, 20, 30), Outlook.UNLIKELY),
        (Goal(UP), (10, 20, 30), None),
        (Goal(BETWEEN), (10, 20, 30), None),
    ],
)
def test_the_outlook_asks_whether_the_projection_meets_the_target(
    goal: Goal, values: tuple[int, ...], outlook: Outlook | None
) -> None:
    assert judged(goal, *values, as_of=date(2023, 12, 31)).outlook == outlook


def test_completion_is_never_projected_beyond_the_whole() -> None:
    assert judged(Goal(DONE), 20, 60, 90, as_of=date(2023, 12, 31)).projection == 100
    assert judged(Goal(DONE), 90, 50, 10, as_of=date(2023, 12, 31)).projection == 0


def test_once_due_the_projection_is_what_was_reached() -> None:
    goal = Goal(UP, 100, due=date(2022, 6, 30))

    assert judged(goal, 10, 20).projection == 20


def test_values_without_an_end_are_projected_exactly() -> None:
    goal = Goal(UP, 100, due=date(2023, 12, 31))

    assert judged(goal, Fraction(1, 3), Fraction(2, 3)).projection == 1
