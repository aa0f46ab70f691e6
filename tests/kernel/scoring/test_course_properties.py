"""Properties of the expected attainment and of the straight line, for random plans and histories."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    Assessment,
    Comparator,
    Course,
    Goal,
    Kind,
    Measured,
    Outlook,
    Period,
    TermYears,
    assess,
)

TERM = TermYears(2021, 2025)
UP, DOWN = Comparator.AT_LEAST, Comparator.AT_MOST
examples = settings(max_examples=150, deadline=None)
days = st.integers(0, 1825).map(lambda passed: date(2021, 1, 1) + timedelta(days=passed))
levels = st.lists(st.integers(1, 100), min_size=5, max_size=5)
histories = st.lists(st.integers(-50, 200), min_size=2, max_size=5)
kinds = st.sampled_from([Kind.SNAPSHOT, Kind.ACCUMULATE, Kind.RUNNING_TOTAL, Kind.AVERAGE])


def judged(goal: Goal, values: list[int], as_of: date = date(2025, 12, 31)) -> Assessment:
    measured = [Measured(Period.of_year(2021 + place), value) for place, value in enumerate(values)]
    return assess(goal, measured, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME)


def line_through(points: list[tuple[int, Fraction]], day: int) -> Fraction:
    """This function will give the line of least squares by its textbook form, in plain fractions."""
    count = len(points)
    mean_day = Fraction(sum(x for x, _ in points), count)
    mean_value = sum((y for _, y in points), Fraction(0)) / count
    slope = sum((x - mean_day) * (y - mean_value) for x, y in points) / sum(
        (x - mean_day) ** 2 for x, _ in points
    )
    return mean_value + slope * (day - mean_day)


@examples
@given(histories, kinds)
def test_the_projection_is_the_textbook_line_of_least_squares(values: list[int], kind: Kind) -> None:
    due = date(2026, 6, 30)
    reached = [Fraction(value) for value in values]
    if kind is Kind.ACCUMULATE:
        reached = [sum(reached[: place + 1], Fraction(0)) for place in range(len(values))]
    if kind is Kind.AVERAGE:
        reached = [sum(reached[: place + 1], Fraction(0)) / (place + 1) for place in range(len(values))]
    points = [(date(2021 + place, 12, 31).toordinal(), value) for place, value in enumerate(reached)]

    found = judged(Goal(UP, 100, kind=kind, due=due), values)

    assert found.projection == line_through(points, due.toordinal())


@examples
@given(histories, st.integers(1, 300))
def test_the_outlook_is_whether_the_projection_reaches_the_target(values: list[int], target: int) -> None:
    found = judged(Goal(UP, target, due=date(2026, 6, 30)), values)

    assert found.projection is not None
    assert found.outlook is (Outlook.LIKELY if found.projection >= target else Outlook.UNLIKELY)


@examples
@given(days, days, st.integers(1, 1000))
def test_the_expectation_never_falls_as_time_passes(one: date, other: date, target: int) -> None:
    earlier, later = sorted((one, other))
    goal = Goal(UP, target)

    assert (judged(goal, [], earlier).expected or 0) <= (judged(goal, [], later).expected or 0)


@examples
@given(levels, days, days)
def test_a_rising_plan_is_expected_ever_more(values: list[int], one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    plan = tuple((2021 + place, sum(values[: place + 1])) for place in range(5))
    goal = Goal(UP, sum(values), baseline=0, phased=plan, kind=Kind.RUNNING_TOTAL)

    before, after = judged(goal, [], earlier).expected, judged(goal, [], later).expected

    assert before is not None
    assert after is not None
    assert 0 <= before <= after <= 100


@examples
@given(levels, st.integers(0, 4))
def test_at_the_end_of_a_year_its_phased_value_is_expected(values: list[int], place: int) -> None:
    plan = tuple((2021 + number, sum(values[: number + 1])) for number in range(5))
    goal = Goal(UP, sum(values), phased=plan)

    found = judged(goal, [], date(2021 + place, 12, 31))

    assert found.expected == Fraction(plan[place][1] * 100, sum(values))


@examples
@given(levels, st.integers(0, 4))
def test_yearly_amounts_and_their_running_sums_are_one_plan_at_the_end_of_a_year(
    values: list[int], place: int
) -> None:
    running = tuple((2021 + number, sum(values[: number + 1])) for number in range(5))
    yearly = tuple((2021 + number, value) for number, value in enumerate(values))
    as_of = date(2021 + place, 12, 31)

    one = judged(Goal(UP, sum(values), kind=Kind.ACCUMULATE, phased=running), [], as_of)
    other = judged(Goal(UP, sum(values) + 1, kind=Kind.ACCUMULATE, phased=yearly), [], as_of)

    assert one.expected == Fraction(running[place][1] * 100, sum(values))
    assert place == 4 or other.expected == Fraction(running[place][1] * 100, sum(values) + 1)


@examples
@given(levels, histories, days)
def test_who_follows_the_plan_is_on_course(values: list[int], history: list[int], as_of: date) -> None:
    goal = Goal(DOWN, 10, baseline=200, phased=((2021, 150), (2022, 100), (2023, 60), (2024, 30)))

    found = judged(goal, history, as_of)

    if found.attainment is not None and found.expected is not None and found.attainment >= found.expected:
        assert found.course in (Course.ACHIEVED, Course.ON_TRACK)
    if found.course is Course.AT_RISK:
        assert found.attainment is not None
        assert found.expected is not None
        assert found.attainment < found.expected
