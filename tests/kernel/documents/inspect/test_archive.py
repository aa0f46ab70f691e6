import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.inspect import InspectError, archive, inspect
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import files
from tests.kernel.documents.inspect.mutants import DOCUMENT, STYLES, changed, packed, without

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DTD = '<!DOCTYPE a [<!ENTITY x "y">]>'
REPORT = docx.render(papers.short_report())


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + bytes(600), "chữ".encode()])
def test_file_that_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(InspectError, match="không phải là văn bản Word"):
        inspect(data)


@pytest.mark.parametrize(
    "parts", [{}, {"a.txt": b"a"}, {"xl/workbook.xml": b"<a/>"}, {DOCUMENT: b"<document/>"}]
)
def test_archive_that_is_no_word_file_is_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(InspectError, match="không phải là văn bản Word"):
        inspect(packed(parts))


@pytest.mark.parametrize(
    "part", [DOCUMENT, STYLES, "word/header1.xml", "word/_rels/document.xml.rels", "_rels/.rels"]
)
def test_declared_document_type_is_refused_in_every_part(part: str) -> None:
    with pytest.raises(InspectError, match="DTD"):
        inspect(changed(papers.short_report(), part, XML, XML + DTD))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_declared_document_type_is_refused_in_other_encodings(encoding: str) -> None:
    parts = files(REPORT)
    text = parts[DOCUMENT].decode().replace(XML, f'<?xml version="1.0" encoding="UTF-16"?>{DTD}')
    parts[DOCUMENT] = f"\ufeff{text}".encode(encoding)
    with pytest.raises(InspectError, match="DTD"):
        inspect(packed(parts))


@pytest.mark.parametrize("content", [b"", b"<a>", b"<a></b>", b"\xff\xfe\x00", b"<a>&x;</a>"])
def test_damaged_part_is_refused(content: bytes) -> None:
    with pytest.raises(InspectError, match="bị hỏng"):
        inspect(packed({**files(REPORT), STYLES: content}))


def test_part_that_unpacks_too_large_is_refused() -> None:
    with pytest.raises(InspectError, match="quá lớn"):
        inspect(packed({**files(REPORT), "word/bomb.xml": bytes(archive.MOST_BYTES)}))


def test_archive_of_too_many_files_is_refused() -> None:
    parts = {f"word/{place}.xml": b"" for place in range(archive.MOST_FILES + 1)}
    with pytest.raises(InspectError, match="quá lớn"):
        inspect(packed(parts))


def test_damaged_packing_is_refused() -> None:
    at = REPORT.index(b"word/document.xml") + 60
    with pytest.raises(InspectError):
        inspect(REPORT[:at] + bytes(200) + REPORT[at + 200 :])


def test_document_part_is_found_by_its_relation() -> None:
    parts = files(REPORT)
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/main.xml")
    parts["word/main.xml"] = parts.pop(DOCUMENT)
    parts["word/_rels/main.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    assert inspect(packed(parts)) == inspect(REPORT)


def test_document_part_is_found_without_relations() -> None:
    found = inspect(without(papers.short_report(), "_rels/.rels"))
    assert found == inspect(REPORT)


def test_strict_names_are_read() -> None:
    parts = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in files(REPORT).items()
    }
    assert inspect(packed(parts)) == inspect(REPORT)


def test_strict_names_of_relations_are_read() -> None:
    usual = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts = {name: content.replace(usual, strict) for name, content in files(REPORT).items()}
    assert parts[DOCUMENT] != files(REPORT)[DOCUMENT]
    assert inspect(packed(parts)) == inspect(REPORT)


def test_names_that_begin_at_the_root_are_read() -> None:
    parts = {f"/{name}": content for name, content in files(REPORT).items()}
    assert inspect(packed(parts)) == inspect(REPORT)


def test_archive_of_as_many_files_as_allowed_is_read() -> None:
    parts = files(REPORT)
    more = {f"word/{place}.xml": b"" for place in range(archive.MOST_FILES - len(parts))}
    assert inspect(packed({**parts, **more})) == inspect(REPORT)


def read_or_refused(data: bytes) -> str:
    """Return what became of a file; errors other than a refusal go through."""
    try:
        inspect(data)
    except InspectError:
        return "refused"
    return "read"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_file_with_bytes_changed_is_read_or_refused_and_never_fails_otherwise(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(REPORT)
    for _ in range(dice.randint(1, 6)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    assert read_or_refused(bytes(data)) in ("read", "refused")
