"""What is known of targets at a cut-off, read lean: four queries whatever the number of units, raw whole millionths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from django.db.models import Expression, ExpressionWrapper, F, QuerySet, TextField
from django.db.models.functions import Cast

from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Method, Period, TermYears
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets import policy
from nhiemky.targets.models import Observation, PhasedValue, Target
from nhiemky.targets.models.numbers import from_scaled
from nhiemky.targets.queries.adjusting import former_columns
from nhiemky.targets.vocab import ObservationState

CONFIRMED, RESTORED = ObservationState.CONFIRMED.value, ObservationState.RESTORED.value
Pair = tuple[int, int]
Row = tuple[Any, ...]


class Figure(NamedTuple):
    """One figure of a period as it counts: its latest version for whoever asked; the value in whole millionths."""

    period: Period
    scaled: int | None
    numerator: int | None
    denominator: int | None
    done: bool | None
    estimate: bool
    state: str
    version: int
    id: int
    source_cell: str

    @property
    def value(self) -> Decimal | None:
        """This property will give the value as a decimal."""
        return None if self.scaled is None else from_scaled(self.scaled)

    @property
    def confirmed(self) -> bool:
        """This property will say whether a leader has confirmed the figure."""
        return self.state == CONFIRMED


class _Columns(NamedTuple):
    id: int
    unit_id: int
    number: str
    position: int
    code: str
    group: str
    name: str
    unit_of_measure: str
    comparator: str
    target_scaled: int | None
    low_scaled: int | None
    high_scaled: int | None
    baseline_scaled: int | None
    baseline_year: int | None
    due: date | None
    kind: str
    method: str
    roll_up: str
    main: bool
    breakthrough: bool
    counted: bool
    parent_id: int | None
    owner: str
    note: str
    illustrative: bool
    figures: tuple[Figure, ...]
    phased_scaled: tuple[Pair, ...]


class TargetFact(_Columns):
    """One target with the figures that count at the cut-off; values of the kernel are made when first asked for."""

    @cached_property
    def goal(self) -> Goal:
        """This property will give the target as scoring sees it."""
        return Goal.of_exact(
            Comparator(self.comparator), _decimal(self.target_scaled), _decimal(self.low_scaled),
            _decimal(self.high_scaled), _decimal(self.baseline_scaled), self.baseline_year,
            tuple((year, from_scaled(scaled)) for year, scaled in self.phased_scaled), self.due,
            Kind(self.kind) if self.kind else None, Method(self.method) if self.method else None, self.counted,
            self.name,
        )  # fmt: skip

    @cached_property
    def measured(self) -> tuple[Measured, ...]:
        """This property will give the figures as observations of scoring, oldest period first."""
        return tuple(
            Measured.of_exact(figure.period, from_scaled(figure.scaled or 0), figure.done, figure.source_cell)
            for figure in self.figures
        )

    @property
    def unconfirmed(self) -> bool:
        """This property will say whether a figure shown here has not been confirmed by a leader."""
        for figure in self.figures:  # noqa: SIM110 -- asked for each cell of a board; a generator takes thrice as long
            if figure[6] != CONFIRMED:
                return True
        return False

    @property
    def estimate(self) -> bool:
        """This property will say whether the latest figure is an estimate ("ước thực hiện")."""
        return bool(self.figures) and self.figures[-1].estimate


# Named tuples made without the look at their length, which takes longer than making them.
_figure: Callable[[Iterable[object]], Figure] = partial(tuple.__new__, Figure)
_target_fact: Callable[[Iterable[object]], TargetFact] = partial(tuple.__new__, TargetFact)


@dataclass(frozen=True)
class Facts:
    """The targets of some units at a cut-off; `unconfirmed` counts targets with unconfirmed figures per unit id."""

    term: TermYears
    as_of: date
    targets: tuple[TargetFact, ...]
    latest_shown: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def unconfirmed(self) -> Mapping[int, int]:
        """This property will count, per unit id, the targets whose shown figures are not all confirmed."""
        counts = dict.fromkeys((fact.unit_id for fact in self.targets), 0)
        for fact in self.targets:
            # of all other units only confirmed figures are here
            if fact.unit_id in self.latest_shown and fact.unconfirmed:
                counts[fact.unit_id] += 1
        return counts

    @cached_property
    def by_unit(self) -> Mapping[int, tuple[TargetFact, ...]]:
        """This property will give the targets of each unit id, in their order."""
        groups: dict[int, list[TargetFact]] = {}
        for fact in self.targets:
            groups.setdefault(fact.unit_id, []).append(fact)
        return {unit: tuple(facts) for unit, facts in groups.items()}


def target_facts(
    actor: Actor,
    *,
    states: Sequence[UnitState],
    term: Term,
    as_of: date,
    include_unconfirmed: bool = False,
) -> Facts:
    """This function will give the targets of the units that the actor may see, in the order of `states`.

    A figure counts when its period began on or before `as_of` (PRODUCT section 3). For a unit of the actor's own
    the latest version of each figure counts; for another the latest confirmed one, or the latest where
    `include_unconfirmed` is asked for and the role allows it. A target that was adjusted after `as_of` is as it was
    then (S14). At most four SQL queries.
    """
    seen = [state for state in states if actor.may(Verb.SEE, state.path)]
    latest = frozenset(
        state.unit_id
        for state in seen
        if policy.shows_latest(actor, state.path, include_unconfirmed=include_unconfirmed)
    )
    return read_facts([state.unit_id for state in seen], term=term, as_of=as_of, latest=latest)


def read_facts(unit_ids: Sequence[int], *, term: Term, as_of: date, latest: frozenset[int]) -> Facts:
    """This function will read the targets of units; those in `latest` with unconfirmed figures. It asks no policy."""
    rows = list(target_rows(Target.objects.filter(term=term, unit_id__in=unit_ids, removed_at__isnull=True)))
    figures = _figures(rows, unit_ids, term=term, as_of=as_of, latest=latest)
    phased = _phased(unit_ids, term=term)
    facts = [_fact(row, figures, phased) for row in rows]
    former = former_columns(unit_ids, term=term, as_of=as_of)
    if former:
        facts = [fact._replace(**former[fact.id]) if fact.id in former else fact for fact in facts]
    if len(unit_ids) > 1:
        order = {unit_id: place for place, unit_id in enumerate(unit_ids)}
        facts.sort(key=lambda fact: order[fact[1]])
    return Facts(TermYears(term.first_year, term.last_year), as_of, tuple(facts), latest)


def _fact(
    row: Row, figures: Mapping[int, tuple[Figure, ...]], phased: Mapping[int, tuple[Pair, ...]]
) -> TargetFact:
    key, due = row[0], row[14]
    main, breakthrough, counted = row[18] == 1, row[19] == 1, row[20] == 1
    return _target_fact(
        (
            *row[:14], None if due is None else day_of(due), *row[15:18], main, breakthrough, counted, *row[21:24],
            row[24] == 1, figures.get(key, ()), phased.get(key, ()),
        )
    )  # fmt: skip


def target_rows(targets: QuerySet[Target]) -> QuerySet[Target, Row]:
    """This function will give the columns of a TargetFact without figures, by unit and position, as the driver does."""
    return targets.order_by("unit_id", "position").values_list(
        "id", "unit_id", "number", "position", "code", "group", "name", "unit_of_measure", "comparator",
        raw("target"), raw("low"), raw("high"), raw("baseline"), "baseline_year", raw_day("due"), "kind", "method",
        "roll_up", raw("main"), raw("breakthrough"), raw("counted"), "parent_id", "owner", "note", raw("illustrative"),
    )  # fmt: skip


def raw(column: str) -> Expression:
    """This function will select a column as the driver gives it, without a conversion for each row.

    Exact numbers come as whole millionths, yes and no as True and False or 1 and 0.
    """
    return ExpressionWrapper(F(column), output_field=TextField())


def raw_day(column: str) -> Expression:
    """This function will select a date as ISO text, to be read once for many rows (see `day_of`)."""
    return Cast(column, TextField())


def _figures(
    targets: Sequence[Row], unit_ids: Sequence[int], *, term: Term, as_of: date, latest: frozenset[int]
) -> dict[int, tuple[Figure, ...]]:
    observations = Observation.objects.filter(
        target__term=term,
        target__unit_id__in=unit_ids,
        target__removed_at__isnull=True,
        period_start__lte=as_of,
    )
    if not latest:
        observations = observations.filter(state=CONFIRMED)
    rows = observations.values_list(
        "target_id", raw_day("period_start"), raw_day("period_end"), raw("value"), raw("numerator"),
        raw("denominator"), raw("done"), raw("estimate"), "state", "version", "id", "source_cell",
    )  # fmt: skip
    unconfirmed = frozenset(row[0] for row in targets if row[1] in latest)
    return gather_figures(rows.iterator(chunk_size=5000), unconfirmed=unconfirmed)


def gather_figures(
    rows: Iterable[Row], *, unconfirmed: frozenset[int] = frozenset()
) -> dict[int, tuple[Figure, ...]]:
    """This function will keep of each target and period the version that counts, by the end of the period.

    Of several versions the highest confirmed one counts, or simply the highest for the targets in `unconfirmed`;
    a figure that was withdrawn is left out. A restored version counts for nothing, nor do those that it took back.
    The rows may come in any order.
    """
    if unconfirmed:
        rows = _without_restored(list(rows))
    kept: dict[Row, Row] = {}
    for row in rows:
        if row[8] == CONFIRMED or row[0] in unconfirmed:
            key = row[:3]
            former = kept.get(key)
            if former is None or former[9] < row[9]:
                kept[key] = row
    found: dict[int, list[Figure]] = {}
    for target, start, end, value, numerator, denominator, done, estimate, *others in kept.values():
        figures = found.get(target)
        if figures is None:
            figures = found[target] = []
        if value is not None or done is not None:
            said = None if done is None else done == 1
            figures.append(
                _figure((period_of(start, end), value, numerator, denominator, said, estimate == 1, *others))
            )
    return {target: _in_order(figures) for target, figures in found.items()}


def _without_restored(rows: list[Row]) -> list[Row]:
    restored: dict[Row, int] = {}
    for row in rows:
        if row[8] == RESTORED:
            restored[row[:3]] = max(row[9], restored.get(row[:3], 0))
    if not restored:
        return rows
    return [row for row in rows if row[8] == CONFIRMED or row[9] > restored.get(row[:3], 0)]


def _in_order(figures: list[Figure]) -> tuple[Figure, ...]:
    last = date.min
    for figure in figures:
        end = figure[0].end
        if end <= last:
            figures.sort(key=_by_end)
            break
        last = end
    return tuple(figures)


def _by_end(figure: Figure) -> tuple[date, int]:
    return figure.period.end, -figure.period.start.toordinal()


@lru_cache(maxsize=4096)
def period_of(start: str, end: str) -> Period:
    """This function will give the period of two dates in ISO text."""
    return Period(day_of(start), day_of(end))


@lru_cache(maxsize=4096)
def day_of(text: str) -> date:
    """This function will read a date in ISO text."""
    return date.fromisoformat(text)


def _decimal(scaled: int | None) -> Decimal | None:
    return None if scaled is None else from_scaled(scaled)


def _phased(unit_ids: Sequence[int], *, term: Term) -> dict[int, tuple[Pair, ...]]:
    rows = PhasedValue.objects.filter(
        target__term=term, target__unit_id__in=unit_ids, target__removed_at__isnull=True
    ).values_list("target_id", "year", raw("value"))
    found: dict[int, tuple[Pair, ...]] = {}
    for target, year, scaled in rows.order_by("target_id", "year"):
        found[target] = (*found.get(target, ()), (year, scaled))
    return found
