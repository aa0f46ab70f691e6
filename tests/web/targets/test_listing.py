"""The list of targets on screen."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from tests import cast
from tests.standing import standing
from tests.web.reading import Page, get, read
from tests.web.targets.conftest import browser_of
from tests.web.targets.scene import Scene, add, confirm_all, poor_households, record

MISSING = "–"


@standing(at="2023-02-21 10:00+07:00")
def filled(commune: Scene) -> Scene:
    """Let the commune have four targets of three groups, one not confirmed, one without figures."""
    income = add(commune, "1", name="Thu nhập bình quân đầu người", main=True, owner="Văn phòng")
    poor = add(commune, "2", poor_households())
    members = add(
        commune, "3", name="Số đảng viên kết nạp", group="Xây dựng Đảng", unit_of_measure="đảng viên",
        target=Decimal(10), breakthrough=True,
    )  # fmt: skip
    add(
        commune,
        "3.1",
        name="Trong đó: đảng viên nữ",
        group="Xây dựng Đảng",
        target=Decimal(4),
        parent_number="3",
        counted=False,
    )
    record(commune.place, income, 60, 2021)
    record(commune.place, income, 63, 2022)
    record(commune.place, members, 12, 2022)
    confirm_all(commune.place, commune.term)
    record(commune.place, poor, "6.5", 2022)
    return commune


def groups(page: Page) -> list[str]:
    return page.texts("//tr[@class='group-row']/th")


def names(page: Page) -> list[str]:
    return page.texts("//td[@data-label='Chỉ tiêu']/a")


def test_the_list_says_the_sentence_and_groups_the_targets(office: Client, filled: Scene) -> None:
    page = get(office, "/chi-tieu/")
    assert page.status == 200
    assert page.heading == "Chỉ tiêu: Đảng bộ xã Tân Thanh Tây"
    assert page.texts("//p[@class='overview-sentence']") == [
        "Đạt và vượt 1/3 chỉ tiêu, 1/3 chỉ tiêu đạt trên 90%, 1/3 chỉ tiêu đạt trên 50%."
    ]
    assert groups(page) == [
        "Kinh tế đạt và vượt 0/1",
        "Xã hội đạt và vượt 0/1",
        "Xây dựng Đảng đạt và vượt 1/1",
    ]


def test_every_line_says_goal_result_attainment_band_and_course(office: Client, filled: Scene) -> None:
    page = get(office, "/chi-tieu/")
    assert page.heads == [
        "STT", "Chỉ tiêu", "Đơn vị tính", "Mức gốc", "Nghị quyết", "Thực hiện", "Mức đạt (%)", "Nhóm", "Tiến độ",
    ]  # fmt: skip
    lines = [row for row in page.rows if row]
    assert lines == [
        ["1", "Thu nhập bình quân đầu ngườichỉ tiêu chủ yếu · Văn phòng", "triệu đồng", MISSING, "≥ 70", "63", "90",
         "Đạt trên 90%", "Đúng tiến độdự báo đạt"],
        ["2", "Tỷ lệ hộ nghèo còn dưới 3%chỉ tiêu chủ yếu · chưa xác nhận", "%", "10", "≤ 3", "6,5", "50",
         "Đạt trên 50%", "Có nguy cơ không đạt"],
        ["3", "Số đảng viên kết nạpkhâu đột phá", "đảng viên", MISSING, "≥ 10", "12", "120", "Đạt và vượt", "Đã đạt"],
        ["3.1", "Trong đó: đảng viên nữtrong đó · không tính vào tổng", "triệu đồng", MISSING, "≥ 4", MISSING, MISSING,
         "Chưa có số liệu", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ho ngheo"}, ["Tỷ lệ hộ nghèo còn dưới 3%"]),
        ({"q": "đảng viên"}, ["Số đảng viên kết nạp", "Trong đó: đảng viên nữ"]),
        ({"q": "van phong"}, ["Thu nhập bình quân đầu người"]),
        ({"q": "không có"}, []),
        ({"linh_vuc": "Xã hội"}, ["Tỷ lệ hộ nghèo còn dưới 3%"]),
        ({"nhom": "met"}, ["Số đảng viên kết nạp"]),
        ({"nhom": "no_data"}, ["Trong đó: đảng viên nữ"]),
        ({"loai": "chu-yeu"}, ["Thu nhập bình quân đầu người", "Tỷ lệ hộ nghèo còn dưới 3%"]),
        ({"loai": "dot-pha"}, ["Số đảng viên kết nạp"]),
        ({"cho": "on"}, ["Tỷ lệ hộ nghèo còn dưới 3%"]),
        ({"loai": "chu-yeu", "linh_vuc": "Kinh tế"}, ["Thu nhập bình quân đầu người"]),
        ({"nhom": "wrong"}, ["Thu nhập bình quân đầu người", "Tỷ lệ hộ nghèo còn dưới 3%", "Số đảng viên kết nạp", "Trong đó: đảng viên nữ"]),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(office: Client, filled: Scene, asked: dict[str, str], found: list[str]) -> None:
    page = get(office, "/chi-tieu/", **asked)
    assert names(page) == found
    expected = "Không có chỉ tiêu nào khớp với điều kiện lọc."
    assert page.texts("//p[@class='empty-title']") == ([] if found else [expected])


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("muc", ["2", "1", "3", "3.1"]),
        ("-muc", ["3", "1", "2", "3.1"]),
        ("nhom", ["3", "1", "2", "3.1"]),
        ("ten", ["3", "1", "3.1", "2"]),
        ("-so", ["3.1", "3", "2", "1"]),
    ],
)
def test_the_list_is_sorted_without_groups(
    office: Client, filled: Scene, sort: str, numbers: list[str]
) -> None:
    page = get(office, "/chi-tieu/", xep=sort)
    assert page.column("STT") == numbers
    assert groups(page) == []


def test_columns_can_be_hidden(office: Client, filled: Scene) -> None:
    page = read(office.get("/chi-tieu/", {"an": ["dvt", "goc", "tien-do"]}))
    assert page.heads == ["STT", "Chỉ tiêu", "Nghị quyết", "Thực hiện", "Mức đạt (%)", "Nhóm"]


def test_the_list_goes_to_excel_as_it_is_shown(office: Client, filled: Scene) -> None:
    response = office.get("/chi-tieu/", {"xuat": "xlsx", "loai": "chu-yeu"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[:2] for row in rows] == [
        ["STT", "Chỉ tiêu"],
        ["1", "Thu nhập bình quân đầu người"],
        ["2", "Tỷ lệ hộ nghèo còn dưới 3%"],
    ]
    assert [row[6] for row in rows[1:]] == ["90", "50"]


def test_a_refreshed_list_is_the_list_only(office: Client, filled: Scene) -> None:
    headers = {"HX-Request": "true", "HX-Target": "div#danh-sach"}
    page = read(office.get("/chi-tieu/", {"q": "nghèo"}, headers=headers))
    assert names(page) == ["Tỷ lệ hộ nghèo còn dưới 3%"]
    assert page.root.xpath("//h1") == []


def test_who_keeps_targets_may_add_and_enter(
    office: Client, leader: Client, overseer: Client, filled: Scene
) -> None:
    assert get(office, "/chi-tieu/").actions == ["Nhập số liệu", "Thêm chỉ tiêu"]
    assert get(leader, "/chi-tieu/").actions == []
    assert get(overseer, "/chi-tieu/", **{"don-vi": "28927"}).actions == []


def test_a_superior_sees_confirmed_figures_until_others_are_asked_for(
    overseer: Client, filled: Scene
) -> None:
    asked = {"don-vi": "28927"}
    assert get(overseer, "/chi-tieu/", **asked).column("Thực hiện") == ["63", MISSING, "12", MISSING]
    page = get(overseer, "/chi-tieu/", **asked, **{"chua-xac-nhan": "1"})
    assert page.column("Thực hiện") == ["63", "6,5", "12", MISSING]
    assert "Có 1 chỉ tiêu gồm số liệu chưa được lãnh đạo đơn vị xác nhận." in page.texts(
        "//p[contains(@class, 'alert')]"
    )


def test_a_unit_without_targets_gets_the_first_step(office: Client, leader: Client, commune: Scene) -> None:
    page = get(office, "/chi-tieu/")
    assert page.texts("//p[@class='empty-title']") == ["Đơn vị chưa có chỉ tiêu"]
    assert page.href("Thêm chỉ tiêu").startswith("/chi-tieu/them/")
    assert get(leader, "/chi-tieu/").texts("//div[@class='empty-state']//a") == []


def test_targets_taken_out_stand_below_for_who_keeps_them(
    office: Client, leader: Client, filled: Scene
) -> None:
    target = add(filled, "9", name="Chỉ tiêu thừa")
    actions.remove_target(filled.place.office, target=target, reason="trùng", now=timezone.now())
    page = get(office, "/chi-tieu/")
    assert page.texts("//details[@class='removed']/summary") == ["1 chỉ tiêu đã đưa ra khỏi danh sách"]
    assert page.texts("//details[@class='removed']//li/span/a") == ["9. Chỉ tiêu thừa"]
    assert "9" not in page.column("STT")
    assert get(leader, "/chi-tieu/").texts("//details[@class='removed']/summary") == []


def test_the_list_is_for_who_may_see_something(filled: Scene) -> None:
    stranger = browser_of(cast.make_user(unit=filled.place.state))
    assert get(stranger, "/chi-tieu/").status == 403


def test_a_unit_elsewhere_is_not_found(filled: Scene) -> None:
    far = cast.make_unit("Chợ Lách", code="832", type="district")
    outsider = browser_of(cast.make_user_with_role(RoleCode.OVERSEER, far))
    assert get(outsider, "/chi-tieu/", **{"don-vi": "28927"}).status == 404


def test_the_list_asks_as_often_for_many_as_for_one(office: Client, commune: Scene) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(office, "/chi-tieu/")
        return len(captured)

    record(commune.place, add(commune, "1"), 60, 2022)
    asked()
    before = asked()
    for number in ("2", "3"):
        record(commune.place, add(commune, number, group="Xã hội"), 60, 2022)
    assert asked() == before


def test_a_heading_of_sub_targets_is_not_judged(office: Client, commune: Scene) -> None:
    add(commune, "3", name="Xây dựng Đảng", target=None, counted=False, unit_of_measure="")
    reported = add(commune, "4", name="Số hội viên", target=None, counted=False, unit_of_measure="người")
    record(commune.place, reported, 7, 2022)
    confirm_all(commune.place, commune.term)
    page = get(office, "/chi-tieu/")
    assert page.texts("//td[@data-label='Nhóm']") == ["", "Không tính được mức đạt"]
    assert len(page.root.xpath("//td[@data-label='Nhóm']/span[contains(@class, 'band-word')]")) == 1
