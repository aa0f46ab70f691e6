"""The site as its own process: sign-in page, static files, the one-time link of real data, a port that is taken."""

from __future__ import annotations

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest

from nhiemky.cli.__main__ import main
from nhiemky.cli.serve import address_of, port_is_free

GOOD = "nước lớn đầy kênh 9"
WAIT = 60


def environment(home: Path) -> dict[str, str]:
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("NHIEMKY", "DATABASE", "PORT"))
    }
    return {**clean, "NHIEMKY_HOME": str(home), "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@dataclass
class Site:
    process: subprocess.Popen[str]
    port: int
    said: list[str]

    def ask(
        self, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = urlencode(form).encode() if form is not None else None
        given = {"Host": "127.0.0.1", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if form is not None:
            given["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if form is not None else "GET", path, body, given)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer, data


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    begun = subprocess.run(
        [
            sys.executable,
            "-m",
            "nhiemky.cli",
            "init",
            "--code",
            "28927",
            "--name",
            "Đảng bộ xã Tân Thanh Tây",
        ],
        env=environment(folder),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (begun.returncode, begun.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[Site]:
    number = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "nhiemky.cli", "serve", "--port", str(number)],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    found = Site(process, number, [])
    try:
        assert process.stdout is not None
        for line in process.stdout:
            found.said.append(line.rstrip())
            if line.startswith("Dừng"):
                break
        until = time.monotonic() + WAIT
        while port_is_free("127.0.0.1", number) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        yield found
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def token_and_cookie(site: Site, path: str) -> tuple[str, str]:
    answer, data = site.ask(path)
    assert answer.status == 200
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', data.decode())
    assert found is not None
    return found[1], (answer.getheader("Set-Cookie") or "").partition(";")[0]


def test_it_says_where_it_is_where_the_data_lie_and_how_to_sign_in(site: Site, home: Path) -> None:
    assert site.said[:2] == [f"Trang làm việc: http://127.0.0.1:{site.port}/", f"Dữ liệu: {home}"]
    assert re.fullmatch(
        rf"Quản trị đầu tiên đặt mật khẩu \(dùng một lần\): http://127\.0\.0\.1:{site.port}/loi-moi/[\w-]{{43}}/",
        site.said[2],
    )
    assert site.said[3] == "Dừng: Ctrl+C"


def test_the_sign_in_page_is_given_with_strict_headers(site: Site) -> None:
    answer, data = site.ask("/dang-nhap/")
    assert answer.status == 200
    assert '<html lang="vi"' in data.decode()
    policy = (answer.getheader("Content-Security-Policy") or "").split("; ")
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_every_other_page_leads_to_signing_in(site: Site) -> None:
    answer, _ = site.ask("/to-chuc/")
    assert answer.status == 302
    assert (answer.getheader("Location") or "").startswith("/dang-nhap/")


def test_another_host_is_refused(site: Site) -> None:
    answer, _ = site.ask("/dang-nhap/", Host="elsewhere.example")
    assert answer.status == 400


def test_static_files_bear_a_digest_are_compressed_and_kept_for_ever(site: Site) -> None:
    _, page = site.ask("/dang-nhap/")
    found = re.search(r'href="(/tinh/[^"]+\.[0-9a-f]{12}\.css)"', page.decode())
    assert found is not None
    plain, data = site.ask(found[1])
    packed, short = site.ask(found[1], Accept_Encoding="gzip")
    assert (plain.status, packed.status) == (200, 200)
    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(short) == data
    assert "immutable" in (plain.getheader("Cache-Control") or "")


def test_a_port_that_is_taken_is_said_and_nothing_starts(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not port_is_free("127.0.0.1", site.port)
    assert main(["serve", "--port", str(site.port)]) == 2
    assert capsys.readouterr().out == (
        f"Cổng {site.port} đang được chương trình khác dùng. Chọn cổng khác: nhiemky serve --port 8001\n"
    )


def test_the_one_time_link_sets_a_password_once_and_lets_in(site: Site) -> None:
    path = site.said[2][site.said[2].index("/loi-moi/") :]
    token, cookie = token_and_cookie(site, path)
    weak = {"csrfmiddlewaretoken": token, "password": "1234567890", "again": "1234567890"}
    refused, _ = site.ask(path, weak, Cookie=cookie)
    assert refused.status == 422
    good = {"csrfmiddlewaretoken": token, "password": GOOD, "again": GOOD}
    answer, _ = site.ask(path, good, Cookie=cookie)
    assert answer.status == 302
    session = [value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    inside, data = site.ask("/to-chuc/", Cookie="; ".join(session))
    assert inside.status == 200
    assert "Tân Thanh Tây" in data.decode()
    again, words = site.ask(path, good, Cookie=cookie)
    assert again.status in (404, 422)
    assert "Liên kết không còn hiệu lực" in words.decode()
    token, cookie = token_and_cookie(site, "/dang-nhap/")
    entry = {"csrfmiddlewaretoken": token, "username": "quantri", "password": GOOD}
    entered, _ = site.ask("/dang-nhap/", entry, Cookie=cookie)
    assert entered.status == 302


def test_it_stops_when_told(home: Path, site: Site) -> None:
    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(20) is not None
    assert port_is_free("127.0.0.1", site.port)


def test_address_to_open_names_the_machine_where_all_are_listened_to() -> None:
    name = socket.gethostname()
    assert {host: address_of(host, 8000) for host in ("127.0.0.1", "0.0.0.0", "::", "::1", "may-chu")} == {
        "127.0.0.1": "http://127.0.0.1:8000/",
        "0.0.0.0": f"http://{name}:8000/",
        "::": f"http://{name}:8000/",
        "::1": "http://[::1]:8000/",
        "may-chu": "http://may-chu:8000/",
    }
