"""What hypothesis draws for the tests of this folder: text of any characters, Vietnamese text, table headers."""

import unicodedata
from dataclasses import dataclass

from hypothesis import strategies as st

from nhiemky.kernel.documents.outline import Column, HeaderCell, Row, Table

ANYTHING = st.text(
    st.one_of(
        st.characters(codec=None), st.sampled_from("&<>\"'\n\r\t\x00\x0b\x85\ud800\ufffe\u0301\u00a0 ")
    ),
    max_size=40,
)
_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ0123456789%/,.;:()"
_WORDS = st.text(st.sampled_from(_LETTERS + _LETTERS.upper()), min_size=1, max_size=7)
VIETNAMESE = st.lists(_WORDS, min_size=1, max_size=12).map(" ".join)


def kept(text: str) -> str:
    """Return what a file must say for a text: composed, line breaks as one sign, without control characters."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign
        for sign in lines
        if sign in "\n\t" or (unicodedata.category(sign) not in ("Cc", "Cs") and sign not in "\ufffe\uffff")
    )


@dataclass(frozen=True, slots=True)
class Area:
    """A cell of a header: its words, the row and column where it begins, how many of each it covers."""

    words: str
    row: int
    column: int
    rows: int
    columns: int


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, int, tuple[Area, ...]]:
    """Draw the rows and columns of a header, and areas that cover it without gap or overlap, in reading order."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 6))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    areas = []
    while free:
        row, column = min(free)
        room = next(width for width in range(1, columns + 1) if (row, column + width) not in free)
        area = Area(
            f"ô {len(areas)}", row, column, draw(st.integers(1, rows - row)), draw(st.integers(1, room))
        )
        areas.append(area)
        free -= {(row + down, column + along) for down in range(area.rows) for along in range(area.columns)}
    return rows, columns, tuple(areas)


def header_of(rows: int, areas: tuple[Area, ...]) -> tuple[tuple[HeaderCell | str, ...], ...]:
    """Return the header that an outline writes for such areas; cells that merge nothing are plain strings."""
    return tuple(
        tuple(
            area.words
            if (area.rows, area.columns) == (1, 1)
            else HeaderCell(area.words, area.columns, area.rows)
            for area in areas
            if area.row == row
        )
        for row in range(rows)
    )


def table_of(rows: int, columns: int, areas: tuple[Area, ...]) -> Table:
    """Return a table of one row under such a header."""
    header = header_of(rows, areas)
    return Table((Column(1),) * columns, header, (Row(("x",) * columns),))
