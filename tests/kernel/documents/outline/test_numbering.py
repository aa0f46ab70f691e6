import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.documents.outline import (
    Block,
    Bullet,
    Landscape,
    PageBreak,
    Paragraph,
    Run,
    Section,
    laid_out,
    number_sections,
    plain,
    roman,
    with_ending,
)
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30, Profile

ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def numbers(blocks: tuple[Block, ...]) -> list[str | None]:
    found: list[str | None] = []
    for block in number_sections(blocks):
        if isinstance(block, Section):
            found.append(block.number)
        elif isinstance(block, Landscape):
            found += [inner.number for inner in block.blocks if isinstance(inner, Section)]
    return found


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([1, 1, 1], ["I.", "II.", "III."]),
        ([1, 2, 2, 1, 2], ["I.", "1.", "2.", "II.", "1."]),
        ([1, 2, 3, 3, 2, 3], ["I.", "1.", "a)", "b)", "2.", "a)"]),
        ([2, 2], ["1.", "2."]),
        ([1, 3, 1, 3], ["I.", "a)", "II.", "a)"]),
        ([0, 1, 1, 0, 1], [None, "I.", "II.", None, "I."]),
    ],
)
def test_number_sections_counts_under_the_level_above(levels: list[int], expected: list[str | None]) -> None:
    assert numbers(tuple(Section(level, "x") for level in levels)) == expected


def test_number_sections_keeps_given_numbers_and_leaves_out_empty_ones() -> None:
    blocks = (Section(1, "a"), Section(1, "b", "A."), Section(1, "c", ""), Section(1, "d"))
    assert numbers(blocks) == ["I.", "A.", "", "II."]


def test_number_sections_counts_on_lying_pages() -> None:
    assert numbers((Section(1, "a"), Landscape((Section(1, "b"),)), Section(1, "c"))) == ["I.", "II.", "III."]


def test_number_sections_leaves_other_blocks_alone() -> None:
    blocks = (Paragraph("a"), Bullet("b"), PageBreak())
    assert number_sections(blocks) == blocks


def test_letters_follow_the_vietnamese_alphabet() -> None:
    found = numbers(tuple(Section(3, "x") for _ in range(25)))
    assert found[:8] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]
    assert found[22:] == ["y)", "aa)", "bb)"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "I"),
        (4, "IV"),
        (5, "V"),
        (9, "IX"),
        (14, "XIV"),
        (19, "XIX"),
        (40, "XL"),
        (49, "XLIX"),
        (90, "XC"),
    ],
)
def test_roman_numerals(number: int, expected: str) -> None:
    assert roman(number) == expected


@given(st.integers(1, 399))
def test_roman_numerals_can_be_read_back(number: int) -> None:
    values = [ROMAN_VALUES[sign] for sign in roman(number)]
    pairs = zip(values, [*values[1:], 0], strict=True)
    assert sum(-value if value < following else value for value, following in pairs) == number


@pytest.mark.parametrize(
    ("profile", "text", "expected"),
    [
        (HD05, "Xin báo cáo", "Xin báo cáo."),
        (HD05, "Xin báo cáo.", "Xin báo cáo."),
        (HD05, "Xin báo cáo./.", "Xin báo cáo."),
        (HD36, "Xin báo cáo.", "Xin báo cáo./."),
        (ND30, "Xin báo cáo ", "Xin báo cáo./."),
    ],
)
def test_with_ending_puts_the_forms_mark_once(profile: Profile, text: str, expected: str) -> None:
    ended = with_ending(profile, (Section(1, "a"), Paragraph(text)))
    assert isinstance(ended[-1], Paragraph)
    assert plain(ended[-1].text) == expected


def test_with_ending_keeps_the_looks_of_the_last_line() -> None:
    ended = with_ending(HD05, (Bullet(("a ", Run("b", bold=True))),))
    assert ended == (Bullet((Run("a "), Run("b.", bold=True))),)


@pytest.mark.parametrize("blocks", [(), (Section(1, "a"),), (Paragraph("a"), PageBreak())])
def test_with_ending_leaves_texts_that_do_not_end_in_words(blocks: tuple[Block, ...]) -> None:
    assert with_ending(HD05, blocks) == blocks


def test_laid_out_moves_headings_onto_the_lying_pages_that_they_head() -> None:
    blocks = (Paragraph("a"), Section(1, "b"), Section(2, "c"), Landscape((Paragraph("d"),)), Paragraph("e"))
    assert laid_out(HD05, blocks, ends=True) == (
        Paragraph("a"),
        Landscape((Section(1, "b", "I."), Section(2, "c", "1."), Paragraph("d"))),
        Paragraph((Run("e."),)),
    )


def test_laid_out_appendix_has_no_ending_mark() -> None:
    assert laid_out(HD36, (Paragraph("a"),), ends=False) == (Paragraph("a"),)
