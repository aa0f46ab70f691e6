"""Drawn lines of a letterhead: a paragraph's border, a drawing, or the underlining of the text."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from nhiemky.kernel.documents.inspect.facts import Line
from nhiemky.kernel.documents.inspect.styles import Styles, W, text_of, whole
from nhiemky.kernel.documents.metrics import lines_in, text_width

_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_VML_LINE = "{urn:schemas-microsoft-com:vml}line"
_EMU_PER_TWIP = 635
_WORD_CELL_MARGIN = 108
_POINTS = re.compile(r"(-?\d+)(?:\.\d+)?(?:pt)?,")


def rule_length(
    styles: Styles, holder: Element, paragraphs: Sequence[Element], ruled: Line | None, *, room: int = 0
) -> int | None:
    """Return the length in twips of the line drawn in a column of the letterhead, None if there is none.

    `holder` is the letterhead's table (or a paragraph), `ruled` the text whose own underlining counts as a line, `room` the
    width of the text where paragraphs stand in no table.
    """
    for paragraph in paragraphs:
        drawn = _drawing(paragraph)
        if drawn is not None:
            return drawn
        if styles.bordered(paragraph) and (not text_of(paragraph) or ruled is not None):
            left, right = styles.indents(paragraph)
            return column_width(holder, paragraph, room) - left - right
    if ruled is not None and ruled.underline:
        return text_width(ruled.text, half_points=ruled.size, bold=ruled.bold)
    return None


def _drawing(paragraph: Element) -> int | None:
    for extent in paragraph.iter(_EXTENT):
        return whole(extent.get("cx")) // _EMU_PER_TWIP
    for line in paragraph.iter(_VML_LINE):
        start, end = (_POINTS.match(line.get(name, "")) for name in ("from", "to"))
        if start and end:
            return 20 * abs(int(end[1]) - int(start[1]))
    return None


def printed_lengths(lines: Sequence[Line], width: int) -> tuple[int, ...]:
    """Return the lengths in twips of the lines that paragraphs take in a column; none if its width is not known."""
    if width <= 0:
        return ()
    return tuple(
        text_width(printed, half_points=line.size, bold=line.bold)
        for line in lines
        for printed in lines_in(line.text, width=width, half_points=line.size, bold=line.bold)
    )


def column_width(holder: Element, paragraph: Element, room: int) -> int:
    """Return the width in twips that a cell leaves to its text, `room` outside of tables."""
    for cell in holder.iter(f"{W}tc"):
        if paragraph in list(cell.iter(f"{W}p")):
            width = cell.find(f"{W}tcPr/{W}tcW")
            return (0 if width is None else whole(width.get(f"{W}w"))) - _margins(holder)
    return room


def _margins(table: Element) -> int:
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    total = 0
    for side, other in (("left", "start"), ("right", "end")):
        margin = None
        if margins is not None:
            margin = margins.find(f"{W}{side}")
            margin = margins.find(f"{W}{other}") if margin is None else margin
        total += _WORD_CELL_MARGIN if margin is None else whole(margin.get(f"{W}w"))
    return total
