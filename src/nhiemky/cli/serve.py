"""``nhiemky serve``: the site, for this computer or for the office's network."""

from __future__ import annotations

import os
import socket
from argparse import Namespace
from pathlib import Path

from nhiemky.cli.arguments import Parser, port, processes
from nhiemky.cli.database import UNUSABLE, answering, clock, open_data, say

APPLICATION = "nhiemky.config.wsgi:application"


def parser() -> Parser:
    """This function will give the parser of the command's arguments."""
    parser = Parser("serve", "Mở trang làm việc trên máy này.", "Serve the site on this machine.")
    parser.add_argument(
        "--host", default="127.0.0.1", help="địa chỉ nghe (0.0.0.0: cả mạng nội bộ) / address"
    )
    parser.add_argument("--port", type=port, default=os.environ.get("PORT", "8000"), help="cổng / port")
    parser.add_argument("--workers", type=processes, default=1, help="số tiến trình / number of processes")
    return parser


def run(arguments: list[str]) -> int:
    """This function will serve until it is stopped, and give 0, or 2 when the port is taken."""
    options = parser().parse_args(arguments)
    if not port_is_free(options.host, options.port):
        say(
            f"Cổng {options.port} đang được chương trình khác dùng. Chọn cổng khác: nhiemky serve --port 8001"
        )
        return UNUSABLE
    if options.host not in ("127.0.0.1", "localhost"):
        os.environ.setdefault("NHIEMKY_HOSTS", "*")
    home = open_data()
    return answering(lambda: _serve(options, home))


def port_is_free(host: str, port: int) -> bool:
    """This function will tell whether a server can listen there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def address_of(host: str, port: int) -> str:
    """This function will give the address to open: where every address is listened to, by the name of this machine."""
    name = socket.gethostname() if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def _serve(options: Namespace, home: Path) -> int:
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    call_command("collectstatic", interactive=False, verbosity=0)
    for line in greeting(address_of(options.host, options.port), home):
        say(line)
    server = Granian(
        APPLICATION,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=4,
        log_level="warning",  # type: ignore[arg-type]
    )
    server.serve()
    return 0


def greeting(address: str, home: Path) -> list[str]:
    """This function will say where the site is, where the data lie, and how to sign in."""
    from nhiemky.cli.demo import ACCOUNTS
    from nhiemky.history.vocab import Conflict, NotFound
    from nhiemky.org.actions import first_administrator

    lines = [f"Trang làm việc: {address}", f"Dữ liệu: {home}"]
    if (home / ACCOUNTS).exists():
        return [*lines, f"Đăng nhập bằng một tài khoản dùng thử trong tệp {home / ACCOUNTS}", "Dừng: Ctrl+C"]
    now = clock()
    try:
        _, secret = first_administrator(
            full_name="Quản trị hệ thống", username="quantri", now=now, today=now.date()
        )
        lines.append(f"Quản trị đầu tiên đặt mật khẩu (dùng một lần): {address}loi-moi/{secret}/")
    except NotFound:
        lines.append(
            "Chưa có đơn vị nào: chạy “nhiemky init” (dữ liệu thật) hoặc “nhiemky demo” (dùng thử) trước."
        )
    except Conflict:
        lines.append("Đăng nhập bằng tài khoản của đồng chí.")
    return [*lines, "Dừng: Ctrl+C"]
