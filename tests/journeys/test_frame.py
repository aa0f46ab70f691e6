"""Ways through the frame in a real browser: by keyboard, on a phone, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from nhiemky.org.models import User
from nhiemky.org.vocab import RoleCode
from tests.cast import PASSWORD, TODAY, give, make_term, make_tree, make_user_with_role
from tests.journeys.conftest import SignIn, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/to-chuc/", "/to-chuc/?q=tan", "/to-chuc/28927/", "/to-chuc/them-don-vi/", "/can-bo/", "/can-bo/them/",
    "/van-ban/", "/van-ban/them/", "/van-ban/cay/", "/nhat-ky/", "/nhat-ky/1/", "/tim/?q=tan", "/doi-mat-khau/", "/khong-co/",
)  # fmt: skip


@pytest.fixture
def keeper(live_server: LiveServer) -> User:
    """Give somebody who keeps everything in the province."""
    make_term("2020-2025", cut_off=TODAY)
    tree = make_tree()
    user = make_user_with_role(RoleCode.ADMINISTRATOR, tree.province, username="quantri")
    give(user, RoleCode.OFFICE, tree.province)
    return user


def faulty(page: Page, address: str) -> list[str]:
    """Open a page and give what is wrong with it."""
    page.goto(address)
    return faults(page)


@pytest.mark.parametrize("narrow", [True, False])
def test_pages_bar_nobody_fit_the_window_and_break_no_policy(
    sign_in: SignIn, keeper: User, narrow: bool
) -> None:
    page = sign_in(keeper, narrow=narrow)
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if "Content Security" in message.text else None
    )
    assert {address: faulty(page, address) for address in PAGES} == {address: [] for address in PAGES}
    assert said == []


def test_somebody_signs_in_by_keyboard(browser: Browser, live_server: LiveServer, keeper: User) -> None:
    page = browser.new_context(base_url=live_server.url).new_page()
    assert faulty(page, "/to-chuc/") == []
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.keyboard.press("Tab")
    page.keyboard.type("sai mật khẩu")
    page.keyboard.press("Enter")
    summary = page.locator(".error-summary")
    summary.wait_for()
    assert summary.evaluate("element => element === document.activeElement")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Tổ chức")


def test_unit_is_switched_by_typing(sign_in: SignIn, keeper: User) -> None:
    page = sign_in(keeper)
    page.goto("/to-chuc/")
    page.get_by_label("Đổi đơn vị").click()
    page.keyboard.type("nhuan phu")
    expect(page.locator("#don-vi-tim-thay a")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**don-vi=28957**")
    assert page.locator(".crumbs li[aria-current]").inner_text() == "Nhuận Phú Tân"


def test_menus_close_with_escape(sign_in: SignIn, keeper: User) -> None:
    page = sign_in(keeper)
    page.goto("/to-chuc/")
    page.locator("summary.as-of").click()
    assert page.locator("#den-ngay").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#den-ngay").is_visible()


def test_the_skip_link_leads_past_the_frame(sign_in: SignIn, keeper: User) -> None:
    page = sign_in(keeper)
    page.goto("/to-chuc/28927/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_whole_day_is_seen_in_a_filter(sign_in: SignIn, keeper: User) -> None:
    page = sign_in(keeper)
    page.goto("/nhat-ky/")
    day = page.get_by_label("Từ ngày")
    day.fill("28-12-2023")
    assert day.evaluate("field => field.scrollWidth <= field.clientWidth")


def test_navigation_is_a_drawer_on_a_phone(sign_in: SignIn, keeper: User) -> None:
    page = sign_in(keeper, narrow=True)
    page.goto("/to-chuc/")
    assert not page.locator("#dieu-huong").is_visible()
    page.get_by_label("Mở danh mục").click()
    page.locator("#dieu-huong").get_by_role("link", name="Nhật ký").click()
    page.wait_for_url("**/nhat-ky/**")


def test_pages_work_without_scripts(
    browser: Browser, live_server: LiveServer, sign_in: SignIn, keeper: User
) -> None:
    state = sign_in(keeper).context.storage_state()
    page = browser.new_context(
        java_script_enabled=False, base_url=live_server.url, storage_state=state
    ).new_page()
    page.goto("/to-chuc/")
    page.get_by_label("Tên hoặc mã (không cần dấu)").fill("thanh")
    page.get_by_role("button", name="Lọc").click()
    assert "q=thanh" in page.url
    assert page.locator("tbody tr").count() == 3
    page.locator("summary.as-of").click()
    page.locator("#den-ngay").fill("1/1/2022")
    page.get_by_role("button", name="Xem").click()
    assert page.locator(".as-of strong").inner_text() == "1-1-2022"
