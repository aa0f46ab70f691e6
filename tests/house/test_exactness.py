"""Values are exact: no binary floating point where figures are kept, judged or shown. And only the outermost rooms know the time."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import pytest

from tests.house.source import Module, called, modules

EXACT = (("kernel", "scoring"), ("kernel", "viet", "numbers"), ("targets",), ("intake",), ("reporting",))
MAY_ASK_THE_TIME = {"web", "cli", "scenario", "config"}
THE_LEDGER = "history.actions"  # stamps its lines itself, so that nobody can date them back


def floats(every: Iterable[Module]) -> list[str]:
    """Give the float literals and the calls of float in the modules that handle values."""
    return [
        module.at(node)
        for module in every
        if any(module.parts[: len(place)] == place for place in EXACT)
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and called(node) == "float")
    ]


def clocks(every: Iterable[Module]) -> list[str]:
    """Give the places below web, cli and scenario that ask for the date or the time."""
    return [
        module.at(call)
        for module in every
        if module.room not in MAY_ASK_THE_TIME and module.name != THE_LEDGER
        for call in module.calls()
        if called(call) in {"today", "now", "utcnow", "localdate"} and isinstance(call.func, ast.Attribute)
    ]


def test_values_are_never_floats() -> None:
    assert floats(modules()) == []


def test_only_the_outermost_rooms_ask_the_time() -> None:
    assert clocks(modules()) == []


@pytest.mark.parametrize("line", ["share = 0.9", "share = float(text)", "share = builtins.float(text)"])
def test_a_float_is_found(line: str) -> None:
    assert floats([Module("kernel.scoring.bands", line), Module("kernel.documents.docx", line)]) == [
        "kernel.scoring.bands:1"
    ]


def test_asking_whether_something_is_a_float_is_allowed() -> None:
    assert floats([Module("intake.reading", "isinstance(value, float)")]) == []


@pytest.mark.parametrize(
    "line", ["date.today()", "datetime.now(tz)", "timezone.now()", "timezone.localdate()"]
)
def test_a_clock_is_found(line: str) -> None:
    assert clocks([Module("targets.actions", line), Module("web.board.views", line)]) == ["targets.actions:1"]
