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
from nhiemky.reporting.frozen import frozen_list
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


@page("reports/reports.html", verbs=(Verb.ISSUE_REPORT,))
def reports(visit: Visit) -> ReportsPage | HttpResponseBase:
    """This function will give the review report of the chosen unit as a file."""
    form = _form(visit)
    if visit.posted is not None:
        issued = attempt(form, lambda: _issued(visit, form))
        if issued is not None:
            return download(issued.data, issued.file_name, issued.content_type)
    board = unit_board(
        visit.actor, state=visit.state, term=visit.term, as_of=visit.as_of, scheme=DEFAULT_SCHEME
    )
    return ReportsPage(board, band_bar(board.tally, board.scheme), form)


@page("reports/reports.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"))
def form_file(visit: Visit) -> HttpResponse:
    """This function will give the form of the chosen unit, with its targets and figures, to be filled in Excel."""
    form = target_form(visit.actor, state=visit.state, term=visit.term, today=visit.today)
    return download(form.data, form.file_name, XLSX)


def _issued(visit: Visit, form: ReportForm) -> Issued:
    given = form.cleaned_data
    freeze = freeze_of(visit.actor, id=int(given["freeze"])) if given["freeze"] else None
    return issue(
        visit.actor,
        state=visit.state,
        term=visit.term,
        as_of=visit.as_of,
        scheme=DEFAULT_SCHEME,
        format=ReportFormat(given["format"]),
        freeze=freeze,
        include_unconfirmed=given["include_unconfirmed"],
        day=given["day"],
        number=given["number"],
        draft=given["draft"],
    )


def _form(visit: Visit) -> ReportForm:
    frozen = frozen_list(visit.actor, state=visit.state, term=visit.term)
    choices = [(str(row.id), f"{row.label} ({write_date(row.cut_off)})") for row in frozen]
    initial = {"freeze": visit.asked("chot")}
    return ReportForm(visit.posted, freezes=choices, as_of=write_date(visit.as_of), initial=initial)
