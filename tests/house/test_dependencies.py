"""Every dependency is explained, locked with its hash, and comes from wherever the machine is set up to look."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable

import pytest

from tests.house.source import ROOT

PAGE = ROOT / "docs" / "dependencies.md"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")


def project() -> dict[str, list[str]]:
    """Give the names of the Python packages by set."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    sets = {"runtime": table["dependencies"], **table["optional-dependencies"]}
    return {name: [plain(entry) for entry in entries] for name, entries in sets.items()}


def plain(requirement: str) -> str:
    """Give the normal name in a requirement: ``psycopg[binary]>=3`` gives ``psycopg``."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


def interface() -> list[str]:
    return sorted(json.loads((ROOT / "package.json").read_text("utf-8")).get("dependencies", {}))


def locked(text: str) -> dict[str, int]:
    """Give the packages of a lock file with the number of their hashes."""
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    return {plain(entry): entry.count("--hash=sha256:") for entry in entries}


def unexplained(names: Iterable[str], text: str) -> list[str]:
    explained = {
        plain(name) if not name.startswith("@") else name
        for name in re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)
    }
    return [name for name in names if name not in explained]


def test_every_dependency_is_explained() -> None:
    text = PAGE.read_text("utf-8")
    assert {name: unexplained(names, text) for name, names in project().items()} == {
        name: [] for name in project()
    }
    assert unexplained([name if name.startswith("@") else plain(name) for name in interface()], text) == []


@pytest.mark.parametrize(
    ("lock", "sets"),
    [
        ("requirements.lock", ["runtime"]),
        ("requirements-dev.lock", ["runtime", "dev"]),
        ("requirements-bench.lock", ["runtime", "dev", "bench"]),
    ],
)
def test_every_dependency_is_locked(lock: str, sets: list[str]) -> None:
    names = {name for each in sets for name in project()[each]}
    assert sorted(names - locked((ROOT / lock).read_text("utf-8")).keys()) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hash(lock: str) -> None:
    assert [name for name, hashes in locked((ROOT / lock).read_text("utf-8")).items() if not hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_python_locks_name_no_address(lock: str) -> None:
    assert (
        re.findall(
            r"https?://\S+|--(?:index-url|extra-index-url|find-links)\S*", (ROOT / lock).read_text("utf-8")
        )
        == []
    )


def test_the_lock_of_the_interface_names_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_unexplained_and_unhashed_packages_are_found() -> None:
    assert unexplained(["numpy", "rich"], "| `numpy` | columns |\nrich is nice") == ["rich"]
    assert locked("numpy==2.4.6 \\\n    --hash=sha256:ab\n    # via nhiemky\nrich==15.0.0\n") == {
        "numpy": 1,
        "rich": 0,
    }
    assert plain("psycopg[binary]>=3") == plain("Psycopg") == "psycopg"
