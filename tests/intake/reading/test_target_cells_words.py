"""Target cells as offices write them: what is demanded, in which unit, and every word said about it."""

from __future__ import annotations

from datetime import date
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
