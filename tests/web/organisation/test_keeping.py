"""Every form of units, positions and terms: each error at its field, what is kept, what the ledger says."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from django.test import Client

from nhiemky.history.queries import head, lines
from nhiemky.org import queries
from nhiemky.org.models import Unit, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import TODAY, Tree
from tests.web.conftest import visitor
from tests.web.reading import Page, get, parameters, post

EMPTY = "Chưa nhập mục này."


ADD = "/to-chuc/them-don-vi/"


UNIT = {
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


def state(code: str, on: date = TODAY) -> UnitState:
    return queries.state_of(SYSTEM_ACTOR, unit_code=code, on=on)


def newest() -> tuple[str, str, str]:
    """Give act, kind and sentence of the last line of the ledger."""
    line = lines(branches=("/",))[0]
    return line.act, line.object_kind, line.summary


def refused(page: Page, field: str) -> tuple[int, list[str], list[str], list[str]]:
    """Give status, the errors at a field, the whole summary, and where the summary leads."""
    links = page.root.xpath("//div[contains(@class,'error-summary')]//a/@href")
    return page.status, page.errors(field), page.sentences, [str(link) for link in links]


def at(field: str, message: str) -> tuple[int, list[str], list[str], list[str]]:
    return 422, [message], [message], [f"#id_{field}"]


UNIT_ERRORS = [
    ("code", "", EMPTY),
    ("code", "28927", "Mã đơn vị 28927 đã có."),
    ("code", "a/b", "Mã đơn vị có từ 1 đến 40 ký tự và không có dấu /."),
    ("code", "9" * 41, "Dài quá 40 ký tự (hiện có 41)."),
    ("name", "", EMPTY),
    ("name", "   ", EMPTY),
    ("name", "\u200b", "Hãy nhập nội dung."),
    ("name", "x" * 201, "Dài quá 200 ký tự (hiện có 201)."),
    ("name", "Đảng bộ xã Tân Thanh Tây", "Đã có đơn vị tên Đảng bộ xã Tân Thanh Tây cùng cấp trên."),
    ("short_name", "", EMPTY),
    ("short_name", "x" * 101, "Dài quá 100 ký tự (hiện có 101)."),
    ("committee_name", "", EMPTY),
    ("symbol", "", EMPTY),
    ("symbol", "Đ" * 21, "Dài quá 20 ký tự (hiện có 21)."),
    ("place", "", EMPTY),
    ("type_code", "", EMPTY),
    ("type_code", "la", "Không có “la” trong danh sách."),
    ("official_order", "", EMPTY),
    ("official_order", "-1", "Số nhỏ nhất được nhận là 0."),
    ("official_order", "1000001", "Số lớn nhất được nhận là 1000000."),
    ("official_order", "mười", "Hãy nhập một số nguyên, ví dụ 12."),
    ("parent", "", EMPTY),
    ("valid_from", "", EMPTY),
    ("name", "a\x00b", "Có ký tự không đọc được, đề nghị gõ lại."),
]


@pytest.mark.parametrize(("field", "typed", "message"), UNIT_ERRORS)
def test_unit_in_error_is_named_at_its_field_and_nothing_is_lost(
    administrator: Client, field: str, typed: str, message: str
) -> None:
    before = head()
    page = post(administrator, ADD, **{**UNIT, field: typed})
    assert refused(page, field) == at(field, message)
    assert {name: page.value(name) for name in UNIT if name != field} == {
        name: value for name, value in UNIT.items() if name != field
    }
    assert page.root.xpath(f"//*[@name='{field}']/@aria-invalid") == ["true"]
    assert (Unit.objects.filter(code="28999").exists(), head()) == (False, before)


def test_all_errors_of_a_form_are_said_at_once(administrator: Client) -> None:
    page = post(administrator, ADD, **dict.fromkeys(UNIT, ""))
    assert page.status == 422
    assert page.summary == [
        f"{label}: {EMPTY}"
        for label in (
            "Mã đơn vị", "Thành lập từ ngày", "Tên đầy đủ", "Tên ngắn", "Tên cơ quan ban hành văn bản",
            "Ký hiệu trong số văn bản", "Địa danh ghi trên văn bản", "Loại đơn vị",
            "Thứ tự trong danh sách chính thức", "Đơn vị cấp trên trực tiếp",
        )
    ]  # fmt: skip
    assert [page.errors(name) for name in UNIT] == [[EMPTY]] * len(UNIT)
    assert page.texts("//h2[@id='loi-tieu-de']") == ["Chưa ghi được, đề nghị xem lại các mục sau"]


@pytest.mark.parametrize(
    "typed", ["1-2-2022", "01/02/2022", "1.2.2022", "2022-02-01", "ngày 01 tháng 02 năm 2022", " 1/2/2022 "]
)
def test_a_day_is_typed_in_any_way(administrator: Client, typed: str) -> None:
    page = post(administrator, ADD, **{**UNIT, "valid_from": typed})
    assert (page.status, page.heading) == (200, "Đảng bộ xã Mới")
    assert state("28999").valid_from == date(2022, 2, 1)


def test_a_unit_is_founded_and_told(administrator: Client) -> None:
    answer = administrator.post(ADD, UNIT)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/to-chuc/28999/?")
    assert parameters(answer.headers["Location"])["den"] == "21-2-2023"
    assert newest() == ("add_unit", "unit", "Thành lập Đảng bộ xã Mới từ ngày 1-1-2022")
    kept = state("28999")
    assert (kept.name, kept.symbol, kept.official_order, kept.type.code, kept.parent.code) == (
        "Đảng bộ xã Mới", "ĐU", 9, "commune", "838",
    )  # fmt: skip


def test_a_unit_founded_later_is_shown_on_its_first_day(administrator: Client) -> None:
    page = post(administrator, ADD, **{**UNIT, "valid_from": "1-7-2025"})
    assert (page.heading, page.messages) == ("Đảng bộ xã Mới", ["Đã thêm Đảng bộ xã Mới."])
    assert page.texts("//summary[contains(@class,'as-of')]//strong") == ["1-7-2025"]


def test_words_are_kept_composed_whatever_the_keyboard(administrator: Client) -> None:
    typed = {name: unicodedata.normalize("NFD", value) for name, value in UNIT.items()}
    post(administrator, ADD, **typed)
    kept = state("28999")
    assert (kept.name, kept.committee_name, kept.place, kept.symbol) == (
        "Đảng bộ xã Mới", "Đảng ủy xã Mới", "Mới", "ĐU",
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["838", " 838 ", "838 - Đảng bộ huyện Mỏ Cày Bắc"])
def test_a_parent_is_typed_or_chosen(administrator: Client, typed: str) -> None:
    post(administrator, ADD, **{**UNIT, "parent": typed})
    assert state("28999").parent.code == "838"


def test_a_unit_is_founded_only_below_a_unit_that_one_keeps(tree: Tree) -> None:
    client = visitor(RoleCode.ADMINISTRATOR, tree.district, "qthuyen")
    assert refused(post(client, ADD, **{**UNIT, "parent": "832"}), "parent") == at(
        "parent",
        "Không có đơn vị mã 832 vào ngày 1-1-2022, hoặc tài khoản của đồng chí không được xem đơn vị này.",
    )
    assert post(client, ADD, **UNIT).heading == "Đảng bộ xã Mới"


def test_units_to_choose_from_are_those_that_may_be_seen(tree: Tree) -> None:
    page = get(visitor(RoleCode.ADMINISTRATOR, tree.district, "qthuyen"), ADD)
    assert [str(one) for one in page.root.xpath("//datalist/option/@value")] == [
        "838 - Đảng bộ huyện Mỏ Cày Bắc", "28927 - Đảng bộ xã Tân Thanh Tây", "28927-1 - Chi bộ ấp Tân Thới",
        "28957 - Đảng bộ xã Nhuận Phú Tân", "28903 - Đảng bộ xã Thạnh Ngãi",
    ]  # fmt: skip
    assert page.root.xpath("//input[@name='parent']/@value") == ["838 - Đảng bộ huyện Mỏ Cày Bắc"]


def changing(client: Client, code: str = "28927", **given: str) -> Page:
    """Send the form of a change with what it shows, and the given words instead."""
    address = f"/to-chuc/{code}/thay-doi/"
    shown = get(client, address)
    known = {name: shown.value(name) for name in (*UNIT, "on") if name not in {"code", "valid_from"}}
    return post(client, address, **{**known, **given})


CHANGE_ERRORS = [
    ("name", "", EMPTY),
    ("name", "Đảng bộ xã Nhuận Phú Tân", "Đã có đơn vị tên Đảng bộ xã Nhuận Phú Tân cùng cấp trên."),
    ("on", "", EMPTY),
    ("type_code", "khac", "Không có “khac” trong danh sách."),
    ("official_order", "1,5", "Hãy nhập một số nguyên, ví dụ 12."),
    ("parent", "28927-1", "Không thể đặt Đảng bộ xã Tân Thanh Tây vào đơn vị thuộc chính nó."),
    ("parent", "28927", "Không thể đặt Đảng bộ xã Tân Thanh Tây vào đơn vị thuộc chính nó."),
    (
        "parent",
        "x",
        "Không có đơn vị mã x vào ngày 21-2-2023, hoặc tài khoản của đồng chí không được xem đơn vị này.",
    ),
]


@pytest.mark.parametrize(("field", "typed", "message"), CHANGE_ERRORS)
def test_change_in_error_changes_nothing(administrator: Client, field: str, typed: str, message: str) -> None:
    before = head()
    assert refused(changing(administrator, **{field: typed}), field) == at(field, message)
    assert head() == before


def test_change_before_the_last_one_is_refused(administrator: Client) -> None:
    changing(administrator, place="Thị trấn", on="1-2-2023")
    page = changing(administrator, place="Chợ", on="1-1-2023")
    assert (page.status, page.summary) == (
        422,
        ["Đảng bộ xã Tân Thanh Tây đã có thay đổi từ ngày 1-2-2023. Hãy chọn ngày đó hoặc ngày sau đó."],
    )


def test_a_move_takes_the_branch_along(administrator: Client) -> None:
    page = changing(administrator, parent="832", on="1-2-2023")
    assert page.messages == ["Đã thay đổi Đảng bộ xã Tân Thanh Tây."]
    assert page.texts("//p[@class='page-lead']/a") == ["Tổ chức", "Bến Tre", "Chợ Lách"]
    below = get(administrator, "/to-chuc/28927-1/")
    assert below.texts("//p[@class='page-lead']/a") == ["Tổ chức", "Bến Tre", "Chợ Lách", "Tân Thanh Tây"]
    before = get(administrator, "/to-chuc/28927-1/", den="31-1-2023")
    assert before.texts("//p[@class='page-lead']/a") == ["Tổ chức", "Bến Tre", "Mỏ Cày Bắc", "Tân Thanh Tây"]


def test_a_move_needs_both_branches(tree: Tree) -> None:
    client = visitor(RoleCode.ADMINISTRATOR, tree.district, "qthuyen")
    assert changing(client, parent="832").status == 422
    assert state("28927").parent.code == "838"


MERGE = {"predecessors": "28903", "successor": "28957", "on": "1-2-2023", "decision": ""}


MERGE_ERRORS = [
    ({"predecessors": ""}, "predecessors", EMPTY),
    ({"predecessors": " , \n,"}, "predecessors", EMPTY),
    ({"predecessors": "28957"}, "successor", "Một đơn vị không thể vừa kết thúc vừa tiếp nối."),
    ({"successor": ""}, "successor", "Hãy nêu đơn vị đã có, hoặc nhập đơn vị mới ở cuối biểu."),
    ({"successor": "28903"}, "successor", "Một đơn vị không thể vừa kết thúc vừa tiếp nối."),
    ({"on": ""}, "on", EMPTY),
    ({"decision": "x" * 301}, "decision", "Dài quá 300 ký tự (hiện có 301)."),
]


@pytest.mark.parametrize(("given", "field", "message"), MERGE_ERRORS)
def test_merge_in_error_merges_nothing(
    administrator: Client, given: dict[str, str], field: str, message: str
) -> None:
    before = head()
    assert refused(post(administrator, "/to-chuc/sap-nhap/", **{**MERGE, **given}), field) == at(
        field, message
    )
    assert head() == before


def test_merge_begins_with_the_unit_it_was_asked_for(administrator: Client) -> None:
    page = get(administrator, get(administrator, "/to-chuc/28903/").href("Sáp nhập"))
    assert page.value("predecessors") == "28903"


def test_merge_gives_what_stood_below_to_the_successor(administrator: Client, tree: Tree) -> None:
    page = post(administrator, "/to-chuc/sap-nhap/", **{**MERGE, "predecessors": "28927"})
    assert (page.heading, page.messages) == ("Đảng bộ xã Nhuận Phú Tân", ["Đã ghi việc sáp nhập."])
    assert state("28927-1").parent.code == "28957"
    assert get(administrator, "/to-chuc/28927/").status == 404
    old = get(administrator, "/to-chuc/28927/", den="31-1-2023")
    assert (old.status, old.texts("//summary[contains(@class,'as-of')]//strong")) == (200, ["31-1-2023"])


SPLIT_ERRORS = [
    ({"successors": ""}, "successors", "Hãy nêu các đơn vị hình thành sau khi chia tách."),
    ({"successors": ",,"}, "successors", "Hãy nêu các đơn vị hình thành sau khi chia tách."),
    (
        {"successors": "1"},
        "successors",
        "Không có đơn vị mã 1 vào ngày 1-2-2023, hoặc tài khoản của đồng chí không được xem đơn vị này.",
    ),
    ({"on": ""}, "on", EMPTY),
]


@pytest.mark.parametrize(("given", "field", "message"), SPLIT_ERRORS)
def test_split_in_error_splits_nothing(
    administrator: Client, given: dict[str, str], field: str, message: str
) -> None:
    before = head()
    asked = {"successors": "28957", "on": "1-2-2023", "decision": "", **given}
    assert refused(post(administrator, "/to-chuc/28903/chia-tach/", **asked), field) == at(field, message)
    assert head() == before
