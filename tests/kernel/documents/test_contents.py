import pytest

from nhiemky.kernel.documents.contents import clean, pictures_of
from nhiemky.kernel.documents.outline import Annex, Block, Landscape, Paragraph, Picture
from tests.kernel.documents import papers

FIRST = Picture(papers.png(4), 40, "một")
SECOND = Picture(papers.png(5), 40, "hai")
THIRD = Picture(papers.png(6), 40, "ba")


@pytest.mark.parametrize(
    ("blocks", "annexed", "expected"),
    [
        ((), (), ()),
        ((Paragraph("a"),), (), ()),
        ((FIRST, SECOND), (), (FIRST, SECOND)),
        ((SECOND, FIRST, SECOND), (), (SECOND, FIRST)),
        ((Landscape((FIRST, Paragraph("a"))), SECOND), (), (FIRST, SECOND)),
        ((FIRST,), (Landscape((THIRD,)), FIRST, SECOND), (FIRST, THIRD, SECOND)),
    ],
)
def test_pictures_of_a_document_come_once_in_their_order(
    blocks: tuple[Block, ...], annexed: tuple[Block, ...], expected: tuple[Picture, ...]
) -> None:
    annexes = (Annex("Phụ lục", "Hình", annexed),) if annexed else ()
    assert pictures_of(papers.short_report(blocks=blocks, annexes=annexes)) == expected


def test_pictures_of_the_same_bytes_and_other_words_are_two() -> None:
    other = Picture(FIRST.png, 40, "khác")
    assert pictures_of(papers.short_report(blocks=(FIRST, other))) == (FIRST, other)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ""),
        ("Đảng ủy", "Đảng ủy"),
        ("Đảng uỷ", "Đảng uỷ"),
        ("hoà, hòa", "hoà, hòa"),
        ("\ufeffa", "\ufeffa"),
        ("a\u00a0b", "a\u00a0b"),
        ("a\u2028b", "a\u2028b"),
        ("😀", "😀"),
        ("\x1b[31m", "[31m"),
    ],
)
def test_clean_keeps_what_is_written_and_drops_control_characters(written: str, expected: str) -> None:
    assert clean(written) == expected
