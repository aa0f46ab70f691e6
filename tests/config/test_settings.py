"""What every installation may rely on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ASK = "from nhiemky.config import settings as s; print(*[getattr(s, name) for name in {names!r}], sep='|')"


def told(home: Path, *names: str, **environ: str) -> list[str]:
    """Load the settings afresh with an environment and give some of them as texts."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NHIEMKY", "DATABASE"))}
    given = {**clean, "NHIEMKY_HOME": str(home), **environ}
    ask = ASK.format(names=names)
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=given)
    return done.stdout.strip().split("|")


def test_settings_are_closed_by_default(tmp_path: Path) -> None:
    names = ("DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    assert told(tmp_path, *names) == ["False", "['localhost', '127.0.0.1', '[::1]']", "False", "0"]


def test_settings_take_hosts_https_and_limits_from_the_environment(tmp_path: Path) -> None:
    names = (
        "ALLOWED_HOSTS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
    )
    assert told(tmp_path, *names, NHIEMKY_HOSTS="nk.local, 10.0.0.5", NHIEMKY_HTTPS="1") == [
        "['nk.local', '10.0.0.5']",
        "True",
        "True",
        "True",
        "31536000",
    ]
    found = told(tmp_path, "NHIEMKY_LIMITS", NHIEMKY_MAX_UPLOAD_MB="3", NHIEMKY_MAX_ROWS="10")
    assert found == ["{'upload_bytes': 3145728, 'unpacked_bytes': 209715200, 'rows': 10, 'columns': 200}"]


def test_settings_keep_files_and_secret_in_the_data_folder(tmp_path: Path) -> None:
    found = told(tmp_path, "NHIEMKY_HOME", "NHIEMKY_FILES", "SECRET_KEY")
    assert found[:2] == [str(tmp_path), str(tmp_path / "files")]
    assert found[2] == (tmp_path / "secret_key").read_text("ascii")


def test_settings_hash_passwords_with_argon2_first() -> None:
    hashers = told(Path(settings.NHIEMKY_HOME), "PASSWORD_HASHERS")[0]
    assert hashers.startswith("['django.contrib.auth.hashers.Argon2PasswordHasher'")


def test_settings_end_a_session_after_eight_hours_and_with_the_browser() -> None:
    assert (settings.SESSION_COOKIE_AGE, settings.SESSION_EXPIRE_AT_BROWSER_CLOSE) == (28_800, True)
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")


def test_settings_allow_nothing_from_elsewhere() -> None:
    assert settings.CONTENT_SECURITY_POLICY == {
        "DIRECTIVES": {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "font-src": ["'self'"],
            "img-src": ["'self'"],
            "connect-src": ["'self'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
        }
    }


@pytest.mark.parametrize("name", ["WSGI_APPLICATION", "ASGI_APPLICATION"])
def test_settings_name_servers_that_can_be_loaded(name: str) -> None:
    module, _, attribute = getattr(settings, name).rpartition(".")
    loaded = __import__(module, fromlist=[attribute])
    assert callable(getattr(loaded, attribute))
