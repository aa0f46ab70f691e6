"""A Word file opened with care: a zip archive of bounded size whose XML may declare no document type."""

import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
)
MOST_FILES = 2000
MOST_BYTES = 64 * 1024 * 1024


class InspectError(ValueError):
    """A file that cannot be read as a Word document; the message is Vietnamese."""


class Archive:
    """The parts of a Word file by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise InspectError("Tệp không phải là văn bản Word (.docx) hoặc đã bị hỏng.") from error
        entries = self._zip.infolist()
        if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise InspectError("Tệp giải nén ra quá lớn, không đọc để bảo đảm an toàn.")
        self._names = {entry.filename.lstrip("/"): entry for entry in entries}

    def part(self, name: str) -> ElementTree.Element | None:
        """Return a part as a tree, None if there is none.

        :raises InspectError: the part is damaged, larger than it says, or declares a document type.
        """
        entry = self._names.get(name)
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError, zlib.error) as error:
            raise InspectError("Tệp đã bị hỏng hoặc có mật khẩu, không đọc được.") from error
        if len(content) > MOST_BYTES:
            raise InspectError("Tệp giải nén ra quá lớn, không đọc để bảo đảm an toàn.")
        return _tree(content)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id → (last word of its kind, target name)."""
        folder, _, name = part.rpartition("/")
        root = self.part(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found = {}
        for relation in root if root is not None else ():
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            name = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            found[relation.get("Id", "")] = (kind, name)
        return found


def _refuse(*_: object) -> None:
    raise InspectError("Tệp khai báo kiểu tài liệu (DTD) không an toàn, không đọc.")


def _tree(content: bytes) -> ElementTree.Element:
    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = _refuse
    try:
        guard.Parse(content, True)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        return ElementTree.fromstring(content)
    except (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError) as error:
        if isinstance(error, InspectError):
            raise
        raise InspectError("Nội dung tệp Word bị hỏng, không đọc được.") from error
