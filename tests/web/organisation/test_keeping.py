"""Every form of units, positions and terms: each error at its field, what is kept, what the ledger says."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from django.test import Client

from nhiemky.history.queries import head, lines
from nhiemky.org import actions, queries
from nhiemky.org.models import Position, Term, Unit, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import TODAY, Tree, make_position, make_unit
from tests.web.conftest import visitor
from tests.web.reading import Page, get, parameters, post
from tests.web.scene import Scene

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
    return page.status, page.errors(field), page.summary, [str(link) for link in links]


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
    assert page.summary == [EMPTY] * len(UNIT)
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
        "838", "28927", "28927-1", "28957", "28903",
    ]  # fmt: skip
    assert page.value("parent") == "838"


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
    ({"predecessors": " , \n,"}, "predecessors", "Hãy chọn các đơn vị sáp nhập, mỗi đơn vị một lần."),
    ({"successor": ""}, "successor", EMPTY),
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
    ({"successors": ""}, "successors", EMPTY),
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


def test_split_that_ends_a_unit_keeps_its_past(administrator: Client, tree: Tree) -> None:
    make_unit("Một", code="28991", parent=tree.district, valid_from=date(2023, 2, 1))
    make_unit("Hai", code="28992", parent=tree.district, valid_from=date(2023, 2, 1))
    page = post(
        administrator, "/to-chuc/28903/chia-tach/", successors="28991\n28992", on="1-2-2023", decision="NQ 2"
    )
    assert (page.heading, page.messages) == ("Đảng bộ xã Một", ["Đã ghi việc chia tách."])
    assert get(administrator, "/to-chuc/28903/").status == 404
    told = get(administrator, "/to-chuc/28903/", den="31-1-2023").texts(
        "//section[.//h2='Qua thời gian']//li"
    )
    assert told[1:] == [
        "1-2-2023: chia tách, tiếp nối bởi 28991 (NQ 2)",
        "1-2-2023: chia tách, tiếp nối bởi 28992 (NQ 2)",
    ]


END = {"on": "1-2-2023", "successor": "", "decision": "", "sure": "on"}
END_ERRORS = [
    ({"on": ""}, "on", EMPTY),
    ({"sure": ""}, "sure", EMPTY),
    (
        {"successor": "1"},
        "successor",
        "Không có đơn vị mã 1 vào ngày 1-2-2023, hoặc tài khoản của đồng chí không được xem đơn vị này.",
    ),
    ({"decision": "x" * 301}, "decision", "Dài quá 300 ký tự (hiện có 301)."),
]


@pytest.mark.parametrize(("given", "field", "message"), END_ERRORS)
def test_end_in_error_ends_nothing(
    administrator: Client, given: dict[str, str], field: str, message: str
) -> None:
    before = head()
    asked = {name: value for name, value in {**END, **given}.items() if value}
    assert refused(post(administrator, "/to-chuc/28903/ket-thuc/", **asked), field) == at(field, message)
    assert head() == before


def test_a_unit_that_ended_is_gone_from_its_day_on_and_links_lead_before_it(administrator: Client) -> None:
    page = post(administrator, "/to-chuc/28903/ket-thuc/", **{**END, "successor": "28957"})
    assert page.messages == [
        "Đảng bộ xã Thạnh Ngãi kết thúc từ ngày 1-2-2023. Số liệu cũ vẫn xem được ở các ngày trước đó."
    ]
    for day, status in (("31-1-2023", 200), ("1-2-2023", 404), ("21-2-2023", 404)):
        assert (day, get(administrator, "/to-chuc/28903/", den=day).status) == (day, status)
        assert get(administrator, "/to-chuc/", **{"don-vi": "28903", "den": day}).status == status
    follower = get(administrator, "/to-chuc/28957/", den="21-2-2023")
    assert parameters(follower.href("28903"))["den"] == "31-1-2023"


POSITION_ERRORS = [
    ("person", "", EMPTY),
    ("person", "999999", "Không có “999999” trong danh sách."),
    ("title", "", EMPTY),
    ("title", "x" * 151, "Dài quá 150 ký tự (hiện có 151)."),
    ("official_order", "1001", "Số lớn nhất được nhận là 1000."),
    ("valid_from", "", EMPTY),
    ("valid_to", "1-1-2019", "Ngày kết thúc phải sau ngày bắt đầu."),
    ("valid_to", "1-8-2020", "Ngày kết thúc phải sau ngày bắt đầu."),
]


@pytest.mark.parametrize(("field", "typed", "message"), POSITION_ERRORS)
def test_position_in_error_is_not_kept(
    administrator: Client, scene: Scene, field: str, typed: str, message: str
) -> None:
    before = Position.objects.count()
    given = {
        "person": str(scene.person.pk), "title": "Phó Bí thư", "official_order": "2", "valid_from": "1-8-2020", "valid_to": "",
    }  # fmt: skip
    page = post(administrator, "/to-chuc/28957/chuc-vu/", **{**given, field: typed})
    assert refused(page, field) == at(field, message)
    assert Position.objects.count() == before


@pytest.mark.parametrize(
    ("on", "field", "message"),
    [
        ("", "on", EMPTY),
        ("1-8-2020", "", "Ngày kết thúc phải sau ngày bắt đầu."),
        ("1-1-2020", "", "Ngày kết thúc phải sau ngày bắt đầu."),
    ],
)
def test_position_is_not_ended_before_it_began(
    administrator: Client, scene: Scene, on: str, field: str, message: str
) -> None:
    page = post(administrator, scene.at("/to-chuc/28927/chuc-vu/{position}/thoi/"), on=on)
    assert (page.status, page.summary) == (422, [message])
    assert page.errors(field) == ([message] if field else [])
    assert Position.objects.get(pk=scene.position.pk).valid_to is None


def test_positions_stand_in_official_order_on_the_day(administrator: Client, scene: Scene) -> None:
    make_position(scene.person, scene.tree.commune, "Ủy viên", official_order=9, valid_to=date(2022, 1, 1))
    shown = {
        day: get(administrator, "/to-chuc/28927/", den=day).column("Chức vụ")
        for day in ("1-6-2021", "1-1-2022")
    }
    assert shown == {"1-6-2021": ["Bí thư", "Ủy viên"], "1-1-2022": ["Bí thư"]}


TERM_ERRORS = [
    ("label", "", EMPTY),
    ("label", "2020 – 2025", "Nhiệm kỳ 2020-2025 đã có."),
    ("label", "x" * 21, "Dài quá 20 ký tự (hiện có 21)."),
    ("first_year", "", EMPTY),
    ("first_year", "đầu", "Hãy nhập một số nguyên, ví dụ 12."),
    ("last_year", "2025", "Năm cuối không được trước năm đầu, nhiệm kỳ không quá 10 năm."),
    ("last_year", "2036", "Năm cuối không được trước năm đầu, nhiệm kỳ không quá 10 năm."),
]


@pytest.mark.parametrize(("field", "typed", "message"), TERM_ERRORS)
def test_term_in_error_is_not_kept(administrator: Client, field: str, typed: str, message: str) -> None:
    given = {"label": "2025-2030", "first_year": "2026", "last_year": "2030", "cut_off": "", field: typed}
    assert refused(post(administrator, "/nhiem-ky/them/", **given), field) == at(field, message)
    assert list(Term.objects.values_list("label", flat=True)) == ["2020-2025"]


def test_terms_are_for_who_keeps_the_root(tree: Tree) -> None:
    client = visitor(RoleCode.ADMINISTRATOR, tree.district, "qthuyen")
    given = {"label": "2025-2030", "first_year": "2026", "last_year": "2030"}
    assert (post(client, "/nhiem-ky/them/", **given).status, post(client, "/nhiem-ky/2020-2025/").status) == (
        403,
        403,
    )
    assert Term.objects.get().cut_off == TODAY


@pytest.mark.parametrize(
    ("typed", "kept", "shown"), [("", None, "theo số liệu"), ("30/6/2023", date(2023, 6, 30), "30-6-2023")]
)
def test_day_of_figures_is_set_or_given_back(
    administrator: Client, typed: str, kept: date | None, shown: str
) -> None:
    page = post(administrator, "/nhiem-ky/2020-2025/", cut_off=typed)
    assert page.messages == ["Đã đặt ngày lấy số liệu của nhiệm kỳ 2020-2025."]
    assert Term.objects.get().cut_off == kept
    assert newest() == ("set_cut_off", "term", f"Ngày lấy số liệu của nhiệm kỳ 2020-2025: {shown}")


def test_a_day_that_is_none_is_named_at_its_field(administrator: Client) -> None:
    forms = {ADD: "valid_from", "/to-chuc/sap-nhap/": "on", "/to-chuc/28903/chia-tach/": "on", "/to-chuc/28903/ket-thuc/": "on",
             "/nhiem-ky/2020-2025/": "cut_off", "/to-chuc/28927/thay-doi/": "on"}  # fmt: skip
    for address, field in forms.items():
        for typed in ("hôm nay", "31-2-2022", "13/13/2022", "2022"):
            page = post(administrator, address, **{field: typed})
            assert (address, page.status, page.value(field), len(page.errors(field))) == (
                address,
                422,
                typed,
                1,
            )
            assert page.errors(field)[0] in page.summary


def test_breadcrumbs_show_units_above_without_leading_there(office: Client) -> None:
    page = get(office, "/to-chuc/28927/")
    assert page.texts("//nav[@class='crumbs']/ol/li") == ["Bến Tre", "Mỏ Cày Bắc", "Tân Thanh Tây"]
    assert page.texts("//nav[@class='crumbs']/ol/li/a") == []


def test_a_unit_ended_by_others_meanwhile_is_said(administrator: Client, tree: Tree) -> None:
    actions.dissolve_unit(SYSTEM_ACTOR, unit=tree.third.unit, on=date(2023, 3, 1))
    page = post(administrator, "/to-chuc/28903/ket-thuc/", **{**END, "on": "1-4-2023"})
    assert (page.status, page.summary) == (422, ["Đơn vị mã 28903 đã kết thúc hoạt động."])


def test_a_unit_does_not_follow_itself(administrator: Client) -> None:
    before = head()
    page = post(administrator, "/to-chuc/28903/ket-thuc/", **{**END, "successor": "28903"})
    assert (page.status, len(page.summary), head()) == (422, 1, before)
