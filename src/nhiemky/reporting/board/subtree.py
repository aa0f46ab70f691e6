"""The board of a branch: units × bands, units × targets, "x of 13 communes met…", worst targets first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from heapq import nsmallest
from operator import add

from nhiemky.kernel.scoring import Scheme, Tally, tally
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.reporting.board.lines import BandCount, TargetLine, band_counts, percent_text, target_line
from nhiemky.reporting.board.unit import GroupCount, groups_of
from nhiemky.reporting.wording import overview_sentence
from nhiemky.targets.queries import AssessedTarget, assessed, counted_tally

WORST = 25


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the branch with its bands."""

    code: str
    name: str
    short_name: str
    type_code: str
    depth: int
    total: int
    counts: Mapping[str, int]
    bands: tuple[BandCount, ...]
    sentence: str
    unconfirmed: int


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """One target as it stands across the units that have it."""

    code: str
    number: str
    name: str
    group: str
    units: int
    met: int
    bands: tuple[BandCount, ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One target of one unit."""

    target_id: int
    text: str
    class_code: str
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    """The targets of one unit, in the order of the columns; None where the unit does not have the target."""

    unit_code: str
    unit_name: str
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True)
class WorstTarget:
    """A target that is far from being met, with the unit it belongs to."""

    unit_code: str
    unit_name: str
    line: TargetLine


@dataclass(frozen=True, slots=True)
class SubtreeBoard:
    """A branch at a cut-off. The tally is that of the units below; the unit itself stands in ``own``."""

    unit_code: str
    unit_name: str
    term: str
    as_of: date
    scheme: Scheme
    own: UnitRow
    units: tuple[UnitRow, ...]
    tally: Tally
    sentence: str
    bands: tuple[BandCount, ...]
    groups: tuple[GroupCount, ...]
    columns: tuple[TargetColumn, ...]
    heat: tuple[HeatRow, ...]
    worst: tuple[WorstTarget, ...]
    unconfirmed: int
    illustrative: bool

    @property
    def reporting(self) -> tuple[UnitRow, ...]:
        """The units below that have targets."""
        return tuple(row for row in self.units if row.total)


def subtree_board(
    actor: Actor,
    *,
    top: UnitState,
    below: Sequence[UnitState],
    term: Term,
    as_of: date,
    scheme: Scheme,
    include_unconfirmed: bool = False,
) -> SubtreeBoard:
    """This function will give the board of a branch at a cut-off, in a number of queries that does not grow with it.

    ``below`` are the states of the units under ``top`` in tree order.

    :raises Denied: when the actor does not reach the branch.
    """
    rows = assessed(
        actor,
        states=[top, *below],
        term=term,
        as_of=as_of,
        scheme=scheme,
        include_unconfirmed=include_unconfirmed,
    )
    by_unit: dict[int, list[AssessedTarget]] = {state.unit_id: [] for state in (top, *below)}
    for row in rows:
        by_unit[row.fact.unit_id].append(row)
    own = _unit_row(top, by_unit[top.unit_id], top, scheme)
    units = tuple(_unit_row(state, by_unit[state.unit_id], top, scheme) for state in below)
    under = [row for row in rows if row.fact.unit_id != top.unit_id]
    whole = reduce(add, (Tally(unit.total, unit.counts) for unit in units), tally((), scheme))
    columns = _columns(under, scheme)
    return SubtreeBoard(
        unit_code=top.unit.code,
        unit_name=top.name,
        term=term.label,
        as_of=as_of,
        scheme=scheme,
        own=own,
        units=units,
        tally=whole,
        sentence=overview_sentence(whole, scheme),
        bands=band_counts(whole, scheme),
        groups=groups_of(under, scheme),
        columns=columns,
        heat=_heat(below, by_unit, columns, scheme),
        worst=_worst(under, {state.unit_id: state for state in below}, scheme),
        unconfirmed=sum(row.fact.unconfirmed for row in under),
        illustrative=any(row.fact.illustrative for row in rows),
    )


def _unit_row(state: UnitState, rows: Sequence[AssessedTarget], top: UnitState, scheme: Scheme) -> UnitRow:
    counted = counted_tally(rows, scheme)
    return UnitRow(
        code=state.unit.code,
        name=state.name,
        short_name=state.short_name,
        type_code=state.type.code,
        depth=state.path.count("/") - top.path.count("/"),
        total=counted.total,
        counts=counted.counts,
        bands=band_counts(counted, scheme),
        sentence=overview_sentence(counted, scheme),
        unconfirmed=sum(row.fact.unconfirmed for row in rows),
    )


def column_key(assessed_target: AssessedTarget) -> str:
    """This function will say which targets of different units are the same one: by code, else by wording."""
    return assessed_target.fact.code or assessed_target.fact.name.casefold()


def _columns(rows: Sequence[AssessedTarget], scheme: Scheme) -> tuple[TargetColumn, ...]:
    same: dict[str, list[AssessedTarget]] = {}
    for row in rows:
        if row.fact.counted:
            same.setdefault(column_key(row), []).append(row)
    ordered = sorted(same.items(), key=lambda item: min(row.fact.position for row in item[1]))
    columns = []
    for key, members in ordered:
        counted = counted_tally(members, scheme)
        first = members[0].fact
        met = counted.counts[scheme.bands[0].code]
        columns.append(
            TargetColumn(
                key, first.number, first.name, first.group, counted.total, met, band_counts(counted, scheme)
            )
        )
    return tuple(columns)


def _heat(
    below: Sequence[UnitState],
    by_unit: Mapping[int, Sequence[AssessedTarget]],
    columns: Sequence[TargetColumn],
    scheme: Scheme,
) -> tuple[HeatRow, ...]:
    lines = []
    for state in below:
        cells = {column_key(row): _cell(row, scheme) for row in by_unit[state.unit_id] if row.fact.counted}
        if cells:
            found = tuple(cells.get(column.code) for column in columns)
            lines.append(HeatRow(state.unit.code, state.short_name, found))
    return tuple(lines)


def _cell(row: AssessedTarget, scheme: Scheme) -> HeatCell:
    return HeatCell(row.fact.id, percent_text(row.attainment, scheme), row.class_code, row.fact.unconfirmed)


def _worst(
    rows: Sequence[AssessedTarget], states: Mapping[int, UnitState], scheme: Scheme
) -> tuple[WorstTarget, ...]:
    missed = [row for row in rows if row.fact.counted and not row.met and row.attainment is not None]
    lowest = nsmallest(WORST, missed, key=lambda row: (row.attainment, row.fact.position))
    return tuple(
        WorstTarget(
            states[row.fact.unit_id].unit.code,
            states[row.fact.unit_id].short_name,
            target_line(row, scheme),
        )
        for row in lowest
    )
