"""Tables in a real browser: what is left out stays left out, and a table goes to Excel by the clipboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from nhiemky.org.models import User
from nhiemky.org.vocab import RoleCode
from nhiemky.targets.actions import submit_figures
from nhiemky.targets.models import Observation
from tests import cast_targets as cast
from tests.cast import make_tree, make_user_with_role
from tests.cast_boards import Stage, let_freezes_go, make_stage
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = "den=21-2-2023&nhiem-ky=2020-2025"


@pytest.fixture
def stage(live_server: LiveServer) -> Iterator[Stage]:
    yield make_stage(make_tree())
    let_freezes_go()


def test_what_a_leader_left_out_stays_left_out_when_the_table_is_sorted(
    sign_in: SignIn, stage: Stage
) -> None:
    place = stage.first
    for number, value in (("1", 57), ("2", 1), ("3", 4)):
        cast.record(place, place.unit.targets.get(number=number), value)
    submit_figures(place.office, unit=place.unit, term=stage.term, now=cast.NOW)
    page = sign_in(make_user_with_role(RoleCode.LEADER, place.state))
    page.goto(f"/nhap-lieu/xac-nhan/?{DAY}")
    page.get_by_label("Chỉ tiêu 2, 2022").uncheck()
    page.get_by_role("link", name="Số mới").press("Enter")
    boxes = page.locator("input[name=so]")
    expect(page.locator("th[aria-sort]")).to_have_text("Số mới")
    assert boxes.evaluate_all("all => all.map((box) => box.checked)") == [False, True, True]
    assert page.get_by_label("Chọn tất cả").evaluate("box => box.indeterminate") is True
    page.get_by_text("Cột", exact=True).click()
    page.get_by_label("Nguồn").check()
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.locator("thead")).not_to_contain_text("Nguồn")
    page.get_by_role("button", name="Xác nhận các số đã chọn").click()
    expect(page.locator(".messages")).to_contain_text("Đã xác nhận 2 số liệu.")
    waiting = Observation.objects.filter(state="submitted").values_list("target__number", flat=True)
    assert list(waiting) == ["2"]


@pytest.fixture
def clerk(stage: Stage) -> User:
    return make_user_with_role(RoleCode.OFFICE, stage.tree.district, username="vphuyen")


def clipboard(page: Page) -> str:
    """Give what the clipboard holds as plain text."""
    return str(page.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")


def pasted(page: Page) -> str:
    """Give the table that a program which reads tables is handed when it pastes."""
    page.evaluate(
        "addEventListener('paste', (event) => { window.pasted = event.clipboardData.getData('text/html'); })"
    )
    page.keyboard.press("Control+V")
    page.wait_for_function("window.pasted !== undefined")
    return str(page.evaluate("window.pasted"))


def test_a_table_is_copied_as_it_is_shown(sign_in: SignIn, clerk: User, stage: Stage) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="1"), "1234.5", confirmed=True)
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}&phan=chi-tieu&an=over_90&an=over_75&xep=-dat")
    page.get_by_role("button", name="Sao chép bảng").press("Enter")
    expect(page.locator("#thong-bao")).to_have_text("Đã sao chép bảng. Dán vào Excel bằng Ctrl+V.")
    assert clipboard(page) == (
        "STT\tChỉ tiêu\tĐảng bộ xã đạt và vượt\tĐạt trên 50%\tĐạt dưới 50%\tChưa có số liệu\n"
        "1\tThu nhập bình quân đầu người\t2/2\t0\t0\t0\n"
        "2\tTỷ lệ hộ nghèo\t1/2\t1\t0\t0\n"
        "3\tSố hợp tác xã thành lập mới\t0/1\t0\t0\t1"
    )
    table = pasted(page)
    assert "<td>1</td>" in table
    assert """<td style="mso-number-format:'\\@'">2/2</td>""" in table
    page.get_by_role("link", name="2/2").click()
    expect(page.get_by_role("heading", name="1. Thu nhập bình quân đầu người")).to_be_visible()
    page.get_by_role("button", name="Sao chép bảng").click()
    expect(page.locator("#thong-bao")).to_have_text("Đã sao chép bảng. Dán vào Excel bằng Ctrl+V.")
    assert clipboard(page).splitlines()[1:] == [
        "Nhuận Phú Tân\t≥ 70\t70\t100\tĐạt và vượt\tĐã đạt\tnhập trên màn hình",
        "Tân Thanh Tây\t≥ 70\t1.234,5\t1.763,57\tĐạt và vượt\tĐã đạt\tnhập trên màn hình",
    ]


def test_words_stay_words_in_the_copy(sign_in: SignIn, clerk: User, stage: Stage) -> None:
    cast.make_target(stage.first, stage.term, "01", code="C9", name='=HYPERLINK("x")', group="")
    cast.make_target(stage.first, stage.term, "-", code="C8", name="- Nông thôn <b>", group="")
    page = sign_in(clerk)
    page.goto(f"/tong-quan/?{DAY}&don-vi=28927&an=dvt&an=nq&an=nhom&an=tien-do&an=nguon")
    page.get_by_role("button", name="Sao chép bảng").click()
    expect(page.locator("#thong-bao")).not_to_be_empty()
    rows = [line.split("\t") for line in clipboard(page).splitlines()]
    assert rows[0] == ["STT", "Chỉ tiêu", "Thực hiện", "Mức đạt (%)"]
    assert ["01", '\'=HYPERLINK("x")', "", ""] in rows
    assert ["'-", "'- Nông thôn <b>", "", ""] in rows
    assert ["2", "Tỷ lệ hộ nghèo", "1,5", "125"] in rows
    table = pasted(page)
    assert """<td style="mso-number-format:'\\@'">01</td>""" in table
    assert "- Nông thôn &#60;b&#62;</td>" in table


def test_a_table_cannot_be_copied_without_scripts(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk, scripts=False)
    page.goto(f"/bang-theo-doi/?{DAY}")
    assert page.locator("[data-copy-table]").count() == 1
    expect(page.locator("[data-copy-table]")).to_be_hidden()


def test_every_table_of_a_page_is_copied_by_its_own_button(
    sign_in: SignIn, clerk: User, stage: Stage
) -> None:
    cast.make_target(stage.district, stage.term, "1", code="D1", name="Của huyện")
    page = sign_in(clerk)
    page.goto(f"/tong-quan/?{DAY}")
    firsts = []
    for place in range(3):
        page.evaluate("navigator.clipboard.writeText('')")
        page.get_by_role("button", name="Sao chép bảng").nth(place).click()
        firsts.append([line.split("\t")[:3] for line in clipboard(page).splitlines()][1::2])
    assert firsts == [
        [["1", "Của huyện", "triệu đồng"]],
        [["Đảng bộ xã Tân Thanh Tây", "3", "1"], ["Cộng", "5", "2"]],
        [["Tân Thanh Tây", "80", "125"], ["Đảng bộ xã đạt và vượt", "1/2", "1/2"]],
    ]
