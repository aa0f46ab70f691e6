"""A list of targets split over several sheets, and workbooks whose sheets are something else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from nhiemky.intake.reading import BookError, ResultsTable, read_results
from nhiemky.kernel.sheets.problem import Problem
from tests.samples.office import CellValue, Sample, workbook

HEADER = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2023")
TITLE = ("BẢNG CHỈ TIÊU ĐẢNG BỘ XÃ TÂN THÀNH NHIỆM KỲ 2020-2025",)
INCOME = (1, "Thu nhập bình quân", "triệu đồng", 60, 54)
ROADS = (2, "Đường giao thông nông thôn", "km", 12, 9)
SCHOOLS = (3, "Trường đạt chuẩn quốc gia", "trường", 4, 4)
WATER = (4, "Hộ sử dụng nước sạch", "hộ", 900, 850)
MEMBERS = (5, "Kết nạp đảng viên", "đảng viên", 100, 61)
Row = Sequence[CellValue]


def sheet(name: str, *rows: Row, header: Row = HEADER, hidden: bool = False, title: bool = False) -> Sample:
    return Sample(((TITLE, header, *rows) if title else (header, *rows)), sheet=name, hidden=hidden)


def read(*samples: Sample) -> ResultsTable:
    return read_results(workbook(*samples))


def rows(table: ResultsTable) -> list[tuple[str, str, str]]:
    return [(row.name, row.source, row.measured[0].source) for row in table.rows]


def said(table: ResultsTable) -> list[Problem]:
    codes = {"sheets_joined", "other_sheets", "hidden_rows", "duplicate_target"}
    return [problem for problem in table.problems if problem.code in codes]


def test_list_goes_on_over_sheets_with_the_same_header() -> None:
    table = read(
        sheet("Kinh tế", INCOME, ROADS, title=True), sheet("Xã hội", SCHOOLS, WATER), sheet("Đảng", MEMBERS)
    )
    assert rows(table) == [
        ("Thu nhập bình quân", "Kinh tế!A3", "Kinh tế!E3"),
        ("Đường giao thông nông thôn", "Kinh tế!A4", "Kinh tế!E4"),
        ("Trường đạt chuẩn quốc gia", "Xã hội!A2", "Xã hội!E2"),
        ("Hộ sử dụng nước sạch", "Xã hội!A3", "Xã hội!E3"),
        ("Kết nạp đảng viên", "Đảng!A2", "Đảng!E2"),
    ]
    assert (table.term, table.sheet, table.own_form) == ("2020-2025", "Kinh tế", False)
    message = (
        "Danh sách chỉ tiêu nằm trên nhiều trang; các trang được đọc lần lượt: “Kinh tế”, “Xã hội”, “Đảng”."
    )
    assert said(table) == [Problem("Kinh tế", "notice", "sheets_joined", message)]


def test_sheets_are_read_in_their_order_even_when_a_later_one_is_the_largest() -> None:
    table = read(sheet("Một", INCOME), sheet("Hai", ROADS, SCHOOLS, WATER))
    assert [row.source for row in table.rows] == ["Một!A2", "Hai!A2", "Hai!A3", "Hai!A4"]


def test_cells_of_every_row_name_their_sheet() -> None:
    table = read(sheet("Một", INCOME, ROADS), sheet("Hai", SCHOOLS))
    assert [row.cells["target"] for row in table.rows] == ["Một!D2", "Một!D3", "Hai!D2"]


def test_numbers_may_begin_again_on_each_sheet() -> None:
    table = read(sheet("Một", INCOME, ROADS), sheet("Hai", (1, "Trường đạt chuẩn", "trường", 4, 4)))
    assert [(row.number, row.name) for row in table.rows] == [
        ("1", "Thu nhập bình quân"), ("2", "Đường giao thông nông thôn"), ("1", "Trường đạt chuẩn")
    ]  # fmt: skip
    assert [problem.code for problem in said(table)] == ["sheets_joined"]


@pytest.mark.parametrize(
    "other",
    [
        sheet("Xã B", (1, "Thu nhập bình quân", "triệu đồng", 58, 50), ROADS),
        sheet("Khác", SCHOOLS, header=("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2022")),
        sheet("Cột", SCHOOLS, header=("STT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2023")),
    ],
)
def test_copies_and_other_tables_are_left_and_said(other: Sample) -> None:
    table = read(sheet("Xã A", INCOME, ROADS, MEMBERS), other)
    assert [row.source for row in table.rows] == ["Xã A!A2", "Xã A!A3", "Xã A!A4"]
    message = f"Tệp có nhiều trang có bảng; chỉ đọc trang “Xã A”, không đọc “{other.sheet}”."
    assert said(table) == [Problem("Xã A", "warning", "other_sheets", message)]


def test_sheets_read_and_left_are_both_named() -> None:
    table = read(sheet("Một", INCOME, ROADS), sheet("Hai", SCHOOLS), sheet("Bản cũ", INCOME, ROADS))
    assert [problem.message for problem in said(table)] == [
        "Danh sách chỉ tiêu nằm trên nhiều trang; các trang được đọc lần lượt: “Một”, “Hai”.",
        "Tệp có nhiều trang có bảng; chỉ đọc các trang “Một”, “Hai”, không đọc “Bản cũ”.",
    ]


def test_target_that_comes_again_among_others_is_an_error_with_both_cells() -> None:
    table = read(sheet("Một", INCOME, ROADS, MEMBERS), sheet("Hai", SCHOOLS, WATER, INCOME))
    assert [row.source for row in table.rows] == ["Một!A2", "Một!A3", "Một!A4", "Hai!A2", "Hai!A3"]
    (repeated,) = [problem for problem in said(table) if problem.code == "duplicate_target"]
    assert (repeated.cell, "Một!A2" in repeated.message) == ("Hai!A4", True)


def test_hidden_sheet_is_not_joined_while_others_are_shown() -> None:
    table = read(sheet("Một", INCOME, ROADS), sheet("Ẩn", SCHOOLS, hidden=True))
    assert [row.source for row in table.rows] == ["Một!A2", "Một!A3"]


def test_unit_and_term_are_asked_for_once() -> None:
    table = read(sheet("Một", INCOME, ROADS), sheet("Hai", SCHOOLS), sheet("Ba", WATER))
    codes = [problem.code for problem in table.problems]
    assert (codes.count("unit_unknown"), codes.count("term_inferred")) == (1, 1)


def test_workbook_without_a_table_is_refused() -> None:
    with pytest.raises(BookError) as refused:
        read(Sample((("Kính gửi",), ("Nội dung",))))
    assert refused.value.code == "no_table"
