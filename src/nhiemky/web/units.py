"""Units as choices and as names on pages."""

from __future__ import annotations

from nhiemky.org import queries
from nhiemky.web.visit import Visit

OFFERED = 500


def unit_names(visit: Visit) -> dict[int, str]:
    """This function will give the names of the visible units today and at the as-of date, by id; one query or two."""
    days = dict.fromkeys((visit.as_of, visit.today))
    return {state.unit_id: state.name for on in days for state in queries.visible_states(visit.actor, on=on)}


def unit_options(visit: Visit) -> list[tuple[str, str]]:
    """This function will give the first units to choose from, as code and name; others can be typed by their code."""
    states = queries.visible_states(visit.actor, on=visit.today)[:OFFERED]
    return [(state.unit.code, state.name) for state in states]
