"""Ways through the entry grid in a real browser."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from nhiemky.kernel.scoring import Period
from nhiemky.targets.actions import record_observation
from nhiemky.targets.models import Observation, Target
from tests.journeys.conftest import SignIn, barriers
from tests.web.targets.scene import NOW, Scene, add, poor_households, record, scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def commune(live_server: object) -> Scene:
    found = scene(cut_off=None)
    income = add(found, "1", name="Thu nhập bình quân đầu người")
    add(found, "2", poor_households())
    add(
        found,
        "3",
        name="Số đảng viên kết nạp",
        unit_of_measure="đảng viên",
        target=Decimal(40),
        group="Xây dựng Đảng",
    )
    record(found.place, income, "60", 2021)
    return found


def target(number: str) -> Target:
    return Target.objects.get(number=number)


def cell(page: Page, number: str, year: int) -> Locator:
    return page.locator(f"[name='o-{target(number).pk}-{year}0101-{year}1231']")


def message(page: Page, number: str, year: int) -> Locator:
    return page.locator(f"[data-cell='{target(number).pk}-{year}0101-{year}1231'] [data-message]")


def opened(sign_in: SignIn, commune: Scene, **how: bool) -> Page:
    page = sign_in(commune.office, **how)
    page.goto("/nhap-lieu/")
    expect(page.locator("#luoi[data-ready]")).to_be_attached()
    return page


def saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu lúc")
    expect(page.locator(".is-dirty")).to_have_count(0)


def stored(number: str, year: int) -> list[Decimal | None]:
    rows = Observation.objects.filter(target__number=number, period_end__year=year).order_by("version")
    return [row.value for row in rows]


def test_typing_moves_saves_by_itself_and_shows_the_band(sign_in: SignIn, commune: Scene) -> None:
    page = opened(sign_in, commune)
    cell(page, "2", 2022).click()
    page.keyboard.type("6,5")
    band = page.locator(f"tr[data-row='{target('2').pk}'] [data-band]")
    expect(band).to_contain_text("Đạt trên 50%")
    expect(band).to_contain_text("50 %")
    page.keyboard.press("Enter")
    expect(cell(page, "3", 2022)).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    expect(cell(page, "3", 2023)).to_be_focused()
    saved(page)
    assert stored("2", 2022) == [Decimal("6.5")]
    assert stored("3", 2022) == [Decimal(12)]
    expect(page.locator("#cau-tong")).to_contain_text("/3 chỉ tiêu")


def test_arrows_escape_and_f2_work_as_in_a_spreadsheet(sign_in: SignIn, commune: Scene) -> None:
    page = opened(sign_in, commune)
    cell(page, "1", 2021).click()
    page.keyboard.press("ArrowDown")
    expect(cell(page, "2", 2021)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cell(page, "2", 2022)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(cell(page, "1", 2021)).to_be_focused()
    page.keyboard.type("77")
    page.keyboard.press("Escape")
    expect(cell(page, "1", 2021)).to_have_value("60")
    page.keyboard.press("F2")
    page.keyboard.type(",5")
    page.keyboard.press("Enter")
    saved(page)
    assert stored("1", 2021) == [Decimal(60), Decimal("60.5")]


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def test_a_block_of_excel_is_pasted_and_undone_at_once(sign_in: SignIn, commune: Scene) -> None:
    page = opened(sign_in, commune)
    cell(page, "1", 2021).click()
    paste(page, "61\t64,5\n8,2\t6\n5\t12\n")
    saved(page)
    assert [stored("1", 2021)[-1], stored("1", 2022), stored("2", 2022)] == [61, [Decimal("64.5")], [6]]
    cell(page, "1", 2021).click()
    page.keyboard.press("Control+z")
    expect(cell(page, "1", 2021)).to_have_value("60")
    expect(cell(page, "3", 2022)).to_have_value("")
    saved(page)
    assert [stored("1", 2021), stored("2", 2022)] == [[60, 61, 60], [6, None]]
    page.keyboard.press("Control+y")
    expect(cell(page, "3", 2022)).to_have_value("12")
    saved(page)
    assert stored("2", 2022) == [6, None, 6]


def test_fill_down_and_delete_change_whole_selections(sign_in: SignIn, commune: Scene) -> None:
    page = opened(sign_in, commune)
    cell(page, "1", 2021).click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".is-selected")).to_have_count(3)
    page.keyboard.press("Control+d")
    saved(page)
    assert [stored("2", 2021), stored("3", 2021)] == [[60], [60]]
    page.keyboard.press("Delete")
    saved(page)
    assert [stored(number, 2021)[-1] for number in "123"] == [None, None, None]


def test_what_cannot_be_read_is_said_at_the_cell_and_offers_both_readings(
    sign_in: SignIn, commune: Scene
) -> None:
    page = opened(sign_in, commune)
    cell(page, "3", 2022).click()
    page.keyboard.type("mười hai rưỡi gì đó")
    page.keyboard.press("Enter")
    expect(message(page, "3", 2022)).to_contain_text("Không thấy số")
    expect(cell(page, "3", 2022)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-status]")).to_contain_text("1 ô chưa lưu được")
    page.evaluate("window.scrollTo(0, 0)")
    assert barriers(page) == []
    assert stored("3", 2022) == []


def test_somebody_elses_figure_is_never_overwritten_unseen(sign_in: SignIn, commune: Scene) -> None:
    first, second = opened(sign_in, commune), opened(sign_in, commune)
    cell(first, "1", 2022).click()
    first.keyboard.type("66")
    first.keyboard.press("Enter")
    saved(first)
    cell(second, "1", 2022).click()
    second.keyboard.type("67")
    second.keyboard.press("Enter")
    expect(message(second, "1", 2022)).to_contain_text("đã ghi 66 lúc")
    expect(message(second, "1", 2022)).to_contain_text("đồng chí gõ 67")
    assert stored("1", 2022) == [66]
    second.get_by_role("button", name="Ghi 67").click()
    saved(second)
    assert stored("1", 2022) == [66, 67]
    cell(first, "1", 2022).click()
    first.keyboard.type("68")
    first.keyboard.press("Enter")
    first.get_by_role("button", name="Lấy 67").click()
    expect(cell(first, "1", 2022)).to_have_value("67")
    assert stored("1", 2022) == [66, 67]


def test_what_was_typed_without_a_network_is_sent_when_it_is_back(sign_in: SignIn, commune: Scene) -> None:
    page = opened(sign_in, commune)
    page.context.set_offline(True)
    cell(page, "1", 2022).click()
    page.keyboard.type("65")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("Mất kết nối")
    assert stored("1", 2022) == []
    page.context.set_offline(False)
    saved(page)
    assert stored("1", 2022) == [65]


def test_what_was_typed_before_a_reload_is_offered_again(sign_in: SignIn, commune: Scene) -> None:
    page = opened(sign_in, commune)
    page.route("**/nhap-lieu/luu/**", lambda route: route.abort())
    cell(page, "1", 2022).click()
    page.keyboard.type("65")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("Mất kết nối")
    page.reload()
    expect(page.locator("[data-drafts]")).to_contain_text(
        "Trên máy này còn số đã gõ nhưng chưa lưu, số ô: 1."
    )
    assert barriers(page) == []
    page.unroute("**/nhap-lieu/luu/**")
    page.get_by_role("button", name="Đưa lại vào bảng").click()
    expect(cell(page, "1", 2022)).to_have_value("65")
    saved(page)
    assert stored("1", 2022) == [65]
    page.reload()
    expect(page.locator("[data-drafts]")).to_be_hidden()


def test_a_draft_does_not_overwrite_what_was_written_meanwhile(sign_in: SignIn, commune: Scene) -> None:
    page = opened(sign_in, commune)
    page.route("**/nhap-lieu/luu/**", lambda route: route.abort())
    cell(page, "1", 2022).click()
    page.keyboard.type("65")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("Mất kết nối")
    record_observation(
        commune.place.office, target=target("1"), period=Period.of_year(2022), value=Decimal(64), now=NOW
    )
    page.reload()
    page.unroute("**/nhap-lieu/luu/**")
    page.get_by_role("button", name="Đưa lại vào bảng").click()
    expect(message(page, "1", 2022)).to_contain_text("đã ghi 64 lúc")
    assert stored("1", 2022) == [64]


def test_submitting_saves_first_and_the_leader_confirms(sign_in: SignIn, commune: Scene) -> None:
    page = opened(sign_in, commune)
    cell(page, "1", 2022).click()
    page.keyboard.type("71")
    page.get_by_role("button", name="Gửi lãnh đạo xác nhận").click()
    expect(page.locator(".messages")).to_contain_text("Đã gửi lãnh đạo xác nhận 2 số liệu.")
    leader = sign_in(commune.leader)
    leader.goto("/nhap-lieu/xac-nhan/")
    assert barriers(leader) == []
    leader.get_by_label("Chọn tất cả").uncheck()
    leader.get_by_label("Chỉ tiêu 1, 2022").check()
    leader.get_by_role("button", name="Xác nhận các số đã chọn").click()
    expect(leader.locator(".messages")).to_contain_text("Đã xác nhận 1 số liệu.")
    rows = Observation.objects.order_by("period_end").values_list("period_end__year", "value", "state")
    assert list(rows) == [(2021, 60, "submitted"), (2022, 71, "confirmed")]


@pytest.mark.parametrize("narrow", [False, True])
def test_everybody_can_use_the_grid(sign_in: SignIn, commune: Scene, narrow: bool) -> None:
    page = opened(sign_in, commune, narrow=narrow)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
