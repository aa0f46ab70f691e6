"""Counting targets into bands, means of attainments, and values that roll up by a declared rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from nhiemky.kernel.scoring.bands import Scheme, SchemeError
from nhiemky.kernel.scoring.kinds import sum_of
from nhiemky.kernel.scoring.values import Number, number_of, ratio_of


@dataclass(frozen=True, slots=True)
class Tally:
    """How many targets fall into each band and class of a scheme; the counts add up to the total."""

    total: int
    counts: Mapping[str, int]

    def __add__(self, other: Tally) -> Tally:
        """This function will add two tallies made with the same scheme.

        :raises SchemeError: when the two were made with different bands.
        """
        if self.counts.keys() != other.counts.keys():
            raise SchemeError("Không cộng được hai bảng đếm theo hai bộ nhóm khác nhau.")
        counts = {code: count + other.counts[code] for code, count in self.counts.items()}
        return Tally(self.total + other.total, counts)


def tally(codes: Iterable[str], scheme: Scheme) -> Tally:
    """This function will count class codes, zeros included, so that the counts add up to the total.

    :raises SchemeError: for a code that the scheme does not have.
    """
    found = Counter(codes)
    counts = {code: found.pop(code, 0) for code in scheme.class_codes}
    if found:
        raise SchemeError(f"Bộ nhóm “{scheme.title}” không có mã “{next(iter(found))}”.")
    return Tally(sum(counts.values()), counts)


class Attained(Protocol):
    """Anything that has an attainment in percent, or none."""

    @property
    def attainment(self) -> Fraction | None:
        """This function will give the attainment in percent."""


def mean_attainment(assessments: Iterable[Attained]) -> Fraction | None:
    """This function will give the mean attainment in percent, each capped to 0..100; None when there is none."""
    shares = [each.attainment for each in assessments]
    capped = [min(max(share, Fraction(0)), Fraction(100)) for share in shares if share is not None]
    return sum(capped, Fraction(0)) / len(capped) if capped else None


class Rule(StrEnum):
    """How the values of the units below come together: declared with the target, never guessed."""

    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit brings: a value for `sum`, numerator and denominator for `ratio_of_sums`; None is missing."""

    name: str
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    included: bool = True


@dataclass(frozen=True, slots=True)
class RolledUp:
    """A value rolled up from the parts that reported (percent for `ratio_of_sums`), and the names of those missing."""

    value: Number | None
    numerator: Number | None
    denominator: Number | None
    reported: int
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """This function will say whether every included part reported."""
        return not self.missing


def roll_up(parts: Iterable[Part], rule: Rule, *, require_all: bool = False) -> RolledUp:
    """This function will join the included parts by a declared rule; a missing part is named, never taken as zero.

    With `require_all` there is no value while a part is missing; nor is there one for `none`, when nothing was
    reported, or for a ratio whose denominators add up to zero.
    """
    included = [part for part in parts if part.included]
    reporting = [part for part in included if not _is_missing(part, rule)]
    missing = tuple(part.name for part in included if _is_missing(part, rule))
    if rule is Rule.NONE or not reporting or (require_all and missing):
        return RolledUp(None, None, None, len(reporting), missing)
    if rule is Rule.SUM:
        total = sum_of([ratio_of(part.value or 0) for part in reporting])
        return RolledUp(number_of(*total), None, None, len(reporting), missing)
    above = sum_of([ratio_of(part.numerator or 0) for part in reporting])
    below = sum_of([ratio_of(part.denominator or 0) for part in reporting])
    share = Fraction(*above) / Fraction(*below) * 100 if below[0] else None
    value = None if share is None else number_of(share.numerator, share.denominator)
    return RolledUp(value, number_of(*above), number_of(*below), len(reporting), missing)


def _is_missing(part: Part, rule: Rule) -> bool:
    if rule is Rule.RATIO_OF_SUMS:
        return part.numerator is None or part.denominator is None
    return part.value is None
