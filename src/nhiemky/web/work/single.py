"""One work item: what it is, what was reported of it and when, which targets and papers it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nhiemky.org import queries as org
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.registry import queries as register
from nhiemky.web.excel import About
from nhiemky.web.pages import page
from nhiemky.web.tables import Column, Table, struck, table_of
from nhiemky.web.visit import UNIT, Visit
from nhiemky.web.work.listing import lateness, remarks
from nhiemky.work import queries
from nhiemky.work.queries import WorkPage
from nhiemky.work.vocab import STATE_NAMES, WorkState

if TYPE_CHECKING:
    from nhiemky.work.models import Progress


@dataclass(frozen=True)
class ReportLine:
    """One version of one report; `counts` says that it is the one that stands for its day; `href` leads to its evidence in
    the register, if there is any to be seen."""

    progress: Progress
    counts: bool
    href: str

    @property
    def symbol(self) -> str:
        """The document of the register that proves it; empty where there is none to be seen."""
        return (
            self.progress.evidence_directive.symbol if self.progress.evidence_directive and self.href else ""
        )

    @property
    def state(self) -> str:
        """The state in words; of a report that was replaced it says so, for Excel strikes nothing through."""
        said = str(STATE_NAMES[WorkState(self.progress.state)])
        return said if self.counts else f"{said}, {_('đã được thay')}"

    @property
    def shown_state(self) -> SafeString | None:
        """The state of a report that was replaced, struck through."""
        if self.counts:
            return None
        said = struck(str(STATE_NAMES[WorkState(self.progress.state)]))
        return format_html("<span>{}, {}</span>", said, _("đã được thay"))

    @property
    def origin(self) -> str:
        """The file that it came from, or that there was none."""
        return self.progress.source_file or _("nhập trên màn hình")

    @property
    def cells(self) -> str:
        """The place in the file, and the cells that were corrected when it was taken in."""
        if not self.progress.source_file:
            return ""
        place = _("ô %(cell)s") % {"cell": self.progress.source_cell}
        return "; ".join(filter(None, (place, self.progress.source_text)))


@dataclass(frozen=True)
class WorkItemPage:
    """A work item as it stood on the day; acts are offered to who keeps the unit's work."""

    item: WorkPage
    about: About
    unit_name: str
    unit_href: str
    state: str
    lateness: str
    remarks: str
    targets: tuple[tuple[str, str], ...]
    programme_href: str
    reports: Table
    may_keep: bool


@page("work/item.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def work_item(visit: Visit, id: int) -> WorkItemPage:
    """This function will show one work item of any unit that may be seen, as of the day."""
    found = queries.item(visit.actor, id=id, on=visit.as_of)
    row, line = found.row, found.line
    path = path_of(row.unit_id, on=visit.today)
    papers = [each.evidence_directive_id for each in found.progress if each.evidence_directive_id]
    seen = (
        set(register.directives_among(visit.actor, papers).values_list("pk", flat=True)) if papers else set()
    )
    labels = org.unit_labels(visit.actor, [row.unit_id], on=visit.as_of)
    unit_name = labels.get(row.unit_id, row.unit.code)
    return WorkItemPage(
        item=found,
        about=About(visit.as_of, row.unit.code, unit_name, row.term.label),
        unit_name=unit_name,
        unit_href=visit.to("work", **{UNIT: row.unit.code}),
        state=str(STATE_NAMES[line.state]),
        lateness=lateness(line),
        remarks=remarks(line),
        targets=tuple(
            (_("Chỉ tiêu %(number)s") % {"number": number}, visit.to("target", key))
            for number, key in zip(line.targets, line.target_ids, strict=True)
        ),
        programme_href=visit.to("directive", line.programme_id)
        if line.programme_id and line.programme
        else "",
        reports=reports_table(visit, found, seen),
        may_keep=visit.actor.may(Verb.KEEP_WORK, path),
    )


def reports_table(visit: Visit, found: WorkPage, seen: set[int]) -> Table:
    """This function will lay out all that was reported of a work item, the latest day first; `seen` are the documents of the
    register that may be seen."""
    order = list(WorkState)
    columns: list[Column[ReportLine]] = [
        Column("ngay", _("Tính đến ngày"), lambda row: row.progress.on),
        Column("trang-thai", _("Trạng thái"), lambda row: row.state, shown=lambda row: row.shown_state,
               sort=lambda row: (not row.counts, order.index(WorkState(row.progress.state)))),
        Column("ty-le", _("Tỷ lệ (%)"), lambda row: row.progress.percent, numeric=True),
        Column("ket-qua", _("Kết quả"), lambda row: row.progress.result or None, mark=lambda row: "lines", sortable=False),
        Column("minh-chung", _("Minh chứng"), lambda row: " ".join(filter(None, (row.progress.evidence, row.symbol))) or None,
               part="work/evidence.html", sortable=False),
        Column("nguon", _("Nguồn"), lambda row: ", ".join(filter(None, (row.origin, row.cells))), shown=lambda row: row.origin,
               note=lambda row: row.cells),
        Column("nguoi-ghi", _("Người ghi"), lambda row: row.progress.entered_by),
        Column("ghi-luc", _("Ghi lúc"), lambda row: row.progress.entered_at),
    ]  # fmt: skip
    caption = _("Đầu công việc %(number)s: các lần báo cáo") % {"number": found.row.number}
    return table_of(visit, _reports(visit, found, seen), columns, caption=caption, name="bao-cao")


def _reports(visit: Visit, found: WorkPage, seen: set[int]) -> list[ReportLine]:
    """Lay out the versions, latest day and version first: of a day the first one counts."""
    lines, days = [], set()
    for each in found.progress:
        paper = each.evidence_directive_id
        href = visit.to("directive", paper) if paper in seen else ""
        lines.append(ReportLine(each, each.on not in days, href))
        days.add(each.on)
    return lines
