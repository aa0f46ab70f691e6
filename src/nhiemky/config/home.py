"""Where the data of an installation lie, and its secret key."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def data_home(
    environ: Mapping[str, str], *, here: Path, user_home: Path, platform: str = sys.platform
) -> Path:
    """This function will give the data folder: $NHIEMKY_HOME, else ./var where it exists, else the user's folder."""
    if named := environ.get("NHIEMKY_HOME", "").strip():
        return Path(named).expanduser().resolve()
    if (here / "var").is_dir():
        return (here / "var").resolve()
    return _user_folder(environ, user_home=user_home, platform=platform)


def _user_folder(environ: Mapping[str, str], *, user_home: Path, platform: str) -> Path:
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or user_home / "AppData" / "Local") / "NhiemKy"
    if platform == "darwin":
        return user_home / "Library" / "Application Support" / "NhiemKy"
    return Path(environ.get("XDG_DATA_HOME") or user_home / ".local" / "share") / "nhiemky"


def secret_key(environ: Mapping[str, str], *, home: Path) -> str:
    """This function will give the secret key: $NHIEMKY_SECRET_KEY, else the file `secret_key` in the data folder.

    The file is made once, readable by its owner only; two processes starting at once agree on one key.

    :raises ImproperlyConfigured: when the data folder cannot be written.
    """
    if given := environ.get("NHIEMKY_SECRET_KEY", "").strip():
        return given
    path = home / "secret_key"
    try:
        home.mkdir(parents=True, exist_ok=True)
        return _kept_key(path) or _made_key(path)
    except OSError as error:
        raise ImproperlyConfigured(
            f"Không ghi được vào thư mục dữ liệu {home}: {error.strerror}. "
            "Hãy đặt biến NHIEMKY_HOME tới một thư mục ghi được."
        ) from error


def _kept_key(path: Path) -> str:
    return path.read_text("ascii").strip() if path.exists() else ""


def _made_key(path: Path) -> str:
    key = secrets.token_urlsafe(48)
    draft = path.with_name(f".secret_key.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        if not _kept_key(path):
            draft.replace(path)
    except OSError:  # a file system without hard links
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return _kept_key(path)
