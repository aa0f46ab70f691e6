"""What a person is in units over time, on the person's page."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nhiemky.history.queries import head
from nhiemky.org.models import Person, Position
from nhiemky.org.vocab import RoleCode
from tests.cast import Tree, give, make_person, make_position, make_user
from tests.standing import standing
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post

MISSING = "–"
GIVEN = {
    "unit": "28927", "title": "Phó Bí thư", "official_order": "2", "valid_from": "1-1-2023", "valid_to": "",
}  # fmt: skip


@standing(at="2023-02-21 10:00+07:00")
def hoa(tree: Tree) -> Person:
    return make_person("Lê Thị Hoa", keeper=tree.commune)


@pytest.fixture
def district_administrator(tree: Tree) -> Client:
    return visitor(RoleCode.ADMINISTRATOR, tree.district, "quantrihuyen")


def held(page: Page) -> list[list[str]]:
    """Give the rows of the table of positions."""
    rows = page.root.xpath("//table[caption='Chức vụ qua thời gian']/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./td")] for row in rows]


def test_person_shows_positions_over_time(administrator: Client, tree: Tree, hoa: Person) -> None:
    make_position(hoa, tree.second, "Phó Bí thư", valid_from=date(2015, 6, 1), valid_to=date(2020, 5, 1))
    make_position(hoa, tree.commune, "Bí thư", valid_from=date(2020, 5, 1), signs=True)
    assert held(get(administrator, f"/can-bo/{hoa.pk}/")) == [
        ["Bí thư", "Đảng bộ xã Tân Thanh Tây", "1-5-2020", MISSING, "có", "Thôi"],
        ["Phó Bí thư", "Đảng bộ xã Nhuận Phú Tân", "1-6-2015", "1-5-2020", "không", ""],
    ]


def test_person_without_positions_says_so(administrator: Client, hoa: Person) -> None:
    page = get(administrator, f"/can-bo/{hoa.pk}/")
    assert held(page) == []
    assert "Chưa ghi chức vụ nào." in page.texts("//main//p")


def test_person_offers_no_positions_to_who_only_looks(office: Client, tree: Tree, hoa: Person) -> None:
    make_position(hoa, tree.commune, "Bí thư")
    page = get(office, f"/can-bo/{hoa.pk}/")
    assert held(page) == [["Bí thư", "Đảng bộ xã Tân Thanh Tây", "1-8-2020", MISSING, "không"]]
    assert page.texts("//main//td//a | //main//a[@class='btn btn-sm']") == ["Excel"]


def test_position_is_added_from_the_persons_page(administrator: Client, hoa: Person) -> None:
    form = get(administrator, get(administrator, f"/can-bo/{hoa.pk}/").href("Thêm chức vụ"))
    assert (form.heading, form.value("unit"), form.value("valid_from")) == ("Thêm chức vụ", "83", "21-2-2023")
    page = post(administrator, f"/can-bo/{hoa.pk}/chuc-vu/", **GIVEN, signs="on")
    assert page.messages == ["Đã thêm chức vụ Phó Bí thư."]
    assert held(page) == [["Phó Bí thư", "Đảng bộ xã Tân Thanh Tây", "1-1-2023", MISSING, "có", "Thôi"]]
    assert Position.objects.get(person=hoa).official_order == 2


def test_position_is_ended_from_the_persons_page(administrator: Client, tree: Tree, hoa: Person) -> None:
    make_position(hoa, tree.commune, "Bí thư")
    form = get(administrator, get(administrator, f"/can-bo/{hoa.pk}/").href("Thôi"))
    assert form.texts("//p[@class='page-lead']") == ["Lê Thị Hoa: Bí thư, Đảng bộ xã Tân Thanh Tây"]
    page = post(administrator, ending(hoa), on="1-2-2023")
    assert page.messages == ["Chức vụ đã kết thúc từ ngày đã ghi."]
    assert held(page) == [["Bí thư", "Đảng bộ xã Tân Thanh Tây", "1-8-2020", "1-2-2023", "không", ""]]


def ending(person: Person) -> str:
    return f"/can-bo/{person.pk}/chuc-vu/{Position.objects.get(person=person).pk}/thoi/"


def test_position_cannot_end_before_it_began(administrator: Client, tree: Tree, hoa: Person) -> None:
    make_position(hoa, tree.commune, "Bí thư")
    page = post(administrator, ending(hoa), on="1-8-2020")
    assert (page.status, page.summary) == (422, ["Ngày kết thúc phải sau ngày bắt đầu."])


def test_position_that_has_ended_has_no_form_to_end_it(
    administrator: Client, tree: Tree, hoa: Person
) -> None:
    make_position(hoa, tree.commune, "Bí thư", valid_to=date(2022, 1, 1))
    assert get(administrator, ending(hoa)).status == 404


@pytest.mark.parametrize("unit", ["28879", "khong"])
def test_position_in_a_unit_out_of_reach_is_refused_at_its_field(
    district_administrator: Client, hoa: Person, unit: str
) -> None:
    before = head()
    page = post(district_administrator, f"/can-bo/{hoa.pk}/chuc-vu/", **{**GIVEN, "unit": unit})
    assert (page.status, len(page.errors("unit"))) == (422, 1)
    assert head() == before


def test_position_elsewhere_is_shown_to_end_only_to_who_keeps_it(
    district_administrator: Client, tree: Tree, hoa: Person
) -> None:
    row = make_position(hoa, tree.province, "Tỉnh ủy viên")
    make_position(hoa, tree.commune, "Bí thư")
    page = get(district_administrator, f"/can-bo/{hoa.pk}/")
    assert held(page) == [["Bí thư", "Đảng bộ xã Tân Thanh Tây", "1-8-2020", MISSING, "không", "Thôi"]]
    address = f"/can-bo/{hoa.pk}/chuc-vu/{row.pk}/thoi/"
    assert get(district_administrator, address).status == 404
    assert post(district_administrator, address, on="1-1-2023").status == 404


def offered(page: Page) -> set[str]:
    """Give what may be done on a person's page."""
    return set(
        page.texts(
            "//main//a[contains(@class,'btn')] | //main//button | //main//td[@data-label='Thao tác']/a"
        )
    ) - {"Excel", "In", "Áp dụng", "Sao chép bảng"}


