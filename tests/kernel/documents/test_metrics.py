import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.documents.metrics import lines_in, text_width

PLAIN = st.text(alphabet="abcxyzABCXYZ 0123456789-,.", max_size=40)
VIETNAMESE = "ảãáàạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


@pytest.mark.parametrize(
    ("text", "half_points", "bold", "expected"),
    [
        ("", 28, False, 0),
        (" ", 28, False, 70),
        ("0", 28, False, 140),
        ("M", 20, True, 189),
        ("—", 24, False, 240),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 30, True, 4133),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, True, 5424),
        ("Độc lập - Tự do - Hạnh phúc", 28, True, 3428),
        ("Tân Thanh Tây, ngày 21 tháng 02 năm 2023", 28, False, 4984),
    ],
)
def test_text_width_is_that_of_times(text: str, half_points: int, bold: bool, expected: int) -> None:
    assert text_width(text, half_points=half_points, bold=bold) == expected


@pytest.mark.parametrize("letter", VIETNAMESE + VIETNAMESE.upper())
@pytest.mark.parametrize("bold", [False, True])
def test_text_width_of_a_marked_letter_is_that_of_its_base(letter: str, bold: bool) -> None:
    horned = "\u031b" in unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFD", letter)[0]
    base = unicodedata.normalize("NFC", base + "\u031b") if horned else base
    assert text_width(letter * 9, half_points=40, bold=bold) == text_width(
        base * 9, half_points=40, bold=bold
    )


def test_text_width_does_not_depend_on_composition() -> None:
    text = "Nghị quyết Đại hội Đảng bộ huyện, thực hiện ước đạt"
    decomposed = unicodedata.normalize("NFD", text)
    assert text_width(decomposed, half_points=28) == text_width(text, half_points=28)


def test_text_width_counts_unknown_characters_as_half_the_size() -> None:
    assert text_width("中", half_points=28) == 140


@given(PLAIN, PLAIN)
def test_text_width_adds_up(first: str, second: str) -> None:
    together = text_width(first + second, half_points=28)
    apart = text_width(first, half_points=28) + text_width(second, half_points=28)
    assert abs(together - apart) <= 1


@given(PLAIN)
def test_text_width_grows_with_the_size(text: str) -> None:
    assert text_width(text, half_points=30) >= text_width(text, half_points=28)


# 20 half points, bold: "Phân kỳ" takes 706, "2023" 400 twips, a blank 50.
@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 500, [""]),
        ("Phân kỳ", 706, ["Phân kỳ"]),
        ("Phân kỳ", 705, ["Phân", "kỳ"]),
        ("Phân kỳ 2023", 1156, ["Phân kỳ 2023"]),
        ("Phân kỳ 2023", 1155, ["Phân kỳ", "2023"]),
        ("Phân kỳ 2023", 500, ["Phân", "kỳ", "2023"]),
        ("Phân  kỳ 2023", 1156, ["Phân kỳ 2023"]),
        ("Phân\nkỳ\n", 5000, ["Phân", "kỳ", ""]),
        ("Nghiêng", 100, ["Nghiêng"]),
    ],
)
def test_lines_are_broken_at_blanks(text: str, width: int, expected: list[str]) -> None:
    assert lines_in(text, width=width, half_points=20, bold=True) == expected


@given(PLAIN, st.integers(1, 3000))
def test_wider_column_never_needs_more_lines(text: str, width: int) -> None:
    wide, narrow = (lines_in(text, width=room, half_points=28) for room in (width + 1, width))
    assert len(wide) <= len(narrow)
    assert " ".join(filter(None, wide)) == " ".join(text.split())
