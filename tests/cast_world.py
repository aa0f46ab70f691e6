"""A branch where every unit has one of everything, each thing carrying its unit's mark in every text that people type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.test import Client

from nhiemky.history.models import LedgerLine
from nhiemky.intake.actions import open_batch
from nhiemky.intake.models import Batch
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Period
from nhiemky.org import actions as org
from nhiemky.org.models import Person, Position, Role, Term, UnitState, User
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.registry.actions import attach_file, link
from nhiemky.registry.models import Directive, DirectiveFile, DirectiveLink
from nhiemky.targets.actions import add_target, freeze_figures, record_observation
from nhiemky.targets.models import Freeze, Target
from tests import cast
from tests.cast_intake import form_row, make_form
from tests.cast_targets import NOW, Place, confirm_all, target_row
from tests.cast_world_campaign import Campaigning, make_campaigning

CUT_OFF = date(2023, 2, 21)
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Holding:
    """A unit with one of everything."""

    place: Place
    mark: str
    term: Term
    target: Target
    person: Person
    account: User
    role: Role
    position: Position
    directive: Directive
    link: DirectiveLink
    file: DirectiveFile
    batch: Batch
    freeze: Freeze
    more: Campaigning

    @property
    def code(self) -> str:
        """The code of the unit."""
        return self.place.unit.code

    @property
    def line(self) -> int:
        """The number of the last line of the ledger about the unit's target."""
        rows = LedgerLine.objects.filter(object_kind="target", object_id=str(self.target.pk))
        return rows.latest("sequence").sequence


@dataclass(frozen=True)
class World:
    """A district, its commune with a cell, and another commune beside it."""

    above: Holding
    own: Holding
    beside: Holding
    below: Holding

    @property
    def all(self) -> tuple[Holding, ...]:
        """The units as the columns of tables of rights have them."""
        return (self.own, self.below, self.beside, self.above)


def make_world(mark: Callable[[str], str] = lambda code: f"DẤU{code}DẤU", *, named: bool = True) -> World:
    """Make the branch; ``named`` puts the mark into the units' own names, too."""
    term = cast.make_term("2020-2025", cut_off=CUT_OFF)
    district = unit("838", "district", None, mark, named)
    commune = unit("28927", "commune", district, mark, named)
    other = unit("28933", "commune", district, mark, named)
    cell = unit("28927-1", "cell", commune, mark, named)
    above, own, beside, below = (
        hold(state, term, mark(state.unit.code)) for state in (district, commune, other, cell)
    )
    return World(above, own, beside, below)


def unit(
    code: str, kind: str, parent: UnitState | None, mark: Callable[[str], str], named: bool
) -> UnitState:
    """Make a unit whose name carries its mark."""
    cast.make_type(kind)
    said = mark(code) if named else f"Đơn vị {code}"
    return org.add_unit(
        SYSTEM_ACTOR,
        code=code,
        type_code=kind,
        parent=parent.unit if parent else None,
        valid_from=cast.FOUNDED,
        name=f"Đảng bộ {said}",
        short_name=f"Tên {said}",
        committee_name=f"Đảng ủy {said}",
        symbol="ĐU",
        place=f"Nơi {said}",
        official_order=0,
    )


def hold(state: UnitState, term: Term, mark: str) -> Holding:
    """Give a unit one of everything."""
    place = Place(state.unit, state, cast.office(state), cast.leader(state))
    text = {"name": f"Thu nhập {mark}", "unit_of_measure": f"{mark}"[:40], "group": f"Nhóm {mark}"}
    row = target_row("1", note=f"Ghi chú {mark}", owner=f"Phụ trách {mark}", **text)
    target = add_target(place.office, unit=state.unit, term=term, row=row)
    record_observation(
        place.office,
        target=target,
        period=Period.of_year(2022),
        value=Decimal(63),
        note=f"Diễn giải {mark}",
        now=NOW,
    )
    confirm_all(place, term)
    person = cast.make_person(f"Cán bộ {mark}", keeper=state)
    account = org.add_account(SYSTEM_ACTOR, person=person, username=f"nguoi{state.unit.code}")
    directive = cast.make_directive(
        f"{state.unit_id}-KH/ĐU",
        holder=state,
        term=term,
        excerpt=f"Trích yếu {mark}",
        issuer_name=f"Cơ quan {mark}",
    )
    earlier = cast.make_directive("", holder=state, excerpt=f"Căn cứ {mark}")
    data = make_form(place, form_row("1", {"2022": Decimal(64)}, **text), form_row("2", name=f"Mới {mark}"))
    return Holding(
        place=place,
        mark=mark,
        term=term,
        target=target,
        person=person,
        account=account,
        role=cast.give(account, RoleCode.SURVEYOR, state),
        position=cast.make_position(person, state, f"Chức {mark}"),
        directive=directive,
        link=link(SYSTEM_ACTOR, later=directive, earlier=earlier),
        file=attach_file(SYSTEM_ACTOR, directive=directive, name=f"tep {mark}.png", data=PNG, now=NOW),
        batch=open_batch(
            place.office, unit=state.unit, term=term, file_name=f"bang {mark}.xlsx", data=data, now=NOW
        ),
        freeze=freeze_figures(
            place.leader,
            unit=state.unit,
            term=term,
            cut_off=CUT_OFF,
            label=f"Chốt {mark}",
            scheme=DEFAULT_SCHEME,
            now=NOW,
        ),
        more=make_campaigning(place, term, mark),
    )


def browser(user: User | None, *, failing: bool = True) -> Client:
    """Give a browser, signed in when a user is given; ``failing`` False: a fault shows as the page with status 500."""
    client = Client(raise_request_exception=failing)
    if user is not None:
        client.force_login(user)
    return client
