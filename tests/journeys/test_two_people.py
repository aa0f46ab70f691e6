"""Two people at the same figures: nobody's work is lost or overwritten unseen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from nhiemky.intake.models import Batch
from nhiemky.org.models import User
from nhiemky.org.vocab import RoleCode
from nhiemky.targets.actions import submit_figures
from nhiemky.targets.models import Observation, Target
from tests import cast
from tests.journeys.conftest import SignIn, faults
from tests.web.intake.files import form_of
from tests.web.targets.scene import NOW, Scene, add, poor_households, record, scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def commune(live_server: object) -> Scene:
    found = scene(cut_off=None)
    record(found.place, add(found, "1", name="Thu nhập bình quân đầu người"), 60, 2021)
    add(found, "2", poor_households())
    return found


def another(commune: Scene, role: RoleCode, name: str) -> User:
    """Make a second person with the role in the commune."""
    user = cast.make_user(unit=commune.place.state, full_name=name)
    cast.give(user, role, commune.place.state)
    return user


def grid(sign_in: SignIn, user: User) -> Page:
    page = sign_in(user)
    page.goto("/nhap-lieu/")
    expect(page.locator("#luoi[data-ready]")).to_be_attached()
    return page


def key(number: str, year: int) -> str:
    return f"{Target.objects.get(number=number).pk}-{year}0101-{year}1231"


def cell(page: Page, number: str, year: int) -> Locator:
    return page.locator(f"[name='o-{key(number, year)}']")


def message(page: Page, number: str, year: int) -> Locator:
    return page.locator(f"[data-cell='{key(number, year)}'] [data-message]")


def write(page: Page, number: str, year: int, text: str) -> None:
    cell(page, number, year).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def saved(page: Page) -> None:
    expect(page.locator(".is-dirty")).to_have_count(0)
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu lúc")


def stored(number: str, year: int) -> list[tuple[Decimal | None, str]]:
    rows = Observation.objects.filter(target__number=number, period_end__year=year).order_by("version")
    return [(row.value, row.entered_by) for row in rows]


def test_of_a_pasted_block_only_what_somebody_else_wrote_waits(sign_in: SignIn, commune: Scene) -> None:
    hue = another(commune, RoleCode.OFFICE, "Đỗ Thị Huệ")
    first, second = grid(sign_in, commune.office), grid(sign_in, hue)
    write(first, "1", 2022, "66")
    saved(first)
    cell(second, "1", 2021).click()
    second.evaluate("navigator.clipboard.writeText('61\\t67\\n8\\t6,5\\n')")
    second.keyboard.press("Control+v")
    expect(second.locator("[data-status]")).to_contain_text("1 ô chưa lưu được")
    said = message(second, "1", 2022)
    expect(said).to_contain_text("Nguyễn Văn An đã ghi 66 lúc")
    expect(said).to_contain_text("đồng chí gõ 67")
    assert faults(second) == []
    assert stored("1", 2021) == [(Decimal(60), "Trần Thị Bình"), (Decimal(61), "Đỗ Thị Huệ")]
    assert stored("1", 2022) == [(Decimal(66), "Nguyễn Văn An")]
    assert stored("2", 2021) == [(Decimal(8), "Đỗ Thị Huệ")]
    assert stored("2", 2022) == [(Decimal("6.5"), "Đỗ Thị Huệ")]


def test_what_waits_for_a_decision_outlives_the_window(sign_in: SignIn, commune: Scene) -> None:
    hue = another(commune, RoleCode.OFFICE, "Đỗ Thị Huệ")
    first, second = grid(sign_in, commune.office), grid(sign_in, hue)
    write(first, "1", 2022, "66")
    saved(first)
    write(second, "1", 2022, "67")
    expect(second.get_by_role("button", name="Ghi 67")).to_be_visible()
    second.reload()
    expect(cell(second, "1", 2022)).to_have_value("66")
    second.get_by_role("button", name="Đưa lại vào bảng").click()
    second.get_by_role("button", name="Ghi 67").click()
    saved(second)
    assert stored("1", 2022) == [(Decimal(66), "Nguyễn Văn An"), (Decimal(67), "Đỗ Thị Huệ")]


def test_the_same_figure_written_twice_is_no_conflict(sign_in: SignIn, commune: Scene) -> None:
    first, second = grid(sign_in, commune.office), grid(sign_in, commune.office)
    write(first, "1", 2022, "66")
    saved(first)
    write(second, "1", 2022, "66,0")
    saved(second)
    expect(cell(second, "1", 2022)).to_have_value("66")
    assert stored("1", 2022) == [(Decimal(66), "Nguyễn Văn An")]


def test_a_conflict_is_settled_by_keyboard_alone(sign_in: SignIn, commune: Scene) -> None:
    first, second = grid(sign_in, commune.office), grid(sign_in, commune.office)
    write(first, "1", 2022, "66")
    saved(first)
    write(second, "1", 2022, "67")
    expect(second.get_by_role("button", name="Ghi 67")).to_be_visible()
    second.keyboard.press("ArrowUp")
    expect(cell(second, "1", 2022)).to_be_focused()
    second.keyboard.press("Tab")
    expect(second.get_by_role("button", name="Lấy 66")).to_be_focused()
    second.keyboard.press("Tab")
    expect(second.get_by_role("button", name="Ghi 67")).to_be_focused()
    second.keyboard.press("Enter")
    saved(second)
    expect(cell(second, "1", 2022)).to_be_focused()
    assert [value for value, _ in stored("1", 2022)] == [66, 67]


def waiting(sign_in: SignIn, user: User) -> Page:
    page = sign_in(user)
    page.goto("/nhap-lieu/xac-nhan/")
    return page


def submitted(commune: Scene) -> None:
    record(commune.place, Target.objects.get(number="2"), "6.5", 2022)
    submit_figures(commune.place.office, unit=commune.place.unit, term=commune.term, now=NOW)


CONFIRM = "Xác nhận các số đã chọn"


def test_the_second_leader_hears_that_the_figures_are_confirmed(sign_in: SignIn, commune: Scene) -> None:
    submitted(commune)
    first = waiting(sign_in, commune.leader)
    second = waiting(sign_in, another(commune, RoleCode.LEADER, "Hồ Văn Khải"))
    first.get_by_role("button", name=CONFIRM).click()
    expect(first.locator(".messages")).to_contain_text("Đã xác nhận 2 số liệu.")
    second.get_by_role("button", name=CONFIRM).click()
    expect(second.locator(".error-summary")).to_be_focused()
    changed = second.locator("main > .alert-warning li")
    expect(changed).to_have_count(2)
    expect(changed.first).to_contain_text("Chỉ tiêu 1, 2021: trang đã mở hiện 60; nay là 60 (đã xác nhận)")
    assert faults(second) == []
    assert set(Observation.objects.values_list("state", "confirmed_by")) == {("confirmed", "Nguyễn Văn An")}


def test_a_figure_changed_under_the_leaders_eyes_is_not_confirmed(sign_in: SignIn, commune: Scene) -> None:
    submitted(commune)
    leader = waiting(sign_in, commune.leader)
    office = grid(sign_in, commune.office)
    write(office, "2", 2022, "7")
    saved(office)
    office.get_by_role("button", name="Gửi lãnh đạo xác nhận").click()
    expect(office.locator(".messages")).to_contain_text("Đã gửi lãnh đạo xác nhận 1 số liệu.")
    leader.get_by_role("button", name=CONFIRM).click()
    expect(leader.locator("main > .alert-warning li")).to_contain_text(
        ["Chỉ tiêu 2, 2022: trang đã mở hiện 6,5; nay là 7 (chờ xác nhận)"]
    )
    assert Observation.objects.filter(state="confirmed").count() == 0
    leader.get_by_label("Chọn tất cả").check()
    leader.get_by_role("button", name=CONFIRM).click()
    expect(leader.locator(".messages")).to_contain_text("Đã xác nhận 2 số liệu.")


def preview(page: Page, folder: Path, commune: Scene) -> None:
    file = folder / "ket-qua.xlsx"
    file.write_bytes(form_of(commune, {("1", 2022): 71, ("2", 2022): 6.5}))
    page.goto("/tai-tep/")
    page.get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ket-qua.xlsx")


def test_a_stale_preview_writes_nothing_until_it_is_compared_again(
    sign_in: SignIn, commune: Scene, tmp_path: Path
) -> None:
    first = sign_in(commune.office)
    preview(first, tmp_path, commune)
    second = grid(sign_in, another(commune, RoleCode.OFFICE, "Đỗ Thị Huệ"))
    write(second, "2", 2022, "6")
    saved(second)
    first.get_by_role("button", name="Xác nhận và ghi").click()
    expect(first.locator(".error-summary")).to_contain_text("đã thay đổi sau khi xem trước")
    assert faults(first) == []
    assert stored("2", 2022) == [(Decimal(6), "Đỗ Thị Huệ")]
    first.get_by_role("button", name="Đối chiếu lại").click()
    expect(first.locator(".messages")).to_contain_text("Đã đối chiếu lại tệp")
    expect(first.locator(".figure-changed del")).to_have_text(["6"])
    first.get_by_role("button", name="Xác nhận và ghi").click()
    expect(first.locator(".messages")).to_contain_text("Đã ghi số liệu của tệp ket-qua.xlsx.")
    assert stored("2", 2022) == [(Decimal(6), "Đỗ Thị Huệ"), (Decimal("6.5"), "Nguyễn Văn An")]


def test_a_file_is_written_once_and_the_second_hears_by_whom(
    sign_in: SignIn, commune: Scene, tmp_path: Path
) -> None:
    first = sign_in(commune.office)
    preview(first, tmp_path, commune)
    second = sign_in(another(commune, RoleCode.OFFICE, "Đỗ Thị Huệ"))
    second.goto(first.url)
    first.get_by_role("button", name="Xác nhận và ghi").click()
    expect(first.locator(".messages")).to_contain_text("Đã ghi số liệu")
    second.get_by_role("button", name="Xác nhận và ghi").click()
    expect(second.locator(".error-summary")).to_contain_text("Nguyễn Văn An")
    expect(second.get_by_role("button", name="Xác nhận và ghi")).to_have_count(0)
    assert Batch.objects.get().applied_by == "Nguyễn Văn An"
    assert [len(stored(number, 2022)) for number in "12"] == [1, 1]
