"""Boards in a real browser: filtered and sorted in place, by keyboard, without scripts, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from nhiemky.org.models import User
from nhiemky.org.vocab import RoleCode
from tests.cast import make_tree, make_user_with_role
from tests.cast_boards import Stage, freeze, let_freezes_go, make_stage
from tests.journeys.conftest import SignIn, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = "den=21-2-2023&nhiem-ky=2020-2025"
PAGES = (
    f"/tong-quan/?{DAY}",
    f"/tong-quan/?{DAY}&don-vi=28927",
    f"/tong-quan/?{DAY}&don-vi=28903",
    *(f"/bang-theo-doi/?{DAY}&phan={part}" for part in ("don-vi", "nhiet", "chi-tieu", "linh-vuc", "thap")),
    f"/bang-theo-doi/?{DAY}&phan=nhiet&muc=met",
    f"/bang-theo-doi/?{DAY}&nhom-chi-tieu=khac",
    f"/bang-theo-doi/?{DAY}&don-vi=28927",
)


@pytest.fixture
def stage(live_server: LiveServer) -> Iterator[Stage]:
    yield make_stage(make_tree())
    let_freezes_go()


@pytest.fixture
def clerk(stage: Stage) -> User:
    return make_user_with_role(RoleCode.OFFICE, stage.tree.district, username="vphuyen")


def faulty(page: Page, address: str) -> list[str]:
    """Open a page and give what is wrong with it."""
    page.goto(address)
    return faults(page)


@pytest.mark.parametrize("narrow", [True, False])
def test_boards_bar_nobody_and_fit_the_window(sign_in: SignIn, clerk: User, narrow: bool) -> None:
    page = sign_in(clerk, narrow=narrow)
    assert {address: faulty(page, address) for address in PAGES} == {address: [] for address in PAGES}


def test_boards_break_no_policy(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    for address in PAGES:
        page.goto(address)
    assert said == []


def test_a_filter_refreshes_the_board_in_place(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}")
    page.evaluate("window.stayed = true")
    page.get_by_label("Lĩnh vực").focus()
    page.get_by_label("Lĩnh vực").select_option("Xã hội")
    expect(page.locator(".overview-sentence")).to_have_text(
        "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 50%."
    )
    assert page.evaluate("window.stayed") is True
    assert "nhom-chi-tieu=X" in page.url
    expect(page.get_by_label("Lĩnh vực")).to_be_focused()
    page.reload()
    expect(page.get_by_label("Lĩnh vực")).to_have_value("Xã hội")


def test_parts_of_the_board_change_in_place_and_go_back(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Đơn vị và chỉ tiêu").click()
    expect(page.locator(".heat-table")).to_be_visible()
    assert (page.evaluate("window.stayed"), "phan=nhiet" in page.url) == (True, True)
    expect(page.locator(".tabs [aria-current]")).to_have_text("Đơn vị và chỉ tiêu")
    page.go_back()
    expect(page.locator(".data-table")).to_be_visible()
    expect(page.locator(".tabs [aria-current]")).to_have_text("Đơn vị")


def test_sorting_refreshes_the_table_in_place(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}")
    page.evaluate("window.stayed = true")
    names = page.locator(".data-table tbody td:first-child")
    expect(names).to_have_text(["Đảng bộ xã Tân Thanh Tây", "Đảng bộ xã Nhuận Phú Tân"])
    page.locator("a.sort", has_text="Đơn vị").click()
    expect(names).to_have_text(["Đảng bộ xã Nhuận Phú Tân", "Đảng bộ xã Tân Thanh Tây"])
    page.locator("a.sort", has_text="Đơn vị").click()
    expect(names).to_have_text(["Đảng bộ xã Tân Thanh Tây", "Đảng bộ xã Nhuận Phú Tân"])
    assert (page.evaluate("window.stayed"), "xep=-ten" in page.url) == (True, True)


def test_rows_are_found_in_place_and_all_come_back(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}&chua=tay")
    page.evaluate("window.stayed = true")
    names = page.locator(".data-table tbody td:first-child")
    expect(names).to_have_text(["Đảng bộ xã Tân Thanh Tây"])
    page.get_by_label("Lọc trong bảng").fill("nhuan phu")
    page.get_by_label("Lọc trong bảng").press("Enter")
    expect(names).to_have_text(["Đảng bộ xã Nhuận Phú Tân"])
    expect(page.locator(".table-count")).to_contain_text("1 trong 2 dòng")
    page.get_by_label("Lọc trong bảng").fill("nơi khác")
    page.get_by_label("Lọc trong bảng").press("Enter")
    expect(page.locator(".table-nothing")).to_have_text("Không có dòng nào chứa “nơi khác”.")
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(names).to_have_text(["Đảng bộ xã Tân Thanh Tây", "Đảng bộ xã Nhuận Phú Tân"])
    assert (page.evaluate("window.stayed"), "chua=" in page.url) == (True, False)


def test_a_phone_sorts_by_a_list_of_columns(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk, narrow=True)
    page.goto(f"/bang-theo-doi/?{DAY}&chua=xã")
    assert faults(page) == []
    page.evaluate("window.stayed = true")
    page.get_by_label("Xếp theo").select_option("Đơn vị tăng dần")
    page.get_by_role("button", name="Lọc").click()
    names = page.locator(".data-table tbody td:first-child")
    expect(names).to_have_text(["Đảng bộ xã Nhuận Phú Tân", "Đảng bộ xã Tân Thanh Tây"])
    assert (page.evaluate("window.stayed"), "xep=ten" in page.url, "chua=x" in page.url) == (True, True, True)


def test_what_changed_is_said_aloud(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}")
    page.get_by_label("Lĩnh vực").select_option("Xã hội")
    expect(page.locator("#thong-bao")).to_have_text("Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 50%.")


def test_the_heat_table_leads_to_a_target_by_keyboard(sign_in: SignIn, clerk: User, stage: Stage) -> None:
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}&phan=nhiet")
    page.get_by_role("link", name="Đạt trên 75%, 80").focus()
    page.keyboard.press("Enter")
    target = stage.first.unit.targets.get(number="1")
    page.wait_for_url(f"**/chi-tieu/{target.pk}/**")


def test_the_heat_table_keeps_its_head_and_first_column(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk, narrow=True)
    page.goto(f"/bang-theo-doi/?{DAY}&phan=nhiet")
    found = page.evaluate(
        "[...document.querySelectorAll('.heat-table thead th, .heat-table tbody th')].map(th => getComputedStyle(th).position)"
    )
    assert set(found) == {"sticky"}


def test_the_tab_that_is_shown_is_in_sight_on_a_phone(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk, narrow=True)
    for part in ("don-vi", "nhiet", "chi-tieu", "linh-vuc", "thap"):
        page.goto(f"/bang-theo-doi/?{DAY}&phan={part}")
        tab, row = (page.locator(name).bounding_box() for name in (".tabs [aria-current]", ".tabs"))
        assert tab is not None
        assert row is not None
        assert row["x"] - 1 <= tab["x"], part
        assert tab["x"] + tab["width"] <= row["x"] + row["width"] + 1, part


def test_the_scheme_of_the_overview_changes_in_place(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/tong-quan/?{DAY}&don-vi=28927")
    page.evaluate("window.stayed = true")
    page.get_by_label("Bộ nhóm mức đạt").select_option("two_bands_80")
    expect(page.locator(".overview-sentence")).to_contain_text("đạt trên 80%")
    assert page.evaluate("window.stayed") is True


def test_everything_works_without_scripts(browser: Browser, live_server: LiveServer, clerk: User) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    from django.test import Client

    client = Client()
    client.force_login(clerk)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"/bang-theo-doi/?{DAY}")
    page.get_by_label("Lĩnh vực").select_option("Xã hội")
    page.get_by_role("button", name="Xem", exact=True).first.click()
    expect(page.locator(".overview-sentence")).to_have_text(
        "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 50%."
    )
    page.get_by_role("link", name="Từng chỉ tiêu").click()
    expect(page.locator(".data-table tbody tr")).to_have_count(1)
    context.close()


def test_the_board_prints_lying_on_one_page(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}&phan=nhiet")
    (sheet,) = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (842, 595)
    text = sheet.extract_text()
    assert [figure in text for figure in ("125", "80", "2/5")] == [True, True, True]
    expect(page.locator(".filter")).to_be_visible()
    page.emulate_media(media="print")
    assert [page.locator(part).first.is_visible() for part in (".filter", ".tabs", ".heat-table")] == [
        False,
        False,
        True,
    ]


def test_no_head_of_a_table_stands_alone_at_the_foot_of_a_page(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}")
    seen = set()
    for room in range(200, 1000, 50):
        page.evaluate(
            "room => { document.querySelector('.page-head').style.paddingBottom = `${room}px`; }", room
        )
        for number, sheet in enumerate(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages):
            # letters with marks come apart
            text = "".join(sheet.extract_text().split())
            if "Cácđơnvịtheonhómmứcđạt" in text:
                assert "ĐảngbộxãTânThanhTây" in text
                seen.add(number)
    assert seen >= {0, 1}


def test_the_workbook_comes_as_a_file(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bang-theo-doi/?{DAY}")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Cả bảng ra Excel").click()
    assert coming.value.suggested_filename == "bang-theo-doi-838-2023-02-21.xlsx"


def test_a_freeze_is_open_to_everybody(sign_in: SignIn, clerk: User, stage: Stage) -> None:
    taken = freeze(stage.first, stage.term)
    page = sign_in(clerk, narrow=True)
    assert faulty(page, f"/so-lieu-chot/{taken.pk}/?don-vi=28927") == []
