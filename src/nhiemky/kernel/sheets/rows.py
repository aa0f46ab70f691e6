"""The rows under a header: groups, targets, sub-targets; totals, footnotes and signatures left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from nhiemky.kernel.sheets.columns import Column, Parsers, Role
from nhiemky.kernel.sheets.grid import CellError, Grid, Value

_BULLET = re.compile(r"^\s*(?:[-–—+•*▪●○·]|\.(?=\s))\s*(?=\S)")
_NUMBER_IN_NAME = re.compile(
    r"^\s*(\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-ZĐ]|[a-zđ])\s*[.)\-:/]\s*(?=[^\W\d])"
)
_DOTTED_IN_NAME = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[^\W\d])")
_ROMAN = re.compile(r"^[IVXLC]{1,6}$")
_LETTER = re.compile(r"^[A-ZĐ]$")
_SMALL_LETTER = re.compile(r"^[a-zđ]$")
_DOTTED = re.compile(r"^\d{1,3}(?:\.\d{1,3})*$")
_WITHIN = re.compile(r"^(?:-|\+)?\s*(?:trong do|bao gom|gom|cu the)\b")
_TOTAL = re.compile(
    r"^(?:tong cong|cong|tong|tong so|tong hop|tong so chi tieu.*|so chi tieu (?:dat|chua|vuot|khong).*|cong chi tieu.*"
    r"|tong chi tieu.*|binh quan chung|dat va vuot.*chi tieu.*|ty le (?:chung|chi tieu dat).*)$"
)
_SIGNATURE = re.compile(
    r"^(?:nguoi lap|lap bieu|nguoi tong hop|nguoi kiem tra|noi nhan|t/m |tm\. |tm |k/t |kt\. |t/l |ban thuong vu$|bi thu|pho bi thu"
    r"|chu tich|pho chu tich|thu truong|chanh van phong|van phong|xac nhan|ky ten|\(ky|(?:.*,? )?ngay .{0,6}thang .{0,6}nam ?.{0,6}$)"
)
_FOOTNOTE = re.compile(
    r"^(?:ghi chu|nguon|luu y|chu thich|\(?\*+\)?|\(\d\)|\[\d\]|1 |so lieu (?:lay|tinh|duoc)|don vi tinh)"
)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row that states a target, with the values of its cells; ``line`` counts from 0."""

    line: int
    number: str
    name: str
    group: str
    parent_line: int | None = None
    parent_number: str | None = None
    counted: bool = True
    guessed_child: bool = False


@dataclass(slots=True)
class _Entry:
    """A row before it is known whether it is a heading, a target or a part of one."""

    line: int
    number: str
    name: str
    bullet: bool
    has_values: bool
    indent: int = 0


