"""Workbooks in: bytes of an .xlsx file become grids whose cells keep their address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from nhiemky.kernel.sheets.cell_values import CellValues
from nhiemky.kernel.sheets.container import BookError, Limits, Package, SheetPart, parse_xml
from nhiemky.kernel.sheets.grid import Grid, Merge, column_number, place_of
from nhiemky.kernel.sheets.parts import Decoder, Styles, Texts, read_styles, read_texts

__all__ = ["Book", "BookError", "Limits", "open_book"]

_MERGE = re.compile(r'<(?:\w+:)?mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_HIDDEN_ROW = re.compile(r'<(?:\w+:)?row [^>]*hidden="(?:1|true)"')


class Book:
    """The sheets of a workbook, each read when it is first asked for."""

    def __init__(
        self, package: Package, limits: Limits, decode: Decoder | None, edits: Mapping[str, str]
    ) -> None:
        """Keep the checked package; nothing but the list of sheets is read yet. `edits` stand in place of what the file says."""
        self._package = package
        self._limits = limits
        self._decode = decode
        self._edits = edits
        self._parts, self._from_1904 = package.workbook()
        self._grids: dict[str, Grid] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the sheets in their order."""
        return tuple(part.name for part in self._parts)

    @property
    def sheets(self) -> tuple[Grid, ...]:
        """Return every sheet, visible ones first in their order, then hidden ones."""
        ordered = sorted(self._parts, key=lambda part: part.hidden)
        return tuple(self.sheet(part.name) for part in ordered)

    def sheet(self, name: str) -> Grid:
        """Return one sheet by its name.

        :raises KeyError: when there is none of that name.
        :raises BookError: when the sheet goes beyond a limit or is broken.
        """
        if name not in self._grids:
            part = next((part for part in self._parts if part.name == name), None)
            if part is None:
                raise KeyError(name)
            self._grids[name] = self._edited(self._read(part))
        return self._grids[name]

    def _edited(self, grid: Grid) -> Grid:
        texts: dict[tuple[int, int], str] = {}
        for source, text in self._edits.items():
            place = place_of(source)
            if place is not None and place[0] == grid.sheet:
                texts[place[1:]] = text
        return grid.overwritten(texts) if texts else grid

    @cached_property
    def _texts(self) -> Texts:
        return read_texts(self._package.read("xl/sharedStrings.xml"), self._decode)

    @cached_property
    def _styles(self) -> Styles:
        return read_styles(self._package.read("xl/styles.xml"))

    def _read(self, part: SheetPart) -> Grid:
        xml = self._package.read(part.path)
        # a cell takes at least eight bytes, so a small part need not be counted
        if len(xml) > self._limits.cells * 8 and xml.count(b"<c ") > self._limits.cells:
            raise BookError(
                "too_many_cells", f"Trang “{part.name}” có quá nhiều ô; giới hạn là {self._limits.cells} ô."
            )
        if not xml.endswith((b"</worksheet>", b"</worksheet>\n")):
            # cut short, or ended in an unusual way: only a whole part may be read
            parse_xml(xml, lambda _name, _attributes: None)
        reader = CellValues(part.name, self._texts, self._styles, self._limits, self._decode, self._from_1904)
        rows = reader.rows(xml)
        merged: tuple[Merge, ...] = ()
        hidden_rows = 0
        start, end = max(xml.find(b"<sheetData>"), 0), max(xml.rfind(b"sheetData"), 0)
        # among cells one letter is found far sooner than a word
        hides = xml.find(b"d", start + len(b"<sheetData>"), end) >= 0 and b'hidden="' in xml
        if hides or xml.find(b"mergeCell", end) >= 0:
            source = xml.decode("utf-8", "replace")
            merged = tuple(
                Merge(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
                for left, top, right, bottom in _MERGE.findall(source)
            )
            hidden_rows = len(_HIDDEN_ROW.findall(source))
        return Grid(part.name, rows, merged, part.hidden, hidden_rows)


def open_book(
    data: bytes,
    *,
    limits: Limits | None = None,
    decode: Decoder | None = None,
    edits: Mapping[str, str] | None = None,
) -> Book:
    """Open the bytes of an .xlsx file; ``decode(text, font)`` turns texts in old fonts into Unicode.

    ``edits`` are texts by address (``Chỉ tiêu!C8``) that stand in place of what the file says there.

    :raises BookError: when the file is no workbook, is locked, carries macros or entities, or is too large.
    """
    chosen = limits or Limits()
    return Book(Package(data, chosen), chosen, decode, edits or {})
