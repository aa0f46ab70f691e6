"""Who may see and do what in a campaign: every role at the province, the district, the unit itself and elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, Review
from nhiemky.history.vocab import Denied, NotFound
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import RoleCode, Verb
from tests.cast import Tree, actor, leader, make_tree, office, overseer
from tests.cast_campaign import BEGUN, make_campaign, make_review
from tests.standing import standing

pytestmark = pytest.mark.django_db

PROVINCE_BEGUN = date(2022, 12, 1)


@dataclass(frozen=True)
class Scene:
    """The province's campaign, the district's under it with the review of Tân Thanh Tây, and the other district's."""

    tree: Tree
    top: Campaign
    campaign: Campaign
    elsewhere: Campaign
    review: Review


@standing
def scene() -> Scene:
    tree = make_tree()
    top = make_campaign(tree.province, begun_on=PROVINCE_BEGUN)
    campaign = make_campaign(tree.district, parent=top)
    elsewhere = make_campaign(tree.other_district, parent=top)
    review = make_review(campaign, tree.commune)
    return Scene(tree, top, campaign, elsewhere, review)


def people(tree: Tree) -> dict[str, Actor]:
    """Give somebody of every kind."""
    roles = {
        "editor": (RoleCode.EDITOR, tree.commune),
        "surveyor": (RoleCode.SURVEYOR, tree.district),
        "delegate": (RoleCode.DELEGATE, tree.commune),
        "administrator": (RoleCode.ADMINISTRATOR, tree.district),
    }
    return {
        "province office": office(tree.province),
        "province leader": leader(tree.province),
        "district office": office(tree.district),
        "district leader": leader(tree.district),
        "district overseer": overseer(tree.district),
        "commune office": office(tree.commune),
        "commune leader": leader(tree.commune),
        "neighbour office": office(tree.second),
        "other district office": office(tree.other_district),
        **{name: actor(role) for name, role in roles.items()},
        "nobody": actor(),
        "system": SYSTEM_ACTOR,
    }


RUN = {"province office", "province leader", "district office", "district leader", "system"}
KEEP = RUN | {"commune office", "commune leader", "editor"}
# Who keeps a campaign above the unit may do there whatever its own people may.
COMMENT = RUN | {"commune office", "commune leader", "district overseer"}


def passing(scene: Scene, verb: Verb, *, review: bool) -> set[str]:
    """Give who passes, by name."""
    passed = set()
    for name, person in people(scene.tree).items():
        try:
            if review:
                policy.require_review(person, verb, review=scene.review)
            else:
                policy.require_campaign(person, verb, campaign=scene.campaign)
        except Denied:
            continue
        passed.add(name)
    return passed


def test_a_campaign_is_run_by_its_holder_and_by_those_above_it(scene: Scene) -> None:
    assert passing(scene, Verb.KEEP_CAMPAIGN, review=False) == RUN


@pytest.mark.parametrize(("verb", "expected"), [(Verb.KEEP_REVIEW, KEEP), (Verb.COMMENT, COMMENT)])
def test_a_review_is_kept_by_its_unit_and_by_who_runs_the_campaign(
    scene: Scene, verb: Verb, expected: set[str]
) -> None:
    assert passing(scene, verb, review=True) == expected


@pytest.mark.parametrize("verb", [Verb.KEEP_REVIEW, Verb.COMMENT])
def test_may_review_says_what_require_review_lets_pass(scene: Scene, verb: Verb) -> None:
    may = {
        name
        for name, person in people(scene.tree).items()
        if policy.may_review(person, verb, review=scene.review)
    }
    assert may == passing(scene, verb, review=True)


def test_keeps_names_those_who_run_the_campaign(scene: Scene) -> None:
    assert {
        name for name, person in people(scene.tree).items() if policy.keeps(person, campaign=scene.campaign)
    } == RUN


