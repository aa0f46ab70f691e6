"""The outside of a workbook file: is it one, is it safe to unpack, and where are its sheets."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pyexpat import ExpatError
from xml.parsers import expat

from nhiemky.kernel.sheets.archive import LOCKED, Part, list_plain_parts

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = b"PK\x03\x04"
_SUSPECT_SIZE = 1_000_000
_SMALL_SIZE = 4_000


class BookError(Exception):
    """A file that cannot be read as a workbook; ``message`` says why and what to do, in Vietnamese."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be before it is refused unread; sizes in bytes."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 200_000_000
    part_bytes: int = 64_000_000
    ratio: int = 200
    parts: int = 2_000
    sheets: int = 60
    rows: int = 20_000
    columns: int = 512
    cells: int = 400_000
    text_length: int = 32_767


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Where one sheet of a workbook lies in its package."""

    name: str
    path: str
    hidden: bool


Attributes = dict[str, str]


def parse_xml(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk an XML part with local names and no entities of its own.

    :raises BookError: on a document type, an entity declaration or broken XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        close = end
        parser.EndElementHandler = lambda name: close(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except ExpatError as error:
        raise BookError("broken_workbook", _BROKEN) from error


_BROKEN = "Tệp bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại thành tệp .xlsx mới rồi thử lại."


def _refuse_doctype(*_: object) -> None:
    raise BookError(
        "xml_entities",
        "Tệp chứa khai báo thực thể XML, có thể gây hại nên không được đọc. Hãy lưu lại tệp bằng Excel.",
    )


class Package:
    """The parts of a workbook file after the checks that make unpacking safe."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Check the file and list its parts.

        :raises BookError: when the file is no .xlsx workbook or goes beyond a limit.
        """
        self._limits = limits
        if len(data) > limits.file_bytes:
            size, most = len(data) // 1_000_000, limits.file_bytes // 1_000_000
            raise BookError("file_too_large", f"Tệp quá lớn ({size} MB); giới hạn là {most} MB.")
        if not data.startswith(_PACKED):
            raise _not_packed(data)
        self._data = data
        try:
            parts = list_parts(data)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise BookError("broken_workbook", _BROKEN) from error
        self._parts = {part.name.lstrip("/"): part for part in parts}
        self._check_sizes()
        self._check_content()

    def read(self, path: str) -> bytes:
        """Return one part unpacked, empty when the package has none of that name.

        :raises BookError: when the part is damaged or locked.
        """
        part = self._parts.get(path)
        if part is None:
            return b""
        if part.locked:
            raise _encrypted()
        start = part.start
        header = self._data[start : start + 30]
        if len(header) < 30 or not header.startswith(_PACKED):
            raise BookError("broken_workbook", _BROKEN)
        start += 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        packed = self._data[start : start + part.packed_size]
        unpack = _unpack_again if part.size <= _SMALL_SIZE else _unpack
        return unpack(packed, part.method, part.size, part.crc)

    def workbook(self) -> tuple[tuple[SheetPart, ...], bool]:
        """Return the sheets that hold cells, and whether days count from 1904.

        :raises BookError: when the workbook names no sheet or too many.
        """
        sheets, from_1904 = read_workbook(
            self.read("xl/workbook.xml"), self.read("xl/_rels/workbook.xml.rels")
        )
        if len(sheets) > self._limits.sheets:
            raise BookError(
                "too_many_sheets",
                f"Tệp có {len(sheets)} trang tính; giới hạn là {self._limits.sheets} trang.",
            )
        present = tuple(sheet for sheet in sheets if sheet.path in self._parts)
        if not present:
            raise BookError("no_sheet", "Tệp không có trang tính nào đọc được.")
        return present, from_1904

    def _check_sizes(self) -> None:
        limits, sizes = self._limits, [part.size for part in self._parts.values()]
        if len(sizes) > limits.parts or sum(sizes) > limits.unpacked_bytes:
            raise _bomb()
        if max(sizes, default=0) <= min(_SUSPECT_SIZE, limits.part_bytes):
            return
        for part in self._parts.values():
            if part.size > limits.part_bytes:
                raise _bomb()
            if part.size > _SUSPECT_SIZE and part.size > limits.ratio * max(part.packed_size, 1):
                raise _bomb()

    def _check_content(self) -> None:
        names = self._parts
        if "xl/workbook.xml" not in names:
            raise _other_package(set(names))
        types = self.read("[Content_Types].xml")
        if "xl/vbaProject.bin" in names or b"macroEnabled" in types:
            raise BookError(
                "macros",
                "Tệp có chứa macro nên không được đọc. Hãy lưu lại dạng .xlsx (không có macro) rồi thử lại.",
            )


def list_parts(data: bytes) -> list[Part]:
    """Return the parts that the directory of a packed file names.

    :raises zipfile.BadZipFile: when the file has no readable directory (also NotImplementedError, ValueError, OSError).
    """
    plain = list_plain_parts(data)
    return plain if plain is not None else any_parts(data)


def any_parts(data: bytes) -> list[Part]:
    """Return the same for any directory that the standard library can read."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            Part(
                part.filename, part.compress_type, part.compress_size, part.file_size, part.CRC, part.header_offset,
                bool(part.flag_bits & LOCKED),
            )
            for part in archive.infolist()
        ]  # fmt: skip


