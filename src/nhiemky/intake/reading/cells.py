"""Values of cells as numbers: texts, true numbers, fractions, units; what cannot be read becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from nhiemky.kernel.sheets.columns import Parsers
from nhiemky.kernel.sheets.grid import CellError, Value
from nhiemky.kernel.sheets.problem import ERROR, NOTICE, WARNING, Problem
from nhiemky.kernel.viet.dates import find_period
from nhiemky.kernel.viet.fold import fold
from nhiemky.kernel.viet.numbers import (
    Number,
    Reading,
    convert_bare,
    convert_unit,
    normal_unit,
    read_number,
    write_number,
)
from nhiemky.kernel.viet.numbers.units import is_count, is_known

PERCENT = "%"
_MISSING = frozenset({"", ".", "..", "...", "-", "–", "—", "x", "X", "/", "_", "?"})
_BRACKETS = re.compile(r"\(([^()]{1,30})\)\s*$")
_AGREES = Fraction(1, 2)
_SAYS_MONEY = re.compile(r"[đĐ](?:ồng)?(?!\w)|(?i:vnđ|vnd)")


def is_missing(text: str) -> bool:
    """Tell whether a cell's text only marks that nothing stands there."""
    bare = text.strip()
    return bare in _MISSING or (len(bare) < 30 and read_number(bare).missing)


def is_percent(unit: str) -> bool:
    """Tell whether a unit of measure is percent."""
    return normal_unit(unit).partition("/")[0] == PERCENT


def number_text(value: Number) -> str:
    """Return a number for messages, at most four decimals: ``1.234,5``."""
    text = write_number(value, places=4)
    return text.rstrip("0").rstrip(",") if "," in text else text


PARSERS = Parsers(fold, find_period, is_missing)


@dataclass(slots=True)
class Problems:
    """Collects the problems of one file in the order in which they are met."""

    found: list[Problem]

    def error(self, cell: str, code: str, message: str) -> None:
        """Add what keeps a cell from being used."""
        self.found.append(Problem(cell, ERROR, code, message))

    def warning(self, cell: str, code: str, message: str) -> None:
        """Add what may be wrong and should be looked at."""
        self.found.append(Problem(cell, WARNING, code, message))

    def notice(self, cell: str, code: str, message: str) -> None:
        """Add what was inferred or left out."""
        self.found.append(Problem(cell, NOTICE, code, message))


