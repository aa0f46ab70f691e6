"""Whole PDF files, told piece by piece and read by eye once."""

import pytest

from nhiemky.kernel.documents.outline import (
    Align,
    Annex,
    Block,
    Bullet,
    Cell,
    Column,
    GroupRow,
    HeaderCell,
    Landscape,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
)
from nhiemky.kernel.documents.profiles import HD36, ND30
from tests.kernel.documents import papers
from tests.kernel.documents.pdf import drawn_blocks, drawn_heads
from tests.kernel.documents.pdf.drawn import pages

LONG = "Đảng ủy xã tập trung lãnh đạo, chỉ đạo thực hiện các chỉ tiêu đại hội đề ra; " * 2
LOOKS: tuple[Block, ...] = (
    Section(2, LONG),
    Section(0, LONG),
    Paragraph(LONG),
    Paragraph(LONG, align=Align.LEFT, indent=False),
    Paragraph("bên phải", align=Align.RIGHT),
    Paragraph("đứng giữa", align=Align.CENTRE, keep_with_next=True),
    Bullet("ý thứ nhất"),
    Paragraph(("rộng 5 km", Run("2", superscript=True), Run(" gạch", underline=True), Run("\nhai dòng", bold=True))),
    Table(
        (Column(1, Align.CENTRE), Column(2), Column(1, Align.RIGHT)),
        ((HeaderCell("TT", rows=2), HeaderCell("Kết quả", columns=2)), ("Tên", "Số")),
        (
            GroupRow("Kinh tế", "I"),
            Row(("1", "Một", "2,0"), bold=True),
            GroupRow("Xã hội"),
            Row((Cell("gộp", columns=2, fill="FFEB3B", align=Align.RIGHT), Cell("giữa", align=Align.CENTRE))),
        ),
        notes=("Ghi chú 1", ("Ghi chú ", Run("2", bold=True))),
        size=10,
    ),
)  # fmt: skip
PAGED: tuple[Block, ...] = (
    Section(1, "Một"),
    Landscape((Table((Column(1), Column(3)), (("a", "b"),), (Row(("c", "d")),)), Picture(papers.png(), 400, "rộng"))),
    Section(2, "Hai"),
    PageBreak(),
    Paragraph("Sau ngắt trang"),
)  # fmt: skip
ANNEXES = (
    Annex("Phụ lục 1", "Danh sách", (Section(1, "Mục"), Bullet("một")), note="(Kèm theo Báo cáo)"),
    Annex("Phụ lục 2", "Biểu", (Table((Column(1),), (("a",),), (Row(("b",)),)),), landscape=True),
    Annex("Phụ lục 3", "Hết", (Paragraph("cuối"),)),
)
ADDRESSED = papers.letterhead(
    type_name="",
    type_code="CV",
    addressees=(
        "Huyện ủy",
        "Ban Tổ chức Huyện ủy, Ban Tuyên giáo Huyện ủy, Ủy ban Kiểm tra Huyện ủy, Văn phòng Huyện ủy",
    ),
)
EVERY = {
    "party": papers.short_report(HD36),
    "state": papers.state_report(),
    "minutes": papers.minutes(),
    "letter": papers.letter(),
    "letter of the state": papers.short_report(ND30, letterhead=ADDRESSED, signing=None),
    "every block": papers.every_block(),
    "looks": papers.short_report(blocks=LOOKS, recipients=None),
    "pages": papers.short_report(blocks=PAGED, signing=None, recipients=None, annexes=ANNEXES),
}


@pytest.mark.parametrize("name", EVERY)
def test_document_is_drawn_piece_by_piece(name: str) -> None:
    assert pages(EVERY[name]) == (drawn_heads.DRAWN | drawn_blocks.DRAWN)[name]


def test_every_drawing_that_was_read_is_held_against_a_document() -> None:
    assert [*drawn_heads.DRAWN, *drawn_blocks.DRAWN] == list(EVERY)
