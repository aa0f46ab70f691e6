"""The database: SQLite in the data folder, or PostgreSQL named by an address."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DatabaseSettings: TypeAlias = dict[str, object]

# Pages go from the log (WAL) to the database at 4,000 of them, not at 1,000, so that a large file is confirmed before they
# are moved; what is committed is as safe in the one as in the other.
SQLITE_START = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; "
    "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 134217728; PRAGMA cache_size = -32000; "
    "PRAGMA wal_autocheckpoint = 4000;"
)
BUSY_SECONDS = 20
POSTGRES_SCHEMES = frozenset({"postgres", "postgresql"})


def database_settings(address: str, *, home: Path) -> DatabaseSettings:
    """This function will give Django's settings of the database at `address`; empty means SQLite in `home`.

    :raises ImproperlyConfigured: for an address of another kind, one that cannot be read, or without the name of a database.
    """
    if not address.strip():
        return _sqlite(str(home / "nhiemky.sqlite3"))
    parts = _parts(address.strip())
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL thiếu tên cơ sở dữ liệu.")
    if parts.scheme == "sqlite":
        return _sqlite(name)
    if parts.scheme not in POSTGRES_SCHEMES:
        raise ImproperlyConfigured("DATABASE_URL phải bắt đầu bằng postgres:// hoặc sqlite://.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": _port(parts),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise ImproperlyConfigured(
            "Không đọc được DATABASE_URL. Ký tự đặc biệt trong mật khẩu phải viết dạng %XX."
        ) from error


def _port(parts: SplitResult) -> str:
    try:
        return str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured("Cổng trong DATABASE_URL phải là số từ 1 đến 65535.") from error


def _sqlite(name: str) -> DatabaseSettings:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": SQLITE_START,
        },
    }
