"""Terms of office and the day up to which their figures are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.org import actions, queries
from nhiemky.org.policy import require
from nhiemky.org.vocab import Verb
from nhiemky.web.organisation.forms import CutOffForm, TermForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import Term


@dataclass(frozen=True)
class TermsPage:
    """The terms; `may_change` only for who keeps a root, because terms hold for all units."""

    table: Table
    may_change: bool


@dataclass(frozen=True)
class TermPage:
    form: TermForm | CutOffForm
    label: str


@page("organisation/terms.html", verbs=(Verb.KEEP_UNITS,), methods=("GET", "HEAD"))
def terms(visit: Visit) -> TermsPage:
    """This function will list the terms of office."""
    may_change = visit.actor.may(Verb.KEEP_UNITS, queries.common_path(visit.actor))
    columns: list[Column[Term]] = [
        Column(
            "nhiem-ky",
            _("Nhiệm kỳ"),
            lambda row: row.label,
            href=(lambda row: visit.to("term_cut_off", row.label)) if may_change else None,
        ),
        Column("dau", _("Năm đầu"), lambda row: str(row.first_year)),
        Column("cuoi", _("Năm cuối"), lambda row: str(row.last_year)),
        Column("ngay", _("Ngày lấy số liệu"), lambda row: row.cut_off),
    ]
    rows = list(queries.terms())
    table = table_of(visit, rows, columns, caption=_("Nhiệm kỳ"), empty=_("Chưa có nhiệm kỳ nào."))
    return TermsPage(table, may_change)


@page("organisation/term_add.html", verbs=(Verb.KEEP_UNITS,))
def term_add(visit: Visit) -> TermPage | HttpResponseBase:
    """This function will add a term."""
    require(visit.actor, Verb.KEEP_UNITS, queries.common_path(visit.actor))
    form = TermForm(visit.posted)
    term = attempt(form, lambda: actions.add_term(visit.actor, **form.cleaned_data))
    if term is None:
        return TermPage(form, "")
    return visit.done(_("Đã thêm nhiệm kỳ %(label)s.") % {"label": term.label}, "terms")


@page("organisation/term_cut_off.html", verbs=(Verb.KEEP_UNITS,))
def term_cut_off(visit: Visit, label: str) -> TermPage | HttpResponseBase:
    """This function will set the day up to which figures of a term are shown."""
    require(visit.actor, Verb.KEEP_UNITS, queries.common_path(visit.actor))
    term = queries.term(label)
    form = CutOffForm(visit.posted, initial={"cut_off": term.cut_off})
    kept = attempt(
        form, lambda: actions.set_cut_off(visit.actor, term=term, cut_off=form.cleaned_data["cut_off"])
    )
    if kept is None:
        return TermPage(form, label)
    return visit.done(_("Đã đặt ngày lấy số liệu của nhiệm kỳ %(label)s.") % {"label": label}, "terms")
