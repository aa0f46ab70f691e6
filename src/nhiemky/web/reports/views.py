"""Reports in official form."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase

from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.vocab import Verb
from nhiemky.reporting.actions import Issued, issue
from nhiemky.reporting.board import UnitBoard, unit_board
from nhiemky.reporting.formats import ReportFormat
from nhiemky.reporting.frozen import frozen_board, frozen_list
from nhiemky.reporting.issuer import Issuer, issuer_of, profile_of
from nhiemky.reporting.target_form import target_form
from nhiemky.targets.queries import freeze_of
from nhiemky.web.bands import BandBar, band_bar
from nhiemky.web.excel import XLSX, download
from nhiemky.web.pages import attempt, page
from nhiemky.web.reports.forms import ReportForm
from nhiemky.web.visit import Visit


@dataclass(frozen=True)
class ReportsPage:
    """The sentence that the report will say, and the form that takes it out."""

    board: UnitBoard
    bar: BandBar
    form: ReportForm
    issuer: Issuer
    stead: str
    profile: str


@page("reports/reports.html", verbs=(Verb.ISSUE_REPORT,))
def reports(visit: Visit) -> ReportsPage | HttpResponseBase:
    """This function will give the review report of the chosen unit as a file."""
    form = _form(visit)
    if visit.posted is not None:
        issued = attempt(form, lambda: _issued(visit, form))
        if issued is not None:
            return download(issued.data, issued.file_name, issued.content_type)
    return _page_of(visit, form)


@page("reports/reports.html", verbs=(Verb.ISSUE_REPORT,), methods=("POST",))
def report_preview(visit: Visit) -> ReportsPage | HttpResponseBase:
    """This function will show the report in the browser as it will be printed, before it is taken out."""
    form = _form(visit)
    shown = attempt(form, lambda: _issued(visit, form, format=ReportFormat.PDF, preview=True))
    if shown is None:
        return _page_of(visit, form)
    return download(shown.data, shown.file_name, shown.content_type, inline=True)


def _page_of(visit: Visit, form: ReportForm) -> ReportsPage:
    """Give what the report will say: of the freeze that the address or the form names, else of today."""
    named = form["freeze"].value()
    if isinstance(named, str) and named in dict(form.fields["freeze"].choices) and named:  # type: ignore[attr-defined]
        board = frozen_board(visit.actor, freeze_id=int(named)).board
    else:
        board = unit_board(
            visit.actor, state=visit.state, term=visit.term, as_of=visit.as_of, scheme=DEFAULT_SCHEME
        )
    day = form.cleaned_data.get("day") if form.is_bound else None
    on = day or board.as_of
    issuer, profile = issuer_of(visit.state, on=on), profile_of(visit.state, on)
    return ReportsPage(
        board=board,
        bar=band_bar(board.tally, board.scheme),
        form=form,
        issuer=issuer,
        stead=issuer.stead(profile),
        profile=profile.title,
    )


@page("reports/reports.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"))
def form_file(visit: Visit) -> HttpResponse:
    """This function will give the form of the chosen unit, with its targets and figures, to be filled in Excel."""
    form = target_form(visit.actor, state=visit.state, term=visit.term, today=visit.today)
    return download(form.data, form.file_name, XLSX)


def _issued(
    visit: Visit, form: ReportForm, *, format: ReportFormat | None = None, preview: bool = False
) -> Issued:
    given = form.cleaned_data
    freeze = freeze_of(visit.actor, id=int(given["freeze"])) if given["freeze"] else None
    return issue(
        visit.actor,
        state=visit.state,
        term=visit.term,
        as_of=visit.as_of,
        scheme=DEFAULT_SCHEME,
        format=format or ReportFormat(given["format"]),
        freeze=freeze,
        include_unconfirmed=given["include_unconfirmed"],
        day=given["day"],
        number=given["number"],
        draft=given["draft"],
        preview=preview,
    )


def _form(visit: Visit) -> ReportForm:
    frozen = frozen_list(visit.actor, state=visit.state, term=visit.term)
    choices = [(str(row.id), f"{row.label} ({write_date(row.cut_off)})") for row in frozen]
    initial = {"freeze": visit.asked("chot")}
    return ReportForm(visit.posted, freezes=choices, as_of=write_date(visit.as_of), initial=initial)
