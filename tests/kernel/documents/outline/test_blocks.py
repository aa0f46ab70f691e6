import pytest

from nhiemky.kernel.documents.outline import (
    Bar,
    BarPart,
    Cell,
    Column,
    GroupRow,
    HeaderCell,
    Inline,
    OutlineError,
    Picture,
    Row,
    Run,
    Section,
    Table,
    plain,
    runs_of,
)
from tests.kernel.documents import papers

THREE = (Column(1), Column(1), Column(1))
TITLES = (("a", "b", "c"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chữ", (Run("chữ"),)),
        ("", (Run(""),)),
        (Run("đậm", bold=True), (Run("đậm", bold=True),)),
        (("a", Run("b", italic=True)), (Run("a"), Run("b", italic=True))),
        ((), ()),
    ],
)
def test_runs_of_inline_text_are_runs(text: Inline, expected: tuple[Run, ...]) -> None:
    assert runs_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("chữ", "chữ"), (Run("đậm", bold=True), "đậm"), (("a", Run("b"), " c"), "ab c"), ((), "")],
)
def test_plain_text_is_without_looks(text: Inline, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("level", [-1, 4, 9])
def test_section_of_unknown_level_is_refused(level: int) -> None:
    with pytest.raises(OutlineError, match="cấp từ 0 đến 3"):
        Section(level, "Kết quả")


@pytest.mark.parametrize(
    ("number", "expected"),
    [(None, "Kết quả"), ("", "Kết quả"), ("I.", "I. Kết quả"), ("1.1.", "1.1. Kết quả")],
)
def test_section_heading_puts_its_number_first(number: str | None, expected: str) -> None:
    assert Section(1, "Kết quả", number).heading == expected


def test_table_without_columns_is_refused() -> None:
    with pytest.raises(OutlineError, match="ít nhất một cột"):
        Table((), (), ())


def test_table_with_a_column_of_no_width_is_refused() -> None:
    with pytest.raises(OutlineError, match="độ rộng"):
        Table((Column(1), Column(0)), (("a", "b"),), ())


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (Row(("1", "2")), 2),
        (Row(("1", "2", "3", "4")), 4),
        (Row((Cell("gộp", columns=2), "3", "4")), 4),
        (Row(()), 0),
    ],
)
def test_table_row_of_wrong_length_is_refused_with_its_place(row: Row, found: int) -> None:
    with pytest.raises(OutlineError) as raised:
        Table(THREE, TITLES, (Row(("1", "2", "3")), row))
    assert str(raised.value) == f"Dòng 2 của bảng có {found} ô, bảng có 3 cột."


def test_table_takes_merged_cells_and_group_rows() -> None:
    rows = (GroupRow("Nhóm", "I"), Row((Cell("gộp", columns=3),)), Row(("a", Cell("b", columns=2))))
    assert Table(THREE, TITLES, rows).rows == rows


def test_header_layout_places_cells_where_merged_ones_leave_room() -> None:
    first = (HeaderCell("TT", rows=2), HeaderCell("Kết quả", columns=2))
    layout = Table(THREE, (first, ("Năm 2021", "Năm 2022")), ()).header_layout()
    assert layout == (
        ((0, HeaderCell("TT", rows=2)), (1, HeaderCell("Kết quả", columns=2))),
        ((1, HeaderCell("Năm 2021")), (2, HeaderCell("Năm 2022"))),
    )


def test_header_layout_of_three_rows() -> None:
    header = (
        (HeaderCell("a", rows=3), HeaderCell("b", columns=2)),
        (HeaderCell("c", rows=2), "d"),
        ("e",),
    )
    places = [
        [(column, cell.text) for column, cell in line] for line in Table(THREE, header, ()).header_layout()
    ]
    assert places == [[(0, "a"), (1, "b")], [(1, "c"), (2, "d")], [(2, "e")]]


@pytest.mark.parametrize(
    "header",
    [
        (("a", "b"),),
        (("a", "b", "c", "d"),),
        ((HeaderCell("a", columns=4),),),
        ((HeaderCell("a", rows=2), "b", "c"),),
        ((HeaderCell("a", rows=2), "b", "c"), ("d",)),
        (("a", HeaderCell("b", rows=2), "c"), (HeaderCell("d", columns=2),)),
        ((), ()),
    ],
)
def test_header_that_does_not_cover_the_columns_is_refused(
    header: tuple[tuple[HeaderCell | str, ...], ...],
) -> None:
    with pytest.raises(OutlineError):
        Table(THREE, header, ())


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0" + bytes(40)])
def test_picture_that_is_no_png_is_refused(content: bytes) -> None:
    with pytest.raises(OutlineError, match="ảnh PNG"):
        Picture(content, 50, "ảnh")


def test_picture_of_no_pixels_is_refused() -> None:
    with pytest.raises(OutlineError):
        Picture(papers.png(0, 5), 50, "ảnh")


def test_picture_knows_its_pixels() -> None:
    assert Picture(papers.png(12, 7), 50, "ảnh").pixels == (12, 7)


def test_bar_keeps_parts_of_no_share_for_its_legend() -> None:
    bar = Bar((BarPart("Đạt", 3, "00FF00"), BarPart("Chưa", 0, "FF0000")))
    assert [part.share for part in bar.parts] == [3, 0]
