import re
from dataclasses import replace
from pathlib import Path

import pytest

import nhiemky
from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.inspect import Finding, check, inspect
from nhiemky.kernel.documents.inspect import checks as checks_module
from nhiemky.kernel.documents.outline import (
    Align,
    Authority,
    Document,
    Paragraph,
    Recipients,
    Section,
    Signing,
)
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30, Part, Profile, Style
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import files
from tests.kernel.documents.inspect.mutants import DOCUMENT, HEADER, STYLES, changed, codes

EVERY = {
    "HD36": papers.report(HD36),
    "HD05": papers.report(HD05),
    "short HD36": papers.short_report(HD36),
    "short HD05": papers.short_report(HD05),
    "unnumbered": papers.short_report(HD05, letterhead=papers.letterhead(number=None, day=None)),
    "draft": papers.short_report(HD05, letterhead=papers.letterhead(draft="Dự thảo lần 2", superior="")),
    "state": papers.state_report(),
    "minutes": papers.minutes(),
    "letter": papers.letter(),
}


@pytest.mark.parametrize("document", EVERY.values(), ids=EVERY)
def test_our_own_documents_keep_the_form(document: Document) -> None:
    assert check(inspect(docx.render(document)), document.profile) == ()


CHANGES: list[tuple[str, str, str, list[str]]] = [
    (DOCUMENT, 'w:pgSz w:w="11906" w:h="16838"', 'w:pgSz w:w="12240" w:h="15840"', ["paper"]),
    (DOCUMENT, 'w:top="1134"', 'w:top="1417"', ["margin_top"]),
    (DOCUMENT, 'w:bottom="1134"', 'w:bottom="850"', ["margin_bottom"]),
    (DOCUMENT, 'w:left="1701"', 'w:left="1440"', ["margin_left"]),
    (DOCUMENT, 'w:right="850"', 'w:right="1134"', ["margin_right"]),
    (DOCUMENT, "<w:titlePg/>", "", ["page_number_first_page"]),
    (DOCUMENT, "<w:titlePg/>", '<w:titlePg w:val="0"/>', ["page_number_first_page"]),
    (DOCUMENT, '<w:headerReference w:type="default" r:id="rId4"/>', "", ["page_number_missing"]),
    (
        DOCUMENT,
        '<w:headerReference w:type="default"',
        '<w:headerReference w:type="first" r:id="rId4"/><w:headerReference w:type="default"',
        ["page_number_first_page"],
    ),
    (DOCUMENT, "w:headerReference", "w:footerReference", ["page_number_place"]),
    (HEADER, " PAGE ", " NUMPAGES ", ["page_number_missing"]),
    (
        HEADER,
        '<w:pStyle w:val="Header"/>',
        '<w:pStyle w:val="Header"/><w:jc w:val="right"/>',
        ["page_number_place"],
    ),
    (HEADER, '<w:pStyle w:val="Header"/>', "", ["page_number_place"]),
    (STYLES, "Times New Roman", "Arial", ["font"]),
    (STYLES, 'w:line="380"', 'w:line="460"', ["body_line"]),
    (STYLES, 'w:line="380" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"', ["body_line"]),
    (STYLES, 'w:firstLine="567"', 'w:firstLine="0"', ["body_indent"]),
    (STYLES, 'w:firstLine="567"', 'w:firstLine="851"', ["body_indent"]),
    (STYLES, 'w:before="0" w:after="120"', 'w:before="0" w:after="0"', ["body_gap"]),
    (DOCUMENT, "ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM MUÔN NĂM", ["national_title_missing"]),
    (DOCUMENT, "Số 127-BC/ĐU", "Số: 127-BC/ĐU", ["number_colon"]),
    (DOCUMENT, "Số 127-BC/ĐU", "Số 127/BC-ĐU", ["number_form"]),
    (DOCUMENT, "Số 127-BC/ĐU", "Số 127 -BC-ĐU", ["number_form"]),
    (DOCUMENT, "Số 127-BC/ĐU", "Số 7-BC/ĐU", ["number_zero"]),
    (DOCUMENT, "Số 127-BC/ĐU", "", ["number_missing"]),
    (DOCUMENT, "ngày 21 tháng 02", "ngày 1 tháng 02", ["place_date_zero"]),
    (DOCUMENT, "ngày 21 tháng 02", "ngày 21 tháng 2", ["place_date_zero"]),
    (DOCUMENT, "ngày 21 tháng 02 năm 2023", "21/02/2023", ["place_date_missing"]),
    (DOCUMENT, ">*<", "><", ["issuer_mark_missing"]),
    (DOCUMENT, '<w:pStyle w:val="Rule"/>', '<w:pStyle w:val="Gap"/>', ["title_rule_missing"]),
    (DOCUMENT, "T/M BAN CHẤP HÀNH", "K/T BAN CHẤP HÀNH", ["signing_collective"]),
    (DOCUMENT, "T/M BAN CHẤP HÀNH", "K/T BÍ THƯ", ["signing_collective"]),
    (DOCUMENT, "T/M BAN CHẤP HÀNH", "TM. BAN CHẤP HÀNH", ["signing_mark"]),
    (DOCUMENT, "T/M BAN CHẤP HÀNH", "T/M Ban Chấp hành", ["authority_caps"]),
    (DOCUMENT, ">BÍ THƯ<", ">BÍ THƯ ĐẢNG ỦY<", ["signing_position"]),
    (DOCUMENT, ">BÍ THƯ<", ">Bí thư<", ["position_caps"]),
    (DOCUMENT, "- Lưu Văn phòng Đảng ủy.", "- Lưu Văn phòng Đảng ủy", ["recipients_end"]),
    (DOCUMENT, "- Lưu Văn phòng Đảng ủy.", "- Chi bộ.", ["recipients_archive"]),
    (STYLES, '<w:u w:val="single"/>', "", ["recipients_title_underline"]),
    (DOCUMENT, "BÁO CÁO", "Báo cáo", ["type_name_missing"]),
]


