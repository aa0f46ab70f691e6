from io import BytesIO
from xml.etree.ElementTree import Element

import docx as python_docx
import pytest

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.outline import (
    Align,
    Annex,
    Block,
    Bullet,
    Landscape,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Section,
)
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30, Profile
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import W, body, text, texts, tree, value

WORDPROCESSING_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def last(*blocks: Block) -> Element:
    """Return the paragraph of the last block with text, before the foot."""
    children = list(body(*blocks))
    foot = max(at for at, child in enumerate(children) if child.tag == f"{W}tbl")
    return [child for child in children[:foot] if child.tag == f"{W}p" and text(child)][-1]


def sections(root: Element) -> list[Element]:
    return list(root.iter(f"{W}sectPr"))


@pytest.mark.parametrize(
    ("block", "style", "expected"),
    [
        (Section(0, "Phần thứ nhất"), "PartHeading", "PHẦN THỨ NHẤT"),
        (Section(1, "Kết quả"), "Heading1", "I. KẾT QUẢ"),
        (Section(2, "Kết quả"), "Heading2", "1. Kết quả"),
        (Section(3, "Kết quả"), "Heading3", "a) Kết quả"),
        (Section(2, "Kết quả", "3.1."), "Heading2", "3.1. Kết quả"),
        (Bullet("việc"), "BodyText", "- việc./."),
        (Bullet("việc", level=2), "Bullet2", "+ việc./."),
        (Paragraph("chữ"), "BodyText", "chữ./."),
    ],
)
def test_block_has_its_style_and_its_sign(block: Block, style: str, expected: str) -> None:
    found = last(block)
    assert (value(found, "pPr/pStyle"), text(found)) == (style, expected)


@pytest.mark.parametrize(
    ("block", "align", "indent"),
    [
        (Paragraph("a"), None, None),
        (Paragraph("a", align=Align.CENTRE), "center", None),
        (Paragraph("a", align=Align.RIGHT, indent=False), "right", "0"),
        (Paragraph("a", align=Align.JUSTIFY), "both", None),
        (Paragraph("a", align=Align.LEFT), "left", None),
    ],
)
def test_paragraph_is_laid_out_as_asked(block: Paragraph, align: str | None, indent: str | None) -> None:
    found = last(block)
    assert (value(found, "pPr/jc"), value(found, "pPr/ind", "firstLine")) == (align, indent)


def test_paragraph_keeps_its_runs() -> None:
    found = last(Paragraph(("thường ", Run("đậm", bold=True), Run(" nghiêng", italic=True))))
    looks = [(text(run), run.find(f"{W}rPr") is not None) for run in found.findall(f"{W}r")]
    assert looks == [("thường ", False), ("đậm", True), (" nghiêng./.", True)]


def test_paragraph_that_keeps_with_the_next_says_so() -> None:
    blocks = (Paragraph("a", keep_with_next=True), Paragraph("b"), Paragraph("c"))
    found = [child for child in body(*blocks).findall(f"{W}p") if text(child) in ("a", "b", "c./.")]
    assert [value(child, "pPr/keepNext") for child in found] == ["", None, ""]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph("a"), ""),
        (Bullet("a"), ""),
        (Bullet("a", level=2), ""),
        (Section(1, "a"), None),
    ],
)
def test_last_line_stays_with_the_foot(block: Block, expected: str | None) -> None:
    assert value(last(Paragraph("trước"), block), "pPr/keepNext") == expected


@pytest.mark.parametrize("block", [Paragraph("a"), Bullet("a")])
def test_last_line_of_a_document_without_foot_stays_alone(block: Block) -> None:
    root = tree(papers.short_report(blocks=(block,), signing=None, recipients=None))
    found = [one for one in root.iter(f"{W}p") if text(one).endswith("a./.")]
    assert [value(one, "pPr/keepNext") for one in found] == [None]


def test_page_break_is_a_break() -> None:
    breaks = [found.get(f"{W}type") for found in body(PageBreak(), Paragraph("a")).iter(f"{W}br")]
    assert breaks == ["page"]


@pytest.mark.parametrize("profile", [HD36, HD05, ND30], ids=lambda profile: profile.name)
def test_page_is_a4_with_the_forms_margins(profile: Profile) -> None:
    (section,) = sections(tree(papers.short_report(profile)))
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    assert {key.removeprefix(W): found for key, found in size.items()} == {"w": "11906", "h": "16838"}
    assert {key.removeprefix(W): found for key, found in margins.items()} == {
        "top": "1134",
        "right": "850",
        "bottom": "1134",
        "left": "1701",
        "header": "567",
        "footer": "567",
        "gutter": "0",
    }


@pytest.mark.parametrize(
    ("blocks", "lying"),
    [
        ((Paragraph("a"),), [False]),
        ((Paragraph("a"), Landscape((Paragraph("b"),)), Paragraph("c")), [False, True, False]),
        (
            (Landscape((Paragraph("b"),)), Landscape((Paragraph("c"),)), Paragraph("d")),
            [False, True, False, True, False],
        ),
        ((Paragraph("a"), Landscape((Paragraph("b"),))), [False, True, False]),
    ],
)
def test_paper_is_turned_for_lying_pages_and_back(blocks: tuple[Block, ...], lying: list[bool]) -> None:
    found = [value(one, "pgSz", "orient") == "landscape" for one in sections(body(*blocks))]
    assert found == lying


