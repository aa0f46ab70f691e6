"""What holds of every PDF file: it says what was put in, whatever it is."""

import unicodedata

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.kernel.documents import pdf
from nhiemky.kernel.documents.outline import (
    Block,
    Bullet,
    Cell,
    Column,
    GroupRow,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)
from tests.kernel.documents import papers
from tests.kernel.documents.pdf.fonts import FONT_DIRS
from tests.kernel.documents.strategies import VIETNAMESE, Area, table_of, tilings


def said(*blocks: Block) -> str:
    """Return the text of a report with such blocks, without blanks."""
    drawn = pypdfium2.PdfDocument(pdf.render(papers.short_report(blocks=blocks), font_dirs=FONT_DIRS))
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in drawn)


@settings(max_examples=30, deadline=None)
@given(VIETNAMESE, VIETNAMESE, st.sampled_from(["NFC", "NFD"]))
def test_vietnamese_text_is_read_back_as_it_was(first: str, second: str, form: str) -> None:
    one, other = (unicodedata.normalize(form, words) for words in (first, second))  # type: ignore[arg-type]
    table = Table(
        (Column(1), Column(1)), (("«1»" + one, "x"),), (Row(("«2»" + one, Cell("«3»" + other, bold=True))), GroupRow("«4»" + one)),
        caption="«5»" + other, notes=("«6»" + one,),
    )  # fmt: skip
    drawn = said(
        Section(2, "«7»" + one),
        Paragraph(("«8»" + one, Run(other, italic=True), "«")),
        Bullet("«9»" + other),
        table,
    )
    wanted = [f"«{place}»{first}" for place in (1, 2, 4, 6, 7)] + [
        f"«{place}»{second}" for place in (3, 5, 9)
    ]
    wanted.append(f"«8»{first}{second}«")
    assert [words for words in wanted if "".join(words.split()) not in drawn] == []


@settings(max_examples=20, deadline=None)
@given(tilings())
def test_header_of_any_shape_is_drawn_with_all_its_cells(tiling: tuple[int, int, tuple[Area, ...]]) -> None:
    drawn = said(table_of(*tiling))
    assert [area.words for area in tiling[2] if drawn.count("".join(area.words.split())) < 1] == []
