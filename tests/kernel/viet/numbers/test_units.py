"""Spellings and conversion of units."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.numbers import Number, convert_bare, convert_unit, normal_unit
from nhiemky.kernel.viet.numbers.units import count_phrase_at, is_count, is_percent


@pytest.mark.parametrize(
    ("unit", "normal"),
    [
        ("", ""),
        ("%", "%"),
        ("phần trăm", "%"),
        ("Tỷ lệ %", "%"),
        ("(%)", "%"),
        ("%/năm", "%/năm"),
        ("% / năm", "%/năm"),
        ("điểm %", "điểm %"),
        ("Điểm phần trăm", "điểm %"),
        ("đồng", "đồng"),
        ("VNĐ", "đồng"),
        ("đ", "đồng"),
        ("Triệu đồng", "triệu đồng"),
        ("TRIỆU ĐỒNG", "triệu đồng"),
        ("triệu  đồng", "triệu đồng"),
        ("Tr.đồng", "triệu đồng"),
        ("Tr.đ", "triệu đồng"),
        ("trđ", "triệu đồng"),
        ("tr đồng", "triệu đồng"),
        ("triệu", "triệu đồng"),
        ("tỷ", "tỷ đồng"),
        ("Tỉ đồng", "tỷ đồng"),
        ("tỷ đ", "tỷ đồng"),
        ("ngàn đồng", "nghìn đồng"),
        ("1.000 đồng", "nghìn đồng"),
        ("1000đ", "nghìn đồng"),
        ("1.000 tấn", "nghìn tấn"),
        ("triệu con", "triệu con"),
        ("triệu đồng/người/năm", "triệu đồng/người/năm"),
        ("Triệu đồng/ Năm", "triệu đồng/năm"),
        ("Ha", "ha"),
        ("héc-ta", "ha"),
        ("m²", "m2"),
        ("Km²", "km2"),
        ("m2", "m2"),
        ("Km", "km"),
        ("Tấn", "tấn"),
        ("Tạ", "tạ"),
        ("Hộ", "hộ"),
        ("HỘ", "hộ"),
        ("Đảng viên", "đảng viên"),
        ("ĐV", "đảng viên"),
        ("đ/c", "đồng chí"),
        ("Đ/vị", "đơn vị"),
        ("HTX", "hợp tác xã"),
        ("Trường", "trường"),
        ("OCOP", "OCOP"),
    ],
)
def test_normal_unit_gives_one_spelling(unit: str, normal: str) -> None:
    assert normal_unit(unit) == normal
    assert normal_unit(normal) == normal


@pytest.mark.parametrize(
    ("value", "source", "goal", "converted"),
    [
        (Decimal("16434"), "triệu đồng", "tỷ đồng", Decimal("16.434")),
        (Decimal("16.434"), "tỷ đồng", "triệu đồng", Decimal("16434")),
        (Decimal("8.217"), "tỷ", "Tr.đ", Decimal("8217")),
        (Decimal("1.5"), "triệu đồng", "đồng", Decimal("1500000")),
        (Decimal("1.5"), "triệu", "nghìn đồng", Decimal("1500")),
        (Decimal("250"), "1.000 đồng", "triệu đồng", Decimal("0.25")),
        (Decimal("3"), "ha", "m2", Decimal("30000")),
        (Decimal("2.5"), "km²", "ha", Decimal("250")),
        (Decimal("550"), "ha", "km2", Decimal("5.5")),
        (Decimal("2.3"), "km", "m", Decimal("2300")),
        (Decimal("45"), "cm", "m", Decimal("0.45")),
        (Decimal("3.5"), "tấn", "tạ", Decimal("35")),
        (Decimal("750"), "kg", "tấn", Decimal("0.75")),
        (Decimal("5"), "yến", "kg", Decimal("50")),
        (Decimal("2"), "nghìn tấn", "tạ", Decimal("20000")),
        (Decimal("1.2"), "triệu con", "con", Decimal("1200000")),
        (Decimal("27"), "đảng viên", "ĐV", Decimal("27")),
        (Decimal("63.2"), "%", "phần trăm", Decimal("63.2")),
        (Decimal("53.1"), "triệu đồng", "triệu đồng/người/năm", Decimal("53.1")),
        (Decimal("53100"), "nghìn đồng/năm", "triệu đồng/năm", Decimal("53.1")),
        (Fraction(1, 3), "tỷ đồng", "triệu đồng", Fraction(1000, 3)),
        (5, "km", "m", 5000),
    ],
)
def test_convert_unit_stays_exact_in_one_family(
    value: Number, source: str, goal: str, converted: Number
) -> None:
    assert convert_unit(value, source, goal) == converted


@pytest.mark.parametrize(
    ("source", "goal"),
    [
        ("triệu đồng", "%"),
        ("ha", "km"),
        ("hộ", "người"),
        ("%", "điểm %"),
        ("", "ha"),
        ("ha", ""),
        ("tấn/ha", "tấn/người"),
        ("con", "triệu cây"),
    ],
)
def test_convert_unit_refuses_other_families(source: str, goal: str) -> None:
    assert convert_unit(Decimal(5), source, goal) is None


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3),
    st.sampled_from(["đồng", "nghìn đồng", "triệu đồng", "tỷ đồng"]),
    st.sampled_from(["đồng", "nghìn đồng", "triệu đồng", "tỷ đồng"]),
)
def test_convert_unit_there_and_back_changes_nothing(value: Decimal, source: str, goal: str) -> None:
    there = convert_unit(value, source, goal)
    assert there is not None
    assert convert_unit(there, goal, source) == value


@pytest.mark.parametrize("unit", ["hộ", "Đảng viên", "thôn", "lao động/năm", "HTX", "đ/c", "doanh nghiệp"])
def test_is_count_knows_whole_things(unit: str) -> None:
    assert is_count(unit)


@pytest.mark.parametrize("unit", ["", "%", "ha", "triệu đồng", "triệu con", "lần"])
def test_is_count_leaves_measures_alone(unit: str) -> None:
    assert not is_count(unit)


def test_is_percent_tells_percent_from_points() -> None:
    assert [is_percent(unit) for unit in ("%", "%/năm", "phần trăm", "điểm %", "", "ha")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("hộ nghèo", "hộ nghèo"),
        ("hộ cận nghèo", "hộ"),
        ("học sinh giỏi", "học sinh"),
        ("chi bộ trực thuộc", "chi bộ"),
        ("hộp", ""),
        ("", ""),
        ("phần", ""),
    ],
)
def test_count_phrase_at_takes_the_longest_noun(words: str, noun: str) -> None:
    assert count_phrase_at(words) == noun


@pytest.mark.parametrize(
    ("value", "magnitude", "unit", "expected"),
    [
        (650, "nghìn đồng", "cây", 650_000),
        (2, "vạn", "người", 20_000),
        (3, "trăm", "hộ", 300),
        (550, "nghìn đồng", "triệu lượt", Decimal("0.55")),
        (2, "nghìn đồng", "km/năm", 2_000),
        (2, "triệu đồng", "triệu đồng", None),
        (2, "triệu đồng", "%", None),
        (2, "tấn", "cây", None),
        (2, "", "cây", None),
        (2, "triệu đồng", "", None),
    ],
)
def test_bare_magnitude_is_of_the_unit_of_the_row(
    value: int, magnitude: str, unit: str, expected: Decimal | int | None
) -> None:
    assert convert_bare(value, magnitude, unit) == expected
