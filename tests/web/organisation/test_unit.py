"""One unit, and the forms that keep units, positions and terms."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.org import actions, queries
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import Tree, give, make_person, make_position, make_type, make_unit, make_user_with_role
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post, read

WORDS = {
    "code": "28999",
    "valid_from": "1-1-2022",
    "name": "Đảng bộ xã Mới",
    "short_name": "Mới",
    "committee_name": "Đảng ủy xã Mới",
    "symbol": "ĐU",
    "place": "Mới",
    "type_code": "commune",
    "official_order": "9",
    "parent": "838",
}


def over_time(page: Page) -> list[str]:
    return page.texts("//section[.//h2='Qua thời gian']//li")


def state(code: str, on: date = date(2023, 2, 21)) -> UnitState:
    return queries.state_of(SYSTEM_ACTOR, unit_code=code, on=on)


def test_unit_shows_what_is_known_of_it(office: Client, tree: Tree) -> None:
    page = get(office, "/to-chuc/28927/")
    assert page.heading == "Đảng bộ xã Tân Thanh Tây"
    assert page.facts() == {
        "Mã đơn vị": "28927",
        "Loại": "Đảng bộ xã",
        "Tên ngắn": "Tân Thanh Tây",
        "Cơ quan ban hành": "Đảng ủy xã Tân Thanh Tây",
        "Ký hiệu văn bản": "ĐU",
        "Địa danh": "Tân Thanh Tây",
        "Thứ tự": "1",
    }
    assert over_time(page) == ["Đảng bộ xã Tân Thanh Tây từ 1-1-2010"]
    assert page.texts("//section[.//h2[starts-with(.,'Đơn vị trực thuộc')]]//li/a") == ["Chi bộ ấp Tân Thới"]
    assert page.actions == []


def test_unit_shows_who_holds_which_position(administrator: Client, tree: Tree) -> None:
    make_position(make_person("Lê Thị Hoa", keeper=tree.commune), tree.commune, "Bí thư", signs=True)
    page = get(administrator, "/to-chuc/28927/")
    assert page.rows == [["Bí thư", "Lê Thị Hoa", "1-8-2020", "có", "Thôi"]]


def test_unit_names_what_it_followed(administrator: Client, tree: Tree) -> None:
    actions.merge_units(
        SYSTEM_ACTOR,
        predecessors=[tree.third.unit],
        successor=tree.second.unit,
        on=date(2023, 2, 1),
        decision="Nghị quyết 1",
    )
    page = get(administrator, "/to-chuc/28957/")
    assert over_time(page)[-1] == "1-2-2023: sáp nhập, tiếp nối từ Đảng bộ xã Thạnh Ngãi (Nghị quyết 1)"
    before = get(administrator, page.href("Đảng bộ xã Thạnh Ngãi"))
    assert (before.status, before.heading) == (200, "Đảng bộ xã Thạnh Ngãi")
    assert over_time(before)[-1] == "1-2-2023: sáp nhập, tiếp nối bởi Đảng bộ xã Nhuận Phú Tân (Nghị quyết 1)"


@pytest.mark.parametrize("code", ["28879", "838", "khong-co"])
def test_unit_beyond_reach_is_not_found(office: Client, code: str) -> None:
    assert get(office, f"/to-chuc/{code}/").status == 404


FORMS = [
    "/to-chuc/them-don-vi/", "/to-chuc/sap-nhap/", "/to-chuc/28927/thay-doi/", "/to-chuc/28927/chia-tach/",
    "/to-chuc/28927/ket-thuc/", "/to-chuc/28927/chuc-vu/", "/nhiem-ky/", "/nhiem-ky/them/", "/nhiem-ky/2020-2025/",
]  # fmt: skip


@pytest.mark.parametrize("address", FORMS)
def test_forms_of_units_are_for_who_keeps_them(office: Client, administrator: Client, address: str) -> None:
    refused = get(office, address)
    assert (refused.status, refused.heading) == (403, "Không có quyền")
    assert get(administrator, address).status == 200


def test_unit_is_added(administrator: Client) -> None:
    page = post(administrator, "/to-chuc/them-don-vi/", **WORDS)
    assert (page.heading, page.messages) == ("Đảng bộ xã Mới", ["Đã thêm Đảng bộ xã Mới."])
    assert state("28999").parent.code == "838"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("code", "28927", "Mã đơn vị 28927 đã có."),
        ("parent", "khong", "Không có đơn vị mã khong"),
        ("parent", "Huyện ủy Chợ Lách", "Không có đơn vị nào tên “Huyện ủy Chợ Lách” vào ngày 1-1-2022"),
        ("valid_from", "hôm nay", "ngày"),
        ("name", "", "Chưa nhập mục này."),
        ("name", "Đảng bộ xã Tân Thanh Tây", "Đã có đơn vị tên"),
        ("type_code", "la", "la"),
        ("official_order", "-1", "0"),
    ],
)
def test_unit_with_an_error_is_not_added_and_keeps_what_was_typed(
    administrator: Client, field: str, value: str, message: str
) -> None:
    page = post(administrator, "/to-chuc/them-don-vi/", **{**WORDS, field: value})
    assert page.status == 422
    assert message in page.errors(field)[0]
    assert page.value("committee_name") == "Đảng ủy xã Mới"
    assert len(page.summary) == 1


def test_unit_changes_from_a_day_on(administrator: Client) -> None:
    shown = get(administrator, "/to-chuc/28927/thay-doi/")
    assert (shown.value("name"), shown.value("on")) == ("Đảng bộ xã Tân Thanh Tây", "21-2-2023")
    assert shown.root.xpath("//input[@name='parent']/@value") == ["838 - Đảng bộ huyện Mỏ Cày Bắc"]
    given = {key: shown.value(key) for key in WORDS if key not in {"code", "valid_from"}}
    page = post(administrator, "/to-chuc/28927/thay-doi/", **{**given, "place": "Thị trấn", "on": "1-2-2023"})
    assert page.facts()["Địa danh"] == "Thị trấn"
    assert over_time(page) == [
        "Đảng bộ xã Tân Thanh Tây từ 1-1-2010 đến trước 1-2-2023",
        "Đảng bộ xã Tân Thanh Tây từ 1-2-2023",
    ]
    assert state("28927", date(2023, 1, 31)).place == "Tân Thanh Tây"


def test_unit_that_does_not_change_says_so(administrator: Client) -> None:
    shown = get(administrator, "/to-chuc/28927/thay-doi/")
    given = {key: shown.value(key) for key in WORDS if key not in {"code", "valid_from"}}
    page = post(administrator, "/to-chuc/28927/thay-doi/", **{**given, "on": "1-2-2023"})
    assert (page.status, page.summary) == (422, ["Không có gì thay đổi."])


def test_units_are_merged_from_their_codes(administrator: Client) -> None:
    page = post(
        administrator,
        "/to-chuc/sap-nhap/",
        predecessors="28903\r\n28957",
        successor="28927",
        on="1-2-2023",
        decision="NQ 1",
    )
    assert page.messages == ["Đã ghi việc sáp nhập."]
    assert over_time(page)[1:] == [
        "1-2-2023: sáp nhập, tiếp nối từ Đảng bộ xã Thạnh Ngãi (NQ 1)",
        "1-2-2023: sáp nhập, tiếp nối từ Đảng bộ xã Nhuận Phú Tân (NQ 1)",
    ]


@pytest.mark.parametrize(
    "named",
    [
        ["Thạnh Ngãi", "nhuan phu tan"],
        ["28903 - Đảng bộ xã Thạnh Ngãi", "28957 - Đảng bộ xã Nhuận Phú Tân", ""],
        ["28903, 28957"],
        ["", "ĐẢNG BỘ XÃ THẠNH NGÃI", " 28957 ", "Thạnh Ngãi"],
    ],
)
def test_units_to_merge_are_named_as_people_name_them(administrator: Client, named: list[str]) -> None:
    given = {"predecessors": named, "successor": "Tân Thanh Tây", "on": "1-2-2023"}
    page = read(administrator.post("/to-chuc/sap-nhap/", given, follow=True))
    assert (page.heading, page.messages) == ("Đảng bộ xã Tân Thanh Tây", ["Đã ghi việc sáp nhập."])
    assert [line.partition("từ ")[2] for line in over_time(page)[1:]] == [
        "Đảng bộ xã Thạnh Ngãi", "Đảng bộ xã Nhuận Phú Tân",
    ]  # fmt: skip


def test_a_unit_that_may_not_be_seen_is_followed_by_its_code(tree: Tree) -> None:
    actions.merge_units(
        SYSTEM_ACTOR,
        predecessors=[tree.third.unit],
        successor=tree.far.unit,
        on=date(2023, 2, 1),
        decision="",
    )
    page = get(visitor(RoleCode.ADMINISTRATOR, tree.district, "qthuyen"), "/to-chuc/28903/", den="1-1-2023")
    assert over_time(page)[-1] == "1-2-2023: sáp nhập, tiếp nối bởi 28879"
    assert page.root.xpath("//section[.//h2='Qua thời gian']//a") == []


def test_merging_names_the_code_that_is_no_unit(administrator: Client) -> None:
    page = post(
        administrator, "/to-chuc/sap-nhap/", predecessors="28903\n1", successor="28927", on="1-2-2023"
    )
    assert page.status == 422
    assert page.errors("predecessors")[0].startswith("Không có đơn vị mã 1 ")
    assert page.root.xpath("//input[@name='predecessors']/@value") == [
        "28903 - Đảng bộ xã Thạnh Ngãi", "1", "", "",
    ]  # fmt: skip


def test_unit_is_split(administrator: Client, tree: Tree) -> None:
    make_unit("Mới", code="28998", parent=tree.district, valid_from=date(2023, 1, 1))
    page = post(administrator, "/to-chuc/28903/chia-tach/", successors="28998", on="1-2-2023", survives="on")
    assert page.messages == ["Đã ghi việc chia tách."]
    assert over_time(page)[-1] == "1-2-2023: chia tách, tiếp nối từ Đảng bộ xã Thạnh Ngãi"
    assert state("28903").valid_to is None


def test_unit_ends_only_when_somebody_has_checked(administrator: Client) -> None:
    page = post(administrator, "/to-chuc/28903/ket-thuc/", on="1-2-2023")
    assert (page.status, page.errors("sure")) == (422, ["Chưa đánh dấu ô này."])
    done = post(administrator, "/to-chuc/28903/ket-thuc/", on="1-2-2023", sure="on")
    assert done.heading == "Tổ chức"
    assert "Đảng bộ xã Thạnh Ngãi kết thúc từ ngày 1-2-2023" in done.messages[0]
    assert get(administrator, "/to-chuc/28903/", den="31-1-2023").status == 200
    assert get(administrator, "/to-chuc/28903/", den="1-2-2023").status == 404


def test_unit_with_units_below_does_not_end(administrator: Client) -> None:
    page = post(administrator, "/to-chuc/28927/ket-thuc/", on="1-2-2023", sure="on")
    assert page.status == 422
    assert len(page.summary) == 1


def test_position_is_added_and_ended(administrator: Client, tree: Tree) -> None:
    person = make_person("Lê Thị Hoa", keeper=tree.commune)
    given = {
        "person": str(person.pk),
        "title": "Bí thư",
        "signs": "on",
        "official_order": "1",
        "valid_from": "1-8-2020",
    }
    page = post(administrator, "/to-chuc/28927/chuc-vu/", **given)
    assert page.messages == ["Đã thêm chức vụ Bí thư."]
    assert page.rows == [["Bí thư", "Lê Thị Hoa", "1-8-2020", "có", "Thôi"]]
    ending = page.href("Thôi")
    assert get(administrator, ending).texts("//p[@class='page-lead']") == [
        "Lê Thị Hoa: Bí thư, Đảng bộ xã Tân Thanh Tây"
    ]
    ended = post(administrator, ending, on="1-2-2023")
    assert ended.texts("//section[.//h2='Chức vụ']//p") == ["Chưa ghi chức vụ nào vào ngày này."]


def test_position_of_another_unit_is_not_found(administrator: Client, tree: Tree) -> None:
    held = make_position(make_person("Lê Thị Hoa", keeper=tree.commune), tree.commune)
    assert get(administrator, f"/to-chuc/28957/chuc-vu/{held.pk}/thoi/").status == 404


def test_term_is_added_and_its_day_is_set(administrator: Client) -> None:
    page = post(administrator, "/nhiem-ky/them/", label="2025-2030", first_year="2026", last_year="2030")
    assert page.rows == [["2025-2030", "2026", "2030", "–"], ["2020-2025", "2021", "2025", "21-2-2023"]]
    kept = post(administrator, "/nhiem-ky/2025-2030/", cut_off="30/6/2028")
    assert kept.rows[0] == ["2025-2030", "2026", "2030", "30-6-2028"]


def test_term_in_error_is_not_added(administrator: Client) -> None:
    page = post(administrator, "/nhiem-ky/them/", label="2020-2025", first_year="2021", last_year="2025")
    assert (page.status, page.errors("label")) == (422, ["Nhiệm kỳ 2020-2025 đã có."])


def test_a_type_added_later_can_be_chosen(administrator: Client, tree: Tree) -> None:
    make_type("board")
    page = get(administrator, "/to-chuc/them-don-vi/")
    assert page.texts("//select[@name='type_code']/option") == [
        "chọn loại", "Đảng bộ tỉnh", "Đảng bộ huyện", "Đảng bộ xã", "Ban", "Chi bộ",
    ]  # fmt: skip


def test_units_above_are_named_to_all_and_linked_to_who_sees_them(
    office: Client, administrator: Client
) -> None:
    lead = "//p[@class='page-lead']"
    assert get(office, "/to-chuc/28927/").texts(lead) == [
        "Tổ chức › Bến Tre › Mỏ Cày Bắc · vào ngày 21-2-2023"
    ]
    assert get(office, "/to-chuc/28927/").texts(f"{lead}/a") == ["Tổ chức"]
    assert get(administrator, "/to-chuc/28927/").texts(f"{lead}/a") == ["Tổ chức", "Bến Tre", "Mỏ Cày Bắc"]


def test_terms_are_changed_only_by_who_keeps_a_root(administrator: Client, tree: Tree) -> None:
    below = get(visitor(RoleCode.ADMINISTRATOR, tree.district, "quantrihuyen"), "/nhiem-ky/")
    assert (below.actions, below.texts("//main//td/a")) == ([], [])
    assert below.column("Nhiệm kỳ") == ["2020-2025"]
    root = get(administrator, "/nhiem-ky/")
    assert (root.actions, root.texts("//main//td/a")) == (["Thêm nhiệm kỳ"], ["2020-2025"])


@pytest.mark.parametrize("act", ["thay-doi", "chia-tach", "ket-thuc", "chuc-vu"])
def test_forms_of_a_unit_are_shown_only_to_who_may_send_them(tree: Tree, act: str) -> None:
    """An administrator of one branch who looks at another one as its office."""
    user = make_user_with_role(RoleCode.ADMINISTRATOR, tree.second, username="haivai")
    give(user, RoleCode.OFFICE, tree.commune)
    client = Client()
    client.force_login(user)
    assert get(client, "/to-chuc/28927/").actions == []
    assert get(client, f"/to-chuc/28927/{act}/").status == 403
    assert get(client, f"/to-chuc/28957/{act}/").status == 200
