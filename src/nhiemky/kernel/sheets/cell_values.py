"""What the cells of a sheet part hold: texts, exact numbers, days, shares, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from html import unescape

from nhiemky.kernel.sheets.container import BookError, Limits
from nhiemky.kernel.sheets.grid import CellError, Value, column_letters
from nhiemky.kernel.sheets.parts import (
    DATE,
    PERCENT,
    Decoder,
    PlainRows,
    Styles,
    Texts,
    Token,
    decoded_text,
    read_attributes,
    read_cells,
    read_plain_rows,
)

_LARGEST = Decimal(10) ** 15
_COLUMNS = {column_letters(column): column for column in range(702)}
_LAST_DAY = 2_958_465
# from this length on a number may have more digits than Excel shows
_LONG = 16


# a sheet of a few cells, as the one that says whose form it is, is the same in every form but for its texts
_SMALL = 4_000
_read_again = lru_cache(maxsize=64)(read_plain_rows)


class _Readers(dict[str, Callable[[str], Value]]):
    """How to read cells by their attributes, found out when attributes are first met."""

    def __init__(self, find: Callable[[str], Callable[[str], Value]]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, described: str) -> Callable[[str], Value]:
        found = self[described] = self._find(described)
        return found


class CellValues:
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
        self._quick = _Readers(partial(self._reader, Decimal))
        self._slow = _Readers(partial(self._reader, read_number))

    def rows(self, xml: bytes) -> tuple[tuple[Value, ...], ...]:
        """Return the rows of the sheet part.

        :raises BookError: when the sheet goes beyond a limit or is broken.
        """
        plain = _read_again(xml) if len(xml) <= _SMALL else read_plain_rows(xml)
        if plain is not None:
            return self._plain_rows(plain)
        return tuple([tuple(row) for row in self._all_rows(read_cells(xml))])

    def _plain_rows(self, found: PlainRows) -> tuple[tuple[Value, ...], ...]:
        """Read rows whose cells stand in order: the first, which is mostly a header, then all others by columns."""
        header, *below = found.rows
        rows = [tuple(self._run(header[1::2], header[2::2], digits=found.digits))]
        if below:
            rows += zip(*self._columns(found, zip(*below, strict=True)), strict=True)
        rows = [_cut(row) if row[-1] is None else row for row in rows]
        placed = self._placed([row[0] for row in found.rows], rows)
        if max(map(len, placed)) > self._limits.columns:
            raise self._too_wide()
        return tuple(placed)

    def _columns(self, found: PlainRows, cells: Iterable[tuple[str, ...]]) -> Iterator[Sequence[Value]]:
        """Read the cells of rows by columns, those at the end in which nothing stands left out."""
        _numbers, *raws = cells
        described, raws = (found.attributes, raws) if found.attributes else (raws[::2], raws[1::2])
        while not any(raws[-1]):
            raws.pop()
        if found.short:
            return map(self._column, found.attributes, raws)
        alike = [(text,) * len(raws[0]) for text in found.attributes]
        return map(partial(self._run, digits=found.digits), alike or described, raws)

    def _placed(self, numbers: Sequence[str], values: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
        """Put rows, some of which may not be written down, in their places."""
        places = list(map(int, numbers))
        if places == list(range(1, len(places) + 1)) and len(places) <= self._limits.rows:
            return values
        rows: list[tuple[Value, ...]] = []
        for number, row in zip(places, values, strict=True):
            if not 1 <= number <= self._limits.rows:
                raise self._too_long(number)
            rows.extend([()] * (number - len(rows)))
            rows[number - 1] = row
        return rows

    def _column(self, described: str, raws: tuple[str, ...]) -> Sequence[Value]:
        """Read the cells of a column that are all of one kind, numbers among them short."""
        if not any(raws):
            return (None,) * len(raws)
        reader = self._quick[described]
        try:
            return list(map(reader, raws)) if all(raws) else [reader(raw) if raw else None for raw in raws]
        except (KeyError, InvalidOperation):
            return [self._careful(described, raw) for raw in raws]

    def _run(self, described: tuple[str, ...], raws: tuple[str, ...], *, digits: bool) -> Sequence[Value]:
        """Read cells that stand side by side or one below the other, which are often of one kind."""
        if not any(raws):
            return (None,) * len(raws)
        readers = self._quick if _are_short(raws, digits=digits) else self._slow
        try:
            if all(raws) and described.count(described[0]) == len(described):
                return list(map(readers[described[0]], raws))
            return [readers[text](raw) if raw else None for text, raw in zip(described, raws, strict=True)]
        except (KeyError, InvalidOperation):
            return [self._careful(text, raw) for text, raw in zip(described, raws, strict=True)]

    def _reader(self, number: Callable[[str], Value], described: str) -> Callable[[str], Value]:
        type_, style = read_attributes(described)
        if self._styles.is_plain(style):
            if type_ == "n":
                return number
            if type_ == "s":
                return self._texts.shown.__getitem__
        return partial(self._careful, described)

    def _careful(self, described: str, raw: str) -> Value:
        return self._value(described, "", raw, "") if raw else None

    def _all_rows(self, tokens: list[Token]) -> list[list[Value]]:
        rows: list[list[Value]] = []
        current, row = "", []
        for letters, number, described, formula, raw, inline in tokens:
            if not raw and not formula and not inline:
                continue
            if number != current:
                current, row = number, self._open_row(rows, int(number))
            value = self._value(described, formula, raw, inline)
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
            raise self._too_long(number)
        while len(rows) < number:
            rows.append([])
        return rows[number - 1]

    def _too_long(self, number: int) -> BookError:
        return BookError(
            "too_many_rows",
            f"Trang “{self._sheet}” có số liệu ở dòng {number}; giới hạn là {self._limits.rows} dòng.",
        )

    def _too_wide(self) -> BookError:
        return BookError(
            "too_many_columns",
            f"Trang “{self._sheet}” có quá nhiều cột; giới hạn là {self._limits.columns} cột.",
        )

    def _value(self, described: str, formula: str, raw: str, inline: str) -> Value:
        type_, style = read_attributes(described)
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

    def _inline(self, _raw: str, inline: str, style: int) -> Value:
        return self._own_text(inline, style)

    def _formula_text(self, raw: str, _inline: str, style: int) -> Value:
        return self._own_text(raw, style)

    def _own_text(self, source: str, style: int) -> Value:
        """Return a text that stands in its cell itself, not among the shared texts."""
        font = self._styles.fonts[style] if style < len(self._styles.fonts) else None
        return decoded_text(unescape(source), font, self._decode) or None

    def _truth(self, raw: str, _inline: str, _style: int) -> Value:
        return raw.strip() in ("1", "true")

    def _error(self, raw: str, _inline: str, _style: int) -> Value:
        return CellError("error_value", f"Ô báo lỗi {unescape(raw)}; hãy sửa công thức rồi lưu lại tệp.")

    def _iso_day(self, raw: str, _inline: str, _style: int) -> Value:
        try:
            return date.fromisoformat(raw[:10])
        except ValueError:
            return CellError("date_out_of_range", "Ô có ngày tháng không đọc được.")

    _READERS: dict[str, Callable[[CellValues, str, str, int], Value]] = {
        "s": _text,
        "inlineStr": _inline,
        "str": _formula_text,
        "b": _truth,
        "e": _error,
        "d": _iso_day,
    }


def _are_short(raws: Sequence[str], *, digits: bool) -> bool:
    """Tell whether no value is longer than 15 digits or written in another way than with digits, point and minus."""
    return max(map(len, raws)) < _LONG and (digits or not " ".join(raws).strip("0123456789.- "))


def _cut(row: tuple[Value, ...]) -> tuple[Value, ...]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


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
