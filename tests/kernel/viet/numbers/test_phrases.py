"""Cells as offices type them, and what each must be read as."""

from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.kernel.viet.numbers import Reading, read_number

PLAIN = [
    ("1340", {"value": Decimal("1340")}),
    ("0", {"value": Decimal("0")}),
    ("7", {"value": Decimal("7")}),
    ("07", {"value": Decimal("7")}),
    ("-5", {"value": Decimal("-5")}),
    ("−5,2", {"value": Decimal("-5.2")}),
    ("+5,2", {"value": Decimal("5.2")}),
    ("63,2", {"value": Decimal("63.2")}),
    ("63.54", {"value": Decimal("63.54")}),
    ("0.950", {"value": Decimal("0.950")}),
    ("0,950", {"value": Decimal("0.950")}),
    ("8,217", {"value": Decimal("8.217"), "candidates": (Decimal("8217"), Decimal("8.217"))}),
    ("12,5", {"value": Decimal("12.5")}),
    ("1.809,5", {"value": Decimal("1809.5")}),
    ("1.234.567", {"value": Decimal("1234567")}),
    ("1.234.567,89", {"value": Decimal("1234567.89")}),
    ("1,234.5", {"value": Decimal("1234.5")}),
    ("1,234,567", {"value": Decimal("1234567")}),
    ("1 234,5", {"value": Decimal("1234.5")}),
    ("1 234", {"value": Decimal("1234")}),
    ("12 345 678", {"value": Decimal("12345678")}),
    ("1 234,5", {"value": Decimal("1234.5")}),
    ("１２", {"value": Decimal("12")}),
    ("１.２３４,５", {"value": Decimal("1234.5")}),
    (" 65 ", {"value": Decimal("65")}),
    ("65.", {"value": Decimal("65")}),
    ("65;", {"value": Decimal("65")}),
    ("65 (*)", {"value": Decimal("65")}),
    ("65*", {"value": Decimal("65")}),
    ("1.300", {"value": Decimal("1300"), "candidates": (Decimal("1300"), Decimal("1.300"))}),
    ("5.000", {"value": Decimal("5000"), "candidates": (Decimal("5000"), Decimal("5.000"))}),
    (
        "3.000 tỷ đồng",
        {"value": Decimal("3000"), "unit": "tỷ đồng", "candidates": (Decimal("3000"), Decimal("3.000"))},
    ),
    ("1,5E+3", {"value": Decimal("1500")}),
    ("1e3", {"value": Decimal("1000")}),
    ("2025", {"value": Decimal("2025")}),
    ("100", {"value": Decimal("100")}),
    ("0,0", {"value": Decimal("0.0")}),
    ("00,5", {"value": Decimal("0.5")}),
    ("1234.567", {"value": Decimal("1234.567")}),
    ("1.5", {"value": Decimal("1.5")}),
    ("-1.809,5", {"value": Decimal("-1809.5")}),
    ("- 5", {"value": Decimal("-5"), "ambiguous": True, "candidates": (Decimal("-5"), Decimal("5"))}),
    ("– 5", {"value": Decimal("-5"), "ambiguous": True, "candidates": (Decimal("-5"), Decimal("5"))}),
    ("15,0", {"value": Decimal("15.0")}),
]

