"""What is changed of a campaign today shows in its JSON of today, and in that of yesterday nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, Review
from nhiemky.campaign.vocab import RoundKind, Rules, StageCode
from nhiemky.cli.campaign import campaign_json
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.reporting.campaign import campaign_board
from tests.cast_campaign import Plan, make_plan, make_review, moment, move_to
from tests.standing import standing

pytestmark = pytest.mark.django_db

TODAY, YESTERDAY = date(2023, 3, 9), date(2023, 3, 8)
GIVEN = {"on": TODAY, "now": moment(TODAY)}


@standing
def plan() -> Plan:
    """Two units: the pilot held its conference; the other waits for somebody to be in charge."""
    plan = make_plan()
    pilot = make_review(plan.campaign, plan.tree.commune)
    move_to(pilot, StageCode.HELD, on=date(2023, 2, 24))
    second = make_review(
        plan.campaign, plan.tree.second, kind=RoundKind.GRASSROOTS, conference_on=date(2023, 3, 30)
    )
    actions.plan_days(
        SYSTEM_ACTOR,
        review=second,
        days={
            StageCode.PLANNED: date(2023, 2, 1),
            StageCode.PREPARING: date(2023, 3, 10),
            StageCode.ASSESSED: date(2023, 3, 13),
        },
        on=date(2023, 1, 4),
        reason="Lập lại",
        now=moment(TODAY),
    )
    move_to(second, StageCode.PLANNED, on=date(2023, 2, 1))
    return plan


def read(plan: Plan, on: date) -> dict[str, object]:
    """Give the JSON of the campaign on a day, as the command line prints it."""
    campaign = queries.campaign(SYSTEM_ACTOR, id=plan.campaign.pk, on=on)
    return campaign_json(campaign_board(SYSTEM_ACTOR, campaign=campaign, on=on))


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Give every value of a JSON text by where it stands."""
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, f"{path}.{key}" if path else str(key))
    else:
        yield path, value


def changes(before: dict[str, object], after: dict[str, object]) -> dict[str, tuple[object, object]]:
    """Give what differs, by where it stands."""
    old, new = dict(leaves(before)), dict(leaves(after))
    return {
        key: (old.get(key), new.get(key))
        for key in {**old, **new}
        if old.get(key) != new.get(key)
    }  # fmt: skip


def second(plan: Plan) -> Review:
    return Review.objects.get(unit=plan.tree.second.unit)


def give_owner(plan: Plan) -> None:
    actions.set_owner(SYSTEM_ACTOR, review=second(plan), name="Ngô Thị Hai, Bí thư", **GIVEN)


def set_rules(plan: Plan) -> None:
    rules = Rules(grace_days=0, on_plan_share=90, mostly_share=70)
    actions.set_rules(SYSTEM_ACTOR, campaign=plan.campaign, rules=rules, **GIVEN)


def rename(plan: Plan) -> None:
    draft = queries.stated_campaign(Campaign.objects.get())._replace(name="Sơ kết năm 2023")
    actions.change_campaign(SYSTEM_ACTOR, campaign=plan.campaign, draft=draft, **GIVEN)


def move_window(plan: Plan) -> None:
    draft = queries.stated_round(plan.others)._replace(ends_on=date(2023, 4, 14))
    actions.change_round(SYSTEM_ACTOR, round=plan.others, draft=draft, **GIVEN)


def rename_stage(plan: Plan) -> None:
    stages = tuple(
        stage._replace(name="Sửa soạn", needs=()) if stage.code is StageCode.PREPARING else stage
        for stage in queries.stated_campaign(plan.campaign).stages
    )
    actions.set_stages(SYSTEM_ACTOR, campaign=plan.campaign, stages=stages, **GIVEN)


def add_round(plan: Plan) -> None:
    draft = queries.stated_round(plan.own)._replace(name="Vòng bổ sung")
    actions.add_round(SYSTEM_ACTOR, campaign=plan.campaign, draft=draft, **GIVEN)


