"""The rounds of a campaign: adding and changing them, the units that take part, removing them with the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhiemky.campaign import actions, queries
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.kernel.viet.fold import fold
from nhiemky.org import queries as org
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.planning import on_day, run_now
from nhiemky.web.campaign.planning_forms import EnterForm, RoundForm, mark_of
from nhiemky.web.campaign.review_forms import WithdrawForm
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.pages import attempt, page
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Review, Round
    from nhiemky.org.models import UnitState

ACT, SEARCH, ALL, NONE, SAVE = "viec", "tim", "tat-ca", "bo-chon", "luu"
UNITS = "units"


@dataclass(frozen=True)
class RoundPage:
    """The form of a round; `part` is none for a new one."""

    campaign: Campaign
    part: Round | None
    form: RoundForm | WithdrawForm


@dataclass(frozen=True)
class UnitLine:
    """A unit that could take part: `taken` is the round in which it takes part already."""

    state: UnitState
    above: str
    ticked: bool
    taken: str


@dataclass(frozen=True)
class EnterPage:
    part: Round
    form: EnterForm
    units: tuple[UnitLine, ...]
    hidden: tuple[int, ...]
    ticked: int


@page("campaign/round_form.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def add_round(visit: Visit, id: int) -> RoundPage | HttpResponseBase:
    """This function will add a round to a campaign."""
    row = run_now(visit, id)
    form = RoundForm(visit.posted, names=_stage_names(row), initial={"on": max(act_day(visit), row.begun_on)})
    done = attempt(
        form,
        lambda: actions.add_round(
            visit.actor, campaign=row, draft=form.draft, on=form.cleaned_data["on"], now=visit.now
        ),
    )
    if done is None:
        return RoundPage(row, None, form)
    message = _("Đã thêm vòng “%(round)s”. Đề nghị đưa các đơn vị vào vòng.")
    return visit.done(message % {"round": done.name}, "enter_units", done.pk)


@page("campaign/round_form.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def change_round(visit: Visit, id: int) -> RoundPage | HttpResponseBase:
    """This function will change a round: kind, name, window, stages, documents."""
    part, row = _run_round(visit, id)
    stated = queries.stated_round(part)
    start: dict[str, Any] = {
        **stated._asdict(),
        "documents": "\n".join(stated.documents),
        "seen": mark_of(stated),
        "on": act_day(visit),
    }
    form = RoundForm(visit.posted, names=_stage_names(row), initial=start)

    def changed() -> Round:
        form.unchanged(stated)
        return actions.change_round(
            visit.actor, round=part, draft=form.draft, on=form.cleaned_data["on"], now=visit.now
        )

    if attempt(form, changed) is None:
        return RoundPage(row, part, form)
    return visit.done(_("Đã lưu vòng."), "campaign_plan", row.pk, **on_day(visit, form.cleaned_data["on"]))


@page("campaign/remove_round.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def remove_round(visit: Visit, id: int) -> RoundPage | HttpResponseBase:
    """This function will remove a round without units from a day on."""
    part, row = _run_round(visit, id)
    form = WithdrawForm(visit.posted, initial={"on": act_day(visit)})
    done = attempt(
        form,
        lambda: actions.remove_round(
            visit.actor, round=part, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], now=visit.now
        ),
    )  # fmt: skip
    if done is None:
        return RoundPage(row, part, form)
    return visit.done(_("Đã bỏ vòng “%(round)s”.") % {"round": part.name}, "campaign_plan", row.pk)


@page("campaign/round_form.html", verbs=(Verb.KEEP_CAMPAIGN,), methods=("POST",), business=True)
def restore_round(visit: Visit, id: int, campaign: int) -> HttpResponseBase:
    """This function will restore a removed round of a campaign."""
    row = run_now(visit, campaign)
    part = next((each for each in queries.removed_rounds(visit.actor, campaign=row) if each.pk == id), None)
    if part is None:
        part = queries.round_of(visit.actor, id=id, on=max(visit.as_of, visit.today))
    actions.restore_round(visit.actor, round=part)
    return visit.done(_("Đã khôi phục vòng “%(round)s”.") % {"round": part.name}, "campaign_plan", row.pk)


@page("campaign/enter_units.html", verbs=(Verb.KEEP_CAMPAIGN,), business=True)
def enter_units(visit: Visit, id: int) -> EnterPage | HttpResponseBase:
    """This function will let units of the holder's branch, as the tree stands on a day, take part in a round."""
    part, row = _run_round(visit, id)
    posted = visit.posted
    day = _day_asked(visit, part, row)
    states = _branch(visit, row, day)
    levels = sorted({(state.type.rank, state.type.code, state.type.name) for state in states})
    form = EnterForm(
        posted, levels=[(code, name) for _rank, code, name in levels], initial={"on": day}
    )  # fmt: skip
    taken = {
        each.unit_id: each.round.name
        for each in queries.reviews(visit.actor, campaign=row, on=_latest(visit))
    }
    ticks = _ticked(posted)
    act = str(posted.get(ACT, SEARCH)) if posted is not None else ""
    if act == SAVE:
        done = attempt(form, lambda: _entered(visit, part, form, ticks, states))
        if done is not None:
            return _back(visit, row, part, done)
    shown = _shown(states, form)
    ticks = _changed(ticks, act, [state.unit_id for state in shown if state.unit_id not in taken])
    lines = _lines(shown, states, ticks, taken)
    visible = {state.unit_id for state in shown}
    hidden = tuple(state.unit_id for state in states if state.unit_id in ticks - visible)
    return EnterPage(part, form, lines, hidden, sum(line.ticked for line in lines) + len(hidden))


