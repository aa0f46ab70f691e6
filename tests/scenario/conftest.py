"""The scenario loaded once for all modules here that ask for it, and taken back before one that wants empty tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.cast_scenario import Loaded, Once

HERE = Path(__file__).parent
HELD = pytest.StashKey[Once]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Take the scenario back after the last test of this folder; fixtures know no scope of a folder that is no package."""
    yield
    held = item.session.stash.get(HELD, None)
    if held and (nextitem is None or not nextitem.path.is_relative_to(HERE)):
        held.let_go()


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Once:
    """Load when a module first asks."""
    held = request.session.stash[HELD] = Once(django_db_blocker)
    return held


@pytest.fixture(scope="module")
def scenario(once: Once) -> Loaded:
    """Give the loaded scenario; what a test changes in it is taken back after that test."""
    return once.load()


@pytest.fixture(scope="module")
def nothing(once: Once) -> None:
    """Empty the tables of the scenario."""
    once.let_go()
