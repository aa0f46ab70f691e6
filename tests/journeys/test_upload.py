"""A file from the office's disk to figures of the unit, in a real browser."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nhiemky.targets.models import Observation, Target
from tests.journeys.conftest import SignIn, barriers
from tests.web.intake.files import form_of
from tests.web.targets.scene import Scene, add, poor_households, record, scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def commune(live_server: object) -> Scene:
    found = scene(cut_off=None)
    record(found.place, add(found, "1", name="Thu nhập bình quân đầu người đạt 70 triệu đồng"), 60, 2021)
    add(found, "2", poor_households())
    return found


def bring(page: Page, folder: Path, commune: Scene, figures: dict[tuple[str, int], object]) -> None:
    file = folder / "ket-qua.xlsx"
    file.write_bytes(form_of(commune, figures))
    page.goto("/tai-tep/")
    page.get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.get_by_role("heading", name="ket-qua.xlsx")).to_be_visible()


@pytest.mark.parametrize("narrow", [False, True])
def test_a_file_is_brought_looked_at_confirmed_and_taken_back(
    sign_in: SignIn, commune: Scene, tmp_path: Path, narrow: bool
) -> None:
    page = sign_in(commune.office, narrow=narrow)
    page.goto("/tai-tep/")
    assert barriers(page) == []
    assert page.locator(".file-pick").inner_text().split("\n") == ["Chọn tệp", "Chưa chọn tệp nào"]
    bring(page, tmp_path, commune, {("1", 2022): 71, ("2", 2022): 6.5})
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    expect(page.locator(".overview-sentence")).to_have_text(
        [
            "1/2 chỉ tiêu đạt trên 75%, 1/2 chỉ tiêu chưa có số liệu.",
            "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 50%.",
        ]
    )
    page.get_by_role("button", name="Xác nhận và ghi").click()
    expect(page.locator(".messages")).to_contain_text("Đã ghi số liệu của tệp ket-qua.xlsx.")
    assert barriers(page) == []
    assert Observation.objects.filter(source_file="ket-qua.xlsx").count() == 2
    page.get_by_text("Hoàn tác cả tệp").click()
    assert barriers(page) == []
    page.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Đã hoàn tác tệp ket-qua.xlsx")
    latest = Observation.objects.filter(target=Target.objects.get(number="2")).latest("version")
    assert latest.value is None


def test_rows_in_error_are_looked_at_and_left_out(sign_in: SignIn, commune: Scene, tmp_path: Path) -> None:
    page = sign_in(commune.office)
    bring(page, tmp_path, commune, {("1", 2022): "nhiều", ("2", 2022): 6.5})
    page.get_by_role("link", name="1 có lỗi").click()
    expect(page.locator("table").first.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Xác nhận và ghi").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert barriers(page) == []
    page.get_by_label("Bỏ qua các dòng có lỗi").check()
    page.get_by_role("button", name="Xác nhận và ghi").click()
    expect(page.locator(".messages")).to_contain_text("Đã ghi số liệu")
    assert list(Observation.objects.filter(period_end__year=2022).values_list("value", flat=True)) == [
        Decimal("6.5")
    ]


def test_a_bad_file_is_answered_in_words(sign_in: SignIn, commune: Scene, tmp_path: Path) -> None:
    page = sign_in(commune.office)
    file = tmp_path / "ghi-chu.xlsx"
    file.write_text("không phải bảng tính", encoding="utf-8")
    page.goto("/tai-tep/")
    page.get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.locator("#id_file_error li")).to_have_count(1)
    assert barriers(page) == []


def test_the_field_of_a_file_says_in_our_words_what_was_chosen(
    sign_in: SignIn, commune: Scene, tmp_path: Path
) -> None:
    page = sign_in(commune.office)
    page.goto("/tai-tep/")
    file = tmp_path / "kết quả 2022.xlsx"
    file.write_bytes(b"PK")
    field = page.get_by_label("Tệp Excel (.xlsx)")
    field.set_input_files(file)
    assert page.locator(".file-pick").inner_text().split("\n") == ["Chọn tệp", "kết quả 2022.xlsx"]
    field.focus()
    with page.expect_file_chooser() as asked:
        page.locator(".file-pick").click()
    asked.value.set_files([])
    assert page.locator(".file-pick").inner_text().split("\n") == ["Chọn tệp", "Chưa chọn tệp nào"]
    box, inside = page.locator(".file-pick").bounding_box(), field.bounding_box()
    assert box is not None
    assert inside is not None
    # a file that is dropped anywhere on the box falls on the field
    assert all(abs(box[side] - inside[side]) < 8 for side in ("x", "y", "width", "height"))
