"""Merging into and splitting into units that the act itself founds."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.history.queries import head, lines
from nhiemky.org import queries
from nhiemky.org.models import Succession, Unit, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import TODAY, Tree, make_unit
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post

EMPTY = "Chưa nhập mục này."
MERGE, SPLIT = "/to-chuc/sap-nhap/", "/to-chuc/28903/chia-tach/"
WORDS = (
    "code",
    "name",
    "short_name",
    "committee_name",
    "symbol",
    "place",
    "type_code",
    "official_order",
    "parent",
)


def unit(place: int, code: str, name: str, **changed: str) -> dict[str, str]:
    """Give what is typed about a new unit."""
    given = (code, f"Đảng bộ xã {name}", name, f"Đảng ủy xã {name}", "ĐU", name, "commune", "3", "838")
    return {
        f"moi-{place}-{word}": value
        for word, value in {**dict(zip(WORDS, given, strict=True)), **changed}.items()
    }


def merging(**changed: str) -> dict[str, str]:
    given = {"predecessors": "28903\n28957", "successor": "", "on": "1-2-2023", "decision": "NQ 1"}
    return {**given, **unit(1, "28990", "Thạnh Nhuận"), **changed}


def splitting(**changed: str) -> dict[str, str]:
    given = {"successors": "", "on": "1-2-2023", "decision": "NQ 2"}
    return {**given, **unit(1, "28991", "Thạnh Đông"), **unit(2, "28992", "Thạnh Tây"), **changed}


def state(code: str, on: date = TODAY) -> UnitState:
    return queries.state_of(SYSTEM_ACTOR, unit_code=code, on=on)


def followed() -> set[tuple[str, str, str]]:
    """Give who was followed by whom, and how."""
    rows = Succession.objects.values_list("predecessor__code", "successor__code", "kind")
    return {(before, after or "", kind) for before, after, kind in rows}


def refused(page: Page) -> tuple[int, list[str], list[str]]:
    """Give status, the lines of the summary and where they lead."""
    links = page.root.xpath("//div[contains(@class,'error-summary')]//a/@href")
    return page.status, page.sentences, [str(link) for link in links]


def opened(page: Page) -> list[bool]:
    """Tell of each new unit whether its fields are open."""
    return [each.get("open") is not None for each in page.root.xpath("//main//details[@class='more']")]


def test_merge_founds_the_unit_that_carries_on(administrator: Client, tree: Tree) -> None:
    page = post(administrator, MERGE, **merging())
    assert (page.heading, page.messages) == ("Đảng bộ xã Thạnh Nhuận", ["Đã ghi việc sáp nhập."])
    assert followed() == {("28903", "28990", "merge"), ("28957", "28990", "merge")}
    kept = state("28990")
    assert (kept.valid_from, kept.parent, kept.type.code, kept.symbol, kept.place, kept.official_order) == (
        date(2023, 2, 1), tree.district.unit, "commune", "ĐU", "Thạnh Nhuận", 3,
    )  # fmt: skip
    assert [get(administrator, f"/to-chuc/{code}/").status for code in ("28903", "28957", "28990")] == [
        404,
        404,
        200,
    ]


def test_merge_is_one_act_in_the_ledger(administrator: Client, tree: Tree) -> None:
    post(administrator, MERGE, **merging())
    last = lines(branches=("/",))[:3]
    assert [(line.act, line.object_kind) for line in last] == [
        ("end_unit", "unit"), ("end_unit", "unit"), ("merge_units", "unit"),
    ]  # fmt: skip
    assert last[2].summary == (
        "Đảng bộ xã Thạnh Ngãi, Đảng bộ xã Nhuận Phú Tân → Đảng bộ xã Thạnh Nhuận từ ngày 1-2-2023"
    )


def test_merge_offers_what_the_new_unit_has_in_common(administrator: Client, tree: Tree) -> None:
    page = get(administrator, get(administrator, "/to-chuc/28903/").href("Sáp nhập"))
    assert {word: page.value(f"moi-1-{word}") for word in WORDS} == {
        "code": "", "name": "", "short_name": "", "committee_name": "", "symbol": "ĐU", "place": "",
        "type_code": "commune", "official_order": "3", "parent": "838",
    }  # fmt: skip
    assert opened(page) == [False]
    assert page.texts("//main//details/summary") == ["Đơn vị mới"]


def test_merge_asked_for_an_unknown_unit_offers_that_of_the_chosen_one(administrator: Client) -> None:
    page = get(administrator, MERGE, **{"ma": "khong", "don-vi": "28903"})
    assert (page.status, page.value("predecessors"), page.value("moi-1-type_code")) == (
        200,
        "khong",
        "commune",
    )


def test_merge_opened_at_the_highest_unit_offers_only_what_stands_above(administrator: Client) -> None:
    page = get(administrator, MERGE)
    assert {word: page.value(f"moi-1-{word}") for word in WORDS} == {
        "code": "", "name": "", "short_name": "", "committee_name": "", "symbol": "", "place": "",
        "type_code": "", "official_order": "0", "parent": "83",
    }  # fmt: skip


NEW_UNIT_ERRORS = [
    ({"moi-1-code": ""}, "moi-1-code", EMPTY),
    ({"moi-1-code": "28927"}, "moi-1-code", "Mã đơn vị 28927 đã có."),
    ({"moi-1-code": "a/b"}, "moi-1-code", "Mã đơn vị có từ 1 đến 40 ký tự và không có dấu /."),
    ({"moi-1-name": "x" * 201}, "moi-1-name", "Dài quá 200 ký tự (hiện có 201)."),
    ({"moi-1-name": "Đảng bộ xã Tân Thanh Tây"}, "moi-1-name", "Đã có đơn vị tên Đảng bộ xã Tân Thanh Tây cùng cấp trên."),
    ({"moi-1-short_name": ""}, "moi-1-short_name", EMPTY),
    ({"moi-1-symbol": ""}, "moi-1-symbol", EMPTY),
    ({"moi-1-type_code": ""}, "moi-1-type_code", EMPTY),
    ({"moi-1-official_order": "-1"}, "moi-1-official_order", "Số nhỏ nhất được nhận là 0."),
    ({"moi-1-parent": ""}, "moi-1-parent", EMPTY),
    (
        {"moi-1-parent": "khong"}, "moi-1-parent",
        "Không có đơn vị mã khong vào ngày 1-2-2023, hoặc tài khoản của đồng chí không được xem đơn vị này.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "field", "message"), NEW_UNIT_ERRORS)
def test_an_error_of_a_new_unit_stands_at_its_field_and_nothing_is_done(
    administrator: Client, given: dict[str, str], field: str, message: str
) -> None:
    before = head()
    for address, typed in ((MERGE, merging(**given)), (SPLIT, splitting(**given))):
        page = post(administrator, address, **typed)
        assert refused(page) == (422, [message], [f"#id_{field}"])
        assert page.errors(field) == [message]
        assert opened(page)[0]
        assert page.value("moi-1-place") == typed["moi-1-place"]
    assert head() == before
    assert Unit.objects.filter(code__in=["28990", "28991", "28992"]).count() == 0


def test_a_new_unit_below_one_that_ends_is_refused(administrator: Client, tree: Tree) -> None:
    message = "Đơn vị mới không thể trực thuộc đơn vị kết thúc hoạt động."
    page = post(administrator, MERGE, **merging(**{"moi-1-parent": "28903"}))
    assert refused(page) == (422, [message], ["#id_moi-1-parent"])
    page = post(administrator, SPLIT, **splitting(**{"moi-2-parent": "28903"}))
    assert refused(page) == (422, [message], ["#id_moi-2-parent"])


def test_merge_into_both_an_old_and_a_new_unit_is_refused(administrator: Client) -> None:
    before = head()
    page = post(administrator, MERGE, **merging(predecessors="28903", successor="28957"))
    assert refused(page) == (
        422, ["Chỉ nêu đơn vị đã có hoặc nhập đơn vị mới, không cả hai."], ["#id_successor"],
    )  # fmt: skip
    assert head() == before


def test_merge_names_all_errors_at_once(administrator: Client) -> None:
    page = post(administrator, MERGE, **merging(predecessors="", on="", **{"moi-1-name": ""}))
    assert refused(page) == (422, [EMPTY] * 3, ["#id_predecessors", "#id_on", "#id_moi-1-name"])


def test_what_is_only_offered_is_no_new_unit(administrator: Client) -> None:
    """The type, the symbol, the order and the parent stand in the form from the beginning."""
    offered = {
        "moi-1-symbol": "ĐU",
        "moi-1-type_code": "commune",
        "moi-1-official_order": "3",
        "moi-1-parent": "838",
    }
    page = post(administrator, MERGE, predecessors="28903", successor="28957", on="1-2-2023", **offered)
    assert (page.status, page.heading) == (200, "Đảng bộ xã Nhuận Phú Tân")


def test_split_founds_its_parts(administrator: Client, tree: Tree) -> None:
    page = post(administrator, SPLIT, **splitting())
    assert (page.heading, page.messages) == ("Đảng bộ xã Thạnh Đông", ["Đã ghi việc chia tách."])
    assert followed() == {("28903", "28991", "split"), ("28903", "28992", "split")}
    assert [state(code).name for code in ("28991", "28992")] == [
        "Đảng bộ xã Thạnh Đông",
        "Đảng bộ xã Thạnh Tây",
    ]
    assert get(administrator, "/to-chuc/28903/").status == 404


def test_split_into_an_old_and_a_new_unit_while_the_rest_goes_on(administrator: Client, tree: Tree) -> None:
    given = {"successors": "28957", "survives": "on", "on": "1-2-2023", **unit(3, "28993", "Thạnh Nam")}
    page = post(administrator, SPLIT, **given)
    assert page.status == 200
    assert followed() == {("28903", "28957", "split"), ("28903", "28993", "split")}
    assert get(administrator, "/to-chuc/28903/").status == 200


def test_split_says_at_which_part_something_is_wrong(administrator: Client, tree: Tree) -> None:
    """The second part takes the code of the first; an existing unit comes before them in the act."""
    before = head()
    page = post(administrator, SPLIT, **splitting(successors="28957", **{"moi-2-code": "28991"}))
    assert refused(page) == (422, ["Mã đơn vị 28991 đã có."], ["#id_moi-2-code"])
    assert opened(page) == [True, True, False, False]
    assert head() == before


def test_split_offers_four_parts(administrator: Client, tree: Tree) -> None:
    page = get(administrator, SPLIT)
    assert page.texts("//main//details/summary") == [f"Đơn vị mới thứ {place}" for place in (1, 2, 3, 4)]
    assert [page.value(f"moi-{place}-parent") for place in (1, 2, 3, 4)] == ["838"] * 4
    assert len(page.root.xpath("//main//datalist[count(option) > 0]")) == 1


def test_new_units_stay_in_the_branch_that_is_kept(tree: Tree) -> None:
    client = visitor(RoleCode.ADMINISTRATOR, tree.district, "quantrihuyen")
    before = head()
    page = post(client, MERGE, **merging(**{"moi-1-parent": "832"}))
    assert (page.status, len(page.errors("moi-1-parent"))) == (422, 1)
    assert head() == before
    assert post(client, MERGE, **merging()).status == 200


def test_a_new_unit_at_the_side_of_the_own_one_is_denied(tree: Tree) -> None:
    """The district itself belongs to the province, whose units its administrator does not keep."""
    client = visitor(RoleCode.ADMINISTRATOR, tree.district, "quantrihuyen")
    before = head()
    page = post(client, "/to-chuc/838/chia-tach/", **splitting(survives="on", **{"moi-1-parent": "83"}))
    assert (page.status, head()) == (422, before)
    assert len(page.errors("moi-1-parent")) == 1


def test_forms_ask_as_often_for_many_units_as_for_few(administrator: Client, tree: Tree) -> None:
    counted(administrator)
    known = counted(administrator)
    for number in range(5):
        make_unit(f"Thêm {number}", parent=tree.district)
    assert counted(administrator) == known


def counted(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(client, SPLIT)
    return len(captured)