UNIT = [
    ("63,2 %", {"value": Decimal("63.2"), "unit": "%"}),
    ("63,2%", {"value": Decimal("63.2"), "unit": "%"}),
    ("60 triệu đồng", {"value": Decimal("60"), "unit": "triệu đồng"}),
    ("60 Triệu đồng", {"value": Decimal("60"), "unit": "triệu đồng"}),
    ("60 tr.đ", {"value": Decimal("60"), "unit": "triệu đồng"}),
    ("60 trđ", {"value": Decimal("60"), "unit": "triệu đồng"}),
    ("60 triệu", {"value": Decimal("60"), "unit": "triệu đồng"}),
    ("5 tỷ", {"value": Decimal("5"), "unit": "tỷ đồng"}),
    ("5 tỉ đồng", {"value": Decimal("5"), "unit": "tỷ đồng"}),
    (
        "500.000 đồng",
        {"value": Decimal("500000"), "unit": "đồng", "candidates": (Decimal("500000"), Decimal("500.000"))},
    ),
    (
        "500.000đ",
        {"value": Decimal("500000"), "unit": "đồng", "candidates": (Decimal("500000"), Decimal("500.000"))},
    ),
    ("50ha", {"value": Decimal("50"), "unit": "ha"}),
    (
        "1.300ha/vụ",
        {
            "value": Decimal("1300"),
            "unit": "ha",
            "per": "vụ",
            "candidates": (Decimal("1300"), Decimal("1.300")),
        },
    ),
    ("1.809,5 m2", {"value": Decimal("1809.5"), "unit": "m2"}),
    ("1.809,5 m²", {"value": Decimal("1809.5"), "unit": "m2"}),
    ("12,5 km", {"value": Decimal("12.5"), "unit": "km"}),
    ("3,5 tấn/ha", {"value": Decimal("3.5"), "unit": "tấn", "per": "ha"}),
    ("27 đảng viên", {"value": Decimal("27"), "unit": "đảng viên"}),
    ("27 ĐV", {"value": Decimal("27"), "unit": "đảng viên"}),
    ("200 doanh nghiệp", {"value": Decimal("200"), "unit": "doanh nghiệp"}),
    ("46 đ/vị", {"value": Decimal("46"), "unit": "đơn vị"}),
    ("8 đ/c", {"value": Decimal("8"), "unit": "đồng chí"}),
    ("1.428 hộ", {"value": Decimal("1428"), "unit": "hộ", "candidates": (Decimal("1428"), Decimal("1.428"))}),
    ("1.428%", {"value": Decimal("1.428"), "unit": "%", "candidates": (Decimal("1428"), Decimal("1.428"))}),
    ("0,42 điểm %", {"value": Decimal("0.42"), "unit": "điểm %"}),
    ("0,42 điểm phần trăm", {"value": Decimal("0.42"), "unit": "điểm %"}),
    ("12%/năm", {"value": Decimal("12"), "unit": "%", "per": "năm"}),
    ("12 %/ năm", {"value": Decimal("12"), "unit": "%", "per": "năm"}),
    ("53,1 triệu đồng/người/năm", {"value": Decimal("53.1"), "unit": "triệu đồng", "per": "người/năm"}),
    ("560 triệu đồng/ha/năm", {"value": Decimal("560"), "unit": "triệu đồng", "per": "ha/năm"}),
    ("960 tỷ đồng/năm", {"value": Decimal("960"), "unit": "tỷ đồng", "per": "năm"}),
    ("5 triệu con", {"value": Decimal("5"), "unit": "triệu con"}),
    ("2 nghìn lượt khách", {"value": Decimal("2"), "unit": "nghìn lượt", "rest": "khách"}),
    ("30 km đường", {"value": Decimal("30"), "unit": "km", "rest": "đường"}),
    ("15 HTX", {"value": Decimal("15"), "unit": "hợp tác xã"}),
    ("82 chỉ tiêu", {"value": Decimal("82"), "unit": "chỉ tiêu"}),
    ("100% chỉ tiêu trên giao", {"value": Decimal("100"), "unit": "%", "rest": "chỉ tiêu trên giao"}),
    ("98 phần trăm", {"value": Decimal("98"), "unit": "%"}),
    ("12 bác sĩ/vạn dân", {"value": Decimal("12"), "unit": "bác sĩ", "per": "vạn dân"}),
    ("5,5 lít", {"value": Decimal("5.5"), "unit": "lít"}),
    ("12 bác sĩ/10.000 dân", {"value": Decimal("12"), "unit": "bác sĩ", "per": "vạn dân"}),
    ("1.809,5 km2", {"value": Decimal("1809.5"), "unit": "km2"}),
    ("0,5 m3/người", {"value": Decimal("0.5"), "unit": "m3", "per": "người"}),
    ("25 căn nhà tình nghĩa", {"value": Decimal("25"), "unit": "căn nhà", "rest": "tình nghĩa"}),
    (
        "1.340 hộ/năm",
        {
            "value": Decimal("1340"),
            "unit": "hộ",
            "per": "năm",
            "candidates": (Decimal("1340"), Decimal("1.340")),
        },
    ),
    ("15 sản phẩm OCOP", {"value": Decimal("15"), "unit": "sản phẩm", "rest": "OCOP"}),
    ("120 triệu/hộ", {"value": Decimal("120"), "unit": "triệu đồng", "per": "hộ"}),
]

