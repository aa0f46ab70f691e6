"""One-time links by which people set their password."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.history.queries import hold
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid, NamedAuthor, NotFound
from nhiemky.org.actions.accounts import add_account, give_role, require_over
from nhiemky.org.actions.people import add_person
from nhiemky.org.models import Invitation, Role, Unit, User
from nhiemky.org.policy import SYSTEM_ACTOR, Actor, valid_at
from nhiemky.org.queries import home_path, home_states, open_invitations
from nhiemky.org.vocab import RoleCode, secret_digest

INVITATION_LIFE = timedelta(hours=72)


def author_of(user: User) -> NamedAuthor:
    """Give the account as the author of what it does to itself."""
    return NamedAuthor(user.person.full_name if user.person is not None else user.username, user.pk)


@transaction.atomic
def invite(actor: Actor, *, user: User, now: datetime) -> str:
    """Give the secret of a new one-time link for an account, valid for 72 hours; earlier links of the account end.

    The secret is given this once; only its digest is kept.

    :raises Denied: to who does not keep the person and the roles in every unit where the account holds one.
    :raises Conflict: when the account is closed.
    """
    path = require_over(actor, user)
    if not User.objects.filter(pk=user.pk, is_active=True).exists():
        raise Conflict(_("Tài khoản %(name)s đã khóa.") % {"name": user.username})
    user.invitations.filter(used_at__isnull=True).update(used_at=now)
    secret = secrets.token_urlsafe(32)
    Invitation.objects.create(user=user, digest=secret_digest(secret), expires_at=now + INVITATION_LIFE)
    record(
        actor,
        act="invite",
        object_kind="account",
        object_id=user.pk,
        summary=f"Tạo liên kết đặt mật khẩu cho {user.username}",
        branch=path,
        before=None,
        after={"expires_at": now + INVITATION_LIFE},
    )
    return secret


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(*(FieldError("password", message) for message in error.messages)) from error
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])


@transaction.atomic
def accept_invitation(secret: str, password: str, now: datetime) -> User:
    """Set the password of the account that the secret was made for, use the link up, and give the account.

    :raises NotFound: for a secret that is unknown, used or expired, or whose account is closed; all the same words.
    :raises Invalid: for a password that the rules refuse; the link stays usable.
    """
    found = open_invitations(secret, now=now).select_for_update().first()
    if found is None:
        raise NotFound(_("Liên kết không còn hiệu lực. Đề nghị quản trị của đơn vị tạo liên kết mới."))
    user = User.objects.select_related("person").get(pk=found.user_id)
    _set_password(user, password)
    found.used_at = now
    found.save(update_fields=["used_at"])
    record(
        author_of(user),
        act="accept_invitation",
        object_kind="account",
        object_id=user.pk,
        summary=f"{user.username} đặt mật khẩu qua liên kết",
        branch=home_path(user, on=now.date()),
        before=None,
        after=None,
    )
    return user


def _require_own(actor: Actor, user: User) -> None:
    if actor.user_id != user.pk:
        raise Denied(_("Mỗi người chỉ đổi được mật khẩu của mình."))


@transaction.atomic
def change_password(actor: Actor, *, user: User, old: str, new: str, now: datetime) -> User:
    """Change one's own password, and give the account.

    :raises Denied: to everybody else.
    :raises Invalid: for a wrong old password, or a new one that the rules refuse or that is the old one.
    """
    _require_own(actor, user)
    kept = User.objects.select_for_update().get(pk=user.pk)
    if not kept.check_password(old):
        raise Invalid(FieldError("old", _("Mật khẩu hiện tại không đúng.")))
    if old == new:
        raise Invalid(FieldError("password", _("Mật khẩu mới phải khác mật khẩu hiện tại.")))
    _set_password(kept, new)
    record(
        author_of(kept),
        act="change_password",
        object_kind="account",
        object_id=kept.pk,
        summary=f"{kept.username} đổi mật khẩu",
        branch=home_path(kept, on=now.date()),
        before=None,
        after=None,
    )
    return kept


@transaction.atomic
def first_administrator(
    *, full_name: str, username: str, now: datetime, today: date, unit: Unit | None = None
) -> tuple[User, str]:
    """Make the first administrator, of the given unit or else of the first root, and give account and secret of the link.

    A first administrator who never set a password gets a new link instead.

    :raises Conflict: when somebody administers already.
    :raises NotFound: when there is no unit yet.
    """
    hold()
    administering = Role.objects.filter(
        valid_at(today), code=RoleCode.ADMINISTRATOR.value, user__is_active=True
    )
    users = [role.user for role in administering.select_related("user")]
    if any(user.has_usable_password() for user in users):
        raise Conflict(_("Đã có quản trị. Đề nghị quản trị hiện có mời thêm người."))
    if users:
        return users[0], invite(SYSTEM_ACTOR, user=users[0], now=now)
    roots = home_states(SYSTEM_ACTOR, on=today)
    if unit is None and not roots:
        raise NotFound(_("Chưa có đơn vị nào. Hãy thành lập đơn vị cao nhất trước."))
    seat = unit if unit is not None else roots[0].unit
    person = add_person(SYSTEM_ACTOR, keeper=seat, full_name=full_name)
    user = add_account(SYSTEM_ACTOR, person=person, username=username)
    give_role(SYSTEM_ACTOR, user=user, unit=seat, code=RoleCode.ADMINISTRATOR, valid_from=today)
    return user, invite(SYSTEM_ACTOR, user=user, now=now)