@pytest.mark.parametrize(("part", "old", "new", "expected"), CHANGES)
def test_one_change_gives_its_finding(part: str, old: str, new: str, expected: list[str]) -> None:
    assert sorted(set(codes(changed(papers.short_report(), part, old, new), HD36))) == sorted(expected)


def restyled(part: Part, style: Style) -> bytes:
    """Return a report whose form gives one part another type."""
    styles = tuple((name, style if name is part else given) for name, given in HD36.styles)
    return docx.render(papers.short_report(replace(HD36, styles=styles)))


RESTYLED: list[tuple[Part, Style, list[str]]] = [
    (Part.NATIONAL_TITLE, Style(14, bold=True, caps=True), ["national_title_size"]),
    (Part.NATIONAL_TITLE, Style(15, caps=True), ["national_title_look"]),
    (Part.SUPERIOR, Style(13, caps=True), ["superior_size"]),
    (Part.SUPERIOR, Style(14), ["superior_caps"]),
    (Part.ISSUER, Style(13, bold=True, caps=True), ["issuer_size"]),
    (Part.ISSUER, Style(14, caps=True), ["issuer_look"]),
    (Part.NUMBER, Style(13), ["number_size"]),
    (Part.PLACE_DATE, Style(14), ["place_date_look"]),
    (Part.TYPE_NAME, Style(14, bold=True, caps=True), ["type_name_size"]),
    (Part.TYPE_NAME, Style(16, caps=True), ["type_name_look"]),
    (Part.EXCERPT, Style(14), ["excerpt_look"]),
    (Part.EXCERPT, Style(12, bold=True), ["excerpt_size"]),
    (Part.BODY, Style(13), ["body_size"]),
    (Part.SECTION_1, Style(13, bold=True, caps=True), ["heading_size"]),
    (Part.SECTION_1, Style(14, caps=True), ["heading_look"]),
    (Part.AUTHORITY, Style(14, caps=True), ["authority_look"]),
    (Part.AUTHORITY, Style(13, bold=True, caps=True), ["authority_size"]),
    (Part.POSITION, Style(14, bold=True, caps=True), ["position_look"]),
    (Part.SIGNER, Style(14), ["signer_look"]),
    (Part.SIGNER, Style(12, bold=True), ["signer_size"]),
    (Part.RECIPIENTS_TITLE, Style(12, underline=True), ["recipients_title_size"]),
    (Part.RECIPIENTS_TITLE, Style(14, underline=True, italic=True), ["recipients_title_look"]),
    (Part.RECIPIENTS, Style(14), ["recipients_size"]),
    (Part.PAGE_NUMBER, Style(12), ["page_number_size"]),
]


