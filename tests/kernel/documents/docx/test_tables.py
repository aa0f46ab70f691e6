import pytest

from nhiemky.kernel.documents.docx.tables import bar_xml, table_size
from nhiemky.kernel.documents.measures import twips
from nhiemky.kernel.documents.outline import (
    Align,
    Bar,
    BarPart,
    Cell,
    Column,
    GroupRow,
    HeaderCell,
    Landscape,
    Row,
    Run,
    Table,
)
from nhiemky.kernel.documents.profiles import HD36
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import W, body, table_rows, text, texts, tree, value

TWO = (Column(1), Column(3, Align.RIGHT))
TITLES = (("Tên", "Số"),)


def row_texts(table: Table) -> list[list[str]]:
    return [[text(cell) for cell in row.findall(f"{W}tc")] for row in table_rows(body(table))]


def test_header_rows_repeat_and_body_rows_do_not() -> None:
    rows = table_rows(body(papers.targets_table(3)))
    assert [value(row, "trPr/tblHeader") for row in rows] == ["", "", "", None, None, None, None]


def test_no_row_breaks_over_a_page() -> None:
    rows = table_rows(body(papers.targets_table(12)))
    assert {value(row, "trPr/cantSplit") for row in rows} == {""}


def test_header_with_merged_cells() -> None:
    first, second, third = table_rows(body(papers.targets_table(1)))[:3]
    spans = [value(cell, "tcPr/gridSpan") for cell in first.findall(f"{W}tc")]
    merges = [[value(cell, "tcPr/vMerge") for cell in row.findall(f"{W}tc")] for row in (first, second)]
    assert spans == [None, None, None, "3", None]
    assert merges == [
        ["restart", "restart", "restart", None, "restart"],
        ["", "", "", None, None, None, ""],
    ]
    assert [text(cell) for cell in third.findall(f"{W}tc")] == [
        "(1)",
        "(2)",
        "(3)",
        "(4)",
        "(5)",
        "(6)",
        "(7)",
    ]


def header_heights(*header: tuple[HeaderCell | str, ...], widths: tuple[int, ...]) -> list[str | None]:
    """Return the least heights of a header's rows over the width of the text, 165 mm or 9354 twips, at 10 points."""
    table = Table(tuple(map(Column, widths)), header, (), size=10, number_row=True)
    return [value(row, "trPr/trHeight") for row in table_rows(body(table))]


# At 10 points a line takes 230 twips, the air above and below it 40.
@pytest.mark.parametrize(
    ("merged", "expected"),
    [
        ("Phân kỳ", [None, None, None]),
        ("Phân\nkỳ", [None, None, None]),
        ("Phân\nkỳ\n2023", [None, "460", None]),
        ("Phân\nkỳ\nnăm\n2023", [None, "690", None]),
    ],
)
def test_header_is_high_enough_for_a_cell_merged_downwards(merged: str, expected: list[str | None]) -> None:
    """A repeated header is measured by LibreOffice without its merged cells, which then lose their last lines."""
    rows = ((HeaderCell(merged, rows=2), HeaderCell("Thực hiện", columns=2)), ("2021", "2022"))
    assert header_heights(*rows, widths=(1, 1, 1)) == expected


def test_narrow_merged_cell_of_a_header_is_measured_by_its_column() -> None:
    rows = ((HeaderCell("Phân kỳ năm 2023", rows=2), HeaderCell("Thực hiện", columns=2)), ("2021", "2022"))
    assert header_heights(*rows, widths=(1, 1, 1)) == [None, None, None]
    assert header_heights(*rows, widths=(6, 50, 44)) == [None, "690", None]


def test_header_whose_cells_all_reach_down_is_as_high_as_the_highest() -> None:
    rows = ((HeaderCell("a", rows=2), HeaderCell("b\nc", rows=2)), ())
    assert header_heights(*rows, widths=(1, 1)) == [None, "500", None]


