"""Founding, changing, merging, splitting and ending units; positions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.org import actions, queries
from nhiemky.org.vocab import Verb
from nhiemky.web.forms import PageForm
from nhiemky.web.organisation.forms import (
    DissolveForm,
    MergeForm,
    PositionEndForm,
    PositionForm,
    SplitForm,
    UnitAddForm,
    UnitChangeForm,
)
from nhiemky.web.pages import attempt, page
from nhiemky.web.units import unit_options
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import Unit, UnitState
    from nhiemky.org.queries import Holder

WORDS = ("name", "short_name", "committee_name", "symbol", "place", "type_code", "official_order")


@dataclass(frozen=True)
class UnitFormPage:
    """A form about a unit; none when it is not about one unit."""

    form: PageForm
    state: UnitState | None = None


@dataclass(frozen=True)
class PositionEndPage:
    form: PositionEndForm
    state: UnitState
    holder: Holder


@page("organisation/unit_add.html", verbs=(Verb.KEEP_UNITS,))
def unit_add(visit: Visit) -> UnitFormPage | HttpResponseBase:
    """This function will found a unit."""
    form = UnitAddForm(visit.posted, types=_types(), initial={"parent": visit.unit_code})
    form.offer("parent", unit_options(visit))
    state = attempt(form, lambda: _added(visit, form))
    if state is None:
        return UnitFormPage(form)
    day = state.valid_from
    message = _("Đã thêm %(name)s.") % {"name": state.name}
    return visit.done(message, "unit", state.unit.code, den=_written(max(day, visit.as_of)))


@page("organisation/unit_change.html", verbs=(Verb.KEEP_UNITS,))
def unit_change(visit: Visit, code: str) -> UnitFormPage | HttpResponseBase:
    """This function will change a unit from a day on."""
    state = queries.state_of(visit.actor, unit_code=code, on=visit.as_of)
    above = queries.ancestors(state, on=visit.as_of)
    known = {word: getattr(state, word) for word in WORDS if word != "type_code"}
    initial = {
        **known,
        "type_code": state.type.code,
        "parent": above[-1].unit.code if above else "",
        "on": visit.today,
    }
    form = UnitChangeForm(visit.posted, types=_types(), initial=initial)
    form.offer("parent", unit_options(visit))
    changed = attempt(form, lambda: _changed(visit, form, state.unit))
    if changed is None:
        return UnitFormPage(form, state)
    message = _("Đã thay đổi %(name)s.") % {"name": changed.name}
    return visit.done(message, "unit", code, den=_written(max(changed.valid_from, visit.as_of)))


@page("organisation/unit_merge.html", verbs=(Verb.KEEP_UNITS,))
def unit_merge(visit: Visit) -> UnitFormPage | HttpResponseBase:
    """This function will merge units into another."""
    form = MergeForm(visit.posted, initial={"predecessors": visit.asked("ma")})
    form.offer("successor", unit_options(visit))
    done = attempt(
        form,
        lambda: actions.merge_units(
            visit.actor,
            predecessors=_units(visit, form, "predecessors"),
            successor=visit.unit_named(
                form.cleaned_data["successor"], on=form.cleaned_data["on"], field="successor"
            ),
            on=form.cleaned_data["on"],
            decision=form.cleaned_data["decision"],
        ),
    )
    if done is None:
        return UnitFormPage(form)
    on = _written(form.cleaned_data["on"])
    return visit.done(_("Đã ghi việc sáp nhập."), "unit", form.cleaned_data["successor"], den=on)


@page("organisation/unit_split.html", verbs=(Verb.KEEP_UNITS,))
def unit_split(visit: Visit, code: str) -> UnitFormPage | HttpResponseBase:
    """This function will split a unit into others."""
    state = queries.state_of(visit.actor, unit_code=code, on=visit.as_of)
    form = SplitForm(visit.posted)
    done = attempt(
        form,
        lambda: actions.split_unit(
            visit.actor,
            predecessor=state.unit,
            successors=_units(visit, form, "successors"),
            on=form.cleaned_data["on"],
            decision=form.cleaned_data["decision"],
            survives=form.cleaned_data["survives"],
        ),
    )
    if done is None:
        return UnitFormPage(form, state)
    first = form.cleaned_data["successors"][0]
    return visit.done(_("Đã ghi việc chia tách."), "unit", first, den=_written(form.cleaned_data["on"]))


@page("organisation/unit_dissolve.html", verbs=(Verb.KEEP_UNITS,))
def unit_dissolve(visit: Visit, code: str) -> UnitFormPage | HttpResponseBase:
    """This function will end a unit; nothing of it is removed."""
    state = queries.state_of(visit.actor, unit_code=code, on=visit.as_of)
    form = DissolveForm(visit.posted)
    form.offer("successor", unit_options(visit))
    done = attempt(form, lambda: _dissolved(visit, form, state.unit))
    if done is None:
        return UnitFormPage(form, state)
    message = _("%(name)s kết thúc từ ngày %(day)s. Số liệu cũ vẫn xem được ở các ngày trước đó.")
    on = _written(form.cleaned_data["on"])
    return visit.done(message % {"name": state.name, "day": on}, "organisation", den=on, don_vi="")


@page("organisation/position_add.html", verbs=(Verb.KEEP_PEOPLE,))
def position_add(visit: Visit, code: str) -> UnitFormPage | HttpResponseBase:
    """This function will let a person hold a position in a unit."""
    state = queries.state_of(visit.actor, unit_code=code, on=visit.as_of)
    people = [(str(row.pk), row.full_name) for row in queries.people(visit.actor)]
    form = PositionForm(visit.posted, people=people, initial={"valid_from": visit.as_of})
    added = attempt(
        form,
        lambda: actions.add_position(
            visit.actor,
            unit=state.unit,
            **{
                **form.cleaned_data,
                "person": queries.person(visit.actor, id=int(form.cleaned_data["person"])),
            },
        ),
    )
    if added is None:
        return UnitFormPage(form, state)
    return visit.done(_("Đã thêm chức vụ %(title)s.") % {"title": added.title}, "unit", code)


@page("organisation/position_end.html", verbs=(Verb.KEEP_PEOPLE,))
def position_end(visit: Visit, code: str, id: int) -> PositionEndPage | HttpResponseBase:
    """This function will end a position on a day; it stays readable."""
    state = queries.state_of(visit.actor, unit_code=code, on=visit.as_of)
    held = next(
        (row for row in queries.positions(visit.actor, state.unit, visit.as_of) if row.position.pk == id),
        None,
    )
    if held is None:
        raise NotFound(_("Không có chức vụ này ở đơn vị vào ngày đang xem."))
    form = PositionEndForm(visit.posted, initial={"on": visit.today})
    ended = attempt(
        form, lambda: actions.end_position(visit.actor, position=held.position, on=form.cleaned_data["on"])
    )
    if ended is None:
        return PositionEndPage(form, state, held)
    return visit.done(_("Chức vụ đã kết thúc từ ngày đã ghi."), "unit", code)


def _types() -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in queries.unit_types()]


def _written(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _units(visit: Visit, form: PageForm, field: str) -> list[Unit]:
    """Give the units that a field names, as they stand on the day of the form."""
    return [
        visit.unit_named(code, on=form.cleaned_data["on"], field=field) for code in form.cleaned_data[field]
    ]


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
