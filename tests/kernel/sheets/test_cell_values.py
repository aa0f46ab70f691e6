"""Cells become the same values whichever way their sheet is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.sheets.cell_values import CellValues
from nhiemky.kernel.sheets.container import BookError, Limits
from nhiemky.kernel.sheets.grid import CellError, Value, column_letters
from nhiemky.kernel.sheets.parts import DATE, PERCENT, Styles, Texts, read_plain_rows
from tests.samples.broken import sheet_xml

TEXTS = Texts({"0": "Chỉ tiêu", "1": "Số lượng", "2": "km"}, {}, 4)
# style 1: percent, style 2: date, all others plain
STYLES = Styles(("", PERCENT, DATE), (None, None, None))
# attributes and value of a cell as a form writes it; an empty value is a cell that is only formatted
CELLS = (
    ("", ""), (' s="3"', ""), (' s="3"', "12.5"), (' s="3"', "-7"), (' s="3" t="s"', "0"), (' t="s"', "2"), (' t="s"', "3"),
    (' s="1"', "0.5"), (' s="2"', "45000"), (' s="2"', "-1"), (' t="b"', "1"), ("", "0.30000000000000004"),
    ("", "123456789012345678"), (' t="s"', "9"), ("", "1.2.3"), ("", "-"),
)  # fmt: skip


def sheet(
    rows: Sequence[Sequence[tuple[str, str]]], *, before: str = "", numbers: Sequence[int] = ()
) -> bytes:
    written = []
    for number, row in zip(numbers or range(1, len(rows) + 1), rows, strict=True):
        cells = (
            f'<c r="{column_letters(index)}{number}"{described}' + (f"><v>{raw}</v></c>" if raw else "/>")
            for index, (described, raw) in enumerate(row)
        )
        written.append(f'<row r="{number}">{before}{"".join(cells)}</row>')
    last = column_letters(max(map(len, rows)) - 1)
    dimension = f'<dimension ref="A1:{last}{len(rows)}"/><sheetData>'
    return sheet_xml("".join(written)).replace(b"<sheetData>", dimension.encode())


def values(xml: bytes, limits: Limits | None = None) -> tuple[tuple[Value, ...], ...]:
    return CellValues("Bảng", TEXTS, STYLES, limits or Limits(), None, False).rows(xml)


def trimmed(rows: tuple[tuple[Value, ...], ...]) -> list[tuple[Value, ...]]:
    """Return the rows without empty ones at the end, which not every way keeps."""
    kept = list(rows)
    while kept and not kept[-1]:
        kept.pop()
    return kept


@given(st.integers(1, 6).flatmap(lambda width: st.lists(st.lists(st.sampled_from(CELLS), min_size=width, max_size=width), min_size=1)))  # fmt: skip
def test_both_ways_give_the_same_values(rows: list[list[tuple[str, str]]]) -> None:
    plain, careful = sheet(rows), sheet(rows, before="<!-- -->")
    assert read_plain_rows(careful) is None
    assert trimmed(values(plain)) == trimmed(values(careful))


@given(st.lists(st.tuples(st.sampled_from(["", "0", "1", "3", "9"]), st.sampled_from(["", "1.5", "-2", "1.2.3", "0.30000000000000004"])), min_size=1))  # fmt: skip
def test_rows_of_a_make_seen_before_give_the_same_values(cells: list[tuple[str, str]]) -> None:
    rows = [[(' s="3" t="s"' if text else ' s="3"', text), (' s="1"', number)] for text, number in cells]
    header = [(' t="s"', "0"), (' t="s"', "1")]
    plain, careful = sheet([header, *rows]), sheet([header, *rows], before="<!-- -->")
    assert trimmed(values(plain)) == trimmed(values(plain)) == trimmed(values(careful))


def test_columns_of_one_kind_are_read_whole() -> None:
    header = [(' s="3" t="s"', "0"), (' s="3" t="s"', "1"), (' s="3" t="s"', "1"), (' s="3" t="s"', "2")]
    below = [[(' t="s"', "2"), (' s="2"', "45000"), ("", f"{line}.25"), (' s="3"', "")] for line in range(3)]
    day = date(2023, 3, 15)
    assert values(sheet([header, *below])) == (
        ("Chỉ tiêu", "Số lượng", "Số lượng", "km"),
        ("km", day, Decimal("0.25")),
        ("km", day, Decimal("1.25")),
        ("km", day, Decimal("2.25")),
    )


def test_one_odd_cell_leaves_its_column_as_it_is() -> None:
    rows = [[("", "1")], [("", "2")], [(' t="s"', "9")], [("", "0.30000000000000004")], [(' s="1"', "0.5")]]
    assert values(sheet(rows)) == (
        (Decimal(1),),
        (Decimal(2),),
        (CellError("broken_cell", "Ô bị hỏng, không đọc được nội dung."),),
        (Decimal("0.3"),),
        ("50%",),
    )


@pytest.mark.parametrize(
    ("numbers", "lines"),
    [((1, 2, 3), [0, 1, 2]), ((2, 3, 6), [1, 2, 5]), ((3, 1, 2), [2, 0, 1]), ((1, 4, 2), [0, 3, 1])],
)
def test_rows_stand_where_they_say(numbers: tuple[int, ...], lines: list[int]) -> None:
    found = values(sheet([[("", str(place))] for place in range(3)], numbers=numbers))
    assert len(found) == max(numbers)
    assert {line: row for line, row in enumerate(found) if row} == {
        line: (Decimal(place),) for place, line in enumerate(lines)
    }


def test_later_row_of_the_same_number_stands() -> None:
    assert values(sheet([[("", "1")], [("", "2")]], numbers=(1, 1))) == ((Decimal(2),),)


@pytest.mark.parametrize(
    ("limits", "numbers", "code"),
    [
        (Limits(rows=2), (1, 2, 3), "too_many_rows"),
        (Limits(rows=50), (1, 2, 51), "too_many_rows"),
        (Limits(rows=50), (0, 1, 2), "too_many_rows"),
        (Limits(columns=1), (1, 2, 3), "too_many_columns"),
    ],
)
def test_limits_hold_for_plain_rows(limits: Limits, numbers: tuple[int, ...], code: str) -> None:
    xml = sheet([[("", "1"), ("", "2")]] * 3, numbers=numbers)
    with pytest.raises(BookError) as refused:
        values(xml, limits)
    assert refused.value.code == code


def test_columns_that_are_only_formatted_are_not_too_many() -> None:
    xml = sheet([[("", "1"), (' s="3"', "")]] * 3)
    assert values(xml, Limits(columns=1)) == ((Decimal(1),),) * 3
