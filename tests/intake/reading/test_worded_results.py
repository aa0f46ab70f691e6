"""Targets that only the results tell: written behind a stroke, or done in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.intake.reading import ResultRow, read_results
from nhiemky.intake.reading.worded_results import are_worded_results, whole_of_results
from nhiemky.kernel.scoring import Comparator, Number
from nhiemky.kernel.sheets.grid import Value
from nhiemky.kernel.sheets.problem import Problem
from tests.samples.office import CellValue, table


@pytest.mark.parametrize(
    ("results", "worded"),
    [
        (("Đạt",), True),
        (("Chưa đạt", "Đạt"), True),
        ((None, "Giữ vững", "."), True),
        (("Được công nhận năm 2022",), True),
        ((), False),
        ((None, "x"), False),
        (("Đạt", Decimal(5)), False),
        (("Đạt 95%",), False),
        (("tốt hơn",), False),
    ],
)
def test_results_are_words_of_done_and_not_done(results: tuple[Value, ...], worded: bool) -> None:
    assert are_worded_results(results) is worded


@pytest.mark.parametrize(
    ("results", "unit", "value", "found_unit"),
    [
        (("22/23 triệu đồng",), "", Decimal(23), "triệu đồng"),
        (("673/550ha",), "", Decimal(550), "ha"),
        (("30/40 đảng viên", "36/40 đảng viên"), "", Decimal(40), "đảng viên"),
        (("83,2%/50%",), "%", Decimal(50), "%"),
        (("9/10 thôn",), "%", Decimal(100), "%"),
        (("36/35",), "đảng viên", Decimal(35), ""),
        (("30/40 đảng viên", "36/35 đảng viên"), "", None, ""),
        (("9/10",), "%", None, ""),
        (("9/10 thôn", Decimal(9)), "", None, ""),
        (("Đạt",), "", None, ""),
        ((), "", None, ""),
    ],
)
def test_target_stands_behind_the_stroke(
    results: tuple[Value, ...], unit: str, value: Number | None, found_unit: str
) -> None:
    found = whole_of_results(results, unit, over_target=False)
    assert (found and found.value, found.unit if found else "") == (value, found_unit)


def test_target_of_percentages_stands_behind_the_stroke_where_the_heading_says_so() -> None:
    found = whole_of_results(("2,5/3",), "%", over_target=True)
    assert (found and found.value) == Decimal(3)


def one(header: tuple[str, ...], *row: CellValue) -> tuple[ResultRow, list[Problem]]:
    read = read_results(table(header, row))
    quiet = ("notice",)
    return read.rows[0], [problem for problem in read.problems if problem.severity not in quiet]


def test_table_without_targets_takes_them_from_its_results_and_says_so() -> None:
    row, problems = one(("TT", "Chỉ tiêu", "Kết quả/Nghị quyết"), 1, "Thu nhập", "22/23 triệu đồng")
    assert (row.goal.comparator, row.goal.target, row.measured[0].value) == (Comparator.AT_LEAST, 23, 22)
    message = (
        "Bảng không có cột chỉ tiêu; lấy mẫu số trong “22/23 triệu đồng” làm mức phải đạt, đề nghị kiểm tra."
    )
    assert problems == [Problem("Sheet1!B2", "warning", "target_from_result", message)]


def test_empty_target_cell_is_not_filled_from_a_result() -> None:
    row, problems = one(("TT", "Chỉ tiêu", "NQ", "TH 2022"), 1, "Thu nhập", None, "22/23 triệu đồng")
    assert row.fault == "Không đọc được mức chỉ tiêu của dòng này."
    assert [(problem.cell, problem.code) for problem in problems] == [("Sheet1!C2", "missing_target")]


@pytest.mark.parametrize(
    ("target", "code"),
    [(None, "target_from_result"), ("Thấp hơn bình quân chung của huyện", "comparator_inferred")],
)
def test_target_without_a_figure_is_judged_by_the_words_of_its_result(target: CellValue, code: str) -> None:
    row, problems = one(("TT", "Chỉ tiêu", "NQ", "TH 2022"), 1, "Tỷ lệ hộ nghèo", target, "Đạt")
    assert (row.goal.comparator, row.measured[0].done) == (Comparator.DONE, True)
    assert [(problem.cell, problem.severity, problem.code) for problem in problems] == [
        ("Sheet1!C2", "warning", code)
    ]


def test_target_without_a_figure_stays_in_error_beside_a_number() -> None:
    row, problems = one(("TT", "Chỉ tiêu", "NQ", "TH 2022"), 1, "Hộ nghèo", "Thấp hơn bình quân chung", "2,1")
    assert row.fault
    assert [(problem.cell, problem.code) for problem in problems] == [("Sheet1!C2", "unreadable_target")]


def test_none_left_demands_nothing_of_the_kind() -> None:
    row, problems = one(("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2022"), 1, "Hộ nghèo", "hộ", "không còn", 24)
    assert (row.goal.comparator, row.goal.target, problems) == (Comparator.AT_MOST, 0, [])
