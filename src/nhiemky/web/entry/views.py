"""The entry grid: shown, saved as a form or cell by cell, tried while typing, submitted to the leader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhiemky.history.vocab import Denied
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Measured, Scheme, TermYears
from nhiemky.org.policy import require
from nhiemky.org.vocab import Verb
from nhiemky.reporting.wording import overview_sentence
from nhiemky.targets import actions
from nhiemky.targets.queries import AssessedTarget, assessed, counted_tally, entry_rows, waiting_figures
from nhiemky.targets.vocab import ObservationState
from nhiemky.web.entry.grid import Counts, GridRow, counts_of, grid_rows, later_day
from nhiemky.web.entry.periods import SPANS, Shown, shown_periods
from nhiemky.web.entry.saving import (
    CONFLICT,
    PROBLEM,
    SAVED,
    Answer,
    Posted,
    posted_cells,
    save_cells,
    standing_of,
)
from nhiemky.web.entry.trial import BandView, band_view, tried
from nhiemky.web.entry.typed import read_typed
from nhiemky.web.pages import page
from nhiemky.web.templatetags.figures import day
from nhiemky.web.visit import Visit

ENTERING = (Verb.ENTER_RESULTS, Verb.CONFIRM_RESULTS)


@dataclass(frozen=True)
class Choice:
    """One choice of a row of choices."""

    key: str
    label: str
    current: bool


@dataclass(frozen=True)
class EntryPage:
    """The grid with what it shows, the sentence it comes to, and what can be done next."""

    unit_name: str
    rows: tuple[GridRow, ...]
    heads: tuple[str, ...]
    beside: str
    spans: tuple[Choice, ...]
    years: tuple[Choice, ...]
    sentence: str
    counts: Counts
    unsubmitted: int
    wrong: int
    owner: str
    may_enter: bool
    may_confirm: bool
    column_count: int


@page("entry/entry.html", verbs=ENTERING)
def entry(visit: Visit) -> EntryPage | HttpResponseBase:
    """This function will show the grid, and record a whole form of it where the page has no script."""
    if not (visit.may(Verb.ENTER_RESULTS) or visit.may(Verb.CONFIRM_RESULTS)):
        raise Denied(
            _("Đồng chí chỉ nhập và xác nhận được số liệu của đơn vị mình. Đề nghị chọn lại đơn vị.")
        )
    shown = shown_periods(visit)
    if visit.posted is None:
        return _page_of(visit, shown, {})
    answers = save_cells(visit, posted_cells(visit.posted))
    saved = sum(answer.state == SAVED for answer in answers)
    wrong = {answer.key: answer for answer in answers if answer.state in (PROBLEM, CONFLICT)}
    if not wrong:
        said = ngettext("Đã ghi %(n)d số liệu.", "Đã ghi %(n)d số liệu.", saved) % {"n": saved}
        return visit.done(said if saved else _("Không có ô nào thay đổi."), "entry", **_address(shown))
    if saved:
        messages.success(visit.request, _("Đã ghi %(n)d số liệu.") % {"n": saved})
    return _page_of(visit, shown, wrong)


@page("entry/entry.html", verbs=(Verb.ENTER_RESULTS,), methods=("POST",))
def save_entry(visit: Visit) -> JsonResponse:
    """This function will record the cells that were changed on the page, and answer for each of them."""
    cells = posted_cells(visit.request.POST)
    answers = save_cells(visit, cells)
    rows = _judged(visit, cells)
    touched = dict.fromkeys(cell.target_id for cell in cells)
    return JsonResponse(
        {
            "cells": [_answer(answer) for answer in answers],
            "rows": {
                each.fact.id: _band(band_view(each.assessment, DEFAULT_SCHEME))
                for each in rows
                if each.fact.id in touched
            },
            "sentence": overview_sentence(counted_tally(rows, DEFAULT_SCHEME), DEFAULT_SCHEME),
            "saved_at": f"{timezone.localtime(visit.now):%H:%M:%S}",
        }
    )


@page("entry/entry.html", verbs=(Verb.ENTER_RESULTS,), methods=("POST",))
def try_entry(visit: Visit) -> JsonResponse:
    """This function will say what a row would come to with what is being typed; nothing is kept."""
    cells = posted_cells(visit.request.POST)
    require(visit.actor, Verb.ENTER_RESULTS, visit.state.path)
    standing = standing_of(visit, [cell.period for cell in cells])
    facts = {each.fact.id: each.fact for each in _judged(visit, cells)}
    found: dict[int, str] = {}
    said: dict[str, str] = {}
    for target_id in dict.fromkeys(cell.target_id for cell in cells if cell.target_id in facts):
        figures, withdrawn, late = list[Measured](), [], False
        for cell in (each for each in cells if each.target_id == target_id):
            typed = read_typed(
                cell.text, target=standing.targets[target_id], period=cell.period,
                others=standing.others((target_id, cell.period)),
            )  # fmt: skip
            said[cell.key] = typed.problem
            if typed.value is not None:
                figures.append(Measured(cell.period, typed.value, typed.done))
                late = late or (_fixed(visit) and cell.period.start > visit.as_of)
            elif not typed.problem:
                withdrawn.append(cell.period)
        result = tried(
            facts[target_id], figures, withdrawn, as_of=_day(visit, cells), scheme=DEFAULT_SCHEME,
            term=TermYears(visit.term.first_year, visit.term.last_year),
        )  # fmt: skip
        note = _("kỳ sau ngày %(day)s chưa tính") % {"day": day(visit.as_of)} if late else ""
        found[target_id] = _band(band_view(result, DEFAULT_SCHEME, note=note))
    return JsonResponse({"rows": found, "problems": said})


@page("entry/entry.html", verbs=(Verb.ENTER_RESULTS,), methods=("POST",))
def submit_figures(visit: Visit) -> HttpResponseBase:
    """This function will submit everything in draft or returned to the leader."""
    count = actions.submit_figures(visit.actor, unit=visit.state.unit, term=visit.term, now=visit.now)
    said = ngettext(
        "Đã gửi lãnh đạo xác nhận %(n)d số liệu.", "Đã gửi lãnh đạo xác nhận %(n)d số liệu.", count
    )
    return visit.done(said % {"n": count}, "entry")


def _fixed(visit: Visit) -> bool:
    return visit.chosen_day or visit.term.cut_off is not None


def _day(visit: Visit, cells: Sequence[Posted]) -> date:
    return later_day(visit.as_of, (cell.period for cell in cells), fixed=_fixed(visit))


def _judged(
    visit: Visit, cells: Sequence[Posted] = (), scheme: Scheme = DEFAULT_SCHEME
) -> tuple[AssessedTarget, ...]:
    return assessed(
        visit.actor, states=[visit.state], term=visit.term, as_of=_day(visit, cells), scheme=scheme,
        include_unconfirmed=True,
    )  # fmt: skip


def _band(view: BandView) -> str:
    return render_to_string("entry/band.html", {"band": view})


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "key": answer.key, "state": answer.state, "text": answer.text, "version": answer.version,
        "message": answer.message, "candidates": list(answer.candidates), "theirs": answer.theirs,
        "draft": answer.draft,
    }  # fmt: skip


def _address(shown: Shown) -> dict[str, str]:
    return {} if shown.span == "nam" else {"ky": shown.span, "nam": str(shown.year)}


def _page_of(visit: Visit, shown: Shown, answers: Mapping[str, Answer]) -> EntryPage:
    unit, term = visit.state.unit, visit.term
    periods = (*shown.periods, *([shown.previous] if shown.previous else []))
    judged = _judged(visit)
    rows = grid_rows(
        entry_rows(visit.actor, unit=unit, term=term, periods=periods),
        {each.fact.id: each for each in judged},
        shown, DEFAULT_SCHEME, answers,
    )  # fmt: skip
    unsubmitted = [
        waiting_figures(visit.actor, unit=unit, term=term, state=state).count()
        for state in (ObservationState.DRAFT, ObservationState.RETURNED)
    ]
    may_enter = visit.may(Verb.ENTER_RESULTS)
    return EntryPage(
        unit_name=visit.state.name,
        rows=rows,
        heads=tuple(period.label for period in shown.periods),
        beside=_("Mức gốc") if shown.previous is None else shown.previous.label,
        spans=tuple(Choice(key, str(label), key == shown.span) for key, label in SPANS.items()),
        years=tuple(
            Choice(str(year), str(year), year == shown.year)
            for year in (range(term.first_year, term.last_year + 1) if shown.previous else ())
        ),
        sentence=overview_sentence(counted_tally(judged, DEFAULT_SCHEME), DEFAULT_SCHEME),
        counts=counts_of(rows),
        unsubmitted=sum(unsubmitted),
        wrong=len(answers),
        owner=f"{visit.user.pk}/{unit.code}/{term.label}",
        may_enter=may_enter,
        may_confirm=visit.may(Verb.CONFIRM_RESULTS),
        column_count=len(shown.periods) + 5,
    )
