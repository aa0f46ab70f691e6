"""What somebody typed into a cell as a figure, read as a cell of a file is: the same rules for screen and Excel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.intake.reading.cells import CellReader, Problems
from nhiemky.intake.reading.goals import Demand
from nhiemky.intake.reading.observations import ResultCell, read_results_of_row
from nhiemky.kernel.scoring import Comparator, Number, Period
from nhiemky.kernel.sheets.problem import ERROR, WARNING, Problem
from nhiemky.kernel.viet.fold import nfc
from nhiemky.kernel.viet.numbers import read_number, write_number
from nhiemky.targets.queries import EntryCell, doubts

if TYPE_CHECKING:
    from nhiemky.targets.models import Target

_ESTIMATE = re.compile(r"ước\s+", re.IGNORECASE)
_CELL = "o"
_PLACES = 6
LONGEST = 200


@dataclass(frozen=True)
class Typed:
    """A figure as read; empty text withdraws. `problem` says why it cannot be kept, `doubt` what looks odd."""

    value: Decimal | None = None
    done: bool | None = None
    estimate: bool = False
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    problem: str = ""
    candidates: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def content(self) -> tuple[Decimal | None, bool | None, bool]:
        """What makes two figures the same."""
        return self.value, self.done, self.estimate


def read_typed(text: str, *, target: Target, period: Period, others: Sequence[Decimal] = ()) -> Typed:
    """This function will read a cell's text for a target; `others` are its other figures, which show its size."""
    bare = nfc(text).strip()
    if len(bare) > LONGEST:
        return Typed(problem=_("Ô có quá nhiều chữ; chỉ ghi số liệu."))
    bare, estimates = _ESTIMATE.subn("", bare, count=1) if _ESTIMATE.match(bare) else (bare, 0)
    if not bare:
        return Typed()
    found: list[Problem] = []
    problems = Problems(found)
    values = [*others, *(each for each in (target.baseline, target.low, target.high) if each is not None)]
    cells = [
        ResultCell(bare, _CELL, period.start, period.end),
        *(ResultCell(value, "", period.start, period.end) for value in values),
    ]
    results = read_results_of_row(target.name, _demand(target), cells, CellReader(problems), problems)[1]
    own = [each for each in found if each.cell == _CELL]
    error = next((each for each in own if each.severity == ERROR), None)
    if error is not None:
        return Typed(problem=error.message, candidates=_candidates(bare, error))
    read = next(((value, done) for cell, value, done in results if cell.cell == _CELL), None)
    if read is None:
        return Typed()
    return _typed(target, bare, read[0], read[1], own, estimate=bool(estimates))


def _demand(target: Target) -> Demand:
    return Demand(
        Comparator(target.comparator),
        target.target,
        target.low,
        target.high,
        target.baseline,
        target.unit_of_measure,
    )


def _typed(
    target: Target, text: str, value: Number, done: bool | None, own: Sequence[Problem], *, estimate: bool
) -> Typed:
    kept = in_millionths(value)
    reading = read_number(text, unit=target.unit_of_measure)
    odd = [each.message for each in own if each.severity == WARNING]
    if done is None:
        odd += doubts(kept, unit_of_measure=target.unit_of_measure, target=target.target)
    share = reading.numerator is not None and bool(reading.denominator) and done is None
    return Typed(
        value=kept,
        done=done,
        estimate=estimate,
        numerator=reading.numerator if share else None,
        denominator=reading.denominator if share else None,
        doubt=" ".join(odd),
    )


def in_millionths(value: Number) -> Decimal:
    """This function will give a value as a decimal of at most six places, rounded half up away from zero."""
    if isinstance(value, Decimal):
        return value
    exact = Fraction(value)
    scaled = (abs(exact.numerator) * 10**_PLACES * 2 + exact.denominator) // (exact.denominator * 2)
    return Decimal(-scaled if exact < 0 else scaled).scaleb(-_PLACES)


def _candidates(text: str, error: Problem) -> tuple[str, ...]:
    if error.code != "ambiguous_number":
        return ()
    return tuple(write_number(each, grouping=False) for each in read_number(text).candidates)


def text_of(cell: EntryCell) -> str:
    """This function will write what stands in a cell so that, typed again, it is read as the same figure."""
    if cell.done is not None and (cell.done or not cell.value):
        return _("đạt") if cell.done else _("chưa đạt")
    if cell.value is None:
        return ""
    if cell.numerator is not None and cell.denominator is not None:
        whole = (
            f"{write_number(cell.numerator, grouping=False)}/{write_number(cell.denominator, grouping=False)}"
        )
    else:
        whole = write_number(cell.value, grouping=False)
    return f"ước {whole}" if cell.estimate else whole
