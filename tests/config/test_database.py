"""The database from its address."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from nhiemky.config.database import BUSY_SECONDS, SQLITE_START, database_settings

HOME = Path("/data")


def test_database_is_sqlite_in_the_data_folder_without_an_address() -> None:
    assert database_settings("", home=HOME) == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "/data/nhiemky.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": SQLITE_START},
    }


def test_database_may_be_a_sqlite_file_elsewhere() -> None:
    assert database_settings("sqlite:////tmp/a.db", home=HOME)["NAME"] == "/tmp/a.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_database_is_postgresql_when_the_address_says_so(scheme: str) -> None:
    address = f"{scheme}://nhi%40m:m%2Fk%3A1@db.local:5433/nhiem%20ky?sslmode=require"
    assert database_settings(address, home=HOME) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "nhiem ky",
        "USER": "nhi@m",
        "PASSWORD": "m/k:1",
        "HOST": "db.local",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def test_database_address_may_leave_out_all_but_the_name() -> None:
    found = database_settings("postgres:///nhiemky", home=HOME)
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "nhiemky",
        "",
        "",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("mysql://a/b", "phải bắt đầu bằng postgres:// hoặc sqlite://"),
        ("postgres://localhost", "thiếu tên cơ sở dữ liệu"),
        ("postgres://localhost/", "thiếu tên cơ sở dữ liệu"),
    ],
)
def test_database_refuses_an_address_that_it_cannot_use(address: str, message: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=message):
        database_settings(address, home=HOME)


@pytest.mark.django_db
def test_database_of_a_process_keeps_foreign_keys() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys")
            assert cursor.fetchone() == (1,)
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (1,)
        else:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
