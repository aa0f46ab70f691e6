"""The product's own form: columns, drop-downs, protection, and text that stays text."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from nhiemky.kernel.sheets.form import (
    COMPARATOR_WORDS,
    FIXED_COLUMNS,
    KIND_WORDS,
    METHOD_WORDS,
    FormRow,
    form_columns,
    write_form,
)
from nhiemky.kernel.sheets.xlsx import open_book

YEARS = range(2021, 2026)
ROW = FormRow(
    number="1",
    name="Thu nhập bình quân đầu người",
    code="KT01",
    group="Kinh tế",
    unit_of_measure="triệu đồng",
    comparator="at_least",
    baseline=Decimal("40.5"),
    baseline_year=2020,
    target=Decimal(65),
    kind="snapshot",
    method="ratio",
    due=date(2025, 12, 31),
    phased={2023: Decimal(55), 2025: Decimal(65)},
    observed={"2021": Decimal(45), "2022": "Đạt"},
    note="ghi chú",
)


def written(*rows: FormRow, observed: tuple[str, ...] | None = None) -> bytes:
    return write_form(
        rows, unit="Đảng bộ xã A", unit_code="28927", term="2020-2025", years=YEARS, observed=observed
    )


def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_columns_are_those_of_the_contract() -> None:
    header = "STT|Mã|Lĩnh vực|Chỉ tiêu|Đơn vị tính|So sánh|Mức gốc|Năm gốc|Chỉ tiêu nghị quyết|Cận trên|Cách lấy kết quả|Cách tính|Hạn"
    assert tuple(header.split("|")) == FIXED_COLUMNS
    assert form_columns((2021, 2022), ("2021", "đến 21-2-2023"))[13:] == (
        "Phân kỳ 2021", "Phân kỳ 2022", "Thực hiện 2021", "Thực hiện đến 21-2-2023", "Ghi chú"
    )  # fmt: skip
    first = open_book(written(ROW)).sheets[0]
    assert first.sheet == "Chỉ tiêu"
    assert first.rows[0] == form_columns(YEARS, [str(year) for year in YEARS])


def test_row_stands_under_its_columns() -> None:
    grid = open_book(written(ROW)).sheet("Chỉ tiêu")
    assert grid.rows[1] == (
        Decimal(1), "KT01", "Kinh tế", "Thu nhập bình quân đầu người", "triệu đồng", "ít nhất", Decimal("40.5"),
        Decimal(2020), Decimal(65), None, "số mới nhất", "tỷ lệ so với chỉ tiêu", date(2025, 12, 31), None, None,
        Decimal(55), None, Decimal(65), Decimal(45), "Đạt", None, None, None, "ghi chú",
    )  # fmt: skip


def test_form_knows_its_unit_and_term() -> None:
    assert open_book(written(ROW)).sheet("Thông tin").rows == (
        ("Đơn vị", "Đảng bộ xã A"), ("Mã đơn vị", "28927"), ("Nhiệm kỳ", "2020-2025"), ("Mẫu biểu", "NK-CT-01")
    )  # fmt: skip


def test_sheets_are_three_and_the_targets_come_first() -> None:
    assert book(written(ROW)).sheetnames == ["Chỉ tiêu", "Thông tin", "Hướng dẫn"]


@pytest.mark.parametrize(
    ("column", "words"), [("F", COMPARATOR_WORDS), ("K", KIND_WORDS), ("L", METHOD_WORDS)]
)
def test_words_are_chosen_from_a_list(column: str, words: dict[str, str]) -> None:
    rules = book(written(ROW))["Chỉ tiêu"].data_validations.dataValidation
    rule = next(rule for rule in rules if str(rule.sqref).startswith(f"{column}2:"))
    assert (rule.type, rule.formula1) == ("list", f'"{",".join(words.values())}"')


@pytest.mark.parametrize(("column", "kind"), [("H", "whole"), ("M", "date")])
def test_years_and_dates_are_checked_while_typing(column: str, kind: str) -> None:
    rules = book(written(ROW))["Chỉ tiêu"].data_validations.dataValidation
    assert [rule.type for rule in rules if str(rule.sqref).startswith(f"{column}2:")] == [kind]


def test_header_is_frozen_repeated_and_locked() -> None:
    sheet = book(written(ROW))["Chỉ tiêu"]
    assert sheet.freeze_panes == "E2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.protection.sheet is True
    assert sheet["D1"].protection.locked is True


def test_only_cells_to_fill_are_unlocked() -> None:
    sheet = book(written(ROW))["Chỉ tiêu"]
    locked = {cell.coordinate for row in sheet["A1:X60"] for cell in row if cell.protection.locked}
    assert locked == {cell.coordinate for cell in sheet[1][:24]}


def test_page_is_a4_landscape() -> None:
    setup = book(written(ROW))["Chỉ tiêu"].page_setup
    assert (setup.orientation, int(setup.paperSize), int(setup.fitToHeight)) == ("landscape", 9, 0)


def test_counts_are_protected_formulas_with_their_values() -> None:
    sheet = book(written(ROW, ROW))["Hướng dẫn"]
    formulas = [row[1].value for row in sheet.iter_rows() if isinstance(row[1].value, str)]
    assert formulas == ["=COUNTA('Chỉ tiêu'!D2:D61)", "=COUNTA('Chỉ tiêu'!S2:W61)"]
    values = openpyxl.load_workbook(io.BytesIO(written(ROW, ROW)), data_only=True)["Hướng dẫn"]
    assert [row[1].value for row in values.iter_rows() if row[1].value is not None] == [2, 4]
    assert sheet.protection.sheet is True


@pytest.mark.parametrize(
    "text", ["=cmd|'/C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "http://example.invalid", "0123"]
)
def test_text_of_users_never_becomes_a_formula(text: str) -> None:
    row = FormRow(number="1", name=text, note=text, code=text)
    grid = open_book(written(row)).sheet("Chỉ tiêu")
    assert (grid.value(1, 1), grid.value(1, 3), grid.value(1, 23)) == (text, text, text)


def test_empty_form_has_room_for_a_commune() -> None:
    sheet = book(written())["Chỉ tiêu"]
    assert (sheet.max_row, sheet.max_column) == (61, 24)
    assert open_book(written()).sheet("Chỉ tiêu").rows[1:] == ()


def test_long_form_has_rows_to_spare() -> None:
    assert book(written(*[ROW] * 57))["Chỉ tiêu"].max_row == 68


def test_codes_and_words_of_lists_have_no_comma() -> None:
    words = (*COMPARATOR_WORDS.values(), *KIND_WORDS.values(), *METHOD_WORDS.values())
    assert [word for word in words if "," in word] == []


@pytest.mark.parametrize("number", ["1", "1.1", "I", "12"])
def test_numbers_of_rows_are_kept(number: str) -> None:
    value = open_book(written(FormRow(number=number, name="A"))).sheet("Chỉ tiêu").value(1, 0)
    assert (str(value), isinstance(value, Decimal)) == (number, number.isdecimal())


def test_unknown_words_are_written_as_they_are() -> None:
    row = FormRow(number="1", name="A", comparator="xấp xỉ", target="60-70")
    grid = open_book(written(row)).sheet("Chỉ tiêu")
    assert (grid.value(1, 5), grid.value(1, 8)) == ("xấp xỉ", "60-70")
