"""What every test stands on: no network beyond this machine, quick passwords, a files folder of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import override_settings
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from pytest_socket import socket_allow_hosts

from tests.cast_demo import Demo, nhiemky
from tests.standing import pytest_fixture_setup, pytest_runtest_teardown

__all__ = ["pytest_fixture_setup", "pytest_runtest_teardown"]

THIS_MACHINE = ["127.0.0.1", "::1"]

LEFT_OUT = (
    "Left out on PostgreSQL: tests that ask no database; of tests with many cases all but the first and the last, "
    "except of models and queries."
)

LONG = ("test_every_address.py", "test_links.py")

# a busy machine is slow, which says nothing about what is tested
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def loopback_only() -> None:
    """Let a test reach this machine only; the plugin takes the restriction away after each test."""
    socket_allow_hosts(THIS_MACHINE, allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def test_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hash passwords quickly, and keep files in a folder that ends with the session."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        NHIEMKY_FILES=tmp_path_factory.mktemp("files"),
    ):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let SQLite empty the ledger between tests that commit; PostgreSQL empties tables without asking row triggers.

    The tests of the guard put it back for themselves.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS ledger_refuses_DELETE")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Make the data of the demo by its command; who changes them works on a copy."""
    home = tmp_path_factory.mktemp("demo")
    return Demo(home, nhiemky(home, "demo"))


def pytest_collection_finish() -> None:
    """Spare the collector what was collected: all tests and modules live until the end, and are many."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker ends alone with it; on PostgreSQL, leave out what was tested already
    and would say the same (LEFT_OUT)."""
    items.sort(key=lambda item: item.path.name not in LONG)
    if connection.vendor != "postgresql":
        return
    asking = [item for item in items if asks_database(item)]
    chosen = {*ends(asking), *(item for item in asking if is_answered_by_database(item))}
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = [item for item in items if item in chosen]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out on PostgreSQL."""
    if connection.vendor == "postgresql":
        terminalreporter.write_line(LEFT_OUT)


def is_answered_by_database(item: pytest.Item) -> bool:
    """Tell whether a test asks what the database itself decides: its rules and its answers to queries."""
    return any(
        part in item.path.as_posix() for part in ("/models/", "/queries/", "test_models", "test_queries")
    )


def ends(items: list[pytest.Item]) -> list[pytest.Item]:
    """Give the first and the last case of each test."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    return [item for found in cases.values() for item in dict.fromkeys((found[0], found[-1]))]


def asks_database(item: pytest.Item) -> bool:
    """Tell whether a test works with the database, by itself or by something it stands on."""
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgres")
    return bool(marked) or "django_db_setup" in getattr(item, "fixturenames", ())
