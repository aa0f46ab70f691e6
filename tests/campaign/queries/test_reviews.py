"""Reviews as they stood on a day: the list, the page of one, its moves and planned days; who sees what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Review
from nhiemky.campaign.vocab import Need, Readiness, RoundKind, StageCode
from nhiemky.history.vocab import NotFound
from nhiemky.org import actions as org
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from tests.cast import leader, make_unit, office, overseer
from tests.cast_campaign import BEGUN, NOW, PILOT_ON, Plan, make_plan, make_review, move_to
from tests.standing import standing

pytestmark = pytest.mark.django_db

DAY = date(2023, 2, 1)
PLANNED, PREPARING, ASSESSED = StageCode.PLANNED, StageCode.PREPARING, StageCode.ASSESSED


@standing
def plan() -> Plan:
    return make_plan()


@standing
def pilot(plan: Plan) -> Review:
    return make_review(plan.campaign, plan.tree.commune, conference_on=PILOT_ON)


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


class TestList:
    """The reviews of a campaign."""

    def test_reviews_come_by_round_then_in_their_order(self, plan: Plan) -> None:
        tree = plan.tree
        last = make_review(plan.campaign, tree.district, kind=RoundKind.DISTRICT)
        third = make_review(plan.campaign, tree.third, kind=RoundKind.GRASSROOTS)
        second = make_review(plan.campaign, tree.second, kind=RoundKind.GRASSROOTS)
        first = make_review(plan.campaign, tree.commune)
        person = overseer(tree.district)
        assert queries.reviews(person, campaign=plan.campaign, on=DAY) == [first, third, second, last]
        assert queries.reviews(person, campaign=plan.campaign, on=DAY, round=plan.others) == [third, second]
        assert queries.reviews(office(tree.second), campaign=plan.campaign, on=DAY) == [second]

    def test_a_review_is_there_from_the_day_it_was_entered(self, plan: Plan) -> None:
        row = make_review(plan.campaign, plan.tree.commune, on=DAY)
        assert queries.reviews(SYSTEM_ACTOR, campaign=plan.campaign, on=date(2023, 1, 31)) == []
        assert queries.reviews(SYSTEM_ACTOR, campaign=plan.campaign, on=DAY) == [row]
        with pytest.raises(NotFound):
            queries.review(SYSTEM_ACTOR, id=row.pk, on=date(2023, 1, 31))

    def test_the_number_of_queries_does_not_grow(self, plan: Plan, pilot: Review) -> None:
        person = office(plan.tree.district)

        def lists() -> tuple[int, int, int]:
            return (
                queries_of(lambda: queries.reviews(person, campaign=plan.campaign, on=DAY)),
                queries_of(lambda: queries.ended_units(person, campaign=plan.campaign, on=DAY)),
                queries_of(lambda: queries.withdrawn_reviews(person, campaign=plan.campaign, on=DAY)),
            )

        def grow() -> None:
            ending, leaving = (make_unit(parent=plan.tree.district) for _ in range(2))
            make_review(plan.campaign, ending, kind=RoundKind.GRASSROOTS, stage=PLANNED)
            away = make_review(plan.campaign, leaving, kind=RoundKind.GRASSROOTS)
            org.dissolve_unit(SYSTEM_ACTOR, unit=ending.unit, on=DAY)
            actions.withdraw_review(SYSTEM_ACTOR, review=away, on=DAY, reason="Thôi", now=NOW)

        grow()
        before = lists()
        grow()
        grow()
        assert len(queries.ended_units(person, campaign=plan.campaign, on=DAY)) == 3
        assert len(queries.withdrawn_reviews(person, campaign=plan.campaign, on=DAY)) == 3
        assert lists() == before


class TestPage:
    """The page of one review."""

    def test_a_page_shows_where_the_review_stood_on_the_day(self, plan: Plan, pilot: Review) -> None:
        move_to(pilot, PLANNED, on=date(2023, 1, 4))
        move_to(pilot, ASSESSED, on=DAY)
        found = {
            on: queries.review(SYSTEM_ACTOR, id=pilot.pk, on=on)
            for on in (BEGUN, date(2023, 1, 4), date(2023, 1, 31), DAY)
        }
        assert [(page.stage, page.next, len(page.moves)) for page in found.values()] == [
            (None, PLANNED, 0),
            (PLANNED, PREPARING, 1),
            (PLANNED, PREPARING, 1),
            (ASSESSED, StageCode.COMMENTED, 3),
        ]
        assert [page.unmet for page in found.values()] == [(), (Need.OWNER,), (Need.OWNER,), (Need.MEETING,)]

    def test_a_page_holds_stages_days_and_standing(self, plan: Plan, pilot: Review) -> None:
        page = queries.review(office(plan.tree.district), id=pilot.pk, on=BEGUN)
        assert (page.review, page.campaign) == (pilot, plan.campaign)
        assert [stage.code for stage in page.stages] == [code.value for code in StageCode]
        assert [row.stage for row in page.planned] == [code.value for code in StageCode]
        assert page.standing.planned == PILOT_ON
        assert page.standing.readiness in (Readiness.ON_PLAN, Readiness.ATTENTION)
        assert (page.ended, page.follows) == (None, ())

    def test_the_last_stage_has_none_after_it(self, plan: Plan, pilot: Review) -> None:
        move_to(pilot, StageCode.CLOSED, on=date(2023, 3, 7))
        page = queries.review(SYSTEM_ACTOR, id=pilot.pk, on=date(2023, 3, 7))
        assert (page.stage, page.next, page.unmet) == (StageCode.CLOSED, None, ())

    @pytest.mark.parametrize(
        ("who", "where", "keeps", "runs"),
        [
            (office, "province", False, False),
            (office, "district", True, True),
            (leader, "district", True, True),
            (overseer, "district", False, False),
            (office, "commune", True, False),
        ],
    )
    def test_a_page_says_what_the_reader_may_do(
        self,
        plan: Plan,
        pilot: Review,
        who: Callable[..., Actor],
        where: str,
        keeps: bool,
        runs: bool,
    ) -> None:
        page = queries.review(who(getattr(plan.tree, where)), id=pilot.pk, on=DAY)
        assert (page.may_keep, page.may_run) == (keeps, runs)

    @pytest.mark.parametrize("where", ["second", "far", "other_district"])
    def test_to_others_there_is_no_page(self, plan: Plan, pilot: Review, where: str) -> None:
        person = leader(getattr(plan.tree, where))
        for ask in (
            lambda: queries.review(person, id=pilot.pk, on=DAY),
            lambda: queries.find_review(person, id=pilot.pk, on=DAY),
            lambda: queries.moves(person, review=pilot),
            lambda: queries.planned(person, review=pilot),
        ):
            with pytest.raises(NotFound):
                ask()

    @pytest.mark.parametrize("id", [0, 99999, 2**40])
    def test_an_unknown_review_is_not_there(self, plan: Plan, id: int) -> None:
        with pytest.raises(NotFound, match="Không có việc sơ kết này"):
            queries.review(SYSTEM_ACTOR, id=id, on=DAY)

    def test_a_withdrawn_review_keeps_its_page_and_is_not_found_for_acts(
        self, plan: Plan, pilot: Review
    ) -> None:
        actions.withdraw_review(SYSTEM_ACTOR, review=pilot, on=DAY, reason="Thôi", now=NOW)
        page = queries.review(SYSTEM_ACTOR, id=pilot.pk, on=DAY)
        assert (page.review.withdrawn_on, page.review.withdrawn_because) == (DAY, "Thôi")
        assert queries.find_review(SYSTEM_ACTOR, id=pilot.pk, on=DAY, withdrawn=True) == pilot
        with pytest.raises(NotFound):
            queries.find_review(SYSTEM_ACTOR, id=pilot.pk, on=DAY)

    def test_with_the_campaign_removed_there_is_no_page(self, plan: Plan, pilot: Review) -> None:
        actions.remove_campaign(SYSTEM_ACTOR, campaign=plan.campaign, on=DAY, reason="Nhầm", now=NOW)
        with pytest.raises(NotFound):
            queries.review(SYSTEM_ACTOR, id=pilot.pk, on=DAY)
        assert queries.review(SYSTEM_ACTOR, id=pilot.pk, on=date(2023, 1, 31)).review == pilot

    def test_a_page_costs_the_same_however_long_the_way(self, plan: Plan, pilot: Review) -> None:
        person = office(plan.tree.district)
        before = queries_of(lambda: queries.review(person, id=pilot.pk, on=DAY))
        for stage in (PREPARING, PLANNED, ASSESSED, PREPARING, ASSESSED):
            move_to(pilot, stage, on=DAY)
        actions.plan_days(
            SYSTEM_ACTOR,
            review=pilot,
            days={StageCode.HELD: date(2023, 2, 22)},
            on=DAY,
            reason="Lùi một ngày",
            now=NOW,
        )
        assert queries_of(lambda: queries.review(person, id=pilot.pk, on=DAY)) == before


def test_moves_and_planned_days_are_read_up_to_a_day(plan: Plan, pilot: Review) -> None:
    move_to(pilot, PLANNED, on=date(2023, 1, 4))
    move_to(pilot, PREPARING, on=DAY)
    move_to(pilot, PLANNED, on=date(2023, 2, 2))
    actions.plan_days(
        SYSTEM_ACTOR, review=pilot, days={StageCode.HELD: date(2023, 2, 23)}, on=DAY, reason="Lùi", now=NOW
    )
    own = office(plan.tree.commune)
    assert [(row.origin, row.stage) for row in queries.moves(own, review=pilot)] == [
        ("", "planned"),
        ("planned", "preparing"),
        ("preparing", "planned"),
    ]
    assert [row.stage for row in queries.moves(own, review=pilot, on=DAY)] == ["planned", "preparing"]
    held = [
        [row.planned_on for row in queries.planned(own, review=pilot, on=on) if row.stage == "held"]
        for on in (date(2023, 1, 31), DAY)
    ]
    assert held == [[PILOT_ON], [PILOT_ON, date(2023, 2, 23)]]
