"""The site as it is served to an office, by two processes on one database: two people press the same button at once."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import OpenWindow, signed_in, windows

pytestmark = pytest.mark.browser

OFFICE, LEADERS = "vanphong.ttt", ("bithu.ttt", "phobithu.ttt")
ACCOUNT = re.compile(r"^([a-z]+\.[a-z]+) +(\S+) ", re.MULTILINE)
TOLD = "main .messages, main [role=alert]"
WAIT = 60


@dataclass(frozen=True)
class Site:
    """The scenario in a folder of its own, its address, and the passwords of its accounts."""

    home: Path
    address: str
    passwords: dict[str, str]
    open_window: OpenWindow

    def somebody(self, username: str) -> Page:
        """Give a window of somebody who has signed in."""
        return signed_in(self.open_window(), username, self.passwords[username])


def nhiemky(home: Path, *arguments: str) -> str:
    """Run a command on the data in the folder and give what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "nhiemky.cli", *arguments],
        env=environment(home), capture_output=True, encoding="utf-8", check=False, timeout=WAIT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment(home: Path) -> dict[str, str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NHIEMKY", "DATABASE", "DJANGO"))
    }
    return {**clean, "NHIEMKY_HOME": str(home), "PYTHONIOENCODING": "utf-8"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture
def site(browser: Browser, tmp_path: Path) -> Iterator[Site]:
    passwords = dict(ACCOUNT.findall(nhiemky(tmp_path, "demo")))
    port = free_port()
    command = [sys.executable, "-m", "nhiemky.cli", "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        end = time.monotonic() + WAIT
        while not answers(address) and time.monotonic() < end:
            time.sleep(0.1)
        with windows(browser, address) as window:
            yield Site(tmp_path, address, passwords, window)
    finally:
        process.terminate()
        process.wait(timeout=WAIT)


def test_of_two_who_press_at_once_one_does_it_and_the_other_is_told(site: Site) -> None:
    offices = [site.somebody(OFFICE), site.somebody(OFFICE)]
    two_write_one_file(offices, filled(site.home))
    two_submit(offices)
    two_confirm([site.somebody(leader) for leader in LEADERS])
    two_write_one_cell(offices)
    (own,) = [row for row in board(site) if row["code"] == "28927"]
    assert own["counts"] == {
        "met": 16, "over_90": 2, "over_75": 3, "over_50": 3, "under_50": 1, "not_due": 0, "no_data": 0, "not_computable": 0,
    }  # fmt: skip
    said = nhiemky(site.home, "check")
    assert re.findall(r"Nhật ký: (nguyên vẹn)|Số liệu chốt: (nguyên vẹn, 1)", said) == [
        ("nguyên vẹn", ""), ("", "nguyên vẹn, 1"),
    ]  # fmt: skip


def filled(home: Path) -> Path:
    """Fill the unit's form as somebody would in Excel."""
    file = home / "bieu.xlsx"
    nhiemky(home, "form", "--unit", "28927", "-o", str(file))
    book = openpyxl.load_workbook(file)
    sheet = book["Chỉ tiêu"]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    (row,) = [
        line for line in range(2, sheet.max_row + 1) if str(sheet.cell(line, heads["STT"]).value) == "5"
    ]
    sheet.cell(row, heads["Thực hiện 2022"]).value = 300
    book.save(file)
    return file


def at_once(pages: list[Page], button: str) -> list[str]:
    """Press the button in all windows at the same moment and give what each is told, in order."""
    for page in pages:
        page.get_by_role("button", name=button).evaluate("button => setTimeout(() => button.click(), 200)")
    told = []
    for page in pages:
        page.wait_for_selector(TOLD)
        told.append(page.locator(TOLD).first.inner_text())
    return sorted(told)


def two_write_one_file(offices: list[Page], file: Path) -> None:
    offices[0].goto("/tai-tep/")
    offices[0].get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
    offices[0].get_by_role("button", name="Tải lên và xem trước").click()
    expect(offices[0].get_by_role("heading", level=1)).to_have_text("bieu.xlsx")
    for page in offices:
        page.goto(offices[0].url)
    late, done = at_once(offices, "Xác nhận và ghi")
    assert done.startswith("Đã ghi số liệu của tệp bieu.xlsx.")
    assert re.search(r"Tệp đã được Lê Văn Được nhập lúc .+; không nhập lần thứ hai\.", late)


def two_submit(offices: list[Page]) -> None:
    for page in offices:
        page.goto("/nhap-lieu/")
        expect(page.locator("#luoi[data-ready]")).to_be_attached()
    late, done = at_once(offices, "Gửi lãnh đạo xác nhận")
    assert (late.splitlines()[-1], done) == (
        "Không có số liệu mới để trình.", "Đã gửi lãnh đạo xác nhận 1 số liệu.",
    )  # fmt: skip
    (refused,) = [page for page in offices if page.get_by_role("link", name="Quay lại trang trước").count()]
    refused.get_by_role("link", name="Quay lại trang trước").click()
    expect(refused.get_by_role("heading", level=1)).to_have_text("Nhập liệu: Đảng bộ xã Tân Thanh Tây")


def two_confirm(leaders: list[Page]) -> None:
    for page in leaders:
        page.goto("/nhap-lieu/xac-nhan/")
    late, done = at_once(leaders, "Xác nhận các số đã chọn")
    assert done == "Đã xác nhận 1 số liệu."
    assert re.search(r"Số liệu đã được (Huỳnh Thị Út|Nguyễn Thanh Ấn) xác nhận lúc", late)


def two_write_one_cell(offices: list[Page]) -> None:
    """Let two write different figures into one cell at the same moment: one is written, the other waits at the cell."""
    for page in offices:
        page.goto("/nhap-lieu/")
        expect(page.locator("#luoi[data-ready]")).to_be_attached()
    for page, figure in zip(offices, ("280", "281"), strict=True):
        cell = page.get_by_role("textbox", name=re.compile(r"^Chỉ tiêu 5\b.*2022"))
        cell.fill(figure)
        cell.evaluate("cell => setTimeout(() => cell.blur(), 200)")
    for page in offices:
        expect(page.locator(".is-dirty")).to_have_count(0)
        expect(page.locator("[data-status]")).to_contain_text("Đã lưu lúc")
    said = sorted(page.locator("[data-status]").inner_text().partition("; ")[2] for page in offices)
    assert said == ["", "1 ô chưa lưu được, lý do ghi tại ô"]


def board(site: Site) -> list[dict[str, object]]:
    said = nhiemky(site.home, "board", "--unit", "28927", "--as-of", "2023-02-21", "--format", "json")
    units: list[dict[str, object]] = json.loads(said)["units"]
    return units