class CellReader:
    """Reads the cells of one table; knows how the whole table writes its numbers."""

    def __init__(self, problems: Problems, table_texts: Sequence[str] = ()) -> None:
        """Keep where problems go, and the texts that show the table's way of writing numbers."""
        self._problems = problems
        self._table_texts = tuple(text for text in table_texts if "," in text or "." in text)

    def read(self, value: Value, cell: str, *, unit: str, siblings: Sequence[Value] = ()) -> Reading | None:
        """Return what a cell says as a number; None when it is empty or in error (the error is noted)."""
        if value is None:
            return None
        if isinstance(value, CellError):
            self._problems.error(cell, value.code, value.message)
            return None
        if isinstance(value, bool):
            return Reading("", done=value)
        if isinstance(value, date):
            self._problems.error(cell, "date_in_number", _date_message(value))
            return None
        if isinstance(value, Decimal):
            return Reading(format(value, "f"), value=value)
        return self._read_text(value, cell, unit, siblings)

    def _read_text(self, text: str, cell: str, unit: str, siblings: Sequence[Value]) -> Reading | None:
        if text.strip() in _MISSING:
            return None
        near = tuple(known for value in siblings if (known := _evidence(value)))
        reading = read_number(text, siblings=near, unit=unit)
        if reading.missing:
            return None
        if reading.candidates and self._table_texts and (reading.ambiguous or "," in text):
            wider = read_number(text, siblings=near, unit=unit, table=self._table_texts)
            if wider.value is not None and (reading.ambiguous, reading.value) != (
                wider.ambiguous,
                wider.value,
            ):
                return self._by_context(wider, cell)
        if reading.ambiguous:
            return self._doubt(reading, cell)
        if reading.candidates and reading.value == reading.candidates["." in text]:
            # not what Vietnamese writing says, where a dot groups thousands and a comma begins decimals
            message = f"Ô “{text}” được đọc là {write_number(reading.value, grouping=False)}."
            self._problems.notice(cell, "number_by_context", message)
        if reading.approximate and reading.value is not None:
            self._problems.notice(cell, "approximate", f"Ô “{text}” là số gần đúng; lấy đúng số ghi trong ô.")
        return reading

    def _by_context(self, wider: Reading, cell: str) -> Reading | None:
        """Take what the way of writing of the whole table shows, and say so."""
        if wider.ambiguous or wider.value is None:
            return self._doubt(wider, cell)
        shown = write_number(wider.value, grouping=False)
        message = f"Ô “{wider.text}” được đọc là {shown} theo cách viết số của các ô khác trong bảng."
        self._problems.notice(cell, "number_by_context", message)
        return wider

    def _doubt(self, reading: Reading, cell: str) -> Reading | None:
        if len(reading.candidates) == 2:
            one, other = (write_number(candidate, grouping=False) for candidate in reading.candidates)
            message = f"Ô “{reading.text}” có thể là {one} hoặc {other}; hãy ghi lại cho rõ."
            self._problems.error(cell, "ambiguous_number", message)
            return None
        if reading.denominator and reading.numerator is not None:
            message = f"Ô “{reading.text}” có phân số và tỷ lệ không khớp nhau; lấy theo phân số."
            self._problems.warning(cell, "fraction_disagrees", message)
            return reading
        self._problems.error(
            cell, "ambiguous_number", f"Ô “{reading.text}” có thể hiểu nhiều cách; hãy ghi lại cho rõ."
        )
        return None

    def convert(self, value: Number, reading: Reading, unit: str, cell: str) -> Number | None:
        """Return a value in the unit of its row; None when the units cannot be brought together (noted)."""
        found = reading.unit
        if not found or not unit or normal_unit(found) == normal_unit(unit):
            return value
        converted = convert_unit(value, found, unit)
        if converted is None and not _SAYS_MONEY.search(reading.text):
            converted = convert_bare(value, found, unit)
            found = found if converted is None else found.removesuffix(" đồng")
        if converted is not None:
            if converted != value:
                shown = f"{number_text(value)} {found} = {number_text(converted)} {unit}"
                self._problems.notice(cell, "unit_converted", f"Đã đổi đơn vị tính: {shown}.")
            return converted
        # a share of schools or households is no number of them, nor money a number of trees
        counted = is_count(found) != is_count(unit) and is_known(found) and is_known(unit)
        if counted or (_known(found) and _known(unit)):
            message = f"Ô ghi đơn vị “{found}” không đổi được sang đơn vị tính của dòng là “{unit}”."
            self._problems.error(cell, "unit_mismatch", message)
            return None
        return value


def is_measure(unit: str) -> bool:
    """Tell whether a unit of measure is one of money, length, area or weight, or a count of people or things."""
    return bool(unit) and not is_percent(unit) and (_known(unit) or is_count(unit))


def _known(unit: str) -> bool:
    head = normal_unit(unit).partition("/")[0]
    return head == PERCENT or any(
        convert_unit(1, head, base) is not None for base in ("đồng", "m2", "km", "kg")
    )


def unit_in_name(name: str) -> str:
    """Return the unit of measure that a name ends with in brackets ("Thu nhập (triệu đồng)"), else an empty text."""
    match = _BRACKETS.search(name)
    inner = match[1].strip() if match else ""
    return inner if inner and (_known(inner) or is_count(inner)) else ""


def _evidence(value: Value) -> str:
    if isinstance(value, str):
        return value
    # a true number shows its size, but not how the office writes dots and commas
    return str(int(value)) if isinstance(value, Decimal) else ""


def _date_message(day: date) -> str:
    return (
        f"Ô chứa ngày {day.day}-{day.month}-{day.year}, không phải số liệu. Nếu là phân số như "
        f"{day.day}/{day.month}, hãy định dạng ô là văn bản rồi ghi lại."
    )


def exact_fraction(reading: Reading) -> Fraction | None:
    """Return the share in percent that "66/112" or "58,9% (66/112 thôn)" states; None when the cell has no such share."""
    if reading.numerator is None or not reading.denominator:
        return None
    share = Fraction(reading.numerator) / Fraction(reading.denominator) * 100
    if reading.unit == PERCENT and reading.value is not None and "(" not in reading.text:
        # "83,2%/50%": achieved over target, not a share
        return share if abs(share - Fraction(reading.value)) <= _AGREES else None
    return share
