"""Rows of the product's own form that need no inference: words of the form, true numbers, whole periods.

They are looked at column by column, since one look at a column tells what all its cells are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain, repeat, zip_longest
from types import NoneType
from typing import TypeVar, cast

from nhiemky.intake.reading.layout import COMPARATORS, KINDS, METHODS, Layout
from nhiemky.intake.reading.table import Cells, ResultRow
from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Method
from nhiemky.kernel.sheets.form import NOTE
from nhiemky.kernel.sheets.grid import Value

_NUMBER_OF_ONE = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW})
_SIMPLE = {word: comparator for word, comparator in COMPARATORS.items() if comparator in _NUMBER_OF_ONE}
_METHODS: Mapping[str | None, Method | None] = dict([(None, None), *METHODS.items()])
_YEARS: Mapping[Decimal | None, int | None] = {
    None: None,
    **{Decimal(year): year for year in range(1900, 2101)},
}
_PART = "?"
PART_MARKS = ("-", "–", "+", "•", "Trong đó")

_WORDS: Mapping[str, Set[Value]] = {
    "So sánh": _SIMPLE.keys(),
    "Cách lấy kết quả": KINDS.keys(),
    "Cách tính": _METHODS.keys(),
    "Năm gốc": _YEARS.keys(),
}
_Types = frozenset[type]
_TEXT: _Types = frozenset({str, NoneType})
_NUMBER: _Types = frozenset({Decimal, NoneType})
_TYPES: Mapping[str, _Types] = {
    "Lĩnh vực": _TEXT,
    "Chỉ tiêu": frozenset({str}),
    "Đơn vị tính": _TEXT,
    "Mức gốc": _NUMBER,
    "Chỉ tiêu nghị quyết": frozenset({Decimal}),
    "Cận trên": frozenset({NoneType}),
    "Hạn": frozenset({date, NoneType}),
    NOTE: _TEXT,
}

Line = tuple[int, tuple[Value, ...]]
_Found = TypeVar("_Found")
_Word = TypeVar("_Word")
_Meaning = TypeVar("_Meaning")


def read_plain_rows(sheet: str, layout: Layout, lines: Sequence[Line]) -> dict[int, ResultRow]:
    """Return the targets of the rows that need no care, by their lines; lines count from 0."""
    if not lines:
        return {}
    columns = _Columns(layout, lines)
    odd = columns.odd()
    if odd:
        columns = _Columns(layout, [line for place, line in enumerate(lines) if place not in odd])
    return dict(zip(columns.lines, columns.rows(sheet), strict=True))


class _Columns:
    """The cells of some rows of a form, by column."""

    def __init__(self, layout: Layout, lines: Sequence[Line]) -> None:
        """Keep the rows at the width of the header; columns that the form lacks read as empty."""
        self.lines = [line for line, _ in lines]
        self._blank = (None,) * len(lines)
        self._all = list(zip_longest(*[values for _, values in lines]))
        self._all += [self._blank] * (layout.width - len(self._all))
        self._layout = layout
        self._marks = [str(line + 1) for line in self.lines]

    def odd(self) -> set[int]:
        """Return the places of the rows in which anything needs care."""
        names = enumerate(self._at("Chỉ tiêu"))
        odd = {place for place, name in names if isinstance(name, str) and name.startswith(PART_MARKS)}
        for labels in (self._row_numbers, self._codes):
            if _PART in labels:
                odd.update(place for place, label in enumerate(labels) if label == _PART)
        for title, words in _WORDS.items():
            odd.update(_places_outside(self._at(title), words))
        for title, types in _TYPES.items():
            odd.update(_places_of_other_types(self._at(title), types))
        numbers = [self._all[index] for index in self._layout.numbers]
        if not _NUMBER.issuperset(map(type, chain.from_iterable(numbers))):
            for column in numbers:
                odd.update(_places_of_other_types(column, _NUMBER))
        if self._layout.uneven:
            # an average over such periods wants a word
            kinds = map(KINDS.get, self._words("Cách lấy kết quả"))
            odd.update(place for place, kind in enumerate(kinds) if kind is Kind.AVERAGE)
        return odd

    def rows(self, sheet: str) -> Iterable[ResultRow]:
        """Go through the targets of the rows, none of which may need care."""
        names, begin = self._layout.names, f"{sheet}!A"
        return map(
            ResultRow, self._row_numbers, self._codes, self._texts("Lĩnh vực"), self._words("Chỉ tiêu"),
            self._texts("Đơn vị tính"), self._goals(), self._measured(sheet), [begin + mark for mark in self._marks],
            [Cells(sheet, line, names) for line in self.lines], self._texts(NOTE),
        )  # fmt: skip

    def _at(self, title: str) -> Sequence[Value]:
        place = self._layout.fields.get(title)
        return self._blank if place is None else self._all[place]

    @cached_property
    def _row_numbers(self) -> list[str]:
        return _labels(self._at("STT"))

    @cached_property
    def _codes(self) -> list[str]:
        return _labels(self._at("Mã"))

    def _texts(self, title: str) -> list[str]:
        return [text or "" for text in cast(Sequence[str | None], self._at(title))]

    def _numbers(self, place: int | None) -> Sequence[Decimal | None]:
        return self._blank if place is None else cast(Sequence[Decimal | None], self._all[place])

    def _goals(self) -> Iterable[Goal]:
        numbers, none = self._layout.fields, self._blank
        return map(
            Goal.of_exact, _meanings(self._at("So sánh"), _SIMPLE), self._numbers(numbers["Chỉ tiêu nghị quyết"]), none, none,
            self._numbers(numbers.get("Mức gốc")), _meanings(self._at("Năm gốc"), _YEARS), self._phased(),
            cast(Sequence[date | None], self._at("Hạn")), _meanings(self._at("Cách lấy kết quả"), KINDS),
            _meanings(self._at("Cách tính"), _METHODS), repeat(True), self._words("Chỉ tiêu"),
        )  # fmt: skip

    def _words(self, title: str) -> Sequence[str]:
        return cast(Sequence[str], self._at(title))

    def _phased(self) -> list[tuple[tuple[int, Decimal], ...]]:
        return self._filled(
            [
                [None if value is None else (year, value) for value in self._numbers(index)]
                for index, year in self._layout.phased
            ]
        )

    def _measured(self, sheet: str) -> list[tuple[Measured, ...]]:
        make = Measured.of_exact
        return self._filled(
            [
                [
                    None if value is None else make(period, value, None, prefix + mark)
                    for mark, value in zip(self._marks, self._numbers(index), strict=True)
                ]
                for index, letters, period in self._layout.periods
                for prefix in (f"{sheet}!{letters}",)
            ]
        )

    def _filled(self, columns: Sequence[Sequence[_Found | None]]) -> list[tuple[_Found, ...]]:
        """Return what stands in each row of some columns, empty cells left out."""
        kept = [column for column in columns if any(column)]
        if not kept:
            return [()] * len(self.lines)
        rows = zip(*kept, strict=True)
        if all(map(all, kept)):
            return cast(list[tuple[_Found, ...]], list(rows))
        return [tuple(filter(None, row)) for row in rows]


def _labels(column: Sequence[Value]) -> list[str]:
    """Return numbers or codes of targets as texts, those that are no plain ones (1.1 names a part) as `_PART`."""
    types = set(map(type, column))
    if types == {str} or types == {Decimal}:
        texts = list(map(str, column))
        joined = "".join(texts)
        if joined.isdecimal() or (joined.isalnum() and types == {str}):
            return texts
    return list(map(_label, column))


def _label(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value if value.isalnum() else _PART
    text = str(value) if isinstance(value, Decimal) else ""
    return text if text.isdecimal() else _PART


def _meanings(column: Sequence[Value], known: Mapping[_Word, _Meaning]) -> Sequence[_Meaning]:
    """Return what the words of a column mean, which are often the same in every row."""
    words = cast(Sequence[_Word], column)
    if words and words.count(words[0]) == len(words):
        return (known[words[0]],) * len(words)
    return [known[word] for word in words]


def _places_outside(column: Sequence[Value], known: Set[Value]) -> Iterable[int]:
    if column.count(column[0]) == len(column) and column[0] in known:
        return ()
    if known >= set(column):
        return ()
    return [place for place, value in enumerate(column) if value not in known]


def _places_of_other_types(column: Sequence[Value], types: _Types) -> Iterable[int]:
    if types.issuperset(map(type, column)):
        return ()
    return [place for place, value in enumerate(column) if type(value) not in types]
