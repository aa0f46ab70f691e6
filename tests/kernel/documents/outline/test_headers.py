"""Headers of any shape: what covers the columns is taken and placed, what does not is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.documents.outline import Column, HeaderCell, OutlineError, Table
from tests.kernel.documents.strategies import Area, header_of, table_of, tilings

Tiling = tuple[int, int, tuple[Area, ...]]


@given(tilings())
def test_header_that_covers_its_columns_is_laid_out_where_it_was_drawn(tiling: Tiling) -> None:
    rows, _, areas = tiling
    layout = table_of(*tiling).header_layout()
    found = [
        Area(cell.text, row, column, cell.rows, cell.columns)
        for row, line in enumerate(layout)
        for column, cell in line
    ]
    assert (len(layout), tuple(found)) == (rows, areas)


@given(tilings(), st.data())
def test_header_with_a_cell_too_few_is_refused(tiling: Tiling, data: st.DataObject) -> None:
    rows, columns, areas = tiling
    gone = data.draw(st.sampled_from(areas))
    left = tuple(area for area in areas if area != gone)
    with pytest.raises(OutlineError, match="đầu bảng"):
        Table((Column(1),) * columns, header_of(rows, left), ())


@given(tilings(), st.data())
def test_header_with_a_cell_too_many_is_refused(tiling: Tiling, data: st.DataObject) -> None:
    rows, columns, areas = tiling
    header = list(header_of(rows, areas))
    line = data.draw(st.integers(0, rows - 1))
    header[line] = (*header[line], "thừa")
    with pytest.raises(OutlineError, match="đầu bảng"):
        Table((Column(1),) * columns, tuple(header), ())


@given(tilings())
def test_header_of_other_columns_is_refused(tiling: Tiling) -> None:
    rows, columns, areas = tiling
    for other in (columns - 1, columns + 1):
        if other:
            with pytest.raises(OutlineError, match="không phủ vừa đúng"):
                Table((Column(1),) * other, header_of(rows, areas), ())


@given(tilings())
def test_header_that_reaches_below_its_rows_is_refused(tiling: Tiling) -> None:
    rows, columns, areas = tiling
    deeper = [
        Area(one.words, one.row, one.column, one.rows + 1, one.columns)
        for one in areas
        if one.row + one.rows == rows
    ]
    upper = [one for one in areas if one.row + one.rows < rows]
    ordered = tuple(sorted([*upper, *deeper], key=lambda one: (one.row, one.column)))
    with pytest.raises(OutlineError, match="vượt quá đầu bảng"):
        Table((Column(1),) * columns, header_of(rows, ordered), ())


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (((HeaderCell("a", rows=2), "b"), ("c",)), ""),
        (((HeaderCell("a", rows=3), "b"), ("c",)), "Ô đầu bảng “a” chồng lên ô khác hoặc vượt quá đầu bảng."),
        ((("a", HeaderCell("b", rows=2)), (HeaderCell("c", columns=2),)), "Ô đầu bảng “c” chồng lên ô khác hoặc vượt quá đầu bảng."),
        ((("a",),), "Các ô đầu bảng không phủ vừa đúng các cột của bảng."),
        (((HeaderCell("a", columns=3),),), "Các ô đầu bảng không phủ vừa đúng các cột của bảng."),
    ],
)  # fmt: skip
def test_refusal_names_what_is_wrong(header: tuple[tuple[HeaderCell | str, ...], ...], message: str) -> None:
    said = ""
    try:
        Table((Column(1), Column(1)), header, ())
    except OutlineError as error:
        said = str(error)
    assert said == message
