"""Merging and splitting units, into existing ones and into new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import actions, queries
from nhiemky.org.actions import UnitDraft
from nhiemky.org.vocab import Verb
from nhiemky.web.organisation.keeping import kept_state, unit_types
from nhiemky.web.organisation.reshaping_forms import NEW_PARTS, MergeForm, NewUnitForm, SplitForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.units import unit_options
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import Succession, Unit, UnitState


@dataclass(frozen=True)
class MergePage:
    form: MergeForm


@dataclass(frozen=True)
class SplitPage:
    form: SplitForm
    state: UnitState


@page("organisation/unit_merge.html", verbs=(Verb.KEEP_UNITS,))
def unit_merge(visit: Visit) -> MergePage | HttpResponseBase:
    """This function will merge units into another, which is there or is founded by the act."""
    asked = visit.asked("ma")
    form = MergeForm(
        visit.posted,
        types=unit_types(),
        units=unit_options(visit),
        new=_offered(visit, _first(visit, asked)),
        count=1,
        initial={"predecessors": [asked]},
    )
    done = attempt(form, lambda: _merged(visit, form))
    if done is None:
        return MergePage(form)
    on = write_date(form.cleaned_data["on"])
    return visit.done(_("Đã ghi việc sáp nhập."), "unit", _follower(done), den=on)


@page("organisation/unit_split.html", verbs=(Verb.KEEP_UNITS,))
def unit_split(visit: Visit, code: str) -> SplitPage | HttpResponseBase:
    """This function will split a unit into others, which are there or are founded by the act."""
    state = kept_state(visit, code, Verb.KEEP_UNITS)
    form = SplitForm(
        visit.posted,
        types=unit_types(),
        units=unit_options(visit),
        new=_offered(visit, state),
        count=NEW_PARTS,
    )
    done = attempt(form, lambda: _split(visit, form, state))
    if done is None:
        return SplitPage(form, state)
    on = write_date(form.cleaned_data["on"])
    return visit.done(_("Đã ghi việc chia tách."), "unit", _follower(done), den=on)


def _first(visit: Visit, asked: str) -> UnitState:
    """Give the unit that the form was opened for, else the chosen one."""
    try:
        return queries.state_of(visit.actor, unit_code=asked, on=visit.as_of) if asked else visit.state
    except NotFound:
        return visit.state


def _offered(visit: Visit, like: UnitState) -> dict[str, object]:
    """Give what a new unit is likely to have in common with the one that it follows; a highest unit is followed by none."""
    above = queries.ancestors(like, on=visit.as_of)
    if not above:
        return {"parent": like.unit.code}
    return {
        "type_code": like.type.code,
        "symbol": like.symbol,
        "official_order": like.official_order,
        "parent": above[-1].unit.code,
    }


def _follower(rows: Sequence[Succession]) -> str:
    return next(row.successor.code for row in rows if row.successor is not None)


def _merged(visit: Visit, form: MergeForm) -> tuple[Succession, ...]:
    given = form.cleaned_data
    successor: Unit | UnitDraft = (
        visit.unit_named(given["successor"], on=given["on"], field="successor")
        if given["successor"]
        else _draft(visit, form, form.entered[0])
    )
    return actions.merge_units(
        visit.actor,
        predecessors=_named(visit, form, "predecessors"),
        successor=successor,
        on=given["on"],
        decision=given["decision"],
    )


def _split(visit: Visit, form: SplitForm, state: UnitState) -> tuple[Succession, ...]:
    given = form.cleaned_data
    existing = _named(visit, form, "successors")
    founded = [
        _draft(visit, form, part, before=f"successors.{place}.")
        for place, part in enumerate(form.entered, start=len(existing))
    ]
    return actions.split_unit(
        visit.actor,
        predecessor=state.unit,
        successors=[*existing, *founded],
        on=given["on"],
        decision=given["decision"],
        survives=given["survives"],
    )


def _named(visit: Visit, form: MergeForm | SplitForm, field: str) -> list[Unit]:
    """Give the units that a field names, each once, as they stand on the day of the form."""
    on = form.cleaned_data["on"]
    named = (visit.unit_named(asked, on=on, field=field) for asked in form.cleaned_data[field])
    return list(dict.fromkeys(named))


def _draft(visit: Visit, form: MergeForm | SplitForm, part: NewUnitForm, *, before: str = "") -> UnitDraft:
    """Give the draft of a new unit; its parent is looked up on the day of the form."""
    words = dict(part.cleaned_data)
    parent = visit.unit_named(words.pop("parent"), on=form.cleaned_data["on"], field=f"{before}parent")
    return UnitDraft(parent=parent, **words)
