"""Tallies add up; means are capped; values roll up by a declared rule only."""

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
    Assessment,
    Comparator,
    Goal,
    Measured,
    Number,
    Part,
    Period,
    RolledUp,
    Rule,
    SchemeError,
    Tally,
    TermYears,
    assess,
    mean_attainment,
    roll_up,
    tally,
)

D = Decimal
codes = st.lists(st.sampled_from(DEFAULT_SCHEME.class_codes))


def judged(*achieved: Number | None) -> list[Assessment]:
    term, as_of = TermYears(2021, 2025), date(2023, 2, 21)
    return [
        assess(
            Goal(Comparator.AT_LEAST, 100),
            [] if value is None else [Measured(Period.of_year(2022), value)],
            as_of=as_of,
            term=term,
            scheme=DEFAULT_SCHEME,
        )
        for value in achieved
    ]


def test_a_tally_counts_every_code_zeros_included() -> None:
    found = tally(["met", "met", "over_75", "no_data"], DEFAULT_SCHEME)

    assert found == Tally(
        4,
        {
            "met": 2,
            "over_90": 0,
            "over_75": 1,
            "over_50": 0,
            "under_50": 0,
            "not_due": 0,
            "no_data": 1,
            "not_computable": 0,
        },
    )
    assert list(found.counts) == list(DEFAULT_SCHEME.class_codes)


def test_a_tally_of_nothing_is_zero() -> None:
    assert set(tally([], DEFAULT_SCHEME).counts.values()) == {0}
    assert tally([], DEFAULT_SCHEME).total == 0


def test_a_code_of_another_scheme_is_refused() -> None:
    with pytest.raises(SchemeError, match="không có mã “over_75”"):
        tally(["over_75"], SCHEMES["two_bands_80"])


@given(codes)
def test_the_counts_add_up_to_the_total(found: list[str]) -> None:
    counted = tally(found, DEFAULT_SCHEME)

    assert counted.total == len(found) == sum(counted.counts.values())


@given(codes, codes)
def test_adding_tallies_is_tallying_together(one: list[str], other: list[str]) -> None:
    assert tally(one, DEFAULT_SCHEME) + tally(other, DEFAULT_SCHEME) == tally(one + other, DEFAULT_SCHEME)


def test_tallies_of_different_bands_do_not_add() -> None:
    with pytest.raises(SchemeError, match="hai bộ nhóm khác nhau"):
        tally([], DEFAULT_SCHEME) + tally([], SCHEMES["two_bands_80"])


def test_the_mean_caps_each_attainment_between_nothing_and_the_whole() -> None:
    assert mean_attainment(judged(200, -100, 50)) == Fraction(50)


def test_the_mean_leaves_out_what_has_no_attainment() -> None:
    assert mean_attainment(judged(60, None, 80)) == Fraction(70)
    assert mean_attainment(judged(None)) is None
    assert mean_attainment([]) is None


def test_the_mean_loses_nothing() -> None:
    assert mean_attainment(judged(1, 1, 2)) == Fraction(4, 3)


def test_a_sum_takes_what_was_reported_and_names_what_is_missing() -> None:
    parts = [Part("Xã A", D("1.5")), Part("Xã B"), Part("Xã C", 0), Part("Xã D", Fraction(1, 3))]

    found = roll_up(parts, Rule.SUM)

    assert found == RolledUp(Fraction(11, 6), None, None, 3, ("Xã B",))
    assert found.complete is False


def test_a_sum_of_decimals_is_a_decimal() -> None:
    found = roll_up([Part("A", D("0.1")), Part("B", D("0.2"))], Rule.SUM)

    assert (found.value, found.complete) == (D("0.3"), True)


def test_a_reported_zero_is_not_missing() -> None:
    assert roll_up([Part("A", 0)], Rule.SUM) == RolledUp(D(0), None, None, 1, ())


def test_nothing_reported_gives_no_value() -> None:
    assert roll_up([Part("A"), Part("B")], Rule.SUM) == RolledUp(None, None, None, 0, ("A", "B"))
    assert roll_up([], Rule.SUM) == RolledUp(None, None, None, 0, ())


def test_all_parts_may_be_required() -> None:
    parts = [Part("A", 5), Part("B")]

    assert roll_up(parts, Rule.SUM, require_all=True).value is None
    assert roll_up(parts, Rule.SUM).value == 5
    assert roll_up(parts[:1], Rule.SUM, require_all=True).value == 5


def test_a_ratio_divides_the_sums_and_not_the_mean_of_ratios() -> None:
    parts = [Part("A", numerator=9, denominator=10), Part("B", numerator=10, denominator=40)]

    assert roll_up(parts, Rule.RATIO_OF_SUMS) == RolledUp(D(38), D(19), D(50), 2, ())


def test_a_ratio_needs_numerator_and_denominator_of_a_part() -> None:
    parts = [Part("A", numerator=9, denominator=10), Part("B", numerator=10), Part("C", denominator=7)]

    assert roll_up(parts, Rule.RATIO_OF_SUMS) == RolledUp(D(90), D(9), D(10), 1, ("B", "C"))


def test_a_ratio_over_zero_has_no_value() -> None:
    parts = [Part("A", numerator=0, denominator=0)]

    assert roll_up(parts, Rule.RATIO_OF_SUMS) == RolledUp(None, D(0), D(0), 1, ())


def test_a_ratio_without_an_end_stays_exact() -> None:
    assert roll_up([Part("A", numerator=1, denominator=3)], Rule.RATIO_OF_SUMS).value == Fraction(100, 3)


def test_a_part_left_out_neither_counts_nor_is_missing() -> None:
    parts = [Part("A", 5), Part("B", 7, included=False), Part("C", included=False)]

    assert roll_up(parts, Rule.SUM) == RolledUp(D(5), None, None, 1, ())


def test_without_a_rule_nothing_is_joined() -> None:
    assert roll_up([Part("A", 5), Part("B")], Rule.NONE) == RolledUp(None, None, None, 1, ("B",))


def test_rules_are_named_as_they_are_stored() -> None:
    assert [rule.value for rule in Rule] == ["sum", "ratio_of_sums", "none"]


@given(st.lists(st.one_of(st.none(), st.integers(-100, 100)), max_size=8))
def test_reported_and_missing_make_up_all_parts(values: list[int | None]) -> None:
    found = roll_up([Part(str(place), value) for place, value in enumerate(values)], Rule.SUM)

    assert found.reported + len(found.missing) == len(values)
    assert found.value == (sum(v for v in values if v is not None) if found.reported else None)