@pytest.mark.parametrize(("part", "style", "expected"), RESTYLED)
def test_wrong_type_of_one_part_gives_its_finding(part: Part, style: Style, expected: list[str]) -> None:
    assert sorted(set(codes(restyled(part, style), HD36))) == expected


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (papers.short_report(signing=None), ["signing_missing"]),
        (papers.short_report(recipients=None), ["recipients_missing"]),
        (papers.short_report(recipients=Recipients(("Như trên",), "")), ["recipients_archive"]),
        (papers.short_report(blocks=(Paragraph("a", align=Align.LEFT),)), ["body_align"]),
        (papers.short_report(blocks=(Paragraph("a", indent=False),)), ["body_indent"]),
        (papers.short_report(letterhead=papers.letterhead(type_name="", excerpt="")), ["type_name_missing"]),
    ],
)
def test_missing_part_gives_its_finding(document: Document, expected: list[str]) -> None:
    assert codes(docx.render(document), HD36) == expected


@pytest.mark.parametrize(
    ("document", "profile", "expected"),
    [
        (papers.short_report(HD36), HD05, ["excerpt_mark_missing"]),
        (papers.short_report(HD05), HD36, []),
    ],
)
def test_document_of_another_form_is_told_apart(
    document: Document, profile: Profile, expected: list[str]
) -> None:
    assert codes(docx.render(document), profile) == expected


def test_party_document_breaks_the_form_of_the_state() -> None:
    found = codes(docx.render(papers.short_report(HD36)), ND30)
    assert {
        "national_title_missing",
        "issuer_rule_missing",
        "number_form",
        "signing_mark",
        "position_look",
    } <= set(found)


def test_state_document_breaks_the_form_of_the_party() -> None:
    found = codes(docx.render(papers.state_report()), HD36)
    assert {"national_title_missing", "issuer_mark_missing", "number_colon", "signing_mark"} <= set(found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Số: 06/BC-UBND", "Số 06/BC-UBND", ["number_form"]),
        ("Số: 06/BC-UBND", "Số: 06-BC/UBND", ["number_form"]),
        ("Số: 06/BC-UBND", "Số: 6/BC-UBND", ["number_zero"]),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập", ["motto_missing"]),
        ("KT. CHỦ TỊCH", "K/T CHỦ TỊCH", ["signing_mark"]),
        ('w:top="1134"', 'w:top="1417"', []),
        ('w:top="1134"', 'w:top="1701"', ["margin_top"]),
        ('w:left="1701"', 'w:left="1985"', []),
        (
            '<w:pStyle w:val="Rule"/>',
            '<w:pStyle w:val="Gap"/>',
            ["excerpt_rule_missing", "issuer_rule_missing", "title_rule_missing"],
        ),
    ],
)
def test_form_of_the_state_has_its_own_rules(old: str, new: str, expected: list[str]) -> None:
    assert sorted(codes(changed(papers.state_report(), DOCUMENT, old, new), ND30)) == expected


@pytest.mark.parametrize(
    ("pitch", "rule", "expected"),
    [
        (239, "auto", ["body_line"]),
        (240, "auto", []),
        (360, "auto", []),
        (361, "auto", ["body_line"]),
        (279, "exact", ["body_line"]),
        (280, "exact", []),
        (480, "atLeast", []),
        (481, "atLeast", ["body_line"]),
    ],
)
def test_pitch_of_the_state_has_its_bounds(pitch: int, rule: str, expected: list[str]) -> None:
    new = f'w:line="{pitch}" w:lineRule="{rule}"'
    data = changed(papers.state_report(), STYLES, 'w:line="380" w:lineRule="exact"', new)
    assert codes(data, ND30) == expected


