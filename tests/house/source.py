"""The project as text and syntax trees, for the tests of the house rules."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "nhiemky"
TESTS = ROOT / "tests"
TEXT = {
    ".py",
    ".html",
    ".md",
    ".po",
    ".toml",
    ".json",
    ".csv",
    ".txt",
    ".js",
    ".css",
    ".svg",
    ".sh",
    ".lock",
    "",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module of the product by its dotted name below the package, e.g. ``targets.actions``; a package by its own name."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split("."))

    @property
    def room(self) -> str:
        return self.parts[0]

    def functions(self) -> Iterator[Function]:
        """Give the functions that stand at the top of the module."""
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def calls(self) -> Iterator[ast.Call]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node

    def at(self, node: ast.AST) -> str:
        """Say where a node stands."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


def name_of(path: Path, package: Path) -> str:
    """Give the dotted name of a module's file below the package."""
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> tuple[Module, ...]:
    """Give every module of the product but the migrations and the package itself."""
    paths = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
    return tuple(
        Module(name_of(path, SOURCE), path.read_text("utf-8")) for path in paths if path.parent != SOURCE
    )


def called(call: ast.Call) -> str:
    """Give the last name of what is called: ``rows.filter(…).update(…)`` gives ``update``."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


@cache
def files() -> tuple[Path, ...]:
    """Give every file that is, or is about to be, under version control."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = {ROOT / name for name in listed.split("\0") if name}
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Give the name and the text of every text file under version control."""
    found = [(path, path.read_bytes()) for path in files() if path.suffix in TEXT]
    return tuple((path.relative_to(ROOT).as_posix(), data.decode("utf-8")) for path, data in found)
