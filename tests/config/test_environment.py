"""Settings and addresses that people mistype: each is refused in words that name it, nothing is guessed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from nhiemky.config.database import database_settings
from nhiemky.config.home import data_home, secret_key
from nhiemky.config.settings import _flag, _level, _listed, _number

HOME = Path("/data")
NAME = "NHIEMKY_TEST_VALUE"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv(NAME, raising=False)
    return monkeypatch


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "number"), [("1", 1), (" 20 ", 20), ("1000000", 1_000_000), ("", 7), ("  ", 7)]
    )
    def test_a_whole_number_is_taken_else_the_default(
        self, given: pytest.MonkeyPatch, text: str, number: int
    ) -> None:
        given.setenv(NAME, text)
        assert _number(NAME, 7) == number

    def test_without_a_value_the_default_holds(self, given: pytest.MonkeyPatch) -> None:
        assert _number(NAME, 7) == 7

    @pytest.mark.parametrize(
        "text", ["0", "-1", "abc", "1.5", "1,5", "٣", "1_000", "1000001", "9" * 40, "20MB"]
    )
    def test_anything_else_is_refused_by_name(self, given: pytest.MonkeyPatch, text: str) -> None:
        given.setenv(NAME, text)
        with pytest.raises(ImproperlyConfigured) as refused:
            _number(NAME, 7)
        assert str(refused.value) == (
            f"Biến NHIEMKY_TEST_VALUE phải là số nguyên từ 1 đến 1000000, không phải “{text}”."
        )


class TestWords:
    @pytest.mark.parametrize(
        ("text", "on"),
        [
            ("1", True),
            ("true", True),
            (" YES ", True),
            ("On", True),
            ("0", False),
            ("false", False),
            ("", False),
            ("có", False),
            ("2", False),
        ],
    )
    def test_a_flag_is_off_unless_plainly_on(self, given: pytest.MonkeyPatch, text: str, on: bool) -> None:
        given.setenv(NAME, text)
        assert _flag(NAME) is on

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("", []),
            (" , ,", []),
            ("a.vn", ["a.vn"]),
            ("a.vn,b.vn", ["a.vn", "b.vn"]),
            ("a.vn b.vn\n c.vn ,d.vn", ["a.vn", "b.vn", "c.vn", "d.vn"]),
            ("*", ["*"]),
        ],
    )
    def test_a_list_is_cut_at_commas_and_blanks(
        self, given: pytest.MonkeyPatch, text: str, parts: list[str]
    ) -> None:
        given.setenv(NAME, text)
        assert _listed(NAME) == parts

    @pytest.mark.parametrize(
        ("text", "level"),
        [
            ("", "WARNING"),
            (" debug ", "DEBUG"),
            ("Info", "INFO"),
            ("ERROR", "ERROR"),
            ("critical", "CRITICAL"),
        ],
    )
    def test_a_level_of_logging_is_known(self, given: pytest.MonkeyPatch, text: str, level: str) -> None:
        given.setenv(NAME, text)
        assert _level(NAME) == level

    @pytest.mark.parametrize("text", ["loud", "10", "warn!"])
    def test_another_level_is_refused_by_name(self, given: pytest.MonkeyPatch, text: str) -> None:
        given.setenv(NAME, text)
        with pytest.raises(ImproperlyConfigured) as refused:
            _level(NAME)
        assert str(refused.value) == (
            "Biến NHIEMKY_TEST_VALUE là một trong DEBUG, INFO, WARNING, ERROR, CRITICAL, "
            f"không phải “{text.upper()}”."
        )


class TestDatabaseAddresses:
    @pytest.mark.parametrize(
        ("address", "parts"),
        [
            ("postgres://h/d", ("d", "", "", "h", "")),
            (" postgres://h/d\n", ("d", "", "", "h", "")),
            ("POSTGRES://H/D", ("D", "", "", "h", "")),
            ("postgresql://u@h:5432/d", ("d", "u", "", "h", "5432")),
            ("postgres://u:@h/d", ("d", "u", "", "h", "")),
            ("postgres://u:p@[::1]:5432/d", ("d", "u", "p", "::1", "5432")),
            ("postgres://u:a%3Ab%23c%3Fd%5Be@h/d", ("d", "u", "a:b#c?d[e", "h", "")),
            ("postgres://u:m%E1%BA%ADt@h/nhi%E1%BB%87m_k%E1%BB%B3", ("nhiệm_kỳ", "u", "mật", "h", "")),
            ("postgres://%2fvar%2frun%2fpg/d", ("d", "", "", "/var/run/pg", "")),
        ],
    )
    def test_parts_are_read(self, address: str, parts: tuple[str, ...]) -> None:
        found = database_settings(address, home=HOME)
        assert tuple(found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == parts
        assert found["ENGINE"] == "django.db.backends.postgresql"

    def test_options_are_handed_on(self) -> None:
        found = database_settings("postgres://h/d?sslmode=verify-full&connect_timeout=5&empty=", home=HOME)
        assert found["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": "5"}

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("postgres://h:abc/d", "Cổng trong DATABASE_URL phải là số từ 1 đến 65535."),
            ("postgres://h:99999/d", "Cổng trong DATABASE_URL phải là số từ 1 đến 65535."),
            (
                "postgres://u:p[x@h/d",
                "Không đọc được DATABASE_URL. Ký tự đặc biệt trong mật khẩu phải viết dạng %XX.",
            ),
            ("postgres://u:p#x@h/d", "DATABASE_URL thiếu tên cơ sở dữ liệu."),
            ("postgres://", "DATABASE_URL thiếu tên cơ sở dữ liệu."),
            ("nhiemky", "DATABASE_URL phải bắt đầu bằng postgres:// hoặc sqlite://."),
            ("mysql://h/d", "DATABASE_URL phải bắt đầu bằng postgres:// hoặc sqlite://."),
            ("sqlite://", "DATABASE_URL thiếu tên cơ sở dữ liệu."),
        ],
    )
    def test_what_cannot_be_read_is_refused(self, address: str, words: str) -> None:
        with pytest.raises(ImproperlyConfigured) as refused:
            database_settings(address, home=HOME)
        assert str(refused.value) == words

    @pytest.mark.parametrize(
        "address", ["postgres://u:bi-mat@h:abc/d", "mysql://u:bi-mat@h/d", "postgres://u:bi-mat[@h/d"]
    )
    def test_a_refusal_never_tells_the_password(self, address: str) -> None:
        with pytest.raises(ImproperlyConfigured) as refused:
            database_settings(address, home=HOME)
        assert "bi-mat" not in str(refused.value)

    @pytest.mark.parametrize("address", ["", " ", "\n"])
    def test_no_address_is_the_file_in_the_data_folder(self, address: str) -> None:
        assert database_settings(address, home=HOME)["NAME"] == "/data/nhiemky.sqlite3"


class TestHome:
    def test_a_home_may_begin_with_the_users_own(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        found = data_home({"NHIEMKY_HOME": "~/dữ liệu"}, here=tmp_path, user_home=tmp_path)
        assert found == (tmp_path / "dữ liệu").resolve()

    def test_a_file_named_var_is_no_home(self, tmp_path: Path) -> None:
        (tmp_path / "var").write_text("", "ascii")
        found = data_home({}, here=tmp_path, user_home=Path("/home/an"), platform="linux")
        assert found == Path("/home/an/.local/share/nhiemky")

    def test_a_link_is_followed(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "var").symlink_to(tmp_path / "real")
        assert data_home({}, here=tmp_path, user_home=tmp_path) == tmp_path / "real"


class TestSecret:
    def test_processes_that_start_at_once_agree_on_one_key(self, tmp_path: Path) -> None:
        ask = (
            "import sys; from pathlib import Path; from nhiemky.config.home import secret_key; "
            "print(secret_key({}, home=Path(sys.argv[1])))"
        )
        home = tmp_path / "new"
        started = [
            subprocess.Popen([sys.executable, "-c", ask, str(home)], stdout=subprocess.PIPE, text=True)
            for _ in range(6)
        ]
        keys = {process.communicate()[0].strip() for process in started}
        assert keys == {(home / "secret_key").read_text("ascii")}
        assert [path.name for path in home.iterdir()] == ["secret_key"]

    @pytest.mark.parametrize("blank", ["", "  ", "\n"])
    def test_a_blank_key_of_the_environment_counts_as_none(self, tmp_path: Path, blank: str) -> None:
        assert len(secret_key({"NHIEMKY_SECRET_KEY": blank}, home=tmp_path)) == 64

    def test_a_draft_left_by_a_crash_does_not_stand_in_the_way(self, tmp_path: Path) -> None:
        (tmp_path / f".secret_key.{os.getpid()}").write_text("half", "ascii")
        assert len(secret_key({}, home=tmp_path)) == 64
        assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]

    def test_the_words_name_the_folder_and_what_to_do(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", "ascii")
        home = tmp_path / "file" / "data"
        with pytest.raises(ImproperlyConfigured) as refused:
            secret_key({}, home=home)
        assert str(refused.value) == (
            f"Không ghi được vào thư mục dữ liệu {home}: Not a directory. "
            "Hãy đặt biến NHIEMKY_HOME tới một thư mục ghi được."
        )
