"""A unit that ends in mid-campaign: it is listed with who follows it, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Comment, CommentStep, LessonAnswer, LessonLine, Review, StageMove
from nhiemky.campaign.queries.reviews import latest_days
from nhiemky.campaign.vocab import Applied, CommentDraft, LessonDraft, MeetingDraft, RoundKind, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid, NotFound
from nhiemky.org import actions as org
from nhiemky.org.models import Unit
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import draft, office, overseer
from tests.cast_campaign import NOW, PILOT_ON, Plan, make_plan, make_review
from tests.standing import standing

pytestmark = pytest.mark.django_db

MERGED = date(2023, 3, 1)
CONFERENCE = date(2023, 3, 21)


@standing
def plan() -> Plan:
    return make_plan()


def others(plan: Plan) -> tuple[Review, Review]:
    """Let the second and third commune take part, at different stages."""
    second = make_review(
        plan.campaign,
        plan.tree.second,
        kind=RoundKind.GRASSROOTS,
        conference_on=CONFERENCE,
        stage=StageCode.ASSESSED,
        moved_on=date(2023, 2, 10),
    )
    third = make_review(
        plan.campaign,
        plan.tree.third,
        kind=RoundKind.GRASSROOTS,
        stage=StageCode.PLANNED,
        moved_on=date(2023, 2, 14),
    )
    return second, third


def merge(plan: Plan) -> Unit:
    """Merge the second and third commune into a new one."""
    org.merge_units(
        SYSTEM_ACTOR,
        predecessors=[plan.tree.second.unit, plan.tree.third.unit],
        successor=draft("Phú Ngãi", code="28999", parent=plan.tree.district),
        on=MERGED,
        decision="Nghị quyết 01-NQ/UB",
    )
    return Unit.objects.get(code="28999")


def follow(review: Review, successor: Unit, **how: object) -> Review:
    values = {"on": MERGED, "reason": "Sáp nhập xã", "now": NOW, **how}
    return actions.follow_successor(
        SYSTEM_ACTOR,
        review=review,
        successor=successor,
        **values,  # type: ignore[arg-type]
    )


def with_lesson_and_comments(plan: Plan, review: Review) -> None:
    """Pass a lesson to the review and answer it; raise one comment that is closed and one that stays open."""
    pilot = make_review(plan.campaign, plan.tree.commune, stage=StageCode.HELD, moved_on=PILOT_ON)
    lessons = actions.draw_lessons(
        SYSTEM_ACTOR,
        campaign=plan.campaign,
        review=pilot,
        drafts=[LessonDraft("Thảo luận sôi nổi", "Gợi ý trước nội dung thảo luận")],
        on=date(2023, 2, 23),
        now=NOW,
    )
    actions.pass_lessons(
        SYSTEM_ACTOR,
        lessons=lessons,
        reviews=[review],
        on=date(2023, 2, 24),
        due_on=date(2023, 3, 10),
        now=NOW,
    )
    line = LessonLine.objects.get(review=review)
    actions.answer_lesson(
        office(plan.tree.second),
        line=line,
        applied=Applied.YES,
        text="Đã gửi câu hỏi gợi ý",
        on=date(2023, 2, 27),
        now=NOW,
        expected=0,
    )
    for text in ("Bổ sung phụ lục", "Rút gọn báo cáo"):
        actions.raise_comment(
            overseer(plan.tree.district),
            review=review,
            draft=CommentDraft(text, "Văn phòng", date(2023, 2, 24)),
            now=NOW,
        )
    first = Comment.objects.get(text="Bổ sung phụ lục")
    actions.waive_comment(
        overseer(plan.tree.district),
        comment=first,
        reason="Không cần",
        on=date(2023, 2, 25),
        now=NOW,
        expected=0,
    )


def test_units_that_ended_are_listed_with_their_successors(plan: Plan) -> None:
    second, third = others(plan)
    merge(plan)
    person = office(plan.tree.district)
    assert queries.ended_units(person, campaign=plan.campaign, on=date(2023, 2, 28)) == []
    found = queries.ended_units(person, campaign=plan.campaign, on=MERGED)
    assert [
        (each.review, each.ended_on, each.decision, [state.short_name for state in each.successors])
        for each in found
    ] == [
        (second, MERGED, "Nghị quyết 01-NQ/UB", ["Phú Ngãi"]),
        (third, MERGED, "Nghị quyết 01-NQ/UB", ["Phú Ngãi"]),
    ]
    page = queries.review(person, id=second.pk, on=MERGED)
    assert page.ended is not None
    assert page.ended.ended_on == MERGED


def test_a_dissolved_unit_has_no_successor_and_is_withdrawn(plan: Plan) -> None:
    second, _third = others(plan)
    org.dissolve_unit(SYSTEM_ACTOR, unit=plan.tree.second.unit, on=MERGED, decision="Quyết định 5-QĐ/HU")
    (found,) = queries.ended_units(SYSTEM_ACTOR, campaign=plan.campaign, on=MERGED)
    assert (found.review, found.ended_on, found.successors) == (second, MERGED, ())
    actions.withdraw_review(
        office(plan.tree.district), review=second, on=MERGED, reason="Đơn vị giải thể", now=NOW
    )
    assert queries.ended_units(SYSTEM_ACTOR, campaign=plan.campaign, on=MERGED) == []
    assert LedgerLine.objects.get(act="review.withdrawn").branch == plan.tree.second.path


def test_the_successor_stands_where_the_unit_stood(plan: Plan) -> None:
    second, _third = others(plan)
    successor = merge(plan)
    heir = follow(second, successor)
    assert (heir.unit_name, heir.short_name, heir.position, heir.added_on, heir.round_id) == (
        "Đảng bộ xã Phú Ngãi",
        "Phú Ngãi",
        second.position,
        MERGED,
        second.round_id,
    )
    old = Review.objects.get(pk=second.pk)
    assert (old.withdrawn_on, old.withdrawn_because) == (MERGED, "Sáp nhập xã")
    columns = ("sequence", "origin", "stage", "on", "reason", "skipped", "unmet", "moved_by", "moved_at")
    kept = StageMove.objects.filter(review=second).order_by("sequence").values(*columns)
    assert list(StageMove.objects.filter(review=heir).order_by("sequence").values(*columns)) == list(kept)
    before, after = latest_days(second), latest_days(heir)
    assert {code: row.planned_on for code, row in after.items()} == {
        code: row.planned_on for code, row in before.items()
    }
    assert {(row.decided_on, row.reason) for row in after.values()} == {(MERGED, "Sáp nhập xã")}
    page = queries.review(SYSTEM_ACTOR, id=heir.pk, on=MERGED)
    assert (page.stage, page.next, page.follows) == (StageCode.ASSESSED, StageCode.COMMENTED, (old,))
    stood = queries.reviews(SYSTEM_ACTOR, campaign=plan.campaign, on=date(2023, 2, 28))
    assert second in stood
    assert heir not in stood


def test_lessons_with_answers_and_open_comments_come_along(plan: Plan) -> None:
    second, _third = others(plan)
    with_lesson_and_comments(plan, second)
    heir = follow(second, merge(plan))
    line = LessonLine.objects.get(review=heir)
    assert (line.given_on, line.due_on) == (MERGED, date(2023, 3, 10))
    assert LessonAnswer.objects.get(line=line).text == "Đã gửi câu hỏi gợi ý"
    comment = Comment.objects.get(review=heir)
    assert (comment.number, comment.text, comment.addressee) == (1, "Rút gọn báo cáo", "Văn phòng")
    old = [
        (row.number, row.text, CommentStep.objects.filter(comment=row).count())
        for row in Comment.objects.filter(review=second).order_by("number")
    ]
    assert [each[:2] for each in old] == [(1, "Bổ sung phụ lục"), (2, "Rút gọn báo cáo")]
    standing = queries.review(SYSTEM_ACTOR, id=heir.pk, on=MERGED).standing
    assert (standing.facts.lessons.given, standing.facts.lessons.done, standing.facts.comments.open) == (
        1,
        1,
        1,
    )
    record = LedgerLine.objects.get(act="review.followed")
    assert record.after["carried"] == {"lessons": 1, "comments": 1}
    assert record.summary == (
        "Đảng bộ xã Phú Ngãi tiếp tục việc sơ kết của Đảng bộ xã Nhuận Phú Tân: Sáp nhập xã"
    )
    assert verify().ok


def test_the_second_of_two_merged_units_joins_the_first(plan: Plan) -> None:
    second, third = others(plan)
    successor = merge(plan)
    heir = follow(second, successor)
    actions.raise_comment(
        overseer(plan.tree.district),
        review=third,
        draft=CommentDraft("Thiếu phụ lục", "Văn phòng", date(2023, 2, 24)),
        now=NOW,
    )
    again = follow(third, successor)
    assert again.pk == heir.pk
    assert [row.text for row in Comment.objects.filter(review=heir)] == ["Thiếu phụ lục"]
    page = queries.review(SYSTEM_ACTOR, id=heir.pk, on=MERGED)
    assert page.stage is StageCode.ASSESSED
    assert {row.pk for row in page.follows} == {second.pk, third.pk}
    assert queries.ended_units(SYSTEM_ACTOR, campaign=plan.campaign, on=MERGED) == []


def test_what_a_successor_took_over_counts_once_and_only_from_its_day(plan: Plan) -> None:
    second, third = others(plan)
    with_lesson_and_comments(plan, second)
    meeting = actions.hold_meeting(
        SYSTEM_ACTOR, campaign=plan.campaign, review=third, now=NOW,
        draft=MeetingDraft(date(2023, 2, 20), "Tổ công tác"),
        comments=[CommentDraft("Thiếu phụ lục", "Văn phòng", date(2023, 2, 20))],
    )  # fmt: skip
    successor = merge(plan)
    heir = follow(second, successor)
    follow(third, successor)
    before = date(2023, 2, 28)

    def commented(on: date) -> list[tuple[str, int]]:
        found = queries.comments(SYSTEM_ACTOR, campaign=plan.campaign, on=on)
        return [(line.comment.text, line.comment.review_id) for line in found]

    assert [commented(before), commented(MERGED)] == [
        [("Bổ sung phụ lục", second.pk), ("Rút gọn báo cáo", second.pk), ("Thiếu phụ lục", third.pk)],
        [("Rút gọn báo cáo", heir.pk), ("Thiếu phụ lục", heir.pk)],
    ]
    old = queries.comments(SYSTEM_ACTOR, review=Review.objects.get(pk=second.pk), on=MERGED)
    assert [line.comment.text for line in old] == ["Bổ sung phụ lục", "Rút gọn báo cáo"]
    copy = Comment.objects.get(review=heir, text="Rút gọn báo cáo")
    with pytest.raises(NotFound):
        queries.comment(SYSTEM_ACTOR, id=copy.pk, on=before)
    assert queries.comment(SYSTEM_ACTOR, id=copy.pk, on=MERGED).comment == copy
    for on, unit in ((before, third.pk), (MERGED, heir.pk)):
        page = queries.meeting(SYSTEM_ACTOR, id=meeting.pk, on=on)
        assert [line.comment.review_id for line in page.comments] == [unit]
        (line,) = queries.meetings(SYSTEM_ACTOR, campaign=plan.campaign, on=on)
        assert (line.comments, line.open) == (1, 1)


def test_a_lesson_is_counted_in_the_successor_only(plan: Plan) -> None:
    second, _third = others(plan)
    with_lesson_and_comments(plan, second)
    heir = follow(second, merge(plan))
    shown = {}
    for on in (date(2023, 2, 28), MERGED):
        board = queries.lesson_board(SYSTEM_ACTOR, campaign=plan.campaign, on=on)
        given = [unit.review_id for unit in board.units if unit.tally.given]
        (summary,) = queries.lessons(SYSTEM_ACTOR, campaign=plan.campaign, on=on)
        lines = queries.lesson_answers(SYSTEM_ACTOR, lesson=summary.lesson, on=on)
        answered = [line.line.review_id for line in lines if line.answer is not None]
        shown[on] = (given, answered, summary.tally.given, summary.tally.answered)
    assert list(shown.values()) == [([second.pk], [second.pk], 1, 1), ([heir.pk], [heir.pk], 1, 1)]
    kept = queries.checklist(SYSTEM_ACTOR, review=Review.objects.get(pk=second.pk), on=MERGED)
    assert [row.answer and row.answer.text for row in kept] == ["Đã gửi câu hỏi gợi ý"]


def test_following_again_after_a_return_takes_over_only_what_is_new(plan: Plan) -> None:
    second, _third = others(plan)
    with_lesson_and_comments(plan, second)
    successor = merge(plan)
    heir = follow(second, successor)
    back = actions.restore_review(
        office(plan.tree.district), review=Review.objects.get(pk=second.pk), on=MERGED, now=NOW
    )
    actions.raise_comment(
        overseer(plan.tree.district),
        review=back,
        draft=CommentDraft("Thiếu biểu", "Văn phòng", MERGED),
        now=NOW,
    )
    again = follow(back, successor)
    assert again.pk == heir.pk
    kept = Comment.objects.filter(review=heir).order_by("number").values_list("number", "text")
    assert list(kept) == [(1, "Rút gọn báo cáo"), (2, "Thiếu biểu")]
    assert LessonLine.objects.filter(review=heir).count() == 1
    assert LedgerLine.objects.filter(act="review.followed").latest("sequence").after["carried"] == {
        "lessons": 0,
        "comments": 1,
    }
    assert verify().ok


def test_two_comments_in_the_same_words_stay_two_where_nobody_took_over(plan: Plan) -> None:
    second, _third = others(plan)
    meeting = actions.hold_meeting(
        SYSTEM_ACTOR, campaign=plan.campaign, review=second, now=NOW,
        draft=MeetingDraft(date(2023, 2, 20), "Tổ công tác"),
        comments=[CommentDraft("Thiếu phụ lục", "Văn phòng", date(2023, 2, 20))] * 2,
    )  # fmt: skip
    actions.withdraw_review(SYSTEM_ACTOR, review=second, on=MERGED, reason="Giải thể", now=NOW)
    for on in (date(2023, 2, 28), MERGED):
        assert len(queries.meeting(SYSTEM_ACTOR, id=meeting.pk, on=on).comments) == 2


def test_the_board_says_that_a_unit_ended_until_somebody_carries_on(plan: Plan) -> None:
    second, third = others(plan)
    successor = merge(plan)

    def ended(on: date) -> list[tuple[int, ...]]:
        found = queries.standings(SYSTEM_ACTOR, campaign=plan.campaign, on=on).judgement.evidence
        return [each.reviews for each in found if each.code == "ended"]

    assert [ended(date(2023, 2, 28)), ended(MERGED)] == [[], [(second.pk, third.pk)]]
    follow(second, successor)
    assert ended(MERGED) == [(third.pk,)]
    standing = queries.review(SYSTEM_ACTOR, id=third.pk, on=MERGED).standing
    assert (standing.facts.ended_on, "ended" in [reason.code for reason in standing.reasons]) == (
        MERGED,
        True,
    )
    follow(third, successor)
    assert ended(MERGED) == []


def refusal(act: Callable[[], object]) -> list[FieldError]:
    with pytest.raises(Invalid) as caught:
        act()
    return list(caught.value.errors)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"reason": ""}, ("reason", "Chưa ghi nội dung ô “Lý do”.")),
        (
            {"on": date(2023, 2, 28)},
            ("successor", "Đơn vị mã 28999 không kế tục Đảng bộ xã Nhuận Phú Tân vào ngày 28-2-2023."),
        ),
        (
            {"on": date(2023, 2, 9)},
            ("on", "Ngày đưa ra (9-2-2023) trước lần chuyển giai đoạn gần nhất (10-2-2023)."),
        ),
        ({"now": datetime(2023, 2, 28, 9, tzinfo=UTC)}, ("on", "Ngày đưa ra (1-3-2023) chưa đến.")),
    ],
)
def test_following_out_of_order_is_refused(
    plan: Plan, how: dict[str, object], expected: tuple[str, str]
) -> None:
    second, _third = others(plan)
    successor = merge(plan)
    assert FieldError(*expected) in refusal(lambda: follow(second, successor, **how))
    assert Review.objects.get(pk=second.pk).withdrawn_on is None


def test_a_unit_that_follows_nobody_is_refused(plan: Plan) -> None:
    second, _third = others(plan)
    merge(plan)
    assert refusal(lambda: follow(second, plan.tree.far.unit)) == [
        FieldError("successor", "Đơn vị mã 28879 không kế tục Đảng bộ xã Nhuận Phú Tân vào ngày 1-3-2023."),
        FieldError("successor", "Đơn vị mã 28879 không thuộc đơn vị chủ trì vào ngày 1-3-2023."),
    ]


def test_following_twice_and_by_others_is_refused(plan: Plan) -> None:
    second, _third = others(plan)
    successor = merge(plan)
    with pytest.raises(Denied):
        actions.follow_successor(
            office(plan.tree.commune),
            review=second,
            successor=successor,
            on=MERGED,
            reason="Sáp nhập",
            now=NOW,
        )
    follow(second, successor)
    with pytest.raises(Conflict, match="đã được đưa ra khỏi đợt sơ kết"):
        follow(second, successor)
