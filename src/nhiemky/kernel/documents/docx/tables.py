"""Tables as WordprocessingML: merged and repeated headers, groups, numbers on the right, notes below; bars."""

from collections.abc import Sequence

from nhiemky.kernel.documents.docx.markup import (
    BOLD_OPEN,
    TEXT_CLOSE,
    TEXT_OPEN,
    inner,
    is_plain,
    paragraph,
    run,
    runs,
)
from nhiemky.kernel.documents.docx.parts import TABLE_SIZES
from nhiemky.kernel.documents.measures import scaled
from nhiemky.kernel.documents.metrics import lines_in
from nhiemky.kernel.documents.outline import (
    Align,
    Bar,
    Cell,
    Column,
    GroupRow,
    HeaderCell,
    Inline,
    Row,
    Run,
    Table,
    plain,
)
from nhiemky.kernel.documents.profiles import Part, Profile

_LETTERS = {Align.LEFT: "L", Align.CENTRE: "C", Align.RIGHT: "R", Align.JUSTIFY: "J"}
_ROW_OPEN = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_HEADER_OPEN = "<w:tr><w:trPr><w:cantSplit/>%s<w:tblHeader/></w:trPr>"
_ROW_CLOSE = "</w:tr>"
_CELL_CLOSE = "</w:p></w:tc>"
GAP = '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>'
KEPT_GAP = '<w:p><w:pPr><w:pStyle w:val="Gap"/><w:keepNext/></w:pPr></w:p>'
# Times takes 1.15 times its size as a line; cells of a header leave 1 pt above and below, 60 twips at each side
_PITCH, _AIR, _SIDES = 23, 40, 120
# A blank that no line breaks at
_FIXED = "\u00a0"


def table_open(style: str, widths: Sequence[int]) -> str:
    """Return the opening of a table with columns of fixed widths in twips."""
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margin = 60 if style else 0
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _cell_open(width: int, style: str, *, columns: int = 1, fill: str = "", merge: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else "")
        + merge
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
        + f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    )


def table_size(profile: Profile, table: Table) -> int:
    """Return the type size of a table in points: its own if it has one, else the form's, within what we have styles for."""
    size = table.size or profile.style(Part.TABLE).size
    return min(max(size, TABLE_SIZES[0]), TABLE_SIZES[-1])


def table_xml(profile: Profile, table: Table, width: int, *, stays: bool = False) -> str:
    """Return a table over `width` twips with caption, notes and a gap behind it; `stays` keeps its end with what follows."""
    size = table_size(profile, table)
    widths = scaled([column.width for column in table.columns], width)
    caption = paragraph("Caption", table.caption) if plain(table.caption) else ""
    notes = "".join(paragraph("TableNote", note, "<w:keepNext/>" if stays else "") for note in table.notes)
    return "".join(
        (
            caption,
            table_open("Ruled", widths),
            _header(table, widths, size),
            *_body(table, widths, size, stays=stays),
            "</w:tbl>",
            notes,
            KEPT_GAP if stays else GAP,
        )
    )


