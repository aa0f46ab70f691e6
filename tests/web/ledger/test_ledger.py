"""The ledger on screen."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nhiemky.history.queries import head
from nhiemky.history.vocab import Plain
from nhiemky.org import actions
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.web.ledger.diff import Change, changes
from nhiemky.web.ledger.words import act_name, field_name, object_name
from tests.cast import Tree, make_person
from tests.web.reading import get


def change_place(tree: Tree, place: str) -> None:
    actions.change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=tree.commune.valid_from, place=place)


def test_ledger_lists_the_newest_first_and_says_that_the_chain_holds(
    administrator: Client, tree: Tree
) -> None:
    change_place(tree, "Thị trấn")
    page = get(administrator, "/nhat-ky/")
    last, _ = head()
    assert page.rows[0] == [
        str(last), "10:00, 21-2-2023", "hệ thống", "thay đổi đơn vị",
        "Thay đổi Đảng bộ xã Tân Thanh Tây từ ngày 1-1-2010", "đơn vị",
    ]  # fmt: skip
    assert page.texts("//div[@id='chuoi']") == [f"Chuỗi nhật ký nguyên vẹn đến dòng {last}."]


def test_ledger_says_where_the_chain_is_broken(administrator: Client, tree: Tree) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS ledger_refuses_UPDATE")
        else:
            cursor.execute("ALTER TABLE history_ledgerline DISABLE TRIGGER ALL")
        cursor.execute("UPDATE history_ledgerline SET summary = 'khác' WHERE sequence = 3")
    shown = get(administrator, "/nhat-ky/").texts("//div[@id='chuoi']")[0]
    assert "Chuỗi nhật ký không còn nguyên vẹn từ dòng 3" in shown
    assert "Nội dung dòng số 3 đã bị sửa." in shown


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"act": "add_person"}, 2),
        ({"kind": "term"}, 1),
        ({"text": "Người Thứ"}, 1),
        ({"since": "22-2-2023"}, 0),
        ({"until": "20/2/2023"}, 0),
        ({"since": "21-2-2023", "until": "21-2-2023", "kind": "term"}, 1),
        ({"actor": "không ai"}, 0),
    ],
)
def test_ledger_is_filtered(administrator: Client, tree: Tree, asked: dict[str, str], count: int) -> None:
    make_person("Người Thứ Hai", keeper=tree.commune)
    assert len(get(administrator, "/nhat-ky/", **asked).rows) == count


def test_ledger_is_for_who_keeps_a_branch(office: Client, administrator: Client) -> None:
    assert get(office, "/nhat-ky/").status == 403
    assert get(office, "/nhat-ky/1/").status == 403


def test_ledger_line_sets_before_and_after_side_by_side(administrator: Client, tree: Tree) -> None:
    change_place(tree, "Thị trấn")
    page = get(administrator, get(administrator, "/nhat-ky/").href(str(head()[0])))
    assert page.heading == "Thay đổi Đảng bộ xã Tân Thanh Tây từ ngày 1-1-2010"
    assert page.facts()["Việc"] == "thay đổi đơn vị"
    assert page.rows[0] == ["Địa danh", "Tân Thanh Tây", "Thị trấn"]
    assert (page.texts("//del"), page.texts("//ins")) == (["Tân Thanh Tây"], ["Thị trấn"])


def test_ledger_line_that_is_not_there_is_not_found(administrator: Client) -> None:
    assert get(administrator, "/nhat-ky/99999/").status == 404


def test_ledger_goes_to_excel(administrator: Client) -> None:
    answer = administrator.get("/nhat-ky/", {"xuat": "xlsx", "kind": "term"})
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[4]] == [
        "Số",
        "Lúc",
        "Người thực hiện",
        "Việc",
        "Nội dung",
        "Đối tượng",
    ]
    assert sheet["D5"].value == "thêm nhiệm kỳ"


def test_ledger_asks_as_often_for_many_lines_as_for_few(administrator: Client, tree: Tree) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(administrator, "/nhat-ky/")
        return len(captured)

    get(administrator, "/nhat-ky/")
    before = asked()
    for number in range(3):
        make_person(f"Người {number}", keeper=tree.commune)
    assert asked() == before


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, None, ()),
        ({"name": "A"}, {"name": "B"}, (Change("Tên", "A", "B", True),)),
        (
            {"place": "X", "name": "A"},
            {"place": "X", "name": "B"},
            (Change("Tên", "A", "B", True), Change("Địa danh", "X", "X", False)),
        ),
        (
            None,
            {"signs": True, "code": None},
            (Change("Ký văn bản", "", "có", True), Change("Mã", "", "–", True)),
        ),
        ({"codes": ["a", "b"]}, None, (Change("codes", "a, b", "", True),)),
        (
            {"rows": [{"value": "1"}, {"value": "2"}]},
            {"rows": [{"value": "1"}, {"value": "3"}]},
            (Change("rows · 2 · Giá trị", "2", "3", True), Change("rows · 1 · Giá trị", "1", "1", False)),
        ),
        ("a", "b", (Change("Nội dung", "a", "b", True),)),
    ],
)
def test_changes_are_flat_readable_and_changed_ones_first(
    before: Plain, after: Plain, expected: tuple[Change, ...]
) -> None:
    assert changes(before, after) == expected


def test_changes_cut_what_is_too_long() -> None:
    (only,) = changes(None, {"note": "a" * 500})
    assert only.after == "a" * 400 + "…"


def test_words_name_codes_and_leave_unknown_ones_readable() -> None:
    assert (act_name("merge_units"), act_name("new_act")) == ("sáp nhập đơn vị", "new act")
    assert (object_name("unit"), object_name("new_kind")) == ("đơn vị", "new kind")
    assert (field_name("place"), field_name("new_field")) == ("Địa danh", "new field")
