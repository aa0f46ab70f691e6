"""A work item as it is stated, and the programme that a symbol names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from nhiemky.kernel.viet.codes import SymbolError, read_symbol
from nhiemky.org.models import Term
from nhiemky.org.policy import Actor
from nhiemky.registry.models import Directive
from nhiemky.registry.policy import visible
from nhiemky.work.models import WorkItem
from nhiemky.work.vocab import WorkRow

STATED = (
    "number", "name", "code", "group", "key", "breakthrough", "lead", "supporting", "starts_on", "due_on", "product",
    "note", "illustrative", "assigned_on",
)  # fmt: skip


class Programme(NamedTuple):
    """What a symbol names: the directive's id, or why there is none to take, in words."""

    id: int | None
    problem: str = ""


def row_of(item: WorkItem) -> WorkRow:
    """This function will give a work item as a row. At most two SQL queries; it asks no policy."""
    return WorkRow(
        programme=item.programme.symbol if item.programme else "",
        lead_unit=item.lead_unit.code if item.lead_unit else "",
        **{name: getattr(item, name) for name in STATED},
    )


def programmes(actor: Actor, *, path: str, term: Term, symbols: Iterable[str]) -> Mapping[str, Programme]:
    """This function will find the directive that each symbol names, in any way of writing it, among those the actor may see.

    Of several the one of the term is meant, in the register nearest to the unit at the end of the path. At most two SQL
    queries.
    """
    keys: dict[str, str] = {}
    found: dict[str, Programme] = {}
    for symbol in set(symbols):
        try:
            keys[symbol] = read_symbol(symbol).key
        except SymbolError as error:
            found[symbol] = Programme(None, str(error))
    if not keys:
        return found
    rows = Directive.objects.filter(
        visible(actor), symbol_key__in=set(keys.values()), withdrawn_at__isnull=True
    )
    candidates: dict[str, list[Directive]] = {}
    for row in rows:
        candidates.setdefault(row.symbol_key, []).append(row)
    for symbol, key in keys.items():
        found[symbol] = _nearest(symbol, candidates.get(key, []), path, term)
    return found


def _nearest(symbol: str, rows: list[Directive], path: str, term: Term) -> Programme:
    if not rows:
        return Programme(None, _("Không có văn bản %(symbol)s trong sổ văn bản.") % {"symbol": symbol})
    steps = [int(step) for step in path.split("/") if step][::-1]

    def distance(row: Directive) -> tuple[int, int]:
        of_term = 0 if row.term_id == term.pk else 1 if row.term_id is None else 2
        return of_term, steps.index(row.holder_id) if row.holder_id in steps else len(steps)

    best = min(map(distance, rows))
    nearest = [row for row in rows if distance(row) == best]
    if len(nearest) > 1:
        message = _("Có %(count)d văn bản cùng ký hiệu %(symbol)s, không biết chắc là văn bản nào.")
        return Programme(None, message % {"count": len(nearest), "symbol": symbol})
    return Programme(nearest[0].pk)
