"""People, their accounts and roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.org import actions, queries
from nhiemky.org.policy import require
from nhiemky.org.vocab import ROLE_NAMES, RoleCode, Verb
from nhiemky.web.pages import attempt, page
from nhiemky.web.people.forms import AccountForm, EndForm, PeopleFilter, PersonForm, RoleForm
from nhiemky.web.people.tables import positions_table, roles_table
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.units import unit_names, unit_options
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.org.models import Person, Role, User

KEEPING = (Verb.KEEP_PEOPLE, Verb.KEEP_ROLES)


@dataclass(frozen=True)
class PeoplePage:
    form: PeopleFilter
    table: Table
    may_add: bool


@dataclass(frozen=True)
class HeldRole:
    """A role as shown: in which unit, from when to when, whether it holds today and may be ended by the visitor."""

    id: int
    name: str
    unit: str
    valid_from: date | None
    valid_to: date | None
    holds: bool
    may_end: bool


@dataclass(frozen=True)
class PersonPage:
    """A person; what `may_…` allows is offered, nothing else."""

    person: Person
    keeper: str
    account: User | None
    positions: Table
    roles: Table
    may_list: bool
    may_keep: bool
    may_place: bool
    may_account: bool
    may_roles: bool


@dataclass(frozen=True)
class PersonFormPage:
    form: PersonForm
    person: Person | None


@dataclass(frozen=True)
class AccountFormPage:
    form: AccountForm
    person: Person


@dataclass(frozen=True)
class LinkPage:
    """The one-time link, shown this once."""

    person: Person
    account: User
    link: str


@dataclass(frozen=True)
class RoleFormPage:
    form: RoleForm
    person: Person


@dataclass(frozen=True)
class RoleEndPage:
    form: EndForm
    person: Person
    role: HeldRole


@page("people/people.html", verbs=KEEPING, methods=("GET", "HEAD"))
def people(visit: Visit) -> PeoplePage:
    """This function will list the people who may be seen, by given name."""
    form = PeopleFilter(visit.request.GET)
    rows = queries.people(visit.actor, text=form.asked("q") or "")
    table = table_of(
        visit,
        rows,
        _columns(visit),
        caption=_("Cán bộ"),
        empty=_("Chưa có cán bộ nào khớp. Hãy thêm cán bộ đầu tiên."),
        filterable=False,
    )
    return PeoplePage(form, table, bool(visit.actor.branches(Verb.KEEP_PEOPLE)))


@page("people/person.html", methods=("GET", "HEAD"))
def person(visit: Visit, id: int) -> PersonPage:
    """This function will show a person with account, positions over time and roles."""
    shown = queries.person(visit.actor, id=id)
    account = _account(shown)
    places, gives = (bool(visit.actor.branches(verb)) for verb in KEEPING)
    return PersonPage(
        person=shown,
        keeper=unit_names(visit).get(shown.keeper_id, ""),
        account=account,
        positions=positions_table(visit, shown, queries.positions_of(visit.actor, shown)),
        roles=roles_table(visit, shown, _roles(visit, account) if account is not None else ()),
        may_list=places or gives,
        may_keep=queries.keeps_person(visit.actor, shown),
        may_place=places,
        may_account=account is not None and queries.keeps_account(visit.actor, account),
        may_roles=gives,
    )


@page("people/person_form.html", verbs=(Verb.KEEP_PEOPLE,))
def person_add(visit: Visit) -> PersonFormPage | HttpResponseBase:
    """This function will enter a person."""
    form = _person_form(visit, {"keeper": visit.unit_code})
    added = attempt(
        form,
        lambda: actions.add_person(
            visit.actor,
            keeper=visit.unit_named(form.cleaned_data["keeper"], on=visit.today, field="keeper"),
            full_name=form.cleaned_data["full_name"],
            phone=form.cleaned_data["phone"],
            email=form.cleaned_data["email"],
        ),
    )
    if added is None:
        return PersonFormPage(form, None)
    return visit.done(_("Đã thêm %(name)s.") % {"name": added.full_name}, "person", added.pk)


@page("people/person_form.html", verbs=(Verb.KEEP_PEOPLE,))
def person_change(visit: Visit, id: int) -> PersonFormPage | HttpResponseBase:
    """This function will correct what is known of a person."""
    kept = queries.person(visit.actor, id=id)
    _require_keeping(visit, kept)
    known = {"full_name": kept.full_name, "phone": kept.phone, "email": kept.email}
    form = _person_form(visit, {**known, "keeper": kept.keeper.code if kept.keeper else ""})
    changed = attempt(
        form,
        lambda: actions.change_person(
            visit.actor,
            person=kept,
            full_name=form.cleaned_data["full_name"],
            phone=form.cleaned_data["phone"],
            email=form.cleaned_data["email"],
            keeper=visit.unit_named(form.cleaned_data["keeper"], on=visit.today, field="keeper"),
        ),
    )
    if changed is None:
        return PersonFormPage(form, kept)
    return visit.done(_("Đã sửa thông tin của %(name)s.") % {"name": changed.full_name}, "person", changed.pk)


@page("people/account_add.html", verbs=(Verb.KEEP_PEOPLE,))
def account_add(visit: Visit, id: int) -> AccountFormPage | HttpResponseBase:
    """This function will open an account for a person."""
    kept = queries.person(visit.actor, id=id)
    _require_keeping(visit, kept)
    form = AccountForm(visit.posted)
    added = attempt(
        form, lambda: actions.add_account(visit.actor, person=kept, username=form.cleaned_data["username"])
    )
    if added is None:
        return AccountFormPage(form, kept)
    message = _("Đã tạo tài khoản %(name)s. Tiếp theo, hãy giao vai trò và tạo liên kết đặt mật khẩu.")
    return visit.done(message % {"name": added.username}, "person", kept.pk)


@page("people/link.html", methods=("POST",), keep=False)
def account_invite(visit: Visit, id: int) -> LinkPage:
    """This function will make a one-time link for an account and show it once."""
    kept = queries.person(visit.actor, id=id)
    account = _required_account(kept)
    secret = actions.invite(visit.actor, user=account, now=visit.now)
    return LinkPage(kept, account, visit.request.build_absolute_uri(reverse("invitation", args=[secret])))


@page("people/person.html", methods=("POST",))
def account_switch(visit: Visit, id: int) -> HttpResponseBase:
    """This function will close an open account, or open a closed one."""
    kept = queries.person(visit.actor, id=id)
    account = _required_account(kept)
    if visit.request.POST.get("mo") == "1":
        actions.open_account(visit.actor, user=account)
        return visit.done(_("Đã mở lại tài khoản %(name)s.") % {"name": account.username}, "person", kept.pk)
    actions.close_account(visit.actor, user=account)
    message = _("Đã khóa tài khoản %(name)s. Có thể mở lại ở trang này.")
    return visit.done(message % {"name": account.username}, "person", kept.pk)


@page("people/role_give.html", verbs=(Verb.KEEP_ROLES,))
def role_give(visit: Visit, id: int) -> RoleFormPage | HttpResponseBase:
    """This function will give an account a role in a unit."""
    kept = queries.person(visit.actor, id=id)
    account = _required_account(kept)
    form = RoleForm(visit.posted, initial={"valid_from": visit.today, "unit": visit.unit_code})
    form.offer("unit", unit_options(visit))
    given = attempt(
        form,
        lambda: actions.give_role(
            visit.actor,
            user=account,
            unit=visit.unit_named(
                form.cleaned_data["unit"], on=form.cleaned_data["valid_from"], field="unit"
            ),
            code=RoleCode(form.cleaned_data["code"]),
            valid_from=form.cleaned_data["valid_from"],
            valid_to=form.cleaned_data["valid_to"],
        ),
    )
    if given is None:
        return RoleFormPage(form, kept)
    return visit.done(_("Đã giao vai trò."), "person", kept.pk)


@page("people/role_end.html", verbs=(Verb.KEEP_ROLES,))
def role_end(visit: Visit, id: int, role: int) -> RoleEndPage | HttpResponseBase:
    """This function will end a role on a day; it stays readable."""
    kept = queries.person(visit.actor, id=id)
    held = _role(visit, kept, role)
    require(visit.actor, Verb.KEEP_ROLES, queries.path_of(held.unit_id, on=visit.today))
    form = EndForm(visit.posted, initial={"on": visit.today})
    ended = attempt(form, lambda: actions.end_role(visit.actor, role=held, on=form.cleaned_data["on"]))
    if ended is None:
        return RoleEndPage(form, kept, _shown_role(visit, held, unit_names(visit), frozenset()))
    return visit.done(_("Vai trò đã kết thúc. Có thể giao lại ở trang này."), "person", kept.pk)


def _person_form(visit: Visit, initial: dict[str, str]) -> PersonForm:
    form = PersonForm(visit.posted, initial=initial)
    form.offer("keeper", unit_options(visit))
    return form


def _require_keeping(visit: Visit, person: Person) -> None:
    """Let see the form only who may send it."""
    path = queries.keeping_path(visit.actor, person)
    require(visit.actor, Verb.KEEP_PEOPLE, path or queries.path_of(person.keeper_id, on=visit.today))


def _account(person: Person) -> User | None:
    return getattr(person, "user", None)


def _required_account(person: Person) -> User:
    account = _account(person)
    if account is None:
        raise NotFound(_("Người này chưa có tài khoản."))
    return account


def _role(visit: Visit, person: Person, role: int) -> Role:
    held = (row for row in queries.roles_of(visit.actor, _required_account(person)) if row.pk == role)
    found = next(held, None)
    if found is None:
        raise NotFound(_("Không có vai trò này, hoặc tài khoản của đồng chí không được xem."))
    return found


def _roles(visit: Visit, account: User) -> tuple[HeldRole, ...]:
    names, rows = unit_names(visit), queries.roles_of(visit.actor, account)
    kept = queries.kept_units(visit.actor, Verb.KEEP_ROLES, [row.unit_id for row in rows])
    return tuple(_shown_role(visit, row, names, kept) for row in rows)


def _shown_role(visit: Visit, role: Role, names: dict[int, str], kept: frozenset[int]) -> HeldRole:
    holds = role.valid_from <= visit.today and (role.valid_to is None or role.valid_to > visit.today)
    unit = names.get(role.unit_id, role.unit.code)
    return HeldRole(
        id=role.pk,
        name=str(ROLE_NAMES[RoleCode(role.code)]),
        unit=unit,
        valid_from=role.valid_from,
        valid_to=role.valid_to,
        holds=holds,
        may_end=holds and role.unit_id in kept,
    )


def _columns(visit: Visit) -> list[Column[Person]]:
    names = unit_names(visit)
    return [
        Column(
            "ten", _("Họ và tên"), lambda row: row.full_name, href=lambda row: visit.to("person", row.pk),
            sort=lambda row: bytes(row.sort_key), note=lambda row: _("số liệu minh họa") if row.illustrative else "",
        ),
        Column("don-vi", _("Đơn vị"), lambda row: names.get(row.keeper_id, "")),
        Column("tai-khoan", _("Tài khoản"), lambda row: _account_name(row)),
        Column("tinh-trang", _("Tình trạng"), lambda row: _account_state(row)),
        Column("dien-thoai", _("Điện thoại"), lambda row: row.phone),
    ]  # fmt: skip


def _account_name(person: Person) -> str | None:
    account = _account(person)
    return account.username if account is not None else None


def _account_state(person: Person) -> str:
    account = _account(person)
    if account is None:
        return _("chưa có tài khoản")
    if not account.is_active:
        return _("đã khóa")
    return _("đang dùng") if account.has_usable_password() else _("chưa đặt mật khẩu")
