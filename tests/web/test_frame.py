"""What surrounds every page."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client

from nhiemky.org import actions
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import Tree, give, make_term, make_user, make_user_with_role
from tests.web.reading import Page, get, parameters

ADDRESS = "/to-chuc/"


def crumbs(page: Page) -> list[str]:
    return page.texts("//nav[@class='crumbs']/ol/li")


def as_of(page: Page) -> str:
    return page.texts("//summary[contains(@class,'as-of')]//strong")[0]


def test_frame_names_unit_term_day_and_person(office: Client) -> None:
    page = get(office, ADDRESS)
    assert crumbs(page) == ["Bến Tre", "Mỏ Cày Bắc", "Tân Thanh Tây"]
    assert as_of(page) == "21-2-2023"
    assert page.texts("//span[@class='person-name']") == ["Nguyễn Văn An"]
    assert page.texts("//a[@class='skip-link']") == ["Đến nội dung chính"]
    assert page.root.get("lang") == "vi"


def test_frame_links_only_the_units_that_may_be_seen(office: Client, administrator: Client) -> None:
    linked = "//nav[@class='crumbs']/ol/li/a"
    assert get(office, ADDRESS).texts(linked) == []
    assert get(administrator, ADDRESS, **{"don-vi": "28927"}).texts(linked) == ["Bến Tre", "Mỏ Cày Bắc"]


def test_navigation_shows_what_the_person_may_use(administrator: Client, delegate: Client) -> None:
    shown = get(administrator, ADDRESS).navigation
    assert {"Văn bản", "Tổ chức", "Cán bộ và vai trò", "Nhật ký"} <= set(shown)
    assert "Nhập liệu" not in shown
    seen = get(delegate, ADDRESS).navigation
    assert {"Văn bản", "Tổ chức"} <= set(seen)
    assert {"Cán bộ và vai trò", "Nhật ký", "Nhập liệu", "Báo cáo"} & set(seen) == set()


def test_navigation_marks_the_current_screen(administrator: Client) -> None:
    page = get(administrator, "/to-chuc/28927/")
    assert page.texts("//nav[@id='dieu-huong']//a[@aria-current='page']") == ["Tổ chức"]


def test_links_of_the_frame_carry_unit_term_and_day(administrator: Client) -> None:
    page = get(administrator, ADDRESS, **{"don-vi": "838", "den": "01/01/2022"})
    assert parameters(page.href("Nhật ký")) == {"don-vi": "838", "nhiem-ky": "2020-2025", "den": "1-1-2022"}


def test_frame_remembers_unit_and_day_in_the_session(administrator: Client) -> None:
    get(administrator, ADDRESS, **{"don-vi": "28927", "den": "8-9-2022"})
    page = get(administrator, "/nhat-ky/")
    assert (crumbs(page)[-1], as_of(page)) == ("Tân Thanh Tây", "8-9-2022")


def test_frame_goes_back_to_the_default_day(administrator: Client) -> None:
    page = get(administrator, ADDRESS, den="8-9-2022")
    assert page.texts("//a[text()='Về ngày mặc định của nhiệm kỳ']") != []
    back = get(administrator, page.href("Về ngày mặc định của nhiệm kỳ"))
    assert as_of(back) == "21-2-2023"
    assert as_of(get(administrator, ADDRESS)) == "21-2-2023"


@pytest.mark.parametrize(
    "written", ["21-2-2022", "21/02/2022", "21.2.2022", "ngày 21 tháng 02 năm 2022", "2022-02-21"]
)
def test_frame_reads_the_day_in_any_way_of_writing(office: Client, written: str) -> None:
    assert as_of(get(office, ADDRESS, den=written)) == "21-2-2022"


@pytest.mark.parametrize("written", ["hôm qua", "31-2-2022", "<b>", "99-99-9999", "1" * 400])
def test_frame_says_when_the_day_cannot_be_read(office: Client, written: str) -> None:
    page = get(office, ADDRESS, den=written)
    assert page.status == 200
    assert "Không đọc được ngày" in page.messages[0]
    assert as_of(page) == "21-2-2023"


def test_frame_takes_the_day_of_the_figures_where_the_term_has_none(tree: Tree, office: Client) -> None:
    actions.set_cut_off(SYSTEM_ACTOR, term=make_term("2020-2025"), cut_off=None)
    assert as_of(get(office, ADDRESS)) == "21-2-2023"


def test_frame_changes_the_term(tree: Tree, administrator: Client) -> None:
    make_term("2025-2030")
    page = get(administrator, ADDRESS)
    assert page.texts("//a[contains(@href,'nhiem-ky=2025-2030') and contains(@class,'drop-item')]") == [
        "2025-2030"
    ]
    assert get(administrator, ADDRESS, **{"nhiem-ky": "2025-2030"}).texts(
        "//header//a[@aria-current='true']"
    ) == ["2025-2030"]


@pytest.mark.parametrize(
    ("name", "value"), [("don-vi", "28879"), ("don-vi", "khong"), ("nhiem-ky", "1900-1905")]
)
def test_frame_refuses_a_unit_or_term_that_may_not_be_seen(office: Client, name: str, value: str) -> None:
    page = get(office, ADDRESS, **{name: value})
    assert (page.status, page.heading) == (404, "Không tìm thấy")


def test_somebody_without_a_role_sees_a_page_that_says_so(tree: Tree, client: Client) -> None:
    client.force_login(make_user("trong", unit=tree.commune))
    page = get(client, ADDRESS)
    assert (page.status, page.heading) == (403, "Không có quyền")
    assert page.navigation == []


def test_frame_shows_the_first_of_several_units(tree: Tree, client: Client) -> None:
    user = make_user("nhieu", unit=tree.commune)
    give(user, RoleCode.OFFICE, tree.second)
    give(user, RoleCode.OVERSEER, tree.district)
    client.force_login(user)
    assert crumbs(get(client, ADDRESS))[-1] == "Mỏ Cày Bắc"


def test_language_is_vietnamese_whatever_the_browser_prefers(office: Client) -> None:
    answer = office.get(ADDRESS, headers={"accept-language": "en-US,en"})
    assert answer.headers["Content-Language"] == "vi"


def test_language_changes_when_the_person_chooses(office: Client) -> None:
    office.post("/ngon-ngu/setlang/", {"language": "en", "next": ADDRESS})
    assert office.get(ADDRESS).headers["Content-Language"] == "en"


UNREACHED = [
    {"don-vi": "28879"},
    {"don-vi": "khong"},
    {"nhiem-ky": "1900-1905"},
    {"don-vi": "28927", "den": "1-1-1999"},
]


@pytest.mark.parametrize("asked", UNREACHED)
def test_an_address_out_of_reach_is_refused_inside_the_frame(office: Client, asked: dict[str, str]) -> None:
    page = get(office, ADDRESS, **asked)
    assert (page.status, page.heading) == (404, "Không tìm thấy")
    assert crumbs(page) == ["Bến Tre", "Mỏ Cày Bắc", "Tân Thanh Tây"]
    assert (as_of(page), page.texts("//span[@class='person-name']")) == ("21-2-2023", ["Nguyễn Văn An"])
    assert "Tổ chức" in page.navigation
    assert get(office, page.href("Tổ chức")).status == 200
    assert office.get(page.href("Về trang đầu"), follow=True).status_code == 200


def test_what_is_out_of_reach_is_not_carried_along(office: Client) -> None:
    page = get(office, ADDRESS, **{"don-vi": "28879", "q": "tân", "den": "8-9-2022"})
    links = [link.get("href") for link in page.root.xpath("//a[@href]")]
    fields = page.root.xpath("//header//input[@name='don-vi']/@value")
    assert [link for link in links if "28879" in link or "8-9-2022" in link] == []
    assert set(fields) == {"28927"}


def test_what_is_out_of_reach_is_not_remembered(office: Client) -> None:
    get(office, ADDRESS, den="8-9-2022")
    get(office, ADDRESS, **{"don-vi": "28879", "den": "1-1-2022"})
    page = get(office, ADDRESS)
    assert (page.status, crumbs(page)[-1], as_of(page)) == (200, "Tân Thanh Tây", "8-9-2022")


def test_an_error_page_comes_from_where_the_session_was(administrator: Client) -> None:
    get(administrator, ADDRESS, **{"don-vi": "838", "den": "8-9-2022"})
    page = get(administrator, ADDRESS, **{"don-vi": "khong"})
    assert (page.status, crumbs(page), as_of(page)) == (404, ["Bến Tre", "Mỏ Cày Bắc"], "8-9-2022")


def test_a_part_of_a_page_out_of_reach_is_the_message_only(office: Client) -> None:
    answer = office.get(ADDRESS, {"don-vi": "28879"}, headers={"HX-Request": "true", "HX-Target": "div#cay"})
    assert answer.status_code == 404
    assert "<nav" not in answer.content.decode()


@pytest.mark.parametrize("asked", [*UNREACHED, {"den": "hôm qua"}])
def test_the_own_account_is_reached_whatever_the_address_names(office: Client, asked: dict[str, str]) -> None:
    page = get(office, "/doi-mat-khau/", **asked)
    assert (page.status, page.heading, crumbs(page)[-1]) == (200, "Đổi mật khẩu", "Tân Thanh Tây")
    assert page.messages == []
    answer = office.post(f"/dang-xuat/?{urlencode(asked)}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/dang-nhap/")
    assert office.get(ADDRESS).headers["Location"] == "/dang-nhap/?next=/to-chuc/"


def test_a_password_is_changed_whatever_the_address_names(tree: Tree) -> None:
    user = make_user_with_role(RoleCode.OFFICE, tree.commune, username="doimatkhau")
    user.set_password("cây dừa nước 2023")
    user.save()
    client = Client()
    client.force_login(user)
    given = {"old": "cây dừa nước 2023", "password": "con thuyền nan 24", "again": "con thuyền nan 24"}
    answer = client.post("/doi-mat-khau/?don-vi=28879", given)
    assert answer.status_code == 302
    assert "28879" not in answer.headers["Location"]
    user.refresh_from_db()
    assert user.check_password("con thuyền nan 24")


def test_navigation_offers_entry_only_in_the_unit_where_it_is_allowed(tree: Tree, office: Client) -> None:
    entering = {"Nhập liệu", "Tải tệp lên"}
    assert entering <= set(get(office, ADDRESS).navigation)
    assert entering & set(get(office, ADDRESS, **{"don-vi": "28927-1"}).navigation) == set()
