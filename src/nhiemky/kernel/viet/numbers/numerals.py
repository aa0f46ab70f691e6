"""One numeral: which mark groups thousands, which begins the decimals, and when that cannot be known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from nhiemky.kernel.viet.numbers.units import is_count, is_percent

MAX_WHOLE_DIGITS = 18
MAX_DIGITS = 28

NUMERAL = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?(?![0-9])")
SPACED = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2}(?: [0-9]{3})+)(?=(?:,[0-9]+)?(?![0-9.,]|\s[0-9]{3}\b))")

_DOT_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMA_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_ONE_DOT = re.compile(r"[0-9]+\.[0-9]+")
_ONE_COMMA = re.compile(r"[0-9]+,[0-9]+")
_SCIENTIFIC = re.compile(r"([0-9]+(?:[.,][0-9]+)?)[eE]([+-]?[0-9]+)")
_NEAR, _CLOSE = 10, 3

TOO_LONG = "Số có quá nhiều chữ số, không dùng làm số liệu được."
MALFORMED = "Không đọc được cách viết số này: dấu chấm, dấu phẩy không đúng chỗ."


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral's value; `candidates` (thousands first) where its writing allows two."""

    value: Decimal | None = None
    candidates: tuple[Decimal, ...] = ()
    ambiguous: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the neighbouring cells tell about the meaning of a dot before three digits."""

    dot_groups: bool = False
    dot_decimals: bool = False
    comma_groups: bool = False
    dot_likely_groups: bool = False
    magnitudes: tuple[Decimal, ...] = ()


def parse_numeral(token: str, evidence: Evidence, unit: str) -> Numeral:
    """Give the value of digits with marks; two readings are decided by the evidence and the unit."""
    if "e" in token or "E" in token:
        return _scientific(token)
    if sum(map(str.isdigit, token)) > MAX_DIGITS:
        return Numeral(error=TOO_LONG)
    dots, commas = token.count("."), token.count(",")
    if dots == 1 and not commas and _DOT_GROUPED.fullmatch(token):
        return _decide_dot(token, evidence, unit)
    if commas == 1 and not dots and _COMMA_GROUPED.fullmatch(token):
        return _decide_comma(token, evidence, unit)
    plain = _plain_digits(token)
    if plain is None:
        return Numeral(error=MALFORMED)
    if len(plain.partition(".")[0].lstrip("0")) > MAX_WHOLE_DIGITS:
        return Numeral(error=TOO_LONG)
    return Numeral(Decimal(plain))


def _plain_digits(token: str) -> str | None:
    if token.isdigit():
        return token
    if _ONE_COMMA.fullmatch(token):
        return token.replace(",", ".")
    if _DOT_GROUPED.fullmatch(token):
        return token.replace(".", "").replace(",", ".")
    if _COMMA_GROUPED.fullmatch(token):
        return token.replace(",", "")
    return token if _ONE_DOT.fullmatch(token) else None


def _scientific(token: str) -> Numeral:
    match = _SCIENTIFIC.fullmatch(token)
    if match is None:
        return Numeral(error=MALFORMED)
    exponent = match[2]
    if len(exponent.lstrip("+-0")) > 2 or len(match[1]) + abs(int(exponent)) > MAX_WHOLE_DIGITS:
        return Numeral(error=TOO_LONG)
    return Numeral(Decimal(f"{match[1].replace(',', '.')}E{exponent}") + 0)


def _decide_dot(token: str, evidence: Evidence, unit: str) -> Numeral:
    grouped, decimal = both = Decimal(token.replace(".", "")), Decimal(token)
    if is_count(unit):
        return Numeral(grouped, both)
    if is_percent(unit):
        close = _by_size(both, evidence.magnitudes, _CLOSE)
        grouping = evidence.dot_groups and not evidence.dot_decimals
        return Numeral(close or decimal, both, ambiguous=close is None and grouping)
    if evidence.dot_groups != evidence.dot_decimals:
        return _decide_by_style(grouped, decimal, evidence)
    if token.endswith("00"):
        return Numeral(grouped, both)
    by_size = _by_size(both, evidence.magnitudes, _NEAR)
    if by_size is not None:
        return Numeral(by_size, both)
    return Numeral(grouped, both, ambiguous=not evidence.dot_likely_groups)


def _decide_comma(token: str, evidence: Evidence, unit: str) -> Numeral:
    grouped, decimal = both = Decimal(token.replace(",", "")), Decimal(token.replace(",", "."))
    if is_count(unit) or (evidence.comma_groups and not evidence.dot_groups):
        return Numeral(grouped, both)
    return Numeral(decimal, both, ambiguous=_by_size(both, evidence.magnitudes, _NEAR) == grouped)


def _decide_by_style(grouped: Decimal, decimal: Decimal, evidence: Evidence) -> Numeral:
    """Follow the way of writing of the neighbours, unless their sizes speak against it."""
    both = grouped, decimal
    value = grouped if evidence.dot_groups else decimal
    near = _by_size(both, evidence.magnitudes, _NEAR)
    if near in (None, value):
        return Numeral(value, both)
    # who writes commas before decimals may type a dot now and then, as on the keypad
    slip = near == decimal and _by_size(both, evidence.magnitudes, _CLOSE) == decimal
    return Numeral(decimal, both) if slip else Numeral(value, both, ambiguous=True)


def _by_size(both: tuple[Decimal, Decimal], magnitudes: tuple[Decimal, ...], times: int) -> Decimal | None:
    """Give the one of two readings that is of the size of a neighbour, None where none or both are."""
    fitting = [
        value
        for value in both
        if any(known <= value * times and value <= known * times for known in magnitudes)
    ]
    return fitting[0] if len(fitting) == 1 else None


@lru_cache(maxsize=4096)
def evidence_of(siblings: tuple[str, ...]) -> Evidence:
    """Collect what the numerals of neighbouring cells show about dots, commas and size."""
    tokens = [token for text in siblings for token in NUMERAL.findall(text) if "e" not in token.lower()]
    dotted = [token for token in tokens if token.count(".") == 1 and "," not in token]
    comma_groups = any(_shows_comma_groups(token) for token in tokens)
    return Evidence(
        dot_groups=any(_shows_dot_groups(token) for token in tokens),
        dot_decimals=comma_groups or any(not _DOT_GROUPED.fullmatch(token) for token in dotted),
        comma_groups=comma_groups,
        dot_likely_groups=any(token.endswith("0") and _DOT_GROUPED.fullmatch(token) for token in dotted),
        magnitudes=tuple(size for token in tokens if (size := _magnitude(token)) is not None),
    )


def _magnitude(token: str) -> Decimal | None:
    """Give the size of a figure that can be read in one way only."""
    two_ways = (_ONE_DOT.fullmatch(token) and _DOT_GROUPED.fullmatch(token)) or (
        _ONE_COMMA.fullmatch(token) and _COMMA_GROUPED.fullmatch(token)
    )
    plain = None if two_ways or len(token) > MAX_DIGITS else _plain_digits(token)
    return Decimal(plain) if plain is not None else None


def _shows_dot_groups(token: str) -> bool:
    if "." in token:
        return ("," in token or token.count(".") > 1) and bool(_DOT_GROUPED.fullmatch(token))
    return bool(_ONE_COMMA.fullmatch(token)) and not _COMMA_GROUPED.fullmatch(token)


def _shows_comma_groups(token: str) -> bool:
    return bool(_COMMA_GROUPED.fullmatch(token)) and ("." in token or token.count(",") > 1)


def siblings_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Give neighbouring cells as a key: only texts with a digit, none of them long."""
    return tuple(text for text in texts if len(text) < 80 and any(map(str.isdigit, text)))


def merge_evidence(one: Evidence, other: Evidence) -> Evidence:
    """Join what two sets of neighbours show."""
    return Evidence(
        one.dot_groups or other.dot_groups,
        one.dot_decimals or other.dot_decimals,
        one.comma_groups or other.comma_groups,
        one.dot_likely_groups or other.dot_likely_groups,
        one.magnitudes + other.magnitudes,
    )
