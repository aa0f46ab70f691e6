"""The board of a branch: units × bands, units × targets, "x of 13 communes met…", worst targets first.

What only one part of a screen shows (heat table, columns, groups, worst targets) is composed when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, reduce
from heapq import nsmallest
from operator import add
from typing import NamedTuple

from nhiemky.kernel.scoring import Scheme, Tally, tally
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.reporting.board.lines import BandCount, TargetLine, band_counts, percent_text, target_line
from nhiemky.reporting.board.unit import GroupCount, group_key, groups_of
from nhiemky.reporting.wording import overview_sentence
from nhiemky.targets.queries import AssessedTarget, assessed, counted_tally

WORST = 25
LISTED = 200


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of a branch is looked at: units of one type, targets of one group, rows that hold a band; "" is all."""

    unit_type: str = ""
    group: str = ""
    band: str = ""


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the branch with its bands."""

    code: str
    name: str
    short_name: str
    type_code: str
    depth: int
    tally: Tally
    scheme: Scheme
    unconfirmed: int

    @property
    def total(self) -> int:
        """The number of counted targets."""
        return self.tally.total

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of them lie in each band and class."""
        return self.tally.counts

    @property
    def bands(self) -> tuple[BandCount, ...]:
        """The same, ready to print."""
        return band_counts(self.tally, self.scheme)

    @property
    def sentence(self) -> str:
        """The n/N sentence of the unit."""
        return overview_sentence(self.tally, self.scheme)


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """One target as it stands across the units that have it; ``target_id`` is that of the first of them."""

    target_id: int
    code: str
    number: str
    name: str
    group: str
    units: int
    met: int
    bands: tuple[BandCount, ...]


class HeatCell(NamedTuple):
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
class UnitLine:
    """One target of one unit, with the unit it belongs to."""

    unit_code: str
    unit_name: str
    line: TargetLine


@dataclass(frozen=True)
class SubtreeBoard:
    """A branch at a cut-off. The tally is that of the units below; the unit itself stands in ``own``.

    ``types`` and ``group_names`` are what can be selected: code and name of the types of units with targets, groups.
    """

    unit_code: str
    unit_name: str
    term: str
    as_of: date
    scheme: Scheme
    own: UnitRow
    units: tuple[UnitRow, ...]
    tally: Tally
    unconfirmed: int
    illustrative: bool
    selection: Selection
    types: tuple[tuple[str, str], ...]
    group_names: tuple[str, ...]
    rows: tuple[AssessedTarget, ...] = field(repr=False)
    states: Mapping[int, UnitState] = field(repr=False)

    @property
    def sentence(self) -> str:
        """The n/N sentence of all units below together."""
        return overview_sentence(self.tally, self.scheme)

    @property
    def bands(self) -> tuple[BandCount, ...]:
        """The bands of all units below together."""
        return band_counts(self.tally, self.scheme)

    @property
    def reporting(self) -> tuple[UnitRow, ...]:
        """The units below that have targets; with a band selected, those with a target in it."""
        band = self.selection.band
        return tuple(row for row in self.units if (row.counts[band] if band else row.total))

    @property
    def silent(self) -> tuple[UnitRow, ...]:
        """The units without targets whose type others report from: they should have targets too."""
        if self.selection.group:
            return ()
        reporting = {row.type_code for row in self.units if row.total}
        return tuple(row for row in self.units if not row.total and row.type_code in reporting)

    @property
    def type_name(self) -> str:
        """The name of the only type of unit that is looked at; "" where there are several."""
        asked = self.selection.unit_type
        names = [name for code, name in self.types if not asked or code == asked]
        return names[0] if len(names) == 1 else ""

    @cached_property
    def by_level(self) -> tuple[SubtreeBoard, ...]:
        """The board of the units of each rank alone: the same number is another target in resolutions of another level."""
        ranks = {state.type.code: state.type.rank for state in self.states.values()}
        levels = sorted({ranks[code] for code, _name in self.types if code in ranks})
        if self.selection.unit_type or len(levels) < 2:
            return (self,)
        parts = [self._of({code for code, rank in ranks.items() if rank == level}) for level in levels]
        return tuple(part for part in parts if part.heat) or (self,)

    def _of(self, codes: set[str]) -> SubtreeBoard:
        units = tuple(unit for unit in self.units if unit.type_code in codes)
        states = {unit_id: state for unit_id, state in self.states.items() if state.type.code in codes}
        return replace(
            self,
            units=units,
            tally=_total(units, self.scheme),
            unconfirmed=sum(unit.unconfirmed for unit in units),
            types=tuple(each for each in self.types if each[0] in codes),
            rows=tuple(row for row in self.rows if row.fact.unit_id in states),
            states=states,
        )

    @cached_property
    def groups(self) -> tuple[GroupCount, ...]:
        """The bands of each group of targets."""
        band = self.selection.band
        return tuple(
            each for each in groups_of(self.rows, self.scheme) if not band or each.tally.counts[band]
        )

    @cached_property
    def columns(self) -> tuple[TargetColumn, ...]:
        """Each target across the units, in the order of the resolutions."""
        band = self.selection.band
        found = _columns(self.rows, self.scheme)
        return tuple(each for each in found if not band or any(b.count for b in each.bands if b.code == band))

    @cached_property
    def heat(self) -> tuple[HeatRow, ...]:
        """Units × targets, rows in the order of the tree."""
        return _heat(self.rows, self.states, self.columns, self.scheme, self.selection.band)

    @cached_property
    def worst(self) -> tuple[UnitLine, ...]:
        """The targets furthest from being met; with a band selected, the targets in it."""
        return _worst(self.rows, self.states, self.scheme, self.selection.band)


