"""What the result cells of a row tell about its target where no cell states it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nhiemky.intake.reading.cells import PERCENT, is_missing, is_percent
from nhiemky.intake.reading.wording import is_kept
from nhiemky.kernel.sheets.grid import Value
from nhiemky.kernel.viet.numbers import Reading, read_number
from nhiemky.kernel.viet.numbers.units import is_count


def are_worded_results(results: Sequence[Value]) -> bool:
    """Tell whether a row has results and all of them say in words that something is done or not ("Đạt", "Chưa đạt")."""
    filled = _filled(results)
    return bool(filled) and all(isinstance(value, str) and _is_verdict(value) for value in filled)


def _is_verdict(text: str) -> bool:
    reading = read_number(text)
    return is_kept(text) or (reading.done is not None and reading.value is None)


def whole_of_results(results: Sequence[Value], unit: str, *, over_target: bool) -> Reading | None:
    """Return what results written "22/23 triệu đồng" name behind the stroke, None unless all name the same.

    Behind the stroke stands the target; in a row of percentages "9/10 thôn" is a share, of which 100 % is the whole,
    unless the heading says that the cells hold results ``over_target``.
    """
    readings = [
        read_number(value, unit=unit) if isinstance(value, str) else Reading("") for value in _filled(results)
    ]
    wholes = {reading.denominator for reading in readings}
    if len(wholes) != 1 or not readings[-1].denominator:
        return None
    last = readings[-1]
    if over_target or not is_percent(unit) or PERCENT in last.text:
        return replace(Reading(last.text), value=last.denominator, unit=last.unit, per=last.per)
    return Reading(last.text, value=Decimal(100), unit=PERCENT) if is_count(last.unit) else None


def _filled(results: Sequence[Value]) -> list[Value]:
    return [
        value for value in results if value is not None and not (isinstance(value, str) and is_missing(value))
    ]