class RowReader:
    """Goes through the rows of a table once and tells targets from everything else."""

    def __init__(
        self,
        grid: Grid,
        columns: tuple[Column, ...],
        parsers: Parsers,
        headers: frozenset[tuple[str, ...]],
        *,
        marked_parts: bool = False,
    ) -> None:
        """Keep what is known of the table: its columns and the rows of its header.

        With ``marked_parts`` only rows marked by a dash, or numbered under another (1.1 under 1), are parts.
        """
        self._marked_parts = marked_parts
        self._grid = grid
        self._parsers = parsers
        self._headers = headers
        by_role = {column.role: column.index for column in reversed(columns)}
        self._name = by_role[Role.NAME]
        self._number = by_role.get(Role.NUMBER)
        self._group = by_role.get(Role.GROUP)
        valued = (Role.TARGET, Role.HIGH, Role.RESULT, Role.PHASED)
        self._valued = tuple(column.index for column in columns if column.role in valued)
        self.remarks: list[tuple[int, str, str]] = []

    def read(self, first: int) -> tuple[RawRow, ...]:
        """Return the rows from ``first`` on that state targets."""
        entries: list[_Entry] = []
        for line in range(first, len(self._grid.rows)):
            values = self._grid.rows[line]
            texts = [_plain(value) for value in values if value is not None]
            keys = [self._parsers.fold(text) for text in texts if text]
            if not keys or tuple(keys) in self._headers or numbers_columns(texts):
                continue
            entry = self._entry(line)
            if self._ends(entry, keys):
                break
            if self._skips(entry, keys, texts):
                continue
            entries.append(entry)
        return _Tree(entries, self._group_of, self._parsers, self._marked_parts).rows()

    def _entry(self, line: int) -> _Entry:
        raw_name = self._grid.value(line, self._name)
        name = _plain(raw_name)
        number = _number_text(self._grid.value(line, self._number)) if self._number is not None else ""
        if _BULLET.match(number) or number in ("-", "+"):
            number, name = "", f"- {name}"
        bullet = bool(_BULLET.match(name))
        name = _BULLET.sub("", name) if bullet else name
        if not number and not bullet:
            found = _NUMBER_IN_NAME.match(name) or _DOTTED_IN_NAME.match(name)
            if found:
                number, name = found[1], name[found.end() :]
        elif number and (found := _NUMBER_IN_NAME.match(name)) and found[1] == number:
            name = name[found.end() :]
        indent = len(raw_name) - len(raw_name.lstrip()) if isinstance(raw_name, str) else 0
        return _Entry(line, number, name.strip(), bullet, self._has_values(line), indent)

    def _has_values(self, line: int) -> bool:
        for index in self._valued:
            value = self._grid.value(line, index)
            if value is None or (isinstance(value, str) and self._parsers.is_missing(value)):
                continue
            return True
        return False

    def _has_figures(self, line: int) -> bool:
        values = [self._grid.value(line, index) for index in self._valued]
        return any(
            not isinstance(value, str) or any(char.isdigit() for char in value)
            for value in values
            if value is not None
        )

    def _ends(self, entry: _Entry, keys: list[str]) -> bool:
        if _DOTTED.match(entry.number) and entry.has_values:
            return False
        if any(_SIGNATURE.match(key) for key in keys) and not self._goes_on(entry.line):
            self._remark(entry.line, "signature_rows", "Từ dòng này trở đi là phần ký, không đọc số liệu.")
            return True
        return False

    def _goes_on(self, line: int) -> bool:
        """Tell whether numbered rows with values follow, so that the row cannot be the signature."""
        if any(isinstance(value, Decimal) for value in self._grid.rows[line]):
            return True
        later = (self._entry(below) for below in range(line + 1, len(self._grid.rows)))
        return any(entry.has_values and (_DOTTED.match(entry.number) or entry.bullet) for entry in later)

    def _skips(self, entry: _Entry, keys: list[str], texts: list[str]) -> bool:
        key = self._parsers.fold(entry.name)
        if _TOTAL.match(key) and not _DOTTED.match(entry.number):
            self._remark(
                entry.line, "total_row", f"Dòng “{entry.name}” là dòng tổng cộng, không tính là chỉ tiêu."
            )
            return True
        first = keys[0]
        if _FOOTNOTE.match(first) and not entry.has_values and not _DOTTED.match(entry.number):
            self._remark(
                entry.line, "footnote", f"Dòng “{_short(texts[0])}” là ghi chú, không tính là chỉ tiêu."
            )
            return True
        if not entry.name and not entry.number and not self._has_figures(entry.line):
            return True
        if not entry.name and not entry.has_values:
            # a heading merged over the row may begin in the column of numbers
            if entry.number and not _DOTTED.match(entry.number) and len(entry.number) > 4:
                entry.name, entry.number = entry.number, ""
                found = _NUMBER_IN_NAME.match(entry.name)
                if found:
                    entry.number, entry.name = found[1], entry.name[found.end() :]
                return False
            return True
        return False

    def _group_of(self, line: int) -> str:
        return _plain(self._grid.value(line, self._group)) if self._group is not None else ""

    def _remark(self, line: int, code: str, message: str) -> None:
        self.remarks.append((line, code, message))


