"""The acts on findings: noting, changing, taking back and restoring one, and giving a task that is born from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.actions.findings import draft_of
from nhiemky.campaign.actions.tying import BEARING
from nhiemky.campaign.vocab import FindingKind, FindingSource
from nhiemky.history.vocab import Denied, NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries as org
from nhiemky.org.policy import require
from nhiemky.org.vocab import Verb
from nhiemky.targets import queries as targets
from nhiemky.web.campaign.finding_forms import FindingForm
from nhiemky.web.campaign.findings import kind_name, may_record, noted_units
from nhiemky.web.campaign.planning_forms import mark_of
from nhiemky.web.campaign.review_forms import WithdrawForm
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.campaign.teams import latest
from nhiemky.web.forms import PageForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.units import unit_options
from nhiemky.web.visit import Visit
from nhiemky.web.work.forms import WorkForm

if TYPE_CHECKING:
    from datetime import date

    from nhiemky.campaign.models import Campaign, Finding
    from nhiemky.campaign.models import Visit as Place
    from nhiemky.targets.models import Target

NOTERS = (Verb.RECORD_FINDINGS, Verb.KEEP_CAMPAIGN)


@dataclass(frozen=True)
class FindingFormPage:
    """A form about a finding; `told` says in pairs what is given already, `back` is where it leads when nothing is done."""

    form: PageForm
    title: str
    lead: str
    lead_href: str
    button: str
    back: str
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Start:
    """What the address names before a finding is noted: the target, the place visited, the finding that it follows from."""

    target: Target | None
    place: Place | None
    earlier: Finding | None

    @property
    def unit_id(self) -> int | None:
        """The unit that is settled by what is named."""
        if self.earlier is not None:
            return self.earlier.unit_id
        return self.target.unit_id if self.target is not None else self.place.unit_id if self.place else None


@page("campaign/finding_form.html", verbs=NOTERS, business=True)
def note_finding(visit: Visit, id: int) -> FindingFormPage | HttpResponseBase:
    """This function will note a finding, at once tied to the target, visit or earlier finding that the address names."""
    campaign = queries.campaign(visit.actor, id=id, on=latest(visit))
    start = _start(visit, campaign)
    units = noted_units(visit, campaign)
    if start.unit_id is not None and start.unit_id not in units:
        units |= _one_more(visit, campaign, start.unit_id)
    if not units:
        raise Denied(_("Tài khoản của đồng chí không ghi được nội dung nào của đợt sơ kết này."))
    settled = start.unit_id or (start.place.survey.campaign.holder_id if start.place else None)
    form = _finding_form(
        visit, campaign, units, _initial(visit, start) | {"unit": settled or visit.asked("dv")}
    )

    def noted() -> Finding:
        unit = org.states_of(visit.actor, unit_ids=[int(form.cleaned_data["unit"])], on=latest(visit))[0].unit
        return actions.note_following(
            visit.actor, campaign=campaign, unit=unit, draft=form.draft(), now=visit.now, target=start.target,
            earlier=start.earlier,
        )  # fmt: skip

    done = attempt(form, noted)
    if done is not None:
        return back_to(visit, _("Đã ghi: %s.") % kind_name(done), done, done.noted_on)
    back = visit.to("finding", start.earlier.pk) if start.earlier else visit.to("findings", id)
    lead = visit.to("findings", id)
    return FindingFormPage(form, _("Ghi nội dung"), campaign.name, lead, _("Ghi"), back, _told(start))


@page("campaign/finding_form.html", verbs=NOTERS, business=True)
def change_finding(visit: Visit, id: int) -> FindingFormPage | HttpResponseBase:
    """This function will change a finding; whoever was slower is told and loses nothing typed."""
    row = recorded(visit, id)
    stated = draft_of(row)
    start = stated._asdict() | {
        "visit": stated.visit_id,
        "meeting": stated.meeting_id,
        "seen": mark_of(stated),
    }
    form = _finding_form(visit, row.campaign, None, start, row)

    def changed() -> Finding:
        form.unchanged(stated)
        return actions.change_finding(
            visit.actor, finding=row, draft=form.draft(), now=visit.now, expected=stated
        )

    done = attempt(form, changed)
    if done is not None:
        return back_to(visit, _("Đã sửa nội dung."), row, done.noted_on)
    told = ((_("Hiện nay"), f"{kind_name(row)}: {row.text}"),) if form.is_bound else ()
    return form_page(visit, row, form, _("Sửa nội dung"), _("Lưu"), told)


@page("campaign/finding_form.html", verbs=NOTERS, business=True)
def withdraw_finding(visit: Visit, id: int) -> FindingFormPage | HttpResponseBase:
    """This function will take a finding back from a day on, with the reason."""
    row = recorded(visit, id)
    form = WithdrawForm(visit.posted, initial={"on": max(act_day(visit), row.noted_on)})
    done = attempt(
        form,
        lambda: actions.withdraw_finding(
            visit.actor, finding=row, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"],
            now=visit.now,
        ),
    )  # fmt: skip
    if done is None:
        return form_page(visit, row, form, _("Rút nội dung"), _("Rút"), said_of(row))
    return back_to(visit, _("Đã rút nội dung; có thể khôi phục khi cần."), row, form.cleaned_data["on"])


@page("campaign/finding.html", verbs=NOTERS, methods=("POST",), business=True)
def restore_finding(visit: Visit, id: int) -> HttpResponseBase:
    """This function will bring a finding back with its ties."""
    row = recorded(visit, id)
    actions.restore_finding(visit.actor, finding=row)
    return visit.done(_("Đã khôi phục nội dung."), "finding", id)


@page("campaign/task_from_finding.html", verbs=(Verb.KEEP_WORK,), business=True)
def task_from_finding(visit: Visit, id: int) -> FindingFormPage | HttpResponseBase:
    """This function will add a work item that is born from a remedy, a new task or a proposal."""
    row = recorded(visit, id)
    require(visit.actor, Verb.KEEP_WORK, org.path_of(row.unit_id, on=visit.today))
    if FindingKind(row.kind) not in BEARING:
        raise NotFound(_("Chỉ giải pháp, nhiệm vụ mới hoặc kiến nghị mới dẫn đến việc mới."))
    day = act_day(visit)
    form: Any = WorkForm(visit.posted, initial={"name": row.text, "group": row.group, "assigned_on": day})
    form.offer("group", [(row.group, "")] if row.group else [])
    form.offer("lead_unit", unit_options(visit))
    done = attempt(
        form,
        lambda: actions.task_from_finding(visit.actor, finding=row, row=form.row(), on=day, now=visit.now),
    )
    if done is None:
        return form_page(visit, row, form, _("Giao đầu công việc mới"), _("Giao việc"), said_of(row))
    said = _("Đã giao đầu công việc %(number)s từ nội dung này.") % {"number": done.number}
    return back_to(visit, said, row, done.assigned_on)


def recorded(visit: Visit, id: int) -> Finding:
    """This function will give a finding as it stands now to who may act on it.

    :raises Denied: to everybody else.
    """
    row = queries.finding(visit.actor, id=id, on=latest(visit)).finding
    if not may_record(visit, row):
        raise Denied(_("Tài khoản của đồng chí không sửa được nội dung này."))
    return row


def _start(visit: Visit, campaign: Campaign) -> _Start:
    """Read what the address names.

    :raises NotFound: for a thing that is not there, may not be seen, or is of another campaign.
    """
    target, place, tied = (_number(visit.asked(name)) for name in ("chi-tieu", "chuyen", "tu"))
    earlier = queries.finding(visit.actor, id=tied, on=latest(visit)).finding if tied else None
    visited = queries.visit(visit.actor, id=place) if place else None
    of = [earlier.campaign_id] if earlier else []
    of += [visited.survey.campaign_id] if visited else []
    if any(each != campaign.pk for each in of):
        raise NotFound(_("Nội dung này thuộc đợt sơ kết khác."))
    return _Start(targets.target(visit.actor, id=target) if target else None, visited, earlier)


def _one_more(visit: Visit, campaign: Campaign, unit_id: int) -> dict[int, str]:
    """Give a unit that was surveyed but holds no review, where the visitor may note on it."""
    may = queries.may_run(visit.actor, campaign=campaign) or visit.actor.may(
        Verb.RECORD_FINDINGS, org.path_of(unit_id, on=visit.today)
    )
    return org.unit_labels(visit.actor, [unit_id], on=latest(visit)) if may else {}


def _initial(visit: Visit, start: _Start) -> dict[str, Any]:
    asked = visit.asked("loai")
    kind = asked if asked in {each.value for each in FindingKind} else FindingKind.LIMITATION.value
    source = FindingSource.REPORT.value
    if start.earlier is not None:
        source = start.earlier.source
    told: dict[str, Any] = {"kind": kind, "source": source, "noted_on": act_day(visit)}
    if start.earlier is not None:
        told |= {
            "group": start.earlier.group, "source_text": start.earlier.source_text,
            "visit": start.earlier.visit_id, "meeting": start.earlier.meeting_id,
        }  # fmt: skip
    elif start.target is not None:
        told["group"] = start.target.group
    if start.place is not None:
        told |= {"source": FindingSource.SURVEY.value, "visit": start.place.pk}
    return told


def _finding_form(
    visit: Visit, campaign: Campaign, units: dict[int, str] | None, start: dict[str, Any], row: Finding | None = None
) -> FindingForm:  # fmt: skip
    on = latest(visit)
    lines = queries.surveys(visit.actor, campaign=campaign, on=on)
    visits = {
        str(each.visit.pk): f"{each.visit.name}, {write_date(each.visited_on)}"
        for line in lines
        for each in queries.visits(visit.actor, survey=line.survey, on=on)
        if each.visited_on is not None
    }
    meetings = {
        str(each.meeting.pk): f"{write_date(each.meeting.held_on)}, {each.meeting.chaired_by}".rstrip(", ")
        for each in queries.meetings(visit.actor, campaign=campaign, on=on)
    }
    if row is not None and row.visit is not None:
        visits.setdefault(str(row.visit_id), row.visit.name)
    if row is not None and row.meeting is not None:
        meetings.setdefault(str(row.meeting_id), write_date(row.meeting.held_on))
    pairs = [(str(unit), name) for unit, name in units.items()] if units is not None else None
    form = FindingForm(
        visit.posted, units=pairs, visits=visits.items(), meetings=meetings.items(), initial=start
    )
    known = queries.findings(visit.actor, campaign=campaign, on=on)
    form.offer("group", [(name, "") for name in sorted({line.finding.group for line in known} - {""})])
    return form


def _told(start: _Start) -> tuple[tuple[str, str], ...]:
    told = []
    if start.earlier is not None:
        told.append((_("Tiếp theo %s") % kind_name(start.earlier), start.earlier.text))
    if start.target is not None:
        told.append((_("Về chỉ tiêu"), f"{start.target.number}. {start.target.name}"))
    if start.place is not None:
        told.append((_("Ghi khi khảo sát"), start.place.name))
    return tuple(told)


def said_of(row: Finding) -> tuple[tuple[str, str], ...]:
    """This function will give a finding in words, to stand above a form about it."""
    return ((kind_name(row).capitalize(), row.text),)


def form_page(
    visit: Visit, row: Finding, form: PageForm, title: str, button: str, told: Iterable[tuple[str, str]]
) -> FindingFormPage:
    """This function will give the page of a form about a finding."""
    back = visit.to("finding", row.pk)
    return FindingFormPage(form, title, row.campaign.name, visit.to("findings", row.campaign_id), button, back, tuple(told))  # fmt: skip


def _number(text: str) -> int:
    """Read an id of the address; 0 for none.

    :raises NotFound: for what is no id.
    """
    if not text:
        return 0
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text):
        return int(text)
    raise NotFound(_("Địa chỉ này không đúng."))


def back_to(visit: Visit, message: str, row: Finding, on: date) -> HttpResponseBase:
    """This function will lead to the finding; on the day of the act where that comes after the day looked at, so that it is seen."""
    day = {"den": write_date(on)} if on > visit.as_of else {}
    return visit.done(message, "finding", row.pk, **day)
