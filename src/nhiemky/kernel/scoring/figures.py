"""Figures in Vietnamese writing for formulas and footnotes: 1.234,5."""

from __future__ import annotations

from decimal import Decimal

from nhiemky.kernel.scoring.values import Number, number_of, ratio_of


def write_number(value: Number) -> str:
    """This function will write a value exactly, with a decimal comma and dots between thousands.

    A value without an end as a decimal is written as a fraction in brackets, "(2/3)".
    """
    numerator, denominator = ratio_of(value)
    exact = number_of(numerator, denominator)
    if not isinstance(exact, Decimal):
        return f"({write_number(numerator)}/{write_number(denominator)})"
    digits = f"{exact.copy_abs():f}"
    whole, _, decimals = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if numerator < 0 else ""
    return f"{sign}{grouped},{decimals.rstrip('0')}" if decimals.strip("0") else f"{sign}{grouped}"
