"""Commands over data that are empty, broken or of somebody else; in one process, on the tests' own database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.utils import OperationalError
from pytest_django import Settings

from nhiemky.cli.__main__ import main
from nhiemky.cli.database import answering
from nhiemky.history.models import LedgerLine
from nhiemky.kernel.sheets.form import write_form
from nhiemky.org.models import Term, Unit, User
from nhiemky.scenario.queries import is_empty
from tests import cast

Captured = pytest.CaptureFixture[str]
BEGIN = ("init", "--code", "28936", "--name", "Đảng bộ xã Nhuận Phú Tân")


@pytest.fixture
def own_home(settings: Settings, tmp_path: Path) -> Path:
    settings.NHIEMKY_HOME = tmp_path
    return tmp_path


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
class TestEmpty:
    @pytest.mark.parametrize(
        "arguments", [["board"], ["board", "--format", "json"], ["report", "--unit", "1", "-o", "x.docx"]]
    )
    def test_without_a_term_the_way_to_begin_is_said(self, capsys: Captured, arguments: list[str]) -> None:
        assert main(arguments) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert (
            err == "Chưa có nhiệm kỳ nào trong dữ liệu. Hãy chạy “nhiemky demo” hoặc “nhiemky init” trước.\n"
        )

    def test_without_a_unit_the_board_says_so(self, capsys: Captured) -> None:
        cast.make_term("2020-2025", cut_off=cast.TODAY)
        assert main(["board"]) == 1
        assert capsys.readouterr().err.startswith("Chưa có đơn vị nào vào ngày 2023-02-21 (hôm nay ")

    def test_an_empty_ledger_is_sound(self, capsys: Captured) -> None:
        assert main(["check"]) == 0
        assert capsys.readouterr().out.splitlines() == [
            "Nhật ký: nguyên vẹn, 0 dòng. Mã dòng cuối: –",
            "Số liệu chốt: nguyên vẹn, 0 lần chốt.",
        ]

    def test_a_greeting_without_units_says_what_to_run(self, own_home: Path) -> None:
        from nhiemky.cli.serve import greeting

        assert greeting("http://127.0.0.1:8000/", own_home) == [
            "Trang làm việc: http://127.0.0.1:8000/",
            f"Dữ liệu: {own_home}",
            "Chưa có đơn vị nào: chạy “nhiemky init” (dữ liệu thật) hoặc “nhiemky demo” (dùng thử) trước.",
            "Dừng: Ctrl+C",
        ]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
class TestInit:
    def test_unit_term_and_administrator_are_made(self, capsys: Captured) -> None:
        assert main([*BEGIN, "--term", "2020-2025", "--admin", "Lê An"]) == 0
        out = capsys.readouterr().out.splitlines()
        assert out[:2] == [
            "Đã khởi tạo Đảng bộ xã Nhuận Phú Tân, nhiệm kỳ 2020-2025.",
            "Tên đăng nhập của quản trị: quantri",
        ]
        assert out[2].startswith("Để đặt mật khẩu, mở /loi-moi/")
        assert " trên trang làm việc (dùng một lần, trong 72 giờ). " in out[2]
        state = Unit.objects.get().states.get()
        assert (state.name, state.short_name, state.committee_name, state.symbol, state.place) == (
            "Đảng bộ xã Nhuận Phú Tân",
            "Nhuận Phú Tân",
            "Đảng ủy xã Nhuận Phú Tân",
            "ĐU",
            "Nhuận Phú Tân",
        )
        term, user = Term.objects.get(), User.objects.get()
        assert (term.label, term.first_year, term.last_year) == ("2020-2025", 2021, 2025)
        assert (user.username, user.has_usable_password(), str(user.person)) == ("quantri", False, "Lê An")
        assert [role.code for role in user.roles.all()] == ["administrator"]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ([*BEGIN, "--term", "abc"], "Không đọc được nhiệm kỳ “abc”. Ghi hai năm, ví dụ 2025-2030."),
            (
                [*BEGIN, "--term", "2025-2020"],
                "Nhiệm kỳ kết thúc trước khi bắt đầu. Ghi hai năm, ví dụ 2025-2030.",
            ),
            ([*BEGIN, "--symbol", "x" * 21], "Dài quá 20 ký tự."),
            (
                ["init", "--code", "", "--name", "Đảng bộ"],
                "Mã đơn vị có từ 1 đến 40 ký tự và không có dấu /.",
            ),
            ([*BEGIN, "--admin", ""], "Họ và tên có từ 1 đến 150 ký tự."),
            ([*BEGIN, "--type", " "], "Hãy nhập mã và tên loại đơn vị."),
        ],
    )
    def test_what_cannot_be_leaves_nothing_behind(
        self, capsys: Captured, arguments: list[str], words: str
    ) -> None:
        assert main(arguments) == 1
        assert capsys.readouterr().err == f"{words}\n"
        assert is_empty()
        assert (Unit.objects.count(), Term.objects.count(), User.objects.count()) == (0, 0, 0)

    def test_data_that_exist_are_left_alone(self, capsys: Captured) -> None:
        cast.make_tree()
        lines = LedgerLine.objects.count()
        assert main([*BEGIN]) == 1
        assert capsys.readouterr().err == (
            "Dữ liệu đã được khởi tạo. Thêm đơn vị, nhiệm kỳ và người dùng trên trang làm việc.\n"
        )
        assert main(["demo"]) == 1
        assert "đang có dữ liệu không phải dữ liệu mẫu nên không tạo lại" in capsys.readouterr().out
        assert LedgerLine.objects.count() == lines


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
class TestImport:
    def form(self, folder: Path, code: str) -> str:
        path = folder / "bieu.xlsx"
        path.write_bytes(write_form((), unit="X", unit_code=code, term="2020-2025", years=range(2021, 2026)))
        return str(path)

    @pytest.mark.parametrize(
        ("name", "words"), [("khong-co.xlsx", "Không tìm thấy"), (".", "Đây là thư mục, không phải tệp")]
    )
    def test_a_file_that_is_none(self, capsys: Captured, tmp_path: Path, name: str, words: str) -> None:
        assert main(["import", str(tmp_path / name), "--unit", "28927"]) == 2
        assert capsys.readouterr().err.startswith(words)

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"MZ", b"a;b;c\n1;2;3\n", b"<html>"])
    def test_a_file_that_is_no_table_writes_nothing(
        self, capsys: Captured, tmp_path: Path, data: bytes
    ) -> None:
        cast.make_tree()
        cast.make_term(cut_off=cast.TODAY)
        (tmp_path / "a.xlsx").write_bytes(data)
        lines = LedgerLine.objects.exclude(object_kind="batch").count()
        assert main(["import", str(tmp_path / "a.xlsx"), "--unit", "28927", "--confirm"]) in (1, 2)
        out, err = capsys.readouterr()
        assert "Lỗi ngoài dự kiến" not in out + err
        assert LedgerLine.objects.exclude(object_kind="batch").count() == lines

    @pytest.mark.parametrize("code", ["khong-co", "1'; --", "\udcff", "x" * 500])
    def test_a_unit_that_is_none(self, capsys: Captured, tmp_path: Path, code: str) -> None:
        cast.make_term(cut_off=cast.TODAY)
        assert main(["import", self.form(tmp_path, "1"), "--unit", code]) == 1
        assert capsys.readouterr().err.startswith("Không có đơn vị mã ")


@pytest.mark.django_db
@pytest.mark.usefixtures("own_home")
def test_a_board_of_units_without_targets_adds_up_to_nothing(capsys: Captured) -> None:
    cast.make_tree()
    cast.make_term(cut_off=cast.TODAY)
    assert main(["board", "--unit", "838", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [unit["code"] for unit in found["units"]] == ["838", "28927", "28927-1", "28957", "28903"]
    assert {unit["total"] for unit in found["units"]} == {0}
    assert {count for unit in found["units"] for count in unit["counts"].values()} == {0}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"NHIEMKY_MAX_ROWS": "nhiều"}, "Biến NHIEMKY_MAX_ROWS phải là số nguyên từ 1 đến 1000000"),
        ({"NHIEMKY_LOG": "to"}, "Biến NHIEMKY_LOG là một trong DEBUG, INFO"),
        ({"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL phải bắt đầu bằng"),
        ({"DATABASE_URL": "postgres://127.0.0.1:1/b"}, "Cơ sở dữ liệu không trả lời được: "),
        ({"NHIEMKY_HOME": os.devnull + "/x"}, "Không ghi được vào thư mục dữ liệu"),
        ({}, "Cơ sở dữ liệu không trả lời được: file is not a database"),
    ],
)
def test_a_setting_or_a_database_that_cannot_be_used_is_said(
    tmp_path: Path, setting: dict[str, str], words: str
) -> None:
    (tmp_path / "nhiemky.sqlite3").write_bytes(b"not a database, but long enough to look at" * 40)
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NHIEMKY", "DATABASE"))}
    done = subprocess.run(
        [sys.executable, "-m", "nhiemky.cli", "board"],
        env={**clean, "NHIEMKY_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8", **setting},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(words)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("disk I/O error", "Ổ đĩa đã đầy hoặc không ghi được"),
        ("database or disk is full", "Ổ đĩa đã đầy hoặc không ghi được"),
        ("database is locked", "Cơ sở dữ liệu không trả lời được: database is locked"),
    ],
)
def test_full_disk_is_told_in_words(capsys: Captured, said: str, words: str) -> None:
    def act() -> int:
        raise OperationalError(said)

    assert answering(act) == 2
    found = capsys.readouterr()
    assert (found.out, found.err.startswith(words), found.err.count("\n")) == ("", True, 1)
