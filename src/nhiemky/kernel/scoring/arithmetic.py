"""Integers, one or a whole column of them: the rules of scoring are written once for both.

A rule uses only +, -, *, comparisons, & and |, and `choose`; all of them mean the same for a Python int (bool) and
for a numpy int64 (bool) column. Columns must be small enough not to overflow; `many.py` guards that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = int | NDArray[np.int64]
    Flags: TypeAlias = bool | NDArray[np.bool_]


def choose(condition: Flags, first: Ints, second: Ints) -> Ints:
    """This function will give `first` where the condition holds and `second` elsewhere, for one value or a column."""
    if isinstance(condition, bool):
        return first if condition else second
    if not condition.any():
        return second
    return second + (first - second) * condition


def negated(condition: Flags) -> Flags:
    """This function will give the opposite of a condition, for one value or a column."""
    return condition ^ True
