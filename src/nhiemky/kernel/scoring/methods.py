"""From achieved value, target and baseline to the attainment (PRODUCT section 3, methods and rules 1 to 3).

Every method yields an integer numerator and denominator and says what it needs; the same lines judge one target
and a column of a million (see `arithmetic.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from nhiemky.kernel.scoring.arithmetic import choose, negated
from nhiemky.kernel.scoring.values import Comparator, Method

if TYPE_CHECKING:
    from nhiemky.kernel.scoring.arithmetic import Flags, Ints

# Attainment given to a value on the very edge of a strict comparator: 99,9999 %.
EDGE = (999_999, 1_000_000)

_RISING = (Comparator.AT_LEAST, Comparator.ABOVE)
_FALLING = (Comparator.AT_MOST, Comparator.BELOW)

NO_TARGET = "Chưa có mức chỉ tiêu."
NO_BOUNDS = "Chưa có cận dưới hoặc cận trên của chỉ tiêu."
WRONG_BOUNDS = "Cận dưới lớn hơn cận trên."
NO_BASELINE = "Chưa có mức gốc để tính theo cách nội suy từ mức gốc."
TARGET_NOT_POSITIVE = "Mức chỉ tiêu không lớn hơn 0 nên không chia được."
ACHIEVED_NOT_POSITIVE = "Kết quả không lớn hơn 0 nên không chia được."
BASELINE_BEYOND = "Mức gốc bằng hoặc đã vượt mức chỉ tiêu."
LOW_NOT_POSITIVE = "Cận dưới không lớn hơn 0 nên không chia được."
HIGH_NEGATIVE = "Cận trên hoặc kết quả âm nên không chia được."
WRONG_COMPARATOR = "Cách tính không dùng được với kiểu so sánh của chỉ tiêu."


class Terms(Protocol):
    """What a method computes with, over one common scale: one target's integers or columns of them."""

    @property
    def achieved(self) -> Ints:
        """This function will give the achieved value."""

    @property
    def target(self) -> Ints:
        """This function will give the target value, 100 % for `done`."""

    @property
    def baseline(self) -> Ints:
        """This function will give the baseline."""

    @property
    def low(self) -> Ints:
        """This function will give the low bound."""

    @property
    def high(self) -> Ints:
        """This function will give the high bound."""

    @property
    def has_target(self) -> Flags:
        """This function will say whether there is a target value."""

    @property
    def has_baseline(self) -> Flags:
        """This function will say whether there is a baseline."""

    @property
    def has_low(self) -> Flags:
        """This function will say whether there is a low bound."""

    @property
    def has_high(self) -> Flags:
        """This function will say whether there is a high bound."""


class Share(NamedTuple):
    """What a method's formula gives, and the needs (flag, Vietnamese reason) without which it is void."""

    numerator: Ints
    denominator: Ints
    needs: tuple[tuple[Flags, str], ...]


class Outcome(NamedTuple):
    """The settled attainment numerator / denominator of the whole, its needs, and whether the target is met."""

    numerator: Ints
    denominator: Ints
    computable: Flags
    met: Flags
    needs: tuple[tuple[Flags, str], ...]


def holds(comparator: Comparator, terms: Terms) -> Flags:
    """This function will say whether the achieved value satisfies the comparator (a missing target never does)."""
    achieved = terms.achieved
    if comparator is Comparator.ABOVE:
        return terms.has_target & (achieved > terms.target)
    if comparator is Comparator.AT_MOST:
        return terms.has_target & (achieved <= terms.target)
    if comparator is Comparator.BELOW:
        return terms.has_target & (achieved < terms.target)
    if comparator is Comparator.BETWEEN:
        over_low = negated(terms.has_low) | (achieved >= terms.low)
        under_high = negated(terms.has_high) | (achieved <= terms.high)
        return (terms.has_low | terms.has_high) & over_low & under_high
    return terms.has_target & (achieved >= terms.target)


def _ratio(comparator: Comparator, terms: Terms, held: Flags) -> Share:
    needs = (
        (comparator in _RISING, WRONG_COMPARATOR),
        (terms.has_target, NO_TARGET),
        (terms.target > 0, TARGET_NOT_POSITIVE),
    )
    return Share(terms.achieved, terms.target, needs)


def _linear(comparator: Comparator, terms: Terms, held: Flags) -> Share:
    way = -1 if comparator in _FALLING else 1
    distance = (terms.target - terms.baseline) * way
    needs = (
        (comparator in _RISING or comparator in _FALLING, WRONG_COMPARATOR),
        (terms.has_target, NO_TARGET),
        (terms.has_baseline, NO_BASELINE),
        (distance > 0, BASELINE_BEYOND),
    )
    return Share((terms.achieved - terms.baseline) * way, distance, needs)


