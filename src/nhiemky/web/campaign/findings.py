"""What was found on units: the list of a campaign, and one finding with what it is about, follows from and leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.campaign import queries
from nhiemky.campaign.actions.tying import BEARING
from nhiemky.campaign.queries import FITS, FindingLine, Linked, Step
from nhiemky.campaign.vocab import (
    CAUSE_NAMES,
    FINDING_NAMES,
    SOURCE_NAMES,
    CauseKind,
    FindingKind,
    FindingSource,
)
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.finding_forms import FindingFilter
from nhiemky.web.campaign.places import Tab, about_of, screen, tabs_of
from nhiemky.web.campaign.teams import latest
from nhiemky.web.excel import About
from nhiemky.web.pages import page
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Finding
    from nhiemky.org.models import UnitState

# The screen of a thing that a finding is tied to
SCREEN_OF = {"target": "target", "adjustment": "target", "work": "work_item"}


@dataclass(frozen=True)
class FindingsPage:
    campaign: Campaign
    about: About
    tabs: tuple[Tab, ...]
    form: FindingFilter
    table: Table
    note: str


@dataclass(frozen=True)
class Thing:
    """A target, a work item or an adjustment that a finding is tied to, in words; `adjust` is offered at a target, `untied` says
    that it was tied on the day, and is no longer."""

    link_id: int
    kind: str
    text: str
    href: str
    adjust: str
    untied: bool


@dataclass(frozen=True)
class StepLine:
    """A finding before or after another; `untied` says that it was so on the day, and is no longer."""

    chain_id: int
    kind: str
    text: str
    href: str
    untied: bool


@dataclass(frozen=True)
class FindingPage:
    line: FindingLine
    kind: str
    source: str
    source_href: str
    unit: str
    about: tuple[Thing, ...]
    gives: tuple[Thing, ...]
    earlier: tuple[StepLine, ...]
    later: tuple[StepLine, ...]
    acts: tuple[tuple[str, str], ...]
    chainable: bool
    bears: bool
    may_act: bool
    may_restore: bool


@page("campaign/findings.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def findings(visit: Visit, id: int) -> FindingsPage:
    """This function will list what was found in a campaign and those under it up to the day."""
    campaign = queries.campaign(visit.actor, id=id, on=visit.as_of)
    lines = queries.findings(visit.actor, campaign=campaign, on=visit.as_of)
    names = unit_names(visit, [line.finding for line in lines])
    form = FindingFilter(
        visit.request.GET,
        units=[(str(unit), name) for unit, name in names.items()],
        groups=sorted({line.finding.group for line in lines if line.finding.group}),
        places=list(
            {str(row.visit_id): row.visit.name for line in lines if (row := line.finding).visit}.items()
        ),
    )
    columns: list[Column[FindingLine]] = [
        Column("noi-dung", _("Nội dung"), lambda line: line.finding.text, wide=True,
               href=lambda line: visit.to("finding", line.finding.pk), note=_tied),
        Column("loai", _("Loại"), lambda line: kind_name(line.finding)),
        Column("don-vi", _("Đơn vị"), lambda line: names[line.finding.unit_id]),
        Column("linh-vuc", _("Lĩnh vực"), lambda line: line.finding.group),
        Column("nguon", _("Nguồn"), lambda line: source_text(line.finding)),
        Column("ngay", _("Ngày ghi"), lambda line: line.finding.noted_on),
    ]  # fmt: skip
    table = table_of(
        visit, [line for line in lines if _fits(line, form)], columns,
        caption=_("Nội dung ghi nhận đến ngày %s") % write_date(visit.as_of), empty=_("Không có nội dung nào như vậy."),
        filterable=False,
    )  # fmt: skip
    note = visit.to("note_finding", id) if may_note_any(visit, campaign) else ""
    return FindingsPage(
        campaign, about_of(visit, campaign), tabs_of(visit, id, "findings"), form, table, note
    )


@page("campaign/finding.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def finding(visit: Visit, id: int) -> FindingPage:
    """This function will show one finding as it stood on the day, with its ties and what may be done about it."""
    line = queries.finding(visit.actor, id=id, on=visit.as_of)
    row = line.finding
    kind = FindingKind(row.kind)
    rights = may_record(visit, row)
    standing = row.withdrawn_on is None and row.campaign.removed_on is None
    acts = rights and standing
    steps = queries.steps_of(row, on=visit.as_of)
    return FindingPage(
        line=line,
        kind=kind_name(row),
        source=source_text(row),
        source_href=_source_href(visit, row),
        unit=unit_names(visit, [row])[row.unit_id],
        about=tuple(_thing(visit, row, each) for each in line.about),
        gives=tuple(_thing(visit, row, each) for each in line.gives),
        earlier=tuple(_step(visit, each) for each in steps.earlier),
        later=tuple(_step(visit, each) for each in steps.later),
        acts=_further(visit, row) if acts else (),
        chainable=kind in FITS or any(kind in after for after in FITS.values()),
        bears=kind in BEARING,
        may_act=acts,
        may_restore=rights and row.withdrawn_on is not None and row.campaign.removed_on is None,
    )


def kind_name(row: Finding) -> str:
    """This function will give the kind of a finding in words; of a cause also which."""
    name = str(FINDING_NAMES[FindingKind(row.kind)])
    return f"{name} {CAUSE_NAMES[CauseKind(row.cause)]}" if row.cause else name


def source_text(row: Finding) -> str:
    """This function will say where a finding came from."""
    told = [str(SOURCE_NAMES[FindingSource(row.source)])]
    if row.visit is not None:
        told.append(row.visit.name)
    if row.meeting is not None:
        told.append(write_date(row.meeting.held_on))
    return ", ".join([*told, row.source_text] if row.source_text else told)


def unit_names(visit: Visit, rows: Sequence[Finding]) -> dict[int, str]:
    """This function will give the names of the units of findings; one query."""
    codes = {row.unit_id: row.unit.code for row in rows}
    known = org.unit_labels(visit.actor, codes, on=visit.as_of)
    return {unit: known.get(unit, code) for unit, code in codes.items()}


def may_record(visit: Visit, row: Finding) -> bool:
    """This function will say whether the visitor may act on a finding: who records findings on its unit, or runs the campaign."""
    if queries.may_run(visit.actor, campaign=row.campaign):
        return True
    return visit.actor.may(Verb.RECORD_FINDINGS, org.path_of(row.unit_id, on=visit.today))


def noted_units(
    visit: Visit, campaign: Campaign, states: Sequence[UnitState] | None = None
) -> dict[int, str]:
    """This function will give the units of a campaign on which the visitor may note, by name, in their order."""
    every = queries.campaign_states(campaign, on=latest(visit)) if states is None else states
    runs = queries.may_run(visit.actor, campaign=campaign)
    return {
        state.unit_id: state.name
        for state in every
        if runs or visit.actor.may(Verb.RECORD_FINDINGS, state.path)
    }


def may_note_any(visit: Visit, campaign: Campaign) -> bool:
    """This function will say whether there is a unit of the campaign on which the visitor may note."""
    if campaign.removed_on is not None:
        return False
    return queries.may_run(visit.actor, campaign=campaign) or bool(noted_units(visit, campaign))


def _further(visit: Visit, row: Finding) -> tuple[tuple[str, str], ...]:
    """Give what may be noted after a finding, and the task that may be born from it."""
    kind = FindingKind(row.kind)
    after = [each for each in FindingKind if each in FITS.get(kind, ())]
    told = {
        FindingKind.CAUSE: _("Ghi nguyên nhân"),
        FindingKind.REMEDY: _("Ghi giải pháp"),
        FindingKind.NEW_TASK: _("Ghi nhiệm vụ mới"),
    }
    acts = [
        (told[each], visit.to("note_finding", row.campaign_id, tu=str(row.pk), loai=each.value))
        for each in after
    ]
    if kind in BEARING and visit.actor.may(Verb.KEEP_WORK, org.path_of(row.unit_id, on=visit.today)):
        acts.append((_("Giao đầu công việc"), visit.to("task_from_finding", row.pk)))
    return tuple(acts)


def _thing(visit: Visit, row: Finding, linked: Linked) -> Thing:
    kinds = {"target": _("chỉ tiêu"), "work": _("đầu công việc"), "adjustment": _("điều chỉnh chỉ tiêu")}
    text = f"{linked.number}. {linked.name}"
    if linked.decided_on is not None:
        text = _("%(text)s, quyết định ngày %(day)s") % {"text": text, "day": write_date(linked.decided_on)}
    may = linked.kind == "target" and visit.actor.may(
        Verb.KEEP_TARGETS, org.path_of(row.unit_id, on=visit.today)
    )
    return Thing(
        linked.link_id, kinds[linked.kind], text, screen(visit, SCREEN_OF[linked.kind], linked.target_id or linked.id),
        screen(visit, "adjust_target", linked.id) if may else "", linked.untied,
    )  # fmt: skip


def _step(visit: Visit, step: Step) -> StepLine:
    row = step.finding
    return StepLine(step.chain_id, kind_name(row), row.text, visit.to("finding", row.pk), step.untied)


def _source_href(visit: Visit, row: Finding) -> str:
    if row.visit is not None:
        return screen(visit, "survey", row.visit.survey_id)
    return screen(visit, "meeting", row.meeting_id) if row.meeting_id is not None else ""


def _tied(line: FindingLine) -> str:
    """Say in short what a finding is about and what came of it."""
    told = ", ".join(f"{each.number}. {each.name}" for each in line.about)
    born = ", ".join(f"{each.number}. {each.name}" for each in line.gives)
    return " → ".join(part for part in (told, born) if part)


def _fits(line: FindingLine, form: FindingFilter) -> bool:
    row = line.finding
    asked = {
        "loai": row.kind, "nn": row.cause, "dv": str(row.unit_id), "nguon": row.source, "nhom": row.group,
        "chuyen": str(row.visit_id or ""),
    }  # fmt: skip
    if any((wanted := form.asked(name)) and wanted != has for name, has in asked.items()):
        return False
    sought = fold(form.asked("q") or "")
    return sought in fold(f"{row.text} {row.group} {row.source_text}")
