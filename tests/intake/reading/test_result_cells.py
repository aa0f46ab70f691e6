"""Result cells as offices write them: the value on the scale of the target, and every word said about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.intake.reading.cells import CellReader, Problems
from nhiemky.intake.reading.goals import Demand
from nhiemky.intake.reading.observations import ResultCell, read_results_of_row
from nhiemky.kernel.scoring import Comparator, Number
from nhiemky.kernel.sheets.grid import CellError, Value
from nhiemky.kernel.sheets.problem import Problem

INCOME = ("Thu nhập", Demand(Comparator.AT_LEAST, Decimal(70), unit="triệu đồng"))


POVERTY = ("Tỷ lệ hộ nghèo", Demand(Comparator.BELOW, Decimal(2), unit="%"))


CASES = ("Số vụ tai nạn giao thông", Demand(Comparator.AT_MOST, Decimal(3), unit="vụ"))


WATER = ("Hộ sử dụng nước sạch", Demand(Comparator.AT_LEAST, Decimal(95), unit="%"))


HAMLETS = (
    "Ấp văn hóa",
    Demand(Comparator.AT_LEAST, Decimal(10), unit="ấp", numerator=Decimal(10), denominator=Decimal(10)),
)


SCHOOLS = ("Trường đạt chuẩn", Demand(Comparator.AT_LEAST, Decimal(10), unit="trường"))


LAND = ("Diện tích lúa", Demand(Comparator.AT_LEAST, Decimal(1500), unit="ha"))


CAPITAL = ("Vốn đầu tư", Demand(Comparator.AT_LEAST, Decimal(20), unit="tỷ đồng"))


DONE = ("Xã nông thôn mới", Demand(Comparator.DONE))


@pytest.mark.parametrize(
    ("goal", "result", "found", "said"),
    [
        (INCOME, Decimal(65), (Decimal(65), None), []),
        (INCOME, "65", (Decimal(65), None), []),
        (INCOME, "65,5", (Decimal("65.5"), None), []),
        (INCOME, "65 triệu đồng", (Decimal(65), None), []),
        (
            INCOME,
            "65.500.000 đồng",
            (Decimal("65.5"), None),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 65.500.000 đồng = 65,5 triệu đồng.")],
        ),
        (
            INCOME,
            "0,065 tỷ đồng",
            (Decimal(65), None),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 0,065 tỷ đồng = 65 triệu đồng.")],
        ),
        (
            INCOME,
            "trên 65",
            (Decimal(65), None),
            [("warning", "result_not_exact", "Kết quả “trên 65” không phải số chính xác; lấy 65.")],
        ),
        (
            INCOME,
            "khoảng 65",
            (Decimal(65), None),
            [("notice", "approximate", "Ô “khoảng 65” là số gần đúng; lấy đúng số ghi trong ô.")],
        ),
        (
            INCOME,
            "gần 65 triệu đồng",
            (Decimal(65), None),
            [("notice", "approximate", "Ô “gần 65 triệu đồng” là số gần đúng; lấy đúng số ghi trong ô.")],
        ),
        (
            INCOME,
            "65-66",
            None,
            [("error", "result_is_range", "Kết quả “65-66” là một khoảng; hãy ghi một số.")],
        ),
        (INCOME, "65/70", (Decimal(65), None), []),
        (
            INCOME,
            "5 km",
            None,
            [
                (
                    "error",
                    "unit_mismatch",
                    "Ô ghi đơn vị “km” không đổi được sang đơn vị tính của dòng là “triệu đồng”.",
                )
            ],
        ),
        (
            INCOME,
            "63%",
            None,
            [
                (
                    "error",
                    "unit_mismatch",
                    "Ô ghi đơn vị “%” không đổi được sang đơn vị tính của dòng là “triệu đồng”.",
                )
            ],
        ),
        (
            INCOME,
            "Đạt",
            None,
            [("error", "unreadable_result", "Kết quả “Đạt” không phải là số, không so được với chỉ tiêu.")],
        ),
        (
            INCOME,
            "Không",
            None,
            [("error", "unreadable_result", "Kết quả “Không” không phải là số, không so được với chỉ tiêu.")],
        ),
        (INCOME, "nhiều", None, [("error", "unreadable_result", "Không thấy số trong ô “nhiều”.")]),
        (
            INCOME,
            "ước 65",
            (Decimal(65), None),
            [("notice", "approximate", "Ô “ước 65” là số gần đúng; lấy đúng số ghi trong ô.")],
        ),
        (
            INCOME,
            date(2023, 5, 6),
            None,
            [
                (
                    "error",
                    "date_in_number",
                    "Ô chứa ngày 6-5-2023, không phải số liệu. Nếu là phân số như 6/5, hãy định dạng ô là văn bản rồi ghi lại.",
                )
            ],
        ),
        (INCOME, None, None, []),
        (INCOME, "-", None, []),
        (INCOME, "chưa có số liệu", None, []),
        (
            INCOME,
            CellError("error_value", "Ô báo lỗi #DIV/0!."),
            None,
            [("error", "error_value", "Ô báo lỗi #DIV/0!.")],
        ),
        (
            INCOME,
            "65 (tăng 5)",
            (Decimal(65), None),
            [("notice", "words_left", "Phần “tăng 5” trong ô không được xét đến.")],
        ),
        (
            INCOME,
            "Đạt 58,5 triệu đồng/người/năm, đạt 90% so với Nghị quyết",
            (Decimal("58.5"), None),
            [("notice", "words_left", "Phần “đạt 90% so với Nghị quyết” trong ô không được xét đến.")],
        ),
        (INCOME, "63/70 triệu đồng, đạt 90%", (Decimal(63), None), []),
        (
            INCOME,
            "63/70 triệu đồng, đạt 80%",
            (Decimal(63), None),
            [
                (
                    "warning",
                    "fraction_disagrees",
                    "Ô “63/70 triệu đồng, đạt 80%” có phân số và tỷ lệ không khớp nhau; lấy theo phân số.",
                )
            ],
        ),
        (POVERTY, Decimal("1.8"), (Decimal("1.8"), None), []),
        (POVERTY, "1,8", (Decimal("1.8"), None), []),
        (POVERTY, "1,8%", (Decimal("1.8"), None), []),
        (
            POVERTY,
            "dưới 2%",
            (Decimal(2), None),
            [("warning", "result_not_exact", "Kết quả “dưới 2%” không phải số chính xác; lấy 2.")],
        ),
        (POVERTY, "Không", (Decimal(0), None), [("notice", "none_is_zero", "“Không” được hiểu là 0.")]),
        (POVERTY, "12/600 hộ", (Fraction(2, 1), None), []),
        (POVERTY, "2% (12/600 hộ)", (Fraction(2, 1), None), []),
        (
            POVERTY,
            "3% (12/600 hộ)",
            (Fraction(2, 1), None),
            [
                (
                    "warning",
                    "fraction_disagrees",
                    "Ô “3% (12/600 hộ)” có phân số và tỷ lệ không khớp nhau; lấy theo phân số.",
                )
            ],
        ),
        (POVERTY, "0", (Decimal(0), None), []),
        (CASES, Decimal(2), (Decimal(2), None), []),
        (CASES, "2 vụ", (Decimal(2), None), []),
        (CASES, "không", (Decimal(0), None), [("notice", "none_is_zero", "“không” được hiểu là 0.")]),
        (CASES, "Không xảy ra", (Decimal(0), None), []),
        (CASES, "không có vụ nào", (Decimal(0), None), []),
        (CASES, "0", (Decimal(0), None), []),
        (CASES, "02", (Decimal(2), None), []),
        (CASES, "2/3", (Decimal(2), None), []),
        (WATER, "94,5%", (Decimal("94.5"), None), []),
        (WATER, "94,5", (Decimal("94.5"), None), []),
        (WATER, "94.5", (Decimal("94.5"), None), []),
        (WATER, "950/1.000 hộ", (Fraction(95, 1), None), []),
        (WATER, "95% (950/1.000 hộ)", (Fraction(95, 1), None), []),
        (WATER, "83,2%/50%", (Decimal("83.2"), None), []),
        (WATER, "100%", (Decimal(100), None), []),
        (
            WATER,
            "Đạt",
            None,
            [("error", "unreadable_result", "Kết quả “Đạt” không phải là số, không so được với chỉ tiêu.")],
        ),
        (
            WATER,
            "không",
            None,
            [("error", "unreadable_result", "Kết quả “không” không phải là số, không so được với chỉ tiêu.")],
        ),
        (
            WATER,
            "95% trở lên",
            (Decimal(95), None),
            [("warning", "result_not_exact", "Kết quả “95% trở lên” không phải số chính xác; lấy 95.")],
        ),
        (HAMLETS, "9/10", (Decimal(9), None), []),
        (HAMLETS, "9", (Decimal(9), None), []),
        (HAMLETS, "9/10 ấp", (Decimal(9), None), []),
        (
            HAMLETS,
            "90%",
            (Decimal(90), None),
            [
                (
                    "notice",
                    "percent_scale",
                    "Kết quả và chỉ tiêu được so theo tỷ lệ phần trăm (chỉ tiêu 100%).",
                )
            ],
        ),
        (
            HAMLETS,
            "9/12",
            (Fraction(75, 1), None),
            [
                (
                    "notice",
                    "percent_scale",
                    "Kết quả và chỉ tiêu được so theo tỷ lệ phần trăm (chỉ tiêu 100%).",
                )
            ],
        ),
        (SCHOOLS, "9", (Decimal(9), None), []),
        (SCHOOLS, "9/10", (Decimal(9), None), []),
        (
            SCHOOLS,
            "9/12",
            (Decimal(9), None),
            [("warning", "fraction_disagrees", "Ô ghi 9/12 nhưng chỉ tiêu là 10; lấy 9 làm kết quả.")],
        ),
        (SCHOOLS, "9 trường", (Decimal(9), None), []),
        (
            SCHOOLS,
            "90%",
            None,
            [
                (
                    "error",
                    "unit_mismatch",
                    "Ô ghi đơn vị “%” không đổi được sang đơn vị tính của dòng là “trường”.",
                )
            ],
        ),
        (LAND, "1.428", (Decimal(1428), None), []),
        (LAND, "1.428,5", (Decimal("1428.5"), None), []),
        (LAND, "1.428 ha", (Decimal(1428), None), []),
        (
            LAND,
            "14,28 km2",
            (Decimal(1428), None),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 14,28 km2 = 1.428 ha.")],
        ),
        (
            LAND,
            "1,428",
            None,
            [("error", "ambiguous_number", "Ô “1,428” có thể là 1428 hoặc 1,428; hãy ghi lại cho rõ.")],
        ),
        (LAND, "1428", (Decimal(1428), None), []),
        (
            LAND,
            "1.400-1.500",
            None,
            [("error", "result_is_range", "Kết quả “1.400-1.500” là một khoảng; hãy ghi một số.")],
        ),
        (
            LAND,
            "1.428 tấn",
            None,
            [
                (
                    "error",
                    "unit_mismatch",
                    "Ô ghi đơn vị “tấn” không đổi được sang đơn vị tính của dòng là “ha”.",
                )
            ],
        ),
        (CAPITAL, "8,217", (Decimal("8.217"), None), []),
        (
            CAPITAL,
            "900 triệu đồng",
            (Decimal("0.9"), None),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 900 triệu đồng = 0,9 tỷ đồng.")],
        ),
        (CAPITAL, "16 tỷ 434 triệu đồng", (Decimal("16.434"), None), []),
        (CAPITAL, "16 tỷ", (Decimal(16), None), []),
        (
            CAPITAL,
            "8.217.000.000 đồng",
            (Decimal("8.217"), None),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 8.217.000.000 đồng = 8,217 tỷ đồng.")],
        ),
        (CAPITAL, "0,9", (Decimal("0.9"), None), []),
        (DONE, "Đạt", (Decimal(100), True), []),
        (DONE, "Chưa đạt", (Decimal(0), False), []),
        (
            DONE,
            "Giữ vững",
            (Decimal(100), True),
            [("notice", "done_inferred", "“Giữ vững” được hiểu là đã đạt.")],
        ),
        (
            DONE,
            "Tiếp tục duy trì",
            (Decimal(100), True),
            [("notice", "done_inferred", "“Tiếp tục duy trì” được hiểu là đã đạt.")],
        ),
        (DONE, "Hoàn thành", (Decimal(100), True), []),
        (DONE, "Đang thực hiện", (Decimal(0), False), []),
        (DONE, "80%", (Decimal(80), None), []),
        (
            DONE,
            "80",
            (Decimal(80), None),
            [("notice", "completion_inferred", "Số 80 được hiểu là % hoàn thành.")],
        ),
        (DONE, "15/19 tiêu chí", (Fraction(1500, 19), None), []),
        (
            DONE,
            "120",
            None,
            [("error", "completion_out_of_range", "Mức hoàn thành phải từ 0 đến 100, trong ô là 120.")],
        ),
        (
            DONE,
            "-5",
            None,
            [("error", "completion_out_of_range", "Mức hoàn thành phải từ 0 đến 100, trong ô là -5.")],
        ),
        (
            DONE,
            "0",
            (Decimal(0), None),
            [("notice", "completion_inferred", "Số 0 được hiểu là % hoàn thành.")],
        ),
        (DONE, "100%", (Decimal(100), None), []),
        (DONE, "sẽ xem xét", None, [("error", "unreadable_result", "Không thấy số trong ô “sẽ xem xét”.")]),
        (DONE, "x", None, []),
        (DONE, True, (Decimal(100), True), []),
        (DONE, False, (Decimal(0), False), []),
        (DONE, "Chưa", (Decimal(0), False), []),
    ],
)
def test_result_cell_is_a_whole_value(
    goal: tuple[str, Demand],
    result: Value,
    found: tuple[Number, bool | None] | None,
    said: list[tuple[str, str, str]],
) -> None:
    problems = Problems([])
    cell = ResultCell(result, "S!E2", date(2022, 1, 1), date(2022, 12, 31))
    _demand, values = read_results_of_row(*goal, [cell], CellReader(problems), problems)
    assert [(value, done) for _cell, value, done in values] == ([] if found is None else [found])
    assert problems.found == [Problem("S!E2", *each) for each in said]