COMPARATOR = [
    ("≥ 95%", {"value": Decimal("95"), "comparator": "at_least", "unit": "%"}),
    (">= 95", {"value": Decimal("95"), "comparator": "at_least"}),
    ("=> 95", {"value": Decimal("95"), "comparator": "at_least"}),
    ("≤ 2%", {"value": Decimal("2"), "comparator": "at_most", "unit": "%"}),
    ("<= 2", {"value": Decimal("2"), "comparator": "at_most"}),
    ("> 95%", {"value": Decimal("95"), "comparator": "above", "unit": "%"}),
    ("< 2%", {"value": Decimal("2"), "comparator": "below", "unit": "%"}),
    ("dưới 2%", {"value": Decimal("2"), "comparator": "below", "unit": "%"}),
    ("Dưới 1%", {"value": Decimal("1"), "comparator": "below", "unit": "%"}),
    ("trên 80%", {"value": Decimal("80"), "comparator": "above", "unit": "%"}),
    (
        "hơn 1.600 lao động",
        {
            "value": Decimal("1600"),
            "comparator": "above",
            "unit": "lao động",
            "candidates": (Decimal("1600"), Decimal("1.600")),
        },
    ),
    ("từ 80% trở lên", {"value": Decimal("80"), "comparator": "at_least", "unit": "%"}),
    ("80% trở lên", {"value": Decimal("80"), "comparator": "at_least", "unit": "%"}),
    ("16% trở lên", {"value": Decimal("16"), "comparator": "at_least", "unit": "%"}),
    ("từ 82 đảng viên trở lên", {"value": Decimal("82"), "comparator": "at_least", "unit": "đảng viên"}),
    ("tối thiểu 80% trở lên", {"value": Decimal("80"), "comparator": "at_least", "unit": "%"}),
    ("5% trở xuống", {"value": Decimal("5"), "comparator": "at_most", "unit": "%"}),
    ("5% trở lại", {"value": Decimal("5"), "comparator": "at_most", "unit": "%"}),
    ("không quá 5", {"value": Decimal("5"), "comparator": "at_most"}),
    ("không quá 3%", {"value": Decimal("3"), "comparator": "at_most", "unit": "%"}),
    ("không vượt quá 2%", {"value": Decimal("2"), "comparator": "at_most", "unit": "%"}),
    ("tối đa 3%", {"value": Decimal("3"), "comparator": "at_most", "unit": "%"}),
    ("ít nhất 10", {"value": Decimal("10"), "comparator": "at_least"}),
    ("tối thiểu 25 đảng viên", {"value": Decimal("25"), "comparator": "at_least", "unit": "đảng viên"}),
    ("không dưới 90%", {"value": Decimal("90"), "comparator": "at_least", "unit": "%"}),
    ("không thấp hơn 90%", {"value": Decimal("90"), "comparator": "at_least", "unit": "%"}),
    ("thấp hơn 1,5%", {"value": Decimal("1.5"), "comparator": "below", "unit": "%"}),
    ("cao hơn 10%", {"value": Decimal("10"), "comparator": "above", "unit": "%"}),
    ("nhiều nhất 2 hộ", {"value": Decimal("2"), "comparator": "at_most", "unit": "hộ"}),
    ("đạt ít nhất 95%", {"value": Decimal("95"), "comparator": "at_least", "unit": "%"}),
    ("còn dưới 2%", {"value": Decimal("2"), "comparator": "below", "unit": "%"}),
    ("giảm còn dưới 1,5%", {"value": Decimal("1.5"), "comparator": "below", "unit": "%", "trend": "giảm"}),
    ("duy trì ở mức dưới 1,5%", {"value": Decimal("1.5"), "comparator": "below", "unit": "%"}),
    ("đạt từ 85% trở lên", {"value": Decimal("85"), "comparator": "at_least", "unit": "%"}),
    ("Đạt trên 95%", {"value": Decimal("95"), "comparator": "above", "unit": "%"}),
    (
        "hằng năm đạt 85% trở lên",
        {"value": Decimal("85"), "comparator": "at_least", "unit": "%", "per": "năm"},
    ),
    ("chưa đến 1%", {"value": Decimal("1"), "comparator": "below", "unit": "%"}),
    ("không còn hộ nghèo", {"value": Decimal("0"), "comparator": "at_most", "unit": "hộ nghèo"}),
    (
        "Không để xảy ra tội phạm nghiêm trọng",
        {"value": Decimal("0"), "comparator": "at_most", "rest": "tội phạm nghiêm trọng"},
    ),
]

