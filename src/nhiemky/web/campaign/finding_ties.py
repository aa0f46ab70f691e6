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
from nhiemky.web.campaign.finding_acts import NOTERS, FindingFormPage, back_to, form_page, recorded, said_of
from nhiemky.web.campaign.finding_forms import TieForm
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.campaign.teams import latest
from nhiemky.web.pages import attempt, page
from nhiemky.web.visit import Visit
from nhiemky.work import queries as work

if TYPE_CHECKING:
    from datetime import date

    from nhiemky.campaign.models import Finding, FindingChain, FindingLink

EARLIER, LATER = "truoc", "sau"


@page("campaign/finding_form.html", verbs=NOTERS, business=True)
def link_finding(visit: Visit, id: int) -> FindingFormPage | HttpResponseBase:
    """This function will say from a day on which target, work item or adjustment a finding is about, or (`ra`) what came of it."""
    row = recorded(visit, id)
    gives = visit.asked("ra") == "1"
    known, offered = _things(visit, row)
    label = _("Kết quả của nội dung này") if gives else _("Nội dung này nói về")
    form = TieForm(visit.posted, label=label, offered=offered, initial=_start(visit, row))

    def linked() -> FindingLink:
        given = form.cleaned_data
        thing = _thing(visit, known, given["other"])
        return actions.link_finding(
            visit.actor, finding=row, gives=gives, on=given["on"], now=visit.now, **thing
        )

    done = attempt(form, linked)
    if done is not None:
        return back_to(visit, _("Đã gắn."), row, done.added_on)
    title = _("Gắn việc đã hình thành") if gives else _("Gắn chỉ tiêu, đầu công việc")
    return form_page(visit, row, form, title, _("Gắn"), said_of(row))


@page("campaign/finding.html", verbs=NOTERS, methods=("POST",), business=True)
def unlink_finding(visit: Visit, id: int, link: int) -> HttpResponseBase:
    """This function will take a link of a finding away from the day looked at on."""
    row = recorded(visit, id)
    on = act_day(visit)
    actions.unlink_finding(visit.actor, link=queries.finding_link(row, id=link), on=on, now=visit.now)
    said = _("Đã bỏ gắn từ ngày %(day)s.") % {"day": write_date(on)}
    return visit.done(said, "finding", id)


@page("campaign/finding_form.html", verbs=NOTERS, business=True)
def chain_finding(visit: Visit, id: int) -> FindingFormPage | HttpResponseBase:
    """This function will say from a day on which finding of the same unit this one follows from or leads to."""
    row = recorded(visit, id)
    known, offered = _neighbours(visit, row)
    form = TieForm(visit.posted, label=_("Nối với"), offered=offered, initial=_start(visit, row))

    def chained() -> FindingChain:
        way, _mark, key = form.cleaned_data["other"].partition("-")
        other = known[key]
        earlier, later = (other, row) if way == EARLIER else (row, other)
        return actions.chain_findings(
            visit.actor, earlier=earlier, later=later, on=form.cleaned_data["on"], now=visit.now
        )

    done = attempt(form, chained)
    if done is not None:
        return back_to(visit, _("Đã nối hai nội dung."), row, done.added_on)
    return form_page(visit, row, form, _("Nối với nội dung khác"), _("Nối"), said_of(row))


@page("campaign/finding.html", verbs=NOTERS, methods=("POST",), business=True)
def unchain_finding(visit: Visit, id: int, chain: int) -> HttpResponseBase:
    """This function will take apart a finding and the one before or after it from the day looked at on; both stay."""
    row = recorded(visit, id)
    on = act_day(visit)
    actions.unchain_findings(visit.actor, chain=queries.finding_chain(row, id=chain), on=on, now=visit.now)
    said = _("Đã bỏ nối từ ngày %(day)s; hai nội dung vẫn còn.") % {"day": write_date(on)}
    return visit.done(said, "finding", id)


def _start(visit: Visit, row: Finding) -> dict[str, date]:
    """Give the day of a tie that is likely: that of acts, once the finding was noted."""
    return {"on": max(act_day(visit), row.noted_on)}


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