NEXT = "Các mốc đến hạn đều đúng kế hoạch; mốc tiếp theo: %s, ngày 10-3-2023."
NEED = "Để chuyển sang “Chuẩn bị” cần: có người phụ trách."
PUT_OFF = (
    "Đã lùi so với kế hoạch đầu: Lập kế hoạch (19-1-2023 → 1-2-2023), %s (9-2-2023 → 10-3-2023), "
    "Đánh giá sơ bộ (2-3-2023 → 13-3-2023)."
)
MOVED = "1 đơn vị đã lùi ngày kế hoạch; mốc được xét theo ngày mới."
BARE = "1 đơn vị chưa đặt ngày kế hoạch nào nên chưa có mốc để xét."
WAITS = {"units.1.readiness.code": ("attention", "on_plan")}


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (give_owner, {**WAITS, "units.1.readiness.reasons.0": (NEED, NEXT % "Chuẩn bị")}),
        (rename_stage, {
            **WAITS, "units.1.readiness.reasons.0": (NEED, NEXT % "Sửa soạn"),
            "units.1.readiness.reasons.1": (PUT_OFF % "Chuẩn bị", PUT_OFF % "Sửa soạn"),
        }),
        (rename, {"campaign": ("Sơ kết giữa nhiệm kỳ", "Sơ kết năm 2023")}),
        (set_rules, {
            "judgement.evidence.0": tuple(
                f"1/1 mốc đến hạn được thực hiện đúng hạn (100%; đúng kế hoạch từ {plan}%, "
                f"cơ bản đúng kế hoạch từ {mostly}%)." for plan, mostly in ((95, 80), (90, 70))
            ),
        }),
        (move_window, {
            "rounds.1.to": ("2023-03-31", "2023-04-14"),
            "judgement.evidence.2": tuple(
                "Các chi bộ, đảng bộ trực thuộc còn lại: 0/1 đơn vị đã tổ chức hội nghị "
                f"(thời gian kế hoạch: {window})." for window in ("1-3-2023 đến 31-3-2023", "1-3-2023 đến 14-4-2023")
            ),
        }),
        (add_round, {
            "judgement.evidence.4": (
                BARE, "Vòng bổ sung: 0/0 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 3-4-2023 đến 28-4-2023)."
            ),
            "judgement.evidence.5": (MOVED, BARE), "judgement.evidence.6": (None, MOVED),
            "rounds.3.name": (None, "Vòng bổ sung"), "rounds.3.kind": (None, "district"),
            "rounds.3.from": (None, "2023-04-03"), "rounds.3.to": (None, "2023-04-28"),
            "rounds.3.units": (None, 0), "rounds.3.held": (None, 0),
        }),
    ],
)  # fmt: skip
def test_a_change_of_today_leaves_yesterday_alone(
    plan: Plan, act: Callable[[Plan], None], expected: dict[str, tuple[object, object]]
) -> None:
    yesterday, today = read(plan, YESTERDAY), read(plan, TODAY)
    act(plan)
    assert read(plan, YESTERDAY) == yesterday
    assert changes(today, read(plan, TODAY)) == expected


def test_a_unit_that_comes_back_today_was_out_yesterday(plan: Plan) -> None:
    before, whole, out = date(2023, 3, 1), read(plan, TODAY), date(2023, 3, 2)
    was = read(plan, before)
    actions.withdraw_review(SYSTEM_ACTOR, review=second(plan), on=out, reason="Chờ", now=moment(TODAY))
    yesterday = read(plan, YESTERDAY)
    assert [unit["code"] for unit in yesterday["units"]] == ["28927"]  # type: ignore[attr-defined]
    actions.restore_review(SYSTEM_ACTOR, review=second(plan), **GIVEN)
    assert (read(plan, before), read(plan, YESTERDAY), read(plan, TODAY)) == (was, yesterday, whole)