def _header(table: Table, widths: Sequence[int], size: int) -> str:
    rows: list[list[tuple[int, str]]] = [[] for _ in table.header]
    for line, cells in enumerate(table.header_layout()):
        for column, cell in cells:
            across = sum(widths[column : column + cell.columns])
            for down in range(cell.rows):
                merge = _merge(cell, down)
                opened = _cell_open(across, f"TH{size}", columns=cell.columns, merge=merge)
                text = runs(cell.text) if down == 0 else ""
                rows[line + down].append((column, opened + text + _CELL_CLOSE))
    if table.number_row:
        rows.append(
            [
                (place, f"{_cell_open(width, f'TC{size}')}{runs(f'({place + 1})')}{_CELL_CLOSE}")
                for place, width in enumerate(widths)
            ]
        )
    least = (*_least_heights(table, widths, size), 0)
    return "".join(
        _HEADER_OPEN % (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
        + "".join(cell for _, cell in sorted(row))
        + _ROW_CLOSE
        for row, height in zip(rows, least, strict=False)
    )


def _least_heights(table: Table, widths: Sequence[int], size: int) -> list[int]:
    """Return the heights in twips that header rows need for cells merged downwards, 0 where a row's own cells suffice.

    Word finds them by itself; LibreOffice forgets these cells where it repeats a header, and would cut their last lines.
    """
    placed = [
        (line, cell, _height(cell.text, sum(widths[column : column + cell.columns]), size))
        for line, cells in enumerate(table.header_layout())
        for column, cell in cells
    ]
    own = [
        max((tall for at, cell, tall in placed if at == line and cell.rows == 1), default=0)
        for line in range(len(table.header))
    ]
    due = own[:]
    for line, cell, tall in placed:
        due[line + cell.rows - 1] += max(tall - sum(due[line : line + cell.rows]), 0)
    return [height if height > least else 0 for height, least in zip(due, own, strict=True)]


def _height(text: str, width: int, size: int) -> int:
    lines = lines_in(text, width=width - _SIDES, half_points=2 * size, bold=True)
    return _AIR + size * _PITCH * len(lines)


def _merge(cell: HeaderCell, down: int) -> str:
    if cell.rows == 1:
        return ""
    return '<w:vMerge w:val="restart"/>' if down == 0 else "<w:vMerge/>"


def _body(table: Table, widths: Sequence[int], size: int, *, stays: bool) -> list[str]:
    opens = [
        _cell_open(width, f"T{_LETTERS[column.align]}{size}")
        for width, column in zip(widths, table.columns, strict=True)
    ]
    simple = _pattern(opens, TEXT_OPEN)
    bold = _pattern(opens, BOLD_OPEN)
    lines = []
    for row in table.rows:
        if isinstance(row, GroupRow):
            lines.append(_group(row, widths, size))
            continue
        text = _plain_texts(row.cells)
        if text is not None:
            lines.append((bold if row.bold else simple) % text)
        else:
            lines.append(_row(row, table.columns, widths, opens, size))
    if (table.notes or stays) and lines:
        lines[-1] = lines[-1].replace('"/></w:pPr>', '"/><w:keepNext/></w:pPr>')
    return lines


def _pattern(opens: Sequence[str], text_open: str) -> str:
    cells = "".join(f"{opened}{text_open}%s{TEXT_CLOSE}{_CELL_CLOSE}" for opened in opens)
    return _ROW_OPEN + cells + _ROW_CLOSE


def _plain_texts(cells: tuple[Inline | Cell, ...]) -> tuple[str, ...] | None:
    """Return the texts of a row of plain strings, ready for XML; None if some cell is more than a string."""
    texts = tuple(cell for cell in cells if isinstance(cell, str))
    if len(texts) != len(cells):
        return None
    if is_plain("".join(texts)):
        return texts
    return tuple(map(inner, texts))


def _row(row: Row, columns: Sequence[Column], widths: Sequence[int], opens: Sequence[str], size: int) -> str:
    cells, column = [_ROW_OPEN], 0
    for item in row.cells:
        if not isinstance(item, Cell):
            cells.append(f"{opens[column]}{runs(item, bold=row.bold)}{_CELL_CLOSE}")
            column += 1
            continue
        align = item.align or columns[column].align
        across = sum(widths[column : column + item.columns])
        opened = _cell_open(across, f"T{_LETTERS[align]}{size}", columns=item.columns, fill=item.fill)
        cells.append(f"{opened}{runs(item.text, bold=row.bold or item.bold)}{_CELL_CLOSE}")
        column += item.columns
    return "".join(cells) + _ROW_CLOSE


def _group(row: GroupRow, widths: Sequence[int], size: int) -> str:
    first, cells = 0, ""
    if row.number and len(widths) > 1:
        opened = _cell_open(widths[0], f"TC{size}")
        first, cells = 1, f"{opened}{runs(row.number, bold=True)}{_CELL_CLOSE}"
    opened = _cell_open(sum(widths[first:]), f"TG{size}", columns=len(widths) - first)
    return f"{_ROW_OPEN}{cells}{opened}{runs(row.text, bold=True)}{_CELL_CLOSE}{_ROW_CLOSE}"


def bar_xml(bar: Bar, width: int) -> str:
    """Return a bar of `width` twips as one row of shaded cells with a legend below; parts of no share take no room."""
    shown = [part for part in bar.parts if part.share > 0]
    if not shown:
        return ""
    widths = scaled([part.share for part in shown], width)
    cells = "".join(
        f"{_cell_open(across, 'TC12', fill=part.fill)}{runs(str(part.share))}{_CELL_CLOSE}"
        for part, across in zip(shown, widths, strict=True)
    )
    signs = "".join(
        run(Run(f"■{_FIXED}"), colour=part.fill)
        + run(Run(f"{part.label} ({part.share})".replace(" ", _FIXED) + "   "))
        for part in bar.parts
    )
    legend = f'<w:p><w:pPr><w:pStyle w:val="TL12"/></w:pPr>{signs}</w:p>'
    return f"{table_open('Ruled', widths)}{_ROW_OPEN}{cells}{_ROW_CLOSE}</w:tbl>{GAP}{legend}{GAP}"