def _inverse_ratio(comparator: Comparator, terms: Terms, held: Flags) -> Share:
    needs = (
        (comparator in _FALLING, WRONG_COMPARATOR),
        (terms.has_target, NO_TARGET),
        (terms.target > 0, TARGET_NOT_POSITIVE),
        (terms.achieved > 0, ACHIEVED_NOT_POSITIVE),
    )
    return Share(terms.target, terms.achieved, needs)


def _threshold(comparator: Comparator, terms: Terms, held: Flags) -> Share:
    if comparator is Comparator.BETWEEN:
        return Share(held * 1, 1, _bounds(terms))
    return Share(held * 1, 1, ((terms.has_target, NO_TARGET),))


def _range(comparator: Comparator, terms: Terms, held: Flags) -> Share:
    below = terms.has_low & (terms.achieved < terms.low)
    above = terms.has_high & (terms.achieved > terms.high)
    needs = (
        (comparator is Comparator.BETWEEN, WRONG_COMPARATOR),
        *_bounds(terms),
        (negated(below) | (terms.low > 0), LOW_NOT_POSITIVE),
        (negated(above) | ((terms.high >= 0) & (terms.achieved > 0)), HIGH_NEGATIVE),
    )
    numerator = choose(below, terms.achieved, choose(above, terms.high, 1))
    denominator = choose(below, terms.low, choose(above, terms.achieved, 1))
    return Share(numerator, denominator, needs)


def _bounds(terms: Terms) -> tuple[tuple[Flags, str], ...]:
    ordered = negated(terms.has_low & terms.has_high) | (terms.low <= terms.high)
    return ((terms.has_low | terms.has_high, NO_BOUNDS), (ordered, WRONG_BOUNDS))


def _milestone(comparator: Comparator, terms: Terms, held: Flags) -> Share:
    completed = choose(terms.achieved < terms.target, terms.achieved, terms.target)
    numerator = choose(completed > 0, completed, 0)
    return Share(numerator, terms.target, ((comparator is Comparator.DONE, WRONG_COMPARATOR),))


_FORMULAS: Mapping[Method, Callable[[Comparator, Terms, Flags], Share]] = MappingProxyType(
    {
        Method.RATIO: _ratio,
        Method.LINEAR: _linear,
        Method.INVERSE_RATIO: _inverse_ratio,
        Method.THRESHOLD: _threshold,
        Method.RANGE: _range,
        Method.MILESTONE: _milestone,
    }
)


def judge(comparator: Comparator, method: Method, terms: Terms) -> Outcome:
    """This function will compute the attainment and settle it by rule 1.

    What holds is at least 100 % whatever the formula says (exactly 100 % for `at_most` and `below` with 0);
    what does not hold is never 100 % (99,9999 % instead). Where nothing can be computed the pair is 0 / 1.
    """
    met = holds(comparator, terms)
    numerator, denominator, needs = _FORMULAS[method](comparator, terms, met)
    sound: Flags = True
    for flag, _reason in needs:
        sound = sound & flag
    missed = negated(met)
    reaches = sound & (numerator >= denominator)
    whole = met & negated(reaches)
    if comparator in _FALLING:
        whole = whole | (met & (terms.achieved == 0))
    edge = missed & reaches
    void = missed & negated(sound)
    numerator = choose(whole, 1, choose(edge, EDGE[0], choose(void, 0, numerator)))
    denominator = choose(whole | void, 1, choose(edge, EDGE[1], denominator))
    return Outcome(numerator, denominator, met | sound, met, needs)


def inferred_method(comparator: Comparator, terms: Terms) -> tuple[tuple[Flags, Method], ...]:
    """This function will list, in order, when which method is taken for a target that names none (rule 2)."""
    zero = terms.has_target & (terms.target == 0)
    if comparator is Comparator.BETWEEN:
        return ((True, Method.RANGE),)
    if comparator is Comparator.DONE:
        return ((True, Method.MILESTONE),)
    if comparator in _RISING:
        return ((zero, Method.THRESHOLD), (True, Method.RATIO))
    falling = terms.has_target & terms.has_baseline & (terms.baseline > terms.target)
    return ((falling, Method.LINEAR), (zero, Method.THRESHOLD), (True, Method.INVERSE_RATIO))
