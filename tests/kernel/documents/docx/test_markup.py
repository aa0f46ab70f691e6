import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.documents.contents import clean
from nhiemky.kernel.documents.docx.markup import attribute, inner, is_plain, paragraph, rule, run, runs
from nhiemky.kernel.documents.outline import Inline, Run
from tests.kernel.documents.docx.parts_of import W, text, value

ANYTHING = st.text(st.characters(codec=None), max_size=60)


def parsed(xml: str) -> ElementTree.Element:
    return ElementTree.fromstring(f'<root xmlns:w="{W[1:-1]}">{xml}</root>')


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Đạt 98,5%", True),
        ("", True),
        ("a & b", False),
        ("a < b", False),
        ("a > b", False),
        ("dòng\nmới", False),
        ("cột\tmới", False),
        ("a\x00b", False),
        (unicodedata.normalize("NFD", "Đạt"), False),
        ("\ud800", False),
        ("\ufffe", False),
        ("\u0085", False),
    ],
)
def test_is_plain_tells_what_may_stand_in_xml_as_it_is(written: str, expected: bool) -> None:
    assert is_plain(written) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x00\x08\x0b\x1f\x7f\x9fb", "ab"),
        ("a\ud800b", "ab"),
        ("a\uffffb", "ab"),
        (unicodedata.normalize("NFD", "Nghị quyết"), "Nghị quyết"),
        ("giữ\ttab", "giữ\ttab"),
    ],
)
def test_clean_composes_and_removes_what_xml_forbids(written: str, expected: str) -> None:
    assert clean(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ('"a"', "&quot;a&quot;"),
        ("a\nb\tc", "a b c"),
    ],
)
def test_attribute_escapes_marks_and_quotes(written: str, expected: str) -> None:
    assert attribute(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "<w:p/>",
        "]]>",
        "&lt;",
        "&#0;",
        "</w:t></w:r></w:p>",
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        "&xxe;",
        "a\nb",
        "a\tb",
        "  hai đầu  ",
    ],
)
def test_text_of_a_user_never_becomes_markup(written: str) -> None:
    root = parsed(runs(written))
    assert text(root) == written
    assert {found.tag for found in root.iter()} <= {"root", f"{W}r", f"{W}t", f"{W}br", f"{W}tab"}


@given(ANYTHING)
def test_inner_of_anything_is_well_formed_and_says_the_same(written: str) -> None:
    root = parsed(f"<w:r><w:t>{inner(written)}</w:t></w:r>")
    assert text(root) == clean(written)


@given(ANYTHING)
def test_attribute_of_anything_is_well_formed(written: str) -> None:
    read = ElementTree.fromstring(f'<root a="{attribute(written)}"/>').get("a")
    assert read == clean(written).replace("\n", " ").replace("\t", " ")


@given(ANYTHING)
def test_clean_twice_is_clean_once(written: str) -> None:
    assert clean(clean(written)) == clean(written)


@pytest.mark.parametrize(
    ("piece", "looks"),
    [
        (Run("a"), []),
        (Run("a", bold=True), ["b"]),
        (Run("a", italic=True), ["i"]),
        (Run("a", bold=True, italic=True, underline=True), ["b", "i", "u"]),
        (Run("a", superscript=True), ["vertAlign"]),
    ],
)
def test_run_carries_its_looks(piece: Run, looks: list[str]) -> None:
    properties = parsed(run(piece)).find(f"{W}r/{W}rPr")
    assert [found.tag.rpartition("}")[2] for found in (properties if properties is not None else [])] == looks


@pytest.mark.parametrize(
    ("piece", "bold", "expected"),
    [
        (Run("a "), False, '<w:r><w:t xml:space="preserve">a </w:t></w:r>'),
        (Run("a "), True, '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a </w:t></w:r>'),
        (Run("a", italic=True), False, '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">a</w:t></w:r>'),
        (
            Run("a", underline=True),
            False,
            '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">a</w:t></w:r>',
        ),
        (
            Run("2", superscript=True),
            False,
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t xml:space="preserve">2</w:t></w:r>',
        ),
        (
            Run("a\nb\tc", bold=True),
            False,
            '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a</w:t><w:br/><w:t xml:space="preserve">b</w:t>'
            '<w:tab/><w:t xml:space="preserve">c</w:t></w:r>',
        ),
    ],
)
def test_run_is_written_in_full(piece: Run, bold: bool, expected: str) -> None:
    assert run(piece, bold=bold) == expected


def test_run_takes_a_colour() -> None:
    assert value(parsed(run(Run("■"), colour="2E7D32")), "r/rPr/color") == "2E7D32"


@pytest.mark.parametrize(
    ("written", "bold", "expected"),
    [
        ("", False, []),
        (("", Run("a"), ""), False, [("a", False)]),
        ("a", True, [("a", True)]),
        (("a", Run("b", bold=True)), False, [("a", False), ("b", True)]),
        (("a", Run("b", italic=True)), True, [("a", True), ("b", True)]),
    ],
)
def test_runs_leave_out_what_is_empty(written: Inline, bold: bool, expected: list[tuple[str, bool]]) -> None:
    found = parsed(runs(written, bold=bold)).iter(f"{W}r")
    assert [(text(one), one.find(f"{W}rPr/{W}b") is not None) for one in found] == expected


def test_paragraph_names_its_style() -> None:
    root = parsed(paragraph("BodyText", "chữ", "<w:keepNext/>"))
    assert (value(root, "p/pPr/pStyle"), value(root, "p/pPr/keepNext"), text(root)) == ("BodyText", "", "chữ")


@pytest.mark.parametrize(("width", "length"), [(5000, 4133), (5000, 5000), (4999, 1000)])
def test_rule_is_as_long_as_asked_and_centred(width: int, length: int) -> None:
    root = parsed(rule(width, length))
    left, right = (int(value(root, "p/pPr/ind", side) or "") for side in ("left", "right"))
    assert width - left - right == length
    assert abs(left - right) <= 1
