"""What is wrong with the draft of a campaign is said at once and in words; what is right is kept tidied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign.actions.checks import Check
from nhiemky.campaign.actions.drafting import (
    LONGEST_LEAD,
    MOST_DOCUMENTS,
    campaign_data,
    check_heading,
    check_round,
    check_round_names,
    check_rules,
    check_stages,
    round_data,
    rules_data,
    stage_data,
)
from nhiemky.campaign.models import Campaign
from nhiemky.campaign.vocab import (
    STAGE_TEMPLATE,
    Need,
    RoundDraft,
    RoundKind,
    Rules,
    StageCode,
    StageDraft,
)
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import Tree, make_directive, make_term, make_tree, office
from tests.cast_campaign import BEGUN, WINDOWS, make_campaign, plain_draft
from tests.standing import standing

PLANNED, READY, HELD, CLOSED = StageCode.PLANNED, StageCode.READY, StageCode.HELD, StageCode.CLOSED
TERM = Term(label="2020-2025", first_year=2021, last_year=2025)
PILOT = RoundDraft(RoundKind.PILOT, "Làm điểm", *WINDOWS[RoundKind.PILOT])


def faults(check: Check) -> list[tuple[str, str]]:
    """Give what was noted, as field and message."""
    return [(error.field, error.message) for error in check.errors]


def wrong_stages(*stages: StageDraft) -> list[str]:
    check = Check()
    check_stages(check, stages)
    assert {field for field, _ in faults(check)} <= {"stages"}
    return [message for _, message in faults(check)]


def test_the_template_that_ships_is_right() -> None:
    check = Check()
    assert check_stages(check, STAGE_TEMPLATE) == STAGE_TEMPLATE
    assert faults(check) == []


@pytest.mark.parametrize("left_out", [code for code in StageCode if code is not HELD])
def test_any_stage_but_the_conference_may_be_left_out(left_out: StageCode) -> None:
    assert wrong_stages(*(stage for stage in STAGE_TEMPLATE if stage.code is not left_out)) == []


NO_CONFERENCE = "Đợt sơ kết phải có giai đoạn tổ chức hội nghị."
ORDER = "Các giai đoạn phải theo thứ tự chung và mỗi giai đoạn chỉ có một lần."
SAME_NAME = "Hai giai đoạn không được trùng tên."
DAY_ZERO = "Giai đoạn tổ chức hội nghị là mốc 0, không có số ngày trước hội nghị."
HOLDING = StageDraft(HELD, "Hội nghị", 0)
WRONG: dict[str, tuple[list[StageDraft], list[str]]] = {
    "none": ([], [NO_CONFERENCE]),
    "no conference": ([StageDraft(READY, "Sẵn sàng", 4)], [NO_CONFERENCE]),
    "out of order": ([HOLDING, StageDraft(READY, "Sẵn sàng", 0)], [ORDER]),
    "twice": ([HOLDING, StageDraft(HELD, "Hội nghị lần hai", 0)], [ORDER]),
    "same name": ([StageDraft(READY, "Họp", 4), StageDraft(HELD, "HỌP", 0)], [SAME_NAME]),
    "same name with other spaces": ([StageDraft(READY, "Họp  bàn", 4), StageDraft(HELD, "họp bàn", 0)], [SAME_NAME]),
    "no name": ([StageDraft(HELD, "  ", 0)], ["Chưa ghi nội dung ô “Tên giai đoạn”."]),
    "long name": ([StageDraft(HELD, "x" * 101, 0)], ["Tên giai đoạn dài quá 100 ký tự."]),
    "conference with lead": ([StageDraft(HELD, "Hội nghị", 1)], [DAY_ZERO]),
    "too long before": (
        [StageDraft(READY, "Sẵn sàng", 501), HOLDING],
        ["Giai đoạn “Sẵn sàng”: số ngày làm việc trước hội nghị quá 500."],
    ),
    "too long after": (
        [HOLDING, StageDraft(CLOSED, "Kết thúc", -501)],
        ["Giai đoạn “Kết thúc”: số ngày làm việc trước hội nghị quá 500."],
    ),
    "earlier than the one before": (
        [StageDraft(PLANNED, "Kế hoạch", 4), StageDraft(READY, "Sẵn sàng", 9), HOLDING],
        ["Giai đoạn “Sẵn sàng” được tính sớm hơn giai đoạn “Kế hoạch” trước nó."],
    ),
    "ready after the conference": (
        [StageDraft(READY, "Sẵn sàng", -1), HOLDING],
        ["Giai đoạn “Hội nghị” được tính sớm hơn giai đoạn “Sẵn sàng” trước nó."],
    ),
    "two things": ([StageDraft(READY, "", 4)], ["Chưa ghi nội dung ô “Tên giai đoạn”.", NO_CONFERENCE]),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_stages_are_told(case: str) -> None:
    stages, messages = WRONG[case]
    assert wrong_stages(*stages) == messages


def test_stages_are_kept_tidied() -> None:
    given = StageDraft(HELD, "  Hội   nghị ", 0, (Need.TEAM, Need.OWNER, Need.TEAM))
    assert check_stages(Check(), [given]) == (StageDraft(HELD, "Hội nghị", 0, (Need.TEAM, Need.OWNER)),)


@given(
    st.lists(st.sampled_from(list(StageCode)), max_size=8),
    st.lists(st.integers(-600, 600), min_size=8, max_size=8),
)
def test_stages_without_a_fault_run_down_to_the_conference(codes: list[StageCode], leads: list[int]) -> None:
    stages = [StageDraft(code, f"Giai đoạn {place}", leads[place]) for place, code in enumerate(codes)]
    if not wrong_stages(*stages):
        assert [stage.code for stage in stages] == [code for code in StageCode if code in codes]
        assert [stage.lead_days for stage in stages] == sorted(
            (each.lead_days for each in stages), reverse=True
        )
        assert {stage.lead_days for stage in stages if stage.code is HELD} == {0}
        assert all(abs(stage.lead_days) <= LONGEST_LEAD for stage in stages)


def wrong_round(draft: RoundDraft, codes: tuple[StageCode, ...] = tuple(StageCode)) -> list[tuple[str, str]]:
    check = Check()
    check_round(check, draft, begun_on=BEGUN, term=TERM, codes=codes)
    return faults(check)


BEFORE_PLAN = "Ngày bắt đầu vòng (2-1-2023) trước ngày của kế hoạch (3-1-2023)."
WRONG_ROUNDS: dict[str, tuple[RoundDraft, list[tuple[str, str]]]] = {
    "right": (PILOT, []),
    "one day": (PILOT._replace(starts_on=BEGUN, ends_on=BEGUN), []),
    "no name": (PILOT._replace(name=" "), [("name", "Chưa ghi nội dung ô “Tên vòng”.")]),
    "long name": (PILOT._replace(name="x" * 201), [("name", "Tên vòng dài quá 200 ký tự.")]),
    "before the plan": (PILOT._replace(starts_on=date(2023, 1, 2)), [("starts_on", BEFORE_PLAN)]),
    "ends before it begins": (
        PILOT._replace(ends_on=date(2023, 2, 12)),
        [("ends_on", "Ngày kết thúc vòng (12-2-2023) trước ngày bắt đầu vòng (13-2-2023).")],
    ),
    "after the term": (
        PILOT._replace(ends_on=date(2027, 1, 1)),
        [("ends_on", "Ngày kết thúc vòng (1-1-2027) nằm ngoài nhiệm kỳ 2020-2025.")],
    ),
    "the year after the term": (PILOT._replace(ends_on=date(2026, 12, 31)), []),
    "no conference": (
        PILOT._replace(stages=(READY,)), [("stages", "Vòng phải đi qua giai đoạn tổ chức hội nghị.")],
    ),
    "a stage that is not there": (
        PILOT._replace(stages=(PLANNED, HELD)),
        [("stages", "Vòng đi qua giai đoạn mà đợt sơ kết không có.")],
    ),
    "a long document": (
        PILOT._replace(documents=("x" * 301,)), [("documents", "Tên văn kiện dài quá 300 ký tự.")],
    ),
    "too many documents": (
        PILOT._replace(documents=tuple(map(str, range(MOST_DOCUMENTS + 1)))),
        [("documents", "Không quá 50 văn kiện cho một vòng.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_ROUNDS)
def test_wrong_rounds_are_told(case: str) -> None:
    draft, expected = WRONG_ROUNDS[case]
    codes = (READY, HELD) if case == "a stage that is not there" else tuple(StageCode)
    assert wrong_round(draft, codes) == expected


def test_rounds_are_kept_tidied() -> None:
    given = PILOT._replace(
        name=" Làm  điểm ",
        stages=(HELD, READY, HELD),
        documents=(" Báo cáo ", "", "Báo cáo", "Bài phát biểu"),
    )
    kept = check_round(Check(), given, begun_on=BEGUN, term=TERM, codes=tuple(StageCode))
    assert kept == PILOT._replace(stages=(READY, HELD), documents=("Báo cáo", "Bài phát biểu"))


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        ([], False),
        (["Làm điểm", "Cấp huyện"], False),
        (["Làm điểm", "LÀM ĐIỂM"], True),
        (["Vòng 1", "Vòng 2", "vong 1"], True),
        (["Hoà An", "Hòa An"], True),
    ],
)
def test_rounds_of_one_name_are_told(names: list[str], wrong: bool) -> None:
    check = Check()
    check_round_names(check, names)
    expected = [("name", "Hai vòng của một đợt sơ kết không được trùng tên.")] if wrong else []
    assert faults(check) == expected


DAYS, SHARE = "Số ngày làm việc phải từ 0 đến 250.", "Tỷ lệ phải từ 0 đến 100%."
FEWER = "Số ngày coi là chậm nhiều không được ít hơn số ngày được châm chước."
HIGHER = "Tỷ lệ “cơ bản đúng kế hoạch” không được cao hơn tỷ lệ “đúng kế hoạch”."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"grace_days": 0, "late_days": 0}, []),
        ({"grace_days": 250, "late_days": 250}, []),
        ({"on_plan_share": 0, "mostly_share": 0, "window_share": 0}, []),
        ({"on_plan_share": 100, "mostly_share": 100, "window_share": 100}, []),
        ({"grace_days": -1}, [("grace_days", DAYS)]),
        ({"late_days": 251}, [("late_days", DAYS)]),
        ({"late_days": 2}, [("late_days", FEWER)]),
        ({"grace_days": 251}, [("grace_days", DAYS), ("late_days", FEWER)]),
        ({"on_plan_share": 101}, [("on_plan_share", SHARE)]),
        ({"window_share": -1}, [("window_share", SHARE)]),
        ({"mostly_share": 96}, [("mostly_share", HIGHER)]),
        ({"mostly_share": 101}, [("mostly_share", SHARE), ("mostly_share", HIGHER)]),
    ],
)
def test_wrong_rules_are_told(changes: dict[str, int], expected: list[tuple[str, str]]) -> None:
    check = Check()
    check_rules(check, replace(Rules(), **changes))  # type: ignore[arg-type]
    assert faults(check) == expected


@given(
    grace=st.integers(-5, 300),
    late=st.integers(-5, 300),
    plan=st.integers(-5, 110),
    mostly=st.integers(-5, 110),
)
def test_rules_without_a_fault_go_from_strict_to_mild(grace: int, late: int, plan: int, mostly: int) -> None:
    check = Check()
    check_rules(check, Rules(grace_days=grace, late_days=late, on_plan_share=plan, mostly_share=mostly))
    assert (not check.errors) == (0 <= grace <= late <= 250 and 0 <= mostly <= plan <= 100)


@standing
def tree() -> Tree:
    return make_tree()


def wrong_heading(tree: Tree, **changes: object) -> list[tuple[str, str]]:
    check = Check()
    name = check_heading(
        check, SYSTEM_ACTOR, plain_draft(**changes), holder=tree.district.unit, term=make_term()
    )
    assert name == " ".join(str(changes.get("name", "Sơ kết giữa nhiệm kỳ")).split())
    return faults(check)


OUTSIDE = "Ngày của kế hoạch (1-1-2019) nằm ngoài nhiệm kỳ 2020-2025."
CUT_OFF = "Ngày chốt số liệu (1-1-2027) nằm ngoài nhiệm kỳ 2020-2025."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"name": "  Sơ kết   xã "}, []),
        ({"name": ""}, [("name", "Chưa ghi nội dung ô “Tên đợt sơ kết”.")]),
        ({"name": "x" * 301}, [("name", "Tên đợt sơ kết dài quá 300 ký tự.")]),
        ({"begun_on": date(2019, 1, 1)}, [("begun_on", OUTSIDE)]),
        ({"cut_off": date(2023, 2, 21)}, []),
        ({"cut_off": date(2027, 1, 1)}, [("cut_off", CUT_OFF)]),
    ],
)
def test_a_wrong_heading_is_told(
    tree: Tree, changes: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert wrong_heading(tree, **changes) == expected


@pytest.mark.parametrize(("field", "value"), [("scheme", "khong-co"), ("directive_id", 987654321)])
def test_what_is_not_known_is_told_beside_its_field(tree: Tree, field: str, value: object) -> None:
    ((where, message),) = wrong_heading(tree, **{field: value})
    assert where == field.removesuffix("_id")
    assert message


def test_a_directive_that_is_not_seen_is_as_one_that_is_not_there(tree: Tree) -> None:
    foreign = make_directive("7-KH/HU", holder=tree.far)
    check = Check()
    draft = plain_draft(directive_id=foreign.pk)
    check_heading(check, office(tree.district), draft, holder=tree.district.unit, term=make_term())
    assert [field for field, _ in faults(check)] == ["directive"]


NOT_ABOVE = [("parent", "Đợt sơ kết cấp trên phải do một đơn vị cấp trên chủ trì.")]


def test_the_superior_campaign_is_held_above_in_the_same_term_and_not_later(tree: Tree) -> None:
    term = make_term()
    above = make_campaign(tree.province, term=term, begun_on=date(2022, 9, 8), rounds=[])
    late = make_campaign(tree.province, term=term, name="Đợt sau", begun_on=date(2023, 2, 1), rounds=[])
    same = make_campaign(tree.district, term=term, rounds=[])
    below = make_campaign(tree.commune, term=term, rounds=[])
    assert wrong_heading(tree, parent_id=above.pk) == []
    assert wrong_heading(tree, parent_id=late.pk) == [
        ("begun_on", "Ngày của kế hoạch (3-1-2023) trước ngày của kế hoạch cấp trên (1-2-2023).")
    ]
    for other in (same.pk, below.pk, 987654321):
        assert wrong_heading(tree, parent_id=other) == NOT_ABOVE
    Campaign.objects.filter(pk=above.pk).update(term=make_term("2015-2020"))
    assert wrong_heading(tree, parent_id=above.pk) == [("parent", "Đợt sơ kết cấp trên thuộc nhiệm kỳ khác.")]
    Campaign.objects.filter(pk=above.pk).update(term=term, removed_on=date(2023, 1, 2))
    assert wrong_heading(tree, parent_id=above.pk) == NOT_ABOVE


def test_the_ledger_keeps_drafts_as_plain_values(tree: Tree) -> None:
    assert stage_data(STAGE_TEMPLATE[2]) == {
        "code": "assessed", "name": "Đánh giá sơ bộ", "lead_days": 20, "needs": ["team"],
    }  # fmt: skip
    assert round_data(PILOT._replace(stages=(HELD,), documents=("Báo cáo",))) == {
        "kind": "pilot", "name": "Làm điểm", "starts_on": date(2023, 2, 13), "ends_on": date(2023, 2, 28),
        "stages": ["held"], "documents": ["Báo cáo"],
    }  # fmt: skip
    assert rules_data(Rules(grace_days=1)) == {
        "grace_days": 1, "late_days": 10, "on_plan_share": 95, "mostly_share": 80, "window_share": 80,
        "comments_count": True, "lessons_count": True, "documents_count": True,
    }  # fmt: skip
    campaign = make_campaign(tree.district, rounds=[])
    assert campaign_data(campaign) == {
        "name": "Sơ kết giữa nhiệm kỳ", "holder": tree.district.unit_id, "term": campaign.term_id, "parent": None,
        "directive": None, "drawn_from": None, "begun_on": "2023-01-03", "scheme": "default", "cut_off": None,
        "rules": rules_data(Rules()),
    }  # fmt: skip


def test_all_faults_are_raised_together() -> None:
    check = Check()
    check_rules(check, Rules(grace_days=-1, window_share=101))
    with pytest.raises(Invalid) as refused:
        check.finish()
    assert refused.value.errors == (FieldError("grace_days", DAYS), FieldError("window_share", SHARE))
