"""What a person is over time, as tables: positions in units, roles of the account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.org.vocab import Verb
from nhiemky.web.tables import Act, Column, Table, act_column, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import Person
    from nhiemky.org.queries import Seat
    from nhiemky.web.people.views import HeldRole


def positions_table(visit: Visit, person: Person, seats: Sequence[Seat]) -> Table:
    """This function will lay out the positions of a person, the latest first."""

    def end(seat: Seat) -> Act | None:
        said = _("Thôi chức vụ %(title)s ở %(unit)s") % {
            "title": seat.position.title,
            "unit": seat.unit_name,
        }
        address = visit.to("person_position_end", person.pk, seat.position.pk)
        return Act(_("Thôi"), address, said) if seat.may_end else None

    columns: list[Column[Seat]] = [
        Column("chuc-vu", _("Chức vụ"), lambda seat: seat.position.title, wide=True),
        Column("don-vi", _("Đơn vị"), lambda seat: seat.unit_name),
        Column("tu-ngay", _("Từ ngày"), lambda seat: seat.position.valid_from),
        Column("den-ngay", _("Đến trước ngày"), lambda seat: seat.position.valid_to),
        Column("ky", _("Ký văn bản"), lambda seat: seat.position.signs),
    ]
    if visit.actor.branches(Verb.KEEP_PEOPLE):
        columns.append(act_column(end))
    return table_of(visit, seats, columns, caption=_("Chức vụ qua thời gian"))


def roles_table(visit: Visit, person: Person, roles: Sequence[HeldRole]) -> Table:
    """This function will lay out the roles of a person's account."""

    def end(role: HeldRole) -> Act | None:
        said = _("Thôi vai trò %(name)s ở %(unit)s") % {"name": role.name, "unit": role.unit}
        return Act(_("Thôi"), visit.to("role_end", person.pk, role.id), said) if role.may_end else None

    columns: list[Column[HeldRole]] = [
        Column("vai-tro", _("Vai trò"), lambda role: role.name, wide=True),
        Column("don-vi", _("Đơn vị"), lambda role: role.unit),
        Column("tu-ngay", _("Từ ngày"), lambda role: role.valid_from),
        Column("den-ngay", _("Đến trước ngày"), lambda role: role.valid_to),
        Column("tinh-trang", _("Tình trạng"), lambda role: _("đang giữ") if role.holds else _("không còn hiệu lực"),
               mark=lambda role: "" if role.holds else "text-secondary"),
    ]  # fmt: skip
    if visit.actor.branches(Verb.KEEP_ROLES):
        columns.append(act_column(end))
    return table_of(visit, roles, columns, caption=_("Vai trò"), name="vai-tro")
