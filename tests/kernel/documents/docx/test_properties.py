"""What holds of every Word file: it says what was put in, and its tables are shaped as asked."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.inspect import inspect
from nhiemky.kernel.documents.outline import (
    Bullet,
    Cell,
    Column,
    GroupRow,
    Paragraph,
    Picture,
    Recipients,
    Row,
    Run,
    Section,
    Signing,
    Table,
)
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import W, body, files, table_rows, text, value
from tests.kernel.documents.strategies import ANYTHING, Area, kept, table_of, tilings


def between(words: str) -> str:
    """Return words between two letters, so that no blank stands at an end."""
    return f"a{words}b"


@settings(max_examples=60, deadline=None)
@given(ANYTHING, ANYTHING, st.booleans())
def test_text_of_any_characters_is_read_back_as_it_was(first: str, second: str, bold: bool) -> None:
    one, other = between(first), between(second)
    blocks = (
        Section(2, one),
        Paragraph(one),
        Bullet((one, Run(other, bold=bold))),
        Table(
            (Column(1), Column(1)), ((one, other),), (Row((one, Cell(other, bold=bold))), GroupRow(one, "I"))
        ),
        Paragraph("hết"),
    )
    found = inspect(docx.render(papers.short_report(blocks=blocks)))
    assert [line.text for line in found.headings] == [f"1. {kept(one)}"]
    assert [line.text for line in found.body] == [kept(one), f"- {kept(one)}{kept(other)}", "hết./."]
    assert found.tables[0].rows == (
        (kept(one), kept(other)),
        (kept(one), kept(other)),
        ("I", kept(one)),
    )


@settings(max_examples=40, deadline=None)
@given(ANYTHING)
def test_head_and_foot_of_any_characters_are_read_back_as_they_were(words: str) -> None:
    said = between(words)
    document = papers.short_report(
        letterhead=papers.letterhead(excerpt=said),
        signing=Signing("Bí thư", said, body="Ban Chấp hành"),
        recipients=Recipients((said,), "Lưu Văn phòng"),
    )
    found = inspect(docx.render(document))
    assert [line.text for line in found.head.excerpt] == [kept(said)]
    assert [line.text for line in found.signing] == ["T/M BAN CHẤP HÀNH", "BÍ THƯ", kept(said)]
    assert [line.text for line in found.recipients] == ["Nơi nhận:", f"- {kept(said)};", "- Lưu Văn phòng."]


@settings(max_examples=40, deadline=None)
@given(ANYTHING)
def test_every_part_of_any_characters_is_well_formed(words: str) -> None:
    head = papers.letterhead(
        issuer=words, superior=words, place=words, type_name=words, excerpt=words, draft=words, urgency=words,
        issuer_code=words, addressees=(words, words),
    )  # fmt: skip
    blocks = (Section(0, words), Picture(papers.png(), 40, words, words), papers.BAR)
    parts = files(docx.render(papers.short_report(letterhead=head, blocks=blocks)))
    roots = {name: ElementTree.fromstring(content) for name, content in parts.items() if name[-4:] != ".png"}
    assert {root.tag.partition("}")[2] for root in roots.values()} == {
        "Types", "Relationships", "Properties", "coreProperties", "document", "styles", "settings", "fonts", "hdr",
    }  # fmt: skip


def merged(rows: list[Element]) -> list[Area]:
    """Return the areas that the rows of a Word table's header cover, put together from their merges."""
    areas: list[Area] = []
    for place, row in enumerate(rows):
        column = 0
        for cell in row.findall(f"{W}tc"):
            columns = int(value(cell, "tcPr/gridSpan") or 1)
            if value(cell, "tcPr/vMerge") == "":
                above = next(one for one in areas if one.column == column and one.row + one.rows == place)
                assert (above.columns, text(cell)) == (columns, "")
                areas[areas.index(above)] = Area(above.words, above.row, column, above.rows + 1, columns)
            else:
                areas.append(Area(text(cell), place, column, 1, columns))
            column += columns
    return areas


@settings(max_examples=60, deadline=None)
@given(tilings())
def test_header_of_any_shape_is_merged_as_asked(tiling: tuple[int, int, tuple[Area, ...]]) -> None:
    rows, _, areas = tiling
    found = table_rows(body(table_of(*tiling)))
    assert [value(row, "trPr/tblHeader") for row in found] == [""] * rows + [None]
    assert merged(found[:rows]) == list(areas)


@settings(max_examples=60, deadline=None)
@given(tilings())
def test_cells_of_a_header_of_any_shape_are_as_wide_as_their_columns(
    tiling: tuple[int, int, tuple[Area, ...]],
) -> None:
    found = body(table_of(*tiling))
    table = next(one for one in found.iter(f"{W}tbl") if value(one, "tblPr/tblStyle") == "Ruled")
    grid = [int(column.get(f"{W}w", "")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    for row in table.findall(f"{W}tr"):
        widths, column = [], 0
        for cell in row.findall(f"{W}tc"):
            columns = int(value(cell, "tcPr/gridSpan") or 1)
            widths.append((int(value(cell, "tcPr/tcW", "w") or 0), sum(grid[column : column + columns])))
            column += columns
        assert [found for found, _ in widths] == [due for _, due in widths]
        assert column == len(grid)
