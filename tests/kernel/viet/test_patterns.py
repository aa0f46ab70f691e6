"""Words found in texts that keep no search key."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.fold import fold
from nhiemky.kernel.viet.patterns import word_patterns

LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVXYỲÝỶỸỴ"
)
WORDS = st.text(st.sampled_from(LETTERS + "0123456789/()._-"), min_size=1, max_size=12)


def found(asked: str, text: str) -> bool:
    return all(re.search(pattern, text) for pattern in word_patterns(asked))


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("bến tre", "Đổi tên Bến Tre", True),
        ("ben tre", "Đổi tên BẾN TRE", True),
        ("TRE BEN", "Đổi tên Bến Tre", True),
        ("dang", "Đảng bộ xã", True),
        ("đảng", "dang bo", True),
        ("ĐẢNG", "đảng", True),
        ("thuỷ", "Thủy Tiên", True),
        ("hoa", "Hoà", True),
        ("bến trà", "Bến Tre", False),
        ("163-KH/TU", "Kế hoạch số 163-KH/TU", True),
        ("163 - kh/tu", "Kế hoạch số 163–KH/TU", True),
        ("2020-2025", "nhiệm kỳ 2020 - 2025", True),
        ("a.b", "axb", False),
        ("(x)", "x", False),
        ("", "gì cũng được", True),
    ],
)
def test_words_are_found_however_they_are_written(asked: str, text: str, expected: bool) -> None:
    assert found(asked, text) is expected


def test_every_word_has_one_pattern_and_repeated_ones_have_one_together() -> None:
    assert word_patterns("4.5 4.5 67%") == ("4\\.5", "67%")
    assert word_patterns("  ") == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@given(words=st.lists(WORDS, min_size=1, max_size=4), before=WORDS)
def test_what_a_search_key_holds_is_found_in_the_text(form: str, words: list[str], before: str) -> None:
    text = unicodedata.normalize(form, f"{before} {' '.join(words)}")  # type: ignore[arg-type]
    for word in words:
        assert set(fold(word).split()) <= set(fold(text).split()) or "-" in word
        assert found(word, text)
        assert found(word.upper(), text)
        assert found(fold(word), text)


@given(asked=WORDS, text=WORDS)
def test_what_is_found_stands_in_the_search_key(asked: str, text: str) -> None:
    if "-" not in asked:
        assert found(asked, text) == (fold(asked) in fold(text))
