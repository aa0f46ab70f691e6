"""Modules are nouns of the field, none is a drawer for leftovers, and none is too long to read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.house.source import ROOT, files

FORBIDDEN = {"utils", "helpers", "common", "core", "misc", "services", "managers", "signals"}
LONGEST = 400


def forbidden_names(paths: Iterable[Path]) -> list[str]:
    return [path.as_posix() for path in paths if FORBIDDEN & {*path.parts[:-1], path.stem}]


def too_long(sizes: Iterable[tuple[str, int]]) -> list[str]:
    return [f"{name}: {lines} lines" for name, lines in sizes if lines > LONGEST]


def python_files() -> list[Path]:
    written = [path for path in files() if path.suffix == ".py" and "migrations" not in path.parts]
    return [path.relative_to(ROOT) for path in written]


def test_no_module_is_a_drawer_for_leftovers() -> None:
    assert forbidden_names(python_files()) == []


def test_no_module_is_over_400_lines() -> None:
    assert (
        too_long(
            (path.as_posix(), len((ROOT / path).read_text("utf-8").splitlines())) for path in python_files()
        )
        == []
    )


def test_forbidden_names_are_found_as_module_and_as_folder() -> None:
    paths = [Path("src/org/utils.py"), Path("src/core/units.py"), Path("src/org/units.py")]
    assert forbidden_names(paths) == ["src/org/utils.py", "src/core/units.py"]


def test_long_modules_are_found() -> None:
    assert too_long([("a.py", 400), ("b.py", 401)]) == ["b.py: 401 lines"]
