"""Forms of teams and members: who is meant, by choice or by name."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.campaign.vocab import DUTY_NAMES, TEAM_NAMES, Duty, MemberDraft
from nhiemky.web.campaign.team_forms import FoundForm, LeaveForm, MemberForm, TeamForm

PEOPLE = [("7", "Nguyễn Văn An"), ("8", "Lê Thị Ba")]
PAPERS = [("3", "12-QĐ/HU"), ("4", "15-TB/HU")]
MEMBER = {
    "person": "7",
    "full_name": "",
    "title": "Phó Bí thư",
    "unit": "838",
    "rank": "head",
    "duty": "Điều hành",
    "on": "1-3-2023",
}
LEAVE = {
    "on": "1-3-2023",
    "reason": "Chuyển công tác",
    "person": "",
    "full_name": "",
    "title": "",
    "unit": "",
}


def member(**changes: str) -> MemberForm:
    return MemberForm({**MEMBER, **changes}, people=PEOPLE)


def leave(**changes: str) -> LeaveForm:
    return LeaveForm({**LEAVE, **changes}, people=PEOPLE)


@pytest.mark.parametrize(
    ("changes", "draft"),
    [
        ({}, MemberDraft("Nguyễn Văn An", Duty.HEAD, "Phó Bí thư", "Điều hành", 5, 7)),
        (
            {"person": "", "full_name": "Võ Chín"},
            MemberDraft("Võ Chín", Duty.HEAD, "Phó Bí thư", "Điều hành", 5, None),
        ),
        ({"full_name": "An (Ba)"}, MemberDraft("An (Ba)", Duty.HEAD, "Phó Bí thư", "Điều hành", 5, 7)),
        (
            {"rank": "member", "duty": " Tổng  hợp \n số liệu "},
            MemberDraft("Nguyễn Văn An", Duty.MEMBER, "Phó Bí thư", "Tổng hợp số liệu", 5, 7),
        ),
        ({"title": "", "duty": ""}, MemberDraft("Nguyễn Văn An", Duty.HEAD, "", "", 5, 7)),
    ],
)
def test_a_member_is_given_as_typed(changes: dict[str, str], draft: MemberDraft) -> None:
    form = member(**changes)
    assert form.is_valid(), form.errors
    assert form.draft(5) == draft
    assert form.cleaned_data["on"] == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"person": ""}, {"full_name": ["Đề nghị chọn cán bộ hoặc ghi họ và tên."]}),
        ({"person": "", "full_name": "  "}, {"full_name": ["Đề nghị chọn cán bộ hoặc ghi họ và tên."]}),
        ({"person": "9"}, {"person": ["Không có “9” trong danh sách."]}),
        ({"full_name": "x" * 151}, {"full_name": ["Dài quá 150 ký tự (hiện có 151)."]}),
        ({"rank": ""}, {"rank": ["Chưa nhập mục này."]}),
        ({"rank": "boss"}, {"rank": ["Không có “boss” trong danh sách."]}),
        ({"on": ""}, {"on": ["Chưa nhập mục này."]}),
        ({"duty": "x" * 501}, {"duty": ["Dài quá 500 ký tự (hiện có 501)."]}),
        ({"title": "x" * 201}, {"title": ["Dài quá 200 ký tự (hiện có 201)."]}),
    ],
)
def test_a_wrong_member_is_said_at_its_field(changes: dict[str, str], errors: dict[str, list[str]]) -> None:
    form = member(**changes)
    assert not form.is_valid()
    assert form.errors == errors


def test_a_unit_is_chosen_by_its_code() -> None:
    form = member(unit="28927 - Tân Thanh Tây")
    assert form.is_valid()
    assert form.cleaned_data["unit"] == "28927"


@pytest.mark.parametrize(
    ("changes", "draft"),
    [
        ({}, None),
        ({"person": "8"}, MemberDraft("Lê Thị Ba", Duty.SECRETARY, "", "Ghi chép", 5, 8)),
        (
            {"full_name": "Võ Chín", "title": "Văn phòng"},
            MemberDraft("Võ Chín", Duty.SECRETARY, "Văn phòng", "Ghi chép", 5, None),
        ),
    ],
)
def test_who_takes_the_place_keeps_rank_and_work(changes: dict[str, str], draft: MemberDraft | None) -> None:
    form = leave(**changes)
    assert form.is_valid(), form.errors
    assert form.replacement(5, rank=Duty.SECRETARY, duty="Ghi chép") == draft


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": ""}, "on"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"title": "Văn phòng"}, "full_name"),
        ({"unit": "838"}, "full_name"),
        ({"person": "9"}, "person"),
        ({"full_name": "x" * 151, "title": "Văn phòng"}, "full_name"),
    ],
)
def test_a_wrong_leave_is_said_at_its_field(changes: dict[str, str], field: str) -> None:
    form = leave(**changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]


FOUND = {"kind": "task_group", "name": "Tổ công tác", "holder": "5", "supports": "", "founded_on": "1-3-2023", "task": "",
         "decision": "", "notice": ""}  # fmt: skip


def found(**changes: str) -> FoundForm:
    return FoundForm(
        {**FOUND, **changes}, holders=[("5", "Huyện")], supported=[("6", "Xã")], directives=PAPERS
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, ""),
        ({"kind": "survey", "supports": "6", "decision": "3", "notice": "4", "task": "Giúp xã"}, ""),
        ({"kind": ""}, "kind"),
        ({"kind": "gang"}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"holder": ""}, "holder"),
        ({"holder": "6"}, "holder"),
        ({"supports": "5"}, "supports"),
        ({"founded_on": ""}, "founded_on"),
        ({"decision": "9"}, "decision"),
        ({"notice": "x"}, "notice"),
    ],
)
def test_a_team_is_founded_from_what_is_offered(changes: dict[str, str], field: str) -> None:
    form = found(**changes)
    assert form.is_valid() is (not field)
    assert list(form.errors) == ([field] if field else [])


def test_choices_have_their_words() -> None:
    form = found()
    assert [value for value, _label in form.fields["kind"].choices] == [kind.value for kind in TEAM_NAMES]  # type: ignore[attr-defined]
    assert [label for _value, label in form.fields["supports"].choices] == ["cả đợt sơ kết", "Xã"]  # type: ignore[attr-defined]
    assert next(label for _value, label in form.fields["decision"].choices) == "chưa có trong sổ văn bản"  # type: ignore[attr-defined]
    ranks = [value for value, _label in member().fields["rank"].choices]  # type: ignore[attr-defined]
    assert ranks == [duty.value for duty in DUTY_NAMES]
    assert list(form.fields)[:5] == ["kind", "name", "holder", "supports", "founded_on"]


def test_what_is_said_of_a_team_needs_a_name_only() -> None:
    given = {"name": "Tổ biên tập", "task": "", "decision": "", "notice": "", "seen": "x"}
    assert TeamForm(given, directives=PAPERS).is_valid()
    assert not TeamForm({**given, "name": " "}, directives=PAPERS).is_valid()
