"""Reviews move from stage to stage: forward, over stages, back; what is missing needs a reason; two at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nhiemky.campaign import actions
from nhiemky.campaign.models import Comment, Review, StageMove
from nhiemky.campaign.queries import find_review
from nhiemky.campaign.vocab import CommentDraft, Need, RoundKind, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from tests.cast import leader, make_tree, office, overseer
from tests.cast_campaign import BEGUN, NOW, Plan, make_plan, make_review, move_to
from tests.cast_targets import at_once, several_connections

pytestmark = pytest.mark.django_db

PLANNED, PREPARING, ASSESSED = StageCode.PLANNED, StageCode.PREPARING, StageCode.ASSESSED
COMMENTED, READY, HELD, CLOSED = StageCode.COMMENTED, StageCode.READY, StageCode.HELD, StageCode.CLOSED
DAY = date(2023, 2, 1)
EVENING = datetime(2023, 2, 1, 13, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """A plan with the review of the first commune, and its office."""

    plan: Plan
    review: Review
    office: Actor


@pytest.fixture
def scene() -> Scene:
    plan = make_plan()
    return Scene(plan, make_review(plan.campaign, plan.tree.commune), office(plan.tree.commune))


def move(
    scene: Scene,
    stage: StageCode,
    *,
    on: date = DAY,
    reason: str = "",
    expected: StageCode | None = None,
    person: Actor | None = None,
    now: datetime = NOW,
) -> StageMove:
    return actions.move_stage(
        person or scene.office,
        review=scene.review,
        stage=stage,
        on=on,
        reason=reason,
        now=now,
        expected=expected,
    )


def refusal(scene: Scene, stage: StageCode, **how: object) -> list[FieldError]:
    with pytest.raises(Invalid) as caught:
        move(scene, stage, **how)  # type: ignore[arg-type]
    return list(caught.value.errors)


def written(row: StageMove) -> tuple[object, ...]:
    return (row.sequence, row.origin, row.stage, row.on, row.reason, row.skipped, row.unmet, row.moved_by)


def test_the_first_stage_needs_no_reason(scene: Scene) -> None:
    row = move(scene, PLANNED)
    assert written(row) == (1, "", "planned", DAY, "", [], [], "Trần Thị Bình")
    assert StageMove.objects.get() == row


def test_one_step_forward_with_everything_there_needs_no_reason(scene: Scene) -> None:
    move(scene, PLANNED)
    actions.set_owner(scene.office, review=scene.review, name="Nguyễn Văn Hòa", on=BEGUN, now=NOW)
    row = move(scene, PREPARING, expected=PLANNED)
    assert written(row) == (2, "planned", "preparing", DAY, "", [], [], "Trần Thị Bình")


def test_what_is_missing_is_named_and_needs_a_reason(scene: Scene) -> None:
    move(scene, PLANNED)
    assert refusal(scene, PREPARING, expected=PLANNED) == [
        FieldError("reason", "Chưa đáp ứng: có người phụ trách. Nếu vẫn chuyển, đề nghị ghi lý do.")
    ]
    row = move(scene, PREPARING, expected=PLANNED, reason="Sẽ phân công\u200b  trong tuần")
    assert (row.reason, row.unmet) == ("Sẽ phân công trong tuần", [Need.OWNER.value])


def test_leaving_stages_out_needs_a_reason_and_counts_what_they_need(scene: Scene) -> None:
    move(scene, PLANNED)
    assert refusal(scene, COMMENTED, expected=PLANNED) == [
        FieldError("reason", "Bỏ qua giai đoạn “Chuẩn bị”, “Đánh giá sơ bộ” cần ghi lý do."),
        FieldError(
            "reason",
            "Chưa đáp ứng: có người phụ trách, có tổ giúp việc được thành lập, đã làm việc với tổ công tác. "
            "Nếu vẫn chuyển, đề nghị ghi lý do.",
        ),
    ]
    row = move(scene, COMMENTED, expected=PLANNED, reason="Chi bộ nhỏ, làm gọn")
    assert row.skipped == ["preparing", "assessed"]
    assert row.unmet == ["owner", "team", "meeting"]


def test_going_back_needs_a_reason_and_nothing_else(scene: Scene) -> None:
    move_to(scene.review, READY, on=DAY)
    assert refusal(scene, ASSESSED, expected=READY) == [
        FieldError("reason", "Chuyển về giai đoạn trước cần ghi lý do.")
    ]
    row = move(scene, ASSESSED, expected=READY, reason="Số liệu phải làm lại")
    assert written(row)[1:7] == ("ready", "assessed", DAY, "Số liệu phải làm lại", [], [])


def raise_comment(scene: Scene) -> Comment:
    draft = CommentDraft("Bổ sung số liệu thu ngân sách", "Tổ biên tập", DAY)
    return actions.raise_comment(
        overseer(scene.plan.tree.district), review=scene.review, draft=draft, now=NOW
    )


def test_an_open_comment_blocks_ready_unless_a_reason_passes_over_it(scene: Scene) -> None:
    move_to(scene.review, COMMENTED, on=DAY)
    raise_comment(scene)
    (error,) = refusal(scene, READY, expected=COMMENTED)
    assert "đã tiếp thu, giải trình hết các góp ý" in error.message
    row = move(scene, READY, expected=COMMENTED, reason="Góp ý sẽ xử lý trước hội nghị")
    assert row.unmet == [Need.FIGURES.value, Need.COMMENTS_CLOSED.value]


def test_comments_raised_later_do_not_count_on_an_earlier_day(scene: Scene) -> None:
    move_to(scene.review, COMMENTED, on=BEGUN)
    raise_comment(scene)
    row = move(scene, READY, on=date(2023, 1, 31), expected=COMMENTED, reason="Đã xong văn kiện")
    assert row.unmet == [Need.FIGURES.value]


@pytest.mark.parametrize(
    ("on", "now", "message"),
    [
        (date(2023, 2, 2), EVENING, "Ngày chuyển giai đoạn (2-2-2023) chưa đến."),
        (
            date(2023, 1, 31),
            EVENING,
            "Ngày chuyển giai đoạn (31-1-2023) trước lần chuyển giai đoạn gần nhất (1-2-2023).",
        ),
        (
            date(2023, 1, 2),
            EVENING,
            "Ngày chuyển giai đoạn (2-1-2023) trước lần chuyển giai đoạn gần nhất (1-2-2023).",
        ),
    ],
)
def test_days_out_of_order_are_refused(scene: Scene, on: date, now: datetime, message: str) -> None:
    move(scene, PLANNED)
    found = refusal(scene, PREPARING, on=on, now=now, reason="Theo tiến độ", expected=PLANNED)
    assert FieldError("on", message) in found
    assert StageMove.objects.count() == 1


def test_a_day_before_the_unit_took_part_is_refused(scene: Scene) -> None:
    (error,) = refusal(scene, PLANNED, on=date(2023, 1, 2))
    assert error == FieldError(
        "on", "Ngày ghi (2-1-2023) trước ngày đơn vị được đưa vào đợt sơ kết (3-1-2023)."
    )


def test_the_business_day_goes_by_the_calendar_of_viet_nam(scene: Scene) -> None:
    late = datetime(2023, 1, 31, 17, 30, tzinfo=UTC)
    assert move(scene, PLANNED, on=DAY, now=late).on == DAY


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        (PLANNED, "Đang ở đúng giai đoạn này, không có gì để chuyển."),
        (CLOSED, "Không có giai đoạn “closed” trong đợt này."),
    ],
)
def test_a_stage_that_leads_nowhere_is_refused(scene: Scene, stage: StageCode, message: str) -> None:
    short = [PLANNED, PREPARING, HELD]
    scene.review.round.stages = short
    scene.review.round.save(update_fields=["stages"])
    move(scene, PLANNED)
    assert refusal(scene, stage, expected=PLANNED, reason="Theo tiến độ") == [FieldError("stage", message)]


def test_a_reason_too_long_is_refused(scene: Scene) -> None:
    assert refusal(scene, PLANNED, reason="x" * 501) == [FieldError("reason", "Lý do dài quá 500 ký tự.")]


def test_a_withdrawn_review_is_not_moved(scene: Scene) -> None:
    actions.withdraw_review(SYSTEM_ACTOR, review=scene.review, on=DAY, reason="Tạm hoãn", now=NOW)
    assert refusal(scene, PLANNED) == [
        FieldError("", "Đơn vị đã được đưa ra khỏi đợt sơ kết; không ghi thêm được.")
    ]


def test_nothing_moves_in_a_removed_campaign(scene: Scene) -> None:
    actions.remove_campaign(SYSTEM_ACTOR, campaign=scene.plan.campaign, on=DAY, reason="Lập nhầm", now=NOW)
    assert refusal(scene, PLANNED) == [
        FieldError("", "Đợt sơ kết đã được bỏ; đề nghị khôi phục trước khi cập nhật.")
    ]
    actions.restore_campaign(SYSTEM_ACTOR, campaign=scene.plan.campaign, now=NOW)
    assert move(scene, PLANNED).stage == "planned"


@pytest.mark.parametrize("where", ["second", "far", "other_district"])
def test_others_are_denied_and_nothing_is_written(scene: Scene, where: str) -> None:
    with pytest.raises(Denied):
        move(scene, PLANNED, person=leader(getattr(scene.plan.tree, where)))
    assert StageMove.objects.count() == 0


def test_who_runs_the_campaign_moves_the_reviews_of_units(scene: Scene) -> None:
    assert move(scene, PLANNED, person=leader(scene.plan.tree.district)).moved_by == "Lê Văn Chính"


@pytest.mark.parametrize("seen", [None, PREPARING, HELD])
def test_who_saw_another_stage_is_told_who_was_quicker(scene: Scene, seen: StageCode | None) -> None:
    move(scene, PLANNED)
    with pytest.raises(Conflict) as caught:
        move(scene, PREPARING, expected=seen, reason="Theo tiến độ")
    assert caught.value.message == (
        "Trần Thị Bình vừa chuyển đơn vị này sang giai đoạn “Lập kế hoạch” (ngày 1-2-2023). "
        "Đề nghị xem lại trước khi chuyển."
    )
    assert StageMove.objects.count() == 1


def test_who_saw_a_stage_where_there_is_none_is_told(scene: Scene) -> None:
    with pytest.raises(Conflict, match="chưa bắt đầu giai đoạn nào"):
        move(scene, PREPARING, expected=PLANNED, reason="Theo tiến độ")


def test_a_move_leaves_one_line_in_the_branch_of_the_unit(scene: Scene) -> None:
    move(scene, PLANNED)
    move(scene, ASSESSED, expected=PLANNED, reason="Làm gọn")
    line = LedgerLine.objects.filter(act="review.moved").latest("sequence")
    assert (line.object_kind, line.object_id, line.branch) == (
        "review",
        str(scene.review.pk),
        scene.plan.tree.commune.path,
    )
    assert line.summary == "Đảng bộ xã Tân Thanh Tây chuyển sang giai đoạn “Đánh giá sơ bộ”"
    assert (line.before, line.after) == (
        {"stage": "planned", "on": "2023-02-01"},
        {
            "stage": "assessed",
            "on": "2023-02-01",
            "reason": "Làm gọn",
            "skipped": ["preparing"],
            "unmet": ["owner", "team"],
            "sequence": 2,
        },
    )


def test_a_whole_way_is_kept_move_by_move(scene: Scene) -> None:
    days = [date(2023, 1, 4), date(2023, 1, 10), date(2023, 2, 3), date(2023, 2, 10), date(2023, 2, 17)]
    for stage, day in zip([PLANNED, PREPARING, ASSESSED, COMMENTED, READY], days, strict=True):
        move_to(scene.review, stage, on=day, actor=scene.office)
    move_to(scene.review, HELD, on=date(2023, 2, 21), actor=scene.office)
    rows = StageMove.objects.order_by("sequence")
    assert [(row.sequence, row.stage, row.on.day) for row in rows] == [
        (1, "planned", 4),
        (2, "preparing", 10),
        (3, "assessed", 3),
        (4, "commented", 10),
        (5, "ready", 17),
        (6, "held", 21),
    ]
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_move_one_stage_at_once_the_second_is_told(tmp_path: Path) -> None:
    with several_connections(tmp_path):
        tree = make_tree()
        plan = make_plan(tree)
        review = make_review(plan.campaign, tree.commune, kind=RoundKind.PILOT, stage=PLANNED)

        def go(person: Actor, stage: StageCode) -> StageMove:
            seen = find_review(SYSTEM_ACTOR, id=review.pk, on=DAY)
            return actions.move_stage(
                person, review=seen, stage=stage, on=DAY, reason="Theo tiến độ", now=NOW, expected=PLANNED
            )

        first, second = office(tree.commune), leader(tree.district)
        results = at_once(lambda: go(first, PREPARING), lambda: go(second, ASSESSED))
        refused = [result for result in results if isinstance(result, Exception)]
        assert [type(result) for result in refused] == [Conflict]
        winner = next(result for result in results if isinstance(result, StageMove))
        assert winner.moved_by in str(refused[0])
        assert [row.stage for row in StageMove.objects.order_by("sequence")] == ["planned", winner.stage]
        assert LedgerLine.objects.filter(act="review.moved").count() == 2
        assert verify().ok
