"""What the forms of plans and teams make of what was typed, in any way of typing it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign.vocab import (
    STAGE_TEMPLATE,
    CampaignDraft,
    Duty,
    MemberDraft,
    Need,
    RoundDraft,
    RoundKind,
    Rules,
    StageCode,
    StageDraft,
)
from nhiemky.history.vocab import Conflict
from nhiemky.web.campaign.planning_forms import (
    RULE_LABELS,
    EarlierForm,
    HeadingForm,
    RoundForm,
    RulesForm,
    StagesForm,
    TemplateForm,
    mark_of,
)
from nhiemky.web.campaign.team_forms import LeaveForm, MemberForm

CHOICES = {
    "directives": [("7", "165-KH/HU")],
    "parents": [("3", "Đợt của tỉnh")],
    "schemes": [("default", "Năm nhóm"), ("other", "Ba nhóm")],
}
HEADING = {
    "name": "  Sơ kết   giữa nhiệm kỳ ", "begun_on": "ngày 03 tháng 01 năm 2023", "directive": "7", "parent": "3",
    "scheme": "other", "cut_off": "31.12.2022",
}  # fmt: skip
LEADS = {f"{stage.code.value}_lead": str(stage.lead_days) for stage in STAGE_TEMPLATE}
PEOPLE = [("5", "Lý Thị Bảy")]


def typed(given: dict[str, object]) -> QueryDict:
    """Give what a browser would post."""
    data = QueryDict(mutable=True)
    for name, value in given.items():
        data.setlist(name, [str(each) for each in value] if isinstance(value, list) else [str(value)])
    return data


def stage_data(*stages: StageDraft) -> dict[str, object]:
    found: dict[str, object] = {}
    for stage in stages:
        code = stage.code.value
        found |= {f"{code}_used": "on", f"{code}_name": stage.name, f"{code}_lead": stage.lead_days}
        found[f"{code}_needs"] = [need.value for need in stage.needs]
    return found


def test_heading_is_laid_over_what_there_was() -> None:
    form = HeadingForm(typed(dict(HEADING)), **CHOICES)
    assert form.is_valid(), form.errors
    base = CampaignDraft("Tên cũ", date(2022, 1, 1), stages=STAGE_TEMPLATE, rules=Rules(grace_days=9))
    changed = form.heading(base)
    assert changed._replace(name="") == CampaignDraft(
        "", date(2023, 1, 3), directive_id=7, parent_id=3, scheme="other", cut_off=date(2022, 12, 31),
        stages=STAGE_TEMPLATE, rules=Rules(grace_days=9),
    )  # fmt: skip


def test_what_is_left_empty_in_the_heading_is_none() -> None:
    form = HeadingForm(typed({**HEADING, "directive": "", "parent": "", "cut_off": ""}), **CHOICES)
    assert form.is_valid()
    changed = form.heading(CampaignDraft("", date(2022, 1, 1), directive_id=1, parent_id=2))
    assert (changed.directive_id, changed.parent_id, changed.cut_off) == (None, None, None)


def test_form_from_an_earlier_campaign_leaves_scheme_and_cut_off_alone() -> None:
    form = EarlierForm(typed({**HEADING, "earlier": "4"}), earlier=[("4", "Đợt trước")], **CHOICES)
    assert form.is_valid()
    assert next(iter(form.fields)) == "earlier"
    base = CampaignDraft("", date(2022, 1, 1), scheme="default", cut_off=date(2022, 6, 30))
    assert form.heading(base)[4:6] == ("default", date(2022, 6, 30))


@pytest.mark.parametrize(
    ("windows", "rounds"),
    [
        ({"pilot": ("", "1-2-2023", "3-2-2023")}, [(RoundKind.PILOT, "Làm điểm")]),
        ({"pilot": ("Chọn điểm", "1-2-2023", "3-2-2023")}, [(RoundKind.PILOT, "Chọn điểm")]),
        ({"province": ("", "1-5-2023", "1-5-2023")}, [(RoundKind.PROVINCE, "Cấp tỉnh")]),
        (
            {"district": ("", "3-4-2023", "28-4-2023"), "pilot": ("", "1-2-2023", "3-2-2023")},
            [(RoundKind.PILOT, "Làm điểm"), (RoundKind.DISTRICT, "Cấp huyện")],
        ),
    ],
)
def test_rounds_are_those_with_a_window_in_the_usual_order(
    windows: dict[str, tuple[str, str, str]], rounds: list[tuple[RoundKind, str]]
) -> None:
    given: dict[str, object] = {**HEADING, **LEADS}
    for kind, parts in windows.items():
        given |= {f"{kind}_{part}": text for part, text in zip(("name", "from", "to"), parts, strict=True)}
    form = TemplateForm(typed(given), **CHOICES)
    assert form.is_valid(), form.errors
    assert [(part.kind, part.name) for part in form.draft.rounds] == rounds
    assert form.draft.stages == STAGE_TEMPLATE


def test_conference_itself_is_never_moved_by_what_is_posted() -> None:
    given = {**HEADING, **LEADS, "held_lead": "9", "pilot_from": "1-2-2023", "pilot_to": "3-2-2023"}
    form = TemplateForm(typed(dict(given)), **CHOICES)
    assert form.is_valid()
    assert next(stage for stage in form.draft.stages if stage.code is StageCode.HELD).lead_days == 0


stages = st.lists(st.sampled_from(list(StageCode)), unique=True).map(
    lambda codes: tuple(
        StageDraft(code, f"Bước {code.value}", 3 - place, tuple(Need)[:place])
        for place, code in enumerate(sorted(codes, key=list(StageCode).index))
    )
)


@given(stages)
def test_stages_come_back_as_they_were_stated(stated: tuple[StageDraft, ...]) -> None:
    form = StagesForm(typed({**stage_data(*stated), "on": "1-3-2023"}), stages=STAGE_TEMPLATE)
    assert form.is_valid(), form.errors
    assert form.drafts == stated


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("planned_lead", "12,5", "Hãy nhập một số nguyên, ví dụ 12."),
        ("planned_lead", "-501", "Số nhỏ nhất được nhận là -500."),
        ("planned_needs", "bay", "Không có “bay” trong danh sách."),
        ("planned_name", "a" * 101, "Dài quá 100 ký tự (hiện có 101)."),
    ],
)
def test_stage_that_cannot_be_read_is_an_error_of_its_field(field: str, text: str, message: str) -> None:
    given = {**stage_data(*STAGE_TEMPLATE), "on": "1-3-2023", field: text}
    form = StagesForm(typed(given), stages=STAGE_TEMPLATE)
    assert {name: list(errors) for name, errors in form.errors.items()} == {field: [message]}


def test_every_rule_has_a_field_with_its_explanation() -> None:
    form = RulesForm(rules=Rules())
    assert set(RULE_LABELS) == {each.name for each in fields(Rules)}
    assert [name for name in form.fields if name != "seen"] == [*(each.name for each in fields(Rules)), "on"]
    assert all(form[name].help_text.endswith(".") for name in RULE_LABELS)


@given(st.integers(0, 99), st.integers(0, 99), st.booleans(), st.booleans())
def test_rules_come_back_as_they_were_stated(grace: int, share: int, comments: bool, lessons: bool) -> None:
    stated = Rules(grace_days=grace, mostly_share=share, comments_count=comments, lessons_count=lessons)
    given = {each.name: getattr(stated, each.name) for each in fields(Rules)} | {"on": "1-3-2023"}
    form = RulesForm(
        typed({name: value for name, value in given.items() if value is not False}), rules=Rules()
    )
    assert form.is_valid(), form.errors
    assert form.rules == stated


def test_round_is_read_with_its_documents_line_by_line() -> None:
    given = {
        "kind": "pilot", "name": "Làm điểm", "starts_on": "1/2/2023", "ends_on": "3/2/2023",
        "stages": ["held", "closed"], "documents": " Báo cáo \r\n\r\nNghị quyết\n",
        "on": "1-1-2023",
    }  # fmt: skip
    form = RoundForm(typed(dict(given)), names=[(code.value, code.value) for code in StageCode])
    assert form.is_valid(), form.errors
    assert form.draft == RoundDraft(
        RoundKind.PILOT, "Làm điểm", date(2023, 2, 1), date(2023, 2, 3), (StageCode.HELD, StageCode.CLOSED),
        ("Báo cáo", "Nghị quyết"),
    )  # fmt: skip


def test_what_changed_since_is_refused_once_and_then_known() -> None:
    form = RulesForm(typed({**_rules(), "seen": mark_of(Rules())}), rules=Rules())
    assert form.is_valid()
    form.unchanged(Rules())
    with pytest.raises(Conflict):
        form.unchanged(Rules(grace_days=1))
    assert form["seen"].value() == mark_of(Rules(grace_days=1))
    assert form["grace_days"].value() == "3"


def _rules() -> dict[str, object]:
    return {each.name: getattr(Rules(), each.name) for each in fields(Rules)} | {"on": "1-3-2023"}


@given(st.builds(Rules, grace_days=st.integers(0, 9), late_days=st.integers(0, 9)))
def test_marks_differ_with_what_they_mark(rules: Rules) -> None:
    assert (mark_of(rules) == mark_of(Rules(grace_days=3, late_days=10))) == (rules == Rules())


@pytest.mark.parametrize(
    ("given", "draft"),
    [
        ({"full_name": "Võ Sáu", "rank": "member"}, MemberDraft("Võ Sáu")),
        ({"person": "5", "rank": "head"}, MemberDraft("Lý Thị Bảy", Duty.HEAD, person_id=5)),
        ({"person": "5", "full_name": "Lý T. Bảy", "rank": "deputy"}, MemberDraft("Lý T. Bảy", Duty.DEPUTY, person_id=5)),
        ({"full_name": "Võ Sáu", "rank": "secretary", "duty": "Ghi\n chép"}, MemberDraft("Võ Sáu", Duty.SECRETARY, "", "Ghi chép")),
    ],
)  # fmt: skip
def test_member_is_known_or_named(given: dict[str, object], draft: MemberDraft) -> None:
    form = MemberForm(typed({**given, "on": "1-3-2023"}), people=PEOPLE)
    assert form.is_valid(), form.errors
    assert form.draft(None) == draft


@pytest.mark.parametrize(
    ("given", "draft"),
    [
        ({}, None),
        ({"full_name": "Võ Sáu"}, MemberDraft("Võ Sáu", Duty.HEAD, "", "Tổng hợp", 9)),
        (
            {"person": "5", "title": "Phó ban"},
            MemberDraft("Lý Thị Bảy", Duty.HEAD, "Phó ban", "Tổng hợp", 9, 5),
        ),
    ],
)
def test_who_takes_the_place_keeps_rank_and_duty(given: dict[str, object], draft: MemberDraft | None) -> None:
    form = LeaveForm(typed({**given, "on": "1-3-2023", "reason": "Nghỉ hưu"}), people=PEOPLE)
    assert form.is_valid(), form.errors
    assert form.replacement(9, rank=Duty.HEAD, duty="Tổng hợp") == draft
