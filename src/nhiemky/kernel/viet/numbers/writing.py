"""Figures in Vietnamese writing: a dot between thousands, a comma before decimals."""

from decimal import Decimal
from fractions import Fraction

Number = Decimal | Fraction | int

_PLACES_OF_ENDLESS = 2


def exact_number(value: Fraction) -> Decimal | Fraction:
    """Give the same value as a Decimal where it has finitely many decimals, else the Fraction itself."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return value
    places = max(twos, fives)
    digits = value.numerator * 10**places // value.denominator
    return Decimal((int(digits < 0), tuple(int(digit) for digit in str(abs(digits))), -places))


def write_number(value: Number, *, places: int | None = None, grouping: bool = True, minus: str = "-") -> str:
    """Write a value as "1.234,5", rounded half up (away from zero) where `places` is given.

    Without `places` all decimals are written, without trailing zeros; a fraction whose decimals never end is
    written with two. `minus` is the sign put before negative values.

    :raises ValueError: the value is NaN or infinite, or `places` is negative.
    """
    if isinstance(value, int) and not places:
        # most figures of a page are counts
        written = f"{abs(value):,}".replace(",", ".") if grouping else str(abs(value))
        return f"{minus}{written}" if value < 0 else written
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("Không viết được giá trị không phải là số hữu hạn.")
    if places is not None and places < 0:
        raise ValueError("Số chữ số thập phân không được âm.")
    numerator, denominator = value.as_integer_ratio()
    fixed = places if places is not None else _places_of(Fraction(value))
    scaled = (abs(numerator) * 10**fixed * 2 + denominator) // (denominator * 2)
    digits = str(scaled).rjust(fixed + 1, "0")
    whole, decimals = (digits[:-fixed], digits[-fixed:]) if fixed else (digits, "")
    if grouping:
        whole = f"{int(whole):,}".replace(",", ".")
    sign = minus if numerator < 0 and scaled else ""
    return f"{sign}{whole},{decimals}" if decimals else f"{sign}{whole}"


def _places_of(value: Fraction) -> int:
    shown = exact_number(value)
    if isinstance(shown, Fraction):
        return _PLACES_OF_ENDLESS
    return max(0, -int(shown.as_tuple().exponent))
