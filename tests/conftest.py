"""What every test stands on: no network beyond this machine, quick passwords, a files folder of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from pytest_socket import socket_allow_hosts

THIS_MACHINE = ["127.0.0.1", "::1"]


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
