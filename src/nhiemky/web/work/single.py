"""One work item: what it is, what was reported of it and when, which targets and papers it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.registry import queries as register
from nhiemky.web.pages import page
from nhiemky.web.visit import UNIT, Visit
from nhiemky.web.work.listing import lateness, remarks
from nhiemky.work import queries
from nhiemky.work.queries import WorkPage
from nhiemky.work.vocab import STATE_NAMES, WorkState

if TYPE_CHECKING:
    from nhiemky.work.models import Progress


@dataclass(frozen=True)
class ReportLine:
    """One version of one report; `counts` says that it is the one that stands for its day."""

    progress: Progress
    state: str
    counts: bool
    evidence_href: str


@dataclass(frozen=True)
class WorkItemPage:
    """A work item as it stood on the day; acts are offered to who keeps the unit's work."""

    item: WorkPage
    unit_name: str
    unit_href: str
    state: str
    lateness: str
    remarks: str
    targets: tuple[tuple[str, str], ...]
    programme_href: str
    reports: tuple[ReportLine, ...]
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
    return WorkItemPage(
        item=found,
        unit_name=row.unit.code
        if visit.unit is None or visit.unit.unit_id != row.unit_id
        else visit.unit.name,
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
        reports=tuple(_reports(visit, found, seen)),
        may_keep=visit.actor.may(Verb.KEEP_WORK, path),
    )


def _reports(visit: Visit, found: WorkPage, seen: set[int]) -> list[ReportLine]:
    """Lay out the versions, latest day and version first: of a day the first one counts."""
    lines, days = [], set()
    for each in found.progress:
        paper = each.evidence_directive_id
        href = visit.to("directive", paper) if paper in seen else ""
        lines.append(ReportLine(each, str(STATE_NAMES[WorkState(each.state)]), each.on not in days, href))
        days.add(each.on)
    return lines
