"""Who may look at the grid and who may write; how often it asks the database, and how long a whole grid takes."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.targets.models import Target
from tests.standing import standing
from tests.web.entry.sheet import cell_texts, save, stored, typed
from tests.web.reading import Page, get
from tests.web.targets.scene import Scene, add, confirm_all, record


@standing(at="2023-02-21 10:00+07:00")
def income(commune: Scene) -> Target:
    return add(commune, "1", name="Thu nhập bình quân đầu người")


def test_a_leader_looks_at_the_grid_without_writing(leader: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 60, 2022)
    page = get(leader, "/nhap-lieu/")
    assert page.texts("//p[@data-status]") == ["Chỉ xem; văn phòng của đơn vị nhập số liệu."]
    assert set(page.root.xpath("//input[@class='grid-input']/@readonly")) == {"readonly"}
    assert page.actions == ["Tải tệp Excel", "Số liệu chờ xác nhận"]


@pytest.mark.parametrize(
    "address", ["/nhap-lieu/", "/nhap-lieu/luu/", "/nhap-lieu/thu/", "/nhap-lieu/trinh/"]
)
def test_a_leader_writes_nothing(leader: Client, commune: Scene, income: Target, address: str) -> None:
    record(commune.place, income, 60, 2022)
    assert leader.post(address, typed((income, 2022, "61", 1))).status_code == 403
    assert stored(income) == [(1, "60", "draft")]


@pytest.mark.parametrize("address", ["/nhap-lieu/", "/nhap-lieu/luu/", "/nhap-lieu/trinh/"])
def test_a_superior_writes_nothing(overseer: Client, commune: Scene, income: Target, address: str) -> None:
    assert overseer.post(f"{address}?don-vi=28927", typed((income, 2022, "61", 0))).status_code == 403
    assert stored(income) == []


@pytest.mark.parametrize("address", ["/nhap-lieu/luu/", "/nhap-lieu/thu/", "/nhap-lieu/trinh/"])
def test_saving_is_never_done_by_looking(office: Client, commune: Scene, address: str) -> None:
    assert office.get(address).status_code == 405


def test_the_grid_of_another_unit_is_denied(office: Client, commune: Scene) -> None:
    far = get(office, "/nhap-lieu/", **{"don-vi": "838"})
    assert far.status == 404


def test_a_unit_without_targets_gets_the_first_step(office: Client, commune: Scene) -> None:
    page = get(office, "/nhap-lieu/")
    assert page.texts("//p[@class='empty-title']") == ["Đơn vị chưa có chỉ tiêu"]
    assert page.href("Đến danh sách chỉ tiêu").startswith("/chi-tieu/")


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(client, address)
    return len(captured)


@pytest.mark.parametrize("address", ["/nhap-lieu/", "/nhap-lieu/?ky=thang&nam=2022"])
def test_the_grid_asks_as_often_for_many_as_for_one(
    office: Client, commune: Scene, income: Target, address: str
) -> None:
    record(commune.place, income, 60, 2022)
    queries(office, address)
    before = queries(office, address)
    for number in ("5", "6"):
        record(commune.place, add(commune, number, group="Xã hội"), 60, 2022)
    assert queries(office, address) == before


def test_saving_asks_as_often_for_many_as_for_one(office: Client, commune: Scene, income: Target) -> None:
    others = [add(commune, str(number)) for number in range(5, 8)]

    def asked(*cells: tuple[Target, int, str, int]) -> int:
        with CaptureQueriesContext(connection) as captured:
            save(office, *cells)
        return len(captured)

    asked((income, 2021, "60", 0))
    assert asked(*((target, 2022, "60", 0) for target in others)) == asked((income, 2022, "61", 0))


def test_a_whole_grid_is_saved_within_a_moment(office: Client, commune: Scene) -> None:
    targets = [add(commune, str(number)) for number in range(1, 26)]
    started = time.perf_counter_ns()
    answer = save(office, *((target, year, "60", 0) for target in targets for year in range(2021, 2026)))
    assert {cell["state"] for cell in answer["cells"]} == {"saved"}
    assert len(answer["cells"]) == 125
    assert time.perf_counter_ns() - started < 5 * 10**9


def page_of(client: Client) -> Page:
    return get(client, "/nhap-lieu/")


def test_confirmed_figures_carry_no_mark(office: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 60, 2022)
    confirm_all(commune.place, commune.term)
    page = page_of(office)
    assert cell_texts(page, "//span[@data-state]") == []
    assert len(page.root.xpath("//td[contains(@class, 'is-confirmed')]")) == 1
