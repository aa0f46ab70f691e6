"""Forms of meetings and comments: what they make of typed text."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.campaign.vocab import (
    COMMENT_NAMES,
    CommentAbout,
    CommentDraft,
    Grade,
    MeetingDraft,
    MeetingKind,
)
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.web.campaign.meeting_forms import (
    CommentFilter,
    CommentForm,
    CommentRow,
    MeetingForm,
    ReasonForm,
    StepForm,
    token,
)

DAY = date(2023, 3, 1)
MEETING = {
    "review": "5",
    "kind": "preparation",
    "held_on": "1-3-2023",
    "visitors": "Ban Tổ chức\r\nBan Tuyên giáo",
}


def meeting(**changes: str) -> MeetingForm:
    return MeetingForm(
        {**MEETING, **changes}, reviews=[("5", "Xã Năm"), ("6", "Xã Sáu")], whole="cả đợt sơ kết"
    )


def test_every_field_of_a_meeting_stands_in_one_group() -> None:
    whole = [field.name for group in meeting().groups for field in group]
    assert sorted(whole) == sorted(meeting().fields)
    changed = MeetingForm(MEETING, reviews=None)
    assert [[field.name for field in group] for group in changed.groups[:2]] == [
        ["kind"],
        ["held_on", "place", "chaired_by"],
    ]


def test_a_meeting_is_given_as_typed() -> None:
    form = meeting(
        place="Hội trường", chaired_by="Võ Văn Chín", hosts="Ban Thường vụ", preparation_grade="good",
        preparation="Kịp tiến độ", organisation_grade="weak", organisation="Còn lúng túng", documents_grade="",
        documents="", conclusion="Bổ sung số liệu",
    )  # fmt: skip
    assert form.is_valid()
    draft = form.draft()
    assert draft == MeetingDraft(
        DAY, draft.visitors, MeetingKind.PREPARATION, "Hội trường", "Võ Văn Chín", "Ban Thường vụ", "Kịp tiến độ",
        Grade.GOOD, "Còn lúng túng", Grade.WEAK, "", None, "Bổ sung số liệu",
    )  # fmt: skip
    assert draft.visitors.splitlines() == ["Ban Tổ chức", "Ban Tuyên giáo"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": ""}, "held_on"),
        ({"held_on": "mai"}, "held_on"),
        ({"visitors": " "}, "visitors"),
        ({"visitors": "x" * 4001}, "visitors"),
        ({"kind": ""}, "kind"),
        ({"kind": "la"}, "kind"),
        ({"review": "7"}, "review"),
        ({"preparation_grade": "best"}, "preparation_grade"),
        ({"place": "x" * 201}, "place"),
        ({"chaired_by": "x" * 201}, "chaired_by"),
        ({"conclusion": "a\x00"}, "conclusion"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(changes: dict[str, str], field: str) -> None:
    form = meeting(**changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_meeting_of_the_whole_campaign_names_no_unit() -> None:
    assert meeting(review="").is_valid()
    strict = MeetingForm({**MEETING, "review": ""}, reviews=[("5", "Xã Năm")])
    assert (strict.is_valid(), list(strict.errors)) == (False, ["review"])
    fixed = MeetingForm(MEETING, reviews=None)
    assert (fixed.is_valid(), "review" in fixed.fields) == (True, False)


ROW = {
    "d0-text": "Bổ sung số liệu",
    "d0-about": "figures",
    "d0-addressee": "Văn phòng",
    "d0-due_on": "10-3-2023",
}


def test_comments_are_given_as_typed_on_the_day_of_the_meeting() -> None:
    form = meeting(**ROW, **{"d2-text": "Rút gọn", "d2-about": "documents", "d2-addressee": "Tổ biên tập"})
    assert form.is_valid()
    rows = [row for row in form.told if isinstance(row, CommentRow)]
    assert [row.draft(DAY, "Võ Văn Chín") for row in rows] == [
        CommentDraft(
            "Bổ sung số liệu", "Văn phòng", DAY, CommentAbout.FIGURES, "Võ Văn Chín", date(2023, 3, 10)
        ),
        CommentDraft("Rút gọn", "Tổ biên tập", DAY, CommentAbout.DOCUMENTS, "Võ Văn Chín", None),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"d0-text": ""}, "text"),
        ({"d0-addressee": ""}, "addressee"),
        ({"d0-about": ""}, "about"),
        ({"d0-due_on": "mai"}, "due_on"),
        ({"d0-addressee": "x" * 201}, "addressee"),
        ({"d0-text": "x" * 4001}, "text"),
    ],
)
def test_a_wrong_comment_is_said_at_its_row(changes: dict[str, str], field: str) -> None:
    form = meeting(**{**ROW, **changes})
    assert not form.is_valid()
    assert list(form.rows[0].errors) == [field]
    assert [str(error) for error in form.non_field_errors()] == ["Đề nghị xem lại dòng 1."]


COMMENT = {
    "text": "Bổ sung",
    "about": "other",
    "addressee": "Văn phòng",
    "raised_on": "1-3-2023",
    "due_on": "",
    "raised_by": "",
}


def test_a_single_comment_is_given_as_typed() -> None:
    form = CommentForm({**COMMENT, "due_on": "10/3/2023", "raised_by": " Lê Thị  Ba "})
    assert form.is_valid()
    draft = form.draft()
    assert draft._replace(raised_by=" ".join(draft.raised_by.split())) == CommentDraft(
        "Bổ sung", "Văn phòng", DAY, CommentAbout.OTHER, "Lê Thị Ba", date(2023, 3, 10)
    )


@pytest.mark.parametrize("field", ["text", "about", "addressee", "raised_on"])
def test_a_comment_needs_its_parts(field: str) -> None:
    form = CommentForm({**COMMENT, field: ""})
    assert (form.is_valid(), list(form.errors)) == (False, [field])


@pytest.mark.parametrize(
    ("seen", "expected"),
    [("0", 0), ("7", 7), ("", -1), ("-1", -1), ("x", -1), ("٣", -1), ("999999999", -1), ("1.0", -1)],
)
def test_the_step_that_was_seen_is_a_number_or_none(seen: str, expected: int) -> None:
    assert StepForm({"on": "1-3-2023", "text": "", "seen": seen}).expected == expected
    assert StepForm({"on": "1-3-2023", "text": ""}).expected == -1


def test_a_reason_that_is_missing_is_said_at_the_words() -> None:
    form = StepForm({"on": "1-3-2023", "text": "", "seen": "0"})
    assert form.is_valid()
    form.refuse(
        Invalid(
            FieldError("reason", "Chưa ghi lý do."), FieldError("on", "Sai ngày."), FieldError("la", "Khác.")
        )
    )
    assert form.errors == {"text": ["Chưa ghi lý do."], "on": ["Sai ngày."], "__all__": ["Khác."]}


@pytest.mark.parametrize(
    ("reason", "valid"), [("Trùng", True), ("", False), (" ", False), ("x" * 500, True), ("x" * 501, False)]
)
def test_a_reason_has_its_length(reason: str, valid: bool) -> None:
    assert ReasonForm({"reason": reason}).is_valid() is valid


def test_the_filter_offers_every_state_and_what_is_left_to_do() -> None:
    form = CommentFilter({}, units=[("5", "Xã Năm")])
    states = [value for value, _label in form.fields["tt"].choices]  # type: ignore[attr-defined]
    assert states == ["", "chua-xong", *(state.value for state in COMMENT_NAMES)]
    assert [value for value, _label in form.fields["dv"].choices] == ["", "5"]  # type: ignore[attr-defined]


def test_a_mark_tells_what_was_shown() -> None:
    assert token(("a", 1)) == token(("a", 1)) != token(("a", 2))
    assert len(token("x")) == 24