def _unpack(packed: bytes, method: int, size: int, crc: int) -> bytes:
    unpacked = _inflate(packed, size) if method == zipfile.ZIP_DEFLATED else packed
    if len(unpacked) != size or zlib.crc32(unpacked) != crc:
        raise BookError("broken_workbook", _BROKEN)
    return unpacked


# styles, relations and the like are the same in every form that one program wrote
_unpack_again = lru_cache(maxsize=64)(_unpack)


def _inflate(packed: bytes, size: int) -> bytes:
    # never unpacks more than the size that the checks have seen
    try:
        return zlib.decompressobj(-15).decompress(packed, size + 1)
    except zlib.error as error:
        raise BookError("broken_workbook", _BROKEN) from error


def _bomb() -> BookError:
    return BookError(
        "zip_bomb",
        "Tệp giải nén ra quá lớn so với giới hạn an toàn nên không được đọc. Hãy chỉ giữ lại bảng cần nhập.",
    )


def _encrypted() -> BookError:
    return BookError(
        "encrypted", "Đây là tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi thử lại."
    )


def _not_packed(data: bytes) -> BookError:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return _encrypted()
        return BookError(
            "old_format", "Đây là tệp Excel đời cũ (.xls). Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại."
        )
    if not data:
        return BookError("empty_file", "Tệp rỗng, không có nội dung.")
    if data.startswith(b"%PDF"):
        return BookError("not_workbook", "Đây là tệp PDF, không phải bảng tính Excel (.xlsx).")
    return BookError(
        "not_workbook",
        "Tệp không phải là bảng tính Excel (.xlsx). Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.",
    )


def _other_package(names: set[str]) -> BookError:
    if "word/document.xml" in names:
        return BookError("not_workbook", "Đây là tệp Word, không phải bảng tính Excel (.xlsx).")
    if "xl/workbook.bin" in names:
        return BookError("old_format", "Đây là tệp .xlsb. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.")
    if "content.xml" in names:
        return BookError("old_format", "Đây là tệp OpenDocument (.ods). Hãy lưu lại dạng .xlsx rồi thử lại.")
    return BookError("not_workbook", "Tệp nén này không phải là bảng tính Excel (.xlsx).")


@lru_cache(maxsize=32)
def read_workbook(workbook: bytes, relations: bytes) -> tuple[tuple[SheetPart, ...], bool]:
    """Return the sheets a workbook part names, in order, and whether days count from 1904.

    :raises BookError: on broken XML or entities.
    """
    targets: dict[str, str] = {}
    sheets: list[SheetPart] = []
    epochs: list[bool] = []

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and "Target" in attributes:
            target = attributes["Target"]
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[attributes.get("Id", "")] = path

    def element(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            key = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetPart(attributes.get("name", ""), targets.get(key, ""), hidden))
        elif name == "workbookPr":
            epochs.append(attributes.get("date1904") in ("1", "true"))

    if relations:
        parse_xml(relations, relation)
    parse_xml(workbook, element)
    return tuple(sheets), any(epochs)
