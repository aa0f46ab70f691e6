"""Counting targets into bands, means of attainments, and values that roll up by a declared rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from nhiemky.kernel.scoring.bands import Scheme, SchemeError


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
