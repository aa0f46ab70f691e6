"""Cells know their address."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.sheets.grid import Cell, CellError, Grid, column_letters, column_number, place_of

GRID = Grid("Chỉ tiêu", (("TT", "Nội dung"), (), (Decimal(1), None, "x", True)))


@pytest.mark.parametrize(
    ("column", "letters"),
    [
        (0, "A"),
        (2, "C"),
        (25, "Z"),
        (26, "AA"),
        (51, "AZ"),
        (52, "BA"),
        (701, "ZZ"),
        (702, "AAA"),
        (16_383, "XFD"),
    ],
)
def test_columns_are_spelt_as_in_excel(column: int, letters: str) -> None:
    assert column_letters(column) == letters
    assert column_number(letters) == column


@given(st.integers(min_value=0, max_value=16_383))
def test_letters_and_numbers_go_both_ways(column: int) -> None:
    assert column_number(column_letters(column)) == column


@pytest.mark.parametrize(
    ("row", "column", "address"), [(0, 0, "A1"), (7, 2, "C8"), (99, 27, "AB100"), (11, 25, "Z12")]
)
def test_address_counts_from_one(row: int, column: int, address: str) -> None:
    assert GRID.address(row, column) == address
    assert GRID.source(row, column) == f"Chỉ tiêu!{address}"
    assert Cell("x", row, column).address == address


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (0, 1, "Nội dung"),
        (1, 0, None),
        (2, 0, Decimal(1)),
        (2, 1, None),
        (2, 3, True),
        (2, 9, None),
        (9, 0, None),
    ],
)
def test_value_outside_the_rows_is_none(row: int, column: int, value: object) -> None:
    assert GRID.value(row, column) == value
    assert GRID.cell(row, column) == Cell(value, row, column)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        ({}, GRID.rows),
        ({(2, 0): "2"}, (("TT", "Nội dung"), (), ("2", None, "x", True))),
        ({(2, 2): ""}, (("TT", "Nội dung"), (), (Decimal(1), None, None, True))),
        (
            {(1, 2): "mới", (0, 0): "Số"},
            (("Số", "Nội dung"), (None, None, "mới"), (Decimal(1), None, "x", True)),
        ),
        ({(4, 1): "xa"}, (*GRID.rows, (), (None, "xa"))),
    ],
)
def test_places_are_overwritten_and_the_grid_itself_stays(
    texts: dict[tuple[int, int], str], rows: tuple[tuple[object, ...], ...]
) -> None:
    before = GRID.rows
    assert GRID.overwritten(texts).rows == rows
    assert GRID.rows == before


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("Chỉ tiêu!C8", ("Chỉ tiêu", 7, 2)),
        ("a!b!AA10", ("a!b", 9, 26)),
        ("T!A1", ("T", 0, 0)),
        ("T!XFD1048576", ("T", 1048575, 16383)),
        ("C8", None),
        ("!C8", None),
        ("T!C0", None),
        ("T!8C", None),
        ("T!c8", None),
        ("T!AAAA1", None),
        ("T!C12345678", None),
        ("T!C²", None),
        ("", None),
    ],
)
def test_addresses_name_their_place_or_none(source: str, place: tuple[str, int, int] | None) -> None:
    assert place_of(source) == place


@given(st.integers(min_value=0, max_value=9_999_998), st.integers(min_value=0, max_value=18_277))
def test_every_address_of_a_grid_leads_back_to_its_place(row: int, column: int) -> None:
    assert place_of(GRID.source(row, column)) == ("Chỉ tiêu", row, column)


def test_width_is_that_of_the_widest_row() -> None:
    assert GRID.width == 4
    assert Grid("x", ()).width == 0


def test_cell_error_says_what_is_wrong() -> None:
    error = CellError("error_value", "Ô báo lỗi #DIV/0!.")
    assert (error.code, error.message) == ("error_value", "Ô báo lỗi #DIV/0!.")
