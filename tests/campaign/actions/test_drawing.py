"""A campaign drawn up from an earlier one: the same plan, later; units that no longer stand are left out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, Review, Round, StageMove
from nhiemky.campaign.queries.reviews import latest_days
from nhiemky.campaign.vocab import RoundKind, Rules, StageCode, StageDraft
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid, NotFound
from nhiemky.kernel.viet.workdays import is_working_day
from nhiemky.org import actions as org
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from tests.cast import Tree, make_term, make_tree, office
from tests.cast_campaign import BEGUN, PILOT_ON, make_campaign, make_plan, make_review
from tests.standing import standing

pytestmark = pytest.mark.django_db

LATER = date(2028, 1, 3)
NOW = datetime(2028, 1, 4, 3, 0, tzinfo=UTC)
SHIFT = LATER - date(2023, 1, 3)
STAGES = (
    StageDraft(StageCode.PREPARING, "Sửa soạn", 15),
    StageDraft(StageCode.HELD, "Đại hội đồng", 0),
    StageDraft(StageCode.CLOSED, "Tổng kết", -5),
)


@standing
def tree() -> Tree:
    return make_tree()


def earlier(tree: Tree) -> Campaign:
    """Make the campaign of 2023 with a pilot, two followers (one withdrawn) and the district."""
    plan = make_plan(tree, stages=STAGES)
    actions.set_rules(SYSTEM_ACTOR, campaign=plan.campaign, rules=Rules(grace_days=1), on=BEGUN, now=NOW)
    make_review(plan.campaign, tree.commune, conference_on=PILOT_ON, stage=StageCode.HELD, moved_on=PILOT_ON)
    for state in (tree.second, tree.third):
        make_review(plan.campaign, state, kind=RoundKind.GRASSROOTS, conference_on=date(2023, 3, 15))
    gone = Review.objects.get(unit=tree.third.unit)
    actions.withdraw_review(
        SYSTEM_ACTOR, review=gone, on=date(2023, 2, 1), reason="Thôi", now=datetime(2023, 2, 2, tzinfo=UTC)
    )
    make_review(plan.campaign, tree.district, kind=RoundKind.DISTRICT)
    return plan.campaign


def draw(tree: Tree, source: Campaign, *, person: Actor | None = None, **how: object) -> Campaign:
    values = {"name": "Sơ kết lần hai", "begun_on": LATER, **how}
    return actions.draw_up_from(
        person or office(tree.district, today=LATER),
        earlier=source,
        holder=tree.district.unit,
        term=make_term("2025-2030"),
        now=NOW,
        **values,  # type: ignore[arg-type]
    )


def test_stages_rules_and_rounds_are_those_of_the_earlier_one(tree: Tree) -> None:
    source = earlier(tree)
    campaign = draw(tree, source)
    before, after = queries.stated_campaign(source), queries.stated_campaign(campaign)
    assert (after.stages, after.rules, after.scheme) == (STAGES, Rules(grace_days=1), "default")
    assert after.rounds == tuple(
        part._replace(starts_on=part.starts_on + SHIFT, ends_on=part.ends_on + SHIFT)
        for part in before.rounds
    )
    assert (campaign.drawn_from_id, campaign.name, campaign.begun_on) == (
        source.pk,
        "Sơ kết lần hai",
        LATER,
    )


def test_units_that_stand_take_part_again_with_conferences_shifted(tree: Tree) -> None:
    source = earlier(tree)
    campaign = draw(tree, source)
    found = queries.reviews(office(tree.district, today=LATER), campaign=campaign, on=LATER)
    days = {
        row.short_name: {code: each.planned_on for code, each in latest_days(row).items()} for row in found
    }
    assert list(days) == ["Tân Thanh Tây", "Nhuận Phú Tân", "Mỏ Cày Bắc"]
    assert days["Tân Thanh Tây"][StageCode.HELD] == PILOT_ON + SHIFT == date(2028, 2, 21)
    assert days["Nhuận Phú Tân"] == {
        StageCode.PREPARING: date(2028, 2, 22),
        StageCode.HELD: date(2028, 3, 14),
        StageCode.CLOSED: date(2028, 3, 21),
    }
    assert days["Mỏ Cày Bắc"] == {}
    assert not StageMove.objects.filter(review__round__campaign=campaign).exists()


def test_a_conference_moves_to_a_working_day_of_its_window(tree: Tree) -> None:
    source = earlier(tree)
    campaign = draw(tree, source, begun_on=date(2028, 1, 1))
    moved = {
        row.short_name: latest_days(row)[StageCode.HELD].planned_on
        for row in queries.reviews(SYSTEM_ACTOR, campaign=campaign, on=LATER)
        if latest_days(row)
    }
    # Two days earlier than above: a Saturday and a Sunday.
    assert moved == {"Tân Thanh Tây": date(2028, 2, 21), "Nhuận Phú Tân": date(2028, 3, 13)}
    assert all(day is not None and is_working_day(day) for day in moved.values())


def test_units_that_ended_since_are_left_out(tree: Tree) -> None:
    source = earlier(tree)
    org.merge_units(
        SYSTEM_ACTOR, predecessors=[tree.second.unit], successor=tree.third.unit, on=date(2025, 7, 1)
    )
    campaign = draw(tree, source)
    rows = queries.reviews(SYSTEM_ACTOR, campaign=campaign, on=LATER)
    assert [row.short_name for row in rows] == ["Tân Thanh Tây", "Mỏ Cày Bắc"]


def test_another_holder_takes_the_plan_without_units_of_others(tree: Tree) -> None:
    source = earlier(tree)
    province = office(tree.province, today=LATER)
    campaign = actions.draw_up_from(
        province,
        earlier=source,
        holder=tree.province.unit,
        term=make_term("2025-2030"),
        name="Sơ kết toàn tỉnh",
        begun_on=LATER,
        now=NOW,
    )
    assert len(queries.reviews(province, campaign=campaign, on=LATER)) == 3
    elsewhere = actions.draw_up_from(
        SYSTEM_ACTOR,
        earlier=source,
        holder=tree.other_district.unit,
        term=make_term("2025-2030"),
        name="Sơ kết",
        begun_on=LATER,
        now=NOW,
    )
    assert queries.reviews(SYSTEM_ACTOR, campaign=elsewhere, on=LATER) == []
    assert len(queries.rounds(SYSTEM_ACTOR, campaign=elsewhere, on=LATER)) == 3


def test_a_plan_that_would_leave_its_term_is_refused_whole(tree: Tree) -> None:
    source = earlier(tree)
    for begun_on in (date(2037, 1, 5), date(2099, 12, 31)):
        with pytest.raises(Invalid) as caught:
            draw(tree, source, begun_on=begun_on)
        assert "nằm ngoài nhiệm kỳ 2025-2030" in caught.value.message
    assert (Campaign.objects.count(), Round.objects.count()) == (1, 3)


def test_an_earlier_campaign_out_of_sight_is_not_found(tree: Tree) -> None:
    hidden = make_campaign(tree.other_district)
    with pytest.raises(NotFound):
        draw(tree, hidden)


def test_who_keeps_no_campaigns_there_is_denied(tree: Tree) -> None:
    source = earlier(tree)
    with pytest.raises(Denied):
        draw(tree, source, person=office(tree.commune, today=LATER))
    assert Campaign.objects.count() == 1


def test_a_name_in_use_is_told_and_the_lines_of_the_ledger_are_those_of_the_parts(tree: Tree) -> None:
    source = earlier(tree)
    before = LedgerLine.objects.count()
    draw(tree, source)
    acts = LedgerLine.objects.order_by("sequence").values_list("act", flat=True)[before:]
    assert [act for act in acts if act != "add_term"] == [
        "campaign.added",
        "reviews.entered",
        "reviews.entered",
        "reviews.entered",
    ]
    with pytest.raises(Conflict, match="đã có đợt sơ kết tên “Sơ kết lần hai”"):
        draw(tree, source)
