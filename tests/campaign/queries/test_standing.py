"""How a campaign stands on a day: read from its rows as they counted then, with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, Review, Round
from nhiemky.campaign.queries.standing import (
    branch_campaigns,
    may_run,
    review_standing,
    rules_of,
    standings,
    unmet_needs,
)
from nhiemky.campaign.vocab import (
    STAGE_TEMPLATE,
    JudgementCode,
    Readiness,
    RoundDraft,
    RoundKind,
    Rules,
    StageCode,
)
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import leader, make_term, office, overseer
from tests.cast_campaign import (
    BEGUN,
    NOW,
    PILOT_ON,
    WINDOWS,
    Plan,
    make_campaign,
    make_plan,
    make_review,
    move_to,
)
from tests.standing import standing

PLANNED, PREPARING, ASSESSED = StageCode.PLANNED, StageCode.PREPARING, StageCode.ASSESSED
COMMENTED, READY, HELD, CLOSED = StageCode.COMMENTED, StageCode.READY, StageCode.HELD, StageCode.CLOSED
LAST = date(2023, 4, 28)


@standing
def plan() -> Plan:
    return make_plan()


@standing
def review(plan: Plan) -> Review:
    return make_review(plan.campaign, plan.tree.commune, conference_on=PILOT_ON)


@pytest.mark.parametrize(
    ("kept", "rules"),
    [
        ({}, Rules()),
        ({"grace_days": 5}, Rules(grace_days=5)),
        ({"grace_days": 5, "of_another_version": 1}, Rules(grace_days=5)),
        ({"comments_count": False, "late_days": 4}, Rules(comments_count=False, late_days=4)),
    ],
    ids=["nothing", "one", "one unknown", "two"],
)
def test_rules_that_the_data_does_not_say_are_as_usual(kept: dict[str, bool | int], rules: Rules) -> None:
    assert rules_of(Campaign(rules=kept)) == rules


def test_the_branch_of_a_campaign_is_read_from_the_top_down(plan: Plan) -> None:
    tree = plan.tree
    above = make_campaign(
        tree.province, name="Tỉnh", begun_on=date(2022, 9, 8), term=plan.campaign.term, rounds=[]
    )
    plan.campaign.parent = above
    plan.campaign.save()
    below = make_campaign(
        tree.commune,
        name="Xã",
        begun_on=date(2023, 1, 16),
        term=plan.campaign.term,
        rounds=[],
        parent=plan.campaign,
    )
    other = make_campaign(
        tree.other_district,
        name="Huyện khác",
        begun_on=date(2023, 2, 1),
        term=plan.campaign.term,
        rounds=[],
        parent=above,
    )
    stories = {
        date(2023, 1, 2): [above],
        BEGUN: [above, plan.campaign],
        date(2023, 1, 31): [above, plan.campaign, below],
        date(2023, 2, 1): [above, plan.campaign, other, below],
    }
    assert {day: branch_campaigns(above, on=day) for day in stories} == stories
    actions.remove_campaign(SYSTEM_ACTOR, campaign=below, on=date(2023, 2, 6), reason="Lập nhầm", now=NOW)
    assert branch_campaigns(above, on=date(2023, 2, 5)) == [above, plan.campaign, other, below]
    assert branch_campaigns(above, on=date(2023, 2, 6)) == [above, plan.campaign, other]
    assert branch_campaigns(plan.campaign, on=LAST) == [plan.campaign]


def test_a_campaign_of_another_term_is_not_under_it(plan: Plan) -> None:
    below = make_campaign(plan.tree.commune, name="Khóa trước", term=plan.campaign.term, rounds=[])
    Campaign.objects.filter(pk=below.pk).update(parent=plan.campaign, term=make_term("2015-2020"))
    assert branch_campaigns(plan.campaign, on=LAST) == [plan.campaign]


def test_a_campaign_without_units_has_its_rounds_and_nothing_else(plan: Plan) -> None:
    found = standings(SYSTEM_ACTOR, campaign=plan.campaign, on=BEGUN)
    assert (found.campaign, found.campaigns, found.on, found.rules, found.reviews) == (
        plan.campaign, (plan.campaign,), BEGUN, Rules(), (),
    )  # fmt: skip
    assert [(part.facts.name, part.facts.kind, part.units, part.held) for part in found.rounds] == [
        (part.name, RoundKind(part.kind), 0, 0) for part in (plan.pilot, plan.others, plan.own)
    ]
    assert found.judgement.code is JudgementCode.ON_PLAN


def test_reviews_come_by_round_and_then_by_place(plan: Plan) -> None:
    tree = plan.tree
    own = make_review(plan.campaign, tree.district, kind=RoundKind.DISTRICT)
    second = make_review(plan.campaign, tree.second, kind=RoundKind.GRASSROOTS)
    pilot = make_review(plan.campaign, tree.commune)
    found = standings(SYSTEM_ACTOR, campaign=plan.campaign, on=LAST)
    assert [each.facts.review_id for each in found.reviews] == [pilot.pk, second.pk, own.pk]
    assert [(part.facts.round_id, part.units) for part in found.rounds] == [
        (plan.pilot.pk, 1), (plan.others.pk, 1), (plan.own.pk, 1),
    ]  # fmt: skip


# What the pilot's review looks like on a day: stage, days reached so far, readiness
STORY = [
    (BEGUN, None, {}, Readiness.ATTENTION),
    (date(2023, 1, 4), PLANNED, {PLANNED: 4}, Readiness.ATTENTION),
    (date(2023, 1, 5), PREPARING, {PLANNED: 4, PREPARING: 5}, Readiness.ON_PLAN),
    (date(2023, 2, 14), COMMENTED, {PLANNED: 4, PREPARING: 5, ASSESSED: 18, COMMENTED: 34}, Readiness.ATTENTION),
    (date(2023, 2, 16), READY, {PLANNED: 4, PREPARING: 5, ASSESSED: 18, COMMENTED: 34, READY: 47}, Readiness.READY),
]  # fmt: skip


def tell(review: Review) -> None:
    """Let the pilot go through its stages: the numbers are days of the year."""
    actions.set_owner(SYSTEM_ACTOR, review=review, name="Nguyễn Văn An, Bí thư Đảng ủy", on=BEGUN, now=NOW)
    for stage, day in (
        (PLANNED, date(2023, 1, 4)), (PREPARING, date(2023, 1, 5)), (ASSESSED, date(2023, 1, 18)),
        (COMMENTED, date(2023, 2, 3)), (READY, date(2023, 2, 16)),
    ):  # fmt: skip
        move_to(review, stage, on=day)


def test_every_day_shows_what_had_happened_by_then(review: Review) -> None:
    tell(review)
    for day, stage, reached, _readiness in STORY:
        facts = review_standing(review, on=day).facts
        shown = {each.code: each.reached.timetuple().tm_yday for each in facts.days if each.reached}
        assert (day, facts.stage, shown) == (day, stage, reached)
        assert [each.code for each in facts.days] == list(StageCode)
        assert [each.name for each in facts.days] == [stage.name for stage in STAGE_TEMPLATE]
    assert review_standing(review, on=date(2023, 2, 16)).readiness is Readiness.READY
    assert review_standing(review, on=date(2023, 2, 16)).planned == PILOT_ON


def test_one_review_stands_alone_as_it_stands_in_its_campaign(plan: Plan, review: Review) -> None:
    second = make_review(plan.campaign, plan.tree.second, kind=RoundKind.GRASSROOTS)
    tell(review)
    review.refresh_from_db()
    for day in (BEGUN, date(2023, 1, 31), date(2023, 2, 20), LAST):
        whole = standings(SYSTEM_ACTOR, campaign=plan.campaign, on=day)
        assert whole.reviews == (review_standing(review, on=day), review_standing(second, on=day))


def test_who_reaches_one_unit_only_sees_its_review_and_its_round(plan: Plan, review: Review) -> None:
    make_review(plan.campaign, plan.tree.second, kind=RoundKind.GRASSROOTS)
    seen = {
        name: (len(found.reviews), [part.facts.round_id for part in found.rounds])
        for name, found in (
            (name, standings(actor, campaign=plan.campaign, on=PILOT_ON))
            for name, actor in {
                "district": office(plan.tree.district, today=PILOT_ON),
                "overseer": overseer(plan.tree.district, today=PILOT_ON),
                "commune": leader(plan.tree.commune, today=PILOT_ON),
                "far": office(plan.tree.far, today=PILOT_ON),
            }.items()
        )
    }
    everything = [plan.pilot.pk, plan.others.pk, plan.own.pk]
    assert seen == {
        "district": (2, everything), "overseer": (2, everything), "commune": (1, [plan.pilot.pk]), "far": (0, []),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "runs"), [("district", True), ("province", False), ("commune", False), ("far", False)]
)
def test_who_runs_a_campaign_keeps_its_holder_or_one_above(plan: Plan, role: str, runs: bool) -> None:
    assert may_run(office(getattr(plan.tree, role)), campaign=plan.campaign) is runs
    above = make_campaign(
        plan.tree.province,
        name="Sơ kết toàn tỉnh",
        begun_on=date(2022, 9, 8),
        term=plan.campaign.term,
        rounds=[],
    )
    Campaign.objects.filter(pk=plan.campaign.pk).update(parent=above)
    assert may_run(office(getattr(plan.tree, role)), campaign=plan.campaign) is (runs or role == "province")


def counted(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask()
    return len(asked)


def test_as_many_queries_for_many_reviews_as_for_one(plan: Plan, review: Review) -> None:
    def ask() -> object:
        return standings(SYSTEM_ACTOR, campaign=plan.campaign, on=LAST)

    one = counted(ask)
    for state in (plan.tree.second, plan.tree.cell):
        other = make_review(plan.campaign, state, kind=RoundKind.GRASSROOTS)
        actions.set_owner(SYSTEM_ACTOR, review=other, name="Trần Thị Bình", on=BEGUN, now=NOW)
        move_to(other, PREPARING, on=date(2023, 3, 1))
    tell(review)
    assert (counted(ask), one <= 16) == (one, True)


def test_a_unit_counts_from_the_day_it_enters_to_the_day_it_leaves(plan: Plan, review: Review) -> None:
    second = make_review(plan.campaign, plan.tree.second, kind=RoundKind.GRASSROOTS, on=date(2023, 2, 1))
    actions.withdraw_review(
        SYSTEM_ACTOR, review=review, on=date(2023, 2, 10), reason="Chuyển sang đợt sau", now=NOW
    )
    shown = {
        day: [
            each.facts.review_id for each in standings(SYSTEM_ACTOR, campaign=plan.campaign, on=day).reviews
        ]
        for day in (BEGUN, date(2023, 1, 31), date(2023, 2, 1), date(2023, 2, 9), date(2023, 2, 10))
    }
    assert list(shown.values()) == [
        [review.pk], [review.pk], [review.pk, second.pk], [review.pk, second.pk], [second.pk],
    ]  # fmt: skip


def test_a_round_that_was_removed_is_shown_up_to_its_last_day(plan: Plan) -> None:
    actions.remove_round(SYSTEM_ACTOR, round=plan.own, on=date(2023, 3, 1), reason="Không tổ chức", now=NOW)
    rounds = {
        day: [part.facts.round_id for part in standings(SYSTEM_ACTOR, campaign=plan.campaign, on=day).rounds]
        for day in (date(2023, 2, 28), date(2023, 3, 1))
    }
    assert list(rounds.values()) == [
        [plan.pilot.pk, plan.others.pk, plan.own.pk],
        [plan.pilot.pk, plan.others.pk],
    ]


def test_a_superior_sees_the_rounds_below_before_its_own(plan: Plan, review: Review) -> None:
    above = make_campaign(
        plan.tree.province, name="Sơ kết toàn tỉnh", begun_on=date(2022, 9, 8), term=plan.campaign.term,
        rounds=[RoundDraft(RoundKind.PROVINCE, "Cấp tỉnh", *WINDOWS[RoundKind.PILOT])],
    )  # fmt: skip
    Campaign.objects.filter(pk=plan.campaign.pk).update(parent=above)
    part = Round.objects.get(campaign=above)
    (mine,) = actions.enter_units(
        SYSTEM_ACTOR, round=part, units=[plan.tree.province.unit], on=BEGUN, now=NOW, conference_on=None
    )
    found = standings(SYSTEM_ACTOR, campaign=above, on=LAST)
    assert [each.facts.review_id for each in found.reviews] == [review.pk, mine.pk]
    assert [(part.facts.name, part.units) for part in found.rounds][:2] == [
        (plan.pilot.name, 1),
        ("Cấp tỉnh", 1),
    ]
    assert [each.pk for each in found.campaigns] == [above.pk, plan.campaign.pk]


def test_a_round_goes_through_the_stages_that_it_names(plan: Plan) -> None:
    Round.objects.filter(pk=plan.pilot.pk).update(stages=[PLANNED.value, HELD.value])
    short = make_review(plan.campaign, plan.tree.commune, conference_on=PILOT_ON)
    whole = make_review(plan.campaign, plan.tree.second, kind=RoundKind.GRASSROOTS)
    shown = {
        each.facts.review_id: [day.code for day in each.facts.days]
        for each in standings(SYSTEM_ACTOR, campaign=plan.campaign, on=BEGUN).reviews
    }
    assert shown == {short.pk: [PLANNED, HELD], whole.pk: list(StageCode)}
    assert unmet_needs(short, stage=READY, on=BEGUN) == ()


def test_a_conference_put_off_is_told_from_the_day_of_the_decision(plan: Plan, review: Review) -> None:
    actions.plan_from_conference(
        SYSTEM_ACTOR, review=review, conference_on=date(2023, 2, 27), on=date(2023, 2, 10), reason="Dịch bệnh", now=NOW
    )  # fmt: skip
    told = {}
    for on in (date(2023, 2, 9), date(2023, 2, 10)):
        shown = standings(SYSTEM_ACTOR, campaign=plan.campaign, on=on)
        evidence = [(each.code, each.reviews) for each in shown.judgement.evidence if each.code == "put_off"]
        held = shown.reviews[0].day(HELD)
        assert held is not None
        told[on] = (held.planned, held.first, evidence)
    assert list(told.values()) == [
        (PILOT_ON, PILOT_ON, []),
        (date(2023, 2, 27), PILOT_ON, [("put_off", (review.pk,))]),
    ]