@pytest.mark.parametrize(
    ("blocks", "lying"),
    [
        ((Paragraph("a"), Landscape((Paragraph("b"),))), [False, True]),
        ((Landscape((Paragraph("b"),)), Paragraph("a")), [False, True, False]),
        ((Paragraph("a"),), [False]),
    ],
)
def test_document_without_foot_ends_on_the_paper_of_its_last_block(
    blocks: tuple[Block, ...], lying: list[bool]
) -> None:
    root = tree(papers.short_report(blocks=blocks, signing=None, recipients=None))
    assert [value(one, "pgSz", "orient") == "landscape" for one in sections(root)] == lying


@pytest.mark.parametrize(
    ("annexes", "lying", "breaks"),
    [
        ((Annex("1", "a", (Paragraph("a"),)), Annex("2", "b", (Paragraph("b"),))), [False], [True, True]),
        ((Annex("1", "a", (Landscape((Paragraph("a"),)),)), Annex("2", "b", ())), [False, True, False], [True, False]),
        ((Annex("1", "a", (), landscape=True), Annex("2", "b", (), landscape=True)), [False, True], [False, True]),
        ((Annex("1", "a", (), landscape=True), Annex("2", "b", ())), [False, True, False], [False, False]),
    ],
)  # fmt: skip
def test_appendix_begins_a_page_by_turned_paper_or_by_a_break(
    annexes: tuple[Annex, ...], lying: list[bool], breaks: list[bool]
) -> None:
    root = tree(papers.short_report(annexes=annexes))
    labels = [one for one in root.iter(f"{W}p") if value(one, "pPr/pStyle") == "AnnexTitle"][::2]
    assert [value(one, "pgSz", "orient") == "landscape" for one in sections(root)] == lying
    assert [value(one, "pPr/pageBreakBefore") == "" for one in labels] == breaks


def test_only_the_first_section_hides_the_number_of_its_first_page() -> None:
    found = sections(tree(papers.report()))
    assert [value(one, "titlePg") for one in found] == ["", None, None, None]
    assert {value(one, "headerReference", "type") for one in found} == {"default"}


def test_lying_appendix_stands_in_a_section_of_its_own() -> None:
    document = papers.short_report(annexes=(Annex("Phụ lục", "Bảng", (Paragraph("a"),), landscape=True),))
    found = sections(tree(document))
    assert [value(one, "pgSz", "orient") for one in found] == ["", "landscape"]


def test_upright_appendix_begins_a_page_behind_the_signature() -> None:
    document = papers.short_report(annexes=(Annex("Phụ lục", "Bảng", (Paragraph("a"),)),))
    root = tree(document)
    titles = [one for one in root.iter(f"{W}p") if value(one, "pPr/pageBreakBefore") is not None]
    assert [text(one) for one in titles] == ["PHỤ LỤC"]
    lines = texts(root)
    assert lines.index("PHỤ LỤC") > lines.index("Nguyễn Văn Đủ")


def test_appendix_counts_its_sections_anew() -> None:
    annex = Annex("Phụ lục", "Bảng", (Section(1, "Một"),))
    lines = texts(tree(papers.short_report(annexes=(annex,))))
    assert lines[-1] == "I. MỘT"


def test_picture_keeps_its_proportions_and_its_words() -> None:
    drawing = body(Picture(papers.png(8, 4), 60, "Biểu đồ", "Hình 1"))
    extent = next(drawing.iter(f"{WORDPROCESSING_DRAWING}extent"))
    described = next(drawing.iter(f"{WORDPROCESSING_DRAWING}docPr"))
    assert (extent.get("cx"), extent.get("cy")) == (str(60 * 36000), str(30 * 36000))
    assert described.get("descr") == "Biểu đồ"
    assert "Hình 1" in texts(drawing)


def test_picture_is_never_wider_than_the_text() -> None:
    extent = next(body(Picture(papers.png(), 400, "ảnh")).iter(f"{WORDPROCESSING_DRAWING}extent"))
    assert extent.get("cx") == str(165 * 36000)


def test_python_docx_reads_the_report() -> None:
    read = python_docx.Document(BytesIO(docx.render(papers.report())))
    assert [table.style.name for table in read.tables] == [
        "Normal Table",
        "Ruled",
        "Ruled",
        "Ruled",
        "Normal Table",
        "Ruled",
    ]
    assert [len(table.rows) for table in read.tables] == [2, 1, 31, 77, 1, 36]
    assert [section.orientation for section in read.sections] == [0, 1, 0, 1]
    headings = [
        line.text
        for line in read.paragraphs
        if line.style is not None and line.style.name.startswith("Heading")
    ]
    assert headings[:3] == ["I. ĐẶC ĐIỂM TÌNH HÌNH", "1. Thuận lợi", "2. Khó khăn"]
    assert any(papers.OVERVIEW in line.text for line in read.paragraphs)


def test_python_docx_reads_the_first_line_indent_and_pitch_of_the_body() -> None:
    read = python_docx.Document(BytesIO(docx.render(papers.report())))
    style = read.styles["Body Text"].paragraph_format
    assert (style.first_line_indent.mm, style.line_spacing.pt, style.space_after.pt) == pytest.approx(
        (10, 19, 6), abs=0.01
    )