RANGE = [
    (
        "12-13%/năm",
        {"low": Decimal("12"), "high": Decimal("13"), "comparator": "between", "unit": "%", "per": "năm"},
    ),
    ("12–13", {"low": Decimal("12"), "high": Decimal("13"), "comparator": "between"}),
    ("12—13", {"low": Decimal("12"), "high": Decimal("13"), "comparator": "between"}),
    ("7 - 9%", {"low": Decimal("7"), "high": Decimal("9"), "comparator": "between", "unit": "%"}),
    ("7 ÷ 9%", {"low": Decimal("7"), "high": Decimal("9"), "comparator": "between", "unit": "%"}),
    ("0,5%-0,8%", {"low": Decimal("0.5"), "high": Decimal("0.8"), "comparator": "between", "unit": "%"}),
    ("30 - 35", {"low": Decimal("30"), "high": Decimal("35"), "comparator": "between"}),
    ("từ 5 đến 7", {"low": Decimal("5"), "high": Decimal("7"), "comparator": "between"}),
    ("từ 5% đến 7%", {"low": Decimal("5"), "high": Decimal("7"), "comparator": "between", "unit": "%"}),
    (
        "5 đến 7 triệu đồng",
        {"low": Decimal("5"), "high": Decimal("7"), "comparator": "between", "unit": "triệu đồng"},
    ),
    ("10-12 %", {"low": Decimal("10"), "high": Decimal("12"), "comparator": "between", "unit": "%"}),
    (
        "9-10%/ năm",
        {"low": Decimal("9"), "high": Decimal("10"), "comparator": "between", "unit": "%", "per": "năm"},
    ),
    (
        "1.200 - 1.500 ha",
        {
            "low": Decimal("1200"),
            "high": Decimal("1500"),
            "comparator": "between",
            "unit": "ha",
            "candidates": (Decimal("1200"), Decimal("1.200")),
        },
    ),
    (
        "500 triệu - 1 tỷ đồng",
        {"low": Decimal("0.5"), "high": Decimal("1"), "comparator": "between", "unit": "tỷ đồng"},
    ),
    (
        "từ 60 triệu đồng đến 65 triệu đồng/năm",
        {
            "low": Decimal("60"),
            "high": Decimal("65"),
            "comparator": "between",
            "unit": "triệu đồng",
            "per": "năm",
        },
    ),
    ("-5 đến -2", {"low": Decimal("-5"), "high": Decimal("-2"), "comparator": "between"}),
    (
        "5%/năm - 7%/năm",
        {"low": Decimal("5"), "high": Decimal("7"), "comparator": "between", "unit": "%", "per": "năm"},
    ),
    ("2 đến 3 xã", {"low": Decimal("2"), "high": Decimal("3"), "comparator": "between", "unit": "xã"}),
    (
        "tăng 5 - 7%",
        {"low": Decimal("5"), "high": Decimal("7"), "comparator": "between", "unit": "%", "trend": "tăng"},
    ),
    (
        "từ 10 đến 12 xã trở lên",
        {"low": Decimal("10"), "high": Decimal("12"), "comparator": "between", "unit": "xã"},
    ),
    ("7~9", {"low": Decimal("7"), "high": Decimal("9"), "comparator": "between"}),
    ("5 tới 7 km", {"low": Decimal("5"), "high": Decimal("7"), "comparator": "between", "unit": "km"}),
    (
        "1.000 - 1.200",
        {
            "low": Decimal("1000"),
            "high": Decimal("1200"),
            "comparator": "between",
            "candidates": (Decimal("1000"), Decimal("1.000")),
        },
    ),
]

