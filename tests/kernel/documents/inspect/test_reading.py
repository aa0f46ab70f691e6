from io import BytesIO

import docx as python_docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.inspect import Inspection, Line, Page, TableFacts, check, inspect
from nhiemky.kernel.documents.outline import (
    Bullet,
    Cell,
    Column,
    HeaderCell,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30
from tests.kernel.documents import papers
from tests.kernel.documents.inspect.mutants import DOCUMENT, changed, without


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def read(document: object) -> Inspection:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return inspect(stream.getvalue())


def test_pages_of_the_report() -> None:
    numbered = {"number_place": "header", "number_align": "center", "number_size": 28, "number_edge": 10}
    upright = Page(210, 297, 20, 20, 30, 15, **numbered, number_on_first=True)  # type: ignore[arg-type]
    lying = Page(297, 210, 20, 20, 30, 15, **numbered, number_on_first=True)  # type: ignore[arg-type]
    first = Page(210, 297, 20, 20, 30, 15, **numbered, number_on_first=False)  # type: ignore[arg-type]
    pages = inspect(docx.render(papers.report())).pages
    assert pages == (first, lying, upright, lying)
    assert [page.landscape for page in pages] == [False, True, False, True]


def test_head_of_a_party_report() -> None:
    head = inspect(docx.render(papers.short_report(HD05))).head
    assert head.national_title is not None
    assert head.number is not None
    assert head.place_date is not None
    assert head.type_name is not None
    assert (head.national_title.text, head.national_title.size, head.national_title.bold) == (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        30,
        True,
    )
    assert (head.rule, head.rule_due, head.motto) == (4133, 4133, None)
    assert texts(head.organisations) == ["ĐẢNG BỘ HUYỆN MỎ CÀY BẮC", "ĐẢNG ỦY XÃ TÂN THANH TÂY"]
    assert [line.bold for line in head.organisations] == [False, True]
    assert (head.issuer_mark, head.issuer_rule) == ("*", None)
    assert (head.number.text, head.below_number) == ("Số 127-BC/ĐU", ())
    assert (head.place_date.text, head.place_date.italic) == (
        "Tân Thanh Tây, ngày 21 tháng 02 năm 2023",
        True,
    )
    assert (head.type_name.text, head.type_name.size) == ("BÁO CÁO", 32)
    assert (texts(head.excerpt), head.excerpt_mark) == ([papers.EXCERPT], "-----")


def test_head_of_a_state_report() -> None:
    head = inspect(docx.render(papers.state_report())).head
    assert head.motto is not None
    assert head.motto.text == ND30.motto
    assert (head.rule, head.rule_due) == (3428, 3428)
    assert head.issuer_rule is not None
    assert head.issuer_rule > 0


def test_head_of_a_letter() -> None:
    head = inspect(docx.render(papers.letter())).head
    assert texts(head.below_number) == ["về việc góp ý dự thảo", "KHẨN", "Dự thảo lần 1"]
    assert (head.type_name, head.excerpt) == (None, ())


def test_text_of_the_report() -> None:
    found = inspect(docx.render(papers.report()))
    assert texts(found.headings) == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "1. Thuận lợi",
        "2. Khó khăn",
        "a) Khách quan",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. ĐẦU CÔNG VIỆC",
        "IV. PHƯƠNG HƯỚNG",
    ]
    assert [line.level for line in found.headings] == [0, 1, 1, 2, 0, 0, 0]
    assert texts(found.body)[1:] == [
        f"Đến nay, {papers.OVERVIEW}; số liệu chốt ngày 21-2-2023.",
        "- Giá nông sản không ổn định.",
        "+ Giá dừa khô giảm.",
        "Tập trung lãnh đạo hoàn thành các chỉ tiêu còn lại./.",
    ]
    assert (found.font, found.size) == ("Times New Roman", 28)


def test_layout_of_the_body() -> None:
    (line,) = inspect(docx.render(papers.short_report(blocks=(Paragraph("chữ"),)))).body
    assert line == Line(
        text="chữ./.",
        font="Times New Roman",
        size=28,
        bold=False,
        italic=False,
        underline=False,
        align="both",
        first_line=567,
        after=120,
        line=380,
        rule="exact",
    )


def test_foot_of_the_report() -> None:
    found = inspect(docx.render(papers.short_report()))
    assert texts(found.signing) == ["T/M BAN CHẤP HÀNH", "BÍ THƯ", "Nguyễn Văn Đủ"]
    assert texts(found.recipients) == ["Nơi nhận:", *papers.RECIPIENTS.printed()]


def test_foot_of_minutes() -> None:
    found = inspect(docx.render(papers.minutes()))
    assert texts(found.signing) == ["NGƯỜI GHI BIÊN BẢN", "Lê Thị Lan", "CHỦ TRÌ HỘI NGHỊ", "Nguyễn Văn Đủ"]
    assert texts(found.recipients)[0] == "Nơi nhận:"


