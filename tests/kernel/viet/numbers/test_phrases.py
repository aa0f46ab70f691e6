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
