"""How a round or a campaign stands, with its evidence; the judgement turns when the evidence turns."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign.queries.judging import (
    Counted,
    Judgement,
    Milestones,
    ReviewStanding,
    judge,
    judgement_text,
    milestones,
    rule_texts,
)
from nhiemky.campaign.queries.judging.judgement import share_text
from nhiemky.campaign.vocab import JudgementCode, Readiness, Rules, StageCode
from tests.campaign.queries.judging.cast import ON, RULES, day, held, march, standing

PREPARING, READY, HELD = StageCode.PREPARING, StageCode.READY, StageCode.HELD


def judged(*reviews: ReviewStanding, rules: Rules = RULES, on: date = ON, ends: int = 31) -> Judgement:
    return judge(reviews, [march(ends=ends)], rules=rules, on=on)


def late(number: int, *, planned: int = 18) -> ReviewStanding:
    """A review that has prepared in time and should have been ready since."""
    return standing(day(PREPARING, 1, 1), day(READY, planned), day(HELD, 30), number=number)


def codes(found: Judgement) -> list[tuple[str, bool]]:
    return [(each.code, each.against) for each in found.evidence]


def test_nothing_due_is_on_plan_and_says_so() -> None:
    found = judged(standing(day(PREPARING, 28), day(HELD, 30)))
    assert found.code is JudgementCode.ON_PLAN
    assert [each.text for each in found.evidence] == [
        "Chưa có mốc nào đến hạn.",
        "Các xã còn lại: 0/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 1-3-2023 đến 31-3-2023).",
    ]


def test_everything_in_time_is_on_plan() -> None:
    found = judged(held(1), held(2))
    assert found.code is JudgementCode.ON_PLAN
    assert found.text == "Nhìn chung, công tác chuẩn bị và tổ chức đúng theo kế hoạch đề ra."
    assert [each.text for each in found.evidence] == [
        "6/6 mốc đến hạn được thực hiện đúng hạn (100%; đúng kế hoạch từ 95%, cơ bản đúng kế hoạch từ 80%).",
        "Các xã còn lại: 2/2 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 1-3-2023 đến 31-3-2023).",
    ]
    assert codes(found) == [("milestones", False), ("window", False)]


def test_one_late_unit_of_many_is_mostly_on_plan() -> None:
    found = judged(*(held(number) for number in range(1, 10)), late(10))
    assert found.code is JudgementCode.MOSTLY_ON_PLAN
    assert found.text == "Nhìn chung, công tác chuẩn bị và tổ chức cơ bản đúng theo kế hoạch đề ra."
    assert codes(found) == [("milestones", False), ("window", False), ("late", True)]
    assert found.evidence[2].text == "Xã 10: “Sẵn sàng” chậm 6 ngày làm việc so với kế hoạch."
    assert found.evidence[2].reviews == (10,)


def test_one_unit_far_behind_turns_the_judgement() -> None:
    found = judged(*(held(number) for number in range(1, 10)), late(10, planned=10))
    assert found.code is JudgementCode.BEHIND
    assert found.text == "Nhìn chung, công tác chuẩn bị và tổ chức chậm so với kế hoạch đề ra."
    assert codes(found)[2] == ("far_behind", True)


def test_many_late_units_turn_the_judgement() -> None:
    found = judged(*(held(number) for number in range(1, 8)), *(late(number) for number in range(8, 11)))
    assert [each.readiness for each in (held(), late(1))] == [Readiness.HELD, Readiness.LATE]
    assert found.code is JudgementCode.BEHIND


@pytest.mark.parametrize("kind", ["comments", "lessons"])
def test_overdue_answers_keep_from_on_plan(kind: str) -> None:
    open_ones = Counted(given=4, done=1, overdue=2)
    waiting = standing(day(PREPARING, 1, 1), day(READY, 28), number=3, **{kind: open_ones})
    found = judged(held(1), held(2), waiting)
    assert found.code is JudgementCode.MOSTLY_ON_PLAN
    told = found.evidence[-1]
    assert (told.code, told.against, told.reviews) == (kind, True, (3,))
    assert (
        told.text
        == {
            "comments": "Góp ý quá hạn chưa xử lý: 2, ở Xã 3.",
            "lessons": "Bài học kinh nghiệm quá hạn chưa trả lời: 2, ở Xã 3.",
        }[kind]
    )
    lenient = Rules(comments_count=False, lessons_count=False)
    assert judged(held(1), held(2), waiting, rules=lenient).code is JudgementCode.ON_PLAN


def test_a_window_missed_keeps_from_on_plan_and_a_window_failed_turns() -> None:
    coming = standing(day(PREPARING, 1, 1), day(HELD, 22), number=5)
    mostly = judged(*(held(number) for number in range(1, 5)), coming, ends=20)
    assert mostly.code is JudgementCode.MOSTLY_ON_PLAN
    assert (mostly.evidence[1].code, mostly.evidence[1].reviews) == ("window_missed", (5,))
    behind = judged(held(1), coming, ends=20)
    assert behind.code is JudgementCode.BEHIND
    assert behind.evidence[1].code == "window_failed"
    assert judged(held(1), coming, ends=31).code is JudgementCode.ON_PLAN


def test_milestones_reached_late_count_against_for_ever() -> None:
    found = judged(held(1), held(2, planned=10, reached=20))
    assert found.code is JudgementCode.MOSTLY_ON_PLAN
    assert found.evidence[0].text.startswith("5/6 mốc đến hạn được thực hiện đúng hạn (83,33%;")
    assert found.evidence[-1].text == "1 đơn vị có mốc đã thực hiện nhưng chậm so với kế hoạch."
    assert found.evidence[-1].reviews == (2,)
    assert (
        judged(held(1, planned=1, reached=20), held(2, planned=10, reached=20)).code is JudgementCode.BEHIND
    )


def test_milestones_wait_through_their_days_of_grace_and_those_left_out_do_not_count() -> None:
    reviews = [
        standing(day(PREPARING, 1, 1), day(READY, 22), day(HELD, 30)),
        standing(day(PREPARING, 1, skipped=True), day(READY, 5, 5), day(HELD, None)),
        standing(day(PREPARING, 1), day(READY, 2, 22), day(HELD, 31, 20)),
    ]
    assert milestones(reviews, on=ON) == Milestones(in_time=2, late=2)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 100))
def test_a_share_is_compared_exactly(in_time: int, late: int, share: int) -> None:
    counted = Milestones(in_time, late)
    due = in_time + late
    assert counted.due == due
    assert counted.reaches(share) == (due == 0 or Fraction(in_time, due) >= Fraction(share, 100))


def test_a_share_shown_never_seems_to_reach_what_it_misses() -> None:
    whole = 20_000  # one missed: 99,995%, which half up would be 100%
    assert [
        share_text(part, whole, (80, 95))
        for part in (whole, whole - 1, 19_000, 18_999, 16_000, 15_999, 15_997, 10_001, 1, 0)
    ] == ["100", "99,99", "95", "94,99", "80", "79,99", "79,99", "50,01", "0,01", "0"]


@pytest.mark.parametrize("code", list(JudgementCode))
def test_every_judgement_has_its_sentence(code: JudgementCode) -> None:
    assert judgement_text(code).startswith("Nhìn chung, công tác chuẩn bị và tổ chức ")


def test_rules_are_explained() -> None:
    lines = rule_texts(Rules(grace_days=2, late_days=7, on_plan_share=90, mostly_share=70, window_share=60))
    assert lines == (
        "Một mốc được coi là đúng hạn khi thực hiện chậm nhất 2 ngày làm việc sau ngày kế hoạch.",
        "“Đúng theo kế hoạch”: từ 90% số mốc đến hạn đúng hạn, không đơn vị nào đang chậm, không có góp ý hay "
        "bài học quá hạn, các vòng xong trong thời gian kế hoạch.",
        "“Cơ bản đúng theo kế hoạch”: từ 70% số mốc đến hạn đúng hạn, từ 70% số đơn vị không chậm, không "
        "đơn vị nào chậm quá 7 ngày làm việc, vòng đã hết thời gian có từ 60% số đơn vị tổ chức xong.",
        "Còn lại là “chậm so với kế hoạch”.",
    )
    assert rule_texts(Rules(comments_count=False, documents_count=False))[-1] == "Không xét: góp ý, văn kiện."


def test_units_that_ended_are_named_without_turning_the_judgement() -> None:
    first, second = (
        standing(day(PREPARING, 1, 1), day(HELD, 30), number=number, ended_on=date(2023, 3, 20))
        for number in (1, 2)
    )
    found = judged(first, second, held(3))
    told = [each for each in found.evidence if each.code == "ended"]
    assert [(each.text, each.against, each.reviews) for each in told] == [
        ("2 đơn vị đã kết thúc mà việc sơ kết chưa có đơn vị kế tục.", True, (1, 2))
    ]
    assert (
        found.code
        is judged(*(standing(day(PREPARING, 1, 1), day(HELD, 30), number=n) for n in (1, 2)), held(3)).code
    )
    assert [each for each in judged(held(3)).evidence if each.code == "ended"] == []


def test_what_turns_no_judgement_is_told_beside_it() -> None:
    bare = standing(day(PREPARING, None, 1), day(HELD, None), number=1)
    later = standing(day(PREPARING, 1, 1), day(HELD, 30, first=21), number=2)
    done = standing(day(PREPARING, None, 1), day(HELD, None, 10), number=3)
    found = judged(bare, later, done)
    assert found.code is JudgementCode.ON_PLAN
    told = {each.code: (each.text, each.against, each.reviews) for each in found.evidence}
    assert (told["without_plan"], told["put_off"]) == (
        ("1 đơn vị chưa đặt ngày kế hoạch nào nên chưa có mốc để xét.", True, (1,)),
        ("1 đơn vị đã lùi ngày kế hoạch; mốc được xét theo ngày mới.", True, (2,)),
    )
