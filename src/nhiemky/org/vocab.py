"""Words of the organisation: roles, verbs, kinds of succession."""

from __future__ import annotations

from enum import StrEnum


class RoleCode(StrEnum):
    """What a person is in a unit (PRODUCT, section 1)."""

    OFFICE = "office"
    LEADER = "leader"
    EDITOR = "editor"
    OVERSEER = "overseer"
    SURVEYOR = "surveyor"
    DELEGATE = "delegate"
    ADMINISTRATOR = "administrator"


class Verb(StrEnum):
    """What may be done in a unit or a branch."""

    SEE = "see"
    SEE_UNCONFIRMED = "see_unconfirmed"
    KEEP_TARGETS = "keep_targets"
    ENTER_RESULTS = "enter_results"
    CONFIRM_RESULTS = "confirm_results"
    FREEZE = "freeze"
    ISSUE_REPORT = "issue_report"
    KEEP_REGISTRY = "keep_registry"
    KEEP_UNITS = "keep_units"
    KEEP_PEOPLE = "keep_people"
    KEEP_ROLES = "keep_roles"
    SEE_LEDGER = "see_ledger"


class Scope(StrEnum):
    """How far a role reaches: the unit itself, or the unit and all below."""

    OWN = "own"
    BRANCH = "branch"


class SuccessionKind(StrEnum):
    """How one unit followed another."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    DISSOLVE = "dissolve"
