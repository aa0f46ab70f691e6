"""The entry grid as shown: targets by periods, each cell with what was planned, said and answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nhiemky.kernel.scoring import Period, Scheme
from nhiemky.reporting.labels import figure_text, goal_text
from nhiemky.targets.queries import AssessedTarget, EntryCell, EntryRow
from nhiemky.targets.vocab import ObservationState
from nhiemky.web.entry.periods import Shown, key_of
from nhiemky.web.entry.saving import CONFLICT, Answer
from nhiemky.web.entry.trial import BandView, band_view
from nhiemky.web.entry.typed import text_of
from nhiemky.web.targets.words import STATES


@dataclass(frozen=True)
class GridCell:
    """One cell: its name, what stands in it, what it is said to be, what is wrong with what was typed."""

    key: str
    label: str
    period: str
    text: str
    saved: str
    version: int
    planned: str
    state: str
    state_code: str
    state_note: str
    message: str = ""
    wrong: bool = False
    conflict: bool = False
    theirs: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridRow:
    """One target with its cells; `group` is set on the first row of a group."""

    id: int
    group: str
    number: str
    name: str
    unit_of_measure: str
    goal: str
    beside: str
    cells: tuple[GridCell, ...]
    band: BandView
    sub: bool


@dataclass(frozen=True)
class Counts:
    """How many of the shown figures are in draft, returned, or wait for a leader."""

    draft: int
    returned: int
    waiting: int


def grid_rows(
    rows: Sequence[EntryRow],
    judged: Mapping[int, AssessedTarget],
    shown: Shown,
    scheme: Scheme,
    answers: Mapping[str, Answer],
) -> tuple[GridRow, ...]:
    """This function will lay out the rows of the grid; `answers` are kept at their cells, with what was typed."""
    return tuple(_rows(rows, judged, shown, scheme, answers))


def _rows(
    rows: Sequence[EntryRow],
    judged: Mapping[int, AssessedTarget],
    shown: Shown,
    scheme: Scheme,
    answers: Mapping[str, Answer],
) -> Iterable[GridRow]:
    group = ""
    for row in rows:
        target, assessed = row.target, judged[row.target.pk]
        goal = assessed.fact.goal
        planned = {year: figure_text(value, places=6) for year, value in goal.phased}
        cells = {cell.period: cell for cell in row.cells}
        yield GridRow(
            id=target.pk,
            group=target.group if target.group != group else "",
            number=target.number,
            name=target.name,
            unit_of_measure=target.unit_of_measure,
            goal=goal_text(goal),
            beside=_beside(shown, cells, figure_text(goal.baseline, places=6), planned),
            cells=tuple(
                _cell(
                    target.pk, target.number, cells[period], planned if shown.span == "nam" else {}, answers
                )
                for period in shown.periods
            ),
            band=band_view(assessed.assessment, scheme),
            sub=target.parent_id is not None,
        )
        group = target.group


def _beside(
    shown: Shown, cells: Mapping[Period, EntryCell], baseline: str, planned: Mapping[int, str]
) -> str:
    """Give what stands beside the cells: the baseline of years; else the period before, and the year's plan."""
    if shown.previous is None:
        return baseline
    before = text_of(cells[shown.previous]) or "–"
    plan = planned.get(shown.year)
    return f"{before} · {_('phân kỳ')} {plan}" if plan else before


def _cell(
    target_id: int, number: str, cell: EntryCell, planned: Mapping[int, str], answers: Mapping[str, Answer]
) -> GridCell:
    key, saved = key_of(target_id, cell.period), text_of(cell)
    answer = answers.get(key)
    state = cell.state if saved or cell.state is ObservationState.RETURNED else None
    return GridCell(
        key=key,
        label=_("Chỉ tiêu %(number)s, %(period)s") % {"number": number, "period": cell.period.label},
        period=cell.period.label,
        text=saved if answer is None else answer.text,
        saved=saved,
        version=cell.version,
        planned=planned.get(cell.period.start.year, ""),
        state="" if state is None else str(STATES[state]),
        state_code="" if state is None else state.value,
        state_note=cell.state_note,
        message="" if answer is None else answer.message,
        wrong=answer is not None,
        conflict=answer is not None and answer.state == CONFLICT,
        theirs="" if answer is None else answer.theirs,
        candidates=() if answer is None else answer.candidates,
    )


def counts_of(rows: Sequence[GridRow]) -> Counts:
    """This function will count the figures of the grid by their state."""
    codes = [cell.state_code for row in rows for cell in row.cells]
    return Counts(
        codes.count(ObservationState.DRAFT.value),
        codes.count(ObservationState.RETURNED.value),
        codes.count(ObservationState.SUBMITTED.value),
    )


def later_day(as_of: date, periods: Iterable[Period], *, fixed: bool) -> date:
    """This function will give the day up to which a trial counts: a day nobody fixed moves on with what is typed."""
    return as_of if fixed else max([as_of, *(period.end for period in periods)])
