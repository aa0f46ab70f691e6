"""The cast: builders of everything that tests of rooms need, all with sane defaults.

Builders go through the actions wherever there is one, as the system, so that what they build could have been built by people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from nhiemky.org import actions as org
from nhiemky.org.models import Person, Position, Role, Term, Unit, UnitState, UnitType, User
from nhiemky.org.policy import SYSTEM_ACTOR, Actor, Grant
from nhiemky.org.queries import actor_of
from nhiemky.org.vocab import RoleCode
from nhiemky.registry import actions as registry
from nhiemky.registry.models import Directive
from nhiemky.registry.vocab import Confidentiality, DirectiveEntry, DirectiveType, LinkKind

TODAY = date(2023, 2, 21)
NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)
FOUNDED = date(2010, 1, 1)
PASSWORD = "cây dừa nước 2023"

TYPES = {
    "province": ("Đảng bộ tỉnh", "Tỉnh ủy", "TU", 1),
    "district": ("Đảng bộ huyện", "Huyện ủy", "HU", 2),
    "commune": ("Đảng bộ xã", "Đảng ủy xã", "ĐU", 3),
    "cell": ("Chi bộ", "Chi bộ", "CB", 4),
    "board": ("Ban", "Ban", "B", 4),
}

_numbers = count(1)


def make_type(code: str = "commune") -> UnitType:
    """Make (once) one of the usual types: province, district, commune, cell, board."""
    title, _, _, rank = TYPES[code]
    kind, _ = UnitType.objects.get_or_create(code=code, defaults={"name": title, "rank": rank})
    return kind


def make_unit(
    name: str = "",
    *,
    code: str = "",
    parent: Unit | UnitState | None = None,
    type: str = "commune",
    valid_from: date = FOUNDED,
    official_order: int = 0,
    place: str = "",
    illustrative: bool = False,
) -> UnitState:
    """Make a unit and give its state; name and code are made up where not given."""
    number = next(_numbers)
    short = name or f"Đơn vị {number}"
    make_type(type)
    title, committee, symbol, _ = TYPES[type]
    return org.add_unit(
        SYSTEM_ACTOR,
        code=code or f"U{number}",
        type_code=type,
        parent=parent.unit if isinstance(parent, UnitState) else parent,
        valid_from=valid_from,
        name=f"{title} {short}",
        short_name=short,
        committee_name=f"{committee} {short}",
        symbol=symbol,
        place=place or short,
        official_order=official_order,
        illustrative=illustrative,
    )


def draft(name: str, *, code: str, parent: Unit | UnitState | None, type: str = "commune") -> org.UnitDraft:
    """Give the draft of a unit, for merges and splits."""
    title, committee, symbol, _ = TYPES[type]
    make_type(type)
    above = parent.unit if isinstance(parent, UnitState) else parent
    return org.UnitDraft(code, type, above, f"{title} {name}", name, f"{committee} {name}", symbol, name)


@dataclass(frozen=True)
class Tree:
    """A province, two districts, communes in both (the first two in the first district), a cell in the first commune."""

    province: UnitState
    district: UnitState
    other_district: UnitState
    commune: UnitState
    second: UnitState
    third: UnitState
    far: UnitState
    cell: UnitState

    @property
    def communes(self) -> tuple[UnitState, ...]:
        return (self.commune, self.second, self.third)


def make_tree() -> Tree:
    """Make the usual tree: Bến Tre > Mỏ Cày Bắc > Tân Thanh Tây, Nhuận Phú Tân, Thạnh Ngãi; Chợ Lách > Vĩnh Thành."""
    province = make_unit("Bến Tre", code="83", type="province")
    district = make_unit("Mỏ Cày Bắc", code="838", parent=province, type="district", official_order=1)
    other = make_unit("Chợ Lách", code="832", parent=province, type="district", official_order=2)
    return Tree(
        province=province,
        district=district,
        other_district=other,
        commune=make_unit("Tân Thanh Tây", code="28927", parent=district, official_order=1),
        second=make_unit("Nhuận Phú Tân", code="28957", parent=district, official_order=2),
        third=make_unit("Thạnh Ngãi", code="28903", parent=district, official_order=3),
        far=make_unit("Vĩnh Thành", code="28879", parent=other, official_order=1),
        cell=make_unit("ấp Tân Thới", code="28927-1", type="cell", official_order=1, parent=_unit("28927")),
    )


def _unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def make_term(label: str = "2020-2025", *, cut_off: date | None = None) -> Term:
    """Make (once) a term; "2020-2025" plans 2021 to 2025."""
    found = Term.objects.filter(label=label).first()
    if found is not None:
        return found
    first, last = (int(year) for year in label.split("-"))
    return org.add_term(SYSTEM_ACTOR, label=label, first_year=first + 1, last_year=last, cut_off=cut_off)


def actor(
    *roles: tuple[RoleCode, Unit | UnitState],
    name: str = "Nguyễn Văn An",
    today: date = TODAY,
    user_id: int | None = None,
) -> Actor:
    """Give somebody who acts in the roles; with no row behind, for tests of rights and of actions."""
    grants = tuple(
        Grant(role, where.unit_id if isinstance(where, UnitState) else where.pk) for role, where in roles
    )
    return Actor(user_id, name, grants, today)


def office(where: Unit | UnitState, *, today: date = TODAY) -> Actor:
    """Give somebody of the office of a unit."""
    return actor((RoleCode.OFFICE, where), name="Trần Thị Bình", today=today)


def leader(where: Unit | UnitState, *, today: date = TODAY) -> Actor:
    """Give the leader of a unit."""
    return actor((RoleCode.LEADER, where), name="Lê Văn Chính", today=today)


def administrator(where: Unit | UnitState, *, today: date = TODAY) -> Actor:
    """Give an administrator of a unit's branch."""
    return actor((RoleCode.ADMINISTRATOR, where), name="Phạm Quang Dũng", today=today)


