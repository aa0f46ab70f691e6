"""Cells as offices type them, and what each must be read as."""

from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.kernel.viet.numbers import Reading, read_number

REFUSED = [
    ("#DIV/0!", {"error": "Ô có lỗi công thức của Excel (#DIV/0!)."}),
    ("#N/A", {"error": "Ô có lỗi công thức của Excel (#N/A)."}),
    ("#REF!", {"error": "Ô có lỗi công thức của Excel (#REF!)."}),
    ("NaN", {"error": "Ô ghi “NaN”, không phải là số."}),
    ("-inf", {"error": "Ô ghi “-inf”, không phải là số."}),
    ("Infinity", {"error": "Ô ghi “Infinity”, không phải là số."}),
    ("∞", {"error": "Ô ghi “∞”, không phải là số."}),
    ("1e400", {"error": "Số có quá nhiều chữ số, không dùng làm số liệu được."}),
    ("1E+99", {"error": "Số có quá nhiều chữ số, không dùng làm số liệu được."}),
    ("1.23.4", {"error": "Không đọc được cách viết số này: dấu chấm, dấu phẩy không đúng chỗ."}),
    ("1,2,3", {"error": "Không đọc được cách viết số này: dấu chấm, dấu phẩy không đúng chỗ."}),
    ("1.234,567,8", {"error": "Không đọc được cách viết số này: dấu chấm, dấu phẩy không đúng chỗ."}),
    ("12..5", {"error": "Ô “12..5” có nhiều số, không biết chắc lấy số nào."}),
    ("16 tỷ 434", {"error": "Ô “16 tỷ 434” có nhiều số, không biết chắc lấy số nào."}),
    ("1 tỷ 2", {"error": "Ô “1 tỷ 2” có nhiều số, không biết chắc lấy số nào."}),
    ("12 xã 5 thôn", {"error": "Ô “12 xã 5 thôn” có nhiều số, không biết chắc lấy số nào."}),
    ("3 tỷ 4 tỷ", {"error": "Ô “3 tỷ 4 tỷ” có nhiều số, không biết chắc lấy số nào."}),
    ("9-7%", {"error": "Ô “9-7%” có cận dưới lớn hơn cận trên."}),
    ("15 thôn - 20 ha", {"error": "Ô “15 thôn - 20 ha” ghép hai đơn vị tính không đổi được sang nhau."}),
    ("8-9-2022", {"error": "Ô “8-9-2022” ghi thời gian, không phải số liệu."}),
    ("21/2/2023", {"error": "Ô “21/2/2023” ghi thời gian, không phải số liệu."}),
    ("2023-02-21 00:00:00", {"error": "Ô “2023-02-21 00:00:00” ghi thời gian, không phải số liệu."}),
    ("12/2022", {"error": "Ô “12/2022” ghi thời gian, không phải số liệu."}),
    ("2020-2025", {"error": "Ô “2020-2025” ghi thời gian, không phải số liệu."}),
    ("65²", {"error": "Ô “65²” có chữ số viết khác thường (số mũ, phân số liền, chữ số nước ngoài)."}),
    ("½", {"error": "Ô “½” có chữ số viết khác thường (số mũ, phân số liền, chữ số nước ngoài)."}),
    ("٣٤", {"error": "Ô “٣٤” có chữ số viết khác thường (số mũ, phân số liền, chữ số nước ngoài)."}),
    (
        "thấp hơn bình quân chung của huyện",
        {"error": "Không thấy số trong ô “thấp hơn bình quân chung của huyện”."},
    ),
    ("Cơ bản đạt", {"error": "Không thấy số trong ô “Cơ bản đạt”."}),
    ("một phần", {"error": "Không thấy số trong ô “một phần”."}),
    ("Đồng chí A", {"error": "Không thấy số trong ô “Đồng chí A”."}),
    ("năm học mới", {"error": "Không thấy số trong ô “năm học mới”."}),
    ("10 xã, 12 thôn, 5 ấp", {"error": "Ô “10 xã, 12 thôn, 5 ấp” có nhiều số, không biết chắc lấy số nào."}),
]


