"""Files that must be refused, each with a clear answer."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from tests.samples.office import table

HEADER = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2023")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@cache
def good() -> bytes:
    """Return a small readable workbook, the same whenever it is asked for (its parts name the time of writing)."""
    return table(HEADER, (1, "Thu nhập bình quân", "triệu đồng", 60, 54))


def repacked(**parts: bytes | None) -> bytes:
    """Return the good workbook with parts replaced, added or (None) left out; "__" in a name stands for "/"."""
    changed = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): data
        for name, data in parts.items()
    }
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good())) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in changed:
                target.writestr(name, source.read(name))
        for name, data in changed.items():
            if data is not None:
                target.writestr(name, data)
    return output.getvalue()


def sheet_xml(rows: str) -> bytes:
    """Return a sheet part with the given rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def with_sheet(rows: str) -> bytes:
    """Return a workbook whose only sheet has the given rows."""
    return repacked(xl__worksheets__sheet1_xml=sheet_xml(rows))


def packed(**parts: bytes) -> bytes:
    """Return a zip file of the given parts that is no workbook."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), data)
    return output.getvalue()


def encrypted() -> bytes:
    """Return the outside of a workbook locked with a password."""
    return _OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 64


def old_format() -> bytes:
    """Return the outside of an .xls file."""
    return _OLE + "Workbook".encode("utf-16-le") + b"\0" * 64


def with_entities() -> bytes:
    """Return a workbook whose sheet declares XML entities."""
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet_xml("")[38:]
    return repacked(xl__worksheets__sheet1_xml=xml)


def zip_bomb() -> bytes:
    """Return a workbook whose sheet unpacks to many times its size."""
    return repacked(xl__worksheets__sheet1_xml=sheet_xml(" " * 5_000_000))


def million_rows() -> bytes:
    """Return a workbook with a value in row 1,000,000."""
    return with_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="A1000000"><v>1</v></c></row>'
    )


def widest_row() -> bytes:
    """Return a workbook with a value in the last column that Excel has."""
    return with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>')


def many_cells(count: int) -> bytes:
    """Return a workbook with a row of ``count`` cells."""
    return with_sheet('<row r="1">' + '<c r="A1"><v>1</v></c>' * count + "</row>")
