"""A judgement at the edges of its rules, and against a naive reading of the same rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign.queries.judging import (
    Counted,
    Judgement,
    ReviewStanding,
    RoundFacts,
    judge,
    judge_review,
    milestones,
    rule_texts,
)
from nhiemky.campaign.vocab import JudgementCode, Readiness, RoundKind, Rules, StageCode
from tests.campaign.queries.judging.cast import ON, RULES, calendar, day, facts, held, march, standing

PREPARING, READY, HELD = StageCode.PREPARING, StageCode.READY, StageCode.HELD
ON_PLAN, MOSTLY, BEHIND = JudgementCode.ON_PLAN, JudgementCode.MOSTLY_ON_PLAN, JudgementCode.BEHIND
WORSE = [ON_PLAN, MOSTLY, BEHIND]

# (planned, reached, skipped) of the three stages of a review: days of March, none for not planned or not reached.
Stage = tuple[int | None, int | None, bool]
Plan = tuple[tuple[Stage, Stage, Stage], int, int]

STAGE = st.tuples(st.none() | st.integers(1, 31), st.none() | st.integers(1, 24), st.booleans())
PLANS = st.lists(st.tuples(st.tuples(STAGE, STAGE, STAGE), st.integers(0, 2), st.integers(0, 2)), max_size=8)
RULE = st.builds(
    Rules,
    grace_days=st.integers(0, 6),
    late_days=st.integers(0, 20),
    on_plan_share=st.integers(80, 100),
    mostly_share=st.integers(0, 80),
    window_share=st.integers(0, 100),
    comments_count=st.booleans(),
    lessons_count=st.booleans(),
)


def made(plans: Sequence[Plan], rules: Rules) -> list[ReviewStanding]:
    return [
        judge_review(
            facts(
                *(
                    day(code, planned, reached, skipped=skipped, rules=rules)
                    for code, (planned, reached, skipped) in zip(
                        (PREPARING, READY, HELD), stages, strict=True
                    )
                ),
                number=number,
                comments=Counted(given=2, overdue=comments),
                lessons=Counted(given=2, overdue=lessons),
            ),
            rules=rules,
            calendar=calendar(),
        )
        for number, (stages, comments, lessons) in enumerate(plans, start=1)
    ]


def judged(*reviews: ReviewStanding, rules: Rules = RULES, ends: int = 31) -> Judgement:
    return judge(reviews, [march(ends=ends)], rules=rules, on=ON)


def behind_days(stage: Stage) -> int:
    """Working days (plain ones here) that a stage is behind its plan on the day, before any grace."""
    planned, reached, skipped = stage
    if planned is None or skipped:
        return 0
    return max((ON.day if reached is None else reached) - planned, 0)


def naive(plans: Sequence[Plan], rules: Rules, ends: int) -> JudgementCode:
    """Judge as the rules are told in words."""
    due = [
        stage
        for stages, _, _ in plans
        for stage in stages
        if stage[0] is not None
        and not stage[2]
        and stage[0] <= ON.day
        and (stage[1] is not None or behind_days(stage) > rules.grace_days)
    ]
    good = [stage for stage in due if behind_days(stage) <= rules.grace_days]
    share = Fraction(len(good), len(due)) * 100 if due else Fraction(100)
    worst = [
        max(
            (
                behind_days(stage)
                for stage in stages
                if stage[1] is None and behind_days(stage) > rules.grace_days
            ),
            default=0,
        )
        for stages, _, _ in plans
        if stages[2][1] is None
    ]
    late = [days for days in worst if days]
    overdue = any(
        (comments and rules.comments_count) or (lessons and rules.lessons_count)
        for _, comments, lessons in plans
    )
    conferences = [stages[2][1] for stages, _, _ in plans]
    inside = [reached for reached in conferences if reached is not None and reached <= ends]
    over = ends < ON.day
    if share >= rules.on_plan_share and not late and not overdue and not (over and len(inside) < len(plans)):
        return ON_PLAN
    enough = not plans or Fraction(len(plans) - len(late), len(plans)) * 100 >= rules.mostly_share
    window = not plans or Fraction(len(inside), len(plans)) * 100 >= rules.window_share
    near = all(days <= rules.late_days for days in late)
    return MOSTLY if share >= rules.mostly_share and enough and near and (window or not over) else BEHIND


@given(PLANS, RULE, st.integers(1, 31))
def test_a_judgement_is_what_the_rules_say_in_words(plans: list[Plan], rules: Rules, ends: int) -> None:
    assert judged(*made(plans, rules), rules=rules, ends=ends).code is naive(plans, rules, ends)


# What speaks against a campaign without deciding: the rules judge milestones, windows and what still stands late.
BESIDE = {"slipped", "without_plan", "put_off", "ended"}


@given(PLANS, RULE, st.integers(1, 31))
def test_what_is_not_on_plan_says_why_and_what_is_has_nothing_that_decides_against_it(
    plans: list[Plan], rules: Rules, ends: int
) -> None:
    found = judged(*made(plans, rules), rules=rules, ends=ends)
    against = {each.code for each in found.evidence if each.against}
    if found.code is ON_PLAN:
        assert against <= BESIDE
    else:
        assert against - BESIDE
    known = set(range(1, len(plans) + 1))
    assert all(set(each.reviews) <= known and each.text for each in found.evidence)
    assert [each.code for each in found.evidence[:1]] == ["milestones"]


@given(PLANS, RULE, st.integers(1, 31), st.data())
def test_a_milestone_more_in_delay_never_makes_a_judgement_better(
    plans: list[Plan], rules: Rules, ends: int, data: st.DataObject
) -> None:
    reached = [
        (at, which)
        for at, (stages, _, _) in enumerate(plans)
        for which, stage in enumerate(stages)
        if stage[0] is not None and stage[0] < ON.day and stage[1] is not None and not stage[2]
    ]
    if not reached:
        return
    at, which = data.draw(st.sampled_from(reached))
    stages, comments, lessons = plans[at]
    planned, former, _ = stages[which]
    assert planned is not None
    assert former is not None
    later = list(stages)
    later[which] = (planned, data.draw(st.integers(former, ON.day)), False)
    slower = [*plans[:at], ((later[0], later[1], later[2]), comments, lessons), *plans[at + 1 :]]
    before = judged(*made(plans, rules), rules=rules, ends=ends).code
    after = judged(*made(slower, rules), rules=rules, ends=ends).code
    assert WORSE.index(after) >= WORSE.index(before)


@given(PLANS, RULE, st.integers(1, 31))
def test_stricter_rules_never_judge_better(plans: list[Plan], rules: Rules, ends: int) -> None:
    stricter = replace(rules, on_plan_share=100, window_share=100, late_days=0)
    reviews = made(plans, rules)
    loose = judged(*reviews, rules=rules, ends=ends).code
    assert WORSE.index(judged(*reviews, rules=stricter, ends=ends).code) >= WORSE.index(loose)


@given(PLANS, RULE)
def test_the_order_of_reviews_changes_nothing(plans: list[Plan], rules: Rules) -> None:
    reviews = made(plans, rules)
    forth, back = judged(*reviews, rules=rules, ends=20), judged(*reversed(reviews), rules=rules, ends=20)
    assert (forth.code, sorted((each.code, each.against) for each in forth.evidence)) == (
        back.code,
        sorted((each.code, each.against) for each in back.evidence),
    )
    assert milestones(reviews, on=ON) == milestones(list(reversed(reviews)), on=ON)


def slipping(late: int, of: int) -> list[ReviewStanding]:
    """Reviews of one milestone each, some of which came late."""
    return [
        standing(day(PREPARING, 1, 20 if number <= late else 1), number=number) for number in range(1, of + 1)
    ]


@pytest.mark.parametrize(
    ("late", "of", "code", "share"),
    [
        (0, 1, ON_PLAN, "100"),
        (1, 20, ON_PLAN, "95"),
        (5, 100, ON_PLAN, "95"),
        (1, 19, MOSTLY, "94,74"),
        (6, 101, MOSTLY, "94,06"),
        (51, 1000, MOSTLY, "94,9"),
        (1, 5, MOSTLY, "80"),
        (20, 100, MOSTLY, "80"),
        (21, 104, BEHIND, "79,81"),
        (1, 3, BEHIND, "66,67"),
        (2, 3, BEHIND, "33,33"),
        (201, 1000, BEHIND, "79,9"),
        (1, 4, BEHIND, "75"),
        (1, 1, BEHIND, "0"),
    ],
)
def test_shares_turn_exactly_at_95_and_80_percent(
    late: int, of: int, code: JudgementCode, share: str
) -> None:
    found = judged(*slipping(late, of))
    assert found.code is code
    assert found.evidence[0].text == (
        f"{of - late}/{of} mốc đến hạn được thực hiện đúng hạn "
        f"({share}%; đúng kế hoạch từ 95%, cơ bản đúng kế hoạch từ 80%)."
    )
    assert found.evidence[0].against is (code is not ON_PLAN)


@pytest.mark.parametrize(
    ("planned", "readiness", "evidence"),
    [
        (21, Readiness.ON_PLAN, None),
        (20, Readiness.LATE, ("late", "Xã 9: “Sẵn sàng” chậm 4 ngày làm việc so với kế hoạch.")),
        (14, Readiness.LATE, ("late", "Xã 9: “Sẵn sàng” chậm 10 ngày làm việc so với kế hoạch.")),
        (13, Readiness.LATE, ("far_behind", "Xã 9: “Sẵn sàng” chậm 11 ngày làm việc so với kế hoạch.")),
    ],
)
def test_a_review_turns_late_after_three_days_and_far_behind_after_ten(
    planned: int, readiness: Readiness, evidence: tuple[str, str] | None
) -> None:
    row = standing(day(PREPARING, 1, 1), day(READY, planned), number=9)
    found = judged(*(held(number) for number in range(1, 9)), row)
    assert row.readiness is readiness
    told = [(each.code, each.text) for each in found.evidence if each.reviews == (9,)]
    assert told == ([] if evidence is None else [evidence])
    far = evidence is not None and evidence[0] == "far_behind"
    assert found.code is (ON_PLAN if evidence is None else BEHIND if far else MOSTLY)


@pytest.mark.parametrize(
    ("inside", "of", "code", "evidence"),
    [
        (5, 5, ON_PLAN, "window"),
        (4, 5, MOSTLY, "window_missed"),
        (8, 10, MOSTLY, "window_missed"),
        (7, 9, BEHIND, "window_failed"),
        (0, 1, BEHIND, "window_failed"),
        (0, 0, ON_PLAN, "window"),
    ],
)
def test_a_window_fails_below_80_percent(inside: int, of: int, code: JudgementCode, evidence: str) -> None:
    open_ones = [standing(day(HELD, 30), number=number) for number in range(inside + 1, of + 1)]
    found = judged(*(held(number) for number in range(1, inside + 1)), *open_ones, ends=23)
    assert (found.code, found.evidence[1].code) == (code, evidence)
    assert found.evidence[1].reviews == tuple(range(inside + 1, of + 1))


def test_a_window_is_open_on_its_last_day_and_a_conference_after_it_does_not_count_inside() -> None:
    waiting = standing(day(HELD, 30), number=1)
    assert judged(waiting, ends=24).code is ON_PLAN
    assert judged(waiting, ends=23).code is BEHIND
    after = held(2, planned=22, reached=24)
    found = judged(held(1), after, ends=23)
    assert (found.code, found.evidence[1].text, found.evidence[1].reviews) == (
        BEHIND,
        "Các xã còn lại: 2/2 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 1-3-2023 đến 23-3-2023).",
        (2,),
    )


def test_each_round_is_counted_with_its_own_units() -> None:
    second = RoundFacts(2, 1, "Làm điểm", RoundKind.PILOT, date(2023, 2, 1), date(2023, 2, 28))
    pilot = standing(day(HELD, 1, 1), number=7, round_id=2)
    found = judge([held(1), pilot], [second, march()], rules=RULES, on=ON)
    assert [(each.code, each.text, each.reviews) for each in found.evidence[1:]] == [
        (
            "window_failed",
            "Làm điểm: 1/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 1-2-2023 đến 28-2-2023).",
            (7,),
        ),
        (
            "window",
            "Các xã còn lại: 1/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 1-3-2023 đến 31-3-2023).",
            (),
        ),
    ]


@pytest.mark.parametrize(
    ("count", "names"),
    [(1, "Xã 1"), (5, "Xã 1, Xã 2, Xã 3, Xã 4, Xã 5"), (6, "Xã 1, Xã 2, Xã 3, Xã 4, Xã 5…")],
)
def test_overdue_things_name_at_most_five_units_and_count_all(count: int, names: str) -> None:
    rows = [
        standing(day(PREPARING, 1, 1), number=number, comments=Counted(given=3, overdue=2))
        for number in range(1, count + 1)
    ]
    told = judged(*rows).evidence[-1]
    assert told.text == f"Góp ý quá hạn chưa xử lý: {2 * count}, ở {names}."
    assert told.reviews == tuple(range(1, count + 1))


@pytest.mark.parametrize(
    ("rules", "last"),
    [
        (Rules(), "Còn lại là “chậm so với kế hoạch”."),
        (Rules(comments_count=False), "Không xét: góp ý."),
        (Rules(lessons_count=False), "Không xét: bài học kinh nghiệm."),
        (Rules(documents_count=False), "Không xét: văn kiện."),
        (
            Rules(comments_count=False, lessons_count=False, documents_count=False),
            "Không xét: góp ý, bài học kinh nghiệm, văn kiện.",
        ),
    ],
)
def test_what_the_rules_leave_out_is_said_last(rules: Rules, last: str) -> None:
    lines = rule_texts(rules)
    assert (lines[-1], len(lines)) == (last, 4 if rules == Rules() else 5)


@given(RULE)
def test_the_words_of_the_rules_hold_each_of_their_numbers(rules: Rules) -> None:
    grace, plan, mostly, _ = rule_texts(rules)[:4]
    assert f"chậm nhất {rules.grace_days} ngày làm việc" in grace
    assert f"từ {rules.on_plan_share}% số mốc" in plan
    assert mostly.count(f"từ {rules.mostly_share}% số") >= 2
    assert f"quá {rules.late_days} ngày làm việc" in mostly
    assert f"từ {rules.window_share}% số đơn vị tổ chức xong" in mostly
