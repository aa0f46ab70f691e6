"""Planned days: stated or counted back from the conference; every decision stays readable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign import actions, queries
from nhiemky.campaign.actions.planning import counted_back
from nhiemky.campaign.models import CampaignStage, PlannedDay, Review
from nhiemky.campaign.queries.reviews import latest_days
from nhiemky.campaign.vocab import STAGE_TEMPLATE, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid
from nhiemky.kernel.viet.workdays import is_working_day
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import leader, office, overseer
from tests.cast_campaign import BEGUN, NOW, PILOT_ON, Plan, make_plan, make_review, move_to
from tests.standing import standing

PLANNED, PREPARING, ASSESSED = StageCode.PLANNED, StageCode.PREPARING, StageCode.ASSESSED
COMMENTED, READY, HELD, CLOSED = StageCode.COMMENTED, StageCode.READY, StageCode.HELD, StageCode.CLOSED
DAY = date(2023, 2, 1)
# Counted back from 21-2-2023 over Tết (20 to 26-1-2023); what would lie before the plan is the day of the plan.
PILOT_DAYS = {
    PLANNED: BEGUN,
    PREPARING: BEGUN,
    ASSESSED: date(2023, 1, 17),
    COMMENTED: date(2023, 2, 3),
    READY: date(2023, 2, 15),
    HELD: PILOT_ON,
    CLOSED: date(2023, 3, 7),
}


@standing
def plan() -> Plan:
    return make_plan()


@standing
def review(plan: Plan) -> Review:
    return make_review(plan.campaign, plan.tree.commune)


def decide(
    review: Review,
    days: Mapping[StageCode, date | None],
    *,
    on: date = DAY,
    reason: str = "",
    now: datetime = NOW,
    expected: Mapping[StageCode, int] | None = None,
) -> list[PlannedDay]:
    return actions.plan_days(
        SYSTEM_ACTOR, review=review, days=days, on=on, reason=reason, now=now, expected=expected
    )


def counting(review: Review) -> dict[StageCode, date | None]:
    return {code: row.planned_on for code, row in latest_days(review).items()}


def refusal(act: Callable[[], object]) -> list[FieldError]:
    with pytest.raises(Invalid) as caught:
        act()
    return list(caught.value.errors)


def test_units_entered_with_a_conference_have_all_days_counted_back(plan: Plan) -> None:
    review = make_review(plan.campaign, plan.tree.commune, conference_on=PILOT_ON)
    assert counting(review) == PILOT_DAYS
    rows = PlannedDay.objects.all()
    assert {(row.decided_on, row.version, row.reason, row.entered_by) for row in rows} == {
        (BEGUN, 1, "", "hệ thống")
    }


def test_counting_from_the_conference_gives_the_same(plan: Plan, review: Review) -> None:
    actions.plan_from_conference(
        office(plan.tree.commune), review=review, conference_on=PILOT_ON, on=BEGUN, reason="", now=NOW
    )
    assert counting(review) == PILOT_DAYS
    line = LedgerLine.objects.get(act="review.planned")
    assert (line.object_kind, line.object_id, line.branch) == (
        "review",
        str(review.pk),
        plan.tree.commune.path,
    )
    assert line.summary == "Đặt ngày kế hoạch sơ kết của Đảng bộ xã Tân Thanh Tây"
    assert (line.before, line.after) == (
        {},
        {
            "days": {code.value: day.isoformat() for code, day in PILOT_DAYS.items()},
            "on": "2023-01-03",
            "reason": "",
        },
    )


def test_putting_off_moves_what_was_not_reached_and_keeps_every_decision(review: Review) -> None:
    actions.plan_from_conference(
        SYSTEM_ACTOR, review=review, conference_on=PILOT_ON, on=BEGUN, reason="", now=NOW
    )
    move_to(review, ASSESSED, on=date(2023, 1, 18))
    rows = actions.plan_from_conference(
        SYSTEM_ACTOR,
        review=review,
        conference_on=date(2023, 2, 28),
        on=DAY,
        reason="Chờ ý kiến cấp trên",
        now=NOW,
    )
    assert {row.stage: (row.planned_on, row.version) for row in rows} == {
        "commented": (date(2023, 2, 10), 2),
        "ready": (date(2023, 2, 22), 2),
        "held": (date(2023, 2, 28), 2),
        "closed": (date(2023, 3, 14), 2),
    }
    assert counting(review)[ASSESSED] == date(2023, 1, 17)
    held = [row for row in queries.planned(SYSTEM_ACTOR, review=review) if row.stage == "held"]
    assert [(row.planned_on, row.decided_on, row.reason) for row in held] == [
        (PILOT_ON, BEGUN, ""),
        (date(2023, 2, 28), DAY, "Chờ ý kiến cấp trên"),
    ]
    before = queries.planned(SYSTEM_ACTOR, review=review, on=date(2023, 1, 31))
    assert {row.version for row in before} == {1}


def test_bringing_a_conference_forward_is_not_held_up_by_stages_reached(review: Review) -> None:
    actions.plan_from_conference(
        SYSTEM_ACTOR, review=review, conference_on=date(2023, 2, 28), on=BEGUN, reason="", now=NOW
    )
    move_to(review, COMMENTED, on=date(2023, 2, 2))
    actions.plan_from_conference(
        SYSTEM_ACTOR,
        review=review,
        conference_on=date(2023, 2, 13),
        on=date(2023, 2, 3),
        reason="Xong sớm",
        now=NOW,
    )
    assert (counting(review)[READY], counting(review)[HELD]) == (date(2023, 2, 7), date(2023, 2, 13))


def test_single_days_are_decided_and_taken_back(review: Review) -> None:
    decide(review, {HELD: PILOT_ON, READY: date(2023, 2, 15)})
    decide(review, {READY: None}, reason="Không cần mốc này")
    assert counting(review) == {HELD: PILOT_ON, READY: None}


def test_days_already_so_are_left_alone(review: Review) -> None:
    decide(review, {HELD: PILOT_ON})
    rows = decide(review, {HELD: PILOT_ON, CLOSED: date(2023, 3, 1), READY: None})
    assert [(row.stage, row.version) for row in rows] == [("closed", 1)]
    assert refusal(lambda: decide(review, {HELD: PILOT_ON})) == [
        FieldError("", "Không có ngày nào thay đổi.")
    ]
    assert refusal(lambda: decide(review, {})) == [FieldError("", "Không có ngày nào thay đổi.")]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (
            {READY: date(2023, 2, 22), HELD: PILOT_ON},
            ("held", "“Đã tổ chức hội nghị” (21-2-2023) được đặt trước “Sẵn sàng” (22-2-2023)."),
        ),
        (
            {PLANNED: date(2023, 2, 20), CLOSED: date(2023, 2, 17)},
            ("closed", "“Kết thúc” (17-2-2023) được đặt trước “Lập kế hoạch” (20-2-2023)."),
        ),
        (
            {PLANNED: date(2023, 1, 31)},
            ("planned", "Ngày kế hoạch (31-1-2023) trước ngày quyết định kế hoạch (1-2-2023)."),
        ),
        (
            {HELD: date(2023, 3, 1)},
            (
                "reason",
                "Ngày hội nghị nằm ngoài thời gian của vòng (13-2-2023 đến 28-2-2023). Đề nghị ghi lý do.",
            ),
        ),
    ],
)
def test_days_out_of_order_are_refused(
    review: Review, days: dict[StageCode, date | None], expected: tuple[str, str]
) -> None:
    assert refusal(lambda: decide(review, days)) == [FieldError(*expected)]
    assert PlannedDay.objects.count() == 0


def test_a_conference_outside_the_window_is_planned_with_a_reason(review: Review) -> None:
    (row,) = decide(review, {HELD: date(2023, 3, 1)}, reason="Hội trường bận")
    assert (row.planned_on, row.reason) == (date(2023, 3, 1), "Hội trường bận")


def test_a_decided_day_is_put_off_with_a_reason_only(review: Review) -> None:
    decide(review, {HELD: PILOT_ON})
    assert refusal(lambda: decide(review, {HELD: date(2023, 2, 22)})) == [
        FieldError("reason", "Đã có ngày kế hoạch. Đề nghị ghi lý do thay đổi.")
    ]


def test_a_stage_that_was_reached_is_not_planned_anew(review: Review) -> None:
    move_to(review, PREPARING, on=DAY)
    assert refusal(lambda: decide(review, {PLANNED: DAY})) == [
        FieldError("planned", "Giai đoạn “Lập kế hoạch” đã thực hiện, không đặt lại ngày kế hoạch.")
    ]


def test_a_stage_that_the_round_leaves_out_is_not_planned(review: Review) -> None:
    review.round.stages = ["planned", "held"]
    review.round.save(update_fields=["stages"])
    assert refusal(lambda: decide(review, {READY: PILOT_ON})) == [
        FieldError("ready", "Đơn vị không đi qua giai đoạn này.")
    ]


@pytest.mark.parametrize(
    ("on", "now", "message"),
    [
        (DAY, datetime(2023, 1, 31, 9, tzinfo=UTC), "Ngày quyết định (1-2-2023) chưa đến."),
        (
            date(2023, 1, 2),
            NOW,
            "Ngày ghi (2-1-2023) trước ngày đơn vị được đưa vào đợt sơ kết (3-1-2023).",
        ),
    ],
)
def test_a_decision_out_of_order_is_refused(review: Review, on: date, now: datetime, message: str) -> None:
    assert refusal(lambda: decide(review, {HELD: PILOT_ON}, on=on, now=now)) == [FieldError("on", message)]


def test_a_decision_does_not_come_before_the_one_it_changes(review: Review) -> None:
    decide(review, {HELD: PILOT_ON})
    assert refusal(lambda: decide(review, {HELD: date(2023, 2, 22)}, on=date(2023, 1, 31), reason="Lùi")) == [
        FieldError("on", "Ngày quyết định (31-1-2023) trước quyết định trước đó (1-2-2023).")
    ]


def test_a_conference_before_the_decision_is_refused(review: Review) -> None:
    assert refusal(
        lambda: actions.plan_from_conference(
            SYSTEM_ACTOR, review=review, conference_on=date(2023, 1, 31), on=DAY, reason="", now=NOW
        )
    ) == [FieldError("conference_on", "Ngày hội nghị (31-1-2023) trước ngày quyết định kế hoạch (1-2-2023).")]


@pytest.mark.parametrize("seen", [{HELD: 0}, {HELD: 2}, {HELD: 1, READY: 1}])
def test_who_saw_other_days_is_told(review: Review, seen: dict[StageCode, int]) -> None:
    decide(review, {HELD: PILOT_ON})
    with pytest.raises(Conflict, match="Đề nghị xem lại trước khi lưu"):
        decide(review, {HELD: date(2023, 2, 22)}, reason="Lùi", expected=seen)
    assert counting(review) == {HELD: PILOT_ON}
    decide(review, {HELD: date(2023, 2, 22)}, reason="Lùi", expected={HELD: 1, READY: 0})
    assert counting(review) == {HELD: date(2023, 2, 22)}


def test_others_are_denied(plan: Plan, review: Review) -> None:
    for person in (office(plan.tree.second), overseer(plan.tree.district), leader(plan.tree.far)):
        with pytest.raises(Denied):
            actions.plan_days(person, review=review, days={HELD: PILOT_ON}, on=DAY, reason="", now=NOW)
        with pytest.raises(Denied):
            actions.plan_from_conference(
                person, review=review, conference_on=PILOT_ON, on=DAY, reason="", now=NOW
            )
    assert PlannedDay.objects.count() == 0


TEMPLATE = [
    CampaignStage(code=stage.code.value, name=stage.name, lead_days=stage.lead_days)
    for stage in STAGE_TEMPLATE
]


@given(st.dates(date(2010, 1, 1), date(2060, 1, 1)), st.integers(0, 300))
def test_counted_days_are_in_order_and_never_before_the_decision(conference: date, ahead: int) -> None:
    on = date.fromordinal(conference.toordinal() - ahead)
    days = counted_back(TEMPLATE, conference, on=on)
    found = [day for day in days.values() if day is not None]
    assert list(days) == list(StageCode)
    assert found == sorted(found)
    assert days[HELD] == conference
    assert found[0] >= on
    assert all(is_working_day(day) for day in found if day not in (on, conference))


def test_years_without_known_holidays_are_refused() -> None:
    assert refusal(lambda: counted_back(TEMPLATE, date(2099, 12, 31), on=date(2099, 12, 1))) == [
        FieldError("conference_on", "Chỉ tính được ngày làm việc từ năm 1976 đến năm 2099.")
    ]
