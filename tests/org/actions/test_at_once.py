"""Two quick hands: of many who do the same at the same moment one comes through, the others hear why not."""

from __future__ import annotations

import pytest

from tests.org.actions.crowd import told


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return told("tests.org.actions.at_once", tmp_path_factory.mktemp("at-once"))


@pytest.mark.parametrize(
    ("what", "met"),
    [
        ("first administrator", {"done": 6}),
        ("link", {"done": 1, "not_found": 5}),
        ("role", {"done": 1, "conflict": 5}),
        ("account", {"done": 1, "conflict": 5}),
        ("code", {"done": 1, "invalid": 5}),
        ("name", {"done": 1, "invalid": 5}),
        ("two administrators", {"done": 1, "conflict": 1}),
        ("change", {"done": 6}),
        ("merge", {"done": 1, "conflict": 2}),
        ("two moves into one another", {"done": 1, "invalid": 1}),
        ("guesses", {"wrong_sign_in": 5, "too_many_attempts": 7}),
        ("people", {"done": 6}),
    ],
)
def test_one_comes_through(heard: dict[str, object], what: str, met: dict[str, int]) -> None:
    assert heard[what] == met


@pytest.mark.parametrize(
    ("what", "kept"),
    [("administrators", 1), ("link lines", 1), ("roles", 1), ("left", 1), ("states", 2), ("successions", 1)],
)
def test_one_is_kept(heard: dict[str, object], what: str, kept: int) -> None:
    assert heard[what] == kept


def test_the_ledger_has_no_gaps_and_holds(heard: dict[str, object]) -> None:
    assert heard["ledger"] == {"ok": True, "gaps": False}