FRACTION = [
    ("3/4", {"value": Fraction(3, 4), "numerator": Decimal("3"), "denominator": Decimal("4")}),
    (
        "3/4 trường",
        {"value": Decimal("3"), "unit": "trường", "numerator": Decimal("3"), "denominator": Decimal("4")},
    ),
    (
        "10/10 thôn",
        {"value": Decimal("10"), "unit": "thôn", "numerator": Decimal("10"), "denominator": Decimal("10")},
    ),
    ("9/10", {"value": Fraction(9, 10), "numerator": Decimal("9"), "denominator": Decimal("10")}),
    (
        "04/08 tiêu chí",
        {"value": Decimal("4"), "unit": "tiêu chí", "numerator": Decimal("4"), "denominator": Decimal("8")},
    ),
    ("2/ 2", {"value": Fraction(1, 1), "numerator": Decimal("2"), "denominator": Decimal("2")}),
    ("41/112", {"value": Fraction(41, 112), "numerator": Decimal("41"), "denominator": Decimal("112")}),
    (
        "66/112 thôn",
        {"value": Decimal("66"), "unit": "thôn", "numerator": Decimal("66"), "denominator": Decimal("112")},
    ),
    (
        "58,9% (66/112 thôn)",
        {"value": Decimal("58.9"), "unit": "%", "numerator": Decimal("66"), "denominator": Decimal("112")},
    ),
    (
        "66/112 thôn (58,9%)",
        {"value": Decimal("58.9"), "unit": "%", "numerator": Decimal("66"), "denominator": Decimal("112")},
    ),
    (
        "41/112 (36,6%)",
        {"value": Decimal("36.6"), "unit": "%", "numerator": Decimal("41"), "denominator": Decimal("112")},
    ),
    (
        "58,9% (60/112 thôn)",
        {
            "value": Decimal("58.9"),
            "unit": "%",
            "numerator": Decimal("60"),
            "denominator": Decimal("112"),
            "ambiguous": True,
        },
    ),
    (
        "36 tỷ đồng/33 tỷ đồng",
        {"value": Decimal("36"), "unit": "tỷ đồng", "numerator": Decimal("36"), "denominator": Decimal("33")},
    ),
    (
        "1.428/1340 tỷ đồng",
        {
            "value": Decimal("1428"),
            "unit": "tỷ đồng",
            "numerator": Decimal("1428"),
            "denominator": Decimal("1340"),
            "candidates": (Decimal("1428"), Decimal("1.428")),
        },
    ),
    (
        "22/23 triệu đồng",
        {
            "value": Decimal("22"),
            "unit": "triệu đồng",
            "numerator": Decimal("22"),
            "denominator": Decimal("23"),
        },
    ),
    (
        "1.809,5/75 triệu đồng",
        {
            "value": Decimal("1809.5"),
            "unit": "triệu đồng",
            "numerator": Decimal("1809.5"),
            "denominator": Decimal("75"),
        },
    ),
    (
        "36/35 đảng viên",
        {
            "value": Decimal("36"),
            "unit": "đảng viên",
            "numerator": Decimal("36"),
            "denominator": Decimal("35"),
        },
    ),
    (
        "83,2%/50%",
        {"value": Decimal("83.2"), "unit": "%", "numerator": Decimal("83.2"), "denominator": Decimal("50")},
    ),
    (
        "673/550ha",
        {"value": Decimal("673"), "unit": "ha", "numerator": Decimal("673"), "denominator": Decimal("550")},
    ),
    (
        "45.799/36.875 tỷ đồng",
        {
            "value": Decimal("45799"),
            "unit": "tỷ đồng",
            "numerator": Decimal("45799"),
            "denominator": Decimal("36875"),
            "ambiguous": True,
            "candidates": (Decimal("45799"), Decimal("45.799")),
        },
    ),
    (
        "9 trên tổng số 10 thôn",
        {"value": Decimal("9"), "unit": "thôn", "numerator": Decimal("9"), "denominator": Decimal("10")},
    ),
    ("5/0", {"error": "Ô “5/0” là phân số có mẫu số bằng 0."}),
]

