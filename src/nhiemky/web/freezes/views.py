"""Frozen figures."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.org.policy import require
from nhiemky.org.vocab import Verb
from nhiemky.reporting.frozen import FrozenBoard, frozen_board, frozen_list
from nhiemky.targets.actions import freeze_figures
from nhiemky.targets.queries import schemes
from nhiemky.web.bands import BandBar, band_bar
from nhiemky.web.boards.tables import lines_table
from nhiemky.web.excel import About
from nhiemky.web.freezes.forms import FreezeForm
from nhiemky.web.freezes.tables import FreezeLine, changes_table, freezes_table
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import Table
from nhiemky.web.visit import Visit


@dataclass(frozen=True)
class FreezesPage:
    """The freezes of a unit, and the form to freeze again for those who may."""

    unit_name: str
    table: Table
    form: FreezeForm | None


@dataclass(frozen=True)
class FreezePage:
    """One freeze with what has changed since."""

    frozen: FrozenBoard
    about: About
    bar: BandBar
    table: Table
    changes: Table
    may_report: bool


@page("freezes/freezes.html", verbs=(Verb.SEE,))
def freezes(visit: Visit) -> FreezesPage | HttpResponseBase:
    """This function will list the freezes of the chosen unit and freeze its figures."""
    if visit.posted is not None:
        require(visit.actor, Verb.FREEZE, visit.state.path)
    form = _form(visit) if visit.may(Verb.FREEZE) else None
    if form is not None and visit.posted is not None:
        made = attempt(
            form,
            lambda: freeze_figures(
                visit.actor,
                unit=visit.state.unit,
                term=visit.term,
                cut_off=form.cleaned_data["cut_off"],
                label=form.cleaned_data["label"],
                scheme=schemes()[form.cleaned_data["scheme"]],
                include_unconfirmed=form.cleaned_data["include_unconfirmed"],
                now=visit.now,
            ),
        )
        if made is not None:
            return visit.done(_("Đã chốt số liệu. Số liệu chốt không thay đổi về sau."), "freeze", made.pk)
    rows = [FreezeLine.of(row) for row in frozen_list(visit.actor, state=visit.state, term=visit.term)]
    return FreezesPage(visit.state.name, freezes_table(visit, rows), form)


@page("freezes/freeze.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"))
def freeze(visit: Visit, freeze_id: int) -> FreezePage:
    """This function will show the figures of one freeze and how they differ from those of today."""
    frozen = frozen_board(visit.actor, freeze_id=freeze_id)
    table = lines_table(visit, frozen.board.lines, frozen.board.scheme)
    bar = band_bar(frozen.board.tally, frozen.board.scheme)
    board = frozen.board
    about = About(board.as_of, board.unit_code, board.unit_name, board.term)
    return FreezePage(frozen, about, bar, table, changes_table(visit, frozen), visit.may(Verb.ISSUE_REPORT))


def _form(visit: Visit) -> FreezeForm:
    known = [(each.name, each.title) for each in schemes().values()]
    return FreezeForm(visit.posted, schemes=known, day=visit.as_of)
