"""Bands are ordered, exclusive and complete, and shown figures never cross their edges."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.kernel.scoring import (
    CLASS_NAMES,
    CLASSES,
    DEFAULT_SCHEME,
    SCHEMES,
    Band,
    Scheme,
    SchemeError,
    round_shown,
)

STRICT = SCHEMES["strict"]
D = Decimal


def scheme_of(*bands: tuple[str, object], inclusive: bool = True) -> Scheme:
    made = tuple(
        Band(code, None if edge is None else Decimal(str(edge)), f"Nhóm {code}") for code, edge in bands
    )
    return Scheme("thu", "Thử", made, inclusive)


@pytest.mark.parametrize(
    ("attainment", "inclusive", "strict"),
    [
        ("250", "met", "met"),
        ("100", "met", "met"),
        ("99.9999", "over_90", "over_90"),
        ("90.0001", "over_90", "over_90"),
        ("90", "over_90", "over_75"),
        ("89.9999", "over_75", "over_75"),
        ("75", "over_75", "over_50"),
        ("74.9999", "over_50", "over_50"),
        ("50", "over_50", "under_50"),
        ("49.9999", "under_50", "under_50"),
        ("0", "under_50", "under_50"),
        ("-40", "under_50", "under_50"),
    ],
)
def test_an_attainment_falls_into_one_band(attainment: str, inclusive: str, strict: str) -> None:
    assert DEFAULT_SCHEME.classify(D(attainment)) == inclusive
    assert STRICT.classify(D(attainment)) == strict
    assert DEFAULT_SCHEME.classify(Fraction(attainment)) == inclusive


@pytest.mark.parametrize(
    ("name", "attainment", "code"),
    [
        ("two_bands_80", "100", "met"),
        ("two_bands_80", "99.99", "over_80"),
        ("two_bands_80", "80", "over_80"),
        ("two_bands_80", "79.99", "under_80"),
        ("two_bands_90", "100", "met"),
        ("two_bands_90", "90", "over_90"),
        ("two_bands_90", "89.99", "under_90"),
    ],
)
def test_other_schemes_have_their_own_edges(name: str, attainment: str, code: str) -> None:
    assert SCHEMES[name].classify(D(attainment)) == code


def test_schemes_are_found_by_their_own_name() -> None:
    assert sorted(SCHEMES) == ["default", "strict", "two_bands_80", "two_bands_90"]
    assert [scheme.name for scheme in SCHEMES.values()] == list(SCHEMES)
    assert SCHEMES["default"] is DEFAULT_SCHEME


def test_the_default_scheme_has_the_five_bands_of_the_official_sentence() -> None:
    assert [(band.code, band.threshold, band.name) for band in DEFAULT_SCHEME.bands] == [
        ("met", D(100), "Đạt và vượt"),
        ("over_90", D(90), "Đạt trên 90%"),
        ("over_75", D(75), "Đạt trên 75%"),
        ("over_50", D(50), "Đạt trên 50%"),
        ("under_50", None, "Đạt dưới 50%"),
    ]


def test_the_codes_of_a_scheme_are_its_bands_and_the_three_classes() -> None:
    assert CLASSES == ("not_due", "no_data", "not_computable")
    assert SCHEMES["two_bands_80"].class_codes == ("met", "over_80", "under_80", *CLASSES)


def test_every_code_has_a_vietnamese_name() -> None:
    assert dict(SCHEMES["two_bands_80"].names) == {
        "met": "Đạt và vượt",
        "over_80": "Đạt trên 80%",
        "under_80": "Đạt dưới 80%",
        "not_due": "Chưa đến hạn",
        "no_data": "Chưa có số liệu",
        "not_computable": "Không tính được mức đạt",
    }
    assert tuple(CLASS_NAMES) == CLASSES


def test_a_scheme_says_how_its_edges_are_read() -> None:
    assert (DEFAULT_SCHEME.edges, STRICT.edges) == ("inclusive", "strict")


def test_the_rule_of_the_default_scheme_is_stated_in_words() -> None:
    assert DEFAULT_SCHEME.rule_text == (
        "Mỗi chỉ tiêu được xếp vào một nhóm duy nhất, là nhóm cao nhất mà mức đạt của chỉ tiêu thuộc về: "
        "“Đạt và vượt” từ 100% trở lên; "
        "“Đạt trên 90%” từ 90% đến dưới 100%; "
        "“Đạt trên 75%” từ 75% đến dưới 90%; "
        "“Đạt trên 50%” từ 50% đến dưới 75%; "
        "“Đạt dưới 50%” dưới 50%. "
        "Cận dưới thuộc nhóm: mức đạt đúng 90% được xếp vào nhóm “Đạt trên 90%”."
    )


def test_the_rule_of_the_strict_scheme_is_stated_in_words() -> None:
    assert STRICT.rule_text == (
        "Mỗi chỉ tiêu được xếp vào một nhóm duy nhất, là nhóm cao nhất mà mức đạt của chỉ tiêu thuộc về: "
        "“Đạt và vượt” từ 100% trở lên; "
        "“Đạt trên 90%” trên 90% đến dưới 100%; "
        "“Đạt trên 75%” trên 75% đến 90%; "
        "“Đạt trên 50%” trên 50% đến 75%; "
        "“Đạt dưới 50%” từ 50% trở xuống. "
        "Cận dưới không thuộc nhóm: mức đạt đúng 90% không được xếp vào nhóm “Đạt trên 90%” mà vào nhóm kế dưới."
    )


def test_the_rule_of_a_scheme_with_one_edge_needs_no_note() -> None:
    assert scheme_of(("met", 100), ("rest", None)).rule_text == (
        "Mỗi chỉ tiêu được xếp vào một nhóm duy nhất, là nhóm cao nhất mà mức đạt của chỉ tiêu thuộc về: "
        "“Nhóm met” từ 100% trở lên; “Nhóm rest” dưới 100%."
    )


def test_the_rule_of_a_single_band_takes_everything() -> None:
    assert scheme_of(("all", None)).rule_text.endswith("“Nhóm all” mọi mức đạt.")


def test_an_edge_with_decimals_is_written_with_a_comma() -> None:
    assert "“Nhóm a” từ 66,6% trở lên" in scheme_of(("a", "66.6"), ("b", None)).rule_text


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        ((), "chưa có nhóm nào"),
        ((("met", 100), ("met", 90), ("rest", None)), "“met” bị trùng"),
        ((("met", 100), ("no_data", None)), "“no_data” không dùng được"),
        ((("", 100), ("rest", None)), "“” không dùng được"),
        ((("met", 100), ("over_90", 90)), "khoảng trống phía dưới"),
        ((("met", None), ("rest", None)), "thiếu cận dưới"),
        ((("met", 100), ("same", 100), ("rest", None)), "trùng cận dưới"),
        ((("met", 90), ("over", 100), ("rest", None)), "sai thứ tự"),
        ((("met", 100), ("a", 50), ("b", 75), ("rest", None)), "sai thứ tự"),
        ((("met", "NaN"), ("rest", None)), "không hợp lệ"),
        ((("met", "Infinity"), ("rest", None)), "không hợp lệ"),
    ],
)
def test_a_faulty_scheme_is_refused(bands: tuple[tuple[str, object], ...], message: str) -> None:
    with pytest.raises(SchemeError, match=message):
        scheme_of(*bands)


def test_a_scheme_is_built_from_ranges_that_touch() -> None:
    built = Scheme.from_ranges(
        "two",
        "Hai nhóm",
        [("met", 100, None, "Đạt"), ("near", 80, 100, "Gần đạt"), ("rest", None, 80, "Chưa đạt")],
    )

    assert built == Scheme(
        "two",
        "Hai nhóm",
        (Band("met", 100, "Đạt"), Band("near", 80, "Gần đạt"), Band("rest", None, "Chưa đạt")),
    )


@pytest.mark.parametrize(
    ("ranges", "message"),
    [
        ([("a", 95, None, "A"), ("b", 50, 94, "B"), ("c", None, 50, "C")], "khoảng trống giữa nhóm “A” và nhóm “B”"),
        ([("a", 95, None, "A"), ("b", 50, 96, "B"), ("c", None, 50, "C")], "“A” và nhóm “B” chồng lên nhau"),
        ([("a", 95, None, "A"), ("b", 50, None, "B"), ("c", None, 50, "C")], "chồng lên nhau"),
        ([("a", None, None, "A"), ("b", None, 50, "B")], "chồng lên nhau"),
        ([("a", 95, 200, "A"), ("b", None, 95, "B")], "khoảng trống phía trên"),
        ([("a", 95, None, "A"), ("b", 50, 95, "B")], "khoảng trống phía dưới"),
        ([], "chưa có nhóm nào"),
    ],
)  # fmt: skip
def test_ranges_with_a_gap_or_an_overlap_are_refused(
    ranges: list[tuple[str, int | None, int | None, str]], message: str
) -> None:
    with pytest.raises(SchemeError, match=message):
        Scheme.from_ranges("x", "X", ranges)


@pytest.mark.parametrize(
    ("attainment", "places", "shown"),
    [
        ("99.996", 2, "99.99"),
        ("99.9999", 2, "99.99"),
        ("99.99999", 4, "99.9999"),
        ("99.994", 2, "99.99"),
        ("100", 2, "100.00"),
        ("100.004", 2, "100.00"),
        ("100.005", 2, "100.01"),
        ("89.996", 2, "89.99"),
        ("90", 2, "90.00"),
        ("90.004", 2, "90.00"),
        ("74.995", 2, "74.99"),
        ("49.999999", 2, "49.99"),
        ("85.714285", 2, "85.71"),
        ("85.715", 2, "85.72"),
        ("0.005", 2, "0.01"),
        ("0", 2, "0.00"),
        ("-0.004", 2, "0.00"),
        ("-12.345", 2, "-12.35"),
        ("2412.6666", 2, "2412.67"),
        ("99.6", 0, "99"),
        ("89.5", 0, "89"),
        ("95.5", 0, "96"),
        ("86.66666", 4, "86.6667"),
    ],
)
def test_a_figure_is_rounded_half_up_but_never_across_an_edge(
    attainment: str, places: int, shown: str
) -> None:
    assert str(round_shown(Fraction(attainment), DEFAULT_SCHEME, places)) == shown


@pytest.mark.parametrize(
    ("attainment", "shown"), [("90.004", "90.01"), ("90", "90.00"), ("89.996", "90.00"), ("99.996", "99.99")]
)
def test_a_strict_edge_is_not_reached_by_rounding_down(attainment: str, shown: str) -> None:
    assert str(round_shown(Fraction(attainment), STRICT, 2)) == shown


def test_hundred_is_not_reached_by_rounding_even_without_an_edge_there() -> None:
    scheme = scheme_of(("high", 80), ("rest", None))

    assert round_shown(Fraction("99.999"), scheme) == D("99.99")


def test_decimals_are_added_where_a_band_is_narrower_than_the_rounding() -> None:
    scheme = scheme_of(("a", "50.004"), ("b", "50.002"), ("c", None))

    assert round_shown(Fraction("50.0031"), scheme) == D("50.003")


@settings(max_examples=300, deadline=None)
@given(
    st.fractions(min_value=-200, max_value=300, max_denominator=10**6),
    st.sampled_from(sorted(SCHEMES)),
    st.integers(0, 4),
)
def test_rounding_keeps_the_band_and_stays_within_one_step(
    attainment: Fraction, name: str, places: int
) -> None:
    scheme = SCHEMES[name]

    shown = round_shown(attainment, scheme, places)

    assert scheme.classify(shown) == scheme.classify(attainment)
    assert abs(Fraction(shown) - attainment) < Fraction(1, 10**places)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(1, 200), min_size=1, max_size=6, unique=True),
    st.fractions(min_value=-50, max_value=250, max_denominator=1000),
    st.booleans(),
)
def test_first_match_from_the_top_wins(edges: list[int], attainment: Fraction, inclusive: bool) -> None:
    ordered = sorted(edges, reverse=True)
    scheme = scheme_of(*((f"b{edge}", edge) for edge in ordered), ("rest", None), inclusive=inclusive)
    matching = [
        f"b{edge}"
        for edge in ordered
        if attainment > edge or (attainment == edge and (inclusive or edge == 100))
    ]

    assert scheme.classify(attainment) == (matching[0] if matching else "rest")


def test_two_schemes_with_the_same_bands_differ_by_their_edges() -> None:
    assert replace(DEFAULT_SCHEME, inclusive=False) != DEFAULT_SCHEME
    assert replace(STRICT, name="default", title=DEFAULT_SCHEME.title, inclusive=True) == DEFAULT_SCHEME
