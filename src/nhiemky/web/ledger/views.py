"""The ledger: who did what, when; before and after; whether the chain holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.history import queries
from nhiemky.history.vocab import ChainReport, NotFound
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.web.forms import DayField, FilterForm, TextField, choices
from nhiemky.web.ledger.diff import Change, changes
from nhiemky.web.ledger.names import names_of
from nhiemky.web.ledger.words import ACTS, OBJECTS, act_name, object_name
from nhiemky.web.pages import page
from nhiemky.web.tables import Column, Table, counted_table
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nhiemky.history.models import LedgerLine

CHECKED_AT_ONCE = 2_000
PER_PAGE = 50


class LedgerFilter(FilterForm):
    since = DayField(label=gettext_lazy("Từ ngày"), required=False)
    until = DayField(label=gettext_lazy("Đến ngày"), required=False)
    actor = TextField(label=gettext_lazy("Người thực hiện"), required=False, max_length=100)
    act = forms.ChoiceField(
        label=gettext_lazy("Việc"), required=False, choices=lambda: choices(ACTS.items(), empty=_("tất cả"))
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"),
        required=False,
        choices=lambda: choices(OBJECTS.items(), empty=_("tất cả")),
    )
    text = TextField(label=gettext_lazy("Nội dung"), required=False, max_length=100)


@dataclass(frozen=True)
class LedgerPage:
    form: LedgerFilter
    table: Table
    chain: ChainReport | None
    last: int


@dataclass(frozen=True)
class LinePage:
    line: LedgerLine
    act: str
    object: str
    named: str
    changes: tuple[Change, ...]


@page("ledger/ledger.html", verbs=(Verb.SEE_LEDGER,), partials=("chuoi",), methods=("GET", "HEAD"))
def ledger(visit: Visit) -> LedgerPage:
    """This function will list the acts in the branches that the visitor keeps, newest first."""
    form = LedgerFilter(visit.request.GET)
    found = _found(visit, form)
    last, _digest = queries.head()
    checked = last <= CHECKED_AT_ONCE or visit.asked("kiem-tra") == "1"
    table = counted_table(
        visit,
        found,
        found.count(),
        _columns(visit),
        caption=_("Nhật ký"),
        empty=_("Không có dòng nào khớp."),
        per_page=PER_PAGE,
    )
    return LedgerPage(form, table, queries.verify() if checked else None, last)


@page("ledger/line.html", verbs=(Verb.SEE_LEDGER,), methods=("GET", "HEAD"))
def ledger_line(visit: Visit, sequence: int) -> LinePage:
    """This function will show one act with what was before and what came after."""
    line = queries.line(branches=org.ledger_branches(visit.actor), sequence=sequence)
    if line is None:
        raise NotFound(_("Không có dòng nhật ký này, hoặc tài khoản của đồng chí không được xem."))
    names = names_of(visit.actor, line)
    return LinePage(
        line=line,
        act=act_name(line.act),
        object=object_name(line.object_kind),
        named=names.of(line.object_kind, line.object_id),
        changes=changes(line.before, line.after, names),
    )


def _found(visit: Visit, form: LedgerFilter) -> QuerySet[LedgerLine]:
    until = form.asked("until")
    return queries.lines(
        branches=org.ledger_branches(visit.actor),
        act=form.asked("act") or "",
        actor_name=form.asked("actor") or "",
        object_kind=form.asked("kind") or "",
        since=_begin(form.asked("since")),
        until=_begin(until + timedelta(days=1)) if until else None,
        text=form.asked("text") or "",
    )


def _begin(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _columns(visit: Visit) -> list[Column[LedgerLine]]:
    return [
        Column("so", _("Số"), lambda line: line.sequence, numeric=True, sortable=False, href=_leads(visit)),
        Column("luc", _("Lúc"), lambda line: line.at, sortable=False),
        Column("nguoi", _("Người thực hiện"), lambda line: line.actor_name, sortable=False),
        Column("viec", _("Việc"), lambda line: act_name(line.act), sortable=False),
        Column(
            "noi-dung",
            _("Nội dung"),
            lambda line: line.summary,
            sortable=False,
            wide=True,
            href=_leads(visit),
        ),
        Column("doi-tuong", _("Đối tượng"), lambda line: object_name(line.object_kind), sortable=False),
    ]


def _leads(visit: Visit) -> Callable[[LedgerLine], str]:
    return lambda line: visit.to("ledger_line", line.sequence)
