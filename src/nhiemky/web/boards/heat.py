"""The heat table units × targets, written in one go: it may hold thousands of cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote_plus

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nhiemky.reporting.board import HeatCell, HeatRow, SubtreeBoard
from nhiemky.web.bands import tones
from nhiemky.web.boards.figures import across_address
from nhiemky.web.boards.tables import kind_of_units
from nhiemky.web.visit import UNIT, Visit

_PLACE = 999_999_999


@dataclass(frozen=True)
class HeatColumn:
    """One target of the heat table; ``href`` leads to the units that met and missed it."""

    number: str
    name: str
    met: str
    href: str


@dataclass(frozen=True)
class HeatTable:
    """The units of one level by their targets, its rows already written."""

    units: int
    columns: tuple[HeatColumn, ...]
    rows: SafeString
    kind: str


def heat_tables(visit: Visit, board: SubtreeBoard) -> tuple[HeatTable, ...]:
    """This function will write one heat table for each level, as its resolutions number other targets."""
    return tuple(
        HeatTable(len(part.heat), _heat_columns(visit, part), heat_rows(visit, part), kind_of_units(part))
        for part in board.by_level
    )


def _heat_columns(visit: Visit, board: SubtreeBoard) -> tuple[HeatColumn, ...]:
    return tuple(
        HeatColumn(each.number, each.name, f"{each.met}/{each.units}", across_address(visit, each.target_id))
        for each in board.columns
    )


def heat_rows(visit: Visit, board: SubtreeBoard) -> SafeString:
    """This function will write the rows of the heat table: a number, a colour and a word in each cell.

    Texts are escaped once per unit and per class; ids are integers; figures come from our own writing of numbers.
    With a band selected, cells outside it are pale.
    """
    written = _cell_writer(visit, board)
    unit = _unit_head(visit)
    lines = [f"<tr>{unit(row.unit_code, row.unit_name)}{_cells(row, written)}</tr>" for row in board.heat]
    return mark_safe("".join(lines))


def _cells(row: HeatRow, written: Callable[[HeatCell], str]) -> str:
    return "".join(['<td class="heat-none"></td>' if cell is None else written(cell) for cell in row.cells])


def _cell_writer(visit: Visit, board: SubtreeBoard) -> Callable[[HeatCell], str]:
    toned, names, band = tones(board.scheme), board.scheme.names, board.selection.band
    before, after = _around(visit.to("target", _PLACE))
    waiting = conditional_escape(_("chưa xác nhận"))
    opened, middle = {}, {}
    for code in board.scheme.class_codes:
        pale = " heat-pale" if band and code != band else ""
        opened[code] = f'<td class="heat heat-{toned[code]}{pale}"><a href="{before}'
        middle[code] = f'{after}" aria-label="{conditional_escape(names[code])}, '

    def written(cell: HeatCell) -> str:
        target, text, code, unconfirmed = cell
        shown = text or "–"
        start = f"{opened[code]}{target}{middle[code]}{shown}"
        if unconfirmed:
            return f'{start}, {waiting}">{shown}*</a></td>'
        return f'{start}">{shown}</a></td>'

    return written


def _unit_head(visit: Visit) -> Callable[[str, str], str]:
    before, after = _around(visit.to("overview", **{UNIT: str(_PLACE)}))

    def written(code: str, name: str) -> str:
        return f'<th scope="row"><a href="{before}{quote_plus(code)}{after}">{escape(name)}</a></th>'

    return written


def _around(address: str) -> tuple[str, str]:
    """Give what stands before and after the place in an address, so that it is made once for many rows."""
    before, after = address.split(str(_PLACE))
    return escape(before), escape(after)
