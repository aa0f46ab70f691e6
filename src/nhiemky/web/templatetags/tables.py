"""Cells of tables, written without a template of their own: a page of 164 units holds thousands."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from nhiemky.web.tables import Cell

register = template.Library()


@register.simple_tag
def cell_of(cell: Cell) -> SafeString:
    """This function will write a cell that no template draws: its text, with mark, link and note, or what it shows as it is."""
    text: str = conditional_escape(cell.text if cell.shown is None else str(cell.shown))
    if cell.mark:
        text = f'<span class="{conditional_escape(cell.mark)}">{text}</span>'
    if cell.href:
        text = f'<a href="{conditional_escape(cell.href)}">{text}</a>'
    if cell.note:
        text += f'<span class="cell-note">{conditional_escape(cell.note)}</span>'
    css = f' class="{cell.css}"' if cell.css else ""
    # every part was escaped above; classes are ours
    return mark_safe(f'<td data-label="{conditional_escape(cell.label)}"{css}>{text}</td>')
