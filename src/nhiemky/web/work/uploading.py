"""Work items as a file: the form to be filled in Excel, and the list as it stands."""

from __future__ import annotations

from django.http import HttpResponse

from nhiemky.org.vocab import Verb
from nhiemky.reporting.work_form import work_form as form_of
from nhiemky.web.excel import XLSX, download
from nhiemky.web.pages import page
from nhiemky.web.visit import Visit
from nhiemky.web.work.listing import filter_form, filters_of
from nhiemky.work import queries
from nhiemky.work.queries import WorkFilters


@page("intake/intake.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def work_form(visit: Visit) -> HttpResponse:
    """This function will give the form of the chosen unit with its work items, the days of reports left to be filled."""
    return _file(visit, with_days=False)


@page("intake/intake.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def work_workbook(visit: Visit) -> HttpResponse:
    """This function will give the work items of the chosen unit as the list is filtered, with the days of reports."""
    every = queries.work_list(visit.actor, states=[visit.state], term=visit.term, on=visit.as_of)
    return _file(visit, filters=filters_of(filter_form(visit, every)), with_days=True)


def _file(visit: Visit, *, filters: WorkFilters | None = None, with_days: bool) -> HttpResponse:
    form = form_of(
        visit.actor, state=visit.state, term=visit.term, on=visit.as_of, filters=filters, with_days=with_days
    )
    return download(form.data, form.file_name, XLSX)
