"""The board of a branch on screen: parts, filters, sorting, marks, export."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nhiemky.org.models import UnitType
from nhiemky.org.vocab import RoleCode
from nhiemky.targets.actions import submit_figures
from tests import cast_targets as cast
from tests.cast import Tree, make_type, make_unit
from tests.cast_boards import Stage, fill, make_stage, place_of
from tests.standing import standing
from tests.web.conftest import visitor
from tests.web.reading import Page, get, parameters, read

PAGE = "/bang-theo-doi/"
BOOK = "/bang-theo-doi/excel/"
PARTS = ("don-vi", "nhiet", "chi-tieu", "linh-vuc", "thap")


@standing(at="2023-02-21 10:00+07:00")
def stage(tree: Tree) -> Stage:
    return make_stage(tree)


@pytest.fixture
def overseer(stage: Stage) -> Client:
    return visitor(RoleCode.OVERSEER, stage.tree.district, "tocongtac")


def sentence(page: Page) -> str:
    return page.texts("//p[@class='overview-sentence']")[0]


def heat(page: Page) -> list[list[str]]:
    count = len(page.root.xpath("//table[@class='heat-table']/tbody/tr"))
    return [page.texts(f"(//table[@class='heat-table']/tbody/tr)[{place + 1}]/*") for place in range(count)]


def add_town(stage: Stage) -> None:
    """Add a town with one target that is met."""
    make_type("commune")
    state = make_unit("Phước Mỹ Trung", code="28889", parent=stage.tree.district, official_order=9)
    state.type = UnitType.objects.create(code="town", name="Đảng bộ thị trấn", rank=4)
    state.save()
    fill(place_of(state), stage.term, income="90", poverty="1")


def test_board_says_where_the_whole_branch_stands(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE)
    assert (page.status, page.heading) == (200, "Bảng theo dõi: Đảng bộ huyện Mỏ Cày Bắc")
    assert sentence(page) == (
        "Đạt và vượt 2/5 chỉ tiêu, 1/5 chỉ tiêu đạt trên 75%, 1/5 chỉ tiêu đạt trên 50%, 1/5 chỉ tiêu chưa có số liệu."
    )


def test_board_lists_units_by_bands(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE)
    assert page.heads == [
        "Đơn vị", "Số chỉ tiêu", "Đạt và vượt", "Đạt trên 90%", "Đạt trên 75%", "Đạt trên 50%", "Đạt dưới 50%",
        "Chưa có số liệu", "Đạt và vượt trên tổng số", "Biểu đồ",
    ]  # fmt: skip
    assert [row[:9] for row in page.rows] == [
        ["Đảng bộ xã Tân Thanh Tây", "3", "1", "0", "1", "0", "0", "1", "1/3"],
        ["Đảng bộ xã Nhuận Phú Tân", "2", "1", "0", "0", "1", "0", "0", "1/2"],
    ]
    assert "Chưa có chỉ tiêu: Thạnh Ngãi." in page.texts("//p[@class='footnote']")


def test_board_units_lead_to_their_overview(stage: Stage, district_office: Client) -> None:
    address = get(district_office, PAGE).href("Đảng bộ xã Nhuận Phú Tân")
    assert address.startswith("/tong-quan/?")
    assert parameters(address)["don-vi"] == "28957"


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("ten", "Đảng bộ xã Nhuận Phú Tân"),
        ("-ten", "Đảng bộ xã Tân Thanh Tây"),
        ("ty-le", "Đảng bộ xã Tân Thanh Tây"),
        ("-ty-le", "Đảng bộ xã Nhuận Phú Tân"),
        ("tong", "Đảng bộ xã Nhuận Phú Tân"),
        ("-no_data", "Đảng bộ xã Tân Thanh Tây"),
    ],
)
def test_board_sorts_units(stage: Stage, district_office: Client, sort: str, first: str) -> None:
    assert get(district_office, PAGE, xep=sort).rows[0][0] == first


def test_board_heat_has_a_number_colour_and_word_in_each_cell(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, phan="nhiet")
    assert heat(page) == [["Tân Thanh Tây", "80", "125", "–"], ["Nhuận Phú Tân", "100", "50", ""]]
    cells = page.root.xpath("//table[@class='heat-table']/tbody/tr[1]/td")
    assert [cell.get("class") for cell in cells] == [
        "heat heat-over_75",
        "heat heat-met",
        "heat heat-no_data",
    ]
    assert [cell[0].get("aria-label") for cell in cells] == [
        "Đạt trên 75%, 80",
        "Đạt và vượt, 125",
        "Chưa có số liệu, –",
    ]


def test_board_heat_leads_to_the_target(stage: Stage, district_office: Client) -> None:
    target = stage.first.unit.targets.get(number="1")
    page = get(district_office, PAGE, phan="nhiet")
    href = page.root.xpath("//table[@class='heat-table']/tbody/tr[1]/td[1]/a/@href")[0]
    assert href.partition("?")[0] == f"/chi-tieu/{target.pk}/"


def test_board_heat_ends_with_how_many_met_each(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, phan="nhiet")
    assert page.texts("//table[@class='heat-table']/tfoot/tr/*") == [
        "Đảng bộ xã đạt và vượt",
        "1/2",
        "1/2",
        "0/1",
    ]
    assert page.texts("//ol[@class='heat-names']/li")[1] == "2. Tỷ lệ hộ nghèo: 1/2"


def test_board_has_a_heat_table_for_each_level(stage: Stage, district_office: Client) -> None:
    add_town(stage)
    for page in (get(district_office, PAGE, phan="nhiet"), get(district_office, "/tong-quan/")):
        tables = "//table[@class='heat-table']"
        assert page.texts(f"{tables}/caption") == [
            "Đảng bộ xã: mức đạt (%) của từng chỉ tiêu ở từng đơn vị",
            "Đảng bộ thị trấn: mức đạt (%) của từng chỉ tiêu ở từng đơn vị",
        ]
        assert heat(page) == [
            ["Tân Thanh Tây", "80", "125", "–"], ["Nhuận Phú Tân", "100", "50", ""], ["Phước Mỹ Trung", "128,57", "150"],
        ]  # fmt: skip
        assert page.texts(f"{tables}/tfoot/tr/*") == [
            "Đảng bộ xã đạt và vượt", "1/2", "1/2", "0/1", "Đảng bộ thị trấn đạt và vượt", "1/1", "1/1",
        ]  # fmt: skip
        regions = page.root.xpath("//div[contains(@class, 'heat-wrap')]/@aria-label")
        assert len(set(regions)) == 2
    assert len(get(district_office, PAGE, phan="nhiet").root.xpath("//button[@data-print]")) == 1


def test_board_lists_targets_of_each_level_apart(stage: Stage, district_office: Client) -> None:
    add_town(stage)
    page = get(district_office, PAGE, phan="chi-tieu")
    columns = ("STT", "Loại đơn vị", "Đơn vị đạt và vượt", "Chưa có số liệu")
    assert list(zip(*map(page.column, columns), strict=True)) == [
        ("1", "Đảng bộ xã", "1/2", "0"),
        ("2", "Đảng bộ xã", "1/2", "0"),
        ("3", "Đảng bộ xã", "0/1", "1"),
        ("1", "Đảng bộ thị trấn", "1/1", "0"),
        ("2", "Đảng bộ thị trấn", "1/1", "0"),
    ]
    page = get(district_office, PAGE, phan="chi-tieu", loai="town")
    assert page.column("Đảng bộ thị trấn đạt và vượt") == ["1/1", "1/1"]


def test_board_lists_targets_across_units(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, phan="chi-tieu")
    assert page.column("Đảng bộ xã đạt và vượt") == ["1/2", "1/2", "0/1"]
    assert page.column("Chưa có số liệu") == ["0", "0", "1"]
    assert get(district_office, PAGE, phan="chi-tieu", xep="dat").column("STT") == ["3", "1", "2"]


def test_board_shows_groups(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, phan="linh-vuc")
    assert page.texts("//section[@class='group']/h2") == ["Kinh tế (3 chỉ tiêu)", "Xã hội (2 chỉ tiêu)"]


def test_board_lists_the_lowest_first(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, phan="thap")
    assert page.column("Đơn vị") == ["Nhuận Phú Tân", "Tân Thanh Tây"]
    assert page.column("Mức đạt (%)") == ["50", "80"]


def test_board_marks_the_part_that_is_shown(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, phan="nhiet")
    assert page.texts("//nav[@class='tabs']/a[@aria-current='page']") == ["Đơn vị và chỉ tiêu"]
    assert page.texts("//nav[@class='tabs']/a") == [
        "Đơn vị",
        "Đơn vị và chỉ tiêu",
        "Từng chỉ tiêu",
        "Lĩnh vực",
        "Đạt thấp nhất",
    ]


def test_board_of_an_unknown_part_shows_the_first(stage: Stage, district_office: Client) -> None:
    assert get(district_office, PAGE, phan="khac").column("Số chỉ tiêu") == ["3", "2"]


def test_board_filters_by_group(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, **{"nhom-chi-tieu": "Xã hội"})
    assert sentence(page) == "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 50%."
    assert page.column("Số chỉ tiêu") == ["1", "1"]
    assert page.value("nhom-chi-tieu") == "Xã hội"


def test_board_filters_by_band(stage: Stage, district_office: Client) -> None:
    assert get(district_office, PAGE, muc="over_75").column("Đơn vị") == ["Đảng bộ xã Tân Thanh Tây"]
    page = get(district_office, PAGE, muc="over_75", phan="thap")
    assert (page.column("Chỉ tiêu"), page.column("Mức đạt (%)")) == (
        ["Thu nhập bình quân đầu ngườiKinh tế"],
        ["80"],
    )
    assert "Danh sách theo mức đạt" in page.texts("//nav[@class='tabs']/a")


def test_board_heat_pales_cells_outside_the_band(stage: Stage, district_office: Client) -> None:
    fill(place_of(stage.tree.third), stage.term, income="57", poverty="1")
    page = get(district_office, PAGE, muc="met", phan="nhiet")
    cells = page.root.xpath("//table[@class='heat-table']/tbody/tr[1]/td/@class")
    assert cells == ["heat heat-over_75 heat-pale", "heat heat-met"]


def test_board_ignores_a_band_that_the_scheme_does_not_have(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, **{"muc": "over_90", "bo-nhom": "two_bands_80"})
    assert (page.status, len(page.rows)) == (200, 2)


def test_board_filters_by_type_where_there_are_several(stage: Stage, district_office: Client) -> None:
    assert get(district_office, PAGE).root.xpath("//select[@name='loai']") == []
    add_town(stage)
    page = get(district_office, PAGE, loai="town")
    assert page.column("Đơn vị") == ["Đảng bộ xã Phước Mỹ Trung"]
    assert page.texts("//select[@name='loai']/option") == [
        "Mọi loại đơn vị",
        "Đảng bộ xã",
        "Đảng bộ thị trấn",
    ]
    assert sentence(page) == "Đạt và vượt 2/2 chỉ tiêu."


def test_board_names_units_of_several_types_units(stage: Stage, district_office: Client) -> None:
    add_town(stage)
    assert "Đơn vị đạt và vượt" in get(district_office, PAGE, phan="chi-tieu").heads
    page = get(district_office, PAGE, phan="chi-tieu", loai="town")
    assert "Đảng bộ thị trấn đạt và vượt" in page.heads


def test_board_without_anything_left_says_so_and_leads_back(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, **{"nhom-chi-tieu": "Ngoại giao", "phan": "nhiet"})
    assert page.texts("//p[@class='empty-title']") == ["Không có chỉ tiêu nào theo lựa chọn này"]
    assert parameters(page.href("Bỏ lọc")) == {"phan": "nhiet"}


def test_board_keeps_its_filters_in_every_link(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, **{"nhom-chi-tieu": "Kinh tế", "bo-nhom": "strict", "phan": "thap"})
    tab = parameters(page.href("Từng chỉ tiêu"))
    assert (tab["nhom-chi-tieu"], tab["bo-nhom"], tab["phan"]) == ("Kinh tế", "strict", "chi-tieu")
    book = parameters(page.href("Cả bảng ra Excel"))
    assert (book["nhom-chi-tieu"], book["bo-nhom"]) == ("Kinh tế", "strict")
    assert page.root.xpath("//form[contains(@class, 'filter')]/input[@name='phan']/@value") == ["thap"]


def test_board_shows_unconfirmed_figures_to_whom_may_ask(stage: Stage, overseer: Client) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
    submit_figures(stage.first.office, unit=stage.first.unit, term=stage.term, now=cast.NOW)
    before = get(overseer, PAGE, phan="nhiet")
    assert heat(before)[0] == ["Tân Thanh Tây", "80", "125", "–"]
    page = get(overseer, PAGE, **{"phan": "nhiet", "chua-xac-nhan": "1"})
    assert heat(page)[0] == ["Tân Thanh Tây", "80", "125", "80*"]
    assert page.texts("//p[contains(@class, 'alert-warning')]") == [
        "Có 1 chỉ tiêu gồm số liệu chưa được lãnh đạo đơn vị xác nhận (đánh dấu *)."
    ]
    label = page.root.xpath("//table[@class='heat-table']/tbody/tr[1]/td[3]/a/@aria-label")
    assert label == ["Đạt trên 75%, 80, chưa xác nhận"]


def test_board_says_which_units_have_unconfirmed_figures(stage: Stage, overseer: Client) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
    assert "Chưa xác nhận" not in get(overseer, PAGE).heads
    assert get(overseer, PAGE, **{"chua-xac-nhan": "1"}).column("Chưa xác nhận") == ["1", "0"]


def test_board_hides_unconfirmed_figures_from_who_may_not_see_them(
    stage: Stage, district_office: Client
) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
    page = get(district_office, PAGE, **{"phan": "nhiet", "chua-xac-nhan": "1"})
    assert heat(page)[0] == ["Tân Thanh Tây", "80", "125", "–"]


def test_board_of_a_unit_with_nothing_below_says_so(stage: Stage, office: Client) -> None:
    page = get(office, PAGE)
    assert page.texts("//p[@class='empty-title']") == ["Chưa đơn vị nào bên dưới có chỉ tiêu"]
    assert page.texts("//form[contains(@class, 'filter')]") == []


@pytest.mark.parametrize("part", PARTS)
def test_board_part_is_all_that_htmx_gets(stage: Stage, district_office: Client, part: str) -> None:
    response = district_office.get(
        PAGE, {"phan": part}, headers={"HX-Request": "true", "HX-Target": "div#board"}
    )
    page = read(response)
    assert (page.root.tag, page.root.get("id"), response.headers["Vary"][:22]) == (
        "div",
        "board",
        "HX-Request, HX-Target,",
    )
    assert (page.texts("//h1"), len(page.texts("//nav[@class='tabs']/a"))) == ([], 5)


@pytest.mark.parametrize("part", PARTS)
def test_board_asks_as_many_questions_for_three_units_as_for_one(
    stage: Stage, district_office: Client, part: str
) -> None:
    district_office.get(PAGE, {"phan": part})
    with CaptureQueriesContext(connection) as few:
        district_office.get(PAGE, {"phan": part})
    for number in range(3):
        state = make_unit(f"Xã {number}", code=f"9{number}", parent=stage.tree.district)
        fill(place_of(state), stage.term, income="50", poverty="3")
    with CaptureQueriesContext(connection) as many:
        district_office.get(PAGE, {"phan": part})
    assert len(many) == len(few)


@pytest.mark.parametrize("part", ["don-vi", "chi-tieu", "thap"])
def test_board_tables_go_to_excel(stage: Stage, district_office: Client, part: str) -> None:
    page = get(district_office, PAGE, phan=part)
    response = district_office.get(PAGE, {"phan": part, "xuat": "xlsx"})
    sheet = load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[4]] == [head for head in page.heads if head != "Biểu đồ"]
    assert sheet.max_row == 4 + len(page.rows)


def test_board_workbook_holds_the_whole_board(stage: Stage, district_office: Client) -> None:
    response = district_office.get(BOOK)
    assert (
        response.headers["Content-Disposition"] == 'attachment; filename="bang-theo-doi-838-2023-02-21.xlsx"'
    )
    book = load_workbook(BytesIO(response.content))
    assert book.sheetnames == ["Tổng hợp", "Đơn vị", "Mức đạt (%)", "Chỉ tiêu"]
    assert [row[0].value for row in book["Mức đạt (%)"].iter_rows()] == [
        "Đảng bộ xã",
        "Tân Thanh Tây",
        "Nhuận Phú Tân",
    ]


def test_board_workbook_follows_the_filters(stage: Stage, district_office: Client) -> None:
    book = load_workbook(BytesIO(district_office.get(BOOK, {"nhom-chi-tieu": "Xã hội"}).content))
    assert [row[1].value for row in book["Chỉ tiêu"].iter_rows()] == ["Lĩnh vực", "Xã hội"]


@pytest.mark.parametrize("address", [PAGE, BOOK])
def test_board_of_a_neighbour_is_not_found(stage: Stage, office: Client, address: str) -> None:
    assert office.get(address, {"don-vi": "28957"}).status_code == 404


@pytest.mark.parametrize("address", [PAGE, BOOK])
def test_board_of_an_unknown_scheme_is_not_found(stage: Stage, office: Client, address: str) -> None:
    assert office.get(address, {"bo-nhom": "khac"}).status_code == 404


@pytest.mark.parametrize("address", [PAGE, BOOK])
def test_board_needs_sign_in(client: Client, stage: Stage, address: str) -> None:
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("part", PARTS)
def test_board_escapes_hostile_names(stage: Stage, district_office: Client, part: str) -> None:
    cast.make_target(stage.first, stage.term, "<i>", name="<script>alert(1)</script>", group="<u>")
    stage.tree.commune.short_name = '"><b>'
    stage.tree.commune.save()
    text = district_office.get(PAGE, {"phan": part}).content.decode()
    assert [bad for bad in ("<script>alert", "<i>", "<u>", '"><b>') if bad in text] == []


def test_board_shows_a_day_before_anything_was_measured(stage: Stage, district_office: Client) -> None:
    page = get(district_office, PAGE, den="31-12-2021")
    assert sentence(page) == "5/5 chỉ tiêu chưa có số liệu."
