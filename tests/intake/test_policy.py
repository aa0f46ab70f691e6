"""Who may bring files, confirm them, put them aside and look at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from django.db import transaction

from nhiemky.history.vocab import Denied, NotFound, Refusal
from nhiemky.intake import actions, queries
from nhiemky.intake.models import Batch
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import RoleCode
from tests.cast_intake import form_row, make_form, open_form
from tests.cast_targets import NOW, Place, actor_in, make_place, make_term
from tests.standing import standing

pytestmark = pytest.mark.django_db

ACTS: Mapping[str, Callable[[Batch, Place, Actor], object]] = {
    "open": lambda batch, place, who: actions.open_batch(
        who,
        unit=place.unit,
        term=batch.term,
        file_name="a.xlsx",
        data=make_form(place, form_row("5")),
        now=NOW,
    ),
    "refresh": lambda batch, place, who: actions.refresh_batch(who, batch=batch, now=NOW),
    "drop": lambda batch, place, who: actions.drop_batch(who, batch=batch, now=NOW),
    "apply": lambda batch, place, who: actions.apply_batch(who, batch=batch, now=NOW),
    "revert": lambda batch, place, who: actions.revert_batch(who, batch=batch, now=NOW),
    "see": lambda batch, place, who: queries.batch(who, batch.key),
    "list": lambda batch, place, who: queries.batches(who, unit=place.unit),
    "file": lambda batch, place, who: queries.file_of(who, batch=batch),
}
SEES = {"see", "list", "file"}
OWN: Mapping[RoleCode, set[str]] = {
    RoleCode.OFFICE: set(ACTS),
    RoleCode.LEADER: SEES,
    RoleCode.EDITOR: SEES,
    RoleCode.OVERSEER: SEES,
    RoleCode.SURVEYOR: set(),
    RoleCode.DELEGATE: set(),
    RoleCode.ADMINISTRATOR: set(),
}


def allowed(batch: Batch, place: Place, who: Actor) -> set[str]:
    """Give the acts that pass the policy; what they wrote is taken back."""
    passed = set()
    for name, act in ACTS.items():
        with transaction.atomic():
            try:
                act(batch, place, who)
                passed.add(name)
            except (Denied, NotFound):
                pass
            except Refusal:
                passed.add(name)
            finally:
                transaction.set_rollback(True)
    return passed


@standing
def district() -> Place:
    return make_place("838", "Mỏ Cày Bắc")


@standing
def place(district: Place) -> Place:
    return make_place("28927", "Tân Thanh Tây", parent=district.state)


@standing
def batch(place: Place) -> Batch:
    return open_form(place, make_term())


@pytest.mark.parametrize("role", list(RoleCode))
def test_role_in_the_unit_itself(batch: Batch, place: Place, role: RoleCode) -> None:
    assert allowed(batch, place, actor_in(place.unit, role, name="A")) == OWN[role]


@pytest.mark.parametrize("role", list(RoleCode))
def test_role_in_the_unit_above(batch: Batch, place: Place, district: Place, role: RoleCode) -> None:
    expected = SEES if role is RoleCode.OVERSEER else set()
    assert allowed(batch, place, actor_in(district.unit, role, name="A")) == expected


@pytest.mark.parametrize("role", list(RoleCode))
def test_role_elsewhere_may_nothing(batch: Batch, place: Place, role: RoleCode) -> None:
    assert allowed(batch, place, actor_in(make_place("900", "Chợ Lách").unit, role, name="A")) == set()


def test_the_system_may_everything(batch: Batch, place: Place) -> None:
    assert allowed(batch, place, SYSTEM_ACTOR) == set(ACTS)
