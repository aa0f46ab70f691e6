"""Founding, changing and ending units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import actions, queries
from nhiemky.org.policy import require
from nhiemky.org.vocab import Verb
from nhiemky.web.forms import PageForm
from nhiemky.web.organisation.forms import DissolveForm, UnitAddForm, UnitChangeForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.units import unit_options
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import Unit, UnitState

WORDS = ("name", "short_name", "committee_name", "symbol", "place", "type_code", "official_order")


@dataclass(frozen=True)
class UnitFormPage:
    """A form about a unit; none when it is not about one unit."""

    form: PageForm
    state: UnitState | None = None


@page("organisation/unit_add.html", verbs=(Verb.KEEP_UNITS,))
def unit_add(visit: Visit) -> UnitFormPage | HttpResponseBase:
    """This function will found a unit."""
    form = UnitAddForm(visit.posted, types=unit_types(), initial={"parent": visit.unit_code})
    form.offer("parent", unit_options(visit))
    state = attempt(form, lambda: _added(visit, form))
    if state is None:
        return UnitFormPage(form)
    day = state.valid_from
    message = _("Đã thêm %(name)s.") % {"name": state.name}
    return visit.done(message, "unit", state.unit.code, den=write_date(max(day, visit.as_of)))


@page("organisation/unit_change.html", verbs=(Verb.KEEP_UNITS,))
def unit_change(visit: Visit, code: str) -> UnitFormPage | HttpResponseBase:
    """This function will change a unit from a day on."""
    state = kept_state(visit, code, Verb.KEEP_UNITS)
    above = queries.ancestors(state, on=visit.as_of)
    known = {word: getattr(state, word) for word in WORDS if word != "type_code"}
    initial = {
        **known,
        "type_code": state.type.code,
        "parent": above[-1].unit.code if above else "",
        "on": visit.today,
    }
    form = UnitChangeForm(visit.posted, types=unit_types(), initial=initial)
    form.offer("parent", unit_options(visit))
    changed = attempt(form, lambda: _changed(visit, form, state.unit))
    if changed is None:
        return UnitFormPage(form, state)
    message = _("Đã thay đổi %(name)s.") % {"name": changed.name}
    return visit.done(message, "unit", code, den=write_date(max(changed.valid_from, visit.as_of)))


@page("organisation/unit_dissolve.html", verbs=(Verb.KEEP_UNITS,))
def unit_dissolve(visit: Visit, code: str) -> UnitFormPage | HttpResponseBase:
    """This function will end a unit; nothing of it is removed."""
    state = kept_state(visit, code, Verb.KEEP_UNITS)
    form = DissolveForm(visit.posted)
    form.offer("successor", unit_options(visit))
    done = attempt(form, lambda: _dissolved(visit, form, state.unit))
    if done is None:
        return UnitFormPage(form, state)
    message = _("%(name)s kết thúc từ ngày %(day)s. Số liệu cũ vẫn xem được ở các ngày trước đó.")
    on = write_date(form.cleaned_data["on"])
    return visit.done(message % {"name": state.name, "day": on}, "organisation", den=on, don_vi="")


def kept_state(visit: Visit, code: str, verb: Verb) -> UnitState:
    """This function will give the state of a unit to who may do the verb there, so that only they see the form of an act.

    :raises Denied: to who may not.
    """
    state = queries.state_of(visit.actor, unit_code=code, on=visit.as_of)
    require(visit.actor, verb, state.path)
    return state


def unit_types() -> list[tuple[str, str]]:
    """This function will give the types of units to choose from, the highest first."""
    return [(kind.code, kind.name) for kind in queries.unit_types()]


def _added(visit: Visit, form: UnitAddForm) -> UnitState:
    given = form.cleaned_data
    parent = visit.unit_named(given["parent"], on=given["valid_from"], field="parent")
    words = {word: given[word] for word in WORDS}
    return actions.add_unit(
        visit.actor, code=given["code"], parent=parent, valid_from=given["valid_from"], **words
    )


def _changed(visit: Visit, form: UnitChangeForm, unit: Unit) -> UnitState:
    given = form.cleaned_data
    code = given["parent"]
    parent = visit.unit_named(code, on=given["on"], field="parent") if code else None
    return actions.change_unit(
        visit.actor, unit=unit, on=given["on"], parent=parent, **{word: given[word] for word in WORDS}
    )


def _dissolved(visit: Visit, form: DissolveForm, unit: Unit) -> object:
    given = form.cleaned_data
    code = given["successor"]
    successor = visit.unit_named(code, on=given["on"], field="successor") if code else None
    return actions.dissolve_unit(
        visit.actor, unit=unit, on=given["on"], decision=given["decision"], successor=successor
    )