def subtree_board(
    actor: Actor,
    *,
    top: UnitState,
    below: Sequence[UnitState],
    term: Term,
    as_of: date,
    scheme: Scheme,
    include_unconfirmed: bool = False,
    selection: Selection = EVERYTHING,
) -> SubtreeBoard:
    """This function will give the board of a branch at a cut-off, in a number of queries that does not grow with it.

    ``below`` are the states of the units under ``top`` in tree order. What the actor does not reach is left out.
    """
    rows = assessed(
        actor,
        states=[top, *below],
        term=term,
        as_of=as_of,
        scheme=scheme,
        include_unconfirmed=include_unconfirmed,
    )
    return subtree_of(rows, top=top, below=below, term=term, as_of=as_of, scheme=scheme, selection=selection)


def subtree_of(
    rows: Sequence[AssessedTarget],
    *,
    top: UnitState,
    below: Sequence[UnitState],
    term: Term,
    as_of: date,
    scheme: Scheme,
    selection: Selection = EVERYTHING,
) -> SubtreeBoard:
    """This function will lay out assessed targets of a unit and the units below it as the board of the branch."""
    group = group_key(selection.group)
    chosen = [state for state in below if not selection.unit_type or state.type.code == selection.unit_type]
    by_unit: dict[int, list[AssessedTarget]] = {state.unit_id: [] for state in (top, *below)}
    for row in rows:
        if not group or group_key(row.fact.group) == group:
            by_unit[row.fact.unit_id].append(row)
    units = tuple(_unit_row(state, by_unit[state.unit_id], top, scheme) for state in chosen)
    under = tuple(row for state in chosen for row in by_unit[state.unit_id])
    present = {row.fact.unit_id for row in rows}
    return SubtreeBoard(
        unit_code=top.unit.code,
        unit_name=top.name,
        term=term.label,
        as_of=as_of,
        scheme=scheme,
        own=_unit_row(top, by_unit[top.unit_id], top, scheme),
        units=units,
        tally=_total(units, scheme),
        unconfirmed=sum(unit.unconfirmed for unit in units),
        illustrative=any(row.fact.illustrative for row in rows),
        selection=selection,
        types=_types(state for state in below if state.unit_id in present),
        group_names=_group_names(row for row in rows if row.fact.unit_id != top.unit_id),
        rows=under,
        states={state.unit_id: state for state in chosen},
    )


def _total(units: Iterable[UnitRow], scheme: Scheme) -> Tally:
    return reduce(add, (unit.tally for unit in units), tally((), scheme))


def _types(states: Iterable[UnitState]) -> tuple[tuple[str, str], ...]:
    found = {state.type.code: (state.type.rank, state.type.code, state.type.name) for state in states}
    return tuple((code, name) for _, code, name in sorted(found.values()))


def _group_names(rows: Iterable[AssessedTarget]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for group in dict.fromkeys(row.fact.group for row in rows):
        if group:
            found.setdefault(group_key(group), group)
    return tuple(found.values())


def _unit_row(state: UnitState, rows: Sequence[AssessedTarget], top: UnitState, scheme: Scheme) -> UnitRow:
    return UnitRow(
        code=state.unit.code,
        name=state.name,
        short_name=state.short_name,
        type_code=state.type.code,
        depth=state.path.count("/") - top.path.count("/"),
        tally=counted_tally(rows, scheme),
        scheme=scheme,
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
        columns.append(
            TargetColumn(
                target_id=first.id,
                code=key,
                number=first.number,
                name=first.name,
                group=first.group,
                units=counted.total,
                met=counted.counts[scheme.bands[0].code],
                bands=band_counts(counted, scheme),
            )
        )
    return tuple(columns)


def _heat(
    rows: Sequence[AssessedTarget],
    states: Mapping[int, UnitState],
    columns: Sequence[TargetColumn],
    scheme: Scheme,
    band: str,
) -> tuple[HeatRow, ...]:
    texts: dict[tuple[int, int] | None, str] = {None: ""}
    by_unit: dict[int, dict[str, HeatCell]] = {unit_id: {} for unit_id in states}
    for row in rows:
        fact, share = row.fact, row.share
        if fact.counted:
            if share not in texts:
                texts[share] = percent_text(row.attainment, scheme)
            cell = HeatCell(fact.id, texts[share], row.class_code, fact.unconfirmed)
            by_unit[fact.unit_id][column_key(row)] = cell
    keys = [column.code for column in columns]
    return tuple(
        HeatRow(states[unit_id].unit.code, states[unit_id].short_name, tuple(map(cells.get, keys)))
        for unit_id, cells in by_unit.items()
        if cells and (not band or any(cell.class_code == band for cell in cells.values()))
    )


def _worst(
    rows: Sequence[AssessedTarget], states: Mapping[int, UnitState], scheme: Scheme, band: str
) -> tuple[UnitLine, ...]:
    counted = (row for row in rows if row.fact.counted)
    if band:
        listed = nsmallest(LISTED, (row for row in counted if row.class_code == band), key=lowest)
    else:
        missed = (row for row in counted if not row.met and row.share is not None)
        listed = nsmallest(WORST, missed, key=lowest)
    return tuple(unit_line(row, states, scheme) for row in listed)


def unit_line(row: AssessedTarget, states: Mapping[int, UnitState], scheme: Scheme) -> UnitLine:
    """This function will lay out an assessed target with its unit."""
    state = states[row.fact.unit_id]
    return UnitLine(state.unit.code, state.short_name, target_line(row, scheme))


def lowest(row: AssessedTarget) -> tuple[bool, Fraction, int]:
    """This function will give the key that puts the lowest attainment first and targets without one last."""
    return row.attainment is None, row.attainment or Fraction(0), row.fact.position
