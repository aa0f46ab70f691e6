"""One target's numbers and one achieved value, brought to integers over a common scale."""

from __future__ import annotations

from math import lcm

from nhiemky.kernel.scoring.methods import Terms
from nhiemky.kernel.scoring.values import Goal, Ratio


def terms_of(goal: Goal, achieved: Ratio) -> Terms:
    """This function will put a goal and an achieved (numerator, denominator) over one scale for the methods."""
    scaled = goal.scaled
    numerator, denominator = achieved
    if denominator == scaled.scale:
        return Terms(numerator, *scaled[1:])
    scale = lcm(scaled.scale, denominator)
    raised = scale // scaled.scale
    return Terms(
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
