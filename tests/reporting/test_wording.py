"""The n/N sentence reads as reports write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, tally
from nhiemky.reporting.wording import overview_sentence


def sentence(scheme: str = "default", **counts: int) -> str:
    codes = [code for code, count in counts.items() for _ in range(count)]
    return overview_sentence(tally(codes, SCHEMES[scheme]), SCHEMES[scheme])


def test_sentence_of_the_article() -> None:
    assert sentence(met=15, over_90=2, over_75=4, over_50=3, under_50=1) == (
        "Đạt và vượt 15/25 chỉ tiêu, 2/25 chỉ tiêu đạt trên 90%, 4/25 chỉ tiêu đạt trên 75%, "
        "3/25 chỉ tiêu đạt trên 50%, 1/25 chỉ tiêu đạt dưới 50%."
    )


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"met": 3}, "Đạt và vượt 3/3 chỉ tiêu."),
        ({"met": 2, "no_data": 1}, "Đạt và vượt 2/3 chỉ tiêu, 1/3 chỉ tiêu chưa có số liệu."),
        ({"over_90": 1, "not_due": 1}, "1/2 chỉ tiêu đạt trên 90%, 1/2 chỉ tiêu chưa đến hạn."),
        (
            {"under_50": 1, "not_computable": 1},
            "1/2 chỉ tiêu đạt dưới 50%, 1/2 chỉ tiêu không tính được mức đạt.",
        ),
        ({}, "Chưa có chỉ tiêu nào được tính."),
    ],
)
def test_bands_and_classes_without_targets_are_left_out(counts: dict[str, int], words: str) -> None:
    assert sentence(**counts) == words


@pytest.mark.parametrize(
    ("scheme", "counts", "words"),
    [
        ("strict", {"met": 1, "over_75": 1}, "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 75%."),
        ("two_bands_80", {"met": 1, "over_80": 1}, "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 80%."),
        (
            "two_bands_90",
            {"met": 1, "over_90": 1},
            "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt từ 90% trở lên.",
        ),
    ],
)
def test_other_schemes_have_their_own_words(scheme: str, counts: dict[str, int], words: str) -> None:
    assert sentence(scheme, **counts) == words


@given(st.lists(st.sampled_from(DEFAULT_SCHEME.class_codes), min_size=1, max_size=60))
def test_counts_in_the_sentence_add_up(codes: list[str]) -> None:
    words = overview_sentence(tally(codes, DEFAULT_SCHEME), DEFAULT_SCHEME)
    shares = [part.split("/")[0].split()[-1] for part in words.split(", ")]
    assert sum(map(int, shares)) == len(codes)
    assert words.count(f"/{len(codes)} chỉ tiêu") == len(set(codes))
