"""Looking through the tree of units, as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries
from nhiemky.org.vocab import ROLE_NAMES, SUCCESSION_NAMES, RoleCode, SuccessionKind, Verb
from nhiemky.web.organisation.forms import TreeFilter
from nhiemky.web.organisation.tree import Branch, TypeCount, branches, type_counts
from nhiemky.web.pages import page
from nhiemky.web.tables import Act, Column, Table, act_column, exported, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import Role, Succession, UnitState
    from nhiemky.org.queries import Holder


@dataclass(frozen=True)
class TreePage:
    form: TreeFilter
    tree: tuple[Branch, ...]
    counts: tuple[TypeCount, ...]
    total: int
    table: Table | None
    root: UnitState | None
    may_add: bool


@dataclass(frozen=True)
class Followed:
    """A succession seen from one unit: what happened when, to or from which unit, and where that unit's page is."""

    on: date
    kind: str
    forward: bool
    name: str
    href: str
    decision: str


@dataclass(frozen=True)
class HeldRole:
    """Who holds which role in the unit."""

    name: str
    person: str
    href: str


@dataclass(frozen=True)
class Above:
    """A unit above, named to everybody below; its page only to who may see it."""

    name: str
    href: str


@dataclass(frozen=True)
class UnitPage:
    state: UnitState
    above: tuple[Above, ...]
    children: tuple[UnitState, ...]
    states: tuple[UnitState, ...]
    successions: tuple[Followed, ...]
    positions: Table
    roles: tuple[HeldRole, ...]
    may_units: bool
    may_people: bool
    may_roles: bool


@page("organisation/tree.html", verbs=(Verb.SEE,), partials=("cay",), methods=("GET", "HEAD"))
def organisation(visit: Visit) -> TreePage:
    """This function will show the tree of units as of the day, or the units that a search finds."""
    types = [(kind.code, kind.name) for kind in queries.unit_types()]
    form = TreeFilter(visit.request.GET, types=types)
    wanted = visit.asked("goc")
    root = queries.state_of(visit.actor, unit_code=wanted, on=visit.as_of) if wanted else None
    nodes = queries.tree(visit.actor, on=visit.as_of, under=root)
    listed = bool(form.asked("q") or form.asked("type")) or exported(visit)
    return TreePage(
        form=form,
        tree=() if listed else branches(nodes),
        counts=type_counts(nodes),
        total=len(nodes),
        table=_table(visit, form, root) if listed else None,
        root=root,
        may_add=bool(visit.actor.branches(Verb.KEEP_UNITS)),
    )


@page("organisation/unit.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"))
def unit(visit: Visit, code: str) -> UnitPage:
    """This function will show one unit: its states over time, what it followed, who holds which position and role."""
    state = queries.state_of(visit.actor, unit_code=code, on=visit.as_of)
    rows = queries.successions_of(state.unit)
    others = {each for row in rows for each in (row.predecessor_id, row.successor_id) if each is not None}
    names = queries.unit_labels(visit.actor, others, on=visit.today)
    return UnitPage(
        state=state,
        above=tuple(_above(visit, each) for each in queries.ancestors(state, on=visit.as_of)),
        children=tuple(queries.children(visit.actor, state, on=visit.as_of)),
        states=tuple(queries.history_of_unit(state.unit)),
        successions=tuple(_followed(visit, state, row, names) for row in rows),
        positions=_positions(visit, state),
        roles=tuple(_role(visit, row) for row in queries.roles_in(visit.actor, state.unit, on=visit.today)),
        may_units=visit.actor.may(Verb.KEEP_UNITS, state.path),
        may_people=visit.actor.may(Verb.KEEP_PEOPLE, state.path),
        may_roles=visit.actor.may(Verb.KEEP_ROLES, state.path),
    )


def _table(visit: Visit, form: TreeFilter, root: UnitState | None) -> Table:
    kind = form.asked("type")
    rows = queries.visible_states(
        visit.actor, on=visit.as_of, under=root, types=(kind,) if kind else (), text=form.asked("q") or ""
    )
    columns: list[Column[UnitState]] = [
        Column("ten", _("Tên đơn vị"), lambda row: row.name, href=lambda row: visit.to("unit", row.unit.code),
               sort=lambda row: bytes(row.sort_key), wide=True),
        Column("ma", _("Mã"), lambda row: row.unit.code),
        Column("loai", _("Loại"), lambda row: row.type.name, sort=lambda row: row.type.rank),
        Column("thu-tu", _("Thứ tự"), lambda row: row.official_order, numeric=True),
        Column("ky-hieu", _("Ký hiệu"), lambda row: row.symbol),
        Column("tu-ngay", _("Từ ngày"), lambda row: row.valid_from),
    ]  # fmt: skip
    return table_of(
        visit, rows, columns, caption=_("Danh sách đơn vị"), empty=_("Không có đơn vị nào khớp."), filterable=False
    )  # fmt: skip


def _positions(visit: Visit, state: UnitState) -> Table:
    def end(row: Holder) -> Act:
        said = _("Thôi chức vụ %(title)s của %(name)s") % {
            "title": row.position.title,
            "name": row.person.full_name,
        }
        return Act(_("Thôi"), visit.to("position_end", state.unit.code, row.position.pk), said)

    columns: list[Column[Holder]] = [
        Column("chuc-vu", _("Chức vụ"), lambda row: row.position.title, wide=True),
        Column("ten", _("Họ và tên"), lambda row: row.person.full_name, href=lambda row: visit.to("person", row.person.pk),
               sort=lambda row: bytes(row.person.sort_key)),
        Column("tu-ngay", _("Từ ngày"), lambda row: row.position.valid_from),
        Column("ky", _("Ký văn bản"), lambda row: row.position.signs),
    ]  # fmt: skip
    if visit.actor.may(Verb.KEEP_PEOPLE, state.path):
        columns.append(act_column(end))
    rows = queries.positions(visit.actor, state.unit, visit.as_of)
    return table_of(visit, rows, columns, caption=_("Chức vụ"))


def _above(visit: Visit, state: UnitState) -> Above:
    seen = visit.actor.may(Verb.SEE, state.path)
    return Above(state.short_name, visit.to("unit", state.unit.code) if seen else "")


def _followed(visit: Visit, state: UnitState, row: Succession, names: Mapping[int, str]) -> Followed:
    forward = row.predecessor_id == state.unit_id
    other = row.successor if forward else row.predecessor
    kind = str(SUCCESSION_NAMES[SuccessionKind(row.kind)])
    if other is None:
        return Followed(row.on, kind, forward, "", "", row.decision)
    day = write_date(row.on if forward else row.on - timedelta(days=1))
    name = names.get(other.pk, "")
    href = visit.to("unit", other.code, den=day) if name else ""
    return Followed(row.on, kind, forward, name or other.code, href, row.decision)


def _role(visit: Visit, row: Role) -> HeldRole:
    person = row.user.person
    name = person.full_name if person is not None else row.user.username
    return HeldRole(
        str(ROLE_NAMES[RoleCode(row.code)]), name, visit.to("person", person.pk) if person is not None else ""
    )
