"""Forms as pages show them."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict
from lxml import html

from nhiemky.history.vocab import Denied, FieldError, Invalid, NotFound, Refusal
from nhiemky.web.forms import (
    DayField,
    FilterForm,
    FormError,
    PageForm,
    TextField,
    UnitField,
    UnitsField,
    choices,
)
from nhiemky.web.pages import attempt


class Example(PageForm):
    name = TextField(label="Tên", max_length=20, help_text="như trên giấy")
    on = DayField(label="Ngày", required=False)
    unit = UnitField(label="Đơn vị", required=False)


class ExampleFilter(FilterForm):
    q = TextField(label="Tìm", required=False, max_length=5)
    since = DayField(label="Từ", required=False)


def form(**given: str) -> Example:
    return Example({"name": "An", **given})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("8-9-2022", date(2022, 9, 8)),
        ("08/09/2022", date(2022, 9, 8)),
        ("08.9.2022", date(2022, 9, 8)),
        ("ngày 08 tháng 9 năm 2022", date(2022, 9, 8)),
        ("2022-09-08", date(2022, 9, 8)),
        ("", None),
        ("   ", None),
    ],
)
def test_day_field_reads_any_way_of_writing(written: str, expected: date | None) -> None:
    bound = form(on=written)
    assert bound.is_valid()
    assert bound.cleaned_data["on"] == expected


@pytest.mark.parametrize("written", ["hôm nay", "31-2-2022", "2022", "13/13/2022", "0-0-0"])
def test_day_field_refuses_what_is_no_day(written: str) -> None:
    bound = form(on=written)
    assert not bound.is_valid()
    assert list(bound.errors) == ["on"]
    assert bound["on"].value() == written


def test_day_field_shows_a_day_as_offices_write_it() -> None:
    assert Example(initial={"on": date(2023, 2, 21)})["on"].value() == "21-2-2023"


def test_text_field_composes_letters() -> None:
    bound = form(name="Đa\u0309ng u\u0309y")
    assert bound.is_valid()
    assert bound.cleaned_data["name"] == "Đảng ủy"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("28927", "28927"), (" 28927 ", "28927"), ("28927 - Tân Thanh Tây", "28927"), ("", "")],
)
def test_unit_field_takes_the_code_typed_or_chosen(typed: str, code: str) -> None:
    bound = form(unit=typed)
    assert bound.is_valid()
    assert bound.cleaned_data["unit"] == code


def test_unit_field_offers_units_below_the_line() -> None:
    shown = Example()
    shown.offer("unit", [("838", "Đảng bộ huyện Mỏ Cày Bắc")])
    root = html.fromstring(str(shown))
    field = root.xpath("//input[@name='unit']")[0]
    options = root.xpath(f"//datalist[@id='{field.get('list')}']/option")
    assert [option.get("value") for option in options] == ["838 - Đảng bộ huyện Mỏ Cày Bắc"]


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("838", "838 - Đảng bộ huyện Mỏ Cày Bắc"),
        ("838 - Đảng bộ huyện Mỏ Cày Bắc", "838 - Đảng bộ huyện Mỏ Cày Bắc"),
        ("Kinh tế", "Kinh tế"),
        ("999", "999"),
        ("", ""),
    ],
)
def test_unit_field_writes_a_unit_that_is_offered_with_its_name(kept: str, shown: str) -> None:
    asked = Example(initial={"unit": kept})
    asked.offer("unit", [("838", "Đảng bộ huyện Mỏ Cày Bắc"), ("Kinh tế", "")])
    root = html.fromstring(str(asked))
    assert (root.xpath("//input[@name='unit']")[0].get("value") or "") == shown
    assert root.xpath("//datalist/option/@value") == ["838 - Đảng bộ huyện Mỏ Cày Bắc", "Kinh tế"]


class Several(PageForm):
    units = UnitsField(label="Các đơn vị", required=False)
    other = UnitField(label="Đơn vị khác", required=False)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (["28903", "28957"], ("28903", "28957")),
        (["28903\r\n28957\n"], ("28903", "28957")),
        ([" 28903 - Đảng bộ xã Thạnh Ngãi ", "", "28903"], ("28903",)),
        (["1, 2,3"], ("1", "2", "3")),
        (["Ban, cơ quan", "Phòng Tài chính - Kế hoạch"], ("Ban, cơ quan", "Phòng Tài chính - Kế hoạch")),
        (["u\u0309y"], ("ủy",)),
        (["x" * 300], ("x" * 250,)),
        ([" , "], ()),
        ([], ()),
    ],
)
def test_units_field_takes_one_unit_a_line_each_once(given: list[str], asked: tuple[str, ...]) -> None:
    bound = Several(MultiValueDict({"units": given}))
    assert bound.is_valid()
    assert bound.cleaned_data["units"] == asked


def test_units_field_has_a_line_more_than_units_and_one_list_serves_two_fields() -> None:
    shown = Several(initial={"units": ["1", "2", "3", "4"]})
    shown.offer("units", [("1", "Một")])
    shown.offer("other", [("1", "Một")], listed="id_units_chon")
    root = html.fromstring(str(shown))
    lines = root.xpath("//input[@name='units']")
    assert [line.get("value") for line in lines] == ["1 - Một", "2", "3", "4", ""]
    assert [line.get("aria-label") for line in lines] == [
        None,
        *(f"Đơn vị thứ {place}" for place in (2, 3, 4, 5)),
    ]
    assert {line.get("list") for line in root.xpath("//input")} == {"id_units_chon"}
    assert root.xpath("//datalist/@id") == ["id_units_chon"]


def test_form_is_written_with_labels_hints_and_what_is_not_required() -> None:
    root = html.fromstring(str(Example()))
    labels = {label.get("for"): " ".join(label.text_content().split()) for label in root.xpath("//label")}
    assert labels == {"id_name": "Tên", "id_on": "Ngày không bắt buộc", "id_unit": "Đơn vị không bắt buộc"}
    field = root.xpath("//input[@name='name']")[0]
    assert field.get("aria-describedby") == "id_name_helptext"
    assert root.xpath("//*[@id='id_name_helptext']")[0].text == "như trên giấy"
    assert (field.get("class"), field.get("aria-required"), field.get("required")) == (
        "form-control",
        "true",
        None,
    )
    assert root.xpath("//input[@name='on']")[0].get("data-day") == "on"


def test_form_writes_its_errors_at_the_top_and_at_the_field() -> None:
    bound = form(name="", on="x")
    assert bound.summary == (
        FormError("Tên: Chưa nhập mục này.", "id_name"),
        FormError(bound.errors["on"][0], "id_on"),
    )
    root = html.fromstring(str(bound))
    assert root.xpath("//div[@role='alert']//a/@href") == ["#id_name", "#id_on"]
    assert root.xpath("//input[@name='name']/@aria-invalid") == ["true"]
    assert root.xpath("//ul[@id='id_name_error']/li/text()") == ["Chưa nhập mục này."]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"name": "x" * 21}, "Tên: Dài quá 20 ký tự (hiện có 21)."),
        ({"name": "a\0b"}, "Tên: Có ký tự không đọc được, đề nghị gõ lại."),
        ({"count": "nhiều"}, "Số lượng: Hãy nhập một số nguyên, ví dụ 12."),
        ({"count": "-1"}, "Số lượng: Số nhỏ nhất được nhận là 0."),
        ({"kind": "z"}, "Loại: Không có “z” trong danh sách."),
        ({"on": "31-2-2023"}, "Ngày “31-2-2023” không có thật: tháng 2 năm 2023 không có ngày 31."),
    ],
)
def test_summary_names_the_field_of_a_sentence_that_any_field_may_bear(
    given: dict[str, str], line: str
) -> None:
    class Counting(Example):
        count = forms.IntegerField(label="Số lượng", min_value=0, required=False)
        kind = forms.ChoiceField(label="Loại", choices=[("a", "A")], required=False)

    bound = Counting({"name": "An", **given})
    assert bound.summary == (FormError(line, f"id_{next(iter(given))}"),)


def test_form_that_was_not_sent_has_no_summary() -> None:
    assert Example().summary == ()


def test_attempt_gives_what_the_act_gives() -> None:
    assert attempt(form(), lambda: 7) == 7


def test_attempt_does_not_act_on_an_invalid_form() -> None:
    done: list[int] = []
    assert attempt(form(name=""), lambda: done.append(1)) is None
    assert done == []


def refusing(refusal: Refusal) -> object:
    raise refusal


def test_attempt_puts_errors_at_their_fields_and_others_at_the_top() -> None:
    bound = form()
    refusal = Invalid(
        FieldError("name", "Tên đã có."), FieldError("khac", "Sai chỗ khác."), FieldError("", "Chung.")
    )
    assert attempt(bound, lambda: refusing(refusal)) is None
    assert bound.summary == (
        FormError("Sai chỗ khác.", ""),
        FormError("Chung.", ""),
        FormError("Tên đã có.", "id_name"),
    )


def test_attempt_puts_other_refusals_at_the_top() -> None:
    bound = form()
    assert attempt(bound, lambda: refusing(Refusal("Người khác vừa sửa."))) is None
    assert bound.summary == (FormError("Người khác vừa sửa.", ""),)


@pytest.mark.parametrize("refusal", [Denied("Không được."), NotFound("Không có.")])
def test_attempt_lets_through_what_needs_a_page_of_its_own(refusal: Refusal) -> None:
    with pytest.raises(type(refusal)):
        attempt(form(), lambda: refusing(refusal))


def test_filter_ignores_what_it_cannot_read() -> None:
    asked = ExampleFilter({"q": "abc", "since": "hôm kia"})
    assert (asked.asked("q"), asked.asked("since")) == ("abc", None)
    assert list(asked.errors) == ["since"]


def test_choices_begin_with_an_empty_one_on_demand() -> None:
    assert choices([("a", "A")]) == [("a", "A")]
    assert choices([("a", "A")], empty="tất cả") == [("", "tất cả"), ("a", "A")]
