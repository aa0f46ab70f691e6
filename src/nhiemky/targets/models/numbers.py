"""Exact numbers in the database.

SQLite has no decimal type: a decimal column there becomes a binary floating point number. Figures are therefore kept as whole
millionths in a BIGINT column: exact on both databases, summed exactly by SQL, read without conversion where many are read.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

SCALE = 1_000_000
PLACES = 6
MOST_DIGITS = 12
LIMIT = 10**18 - 1


def to_scaled(value: Decimal | Fraction | int) -> int:
    """Give the value in whole millionths; the size is looked at first, so that "1E+999999999" costs nothing.

    :raises ValidationError: when the value is no finite number, has more than six decimals or more than twelve
        digits before them.
    """
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValidationError("Giá trị phải là một số hữu hạn.", code="finite")
        if not value:
            return 0
        if value.adjusted() > MOST_DIGITS:
            raise ValidationError(
                "Số quá lớn: có trên %(digits)s chữ số.", params={"digits": MOST_DIGITS}, code="size"
            )
        if value.adjusted() < -PLACES:
            raise ValidationError("Số có quá sáu chữ số thập phân.", code="places")
    numerator, denominator = value.as_integer_ratio()
    scaled, rest = divmod(numerator * SCALE, denominator)
    if rest:
        raise ValidationError("Số có quá sáu chữ số thập phân.", code="places")
    if not -LIMIT <= scaled <= LIMIT:
        raise ValidationError(
            "Số quá lớn: có trên %(digits)s chữ số.", params={"digits": MOST_DIGITS}, code="size"
        )
    return scaled


def from_scaled(scaled: int) -> Decimal:
    """Give the decimal of whole millionths, without trailing zeros."""
    whole, rest = divmod(scaled, SCALE)
    if rest == 0:
        return Decimal(whole)
    return Decimal(scaled).scaleb(-PLACES).normalize()


class ExactNumberField(models.BigIntegerField):  # type: ignore[type-arg]
    """A decimal of up to twelve digits and six places, kept as whole millionths."""

    def from_db_value(self, value: int | None, expression: object, connection: object) -> Decimal | None:
        return None if value is None else from_scaled(value)

    def get_prep_value(self, value: Any) -> int | None:
        return None if value is None else to_scaled(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(str(value))

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)
