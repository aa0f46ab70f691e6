"""The first screen of a unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhiemky.org.vocab import Verb
from nhiemky.reporting.board import SubtreeBoard, UnitBoard
from nhiemky.reporting.overview import Overview
from nhiemky.reporting.overview import overview as overview_of
from nhiemky.reporting.todo import Task, Todo
from nhiemky.targets.policy import is_own
from nhiemky.web.bands import BandBar, band_bar
from nhiemky.web.boards.figures import Figures, beside_own, figures_of
from nhiemky.web.boards.heat import HeatTable, heat_tables
from nhiemky.web.boards.tables import lines_table, units_table
from nhiemky.web.pages import page
from nhiemky.web.tables import Table
from nhiemky.web.targets.listing import adjusted_of
from nhiemky.web.templatetags.figures import number
from nhiemky.web.visit import Visit


@dataclass(frozen=True)
class TodoLine:
    """One thing to do, with the one place where it is done."""

    text: str
    action: str
    href: str
    urgent: bool


@dataclass(frozen=True)
class FirstStep:
    """What is done first where a unit has no targets yet; without a place where the person has to wait for others."""

    hint: str
    action: str = ""
    href: str = ""


@dataclass(frozen=True)
class BranchPart:
    """The branch below the unit."""

    board: SubtreeBoard
    bar: BandBar
    heats: tuple[HeatTable, ...]


@dataclass(frozen=True)
class OverviewPage:
    """Where a unit stands, what waits for the person, the branch below."""

    unit: UnitBoard
    bar: BandBar
    todo: tuple[TodoLine, ...]
    table: Table
    units: Table | None
    branch: BranchPart | None
    figures: Figures
    first: FirstStep
    adjusted: tuple[str, ...]


@page("overview/overview.html", verbs=(Verb.SEE,), partials=("figures",), methods=("GET", "HEAD"))
def overview(visit: Visit) -> OverviewPage:
    """This function will show where a unit stands, and what is slipping."""
    figures = figures_of(visit, part="figures")
    facts = overview_of(
        visit.actor,
        state=visit.state,
        term=visit.term,
        as_of=visit.as_of,
        scheme=figures.scheme,
        include_unconfirmed=figures.include_unconfirmed,
    )
    if is_own(visit.actor, visit.state.path):
        figures = beside_own(figures, below=facts.branch is not None)
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
        units=None if facts.branch is None else units_table(visit, facts.branch, name="dv"),
        branch=None if facts.branch is None else _branch(visit, facts.branch),
        figures=figures,
        first=_first_step(visit),
        adjusted=adjusted_of(visit),
    )


def _first_step(visit: Visit) -> FirstStep:
    if visit.may(Verb.ENTER_RESULTS):
        return FirstStep(
            _("Bước đầu tiên: tải biểu mẫu Excel đã điền lên, hoặc thêm từng chỉ tiêu của nghị quyết."),
            _("Tải tệp lên"),
            visit.to("intake"),
        )
    if visit.may(Verb.KEEP_ROLES):
        return FirstStep(
            _(
                "Bước đầu tiên: thêm cán bộ, tạo tài khoản, giao vai trò Văn phòng và Lãnh đạo. Văn phòng thêm chỉ tiêu và "
                "nhập số liệu, lãnh đạo xác nhận."
            ),
            _("Cán bộ và vai trò"),
            visit.to("people"),
        )
    return FirstStep(_("Khi đơn vị nhập chỉ tiêu và số liệu được xác nhận, kết quả sẽ hiện ở đây."))


def _branch(visit: Visit, board: SubtreeBoard) -> BranchPart:
    return BranchPart(
        board=board,
        bar=band_bar(board.tally, board.scheme),
        heats=heat_tables(visit, board),
    )


def _todo_lines(visit: Visit, tasks: tuple[Todo, ...]) -> Iterator[TodoLine]:
    places = {
        Task.CONFIRM: (_("Xác nhận"), "confirm_figures"),
        Task.RETURNED: (_("Xem lại"), "entry"),
        Task.SUBMIT: (_("Gửi lãnh đạo"), "entry"),
        Task.MISSING: (_("Nhập số liệu"), "entry"),
    }
    for each in tasks:
        action, screen = places[each.task]
        urgent = each.task in (Task.CONFIRM, Task.RETURNED)
        text = _counted(each) % {"n": number(each.count)}
        yield TodoLine(text, action, visit.to(screen), urgent)


def _counted(task: Todo) -> str:
    """Give the sentence of a task in the plural that its count asks for, with a place for the count."""
    match task.task:
        case Task.CONFIRM:
            return ngettext("%(n)s số liệu chờ xác nhận", "%(n)s số liệu chờ xác nhận", task.count)
        case Task.RETURNED:
            return ngettext(
                "%(n)s số liệu bị trả lại để xem lại", "%(n)s số liệu bị trả lại để xem lại", task.count
            )
        case Task.SUBMIT:
            return ngettext(
                "%(n)s số liệu đã nhập, chưa gửi lãnh đạo",
                "%(n)s số liệu đã nhập, chưa gửi lãnh đạo",
                task.count,
            )
        case Task.MISSING:
            return ngettext("%(n)s chỉ tiêu chưa có số liệu", "%(n)s chỉ tiêu chưa có số liệu", task.count)
