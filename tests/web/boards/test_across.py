"""From how many units met a target to the units that met and missed it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Tree, make_unit
from tests.cast_boards import Stage, fill, make_stage, place_of
from tests.standing import standing
from tests.web.reading import Page, get, parameters

PAGE = "/bang-theo-doi/"


@standing(at="2023-02-21 10:00+07:00")
def stage(tree: Tree) -> Stage:
    return make_stage(tree)


def across(page: Page, row: int, label: str = "Đảng bộ xã đạt và vượt") -> str:
    """Give where a figure of the targets across units leads."""
    return str(page.root.xpath(f"(//table)[1]/tbody/tr[{row}]/td[@data-label='{label}']/a/@href")[0])


def test_leads_from_a_target_to_the_units_that_met_and_missed_it(
    stage: Stage, district_office: Client
) -> None:
    targets = get(district_office, PAGE, **{"phan": "chi-tieu", "bo-nhom": "strict"})
    page = get(district_office, across(targets, 1))
    assert page.texts("//section[contains(@class, 'group')]/h2") == ["1. Thu nhập bình quân đầu người"]
    assert page.texts("//section[contains(@class, 'group')]/p") == [
        "Tất cả các chỉ tiêu · Đảng bộ xã đạt và vượt: 1/2",
        "Không có chỉ tiêu này: Thạnh Ngãi.",
    ]
    assert page.heads == [
        "Đảng bộ xã", "Nghị quyết", "Thực hiện", "Mức đạt (%)", "Nhóm", "Tiến độ", "Nguồn",
    ]  # fmt: skip
    assert page.rows == [
        ["Tân Thanh Tây", "≥ 70", "56", "80", "Đạt trên 75%", "Đúng tiến độ", "nhập trên màn hình"],
        ["Nhuận Phú Tân", "≥ 70", "70", "100", "Đạt và vượt", "Đã đạt", "nhập trên màn hình"],
    ]
    target = stage.first.unit.targets.get(number="1")
    assert page.href("56").startswith(f"/chi-tieu/{target.pk}/?")
    assert parameters(page.href("Tân Thanh Tây"))["don-vi"] == "28927"
    assert parameters(page.href("Tất cả các chỉ tiêu")) == parameters(targets.href("Từng chỉ tiêu"))
    assert page.root.xpath("//form[contains(@class, 'filter')]/input[@name='chi-tieu']/@value") == [
        str(target.pk)
    ]


def test_leads_from_a_count_to_the_units_in_that_band(stage: Stage, district_office: Client) -> None:
    targets = get(district_office, PAGE, phan="chi-tieu")
    page = get(district_office, across(targets, 1, "Đạt trên 75%"))
    assert (page.column("Đảng bộ xã"), page.value("muc")) == (["Tân Thanh Tây"], "over_75")
    last = get(district_office, across(targets, 3))
    assert (last.column("Đảng bộ xã"), last.column("Nguồn")) == (["Tân Thanh Tây"], [""])
    assert last.texts("//section[contains(@class, 'group')]/p[@class='footnote']") == [
        "Không có chỉ tiêu này: Nhuận Phú Tân, Thạnh Ngãi."
    ]
    assert targets.root.xpath("(//table)[1]/tbody/tr[1]/td[@data-label='Đạt dưới 50%']/a") == []


def test_heat_leads_from_how_many_met_to_the_units(stage: Stage, district_office: Client) -> None:
    targets = get(district_office, PAGE, phan="chi-tieu")
    for page in (get(district_office, PAGE, phan="nhiet"), get(district_office, "/tong-quan/")):
        leading = page.root.xpath("//table[@class='heat-table']/tfoot//a")
        assert [link.get("href") for link in leading] == [across(targets, row) for row in (1, 2, 3)]
        assert leading[1].get("aria-label") == "2. Tỷ lệ hộ nghèo: 1/2"


def test_sorts_and_exports_the_units_of_a_target(stage: Stage, district_office: Client) -> None:
    address = across(get(district_office, PAGE, phan="chi-tieu"), 2)
    assert get(district_office, address).column("Thực hiện") == ["3", "1,5"]
    assert get(district_office, f"{address}&xep=th").column("Thực hiện") == ["1,5", "3"]
    answer = district_office.get(f"{address}&xuat=xlsx")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="2-ty-le-ho-ngheo-838-21-2-2023.xlsx"'
    )


@pytest.mark.parametrize("asked", ["", "0", "x", "²", "99999999999999999999"])
def test_without_the_target_that_is_asked_for_lists_all(
    stage: Stage, district_office: Client, asked: str
) -> None:
    page = get(district_office, PAGE, **{"phan": "chi-tieu", "chi-tieu": asked})
    assert (page.status, page.column("STT")) == (200, ["1", "2", "3"])


def test_the_units_of_a_target_are_asked_for_as_often_for_three_as_for_one(
    stage: Stage, district_office: Client
) -> None:
    address = across(get(district_office, PAGE, phan="chi-tieu"), 1)
    get(district_office, address)
    with CaptureQueriesContext(connection) as few:
        assert len(get(district_office, address).rows) == 2
    for number in range(3):
        state = make_unit(f"Xã {number}", code=f"9{number}", parent=stage.tree.district)
        fill(place_of(state), stage.term, income="50", poverty="3")
    with CaptureQueriesContext(connection) as many:
        assert len(get(district_office, address).rows) == 5
    assert len(many) == len(few)
