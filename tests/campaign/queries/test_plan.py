"""Campaigns, rounds and stages as they stood on a day, for everybody who may see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign
from nhiemky.campaign.vocab import STAGE_TEMPLATE, RoundDraft, RoundKind, Rules, StageCode
from nhiemky.history.vocab import Denied, NotFound
from nhiemky.org import actions as org
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from tests.cast import Tree, leader, make_term, make_tree, make_unit, office
from tests.cast_campaign import BEGUN, NOW, WINDOWS, make_campaign, make_review, make_round, plain_draft
from tests.standing import standing

pytestmark = pytest.mark.django_db

TOP_BEGUN = date(2022, 12, 1)
DAY = date(2023, 2, 1)


@dataclass(frozen=True)
class Scene:
    """The province's campaign, under it those of both districts; the first commune takes part in its district's."""

    tree: Tree
    top: Campaign
    own: Campaign
    other: Campaign


@standing
def scene() -> Scene:
    tree = make_tree()
    top = make_campaign(tree.province, begun_on=TOP_BEGUN, name="Đợt của tỉnh")
    own = make_campaign(tree.district, parent=top, name="Đợt của huyện")
    other = make_campaign(tree.other_district, parent=top, name="Đợt của huyện bạn")
    make_review(own, tree.commune)
    make_review(top, tree.district, kind=RoundKind.DISTRICT)
    return Scene(tree, top, own, other)


def named(lines: list[queries.CampaignLine]) -> list[tuple[str, str, str, int]]:
    return [(line.campaign.name, line.holder_name, line.holder_code, line.units) for line in lines]


class TestCampaigns:
    """The list of campaigns."""

    def test_a_superior_sees_all_the_latest_first(self, scene: Scene) -> None:
        assert named(queries.campaigns(office(scene.tree.province), on=DAY)) == [
            ("Đợt của huyện", "Đảng bộ huyện Mỏ Cày Bắc", "838", 1),
            ("Đợt của huyện bạn", "Đảng bộ huyện Chợ Lách", "832", 0),
            ("Đợt của tỉnh", "Đảng bộ tỉnh Bến Tre", "83", 1),
        ]

    def test_a_unit_that_takes_part_sees_the_campaign(self, scene: Scene) -> None:
        names = [line.campaign.name for line in queries.campaigns(office(scene.tree.commune), on=DAY)]
        assert names == ["Đợt của huyện"]
        assert [line.campaign for line in queries.campaigns(office(scene.tree.district), on=DAY)] == [
            scene.own,
            scene.top,
        ]
        assert queries.campaigns(office(scene.tree.second), on=DAY) == []

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (date(2022, 11, 30), []),
            (date(2022, 12, 1), ["Đợt của tỉnh"]),
            (date(2023, 1, 2), ["Đợt của tỉnh"]),
            (BEGUN, ["Đợt của huyện", "Đợt của huyện bạn", "Đợt của tỉnh"]),
        ],
    )
    def test_a_campaign_is_there_from_the_day_of_its_plan(
        self, scene: Scene, on: date, expected: list[str]
    ) -> None:
        assert [line.campaign.name for line in queries.campaigns(SYSTEM_ACTOR, on=on)] == expected

    def test_the_name_of_the_holder_is_that_of_the_day(self, scene: Scene) -> None:
        org.change_unit(
            SYSTEM_ACTOR, unit=scene.tree.other_district.unit, on=date(2023, 3, 1), name="Đảng bộ khu vực"
        )
        names = {
            on: next(
                line.holder_name
                for line in queries.campaigns(SYSTEM_ACTOR, on=on)
                if line.campaign == scene.other
            )
            for on in (DAY, date(2023, 3, 1))
        }
        assert list(names.values()) == ["Đảng bộ huyện Chợ Lách", "Đảng bộ khu vực"]

    def test_a_term_may_be_chosen(self, scene: Scene) -> None:
        later = make_campaign(scene.tree.district, term=make_term("2018-2023"), name="Đợt khác")
        lines = queries.campaigns(SYSTEM_ACTOR, on=DAY, term=later.term)
        assert [line.campaign for line in lines] == [later]

    def test_removed_ones_are_listed_apart(self, scene: Scene) -> None:
        actions.remove_campaign(SYSTEM_ACTOR, campaign=scene.other, on=DAY, reason="Nhầm", now=NOW)
        person = office(scene.tree.other_district)
        assert queries.campaigns(person, on=DAY) == []
        assert [line.campaign for line in queries.campaigns(person, on=DAY, removed=True)] == [scene.other]
        assert [line.campaign for line in queries.campaigns(person, on=date(2023, 1, 31))] == [scene.other]

    def test_the_number_of_queries_does_not_grow(self, scene: Scene) -> None:
        person = office(scene.tree.province)

        def cost() -> int:
            with CaptureQueriesContext(connection) as caught:
                queries.campaigns(person, on=DAY)
            return len(caught)

        before = cost()
        for place in range(5):
            make_campaign(scene.tree.third, name=f"Đợt {place}")
        assert (before, cost()) == (4, 4)


class TestOne:
    """One campaign, its stages and rounds."""

    @pytest.mark.parametrize("who", ["province", "district", "commune"])
    def test_a_campaign_is_found_by_who_sees_it(self, scene: Scene, who: str) -> None:
        person = leader(getattr(scene.tree, who))
        assert queries.campaign(person, id=scene.own.pk, on=DAY) == scene.own

    @pytest.mark.parametrize("who", ["second", "far", "other_district"])
    def test_to_others_it_is_not_there(self, scene: Scene, who: str) -> None:
        with pytest.raises(NotFound, match="Không có đợt sơ kết này"):
            queries.campaign(leader(getattr(scene.tree, who)), id=scene.own.pk, on=DAY)

    @pytest.mark.parametrize("id", [0, 99999, 2**40])
    def test_an_unknown_one_is_not_there(self, scene: Scene, id: int) -> None:
        with pytest.raises(NotFound):
            queries.campaign(SYSTEM_ACTOR, id=id, on=DAY)

    def test_before_its_plan_it_is_not_there(self, scene: Scene) -> None:
        with pytest.raises(NotFound):
            queries.campaign(SYSTEM_ACTOR, id=scene.own.pk, on=date(2023, 1, 2))

    def test_stages_come_in_their_order(self, scene: Scene) -> None:
        assert tuple(map(queries.stated_stage, queries.stages(scene.own))) == STAGE_TEMPLATE

    def test_rounds_are_those_of_the_units_seen(self, scene: Scene) -> None:
        kinds = {
            who: [
                part.kind
                for part in queries.rounds(office(getattr(scene.tree, who)), campaign=scene.own, on=DAY)
            ]
            for who in ("province", "district", "commune")
        }
        assert kinds == {
            "province": ["pilot", "grassroots", "district"],
            "district": ["pilot", "grassroots", "district"],
            "commune": ["pilot"],
        }
        with pytest.raises(NotFound):
            queries.rounds(office(scene.tree.second), campaign=scene.own, on=DAY)

    def test_one_round_is_found_until_it_is_removed(self, scene: Scene) -> None:
        part = make_round(scene.own, RoundKind.GRASSROOTS)
        person = office(scene.tree.district)
        assert queries.round_of(person, id=part.pk, on=DAY) == part
        with pytest.raises(NotFound, match="Không có vòng này"):
            queries.round_of(office(scene.tree.far), id=part.pk, on=DAY)
        actions.remove_round(person, round=part, on=DAY, reason="Thôi", now=NOW)
        assert queries.round_of(person, id=part.pk, on=date(2023, 1, 31)) == part
        with pytest.raises(NotFound):
            queries.round_of(person, id=part.pk, on=DAY)


class TestCampaignFor:
    """The campaign that matters to a unit."""

    def find(self, scene: Scene, code: str, *, person: Actor = SYSTEM_ACTOR, on: date = DAY) -> str | None:
        found = queries.campaign_for(person, unit_code=code, term=scene.own.term, on=on)
        return found.name if found else None

    def test_its_own_goes_before_that_of_a_unit_above(self, scene: Scene) -> None:
        assert self.find(scene, "838") == "Đợt của huyện"
        assert self.find(scene, "83") == "Đợt của tỉnh"

    def test_without_its_own_it_is_the_nearest_in_which_it_takes_part(self, scene: Scene) -> None:
        assert self.find(scene, "28927") == "Đợt của huyện"
        make_review(scene.top, scene.tree.second)
        assert self.find(scene, "28957") == "Đợt của tỉnh"
        make_review(scene.own, scene.tree.second)
        assert self.find(scene, "28957") == "Đợt của huyện"

    def test_a_unit_that_takes_part_in_none_has_none(self, scene: Scene) -> None:
        assert self.find(scene, "28903") is None
        assert self.find(scene, "28927", on=date(2023, 1, 2)) is None

    def test_else_the_only_one_below_is_taken(self, scene: Scene) -> None:
        region = make_unit("Miền Tây", code="MT", type="province")
        below = make_unit("Cù Lao", code="CL", parent=region, type="district")
        make_campaign(below, name="Đợt cù lao")
        assert self.find(scene, "MT") == "Đợt cù lao"
        make_campaign(below, name="Đợt hai")
        assert self.find(scene, "MT") is None

    def test_the_latest_of_several_goes_first(self, scene: Scene) -> None:
        make_campaign(scene.tree.district, name="Đợt sau", begun_on=date(2023, 1, 20))
        assert self.find(scene, "838", on=date(2023, 1, 19)) == "Đợt của huyện"
        assert self.find(scene, "838") == "Đợt sau"

    def test_a_removed_one_matters_no_more(self, scene: Scene) -> None:
        actions.remove_campaign(SYSTEM_ACTOR, campaign=scene.own, on=DAY, reason="Nhầm", now=NOW)
        assert self.find(scene, "28927") is None
        assert self.find(scene, "838") == "Đợt của tỉnh"

    def test_only_what_is_seen_is_found(self, scene: Scene) -> None:
        person = office(scene.tree.commune)
        assert self.find(scene, "28927", person=person) == "Đợt của huyện"
        with pytest.raises(NotFound):
            self.find(scene, "28957", person=person)


def test_superior_campaigns_are_offered_from_the_top_down(scene: Scene) -> None:
    cell = scene.tree.cell
    make_campaign(scene.tree.commune, name="Đợt của xã")

    def offered(person: Actor, on: date = DAY) -> list[str]:
        found = queries.parent_choices(person, holder=cell.unit, term=scene.own.term, on=on)
        return [each.name for each in found]

    assert offered(office(cell)) == ["Đợt của tỉnh", "Đợt của huyện", "Đợt của xã"]
    assert offered(office(cell), date(2022, 12, 31)) == ["Đợt của tỉnh"]
    with pytest.raises(Denied):
        offered(office(scene.tree.commune))


def test_a_template_has_all_stages_and_a_round_per_window() -> None:
    draft = queries.template_draft(name="Sơ kết", begun_on=BEGUN, windows=WINDOWS)
    assert (draft.name, draft.begun_on, draft.stages, draft.rules) == (
        "Sơ kết",
        BEGUN,
        STAGE_TEMPLATE,
        Rules(),
    )
    assert draft.rounds == (
        RoundDraft(RoundKind.PILOT, "Làm điểm", date(2023, 2, 13), date(2023, 2, 28)),
        RoundDraft(
            RoundKind.GRASSROOTS,
            "Các chi bộ, đảng bộ trực thuộc còn lại",
            date(2023, 3, 1),
            date(2023, 3, 31),
        ),
        RoundDraft(RoundKind.DISTRICT, "Cấp huyện", date(2023, 4, 3), date(2023, 4, 28)),
    )
    assert [stage.code for stage in draft.stages] == list(StageCode)


@pytest.mark.parametrize(
    "ask",
    [
        lambda person, campaign: queries.rounds(person, campaign=campaign, on=DAY),
        lambda person, campaign: queries.reviews(person, campaign=campaign, on=DAY),
        lambda person, campaign: queries.withdrawn_reviews(person, campaign=campaign, on=DAY),
        lambda person, campaign: queries.ended_units(person, campaign=campaign, on=DAY),
    ],
)
def test_questions_about_a_campaign_out_of_sight_are_refused(
    scene: Scene, ask: Callable[[Actor, Campaign], object]
) -> None:
    with pytest.raises(NotFound):
        ask(office(scene.tree.far), scene.own)


def test_what_was_stated_can_be_stated_again(scene: Scene) -> None:
    stated = queries.stated_campaign(scene.own)
    assert stated == plain_draft(name="Đợt của huyện", parent_id=scene.top.pk)
