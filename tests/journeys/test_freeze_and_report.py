"""From figures to a frozen set and a report in the hand, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from nhiemky.history.models import LedgerLine
from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.profiles import HD05, HD36
from nhiemky.org.models import User
from nhiemky.org.vocab import RoleCode
from tests import cast_targets as cast
from tests.cast import make_person, make_position, make_tree, make_user_with_role
from tests.cast_boards import Stage, let_freezes_go, make_stage
from tests.journeys.conftest import SignIn, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = "den=21-2-2023&nhiem-ky=2020-2025"


@pytest.fixture
def stage(live_server: LiveServer) -> Iterator[Stage]:
    found = make_stage(make_tree())
    person = make_person("Nguyễn Thanh Ấn", keeper=found.tree.commune)
    make_position(person, found.tree.commune, "Bí thư", signs=True)
    yield found
    let_freezes_go()


@pytest.fixture
def clerk(stage: Stage) -> User:
    return make_user_with_role(RoleCode.OFFICE, stage.tree.commune, username="vanphong")


@pytest.mark.parametrize("narrow", [True, False])
def test_pages_bar_nobody_and_fit_the_window(sign_in: SignIn, clerk: User, narrow: bool) -> None:
    page = sign_in(clerk, narrow=narrow)
    found = {}
    for address in (f"/so-lieu-chot/?{DAY}", f"/bao-cao/?{DAY}"):
        page.goto(address)
        found[address] = faults(page)
        page.locator("main form[method=post] button.btn-primary").click() if "chot" in address else None
        found[f"{address} sent"] = faults(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_figures_are_frozen_and_taken_out_as_a_report(
    sign_in: SignIn, clerk: User, stage: Stage, tmp_path: Path
) -> None:
    page = sign_in(clerk)
    page.goto(f"/so-lieu-chot/?{DAY}")
    page.get_by_role("button", name="Chốt số liệu").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_visible()
    page.get_by_label("Tên lần chốt").fill("Hội nghị sơ kết")
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hội nghị sơ kết")
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 5, confirmed=True)
    page.reload()
    expect(page.get_by_role("region", name="Chênh lệch so với số liệu chốt")).to_contain_text(
        "Số hợp tác xã thành lập mới"
    )
    page.get_by_role("link", name="Báo cáo theo số liệu chốt").click()
    expect(page.locator(".overview-sentence")).to_contain_text("Đạt và vượt 1/3 chỉ tiêu")
    page.get_by_label("Ngày ban hành").fill("24-2-2023")
    page.get_by_label("Số văn bản").fill("15")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Xuất báo cáo").click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    assert file.name == "review-28927-2023-02-21.docx"
    assert check(inspect(file.read_bytes()), HD36) == ()


def test_the_day_of_a_report_decides_its_form(sign_in: SignIn, clerk: User, tmp_path: Path) -> None:
    page = sign_in(clerk)
    page.goto(f"/bao-cao/?{DAY}")
    page.get_by_label("Ngày ban hành").fill(f"{date(2026, 6, 1):%d/%m/%Y}")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Xuất báo cáo").click()
    file = tmp_path / "moi.docx"
    coming.value.save_as(file)
    assert check(inspect(file.read_bytes()), HD05) == ()


def test_a_report_is_looked_at_in_another_window(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bao-cao/?{DAY}")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Xem trước PDF").click()
    opened.value.wait_for_event("close") if opened.value.is_closed() else None
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Báo cáo sơ kết giữa nhiệm kỳ: Đảng bộ xã Tân Thanh Tây"
    )
    page.wait_for_timeout(1500)
    assert list(LedgerLine.objects.filter(act="reporting.preview").values_list("actor_name", flat=True)) == [
        "Nguyễn Văn An"
    ]


def test_the_choice_of_files_can_be_made_by_keyboard(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bao-cao/?{DAY}")
    page.get_by_label("Word (.docx)").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("PDF để in (.pdf)")).to_be_checked()


def test_the_form_comes_as_a_file(sign_in: SignIn, clerk: User) -> None:
    page = sign_in(clerk)
    page.goto(f"/bao-cao/?{DAY}")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Biểu mẫu Excel để điền").click()
    assert coming.value.suggested_filename == "bieu-chi-tieu-28927-2020-2025.xlsx"