def test_tables_of_the_report() -> None:
    tables = inspect(docx.render(papers.report())).tables
    assert [(table.columns, table.repeated, len(table.rows)) for table in tables] == [
        (7, 3, 31),
        (5, 1, 77),
        (7, 3, 36),
    ]
    assert tables[0].rows[3] == ("I", "Các chỉ tiêu về kinh tế - xã hội")
    assert tables[1].rows[76][1] == "Nội dung công việc thứ 76 theo kế hoạch đã ban hành"


def test_mixed_looks_count_only_where_all_text_has_them() -> None:
    blocks = (
        Paragraph((Run("đậm", bold=True), " và thường")),
        Bullet((Run("cả dòng", bold=True),)),
        Section(2, "Mục"),
    )
    found = inspect(docx.render(papers.short_report(blocks=blocks)))
    assert [line.bold for line in found.body] == [False, False]
    assert [line.bold for line in found.headings] == [True]


def test_deleted_text_is_not_read_and_inserted_text_is() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    inserted = '<w:ins w:id="2" w:author="a"><w:r><w:t>mới</w:t></w:r></w:ins></w:p>'
    data = changed(
        papers.short_report(blocks=(Paragraph("chữ"),)),
        DOCUMENT,
        "chữ./.</w:t></w:r></w:p>",
        f"chữ </w:t></w:r>{deleted}{inserted}",
    )
    assert texts(inspect(data).body) == ["chữ mới"]


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        ('<w:drawing><wp:inline><wp:extent cx="2624455" cy="0"/></wp:inline></w:drawing>', 4133),
        (
            '<w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="10pt,2pt" to="210.5pt,2pt"/></w:pict>',
            4000,
        ),
        ("", None),
    ],
)
def test_drawn_line_counts_as_a_rule(drawing: str, expected: int | None) -> None:
    data = changed(papers.short_report(), DOCUMENT, '<w:p><w:pPr><w:pStyle w:val="Rule"/>', f'<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr><w:r>{drawing}</w:r></w:p><w:p><w:pPr><w:pStyle w:val="Gap"/>')  # fmt: skip
    assert inspect(data).head.rule == expected


def test_underlined_title_counts_as_a_rule_of_its_own_length() -> None:
    document = python_docx.Document()
    run = document.add_paragraph().add_run("ĐẢNG CỘNG SẢN VIỆT NAM")
    run.underline, run.bold, run.font.size = True, True, Pt(15)
    head = read(document).head
    assert (head.rule, head.rule_due) == (4133, 4133)


def number_page(section: object) -> None:
    """Put a centred page number into a section's header, hidden on its first page."""
    paragraph = section.header.paragraphs[0]  # type: ignore[attr-defined]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE \\* MERGEFORMAT")
    paragraph._p.append(field)
    section.different_first_page_header_footer = True  # type: ignore[attr-defined]


def office_report() -> object:
    """Return a report as an office writes it in Word, put together with python-docx."""
    document = python_docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(20),
        Mm(20),
        Mm(30),
        Mm(15),
    )
    number_page(section)
    normal = document.styles["Normal"].font
    normal.name, normal.size = "Times New Roman", Pt(14)
    head = document.add_table(rows=1, cols=2)
    left, right = head.cell(0, 0), head.cell(0, 1)
    for cell, written in (
        (left, ["HUYỆN ỦY MỎ CÀY BẮC", "ĐẢNG ỦY XÃ TÂN BÌNH", "*", "Số 12-BC/ĐU"]),
        (right, ["ĐẢNG CỘNG SẢN VIỆT NAM", "Tân Bình, ngày 05 tháng 3 năm 2023"]),
    ):
        cell.paragraphs[0].text = written[0]
        for line in written[1:]:
            cell.add_paragraph(line)
    title = document.add_paragraph("BÁO CÁO")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in ("I. KẾT QUẢ", "Đạt 15/25 chỉ tiêu."):
        document.add_paragraph(line).runs[0].bold = line.startswith("I.")
    document.add_paragraph("T/M BAN THƯỜNG VỤ")
    document.add_paragraph("BÍ THƯ")
    document.add_paragraph("Nơi nhận:")
    document.add_paragraph("- Lưu Văn phòng.")
    return document


def test_file_of_an_office_is_read() -> None:
    found = read(office_report())
    head = found.head
    assert head.number is not None
    assert head.place_date is not None
    assert head.type_name is not None
    assert texts(head.organisations) == ["HUYỆN ỦY MỎ CÀY BẮC", "ĐẢNG ỦY XÃ TÂN BÌNH"]
    assert (head.number.text, head.place_date.text, head.type_name.text) == (
        "Số 12-BC/ĐU",
        "Tân Bình, ngày 05 tháng 3 năm 2023",
        "BÁO CÁO",
    )
    assert (texts(found.headings), texts(found.body)) == (["I. KẾT QUẢ"], ["Đạt 15/25 chỉ tiêu."])
    assert texts(found.signing) == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ"]
    assert texts(found.recipients) == ["Nơi nhận:", "- Lưu Văn phòng."]
    page = found.pages[0]
    assert (page.width, page.left, page.number_place, page.number_align) == (210, 30, "header", "center")
    assert page.number_on_first is False


