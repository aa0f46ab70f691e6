"""Where pages may end: what belongs together is tried on every line of the page's end."""

from collections.abc import Sequence
from functools import cache

import pypdfium2
import pytest

from nhiemky.kernel.documents import pdf
from nhiemky.kernel.documents.outline import (
    Block,
    Cell,
    Column,
    GroupRow,
    Inline,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
)
from tests.kernel.documents import papers
from tests.kernel.documents.pdf.drawn import pages
from tests.kernel.documents.pdf.fonts import FONT_DIRS

TWO = (Column(1), Column(3))
TITLES = (("TT", "Tên"),)
LOWEST = 297 - 20
FILLED = range(11, 25)
ROWS = range(29, 42)


@cache
def _text_pages(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    document = papers.short_report(blocks=blocks)
    return tuple(
        page.get_textpage().get_text_bounded()
        for page in pypdfium2.PdfDocument(pdf.render(document, font_dirs=FONT_DIRS))
    )


def page_of(words: str, blocks: Sequence[Block]) -> int:
    """Return the page on which words stand, from 1."""
    return next(
        place for place, text in enumerate(_text_pages(tuple(blocks)), 1) if words in " ".join(text.split())
    )


def filler(lines: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(f"dòng {place}") for place in range(lines))


TABLE = Table(TWO, TITLES, (Row(("1", "một")), Row(("2", "hai"))), caption="Tên bảng")


@pytest.mark.parametrize(
    ("blocks", "first", "second"),
    [
        ((Section(0, "Đề mục"), Paragraph("theo sau")), "ĐỀ MỤC", "theo sau"),
        ((Section(1, "Đề mục"), Paragraph("theo sau")), "ĐỀ MỤC", "theo sau"),
        ((Section(3, "Đề mục"), Paragraph("theo sau")), "Đề mục", "theo sau"),
        ((Section(1, "Trên"), Section(2, "Dưới"), Paragraph("theo sau")), "TRÊN", "theo sau"),
        ((Paragraph("dẫn vào", keep_with_next=True), Paragraph("theo sau")), "dẫn vào", "theo sau"),
        ((TABLE, Paragraph("hết")), "Tên bảng", "một"),
        ((Paragraph("câu cuối"),), "câu cuối", "Nơi nhận"),
        ((Paragraph("câu cuối"),), "Nơi nhận", "Nguyễn Văn Đủ"),
    ],
)
def test_what_belongs_together_stays_on_one_page(blocks: tuple[Block, ...], first: str, second: str) -> None:
    tried = [(*filler(lines), *blocks) for lines in FILLED]
    found = [(page_of(first, one), page_of(second, one)) for one in tried]
    assert {one for one, _ in found} == {1, 2}
    assert [one for one, other in found if one != other] == []


def noted(rows: int, notes: tuple[Inline, ...], last: Row | GroupRow | None = None) -> tuple[Block, ...]:
    """Return a table of so many rows with notes, the last row given if any, and a paragraph below."""
    body = [Row((f"{place}", f"dòng {place}")) for place in range(rows)]
    return (Table(TWO, TITLES, (*body, last or Row(("0", "dòng cuối"))), notes=notes), Paragraph("hết"))


@pytest.mark.parametrize(
    ("notes", "last"),
    [
        (("Ghi chú: số ước.",), None),
        (("Ghi chú: số ước.", "(1) Số chốt", "(2) Số cuối"), None),
        (("Ghi chú: " + "số ước của cơ quan chuyên môn " * 8,), None),
        ((("Ghi chú: ", Run("số ước", bold=True)),), Row((Cell("dòng cuối", columns=2),), bold=True)),
        (("Ghi chú: số ước.",), GroupRow("dòng cuối", "I")),
    ],
)
def test_notes_stay_with_the_last_row_of_their_table(
    notes: tuple[Inline, ...], last: Row | GroupRow | None
) -> None:
    tried = [noted(rows, notes, last) for rows in ROWS]
    end = "(2) Số cuối" if len(notes) == 3 else "Ghi chú:"
    found = [(page_of("dòng cuối", one), page_of(end, one)) for one in tried]
    assert set(found) == {(1, 1), (2, 2)}


@pytest.mark.parametrize("number", ["", "I"])
def test_group_row_stays_with_the_first_row_of_its_group(number: str) -> None:
    found = set()
    for rows in ROWS:
        above = tuple(Row((f"{place}", "trước")) for place in range(rows))
        table = Table(TWO, TITLES, (*above, GroupRow("Nhóm việc", number), Row(("1", "việc đầu"))))
        blocks = (table, Paragraph("hết"))
        found.add((page_of("Nhóm việc", blocks), page_of("việc đầu", blocks)))
    assert found == {(1, 1), (2, 2)}


@pytest.mark.parametrize(
    "groups", [(GroupRow("Nhóm việc"),), (GroupRow("Nhóm việc", "I"), GroupRow("Nhóm nhỏ", "1"))]
)
def test_group_of_one_row_stays_with_it_where_that_row_stays_with_the_notes(
    groups: tuple[GroupRow, ...],
) -> None:
    found = set()
    for rows in ROWS:
        above = tuple(Row((f"{place}", "trước")) for place in range(rows))
        table = Table(TWO, TITLES, (*above, *groups, Row(("1", "việc cuối"))), notes=("Ghi chú: số ước.",))
        blocks = (table, Paragraph("hết"))
        found.add(
            tuple(page_of(words, blocks) for words in ("Nhóm việc", groups[-1].text, "việc cuối", "Ghi chú:"))
        )
    assert found == {(1, 1, 1, 1), (2, 2, 2, 2)}


def test_header_repeats_where_the_last_row_moves_with_its_notes() -> None:
    moved = next(
        found
        for found in (_text_pages(noted(rows, ("Ghi chú: số ước.",))) for rows in ROWS)
        if "dòng cuối" in found[1]
    )
    assert moved[1].split()[:4] == ["2", "TT", "Tên", "0"]


def test_table_without_rows_keeps_its_notes() -> None:
    blocks = (Table(TWO, TITLES, (), notes=("Ghi chú: chưa có số.",)), Paragraph("hết"))
    assert page_of("TT Tên Ghi chú: chưa có số.", blocks) == 1


def lowest(*blocks: Block) -> int:
    """Return how far down anything is drawn on any page, in whole millimetres."""
    document = pypdfium2.PdfDocument(
        pdf.render(papers.short_report(blocks=blocks, signing=None, recipients=None), font_dirs=FONT_DIRS)
    )
    reached = [page.get_height() - piece.get_bounds()[1] for page in document for piece in page.get_objects()]
    return int(max(reached) * 25.4 / 72)


TALL = "từ ngữ rất dài " * 400
CLOSE = Column(1)
WIDE = Column(12)


@pytest.mark.parametrize(
    "table",
    [
        Table(TWO, TITLES, (Row(("1", "a")), Row((TALL, "b")), Row(("2", "c")))),
        Table(TWO, TITLES, (Row(("1", TALL)),), notes=("Ghi chú",)),
        Table(TWO, TITLES, (Row(("1", Cell(TALL, bold=True, fill="FFEB3B"))),)),
        Table(TWO, TITLES, (Row(("1", ("a", Run(TALL, italic=True)))),)),
        Table(TWO, TITLES, (Row((Cell(TALL, columns=2),)),)),
        Table(TWO, TITLES, (Row(("1", "a\n" * 120)),)),
        Table((CLOSE, WIDE), TITLES, (Row(("từ ngữ " * 60, "b")),)),
        Table((CLOSE, WIDE, CLOSE), (("a", "b", "c"),), (Row((Cell("a", columns=2), "từ ngữ " * 60)),)),
        Table(TWO, TITLES, (GroupRow(TALL, "I"), Row(("1", "a")))),
        Table(TWO, TITLES, (Row(("1", "a")),), notes=(TALL,)),
        Table(TWO, TITLES, (Row(("1", "a")),), notes=("số ước " * 150,) * 5),
    ],
)
def test_row_taller_than_a_page_goes_on_over_pages(table: Table) -> None:
    assert LOWEST - 60 < lowest(table) <= LOWEST


@pytest.mark.parametrize("bold", [False, True])
def test_row_lower_than_a_page_never_breaks(bold: bool) -> None:
    words = "mở đầu " + "nội dung công việc " * 20 + "kết thúc"
    table = Table(TWO, TITLES, (Row(("1", "dòng trên")), Row(("2", words), bold=bold)))
    tried = [(*filler(lines), table, Paragraph("hết")) for lines in FILLED]
    assert {(page_of("mở đầu", one), page_of("kết thúc", one)) for one in tried} == {(1, 1), (2, 2)}


def test_picture_stays_with_its_caption() -> None:
    picture = Picture(papers.png(), 90, "ảnh", "Tên hình")
    found = set()
    for lines in FILLED:
        drawn = pages(papers.short_report(blocks=(*filler(lines), picture, Paragraph("hết"))))
        shown = [any(piece.startswith("picture") for piece in page) for page in drawn]
        named = [any(piece.endswith("Tên hình") for piece in page) for page in drawn]
        found.add((shown.index(True), named.index(True)))
    assert found == {(0, 0), (1, 1)}


def test_group_is_named_once_however_many_pages_it_fills() -> None:
    rows = tuple(Row((f"{place}", "việc")) for place in range(90))
    blocks = (
        Table(TWO, TITLES, (GroupRow("Nhóm việc", "I"), *rows, GroupRow("Nhóm hai"), *rows[:5])),
        Paragraph("hết"),
    )
    pages_of_text = _text_pages(blocks)
    assert [text.count("Nhóm việc") for text in pages_of_text] == [1, *[0] * (len(pages_of_text) - 1)]
    assert sum(text.count("Nhóm hai") for text in pages_of_text) == 1
    assert [text.count("TT") for text in pages_of_text] == [1] * len(pages_of_text)


def test_marks_at_the_end_of_a_line_stay_inside_the_margin() -> None:
    """Typst would hang commas out of a justified line; the form measures the margin to the text."""
    document = papers.short_report(blocks=(Paragraph("ba, " * 400),))
    textpage = pypdfium2.PdfDocument(pdf.render(document, font_dirs=FONT_DIRS))[0].get_textpage()
    signs = [place for place in range(textpage.count_chars()) if textpage.get_text_range(place, 1).strip()]
    right = max(textpage.get_charbox(place, loose=True)[2] for place in signs)
    assert round(right / 72 * 25.4) == 210 - 15
