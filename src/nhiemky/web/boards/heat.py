"""The heat table units × targets, written in one go because it may hold thousands of cells."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nhiemky.reporting.board import SubtreeBoard
from nhiemky.web.bands import tones
from nhiemky.web.visit import UNIT, Visit

_PLACE = 999_999_999


def heat_rows(visit: Visit, board: SubtreeBoard) -> SafeString:
    """This function will write the rows of the heat table: a number, a colour and a word in each cell.

    Texts are escaped once per unit and per class; ids are integers; figures come from our own writing of numbers.
    """
    toned, names = tones(board.scheme), board.scheme.names
    before, after = (str(conditional_escape(part)) for part in visit.to("target", _PLACE).split(str(_PLACE)))
    opened = {
        code: f'" class="heat-link" aria-label="{conditional_escape(names[code])}, '
        for code in board.scheme.class_codes
    }
    waiting = conditional_escape(_("chưa xác nhận"))
    lines = []
    for row in board.heat:
        cells = []
        for cell in row.cells:
            if cell is None:
                cells.append('<td class="heat-none"></td>')
                continue
            mark = f'<abbr title="{waiting}">*</abbr>' if cell.unconfirmed else ""
            shown = cell.text or "–"
            cells.append(
                f'<td class="heat heat-{toned[cell.class_code]}"><a href="{before}{cell.target_id}{after}'
                f'{opened[cell.class_code]}{shown}">{shown}</a>{mark}</td>'
            )
        address = f"{reverse('overview')}?{urlencode({**visit.parameters, UNIT: row.unit_code})}"
        head = format_html('<th scope="row"><a href="{}">{}</a></th>', address, row.unit_name)
        lines.append(f"<tr>{head}{''.join(cells)}</tr>")
    return mark_safe("".join(lines))