COMPOUND = [
    ("16 tỷ 434 triệu đồng", {"value": Decimal("16.434"), "unit": "tỷ đồng"}),
    ("16 tỷ 434 triệu", {"value": Decimal("16.434"), "unit": "tỷ đồng"}),
    ("1 tỷ 5 triệu 200 nghìn đồng", {"value": Decimal("1.0052"), "unit": "tỷ đồng"}),
    ("10 triệu 500 nghìn đồng", {"value": Decimal("10.5"), "unit": "triệu đồng"}),
    ("2 km 300 m", {"value": Decimal("2.3"), "unit": "km"}),
    ("1 tấn 5 tạ", {"value": Decimal("1.5"), "unit": "tấn"}),
    (
        "1 ha 5.000 m2",
        {"value": Decimal("1.5"), "unit": "ha", "candidates": (Decimal("5000"), Decimal("5.000"))},
    ),
    ("1 ha 500 m²", {"value": Decimal("1.05"), "unit": "ha"}),
    ("-2 tỷ 500 triệu đồng", {"value": Decimal("-2.5"), "unit": "tỷ đồng"}),
]

WORDS = [
    ("Đạt", {"done": True}),
    ("đạt", {"done": True}),
    ("Vượt", {"done": True}),
    ("Đạt và vượt", {"done": True}),
    ("Hoàn thành", {"done": True}),
    ("Có", {"done": True}),
    ("Đã đạt chuẩn nông thôn mới", {"done": True}),
    ("Đạt chuẩn nông thôn mới", {"done": True}),
    ("Hoàn thành tốt nhiệm vụ", {"done": True}),
    ("Chưa đạt", {"done": False}),
    ("Không đạt", {"done": False}),
    ("Chưa", {"done": False}),
    ("Không", {"done": False}),
    ("Chưa hoàn thành", {"done": False}),
    ("Đang trong lộ trình", {"done": False}),
    ("Gần đạt", {"done": False}),
    ("Đang thực hiện các bước", {"done": False}),
    ("Đạt (100%)", {"value": Decimal("100"), "unit": "%", "done": True}),
    ("Chưa đạt (85%)", {"value": Decimal("85"), "unit": "%", "done": False}),
    ("Chưa đạt 85%", {"value": Decimal("85"), "unit": "%", "done": False}),
    ("ba chỉ tiêu", {"value": Decimal("3"), "unit": "chỉ tiêu"}),
    ("Hai xã", {"value": Decimal("2"), "unit": "xã"}),
    ("đạt chuẩn vào năm 2022", {"done": True}),
    ("hai ấp văn hóa", {"value": Decimal("2"), "unit": "ấp", "rest": "văn hóa"}),
    ("bảy chi bộ", {"value": Decimal("7"), "unit": "chi bộ"}),
    (
        "Đạt 3/4 tiêu chí",
        {"value": Decimal("3"), "unit": "tiêu chí", "numerator": Decimal("3"), "denominator": Decimal("4")},
    ),
    ("mười đảng viên", {"value": Decimal("10"), "unit": "đảng viên"}),
]

