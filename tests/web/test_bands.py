"""The bar of bands."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Tally, tally
from nhiemky.web.bands import band_bar, tones

CODES = tuple(DEFAULT_SCHEME.class_codes)


def of(**counts: int) -> Tally:
    return tally([code for code, count in counts.items() for _ in range(count)], DEFAULT_SCHEME)


def test_bar_of_the_pilot_commune_holds_its_five_bands() -> None:
    bar = band_bar(of(met=15, over_90=2, over_75=4, over_50=3, under_50=1), DEFAULT_SCHEME)
    assert [(part.code, part.count, part.x, part.width, part.centre) for part in bar.parts] == [
        ("met", 15, "0.000%", "60.000%", "30.000%"),
        ("over_90", 2, "60.000%", "8.000%", "64.000%"),
        ("over_75", 4, "68.000%", "16.000%", "76.000%"),
        ("over_50", 3, "84.000%", "12.000%", "90.000%"),
        ("under_50", 1, "96.000%", "4.000%", "98.000%"),
    ]
    assert [part.tone for part in bar.legend] == ["met", "over_90", "over_75", "over_50", "under_50"]
    assert bar.total == 25
    assert bar.label.endswith(": 1/25")


def test_bar_leaves_empty_bands_out_but_names_them() -> None:
    bar = band_bar(of(met=1, no_data=1), DEFAULT_SCHEME)
    assert [part.code for part in bar.parts] == ["met", "no_data"]
    assert [part.code for part in bar.legend] == [
        "met",
        "over_90",
        "over_75",
        "over_50",
        "under_50",
        "no_data",
    ]


def test_bar_of_nothing_has_no_parts() -> None:
    bar = band_bar(of(), DEFAULT_SCHEME)
    assert (bar.parts, bar.total, bar.label) == ((), 0, "")


def test_narrow_parts_carry_no_number() -> None:
    bar = band_bar(of(met=99, under_50=1), DEFAULT_SCHEME)
    assert [part.roomy for part in bar.parts] == [True, False]


def test_every_scheme_has_a_tone_for_each_band_and_class() -> None:
    for scheme in SCHEMES.values():
        toned = tones(scheme)
        assert set(scheme.class_codes) <= set(toned)
        bands = [toned[band.code] for band in scheme.bands]
        assert len(set(bands)) == len(bands)
        assert bands[0] == "met"


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=200))
def test_parts_follow_each_other_and_fill_the_bar(codes: list[str]) -> None:
    bar = band_bar(tally(codes, DEFAULT_SCHEME), DEFAULT_SCHEME)
    assert sum(part.count for part in bar.parts) == len(codes)
    edges = [(float(part.x[:-1]), float(part.width[:-1])) for part in bar.parts]
    assert edges[0][0] == 0
    for (x, width), (following, _) in pairwise(edges):
        assert abs(x + width - following) < 0.01
    assert abs(sum(edges[-1]) - 100) < 0.01
