"""Where the data lie, and the secret key."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from nhiemky.config.home import data_home, secret_key


def test_data_home_is_the_folder_that_the_environment_names(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    named = {"NHIEMKY_HOME": str(tmp_path / "data")}
    assert data_home(named, here=tmp_path, user_home=tmp_path) == tmp_path / "data"


def test_data_home_is_var_where_it_exists(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    assert data_home({}, here=tmp_path, user_home=Path("/home/an")) == tmp_path / "var"


def test_data_home_ignores_an_empty_name(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    assert data_home({"NHIEMKY_HOME": "  "}, here=tmp_path, user_home=Path("/home/an")) == tmp_path / "var"


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, "/home/an/.local/share/nhiemky"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/nhiemky"),
        ("darwin", {}, "/home/an/Library/Application Support/NhiemKy"),
        ("win32", {}, "/home/an/AppData/Local/NhiemKy"),
        ("win32", {"LOCALAPPDATA": "/users/an/local"}, "/users/an/local/NhiemKy"),
    ],
)
def test_data_home_is_the_folder_of_the_user_otherwise(
    platform: str, environ: dict[str, str], expected: str, tmp_path: Path
) -> None:
    found = data_home(environ, here=tmp_path, user_home=Path("/home/an"), platform=platform)
    assert found == Path(expected)


def test_secret_key_is_taken_from_the_environment_without_a_file(tmp_path: Path) -> None:
    assert secret_key({"NHIEMKY_SECRET_KEY": "abc"}, home=tmp_path) == "abc"
    assert list(tmp_path.iterdir()) == []


def test_secret_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "new" / "data"
    first = secret_key({}, home=home)
    assert len(first) == 64
    assert secret_key({}, home=home) == first
    assert [path.name for path in home.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600


def test_secret_key_differs_between_installations(tmp_path: Path) -> None:
    assert secret_key({}, home=tmp_path / "a") != secret_key({}, home=tmp_path / "b")


def test_secret_key_replaces_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("", "ascii")
    made = secret_key({}, home=tmp_path)
    assert len(made) == 64
    assert (tmp_path / "secret_key").read_text("ascii") == made


def test_secret_key_says_when_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "ascii")
    with pytest.raises(ImproperlyConfigured, match="Hãy đặt biến NHIEMKY_HOME"):
        secret_key({}, home=tmp_path / "file" / "data")
