"""What a cell says when a number is expected in it: value or range, comparator, unit, done, missing, or a refusal."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from nhiemky.kernel.viet.numbers.numerals import (
    MAX_DIGITS,
    MAX_WHOLE_DIGITS,
    TOO_LONG,
    evidence_of,
    merge_evidence,
    siblings_of,
)
from nhiemky.kernel.viet.numbers.outcome import Reading, plain_reading
from nhiemky.kernel.viet.numbers.phrases import read_phrase
from nhiemky.kernel.viet.numbers.writing import Number

_PLAIN = re.compile(
    r"\s*(-?(?:[0-9]{1,15}(?:,(?:[0-9]{4,12}|[0-9]{1,2}))?|0,[0-9]{3}"
    r"|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){1,4},[0-9]{1,12}|(?:\.[0-9]{3}){2,5})))\s*(%?)\s*"
)
_CACHED_LENGTH = 200
_MAX_LENGTH = 1000
_TOO_WORDY = "Ô có quá nhiều chữ, không phải là ô ghi số."


def plain_number(text: str) -> Decimal | None:
    """Give the value of a cell that is nothing but one figure which can mean only one thing ("1340", "63,2",
    "1.809,5"); None for every other text (the quick way of reading many cells)."""
    match = _PLAIN.fullmatch(text)
    return _value(match[1]) if match and not match[2] else None


def _value(digits: str) -> Decimal:
    return Decimal(digits.replace(".", "").replace(",", "."))


def read_number(
    text: str | Number, *, siblings: Sequence[str] = (), unit: str = "", table: Sequence[str] = ()
) -> Reading:
    """Read a cell in which a number is expected; never raises for what a cell may hold.

    `siblings` are the other cells of the same target (or column): they decide what "1.428" means. `unit` is the
    unit of the row's own column: it decides whether "66/112" is a percentage ("%"), a count (its numerator) or,
    without a unit, a ratio; it is not copied into `Reading.unit`. `table` are cells of other targets: they tell how
    the office writes numbers, but nothing about their size.
    """
    if not isinstance(text, str):
        return _of_value(text)
    if len(text) > _CACHED_LENGTH:
        return _read_long(text, unit)
    reading = _read(text, unit, ())
    if reading.candidates and (siblings or table):
        return _read(text, unit, siblings_of(siblings), siblings_of(table))
    return reading


def _read_long(text: str, unit: str) -> Reading:
    if len(text) > _MAX_LENGTH:
        only_digits = text.strip().lstrip("-").replace(".", "").replace(",", "").isdigit()
        return Reading(text[:_CACHED_LENGTH] + "…", error=TOO_LONG if only_digits else _TOO_WORDY)
    return _read.__wrapped__(text, unit, ())


def _of_value(value: Number) -> Reading:
    if isinstance(value, bool):
        return Reading("Đạt" if value else "Chưa đạt", done=value)
    text = str(value) if isinstance(value, Decimal) or abs(value) < 10**MAX_DIGITS else "…"
    if isinstance(value, Decimal):
        if not value.is_finite():
            return Reading(text, error=f"Ô ghi “{value}”, không phải là số.")
        if value.adjusted() >= MAX_WHOLE_DIGITS or value.adjusted() < -MAX_DIGITS:
            return Reading(text[:MAX_DIGITS], error=TOO_LONG)
    elif abs(value) >= 10**MAX_WHOLE_DIGITS:
        return Reading(text[:MAX_DIGITS], error=TOO_LONG)
    return Reading(text, value=value if isinstance(value, Decimal | Fraction) else Decimal(value))


@lru_cache(maxsize=1 << 16)
def _read(text: str, unit: str, siblings: tuple[str, ...], table: tuple[str, ...] = ()) -> Reading:
    if plain := _PLAIN.fullmatch(text):
        return plain_reading(text, _value(plain[1]), plain[2])
    shape = unicodedata.normalize("NFC", text)
    evidence = evidence_of(siblings)
    if table:
        evidence = merge_evidence(evidence, replace(evidence_of(table), magnitudes=()))
    return replace(read_phrase(shape, unit, evidence), text=text)
