"""Every form of units, positions and terms: each error at its field, what is kept, what the ledger says."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.history.queries import head, lines
from nhiemky.org import actions
from nhiemky.org.models import Position, Term
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import TODAY, Tree, make_position, make_unit
from tests.web.conftest import visitor
from tests.web.reading import Page, get, parameters, post
from tests.web.scene import Scene

EMPTY = "Chưa nhập mục này."


ADD = "/to-chuc/them-don-vi/"


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
        "1-2-2023: chia tách, tiếp nối bởi Đảng bộ xã Một (NQ 2)",
        "1-2-2023: chia tách, tiếp nối bởi Đảng bộ xã Hai (NQ 2)",
    ]


END = {"on": "1-2-2023", "successor": "", "decision": "", "sure": "on"}


END_ERRORS = [
    ({"on": ""}, "on", EMPTY),
    ({"sure": ""}, "sure", "Chưa đánh dấu ô này."),
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
    gone = "Đảng bộ xã Thạnh Ngãi đã kết thúc từ ngày 1-2-2023; đề nghị xem ở một ngày trước đó."
    assert gone in get(administrator, "/to-chuc/28903/", den="1-2-2023").texts("//main//p")
    follower = get(administrator, "/to-chuc/28957/", den="21-2-2023")
    assert parameters(follower.href("Đảng bộ xã Thạnh Ngãi"))["den"] == "31-1-2023"


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
    assert (page.status, page.sentences) == (422, [message])
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
            assert page.errors(field)[0] in page.sentences


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
