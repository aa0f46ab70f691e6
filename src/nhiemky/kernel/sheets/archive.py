"""The list of parts in a packed file, read from its directory without unpacking anything."""

from __future__ import annotations

import struct
from typing import NamedTuple

# the end of the directory and an entry of it (APPNOTE.TXT, sections 4.3.16 and 4.3.12)
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s2x3H4x3L4H6xL")
_END_SIGN, _ENTRY_SIGN = b"PK\x05\x06", b"PK\x01\x02"
_LARGE = 0xFFFFFFFF
LOCKED = 1
_NEWEST = 63


class Part(NamedTuple):
    """One part of a packed file; ``start`` is where its own header stands."""

    name: str
    method: int
    packed_size: int
    size: int
    crc: int
    start: int
    locked: bool


def list_plain_parts(data: bytes) -> list[Part] | None:
    """Return the parts that a directory as spreadsheet programs write it names; None for any other.

    Such a directory stands at the very end, without comments, extra fields and sizes beyond 32 bits.
    """
    end = len(data) - _END.size
    if end < 0:
        return None
    sign, disk, first_disk, here, total, length, place, comment = _END.unpack_from(data, end)
    if (
        sign != _END_SIGN
        or (disk, first_disk, comment) != (0, 0, 0)
        or here != total
        or place + length != end
    ):
        return None
    parts: list[Part] = []
    while place + _ENTRY.size <= end:
        (
            sign, version, flags, method, crc, packed_size, size, name_length, extra, comment, disk, start
        ) = _ENTRY.unpack_from(data, place)  # fmt: skip
        name = data[place + _ENTRY.size : place + _ENTRY.size + name_length]
        if sign != _ENTRY_SIGN or version > _NEWEST or extra or comment or disk:
            return None
        if _LARGE in (packed_size, size, start) or not name.isascii() or b"\0" in name:
            return None
        parts.append(Part(name.decode("ascii"), method, packed_size, size, crc, start, bool(flags & LOCKED)))
        place += _ENTRY.size + name_length
    return parts if place == end and len(parts) == total else None