OF_RESOLUTIONS = [
    (
        "Thu nhập bình quân đầu người/năm đến năm 2025: 65 triệu đồng",
        {"value": Decimal("65"), "unit": "triệu đồng", "rest": "thu nhập bình quân đầu người/năm"},
    ),
    (
        "Diện tích đất nông nghiệp được tích tụ, tập trung đến năm 2025 đạt 760 ha",
        {
            "value": Decimal("760"),
            "unit": "ha",
            "rest": "diện tích đất nông nghiệp được tích tụ, tập trung đạt",
        },
    ),
    (
        "Tổng huy động vốn đầu tư mở mang thời kỳ 2021-2025: 3.000 tỷ đồng",
        {
            "value": Decimal("3000"),
            "unit": "tỷ đồng",
            "candidates": (Decimal("3000"), Decimal("3.000")),
            "rest": "tổng huy động vốn đầu tư mở mang",
        },
    ),
    (
        "Tổng số doanh nghiệp mới được thành lập thời kỳ 2021-2025: 200 doanh nghiệp",
        {"value": Decimal("200"), "unit": "doanh nghiệp", "rest": "tổng số doanh nghiệp mới được thành lập"},
    ),
    (
        "Tỷ lệ đô thị hóa đến năm 2025: 18% trở lên",
        {"value": Decimal("18"), "comparator": "at_least", "unit": "%", "rest": "tỷ lệ đô thị hóa"},
    ),
    (
        "Tốc độ tăng dân số bình quân hằng năm dưới 0,9%",
        {
            "value": Decimal("0.9"),
            "comparator": "below",
            "unit": "%",
            "per": "năm",
            "rest": "tốc độ tăng dân số bình quân hằng năm dưới",
        },
    ),
    (
        "Tỷ lệ lao động qua đào tạo năm 2025: 61%",
        {"value": Decimal("61"), "unit": "%", "rest": "tỷ lệ lao động qua đào tạo"},
    ),
    (
        "thu ngân sách hằng năm tăng 7 - 9%",
        {
            "low": Decimal("7"),
            "high": Decimal("9"),
            "comparator": "between",
            "unit": "%",
            "per": "năm",
            "trend": "tăng",
            "rest": "thu ngân sách hằng năm tăng",
        },
    ),
    (
        "giải quyết việc làm hơn 1.600 lao động",
        {
            "value": Decimal("1600"),
            "comparator": "above",
            "unit": "lao động",
            "candidates": (Decimal("1600"), Decimal("1.600")),
            "rest": "giải quyết việc làm hơn",
        },
    ),
    (
        "Tốc độ tăng trưởng kinh tế bình quân đạt 9-10%/ năm (giá so sánh 2010)",
        {
            "low": Decimal("9"),
            "high": Decimal("10"),
            "comparator": "between",
            "unit": "%",
            "per": "năm",
            "rest": "tốc độ tăng trưởng kinh tế bình quân đạt giá so sánh 2010",
        },
    ),
    (
        "Quyết tâm đến năm 2025 không còn hộ nghèo (trừ các đối tượng BTXH)",
        {
            "value": Decimal("0"),
            "comparator": "at_most",
            "unit": "hộ nghèo",
            "rest": "trừ các đối tượng BTXH",
        },
    ),
    (
        "100% xã, thị trấn đạt tiêu chuẩn vững mạnh về quốc phòng - an ninh",
        {
            "value": Decimal("100"),
            "unit": "%",
            "rest": "xã, thị trấn đạt tiêu chuẩn vững mạnh về quốc phòng - an ninh",
        },
    ),
    (
        "giữ vững danh hiệu xã nông thôn mới và đạt xã nông thôn mới nâng cao vào cuối năm 2020",
        {
            "error": "Không thấy số trong ô “giữ vững danh hiệu xã nông thôn mới và đạt xã nông thôn mới nâng cao vào cuối nă…”."
        },
    ),
    (
        "giá trị sản xuất nông nghiệp đến năm 2025 đạt 560 triệu đồng/ha/năm",
        {
            "value": Decimal("560"),
            "unit": "triệu đồng",
            "per": "ha/năm",
            "rest": "giá trị sản xuất nông nghiệp đạt",
        },
    ),
    (
        "tỷ lệ hộ nghèo duy trì giảm ở mức dưới 1,5%",
        {
            "value": Decimal("1.5"),
            "comparator": "below",
            "unit": "%",
            "trend": "giảm",
            "rest": "tỷ lệ hộ nghèo duy trì giảm ở mức dưới",
        },
    ),
    (
        "tỷ lệ hộ nghèo, cận nghèo thấp hơn bình quân chung của huyện",
        {"error": "Không thấy số trong ô “tỷ lệ hộ nghèo, cận nghèo thấp hơn bình quân chung của huyện”."},
    ),
    ("xã không còn hộ nghèo", {"value": Decimal("0"), "comparator": "at_most", "unit": "hộ nghèo"}),
    (
        "Tăng 2 đến 3 xã đạt chuẩn NTM",
        {
            "low": Decimal("2"),
            "high": Decimal("3"),
            "comparator": "between",
            "unit": "xã",
            "trend": "tăng",
            "rest": "đạt chuẩn NTM",
        },
    ),
    (
        "tổng đầu tư trong xã hội bình quân 960 tỷ đồng/năm",
        {
            "value": Decimal("960"),
            "unit": "tỷ đồng",
            "per": "năm",
            "rest": "tổng đầu tư trong xã hội bình quân",
        },
    ),
    (
        "tỷ lệ hộ nghèo giảm bình quân 7,17%/ năm",
        {
            "value": Decimal("7.17"),
            "unit": "%",
            "per": "năm",
            "trend": "giảm",
            "rest": "tỷ lệ hộ nghèo giảm bình quân",
        },
    ),
    (
        "Hàng năm kết nạp mới từ 82 đảng viên trở lên (82 chỉ tiêu)",
        {
            "value": Decimal("82"),
            "comparator": "at_least",
            "unit": "đảng viên",
            "per": "năm",
            "rest": "82 chỉ tiêu",
        },
    ),
    (
        "thu nhập đến năm 2030 đạt 53,1 triệu đồng",
        {"value": Decimal("53.1"), "unit": "triệu đồng", "rest": "thu nhập đạt"},
    ),
    (
        "Tỷ lệ hộ nghèo giảm hàng năm theo tiêu chí mới mỗi năm 1,4%",
        {
            "value": Decimal("1.4"),
            "unit": "%",
            "per": "năm",
            "rest": "tỷ lệ hộ nghèo giảm hàng năm theo tiêu chí mới mỗi năm",
        },
    ),
    (
        "đạt và vượt 15/25 chỉ tiêu",
        {
            "value": Decimal("15"),
            "unit": "chỉ tiêu",
            "numerator": Decimal("15"),
            "denominator": Decimal("25"),
        },
    ),
    (
        "đạt được 41/51 chỉ tiêu do Đại hội XI đề ra",
        {
            "value": Decimal("41"),
            "unit": "chỉ tiêu",
            "numerator": Decimal("41"),
            "denominator": Decimal("51"),
            "rest": "do Đại hội XI đề ra",
        },
    ),
    (
        "13/14 chỉ tiêu cơ bản đạt và vượt kế hoạch",
        {
            "value": Decimal("13"),
            "unit": "chỉ tiêu",
            "numerator": Decimal("13"),
            "denominator": Decimal("14"),
            "rest": "cơ bản đạt và vượt kế hoạch",
        },
    ),
    (
        "Tổng trị giá trị sản xuất đạt 1.727 tỷ đồng; thu ngân sách trên địa bàn đạt 100% chỉ tiêu trên giao",
        {
            "error": "Ô “Tổng trị giá trị sản xuất đạt 1.727 tỷ đồng; thu ngân sách trên địa bàn đạt 100%…” có nhiều số, không biết chắc lấy số nào."
        },
    ),
    ("còn 1,34%", {"value": Decimal("1.34"), "unit": "%"}),
    (
        "Thu nhập 52 triệu đồng, đạt 74,3% so với Nghị quyết",
        {
            "value": Decimal(52),
            "unit": "triệu đồng",
            "rest": "thu nhập đạt 74,3% so với Nghị quyết",
        },
    ),
    (
        "tăng bình quân hàng năm 19,3%, nghị quyết đề ra là 11,2%",
        {
            "value": Decimal("19.3"),
            "unit": "%",
            "per": "năm",
            "trend": "tăng",
            "rest": "nghị quyết đề ra là 11,2%",
        },
    ),
    ("bình quân đạt 9,5 tỷ đồng/năm", {"value": Decimal("9.5"), "unit": "tỷ đồng", "per": "năm"}),
    ("80% q/c các giới", {"value": Decimal("80"), "unit": "%", "rest": "q/c các giới"}),
    ("Có 3 xã", {"value": Decimal("3"), "unit": "xã"}),
    ("Không phát sinh", {"value": Decimal("0")}),
    ("không có hộ nghèo", {"value": Decimal("0"), "unit": "hộ nghèo"}),
    ("3 công trình", {"value": Decimal("3"), "unit": "công trình"}),
    (
        "4 km đường nhựa, 2 km đường bê tông",
        {"error": "Ô “4 km đường nhựa, 2 km đường bê tông” có nhiều số, không biết chắc lấy số nào."},
    ),
    ("1/1", {"value": Fraction(1, 1), "numerator": Decimal("1"), "denominator": Decimal("1")}),
    ("100%; ", {"value": Decimal("100"), "unit": "%"}),
    ("95%.", {"value": Decimal("95"), "unit": "%"}),
    ("(95%)", {"value": Decimal("95"), "unit": "%"}),
    (
        "Tăng 2 - 3 hộ",
        {"low": Decimal("2"), "high": Decimal("3"), "comparator": "between", "unit": "hộ", "trend": "tăng"},
    ),
    ("Trên 95% hộ dân", {"value": Decimal("95"), "comparator": "above", "unit": "%", "rest": "hộ dân"}),
    ("giảm 0,5 điểm %/năm", {"value": Decimal("0.5"), "unit": "điểm %", "per": "năm", "trend": "giảm"}),
    ("1,2 lần", {"value": Decimal("1.2"), "unit": "lần"}),
    ("gấp 1,5 lần", {"value": Decimal("1.5"), "unit": "lần", "rest": "gấp"}),
    ("5 - 7 tỷ", {"low": Decimal("5"), "high": Decimal("7"), "comparator": "between", "unit": "tỷ đồng"}),
    (
        "30 triệu - 35 triệu",
        {"low": Decimal("30"), "high": Decimal("35"), "comparator": "between", "unit": "triệu đồng"},
    ),
    ("Đạt, vượt", {"done": True}),
    ("vượt 105%", {"value": Decimal("105"), "unit": "%", "trend": "vượt"}),
    ("0 hộ", {"value": Decimal("0"), "unit": "hộ"}),
    (
        "Đạt 19/19 tiêu chí",
        {
            "value": Decimal("19"),
            "unit": "tiêu chí",
            "numerator": Decimal("19"),
            "denominator": Decimal("19"),
        },
    ),
    ("2 xã/năm", {"value": Decimal("2"), "unit": "xã", "per": "năm"}),
    ("01 công trình", {"value": Decimal("1"), "unit": "công trình"}),
    ("06", {"value": Decimal("6")}),
    (
        "từ 01 đến 02 mô hình",
        {"low": Decimal("1"), "high": Decimal("2"), "comparator": "between", "unit": "mô hình"},
    ),
    ("≥95", {"value": Decimal("95"), "comparator": "at_least"}),
    (
        "≥ 1.200 ha",
        {
            "value": Decimal("1200"),
            "comparator": "at_least",
            "unit": "ha",
            "candidates": (Decimal("1200"), Decimal("1.200")),
        },
    ),
    ("<0,9%", {"value": Decimal("0.9"), "comparator": "below", "unit": "%"}),
    ("~65", {"value": Decimal("65"), "approximate": True}),
    ("80% (NQ: 85%)", {"value": Decimal("80"), "unit": "%", "rest": "NQ: 85%"}),
    ("65 - NQ 70", {"error": "Ô “65 - NQ 70” có nhiều số, không biết chắc lấy số nào."}),
    ("Từ 95% - 97%", {"low": Decimal("95"), "high": Decimal("97"), "comparator": "between", "unit": "%"}),
    (
        "Trên 50 triệu đồng/người/năm",
        {"value": Decimal("50"), "comparator": "above", "unit": "triệu đồng", "per": "người/năm"},
    ),
    ("trên địa bàn đạt 5 xã", {"value": Decimal("5"), "unit": "xã", "rest": "trên địa bàn đạt"}),
    ("Đạt chỉ tiêu", {"done": True}),
    ("Vượt chỉ tiêu nghị quyết", {"done": True}),
    ("Không xảy ra", {"value": Decimal("0")}),
    ("không để phát sinh điểm nóng", {"value": Decimal("0"), "comparator": "at_most", "rest": "điểm nóng"}),
    (
        "dưới sự chỉ đạo của huyện đạt 65%",
        {"value": Decimal("65"), "unit": "%", "rest": "dưới sự chỉ đạo của huyện đạt"},
    ),
    (
        "tối thiểu mỗi năm kết nạp 5 đảng viên",
        {"value": Decimal("5"), "comparator": "at_least", "unit": "đảng viên", "per": "năm"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_read_number_uncertain_cells_are_refused_with_a_reason(
    text: str, expected: dict[str, object]
) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), OF_RESOLUTIONS)
def test_read_number_wordings_of_resolutions_are_read_or_refused(
    text: str, expected: dict[str, object]
) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]
