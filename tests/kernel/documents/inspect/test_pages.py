import pytest

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.inspect import Page, inspect
from nhiemky.kernel.documents.inspect.pages import millimetres
from nhiemky.kernel.documents.measures import twips
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import files
from tests.kernel.documents.inspect.mutants import DOCUMENT, HEADER, changed, packed

REFERENCE = '<w:headerReference w:type="default" r:id="rId4"/>'
FIELD = '<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def first(data: bytes) -> Page:
    return inspect(data).pages[0]


@pytest.mark.parametrize("length", range(0, 300, 7))
def test_millimetres_undo_twips(length: int) -> None:
    assert millimetres(twips(length)) == length


@pytest.mark.parametrize(
    ("length", "expected"), [(1134, 20), (1440, 25), (1417, 25), (0, 0), (28, 0), (29, 1)]
)
def test_millimetres_round_half_up(length: int, expected: int) -> None:
    assert millimetres(length) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<w:titlePg/>", "<w:titlePg/>", ("header", "center", 28, 10, False)),
        ("<w:titlePg/>", "", ("header", "center", 28, 10, True)),
        ("<w:titlePg/>", '<w:titlePg w:val="false"/>', ("header", "center", 28, 10, True)),
        ("w:headerReference", "w:footerReference", ("footer", "center", 28, 10, False)),
        ('w:header="567"', 'w:header="720"', ("header", "center", 28, 13, False)),
        (REFERENCE, "", ("", "", 0, 0, False)),
        ('r:id="rId4"', 'r:id="rId99"', ("", "", 0, 0, False)),
        ('r:id="rId4"', 'r:id="rId1"', ("", "", 0, 0, False)),
        ('w:type="default"', 'w:type="even"', ("", "", 0, 0, False)),
    ],
)
def test_page_number_of_the_first_section(
    old: str, new: str, expected: tuple[str, str, int, int, bool]
) -> None:
    page = first(changed(papers.short_report(), DOCUMENT, old, new))
    found = (page.number_place, page.number_align, page.number_size, page.number_edge, page.number_on_first)
    assert found == expected


@pytest.mark.parametrize(
    ("field", "place"),
    [
        (FIELD, "header"),
        (FIELD.replace("PAGE", "NUMPAGES"), ""),
        ("<w:r><w:t>2</w:t></w:r>", ""),
        ("<w:r><w:instrText>PA</w:instrText></w:r><w:r><w:instrText>GE</w:instrText></w:r>", "header"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", "header"),
    ],
)
def test_page_number_is_known_in_every_way_of_writing_it(field: str, place: str) -> None:
    parts = files(docx.render(papers.short_report()))
    header = parts[HEADER].decode()
    start, end = header.index("</w:pPr>") + len("</w:pPr>"), header.index("</w:p>")
    parts[HEADER] = (header[:start] + field + header[end:]).encode()
    assert first(packed(parts)).number_place == place


def test_later_sections_inherit_the_header() -> None:
    data = changed(papers.report(), DOCUMENT, REFERENCE, "")
    assert {page.number_place for page in inspect(data).pages} == {""}
    parts = files(docx.render(papers.report()))
    text = parts[DOCUMENT].decode()
    at = text.index(REFERENCE) + len(REFERENCE)
    parts[DOCUMENT] = (text[:at] + text[at:].replace(REFERENCE, "")).encode()
    assert [page.number_place for page in inspect(packed(parts)).pages] == ["header"] * 4


@pytest.mark.parametrize(
    ("width", "height", "landscape"), [(210, 297, False), (297, 210, True), (210, 210, False)]
)
def test_page_that_is_wider_than_high_lies(width: int, height: int, landscape: bool) -> None:
    assert Page(width, height, 20, 20, 30, 15).landscape is landscape


def test_section_without_sizes_has_none() -> None:
    parts = files(docx.render(papers.short_report()))
    text = parts[DOCUMENT].decode()
    start, end = text.index("<w:pgSz"), text.index("<w:cols")
    parts[DOCUMENT] = (text[:start] + text[end:]).encode()
    page = first(packed(parts))
    assert (page.width, page.height, page.top, page.left) == (0, 0, 0, 0)
