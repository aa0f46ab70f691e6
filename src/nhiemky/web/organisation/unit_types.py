"""Types of units: which there are, how many units each has on the day, and a new one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import actions, queries
from nhiemky.org.policy import require
from nhiemky.org.vocab import Verb
from nhiemky.web.organisation.forms import UnitTypeForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import UnitType


@dataclass(frozen=True)
class UnitTypesPage:
    """The types; a form only for who keeps a root, because types hold for all units."""

    table: Table
    form: UnitTypeForm | None


@page("organisation/unit_types.html", verbs=(Verb.KEEP_UNITS,))
def unit_types(visit: Visit) -> UnitTypesPage | HttpResponseBase:
    """This function will list the types of units and add one."""
    common = queries.common_path(visit.actor)
    if visit.posted is not None:
        require(visit.actor, Verb.KEEP_UNITS, common)
    form = UnitTypeForm(visit.posted)
    kind = attempt(form, lambda: actions.add_unit_type(visit.actor, **form.cleaned_data))
    if kind is None:
        return UnitTypesPage(_table(visit), form if visit.actor.may(Verb.KEEP_UNITS, common) else None)
    return visit.done(_("Đã thêm loại đơn vị %(name)s.") % {"name": kind.name}, "unit_types")


def _table(visit: Visit) -> Table:
    counts = Counter(node.state.type_id for node in queries.tree(visit.actor, on=visit.as_of))
    columns: list[Column[UnitType]] = [
        Column("cap", _("Cấp"), lambda row: row.rank, numeric=True),
        Column("ten", _("Loại đơn vị"), lambda row: row.name, wide=True),
        Column("ma", _("Mã"), lambda row: row.code),
        Column("nha-nuoc", _("Cơ quan nhà nước"), lambda row: row.state_body),
        Column("so-don-vi", _("Số đơn vị"), lambda row: counts[row.pk], numeric=True),
    ]
    caption = _("Loại đơn vị, số đơn vị vào ngày %(day)s") % {"day": write_date(visit.as_of)}
    return table_of(
        visit, list(queries.unit_types()), columns, caption=caption, empty=_("Chưa có loại đơn vị nào.")
    )
