"""Marks of one kind, refusals, and times that are no figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.numbers.cleaning import clean, mask_times, refusal_of, time_only


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("12–13", "12-13"),
        ("12—13", "12-13"),
        ("−5", "-5"),
        ("－5", "-5"),
        ("1\u00a0234", "1 234"),
        ("1\u202f234", "1 234"),
        ("1\u2009234", "1 234"),
        (" 63,2\t%\n", "63,2 %"),
        ("６３％", "63%"),
        ("…", "..."),
        ("66⁄112", "66/112"),
        ("≧ 95", "≥ 95"),
        ("≦ 2", "≤ 2"),
        ("⩾ 95", "≥ 95"),
        ("65 (*)", "65"),
        ("65(**)", "65"),
        ("65*", "65"),
        ("12 m²", "12 m2"),
        ("12 m³", "12 m3"),
        ("65²", "65²"),
        ("6\u200b5\ufeff", "65"),
        ("Đạt", "Đạt"),
        ("", ""),
    ],
)
def test_clean_leaves_plain_marks(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert clean(cleaned) == cleaned


@given(st.text(max_size=40))
def test_clean_leaves_no_odd_blanks(text: str) -> None:
    cleaned = clean(text)
    assert "\u00a0" not in cleaned
    assert "  " not in cleaned
    assert cleaned == cleaned.strip()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("#DIV/0!", "Ô có lỗi công thức của Excel (#DIV/0!)."),
        ("#div/0!", "Ô có lỗi công thức của Excel (#div/0!)."),
        ("#VALUE!", "Ô có lỗi công thức của Excel (#VALUE!)."),
        ("#NAME?", "Ô có lỗi công thức của Excel (#NAME?)."),
        ("#NUM!", "Ô có lỗi công thức của Excel (#NUM!)."),
        ("nan", "Ô ghi “nan”, không phải là số."),
        ("+Inf", "Ô ghi “+Inf”, không phải là số."),
        ("65²", "Ô “65²” có chữ số viết khác thường (số mũ, phân số liền, chữ số nước ngoài)."),
        ("½", "Ô “½” có chữ số viết khác thường (số mũ, phân số liền, chữ số nước ngoài)."),
        ("Ⅻ", "Ô “Ⅻ” có chữ số viết khác thường (số mũ, phân số liền, chữ số nước ngoài)."),
    ],
)
def test_refusal_of_what_can_never_be_a_figure(text: str, reason: str) -> None:
    assert refusal_of(text) == reason


@pytest.mark.parametrize("text", ["", "65", "Nan Ninh", "info", "số # 5", "12-13%", "khóa XII"])
def test_refusal_of_ordinary_cells_is_empty(text: str) -> None:
    assert refusal_of(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "8-9-2022",
        "08/09/2022",
        "8.9.2022",
        "2022-09-08",
        "2022-09-08 00:00:00",
        "2022-09-08 00:00",
        "12/2022",
        "1/2023",
        "2020-2025",
        "2021 - 2025",
    ],
)
def test_time_only_refuses_days_months_and_spans_of_years(text: str) -> None:
    assert time_only(text) == f"Ô “{text}” ghi thời gian, không phải số liệu."


@pytest.mark.parametrize(
    "text", ["2022", "3/4", "13/2022", "12/112", "1.900-2.000", "12-13", "2020 hộ", "2020-2025 ha", ""]
)
def test_time_only_lets_figures_pass(text: str) -> None:
    assert time_only(text) == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("đến năm 2025 đạt 65%", "đạt 65%"),
        ("đến hết năm 2025: 65", ": 65"),
        ("thời kỳ 2021-2025: 3.000 tỷ", ": 3.000 tỷ"),
        ("giai đoạn 2021 - 2025 đạt 5", "đạt 5"),
        ("nhiệm kỳ 2020-2025 kết nạp 30", "kết nạp 30"),
        ("đến ngày 30/6/2023 đạt 52", "đạt 52"),
        ("đến 30/6/2023 đạt 52", "đạt 52"),
        ("6 tháng đầu năm 2023 đạt 45", "đạt 45"),
        ("9 tháng năm 2022: 7", ": 7"),
        ("tháng 6/2023: 7", ": 7"),
        ("so với năm 2020 tăng 5%", "tăng 5%"),
        ("giá so sánh 2010", ""),
        ("trong 5 năm kết nạp 30", "kết nạp 30"),
        ("Nghị quyết số 22/2020 giao 15", "giao 15"),
        ("Kế hoạch 163-KH/TU giao 15", "giao 15"),
        ("Đại hội lần thứ 12", "Đại hội"),
        ("65 m2", "65 m²"),
        ("5 km2/xã", "5 km²/xã"),
        ("12 bác sĩ/10.000 dân", "12 bác sĩ/vạn dân"),
        ("12 trẻ/1.000 dân", "12 trẻ/nghìn dân"),
        ("36/1.000 dân", "36/1.000 dân"),
        ("65%", "65%"),
    ],
)
def test_mask_times_leaves_only_the_figure(text: str, left: str) -> None:
    assert mask_times(text).strip() == left
