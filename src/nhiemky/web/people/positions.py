"""What a person is in units, over time: added and ended from the person's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.org import actions, queries
from nhiemky.org.vocab import Verb
from nhiemky.web.pages import attempt, page
from nhiemky.web.people.forms import EndForm, PersonPositionForm
from nhiemky.web.units import unit_options
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import Person, Position
    from nhiemky.org.queries import Seat


@dataclass(frozen=True)
class PositionAddPage:
    form: PersonPositionForm
    person: Person


@dataclass(frozen=True)
class PositionEndPage:
    form: EndForm
    person: Person
    seat: Seat


@page("people/person_position_add.html", verbs=(Verb.KEEP_PEOPLE,))
def person_position_add(visit: Visit, id: int) -> PositionAddPage | HttpResponseBase:
    """This function will let a person hold a position in a unit."""
    kept = queries.person(visit.actor, id=id)
    form = PersonPositionForm(visit.posted, initial={"unit": visit.unit_code, "valid_from": visit.as_of})
    form.offer("unit", unit_options(visit))
    added = attempt(form, lambda: _added(visit, form, kept))
    if added is None:
        return PositionAddPage(form, kept)
    return visit.done(_("Đã thêm chức vụ %(title)s.") % {"title": added.title}, "person", kept.pk)


@page("people/person_position_end.html", verbs=(Verb.KEEP_PEOPLE,))
def person_position_end(visit: Visit, id: int, position: int) -> PositionEndPage | HttpResponseBase:
    """This function will end a position of a person on a day; it stays readable."""
    kept = queries.person(visit.actor, id=id)
    held = (seat for seat in queries.positions_of(visit.actor, kept) if seat.position.pk == position)
    seat = next((each for each in held if each.may_end), None)
    if seat is None:
        raise NotFound(_("Người này không giữ chức vụ đó, hoặc đồng chí không được cho thôi chức vụ đó."))
    form = EndForm(visit.posted, initial={"on": visit.today})
    ended = attempt(
        form, lambda: actions.end_position(visit.actor, position=seat.position, on=form.cleaned_data["on"])
    )
    if ended is None:
        return PositionEndPage(form, kept, seat)
    return visit.done(_("Chức vụ đã kết thúc từ ngày đã ghi."), "person", kept.pk)


def _added(visit: Visit, form: PersonPositionForm, person: Person) -> Position:
    given = dict(form.cleaned_data)
    unit = visit.unit_named(given.pop("unit"), on=given["valid_from"], field="unit")
    return actions.add_position(visit.actor, person=person, unit=unit, **given)
