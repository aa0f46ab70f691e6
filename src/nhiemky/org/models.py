"""Units, terms, people and roles as rows.

A unit is an identity with an official code; everything about it that changes in time (name, type, place in the tree, order) is
a dated state. The path of a state holds the identities from the root down, so a branch at a date is one prefix filter.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q

from nhiemky.org.vocab import RoleCode, SuccessionKind


class UnitType(models.Model):
    """A kind of unit, e.g. province committee, district committee, commune committee, board, sector."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    rank = models.PositiveSmallIntegerField(help_text="1 is the highest level; only for display order")
    state_body = models.BooleanField(
        default=False, help_text="writes its documents in the form of state bodies"
    )

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """The identity of a unit, for ever."""

    code = models.CharField(max_length=40, unique=True)
    illustrative = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class UnitState(models.Model):
    """What a unit was called, of which type it was and where it stood, from one date up to (not including) another."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="states")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="the first day on which it no longer holds")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="child_states")
    path = models.CharField(max_length=255, db_index=True, help_text="/root id/…/own id/")
    type = models.ForeignKey(UnitType, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text="e.g. Đảng bộ xã Tân Thanh Tây")
    short_name = models.CharField(max_length=100, help_text="e.g. Tân Thanh Tây")
    committee_name = models.CharField(
        max_length=200, help_text="issuer of documents, e.g. Đảng ủy xã Tân Thanh Tây"
    )
    symbol = models.CharField(max_length=20, help_text="issuer in document symbols, e.g. ĐU, HU, TU")
    place = models.CharField(max_length=100, help_text="place name in front of the date of a document")
    official_order = models.PositiveIntegerField(default=0)
    sort_key = models.BinaryField(
        max_length=600, help_text="ICU vi key of the name, used after the official order"
    )
    folded = models.CharField(max_length=300, db_index=True, help_text="search key of the names")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="unit_state_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_has_one_state_from_a_date"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="unit_has_one_open_state"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One unit followed another: merge, split, rename, dissolve."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="followed_by")
    successor = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="follows")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in SuccessionKind])
    on = models.DateField()
    decision = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SuccessionKind.DISSOLVE.value) | Q(successor__isnull=False),
                name="only_a_dissolved_unit_has_no_successor",
            ),
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="succession_is_recorded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.kind} {self.successor_id}"


class Term(models.Model):
    """A term of office; "2020-2025" plans the years 2021 to 2025."""

    label = models.CharField(max_length=20, unique=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    cut_off = models.DateField(
        null=True, help_text="date up to which figures are shown unless another is chosen"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="term_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Person(models.Model):
    """A person, with or without an account; the keeper is the unit whose administrators keep this entry."""

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="kept_people")
    full_name = models.CharField(max_length=150)
    sort_key = models.BinaryField(max_length=600, help_text="given name first")
    folded = models.CharField(max_length=200, db_index=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    illustrative = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.full_name


class User(AbstractUser):
    """An account to sign in with; what it may do comes from its roles only."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    person = models.OneToOneField(Person, null=True, on_delete=models.PROTECT, related_name="user")
    must_change_password = models.BooleanField(default=False)

    objects: ClassVar[UserManager[Self]] = UserManager()

    def __str__(self) -> str:
        return self.username


class Position(models.Model):
    """What a person is in a unit, over time: secretary, deputy secretary, committee member…"""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="positions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=150)
    signs = models.BooleanField(default=False, help_text="signs the documents of the unit")
    official_order = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="position_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Role(models.Model):
    """What an account may do in a unit, over time."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="roles")
    code = models.CharField(max_length=20, choices=[(r.value, r.value) for r in RoleCode])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="role_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "code"],
                condition=Q(valid_to__isnull=True),
                name="role_is_held_once_without_end",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Invitation(models.Model):
    """A one-time link by which a person sets the first (or a new) password; only the digest of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id}"


class SignInFailure(models.Model):
    """A failed attempt to sign in, kept to slow down guessing; shared by all processes."""

    key = models.CharField(max_length=64, db_index=True, help_text="digest of the name or of the address")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.at}"
