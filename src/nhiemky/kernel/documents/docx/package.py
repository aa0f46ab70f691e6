"""A zip archive written by hand, so that unchanging parts are compressed once and the same content gives the same bytes."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nhiemky.kernel.documents.docx import parts
from nhiemky.kernel.documents.outline import Picture
from nhiemky.kernel.documents.profiles import Profile

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8, _STORED, _DEFLATED = 20, 0x800, 0, 8
_MIDNIGHT, _FIRST_OF_1980 = 0, 0x21
_FAST, _SMALL = 1, 9


@dataclass(frozen=True, slots=True)
class _Entry:
    """A packed file: its name, how it is packed, its sum, its size, its packed bytes."""

    name: bytes
    method: int
    crc: int
    size: int
    packed: bytes


def _deflated(name: str, content: bytes, level: int) -> _Entry:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    return _Entry(name.encode(), _DEFLATED, zlib.crc32(content), len(content), packed)


def _stored(name: str, content: bytes) -> _Entry:
    return _Entry(name.encode(), _STORED, zlib.crc32(content), len(content), content)


@lru_cache(maxsize=16)
def _fixed(profile: Profile) -> tuple[_Entry, ...]:
    contents = {
        "[Content_Types].xml": parts.CONTENT_TYPES,
        "_rels/.rels": parts.ROOT_RELATIONS,
        "word/styles.xml": parts.styles(profile),
        "word/settings.xml": parts.SETTINGS,
        "word/fontTable.xml": parts.font_table(profile),
        "word/header1.xml": parts.page_header(profile),
        "docProps/app.xml": parts.APP_PROPERTIES,
    }
    return tuple(_deflated(name, content.encode(), _SMALL) for name, content in contents.items())


@lru_cache(maxsize=64)
def _relations(pictures: int) -> _Entry:
    return _deflated("word/_rels/document.xml.rels", parts.document_relations(pictures).encode(), _SMALL)


def pack(profile: Profile, document: str, core: str, pictures: Sequence[Picture]) -> bytes:
    """Return a Word file: the form's fixed parts, the given document and properties parts, the pictures."""
    media = [
        _stored(f"word/media/image{place}.png", picture.png) for place, picture in enumerate(pictures, 1)
    ]
    return _archive(
        (
            *_fixed(profile),
            _relations(len(pictures)),
            _deflated("docProps/core.xml", core.encode(), _FAST),
            _deflated("word/document.xml", document.encode(), _FAST),
            *media,
        )
    )


def _archive(entries: Sequence[_Entry]) -> bytes:
    local, central, offset = [], [], 0
    for entry in entries:
        common = (_UTF8, entry.method, _MIDNIGHT, _FIRST_OF_1980, entry.crc, len(entry.packed), entry.size)
        head = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common, len(entry.name), 0) + entry.name
        local += [head, entry.packed]
        central += [
            _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, len(entry.name), 0, 0, 0, 0, 0, offset),
            entry.name,
        ]
        offset += len(head) + len(entry.packed)
    directory = b"".join(central)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), offset, 0)
    return b"".join((*local, directory, end))
