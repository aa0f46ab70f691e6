"""Short names of codes, figures and goals as text, colours of bands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nhiemky.kernel.scoring import (
    CLASSES,
    DEFAULT_SCHEME,
    SCHEMES,
    Comparator,
    Course,
    Goal,
    Kind,
    Method,
    Number,
    Outlook,
    Scheme,
)
from nhiemky.reporting.labels import COURSES, KINDS, METHODS, OUTLOOKS, band_fills, figure_text, goal_text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (None, 2, ""),
        (0, 2, "0"),
        (Decimal("0"), 2, "0"),
        (Decimal("53.30"), 2, "53,3"),
        (Decimal("1809.5"), 2, "1.809,5"),
        (Decimal("6500"), 2, "6.500"),
        (Decimal("10"), 2, "10"),
        (Decimal("100.00"), 2, "100"),
        (Decimal("-3.456"), 2, "-3,46"),
        (Fraction(600, 7), 2, "85,71"),
        (Decimal("0.125"), 6, "0,125"),
        (Decimal("0.125"), 2, "0,13"),
    ],
)
def test_figure_text_writes_figures_as_offices_do(value: Number | None, places: int, text: str) -> None:
    assert figure_text(value, places=places) == text


@given(some.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_figure_text_loses_nothing_of_two_decimals(value: Decimal) -> None:
    text = figure_text(value)
    assert Decimal(text.replace(".", "").replace(",", ".")) == value
    assert "," not in text or text[-1] in "123456789"


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        (Goal(Comparator.AT_LEAST, target=Decimal(65)), "≥ 65"),
        (Goal(Comparator.AT_MOST, target=Decimal("2.5")), "≤ 2,5"),
        (Goal(Comparator.ABOVE, target=Decimal(90)), "> 90"),
        (Goal(Comparator.BELOW, target=Decimal(8)), "< 8"),
        (Goal(Comparator.BETWEEN, low=Decimal(9), high=Decimal(10)), "9 - 10"),
        (Goal(Comparator.DONE), "Đạt"),
        (Goal(Comparator.AT_LEAST, target=Decimal("6500")), "≥ 6.500"),
        (Goal(Comparator.AT_LEAST, target=Decimal("0.0125")), "≥ 0,0125"),
        (Goal(Comparator.AT_LEAST, target=Decimal(0)), "≥ 0"),
        (Goal(Comparator.AT_LEAST), ""),
        (Goal(Comparator.BELOW), ""),
        (Goal(Comparator.BETWEEN), ""),
    ],
)
def test_goal_text_says_what_is_demanded(goal: Goal, text: str) -> None:
    assert goal_text(goal) == text


def test_every_code_of_scoring_has_a_name() -> None:
    assert (set(KINDS), set(METHODS)) == ({*Kind}, {*Method})
    assert (set(COURSES), set(OUTLOOKS)) == ({*Course}, {*Outlook})


def test_names_begin_with_a_capital() -> None:
    names = [*KINDS.values(), *METHODS.values(), *COURSES.values(), *OUTLOOKS.values()]
    assert [name for name in names if not name[:1].isupper()] == []


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_band_fills_tell_every_band_of_a_scheme_apart(scheme: Scheme) -> None:
    fills = band_fills(scheme)
    assert set(fills) == set(scheme.class_codes)
    bands = [fills[band.code] for band in scheme.bands]
    assert len(set(bands)) == len(bands)
    assert {fills[code] for code in CLASSES} == {"D5D9DE"}


def test_band_fills_run_from_green_to_red() -> None:
    fills = band_fills(DEFAULT_SCHEME)
    assert [fills[band.code] for band in DEFAULT_SCHEME.bands] == [
        "66BB6A",
        "B9E0B4",
        "F7E28B",
        "F4AE63",
        "E57F7F",
    ]
    two = band_fills(SCHEMES["two_bands_80"])
    assert (two["met"], two["under_80"]) == ("66BB6A", "E57F7F")


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_band_fills_carry_black_figures(scheme: Scheme) -> None:
    """Relative luminance (WCAG 2.2) of at least 0.3 gives black text a contrast of 7."""

    def linear(part: str) -> float:
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    for fill in band_fills(scheme).values():
        red, green, blue = (linear(fill[place : place + 2]) for place in (0, 2, 4))
        assert 0.2126 * red + 0.7152 * green + 0.0722 * blue >= 0.3
