"""The ledger on screen."""

from __future__ import annotations

import ast
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import nhiemky
from nhiemky.campaign.vocab import (
    APPLIED_NAMES,
    COMMENT_NAMES,
    DUTY_NAMES,
    FINDING_NAMES,
    NEED_NAMES,
    ROUND_NAMES,
    STAGE_NAMES,
    Applied,
    CommentState,
    Duty,
    FindingKind,
    Need,
    RoundKind,
    StageCode,
)
from nhiemky.history.queries import head
from nhiemky.history.vocab import Plain
from nhiemky.org import actions
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.web.ledger.diff import Change, changes
from nhiemky.web.ledger.words import ACTS, act_name, field_name, object_name, value_text
from tests.cast import Tree, make_person
from tests.web.reading import get

SOURCE = Path(nhiemky.__file__).parent


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
        ({"text": "NGƯỜI thứ"}, 1),
        ({"text": "nguoi thu hai"}, 1),
        ({"text": "người thứ ba"}, 0),
        ({"actor": "HE THONG", "kind": "term"}, 1),
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
            {"parts": [{"value": "1"}, {"value": "2"}]},
            {"parts": [{"value": "1"}, {"value": "3"}]},
            (Change("parts · 2 · Giá trị", "2", "3", True), Change("parts · 1 · Giá trị", "1", "1", False)),
        ),
        ("a", "b", (Change("Nội dung", "a", "b", True),)),
        (
            {"figures": [None, None]},
            {"figures": [{"number": "1", "value": "58.5"}, {"number": "2", "value": None}]},
            (
                Change("Số liệu · 1 · Số", "", "1", True),
                Change("Số liệu · 1 · Giá trị", "", "58,5", True),
                Change("Số liệu · 2 · Số", "", "2", True),
                Change("Số liệu · 2 · Giá trị", "", "–", True),
            ),
        ),
        (
            {"comparator": "at_least", "target": "1234.5"},
            {"comparator": "at_most", "target": "70"},
            (
                Change("So sánh", "ít nhất (≥)", "không quá (≤)", True),
                Change("Chỉ tiêu", "1.234,5", "70", True),
            ),
        ),
        (
            None,
            {"counts": {"met": 15, "no_data": 0}},
            (
                Change("Số chỉ tiêu theo nhóm · Đạt và vượt", "", "15", True),
                Change("Số chỉ tiêu theo nhóm · Chưa có số liệu", "", "0", True),
            ),
        ),
    ],
)
def test_changes_are_flat_readable_and_changed_ones_first(
    before: Plain, after: Plain, expected: tuple[Change, ...]
) -> None:
    assert changes(before, after) == expected


def test_changes_cut_what_is_too_long() -> None:
    (only,) = changes(None, {"note": "a" * 500})
    assert only.after == "a" * 400 + "…"


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("comparator", "at_least", "ít nhất (≥)"),
        ("method", "linear", "So với mức gốc"),
        ("kind", "accumulate", "Cộng các kỳ"),
        ("kind", "implements", "thực hiện"),
        ("role", "leader", "Lãnh đạo"),
        ("format", "docx", "Word"),
        ("cut_off", "2023-02-21", "21-2-2023"),
        ("value", "-1234.5", "-1.234,5"),
        ("number", "12.5", "12.5"),
        ("note", "at_least", "at_least"),
        ("stage", "commented", STAGE_NAMES[StageCode.COMMENTED]),
        ("needs", "owner, team", f"{NEED_NAMES[Need.OWNER]}, {NEED_NAMES[Need.TEAM]}"),
        ("needs", "owner, no_such", "owner, no_such"),
        ("state", "waived", COMMENT_NAMES[CommentState.WAIVED]),
        ("state", "done", "hoàn thành"),
        ("kind", "limitation", FINDING_NAMES[FindingKind.LIMITATION]),
        ("kind", "pilot", ROUND_NAMES[RoundKind.PILOT]),
        ("duty", "head", DUTY_NAMES[Duty.HEAD]),
        ("applied", "partly", APPLIED_NAMES[Applied.PARTLY]),
    ],
)
def test_values_are_written_as_a_reader_knows_them(field: str, text: str, shown: str) -> None:
    assert value_text(field, text) == shown


def acts_in_the_source() -> set[str]:
    """Give every act that is written out where rooms record acts."""
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
        if "web" not in path.parts
    ]
    found = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.keyword))
    return {
        part.value
        for node in found
        if node.arg == "act"
        for part in ast.walk(node.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and not part.value.startswith("_")
    }


def test_every_act_is_named_on_the_screen() -> None:
    assert sorted(acts_in_the_source() - set(ACTS)) == []


def test_words_name_codes_and_leave_unknown_ones_readable() -> None:
    assert (act_name("merge_units"), act_name("new_act")) == ("sáp nhập đơn vị", "new act")
    assert (object_name("unit"), object_name("new_kind")) == ("đơn vị", "new kind")
    assert (field_name("place"), field_name("new_field")) == ("Địa danh", "new field")
