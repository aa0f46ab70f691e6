"""The first screen of a unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from nhiemky.org.vocab import Verb
from nhiemky.reporting.board import SubtreeBoard, UnitBoard
from nhiemky.reporting.overview import Overview
from nhiemky.reporting.overview import overview as overview_of
from nhiemky.reporting.todo import Task, Todo
from nhiemky.web.bands import BandBar, band_bar
from nhiemky.web.boards.figures import Figures, figures_of
from nhiemky.web.boards.heat import heat_rows
from nhiemky.web.boards.tables import lines_table, units_table
from nhiemky.web.pages import page
from nhiemky.web.tables import Table
from nhiemky.web.visit import Visit


@dataclass(frozen=True)
class TodoLine:
    """One thing to do, with the one place where it is done."""

    text: str
    href: str
    urgent: bool


@dataclass(frozen=True)
class BranchPart:
    """The branch below the unit."""

    board: SubtreeBoard
    bar: BandBar
    table: Table
    heat: SafeString


@dataclass(frozen=True)
class OverviewPage:
    """Where a unit stands, what waits for the person, the branch below."""

    unit: UnitBoard
    bar: BandBar
    todo: tuple[TodoLine, ...]
    table: Table
    branch: BranchPart | None
    figures: Figures


@page("overview/overview.html", verbs=(Verb.SEE,), partials=("figures",), methods=("GET", "HEAD"))
def overview(visit: Visit) -> OverviewPage:
    """This function will show where a unit stands, and what is slipping."""
    figures = figures_of(visit)
    facts = overview_of(
        visit.actor,
        state=visit.state,
        term=visit.term,
        as_of=visit.as_of,
        scheme=figures.scheme,
        include_unconfirmed=figures.include_unconfirmed,
    )
    return _page_of(visit, facts, figures)


def _page_of(visit: Visit, facts: Overview, figures: Figures) -> OverviewPage:
    worst = facts.unit.worst
    low = {line.id for line in worst}
    worst_first = (*worst, *(line for line in facts.unit.lines if line.id not in low))
    return OverviewPage(
        unit=facts.unit,
        bar=band_bar(facts.unit.tally, figures.scheme),
        todo=tuple(_todo_lines(visit, facts.todo)),
        table=lines_table(visit, worst_first, figures.scheme),
        branch=None if facts.branch is None else _branch(visit, facts.branch),
        figures=figures,
    )


def _branch(visit: Visit, board: SubtreeBoard) -> BranchPart:
    return BranchPart(
        board, band_bar(board.tally, board.scheme), units_table(visit, board), heat_rows(visit, board)
    )


def _todo_lines(visit: Visit, tasks: tuple[Todo, ...]) -> Iterator[TodoLine]:
    confirm = visit.to("confirm_figures")
    entry = visit.to("entry")
    for each in tasks:
        count = each.count
        if each.task is Task.CONFIRM:
            text = ngettext("%(n)d số liệu chờ xác nhận", "%(n)d số liệu chờ xác nhận", count)
        elif each.task is Task.RETURNED:
            text = ngettext(
                "%(n)d số liệu bị trả lại để xem lại", "%(n)d số liệu bị trả lại để xem lại", count
            )
        elif each.task is Task.SUBMIT:
            text = ngettext(
                "%(n)d số liệu đã nhập, chưa gửi lãnh đạo", "%(n)d số liệu đã nhập, chưa gửi lãnh đạo", count
            )
        else:
            text = ngettext("%(n)d chỉ tiêu chưa có số liệu", "%(n)d chỉ tiêu chưa có số liệu", count)
        where = confirm if each.task is Task.CONFIRM else entry
        yield TodoLine(text % {"n": count}, where, each.task in (Task.CONFIRM, Task.RETURNED))
