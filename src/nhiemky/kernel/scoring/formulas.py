"""The formula of an attainment with the target's own numbers, in Vietnamese writing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nhiemky.kernel.scoring.bands import Scheme, round_shown
from nhiemky.kernel.scoring.figures import write_number
from nhiemky.kernel.scoring.methods import EDGE, Outcome
from nhiemky.kernel.scoring.values import (
    Comparator,
    Goal,
    Kind,
    Method,
    Ratio,
    number_of,
    ratio_of,
)

_SIGNS = {
    Comparator.AT_LEAST: ("≥", "<"),
    Comparator.ABOVE: (">", "≤"),
    Comparator.AT_MOST: ("≤", ">"),
    Comparator.BELOW: ("<", "≥"),
}


def formula_of(
    goal: Goal,
    kind: Kind,
    method: Method,
    values: Sequence[Ratio],
    achieved: Ratio,
    outcome: Outcome,
    scheme: Scheme,
) -> str:
    """This function will write how the attainment came about: the joining of the periods, then the method."""
    parts = [_joining(kind, values, achieved), _judging(goal, method, achieved, outcome, scheme)]
    return "; ".join(part for part in parts if part)


def _joining(kind: Kind, values: Sequence[Ratio], achieved: Ratio) -> str:
    if len(values) < 2 or kind in (Kind.SNAPSHOT, Kind.RUNNING_TOTAL):
        return ""
    if kind is Kind.EVERY_PERIOD:
        return f"kỳ kém nhất trong {len(values)} kỳ: {_figure(achieved)}"
    total = " + ".join(_operand(value) for value in values)
    if kind is Kind.AVERAGE:
        total = f"({total}) / {len(values)}"
    return f"{total} {'=' if _ends(achieved) else '≈'} {_figure(achieved)}"


def _judging(goal: Goal, method: Method, achieved: Ratio, outcome: Outcome, scheme: Scheme) -> str:
    unmet = next((reason for flag, reason in outcome.needs if not flag), None)
    if unmet is not None and not outcome.met:
        return f"không tính được: {unmet[0].lower()}{unmet[1:].rstrip('.')}"
    if unmet is not None or method is Method.THRESHOLD:
        return f"{_comparison(goal, achieved, met=bool(outcome.met))}, mức đạt {_percent(outcome, scheme)}"
    body, share = _body(goal, method, Fraction(*achieved))
    if share is None:
        return f"{body}, mức đạt {_percent(outcome, scheme)}"
    settled = f"{_comparison(goal, achieved, met=bool(outcome.met))}, mức đạt {_percent(outcome, scheme)}"
    if (outcome.numerator, outcome.denominator) == EDGE:
        return settled
    shown = f"{body} × 100 = {_shown(share * 100, scheme)}"
    return (
        shown
        if share == Fraction(int(outcome.numerator), int(outcome.denominator))
        else f"{shown}; {settled}"
    )


def _body(goal: Goal, method: Method, achieved: Fraction) -> tuple[str, Fraction | None]:
    if method is Method.RANGE:
        return _range_body(goal, achieved)
    if method is Method.MILESTONE:
        done = achieved >= 100
        return ("đã hoàn thành" if done else f"hoàn thành {_operand(achieved.as_integer_ratio())} %"), None
    target = Fraction(*ratio_of(goal.target or 0))
    if method is Method.LINEAR:
        baseline = Fraction(*ratio_of(goal.baseline or 0))
        written = [_operand(value.as_integer_ratio()) for value in (achieved, baseline, target)]
        body = f"({written[0]} − {written[1]}) / ({written[2]} − {written[1]})"
        return body, (achieved - baseline) / (target - baseline)
    upper, lower = (target, achieved) if method is Method.INVERSE_RATIO else (achieved, target)
    return f"{_operand(upper.as_integer_ratio())} / {_operand(lower.as_integer_ratio())}", upper / lower


def _range_body(goal: Goal, achieved: Fraction) -> tuple[str, Fraction | None]:
    low = None if goal.low is None else Fraction(*ratio_of(goal.low))
    high = None if goal.high is None else Fraction(*ratio_of(goal.high))
    if low is not None and achieved < low:
        return f"{_operand(achieved.as_integer_ratio())} / {_operand(low.as_integer_ratio())}", achieved / low
    if high is not None and achieved > high:
        return (
            f"{_operand(high.as_integer_ratio())} / {_operand(achieved.as_integer_ratio())}",
            high / achieved,
        )
    return _comparison(goal, achieved.as_integer_ratio(), met=True), None


def _comparison(goal: Goal, achieved: Ratio, *, met: bool) -> str:
    verdict = "đạt chỉ tiêu" if met else "chưa đạt chỉ tiêu"
    if goal.comparator is Comparator.DONE:
        return "đã hoàn thành" if met else "chưa hoàn thành"
    if goal.comparator is Comparator.BETWEEN:
        bounds = [None if bound is None else _figure(ratio_of(bound)) for bound in (goal.low, goal.high)]
        extent = f"từ {bounds[0]} đến {bounds[1]}" if all(bounds) else _one_bound(bounds)
        return f"{_figure(achieved)} {'nằm trong' if met else 'nằm ngoài'} khoảng {extent}: {verdict}"
    sign = _SIGNS[goal.comparator][0 if met else 1]
    return f"{_figure(achieved)} {sign} {_figure(ratio_of(goal.target or 0))}: {verdict}"


def _one_bound(bounds: Sequence[str | None]) -> str:
    return f"từ {bounds[0]} trở lên" if bounds[0] else f"đến {bounds[1]}"


def _percent(outcome: Outcome, scheme: Scheme) -> str:
    return _shown(Fraction(int(outcome.numerator) * 100, int(outcome.denominator)), scheme)


def _shown(percent: Fraction, scheme: Scheme) -> str:
    return f"{_minus(write_number(round_shown(percent, scheme)))} %"


def _ends(value: Ratio) -> bool:
    return not isinstance(number_of(*value), Fraction)


def _figure(value: Ratio) -> str:
    numerator, denominator = value
    if _ends(value):
        return _minus(write_number(number_of(numerator, denominator)))
    hundredths = (abs(numerator) * 200 + denominator) // (2 * denominator)
    return _minus(write_number(number_of(-hundredths if numerator < 0 else hundredths, 100)))


def _operand(value: Ratio) -> str:
    return f"({_figure(value)})" if value[0] < 0 else _figure(value)


def _minus(text: str) -> str:
    return text.replace("-", "−")
