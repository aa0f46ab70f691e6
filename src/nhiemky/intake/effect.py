"""What applying a file would do to the count of targets by band, by the same kernel that boards use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from nhiemky.intake.vocab import FigureData, RowData
from nhiemky.kernel.scoring import Comparator, Kind, Method, Period, Scheme, Tally
from nhiemky.org.models import Term
from nhiemky.targets.queries import Facts, Figure, TargetFact, assess_facts, counted_tally
from nhiemky.targets.queries.facts import day_of, period_of
from nhiemky.targets.vocab import ObservationState, WholeTarget

_DRAFT = ObservationState.DRAFT.value
_DONE = Comparator.DONE.value
_LATEST = (Kind.SNAPSHOT.value, Kind.RUNNING_TOTAL.value)
_COMPARATORS = {comparator.value: place for place, comparator in enumerate(Comparator)}
_METHODS = {"": -1, **{method.value: place for place, method in enumerate(Method)}}
_Plain: TypeAlias = tuple[WholeTarget, FigureData | None]


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
    kept, plain, others = _kept(facts, rows), *_new(rows)
    as_of = term.cut_off or _latest_end((*kept, *others), plain) or today
    before, after = (
        counted_tally(assess_facts(Facts(facts.term, as_of, _until(targets, as_of)), scheme=scheme), scheme)
        for targets in (facts.targets, (*kept, *others))
    )
    return Effect(as_of, before, after + _plain_tally(plain, facts, as_of, scheme) if plain else after)


def _kept(facts: Facts, rows: Sequence[RowData]) -> tuple[TargetFact, ...]:
    changed: Mapping[int, Sequence[FigureData]] = {
        row.target_id: row.figures for row in rows if row.target_id is not None and row.figures
    }
    if not changed:
        return facts.targets
    return tuple(
        fact._replace(figures=_overlaid(fact.figures, changed[fact.id])) if fact.id in changed else fact
        for fact in facts.targets
    )


def _new(rows: Sequence[RowData]) -> tuple[list[_Plain], list[TargetFact]]:
    """Tell counted new targets whose one figure is the achieved value, most of a file, from all others."""
    plain: list[_Plain] = []
    others: list[TargetFact] = []
    for place, (_source, _state, _number, _name, _id, figures, target) in enumerate(rows, 1):
        if target is None:
            continue
        if target[12] in _LATEST and target[2] != _DONE and len(figures) < 2 and target[17]:
            plain.append((target, figures[0] if figures else None))
        else:
            others.append(_fact(-place, target, figures))
    return plain, others


def _plain_tally(plain: Sequence[_Plain], facts: Facts, as_of: date, scheme: Scheme) -> Tally:
    from nhiemky.kernel.scoring.goal_table import GoalTable
    from nhiemky.kernel.scoring.many import assess_many

    cut_off = as_of.isoformat()
    columns = list(zip(*(target for target, _figure in plain), strict=True))
    try:
        table = GoalTable.of_columns(
            comparator=[_COMPARATORS[code] for code in columns[2]],
            achieved=[
                None if figure is None or figure[0] > cut_off else figure[2] for _target, figure in plain
            ],
            target=columns[3],
            low=columns[4],
            high=columns[5],
            baseline=columns[6],
            due=[None if due is None else day_of(due) for due in columns[11]],
            method=[_METHODS[code] for code in columns[13]],
        )
    except OverflowError:
        added = tuple(_fact(0, target, () if figure is None else (figure,)) for target, figure in plain)
        judged = assess_facts(Facts(facts.term, as_of, _until(added, as_of)), scheme=scheme)
        return counted_tally(judged, scheme)
    return assess_many(table, as_of=as_of, scheme=scheme).tally()


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


def _latest_end(targets: Sequence[TargetFact], plain: Sequence[_Plain]) -> date | None:
    ends = {figure.period.end for fact in targets for figure in fact.figures}
    days = {figure[1] for _target, figure in plain if figure is not None}
    return max(ends.union(map(day_of, days)), default=None)


def _until(targets: Sequence[TargetFact], as_of: date) -> tuple[TargetFact, ...]:
    return tuple(
        fact
        if all(figure[0].start <= as_of for figure in fact.figures)
        else fact._replace(figures=tuple(figure for figure in fact.figures if figure.period.start <= as_of))
        for fact in targets
    )
