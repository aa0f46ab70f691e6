"""Tables in a real browser: what is left out stays left out, and a table goes to Excel by the clipboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

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