def test_the_paths_of_holder_and_unit_are_given(scene: Scene) -> None:
    tree = scene.tree
    person = office(tree.district)
    assert policy.require_campaign(person, Verb.KEEP_CAMPAIGN, campaign=scene.campaign) == tree.district.path
    assert policy.require_review(person, Verb.KEEP_REVIEW, review=scene.review) == tree.commune.path
    assert (
        policy.require_holder(person, Verb.KEEP_CAMPAIGN, holder_id=tree.district.unit_id)
        == tree.district.path
    )


def test_a_superior_does_not_draw_up_a_campaign_in_the_name_of_a_unit_below(scene: Scene) -> None:
    with pytest.raises(Denied):
        policy.require_holder(
            office(scene.tree.province), Verb.KEEP_CAMPAIGN, holder_id=scene.tree.district.unit_id
        )


def seen_by(person: Actor) -> set[int]:
    return set(Campaign.objects.filter(policy.seen_campaigns(person)).values_list("pk", flat=True))


def test_campaigns_are_seen_from_the_holder_up_and_by_units_that_take_part(scene: Scene) -> None:
    tree = scene.tree
    top, own, elsewhere = scene.top.pk, scene.campaign.pk, scene.elsewhere.pk
    assert {name: seen_by(person) for name, person in people(tree).items()} == {
        "province office": {top, own, elsewhere},
        "province leader": {top, own, elsewhere},
        "district office": {own},
        "district leader": {own},
        "district overseer": {own},
        "commune office": {own},
        "commune leader": {own},
        "neighbour office": set(),
        "other district office": {elsewhere},
        "editor": {own},
        "surveyor": {own},
        "delegate": {own},
        "administrator": {own},
        "nobody": set(),
        "system": {top, own, elsewhere},
    }


def test_may_see_agrees_with_the_filter(scene: Scene) -> None:
    for name, person in people(scene.tree).items():
        for campaign in (scene.top, scene.campaign, scene.elsewhere):
            seen = policy.may_see(person, campaign=campaign)
            assert (name, seen) == (name, campaign.pk in seen_by(person))


def rows_of(person: Actor, scene: Scene) -> list[str]:
    found = Review.objects.filter(policy.seen_rows(person, campaign=scene.campaign))
    return sorted(found.values_list("short_name", flat=True))


@pytest.mark.parametrize(
    ("where", "whole", "rows"),
    [
        ("province", True, ["Nhuận Phú Tân", "Tân Thanh Tây"]),
        ("district", True, ["Nhuận Phú Tân", "Tân Thanh Tây"]),
        ("commune", False, ["Tân Thanh Tây"]),
        ("second", False, ["Nhuận Phú Tân"]),
        ("third", False, []),
        ("far", False, []),
    ],
)
def test_rows_are_those_of_units_seen_unless_the_holder_is(
    scene: Scene, where: str, whole: bool, rows: list[str]
) -> None:
    make_review(scene.campaign, scene.tree.second)
    state: UnitState = getattr(scene.tree, where)
    assert policy.sees_whole(office(state), campaign=scene.campaign) is whole
    assert rows_of(office(state), scene) == rows


def test_who_does_not_see_a_campaign_is_told_that_there_is_none(scene: Scene) -> None:
    policy.require_sight(office(scene.tree.commune), campaign=scene.campaign, message="Không có.")
    with pytest.raises(NotFound, match=r"^Không có đợt này\.$"):
        policy.require_sight(office(scene.tree.far), campaign=scene.campaign, message="Không có đợt này.")


def test_a_person_is_judged_by_where_units_stand_today(scene: Scene) -> None:
    before = office(scene.tree.commune, today=BEGUN)
    assert policy.may_review(before, Verb.KEEP_REVIEW, review=scene.review)
    moved = scene.tree.commune
    UnitState.objects.filter(pk=moved.pk).update(path=f"{scene.tree.other_district.path}{moved.unit_id}/")
    assert not policy.sees_whole(office(scene.tree.commune), campaign=scene.campaign)
    assert policy.may_review(
        overseer(scene.tree.other_district), Verb.COMMENT, review=Review.objects.get(pk=scene.review.pk)
    )
