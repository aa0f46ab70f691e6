"""How one review stands, and why."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.campaign.queries.judging import Counted, Reason, ReviewStanding, StageDay
from nhiemky.campaign.vocab import Need, Readiness, Rules, StageCode
from tests.campaign.queries.judging.cast import ON, RULES, day, facts, held, standing

PREPARING, READY, HELD = StageCode.PREPARING, StageCode.READY, StageCode.HELD


def texts(found: ReviewStanding) -> list[tuple[str, str, bool]]:
    return [(reason.code, reason.text, reason.against) for reason in found.reasons]


@pytest.mark.parametrize(
    ("made", "late_days", "missing", "late"),
    [
        (day(HELD, None), 0, False, False),
        (day(HELD, 31), 0, False, False),
        (day(HELD, 24), 0, True, False),
        (day(HELD, 21), 0, True, False),
        (day(HELD, 20), 4, True, True),
        (day(HELD, 20, 23), 0, False, False),
        (day(HELD, 20, 24), 4, False, True),
        (day(HELD, 20, 10), 0, False, False),
        (day(HELD, 1, skipped=True), 0, False, False),
        (day(HELD, 20, rules=Rules(grace_days=0)), 4, True, True),
        (day(HELD, 23, rules=Rules(grace_days=0)), 1, True, True),
    ],
)
def test_a_stage_is_late_after_the_days_of_grace(
    made: StageDay, late_days: int, missing: bool, late: bool
) -> None:
    assert (made.late_days, made.missing, made.late) == (late_days, missing, late)


def test_a_held_review_gives_its_days() -> None:
    found = held(planned=10, reached=12)
    assert (found.readiness, found.planned, found.actual, found.stage_name) == (
        Readiness.HELD,
        date(2023, 3, 10),
        date(2023, 3, 12),
        "Hội nghị",
    )
    assert texts(found) == [("held", "Hội nghị đã được tổ chức trong thời gian kế hoạch cho phép.", False)]


def test_a_conference_held_late_says_so() -> None:
    found = held(planned=10, reached=18)
    assert found.readiness is Readiness.HELD
    assert texts(found) == [
        ("late", "Hội nghị: kế hoạch ngày 10-3-2023, thực hiện ngày 18-3-2023, chậm 8 ngày làm việc.", True)
    ]


def test_a_review_in_time_names_what_comes_next() -> None:
    found = standing(day(PREPARING, 1, 2), day(READY, 26), day(HELD, 30))
    assert found.readiness is Readiness.ON_PLAN
    assert texts(found) == [
        (
            "on_plan",
            "Các mốc đến hạn đều đúng kế hoạch; mốc tiếp theo: Sẵn sàng, ngày 26-3-2023.",
            False,
        )
    ]
    assert (found.planned, found.actual, found.stage_name) == (date(2023, 3, 30), None, "Chuẩn bị")


def test_a_review_without_a_plan_says_so() -> None:
    found = standing(day(PREPARING, None), day(HELD, None))
    assert found.readiness is Readiness.ON_PLAN
    assert texts(found) == [("no_plan", "Chưa có mốc nào được lập kế hoạch.", False)]
    assert (found.planned, found.stage_name, found.day(READY)) == (None, "", None)


def test_a_ready_review_is_ready() -> None:
    found = standing(day(PREPARING, 1, 1), day(READY, 20, 20), day(HELD, 30))
    assert found.readiness is Readiness.READY
    assert texts(found) == [("ready", "Không còn góp ý, bài học nào chưa xử lý.", False)]


def test_a_missing_stage_makes_a_review_late_whatever_else() -> None:
    found = standing(
        day(PREPARING, 1, 1), day(READY, 10), day(HELD, 30), comments=Counted(given=2, done=1, overdue=1)
    )
    assert found.readiness is Readiness.LATE
    assert texts(found) == [
        ("late", "Sẵn sàng: kế hoạch ngày 10-3-2023, chưa thực hiện, chậm 14 ngày làm việc.", True),
        ("comments", "1 góp ý quá hạn chưa xử lý.", True),
    ]


def test_a_stage_reached_late_is_told_but_no_longer_makes_the_review_late() -> None:
    found = standing(day(PREPARING, 1, 9), day(READY, 28), day(HELD, 30))
    assert found.readiness is Readiness.ON_PLAN
    assert [code for code, _, _ in texts(found)] == ["late"]


def test_what_is_missing_is_told_before_what_came_late() -> None:
    found = standing(day(PREPARING, 1, 9), day(READY, 6, 15), day(HELD, 10))
    assert [text for _, text, _ in texts(found)] == [
        "Hội nghị: kế hoạch ngày 10-3-2023, chưa thực hiện, chậm 14 ngày làm việc.",
        "Chuẩn bị: kế hoạch ngày 1-3-2023, thực hiện ngày 9-3-2023, chậm 8 ngày làm việc.",
        "Sẵn sàng: kế hoạch ngày 6-3-2023, thực hiện ngày 15-3-2023, chậm 9 ngày làm việc.",
    ]


@pytest.mark.parametrize(
    ("changes", "readiness", "told"),
    [
        (
            {"comments": Counted(given=3, done=1, overdue=0)},
            Readiness.ON_PLAN,
            ("comments", "2 góp ý đang chờ trả lời hoặc chấp nhận.", False),
        ),
        (
            {"comments": Counted(given=3, done=1, overdue=2)},
            Readiness.ATTENTION,
            ("comments", "2 góp ý quá hạn chưa xử lý.", True),
        ),
        (
            {"lessons": Counted(given=10, done=4, overdue=0)},
            Readiness.ON_PLAN,
            ("lessons", "6 bài học kinh nghiệm chưa trả lời.", False),
        ),
        (
            {"lessons": Counted(given=10, done=4, overdue=6)},
            Readiness.ATTENTION,
            ("lessons", "6 bài học kinh nghiệm quá hạn chưa trả lời.", True),
        ),
        (
            {"unmet": (Need.MEETING,)},
            Readiness.ATTENTION,
            ("need", "Để chuyển sang “Sẵn sàng” cần: đã làm việc với tổ công tác.", True),
        ),
    ],
)
def test_what_is_open_is_told_and_what_is_overdue_asks_for_attention(
    changes: dict[str, object], readiness: Readiness, told: tuple[str, str, bool]
) -> None:
    found = standing(day(PREPARING, 1, 1), day(READY, 28), day(HELD, 30), **changes)
    assert found.readiness is readiness
    assert texts(found) == [told]


def test_needs_count_once_their_stage_is_a_week_away() -> None:
    early = standing(
        day(PREPARING, 1, 1, on=date(2023, 3, 10)),
        day(READY, 28, on=date(2023, 3, 10)),
        on=date(2023, 3, 10),
        unmet=(Need.FIGURES,),
    )
    assert early.readiness is Readiness.ON_PLAN
    assert texts(early) == [("need", "Để chuyển sang “Sẵn sàng” cần: đã chốt số liệu chỉ tiêu.", False)]


def test_a_stage_left_out_is_named() -> None:
    found = standing(day(PREPARING, 1, skipped=True), day(READY, 20, 20), day(HELD, 30))
    assert found.readiness is Readiness.READY
    assert texts(found) == [
        ("ready", "Không còn góp ý, bài học nào chưa xử lý.", False),
        ("skipped", "Bỏ qua: Chuẩn bị.", False),
    ]


def test_rules_may_leave_out_comments_and_lessons() -> None:
    from nhiemky.campaign.queries.judging import judge_review
    from tests.campaign.queries.judging.cast import calendar

    rules = Rules(comments_count=False, lessons_count=False)
    late = Counted(given=2, done=0, overdue=2)
    made = facts(day(PREPARING, 1, 1), day(READY, 28), comments=late, lessons=late)
    found = judge_review(made, rules=rules, calendar=calendar())
    assert found.readiness is Readiness.ON_PLAN
    assert [(reason.code, reason.against) for reason in found.reasons] == [
        ("comments", False),
        ("lessons", False),
    ]


def test_what_is_open_is_what_is_not_done() -> None:
    assert Counted(given=5, done=2, overdue=1).open == 3
    assert Reason("x", "y").against is True
    assert (RULES.grace_days, ON) == (3, date(2023, 3, 24))


def test_a_unit_that_ended_asks_for_attention_until_nothing_is_left_to_do() -> None:
    gone = date(2023, 3, 20)
    text = "Đơn vị đã kết thúc từ ngày 20-3-2023; cần để đơn vị kế tục tiếp tục hoặc đưa ra khỏi đợt sơ kết."
    open_one = standing(day(PREPARING, 1, 1), day(HELD, 30), ended_on=gone)
    assert (open_one.readiness, texts(open_one)) == (Readiness.ATTENTION, [("ended", text, True)])
    late = standing(day(PREPARING, 1, 1), day(READY, 18), day(HELD, 30), ended_on=gone)
    assert (late.readiness, [code for code, _text, _against in texts(late)]) == (
        Readiness.LATE,
        ["late", "ended"],
    )
    done = standing(day(PREPARING, 1, 1), day(READY, None, skipped=True), day(HELD, 10, 10), ended_on=gone)
    assert (done.readiness, done.facts.left_behind) == (Readiness.HELD, False)
    assert [code for code, _text, _against in texts(done)] == ["held", "skipped"]


def test_what_decides_the_readiness_is_told_before_what_came_late() -> None:
    found = standing(
        day(PREPARING, 1, 10), day(READY, 26), day(HELD, 30),
        comments=Counted(given=2, done=0, overdue=1), lessons=Counted(given=1),
    )  # fmt: skip
    assert found.readiness is Readiness.ATTENTION
    assert texts(found) == [
        ("comments", "1 góp ý quá hạn chưa xử lý.", True),
        ("late", "Chuẩn bị: kế hoạch ngày 1-3-2023, thực hiện ngày 10-3-2023, chậm 9 ngày làm việc.", True),
        ("lessons", "1 bài học kinh nghiệm chưa trả lời.", False),
    ]


@pytest.mark.parametrize(
    ("stages", "told"),
    [
        ((day(PREPARING, 25), day(HELD, 30)), ""),
        ((day(PREPARING, 25, first=25), day(HELD, 30, first=31)), ""),
        ((day(PREPARING, 25, first=1, skipped=True), day(HELD, 30)), ""),
        ((day(PREPARING, 25, first=1), day(HELD, 30, first=30)), "Chuẩn bị (1-3-2023 → 25-3-2023)"),
        ((day(PREPARING, 25, first=16), day(HELD, 30, first=21)), "Hội nghị (21-3-2023 → 30-3-2023)"),
    ],
)
def test_planned_days_put_off_are_told(stages: tuple[StageDay, ...], told: str) -> None:
    found = standing(*stages)
    said = [text for code, text, against in texts(found) if code == "put_off" and not against]
    assert (found.readiness, said) == (
        Readiness.ON_PLAN,
        [f"Đã lùi so với kế hoạch đầu: {told}."] if told else [],
    )


def test_a_note_does_not_take_the_place_of_what_comes_next() -> None:
    found = standing(day(PREPARING, 25, first=1), day(HELD, 30))
    assert texts(found) == [
        ("on_plan", "Các mốc đến hạn đều đúng kế hoạch; mốc tiếp theo: Chuẩn bị, ngày 25-3-2023.", False),
        ("put_off", "Đã lùi so với kế hoạch đầu: Chuẩn bị (1-3-2023 → 25-3-2023).", False),
    ]


def test_a_stage_moved_back_is_noted_beside_what_comes_next() -> None:
    found = standing(day(PREPARING, 1, 1), day(READY, 28), day(HELD, 30), moved_back=True)
    assert (found.readiness, texts(found)[1:]) == (
        Readiness.ON_PLAN,
        [("moved_back", "Đã có lần chuyển lại giai đoạn trước.", False)],
    )
