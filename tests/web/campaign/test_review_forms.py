"""Forms of one review: what the person saw, days by stage, choices; a form that was overtaken says what is so now."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign.vocab import StageCode
from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.web.campaign.review_forms import (
    ConferenceForm,
    DaysForm,
    FollowForm,
    MoveForm,
    OwnerForm,
    SeenForm,
    WithdrawForm,
)
from nhiemky.web.pages import attempt

READY, HELD = StageCode.READY, StageCode.HELD
STAGES = [(READY, "Sẵn sàng", date(2023, 3, 9)), (HELD, "Hội nghị", None)]


def posted(**given: str) -> QueryDict:
    found = QueryDict(mutable=True)
    found.update({key.replace("__", "-"): value for key, value in given.items()})
    return found


def move(**given: str) -> MoveForm:
    return MoveForm(posted(**given), stages=[("ready", "Sẵn sàng"), ("held", "Hội nghị")])


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        *((code.value, code) for code in StageCode),
        ("", None),
        ("la", None),
        ("READY", None),
        ("ready ", None),
    ],
)
def test_stage_seen_is_one_of_the_known(seen: str, expected: StageCode | None) -> None:
    assert move(seen=seen).expected is expected
    assert move().expected is None


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"stage": "ready", "on": "24-3-2023"}, {}),
        ({"stage": "ready", "on": "24/03/2023", "reason": "Theo tiến độ"}, {}),
        ({}, {"stage": ["Chưa nhập mục này."], "on": ["Chưa nhập mục này."]}),
        ({"stage": "closed", "on": "24-3-2023"}, {"stage": ["Không có “closed” trong danh sách."]}),
        ({"stage": "ready", "on": "tháng 3 năm 2023"}, {"on": ["Cần một ngày cụ thể, ví dụ 21-2-2023."]}),
        (
            {"stage": "ready", "on": "24-3-2023", "reason": "x" * 501},
            {"reason": ["Dài quá 500 ký tự (hiện có 501)."]},
        ),
    ],
)
def test_move_is_checked(given: dict[str, str], errors: dict[str, list[str]]) -> None:
    form = move(**given)
    assert {field: list(found) for field, found in form.errors.items()} == errors


@pytest.mark.parametrize("text", ["  Lý do  ", "Ly\u0301 do", "Lý\ndo"])
def test_reason_is_kept_composed(text: str) -> None:
    form = move(stage="ready", on="24-3-2023", reason=text)
    assert form.is_valid()
    assert form.cleaned_data["reason"].split() == ["Lý", "do"]


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("", 0),
        ("0", 0),
        ("1", 1),
        ("12", 12),
        ("99999999", 99999999),
        ("999999999", 0),
        ("-1", 0),
        ("１", 0),
        ("1.0", 0),
        ("x", 0),
    ],
)
def test_versions_that_cannot_be_read_are_none_at_all(text: str, version: int) -> None:
    form = ConferenceForm(posted(seen__ready=text))
    assert form.versions([READY, HELD]) == {READY: version, HELD: 0}


@given(st.text(max_size=12))
def test_no_text_breaks_the_versions(text: str) -> None:
    data = QueryDict(mutable=True)
    data["seen-ready"] = text
    found = ConferenceForm(data).versions([READY])[READY]
    assert (0 <= found < 10**8, str(found) == text.lstrip("0") or found == 0) == (True, True)


def test_unbound_form_shows_what_is_known() -> None:
    assert DaysForm(stages=STAGES).shown({READY: 2, HELD: 0}) == (("ready", 2), ("held", 0))


def test_form_shows_what_the_person_saw_until_overtaken() -> None:
    form = DaysForm(posted(seen__ready="1", seen__held="4"), stages=STAGES)
    assert form.shown({READY: 2, HELD: 0}) == (("ready", 1), ("held", 4))
    form.overtaken = True
    assert form.shown({READY: 2, HELD: 0}) == (("ready", 2), ("held", 0))


def refuse(refusal: Exception) -> int:
    raise refusal


@pytest.mark.parametrize(
    ("refusal", "overtaken", "summary"),
    [
        (Conflict("Trần Thị Bình vừa chuyển."), True, ["Trần Thị Bình vừa chuyển."]),
        (Invalid(FieldError("", "Chưa được.")), False, ["Chưa được."]),
    ],
)
def test_form_notes_that_somebody_was_quicker(
    refusal: Exception, overtaken: bool, summary: list[str]
) -> None:
    form = move(stage="ready", on="24-3-2023")
    assert attempt(form, form.heeding(lambda: refuse(refusal))) is None
    assert (form.overtaken, [error.message for error in form.summary]) == (overtaken, summary)


def test_act_that_succeeds_gives_its_result() -> None:
    form = move(stage="ready", on="24-3-2023")
    assert (attempt(form, form.heeding(lambda: 7)), form.overtaken) == (7, False)


def test_days_are_fields_in_the_order_of_the_stages() -> None:
    form = DaysForm(stages=STAGES, initial={"on": date(2023, 3, 24)})
    assert list(form.fields) == ["ready", "held", "on", "reason"]
    assert [str(form.fields[name].label) for name in ("ready", "held")] == ["Sẵn sàng", "Hội nghị"]
    assert (form["ready"].value(), form["held"].value(), form["on"].value()) == (
        "9-3-2023",
        None,
        "24-3-2023",
    )
    assert form.codes == [READY, HELD]
    assert form.fields["ready"].help_text == ""


def test_days_given_are_days_or_none() -> None:
    form = DaysForm(posted(ready="10-3-2023", held="", on="24-3-2023"), stages=STAGES)
    assert form.is_valid()
    assert form.days == {READY: date(2023, 3, 10), HELD: None}
    assert [form.fields[name].help_text for name in ("ready", "held")] == ["Đang đặt: 9-3-2023", ""]


@pytest.mark.parametrize("day", ["31-2-2023", "mai", "3-2023", "1-13-2023"])
def test_days_that_cannot_be_read_are_told_at_their_stage(day: str) -> None:
    form = DaysForm(posted(ready=day, on="24-3-2023"), stages=STAGES)
    assert (form.is_valid(), list(form.errors)) == (False, ["ready"])


def test_no_stage_to_come_leaves_no_day_to_plan() -> None:
    form = DaysForm(stages=[])
    assert (form.codes, list(form.fields)) == ([], ["on", "reason"])


@pytest.mark.parametrize("person", ["", "7"])
def test_owner_is_chosen_or_written(person: str) -> None:
    form = OwnerForm(posted(person=person, name="Lê Văn Tám", on="1/3/2023"), people=[("7", "Ngô Thị Hai")])
    assert form.is_valid()
    assert form.cleaned_data == {"person": person, "name": "Lê Văn Tám", "on": date(2023, 3, 1)}
    assert form.fields["person"].choices == [("", "chưa chọn"), ("7", "Ngô Thị Hai")]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (WithdrawForm(), ["on", "reason"]),
        (FollowForm(successors=[("29000", "Đảng bộ xã mới")]), ["successor", "on", "reason"]),
        (ConferenceForm(), ["conference_on", "on", "reason"]),
    ],
)
def test_fields_stand_in_the_order_in_which_they_are_asked(
    form: WithdrawForm | SeenForm, names: list[str]
) -> None:
    assert list(form.fields) == names


def test_withdrawal_needs_day_and_reason() -> None:
    form = WithdrawForm(posted(on="", reason="  "))
    assert {field: list(found) for field, found in form.errors.items()} == {
        "on": ["Chưa nhập mục này."],
        "reason": ["Chưa nhập mục này."],
    }
