"""Target cells as offices write them: what is demanded, in which unit, and every word said about it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.intake.reading.cells import CellReader, Problems
from nhiemky.intake.reading.goals import Demand, GoalCells, read_demand
from nhiemky.kernel.scoring import Comparator
from nhiemky.kernel.sheets.grid import Value
from nhiemky.kernel.sheets.problem import Problem


@pytest.mark.parametrize(
    ("name", "unit", "target", "demand", "said"),
    [
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            Decimal(65),
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "65",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "65 triệu đồng",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "65 triệu đồng trở lên",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "từ 65 triệu đồng trở lên",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "trên 65 triệu đồng",
            Demand(Comparator.ABOVE, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "≥ 65",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            ">= 65",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "> 65",
            Demand(Comparator.ABOVE, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "tối thiểu 65",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "ít nhất 65",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "không dưới 65 triệu đồng",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "đạt 65 triệu đồng",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "khoảng 65 triệu đồng",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [("notice", "approximate", "Ô “khoảng 65 triệu đồng” là số gần đúng; lấy đúng số ghi trong ô.")],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "65-70",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [("notice", "range_rule", "“65-70” là khoảng của chỉ tiêu càng cao càng tốt: ít nhất 65.")],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "65 đến 70 triệu đồng",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [
                (
                    "notice",
                    "range_rule",
                    "“65 đến 70 triệu đồng” là khoảng của chỉ tiêu càng cao càng tốt: ít nhất 65.",
                )
            ],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "từ 65 đến 70",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [
                (
                    "notice",
                    "range_rule",
                    "“từ 65 đến 70” là khoảng của chỉ tiêu càng cao càng tốt: ít nhất 65.",
                )
            ],
        ),
        (
            "Thu nhập bình quân đầu người",
            "",
            "65 triệu đồng/người/năm",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "65.000.000 đồng",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 65.000.000 đồng = 65 triệu đồng.")],
        ),
        (
            "Thu nhập bình quân đầu người",
            "đồng",
            "65 triệu đồng",
            Demand(Comparator.AT_LEAST, Decimal(65000000), unit="đồng"),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 65 triệu đồng = 65.000.000 đồng.")],
        ),
        (
            "Thu nhập bình quân đầu người",
            "triệu đồng/người/năm",
            "65 triệu đồng",
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng/người/năm"),
            [],
        ),
        (
            "Tổng vốn đầu tư toàn xã hội",
            "tỷ đồng",
            "1.809,5",
            Demand(Comparator.AT_LEAST, Decimal("1809.5"), unit="tỷ đồng"),
            [],
        ),
        (
            "Tổng vốn đầu tư toàn xã hội",
            "tỷ đồng",
            "1.809 tỷ đồng",
            None,
            [
                (
                    "error",
                    "ambiguous_number",
                    "Ô “1.809 tỷ đồng” có thể là 1809 hoặc 1,809; hãy ghi lại cho rõ.",
                )
            ],
        ),
        (
            "Tổng vốn đầu tư toàn xã hội",
            "tỷ đồng",
            "2.500 triệu đồng",
            Demand(Comparator.AT_LEAST, Decimal("2.5"), unit="tỷ đồng"),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 2.500 triệu đồng = 2,5 tỷ đồng.")],
        ),
        (
            "Tổng vốn đầu tư toàn xã hội",
            "triệu đồng",
            "3,5 tỷ đồng",
            Demand(Comparator.AT_LEAST, Decimal(3500), unit="triệu đồng"),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 3,5 tỷ đồng = 3.500 triệu đồng.")],
        ),
        (
            "Tổng vốn đầu tư toàn xã hội",
            "tỷ đồng",
            "1.200 - 1.500 tỷ đồng",
            Demand(Comparator.AT_LEAST, Decimal(1200), unit="tỷ đồng"),
            [
                (
                    "notice",
                    "range_rule",
                    "“1.200 - 1.500 tỷ đồng” là khoảng của chỉ tiêu càng cao càng tốt: ít nhất 1.200.",
                )
            ],
        ),
        (
            "Tổng vốn đầu tư toàn xã hội",
            "tỷ đồng",
            "trên 2.000 tỷ đồng",
            Demand(Comparator.ABOVE, Decimal(2000), unit="tỷ đồng"),
            [],
        ),
        (
            "Tổng vốn đầu tư toàn xã hội",
            "tỷ đồng",
            "5 km",
            None,
            [
                (
                    "error",
                    "unit_mismatch",
                    "Ô ghi đơn vị “km” không đổi được sang đơn vị tính của dòng là “tỷ đồng”.",
                )
            ],
        ),
        (
            "Tỷ lệ hộ nghèo",
            "%",
            Decimal(2),
            Demand(Comparator.AT_MOST, Decimal(2), unit="%"),
            [
                (
                    "warning",
                    "comparator_inferred",
                    "So sánh suy từ câu chữ (chỉ tiêu càng thấp càng tốt): không quá 2. Đề nghị kiểm tra.",
                )
            ],
        ),
        (
            "Tỷ lệ hộ nghèo",
            "%",
            "2%",
            Demand(Comparator.AT_MOST, Decimal(2), unit="%"),
            [
                (
                    "warning",
                    "comparator_inferred",
                    "So sánh suy từ câu chữ (chỉ tiêu càng thấp càng tốt): không quá 2. Đề nghị kiểm tra.",
                )
            ],
        ),
        ("Tỷ lệ hộ nghèo", "%", "dưới 2%", Demand(Comparator.BELOW, Decimal(2), unit="%"), []),
        ("Tỷ lệ hộ nghèo", "%", "< 2%", Demand(Comparator.BELOW, Decimal(2), unit="%"), []),
        ("Tỷ lệ hộ nghèo", "%", "≤ 2", Demand(Comparator.AT_MOST, Decimal(2), unit="%"), []),
        ("Tỷ lệ hộ nghèo", "%", "không quá 2%", Demand(Comparator.AT_MOST, Decimal(2), unit="%"), []),
        ("Tỷ lệ hộ nghèo", "%", "tối đa 2%", Demand(Comparator.AT_MOST, Decimal(2), unit="%"), []),
        (
            "Tỷ lệ hộ nghèo",
            "%",
            "còn 2%",
            Demand(Comparator.AT_MOST, Decimal(2), unit="%"),
            [
                (
                    "warning",
                    "comparator_inferred",
                    "So sánh suy từ câu chữ (chỉ tiêu càng thấp càng tốt): không quá 2. Đề nghị kiểm tra.",
                )
            ],
        ),
    ],
)
def test_target_cell_is_a_whole_demand(
    name: str, unit: str, target: Value, demand: Demand | None, said: list[tuple[str, str, str]]
) -> None:
    problems = Problems([])
    cells = GoalCells(name, unit, target, "S!D2", None, "S!E2", None, ())
    assert read_demand(cells, CellReader(problems), problems) == demand
    assert problems.found == [Problem("S!D2", *each) for each in said]
