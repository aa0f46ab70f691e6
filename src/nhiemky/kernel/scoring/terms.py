"""One target's numbers and one achieved value, brought to integers over a common scale."""

from __future__ import annotations

from math import lcm
from typing import NamedTuple

from nhiemky.kernel.scoring.values import Goal, Ratio


class RowTerms(NamedTuple):
    """The terms of one target as Python integers (the `Terms` of methods)."""

    achieved: int
    target: int
    baseline: int
    low: int
    high: int
    has_target: bool
    has_baseline: bool
    has_low: bool
    has_high: bool


def terms_of(goal: Goal, achieved: Ratio) -> RowTerms:
    """This function will put a goal and an achieved (numerator, denominator) over one scale for the methods."""
    scaled = goal.scaled
    numerator, denominator = achieved
    if denominator == scaled.scale:
        return RowTerms(numerator, *scaled[1:])
    scale = lcm(scaled.scale, denominator)
    raised = scale // scaled.scale
    return RowTerms(
        numerator * (scale // denominator),
        scaled.target * raised,
        scaled.baseline * raised,
        scaled.low * raised,
        scaled.high * raised,
        scaled.has_target,
        scaled.has_baseline,
        scaled.has_low,
        scaled.has_high,
    )
