"""Help in both languages and every refusal of the command line in its words; in one process, on the tests' own database."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import pytest

from nhiemky.cli.__main__ import help_text, in_words, main
from nhiemky.cli.arguments import day, port, processes, write_whole
from nhiemky.cli.commands import COMMANDS, available, find, load
from nhiemky.cli.demo import accounts_text, write_private
from nhiemky.scenario.loader import SignIn

NAMES = [command.name for command in COMMANDS]


@pytest.fixture(autouse=True)
def no_debugging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NHIEMKY_DEBUG", raising=False)
    monkeypatch.delenv("PORT", raising=False)


Captured = pytest.CaptureFixture[str]


class TestHelp:
    @pytest.mark.parametrize("asked", [[], ["-h"], ["--help"], ["help"]])
    def test_the_list_of_commands_is_shown(self, capsys: Captured, asked: list[str]) -> None:
        assert main(asked) == 0
        out, err = capsys.readouterr()
        assert (out, err) == (help_text(), "")
        assert out.splitlines()[3] == "Cách dùng / Usage: nhiemky LỆNH [TÙY CHỌN]   (nhiemky LỆNH --help)"

    @pytest.mark.parametrize("name", NAMES)
    def test_every_command_is_named_in_both_languages(self, name: str) -> None:
        command = find(name)
        assert command is not None
        (line,) = [line for line in help_text().splitlines() if line.startswith(f"  {name} ")]
        assert line.split(maxsplit=1)[1] == f"{command.vietnamese} / {command.english}"

    @pytest.mark.parametrize("name", NAMES)
    def test_every_command_helps_in_both_languages(self, capsys: Captured, name: str) -> None:
        with pytest.raises(SystemExit) as stopped:
            main([name, "--help"])
        out, err = capsys.readouterr()
        assert (stopped.value.code, err) == (0, "")
        assert out.startswith(f"Cách dùng / Usage: nhiemky {name}")
        assert "Tùy chọn / Options:" in out
        assert "xem hướng dẫn này / show this help" in out
        assert not {"usage:", "options:", "positional arguments:", "show this help message"} & set(
            out.splitlines()
        )

    @pytest.mark.parametrize("name", NAMES)
    def test_every_command_refuses_what_it_does_not_know(self, capsys: Captured, name: str) -> None:
        with pytest.raises(SystemExit) as stopped:
            main([name, "--khong-co"])
        assert stopped.value.code == 2
        assert "Tham số chưa đúng: " in capsys.readouterr().err

    @pytest.mark.parametrize("asked", ["-V", "--version"])
    def test_the_version_is_told(self, capsys: Captured, asked: str) -> None:
        from importlib.metadata import version

        assert main([asked]) == 0
        assert capsys.readouterr().out == f"nhiemky {version('nhiemky')}\n"

    def test_every_command_is_there_and_runs(self) -> None:
        assert list(available()) == list(COMMANDS)
        assert all(callable(load(command).run) for command in COMMANDS)

    @pytest.mark.parametrize("name", ["", "demos", "Demo", "--x", "../demo", "đánh giá", "\udcff"])
    def test_an_unknown_command_is_refused(self, capsys: Captured, name: str) -> None:
        assert find(name) is None
        if name != "\udcff":
            assert main([name]) == 2
            assert capsys.readouterr().err == (
                f"Không có lệnh “{name}”. Gõ “nhiemky --help” để xem các lệnh.\n"
            )


class TestArguments:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["report"], "còn thiếu --unit, -o/--output"),
            (["init"], "còn thiếu --code, --name"),
            (["import"], "còn thiếu TỆP.xlsx, --unit"),
            (["evaluate"], "còn thiếu TỆP.xlsx"),
            (["form"], "còn thiếu -o/--output"),
            (["board", "--format", "xml"], "--format: không có lựa chọn 'xml' (chọn một trong"),
            (["board", "--unit"], "--unit: cần một giá trị"),
            (["board", "--as-of", "31-2-2023"], "--as-of: Ngày “31-2-2023” không có thật"),
            (
                ["board", "--as-of", "2023"],
                "--as-of: “2023” không phải là một ngày; hãy ghi dạng 2023-02-21.",
            ),
            (["board", "--as-of", "hôm qua"], "--as-of: Không đọc được ngày từ “hôm qua”."),
            (
                ["report", "--unit", "1", "-o", "x.docx", "--number", "mười"],
                "--number: không phải số nguyên: 'mười'",
            ),
            (["form", "--targets", "a", "--unit", "1", "-o", "x"], "--unit: không dùng cùng với --targets"),
            (["serve", "--port", "0"], "--port: “0” không phải là một cổng; cổng là số từ 1 đến 65535."),
            (
                ["serve", "--port", "65536"],
                "--port: “65536” không phải là một cổng; cổng là số từ 1 đến 65535.",
            ),
            (["serve", "--port", "tám"], "--port: “tám” không phải là một cổng; cổng là số từ 1 đến 65535."),
            (
                ["serve", "--workers", "0"],
                "--workers: “0” không phải là số tiến trình; hãy ghi số từ 1 đến 64.",
            ),
            (["check", "thừa"], "không hiểu thừa"),
        ],
    )
    def test_what_is_wrong_is_said_in_vietnamese(
        self, capsys: Captured, arguments: list[str], words: str
    ) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        err = capsys.readouterr().err
        assert stopped.value.code == 2
        assert err.startswith(f"Cách dùng / Usage: nhiemky {arguments[0]}")
        assert f"Tham số chưa đúng: {words}" in err

    def test_a_port_from_the_environment_is_judged_too(
        self, capsys: Captured, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PORT", "abc")
        with pytest.raises(SystemExit):
            main(["serve"])
        assert "“abc” không phải là một cổng" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "text", ["2023-02-21", "21-2-2023", "21/02/2023", "21.2.2023", "ngày 21 tháng 02 năm 2023"]
    )
    def test_a_day_is_read_as_people_write_it(self, text: str) -> None:
        assert day(text) == date(2023, 2, 21)

    @pytest.mark.parametrize(("text", "number"), [("1", 1), ("8000", 8000), ("65535", 65535), ("080", 80)])
    def test_a_port_is_read(self, text: str, number: int) -> None:
        assert port(text) == number

    @pytest.mark.parametrize("text", ["", "-1", "1e3", "٣", "1 ", "9" * 50])
    def test_neither_a_port_nor_a_number_of_processes(self, text: str) -> None:
        from argparse import ArgumentTypeError

        for read in (port, processes):
            with pytest.raises(ArgumentTypeError):
                read(text)


class TestFiles:
    def test_a_file_is_written_whole_in_place_of_another(self, tmp_path: Path) -> None:
        target = tmp_path / "báo cáo.docx"
        target.write_bytes(b"old")
        write_whole(target, b"new")
        assert target.read_bytes() == b"new"
        assert list(tmp_path.iterdir()) == [target]

    @pytest.mark.parametrize("where", ["khong-co/x.docx", "file/x.docx"])
    def test_a_folder_that_is_none_is_named_as_the_user_knows_it(self, tmp_path: Path, where: str) -> None:
        (tmp_path / "file").write_bytes(b"kept")
        with pytest.raises(OSError) as failed:
            write_whole(tmp_path / where, b"x")
        assert failed.value.filename == str((tmp_path / where).parent)
        assert f"“{(tmp_path / where).parent}”" in in_words(failed.value)
        assert (tmp_path / "file").read_bytes() == b"kept"

    def test_a_folder_in_the_place_of_the_file_stays_and_no_draft_is_left(self, tmp_path: Path) -> None:
        (tmp_path / "x.docx").mkdir()
        with pytest.raises(OSError) as failed:
            write_whole(tmp_path / "x.docx", b"x")
        assert in_words(failed.value) == f"Đây là thư mục, không phải tệp: “{tmp_path / 'x.docx'}”."
        assert [path.name for path in tmp_path.iterdir()] == ["x.docx"]

    @pytest.mark.parametrize(
        ("error", "words"),
        [
            (FileNotFoundError(errno.ENOENT, "x", "a.xlsx"), "Không tìm thấy “a.xlsx”."),
            (IsADirectoryError(errno.EISDIR, "x", "a"), "Đây là thư mục, không phải tệp: “a”."),
            (
                PermissionError(errno.EACCES, "x", "a.xlsx"),
                "Không có quyền đọc hoặc ghi “a.xlsx”. Nếu tệp đang mở trong Excel, hãy đóng lại.",
            ),
            (
                OSError(errno.ENOSPC, "No space left", "a.docx"),
                "Ổ đĩa đã đầy, không ghi được “a.docx”; tệp cũ (nếu có) vẫn còn nguyên.",
            ),
            (OSError(errno.EIO, "lỗi đĩa", "a"), "Không đọc hoặc ghi được “a”: lỗi đĩa."),
            (OSError("không rõ"), "Không đọc hoặc ghi được: không rõ."),
        ],
    )
    def test_what_goes_wrong_with_a_file_is_said_in_words(self, error: OSError, words: str) -> None:
        assert in_words(error) == words

    def test_a_private_file_is_read_by_its_owner_only(self, tmp_path: Path) -> None:
        write_private(tmp_path / "a.txt", "mật khẩu")
        assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "a.txt").read_text("utf-8") == "mật khẩu\n"

    def test_accounts_stand_in_columns(self) -> None:
        rows = (SignIn("an", "x" * 12, "Lê An", "Bí thư", "838"), SignIn("binh.dai", "y", "Bình", "P", "1"))
        assert accounts_text(rows).splitlines() == [
            "Tên đăng nhập  Mật khẩu      Người dùng  Chức vụ  Đơn vị",
            "an             xxxxxxxxxxxx  Lê An       Bí thư   838",
            "binh.dai       y             Bình        P        1",
        ]
