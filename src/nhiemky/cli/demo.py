"""``nhiemky demo``: the 2023 scenario, made or remade, and what it comes to."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nhiemky.cli.arguments import Parser, write_whole
from nhiemky.cli.database import REFUSED, answering, clock, open_data, say

if TYPE_CHECKING:
    from nhiemky.scenario.loader import SignIn

ACCOUNTS, FOLDER = "demo-accounts.txt", "demo"
REPORT = "bao-cao-so-ket-tan-thanh-tay"


def parser() -> Parser:
    """This function will give the parser of the command's arguments."""
    parser = Parser(
        "demo",
        "Tạo (hoặc tạo lại) dữ liệu mẫu: huyện Mỏ Cày Bắc, nhiệm kỳ 2020-2025.",
        "Make (or remake) the scenario: Mỏ Cày Bắc district, term 2020-2025.",
    )
    parser.add_argument("--keep", action="store_true", help="giữ dữ liệu mẫu đã có / keep what is there")
    return parser


def run(arguments: list[str]) -> int:
    """This function will make the scenario and print what it comes to; 1 when the data folder holds other data."""
    options = parser().parse_args(arguments)
    home = open_data()
    return answering(lambda: _demo(options, home))


def _demo(options: Namespace, home: Path) -> int:
    from nhiemky.scenario.queries import is_empty, is_scenario

    if is_empty():
        _make(home)
    elif not is_scenario():
        say(
            f"Thư mục dữ liệu {home} đang có dữ liệu không phải dữ liệu mẫu nên không tạo lại. "
            "Hãy đặt NHIEMKY_HOME tới một thư mục khác rồi chạy lại."
        )
        return REFUSED
    elif not options.keep:
        if not _set_aside(home):
            return REFUSED
        _make(home)
    _summary(home)
    return 0


def _set_aside(home: Path) -> bool:
    """Move the former demonstration out of the way; nothing is deleted."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    database = settings.DATABASES["default"]
    if "sqlite" not in str(database["ENGINE"]):
        say("Trên PostgreSQL, hãy tạo một cơ sở dữ liệu trống, đặt DATABASE_URL tới đó rồi chạy lại.")
        return False
    connections.close_all()
    aside = home / f"truoc-{clock():%Y%m%d-%H%M%S}"
    aside.mkdir()
    former = Path(str(database["NAME"]))
    for path in (former, *former.parent.glob(f"{former.name}-*"), home / ACCOUNTS, home / FOLDER):
        if path.exists():
            path.rename(aside / path.name)
    call_command("migrate", interactive=False, verbosity=0)
    say(f"Dữ liệu mẫu cũ được giữ ở {aside}")
    return True


def _make(home: Path) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from nhiemky.scenario.loader import load

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Tạo dữ liệu mẫu", total=None)

        def step(name: str, done: int, whole: int) -> None:
            progress.update(task, description=name, completed=done, total=whole)

        sign_ins = load(now=clock(), on_step=step)
    write_private(home / ACCOUNTS, accounts_text(sign_ins))
    _write_files(home)


def _write_files(home: Path) -> None:
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.queries import state_of, term
    from nhiemky.reporting.actions import issue
    from nhiemky.reporting.formats import ReportFormat
    from nhiemky.scenario import facts
    from nhiemky.scenario.loader import FORM_NAME, pilot_form
    from nhiemky.targets.queries import scheme

    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    seeds = [seed for seed in facts.target_seeds() if seed.unit_code == facts.PILOT]
    write_whole(folder / FORM_NAME, pilot_form(seeds))
    for kind in (ReportFormat.WORD, ReportFormat.PDF, ReportFormat.EXCEL):
        issued = issue(
            SYSTEM_ACTOR,
            state=state_of(SYSTEM_ACTOR, unit_code=facts.PILOT, on=facts.CUT_OFF),
            term=term(facts.TERM_LABEL),
            as_of=facts.CUT_OFF,
            scheme=scheme("default"),
            format=kind,
        )
        write_whole(folder / f"{REPORT}.{kind}", issued.data)


def accounts_text(sign_ins: Sequence[SignIn]) -> str:
    """This function will write the accounts as an aligned table: name, password, who, where."""
    rows = [("Tên đăng nhập", "Mật khẩu", "Người dùng", "Chức vụ", "Đơn vị")]
    rows += [(each.username, each.password, each.name, each.title, each.unit) for each in sign_ins]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    return "\n".join(
        "  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4])).rstrip()
        for row in rows
    )


def write_private(path: Path, text: str) -> None:
    """This function will write a file that only its owner can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{text}\n")


def _summary(home: Path) -> None:
    from nhiemky.kernel.scoring import DEFAULT_SCHEME
    from nhiemky.kernel.viet.dates import write_date
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.queries import state_of, term
    from nhiemky.reporting.board import unit_board
    from nhiemky.scenario import facts

    board = unit_board(
        SYSTEM_ACTOR,
        state=state_of(SYSTEM_ACTOR, unit_code=facts.PILOT, on=facts.CUT_OFF),
        term=term(facts.TERM_LABEL),
        as_of=facts.CUT_OFF,
        scheme=DEFAULT_SCHEME,
    )
    say(f"{board.unit_name}, nhiệm kỳ {board.term}, số liệu đến ngày {write_date(board.as_of)}:")
    say(board.sentence)
    for band in board.bands:
        say(f"  {band.name:<18} {band.count:>2}/{band.total}")
    folder = home / FOLDER
    say()
    say(f"Báo cáo Word: {folder / REPORT}.docx (và .pdf, .xlsx)")
    accounts = home / ACCOUNTS
    if accounts.exists():
        say(f"Tài khoản dùng thử (mật khẩu ngẫu nhiên, chỉ lưu trong {accounts}):")
        say(accounts.read_text(encoding="utf-8").rstrip())
