"""The papers of a campaign in official form: decision and notice on a team, reports of survey, experience and progress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.campaign import queries
from nhiemky.history.vocab import Denied
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.reporting.actions import Issued, issue_paper
from nhiemky.reporting.campaign.papers import PAPER_NAMES, Dated, PaperKind
from nhiemky.reporting.formats import ReportFormat
from nhiemky.web.campaign.places import Tab, tabs_of
from nhiemky.web.excel import download
from nhiemky.web.forms import DayField, PageForm, TextField
from nhiemky.web.pages import attempt, page
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Survey, Team
    from nhiemky.registry.models import Directive

LOOK = "xem"


class PaperForm(PageForm):
    """Day, number and draft mark of a paper, and the file to make."""

    day = DayField(
        label=gettext_lazy("Ngày ban hành"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chưa ký. Ngày này quyết định thể thức của văn bản."),
    )
    number = forms.IntegerField(
        label=gettext_lazy("Số văn bản"),
        required=False,
        min_value=1,
        max_value=99_999,
        help_text=gettext_lazy("Để trống để ghi tay."),
    )
    draft = TextField(
        label=gettext_lazy("Dấu dự thảo"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Ví dụ: Dự thảo lần 1."),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Loại tệp"),
        choices=[
            (ReportFormat.WORD.value, gettext_lazy("Word (.docx)")),
            (ReportFormat.PDF.value, gettext_lazy("PDF để in (.pdf)")),
        ],
        widget=forms.RadioSelect,
        initial=ReportFormat.WORD.value,
    )


@dataclass(frozen=True)
class PaperPage:
    """Which paper, about what, as of which day, and the form that takes it out."""

    title: str
    about: str
    back: str
    tabs: tuple[Tab, ...]
    form: PaperForm
    on: date


@page("campaign/paper.html", verbs=(Verb.ISSUE_REPORT,), business=True)
def team_decision(visit: Visit, id: int) -> PaperPage | HttpResponseBase:
    """This function will give the decision that founds a team as a file."""
    row = queries.team(visit.actor, id=id, on=visit.as_of).team
    return _paper(
        visit,
        PaperKind.FOUNDING,
        row,
        "team",
        row.decision,
        campaign=row.campaign,
        holder_id=row.holder_id,
        on=row.founded_on,
    )


@page("campaign/paper.html", verbs=(Verb.ISSUE_REPORT,), business=True)
def team_notice(visit: Visit, id: int) -> PaperPage | HttpResponseBase:
    """This function will give the notice that assigns the members of a team as a file, as the team is on the day."""
    row = queries.team(visit.actor, id=id, on=visit.as_of).team
    return _paper(visit, PaperKind.ASSIGNMENT, row, "team", campaign=row.campaign, holder_id=row.holder_id)


@page("campaign/paper.html", verbs=(Verb.ISSUE_REPORT, Verb.RECORD_FINDINGS), business=True)
def survey_report(visit: Visit, id: int) -> PaperPage | HttpResponseBase:
    """This function will give the report of a survey as a file."""
    row = queries.survey(visit.actor, id=id, on=visit.as_of).survey
    campaign = row.campaign
    return _paper(visit, PaperKind.SURVEY, row, "survey", campaign=campaign, holder_id=campaign.holder_id)


@page("campaign/paper.html", verbs=(Verb.ISSUE_REPORT,), business=True)
def experience_report(visit: Visit, id: int) -> PaperPage | HttpResponseBase:
    """This function will give the report of experience of a campaign as a file."""
    row = queries.campaign(visit.actor, id=id, on=visit.as_of)
    return _paper(visit, PaperKind.EXPERIENCE, row, "lessons", campaign=row, holder_id=row.holder_id)


@page("campaign/paper.html", verbs=(Verb.ISSUE_REPORT,), business=True)
def progress_report(visit: Visit, id: int) -> PaperPage | HttpResponseBase:
    """This function will give the report of progress of a campaign as a file."""
    row = queries.campaign(visit.actor, id=id, on=visit.as_of)
    return _paper(visit, PaperKind.PROGRESS, row, "campaign", campaign=row, holder_id=row.holder_id)


def may_issue(visit: Visit, holder_id: int, *, noting: bool = False) -> bool:
    """This function will say whether the visitor takes out papers of a unit; `noting`: who notes findings there may too."""
    path = path_of(holder_id, on=visit.today)
    verbs = (Verb.ISSUE_REPORT, *((Verb.RECORD_FINDINGS,) if noting else ()))
    return any(visit.actor.may(verb, path) for verb in verbs)


def _paper(
    visit: Visit,
    kind: PaperKind,
    row: Campaign | Survey | Team,
    back: str,
    kept: Directive | None = None,
    *,
    campaign: Campaign,
    holder_id: int,
    on: date | None = None,
) -> PaperPage | HttpResponseBase:
    if not may_issue(visit, holder_id, noting=kind is PaperKind.SURVEY):
        raise Denied(_("Tài khoản của đồng chí không xuất được văn bản của đơn vị này."))
    known = {"day": kept.issued_on, "number": kept.number} if kept is not None else {}
    form = PaperForm(visit.posted, initial=known)
    look = visit.posted is not None and visit.posted.get("viec") == LOOK
    if visit.posted is not None:
        issued = attempt(form, lambda: _issued(visit, kind, row, form, look=look))
        if issued is not None:
            return download(issued.data, issued.file_name, issued.content_type, inline=look)
    tabs = tabs_of(visit, campaign.pk, back)
    return PaperPage(str(PAPER_NAMES[kind]), str(row), visit.to(back, row.pk), tabs, form, on or visit.as_of)


def _issued(
    visit: Visit, kind: PaperKind, row: Campaign | Survey | Team, form: PaperForm, *, look: bool
) -> Issued:
    given = form.cleaned_data
    return issue_paper(
        visit.actor,
        kind=kind,
        about=row,
        on=visit.as_of,
        format=ReportFormat.PDF if look else ReportFormat(given["format"]),
        dated=Dated(given["day"], given["number"], given["draft"]),
        preview=look,
    )
