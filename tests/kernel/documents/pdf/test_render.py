from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.kernel.documents import pdf
from nhiemky.kernel.documents.outline import (
    Align,
    Block,
    Bullet,
    Column,
    Document,
    GroupRow,
    Landscape,
    Letterhead,
    OutlineError,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
)
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30
from tests.kernel.documents import papers
from tests.kernel.documents.pdf.fonts import FONT_DIRS

HOSTILE = [
    '#read("/etc/passwd")',
    "#import sys: *",
    "$x^2$",
    "*a*",
    "_b_",
    "@ref",
    "<label>",
    "\\",
    "\\u{48}",
    "// chú thích",
    "/* chú thích */",
    '"trích"',
    "= tiêu đề",
    "- gạch",
    "`mã`",
    "https://example.org",
    "#{}",
    "]",
    "})",
    "~",
    "--- ...",
    "#panic()",
]


def render(document: Document) -> pypdf.PdfReader:
    """Return the document as a PDF that can be read."""
    return pypdf.PdfReader(BytesIO(pdf.render(document, font_dirs=FONT_DIRS)))


def text(document: Document, page: int | None = None) -> str:
    """Return the text of a document, of one page if asked, with one blank between words."""
    pages = render(document).pages
    chosen = pages if page is None else [pages[page]]
    return " ".join(" ".join(one.extract_text() for one in chosen).split())


def squeezed(words: str) -> str:
    """Return text without blanks, for comparing where line breaks may fall inside."""
    return "".join(words.split())


def paper(*blocks: Block) -> Document:
    return papers.short_report(blocks=blocks)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_of_a_user_is_printed_and_never_obeyed(hostile: str) -> None:
    assert squeezed(f"đầu {hostile} cuối") in squeezed(text(paper(Paragraph(f"đầu {hostile} cuối"))))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_in_a_table_is_printed_and_never_obeyed(hostile: str) -> None:
    rows = (Row((hostile, Run(hostile, bold=True))), GroupRow(hostile, "I"))
    table = Table((Column(1), Column(1)), ((hostile, "b"),), rows, caption=hostile, notes=(hostile,))
    assert squeezed(text(paper(table))).count(squeezed(hostile)) >= 6


@pytest.mark.parametrize("hostile", ['#read("/etc/passwd")', "*a*", "$x$", "@ref"])
def test_text_in_head_and_foot_is_printed_and_never_obeyed(hostile: str) -> None:
    head = Letterhead(
        issuer=f"c {hostile}", type_code="BC", issuer_code="ĐU", place=f"d {hostile}", type_name=f"e {hostile}",
        excerpt=f"g {hostile}", superior=f"h {hostile}", draft=f"k {hostile}",
    )  # fmt: skip
    found = squeezed(text(papers.short_report(letterhead=head))).lower()
    for mark in "cdeghk":
        assert squeezed(f"{mark} {hostile}").lower() in found


