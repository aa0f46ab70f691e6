"""Numbers in forms, and a target read from its form."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import Comparator, Kind, Method
from nhiemky.targets.vocab import RollUpRule, TargetRow
from nhiemky.web.targets.forms import NumberField, RemoveForm, TargetFilter, TargetForm
from nhiemky.web.targets.keeping import digest

LEAST = {"number": "1", "name": "Thu nhập", "comparator": "at_least", "roll_up": "none"}


def form(**given: str) -> TargetForm:
    return TargetForm(
        {**LEAST, **given}, years=range(2021, 2026), parents=[("9", "9. Khác")], groups=["Kinh tế"]
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("  ", None),
        ("-", None),
        ("0", "0"),
        ("65", "65"),
        ("65,5", "65.5"),
        ("65.5", "65.5"),
        ("1340", "1340"),
        ("1.809,5", "1809.5"),
        ("1.809.500", "1809500"),
        ("-2,5", "-2.5"),
        ("63,2 %", "63.2"),
        ("60 triệu đồng", "60"),
    ],
)
def test_numbers_are_read_as_offices_write_them(text: str, value: str | None) -> None:
    assert NumberField(required=False).clean(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nhiều", "Không thấy số trong ô “nhiều”."),
        ("1.428", "“1.428” có thể là 1428 hoặc 1,428. Đề nghị ghi lại: 1428 hoặc 1,428."),
        ("12-13", "Cần một con số, ví dụ 1340 hoặc 63,2."),
        ("5 con trâu", "Cần một con số, ví dụ 1340 hoặc 63,2."),
        ("đạt", "Cần một con số, ví dụ 1340 hoặc 63,2."),
        ("1/3", "Cần một con số, ví dụ 1340 hoặc 63,2."),
        ("9" * 400, "Số có quá nhiều chữ số, không dùng làm số liệu được."),
    ],
)
def test_what_is_no_number_is_said_in_words(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NumberField(required=False).clean(text)
    assert refused.value.messages == [message]


@given(st.decimals(-(10**11), 10**11, places=4))
def test_a_number_shown_is_read_back_as_the_same(value: Decimal) -> None:
    field = NumberField(required=False)
    assert field.clean(field.prepare_value(value)) == value


def test_what_was_typed_is_shown_again_as_typed() -> None:
    assert NumberField().prepare_value("65,50 triệu") == "65,50 triệu"


def test_the_least_that_a_target_needs() -> None:
    filled = form()
    assert filled.is_valid()
    assert filled.row() == TargetRow(
        number="1", name="Thu nhập", comparator=Comparator.AT_LEAST, roll_up=RollUpRule.NONE, counted=False
    )


def test_everything_a_target_may_say() -> None:
    filled = form(
        group="Kinh tế", unit_of_measure="triệu đồng", target="70", baseline="50,5", baseline_year="2020", kind="average",
        method="ratio", parent_number="9", counted="on", main="on", breakthrough="on", owner="Ủy ban", code="TN",
        note="ghi chú", roll_up="sum", phased_2022="60", phased_2025="70",
    )  # fmt: skip
    assert filled.is_valid()
    assert filled.row(illustrative=True) == TargetRow(
        number="1", name="Thu nhập", comparator=Comparator.AT_LEAST, target=Decimal(70), baseline=Decimal("50.5"),
        baseline_year=2020, unit_of_measure="triệu đồng", group="Kinh tế", code="TN", kind=Kind.AVERAGE,
        method=Method.RATIO, roll_up=RollUpRule.SUM, main=True, breakthrough=True, counted=True, parent_number="9",
        owner="Ủy ban", note="ghi chú", illustrative=True, phased=((2022, Decimal(60)), (2025, Decimal(70))),
    )  # fmt: skip


@pytest.mark.parametrize("comparator", list(Comparator))
def test_every_comparator_can_be_chosen(comparator: Comparator) -> None:
    filled = form(comparator=comparator.value)
    assert filled.is_valid()
    assert filled.row().comparator is comparator


@pytest.mark.parametrize("name", ["comparator", "kind", "method", "roll_up", "parent_number"])
def test_choices_that_are_not_offered_are_refused(name: str) -> None:
    assert name in form(**{name: "khác"}).errors


def test_years_of_one_form_do_not_leak_into_another() -> None:
    first = TargetForm(years=[2021], parents=[], groups=[])
    second = TargetForm(years=[2026, 2027], parents=[], groups=[])
    assert [field.name for field in first.phased_fields] == ["phased_2021"]
    assert [field.name for field in second.phased_fields] == ["phased_2026", "phased_2027"]
    assert "phased_2021" not in second.fields


def test_decomposed_letters_are_composed() -> None:
    filled = form(name="Thu nha\u0323\u0302p")
    assert filled.is_valid()
    assert filled.row().name == "Thu nhập"


def test_a_filter_offers_groups_and_bands() -> None:
    shown = TargetFilter({}, groups=["Kinh tế"], bands={"met": "Đạt và vượt"})
    assert shown.fields["linh_vuc"].choices == [("", "tất cả"), ("Kinh tế", "Kinh tế")]
    assert shown.fields["nhom"].choices == [("", "tất cả"), ("met", "Đạt và vượt")]


def test_a_reason_is_needed_and_has_a_length() -> None:
    assert RemoveForm({"reason": "x"}).is_valid()
    assert not RemoveForm({"reason": ""}).is_valid()
    assert not RemoveForm({"reason": "a" * 1001}).is_valid()


def test_the_mark_of_what_was_seen_changes_with_anything() -> None:
    row = TargetRow(number="1", name="A", comparator=Comparator.AT_LEAST)
    assert digest(row) == digest(row._replace())
    others = [row._replace(**{name: value}) for name, value in (
        ("number", "2"), ("name", "B"), ("target", Decimal(1)), ("main", True), ("phased", ((2021, Decimal(1)),)),
    )]  # fmt: skip
    assert len({digest(each) for each in (row, *others)}) == 6


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"target": "1.234"},
            "Mức chỉ tiêu: “1.234” có thể là 1234 hoặc 1,234. Đề nghị ghi lại: 1234 hoặc 1,234.",
        ),
        ({"baseline": "NaN"}, "Mức gốc: Ô ghi “NaN”, không phải là số."),
        (
            {"phased_2022": "1,2,3"},
            "Năm 2022: Không đọc được cách viết số này: dấu chấm, dấu phẩy không đúng chỗ.",
        ),
        ({"phased_2024": "bốn mươi"}, "Năm 2024: Không thấy số trong ô “bốn mươi”."),
    ],
)
def test_the_summary_says_which_number_cannot_be_read(typed: dict[str, str], said: str) -> None:
    found = form(**{"target": "5", **typed})
    (field,) = typed
    assert [(each.message, each.field_id) for each in found.summary] == [(said, f"id_{field}")]
    assert found.errors[field] == [said.partition(": ")[2]]
