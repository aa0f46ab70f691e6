"""Filters for figures, days and bands, always as Vietnamese offices write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.kernel.scoring import CLASS_NAMES, DEFAULT_SCHEME
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.numbers import write_number

register = template.Library()

MISSING = "–"
BAND_NAMES = {band.code: band.name for band in DEFAULT_SCHEME.bands}
UNITS = ("B", "KB", "MB", "GB")


@register.filter
def number(value: Decimal | Fraction | int | None, places: int | None = None) -> str:
    """This function will write a value as 1.234,5; missing as a dash. A zero is a value."""
    if value is None or value == "":
        return MISSING
    return write_number(value, places=places)


@register.filter
def percent(value: Decimal | Fraction | int | None, places: int = 2) -> str:
    """This function will write a share in percent as 85,71 %; missing as a dash."""
    return MISSING if value is None else f"{write_number(value, places=places)} %"


@register.filter
def day(value: date | datetime | None) -> str:
    """This function will write a day as 21-2-2023; missing as a dash."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return MISSING if value is None else write_date(value)


@register.filter
def moment(value: datetime | None) -> str:
    """This function will write a point in time as 8:05, 21-2-2023 by the clock of Việt Nam."""
    if value is None:
        return MISSING
    local = timezone.localtime(value)
    return f"{local.hour}:{local.minute:02d}, {write_date(local.date())}"


@register.filter
def band_name(code: str) -> str:
    """This function will name a band or class of the default scheme."""
    return BAND_NAMES.get(code) or CLASS_NAMES.get(code, code)


@register.filter
def size(value: int) -> str:
    """This function will write a number of bytes as 1,5 MB."""
    amount, step = Fraction(value), 0
    while amount >= 1024 and step < len(UNITS) - 1:
        amount, step = amount / 1024, step + 1
    return f"{write_number(amount, places=0 if step == 0 else 1)} {UNITS[step]}"


@register.filter
def yes_no(value: bool) -> str:
    """This function will write yes or no."""
    return _("có") if value else _("không")
