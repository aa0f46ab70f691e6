"""The columns of the product's own form, and the words that its drop-downs offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from nhiemky.intake.reading.observations import months_in
from nhiemky.kernel.scoring import Comparator, Kind, Method, Period
from nhiemky.kernel.sheets.columns import Column, Role
from nhiemky.kernel.sheets.form import (
    COMPARATOR_WORDS,
    FIXED_COLUMNS,
    KIND_WORDS,
    METHOD_WORDS,
    NOTE,
    OBSERVED,
    PHASED,
)
from nhiemky.kernel.sheets.grid import column_letters
from nhiemky.kernel.viet.dates import find_period
from nhiemky.kernel.viet.fold import fold


def _words(codes: Mapping[str, str]) -> dict[str, str]:
    return {key: code for code, word in codes.items() for key in (code, word, fold(word))}


COMPARATORS = {
    **{key: Comparator(code) for key, code in _words(COMPARATOR_WORDS).items()},
    **dict.fromkeys(("≥", ">=", "it nhat (≥)", "tu tro len", "toi thieu", "khong duoi"), Comparator.AT_LEAST),
    **dict.fromkeys(
        ("≤", "<=", "khong qua (≤)", "toi da", "nhieu nhat", "khong vuot qua"), Comparator.AT_MOST
    ),
    **dict.fromkeys((">", "tren (>)", "hon", "lon hon"), Comparator.ABOVE),
    **dict.fromkeys(("<", "duoi (<)", "nho hon"), Comparator.BELOW),
    **dict.fromkeys(("khoang", "tu den"), Comparator.BETWEEN),
    **dict.fromkeys(("dat", "hoan thanh hoac chua"), Comparator.DONE),
}
KINDS = {key: Kind(code) for key, code in _words(KIND_WORDS).items()}
METHODS = {key: Method(code) for key, code in _words(METHOD_WORDS).items()}


class Layout(NamedTuple):
    """Where the columns of a form are; ``names`` gives them by the fields of a row."""

    fields: Mapping[str, int]
    phased: tuple[tuple[int, int], ...]
    observed: tuple[Column, ...]
    periods: tuple[tuple[int, str, Period], ...]
    width: int
    unknown: tuple[tuple[int, str], ...]
    names: Mapping[str, int]

    @property
    def uneven(self) -> bool:
        """Tell whether results are asked for periods of different length."""
        return len({months_in(period) for _, _, period in self.periods}) > 1

    @property
    def numbers(self) -> list[int]:
        """Return the columns of phased values and of results for whole periods."""
        return [*(index for index, _ in self.phased), *(index for index, _, _ in self.periods)]


@lru_cache(maxsize=64)
def layout_of(header: tuple[str, ...]) -> Layout:
    """Return where the columns of a form with this header are."""
    fields: dict[str, int] = {}
    phased: list[tuple[int, int]] = []
    observed: list[Column] = []
    unknown: list[tuple[int, str]] = []
    known = {fold(title): title for title in (*FIXED_COLUMNS, NOTE)}
    for index, title in enumerate(header):
        key = fold(title)
        if key in known:
            fields.setdefault(known[key], index)
        elif key.startswith((fold(PHASED), fold(OBSERVED), "uoc")):
            period = find_period(title)
            if key.startswith(fold(PHASED)) and period is not None and period.end is not None:
                phased.append((index, period.end.year))
            elif period is not None and key.startswith((fold(OBSERVED), "uoc")):
                observed.append(
                    Column(
                        index,
                        Role.RESULT,
                        title,
                        period.start,
                        period.end,
                        period.until or period.end is None,
                        period.estimate,
                    )
                )
            else:
                unknown.append((index, title))
        elif title:
            unknown.append((index, title))
    periods = tuple(
        (column.index, column_letters(column.index), Period(column.start, column.end))
        for column in observed
        if column.start and column.end and not column.to_date
    )
    names = _field_columns(fields, phased)
    return Layout(fields, tuple(phased), tuple(observed), periods, len(header), tuple(unknown), names)


def _field_columns(fields: Mapping[str, int], phased: Sequence[tuple[int, int]]) -> dict[str, int]:
    """Return the columns by the names of the fields they hold."""
    names = {
        "STT": "number", "Mã": "code", "Lĩnh vực": "group", "Chỉ tiêu": "name", "Đơn vị tính": "unit",
        "So sánh": "comparator", "Mức gốc": "baseline", "Năm gốc": "baseline_year", "Chỉ tiêu nghị quyết": "target",
        "Cận trên": "high", "Cách lấy kết quả": "kind", "Cách tính": "method", "Hạn": "due", NOTE: "note",
    }  # fmt: skip
    named = {names[title]: index for title, index in fields.items()}
    return {**named, **{f"phased_{year}": index for index, year in phased}}
