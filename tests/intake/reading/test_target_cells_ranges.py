"""Target cells as offices write them: what is demanded, in which unit, and every word said about it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.intake.reading.cells import CellReader, Problems
from nhiemky.intake.reading.goals import Demand, GoalCells, read_demand
from nhiemky.kernel.scoring import Comparator
from nhiemky.kernel.sheets.grid import Value
from nhiemky.kernel.sheets.problem import Problem


@pytest.mark.parametrize(
    ("name", "unit", "target", "demand", "said"),
    [
        ("Tỷ lệ hộ nghèo", "%", "còn dưới 2%", Demand(Comparator.BELOW, Decimal(2), unit="%"), []),
        (
            "Tỷ lệ hộ nghèo",
            "%",
            "giảm còn 2%",
            Demand(Comparator.AT_MOST, Decimal(2), unit="%"),
            [("notice", "comparator_inferred", "So sánh suy từ câu chữ (giảm … còn): không quá 2.")],
        ),
        (
            "Tỷ lệ hộ nghèo",
            "%",
            "giảm xuống còn 2%",
            Demand(Comparator.AT_MOST, Decimal(2), unit="%"),
            [("notice", "comparator_inferred", "So sánh suy từ câu chữ (giảm … còn): không quá 2.")],
        ),
        (
            "Tỷ lệ hộ nghèo",
            "%",
            "2-3%",
            Demand(Comparator.AT_MOST, Decimal(3), unit="%"),
            [("notice", "range_rule", "“2-3%” là khoảng của chỉ tiêu càng thấp càng tốt: không quá 3.")],
        ),
        (
            "Tỷ lệ hộ nghèo",
            "%",
            "1,5% - 2%",
            Demand(Comparator.AT_MOST, Decimal(2), unit="%"),
            [("notice", "range_rule", "“1,5% - 2%” là khoảng của chỉ tiêu càng thấp càng tốt: không quá 2.")],
        ),
        (
            "Tỷ lệ hộ nghèo giảm bình quân hằng năm",
            "%",
            "1-1,5%",
            Demand(Comparator.BETWEEN, low=Decimal(1), high=Decimal("1.5"), unit="%"),
            [("notice", "range_rule", "“1-1,5%” là khoảng của tốc độ thay đổi: phải nằm trong khoảng.")],
        ),
        (
            "Tỷ lệ hộ nghèo giảm hằng năm",
            "%",
            "0,5%",
            Demand(Comparator.AT_LEAST, Decimal("0.5"), unit="%"),
            [],
        ),
        (
            "Tỷ lệ hộ nghèo giảm còn",
            "%",
            Decimal("2.5"),
            Demand(Comparator.AT_MOST, Decimal("2.5"), unit="%"),
            [("notice", "comparator_inferred", "So sánh suy từ câu chữ (giảm … còn): không quá 2,5.")],
        ),
        (
            "Tỷ lệ thất nghiệp",
            "%",
            Decimal(3),
            Demand(Comparator.AT_MOST, Decimal(3), unit="%"),
            [
                (
                    "warning",
                    "comparator_inferred",
                    "So sánh suy từ câu chữ (chỉ tiêu càng thấp càng tốt): không quá 3. Đề nghị kiểm tra.",
                )
            ],
        ),
        (
            "Tỷ lệ trẻ em suy dinh dưỡng",
            "%",
            "10%",
            Demand(Comparator.AT_MOST, Decimal(10), unit="%"),
            [
                (
                    "warning",
                    "comparator_inferred",
                    "So sánh suy từ câu chữ (chỉ tiêu càng thấp càng tốt): không quá 10. Đề nghị kiểm tra.",
                )
            ],
        ),
        (
            "Tỷ lệ tăng dân số tự nhiên",
            "%",
            Decimal("0.9"),
            Demand(Comparator.AT_MOST, Decimal("0.9"), unit="%"),
            [
                (
                    "warning",
                    "comparator_inferred",
                    "So sánh suy từ câu chữ (chỉ tiêu càng thấp càng tốt): không quá 0,9. Đề nghị kiểm tra.",
                )
            ],
        ),
        (
            "Số vụ tai nạn giao thông",
            "vụ",
            Decimal(5),
            Demand(Comparator.AT_MOST, Decimal(5), unit="vụ"),
            [
                (
                    "warning",
                    "comparator_inferred",
                    "So sánh suy từ câu chữ (chỉ tiêu càng thấp càng tốt): không quá 5. Đề nghị kiểm tra.",
                )
            ],
        ),
        (
            "Số vụ phạm pháp hình sự",
            "vụ",
            "không quá 5 vụ",
            Demand(Comparator.AT_MOST, Decimal(5), unit="vụ"),
            [],
        ),
        (
            "Không để xảy ra tội phạm rất nghiêm trọng",
            "vụ",
            Decimal(0),
            Demand(Comparator.AT_MOST, Decimal(0), unit="vụ"),
            [("notice", "comparator_inferred", "So sánh suy từ câu chữ (không để, không còn): không quá 0.")],
        ),
        (
            "Không để phát sinh điểm nóng",
            "",
            "Không",
            Demand(Comparator.AT_MOST, Decimal(0)),
            [("notice", "comparator_inferred", "Hiểu là không được xảy ra: nhiều nhất 0.")],
        ),
        (
            "Số vụ khiếu nại vượt cấp",
            "vụ",
            "không",
            Demand(Comparator.AT_MOST, Decimal(0), unit="vụ"),
            [("notice", "comparator_inferred", "Hiểu là không được xảy ra: nhiều nhất 0.")],
        ),
        (
            "Tỷ lệ hộ sử dụng nước sạch",
            "%",
            Decimal(95),
            Demand(Comparator.AT_LEAST, Decimal(95), unit="%"),
            [],
        ),
        ("Tỷ lệ hộ sử dụng nước sạch", "%", "95%", Demand(Comparator.AT_LEAST, Decimal(95), unit="%"), []),
        ("Tỷ lệ hộ sử dụng nước sạch", "%", "95 %", Demand(Comparator.AT_LEAST, Decimal(95), unit="%"), []),
        ("Tỷ lệ hộ sử dụng nước sạch", "%", "95", Demand(Comparator.AT_LEAST, Decimal(95), unit="%"), []),
        ("Tỷ lệ hộ sử dụng nước sạch", "%", "≥95%", Demand(Comparator.AT_LEAST, Decimal(95), unit="%"), []),
        (
            "Tỷ lệ hộ sử dụng nước sạch",
            "%",
            "từ 95% trở lên",
            Demand(Comparator.AT_LEAST, Decimal(95), unit="%"),
            [],
        ),
        ("Tỷ lệ hộ sử dụng nước sạch", "%", "trên 95%", Demand(Comparator.ABOVE, Decimal(95), unit="%"), []),
        ("Tỷ lệ hộ sử dụng nước sạch", "", "95%", Demand(Comparator.AT_LEAST, Decimal(95), unit="%"), []),
        ("Tỷ lệ hộ sử dụng nước sạch", "hộ", "95%", Demand(Comparator.AT_LEAST, Decimal(95), unit="%"), []),
        (
            "Tỷ lệ hộ sử dụng nước sạch",
            "%",
            "66/112",
            Demand(
                Comparator.AT_LEAST,
                Fraction(825, 14),
                unit="%",
                numerator=Decimal(66),
                denominator=Decimal(112),
            ),
            [],
        ),
        (
            "Tỷ lệ hộ sử dụng nước sạch",
            "%",
            "66/112 thôn",
            Demand(
                Comparator.AT_LEAST,
                Fraction(825, 14),
                unit="%",
                numerator=Decimal(66),
                denominator=Decimal(112),
            ),
            [],
        ),
        (
            "Tỷ lệ hộ sử dụng nước sạch",
            "%",
            "58,9% (66/112 thôn)",
            Demand(
                Comparator.AT_LEAST,
                Fraction(825, 14),
                unit="%",
                numerator=Decimal(66),
                denominator=Decimal(112),
            ),
            [],
        ),
        (
            "Tỷ lệ hộ sử dụng nước sạch",
            "%",
            "60,9% (66/112 thôn)",
            Demand(
                Comparator.AT_LEAST,
                Fraction(825, 14),
                unit="%",
                numerator=Decimal(66),
                denominator=Decimal(112),
            ),
            [
                (
                    "warning",
                    "fraction_disagrees",
                    "Ô “60,9% (66/112 thôn)” có phân số và tỷ lệ không khớp nhau; lấy theo phân số.",
                )
            ],
        ),
        (
            "Ấp văn hóa",
            "ấp",
            "10/10 ấp",
            Demand(
                Comparator.AT_LEAST, Decimal(10), unit="ấp", numerator=Decimal(10), denominator=Decimal(10)
            ),
            [],
        ),
        (
            "Ấp văn hóa",
            "ấp",
            "10/10",
            Demand(
                Comparator.AT_LEAST, Decimal(10), unit="ấp", numerator=Decimal(10), denominator=Decimal(10)
            ),
            [],
        ),
        (
            "Ấp văn hóa",
            "",
            "10/10 ấp",
            Demand(
                Comparator.AT_LEAST, Decimal(10), unit="ấp", numerator=Decimal(10), denominator=Decimal(10)
            ),
            [],
        ),
        (
            "Trường đạt chuẩn quốc gia",
            "trường",
            "4 trường",
            Demand(Comparator.AT_LEAST, Decimal(4), unit="trường"),
            [],
        ),
        ("Trường đạt chuẩn quốc gia", "", "4", Demand(Comparator.AT_LEAST, Decimal(4)), []),
        (
            "Kết nạp đảng viên mới",
            "đảng viên",
            "30",
            Demand(Comparator.AT_LEAST, Decimal(30), unit="đảng viên"),
            [],
        ),
        (
            "Kết nạp đảng viên mới",
            "đảng viên",
            "30 đảng viên",
            Demand(Comparator.AT_LEAST, Decimal(30), unit="đảng viên"),
            [],
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
