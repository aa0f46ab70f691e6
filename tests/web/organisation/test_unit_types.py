"""The types of units: what the list says, who may add one, each error at its field."""

from __future__ import annotations

import pytest
from django.test import Client

from nhiemky.history.queries import lines
from nhiemky.org.models import UnitType
from nhiemky.org.vocab import RoleCode
from tests.cast import Tree
from tests.web.conftest import visitor
from tests.web.reading import get, post

WHERE = "/loai-don-vi/"
HAMLET = {"code": "chi-bo-ap", "name": "Chi bộ ấp", "rank": "4"}
KNOWN = [
    ["1", "Đảng bộ tỉnh", "province", "không", "1"],
    ["2", "Đảng bộ huyện", "district", "không", "2"],
    ["3", "Đảng bộ xã", "commune", "không", "4"],
    ["4", "Chi bộ", "cell", "không", "1"],
]
EMPTY = "Chưa nhập mục này."


def codes() -> set[str]:
    return set(UnitType.objects.values_list("code", flat=True))


def test_the_types_are_listed_with_their_units_of_the_day(administrator: Client) -> None:
    page = get(administrator, get(administrator, "/to-chuc/").href("Loại đơn vị"))
    assert (page.status, page.heading, page.rows) == (200, "Loại đơn vị", KNOWN)
    assert page.heads == ["Cấp", "Loại đơn vị", "Mã", "Cơ quan nhà nước", "Số đơn vị"]
    assert page.texts("//table/caption") == ["Loại đơn vị, số đơn vị vào ngày 21-2-2023"]
    assert get(administrator, WHERE, den="1-1-1900").column("Số đơn vị") == ["0", "0", "0", "0"]


def test_a_type_is_added_listed_offered_and_written_down(administrator: Client) -> None:
    page = post(administrator, WHERE, **HAMLET)
    assert page.messages == ["Đã thêm loại đơn vị Chi bộ ấp."]
    assert page.rows == [*KNOWN, ["4", "Chi bộ ấp", "chi-bo-ap", "không", "0"]]
    assert [page.value(field) for field in HAMLET] == ["", "", ""]
    offered = get(administrator, "/to-chuc/them-don-vi/").texts("//select[@name='type_code']/option")
    assert offered == [
        "chọn loại", "Đảng bộ tỉnh", "Đảng bộ huyện", "Đảng bộ xã", "Chi bộ", "Chi bộ ấp",
    ]  # fmt: skip
    line = lines(branches=("/",))[0]
    assert (line.act, line.summary) == ("add_unit_type", "Thêm loại đơn vị Chi bộ ấp")
    assert line.after == {"code": "chi-bo-ap", "name": "Chi bộ ấp", "rank": 4, "state_body": False}


def test_a_state_body_is_said_to_be_one(administrator: Client) -> None:
    page = post(administrator, WHERE, code="uy-ban", name="Ủy ban nhân dân huyện", rank="2", state_body="on")
    assert page.rows == [*KNOWN[:2], ["2", "Ủy ban nhân dân huyện", "uy-ban", "có", "0"], *KNOWN[2:]]


def test_a_unit_of_a_new_type_is_counted(administrator: Client) -> None:
    post(administrator, WHERE, **HAMLET)
    founded = post(
        administrator, "/to-chuc/them-don-vi/", code="28927-9", valid_from="1-1-2022", name="Chi bộ ấp Tân Lợi",
        short_name="Ấp Tân Lợi", committee_name="Chi bộ ấp Tân Lợi", symbol="CB", place="Tân Thanh Tây",
        type_code="chi-bo-ap", official_order="9", parent="28927",
    )  # fmt: skip
    assert founded.messages == ["Đã thêm Chi bộ ấp Tân Lợi."]
    assert get(administrator, WHERE).column("Số đơn vị") == ["1", "2", "4", "1", "1"]
    assert get(administrator, WHERE, den="31-12-2021").column("Số đơn vị") == ["1", "2", "4", "1", "0"]


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("code", "", EMPTY),
        ("code", "commune", "Mã loại đơn vị commune đã có."),
        ("code", "x" * 41, "Dài quá 40 ký tự (hiện có 41)."),
        ("name", " ", EMPTY),
        ("name", "Đảng bộ xã", "Loại đơn vị Đảng bộ xã đã có."),
        ("name", "x" * 101, "Dài quá 100 ký tự (hiện có 101)."),
        ("rank", "", EMPTY),
        ("rank", "xã", "Hãy nhập một số nguyên, ví dụ 12."),
        ("rank", "0", "Số nhỏ nhất được nhận là 1."),
        ("rank", "100", "Số lớn nhất được nhận là 99."),
    ],
)
def test_a_type_in_error_is_not_kept(administrator: Client, field: str, typed: str, message: str) -> None:
    before = codes()
    page = post(administrator, WHERE, **{**HAMLET, field: typed})
    assert (page.status, page.errors(field), page.sentences) == (422, [message], [message])
    assert page.rows == KNOWN
    assert codes() == before


def test_who_keeps_only_a_branch_reads_the_list_without_a_form(tree: Tree) -> None:
    client = visitor(RoleCode.ADMINISTRATOR, tree.district, "qthuyen")
    page = get(client, WHERE)
    assert (page.status, page.texts("//main//form[@method='post']//button")) == (200, [])
    assert page.column("Loại đơn vị") == ["Đảng bộ tỉnh", "Đảng bộ huyện", "Đảng bộ xã", "Chi bộ"]
    assert post(client, WHERE, **HAMLET).status == 403
    assert "chi-bo-ap" not in codes()


def test_who_keeps_no_units_is_not_led_there(office: Client) -> None:
    assert get(office, WHERE).status == 403
    assert get(office, "/to-chuc/").texts("//main//a[contains(@href, 'loai-don-vi')]") == []
