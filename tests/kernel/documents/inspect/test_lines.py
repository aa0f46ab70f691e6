from xml.etree.ElementTree import Element

import pytest

from nhiemky.kernel.documents.inspect.facts import Line
from nhiemky.kernel.documents.inspect.lines import rule_length
from nhiemky.kernel.documents.inspect.styles import W
from tests.kernel.documents.inspect.test_styles import STYLES, element

BORDER = '<pBdr><bottom val="single"/></pBdr>'
TITLE = Line("ĐẢNG CỘNG SẢN VIỆT NAM", "Times New Roman", 30, True, False, False, "center", 0, 0, 240, "auto")
UNDERLINED = Line(
    "ĐẢNG CỘNG SẢN VIỆT NAM", "Times New Roman", 30, True, False, True, "center", 0, 0, 240, "auto"
)


def table(content: str, margins: str = "", width: str = '<tcPr><tcW w="5000"/></tcPr>') -> Element:
    """Return a letterhead table of one cell."""
    return element(f"<tbl><tblPr>{margins}</tblPr><tr><tc>{width}{content}</tc></tr></tbl>")[0]


def length(holder: Element, ruled: Line | None = TITLE) -> int | None:
    return rule_length(STYLES, holder, list(holder.iter(f"{W}p")), ruled)


@pytest.mark.parametrize(
    ("content", "margins", "expected"),
    [
        (f"<p><pPr>{BORDER}</pPr></p>", "", 5000 - 216),
        (f"<p><pPr>{BORDER}</pPr></p>", '<tblCellMar><left w="0"/><right w="0"/></tblCellMar>', 5000),
        (f"<p><pPr>{BORDER}</pPr></p>", '<tblCellMar><start w="10"/><end w="20"/></tblCellMar>', 4970),
        (
            f'<p><pPr>{BORDER}<ind left="400" right="450"/></pPr></p>',
            '<tblCellMar><left w="0"/><right w="0"/></tblCellMar>',
            4150,
        ),
        (f"<p><pPr>{BORDER}</pPr><r><t>TIÊU ĐỀ</t></r></p>", "", 4784),
        ("<p><r><t>TIÊU ĐỀ</t></r></p>", "", None),
        ("<p/>", "", None),
    ],
)
def test_border_counts_with_what_its_cell_leaves(content: str, margins: str, expected: int | None) -> None:
    assert length(table(content, margins)) == expected


def test_border_under_text_counts_only_for_the_ruled_line() -> None:
    holder = table(f"<p><pPr>{BORDER}</pPr><r><t>cơ quan</t></r></p>")
    assert (length(holder, None), length(holder, TITLE)) == (None, 4784)


def test_underlined_title_is_its_own_rule() -> None:
    holder = table("<p/>")
    assert (length(holder, UNDERLINED), length(holder, TITLE)) == (4133, None)


def test_cell_without_a_width_gives_no_length_to_trust() -> None:
    holder = table(f"<p><pPr>{BORDER}</pPr></p>", width="")
    assert length(holder) == -216


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("0,0", "100,0", 2000),
        ("10pt,5pt", "60pt,5pt", 1000),
        ("200pt,0", "50pt,0", 3000),
        ("10.5pt,0", "20.5pt,0", 200),
    ],
)
def test_line_drawn_in_vml(start: str, end: str, expected: int) -> None:
    holder = table("<p><r/></p>")
    run = next(holder.iter(f"{W}r"))
    run.append(Element("{urn:schemas-microsoft-com:vml}line", {"from": start, "to": end}))
    assert length(holder) == expected


def test_line_drawn_in_vml_without_numbers_is_none() -> None:
    holder = table("<p><r/></p>")
    next(holder.iter(f"{W}r")).append(Element("{urn:schemas-microsoft-com:vml}line", {"from": "x", "to": ""}))
    assert length(holder) is None


def test_line_drawn_as_a_shape() -> None:
    holder = table("<p><r/></p>")
    drawn = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
    next(holder.iter(f"{W}r")).append(Element(drawn, {"cx": str(635 * 4000), "cy": "0"}))
    assert length(holder) == 4000