def overseer(where: Unit | UnitState, *, today: date = TODAY) -> Actor:
    """Give somebody who follows a branch for the superior committee."""
    return actor((RoleCode.OVERSEER, where), name="Võ Thị Giang", today=today)


def make_person(full_name: str = "Nguyễn Văn An", *, keeper: Unit | UnitState) -> Person:
    """Make a person whose entry a unit keeps."""
    where = keeper.unit if isinstance(keeper, UnitState) else keeper
    return org.add_person(SYSTEM_ACTOR, keeper=where, full_name=full_name)


def make_user(
    username: str = "", *, unit: Unit | UnitState, full_name: str = "Nguyễn Văn An", password: str = ""
) -> User:
    """Make a person with an account; with a password only where one is given."""
    person = make_person(full_name, keeper=unit)
    user = org.add_account(SYSTEM_ACTOR, person=person, username=username or f"user{next(_numbers)}")
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def give(user: User, code: RoleCode, unit: Unit | UnitState, *, valid_from: date = FOUNDED) -> Role:
    """Give an account a role in a unit."""
    where = unit.unit if isinstance(unit, UnitState) else unit
    return org.give_role(SYSTEM_ACTOR, user=user, unit=where, code=code, valid_from=valid_from)


def make_user_with_role(
    code: RoleCode,
    unit: Unit | UnitState,
    *,
    username: str = "",
    password: str = PASSWORD,
    valid_from: date = FOUNDED,
) -> User:
    """Make an account, with a password, that holds one role in one unit."""
    user = make_user(username, unit=unit, password=password)
    give(user, code, unit, valid_from=valid_from)
    return user


def acting(user: User, *, today: date = TODAY) -> Actor:
    """Give who acts for an account, with its real rights."""
    return actor_of(user, today=today)


def make_position(
    person: Person,
    unit: Unit | UnitState,
    title: str = "Bí thư",
    *,
    signs: bool = False,
    valid_from: date = date(2020, 8, 1),
    valid_to: date | None = None,
    official_order: int = 1,
) -> Position:
    """Let a person hold a position in a unit."""
    return org.add_position(
        SYSTEM_ACTOR,
        person=person,
        unit=unit.unit if isinstance(unit, UnitState) else unit,
        title=title,
        valid_from=valid_from,
        valid_to=valid_to,
        signs=signs,
        official_order=official_order,
    )


def make_directive(
    symbol: str = "",
    *,
    holder: Unit | UnitState,
    type: DirectiveType = DirectiveType.PLAN,
    issuer_name: str = "",
    issuer: Unit | UnitState | None = None,
    term: Term | None = None,
    issued_on: date | None = None,
    excerpt: str = "tổ chức sơ kết giữa nhiệm kỳ",
    confidentiality: Confidentiality = Confidentiality.INTERNAL,
    congress_resolution: bool = False,
    implements: Directive | None = None,
) -> Directive:
    """Enter a directive in the register of a unit, implementing another where one is given."""
    unit = holder.unit if isinstance(holder, UnitState) else holder
    entry = DirectiveEntry(
        type=type,
        excerpt=excerpt,
        issuer_name=issuer_name or f"Cơ quan {unit.code}",
        symbol=symbol,
        issuer_id=issuer.unit_id if isinstance(issuer, UnitState) else issuer.pk if issuer else None,
        term_id=term.pk if term else None,
        issued_on=issued_on,
        confidentiality=confidentiality,
        congress_resolution=congress_resolution,
    )
    row = registry.add_directive(SYSTEM_ACTOR, holder=unit, entry=entry)
    if implements is not None:
        registry.link(SYSTEM_ACTOR, later=row, earlier=implements, kind=LinkKind.IMPLEMENTS)
    return row
