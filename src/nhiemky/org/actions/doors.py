"""Signing in and out, slowed down where somebody guesses."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhiemky.history.actions import record
from nhiemky.history.vocab import NamedAuthor, Refusal
from nhiemky.org.actions.invitations import author_of
from nhiemky.org.models import SignInFailure, User
from nhiemky.org.queries import home_path
from nhiemky.org.vocab import clean

WINDOW = timedelta(minutes=15)
FIRST_DELAY = timedelta(seconds=10)
KEPT = timedelta(days=1)
FREE_TRIES_BOTH, FREE_TRIES_NAME, FREE_TRIES_ADDRESS = 5, 20, 50
NOBODY = NamedAuthor("chưa đăng nhập")


class WrongSignIn(Refusal):
    """Name and password do not go together; which of them is wrong is not said."""

    code = "wrong_sign_in"


class TooManyAttempts(Refusal):
    """Too many attempts failed; ``wait`` tells how long to stay away."""

    code = "too_many_attempts"

    def __init__(self, message: str, wait: timedelta) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True)
class _Door:
    """A digest under which attempts are counted, and how many may fail before waiting begins."""

    key: str
    free: int


def _doors(username: str, address: str) -> tuple[_Door, ...]:
    def digest(*parts: str) -> str:
        return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()

    return (
        _Door(digest("both", username, address), FREE_TRIES_BOTH),
        _Door(digest("name", username), FREE_TRIES_NAME),
        _Door(digest("address", address), FREE_TRIES_ADDRESS),
    )


def _waiting(doors: tuple[_Door, ...], now: datetime) -> timedelta:
    """Give how long the attempt must still wait: doubled with every failure beyond the free ones, at most the window."""
    longest = timedelta(0)
    for door in doors:
        recent = list(
            SignInFailure.objects.filter(key=door.key, at__gt=now - WINDOW)
            .order_by("-at")
            .values_list("at", flat=True)
        )
        if len(recent) >= door.free:
            delay = min(FIRST_DELAY * 2 ** min(len(recent) - door.free, 10), WINDOW)
            longest = max(longest, recent[0] + delay - now)
    return longest


@transaction.atomic
def _knock(doors: tuple[_Door, ...], now: datetime) -> tuple[timedelta, list[int]]:
    """Count the attempt as failed beforehand, so that many at once cannot slip through; give the wait and the rows."""
    wait = _waiting(doors, now)
    if wait > timedelta(0):
        return wait, []
    SignInFailure.objects.filter(at__lt=now - KEPT).delete()
    rows = SignInFailure.objects.bulk_create([SignInFailure(key=door.key, at=now) for door in doors])
    return wait, [row.pk for row in rows]


def _matching(username: str, password: str) -> tuple[User | None, bool]:
    """Give the account of the name and whether the password opens it; an unknown name costs as much work as a known one."""
    password = password.encode("utf-8", "replace").decode("utf-8")
    user = User.objects.filter(username=username).select_related("person").first()
    if user is None or not user.has_usable_password():
        make_password(password)
        return user, False
    return user, user.check_password(password) and user.is_active


def sign_in(username: str, password: str, address: str, now: datetime) -> User:
    """Give the account that name and password open. Failures slow further attempts down, by name and address together, by
    name, and by address; each attempt that was judged leaves a line in the ledger, without what was typed.

    :raises WrongSignIn: when they open none.
    :raises TooManyAttempts: when the wait after too many failures is not over.
    """
    username, address = clean(username).lower(), clean(address)
    doors = _doors(username, address)
    wait, attempts = _knock(doors, now)
    if wait > timedelta(0):
        minutes = -(-int(wait.total_seconds()) // 60) or 1
        raise TooManyAttempts(
            ngettext(
                "Đăng nhập sai quá nhiều lần. Đề nghị thử lại sau %(count)d phút.",
                "Đăng nhập sai quá nhiều lần. Đề nghị thử lại sau %(count)d phút.",
                minutes,
            )
            % {"count": minutes},
            wait,
        )
    user, opened = _matching(username, password)
    if user is None or not opened:
        _refused(user, address, now)
        raise WrongSignIn(_("Tên đăng nhập hoặc mật khẩu không đúng."))
    _admitted(user, address, now, doors, attempts)
    return user


@transaction.atomic
def _refused(user: User | None, address: str, now: datetime) -> None:
    record(
        NOBODY,
        act="sign_in_refused",
        object_kind="account",
        object_id=user.pk if user is not None else "",
        summary=f"Từ chối đăng nhập {user.username}"
        if user is not None
        else "Từ chối đăng nhập, tên không có",
        branch=home_path(user, on=now.date()) if user is not None else "/",
        before=None,
        after={"address": address[:64]},
    )


@transaction.atomic
def _admitted(user: User, address: str, now: datetime, doors: tuple[_Door, ...], attempts: list[int]) -> None:
    SignInFailure.objects.filter(pk__in=attempts).delete()
    SignInFailure.objects.filter(key__in=[door.key for door in doors[:2]]).delete()
    user.last_login = now
    user.save(update_fields=["last_login"])
    record(
        author_of(user),
        act="signed_in",
        object_kind="account",
        object_id=user.pk,
        summary=f"{user.username} đăng nhập",
        branch=home_path(user, on=now.date()),
        before=None,
        after={"address": address[:64]},
    )


@transaction.atomic
def sign_out(user: User, *, now: datetime) -> None:
    """Leave a line in the ledger that the account signed out; the session itself belongs to the web."""
    record(
        author_of(user),
        act="signed_out",
        object_kind="account",
        object_id=user.pk,
        summary=f"{user.username} đăng xuất",
        branch=home_path(user, on=now.date()),
        before=None,
        after=None,
    )
