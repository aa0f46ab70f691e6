"""What a target would come to with other figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    SCHEMES,
    Comparator,
    Goal,
    Measured,
    Period,
    TermYears,
    assess,
)
from nhiemky.targets.queries import TargetFact
from nhiemky.web.entry.grid import later_day
from nhiemky.web.entry.trial import BandView, band_view, joined, tried

TERM = TermYears(2021, 2025)
DAY = date(2023, 12, 31)


def year(number: int, value: str | int) -> Measured:
    return Measured(Period.of_year(number), Decimal(value))


def fact(*figures: Measured) -> TargetFact:
    """Give a target of at least 70 with some figures."""
    found = TargetFact._make((
        1, 1, "1", 1, "", "", "Thu nhập", "triệu đồng", "at_least", 70_000_000, None, None, None, None, None, "snapshot",
        "", "none", False, False, True, None, "", "", False, (), (),
    ))  # fmt: skip
    found.__dict__["measured"] = figures
    return found


def test_a_new_figure_joins_the_others_in_order() -> None:
    assert joined([year(2021, 60), year(2023, 64)], [year(2022, 62)]) == (
        year(2021, 60),
        year(2022, 62),
        year(2023, 64),
    )


def test_a_figure_of_the_same_period_takes_its_place() -> None:
    assert joined([year(2021, 60), year(2022, 62)], [year(2022, 63)]) == (year(2021, 60), year(2022, 63))


def test_a_withdrawn_period_is_left_out() -> None:
    assert joined([year(2021, 60), year(2022, 62)], [], [Period.of_year(2022)]) == (year(2021, 60),)


def test_withdrawing_what_is_not_there_changes_nothing() -> None:
    assert joined([year(2021, 60)], [], [Period.of_year(2025)]) == (year(2021, 60),)


def test_a_longer_period_with_the_same_end_comes_last_but_one() -> None:
    quarter = Measured(Period.of_quarter(2022, 4), Decimal(9))
    assert joined([quarter], [year(2022, 62)]) == (quarter, year(2022, 62))


@given(
    st.dictionaries(st.integers(2021, 2025), st.integers(0, 100), max_size=5),
    st.dictionaries(st.integers(2021, 2025), st.integers(0, 100), max_size=5),
)
def test_joining_is_what_a_dictionary_does(held: dict[int, int], new: dict[int, int]) -> None:
    found = joined([year(*each) for each in held.items()], [year(*each) for each in new.items()])
    assert {each.period.end.year: each.value for each in found} == {**held, **new}
    assert [each.period for each in found] == sorted(each.period for each in found)


@pytest.mark.parametrize(
    ("value", "code", "attainment"),
    [
        (70, "met", Fraction(100)),
        (63, "over_90", Fraction(90)),
        ("62.999999", "over_75", Fraction(62_999_999, 700_000)),
        (35, "over_50", Fraction(50)),
        (0, "under_50", Fraction(0)),
    ],
)
def test_a_trial_judges_exactly(value: str | int, code: str, attainment: Fraction) -> None:
    found = tried(fact(year(2021, 60)), [year(2022, value)], as_of=DAY, term=TERM, scheme=DEFAULT_SCHEME)
    assert (found.class_code, found.attainment) == (code, attainment)


def test_a_trial_leaves_the_target_as_it_is() -> None:
    target = fact(year(2021, 60))
    tried(target, [year(2022, 70)], as_of=DAY, term=TERM, scheme=DEFAULT_SCHEME)
    assert target.measured == (year(2021, 60),)


def test_a_trial_without_any_figure_has_no_data() -> None:
    found = tried(
        fact(year(2021, 60)), [], [Period.of_year(2021)], as_of=DAY, term=TERM, scheme=DEFAULT_SCHEME
    )
    assert found.class_code == "no_data"


def test_a_trial_after_the_day_counts_nothing() -> None:
    found = tried(fact(year(2021, 60)), [year(2024, 70)], as_of=DAY, term=TERM, scheme=DEFAULT_SCHEME)
    assert found.attainment == Fraction(6000, 70)


@pytest.mark.parametrize(
    ("scheme", "value", "shown"),
    [
        ("default", "63", BandView("over_90", "Đạt trên 90%", "90")),
        ("strict", "63", BandView("over_75", "Đạt trên 75%", "90")),
        ("default", "69.9999", BandView("over_90", "Đạt trên 90%", "99,99")),
        ("two_bands_80", "63", BandView("over_90", "Đạt trên 80%", "90")),
        ("two_bands_80", "7", BandView("under_50", "Đạt dưới 80%", "10")),
        ("default", "84", BandView("met", "Đạt và vượt", "120")),
    ],
)
def test_a_band_is_shown_by_tone_name_and_share(scheme: str, value: str, shown: BandView) -> None:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(70))
    found = assess(goal, [year(2022, value)], as_of=DAY, term=TERM, scheme=SCHEMES[scheme])
    assert band_view(found, SCHEMES[scheme]) == shown


def test_a_class_beside_the_bands_has_no_share() -> None:
    found = assess(
        Goal(Comparator.AT_LEAST, target=Decimal(70)), [], as_of=DAY, term=TERM, scheme=DEFAULT_SCHEME
    )
    assert band_view(found, DEFAULT_SCHEME, note="x") == BandView("no_data", "Chưa có số liệu", "", "x")


@pytest.mark.parametrize(
    ("periods", "fixed", "day"),
    [
        ([], False, date(2022, 12, 31)),
        ([Period.of_year(2024)], False, date(2024, 12, 31)),
        ([Period.of_year(2024), Period.of_quarter(2025, 1)], False, date(2025, 3, 31)),
        ([Period.of_year(2021)], False, date(2022, 12, 31)),
        ([Period.of_year(2024)], True, date(2022, 12, 31)),
    ],
)
def test_a_day_nobody_fixed_moves_on_with_what_is_typed(
    periods: list[Period], fixed: bool, day: date
) -> None:
    assert later_day(date(2022, 12, 31), periods, fixed=fixed) == day
