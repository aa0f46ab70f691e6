"""The way in: commands are found, helped with, and nothing that goes wrong shows a traceback."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from nhiemky.cli.__main__ import help_text, in_words, main
from nhiemky.cli.arguments import write_whole
from nhiemky.cli.commands import COMMANDS, available, find, load

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_help_lists_the_commands_in_both_languages(capsys: Capture, arguments: list[str]) -> None:
    assert main(arguments) == 0
    assert capsys.readouterr().out == help_text()
    assert "evaluate" in help_text()
    assert "đánh giá một bảng kết quả Excel / evaluate a results table" in help_text()


def test_version_is_told(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("nhiemky ")


def test_unknown_command_is_told(capsys: Capture) -> None:
    assert main(["không-có"]) == 2
    assert capsys.readouterr().err == "Không có lệnh “không-có”. Gõ “nhiemky --help” để xem các lệnh.\n"


def test_only_commands_that_are_there_are_listed() -> None:
    names = [command.name for command in available()]
    assert names == [command.name for command in COMMANDS if command.name in names]
    assert {"evaluate", "form"} <= set(names)
    assert find("nothing") is None


@pytest.mark.parametrize("name", ["evaluate", "form"])
def test_command_is_loaded_by_name(name: str) -> None:
    command = find(name)
    assert command is not None
    assert callable(load(command).run)


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
            OSError(errno.ENOSPC, "x", "a.xlsx"),
            "Ổ đĩa đã đầy, không ghi được “a.xlsx”; tệp cũ (nếu có) vẫn còn nguyên.",
        ),
        (OSError(errno.EIO, "lỗi đĩa", "a.xlsx"), "Không đọc hoặc ghi được “a.xlsx”: lỗi đĩa."),
        (FileNotFoundError(), "Không tìm thấy."),
    ],
)
def test_errors_of_files_are_told_in_vietnamese(error: OSError, words: str) -> None:
    assert in_words(error) == words


def test_full_disk_is_told(capsys: Capture) -> None:
    if not Path("/dev/full").exists():
        pytest.fail("this system has no /dev/full")
    found = subprocess.run(
        [sys.executable, "-m", "nhiemky.cli", "form", "-o", "/dev/full/a.xlsx"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 2
    assert "Traceback" not in found.stderr


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_failed_writing_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "thư mục"
    path.mkdir()
    (path / "cũ").write_bytes(b"1")
    with pytest.raises(OSError):
        write_whole(path, b"two")
    assert [each.name for each in tmp_path.iterdir()] == ["thư mục"]


def test_unexpected_error_is_one_line(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nhiemky.cli.evaluate._format_of", lambda _: "lạ")
    monkeypatch.delenv("NHIEMKY_DEBUG", raising=False)
    assert main(["evaluate", str(tmp_path / "a.xlsx")]) == 2
    path = tmp_path / "a.xlsx"
    from tests.samples.broken import good

    path.write_bytes(good())
    capsys.readouterr()
    assert main(["evaluate", str(path)]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("Lỗi ngoài dự kiến (KeyError")
    assert shown.count("\n") == 1


def test_output_that_is_not_read_is_no_error(tmp_path: Path) -> None:
    from tests.samples.broken import good

    path = tmp_path / "a.xlsx"
    path.write_bytes(good())
    command = f'"{sys.executable}" -m nhiemky.cli evaluate "{path}" | true'
    found = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in found.stderr


def test_old_consoles_do_not_stop_the_output(tmp_path: Path) -> None:
    from tests.samples.broken import good

    path = tmp_path / "a.xlsx"
    path.write_bytes(good())
    found = subprocess.run(
        [sys.executable, "-m", "nhiemky.cli", "evaluate", str(path)],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"},
    )
    assert (found.returncode, found.stderr) == (0, b"")
    assert "chỉ tiêu" in found.stdout.decode()
