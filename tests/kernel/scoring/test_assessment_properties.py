"""Properties of one target's judgement, against a second reading of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    Comparator,
    Goal,
    Kind,
    Measured,
    Method,
    Period,
    Scheme,
    assess,
    round_shown,
)
from tests.kernel.scoring.reference import Verdict, verdict
from tests.kernel.scoring.strategies import TERM, days, goals, histories, numbers, schemes

many_examples = settings(max_examples=200, deadline=None)


@many_examples
@given(goals, histories, days, schemes)
def test_assess_agrees_with_the_second_reading_of_the_rules(
    goal: Goal, measured: Sequence[Measured], as_of: date, scheme: Scheme
) -> None:
    expected = verdict(goal, measured, as_of=as_of, term=TERM, scheme=scheme)

    found = assess(goal, measured, as_of=as_of, term=TERM, scheme=scheme)

    assert Verdict(found.class_code, found.attainment, found.met) == expected


@many_examples
@given(goals, histories, days, schemes)
def test_met_and_hundred_percent_always_go_together(
    goal: Goal, measured: Sequence[Measured], as_of: date, scheme: Scheme
) -> None:
    found = assess(goal, measured, as_of=as_of, term=TERM, scheme=scheme)

    assert (found.attainment is not None and found.attainment >= 100) == found.met


@many_examples
@given(goals, histories, days, schemes)
def test_a_class_is_always_one_of_the_scheme_and_a_reason_stands_only_with_not_computable(
    goal: Goal, measured: Sequence[Measured], as_of: date, scheme: Scheme
) -> None:
    found = assess(goal, measured, as_of=as_of, term=TERM, scheme=scheme)

    assert found.class_code in scheme.class_codes
    assert (found.reason is not None) == (found.class_code == "not_computable")
    assert (found.achieved is None) == (found.class_code in ("no_data", "not_due"))


@many_examples
@given(goals, histories, days, schemes)
def test_a_shown_attainment_stays_in_its_band(
    goal: Goal, measured: Sequence[Measured], as_of: date, scheme: Scheme
) -> None:
    found = assess(goal, measured, as_of=as_of, term=TERM, scheme=scheme)

    if found.attainment is not None:
        shown = round_shown(found.attainment, scheme)
        assert scheme.classify(shown) == found.class_code
        assert (shown >= 100) == found.met


@many_examples
@given(goals, st.permutations(range(2021, 2025)), st.lists(numbers, min_size=4, max_size=4), days)
def test_the_order_in_which_periods_are_given_does_not_matter(
    goal: Goal, order: list[int], values: list[Decimal], as_of: date
) -> None:
    measured = [Measured(Period.of_year(2021 + place), value) for place, value in enumerate(values)]
    shuffled = [measured[year - 2021] for year in order]

    one = assess(goal, measured, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME)
    other = assess(goal, shuffled, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME)

    assert (one.class_code, one.attainment, one.achieved) == (
        other.class_code,
        other.attainment,
        other.achieved,
    )
    assert (one.projection, one.outlook, one.formula) == (other.projection, other.outlook, other.formula)


@many_examples
@given(goals, histories, days)
def test_observations_after_the_cut_off_change_nothing(
    goal: Goal, measured: Sequence[Measured], as_of: date
) -> None:
    seen = [each for each in measured if each.period.start <= as_of]

    whole = assess(goal, measured, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME)
    before = assess(goal, seen, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME)

    assert (whole.class_code, whole.share, whole.projection) == (
        before.class_code,
        before.share,
        before.projection,
    )


@many_examples
@given(goals, histories, days)
def test_course_projection_and_formula_can_be_asked_of_every_target(
    goal: Goal, measured: Sequence[Measured], as_of: date
) -> None:
    found = assess(goal, measured, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME)

    assert (found.formula == "") == (found.achieved is None)
    assert found.expected is None or found.expected <= 100
    assert found.met is False or str(found.course) == "achieved"
    assert (found.projection is None) == (found.periods_reported < 2) or found.projection is None


@many_examples
@given(
    st.integers(1, 10**9),
    st.integers(1, 10**6),
    st.sampled_from([100, 90, 75, 50]),
    st.sampled_from([-1, 0, 1]),
)
def test_an_exact_edge_belongs_to_the_band_that_it_opens(
    units: int, scale: int, percent: int, nudge: int
) -> None:
    target = Fraction(units * 100, scale)
    achieved = Fraction(units * percent + nudge, scale)
    goal = Goal(Comparator.AT_LEAST, target, kind=Kind.SNAPSHOT, method=Method.RATIO)
    measured = [Measured(Period.of_year(2022), achieved)]
    codes = [band.code for band in DEFAULT_SCHEME.bands]
    opened = [100, 90, 75, 50].index(percent)

    found = assess(goal, measured, as_of=date(2023, 2, 21), term=TERM, scheme=DEFAULT_SCHEME)

    assert found.attainment == Fraction((units * percent + nudge) * 100, units * 100)
    if nudge >= 0:
        assert found.class_code == codes[opened]
    elif units > 1:
        assert found.class_code == codes[opened + 1]
