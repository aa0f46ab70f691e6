"""The first screen of a unit."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nhiemky.org.vocab import RoleCode
from nhiemky.targets.actions import return_figures, submit_figures
from tests import cast_targets as cast
from tests.cast import Tree, make_unit
from tests.cast_boards import Stage, fill, make_stage, place_of
from tests.standing import standing
from tests.web.conftest import visitor
from tests.web.reading import Page, get, parameters, read, words
from tools.messages import PACKAGE, messages_of

PAGE = "/tong-quan/"


@standing(at="2023-02-21 10:00+07:00")
def stage(tree: Tree) -> Stage:
    return make_stage(tree)


@pytest.fixture
def leader(stage: Stage) -> Client:
    return visitor(RoleCode.LEADER, stage.tree.commune, "bithu")


def todo(page: Page) -> list[tuple[str, str]]:
    return list(
        zip(
            page.texts("//section[@class='todo']//li/span"),
            page.texts("//section[@class='todo']//li/a"),
            strict=True,
        )
    )


def test_overview_says_first_where_the_unit_stands(stage: Stage, office: Client) -> None:
    page = get(office, PAGE)
    assert (page.status, page.heading) == (200, "Đảng bộ xã Tân Thanh Tây")
    assert page.texts("//p[@class='overview-sentence']") == [
        "Đạt và vượt 1/3 chỉ tiêu, 1/3 chỉ tiêu đạt trên 75%, 1/3 chỉ tiêu chưa có số liệu."
    ]
    assert page.texts("//p[@class='page-lead']") == ["Nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023"]


def test_overview_bar_names_every_band(stage: Stage, office: Client) -> None:
    page = get(office, PAGE)
    assert page.texts("//ul[@class='band-legend']/li") == [
        "Đạt và vượt 1/3",
        "Đạt trên 90% 0/3",
        "Đạt trên 75% 1/3",
        "Đạt trên 50% 0/3",
        "Đạt dưới 50% 0/3",
        "Chưa có số liệu 1/3",
    ]


def test_overview_lists_the_worst_targets_first(stage: Stage, office: Client) -> None:
    page = get(office, PAGE)
    assert page.column("STT") == ["1", "3", "2"]
    assert page.column("Mức đạt (%)") == ["80", "–", "125"]
    assert page.column("Nhóm") == ["Đạt trên 75%", "Chưa có số liệu", "Đạt và vượt"]


def test_overview_table_leads_to_the_targets(stage: Stage, office: Client) -> None:
    target = stage.first.unit.targets.get(number="1")
    address = get(office, PAGE).href("Thu nhập bình quân đầu người")
    assert address.startswith(f"/chi-tieu/{target.pk}/")
    assert parameters(address) == {"don-vi": "28927", "nhiem-ky": "2020-2025"}


def test_overview_sorts_as_the_address_asks(stage: Stage, office: Client) -> None:
    assert get(office, PAGE, xep="so").column("STT") == ["1", "2", "3"]
    assert get(office, PAGE, xep="-muc").column("Mức đạt (%)") == ["125", "80", "–"]
    assert get(office, PAGE, xep="nhom").column("STT") == ["2", "1", "3"]


def test_overview_table_goes_to_excel(stage: Stage, office: Client) -> None:
    response = office.get(PAGE, {"xuat": "xlsx"})
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="cac-chi-tieu-cua-don-vi-28927-21-2-2023.xlsx"'
    )
    sheet = load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    assert [sheet["A1"].value, sheet["A2"].value] == [
        "Các chỉ tiêu của đơn vị",
        "Đảng bộ xã Tân Thanh Tây, nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023",
    ]


def test_overview_tells_the_office_what_lacks_figures(stage: Stage, office: Client) -> None:
    page = get(office, PAGE)
    assert todo(page) == [("1 chỉ tiêu chưa có số liệu", "Nhập số liệu")]
    assert page.href("Nhập số liệu").startswith("/nhap-lieu/?")


def test_overview_tells_the_leader_what_to_confirm(stage: Stage, leader: Client) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
    assert todo(get(leader, PAGE)) == []
    submit_figures(stage.first.office, unit=stage.first.unit, term=stage.term, now=cast.NOW)
    page = get(leader, PAGE)
    assert todo(page) == [("1 số liệu chờ xác nhận", "Xác nhận")]
    assert page.href("Xác nhận").startswith("/nhap-lieu/xac-nhan/?")
    assert page.texts("//li[@class='urgent']/span") == ["1 số liệu chờ xác nhận"]


def test_overview_tells_the_office_what_came_back(stage: Stage, office: Client) -> None:
    row = cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
    submit_figures(stage.first.office, unit=stage.first.unit, term=stage.term, now=cast.NOW)
    return_figures(
        stage.first.leader, unit=stage.first.unit, term=stage.term, observation_ids=[row.pk], reason="xem lại",
        now=cast.NOW,
    )  # fmt: skip
    assert todo(get(office, PAGE)) == [("1 số liệu bị trả lại để xem lại", "Xem lại")]


def plurals(path: str) -> set[str]:
    """Give the messages of a file of the interface that have a plural of their own."""
    found = (message for message, _context, _comments in messages_of(PACKAGE / "web" / path))
    return {message[0] for message in found if isinstance(message, tuple)}


def test_overview_counts_in_the_plural_of_the_language() -> None:
    assert plurals("overview/views.py") == {
        "%(n)s số liệu chờ xác nhận",
        "%(n)s số liệu bị trả lại để xem lại",
        "%(n)s số liệu đã nhập, chưa gửi lãnh đạo",
        "%(n)s chỉ tiêu chưa có số liệu",
    }
    assert plurals("templates/overview/overview.html") == {
        "Có %(count)s chỉ tiêu gồm số liệu chưa được lãnh đạo đơn vị xác nhận (đánh dấu *).",
        "Có %(count)s chỉ tiêu của các đơn vị gồm số liệu chưa được xác nhận (đánh dấu *).",
    }


def test_overview_marks_unconfirmed_figures(stage: Stage, office: Client) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
    page = get(office, PAGE)
    assert page.texts("//p[contains(@class, 'alert-warning')]") == [
        "Có 1 chỉ tiêu gồm số liệu chưa được lãnh đạo đơn vị xác nhận (đánh dấu *)."
    ]
    assert sorted(page.column("Thực hiện")) == ["1,5", "4*", "56"]
    assert todo(page) == [("1 số liệu đã nhập, chưa gửi lãnh đạo", "Gửi lãnh đạo")]


def test_overview_shows_a_superior_confirmed_figures(stage: Stage, district_office: Client) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
    page = get(district_office, PAGE, **{"don-vi": "28927"})
    assert "1/3 chỉ tiêu chưa có số liệu" in page.texts("//p[@class='overview-sentence']")[0]
    assert page.texts("//p[contains(@class, 'alert-warning')]") == []


def test_overview_above_a_branch_shows_the_whole(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE)
    assert page.heading == "Đảng bộ huyện Mỏ Cày Bắc"
    assert page.texts("//section[@class='branch']//p[contains(@class, 'overview-sentence')]") == [
        "Đạt và vượt 2/5 chỉ tiêu, 1/5 chỉ tiêu đạt trên 75%, 1/5 chỉ tiêu đạt trên 50%, 1/5 chỉ tiêu chưa có số liệu."
    ]


def test_overview_above_a_branch_has_units_by_bands(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE)
    table = "//table[caption='Các đơn vị theo nhóm mức đạt']"
    heads = page.texts(f"{table}//th[@scope='col']")
    assert (heads[:3], heads[-2:]) == (
        ["Đơn vị", "Số chỉ tiêu", "Đạt và vượt"],
        ["Đạt và vượt trên tổng số", "Biểu đồ"],
    )
    rows = [page.texts(f"({table}/tbody/tr)[{place}]/*") for place in (1, 2)]
    assert rows == [
        ["Đảng bộ xã Tân Thanh Tây", "3", "1", "0", "1", "0", "0", "1", "1/3", ""],
        ["Đảng bộ xã Nhuận Phú Tân", "2", "1", "0", "0", "1", "0", "0", "1/2", ""],
    ]
    assert page.texts(f"{table}/tfoot//td") == ["Cộng", "5", "2", "0", "1", "1", "0", "1", "2/5", ""]
    assert len(page.root.xpath(f"{table}//*[local-name()='svg'][@class='small-bar']")) == 2


def test_overview_sorts_and_exports_its_units_beside_its_targets(
    stage: Stage, district_office: Client
) -> None:
    cast.make_target(stage.district, stage.term, "1", code="D1", name="Của huyện")
    page = get(district_office, PAGE)
    table = "//table[caption='Các đơn vị theo nhóm mức đạt']"
    address = page.root.xpath(f"{table}//th[3]/a/@href")[0]
    assert address.endswith("?xep-dv=met#bang-dv")
    names = f"{table}/tbody//td[@data-label='Đơn vị']"
    assert get(district_office, PAGE, **{"xep-dv": "tong", "an-dv": "met"}).texts(names) == [
        "Đảng bộ xã Nhuận Phú Tân",
        "Đảng bộ xã Tân Thanh Tây",
    ]
    sheets = [
        load_workbook(BytesIO(district_office.get(PAGE, {"xuat": asked}).content)).active
        for asked in ("xlsx", "xlsx-dv")
    ]
    assert [sheet["A1"].value for sheet in sheets] == [
        "Các chỉ tiêu của đơn vị",
        "Các đơn vị theo nhóm mức đạt",
    ]
    assert district_office.get(PAGE, {"xuat": "xlsx-khac"}).headers["Content-Type"].startswith("text/html")


def test_overview_above_a_branch_has_the_heat_table(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE)
    heat = "//div[contains(@class, 'heat-wrap')]//tbody/tr"
    assert [page.texts(f"({heat})[{place}]/*") for place in (1, 2)] == [
        ["Tân Thanh Tây", "80", "125", "–"],
        ["Nhuận Phú Tân", "100", "50", ""],
    ]
    assert page.texts("//div[contains(@class, 'heat-wrap')]//tfoot/tr/*") == [
        "Đảng bộ xã đạt và vượt",
        "1/2",
        "1/2",
        "0/1",
    ]


def test_overview_names_units_that_have_no_targets_yet(stage: Stage, district_office: Client) -> None:
    assert "Chưa có chỉ tiêu: Thạnh Ngãi." in get(district_office, PAGE).texts("//p[@class='footnote']")


def test_overview_of_a_unit_without_anything_gives_the_first_step(tree: Tree, office: Client) -> None:
    page = get(office, PAGE)
    assert page.texts("//p[@class='empty-title']") == ["Đơn vị chưa có chỉ tiêu"]
    assert page.href("Tải tệp lên").startswith("/tai-tep/?")
    assert page.texts("//form[contains(@class, 'filter')]") == []


def test_overview_of_new_data_leads_the_administrator_to_the_people(
    tree: Tree, administrator: Client
) -> None:
    page = get(administrator, PAGE)
    assert page.texts("//div[@class='empty-state']/p") == [
        "Đơn vị chưa có chỉ tiêu",
        "Bước đầu tiên: thêm cán bộ, tạo tài khoản, giao vai trò Văn phòng và Lãnh đạo. Văn phòng thêm chỉ tiêu và nhập số "
        "liệu, lãnh đạo xác nhận.",
    ]
    (step,) = page.root.xpath("//div[@class='empty-state']//a")
    assert (words(step), get(administrator, step.get("href")).heading) == ("Cán bộ và vai trò",) * 2


def test_overview_gives_no_step_to_who_may_not_take_it(tree: Tree, delegate: Client) -> None:
    page = get(delegate, PAGE)
    assert page.texts("//p[@class='empty-title']") == ["Đơn vị chưa có chỉ tiêu"]
    assert page.texts("//main//a[contains(@class, 'btn-primary')]") == []


def test_overview_in_another_scheme(stage: Stage, office: Client) -> None:
    page = get(office, PAGE, **{"bo-nhom": "two_bands_80"})
    assert page.value("bo-nhom") == "two_bands_80"
    assert page.column("Nhóm")[0] == "Đạt trên 80%"


def test_overview_in_an_unknown_scheme_is_not_found(stage: Stage, office: Client) -> None:
    response = office.get(PAGE, {"bo-nhom": "mười nhóm"})
    assert response.status_code == 404
    assert "Không có bộ nhóm mức đạt “mười nhóm”." in read(response).root.text_content()


def test_overview_part_is_all_that_htmx_gets(stage: Stage, office: Client) -> None:
    response = office.get(PAGE, headers={"HX-Request": "true", "HX-Target": "div#figures"})
    page = read(response)
    assert (page.root.tag, page.root.get("id")) == ("div", "figures")
    assert page.texts("//h1") == []
    assert page.column("STT") == ["1", "3", "2"]


def test_overview_needs_sign_in(client: Client, stage: Stage) -> None:
    response = client.get(PAGE)
    assert (response.status_code, response.headers["Location"]) == (302, "/dang-nhap/?next=/tong-quan/")


def test_overview_of_a_neighbour_is_not_found(stage: Stage, office: Client) -> None:
    assert office.get(PAGE, {"don-vi": "28957"}).status_code == 404


def test_overview_takes_no_posts(stage: Stage, office: Client) -> None:
    assert office.post(PAGE).status_code == 405


def test_overview_asks_as_many_questions_for_three_units_as_for_one(
    stage: Stage, district_office: Client
) -> None:
    district_office.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        district_office.get(PAGE)
    for number in range(3):
        state = make_unit(f"Xã {number}", code=f"9{number}", parent=stage.tree.district)
        fill(place_of(state), stage.term, income="50", poverty="3")
    with CaptureQueriesContext(connection) as many:
        district_office.get(PAGE)
    assert len(many) == len(few)


def test_overview_escapes_hostile_names(stage: Stage, district_office: Client) -> None:
    cast.make_target(stage.first, stage.term, "<b>7</b>", name="<script>alert(1)</script>")
    text = district_office.get(PAGE).content.decode()
    assert "<script>alert" not in text
    assert "<b>7</b>" not in text


BOX = "//form[contains(@class, 'filter')]//label[.//input[@name='chua-xac-nhan']]"


def test_own_people_are_offered_no_box_for_what_they_see_anyway(
    stage: Stage, office: Client, leader: Client
) -> None:
    """The unit's own figures always come with those not confirmed, so that an unticked box would not be true."""
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
    for client in (office, leader):
        plain, asked = get(client, PAGE), get(client, PAGE, **{"chua-xac-nhan": "1"})
        assert plain.texts(BOX) == asked.texts(BOX) == []
        assert (
            sorted(plain.column("Mức đạt (%)")) == sorted(asked.column("Mức đạt (%)")) == ["125", "80", "80"]
        )


def test_the_box_of_a_superior_says_what_the_figures_hold(stage: Stage) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
    submit_figures(stage.first.office, unit=stage.first.unit, term=stage.term, now=cast.NOW)
    above = visitor(RoleCode.OVERSEER, stage.tree.district, "theodoi")
    asked = {"don-vi": "28927"}
    plain, ticked = get(above, PAGE, **asked), get(above, PAGE, **asked, **{"chua-xac-nhan": "1"})
    assert plain.texts(BOX) == ticked.texts(BOX) == ["Gồm số liệu chưa xác nhận"]
    assert [bool(page.root.xpath(f"{BOX}//input/@checked")) for page in (plain, ticked)] == [False, True]
    assert sorted(plain.column("Mức đạt (%)")) == ["125", "80", "–"]
    assert sorted(ticked.column("Mức đạt (%)")) == ["125", "80", "80"]


def test_the_box_beside_own_figures_speaks_of_the_units_below(stage: Stage) -> None:
    above = visitor(RoleCode.OVERSEER, stage.tree.district, "theodoi")
    assert get(above, PAGE).texts(BOX) == ["Gồm số liệu chưa xác nhận của các đơn vị bên dưới"]
