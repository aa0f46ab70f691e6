"""What the contracts of import-linter cannot see: folders that are no packages, imports for annotations only, late imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.house.source import ROOT, SOURCE, Module, files, modules

OUTERMOST = {"web", "cli"}


def folders_without_init(paths: Iterable[Path]) -> list[str]:
    """Give the folders that hold modules and are no package: they would escape every contract."""
    listed = set(paths)
    holding = {path.parent for path in listed if path.suffix == ".py"}
    return sorted(folder.as_posix() for folder in holding if folder / "__init__.py" not in listed)


def place(parts: Sequence[str]) -> tuple[str, ...]:
    """Give the room, or the kernel's part, that a dotted name below the package belongs to."""
    return tuple(parts[: 2 if parts[0] == "kernel" else 1])


def imports_for_annotations(every: Iterable[Module]) -> list[str]:
    """Give the imports of other rooms under ``if TYPE_CHECKING`` below web and cli: the contracts leave these out."""
    return [
        f"{module.at(node)} {node.module}"
        for module in every
        if module.room not in OUTERMOST
        for condition in ast.walk(module.tree)
        if isinstance(condition, ast.If) and ast.unparse(condition.test).endswith("TYPE_CHECKING")
        for node in condition.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nhiemky.")
        if place((node.module or "").split(".")[1:]) != place(module.parts)
    ]


def test_every_folder_of_modules_is_a_package() -> None:
    inside = [path.relative_to(ROOT) for path in files() if path.is_relative_to(SOURCE)]
    assert folders_without_init(inside) == []


def test_only_screens_and_commands_import_for_annotations() -> None:
    assert imports_for_annotations(modules()) == []


def test_folders_that_are_no_package_are_found() -> None:
    paths = [Path("src/a/__init__.py"), Path("src/a/b.py"), Path("src/c/d.py"), Path("src/e/page.html")]
    assert folders_without_init(paths) == ["src/c"]


def test_imports_for_annotations_are_found() -> None:
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from nhiemky.web import visit\n    import numpy\n"
    assert imports_for_annotations([Module("org.queries", text), Module("web.visit", text)]) == [
        "org.queries:3 nhiemky.web"
    ]