def test_person_kept_elsewhere_offers_only_what_is_allowed(
    district_administrator: Client, tree: Tree
) -> None:
    """A person of the other district with a role here: seen, placed, given roles here; the account is not ours."""
    user = make_user("vanxa", unit=tree.far, full_name="Võ Văn Xa", password="x")
    give(user, RoleCode.SURVEYOR, tree.commune)
    give(user, RoleCode.OFFICE, tree.far)
    page = get(district_administrator, f"/can-bo/{user.person_id}/")
    assert offered(page) == {"Thêm chức vụ", "Giao vai trò", "Thôi"}
    own = get(visitor(RoleCode.ADMINISTRATOR, tree.province, "quantritinh"), f"/can-bo/{user.person_id}/")
    assert offered(own) == {
        "Sửa thông tin", "Tạo liên kết đặt mật khẩu", "Khóa tài khoản", "Thêm chức vụ", "Giao vai trò", "Thôi",
    }  # fmt: skip


def test_what_a_persons_page_does_not_offer_is_refused(district_administrator: Client, tree: Tree) -> None:
    user = make_user("vanxa", unit=tree.far, full_name="Võ Văn Xa", password="x")
    give(user, RoleCode.SURVEYOR, tree.commune)
    higher = give(make_user("tren", unit=tree.commune), RoleCode.OFFICE, tree.province)
    closed = [
        f"/can-bo/{user.person_id}/sua/",
        f"/can-bo/{user.person_id}/tai-khoan/",
        f"/can-bo/{higher.user.person_id}/vai-tro/{higher.pk}/thoi/",
    ]
    before = head()
    assert [get(district_administrator, address).status for address in closed] == [403, 403, 404]
    assert post(district_administrator, f"/can-bo/{user.person_id}/loi-moi/").status == 403
    assert post(district_administrator, f"/can-bo/{user.person_id}/khoa-mo/").status == 403
    assert head() == before


def test_positions_and_roles_are_sorted_apart_and_exported(administrator: Client, tree: Tree) -> None:
    user = make_user("hoa", unit=tree.commune, password="x")
    assert user.person is not None
    make_position(
        user.person, tree.second, "Phó Bí thư", valid_from=date(2015, 6, 1), valid_to=date(2020, 5, 1)
    )
    make_position(user.person, tree.commune, "Bí thư", valid_from=date(2020, 5, 1))
    give(user, RoleCode.OFFICE, tree.commune)
    give(user, RoleCode.LEADER, tree.second)
    address = f"/can-bo/{user.person_id}/"
    page = get(administrator, address, **{"xep": "tu-ngay", "xep-vai-tro": "don-vi", "an": "ky"})
    assert [row[0] for row in held(page)] == ["Phó Bí thư", "Bí thư"]
    roles = page.texts("//table[caption='Vai trò']/tbody/tr/td[@data-label='Đơn vị']")
    assert roles == sorted(roles)
    assert page.heads[:6] == ["Chức vụ", "Đơn vị", "Từ ngày", "Đến trước ngày", "Thao tác", "Vai trò"]
    book = load_workbook(BytesIO(administrator.get(address, {"xuat": "xlsx"}).content)).active
    assert [cell.value for cell in book[4]] == [
        "Chức vụ",
        "Đơn vị",
        "Từ ngày",
        "Đến trước ngày",
        "Ký văn bản",
    ]
    assert book[5][2].value.date() == date(2020, 5, 1)


def test_person_asks_as_often_for_many_positions_as_for_one(
    administrator: Client, tree: Tree, hoa: Person
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(administrator, f"/can-bo/{hoa.pk}/")
        return len(captured)

    make_position(hoa, tree.commune, "Bí thư")
    asked()
    before = asked()
    for where in (tree.second, tree.third, tree.district):
        make_position(hoa, where, "Ủy viên")
    assert asked() == before
