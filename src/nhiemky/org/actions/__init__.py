"""Changing units, terms, people, accounts and roles; signing in."""

from nhiemky.org.actions.accounts import add_account, close_account, end_role, give_role, open_account
from nhiemky.org.actions.doors import TooManyAttempts, WrongSignIn, sign_in, sign_out
from nhiemky.org.actions.invitations import (
    INVITATION_LIFE,
    accept_invitation,
    change_password,
    first_administrator,
    invite,
)
from nhiemky.org.actions.people import add_person, add_position, change_person, end_position
from nhiemky.org.actions.reshaping import dissolve_unit, merge_units, rename_unit, split_unit
from nhiemky.org.actions.terms import add_term, set_cut_off
from nhiemky.org.actions.units import UnitDraft, add_unit, add_unit_type, change_unit

__all__ = [
    "INVITATION_LIFE",
    "TooManyAttempts",
    "UnitDraft",
    "WrongSignIn",
    "accept_invitation",
    "add_account",
    "add_person",
    "add_position",
    "add_term",
    "add_unit",
    "add_unit_type",
    "change_password",
    "change_person",
    "change_unit",
    "close_account",
    "dissolve_unit",
    "end_position",
    "end_role",
    "first_administrator",
    "give_role",
    "invite",
    "merge_units",
    "open_account",
    "rename_unit",
    "set_cut_off",
    "sign_in",
    "sign_out",
    "split_unit",
]
