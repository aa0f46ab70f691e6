"""Tests are at least one and a half lines for a line of code, and stand where their module stands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

from tests.house.source import ROOT, SOURCE, TESTS, files

LEAST = 1.5
# Folders of tests that mirror no package: ways through the product, the rules of the house, what builds it, what is measured, the pages.
OWN = {"journeys", "house", "samples", "tools", "benchmarks", "browser", "docs"}


def lines(paths: Iterable[Path]) -> int:
    """Count the lines that are not blank."""
    return sum(1 for path in paths for line in path.read_text("utf-8").splitlines() if line.strip())


def mirrors(test: PurePosixPath, modules: Iterable[PurePosixPath]) -> bool:
    """Tell whether a test file, relative to tests/, stands beside the folder or the module that it tests."""
    if len(test.parts) == 1 or test.parts[0] in OWN:
        return True
    known = set(modules)
    return test.parent in {parent for module in known for parent in module.parents} or test.parent in {
        module.with_suffix("") for module in known
    }


def python_under(folder: Path) -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and path.is_relative_to(folder)]


def test_there_is_enough_test(capsys: pytest.CaptureFixture[str]) -> None:
    code = lines(path for path in python_under(SOURCE) if "migrations" not in path.parts)
    tests = lines(python_under(TESTS))
    with capsys.disabled():
        print(
            f"\nLines of code {code}, of tests {tests}: {tests / code:.2f} lines of test for a line of code"
        )
    assert tests / code >= LEAST


def test_tests_stand_where_their_module_stands() -> None:
    modules = [PurePosixPath(path.relative_to(SOURCE)) for path in python_under(SOURCE)]
    tests = [
        PurePosixPath(path.relative_to(TESTS))
        for path in python_under(TESTS)
        if path.name.startswith("test_")
    ]
    assert [str(test) for test in tests if not mirrors(test, modules)] == []


def test_every_room_has_tests() -> None:
    rooms = {path.relative_to(SOURCE).parts[0] for path in python_under(SOURCE) if path.parent != SOURCE}
    tested = {
        path.relative_to(TESTS).parts[0] for path in python_under(TESTS) if path.name.startswith("test_")
    }
    assert sorted(rooms - tested) == []


@pytest.mark.parametrize(
    ("test", "right"),
    [
        ("kernel/viet/test_fold.py", True),
        ("kernel/viet/fold/test_marks.py", True),
        ("kernel/text/test_fold.py", False),
        ("journeys/test_pilot.py", True),
    ],
)
def test_mirror_is_judged_by_folder(test: str, right: bool) -> None:
    assert mirrors(PurePosixPath(test), [PurePosixPath("kernel/viet/fold.py")]) is right


def test_lines_count_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("a = 1\n\n   \nb = 2\n", "utf-8")
    assert lines([tmp_path / "a.py"]) == 2
    assert (ROOT / "tests").is_dir()
