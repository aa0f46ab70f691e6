"""Tests in a real browser stand where `make browser` looks for them."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent.parent
MARK = "pytest.mark." + "browser"


def test_tests_in_a_browser_are_journeys() -> None:
    marked = [path for path in TESTS.rglob("*.py") if MARK in path.read_text(encoding="utf-8")]
    assert {path.relative_to(TESTS).parts[0] for path in marked} == {"journeys"}


def test_what_make_runs_in_a_browser_is_there() -> None:
    recipe = (
        (TESTS.parent / "Makefile")
        .read_text(encoding="utf-8")
        .partition("\nbrowser:")[2]
        .partition("\n\n")[0]
    )
    assert "-m browser tests/journeys;" in recipe