def test_file_of_an_office_is_told_what_it_lacks() -> None:
    found = {finding.code for finding in check(read(office_report()), HD36)}
    assert {"title_rule_missing", "national_title_size", "issuer_look", "body_align", "body_indent"} <= found
    assert (
        not {"paper", "margin_left", "font", "number_form", "page_number_missing", "signing_missing"} & found
    )


@pytest.mark.parametrize(
    ("between", "signing", "body"),
    [
        (0, ["T/M BAN THƯỜNG VỤ"], ["Đạt 15/25 chỉ tiêu."]),
        (6, ["T/M BAN THƯỜNG VỤ"], ["Đạt 15/25 chỉ tiêu."]),
        (7, [], ["Đạt 15/25 chỉ tiêu.", "T/M BAN THƯỜNG VỤ"]),
    ],
)
def test_signing_is_looked_for_a_little_above_the_recipients(
    between: int, signing: list[str], body: list[str]
) -> None:
    document = python_docx.Document()
    for line in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Đạt 15/25 chỉ tiêu.",
        "T/M BAN THƯỜNG VỤ",
        *[""] * between,
        "Nơi nhận:",
    ):
        document.add_paragraph(line)
    found = read(document)
    assert (texts(found.signing), texts(found.body), texts(found.recipients)) == (
        signing,
        body,
        ["Nơi nhận:"],
    )


def test_lines_below_a_date_in_a_head_without_table_are_the_text() -> None:
    document = python_docx.Document()
    for line in (
        "ĐẢNG ỦY XÃ",
        "Số 12-BC/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Tân Bình, ngày 05 tháng 3 năm 2023",
        "Nội dung.",
    ):
        document.add_paragraph(line)
    found = read(document)
    assert found.head.place_date is not None
    assert (found.head.place_date.text, texts(found.body)) == (
        "Tân Bình, ngày 05 tháng 3 năm 2023",
        ["Nội dung."],
    )


def test_empty_file_of_python_docx_is_read() -> None:
    found = read(python_docx.Document())
    assert (found.head.national_title, found.body, found.signing, found.recipients, found.tables) == (
        None,
        (),
        (),
        (),
        (),
    )
    assert [(page.width, page.height) for page in found.pages] == [(216, 279)]
    assert found.font == "Cambria"


def test_table_of_python_docx_is_read() -> None:
    document = python_docx.Document()
    table = document.add_table(rows=2, cols=2)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ô {place}"
    assert read(document).tables == (TableFacts(2, 0, (("ô 0", "ô 1"), ("ô 2", "ô 3"))),)


def test_table_whose_rows_are_all_merged_counts_its_columns() -> None:
    table = Table(
        (Column(1), Column(1), Column(1)),
        ((HeaderCell("a", columns=2), "b"),),
        (Row((Cell("c", columns=3),)),),
    )
    found = inspect(docx.render(papers.short_report(blocks=(table,)))).tables
    assert found == (TableFacts(3, 1, (("a", "b"), ("c",))),)


@pytest.mark.parametrize(
    ("mark", "repeated"),
    [
        ("", 1),
        (' w:val="1"', 1),
        (' w:val="true"', 1),
        (' w:val="0"', 0),
        (' w:val="false"', 0),
        (' w:val="off"', 0),
    ],
)
def test_repeated_header_is_a_switch(mark: str, repeated: int) -> None:
    table = Table((Column(1),), (("a",),), (Row(("b",)),))
    document = papers.short_report(blocks=(table,))
    data = changed(document, DOCUMENT, "<w:tblHeader/>", f"<w:tblHeader{mark}/>")
    assert inspect(data).tables == (TableFacts(1, repeated, (("a",), ("b",))),)


def test_table_of_one_row_is_no_table_of_the_report() -> None:
    assert inspect(docx.render(papers.short_report(blocks=(papers.BAR, Paragraph("a"))))).tables == ()


def test_document_without_styles_is_read() -> None:
    found = inspect(without(papers.short_report(), "word/styles.xml"))
    assert (found.font, found.size) == ("", 20)
    assert found.head.national_title is not None


def test_circle_of_styles_does_not_hang() -> None:
    data = changed(papers.short_report(), "word/styles.xml", '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>', '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:basedOn w:val="BodyText"/>')  # fmt: skip
    assert texts(inspect(data).signing)[0] == "T/M BAN CHẤP HÀNH"
