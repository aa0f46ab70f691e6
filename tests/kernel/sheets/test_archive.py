"""The directory of a packed file, read by itself or with the standard library: the same parts."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.sheets.archive import Part, list_plain_parts
from nhiemky.kernel.sheets.container import any_parts, list_parts
from tests.samples import broken

CONTENT = b"abc" * 40


def packed(*names: str, comment: bytes = b"", extra: bytes = b"", entry_comment: bytes = b"") -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.extra, entry.comment = extra, entry_comment
            archive.writestr(entry, CONTENT)
        archive.comment = comment
    return output.getvalue()


def test_parts_are_told_with_size_sum_and_place() -> None:
    first, second = list_plain_parts(packed("a.xml", "b/c.xml")) or []
    assert first == Part(
        "a.xml", zipfile.ZIP_DEFLATED, first.packed_size, 120, zlib.crc32(CONTENT), 0, locked=False
    )
    assert second == first._replace(name="b/c.xml", start=30 + len("a.xml") + first.packed_size)


@given(st.lists(st.text("abcXYZ/._[]", min_size=1, max_size=20), max_size=20, unique=True))
def test_both_ways_tell_the_same(names: list[str]) -> None:
    data = packed(*names)
    assert list_plain_parts(data) == any_parts(data)


@pytest.mark.parametrize(
    "data",
    [
        packed("a.xml", comment=b"note"),
        packed("a.xml", extra=b"\x00\xca\x00\x00"),
        packed("a.xml", entry_comment=b"note"),
        packed("bảng.xml"),
        b"before" + packed("a.xml"),
    ],
)
def test_unusual_directories_are_left_to_the_library(data: bytes) -> None:
    assert list_plain_parts(data) is None
    assert list_parts(data) == any_parts(data)
    assert [part.size for part in list_parts(data)] == [120]


@given(st.data())
def test_damaged_directories_never_pass_for_more_than_the_library_finds(data: st.DataObject) -> None:
    whole = bytearray(broken.good())
    tail = bytes(whole).index(b"PK\x01\x02")
    place = data.draw(st.integers(tail, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    found = list_plain_parts(bytes(whole))
    if found is not None:
        assert found == any_parts(bytes(whole))


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\0" * 10])
def test_what_has_no_directory_is_refused(data: bytes) -> None:
    assert list_plain_parts(data) is None
    with pytest.raises(zipfile.BadZipFile):
        list_parts(data)


def test_directory_that_names_more_parts_than_it_holds_is_not_plain() -> None:
    data = packed("a.xml", "b.xml")
    end = data.rindex(b"PK\x05\x06")
    more = data[: end + 8] + struct.pack("<2H", 3, 3) + data[end + 12 :]
    assert list_plain_parts(more) is None


def test_locked_part_is_marked() -> None:
    data = bytearray(packed("a.xml"))
    entry = bytes(data).index(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert [part.locked for part in list_plain_parts(bytes(data)) or []] == [True]
    assert any_parts(bytes(data)) == list_plain_parts(bytes(data))
