"""Figures in Vietnamese writing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.numbers import Number, write_number
from nhiemky.kernel.viet.numbers.writing import exact_number


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1000, "1.000"),
        (1234567, "1.234.567"),
        (-1234, "-1.234"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal("65.0"), "65"),
        (Decimal("6E+1"), "60"),
        (Decimal("0.05"), "0,05"),
        (Decimal("-0.5"), "-0,5"),
        (Decimal("-0.0"), "0"),
        (Decimal("45799.125"), "45.799,125"),
        (Fraction(1, 8), "0,125"),
        (Fraction(1, 3), "0,33"),
        (Fraction(-2, 3), "-0,67"),
        (Fraction(10, 5), "2"),
    ],
)
def test_write_number_writes_all_decimals(value: Number, written: str) -> None:
    assert write_number(value) == written


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Decimal("85.714285"), 2, "85,71"),
        (Decimal("85.715"), 2, "85,72"),
        (Decimal("85.705"), 2, "85,71"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("1.5"), 0, "2"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("-0.4"), 0, "0"),
        (Decimal("-0.004"), 2, "0,00"),
        (Decimal("999.995"), 2, "1.000,00"),
        (Decimal("63"), 2, "63,00"),
        (Decimal("1809.5"), 1, "1.809,5"),
        (Fraction(200, 3), 2, "66,67"),
        (Fraction(4, 7), 4, "0,5714"),
        (1340, 1, "1.340,0"),
    ],
)
def test_write_number_rounds_half_up(value: Number, places: int, written: str) -> None:
    assert write_number(value, places=places) == written


def test_write_number_can_leave_out_grouping_and_take_another_minus() -> None:
    assert write_number(Decimal("-1234567.5"), grouping=False) == "-1234567,5"
    assert write_number(Decimal("-1234567.5"), minus="−") == "−1.234.567,5"
    assert write_number(Decimal("1234567.5"), minus="−") == "1.234.567,5"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")])
def test_write_number_refuses_what_is_no_number(value: Decimal) -> None:
    with pytest.raises(ValueError, match="hữu hạn"):
        write_number(value)


def test_write_number_refuses_negative_places() -> None:
    with pytest.raises(ValueError, match="không được âm"):
        write_number(5, places=-1)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_write_number_loses_no_digit(value: Decimal) -> None:
    written = write_number(value)
    assert Decimal(written.replace(".", "").replace(",", ".")) == value


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(min_value=0, max_value=6))
def test_write_number_is_never_off_by_more_than_half_a_unit(value: Fraction, places: int) -> None:
    written = Fraction(write_number(value, places=places, grouping=False).replace(",", "."))
    assert abs(written - value) <= Fraction(1, 2 * 10**places)


@given(st.integers(min_value=-(10**40), max_value=10**40), st.integers(min_value=0, max_value=12))
def test_exact_number_gives_terminating_fractions_as_decimals(digits: int, places: int) -> None:
    value = exact_number(Fraction(digits, 10**places))
    assert isinstance(value, Decimal)
    assert Fraction(value) == Fraction(digits, 10**places)


def test_exact_number_keeps_endless_fractions() -> None:
    assert exact_number(Fraction(1, 7)) == Fraction(1, 7)
    assert isinstance(exact_number(Fraction(1, 7)), Fraction)
    assert exact_number(Fraction(-1, 8)) == Decimal("-0.125")
