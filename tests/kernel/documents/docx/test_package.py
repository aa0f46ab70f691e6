import struct
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import docx as python_docx
import pytest

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.outline import Picture
from nhiemky.kernel.documents.profiles import HD05, HD36
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import files

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
FIXED = [
    "[Content_Types].xml",
    "_rels/.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/header1.xml",
    "docProps/app.xml",
    "word/_rels/document.xml.rels",
    "docProps/core.xml",
    "word/document.xml",
]


def test_package_holds_the_parts_in_a_fixed_order() -> None:
    assert list(files(docx.render(papers.short_report()))) == FIXED


def test_package_passes_the_check_of_its_sums() -> None:
    with zipfile.ZipFile(BytesIO(docx.render(papers.report()))) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.flag_bits for entry in archive.infolist()} == {0x800}


def test_directory_of_the_archive_points_at_its_files() -> None:
    data = docx.render(papers.report())
    signature, disk, first, here, entries, length, start, comment = struct.unpack("<4s4H2LH", data[-22:])
    assert (signature, disk, first, here, comment) == (b"PK\x05\x06", 0, 0, entries, 0)
    assert (start + length, data[:4]) == (len(data) - 22, b"PK\x03\x04")
    at, expected, places = start, 0, []
    for _ in range(entries):
        packed, named, extra, note = struct.unpack("<L4x3H", data[at + 20 : at + 34])
        (place,) = struct.unpack("<L", data[at + 42 : at + 46])
        places.append((place, data[place : place + 4], data[place + 30 : place + 30 + named]))
        assert places[-1] == (expected, b"PK\x03\x04", data[at + 46 : at + 46 + named])
        expected += 30 + named + packed
        at += 46 + named + extra + note
    assert (at, expected) == (start + length, start)


def test_entries_say_how_they_are_packed() -> None:
    with zipfile.ZipFile(BytesIO(docx.render(papers.report()))) as archive:
        found = {
            (
                entry.create_version,
                entry.extract_version,
                entry.compress_type,
                entry.external_attr,
                entry.extra,
            )
            for entry in archive.infolist()
        }
        stored = [entry.filename for entry in archive.infolist() if entry.compress_type == zipfile.ZIP_STORED]
    assert found == {(20, 20, 8, 0, b""), (20, 20, 0, 0, b"")}
    assert stored == ["word/media/image1.png"]


def test_same_document_gives_the_same_bytes() -> None:
    assert docx.render(papers.report()) == docx.render(papers.report())


@pytest.mark.parametrize(
    "changes",
    [{"letterhead": papers.letterhead(number=128)}, {"recipients": None}, {"profile": HD05}, {"blocks": ()}],
)
def test_other_documents_give_other_bytes(changes: dict[str, object]) -> None:
    assert docx.render(papers.report(**changes)) != docx.render(papers.report())  # type: ignore[arg-type]


def test_forms_do_not_share_their_styles() -> None:
    first = files(docx.render(papers.report(HD36)))["word/styles.xml"]
    assert docx.render(papers.state_report())
    assert files(docx.render(papers.report(HD36)))["word/styles.xml"] == first
    assert files(docx.render(papers.state_report()))["word/styles.xml"] != first


@pytest.mark.parametrize("pictures", [0, 1, 3])
def test_every_relation_leads_to_a_part_and_every_part_has_a_type(pictures: int) -> None:
    blocks = tuple(Picture(papers.png(4 + place), 40, "ảnh") for place in range(pictures))
    parts = files(docx.render(papers.short_report(blocks=blocks)))
    relations = ElementTree.fromstring(parts["word/_rels/document.xml.rels"]).iter(RELATION)
    targets = [f"word/{relation.get('Target')}" for relation in relations]
    roots = ElementTree.fromstring(parts["_rels/.rels"]).iter(RELATION)
    targets += [str(relation.get("Target")) for relation in roots]
    assert [target for target in targets if target not in parts] == []
    assert len([name for name in parts if name.startswith("word/media/")]) == pictures
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    overrides = {str(one.get("PartName"))[1:] for one in types.iter(f"{TYPES}Override")}
    assert overrides <= set(parts)
    assert {one.get("Extension") for one in types.iter(f"{TYPES}Default")} == {"rels", "xml", "png"}


def test_same_picture_is_packed_once() -> None:
    picture = Picture(papers.png(), 40, "ảnh")
    parts = files(docx.render(papers.short_report(blocks=(picture, picture))))
    assert [name for name in parts if "media" in name] == ["word/media/image1.png"]
    assert parts["word/media/image1.png"] == picture.png


def test_properties_carry_title_issuer_and_the_documents_own_day() -> None:
    properties = python_docx.Document(BytesIO(docx.render(papers.short_report()))).core_properties
    assert (properties.title, properties.author, properties.language) == (
        f"Báo cáo {papers.EXCERPT}",
        "Đảng ủy xã Tân Thanh Tây",
        "vi-VN",
    )
    assert properties.created is not None
    assert properties.created.date() == papers.letterhead().day


def test_properties_of_an_undated_document_carry_no_day() -> None:
    core = files(docx.render(papers.minutes()))["docProps/core.xml"].decode()
    assert "dcterms:created" not in core


def test_properties_escape_what_they_carry() -> None:
    head = papers.letterhead(issuer='A & B <c> "d"', excerpt="dòng 1\ndòng 2")
    data = docx.render(papers.short_report(letterhead=head))
    properties = python_docx.Document(BytesIO(data)).core_properties
    assert (properties.author, properties.title) == ('A & B <c> "d"', "Báo cáo dòng 1 dòng 2")


def test_header_holds_the_number_of_the_page() -> None:
    header = files(docx.render(papers.short_report()))["word/header1.xml"].decode()
    assert "<w:instrText" in header
    assert " PAGE " in header


def test_file_is_small() -> None:
    assert len(docx.render(papers.report())) < 40_000
