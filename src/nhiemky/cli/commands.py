"""Which commands there are: name, module, one line of help in Vietnamese and in English."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, Protocol, cast


class Command(NamedTuple):
    """A command; its module has ``run(arguments) -> exit code``."""

    name: str
    module: str
    vietnamese: str
    english: str


class Runs(Protocol):
    """What the module of a command offers."""

    def run(self, arguments: list[str]) -> int:
        """Do the work of the command and return its exit code."""


COMMANDS = (
    Command("evaluate", "evaluate", "đánh giá một bảng kết quả Excel", "evaluate a results table"),
    Command("form", "form", "tạo biểu Excel để ghi chỉ tiêu và kết quả", "write the form to fill in"),
    Command("demo", "demo", "tạo (lại) dữ liệu mẫu năm 2023", "make (or remake) the 2023 scenario"),
    Command("init", "init", "khởi tạo dữ liệu thật", "begin real data"),
    Command("serve", "serve", "mở trang làm việc", "serve the site"),
    Command("import", "import_file", "nhập số liệu từ tệp Excel", "import figures from a file"),
    Command("board", "board", "bảng tổng hợp các đơn vị", "board of the units"),
    Command("campaign", "campaign", "tiến độ đợt sơ kết", "where a review campaign stands"),
    Command("report", "report", "lập báo cáo theo thể thức", "compose a report in official form"),
    Command("check", "check", "kiểm tra dữ liệu và nhật ký", "check the data and the ledger"),
)


def available() -> tuple[Command, ...]:
    """Return the commands whose module is there, in their order."""
    return tuple(command for command in COMMANDS if find_spec(_path(command)) is not None)


def find(name: str) -> Command | None:
    """Return a command by its name, None when there is none."""
    command = next((command for command in COMMANDS if command.name == name), None)
    return command if command is not None and find_spec(_path(command)) is not None else None


def load(command: Command) -> Runs:
    """Bring in the module of a command."""
    return cast(Runs, import_module(_path(command)))


def _path(command: Command) -> str:
    return f"nhiemky.cli.{command.module}"