@pytest.mark.parametrize(
    ("pitch", "expected"), [(359, ["body_line"]), (360, []), (440, []), (441, ["body_line"])]
)
def test_pitch_of_the_party_has_its_bounds(pitch: int, expected: list[str]) -> None:
    data = changed(papers.short_report(), STYLES, 'w:line="380"', f'w:line="{pitch}"')
    assert codes(data, HD36) == expected


@pytest.mark.parametrize(
    ("indent", "expected"), [(494, ["body_indent"]), (495, []), (752, []), (753, ["body_indent"])]
)
def test_indent_of_the_party_has_its_bounds(indent: int, expected: list[str]) -> None:
    data = changed(papers.short_report(), STYLES, 'w:firstLine="567"', f'w:firstLine="{indent}"')
    assert codes(data, HD36) == expected


def test_deputy_of_a_head_of_office_may_sign_in_his_stead() -> None:
    signing = Signing("Phó Trưởng ban", "Trần Thị B", authority=Authority.FOR_HEAD, body="Trưởng ban")
    assert codes(docx.render(papers.short_report(signing=signing)), HD36) == []


@pytest.mark.parametrize(("shorter", "expected"), [(0, []), (100, []), (600, ["title_rule_length"])])
def test_rule_must_be_as_long_as_the_title(shorter: int, expected: list[str]) -> None:
    due = re.search(r'<w:ind w:left="(\d+)" w:right="(\d+)"/>', _document())
    assert due is not None
    new = f'<w:ind w:left="{int(due[1]) + shorter}" w:right="{due[2]}"/>'
    assert codes(changed(papers.short_report(), DOCUMENT, due[0], new), HD36) == expected


def _document() -> str:
    return files(docx.render(papers.short_report()))[DOCUMENT].decode()


def test_table_whose_header_does_not_repeat_is_named_by_its_place() -> None:
    document = papers.short_report(blocks=(Section(1, "a"), papers.work_table(3), papers.targets_table(2)))
    found = check(inspect(changed(document, DOCUMENT, "<w:tblHeader/>", "")), HD36)
    assert found == (
        Finding("table_header", "Bảng 1: dòng đầu bảng chưa lặp lại ở các trang sau."),
        Finding("table_header", "Bảng 2: dòng đầu bảng chưa lặp lại ở các trang sau."),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('w:left="1701"', 'w:left="1440"', "Lề trái 25 mm, quy định 30 mm."),
        ("<w:titlePg/>", "", "Trang đầu không hiển thị số trang."),
        ("Số 127-BC/ĐU", "Số: 127-BC/ĐU", "Sau chữ “Số” không có dấu hai chấm: “Số: 127-BC/ĐU”."),
        (
            "T/M BAN CHẤP HÀNH",
            "K/T BAN CHẤP HÀNH",
            "Không ký K/T đối với cấp ủy: “K/T BAN CHẤP HÀNH”; ký T/M.",
        ),
        ('<w:pStyle w:val="Rule"/>', '<w:pStyle w:val="Gap"/>', "Thiếu đường kẻ nét liền dưới tiêu đề."),
        (">BÍ THƯ<", ">BÍ THƯ ĐẢNG ỦY<", "Chức vụ người ký không ghi lại tên cấp ủy: “BÍ THƯ ĐẢNG ỦY”."),
    ],
)
def test_finding_says_plainly_what_is_wrong(old: str, new: str, message: str) -> None:
    found = check(inspect(changed(papers.short_report(), DOCUMENT, old, new)), HD36)
    assert [finding.message for finding in found] == [message]


def test_findings_are_given_once() -> None:
    document = papers.report()
    found = codes(changed(document, DOCUMENT, 'w:left="1701"', 'w:left="1440"'), HD36)
    assert found == ["margin_left"]


def test_every_code_stands_in_the_reference_page() -> None:
    page = (Path(nhiemky.__file__).parents[2] / "docs" / "reference" / "the-thuc.md").read_text("utf-8")
    source = Path(checks_module.__file__).read_text("utf-8")
    named = set(re.findall(r'Finding\(\s*"([a-z_]+)"', source))
    ends = ("_size", "_look", "_caps")
    assert [code for code in sorted(named) if f"`{code}`" not in page and not code.endswith(ends)] == []