class _Tree:
    """Finds the heading over each target and the target that a sub-target belongs to."""

    def __init__(
        self, entries: list[_Entry], group_of: Callable[[int], str], parsers: Parsers, marked_parts: bool
    ) -> None:
        self._marked_parts = marked_parts
        self._entries = entries
        self._group_of = group_of
        self._parsers = parsers
        valued = [
            entry
            for entry in entries
            if entry.has_values and not entry.bullet and not _WITHIN.match(parsers.fold(entry.name))
        ]
        numbered = sum(bool(entry.number) for entry in valued)
        self._numbered_table = numbered * 5 >= len(valued) * 3 and numbered > 1
        self._heading = ""
        self._minor = ""
        self._parent: _Entry | None = None
        self._within = False
        self._known: dict[str, _Entry] = {}

    def rows(self) -> tuple[RawRow, ...]:
        found = []
        for entry in self._entries:
            if not entry.has_values:
                self._take_heading(entry)
                continue
            found.append(self._target(entry))
        return tuple(found)

    def _take_heading(self, entry: _Entry) -> None:
        if _WITHIN.match(self._parsers.fold(entry.name)):
            self._within = self._parent is not None
            return
        if entry.bullet:
            return
        major = not entry.number or _ROMAN.match(entry.number) or _LETTER.match(entry.number)
        if major:
            self._heading, self._minor = entry.name, ""
            self._known.clear()
        else:
            self._minor = entry.name
            self._known[entry.number] = entry
        self._parent, self._within = None, False

    def _target(self, entry: _Entry) -> RawRow:
        group = self._group_of(entry.line) or self._heading or self._minor
        parent, guessed = self._parent_of(entry)
        if parent is None:
            self._within = False
            if not entry.bullet:
                self._parent = entry
            if entry.number:
                self._known[entry.number] = entry
            return RawRow(entry.line, entry.number, entry.name, group)
        number = entry.number
        return RawRow(
            entry.line, number, entry.name, group, parent.line, parent.number or None, False, guessed
        )

    def _parent_of(self, entry: _Entry) -> tuple[_Entry | None, bool]:
        above, dot, _ = entry.number.rpartition(".")
        if dot and (known := self._known.get(above)) and known.has_values:
            return known, False
        if self._parent is None or not self._parent.has_values:
            return None, False
        if entry.bullet or _WITHIN.match(self._parsers.fold(entry.name)):
            return self._parent, False
        if self._marked_parts:
            return None, False
        if (
            entry.number
            and _SMALL_LETTER.match(entry.number)
            and not _SMALL_LETTER.match(self._parent.number)
        ):
            return self._parent, False
        if entry.number:
            return None, False
        if self._within:
            return self._parent, False
        if self._numbered_table and self._parent.number:
            return self._parent, True
        return None, False


def numbers_columns(values: Sequence[Value]) -> bool:
    """Tell whether a row only numbers the columns: 1, 2, 3; (1), (2), (3)=(2)/(1); A, B, 1, 2."""
    numbers = []
    for value in values:
        text = _plain(value).partition("=")[0].strip("()[] ")
        if text.isdecimal() and len(text) <= 2:
            numbers.append(int(text))
        elif len(text) > 1:
            return False
    counted = all(after == before + 1 for before, after in pairwise(numbers))
    return counted and len(values) >= 3 and len(numbers) >= 2 and (len(numbers) >= 3 or numbers[0] == 1)


def _plain(value: Value) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value.day}-{value.month}-{value.year}"


def _number_text(value: Value) -> str:
    if isinstance(value, date):
        # Excel makes a date of "1.2" typed as a number of a row
        return f"{value.day}.{value.month}"
    text = _plain(value).strip()
    bare = text.rstrip(".):/ ").lstrip("(")
    return bare.lstrip("0") or bare if bare.isdecimal() else bare


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
