"""The form of work items: what is written in which cell, and that a spreadsheet lets only the right things be typed."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import cast

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from nhiemky.kernel.sheets.form import ABOUT_SHEET, GUIDE_SHEET
from nhiemky.kernel.sheets.work_form import (
    COLUMNS,
    LEAST_ROWS,
    SHEET,
    SPARE_ROWS,
    STATE_WORDS,
    VERSION,
    WorkFormRow,
    write_work_form,
)

ROW = WorkFormRow(
    "7", "CV-07", "Kinh tế", "Xây dựng cụm công nghiệp", key=True, lead="Phòng Kinh tế", supporting="Các xã",
    programme="16-CTr/HU", starts_on=date(2021, 1, 15), due_on=date(2024, 6, 30), product="Quyết định thành lập",
    state="in_progress", percent=45, result="Đã trình tỉnh", evidence="12-TTr/UBND", reported_on=date(2023, 2, 21),
    note="Chờ vốn",
)  # fmt: skip


def book_of(*rows: WorkFormRow, unit: str = "Đảng bộ xã Tân Thanh Tây") -> Book:
    return load_workbook(BytesIO(write_work_form(rows, unit=unit, unit_code="28927", term="2020-2025")))


def sheet_of(*rows: WorkFormRow, unit: str = "Đảng bộ xã Tân Thanh Tây") -> Worksheet:
    return cast("Worksheet", book_of(*rows, unit=unit)[SHEET])


def midnight(year: int, month: int, day: int) -> datetime:
    """Give a day as openpyxl reads it."""
    return datetime.combine(date(year, month, day), time())


def values(page: Worksheet, line: int) -> list[object]:
    return [cell.value for cell in page[line]]


def test_a_form_has_its_sheets_and_says_whose_it_is() -> None:
    book = book_of(ROW)
    assert book.sheetnames == [SHEET, ABOUT_SHEET, GUIDE_SHEET]
    about = {
        row[0].value: row[1].value
        for row in book[ABOUT_SHEET].iter_rows(min_row=1, max_col=2)
        if row[0].value
    }
    assert {"Đảng bộ xã Tân Thanh Tây", "28927", "2020-2025", VERSION} <= set(map(str, about.values()))


def test_a_row_stands_in_its_columns() -> None:
    page = sheet_of(ROW)
    assert values(page, 1) == list(COLUMNS.values())
    assert values(page, 2) == [
        7, "CV-07", "Kinh tế", "Xây dựng cụm công nghiệp", "x", "Phòng Kinh tế", "Các xã", "16-CTr/HU",
        midnight(2021, 1, 15), midnight(2024, 6, 30), "Quyết định thành lập", "đang thực hiện", 45, "Đã trình tỉnh",
        "12-TTr/UBND", midnight(2023, 2, 21), "Chờ vốn",
    ]  # fmt: skip
    assert page["I2"].number_format == page["J2"].number_format == page["P2"].number_format == "dd/mm/yyyy"


def test_what_is_not_stated_stays_an_empty_cell_ready_to_be_filled() -> None:
    page = sheet_of(WorkFormRow("1", name="Mở đường"))
    assert values(page, 2) == [1, None, None, "Mở đường", *[None] * 13]
    assert {cell.protection.locked for cell in page[2]} == {False}
    assert {cell.protection.locked for cell in page[1]} == {True}
    assert page.protection.sheet is True


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("1", 1),
        ("012", 12),
        ("T1", "T1"),
        ("1.2", "1.2"),
        ("", None),
        ("1234567890", "1234567890"),
        ("²", "²"),
    ],
)
def test_a_number_is_a_number_only_where_it_can_be_one(number: str, shown: object) -> None:
    if number == "²":
        assert number.isdecimal() is False
    assert sheet_of(WorkFormRow(number, name="Việc"))["A2"].value == shown


@pytest.mark.parametrize(("code", "words"), STATE_WORDS.items())
def test_a_state_is_written_in_words(code: str, words: str) -> None:
    assert sheet_of(WorkFormRow("1", name="Việc", state=code))["L2"].value == words


def test_a_state_that_is_not_known_is_written_as_it_is() -> None:
    assert sheet_of(WorkFormRow("1", name="Việc", state="chờ"))["L2"].value == "chờ"


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", "http://xau.example/", "{=A1}", "<b>&"])
def test_what_somebody_typed_is_text_and_never_a_formula_or_a_link(text: str) -> None:
    cell = sheet_of(WorkFormRow("1", name=text, lead=text, result=text))["D2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_text_longer_than_a_cell_holds_is_cut_there() -> None:
    shown = sheet_of(WorkFormRow("1", name="x" * 40_000))["D2"].value
    assert (len(str(shown)), set(str(shown))) == (32_767, {"x"})


@pytest.mark.parametrize(
    ("count", "last"), [(0, LEAST_ROWS), (76, LEAST_ROWS), (80, LEAST_ROWS), (81, 81 + SPARE_ROWS)]
)
def test_there_is_room_for_more_rows(count: int, last: int) -> None:
    page = sheet_of(*(WorkFormRow(str(number), name="Việc") for number in range(1, count + 1)))
    assert page.max_row == last + 1
    assert {cell.protection.locked for cell in page[last + 1]} == {False}


def rules(page: Worksheet) -> dict[str, tuple[str, str | None, str | None, str | None]]:
    """Give the rules by the column they are about."""
    return {
        str(rule.sqref)[0]: (str(rule.type), rule.operator, rule.formula1, rule.formula2)
        for rule in page.data_validations.dataValidation
    }


def test_only_what_fits_may_be_typed() -> None:
    found = rules(sheet_of(ROW))
    assert set(found) == {"E", "I", "J", "L", "M", "P"}
    assert (found["E"][0], found["E"][2]) == ("list", '"x"')
    assert (found["L"][0], found["L"][2]) == ("list", f'"{",".join(STATE_WORDS.values())}"')
    assert (found["M"][0], found["M"][2:]) == ("whole", ("0", "100"))
    assert {found[column][0] for column in "IJP"} == {"date"}


def test_the_form_prints_with_its_head_on_every_page() -> None:
    page = sheet_of(ROW, unit="Đảng bộ R&D")
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.freeze_panes) == ("landscape", "E2")
    assert "nhiệm kỳ 2020-2025" in str(page.oddHeader.center.text)
    assert page.page_setup.fitToHeight == 0


def test_the_guide_names_every_state() -> None:
    guide = "\n".join(str(row[0].value) for row in book_of()[GUIDE_SHEET].iter_rows() if row[0].value)
    assert [words for words in STATE_WORDS.values() if words not in guide] == []
    assert guide.splitlines()[0] == "HƯỚNG DẪN GHI BIỂU"
