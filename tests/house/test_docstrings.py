"""Every module, and every public function of a kernel, an action, a query or a policy, says what it does."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tests.house.source import Module, modules

ROOM_PARTS = {"actions", "queries", "policy"}
WHOLE = {"kernel", "intake", "reporting"}


def undocumented_modules(every: Iterable[Module]) -> list[str]:
    return [
        module.name
        for module in every
        if module.text.strip()
        and module.parts[-1] not in {"apps", "urls"}
        and ast.get_docstring(module.tree) is None
    ]


def undocumented_functions(every: Iterable[Module]) -> list[str]:
    return [
        f"{module.at(function)} {function.name}"
        for module in every
        if module.room in WHOLE or ROOM_PARTS & set(module.parts)
        for function in module.functions()
        if not function.name.startswith("_") and ast.get_docstring(function) is None
    ]


def test_every_module_says_what_it_is_about() -> None:
    assert undocumented_modules(modules()) == []


def test_every_public_function_says_what_it_does() -> None:
    assert undocumented_functions(modules()) == []


def test_missing_docstrings_are_found() -> None:
    bare = Module("org.queries", "def units(actor):\n    return []\n\ndef _inner():\n    pass\n")
    elsewhere = Module("web.units", '"""Screens."""\n\ndef units(request):\n    return None\n')
    assert undocumented_modules([bare, elsewhere]) == ["org.queries"]
    assert undocumented_functions([bare, elsewhere]) == ["org.queries:1 units"]
