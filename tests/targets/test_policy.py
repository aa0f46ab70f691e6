"""Who may do what with targets and figures: every role in its own unit, in the unit above, and elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Denied, Refusal
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Period
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions, policy, queries
from nhiemky.targets.models import Target
from nhiemky.targets.vocab import Entry
from tests.cast_targets import (
    NOW,
    TODAY,
    Place,
    actor_in,
    make_place,
    make_target,
    make_term,
    record,
    target_row,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Scene:
    """A district, its commune with a target and a submitted figure, and a unit elsewhere."""

    district: Place
    commune: Place
    elsewhere: Place
    target: Target
    observation: int

    @property
    def term(self) -> Term:
        return self.target.term


@standing
def scene() -> Scene:
    district, elsewhere, term = make_place("838", "Mỏ Cày Bắc"), make_place("900", "Chợ Lách"), make_term()
    commune = make_place("28927", "Tân Thanh Tây", parent=district.state)
    target = make_target(commune, term)
    row = record(commune, target, 60)
    actions.submit_figures(commune.office, unit=commune.unit, term=term, now=NOW)
    return Scene(district, commune, elsewhere, target, row.pk)


Act = Callable[[Scene, Actor], object]

ACTS: Mapping[str, Act] = {
    "add_target": lambda s, who: actions.add_target(
        who, unit=s.commune.unit, term=s.term, row=target_row("9")
    ),
    "add_targets": lambda s, who: actions.add_targets(
        who, unit=s.commune.unit, term=s.term, rows=[target_row("9")]
    ),
    "change_target": lambda s, who: actions.change_target(
        who, target=s.target, row=target_row("1", note="x")
    ),
    "remove_target": lambda s, who: actions.remove_target(who, target=s.target, reason="Bỏ", now=NOW),
    "set_phased_values": lambda s, who: actions.set_phased_values(
        who, target=s.target, values={2023: Decimal(5)}
    ),
    "record_observation": lambda s, who: actions.record_observation(
        who, target=s.target, period=Period.of_year(2021), value=Decimal(5), now=NOW
    ),
    "record_observations": lambda s, who: actions.record_observations(
        who,
        unit=s.commune.unit,
        term=s.term,
        entries=[Entry(s.target.pk, Period.of_year(2021), Decimal(5))],
        now=NOW,
    ),
    "submit_figures": lambda s, who: actions.submit_figures(who, unit=s.commune.unit, term=s.term, now=NOW),
    "confirm_figures": lambda s, who: actions.confirm_figures(
        who, unit=s.commune.unit, term=s.term, observation_ids=[s.observation], now=NOW
    ),
    "return_figures": lambda s, who: actions.return_figures(
        who, unit=s.commune.unit, term=s.term, observation_ids=[s.observation], reason="Sai", now=NOW
    ),
    "freeze_figures": lambda s, who: actions.freeze_figures(
        who, unit=s.commune.unit, term=s.term, cut_off=TODAY, label="Chốt", scheme=DEFAULT_SCHEME, now=NOW
    ),
    "see_target": lambda s, who: queries.target(who, id=s.target.pk),
    "see_targets": lambda s, who: queries.targets_of(who, unit=s.commune.unit, term=s.term),
    "see_versions": lambda s, who: queries.observations_of(who, target=s.target),
    "see_entry_grid": lambda s, who: queries.entry_rows(who, unit=s.commune.unit, term=s.term, periods=[]),
    "see_waiting": lambda s, who: queries.waiting_figures(who, unit=s.commune.unit, term=s.term),
    "see_freezes": lambda s, who: queries.freezes(who, unit=s.commune.unit),
}

KEEPS = {"add_target", "add_targets", "change_target", "remove_target", "set_phased_values"}
ENTERS = {"record_observation", "record_observations", "submit_figures"}
CONFIRMS = {"confirm_figures", "return_figures"}
SEES = {"see_target", "see_targets", "see_versions", "see_freezes"}
DRAFTS = {"see_entry_grid", "see_waiting"}
FREEZES = {"freeze_figures"}

OWN: Mapping[RoleCode, set[str]] = {
    RoleCode.OFFICE: KEEPS | ENTERS | SEES | DRAFTS | FREEZES,
    RoleCode.LEADER: CONFIRMS | SEES | DRAFTS | FREEZES,
    RoleCode.EDITOR: SEES | DRAFTS,
    RoleCode.OVERSEER: SEES | DRAFTS,
    RoleCode.SURVEYOR: SEES,
    RoleCode.DELEGATE: SEES,
    RoleCode.ADMINISTRATOR: SEES,
}
ABOVE: Mapping[RoleCode, set[str]] = {
    RoleCode.OFFICE: SEES | FREEZES,
    RoleCode.LEADER: SEES | FREEZES,
    RoleCode.EDITOR: SEES,
    RoleCode.OVERSEER: SEES | DRAFTS,
    RoleCode.SURVEYOR: SEES,
    RoleCode.DELEGATE: set(),
    RoleCode.ADMINISTRATOR: SEES,
}


def may(scene: Scene, name: str, who: Actor) -> bool:
    """Tell whether the act passes the policy (other refusals come after it); what it wrote is taken back."""
    lines = LedgerLine.objects.count()
    with transaction.atomic():
        try:
            ACTS[name](scene, who)
        except Denied:
            assert LedgerLine.objects.count() == lines
            return False
        except Refusal as refusal:
            return refusal.code != "not_found"
        finally:
            transaction.set_rollback(True)
    return True


def allowed(scene: Scene, who: Actor) -> set[str]:
    return {name for name in ACTS if may(scene, name, who)}


@pytest.mark.parametrize("role", list(RoleCode))
def test_role_in_the_unit_itself(scene: Scene, role: RoleCode) -> None:
    assert allowed(scene, actor_in(scene.commune.unit, role, name="A")) == OWN[role]


@pytest.mark.parametrize("role", list(RoleCode))
def test_role_in_the_unit_above(scene: Scene, role: RoleCode) -> None:
    assert allowed(scene, actor_in(scene.district.unit, role, name="A")) == ABOVE[role]


@pytest.mark.parametrize("role", list(RoleCode))
def test_role_elsewhere_may_nothing(scene: Scene, role: RoleCode) -> None:
    assert allowed(scene, actor_in(scene.elsewhere.unit, role, name="A")) == set()


def test_the_system_may_everything(scene: Scene) -> None:
    assert allowed(scene, SYSTEM_ACTOR) == set(ACTS)


@pytest.mark.parametrize(
    ("role", "own", "include", "latest"),
    [
        (RoleCode.OFFICE, True, False, True),
        (RoleCode.DELEGATE, True, False, True),
        (RoleCode.OVERSEER, False, False, False),
        (RoleCode.OVERSEER, False, True, True),
        (RoleCode.OFFICE, False, True, False),
        (RoleCode.LEADER, False, True, False),
    ],
)
def test_whose_drafts_are_shown(scene: Scene, role: RoleCode, own: bool, include: bool, latest: bool) -> None:
    where = scene.commune if own else scene.district
    who = actor_in(where.unit, role, name="A")
    assert policy.shows_latest(who, scene.commune.state.path, include_unconfirmed=include) == latest


def test_units_with_like_ids_are_told_apart(scene: Scene) -> None:
    who = actor_in(scene.commune.unit, RoleCode.OFFICE, name="A")
    own = scene.commune.unit.pk
    assert policy.is_own(who, f"/1/{own}/")
    assert not policy.is_own(who, f"/{own}/1{own}/")
    assert not policy.is_own(who, f"/{own}/{own}1/")


def test_path_is_that_of_the_day(scene: Scene) -> None:
    unit = scene.commune.unit
    assert policy.path_of(unit, on=date(2023, 1, 1)) == scene.commune.state.path
    assert policy.path_of(unit, on=date(1990, 1, 1)) == scene.commune.state.path