def _run_round(visit: Visit, id: int) -> tuple[Round, Campaign]:
    """Give a round as it stands now, with its campaign, to who runs it."""
    part = queries.round_of(visit.actor, id=id, on=_latest(visit))
    return part, run_now(visit, part.campaign_id)


def _latest(visit: Visit) -> date:
    return max(visit.as_of, visit.today)


def _stage_names(row: Campaign) -> list[tuple[str, str]]:
    return [(stage.code, stage.name) for stage in queries.stages(row)]


def _day_asked(visit: Visit, part: Round, row: Campaign) -> date:
    """Give the day whose tree is shown: the one typed, else the likely day of the act, never before the plan."""
    if visit.posted is not None:
        probe = EnterForm(visit.posted, levels=())
        probe.is_valid()
        typed = probe.cleaned_data.get("on")
        if isinstance(typed, date):
            return typed
    return max(act_day(visit), row.begun_on, part.added_on or row.begun_on)


def _branch(visit: Visit, row: Campaign, day: date) -> list[UnitState]:
    """Give the holder and the units below it on the day, as the tree is read; none where the holder did not stand."""
    states = org.visible_states(visit.actor, on=day)
    step = f"/{row.holder_id}/"
    return [state for state in states if step in state.path]


def _ticked(posted: MultiValueDict[str, str] | None) -> frozenset[int]:
    texts = posted.getlist(UNITS) if posted is not None else []
    return frozenset(int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10)


def _changed(ticks: frozenset[int], act: str, shown: Sequence[int]) -> frozenset[int]:
    """Give the ticks after all of the units shown, or none of them, were asked for."""
    if act == ALL:
        return ticks | frozenset(shown)
    return ticks - frozenset(shown) if act == NONE else ticks


def _shown(states: Sequence[UnitState], form: EnterForm) -> list[UnitState]:
    form.is_valid()  # reads what was typed; an unbound form has nothing
    given = getattr(form, "cleaned_data", {})
    words, level = fold(str(given.get("text") or "")).split(), given.get("level") or ""
    return [
        state
        for state in states
        if (not level or state.type.code == level)
        and all(word in fold(f"{state.name} {state.unit.code}") for word in words)
    ]


def _lines(
    shown: Sequence[UnitState], states: Sequence[UnitState], ticks: frozenset[int], taken: Mapping[int, str]
) -> tuple[UnitLine, ...]:
    names = {state.unit_id: state.short_name for state in states}
    return tuple(
        UnitLine(
            state,
            names.get(state.parent_id or 0, ""),
            state.unit_id in ticks and state.unit_id not in taken,
            taken.get(state.unit_id, ""),
        )
        for state in shown
    )


def _entered(
    visit: Visit, part: Round, form: EnterForm, ticks: frozenset[int], states: Sequence[UnitState]
) -> list[Review]:
    units = [state.unit for state in states if state.unit_id in ticks]
    if len(units) < len(ticks):
        raise Invalid(
            FieldError("", _("Có đơn vị đã chọn không thuộc đơn vị chủ trì vào ngày này. Đề nghị chọn lại."))
        )
    given = form.cleaned_data
    return actions.enter_units(
        visit.actor,
        round=part,
        units=units,
        on=given["on"],
        now=visit.now,
        conference_on=given["conference_on"],
    )


def _back(visit: Visit, row: Campaign, part: Round, rows: Sequence[Review]) -> HttpResponseBase:
    message = ngettext(
        "Đã đưa %(count)d đơn vị vào vòng “%(round)s”.",
        "Đã đưa %(count)d đơn vị vào vòng “%(round)s”.",
        len(rows),
    ) % {"count": len(rows), "round": part.name}
    return visit.done(message, "campaign_plan", row.pk, **on_day(visit, rows[0].added_on))
