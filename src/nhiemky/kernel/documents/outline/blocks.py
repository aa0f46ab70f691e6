"""The building blocks of a document: inline text, headings, paragraphs, tables, pictures."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class OutlineError(ValueError):
    """A document that cannot be put into official form; the message is Vietnamese."""


class Align(StrEnum):
    """How text stands in its cell or on its line."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    superscript: bool = False


Inline: TypeAlias = str | Run | tuple[str | Run, ...]


def runs_of(text: Inline) -> tuple[Run, ...]:
    """Return inline text as runs; a plain string becomes one upright run."""
    if isinstance(text, str):
        return (Run(text),)
    if isinstance(text, Run):
        return (text,)
    return tuple(piece if isinstance(piece, Run) else Run(piece) for piece in text)


def plain(text: Inline) -> str:
    """Return inline text without its looks."""
    return "".join(run.text for run in runs_of(text))


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading: level 0 is a part (centred), 1 is "I.", 2 is "1.", 3 is "a)".

    `number` None counts by itself, "" leaves the number out, anything else is printed as given.
    """

    level: int
    text: str
    number: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.level <= 3:
            raise OutlineError("Đề mục chỉ có các cấp từ 0 đến 3.")

    @property
    def heading(self) -> str:
        """The heading as printed, number first."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text; `align` None follows the form (justified)."""

    text: Inline
    align: Align | None = None
    indent: bool = True
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of a list: level 1 begins with "-", level 2 with "+"."""

    text: Inline
    level: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; widths are shares, scaled so that the columns fill the width of the text."""

    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a table's header, merged over `columns` to the right and `rows` downwards."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A body cell that differs from its column: merged to the right, aligned, bold or shaded (RRGGBB)."""

    text: Inline
    columns: int = 1
    align: Align | None = None
    bold: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; bold for totals."""

    cells: tuple[Inline | Cell, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A bold row that names a group: its number in the first column, its text over all others (all if no number)."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose header rows repeat on each page and whose rows never break over a page.

    `header` may hold several rows with merged cells; `number_row` adds the row (1) (2) (3)…; `notes` stand below.
    """

    columns: tuple[Column, ...]
    header: tuple[tuple[HeaderCell | str, ...], ...]
    rows: tuple[Row | GroupRow, ...]
    caption: Inline = ""
    notes: tuple[Inline, ...] = ()
    number_row: bool = False
    size: int | None = None

    def __post_init__(self) -> None:
        if not self.columns or any(column.width <= 0 for column in self.columns):
            raise OutlineError("Bảng phải có ít nhất một cột và mỗi cột phải có độ rộng.")
        self.header_layout()
        for place, row in enumerate(self.rows, start=1):
            if isinstance(row, Row) and _span(row) != len(self.columns):
                raise OutlineError(
                    f"Dòng {place} của bảng có {_span(row)} ô, bảng có {len(self.columns)} cột."
                )

    def header_layout(self) -> tuple[tuple[tuple[int, HeaderCell], ...], ...]:
        """Return each header row as (column, cell) pairs, cells standing where merged ones leave room.

        :raises OutlineError: the cells overlap, leave a gap or reach out of the table.
        """
        taken: set[tuple[int, int]] = set()
        layout = []
        for line, cells in enumerate(self.header):
            placed, column = [], 0
            for item in cells:
                cell = HeaderCell(item) if isinstance(item, str) else item
                while (line, column) in taken:
                    column += 1
                area = {
                    (line + down, column + along)
                    for down in range(cell.rows)
                    for along in range(cell.columns)
                }
                if area & taken or max(area)[0] >= len(self.header):
                    raise OutlineError(f"Ô đầu bảng “{cell.text}” chồng lên ô khác hoặc vượt quá đầu bảng.")
                taken |= area
                placed.append((column, cell))
            layout.append(tuple(placed))
        if taken != {
            (line, column) for line in range(len(self.header)) for column in range(len(self.columns))
        }:
            raise OutlineError("Các ô đầu bảng không phủ vừa đúng các cột của bảng.")
        return tuple(layout)


def _span(row: Row) -> int:
    return sum(cell.columns if isinstance(cell, Cell) else 1 for cell in row.cells)


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: its label, its share (any non-negative whole number) and its colour (RRGGBB)."""

    label: str
    share: int
    fill: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar over the width of the text, divided by shares; drawn as shaded cells with a legend."""

    parts: tuple[BarPart, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture, centred; width in millimetres, height follows; `alt` is read out to who cannot see it."""

    png: bytes
    width: int
    alt: str
    caption: Inline = ""

    def __post_init__(self) -> None:
        if self.png[:8] != b"\x89PNG\r\n\x1a\n" or len(self.png) < 24 or 0 in self.pixels:
            raise OutlineError("Hình chèn vào văn bản phải là ảnh PNG.")

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the picture in pixels."""
        return int.from_bytes(self.png[16:20], "big"), int.from_bytes(self.png[20:24], "big")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on lying pages of their own, for wide tables."""

    blocks: "tuple[Block, ...]"


Block: TypeAlias = Section | Paragraph | Bullet | Table | Bar | Picture | PageBreak | Landscape


@dataclass(frozen=True, slots=True)
class Annex:
    """An appendix on pages of its own behind the signature: "PHỤ LỤC 1", its title, a note in italics."""

    label: str
    title: str
    blocks: tuple[Block, ...]
    note: str = ""
    landscape: bool = False
