"""What applying a file would do to the count of targets by band, by the same kernel that boards use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nhiemky.intake.vocab import FigureData, RowData
from nhiemky.kernel.scoring import Period, Scheme, Tally
from nhiemky.org.models import Term
from nhiemky.targets.queries import Facts, Figure, TargetFact, assess_facts, counted_tally
from nhiemky.targets.queries.facts import day_of, period_of
from nhiemky.targets.vocab import ObservationState, WholeTarget

_DRAFT = ObservationState.DRAFT.value


class Effect(NamedTuple):
    """Bands before and after, at one cut-off."""

    as_of: date
    before: Tally
    after: Tally


def effect_of(facts: Facts, rows: Sequence[RowData], *, term: Term, today: date, scheme: Scheme) -> Effect:
    """This function will count the unit's targets by band without and with the rows (of any state but problem).

    The cut-off is the term's own, else the end of the latest period of either, else today. `facts` holds every
    figure of the unit, whatever its period.
    """
    merged = _merged(facts, rows)
    as_of = term.cut_off or _latest_end(merged) or today
    before, after = (
        counted_tally(assess_facts(Facts(facts.term, as_of, _until(targets, as_of)), scheme=scheme), scheme)
        for targets in (facts.targets, merged)
    )
    return Effect(as_of, before, after)


def _merged(facts: Facts, rows: Sequence[RowData]) -> tuple[TargetFact, ...]:
    changed: Mapping[int, Sequence[FigureData]] = {
        row.target_id: row.figures for row in rows if row.target_id is not None and row.figures
    }
    kept = [
        fact._replace(figures=_overlaid(fact.figures, changed[fact.id])) if fact.id in changed else fact
        for fact in facts.targets
    ]
    added = [
        _fact(-place, row.target, row.figures) for place, row in enumerate(rows, 1) if row.target is not None
    ]
    return (*kept, *added)


def _overlaid(figures: Sequence[Figure], data: Sequence[FigureData]) -> tuple[Figure, ...]:
    by_period: dict[Period, Figure] = {figure.period: figure for figure in figures}
    by_period.update({figure.period: figure for figure in map(_figure, data)})
    return tuple(sorted(by_period.values(), key=_by_end))


def _by_end(figure: Figure) -> tuple[date, int]:
    return figure.period.end, -figure.period.start.toordinal()


def _figure(data: FigureData) -> Figure:
    period = period_of(data[0], data[1])
    return Figure(period, data[2], None, None, data[3], data[4], _DRAFT, 0, 0, data[5])


def _fact(key: int, data: WholeTarget, figures: Sequence[FigureData]) -> TargetFact:
    shown = tuple(map(_figure, figures))
    if len(shown) > 1:
        shown = tuple(sorted(shown, key=_by_end))
    return TargetFact(
        key, 0, data.number, -key, data.code, data.group, data.name, data.unit_of_measure, *data[2:8],
        None if data.due is None else day_of(data.due), data.kind, data.method, data.roll_up, data.main,
        data.breakthrough, data.counted, None, data.owner, data.note, data.illustrative, shown, tuple(data.phased),
    )  # fmt: skip


def _latest_end(targets: Sequence[TargetFact]) -> date | None:
    return max((figure.period.end for fact in targets for figure in fact.figures), default=None)


def _until(targets: Sequence[TargetFact], as_of: date) -> tuple[TargetFact, ...]:
    return tuple(
        fact
        if all(figure[0].start <= as_of for figure in fact.figures)
        else fact._replace(figures=tuple(figure for figure in fact.figures if figure.period.start <= as_of))
        for fact in targets
    )
