"""The main steps in a browser that runs no scripts: every form posts, every list is asked for by its address."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.profiles import HD36
from nhiemky.org.models import User
from nhiemky.org.vocab import RoleCode
from nhiemky.targets.models import Observation, Target
from tests.cast import give, make_person, make_position, make_tree, make_user_with_role
from tests.cast_boards import Stage, let_freezes_go, make_stage
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = "den=21-2-2023&nhiem-ky=2020-2025"


@pytest.fixture
def stage(live_server: LiveServer) -> Iterator[Stage]:
    found = make_stage(make_tree())
    make_position(
        make_person("Nguyễn Thanh Ấn", keeper=found.tree.commune), found.tree.commune, "Bí thư", signs=True
    )
    yield found
    let_freezes_go()


@pytest.fixture
def clerk(stage: Stage) -> User:
    return make_user_with_role(RoleCode.OFFICE, stage.tree.commune, username="vanphong")


@pytest.fixture
def leader(stage: Stage) -> User:
    return make_user_with_role(RoleCode.LEADER, stage.tree.commune, username="bithu")


def opened(sign_in: SignIn, user: User, address: str) -> Page:
    page = sign_in(user, scripts=False)
    page.goto(address)
    return page


def target(number: str) -> Target:
    return Target.objects.get(unit__code="28927", number=number)


def cell(page: Page, number: str, year: int) -> Locator:
    return page.locator(f"[name='o-{target(number).pk}-{year}0101-{year}1231']")


def stored(number: str, year: int) -> list[tuple[Decimal | None, str]]:
    rows = Observation.objects.filter(target=target(number), period_end__year=year).order_by("version")
    return [(row.value, row.state) for row in rows]


def test_a_form_is_fetched_filled_looked_at_and_written(sign_in: SignIn, clerk: User, tmp_path: Path) -> None:
    page = opened(sign_in, clerk, "/tai-tep/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Tải biểu mẫu Excel").click()
    file = tmp_path / "bieu.xlsx"
    coming.value.save_as(file)
    fill(file, {"1": 70, "2": "khoảng hai", "3": 4})
    page.get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
    page.get_by_role("button", name="Tải lên và xem trước").click()
    assert page.locator(".row-counts li").all_inner_texts() == ["1 mới", "1 thay đổi", "0 như cũ", "1 có lỗi"]
    page.get_by_label("Xem", exact=True).select_option("loi")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator(".data-table").first.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Xác nhận và ghi").click()
    expect(page.locator(".error-summary")).to_contain_text("Tệp còn 1 lỗi.")
    page.get_by_label("Bỏ qua các dòng có lỗi").check()
    page.get_by_role("button", name="Xác nhận và ghi").click()
    expect(page.locator(".messages")).to_contain_text("Đã ghi số liệu của tệp bieu.xlsx.")
    assert [stored(number, 2022)[-1] for number in "123"] == [
        (Decimal(70), "draft"), (Decimal("1.5"), "confirmed"), (Decimal(4), "draft"),
    ]  # fmt: skip


def fill(file: Path, figures: dict[str, object]) -> None:
    book = openpyxl.load_workbook(file)
    sheet = book["Chỉ tiêu"]
    heads = {str(each.value): each.column for each in sheet[1]}
    for line, (number, value) in enumerate(figures.items(), start=2):
        assert str(sheet.cell(line, heads["STT"]).value) == number
        sheet.cell(line, heads["Thực hiện 2022"]).value = value
    book.save(file)


def test_the_grid_is_a_form_that_keeps_what_it_could_not_write(sign_in: SignIn, clerk: User) -> None:
    page = opened(sign_in, clerk, f"/nhap-lieu/?{DAY}")
    cell(page, "1", 2022).fill("70")
    cell(page, "3", 2022).fill("bốn phần năm")
    page.get_by_role("button", name="Ghi số liệu").click()
    expect(page.locator("main [role=alert]")).to_contain_text("1 ô chưa ghi được")
    expect(cell(page, "3", 2022)).to_have_value("bốn phần năm")
    assert (stored("1", 2022)[-1], stored("3", 2022)) == ((Decimal(70), "draft"), [])
    cell(page, "3", 2022).fill("4")
    page.get_by_role("button", name="Ghi số liệu").click()
    expect(page.locator("main [role=alert]")).to_have_count(0)
    assert stored("3", 2022) == [(Decimal(4), "draft")]
    assert len(stored("1", 2022)) == 2


def test_somebody_elses_figure_is_not_overwritten_by_a_plain_form(sign_in: SignIn, clerk: User) -> None:
    first, second = (opened(sign_in, clerk, f"/nhap-lieu/?{DAY}") for _ in range(2))
    for page, text in ((first, "71"), (second, "72")):
        cell(page, "1", 2022).fill(text)
        page.get_by_role("button", name="Ghi số liệu").click()
    expect(second.locator("main [role=alert]")).to_contain_text("1 ô chưa ghi được")
    expect(second.locator(".is-wrong [data-message]")).to_contain_text("Nguyễn Văn An đã ghi 71 lúc")
    expect(cell(second, "1", 2022)).to_have_value("72")
    assert stored("1", 2022)[-1] == (Decimal(71), "draft")
    second.get_by_role("button", name="Ghi số liệu").click()
    assert stored("1", 2022)[-1] == (Decimal(72), "draft")


def test_figures_are_submitted_returned_with_a_reason_and_confirmed(
    sign_in: SignIn, clerk: User, leader: User
) -> None:
    office = opened(sign_in, clerk, f"/nhap-lieu/?{DAY}")
    cell(office, "1", 2022).fill("70")
    cell(office, "3", 2022).fill("4")
    office.get_by_role("button", name="Ghi số liệu").click()
    office.get_by_role("button", name="Gửi lãnh đạo xác nhận").click()
    expect(office.locator(".messages")).to_contain_text("Đã gửi lãnh đạo xác nhận 2 số liệu.")
    page = opened(sign_in, leader, f"/nhap-lieu/xac-nhan/?{DAY}")
    page.get_by_label("Chỉ tiêu 1, 2022").uncheck()
    page.locator("summary", has_text="Trả lại văn phòng").click()
    page.get_by_label("Lý do trả lại").fill("Chưa có quyết định thành lập")
    page.get_by_role("button", name="Trả lại các số đã chọn").click()
    expect(page.locator(".messages")).to_contain_text("Đã trả lại 1 số liệu kèm lý do.")
    page.get_by_role("button", name="Xác nhận các số đã chọn").click()
    expect(page.locator(".messages")).to_contain_text("Đã xác nhận 1 số liệu.")
    assert (stored("1", 2022)[-1], stored("3", 2022)) == (
        (Decimal(70), "confirmed"),
        [(Decimal(4), "returned")],
    )
    office.reload()
    expect(office.locator(".grid-returned")).to_contain_text("Chưa có quyết định thành lập")


def test_boards_are_filtered_sorted_and_looked_at_in_parts(sign_in: SignIn, stage: Stage) -> None:
    user = make_user_with_role(RoleCode.OFFICE, stage.tree.district, username="vphuyen")
    page = opened(sign_in, user, f"/bang-theo-doi/?{DAY}")
    names = page.locator(".data-table tbody td:first-child")
    expect(names).to_have_text(["Đảng bộ xã Tân Thanh Tây", "Đảng bộ xã Nhuận Phú Tân"])
    page.locator("a.sort", has_text="Đơn vị").click()
    expect(names).to_have_text(["Đảng bộ xã Nhuận Phú Tân", "Đảng bộ xã Tân Thanh Tây"])
    page.get_by_label("Bộ nhóm mức đạt").select_option("two_bands_80")
    page.get_by_label("Lĩnh vực", exact=True).select_option("Xã hội")
    page.get_by_role("button", name="Xem", exact=True).first.click()
    expect(page.locator(".overview-sentence")).to_have_text(
        "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt dưới 80%."
    )
    expect(names).to_have_text(["Đảng bộ xã Nhuận Phú Tân", "Đảng bộ xã Tân Thanh Tây"])
    page.get_by_role("link", name="Bỏ lọc").click()
    page.get_by_role("link", name="Đơn vị và chỉ tiêu").click()
    expect(page.locator(".heat-table tfoot td")).to_have_text(["1/2", "1/2", "0/1"])
    page.get_by_role("link", name="Từng chỉ tiêu").click()
    page.locator("summary", has_text="Cột").click()
    page.locator("fieldset").get_by_label("STT").check()
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.locator(".data-table thead th").first).to_contain_text("Chỉ tiêu")


def test_figures_are_frozen_and_reported(sign_in: SignIn, clerk: User, tmp_path: Path) -> None:
    page = opened(sign_in, clerk, f"/so-lieu-chot/?{DAY}")
    page.get_by_label("Tên lần chốt").fill("Hội nghị sơ kết")
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hội nghị sơ kết")
    page.get_by_role("link", name="Báo cáo theo số liệu chốt").click()
    page.get_by_label("Ngày ban hành").fill("24-2-2023")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Xuất báo cáo").click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    assert check(inspect(file.read_bytes()), HD36) == ()


def test_the_list_of_targets_is_filtered_and_one_is_added(sign_in: SignIn, clerk: User) -> None:
    page = opened(sign_in, clerk, f"/chi-tieu/?{DAY}")
    page.get_by_label("Nội dung (không cần dấu)").fill("ho ngheo")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("#danh-sach td[data-label='STT']")).to_have_text(["2"])
    page.get_by_role("link", name="Thêm chỉ tiêu").click()
    page.get_by_label("Số thứ tự").fill("4")
    page.get_by_label("Nội dung chỉ tiêu").fill("Tỷ lệ hộ dùng nước sạch từ 85% trở lên")
    page.get_by_label("Mức chỉ tiêu").fill("85")
    page.get_by_role("button", name="Ghi chỉ tiêu").click()
    expect(page.locator(".messages")).to_contain_text("Đã thêm chỉ tiêu 4.")
    assert target("4").target == Decimal(85)


def test_the_ledger_is_filtered_and_its_chain_checked(sign_in: SignIn, clerk: User, stage: Stage) -> None:
    give(clerk, RoleCode.ADMINISTRATOR, stage.tree.province)
    page = opened(sign_in, clerk, "/nhat-ky/")
    expect(page.locator("#chuoi")).to_contain_text("Chuỗi nhật ký nguyên vẹn")
    page.get_by_role("combobox", name="Việc").select_option("xác nhận số liệu")
    page.get_by_role("button", name="Lọc").click()
    told = page.locator("tbody [data-label='Việc']")
    assert set(told.all_inner_texts()) == {"xác nhận số liệu"}