def test_least_height_is_none_that_word_must_keep() -> None:
    rows = ((HeaderCell("a\nb\nc", rows=2), "d"), ("e",))
    table = Table((Column(1), Column(1)), rows, (), size=10)
    assert value(table_rows(body(table))[1], "trPr/trHeight", "hRule") == "atLeast"


@pytest.mark.parametrize(("notes", "kept"), [((), 1), (("Ghi chú.",), 2)])
def test_table_that_ends_the_text_stays_with_the_signature(notes: tuple[str, ...], kept: int) -> None:
    document = papers.short_report(
        blocks=(Table(TWO, TITLES, (Row(("a", "1")), Row(("b", "2"))), notes=notes),)
    )
    children = list(tree(document)[0])
    foot = max(at for at, child in enumerate(children) if child.tag == f"{W}tbl")
    table = max(at for at, child in enumerate(children[:foot]) if child.tag == f"{W}tbl")
    rows = [[value(one, "pPr/keepNext") for one in row.iter(f"{W}p")] for row in table_rows(children[table])]
    assert rows[1:] == [[None, None], ["", ""]]
    behind = [value(child, "pPr/keepNext") for child in children[table + 1 : foot]]
    assert behind == [""] * (kept + 1)


def test_columns_are_aligned_as_asked() -> None:
    row = table_rows(body(papers.targets_table(1)))[-1]
    styles = [value(cell, "p/pPr/pStyle") for cell in row.findall(f"{W}tc")]
    assert styles == ["TC12", "TL12", "TC12", "TR12", "TR12", "TR12", "TL12"]


def test_column_widths_fill_the_text() -> None:
    table = next(one for one in body(Table(TWO, TITLES, ())).iter(f"{W}tbl") if value(one, "tblPr/tblStyle"))
    widths = [int(column.get(f"{W}w", "")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    assert (sum(widths), value(table, "tblPr/tblW", "w")) == (twips(165), str(twips(165)))
    assert abs(widths[1] - 3 * widths[0]) <= 3
    assert value(table, "tblPr/tblLayout", "type") == "fixed"


def test_column_widths_fill_the_lying_page() -> None:
    found = body(Landscape((Table(TWO, TITLES, ()),)))
    table = next(one for one in found.iter(f"{W}tbl") if value(one, "tblPr/tblStyle"))
    assert value(table, "tblPr/tblW", "w") == str(twips(252))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Row(("a", "b")), ["a", "b"]),
        (Row(("a & b", "<c>")), ["a & b", "<c>"]),
        (Row(("a\nb", "c\td")), ["a\nb", "c\td"]),
        (Row(("%s %d %", "100%")), ["%s %d %", "100%"]),
        (Row(("", "  x ")), ["", "  x "]),
        (Row((Run("đậm", bold=True), ("a", Run("2", superscript=True)))), ["đậm", "a2"]),
        (Row((Cell("gộp", columns=2),)), ["gộp"]),
        (Row((Cell("a", fill="FFEB3B"), "b")), ["a", "b"]),
        (GroupRow("Nhóm & tên", "I"), ["I", "Nhóm & tên"]),
        (GroupRow("Nhóm"), ["Nhóm"]),
    ],
)
def test_row_says_what_it_was_given(row: Row | GroupRow, expected: list[str]) -> None:
    assert row_texts(Table(TWO, TITLES, (row,))) == [["Tên", "Số"], expected]


def bolds(row: Row | GroupRow) -> list[bool]:
    found = table_rows(body(Table(TWO, TITLES, (row,))))[-1]
    return [run.find(f"{W}rPr/{W}b") is not None for run in found.iter(f"{W}r")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Row(("a", "b")), [False, False]),
        (Row(("a", "b"), bold=True), [True, True]),
        (Row(("a", Run("b", italic=True)), bold=True), [True, True]),
        (Row((Cell("a", bold=True), "b")), [True, False]),
        (GroupRow("Nhóm", "I"), [True, True]),
    ],
)
def test_totals_and_groups_are_bold(row: Row | GroupRow, expected: list[bool]) -> None:
    assert bolds(row) == expected


