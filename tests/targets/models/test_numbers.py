"""Numbers in the database are exact, and hostile ones cost nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.targets.models.numbers import LIMIT, from_scaled, to_scaled


@pytest.mark.parametrize(
    ("value", "scaled"),
    [
        (Decimal("6.3"), 6_300_000),
        (Decimal("-0.000001"), -1),
        (Decimal("0E+50"), 0),
        (Decimal("1.50000000000"), 1_500_000),
        (Decimal("1E+3"), 1_000_000_000),
        (Fraction(3, 4), 750_000),
        (7, 7_000_000),
        (Decimal("999999999999.999999"), LIMIT),
    ],
)
def test_number_is_kept_as_whole_millionths(value: Decimal | Fraction | int, scaled: int) -> None:
    assert to_scaled(value) == scaled


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (Decimal("NaN"), "Giá trị phải là một số hữu hạn."),
        (Decimal("-Infinity"), "Giá trị phải là một số hữu hạn."),
        (Decimal("1E+999999999"), "Số quá lớn: có trên 12 chữ số."),
        (Decimal("1E-999999999"), "Số có quá sáu chữ số thập phân."),
        (Decimal("1" * 400), "Số quá lớn: có trên 12 chữ số."),
        (Decimal("1000000000000"), "Số quá lớn: có trên 12 chữ số."),
        (Decimal("0.0000001"), "Số có quá sáu chữ số thập phân."),
        (Decimal("1.0000001"), "Số có quá sáu chữ số thập phân."),
        (Fraction(1, 3), "Số có quá sáu chữ số thập phân."),
    ],
)
def test_number_that_cannot_be_kept_is_refused(value: Decimal | Fraction, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        to_scaled(value)
    assert refused.value.messages == [message]


@given(st.integers(min_value=-LIMIT, max_value=LIMIT))
def test_number_comes_back_unchanged(scaled: int) -> None:
    assert to_scaled(from_scaled(scaled)) == scaled


@pytest.mark.parametrize(
    ("scaled", "written"),
    [(6_300_000, "6.3"), (100_000_000, "100"), (0, "0"), (-1, "-0.000001"), (10, "0.00001")],
)
def test_number_is_written_without_trailing_zeros(scaled: int, written: str) -> None:
    assert format(from_scaled(scaled), "f") == written
