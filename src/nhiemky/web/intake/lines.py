"""Rows of a file, its problems, and the files of a unit as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.intake.queries import Preview, PreviewFigure, PreviewRow, line_of
from nhiemky.intake.vocab import NOTICE, BatchState, ProblemData, RowState
from nhiemky.reporting.labels import figure_text
from nhiemky.web.tables import Column, Table, counted_table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nhiemky.intake.models import Batch

BATCH_STATES: Mapping[str, Promise | str] = {
    BatchState.OPEN: gettext_lazy("chờ xác nhận"),
    BatchState.APPLIED: gettext_lazy("đã ghi"),
    BatchState.DROPPED: gettext_lazy("đã bỏ"),
    BatchState.REVERTED: gettext_lazy("đã hoàn tác"),
}
ROW_STATES: Mapping[RowState, Promise | str] = {
    RowState.NEW_TARGET: gettext_lazy("chỉ tiêu mới"),
    RowState.NEW_FIGURE: gettext_lazy("số liệu mới"),
    RowState.CHANGED: gettext_lazy("thay đổi"),
    RowState.SAME: gettext_lazy("như cũ"),
    RowState.PROBLEM: gettext_lazy("có lỗi"),
}
SEVERITIES: Mapping[str, Promise | str] = {
    "error": gettext_lazy("lỗi"),
    "warning": gettext_lazy("cần xem lại"),
    "notice": gettext_lazy("lưu ý"),
}
TONES = {
    RowState.PROBLEM.value: "tag-danger",
    RowState.CHANGED.value: "tag-warning",
    RowState.SAME.value: "tag-quiet",
}
_ORDER = {state.value: -place for place, state in enumerate(ROW_STATES)}
_ASKED = {
    "loi": (RowState.PROBLEM,),
    "moi": (RowState.NEW_TARGET, RowState.NEW_FIGURE),
    "doi": (RowState.CHANGED,),
    "giong": (RowState.SAME,),
}


@dataclass(frozen=True)
class FigureLine:
    """One figure of a row: what it is, what it replaces, where it stands in the file."""

    period: str
    old: str
    new: str
    cell: str
    state: str


@dataclass(frozen=True)
class Line:
    """One row of the file as shown."""

    source: str
    number: str
    name: str
    href: str
    state: str
    state_code: str
    figures: tuple[FigureLine, ...]
    problems: tuple[tuple[str, str, str], ...]
    position: int
    edit: str = ""
    spoken: str = ""

    @property
    def tone(self) -> str:
        """The class of the mark of its state."""
        return TONES.get(self.state_code, "")


def lines_of(
    visit: Visit, preview: Preview, asked: str, *, edit: Callable[[str], str] | None = None
) -> list[Line]:
    """This function will lay out the rows of a file, those of one state where it is asked for; `edit` gives the address where
    a line of the file is corrected, if it may be."""
    states = _ASKED.get(asked)
    return [
        _line(visit, row, position, edit)
        for position, row in enumerate(preview.rows)
        if states is None or row.state in states
    ]


def _line(visit: Visit, row: PreviewRow, position: int, edit: Callable[[str], str] | None) -> Line:
    told = tuple((each.cell, each.severity, each.message) for each in row.problems if each.severity != NOTICE)
    return Line(
        source=row.source,
        number=row.number,
        name=row.name,
        href=visit.to("target", row.target_id) if row.target_id is not None else "",
        state=str(ROW_STATES[row.state]),
        state_code=row.state.value,
        figures=tuple(_figure(figure) for figure in row.figures),
        problems=told,
        position=position,
        edit=edit(line_of(row.source)) if edit is not None and told else "",
        spoken=_("Sửa dòng %(line)s") % {"line": row.source},
    )


def _figure(figure: PreviewFigure) -> FigureLine:
    new = _spoken(figure.value, figure.done)
    return FigureLine(
        period=figure.period.label,
        old=_spoken(figure.old, figure.old_done) if figure.state is RowState.CHANGED else "",
        new=_("ước %(value)s") % {"value": new} if figure.estimate else new,
        cell=figure.cell,
        state=figure.state.value,
    )


def _spoken(value: Decimal | None, done: bool | None) -> str:
    if done is not None and (done or not value):
        return _("đạt") if done else _("chưa đạt")
    return _("để trống") if value is None else figure_text(value, places=6)


def lines_table(visit: Visit, lines: Sequence[Line]) -> Table:
    """This function will lay out the rows of a file, in the order of the file."""
    columns: list[Column[Line]] = [
        Column("dong", _("Dòng"), lambda line: line.source, mark=lambda line: "row-source", sort=lambda line: line.position),
        Column("ten", _("Chỉ tiêu"), lambda line: f"{line.number}. {line.name}", href=lambda line: line.href, wide=True,
               sort=lambda line: line.name),
        Column("tinh-trang", _("Tình trạng"), lambda line: line.state, part="intake/line_state.html", sort=lambda line: _ORDER[line.state_code]),
        Column("so-lieu", _("Số liệu"), lambda line: "; ".join(map(_written, line.figures)) or None, part="intake/line_figures.html",
               sortable=False),
        Column("loi", _("Lỗi và lưu ý"), lambda line: "; ".join(f"{cell}: {said}" for cell, _mark, said in line.problems) or None,
               part="intake/line_problems.html", sort=lambda line: -len(line.problems)),
    ]  # fmt: skip
    empty = _("Không có dòng nào ở tình trạng này.")
    return table_of(visit, lines, columns, caption=_("Các dòng của tệp"), empty=empty, name="dong")


def _written(figure: FigureLine) -> str:
    old = f"{figure.old} → " if figure.old else ""
    return f"{figure.period}: {old}{figure.new} ({figure.cell})"


def problems_table(visit: Visit, problems: Sequence[ProblemData]) -> Table:
    """This function will list every problem of a file with its cell, errors first."""
    order = list(SEVERITIES)
    rows = sorted(problems, key=lambda each: order.index(each.severity))
    columns: list[Column[ProblemData]] = [
        Column("o", _("Ô"), lambda each: each.cell or _("cả tệp")),
        Column("loai", _("Mức"), lambda each: str(SEVERITIES[each.severity]), mark=_mark,
               sort=lambda each: order.index(each.severity)),
        Column("noi-dung", _("Nội dung"), lambda each: each.message, sortable=False, wide=True),
    ]  # fmt: skip
    empty = _("Không có lỗi hay lưu ý nào.")
    return table_of(visit, rows, columns, caption=_("Lỗi và lưu ý của tệp"), empty=empty)


def _mark(problem: ProblemData) -> str:
    return {"error": "tag tag-danger", "warning": "tag tag-warning"}.get(problem.severity, "tag")


def batches_table(visit: Visit, rows: QuerySet[Batch], *, screen: str = "batch") -> Table:
    """This function will list the files of a unit, latest first; `screen` names the page of one."""
    columns: list[Column[Batch]] = [
        Column("tep", _("Tệp"), lambda row: row.file_name, href=lambda row: visit.to(screen, row.key), sortable=False, wide=True),
        Column("luc", _("Tải lên lúc"), lambda row: row.opened_at, note=lambda row: row.opened_by, sortable=False),
        Column("tinh-trang", _("Tình trạng"), lambda row: str(BATCH_STATES[row.state]), note=_settled, sortable=False),
        Column("dong", _("Số dòng"), lambda row: sum(row.counts["rows"].values()), numeric=True, sortable=False),
        Column("loi", _("Dòng có lỗi"), lambda row: row.counts["rows"]["problem"], numeric=True, sortable=False),
    ]  # fmt: skip
    empty = _("Chưa có tệp nào được tải lên cho đơn vị này.")
    return counted_table(visit, rows, rows.count(), columns, caption=_("Các tệp đã tải lên"), empty=empty)


def _settled(row: Batch) -> str:
    if row.state == BatchState.REVERTED.value:
        return row.reverted_by
    return row.applied_by if row.state == BatchState.APPLIED.value else ""
