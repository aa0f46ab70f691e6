"""Which figures of many periods and states are shown to whom, with their version and state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.kernel.scoring import Period
from nhiemky.org.models import Term
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.queries import rolled_up, target_facts
from nhiemky.targets.vocab import RollUpRule
from tests.cast_targets import NOW, Place, actor_in, confirm_all, make_place, make_target, make_term
from tests.standing import standing

pytestmark = pytest.mark.django_db

Shown = list[tuple[str, str, str, int]]
LATE = date(2025, 12, 31)
Y2021, Y2022 = Period.of_year(2021), Period.of_year(2022)
HALF, QUARTER, MONTH = Period.half(2022, 1), Period.of_quarter(2022, 2), Period.of_month(2022, 6)


@dataclass(frozen=True)
class Scene:
    """A district with a commune and its target, and a branch elsewhere."""

    district: Place
    commune: Place
    elsewhere: Place
    target: Target

    @property
    def term(self) -> Term:
        return self.target.term


@standing
def scene() -> Scene:
    district, elsewhere = make_place("838", "Mỏ Cày Bắc"), make_place("900", "Chợ Lách")
    commune = make_place("28927", "Tân Thanh Tây", parent=district.state)
    return Scene(district, commune, elsewhere, make_target(commune, make_term()))


def play(scene: Scene, steps: str) -> None:
    """Do what the steps say: "2022=60" records (empty: withdraws), "submit", "confirm", "return"."""
    commune, term = scene.commune, scene.term
    for step in steps.split():
        if step == "submit":
            actions.submit_figures(commune.office, unit=commune.unit, term=term, now=NOW)
        elif step == "confirm":
            confirm_all(commune, term)
        elif step == "return":
            ids = list(Observation.objects.filter(state="submitted").values_list("pk", flat=True))
            actions.return_figures(
                commune.leader, unit=commune.unit, term=term, observation_ids=ids, reason="Sai", now=NOW
            )
        else:
            year, _, value = step.partition("=")
            actions.record_observation(
                commune.office,
                target=scene.target,
                period=Period.of_year(int(year)),
                value=Decimal(value) if value else None,
                now=NOW,
            )


def shown(scene: Scene, who: Actor, *, include: bool = False, as_of: date = LATE) -> Shown:
    facts = target_facts(
        who, states=[scene.commune.state], term=scene.term, as_of=as_of, include_unconfirmed=include
    )
    return [
        (figure.period.label, str(figure.value), figure.state, figure.version)
        for fact in facts.targets
        for figure in fact.figures
    ]


LIVES: Mapping[str, tuple[str, Shown, Shown]] = {
    "nothing": ("", [], []),
    "a draft": ("2022=60", [("2022", "60", "draft", 1)], []),
    "submitted": ("2022=60 submit", [("2022", "60", "submitted", 1)], []),
    "returned": ("2022=60 submit return", [("2022", "60", "returned", 1)], []),
    "confirmed": (
        "2022=60 confirm",
        [("2022", "60", "confirmed", 1)],
        [("2022", "60", "confirmed", 1)],
    ),
    "confirmed at the second try": (
        "2022=60 submit return 2022=61 confirm",
        [("2022", "61", "confirmed", 2)],
        [("2022", "61", "confirmed", 2)],
    ),
    "a draft over a confirmed one": (
        "2022=60 confirm 2022=61",
        [("2022", "61", "draft", 2)],
        [("2022", "60", "confirmed", 1)],
    ),
    "a submitted one over a confirmed one": (
        "2022=60 confirm 2022=61 submit",
        [("2022", "61", "submitted", 2)],
        [("2022", "60", "confirmed", 1)],
    ),
    "a returned one over a confirmed one": (
        "2022=60 confirm 2022=61 submit return",
        [("2022", "61", "returned", 2)],
        [("2022", "60", "confirmed", 1)],
    ),
    "two drafts over a confirmed one": (
        "2022=60 confirm 2022=61 2022=62",
        [("2022", "62", "draft", 3)],
        [("2022", "60", "confirmed", 1)],
    ),
    "confirmed twice": (
        "2022=60 confirm 2022=61 confirm",
        [("2022", "61", "confirmed", 2)],
        [("2022", "61", "confirmed", 2)],
    ),
    "a withdrawal in draft": ("2022=60 confirm 2022=", [], [("2022", "60", "confirmed", 1)]),
    "a confirmed withdrawal": ("2022=60 confirm 2022= confirm", [], []),
    "withdrawn, then given again in draft": (
        "2022=60 confirm 2022= confirm 2022=60",
        [("2022", "60", "draft", 3)],
        [],
    ),
    "withdrawn, then given again and confirmed": (
        "2022=60 confirm 2022= confirm 2022=60 confirm",
        [("2022", "60", "confirmed", 3)],
        [("2022", "60", "confirmed", 3)],
    ),
    "one year confirmed, the next in draft": (
        "2021=50 confirm 2022=60",
        [("2021", "50", "confirmed", 1), ("2022", "60", "draft", 1)],
        [("2021", "50", "confirmed", 1)],
    ),
    "the earlier year corrected": (
        "2021=50 2022=60 confirm 2021=51",
        [("2021", "51", "draft", 2), ("2022", "60", "confirmed", 1)],
        [("2021", "50", "confirmed", 1), ("2022", "60", "confirmed", 1)],
    ),
    "the later year entered first": (
        "2022=60 2021=50 confirm",
        [("2021", "50", "confirmed", 1), ("2022", "60", "confirmed", 1)],
        [("2021", "50", "confirmed", 1), ("2022", "60", "confirmed", 1)],
    ),
    "the earlier year withdrawn": (
        "2021=50 2022=60 confirm 2021=",
        [("2022", "60", "confirmed", 1)],
        [("2021", "50", "confirmed", 1), ("2022", "60", "confirmed", 1)],
    ),
    "zero": ("2022=0 confirm", [("2022", "0", "confirmed", 1)], [("2022", "0", "confirmed", 1)]),
    "a negative one": ("2022=-3.5", [("2022", "-3.5", "draft", 1)], []),
    "the year before the term": (
        "2020=40 confirm",
        [("2020", "40", "confirmed", 1)],
        [("2020", "40", "confirmed", 1)],
    ),
}
LIFE = pytest.mark.parametrize("life", LIVES)


@LIFE
@pytest.mark.parametrize("role", list(RoleCode))
def test_own_people_see_the_latest_versions_whatever_their_role(
    scene: Scene, life: str, role: RoleCode
) -> None:
    steps, latest, _confirmed = LIVES[life]
    play(scene, steps)
    who = actor_in(scene.commune.unit, role, name="A")
    assert shown(scene, who) == latest
    assert shown(scene, who, include=True) == latest


@LIFE
@pytest.mark.parametrize(
    "role", [RoleCode.OFFICE, RoleCode.LEADER, RoleCode.EDITOR, RoleCode.SURVEYOR, RoleCode.ADMINISTRATOR]
)
def test_superior_sees_confirmed_versions_even_when_asking_for_more(
    scene: Scene, life: str, role: RoleCode
) -> None:
    steps, _latest, confirmed = LIVES[life]
    play(scene, steps)
    who = actor_in(scene.district.unit, role, name="A")
    assert shown(scene, who) == confirmed
    assert shown(scene, who, include=True) == confirmed


@LIFE
def test_overseer_above_sees_the_latest_versions_only_when_asking(scene: Scene, life: str) -> None:
    steps, latest, confirmed = LIVES[life]
    play(scene, steps)
    who = actor_in(scene.district.unit, RoleCode.OVERSEER, name="A")
    assert shown(scene, who) == confirmed
    assert shown(scene, who, include=True) == latest


@LIFE
@pytest.mark.parametrize("role", list(RoleCode))
def test_other_branch_sees_nothing(scene: Scene, life: str, role: RoleCode) -> None:
    play(scene, LIVES[life][0])
    who = actor_in(scene.elsewhere.unit, role, name="A")
    assert shown(scene, who) == []
    assert shown(scene, who, include=True) == []


@LIFE
def test_delegate_above_sees_nothing_below(scene: Scene, life: str) -> None:
    play(scene, LIVES[life][0])
    who = actor_in(scene.district.unit, RoleCode.DELEGATE, name="A")
    assert shown(scene, who, include=True) == []


@LIFE
def test_target_is_counted_as_unconfirmed_when_a_shown_figure_is(scene: Scene, life: str) -> None:
    steps, latest, _confirmed = LIVES[life]
    play(scene, steps)
    unit = scene.commune.unit.pk
    for who, open_figures in ((scene.commune.office, latest), (scene.district.office, [])):
        facts = target_facts(who, states=[scene.commune.state], term=scene.term, as_of=LATE)
        assert facts.unconfirmed == {unit: int(any(row[2] != "confirmed" for row in open_figures))}


@pytest.mark.parametrize(
    ("as_of", "labels"),
    [
        (date(2020, 12, 31), []),
        (date(2021, 1, 1), [Y2021.label]),
        (date(2021, 12, 31), [Y2021.label]),
        (date(2022, 1, 1), [Y2021.label, HALF.label, Y2022.label]),
        (date(2022, 3, 31), [Y2021.label, HALF.label, Y2022.label]),
        (date(2022, 4, 1), [Y2021.label, QUARTER.label, HALF.label, Y2022.label]),
        (date(2022, 5, 31), [Y2021.label, QUARTER.label, HALF.label, Y2022.label]),
        (date(2022, 6, 1), [Y2021.label, MONTH.label, QUARTER.label, HALF.label, Y2022.label]),
        (LATE, [Y2021.label, MONTH.label, QUARTER.label, HALF.label, Y2022.label]),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_periods_of_all_lengths_count_once_begun_by_end_then_shortest_first(
    scene: Scene, as_of: date, labels: list[str], order: int
) -> None:
    for period in [Y2021, HALF, QUARTER, MONTH, Y2022][::order]:
        actions.record_observation(
            scene.commune.office, target=scene.target, period=period, value=Decimal(1), now=NOW
        )
    assert [row[0] for row in shown(scene, scene.commune.office, as_of=as_of)] == labels


@pytest.mark.parametrize(
    ("values", "total", "missing"),
    [
        ((None, None), None, ("Một", "Hai")),
        (("1", None), "1", ("Hai",)),
        ((None, "2"), "2", ("Một",)),
        (("0", "0"), "0", ()),
        (("0.1", "0.2"), "0.3", ()),
        (("-5", "5"), "0", ()),
        (("999999999999.999999", "0.000001"), "1000000000000", ()),
    ],
)
def test_sum_over_a_branch_is_exact_and_names_who_is_missing(
    values: tuple[str | None, ...], total: str | None, missing: tuple[str, ...]
) -> None:
    district, term = make_place("838", "Mỏ Cày Bắc"), make_term()
    places = [make_place(name, name, parent=district.state) for name in ("Một", "Hai")]
    for place, value in zip(places, values, strict=True):
        target = make_target(place, term, code="DV", roll_up=RollUpRule.SUM)
        if value is not None:
            actions.record_observation(
                place.office, target=target, period=Y2022, value=Decimal(value), now=NOW
            )
            confirm_all(place, term)
    found = rolled_up(
        district.office, states=[place.state for place in places], term=term, code="DV", as_of=LATE
    )
    assert found.rolled.value == (None if total is None else Decimal(total))
    assert (found.rolled.missing, found.rolled.reported) == (missing, 2 - len(missing))
