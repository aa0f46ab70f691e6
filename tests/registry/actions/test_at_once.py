"""Two quick hands at one register: one comes through, the others hear why not."""

from __future__ import annotations

import pytest

from tests.org.actions.crowd import told


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return told("tests.registry.actions.at_once", tmp_path_factory.mktemp("at-once"))


@pytest.mark.parametrize(
    ("what", "met"),
    [
        ("number", {"done": 1, "conflict": 5}),
        ("change", {"done": 1, "conflict": 2}),
        ("file", {"done": 1, "conflict": 5}),
        ("purge", {"done": 1, "conflict": 5}),
        ("circle", {"done": 2, "invalid": 1}),
        ("withdraw", {"done": 1, "conflict": 5}),
        ("restore or enter again", {"done": 1, "conflict": 1}),
    ],
)
def test_one_comes_through(heard: dict[str, object], what: str, met: dict[str, int]) -> None:
    assert heard[what] == met


def test_what_is_kept_is_kept_once(heard: dict[str, object]) -> None:
    assert (heard["files"], heard["links"]) == (1, 2)
    assert heard["ledger"] == {"ok": True, "gaps": False}
