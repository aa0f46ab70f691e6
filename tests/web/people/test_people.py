"""People, accounts and roles on screen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.org.models import Person, Role, User
from nhiemky.org.vocab import RoleCode
from tests.cast import Tree, give, make_person, make_user
from tests.web.reading import get, post

MISSING = "–"


def person(tree: Tree, name: str = "Lê Thị Hoa") -> Person:
    return make_person(name, keeper=tree.commune)


def test_people_are_listed_by_given_name(administrator: Client, tree: Tree) -> None:
    for name in ("Võ Văn Út", "Trần Thị Ánh", "Nguyễn Văn Ân", "Lê Đình Đạo"):
        person(tree, name)
    shown = get(administrator, "/can-bo/").column("Họ và tên")
    assert [name for name in shown if name != "Nguyễn Văn An"] == [
        "Trần Thị Ánh",
        "Nguyễn Văn Ân",
        "Lê Đình Đạo",
        "Võ Văn Út",
    ]


def test_people_show_unit_account_and_state(administrator: Client, tree: Tree) -> None:
    person(tree, "Lê Thị Hoa")
    make_user("moi", unit=tree.commune, full_name="Trần Văn Mới")
    closed = make_user("khoa", unit=tree.second, full_name="Võ Văn Khóa", password="x")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    rows = {row[0]: row[1:] for row in get(administrator, "/can-bo/").rows}
    assert rows["Lê Thị Hoa"] == ["Đảng bộ xã Tân Thanh Tây", MISSING, "chưa có tài khoản", ""]
    assert rows["Trần Văn Mới"] == ["Đảng bộ xã Tân Thanh Tây", "moi", "chưa đặt mật khẩu", ""]
    assert rows["Võ Văn Khóa"] == ["Đảng bộ xã Nhuận Phú Tân", "khoa", "đã khóa", ""]


def test_people_are_searched_without_accents(administrator: Client, tree: Tree) -> None:
    person(tree, "Lê Thị Hoa")
    person(tree, "Trần Văn Hòa")
    assert get(administrator, "/can-bo/", q="thi hoa").column("Họ và tên") == ["Lê Thị Hoa"]


def test_people_are_for_who_keeps_people_or_roles(office: Client, administrator: Client) -> None:
    assert get(office, "/can-bo/").status == 403
    assert get(administrator, "/can-bo/").actions == ["Thêm cán bộ"]


def test_people_ask_as_often_for_many_as_for_one(administrator: Client, tree: Tree) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(administrator, "/can-bo/")
        return len(captured)

    person(tree)
    get(administrator, "/can-bo/")
    before = asked()
    for number in range(3):
        make_user(f"ngoai{number}", unit=tree.third)
    assert asked() == before


def test_person_shows_account_and_roles_over_time(administrator: Client, tree: Tree) -> None:
    user = make_user("hoa", unit=tree.commune, full_name="Lê Thị Hoa", password="x")
    give(user, RoleCode.OFFICE, tree.commune)
    past = give(user, RoleCode.LEADER, tree.second)
    Role.objects.filter(pk=past.pk).update(valid_to=date(2022, 1, 1))
    page = get(administrator, f"/can-bo/{user.person_id}/")
    assert page.heading == "Lê Thị Hoa"
    assert page.facts() == {
        "Đơn vị quản lý hồ sơ": "Đảng bộ xã Tân Thanh Tây",
        "Điện thoại": MISSING,
        "Thư điện tử": MISSING,
        "Tên đăng nhập": "hoa",
        "Mật khẩu": "đã đặt",
        "Đăng nhập gần nhất": MISSING,
    }
    assert page.rows == [
        ["Văn phòng", "Đảng bộ xã Tân Thanh Tây", "1-1-2010", MISSING, "đang giữ", "Thôi"],
        ["Lãnh đạo", "Đảng bộ xã Nhuận Phú Tân", "1-1-2010", "1-1-2022", "không còn hiệu lực", ""],
    ]


@pytest.mark.parametrize("suffix", ["", "sua/", "tai-khoan/", "vai-tro/"])
def test_person_beyond_reach_is_not_shown(office: Client, tree: Tree, suffix: str) -> None:
    far = make_person("Người Xa", keeper=tree.far)
    assert get(office, f"/can-bo/{far.pk}/{suffix}").status in {403, 404}
    assert get(office, f"/can-bo/{far.pk}/").status == 404


def test_person_seen_by_others_offers_no_changes(office: Client, tree: Tree) -> None:
    page = get(office, f"/can-bo/{person(tree).pk}/")
    assert (page.status, page.actions) == (200, [])
    assert page.texts("//main//a[contains(@class,'btn')]") == []


def test_person_is_added_and_corrected(administrator: Client) -> None:
    page = post(
        administrator,
        "/can-bo/them/",
        full_name="Lê  Thị Hoa",
        phone="0909",
        email="hoa@a.vn",
        keeper="28927",
    )
    assert page.messages == ["Đã thêm Lê Thị Hoa."]
    assert page.facts()["Điện thoại"] == "0909"
    changing = page.href("Sửa thông tin")
    shown = get(administrator, changing)
    assert (shown.value("full_name"), shown.value("keeper")) == ("Lê Thị Hoa", "28927")
    changed = post(
        administrator, changing, full_name="Lê Thị Hoa", phone="0910", email="hoa@a.vn", keeper="28957"
    )
    assert (changed.facts()["Điện thoại"], changed.facts()["Đơn vị quản lý hồ sơ"]) == (
        "0910",
        "Đảng bộ xã Nhuận Phú Tân",
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("full_name", "", "Chưa nhập mục này."),
        ("keeper", "khong", "Không có đơn vị mã khong"),
        ("email", "hoa@", "email"),
    ],
)
def test_person_in_error_is_not_added(administrator: Client, field: str, value: str, message: str) -> None:
    given = {"full_name": "Lê Thị Hoa", "phone": "", "email": "", "keeper": "28927"}
    page = post(administrator, "/can-bo/them/", **{**given, field: value})
    assert page.status == 422
    assert message in page.errors(field)[0]
    assert not Person.objects.filter(full_name="Lê Thị Hoa").exists()


def test_account_is_opened_then_invited_by_a_link_shown_once(administrator: Client, tree: Tree) -> None:
    known = person(tree)
    page = post(administrator, f"/can-bo/{known.pk}/tai-khoan/", username="lethihoa")
    assert "Đã tạo tài khoản lethihoa." in page.messages[0]
    answer = administrator.post(f"/can-bo/{known.pk}/loi-moi/")
    assert answer.headers["Cache-Control"] == "no-store"
    (link,) = [
        part
        for part in answer.content.decode().split()
        if "/loi-moi/" in part and "http://testserver" in part
    ]
    address = link.partition("http://testserver")[2].partition("<")[0]
    assert get(Client(), address).heading == "Đặt mật khẩu"
    assert administrator.get(f"/can-bo/{known.pk}/loi-moi/").status_code == 405


def test_account_with_a_used_name_is_refused(administrator: Client, tree: Tree) -> None:
    make_user("hoa", unit=tree.commune)
    page = post(administrator, f"/can-bo/{person(tree).pk}/tai-khoan/", username="hoa")
    assert page.status == 422
    assert page.value("username") == "hoa"
    assert len(page.summary) == 1


def test_account_is_closed_and_opened_again(administrator: Client, tree: Tree) -> None:
    user = make_user("hoa", unit=tree.commune, password="x")
    closed = post(administrator, f"/can-bo/{user.person_id}/khoa-mo/")
    assert closed.messages == ["Đã khóa tài khoản hoa. Có thể mở lại ở trang này."]
    assert "Mở lại tài khoản" in closed.texts("//button")
    opened = post(administrator, f"/can-bo/{user.person_id}/khoa-mo/", mo="1")
    assert opened.messages == ["Đã mở lại tài khoản hoa."]
    assert User.objects.get(pk=user.pk).is_active


def test_links_and_roles_need_an_account(administrator: Client, tree: Tree) -> None:
    known = person(tree)
    assert post(administrator, f"/can-bo/{known.pk}/loi-moi/").status == 404
    assert get(administrator, f"/can-bo/{known.pk}/vai-tro/").status == 404


def test_role_is_given_and_ended(administrator: Client, tree: Tree) -> None:
    user = make_user("hoa", unit=tree.commune, full_name="Lê Thị Hoa")
    address = f"/can-bo/{user.person_id}/vai-tro/"
    assert get(administrator, address).value("valid_from") == "21-2-2023"
    page = post(administrator, address, code="office", unit="28927", valid_from="1-1-2023", valid_to="")
    assert page.rows == [["Văn phòng", "Đảng bộ xã Tân Thanh Tây", "1-1-2023", MISSING, "đang giữ", "Thôi"]]
    ended = post(administrator, page.href("Thôi"), on="1-2-2023")
    assert ended.rows[0][2:] == ["1-1-2023", "1-2-2023", "không còn hiệu lực", ""]


def test_role_held_already_is_refused(administrator: Client, tree: Tree) -> None:
    user = make_user("hoa", unit=tree.commune)
    give(user, RoleCode.OFFICE, tree.commune)
    given = {"code": "office", "unit": "28927", "valid_from": "1-1-2023", "valid_to": ""}
    page = post(administrator, f"/can-bo/{user.person_id}/vai-tro/", **given)
    assert (page.status, len(page.summary)) == (422, 1)


def test_role_of_somebody_else_is_not_found(administrator: Client, tree: Tree) -> None:
    user = make_user("hoa", unit=tree.commune)
    other = give(make_user("khac", unit=tree.commune), RoleCode.OFFICE, tree.commune)
    assert get(administrator, f"/can-bo/{user.person_id}/vai-tro/{other.pk}/thoi/").status == 404


def test_the_last_administrator_stays(administrator: Client) -> None:
    role = Role.objects.get(user__username="quantri")
    page = post(administrator, f"/can-bo/{role.user.person_id}/vai-tro/{role.pk}/thoi/", on="21-2-2023")
    assert (page.status, len(page.summary)) == (422, 1)
    assert Role.objects.get(pk=role.pk).valid_to is None
