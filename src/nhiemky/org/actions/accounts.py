"""Accounts and the roles they hold."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.history.queries import hold
from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.actions.people import check_dates, check_unit_holds, keeps_person
from nhiemky.org.models import Person, Role, Unit, User
from nhiemky.org.policy import Actor, require, valid_at
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import ROLE_NAMES, RoleCode, Verb

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,49}")


@transaction.atomic
def add_account(actor: Actor, *, person: Person, username: str) -> User:
    """Give a person an account without password and without roles; an invitation lets the person set the password.

    :raises Denied: to who does not keep the person.
    :raises Conflict: when the person has an account.
    :raises Invalid: for a name in use, or not of 3 to 50 unaccented letters, digits, dots, hyphens and low lines.
    """
    path = keeps_person(actor, person)
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise Invalid(
            FieldError(
                "username",
                _("Tên đăng nhập gồm 3 đến 50 chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới."),
            )
        )
    if User.objects.filter(person=person).exists():
        raise Conflict(_("%(name)s đã có tài khoản.") % {"name": person.full_name})
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid(
            FieldError("username", _("Tên đăng nhập %(name)s đã có người dùng.") % {"name": username})
        )
    user = User(username=username, person=person)
    user.set_unusable_password()
    user.save(force_insert=True)
    record(
        actor,
        act="add_account",
        object_kind="account",
        object_id=user.pk,
        summary=f"Mở tài khoản {username} cho {person.full_name}",
        branch=path,
        before=None,
        after={"username": username, "person": person.pk},
    )
    return user


def require_over(actor: Actor, user: User) -> str:
    """Let pass who keeps the person and the roles in every unit where the account holds one today; give the path of a unit
    through which the person is kept.

    Without this an administrator could take over the account of somebody with more rights.

    :raises Denied: to everybody else.
    """
    path = keeps_person(actor, user.person) if user.person is not None else "/"
    if user.person is None:
        require(actor, Verb.KEEP_PEOPLE, path)
    held = user.roles.filter(valid_at(actor.today)).values_list("unit_id", flat=True)
    for unit_id in dict.fromkeys(held):
        require(actor, Verb.KEEP_ROLES, path_of(unit_id, on=actor.today))
    return path


def _refuse_last_administrator(
    unit_id: int, on: date, *, without: Role | None = None, user: User | None = None
) -> None:
    """Let pass when, without the role or the account, somebody still administers the unit or a unit above it from the day on."""
    above = [int(step) for step in path_of(unit_id, on=on).split("/") if step]
    others = Role.objects.filter(
        valid_at(on),
        code=RoleCode.ADMINISTRATOR.value,
        unit_id__in=above,
        user__is_active=True,
        valid_to__isnull=True,
    )
    if without is not None:
        others = others.exclude(pk=without.pk)
    if user is not None:
        others = others.exclude(user=user)
    if not others.exists():
        raise Conflict(
            _(
                "Đây là quản trị cuối cùng của đơn vị và của các cấp trên. Hãy giao quyền quản trị cho người khác trước."
            )
        )


@transaction.atomic
def give_role(
    actor: Actor, *, user: User, unit: Unit, code: RoleCode, valid_from: date, valid_to: date | None = None
) -> Role:
    """Let an account act in a role in a unit from a day on, and give the row.

    :raises Denied: to who does not keep the roles of the unit's branch.
    :raises Conflict: when the account holds the role there at that time.
    :raises Invalid: for an end before the beginning or a unit that does not hold on the first day.
    """
    path = path_of(unit.pk, on=valid_from)
    require(actor, Verb.KEEP_ROLES, path)
    check_dates(valid_from, valid_to)
    check_unit_holds(unit, valid_from)
    hold()
    same = Role.objects.filter(user=user, unit=unit, code=code.value).exclude(valid_to__lte=valid_from)
    if (same.filter(valid_from__lt=valid_to) if valid_to is not None else same).exists():
        raise Conflict(_("Tài khoản này đã có quyền %(role)s ở đơn vị.") % {"role": ROLE_NAMES[code]})
    role = Role.objects.create(
        user=user, unit=unit, code=code.value, valid_from=valid_from, valid_to=valid_to
    )
    record(
        actor,
        act="give_role",
        object_kind="account",
        object_id=user.pk,
        summary=f"Giao quyền {ROLE_NAMES[code]} cho {user.username} từ ngày {write_date(valid_from)}",
        branch=path,
        before=None,
        after={"unit": unit.pk, "role": code.value, "valid_from": valid_from, "valid_to": valid_to},
    )
    return role


@transaction.atomic
def end_role(actor: Actor, *, role: Role, on: date) -> Role:
    """End a role on a day, the first on which it is no longer held; a role that had not begun by then never holds. Give the row.

    :raises Denied: to who does not keep the roles of the unit's branch.
    :raises Conflict: when it has ended, or is the last by which the unit is administered.
    """
    hold()
    kept = Role.objects.get(pk=role.pk)
    path = path_of(kept.unit_id, on=on)
    require(actor, Verb.KEEP_ROLES, path)
    if kept.valid_to is not None and kept.valid_to <= on:
        raise Conflict(_("Quyền này đã kết thúc từ ngày %(day)s.") % {"day": write_date(kept.valid_to)})
    if kept.code == RoleCode.ADMINISTRATOR.value:
        _refuse_last_administrator(kept.unit_id, on, without=kept)
    before, kept.valid_to = kept.valid_to, on
    if on <= kept.valid_from:
        Role.objects.filter(pk=kept.pk).delete()
    else:
        kept.save(update_fields=["valid_to"])
    record(
        actor,
        act="end_role",
        object_kind="account",
        object_id=kept.user_id,
        summary=f"Thôi quyền {ROLE_NAMES[RoleCode(kept.code)]} của {kept.user.username} từ ngày {write_date(on)}",
        branch=path,
        before={"role": kept.pk, "valid_to": before},
        after={"role": kept.pk, "valid_to": on},
    )
    return kept


@transaction.atomic
def close_account(actor: Actor, *, user: User) -> User:
    """Close an account: nobody can sign in with it, its roles rest; give the row.

    :raises Denied: to who does not keep the person and the roles in every unit where the account holds one.
    :raises Conflict: when it is closed, or is the last by which a unit is administered.
    """
    hold()
    path = require_over(actor, user)
    kept = User.objects.get(pk=user.pk)
    if not kept.is_active:
        raise Conflict(_("Tài khoản %(name)s đã khóa.") % {"name": kept.username})
    held = kept.roles.filter(valid_at(actor.today), code=RoleCode.ADMINISTRATOR.value)
    for unit_id in held.values_list("unit_id", flat=True):
        _refuse_last_administrator(unit_id, actor.today, user=kept)
    return _switched(actor, kept, path, active=False)


@transaction.atomic
def open_account(actor: Actor, *, user: User) -> User:
    """Open a closed account again; give the row.

    :raises Denied: to who does not keep the person and the roles in every unit where the account holds one.
    :raises Conflict: when it is open.
    """
    path = require_over(actor, user)
    kept = User.objects.select_for_update().get(pk=user.pk)
    if kept.is_active:
        raise Conflict(_("Tài khoản %(name)s đang mở.") % {"name": kept.username})
    return _switched(actor, kept, path, active=True)


def _switched(actor: Actor, user: User, path: str, *, active: bool) -> User:
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(
        actor,
        act="open_account" if active else "close_account",
        object_kind="account",
        object_id=user.pk,
        summary=f"{'Mở lại' if active else 'Khóa'} tài khoản {user.username}",
        branch=path,
        before={"is_active": not active},
        after={"is_active": active},
    )
    return user
