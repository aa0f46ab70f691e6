"""Positions in a unit: added and ended from the unit's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.org import actions, queries
from nhiemky.org.vocab import Verb
from nhiemky.web.organisation.forms import PositionEndForm, PositionForm
from nhiemky.web.organisation.keeping import UnitFormPage, kept_state
from nhiemky.web.pages import attempt, page
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import UnitState
    from nhiemky.org.queries import Holder


@dataclass(frozen=True)
class PositionEndPage:
    form: PositionEndForm
    state: UnitState
    holder: Holder


@page("organisation/position_add.html", verbs=(Verb.KEEP_PEOPLE,))
def position_add(visit: Visit, code: str) -> UnitFormPage | HttpResponseBase:
    """This function will let a person hold a position in a unit."""
    state = kept_state(visit, code, Verb.KEEP_PEOPLE)
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
    state = kept_state(visit, code, Verb.KEEP_PEOPLE)
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
