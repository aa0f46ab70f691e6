"""Bad files get a clear answer in Vietnamese, before anything of them is unpacked in vain."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from nhiemky.kernel.sheets.container import BookError, Limits, Package, read_workbook
from nhiemky.kernel.sheets.xlsx import open_book
from tests.samples import broken

REFUSED: tuple[tuple[str, Callable[[], bytes], str, str], ...] = (
    ("text", lambda: b"TT,Chi tieu\n1,2\n", "not_workbook", "không phải là bảng tính Excel"),
    ("nothing", lambda: b"", "empty_file", "Tệp rỗng"),
    ("pdf", lambda: b"%PDF-1.7 ...", "not_workbook", "tệp PDF"),
    ("picture", lambda: b"\x89PNG\r\n\x1a\n", "not_workbook", "không phải là bảng tính Excel"),
    (
        "html named xlsx",
        lambda: b"<html><table></table></html>",
        "not_workbook",
        "không phải là bảng tính Excel",
    ),
    ("word", lambda: broken.packed(word__document_xml=b"<a/>"), "not_workbook", "tệp Word"),
    ("ods", lambda: broken.packed(content_xml=b"<a/>"), "old_format", "OpenDocument"),
    ("xlsb", lambda: broken.packed(xl__workbook_bin=b"1"), "old_format", ".xlsb"),
    ("other zip", lambda: broken.packed(hello=b"1"), "not_workbook", "không phải là bảng tính Excel"),
    ("password", broken.encrypted, "encrypted", "có mật khẩu"),
    ("xls", broken.old_format, "old_format", ".xls"),
    ("xlsm", lambda: broken.repacked(xl__vbaProject_bin=b"1"), "macros", "macro"),
    ("zip bomb", broken.zip_bomb, "zip_bomb", "giải nén ra quá lớn"),
    ("entities", broken.with_entities, "xml_entities", "thực thể XML"),
    ("a million rows", broken.million_rows, "too_many_rows", "dòng 1000000"),
    ("16,384 columns", broken.widest_row, "too_many_columns", "512 cột"),
    ("cut short", lambda: broken.good()[:2000], "broken_workbook", "bị hỏng"),
    (
        "broken xml",
        lambda: broken.repacked(xl__workbook_xml=b"<workbook><sheets>"),
        "broken_workbook",
        "bị hỏng",
    ),
    ("no sheet", lambda: broken.repacked(xl__worksheets__sheet1_xml=None), "no_sheet", "không có trang tính"),
)


def read_all(data: bytes, limits: Limits | None = None) -> int:
    return len(open_book(data, limits=limits).sheets)


@pytest.mark.parametrize(
    ("make", "code", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_bad_file_is_refused_in_words(make: Callable[[], bytes], code: str, words: str) -> None:
    with pytest.raises(BookError) as refusal:
        read_all(make())
    assert refusal.value.code == code
    assert words in refusal.value.message


@pytest.mark.parametrize("make", [case[1] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refusals_are_whole_sentences(make: Callable[[], bytes]) -> None:
    with pytest.raises(BookError) as refusal:
        read_all(make())
    assert re.fullmatch(r"[A-ZĐ].*\.", refusal.value.message)
    assert str(refusal.value) == refusal.value.message


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=100), "file_too_large"),
        (Limits(unpacked_bytes=100), "zip_bomb"),
        (Limits(part_bytes=100), "zip_bomb"),
        (Limits(parts=3), "zip_bomb"),
        (Limits(sheets=0), "too_many_sheets"),
        (Limits(rows=1), "too_many_rows"),
        (Limits(columns=3), "too_many_columns"),
        (Limits(cells=5), "too_many_cells"),
    ],
)
def test_limits_are_settings(limits: Limits, code: str) -> None:
    with pytest.raises(BookError) as refusal:
        read_all(broken.good(), limits)
    assert refusal.value.code == code


def test_good_file_passes() -> None:
    assert read_all(broken.good()) == 1


def test_many_cells_are_refused_before_they_are_read() -> None:
    with pytest.raises(BookError) as refusal:
        read_all(broken.many_cells(60), Limits(cells=50))
    assert refusal.value.code == "too_many_cells"


def test_macro_content_type_is_refused_without_macros() -> None:
    types = Package(broken.good(), Limits()).read("[Content_Types].xml")
    changed = types.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    assert changed != types
    with pytest.raises(BookError) as refusal:
        read_all(broken.repacked(**{"[Content_Types]_xml": changed}))
    assert refusal.value.code == "macros"


def test_damaged_part_is_refused() -> None:
    data = bytearray(broken.good())
    place = bytes(data).index(b"xl/worksheets/sheet1.xml") + 40
    data[place : place + 8] = b"\xff" * 8
    with pytest.raises(BookError) as refusal:
        read_all(bytes(data))
    assert refusal.value.code == "broken_workbook"


def test_locked_part_is_refused() -> None:
    package = Package(broken.good(), Limits())
    part = package._parts["xl/workbook.xml"]
    package._parts["xl/workbook.xml"] = part._replace(locked=True)
    with pytest.raises(BookError) as refusal:
        package.workbook()
    assert refusal.value.code == "encrypted"


def test_missing_part_reads_as_nothing() -> None:
    assert Package(broken.good(), Limits()).read("xl/absent.xml") == b""


def test_part_reads_as_it_was_packed() -> None:
    package = Package(broken.repacked(xl__extra_xml=b"<a>1</a>"), Limits())
    assert package.read("xl/extra.xml") == b"<a>1</a>"


def test_sheets_come_in_order_with_hidden_marked() -> None:
    workbook = (
        b'<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="Hai" r:id="rId2" state="hidden"/>'
        b'<sheet name="M\xe1\xbb\x99t" r:id="rId1"/></sheets></workbook>'
    )
    relations = (
        b'<Relationships><Relationship Id="rId1" Target="worksheets/a.xml"/>'
        b'<Relationship Id="rId2" Target="/xl/worksheets/b.xml"/></Relationships>'
    )
    sheets, from_1904 = read_workbook(workbook, relations)
    assert [(sheet.name, sheet.path, sheet.hidden) for sheet in sheets] == [
        ("Hai", "xl/worksheets/b.xml", True),
        ("Một", "xl/worksheets/a.xml", False),
    ]
    assert from_1904 is True
