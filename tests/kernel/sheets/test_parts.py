"""The XML parts of workbooks: the fast way and the general way give the same cells."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.sheets.container import BookError
from nhiemky.kernel.sheets.parts import (
    PlainRows,
    Styles,
    Texts,
    read_attributes,
    read_cells,
    read_plain_rows,
    read_styles,
    read_texts,
)
from tests.samples.broken import sheet_xml

PLAIN = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="2"/><c r="C1" s="1"><v>2.5</v></c></row>'


def shout(text: str, font: str | None) -> str:
    return f"{font or '-'}:{text.upper()}"


def plain(rows: str, last: str = "C1") -> bytes:
    return sheet_xml(rows).replace(b"<sheetData>", f'<dimension ref="A1:{last}"/><sheetData>'.encode())


def test_plain_sheet_gives_attributes_and_value_of_each_cell() -> None:
    row = ("1", ' t="s"', "0", ' s="2"', "", ' s="1"', "2.5")
    assert read_plain_rows(plain(PLAIN)) == PlainRows([row], digits=True)


def alike(*rows: tuple[str, str], style: str) -> bytes:
    """Return a sheet of a header and rows of a text and a number, all with the same style."""
    header = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    below = ""
    for line, (text, number) in enumerate(rows, 2):
        first = f' t="s"><v>{text}</v></c>' if text else "/>"
        second = f"><v>{number}</v></c>" if number else "/>"
        below += f'<row r="{line}"><c r="A{line}" s="{style}"{first}<c r="B{line}" s="{style}"{second}</row>'
    return plain(header + below, "B9")


def test_rows_alike_are_told_by_their_values_once_their_make_is_known() -> None:
    header = ("1", ' t="s"', "0", ' t="s"', "1")
    xml = alike(("2", "1.5"), ("", "-2"), ("3", ""), style="71")
    first, second, third = (read_plain_rows(xml) for _ in range(3))
    cells = (' s="71" t="s"', ' s="71"')
    assert first == PlainRows(
        [header, ("2", cells[0], "2", cells[1], "1.5"), ("3", cells[1], "", cells[1], "-2"), ("4", cells[0], "3", cells[1], "")],
        digits=True,
    )  # fmt: skip
    values = [("2", "2", "1.5"), ("3", "", "-2"), ("4", "3", "")]
    assert second == third == PlainRows([header, *values], digits=True, attributes=cells, short=True)


@pytest.mark.parametrize(
    ("number", "short"),
    [
        ("123456789012345", True),
        ("-12345678.12345", True),
        ("1234567890123456", False),
        ("63.200000000000003", False),
    ],
)
def test_rows_alike_tell_whether_a_number_has_more_digits_than_are_shown(number: str, short: bool) -> None:
    xml = alike(("2", "1.5"), ("", number), ("3", "7"), style="74")
    # the make of the short rows and that of the long ones are each known after they were met twice
    found = [read_plain_rows(xml) for _ in range(3)][-1]
    header = ("1", ' t="s"', "0", ' t="s"', "1")
    values = [("2", "2", "1.5"), ("3", "", number), ("4", "3", "7")]
    assert found == PlainRows([header, *values], True, (' s="74" t="s"', ' s="74"'), short)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b's="72"><v>7', b's="73"><v>7'),
        (b's="72"><v>7', b's="72" t="s"><v>7'),
        (b' s="72" t="s"><v>5', b' s="72"><v>5'),
    ],
)
def test_row_of_another_make_is_told_with_its_attributes(old: bytes, new: bytes) -> None:
    xml = alike(("2", "1"), ("3", "2"), ("5", "7"), style="72")
    known = [read_plain_rows(xml) for _ in range(2)][-1]
    assert known is not None
    assert known.attributes == (' s="72" t="s"', ' s="72"')
    other = read_plain_rows(xml.replace(old, new))
    assert other is not None
    assert (other.digits, other.attributes, [len(row) for row in other.rows]) == (True, (), [5, 5, 5, 5])


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1E5</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="3"><c r="A3"><v>2</v></c></row>',
        ' <row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row>\n<row r="2"><c r="A2"><v>2</v></c></row>',
    ],
)
def test_sheet_of_another_make_is_plain_but_may_hold_more_than_digits(rows: str) -> None:
    found = read_plain_rows(plain(rows, "A3"))
    assert found is not None
    assert not found.digits


def test_row_inside_a_comment_is_none() -> None:
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    rows = row.format(1) + "<!--" + row.format(2) + "-->" + row.format(3)
    assert read_plain_rows(plain(rows, "A3")) is None
    assert [token[4] for token in read_cells(plain(rows, "A3"))] == ["1", "3"]


def test_rows_that_are_only_formatted_are_left_out_below() -> None:
    rows = (
        PLAIN
        + '<row r="2" ht="20"/><row r="3"><c r="B3"><v>1</v></c></row><row r="4"><c r="A4" s="1"/></row>'
    )
    found = read_plain_rows(plain(rows, "C4"))
    assert found is not None
    assert [(row[0], row[2::2]) for row in found.rows] == [
        ("1", ("0", "", "2.5")),
        ("2", ("", "", "")),
        ("3", ("", "1", "")),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="1"><c><v>2</v></c></row>',
        '<row r="1"><c r="A1"><!-- note --><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v xml:space="preserve">2</v></c></row>',
        '<row r="1"><c r="C1"><v>2</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="D1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v></v></c></row>',
    ],
)
def test_sheet_that_is_not_plain_is_left_to_the_careful_way(rows: str) -> None:
    assert read_plain_rows(plain(rows)) is None


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ('<row r="1"><c r="A1"><v>7</v></c></row>', [("A", "1", "", "", "7", "")]),
        (
            '<row r="3"><c r="B3" s="4" t="str"><f>A1</f><v>x</v></c></row>',
            [("B", "3", ' s="4" t="str"', "<f>A1</f>", "x", "")],
        ),
        ('<row r="1"><c r="A1"><f>A2</f></c></row>', [("A", "1", "", "<f>A2</f>", "", "")]),
        (
            '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c></row>',
            [("A", "1", "", '<f t="shared" si="0"/>', "1", "")],
        ),
        ('<row r="1"><c r="A1"><f>A2</f><v/></c></row>', [("A", "1", "", "<f>A2</f>", "", "")]),
        (
            '<row r="1"><c r="A1" t="inlineStr"><is><t>Đạt</t></is></c></row>',
            [("A", "1", ' t="inlineStr"', "", "", "Đạt")],
        ),
        ('<row r="1"><c r="AA1" s="1"/></row>', [("AA", "1", ' s="1"', "", "", "")]),
    ],
)
def test_cells_as_programs_write_them(rows: str, cells: list[tuple[str, ...]]) -> None:
    assert read_cells(sheet_xml(rows)) == cells


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ('<row><c><v>7</v></c><c t="s"><v>0</v></c></row><row><c><v>8</v></c></row>',
         [("A", "1", "", "", "7", ""), ("B", "1", ' t="s"', "", "0", ""), ("A", "2", "", "", "8", "")]),
        ('<row r="2"><c t="str" r="C2" s="5"><v>a&amp;b</v></c></row>', [("C", "2", ' s="5" t="str"', "", "a&b", "")]),
        ('<row r="1"><c r="A1"><v><![CDATA[5]]></v></c></row>', [("A", "1", "", "", "5", "")]),
        ('<row r="1"><c r="A1" t="inlineStr"><is><r><t>Đạt </t></r><r><t>chuẩn</t></r></is></c></row>',
         [("A", "1", ' t="inlineStr"', "", "", "Đạt chuẩn")]),
        ('<row r="1"><c r="A1"><!-- x --><f>B1</f><v>3</v></c></row>', [("A", "1", "", "<f>", "3", "")]),
    ],
)  # fmt: skip
def test_cells_written_in_other_ways(rows: str, cells: list[tuple[str, ...]]) -> None:
    walked = read_cells(sheet_xml(rows))
    assert walked == cells or [cell[:2] + cell[4:] for cell in walked] == [
        cell[:2] + cell[4:] for cell in cells
    ]


def test_prefixed_names_are_understood() -> None:
    xml = b'<x:worksheet xmlns:x="s"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>4</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert read_cells(xml) == [("A", "1", "", "", "4", "")]


def test_broken_sheet_is_refused() -> None:
    with pytest.raises(BookError) as refusal:
        read_cells(b"<worksheet><row>")
    assert refusal.value.code == "broken_workbook"


@pytest.mark.parametrize(
    ("attributes", "read"),
    [("", ("n", 0)), (' s="3"', ("n", 3)), (' t="s" s="12"', ("s", 12)), (' s="x" t="b"', ("b", 0))],
)
def test_attributes_give_type_and_style(attributes: str, read: tuple[str, int]) -> None:
    assert read_attributes(attributes) == read


@pytest.mark.parametrize(
    ("xml", "texts"),
    [
        ("<sst><si><t>Một</t></si><si><t>a &amp; b</t></si></sst>", {"0": "Một", "1": "a & b"}),
        ('<sst><si><t xml:space="preserve"> x </t></si><si><t></t></si></sst>', {"0": " x "}),
        ("<sst><si><r><t>Đạt </t></r><r><t>chuẩn</t></r></si></sst>", {"0": "Đạt chuẩn"}),
        ("<sst><si/><si><t>b</t></si></sst>", {"1": "b"}),
        ("<sst><si><t>a</t></si><si><t>b</t></si><si/></sst>", {"0": "a", "1": "b"}),
        ("<sst><si><t>a</t></si><si><r><t>b</t></r></si></sst>", {"0": "a", "1": "b"}),
        ("<sst><si><r><t>a</t></r></si><si><t>b</t></si></sst>", {"0": "a", "1": "b"}),
        ("<sst><si><t>a</t></si><si><t/></si><si><t>c</t></si></sst>", {"0": "a", "2": "c"}),
        ("<sst><si><t>a</t><phoneticPr/></si><si><t>b</t></si></sst>", {"0": "a", "1": "b"}),
        ("<sst><si><t>&lt;si&gt;&lt;t&gt;</t></si></sst>", {"0": "<si><t>"}),
        ("<sst><si><t>漢</t><rPh><t>kan</t></rPh></si></sst>", {"0": "漢"}),
        ("<sst><si><t>e\u0302\u0301</t></si></sst>", {"0": "ế"}),
    ],
)
def test_texts_are_read_whole_and_composed(xml: str, texts: dict[str, str]) -> None:
    assert read_texts(xml.encode(), None).shown == texts


@given(st.lists(st.text('ab &<>"ếđ', max_size=5), min_size=1, max_size=30), st.booleans())
def test_any_texts_come_back(texts: list[str], preserved: bool) -> None:
    opened = '<t xml:space="preserve">' if preserved else "<t>"
    xml = "".join(f"<si>{opened}{escape(text)}</t></si>" for text in texts)
    found = read_texts(f"<sst>{xml}</sst>".encode(), None)
    assert found == Texts({str(place): text for place, text in enumerate(texts) if text}, {}, len(texts))


def test_more_texts_than_most_workbooks_hold_are_numbered_on() -> None:
    texts = [f"chỉ tiêu {place}" for place in range(2500)]
    xml = "".join(f"<si><t>{text}</t></si>" for text in texts)
    assert read_texts(f"<sst>{xml}</sst>".encode(), None).shown == dict(
        zip(map(str, range(2500)), texts, strict=True)
    )


def test_no_texts_is_no_text() -> None:
    assert read_texts(b"", None) == Texts({}, {}, 0)


def test_only_suspicious_texts_are_decoded() -> None:
    read = read_texts("<sst><si><t>§¬n vÞ</t></si><si><t>Đơn vị</t></si></sst>".encode(), shout)
    assert read.shown == {"0": "-:§¬N VÞ", "1": "Đơn vị"}
    assert read.raw == {"0": "§¬n vÞ", "1": "Đơn vị"}


def test_runs_in_an_old_font_are_decoded_by_it() -> None:
    run = '<r><rPr><rFont val=".VnTime"/></rPr><t>abc</t></r><r><t> def</t></r>'
    assert read_texts(f"<sst><si>{run}</si></sst>".encode(), shout) == Texts({"0": ".VnTime:ABC def"}, {}, 1)


def test_superscripts_are_no_sign_of_old_fonts() -> None:
    assert read_texts("<sst><si><t>m², km³, 5°</t></si></sst>".encode(), shout).shown == {"0": "m², km³, 5°"}


STYLES = """<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/>
<numFmt numFmtId="166" formatCode="#,##0&quot; đồng&quot;"/></numFmts>
<fonts><font><name val="Calibri"/></font><font><name val=".VnTime"/></font><font><name val="VNI-Times"/></font></fonts>
<cellStyleXfs><xf numFmtId="9" fontId="1"/></cellStyleXfs>
<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="9" fontId="0"/><xf numFmtId="164" fontId="1"/><xf numFmtId="14" fontId="2"/>
<xf numFmtId="165" fontId="0"/><xf numFmtId="166" fontId="0"/></cellXfs></styleSheet>"""


def test_styles_tell_percent_date_and_old_fonts() -> None:
    assert read_styles(STYLES.encode()) == Styles(
        ("", "percent", "percent", "date", "date", ""), (None, None, ".VnTime", "VNI-Times", None, None)
    )


def test_plain_styles_are_not_looked_into() -> None:
    assert read_styles(b'<styleSheet><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>') == Styles()


@pytest.mark.parametrize(("style", "plain"), [(0, True), (1, False), (2, False), (5, True), (99, True)])
def test_style_without_meaning_is_plain(style: int, plain: bool) -> None:
    assert read_styles(STYLES.encode()).is_plain(style) is plain