def test_page_is_a4_and_lying_pages_are_turned() -> None:
    pages = render(papers.report()).pages
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]
    assert sizes[0] == (595, 842)
    assert (842, 595) in sizes
    assert set(sizes) == {(595, 842), (842, 595)}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (papers.short_report(HD36), ["ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG ỦY XÃ TÂN THANH TÂY", "Số 127-BC/ĐU", "BÁO CÁO"]),
        (papers.short_report(HD36), ["T/M BAN CHẤP HÀNH", "BÍ THƯ", "Nguyễn Văn Đủ", "Nơi nhận:", "- Lưu Văn phòng Đảng ủy."]),
        (papers.short_report(HD05), ["-----", "Tân Thanh Tây, ngày 21 tháng 02 năm 2023", papers.OVERVIEW]),
        (papers.state_report(), ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 06/BC-UBND"]),
        (papers.state_report(), ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Hoa", "- Lưu: VT."]),
        (papers.minutes(), ["BIÊN BẢN", "NGƯỜI GHI BIÊN BẢN", "Lê Thị Lan", "CHỦ TRÌ HỘI NGHỊ"]),
        (papers.letter(), ["Số 03-CV/ĐU", "về việc góp ý dự thảo", "KHẨN", "Dự thảo lần 1", "Kính gửi: Ban Thường vụ Huyện ủy"]),
    ],
)  # fmt: skip
def test_head_and_foot_are_those_of_the_form(document: Document, words: list[str]) -> None:
    found = squeezed(text(document))
    assert [word for word in words if squeezed(word) not in found] == []


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Section(1, "Kết quả"), "I. KẾT QUẢ"),
        (Section(2, "Kết quả"), "1. Kết quả"),
        (Section(3, "Kết quả"), "a) Kết quả"),
        (Section(0, "Phần thứ nhất"), "PHẦN THỨ NHẤT"),
        (Bullet("việc"), "- việc./."),
        (Bullet("việc", level=2), "+ việc./."),
        (Paragraph(("a ", Run("b", bold=True, italic=True, underline=True))), "a b./."),
        (Paragraph("giữa", align=Align.CENTRE, indent=False), "giữa./."),
        (Paragraph("hai\ndòng"), "hai dòng./."),
    ],
)
def test_block_is_drawn(block: Block, expected: str) -> None:
    assert squeezed(expected) in squeezed(text(paper(block)))


def test_report_has_its_sections_tables_and_appendices() -> None:
    found = squeezed(text(papers.report()))
    for words in (
        "IV. PHƯƠNG HƯỚNG",
        "chỉ tiêu thứ 25",
        "công việc thứ 76",
        "PHỤ LỤC 2",
        "Chưa đến hạn (0)",
        "Mức đạt theo nhóm",
    ):
        assert squeezed(words) in found


def test_header_of_a_table_repeats_on_every_page() -> None:
    pages = render(papers.short_report(blocks=(papers.work_table(120),))).pages
    found = ["Đầu công việc" in page.extract_text() for page in pages]
    assert len(found) >= 3
    assert all(found[:-1])


def test_page_number_is_hidden_on_the_first_page_and_shown_on_others() -> None:
    document = paper(
        Paragraph("trang một"), PageBreak(), Paragraph("trang hai"), PageBreak(), Paragraph("trang ba")
    )
    first, second, third = (page.extract_text().split() for page in render(document).pages)
    assert (first[0], second[0], third[0]) == ("ĐẢNG", "2", "3")


def test_page_number_goes_on_over_lying_pages() -> None:
    document = paper(Paragraph("một"), Landscape((Paragraph("hai"),)), Paragraph("ba"))
    assert [page.extract_text().split()[0] for page in render(document).pages][1:] == ["2", "3"]


def test_number_line_leaves_room_to_write() -> None:
    document = papers.short_report(letterhead=papers.letterhead(number=None))
    assert "Số -BC/ĐU" in text(document)


def test_picture_is_drawn_and_its_caption_below() -> None:
    document = paper(Picture(papers.png(), 60, "Biểu đồ mức đạt", "Hình 1"))
    page = render(document).pages[0]
    assert len(page.images) == 1
    assert "Hình 1" in page.extract_text()


def test_damaged_picture_is_refused() -> None:
    damaged = papers.png()[:40] + bytes(30)
    with pytest.raises(OutlineError, match="ảnh chèn vào văn bản bị hỏng"):
        pdf.render(paper(Picture(damaged, 60, "hỏng")), font_dirs=FONT_DIRS)


def test_properties_carry_title_and_issuer() -> None:
    found = render(papers.short_report()).metadata
    assert found is not None
    assert (found.title, found.author) == (f"Báo cáo {papers.EXCERPT}", "Đảng ủy xã Tân Thanh Tây")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (papers.short_report(), datetime(2023, 2, 21, tzinfo=UTC)),
        (papers.minutes(), datetime(2020, 1, 1, tzinfo=UTC)),
    ],
)
def test_properties_carry_the_documents_own_day_and_never_the_clocks(
    document: Document, expected: datetime
) -> None:
    found = render(document).metadata
    assert found is not None
    assert (found.creation_date, found.modification_date) == (expected, expected)