@pytest.mark.parametrize(
    ("row", "spans"),
    [(GroupRow("Nhóm"), ["2"]), (GroupRow("Nhóm", "I"), [None, None]), (Row((Cell("a", 2),)), ["2"])],
)
def test_groups_and_merged_cells_span_their_columns(row: Row | GroupRow, spans: list[str | None]) -> None:
    found = table_rows(body(Table(TWO, TITLES, (row,))))[-1]
    assert [value(cell, "tcPr/gridSpan") for cell in found.findall(f"{W}tc")] == spans


def test_group_stays_with_the_row_below() -> None:
    found = table_rows(body(Table(TWO, TITLES, (GroupRow("Nhóm", "I"), Row(("a", "b"))))))
    assert value(found[1].findall(f"{W}tc")[1], "p/pPr/pStyle") == "TG12"


def test_cell_is_shaded_and_aligned_as_asked() -> None:
    row = Row(("a", Cell("b", fill="FFEB3B", align=Align.CENTRE)))
    cell = table_rows(body(Table(TWO, TITLES, (row,))))[-1].findall(f"{W}tc")[1]
    assert (value(cell, "tcPr/shd", "fill"), value(cell, "p/pPr/pStyle")) == ("FFEB3B", "TC12")


def test_last_row_stays_with_the_notes() -> None:
    notes = Table(TWO, TITLES, (Row(("a", "b")), Row(("c", "d"))), notes=("Ghi chú: số ước.",))
    rows = table_rows(body(notes))
    assert [value(row.findall(f"{W}tc")[0], "p/pPr/keepNext") for row in rows] == [None, None, ""]


def test_caption_stands_above_and_notes_below() -> None:
    table = Table(
        TWO,
        TITLES,
        (Row(("a", "b")),),
        caption="Bảng 1",
        notes=("Ghi chú 1", ("Ghi ", Run("chú", italic=True))),
    )
    found = body(table)
    assert [line for line in texts(found) if line in ("Bảng 1", "a", "Ghi chú 1", "Ghi chú")] == [
        "Bảng 1",
        "a",
        "Ghi chú 1",
        "Ghi chú",
    ]


@pytest.mark.parametrize(("size", "expected"), [(None, 12), (10, 10), (13, 13), (4, 8), (40, 14)])
def test_table_size_is_its_own_within_bounds(size: int | None, expected: int) -> None:
    table = Table(TWO, TITLES, (Row(("a", "b")),), size=size)
    assert table_size(HD36, table) == expected
    assert value(table_rows(body(table))[-1], "tc/p/pPr/pStyle") == f"TL{expected}"


def test_header_of_several_rows_keeps_its_merged_cells_in_place() -> None:
    header = ((HeaderCell("a", columns=2),), ("b", HeaderCell("c")))
    assert row_texts(Table(TWO, header, ())) == [["a"], ["b", "c"]]


def test_bar_divides_the_width_by_shares() -> None:
    row = table_rows(body(papers.BAR))[0]
    cells = row.findall(f"{W}tc")
    widths = [int(value(cell, "tcPr/tcW", "w") or "") for cell in cells]
    assert [text(cell) for cell in cells] == ["15", "2", "4", "3", "1"]
    assert sum(widths) == twips(165)
    assert [round(width / sum(widths) * 25) for width in widths] == [15, 2, 4, 3, 1]
    assert value(cells[0], "tcPr/shd", "fill") == "2E7D32"


def test_bar_names_every_part_in_its_legend() -> None:
    """Lines break between parts, not inside one."""
    legend = next(line for line in texts(body(papers.BAR)) if "■" in line)
    parts = [part.replace("\u00a0", " ") for part in legend.split(" ") if part]
    assert parts == [f"■ {part.label} ({part.share})" for part in papers.BAR.parts]


@pytest.mark.parametrize("bar", [Bar(()), Bar((BarPart("a", 0, "000000"),))])
def test_bar_of_nothing_is_left_out(bar: Bar) -> None:
    assert bar_xml(bar, 9000) == ""
