"""Arguments of commands: a parser that speaks Vietnamese and English, dates as people write them, files written whole."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import NoReturn


class Unusable(Exception):  # noqa: N818
    """What a command stands on cannot be used; says what, why and what to do."""


class Parser(argparse.ArgumentParser):
    """A parser whose help is in both languages and whose complaints are in Vietnamese."""

    def __init__(self, command: str, vietnamese: str, english: str) -> None:
        """Begin the parser of one command."""
        super().__init__(
            prog=f"nhiemky {command}",
            description=f"{vietnamese}\n{english}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "Tham số / Arguments"
        self._optionals.title = "Tùy chọn / Options"
        self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này / show this help")

    def format_usage(self) -> str:
        """Return the line of usage with its title in both languages."""
        return super().format_usage().replace("usage: ", "Cách dùng / Usage: ", 1)

    def format_help(self) -> str:
        """Return the help with its title in both languages."""
        return super().format_help().replace("usage: ", "Cách dùng / Usage: ", 1)

    def error(self, message: str) -> NoReturn:
        """Stop with exit code 2 and say in Vietnamese what is wrong with the arguments."""
        self.print_usage(sys.stderr)
        self.exit(2, f"Tham số chưa đúng: {_in_vietnamese(message)}\n")


_PHRASES = (
    ("the following arguments are required: ", "còn thiếu "),
    ("unrecognized arguments: ", "không hiểu "),
    ("invalid int value: ", "không phải số nguyên: "),
    ("expected one argument", "cần một giá trị"),
    ("expected at least one argument", "cần ít nhất một giá trị"),
    ("invalid choice: ", "không có lựa chọn "),
    ("(choose from ", "(chọn một trong "),
    ("not allowed with argument ", "không dùng cùng với "),
    ("argument ", ""),
)


def _in_vietnamese(message: str) -> str:
    for english, vietnamese in _PHRASES:
        message = message.replace(english, vietnamese)
    return message


def port(text: str) -> int:
    """Return the number of a port, 1 to 65535.

    :raises argparse.ArgumentTypeError: for anything else.
    """
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535):
        raise argparse.ArgumentTypeError(f"“{text}” không phải là một cổng; cổng là số từ 1 đến 65535.")
    return int(text)


def processes(text: str) -> int:
    """Return a number of processes, 1 to 64.

    :raises argparse.ArgumentTypeError: for anything else.
    """
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 64):
        raise argparse.ArgumentTypeError(f"“{text}” không phải là số tiến trình; hãy ghi số từ 1 đến 64.")
    return int(text)


def day(text: str) -> date:
    """Return the date of an argument, ``2023-02-21`` or ``21-2-2023``.

    :raises argparse.ArgumentTypeError: when the text is no date.
    """
    from nhiemky.kernel.viet.dates import DateError, DateRange, read_date

    try:
        found = read_date(text)
    except DateError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if isinstance(found, DateRange):
        raise argparse.ArgumentTypeError(f"“{text}” không phải là một ngày; hãy ghi dạng 2023-02-21.")
    return found


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that either all of it is there or what was there before stays.

    A link is followed, and a device or a pipe is written to as it is: neither is ever replaced by a file.

    :raises OSError: when the file cannot be written.
    """
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not path.is_file() and not path.is_dir():
        _write_through(path, data)
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    except OSError as error:
        error.filename = str(path.parent)  # what the user knows, not the name of the draft
        raise
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None
        raise


def _write_through(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        error.filename = str(path)
        raise