WORDING = [
    ("phấn đấu đạt 65", {"value": Decimal("65")}),
    ("phấn đấu đến năm 2025 đạt 65%", {"value": Decimal("65"), "unit": "%"}),
    ("đến năm 2025: 65 triệu đồng", {"value": Decimal("65"), "unit": "triệu đồng"}),
    (
        "đến năm 2025 đạt 560 triệu đồng/ha/năm",
        {"value": Decimal("560"), "unit": "triệu đồng", "per": "ha/năm"},
    ),
    (
        "thời kỳ 2021-2025: 3.000 tỷ đồng",
        {"value": Decimal("3000"), "unit": "tỷ đồng", "candidates": (Decimal("3000"), Decimal("3.000"))},
    ),
    ("trong nhiệm kỳ 2020-2025 kết nạp 30 đảng viên", {"value": Decimal("30"), "unit": "đảng viên"}),
    ("bình quân hằng năm 12%", {"value": Decimal("12"), "unit": "%", "per": "năm"}),
    ("mỗi năm 25 đảng viên", {"value": Decimal("25"), "unit": "đảng viên", "per": "năm"}),
    ("khoảng 65", {"value": Decimal("65"), "approximate": True}),
    ("ước đạt 65%", {"value": Decimal("65"), "unit": "%", "approximate": True}),
    ("ước 1.702,8 tỷ đồng", {"value": Decimal("1702.8"), "unit": "tỷ đồng", "approximate": True}),
    ("~ 12", {"value": Decimal("12"), "approximate": True}),
    ("gần 100 hộ", {"value": Decimal("100"), "unit": "hộ", "approximate": True}),
    ("Tăng 25%", {"value": Decimal("25"), "unit": "%", "trend": "tăng"}),
    ("giảm 1,4%", {"value": Decimal("1.4"), "unit": "%", "trend": "giảm"}),
    ("vượt 5%", {"value": Decimal("5"), "unit": "%", "trend": "vượt"}),
    ("Phát triển mới 46 đ/vị", {"value": Decimal("46"), "unit": "đơn vị", "rest": "phát triển mới"}),
    (
        "Phấn đấu đưa 80% q/c các giới vào TC đoàn thể",
        {"value": Decimal("80"), "unit": "%", "rest": "phấn đấu đưa q/c các giới vào TC đoàn thể"},
    ),
    ("từ 7,5% xuống còn 4%", {"value": Decimal("4"), "unit": "%", "baseline": Decimal("7.5")}),
    ("tăng từ 5 lên 7 xã", {"value": Decimal("7"), "unit": "xã", "baseline": Decimal("5"), "trend": "tăng"}),
    ("đạt 14%, trong đó: nông nghiệp 4%; dịch vụ 12%", {"value": Decimal("14"), "unit": "%"}),
    ("đạt 12% (giá so sánh năm 2010)", {"value": Decimal("12"), "unit": "%", "rest": "giá so sánh năm 2010"}),
    ("đến 30/6/2023 đạt 52 triệu đồng", {"value": Decimal("52"), "unit": "triệu đồng"}),
    ("6 tháng đầu năm 2023 đạt 45%", {"value": Decimal("45"), "unit": "%"}),
    ("Nghị quyết 22/2020 giao 15 tỷ đồng", {"value": Decimal("15"), "unit": "tỷ đồng", "rest": "giao"}),
]

MISSING = [
    (".", {"missing": True}),
    ("..", {"missing": True}),
    ("...", {"missing": True}),
    ("…", {"missing": True}),
    ("-", {"missing": True}),
    ("--", {"missing": True}),
    ("–", {"missing": True}),
    ("x", {"missing": True}),
    ("X", {"missing": True}),
    ("K", {"missing": True}),
    ("/", {"missing": True}),
    ("n/a", {"missing": True}),
    ("không có số liệu", {"missing": True}),
    ("Chưa có số liệu", {"missing": True}),
    ("Chưa đánh giá", {"missing": True}),
    (". . .", {"missing": True}),
    ("\xa0", {"missing": True}),
]

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
            "error": "Ô “Thu nhập 52 triệu đồng, đạt 74,3% so với Nghị quyết” có nhiều số, không biết chắc lấy số nào."
        },
    ),
    (
        "tăng bình quân hàng năm 19,3%, nghị quyết đề ra là 11,2%",
        {
            "error": "Ô “tăng bình quân hàng năm 19,3%, nghị quyết đề ra là 11,2%” có nhiều số, không biết chắc lấy số nào."
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


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_read_number_plain_figures_are_exact(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), UNIT)
def test_read_number_units_are_found_and_spelled_one_way(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), COMPARATOR)
def test_read_number_comparators_are_understood(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), RANGE)
def test_read_number_ranges_have_both_ends(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), FRACTION)
def test_read_number_fractions_keep_both_numbers(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), COMPOUND)
def test_read_number_compound_amounts_are_added_up(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_read_number_words_answer_done_or_count(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), WORDING)
def test_read_number_wordings_give_their_one_figure(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), MISSING)
def test_read_number_marks_of_an_empty_cell_are_missing(text: str, expected: dict[str, object]) -> None:
    assert read_number(text) == Reading(text, **expected)  # type: ignore[arg-type]


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
