"""Workbooks in: bytes of an .xlsx file become grids whose cells keep their address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property, partial
from html import unescape
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from nhiemky.kernel.sheets.container import BookError, Limits, Package, SheetPart
from nhiemky.kernel.sheets.grid import CellError, Grid, Merge, Value, column_letters, column_number
from nhiemky.kernel.sheets.parts import (
    DATE,
    PERCENT,
    Decoder,
    Styles,
    Texts,
    Token,
    read_attributes,
    read_cells,
    read_plain_rows,
    read_styles,
    read_texts,
)

__all__ = ["Book", "BookError", "Limits", "open_book"]

_LARGEST = Decimal(10) ** 15
_MERGE = re.compile(r'<(?:\w+:)?mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_HIDDEN_ROW = re.compile(r'<(?:\w+:)?row [^>]*hidden="(?:1|true)"')
_COLUMNS = {column_letters(column): column for column in range(702)}
_LAST_DAY = 2_958_465


class Book:
    """The sheets of a workbook, each read when it is first asked for."""

    def __init__(self, package: Package, limits: Limits, decode: Decoder | None) -> None:
        """Keep the checked package; nothing but the list of sheets is read yet."""
        self._package = package
        self._limits = limits
        self._decode = decode
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
            self._grids[name] = self._read(part)
        return self._grids[name]

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
        reader = _CellReader(
            part.name, self._texts, self._styles, self._limits, self._decode, self._from_1904
        )
        rows = reader.rows(xml)
        merged: tuple[Merge, ...] = ()
        hidden_rows = 0
        after = max(xml.rfind(b"sheetData"), 0)
        if xml.find(b"mergeCell", after) >= 0 or b'hidden="' in xml:
            source = xml.decode("utf-8", "replace")
            merged = tuple(
                Merge(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
                for left, top, right, bottom in _MERGE.findall(source)
            )
            hidden_rows = len(_HIDDEN_ROW.findall(source))
        return Grid(part.name, rows, merged, part.hidden, hidden_rows)


_OTHER, _NUMBER, _TEXT = 0, 1, 2


class _Kind(NamedTuple):
    """What the attributes of a cell say: the short way to its value, if there is one, its type and its style."""

    lane: int
    type: str
    style: int


class _CellReader:
    """Turns the cells of one sheet into values."""

    def __init__(
        self,
        sheet: str,
        texts: Texts,
        styles: Styles,
        limits: Limits,
        decode: Decoder | None,
        from_1904: bool,
    ) -> None:
        self._sheet = sheet
        self._texts = texts
        self._styles = styles
        self._limits = limits
        self._decode = decode
        self._epoch = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self._kinds: dict[str, _Kind] = {}

    def rows(self, xml: bytes) -> tuple[tuple[Value, ...], ...]:
        """Return the rows of the sheet part.

        :raises BookError: when the sheet goes beyond a limit or is broken.
        """
        plain = read_plain_rows(xml)
        rows = self._plain_rows(plain) if plain is not None else self._all_rows(read_cells(xml))
        return tuple([tuple(row) for row in rows])

    def _plain_rows(self, found: list[tuple[str, ...]]) -> list[list[Value]]:
        """Read rows whose cells stand in order: words by their number, numbers that need no look of their own."""
        quick = self._readers(set().union(*(row[1::2] for row in found)), Decimal)
        slow = self._readers(set(quick), read_number)
        rows: list[list[Value]] = []
        for row in found:
            raws = row[2::2]
            readers = quick if _are_short(raws) else slow
            try:
                values = [
                    readers[text](raw) if raw else None for text, raw in zip(row[1::2], raws, strict=True)
                ]
            except (KeyError, InvalidOperation):
                values = [self._careful(text, raw) for text, raw in zip(row[1::2], raws, strict=True)]
            target = self._open_row(rows, int(row[0]))
            target[:] = values
            self._cut(target)
        return rows

    def _readers(
        self, attributes: set[str], number: Callable[[str], Value]
    ) -> dict[str, Callable[[str], Value]]:
        ways: dict[str, Callable[[str], Value]] = {}
        for text in attributes:
            lane = self._kind(text).lane
            ways[text] = (
                number
                if lane == _NUMBER
                else self._texts.shown.__getitem__
                if lane == _TEXT
                else partial(self._careful, text)
            )
        return ways

    def _careful(self, described: str, raw: str) -> Value:
        return self._value(self._kind(described), "", raw, "") if raw else None

    def _cut(self, row: list[Value]) -> None:
        while row and row[-1] is None:
            row.pop()
        if len(row) > self._limits.columns:
            raise self._too_wide()

    def _all_rows(self, tokens: list[Token]) -> list[list[Value]]:
        rows: list[list[Value]] = []
        current, row = "", []
        for letters, number, described, formula, raw, inline in tokens:
            if not raw and not formula and not inline:
                continue
            kind = self._kinds.get(described)
            if kind is None:
                kind = self._kinds[described] = self._kind(described)
            if number != current:
                current, row = number, self._open_row(rows, int(number))
            value = self._value(kind, formula, raw, inline)
            self._put(row, _COLUMNS.get(letters, self._limits.columns), value)
        return rows

    def _put(self, row: list[Value], column: int, value: Value) -> None:
        if column >= self._limits.columns:
            raise self._too_wide()
        if value is not None:
            row.extend([None] * (column + 1 - len(row)))
            row[column] = value

    def _open_row(self, rows: list[list[Value]], number: int) -> list[Value]:
        if number > self._limits.rows or number < 1:
            raise BookError(
                "too_many_rows",
                f"Trang “{self._sheet}” có số liệu ở dòng {number}; giới hạn là {self._limits.rows} dòng.",
            )
        while len(rows) < number:
            rows.append([])
        return rows[number - 1]

    def _too_wide(self) -> BookError:
        return BookError(
            "too_many_columns",
            f"Trang “{self._sheet}” có quá nhiều cột; giới hạn là {self._limits.columns} cột.",
        )

    def _kind(self, described: str) -> _Kind:
        type_, style = read_attributes(described)
        special = not self._styles.is_plain(style)
        lane = _OTHER if special else _NUMBER if type_ == "n" else _TEXT if type_ == "s" else _OTHER
        return _Kind(lane, type_, style)

    def _value(self, kind: _Kind, formula: str, raw: str, inline: str) -> Value:
        _lane, type_, style = kind
        if formula and not raw and type_ != "str":
            return CellError(
                "formula_without_value", "Công thức chưa có kết quả; hãy mở bằng Excel và lưu lại tệp."
            )
        reader = self._READERS.get(type_)
        if reader is None:
            return self._numeric(raw, style) if raw else None
        return reader(self, raw, inline, style)

    def _numeric(self, raw: str, style: int) -> Value:
        value = read_number(raw)
        kinds = self._styles.kinds
        kind = kinds[style] if style < len(kinds) else ""
        if kind == PERCENT and isinstance(value, Decimal):
            return percent_text(value)
        if kind == DATE and isinstance(value, Decimal):
            return self._day(value)
        return value

    def _day(self, value: Decimal) -> Value:
        if not 1 <= value <= _LAST_DAY - 1462:
            return CellError(
                "date_out_of_range", "Ô có định dạng ngày tháng nhưng giá trị không phải là ngày."
            )
        return self._epoch + timedelta(days=int(value))

    def _text(self, raw: str, _inline: str, style: int) -> Value:
        original = self._texts.raw.get(raw)
        font = self._styles.fonts[style] if style < len(self._styles.fonts) else None
        if font and self._decode:
            text = original if original is not None else self._texts.shown.get(raw)
            return self._decode(text, font) if text else None
        if not raw.isdecimal() or int(raw) >= self._texts.count:
            return CellError("broken_cell", "Ô bị hỏng, không đọc được nội dung.")
        return self._texts.shown.get(raw)

    def _inline(self, raw: str, inline: str, style: int) -> Value:
        text = unescape(inline)
        if self._decode and style < len(self._styles.fonts) and self._styles.fonts[style]:
            return self._decode(text, self._styles.fonts[style]) or None
        return normalize("NFC", text) or None

    def _formula_text(self, raw: str, _inline: str, _style: int) -> Value:
        text = unescape(raw)
        return (text if is_normalized("NFC", text) else normalize("NFC", text)) or None

    def _truth(self, raw: str, _inline: str, _style: int) -> Value:
        return raw.strip() in ("1", "true")

    def _error(self, raw: str, _inline: str, _style: int) -> Value:
        return CellError("error_value", f"Ô báo lỗi {unescape(raw)}; hãy sửa công thức rồi lưu lại tệp.")

    def _iso_day(self, raw: str, _inline: str, _style: int) -> Value:
        try:
            return date.fromisoformat(raw[:10])
        except ValueError:
            return CellError("date_out_of_range", "Ô có ngày tháng không đọc được.")

    _READERS: dict[str, Callable[[_CellReader, str, str, int], Value]] = {
        "s": _text,
        "inlineStr": _inline,
        "str": _formula_text,
        "b": _truth,
        "e": _error,
        "d": _iso_day,
    }


def _are_short(raws: Sequence[str]) -> bool:
    """Tell whether no value is longer than 15 digits or written in another way than with digits, point and minus."""
    return max(map(len, raws), default=0) < 16 and not " ".join(raws).strip("0123456789.- ")


def read_number(raw: str) -> Value:
    """Return the number a cell holds as Excel shows it, at 15 significant digits, or what is wrong with it."""
    try:
        if len(raw) < 16:
            value = Decimal(raw)
            if "E" not in raw and "e" not in raw and value.is_finite():
                return value
        else:
            value = Decimal(f"{float(raw):.15g}")
    except (InvalidOperation, ValueError, OverflowError):
        return CellError("not_a_number", "Ô không chứa một số hợp lệ.")
    if not value.is_finite():
        return CellError("not_a_number", "Ô không chứa một số hợp lệ.")
    if abs(value) >= _LARGEST:
        return CellError("number_too_large", "Số trong ô quá lớn, không thể là số liệu của một chỉ tiêu.")
    return value


def percent_text(value: Decimal) -> str:
    """Return a share as a cell in percent format shows it, unrounded: 0.872 is ``87,2%``."""
    shown = format(value * 100, "f")
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.replace(".", ",") + "%"


def open_book(data: bytes, *, limits: Limits | None = None, decode: Decoder | None = None) -> Book:
    """Open the bytes of an .xlsx file; ``decode(text, font)`` turns texts in old fonts into Unicode.

    :raises BookError: when the file is no workbook, is locked, carries macros or entities, or is too large.
    """
    chosen = limits or Limits()
    return Book(Package(data, chosen), chosen, decode)