def test_language_of_the_file_is_vietnamese() -> None:
    assert render(papers.short_report()).trailer["/Root"]["/Lang"] == "vi"


def test_picture_is_read_out_to_who_cannot_see_it() -> None:
    pages = pdf.render(paper(Picture(papers.png(), 60, "Bieu do")), font_dirs=FONT_DIRS)
    tree = pypdf.PdfReader(BytesIO(pages)).trailer["/Root"]["/StructTreeRoot"]
    assert alternatives(tree) == ["Bieu do"]


def alternatives(element: object) -> list[str]:
    """Return the alternative texts in a tree of structure."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return [text for child in element for text in alternatives(child)]
    if not isinstance(element, dict):
        return []
    own = [str(element["/Alt"])] if "/Alt" in element else []
    return own + alternatives(element.get("/K", []))


def test_headings_can_be_jumped_to() -> None:
    outline = render(papers.report()).outline
    titles = [entry.title for entry in outline if isinstance(entry, pypdf.generic.Destination)]
    assert titles == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. ĐẦU CÔNG VIỆC",
        "IV. PHƯƠNG HƯỚNG",
    ]


def test_same_document_gives_the_same_bytes() -> None:
    first, second = (pdf.render(papers.report(), font_dirs=FONT_DIRS) for _ in range(2))
    assert first == second


def test_undated_document_gives_the_same_bytes() -> None:
    assert pdf.render(papers.minutes(), font_dirs=FONT_DIRS) == pdf.render(
        papers.minutes(), font_dirs=FONT_DIRS
    )


def test_other_figures_give_other_pages() -> None:
    first, second = (text(paper(Paragraph(f"{count} chỉ tiêu"))) for count in (15, 16))
    assert ("15 chỉ tiêu" in first, "15 chỉ tiêu" in second, "16 chỉ tiêu" in second) == (True, False, True)


@pytest.mark.parametrize("profile", [HD36, HD05, ND30], ids=lambda profile: profile.name)
def test_font_has_the_widths_of_times(profile: object) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).rpartition("+")[2].split("-")[0]
        for page in render(papers.short_report(profile)).pages  # type: ignore[arg-type]
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts <= {"Tinos", "LiberationSerif", "TimesNewRomanPSMT", "TimesNewRomanPS"}


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_drawn(words: str) -> None:
    table = Table((Column(1),), ((words,),), (Row((words,)), GroupRow(words)))
    document = papers.short_report(
        letterhead=papers.letterhead(excerpt=words), blocks=(Paragraph(words), table)
    )
    assert pdf.render(document, font_dirs=FONT_DIRS).startswith(b"%PDF-")


def places(document: Document) -> dict[str, float]:
    """Return how far from the left edge of the page each piece of text begins, in points."""
    found: dict[str, float] = {}

    def visit(words: str, page: list[float], own: list[float], *_: object) -> None:
        if words.strip():
            found.setdefault(words.strip(), own[4] * page[0] + own[5] * page[2] + page[4])

    render(document).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("keep", [False, True])
def test_centred_paragraph_stands_in_the_middle_of_the_text(keep: bool) -> None:
    middle = Paragraph("giữa", align=Align.CENTRE, indent=False, keep_with_next=keep)
    at = places(paper(middle, Paragraph("trái", indent=False), Paragraph("lùi vào")))
    text_left, text_right = 30 * 72 / 25.4, 195 * 72 / 25.4
    assert abs(at["giữa"] - (text_left + text_right) / 2) < 20
    assert abs(at["trái"] - text_left) < 1
    assert abs(at["lùi vào./."] - text_left - 10 * 72 / 25.4) < 1
