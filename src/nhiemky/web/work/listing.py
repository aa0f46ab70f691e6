"""The work items of a unit on a day, narrowed and sorted, with their numbers and those of the units below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.web.pages import page
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import UNIT, Visit
from nhiemky.web.work.forms import WorkFilter
from nhiemky.work import queries
from nhiemky.work.queries import WorkCount, WorkFilters, WorkLine
from nhiemky.work.vocab import STATE_NAMES, WorkState

if TYPE_CHECKING:
    from nhiemky.org.models import UnitState
    from nhiemky.work.models import WorkItem

WHOLE = 1000


@dataclass(frozen=True)
class Part:
    """A part of the bar of states: how many of how many are in one state."""

    state: str
    label: str
    count: int
    start: str
    share: str


@dataclass(frozen=True)
class UnitRow:
    """The numbers of one unit below."""

    code: str
    name: str
    count: WorkCount


@dataclass(frozen=True)
class WorkListPage:
    """The work items of a unit, their numbers, those of the units below, and what was taken off the list."""

    unit_name: str
    term: str
    count: WorkCount
    parts: tuple[Part, ...]
    form: WorkFilter
    workbook_href: str
    table: Table
    below: Table | None
    removed: tuple[WorkItem, ...]
    may_keep: bool
    illustrative: bool


@page("work/list.html", verbs=(Verb.SEE,), partials=("danh-sach",), methods=("GET", "HEAD"), business=True)
def work(visit: Visit) -> WorkListPage:
    """This function will list the work items of the chosen unit as they stood on the day."""
    every = queries.work_list(visit.actor, states=[visit.state], term=visit.term, on=visit.as_of)
    form = filter_form(visit, every)
    wanted = filters_of(form)
    lines = every
    if wanted != WorkFilters():
        lines = queries.work_list(
            visit.actor, states=[visit.state], term=visit.term, on=visit.as_of, filters=wanted
        )
    states = org.visible_states(visit.actor, on=visit.as_of)
    branch = [state for state in states if state.path.startswith(visit.state.path)]
    tally = queries.tallies(visit.actor, states=branch or [visit.state], term=visit.term, on=visit.as_of)
    own = tally.by_unit.get(visit.state.unit_id, WorkCount())
    may_keep = visit.may(Verb.KEEP_WORK)
    return WorkListPage(
        unit_name=visit.state.name,
        term=visit.term.label,
        count=own,
        parts=parts_of(own),
        form=form,
        workbook_href=_workbook_href(visit, form),
        table=table_of(
            visit, lines, _columns(visit), per_page=WHOLE, caption=_("Các đầu công việc của đơn vị"),
            empty=_("Không có đầu công việc nào khớp với điều kiện lọc."), filterable=False,
        ),
        below=_below(visit, branch, tally.by_unit),
        removed=tuple(queries.removed_items(visit.actor, unit=visit.state.unit, term=visit.term)) if may_keep else (),
        may_keep=may_keep,
        illustrative=any(line.illustrative for line in every),
    )  # fmt: skip


def filter_form(visit: Visit, lines: Sequence[WorkLine]) -> WorkFilter:
    """This function will give the filter of the list as the address has it, with the groups that the lines are in."""
    return WorkFilter(visit.request.GET, groups=dict.fromkeys(line.group for line in lines if line.group))


def filters_of(form: WorkFilter) -> WorkFilters:
    """This function will give what the filter of the list asks for; what cannot be read asks for nothing."""
    state, kind = form.asked("trang_thai") or "", form.asked("loai") or ""
    return WorkFilters(
        text=form.asked("q") or "",
        states=frozenset({WorkState(state)}) if state else frozenset(),
        group=form.asked("nhom") or None,
        key=True if kind == "trong-tam" else None,
        breakthrough=True if kind == "dot-pha" else None,
        overdue=True if form.asked("qua_han") else None,
    )


def _workbook_href(visit: Visit, form: WorkFilter) -> str:
    own = {name: value for name in form.fields if (value := visit.asked(name))}
    address = visit.to("work_workbook")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(own)}" if own else address


def parts_of(count: WorkCount) -> tuple[Part, ...]:
    """This function will give the states that occur, each with its share of the bar in percent."""
    parts, before = [], 0
    for state, number in count.by_state.items():
        if number:
            start, share = (write_share(each, count.total) for each in (before, number))
            parts.append(Part(state.value, str(STATE_NAMES[state]), number, start, share))
            before += number
    return tuple(parts)


def write_share(part: int, whole: int) -> str:
    """This function will write a share in percent to two places, as the attributes of a drawing want it."""
    hundredths = 10_000 * part // whole
    return f"{hundredths // 100}.{hundredths % 100:02}"


def remarks(line: WorkLine) -> str:
    """This function will name what is special about a work item."""
    words = (
        (line.key, _("trọng tâm")),
        (line.breakthrough, _("khâu đột phá")),
        (bool(line.programme), line.programme),
        (line.illustrative, _("số liệu minh họa")),
    )
    return " · ".join(str(word) for holds, word in words if holds)


def lateness(line: WorkLine) -> str:
    """This function will say how late an item is; empty for one that is not."""
    return _("quá hạn %(days)d ngày") % {"days": line.days_late} if line.overdue else ""


def _columns(visit: Visit) -> list[Column[WorkLine]]:
    order = list(WorkState)
    return [
        Column("so", _("STT"), lambda row: row.number, sortable=False),
        Column("ten", _("Đầu công việc"), lambda row: row.name, wide=True, href=lambda row: visit.to("work_item", row.id),
               note=lambda row: " · ".join(filter(None, (row.group, remarks(row))))),
        Column("chu-tri", _("Đơn vị chủ trì"), lambda row: row.lead, note=lambda row: row.supporting),
        Column("han", _("Hạn"), lambda row: row.due_on, note=lateness,
               mark=lambda row: "over" if row.overdue else ""),
        Column("trang-thai", _("Trạng thái"), lambda row: str(STATE_NAMES[row.state]),
               mark=lambda row: f"work-state work-{row.state.value}", sort=lambda row: order.index(row.state)),
        Column("ty-le", _("Tỷ lệ (%)"), lambda row: row.percent, numeric=True),
        Column("ket-qua", _("Kết quả"), lambda row: row.result, sortable=False, wide=True,
               note=lambda row: _("báo cáo ngày %(day)s") % {"day": write_date(row.reported_on)} if row.reported_on else ""),
    ]  # fmt: skip


def _below(visit: Visit, states: Sequence[UnitState], counts: dict[int, WorkCount] | object) -> Table | None:
    """Give the numbers of the units below that have work items; none where there is none."""
    known = counts if isinstance(counts, dict) else {}
    rows = [
        UnitRow(state.unit.code, state.name, known[state.unit_id])
        for state in states
        if state.unit_id != visit.state.unit_id and known.get(state.unit_id, WorkCount()).total
    ]
    if not rows:
        return None
    return table_of(
        visit, rows, [
            Column("don-vi", _("Đơn vị"), lambda row: row.name, wide=True, href=lambda row: visit.to("work", **{UNIT: row.code})),
            Column("tong", _("Đầu công việc"), lambda row: row.count.total, numeric=True),
            Column("tam", _("Trọng tâm"), lambda row: row.count.key, numeric=True),
            Column("xong", _("Hoàn thành"), lambda row: row.count.done, numeric=True),
            Column("tre", _("Quá hạn"), lambda row: row.count.overdue, numeric=True),
        ],
        per_page=WHOLE, caption=_("Các đơn vị bên dưới"), name="ben-duoi",
    )  # fmt: skip
