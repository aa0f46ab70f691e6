"""One search over units and documents, without accents; the same answer fills the unit switch."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from nhiemky.org import queries as org
from nhiemky.registry import queries as registry
from nhiemky.web.frame import switch_target
from nhiemky.web.pages import page
from nhiemky.web.registry.steps import excerpt_of, title_of
from nhiemky.web.visit import UNIT, Visit

FOUND = 30


@dataclass(frozen=True)
class Found:
    """One thing found: where it leads, its name, and a line that tells it apart."""

    href: str
    name: str
    note: str


@dataclass(frozen=True)
class SearchPage:
    text: str
    units: tuple[Found, ...]
    directives: tuple[Found, ...]
    units_only: bool


@page("search/search.html", partials=("don-vi-tim-thay",), methods=("GET", "HEAD"))
def search(visit: Visit) -> SearchPage:
    """This function will find units, and documents by any way of writing their number."""
    text = visit.asked("q")
    units_only = visit.asked("loai") == "don-vi"
    target = switch_target(visit.asked("ve"))
    units = tuple(
        Found(
            f"{target}?{urlencode({**visit.parameters, UNIT: state.unit.code})}",
            state.name,
            f"{state.type.name} · {state.unit.code}",
        )
        for state in org.find_units(visit.actor, text, visit.as_of, limit=FOUND)
    )
    return SearchPage(text, units, () if units_only or not text else _directives(visit, text), units_only)


def _directives(visit: Visit, text: str) -> tuple[Found, ...]:
    rows = registry.directives(visit.actor, text=text)[:FOUND]
    return tuple(Found(visit.to("directive", row.pk), title_of(row), excerpt_of(row)) for row in rows)
