"""Target cells as offices write them: what is demanded, in which unit, and every word said about it."""

from __future__ import annotations

from datetime import date
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
        (
            "Kết nạp đảng viên mới",
            "đảng viên",
            "30-35",
            Demand(Comparator.AT_LEAST, Decimal(30), unit="đảng viên"),
            [("notice", "range_rule", "“30-35” là khoảng của chỉ tiêu càng cao càng tốt: ít nhất 30.")],
        ),
        (
            "Kết nạp đảng viên mới",
            "đảng viên",
            "30 - 35 đảng viên",
            Demand(Comparator.AT_LEAST, Decimal(30), unit="đảng viên"),
            [
                (
                    "notice",
                    "range_rule",
                    "“30 - 35 đảng viên” là khoảng của chỉ tiêu càng cao càng tốt: ít nhất 30.",
                )
            ],
        ),
        (
            "Kết nạp đảng viên mới",
            "người",
            "từ 30 đến 35 đảng viên",
            Demand(Comparator.AT_LEAST, Decimal(30), unit="người"),
            [
                (
                    "notice",
                    "range_rule",
                    "“từ 30 đến 35 đảng viên” là khoảng của chỉ tiêu càng cao càng tốt: ít nhất 30.",
                )
            ],
        ),
        (
            "Kết nạp đảng viên mới",
            "đảng viên",
            "hơn 30",
            Demand(Comparator.ABOVE, Decimal(30), unit="đảng viên"),
            [],
        ),
        (
            "Kết nạp đảng viên mới",
            "đảng viên",
            "ít nhất 30 đảng viên",
            Demand(Comparator.AT_LEAST, Decimal(30), unit="đảng viên"),
            [],
        ),
        (
            "Tốc độ tăng trưởng kinh tế",
            "%",
            "12-13%",
            Demand(Comparator.BETWEEN, low=Decimal(12), high=Decimal(13), unit="%"),
            [("notice", "range_rule", "“12-13%” là khoảng của tốc độ thay đổi: phải nằm trong khoảng.")],
        ),
        (
            "Tốc độ tăng trưởng kinh tế",
            "%",
            "12-13%/năm",
            Demand(Comparator.BETWEEN, low=Decimal(12), high=Decimal(13), unit="%"),
            [("notice", "range_rule", "“12-13%/năm” là khoảng của tốc độ thay đổi: phải nằm trong khoảng.")],
        ),
        (
            "Giá trị sản xuất tăng bình quân hằng năm",
            "%",
            "9% - 10%",
            Demand(Comparator.BETWEEN, low=Decimal(9), high=Decimal(10), unit="%"),
            [("notice", "range_rule", "“9% - 10%” là khoảng của tốc độ thay đổi: phải nằm trong khoảng.")],
        ),
        (
            "Tốc độ tăng trưởng kinh tế",
            "%",
            "12%/năm",
            Demand(Comparator.AT_LEAST, Decimal(12), unit="%"),
            [],
        ),
        (
            "Diện tích lúa",
            "ha",
            "1.428",
            None,
            [("error", "ambiguous_number", "Ô “1.428” có thể là 1428 hoặc 1,428; hãy ghi lại cho rõ.")],
        ),
        ("Diện tích lúa", "ha", "1.428,5", Demand(Comparator.AT_LEAST, Decimal("1428.5"), unit="ha"), []),
        (
            "Diện tích lúa",
            "ha",
            "5 km2",
            Demand(Comparator.AT_LEAST, Decimal(500), unit="ha"),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 5 km2 = 500 ha.")],
        ),
        (
            "Diện tích trồng rừng",
            "m2",
            "2 ha",
            Demand(Comparator.AT_LEAST, Decimal(20000), unit="m2"),
            [("notice", "unit_converted", "Đã đổi đơn vị tính: 2 ha = 20.000 m2.")],
        ),
        (
            "Xã đạt chuẩn nông thôn mới",
            "",
            "Đạt",
            Demand(Comparator.DONE),
            [("notice", "comparator_inferred", "“Đạt” được hiểu là phải hoàn thành.")],
        ),
        (
            "Xã đạt chuẩn nông thôn mới",
            "",
            "Đạt chuẩn",
            Demand(Comparator.DONE),
            [("notice", "comparator_inferred", "“Đạt chuẩn” được hiểu là phải hoàn thành.")],
        ),
        (
            "Xã đạt chuẩn nông thôn mới",
            "",
            "Hoàn thành",
            Demand(Comparator.DONE),
            [("notice", "comparator_inferred", "“Hoàn thành” được hiểu là phải hoàn thành.")],
        ),
        (
            "Danh hiệu xã văn hóa",
            "",
            "Giữ vững",
            Demand(Comparator.DONE),
            [("notice", "comparator_inferred", "“Giữ vững” được hiểu là phải hoàn thành.")],
        ),
        (
            "Xây dựng trụ sở",
            "",
            "Hoàn thành vào năm 2024",
            Demand(Comparator.DONE),
            [("notice", "comparator_inferred", "“Hoàn thành vào năm 2024” được hiểu là phải hoàn thành.")],
        ),
        (
            "Phổ cập giáo dục",
            "",
            "Duy trì",
            Demand(Comparator.DONE),
            [("notice", "comparator_inferred", "“Duy trì” được hiểu là phải hoàn thành.")],
        ),
        (
            "Xã đạt chuẩn nông thôn mới",
            "tiêu chí",
            "19/19",
            Demand(
                Comparator.AT_LEAST,
                Decimal(19),
                unit="tiêu chí",
                numerator=Decimal(19),
                denominator=Decimal(19),
            ),
            [],
        ),
        (
            "Xã đạt chuẩn nông thôn mới",
            "",
            "Chưa đạt",
            None,
            [("error", "unreadable_target", "Không rõ “Chưa đạt” đòi hỏi điều gì.")],
        ),
        (
            "Diện tích lúa",
            "ha",
            "nhiều hơn năm trước",
            None,
            [("error", "unreadable_target", "Không thấy số trong ô “nhiều hơn năm trước”.")],
        ),
        (
            "Diện tích lúa",
            "ha",
            "3 hoặc 4 hoặc 5",
            None,
            [("error", "unreadable_target", "Ô “3 hoặc 4 hoặc 5” có nhiều số, không biết chắc lấy số nào.")],
        ),
        (
            "Diện tích lúa",
            "ha",
            date(2023, 4, 3),
            None,
            [
                (
                    "error",
                    "date_in_number",
                    "Ô chứa ngày 3-4-2023, không phải số liệu. Nếu là phân số như 3/4, hãy định dạng ô là văn bản rồi ghi lại.",
                )
            ],
        ),
        (
            "Diện tích lúa",
            "ha",
            None,
            None,
            [("error", "missing_target", "Chỉ tiêu “Diện tích lúa” chưa ghi mức phải đạt.")],
        ),
        (
            "Diện tích lúa",
            "ha",
            "-",
            None,
            [("error", "missing_target", "Chỉ tiêu “Diện tích lúa” chưa ghi mức phải đạt.")],
        ),
        (
            "Diện tích lúa đạt 1.500 ha",
            "ha",
            None,
            Demand(Comparator.AT_LEAST, Decimal(1500), unit="ha"),
            [
                (
                    "warning",
                    "target_from_name",
                    "Ô chỉ tiêu để trống; lấy “1.500 ha” trong tên chỉ tiêu, đề nghị kiểm tra.",
                )
            ],
        ),
        (
            "Tỷ lệ hộ nghèo còn dưới 2%",
            "%",
            None,
            Demand(Comparator.BELOW, Decimal(2), unit="%"),
            [
                (
                    "warning",
                    "target_from_name",
                    "Ô chỉ tiêu để trống; lấy “dưới 2%” trong tên chỉ tiêu, đề nghị kiểm tra.",
                )
            ],
        ),
        (
            "Thu nhập bình quân đạt từ 65 triệu đồng trở lên",
            "",
            None,
            Demand(Comparator.AT_LEAST, Decimal(65), unit="triệu đồng"),
            [
                (
                    "warning",
                    "target_from_name",
                    "Ô chỉ tiêu để trống; lấy “từ 65 triệu đồng trở lên” trong tên chỉ tiêu, đề nghị kiểm tra.",
                )
            ],
        ),
        (
            "Diện tích lúa",
            "ha",
            "#REF!",
            None,
            [("error", "unreadable_target", "Ô có lỗi công thức của Excel (#REF!).")],
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
