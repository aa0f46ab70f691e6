"""Changes of a plan hold from a day on; what they were before stays, and no day out of order is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Absence, Campaign, PlanChange, Review
from nhiemky.campaign.vocab import RoundKind, Rules, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import make_person, office
from tests.cast_campaign import NOW, Plan, make_plan, make_review
from tests.standing import standing

pytestmark = pytest.mark.django_db

EARLY, DAY, LATE = date(2023, 1, 20), date(2023, 2, 1), date(2023, 3, 1)
PLANNED, CLOSED = StageCode.PLANNED, StageCode.CLOSED


@standing
def plan() -> Plan:
    return make_plan()


@standing
def review(plan: Plan) -> Review:
    return make_review(plan.campaign, plan.tree.commune, on=DAY)


def kept() -> list[tuple[object, ...]]:
    """Give every change as kept: of what, from which day, what was and what became, by whom and when."""
    rows = PlanChange.objects.order_by("pk")
    return list(rows.values_list("round", "review", "decided_on", "old", "new", "entered_by", "entered_at"))


def refusal(act: Callable[[], object]) -> list[FieldError]:
    with pytest.raises(Invalid) as caught:
        act()
    return list(caught.value.errors)


def set_owner(review: Review, name: str, on: date) -> Review:
    return actions.set_owner(SYSTEM_ACTOR, review=review, name=name, on=on, now=NOW)


def set_rules(campaign: Campaign, grace_days: int, on: date) -> Campaign:
    rules = Rules(grace_days=grace_days)
    return actions.set_rules(SYSTEM_ACTOR, campaign=campaign, rules=rules, on=on, now=NOW)


def test_an_owner_keeps_the_one_before(plan: Plan, review: Review) -> None:
    person = make_person("Nguyễn Thị Hoa", keeper=plan.tree.commune)
    clerk = office(plan.tree.commune)
    actions.set_owner(clerk, review=review, person=person, on=DAY, now=NOW)
    set_owner(review, "Lê Văn Tám", LATE)
    nobody = {"owner_id": None, "owner_name": ""}
    first, second = (
        {"owner_id": person.pk, "owner_name": "Nguyễn Thị Hoa"},
        {"owner_id": None, "owner_name": "Lê Văn Tám"},
    )
    assert kept() == [
        (None, review.pk, DAY, nobody, first, clerk.name, NOW),
        (None, review.pk, LATE, first, second, "hệ thống", NOW),
    ]
    told = LedgerLine.objects.filter(act="review.owner_set").order_by("sequence")
    assert [line.after["on"] for line in told] == ["2023-02-01", "2023-03-01"]
    assert verify().ok


def test_heading_rules_round_and_stages_keep_only_what_changed(plan: Plan) -> None:
    stated = queries.stated_campaign(plan.campaign)
    draft = stated._replace(name="Tên mới", cut_off=DAY, begun_on=date(2023, 1, 2))
    actions.change_campaign(SYSTEM_ACTOR, campaign=plan.campaign, draft=draft, on=DAY, now=NOW)
    set_rules(plan.campaign, 5, LATE)
    part = queries.stated_round(plan.pilot)._replace(ends_on=date(2023, 3, 10))
    actions.change_round(SYSTEM_ACTOR, round=plan.pilot, draft=part, on=EARLY, now=NOW)
    shorter = tuple(stage for stage in stated.stages if stage.code is not CLOSED)
    actions.set_stages(SYSTEM_ACTOR, campaign=plan.campaign, stages=shorter, on=LATE, now=NOW)
    usual = plan.campaign.rules
    (one, two, three, four) = kept()
    assert (one[:5], two[:5], three[:5]) == (
        (None, None, DAY, {"name": "Sơ kết giữa nhiệm kỳ", "cut_off": None}, {"name": "Tên mới", "cut_off": "2023-02-01"}),
        (None, None, LATE, {"rules": usual}, {"rules": {**usual, "grace_days": 5}}),
        (plan.pilot.pk, None, EARLY, {"ends_on": "2023-02-28"}, {"ends_on": "2023-03-10"}),
    )  # fmt: skip
    names = [[stage["name"] for stage in columns["stages"]] for columns in four[3:5]]  # type: ignore[index]
    assert names == [[stage.name for stage in stated.stages], [stage.name for stage in shorter]]


def test_what_is_stated_again_is_no_change(plan: Plan, review: Review) -> None:
    stated = queries.stated_campaign(plan.campaign)
    set_owner(review, "", LATE)
    set_rules(plan.campaign, 3, LATE)
    actions.change_campaign(SYSTEM_ACTOR, campaign=plan.campaign, draft=stated, on=LATE, now=NOW)
    actions.set_stages(SYSTEM_ACTOR, campaign=plan.campaign, stages=stated.stages, on=LATE, now=NOW)
    same = queries.stated_round(plan.pilot)
    actions.change_round(SYSTEM_ACTOR, round=plan.pilot, draft=same, on=LATE, now=NOW)
    assert kept() == []


def test_a_change_comes_neither_before_its_thing_nor_tomorrow(plan: Plan, review: Review) -> None:
    tomorrow, before = date(2023, 4, 29), date(2023, 1, 2)
    part, stated = queries.stated_round(plan.pilot), queries.stated_campaign(plan.campaign)
    acts: list[Callable[[date], object]] = [
        lambda on: set_rules(plan.campaign, 4, on),
        lambda on: actions.change_campaign(
            SYSTEM_ACTOR, campaign=plan.campaign, draft=stated._replace(name="Khác"), on=on, now=NOW
        ),
        lambda on: actions.change_round(
            SYSTEM_ACTOR, round=plan.pilot, draft=part._replace(name="Khác"), on=on, now=NOW
        ),
        lambda on: actions.set_stages(
            SYSTEM_ACTOR, campaign=plan.campaign, stages=stated.stages[1:], on=on, now=NOW
        ),
        lambda on: actions.add_round(
            SYSTEM_ACTOR, campaign=plan.campaign, draft=part._replace(name="Thêm"), on=on, now=NOW
        ),
    ]
    late = [FieldError("on", "Ngày có hiệu lực (29-4-2023) chưa đến.")]
    early = [FieldError("on", "Ngày có hiệu lực (2-1-2023) trước ngày của kế hoạch (3-1-2023).")]
    assert [refusal(lambda act=act: act(tomorrow)) for act in acts] == [late] * 5  # type: ignore[misc]
    assert [refusal(lambda act=act: act(before)) for act in acts] == [early] * 5  # type: ignore[misc]
    assert refusal(lambda: set_owner(review, "Ai", tomorrow)) == late
    assert refusal(lambda: set_owner(review, "Ai", EARLY)) == [
        FieldError("on", "Ngày có hiệu lực (20-1-2023) trước ngày đưa vào (1-2-2023).")
    ]
    assert (kept(), Review.objects.get().owner_name) == ([], "")


def test_changes_of_one_thing_come_one_after_another(plan: Plan) -> None:
    set_rules(plan.campaign, 4, DAY)
    assert refusal(lambda: set_rules(plan.campaign, 5, EARLY)) == [
        FieldError("on", "Ngày có hiệu lực (20-1-2023) trước lần thay đổi trước (1-2-2023).")
    ]
    set_rules(plan.campaign, 6, DAY)
    # Other columns of the same campaign have an order of their own
    draft = queries.stated_campaign(Campaign.objects.get())._replace(name="Tên mới")
    actions.change_campaign(SYSTEM_ACTOR, campaign=plan.campaign, draft=draft, on=EARLY, now=NOW)
    days = [day for _round, _review, day, *_rest in kept()]
    assert days == [DAY, DAY, EARLY]


def test_a_round_added_later_is_not_entered_or_removed_or_changed_before(plan: Plan) -> None:
    draft = queries.stated_round(plan.pilot)._replace(name="Vòng bổ sung", kind=RoundKind.GRASSROOTS)
    row = actions.add_round(SYSTEM_ACTOR, campaign=plan.campaign, draft=draft, on=DAY, now=NOW)
    assert row.added_on == DAY
    found = [
        refusal(act)
        for act in (
            lambda: actions.enter_units(
                SYSTEM_ACTOR, round=row, units=[plan.tree.commune.unit], on=EARLY, now=NOW
            ),
            lambda: actions.remove_round(SYSTEM_ACTOR, round=row, on=EARLY, reason="Thôi", now=NOW),
            lambda: actions.change_round(
                SYSTEM_ACTOR, round=row, draft=draft._replace(name="Khác"), on=EARLY, now=NOW
            ),
        )
    ]
    assert found == [
        [FieldError("on", f"{label} (20-1-2023) trước ngày thêm vòng (1-2-2023).")]
        for label in ("Ngày đưa vào", "Ngày bỏ", "Ngày có hiệu lực")
    ]


class TestAbsence:
    """A unit that was taken out and came back was out between both days."""

    def out(self, review: Review, on: date) -> Review:
        return actions.withdraw_review(SYSTEM_ACTOR, review=review, on=on, reason="Chờ sáp nhập", now=NOW)

    def back(self, review: Review, on: date) -> Review:
        return actions.restore_review(SYSTEM_ACTOR, review=review, on=on, now=NOW)

    def test_every_time_out_stays(self, review: Review) -> None:
        self.out(review, date(2023, 2, 10))
        self.back(review, date(2023, 2, 20))
        self.out(review, LATE)
        now = self.back(review, date(2023, 3, 5))
        assert (now.withdrawn_on, now.withdrawn_because) == (None, "")
        rows = Absence.objects.order_by("pk")
        assert list(rows.values_list("review", "withdrawn_on", "withdrawn_because", "restored_on")) == [
            (review.pk, date(2023, 2, 10), "Chờ sáp nhập", date(2023, 2, 20)),
            (review.pk, date(2023, 3, 1), "Chờ sáp nhập", date(2023, 3, 5)),
        ]
        line = LedgerLine.objects.filter(act="review.restored").order_by("sequence").last()
        assert line is not None
        assert (line.before, line.after) == (
            {"withdrawn_on": "2023-03-01", "reason": "Chờ sáp nhập"},
            {"withdrawn_on": None, "on": "2023-03-05"},
        )

    def test_a_unit_does_not_come_back_too_early_or_tomorrow(self, plan: Plan, review: Review) -> None:
        self.out(review, DAY)
        label = "Ngày đưa trở lại"
        assert refusal(lambda: self.back(review, EARLY)) == [
            FieldError("on", f"{label} (20-1-2023) trước ngày đưa ra (1-2-2023).")
        ]
        assert refusal(lambda: self.back(review, date(2023, 4, 29))) == [
            FieldError("on", f"{label} (29-4-2023) chưa đến.")
        ]
        again = make_review(plan.campaign, plan.tree.commune, on=date(2023, 2, 5))
        self.out(again, LATE)
        assert refusal(lambda: self.back(review, date(2023, 2, 28))) == [
            FieldError("on", f"{label} (28-2-2023) trước ngày đưa ra của lần tham gia khác (1-3-2023).")
        ]
        self.back(review, LATE)
        shown = {
            on: [row.pk for row in queries.reviews(SYSTEM_ACTOR, campaign=plan.campaign, on=on)]
            for on in (DAY, date(2023, 2, 5), date(2023, 2, 28), LATE)
        }
        assert list(shown.values()) == [[], [again.pk], [again.pk], [review.pk]]
