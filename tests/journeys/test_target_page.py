"""Targets in a real browser: the list, one target with its chart, the form, on a desk and on a phone."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Route, expect

from nhiemky.targets.models import Target
from tests.journeys.conftest import SignIn, barriers
from tests.web.targets.scene import Scene, add, confirm_all, from_file, poor_households, record, scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def commune(live_server: object) -> Scene:
    found = scene()
    record(found.place, add(found, "1", name="Thu nhập bình quân đầu người", main=True), 60, 2021)
    poor = add(found, "2", poor_households())
    from_file(found, poor, "8.2", 2021, "Chỉ tiêu!O9")
    confirm_all(found.place, found.term)
    from_file(found, poor, "6.5", 2022, "Chỉ tiêu!P9")
    record(found.place, poor, "6", 2022)
    return found


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(
    "address",
    ["/chi-tieu/", "/chi-tieu/{id}/", "/chi-tieu/{id}/sua/", "/chi-tieu/{id}/dua-ra/", "/chi-tieu/them/"],
)
def test_everybody_can_use_the_pages_of_targets(
    sign_in: SignIn, commune: Scene, address: str, narrow: bool
) -> None:
    page = sign_in(commune.office, narrow=narrow)
    page.goto(address.format(id=Target.objects.get(number="2").pk))
    expect(page.locator("h1")).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_one_filter_is_one_step_on_the_way_back(sign_in: SignIn, commune: Scene) -> None:
    page = sign_in(commune.office)
    page.goto("/chi-tieu/?don-vi=28927")
    search, lines = (
        page.get_by_label("Nội dung (không cần dấu)"),
        page.locator(".data-table tbody td:first-child"),
    )
    expect(lines.filter(has_text=re.compile("^[12]$"))).to_have_count(2)
    search.press_sequentially("ho ngheo")
    expect(lines.filter(has_text=re.compile("^[12]$"))).to_have_count(1)
    with page.expect_response(re.compile("q=ho")):
        search.press("Enter")
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.go_back()
    page.wait_for_url("**/chi-tieu/?don-vi=28927")
    expect(lines.filter(has_text=re.compile("^[12]$"))).to_have_count(2)
    expect(search).to_have_value("")


def test_the_list_narrows_as_one_types_and_the_address_keeps_it(sign_in: SignIn, commune: Scene) -> None:
    page = sign_in(commune.office)
    page.goto("/chi-tieu/")
    page.get_by_label("Nội dung (không cần dấu)").fill("ho ngheo")
    expect(page.locator("#danh-sach td[data-label='STT']")).to_have_text(["2"])
    expect(page).to_have_url(re.compile(r"q=ho(\+|%20)ngheo"))
    page.reload()
    expect(page.locator("#danh-sach td[data-label='STT']")).to_have_text(["2"])


def test_the_chart_draws_what_its_words_say(sign_in: SignIn, commune: Scene) -> None:
    page = sign_in(commune.office)
    page.goto(f"/chi-tieu/{Target.objects.get(number='2').pk}/")
    chart = page.get_by_role("img", name="Biểu đồ chỉ tiêu 2: Tỷ lệ hộ nghèo còn dưới 3%")
    expect(chart).to_be_visible()
    expect(chart.locator(".chart-figure")).to_have_count(1)
    expect(chart.locator(".chart-waiting")).to_have_count(1)
    expect(chart.locator(".chart-plan-point")).to_have_count(5)
    left, right = (chart.locator(name).bounding_box() for name in (".chart-figure", ".chart-waiting"))
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]
    assert left["y"] < right["y"]


def test_the_form_says_what_is_inferred_and_asks_only_what_applies(sign_in: SignIn, commune: Scene) -> None:
    page = sign_in(commune.office)
    page.goto("/chi-tieu/them/")
    page.get_by_label("Số thứ tự").fill("7")
    page.get_by_label("Nội dung chỉ tiêu").fill("Kết nạp đảng viên trong nhiệm kỳ")
    page.get_by_label("Mức chỉ tiêu").fill("40")
    page.get_by_label("Mức chỉ tiêu").blur()
    expect(page.locator("#suy-ra")).to_contain_text("cách lấy kết quả là “Cộng các kỳ”")
    page.get_by_label("So sánh").select_option("between")
    expect(page.get_by_label("Cận dưới")).to_be_visible()
    expect(page.get_by_label("Mức chỉ tiêu")).to_be_hidden()
    page.get_by_label("So sánh").select_option("at_least")
    page.get_by_role("button", name="Ghi chỉ tiêu").click()
    expect(page.locator(".messages")).to_contain_text("Đã thêm chỉ tiêu 7.")
    assert Target.objects.get(number="7").target == Decimal(40)


def test_only_what_is_being_fetched_fades(sign_in: SignIn, commune: Scene) -> None:
    page = sign_in(commune.office)
    held: list[Route] = []
    page.route("**/suy-ra/**", lambda route: held.append(route))
    page.goto("/chi-tieu/them/")
    expect(page.locator(".htmx-request")).to_have_attribute("id", "suy-ra")
    held[0].continue_()
    expect(page.locator(".htmx-request")).to_have_count(0)


def test_errors_of_the_form_are_led_to(sign_in: SignIn, commune: Scene) -> None:
    page = sign_in(commune.office)
    page.goto("/chi-tieu/them/")
    page.get_by_label("Mức chỉ tiêu").fill("1.428")
    page.get_by_role("button", name="Ghi chỉ tiêu").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert barriers(page) == []
    page.get_by_role("link", name="có thể là 1428 hoặc 1,428").click()
    expect(page.get_by_label("Mức chỉ tiêu")).to_be_focused()
