"""What findings are tied to: targets, work items and adjustments, and one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.queries import FITS
from nhiemky.campaign.vocab import FINDING_NAMES, FindingKind
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries as org
from nhiemky.targets import queries as targets
from nhiemky.web.campaign.finding_acts import NOTERS, FindingFormPage, form_page, recorded, said_of
from nhiemky.web.campaign.finding_forms import TieForm
from nhiemky.web.campaign.teams import latest
from nhiemky.web.pages import attempt, page
from nhiemky.web.visit import Visit
from nhiemky.work import queries as work

if TYPE_CHECKING:
    from nhiemky.campaign.models import Finding

EARLIER, LATER = "truoc", "sau"


@page("campaign/finding_form.html", verbs=NOTERS, business=True)
def link_finding(visit: Visit, id: int) -> FindingFormPage | HttpResponseBase:
    """This function will say which target, work item or adjustment a finding is about, or (`ra`) what came of it."""
    row = recorded(visit, id)
    gives = visit.asked("ra") == "1"
    known, offered = _things(visit, row)
    label = _("Kết quả của nội dung này") if gives else _("Nội dung này nói về")
    form = TieForm(visit.posted, label=label, offered=offered)

    def linked() -> bool:
        actions.link_finding(
            visit.actor, finding=row, gives=gives, **_thing(visit, known, form.cleaned_data["other"])
        )
        return True

    if attempt(form, linked):
        return visit.done(_("Đã gắn."), "finding", id)
    title = _("Gắn việc đã hình thành") if gives else _("Gắn chỉ tiêu, đầu công việc")
    return form_page(visit, row, form, title, _("Gắn"), said_of(row))


@page("campaign/finding.html", verbs=NOTERS, methods=("POST",), business=True)
def unlink_finding(visit: Visit, id: int, link: int) -> HttpResponseBase:
    """This function will take a link of a finding away."""
    row = recorded(visit, id)
    actions.unlink_finding(visit.actor, link=queries.finding_link(row, id=link))
    return visit.done(_("Đã bỏ gắn."), "finding", id)


@page("campaign/finding_form.html", verbs=NOTERS, business=True)
def chain_finding(visit: Visit, id: int) -> FindingFormPage | HttpResponseBase:
    """This function will say which finding of the same unit this one follows from or leads to."""
    row = recorded(visit, id)
    known, offered = _neighbours(visit, row)
    form = TieForm(visit.posted, label=_("Nối với"), offered=offered)

    def chained() -> bool:
        way, _mark, key = form.cleaned_data["other"].partition("-")
        other = known[key]
        earlier, later = (other, row) if way == EARLIER else (row, other)
        actions.chain_findings(visit.actor, earlier=earlier, later=later)
        return True

    if attempt(form, chained):
        return visit.done(_("Đã nối hai nội dung."), "finding", id)
    return form_page(visit, row, form, _("Nối với nội dung khác"), _("Nối"), said_of(row))


@page("campaign/finding.html", verbs=NOTERS, methods=("POST",), business=True)
def unchain_finding(visit: Visit, id: int, chain: int) -> HttpResponseBase:
    """This function will take apart a finding and the one before or after it; both stay."""
    row = recorded(visit, id)
    actions.unchain_findings(visit.actor, chain=queries.finding_chain(row, id=chain))
    return visit.done(_("Đã bỏ nối; hai nội dung vẫn còn."), "finding", id)


def _things(visit: Visit, row: Finding) -> tuple[dict[str, int], list[tuple[str, list[tuple[str, str]]]]]:
    """Give what a finding may be tied to in its unit, by key, and the groups of the choice."""
    states = org.states_of(visit.actor, unit_ids=[row.unit_id], on=latest(visit))
    term = row.campaign.term
    listed = targets.targets_of(visit.actor, unit=row.unit, term=term)
    tasks = work.work_list(visit.actor, states=states, term=term, on=latest(visit))
    changed = targets.adjusted_within(visit.actor, states=states, term=term, as_of=latest(visit))
    offered = [
        (_("Chỉ tiêu"), [(f"target-{each.pk}", f"{each.number}. {each.name}") for each in listed]),
        (_("Đầu công việc"), [(f"work_item-{each.id}", f"{each.number}. {each.name}") for each in tasks]),
        (
            _("Điều chỉnh chỉ tiêu"),
            [
                (f"adjustment-{each.id}", f"{each.number}, {write_date(each.decided_on)}: {each.reason}")
                for each in changed
            ],
        ),
    ]
    return {f"adjustment-{each.id}": each.target_id for each in changed}, offered


def _thing(visit: Visit, known: dict[str, int], chosen: str) -> dict[str, Any]:
    """Give the thing chosen, named as the act names it."""
    name, _mark, key = chosen.partition("-")
    if name == "target":
        return {name: targets.target(visit.actor, id=int(key))}
    if name == "work_item":
        return {name: work.work_item(visit.actor, id=int(key))}
    return {name: targets.target(visit.actor, id=known[chosen]).adjustments.get(pk=int(key))}


def _neighbours(
    visit: Visit, row: Finding
) -> tuple[dict[str, Finding], list[tuple[str, list[tuple[str, str]]]]]:
    """Give the findings of the same unit that a finding may follow from or lead to, and the groups of the choice."""
    on, own = latest(visit), FindingKind(row.kind)
    lines = queries.findings(visit.actor, campaign=row.campaign, on=on, unit=row.unit)
    steps = queries.steps_of(row, on=on)
    tied = {each.finding.pk for each in (*steps.earlier, *steps.later)}
    free = [
        line.finding
        for line in lines
        if line.finding.campaign_id == row.campaign_id and line.finding.pk not in tied
    ]
    groups: dict[str, list[tuple[str, str]]] = {}
    for other in free:
        kind = FindingKind(other.kind)
        for way, fits, name in (
            (EARLIER, own in FITS.get(kind, ()), _("Xuất phát từ %s")),
            (LATER, kind in FITS.get(own, ()), _("Dẫn đến %s")),
        ):
            if fits:
                groups.setdefault(name % FINDING_NAMES[kind], []).append(
                    (f"{way}-{other.pk}", other.text[:120])
                )
    return {str(each.pk): each for each in free}, list(groups.items())
