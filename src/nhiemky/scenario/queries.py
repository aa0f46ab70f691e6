"""Whether the data are empty, or those of the scenario."""

from __future__ import annotations

from nhiemky.history.queries import head, lines

LOADED = "scenario.loaded"


def is_empty() -> bool:
    """This function will tell whether nothing has happened yet."""
    return head()[0] == 0


def is_scenario() -> bool:
    """This function will tell whether the data began as the scenario."""
    return lines(branches=["/"], act=LOADED).exists()
