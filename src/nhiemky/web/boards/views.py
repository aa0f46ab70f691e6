"""The board of a branch."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from nhiemky.org.vocab import Verb
from nhiemky.reporting.adjusted import BranchNote, branch_notes
from nhiemky.reporting.board import Across, SubtreeBoard, across
from nhiemky.reporting.overview import branch_board
from nhiemky.reporting.workbook import subtree_workbook
from nhiemky.web.bands import BandBar, band_bar
from nhiemky.web.boards.figures import (
    PART,
    TARGET,
    TARGETS,
    Figures,
    chosen_of,
    figures_of,
    selection_of,
    with_filters,
)
from nhiemky.web.boards.heat import HeatTable, heat_tables
from nhiemky.web.boards.tables import across_table, columns_table, units_table, worst_table
from nhiemky.web.excel import XLSX, download
from nhiemky.web.pages import page
from nhiemky.web.tables import Table
from nhiemky.web.visit import Visit

UNITS, HEAT, GROUPS, WORST = "don-vi", "nhiet", "linh-vuc", "thap"


@dataclass(frozen=True)
class Part:
    """One way to look at the board."""

    key: str
    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class GroupBar:
    """One group of targets with its bands."""

    name: str
    total: int
    bar: BandBar


@dataclass(frozen=True)
class OneTarget:
    """One target across the units, and where all targets are listed again."""

    facts: Across
    kind: str
    bar: BandBar
    back: str


@dataclass(frozen=True)
class AdjustedLine:
    """How a target of a unit was adjusted within the term, and where all of it stands."""

    note: BranchNote
    href: str


@dataclass(frozen=True)
class BoardPage:
    """The board of a branch, one part of it at a time."""

    board: SubtreeBoard
    bar: BandBar
    parts: tuple[Part, ...]
    part: str
    table: Table | None
    heats: tuple[HeatTable, ...]
    groups: tuple[GroupBar, ...]
    target: OneTarget | None
    figures: Figures
    workbook: str
    adjusted: tuple[AdjustedLine, ...]


@page("boards/board.html", verbs=(Verb.SEE,), partials=("board",), methods=("GET", "HEAD"))
def board(visit: Visit) -> BoardPage:
    """This function will show the board of the branch under the chosen unit."""
    figures = figures_of(visit, part="board")
    return _page_of(visit, _board(visit, figures), figures)


@page("boards/board.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"))
def board_workbook(visit: Visit) -> HttpResponse:
    """This function will give the whole board as an Excel workbook."""
    whole = _board(visit, figures_of(visit, part="board"))
    notes = [f"{note.unit_name}: {note.text}" for note in branch_notes(visit.actor, whole, term=visit.term)]
    name = f"bang-theo-doi-{whole.unit_code}-{whole.as_of.isoformat()}.xlsx"
    return download(subtree_workbook(whole, notes), name, XLSX)


def _board(visit: Visit, figures: Figures) -> SubtreeBoard:
    return branch_board(
        visit.actor,
        state=visit.state,
        term=visit.term,
        as_of=visit.as_of,
        scheme=figures.scheme,
        include_unconfirmed=figures.include_unconfirmed,
        selection=selection_of(visit, figures.scheme),
    )


def _page_of(visit: Visit, whole: SubtreeBoard, figures: Figures) -> BoardPage:
    labels = {
        UNITS: _("Đơn vị"), HEAT: _("Đơn vị và chỉ tiêu"), TARGETS: _("Từng chỉ tiêu"), GROUPS: _("Lĩnh vực"),
        WORST: _("Danh sách theo mức đạt") if whole.selection.band else _("Đạt thấp nhất"),
    }  # fmt: skip
    asked = visit.asked(PART, UNITS)
    part = asked if asked in labels else UNITS
    chosen = chosen_of(visit)
    found = _across(visit, whole) if part == TARGETS else None
    return BoardPage(
        board=whole,
        bar=band_bar(whole.tally, whole.scheme),
        parts=tuple(
            Part(key, label, visit.to("boards", **{**chosen, PART: key}), key == part)
            for key, label in labels.items()
        ),
        part=part,
        table=_table(visit, whole, part, found),
        heats=heat_tables(visit, whole) if part == HEAT else (),
        groups=group_bars(whole) if part == GROUPS else (),
        target=None if found is None else _one_target(visit, whole, found),
        figures=with_filters(visit, figures, whole),
        workbook=visit.to("board_workbook", **chosen),
        adjusted=tuple(
            AdjustedLine(note, visit.to("target", note.target_id))
            for note in branch_notes(visit.actor, whole, term=visit.term)
        ),
    )


def _across(visit: Visit, whole: SubtreeBoard) -> Across | None:
    asked = visit.asked(TARGET)
    return across(whole, target_id=int(asked)) if asked.isascii() and asked.isdigit() else None


def _one_target(visit: Visit, whole: SubtreeBoard, found: Across) -> OneTarget:
    return OneTarget(
        facts=found,
        kind=found.type_name or _("Đơn vị"),
        bar=band_bar(found.tally, whole.scheme),
        back=visit.to("boards", **{**chosen_of(visit), PART: TARGETS}),
    )


def _table(visit: Visit, whole: SubtreeBoard, part: str, found: Across | None) -> Table | None:
    if found is not None:
        return across_table(visit, found, whole.scheme)
    tables = {UNITS: units_table, TARGETS: columns_table, WORST: worst_table}
    return tables[part](visit, whole) if part in tables else None


def group_bars(whole: SubtreeBoard) -> tuple[GroupBar, ...]:
    """This function will draw the bands of each group of targets."""
    return tuple(
        GroupBar(group.name, group.total, band_bar(group.tally, whole.scheme)) for group in whole.groups
    )
