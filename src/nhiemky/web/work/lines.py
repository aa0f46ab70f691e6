"""Rows of a file of work items as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.intake.queries import line_of
from nhiemky.intake.vocab import NOTICE, WorkRowState
from nhiemky.intake.work_rows import WorkPreview, WorkProgress, WorkRowData
from nhiemky.kernel.viet.dates import write_date
from nhiemky.web.intake.lines import TONES
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit
from nhiemky.web.work.forms import WorkForm
from nhiemky.work.vocab import STATE_NAMES

STATES: Mapping[WorkRowState, Promise | str] = {
    WorkRowState.NEW: gettext_lazy("mới"),
    WorkRowState.CHANGED: gettext_lazy("thay đổi"),
    WorkRowState.SAME: gettext_lazy("như cũ"),
    WorkRowState.PROBLEM: gettext_lazy("có lỗi"),
}
ASKED = {
    "moi": WorkRowState.NEW, "doi": WorkRowState.CHANGED, "giong": WorkRowState.SAME, "loi": WorkRowState.PROBLEM,
}  # fmt: skip
_ORDER = {state: -place for place, state in enumerate(STATES)}
_Problem = tuple[str, str, str]


@dataclass(frozen=True)
class RowLine:
    """One row of the file as shown: what it changes as (field, old, new), the report it brings, its problems as (cell, how grave,
    in words); `edit` is where the line is corrected, if it may be."""

    row: WorkRowData
    position: int
    state: str
    href: str
    changes: tuple[tuple[str, str, str], ...]
    report: str
    before: str
    corrected: str
    problems: tuple[_Problem, ...]
    edit: str
    spoken: str

    @property
    def tone(self) -> str:
        """The class of the mark of its state."""
        return TONES.get(self.row.state.value, "")


def lines_of(
    visit: Visit,
    preview: WorkPreview,
    wanted: WorkRowState | None,
    *,
    edit: Callable[[str], str] | None = None,
) -> list[RowLine]:
    """This function will lay out the rows of a file with the problems of their lines, those of one state where it is asked for;
    `edit` gives the address where a line of the file is corrected, if it may be."""
    by_line: dict[str, list[_Problem]] = {}
    for problem in preview.problems:
        if problem.severity != NOTICE:
            said = (problem.cell, problem.severity, problem.message)
            by_line.setdefault(line_of(problem.cell), []).append(said)
    return [
        _line(visit, row, position, tuple(by_line.get(line_of(row.source), ())), edit)
        for position, row in enumerate(preview.rows)
        if wanted in (None, row.state)
    ]


def _line(
    visit: Visit,
    row: WorkRowData,
    position: int,
    problems: tuple[_Problem, ...],
    edit: Callable[[str], str] | None,
) -> RowLine:
    return RowLine(
        row=row,
        position=position,
        state=str(STATES[row.state]),
        href=visit.to("work_item", row.item_id) if row.item_id is not None else "",
        changes=tuple((_field(each.field), each.old, each.new) for each in row.changes),
        report=_said(row.progress),
        before=_stood(row.progress),
        corrected=row.progress.corrected if row.progress is not None else "",
        problems=problems,
        edit=edit(line_of(row.source)) if edit is not None and problems else "",
        spoken=_("Sửa dòng %(line)s") % {"line": row.source},
    )


def lines_table(visit: Visit, lines: list[RowLine]) -> Table:
    """This function will lay out the rows of a file of work items, in the order of the file."""
    columns: list[Column[RowLine]] = [
        Column("dong", _("Dòng"), lambda line: line.row.source, mark=lambda line: "row-source", sort=lambda line: line.position),
        Column("ten", _("Đầu công việc"), lambda line: f"{line.row.number}. {line.row.name}", href=lambda line: line.href, wide=True,
               sort=lambda line: line.row.name),
        Column("tinh-trang", _("Tình trạng"), lambda line: line.state, part="intake/line_state.html", sort=lambda line: _ORDER[line.row.state]),
        Column("thay-doi", _("Thay đổi"), lambda line: "; ".join(map(_changed, line.changes)) or None, part="tables/changes.html",
               sortable=False),
        Column("bao-cao", _("Kết quả báo cáo"), lambda line: line.report or None, part="work/line_report.html", sortable=False),
        Column("loi", _("Lỗi và lưu ý"), lambda line: "; ".join(f"{cell}: {said}" for cell, _grave, said in line.problems) or None,
               part="intake/line_problems.html", sort=lambda line: -len(line.problems)),
    ]  # fmt: skip
    empty = _("Không có dòng nào ở tình trạng này.")
    return table_of(visit, lines, columns, caption=_("Các dòng của tệp"), empty=empty, name="dong")


def _changed(change: tuple[str, str, str]) -> str:
    field, old, new = change
    return f"{field}: {old} → {new or '–'}" if old else f"{field}: {new or '–'}"


def _field(name: str) -> str:
    """Give the name of a field as the form of a work item has it."""
    return str(WorkForm.base_fields[name].label)


def _said(report: WorkProgress | None) -> str:
    """Give a report in words: day, state, percentage, result."""
    if report is None:
        return ""
    share = f" {report.percent} %" if report.percent is not None else ""
    told = f": {report.result}" if report.result else ""
    return f"{write_date(report.on)} – {STATE_NAMES[report.state]}{share}{told}"


def _stood(report: WorkProgress | None) -> str:
    """Give what was last reported, in words; empty where nothing was."""
    if report is None or report.old_state is None:
        return ""
    share = f" {report.old_percent} %" if report.old_percent is not None else ""
    return f"{STATE_NAMES[report.old_state]}{share}"
