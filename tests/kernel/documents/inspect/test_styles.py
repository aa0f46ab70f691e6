from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from nhiemky.kernel.documents.inspect.styles import Styles, run_text, runs_in, text_of, whole
from tests.kernel.documents.docx.parts_of import W

THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>
<a:majorFont><a:latin typeface="Calibri Light"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>
</a:fontScheme></a:themeElements></a:theme>"""

SHEET = """
<docDefaults><rPrDefault><rPr><rFonts ascii="Times New Roman"/><sz val="28"/></rPr></rPrDefault>
<pPrDefault><pPr><spacing after="160" line="259" lineRule="auto"/></pPr></pPrDefault></docDefaults>
<style type="paragraph" default="1" styleId="Normal"><pPr><jc val="both"/></pPr></style>
<style type="paragraph" styleId="Base"><basedOn val="Normal"/><pPr><ind firstLine="567"/></pPr><rPr><b/></rPr></style>
<style type="paragraph" styleId="Child"><basedOn val="Base"/><pPr><spacing after="0"/></pPr><rPr><i/></rPr></style>
<style type="paragraph" styleId="Loud"><pPr><jc val="center"/><outlineLvl val="2"/></pPr><rPr><sz val="40"/><u val="single"/></rPr></style>
<style type="paragraph" styleId="Text"><pPr><outlineLvl val="9"/></pPr></style>
<style type="paragraph" styleId="Office"><rPr><rFonts asciiTheme="minorHAnsi"/></rPr></style>
<style type="paragraph" styleId="Title"><rPr><rFonts asciiTheme="majorHAnsi" ascii="Arial"/></rPr></style>
<style type="character" styleId="Strong"><rPr><b/><sz val="30"/></rPr></style>
<style type="paragraph" styleId="One"><basedOn val="Two"/><rPr><b/></rPr></style>
<style type="paragraph" styleId="Two"><basedOn val="One"/><rPr><i/></rPr></style>
<style type="paragraph" styleId="Lined"><pPr><pBdr><bottom val="single"/></pBdr><ind left="100" right="200"/></pPr></style>
<style type="paragraph" styleId="Unlined"><basedOn val="Lined"/><pPr><pBdr><bottom val="nil"/></pBdr></pPr></style>
"""


def element(xml: str) -> Element:
    """Return an element of WordprocessingML written without its prefix."""
    root = ElementTree.fromstring(f"<root>{xml}</root>")
    for one in root.iter():
        one.tag = f"{W}{one.tag}"
        for key in list(one.keys()):
            one.set(f"{W}{key}", one.attrib.pop(key))
    return root


STYLES = Styles(element(SHEET), ElementTree.fromstring(THEME))


def paragraph(xml: str) -> Element:
    return element(f"<p>{xml}</p>")[0]


def styled(name: str, extra: str = "", run: str = "") -> Element:
    return paragraph(f'<pPr><pStyle val="{name}"/>{extra}</pPr><r><rPr>{run}</rPr><t>chữ</t></r>')


@pytest.mark.parametrize(
    ("text", "expected"), [("12", 12), ("12.7", 12), ("-5", -5), (None, 0), ("", 0), ("x", 0), (" 3 ", 3)]
)
def test_whole_reads_what_word_writes(text: str | None, expected: int) -> None:
    assert whole(text) == expected


def test_whole_falls_back_to_the_default() -> None:
    assert whole("tự động", 240) == 240


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<r><t>a</t><tab/><t>b</t><br/><t>c</t><noBreakHyphen/><t>d</t></r>", "a\tb\nc-d"),
        ("<r><t> a </t></r><r><t>b </t></r>", "a b"),
        ("<hyperlink><r><t>a</t></r></hyperlink><ins><r><t>b</t></r></ins>", "ab"),
        ("<del><r><t>a</t></r></del><r><delText>b</delText><t>c</t></r>", "c"),
        ("<sdt><sdtContent><r><t>a</t></r></sdtContent></sdt><smartTag><r><t>b</t></r></smartTag>", "ab"),
        ("<r><drawing><t>ẩn</t></drawing></r>", ""),
        ("<r><t/></r>", ""),
        ("", ""),
    ],
)
def test_text_of_a_paragraph(xml: str, expected: str) -> None:
    assert text_of(paragraph(xml)) == expected


def test_runs_come_in_their_order() -> None:
    found = runs_in(paragraph("<r><t>a</t></r><fldSimple><r><t>b</t></r></fldSimple><r><t>c</t></r>"))
    assert [run_text(run) for run in found] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "extra", "run", "expected"),
    [
        ("Normal", "", "", (28, False, False, "both", 0, 160)),
        ("Base", "", "", (28, True, False, "both", 567, 160)),
        ("Child", "", "", (28, True, True, "both", 567, 0)),
        ("Child", '<jc val="left"/><ind firstLine="0"/>', "", (28, True, True, "left", 0, 0)),
        ("Child", "", '<b val="0"/><sz val="24"/>', (24, False, True, "both", 567, 0)),
        ("Child", "", '<i val="false"/>', (28, True, False, "both", 567, 0)),
        ("Normal", "", '<rStyle val="Strong"/>', (30, True, False, "both", 0, 160)),
        ("Child", "", '<rStyle val="Strong"/><sz val="22"/>', (22, True, True, "both", 567, 0)),
        ("Loud", "", "", (40, False, False, "center", 0, 160)),
        ("Unknown", "", "", (28, False, False, "left", 0, 160)),
        ("One", "", "", (28, True, True, "left", 0, 160)),
        ("Normal", '<jc val="start"/>', "", (28, False, False, "left", 0, 160)),
        ("Normal", '<jc val="end"/>', "", (28, False, False, "right", 0, 160)),
        ("Normal", '<jc val="distribute"/>', "", (28, False, False, "both", 0, 160)),
    ],
)
def test_look_comes_from_the_nearest_that_sets_it(
    name: str, extra: str, run: str, expected: tuple[int, bool, bool, str, int, int]
) -> None:
    line = STYLES.line(styled(name, extra, run))
    assert (line.size, line.bold, line.italic, line.align, line.first_line, line.after) == expected


def test_paragraph_without_a_style_is_normal() -> None:
    assert STYLES.line(paragraph("<r><t>chữ</t></r>")).align == "both"


@pytest.mark.parametrize(("name", "expected"), [("Loud", 2), ("Normal", None), ("Text", None)])
def test_outline_level_of_text_is_none(name: str, expected: int | None) -> None:
    assert STYLES.line(styled(name)).level == expected


@pytest.mark.parametrize(
    ("name", "run", "expected"),
    [
        ("Normal", "", "Times New Roman"),
        ("Normal", '<rFonts ascii="Arial"/>', "Arial"),
        ("Normal", '<rFonts hAnsi="Arial"/>', "Times New Roman"),
        ("Office", "", "Calibri"),
        ("Title", "", "Calibri Light"),
        ("Office", '<rFonts ascii="Times New Roman"/>', "Times New Roman"),
    ],
)
def test_font_is_found_also_in_the_theme(name: str, run: str, expected: str) -> None:
    assert STYLES.line(styled(name, "", run)).font == expected


def test_font_of_a_theme_that_is_missing_is_the_written_one() -> None:
    assert Styles(element(SHEET), None).line(styled("Title")).font == "Arial"


@pytest.mark.parametrize(
    ("runs", "size", "bold"),
    [
        ([("dài nhất đây", '<sz val="26"/>'), ("x", '<sz val="40"/>')], 26, False),
        ([("x", '<sz val="40"/>'), ("dài nhất đây", '<b/><sz val="26"/>')], 26, False),
        ([("a", "<b/>"), ("b", "<b/>")], 28, True),
        ([("a", "<b/>"), ("  ", "")], 28, True),
    ],
)
def test_look_of_mixed_runs_is_that_of_most_of_the_text(
    runs: list[tuple[str, str]], size: int, bold: bool
) -> None:
    line = STYLES.line(paragraph("".join(f"<r><rPr>{look}</rPr><t>{text}</t></r>" for text, look in runs)))
    assert (line.size, line.bold) == (size, bold)


@pytest.mark.parametrize(
    ("name", "extra", "expected"),
    [
        ("Normal", "", False),
        ("Lined", "", True),
        ("Unlined", "", False),
        ("Normal", '<pBdr><top val="single"/></pBdr>', True),
        ("Normal", '<pBdr><left val="single"/></pBdr>', False),
        ("Lined", '<pBdr><bottom val="none"/></pBdr>', False),
    ],
)
def test_bordered_paragraph_has_a_line_above_or_below(name: str, extra: str, expected: bool) -> None:
    assert STYLES.bordered(styled(name, extra)) is expected


@pytest.mark.parametrize(
    ("name", "extra", "expected"),
    [
        ("Lined", "", (100, 200)),
        ("Lined", '<ind left="5"/>', (5, 200)),
        ("Normal", '<ind start="7" end="8"/>', (7, 8)),
        ("Normal", "", (0, 0)),
    ],
)
def test_indents_are_merged_side_by_side(name: str, extra: str, expected: tuple[int, int]) -> None:
    assert STYLES.indents(styled(name, extra)) == expected


def test_default_is_the_look_of_plain_text() -> None:
    assert (STYLES.default.font, STYLES.default.size) == ("Times New Roman", 28)


def test_document_without_styles_has_words_own_defaults() -> None:
    line = Styles(None, None).line(paragraph("<r><t>chữ</t></r>"))
    assert (line.font, line.size, line.align, line.line, line.rule) == ("", 20, "left", 240, "auto")
