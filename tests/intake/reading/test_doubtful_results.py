"""Results that can be read but look wrong, tables without results, and ratios to other plans: said, never changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.intake.reading import read_results
from nhiemky.kernel.scoring import Number
from nhiemky.kernel.sheets.problem import Problem
from tests.samples.office import CellValue, table

HEADER = ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH")


def warned(header: tuple[str, ...], *rows: tuple[CellValue, ...]) -> list[Problem]:
    return [each for each in read_results(table(header, *rows)).problems if each.severity != "notice"]


@pytest.mark.parametrize(
    ("name", "target", "cell", "value", "warnings"),
    [
        ("Tỷ lệ hộ nghèo còn dưới", "3", "0,025", Decimal("0.025"), ["share_of_one"]),
        ("Tỷ lệ hộ dùng nước sạch", "95", Decimal("0.94"), Decimal("0.94"), ["share_of_one"]),
        ("Tỷ lệ hộ nghèo còn dưới", "3", "0,8", Decimal("0.8"), []),
        ("Tỷ lệ hộ nghèo còn dưới", "3", "0,025%", Decimal("0.025"), []),
        ("Tỷ lệ hộ nghèo còn dưới", "3", "0", Decimal(0), []),
        ("Tỷ lệ sinh con thứ ba dưới", "0,5", "0,02", Decimal("0.02"), ["share_of_one"]),
        ("Tỷ lệ sinh con thứ ba dưới", "0,5", "0,4", Decimal("0.4"), []),
    ],
)
def test_percentage_that_may_be_a_part_of_one_is_doubted_and_kept(
    name: str, target: str, cell: CellValue, value: Number, warnings: list[str]
) -> None:
    read = read_results(table(HEADER, ("1", name, "%", target, cell)))
    assert [each.value for each in read.rows[0].measured] == [value]
    assert [each.code for each in read.problems if each.severity != "notice"] == warnings


def test_doubt_says_both_sizes() -> None:
    (problem,) = warned(HEADER, ("1", "Tỷ lệ hộ nghèo còn dưới", "%", "3", "0,025"))
    assert problem.message == (
        "Kết quả 0,025% nhỏ hơn nhiều so với chỉ tiêu 3%; nếu ô ghi phần của 1 thì phải là 2,5%, đề nghị kiểm tra."
    )


@pytest.mark.parametrize(
    ("unit", "cell", "warnings"),
    [
        ("người", "1.2", ["Kết quả 1,2 người không phải số nguyên; đề nghị kiểm tra."]),
        ("người", "12", []),
        ("triệu đồng", "1,2", []),
        ("km", "1,2", []),
        ("bác sĩ", "8,5", []),
    ],
)
def test_part_of_what_is_counted_is_doubted(unit: str, cell: str, warnings: list[str]) -> None:
    name = "Bác sĩ/vạn dân" if unit == "bác sĩ" else "Số đã làm được"
    said = warned(HEADER, ("1", name, unit, "25", cell))
    assert [each.message for each in said] == warnings


def test_table_without_results_says_so() -> None:
    (said,) = warned(
        ("TT", "Chỉ tiêu", "ĐVT", "NQ", "Tỷ lệ đạt (%)"), ("1", "Thu nhập", "triệu đồng", "60", 96)
    )
    assert (said.cell, said.code) == ("Sheet1", "no_results_column")
    assert said.message == "Bảng không có cột kết quả thực hiện nên các chỉ tiêu chưa có số liệu."


@pytest.mark.parametrize(
    ("ratios", "cells", "stated"),
    [
        (("Đạt % KH", "Đạt % NQ"), ("101,8", "96,7"), Decimal("96.7")),
        (("Đạt % NQ", "Đạt % KH"), ("96,7", "101,8"), Decimal("96.7")),
        (("Đạt % KH",), ("101,8",), None),
    ],
)
def test_ratio_to_the_plan_of_a_year_is_not_held_against_the_target(
    ratios: tuple[str, ...], cells: tuple[str, ...], stated: Decimal | None
) -> None:
    header = ("TT", "Chỉ tiêu", "ĐVT", "Chỉ tiêu NQ đến 2025", "Kế hoạch 2023", "Thực hiện 2023", *ratios)
    (row,) = read_results(table(header, ("1", "Thu nhập", "triệu đồng", "60", "57", "58", *cells))).rows
    assert row.stated_attainment == stated


def test_ratio_to_the_plan_is_that_to_the_target_where_there_is_no_other_plan() -> None:
    (row,) = read_results(
        table((*HEADER, "Đạt % KH"), ("1", "Thu nhập", "triệu đồng", "60", "58", "96,7"))
    ).rows
    assert row.stated_attainment == Decimal("96.7")


@pytest.mark.parametrize(
    ("unit", "target", "cell", "expected"),
    [
        ("cây", "1 triệu", "650 nghìn", (10**6, 650_000)),
        ("lượt", "2 triệu lượt", "1,2 triệu", (2 * 10**6, 1_200_000)),
        ("người", "1,2 vạn", "9.000", (12_000, 9_000)),
        ("hộ", "3 trăm", "250", (300, 250)),
        ("tấn", "150 nghìn", "140 nghìn tấn", (150_000, 140_000)),
        ("triệu lượt", "2", "550 nghìn", (2, Decimal("0.55"))),
        ("triệu đồng", "2 tỷ", "1.950", (2_000, 1_950)),
        ("", "5 triệu cây", "4 triệu", (5, 4)),
    ],
)
def test_bare_magnitude_counts_what_its_row_counts(
    unit: str, target: str, cell: str, expected: tuple[Number, Number]
) -> None:
    (row,) = read_results(table(HEADER, ("1", "Số đã làm được", unit, target, cell))).rows
    assert (row.goal.target, row.measured[0].value) == expected


@pytest.mark.parametrize(
    ("unit", "cell"), [("cây", "2 triệu đồng"), ("%", "2 triệu"), ("hộ", "2 km"), ("km", "2 hộ")]
)
def test_result_of_another_kind_than_its_row_is_refused(unit: str, cell: str) -> None:
    said = warned(HEADER, ("1", "Số đã làm được", unit, "90", cell))
    assert [each.code for each in said] == ["unit_mismatch"]


DAY = "Ô chứa ngày 2-3-2022, không phải số liệu. Nếu là phân số như 2/3, hãy định dạng ô là văn bản rồi ghi lại."


@pytest.mark.parametrize("level", [date(2022, 5, 3), "nhiều hơn", "#REF!"])
@pytest.mark.parametrize(
    ("result", "said"),
    [
        (date(2022, 3, 2), [DAY]),
        ("=1/0", ["Công thức chưa có kết quả; hãy mở bằng Excel và lưu lại tệp."]),
        ("1,2,3", ["Không đọc được cách viết số này: dấu chấm, dấu phẩy không đúng chỗ."]),
        ("9" * 400, ["Số có quá nhiều chữ số, không dùng làm số liệu được."]),
        (5, []),
        ("5/6", []),
        ("", []),
        ("-", []),
        ("Vững mạnh", []),
    ],
)
def test_results_of_a_row_whose_level_cannot_be_read_are_looked_over(
    level: CellValue, result: CellValue, said: list[str]
) -> None:
    found = read_results(table(HEADER, ("1", "Trồng rừng", "ha", level, result)))
    errors = {each.cell: each.message for each in found.problems if each.severity == "error"}
    assert errors.pop("Sheet1!D2")
    assert errors == dict.fromkeys(["Sheet1!E2"][: len(said)], "".join(said))
    assert found.rows[0].measured == ()
