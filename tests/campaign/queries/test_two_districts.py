"""A province's campaign over those of two districts: rounds told apart, each district its own, nothing seen across."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from nhiemky.campaign import queries
from nhiemky.campaign.models import Campaign, Review
from nhiemky.campaign.vocab import RoundKind, StageCode
from nhiemky.cli.campaign import campaign_json
from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.reporting.campaign import campaign_board
from tests.cast import Tree, make_term, make_tree, office
from tests.cast_campaign import BEGUN, PILOT_ON, WINDOWS, make_campaign, make_review

ON = date(2023, 3, 10)


@dataclass(frozen=True)
class Province:
    """The campaign of the province, those of both districts under it, one review in each."""

    tree: Tree
    whole: Campaign
    first: Campaign
    second: Campaign
    near: Review
    far: Review

    def actor(self, where: str) -> Actor:
        return office(getattr(self.tree, where))


@pytest.fixture
def province(db: None) -> Province:
    tree, term = make_tree(), make_term()
    whole = make_campaign(tree.province, name="Đợt tỉnh", begun_on=date(2022, 9, 8), term=term, rounds=[])
    first, second = (
        make_campaign(each, name=f"Đợt {each.short_name}", parent=whole, term=term)
        for each in (tree.district, tree.other_district)
    )
    near = make_review(first, tree.commune, conference_on=PILOT_ON, stage=StageCode.HELD, moved_on=PILOT_ON)
    far = make_review(second, tree.far, conference_on=PILOT_ON)
    return Province(tree, whole, first, second, near, far)


def rounds(actor: Actor, campaign: Campaign) -> list[tuple[str, int, int]]:
    found = queries.standings(actor, campaign=campaign, on=ON)
    return [
        (part.facts.full_name, part.units, part.held)
        for part in found.rounds
        if part.facts.kind is RoundKind.PILOT
    ]


def test_rounds_of_one_name_are_told_by_who_holds_them(province: Province) -> None:
    names = [name for name, _units, _held in rounds(SYSTEM_ACTOR, province.whole)]
    here, there = (
        f"Làm điểm ({each.short_name})" for each in (province.tree.district, province.tree.other_district)
    )
    assert sorted(names) == sorted([here, there])
    assert {name: held for name, _units, held in rounds(SYSTEM_ACTOR, province.whole)} == {
        here: 1,
        there: 0,
    }
    found = queries.standings(SYSTEM_ACTOR, campaign=province.whole, on=ON)
    evidence = [each.text for each in found.judgement.evidence if each.text.startswith("Làm điểm")]
    assert evidence == [
        f"{name}: {held}/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 13-2-2023 đến 28-2-2023)."
        for name, _units, held in rounds(SYSTEM_ACTOR, province.whole)
    ]


def test_a_district_alone_keeps_the_plain_names(province: Province) -> None:
    assert rounds(province.actor("district"), province.first) == [("Làm điểm", 1, 1)]
    assert rounds(province.actor("other_district"), province.second) == [("Làm điểm", 1, 0)]


def test_json_of_the_province_names_each_unit_s_round_as_the_list_of_rounds_does(province: Province) -> None:
    found = campaign_json(campaign_board(SYSTEM_ACTOR, campaign=province.whole, on=ON))
    listed = {part["name"] for part in found["rounds"]}  # type: ignore[attr-defined]
    units = {row["code"]: row["round"] for row in found["units"]}  # type: ignore[attr-defined]
    assert set(units) == {province.near.unit.code, province.far.unit.code}
    assert set(units.values()) <= listed
    assert len(set(units.values())) == 2
    assert len(found["rounds"]) == len(listed) == 2 * len(WINDOWS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "own", "other"), [("district", "first", "second"), ("other_district", "second", "first")]
)
def test_nothing_of_one_district_is_seen_from_the_other(
    province: Province, where: str, own: str, other: str
) -> None:
    actor = province.actor(where)
    mine, theirs = getattr(province, own), getattr(province, other)
    review = province.far if own == "first" else province.near
    listed = [line.campaign.pk for line in queries.campaigns(actor, on=ON, term=mine.term)]
    assert listed == [mine.pk]
    shown = queries.standings(actor, campaign=province.whole, on=ON).reviews
    assert {each.facts.campaign_id for each in shown} <= {mine.pk}
    asked = (
        lambda: queries.campaign(actor, id=theirs.pk, on=ON),
        lambda: queries.review(actor, id=review.pk, on=ON),
        lambda: queries.lesson_board(actor, campaign=theirs, on=ON),
        lambda: queries.comments(actor, on=ON, review=review),
        lambda: queries.comments(actor, on=ON, campaign=theirs),
        lambda: queries.teams(actor, campaign=theirs, on=ON),
        lambda: queries.surveys(actor, campaign=theirs, on=ON),
        lambda: queries.findings(actor, campaign=theirs, on=ON),
        lambda: queries.chains(actor, campaign=theirs, on=ON),
        lambda: queries.meetings(actor, campaign=theirs, on=ON),
    )
    for ask in asked:
        with pytest.raises(NotFound):
            ask()


def test_the_province_sees_both_and_each_part_is_judged_as_on_its_own_board(province: Province) -> None:
    actor = province.actor("province")
    board = campaign_board(actor, campaign=province.whole, on=ON, figures=False)
    assert [(part.campaign.pk, part.units, part.held) for part in board.parts] == [
        (province.first.pk, 1, 1), (province.second.pk, 1, 0),
    ]  # fmt: skip
    for part in board.parts:
        alone = queries.standings(actor, campaign=part.campaign, on=ON)
        assert part.judgement.code is alone.judgement.code
    seen = {line.campaign.pk for line in queries.campaigns(actor, on=BEGUN, term=province.whole.term)}
    assert seen == {province.first.pk, province.second.pk, province.whole.pk}


@pytest.mark.parametrize(
    ("where", "own", "districts"),
    [
        ("district", "first", ["first"]),
        ("other_district", "second", ["second"]),
        ("commune", "first", ["first"]),
        ("second", "first", []),
        ("province", "whole", ["first", "second"]),
    ],
)
def test_campaigns_below_are_named_only_to_who_sees_them(
    province: Province, where: str, own: str, districts: list[str]
) -> None:
    board = campaign_board(province.actor(where), campaign=province.whole, on=ON, figures=False)
    assert [part.campaign.pk for part in board.parts] == [getattr(province, name).pk for name in districts]
    shown = {province.whole.pk, *(getattr(province, name).pk for name in districts)}
    assert {each.pk for each in board.standing.campaigns} == shown
    assert {part.facts.campaign_id for part in board.rounds} == shown - {province.whole.pk}
    assert board.standing.whole is (own == "whole")
