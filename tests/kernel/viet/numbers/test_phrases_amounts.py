"""Cells as offices type them, and what each must be read as."""

from decimal import Decimal

import pytest

from nhiemky.kernel.viet.numbers import Reading, read_number

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
