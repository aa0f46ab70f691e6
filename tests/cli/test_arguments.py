"""Arguments of commands: days and numbers as people write them, complaints in Vietnamese, files written whole or not at all."""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.cli import arguments
from nhiemky.cli.arguments import Parser, day, port, processes, write_whole
from nhiemky.cli.commands import COMMANDS, Command, available, find, load


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-02-21", date(2023, 2, 21)),
        ("21-2-2023", date(2023, 2, 21)),
        ("21/02/2023", date(2023, 2, 21)),
        ("21.2.2023", date(2023, 2, 21)),
        ("ngày 21 tháng 02 năm 2023", date(2023, 2, 21)),
    ],
)
def test_a_day_is_read_in_any_usual_form(text: str, expected: date) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    "text", ["", "hôm nay", "2023-02-30", "31-6-2023", "2023", "tháng 2/2023", "'; DROP", "9" * 400]
)
def test_what_is_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError) as refused:
        day(text)
    assert str(refused.value)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_as_it_is_written(given_day: date) -> None:
    assert day(given_day.isoformat()) == given_day
    assert day(f"{given_day.day}-{given_day.month}-{given_day.year}") == given_day


NUMBERS: list[tuple[Callable[[str], int], str, int | None]] = [
    (port, "1", 1),
    (port, "8000", 8000),
    (port, "65535", 65535),
    (port, "0", None),
    (port, "65536", None),
    (port, "-1", None),
    (port, "8000.0", None),
    (port, "٨٠٠٠", None),
    (port, "", None),
    (port, "http", None),
    (port, "9" * 400, None),
    (processes, "1", 1),
    (processes, "64", 64),
    (processes, "65", None),
    (processes, "0", None),
    (processes, "²", None),
]


@pytest.mark.parametrize(("read", "text", "number"), NUMBERS)
def test_numbers_have_their_bounds(read: Callable[[str], int], text: str, number: int | None) -> None:
    if number is not None:
        assert read(text) == number
        return
    with pytest.raises(argparse.ArgumentTypeError) as refused:
        read(text)
    assert f"“{text}”" in str(refused.value)


def parser() -> Parser:
    made = Parser("thu", "Thử một lệnh.", "Try a command.")
    made.add_argument("file")
    made.add_argument("--as-of", type=day)
    made.add_argument("--format", choices=("table", "json"), default="table")
    made.add_argument("--count", type=int)
    return made


@pytest.mark.parametrize(
    ("given_arguments", "complaint"),
    [
        ([], "Tham số chưa đúng: còn thiếu file\n"),
        (["a", "b"], "Tham số chưa đúng: không hiểu b\n"),
        (["a", "--nho"], "Tham số chưa đúng: không hiểu --nho\n"),
        (["a", "--count", "mười"], "Tham số chưa đúng: --count: không phải số nguyên: 'mười'\n"),
        (["a", "--count"], "Tham số chưa đúng: --count: cần một giá trị\n"),
        (["a", "--form", "json"], "Tham số chưa đúng: không hiểu --form json\n"),
    ],
)
def test_complaints_are_in_vietnamese(
    given_arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args(given_arguments)
    told = capsys.readouterr()
    assert (stopped.value.code, told.out) == (2, "")
    assert told.err.startswith("Cách dùng / Usage: nhiemky thu")
    assert told.err.endswith(complaint)


def test_a_wrong_choice_names_the_right_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["a", "--format", "xml"])
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("Tham số chưa đúng: --format: không có lựa chọn 'xml' (chọn một trong ")
    assert "json" in last


def test_a_wrong_day_is_told_at_its_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["a", "--as-of", "2023-02-30"])
    assert capsys.readouterr().err.splitlines()[-1].startswith("Tham số chưa đúng: --as-of: ")


def test_help_is_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args(["--help"])
    told = capsys.readouterr().out
    assert stopped.value.code == 0
    for words in (
        "Cách dùng / Usage:",
        "Tham số / Arguments",
        "Tùy chọn / Options",
        "Thử một lệnh.",
        "Try a command.",
    ):
        assert words in told


def test_a_file_is_written_with_the_usual_rights(tmp_path: Path) -> None:
    target = tmp_path / "bao-cao.docx"
    write_whole(target, b"moi")
    write_whole(target, b"moi hon")
    mask = os.umask(0)
    os.umask(mask)
    assert target.read_bytes() == b"moi hon"
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_cannot_be_put_in_its_place_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "thu-muc.xlsx"
    place.mkdir()
    with pytest.raises(OSError) as failed:
        write_whole(place, b"moi")
    assert failed.value.filename == str(place)
    assert (place.is_dir(), list(tmp_path.iterdir())) == (True, [place])


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError) as failed:
        write_whole(tmp_path / "khong-co" / "x.xlsx", b"moi")
    assert failed.value.filename == str(tmp_path / "khong-co")


def test_a_long_name_still_has_room_for_a_draft(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 240 + ".xlsx")
    write_whole(target, b"moi")
    assert target.read_bytes() == b"moi"


def test_every_command_is_there_with_its_lines_of_help() -> None:
    assert available() == COMMANDS
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert find(command.name) == command
        assert callable(load(command).run)
        assert command.vietnamese != command.english


@pytest.mark.parametrize("name", ["", "khong-co", "BOARD", "board.py", "../board", "arguments"])
def test_what_is_no_command_is_not_found(name: str) -> None:
    assert find(name) is None


def test_a_command_without_its_module_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Command("mai-sau", "not_there_yet", "lệnh sau này", "a later command")
    monkeypatch.setattr("nhiemky.cli.commands.COMMANDS", (*COMMANDS, missing))
    assert available() == COMMANDS
    assert find("mai-sau") is None


def test_phrases_in_english_have_each_a_phrase_of_ours() -> None:
    assert all(english.strip() and vietnamese != english for english, vietnamese in arguments._PHRASES)


def test_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "that.json", tmp_path / "link.json"
    target.write_bytes(b"cu")
    link.symlink_to(target)
    write_whole(link, b"moi")
    assert (link.is_symlink(), target.read_bytes()) == (True, b"moi")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "that.json"]


def test_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "ong"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"moi")
        assert (os.read(reader, 10), pipe.is_fifo()) == (b"moi", True)
    finally:
        os.close(reader)


def test_full_disk_names_its_file_and_is_not_replaced() -> None:
    with pytest.raises(OSError, match="No space left") as caught:
        write_whole(Path("/dev/full"), b"moi")
    assert (caught.value.filename, Path("/dev/full").is_char_device()) == ("/dev/full", True)
