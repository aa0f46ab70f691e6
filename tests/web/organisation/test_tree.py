"""The tree of units as of a day."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from nhiemky.org import actions, queries
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.queries import TreeNode
from nhiemky.web.organisation.tree import DRAWN, TypeCount, branches, type_counts
from tests.cast import TODAY, Tree, make_unit
from tests.web.reading import Page, get, parameters


def names(page: Page) -> list[str]:
    return page.texts("//div[@class='tree-label']/a[1]")


def nodes() -> list[TreeNode]:
    return queries.tree(SYSTEM_ACTOR, on=TODAY)


def test_tree_shows_the_branch_that_may_be_seen(administrator: Client, office: Client) -> None:
    assert names(get(administrator, "/to-chuc/")) == [
        "Đảng bộ tỉnh Bến Tre",
        "Đảng bộ huyện Mỏ Cày Bắc",
        "Đảng bộ xã Tân Thanh Tây",
        "Chi bộ ấp Tân Thới",
        "Đảng bộ xã Nhuận Phú Tân",
        "Đảng bộ xã Thạnh Ngãi",
        "Đảng bộ huyện Chợ Lách",
        "Đảng bộ xã Vĩnh Thành",
    ]
    assert names(get(office, "/to-chuc/")) == ["Đảng bộ xã Tân Thanh Tây", "Chi bộ ấp Tân Thới"]


def test_tree_counts_units_by_type(administrator: Client) -> None:
    lead = get(administrator, "/to-chuc/").texts("//p[@class='page-lead']")[0]
    assert lead == "8 đơn vị vào ngày 21-2-2023: 1 Đảng bộ tỉnh, 2 Đảng bộ huyện, 4 Đảng bộ xã, 1 Chi bộ"


def test_tree_is_that_of_the_day(administrator: Client, tree: Tree) -> None:
    actions.dissolve_unit(SYSTEM_ACTOR, unit=tree.third.unit, on=date(2023, 2, 1))
    assert "Đảng bộ xã Thạnh Ngãi" not in names(get(administrator, "/to-chuc/"))
    assert "Đảng bộ xã Thạnh Ngãi" in names(get(administrator, "/to-chuc/", den="31-1-2023"))


def test_tree_before_there_was_anything_says_so(administrator: Client) -> None:
    page = get(administrator, "/to-chuc/", den="1-1-2000")
    assert (page.status, page.texts("//p[@class='empty-title']")) == (
        200,
        ["Chưa có đơn vị nào vào ngày này."],
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "tan thanh"}, ["Đảng bộ xã Tân Thanh Tây"]),
        ({"q": "TÂN"}, ["Đảng bộ xã Tân Thanh Tây", "Chi bộ ấp Tân Thới", "Đảng bộ xã Nhuận Phú Tân"]),
        ({"q": "28957"}, ["Đảng bộ xã Nhuận Phú Tân"]),
        ({"type": "district"}, ["Đảng bộ huyện Mỏ Cày Bắc", "Đảng bộ huyện Chợ Lách"]),
        ({"type": "commune", "q": "vinh"}, ["Đảng bộ xã Vĩnh Thành"]),
    ],
)
def test_tree_is_searched_without_accents_and_by_type(
    administrator: Client, asked: dict[str, str], expected: list[str]
) -> None:
    assert get(administrator, "/to-chuc/", **asked).column("Tên đơn vị") == expected


def test_search_that_finds_nothing_says_so(administrator: Client) -> None:
    page = get(administrator, "/to-chuc/", q="không có đâu")
    assert page.texts("//p[@class='empty-title']") == ["Không có đơn vị nào khớp."]


def test_tree_offers_changes_only_to_who_keeps_units(administrator: Client, office: Client) -> None:
    assert get(administrator, "/to-chuc/").actions == [
        "Mở, thu tất cả", "Excel", "In", "Loại đơn vị", "Nhiệm kỳ", "Sáp nhập", "Thêm đơn vị",
    ]  # fmt: skip
    assert get(office, "/to-chuc/").actions == ["Mở, thu tất cả", "Excel", "In"]


def test_tree_leads_to_units_on_the_same_day(administrator: Client) -> None:
    page = get(administrator, "/to-chuc/", den="1-1-2022")
    href = page.href("Đảng bộ xã Tân Thanh Tây")
    assert href.startswith("/to-chuc/28927/?")
    assert parameters(href)["den"] == "1-1-2022"


def test_tree_goes_to_excel_in_its_order(administrator: Client) -> None:
    answer = administrator.get("/to-chuc/", {"xuat": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    shown = [[cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=4)]
    assert shown[:3] == [
        ["Tên đơn vị", "Mã", "Loại"],
        ["Đảng bộ tỉnh Bến Tre", "83", "Đảng bộ tỉnh"],
        ["Đảng bộ huyện Mỏ Cày Bắc", "838", "Đảng bộ huyện"],
    ]
    assert len(shown) == 9


@pytest.mark.parametrize("asked", [{}, {"q": "ap"}])
def test_tree_asks_as_often_for_one_unit_as_for_many(
    administrator: Client,
    tree: Tree,
    asked: dict[str, str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    get(administrator, "/to-chuc/", **asked)
    before = count_queries(administrator, asked)
    for number in range(3):
        make_unit(f"ấp {number}", parent=tree.commune, type="cell")
    with django_assert_num_queries(before):
        get(administrator, "/to-chuc/", **asked)


def count_queries(client: Client, asked: dict[str, str]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        get(client, "/to-chuc/", **asked)
    return len(captured)


def test_branches_nest_what_stands_below(tree: Tree) -> None:
    (root,) = branches(nodes())
    assert (root.code, root.opened, root.hidden) == ("83", True, 0)
    assert [child.code for child in root.children] == ["838", "832"]
    assert [child.code for child in root.children[0].children] == ["28927", "28957", "28903"]
    assert root.children[0].children[0].opened is False
    assert [child.name for child in root.children[0].children[0].children] == ["Chi bộ ấp Tân Thới"]


def test_branches_of_nothing_are_none() -> None:
    assert branches([]) == ()


def test_branches_of_a_large_tree_stop_where_the_page_would_be_too_long(tree: Tree) -> None:
    known = nodes()
    leaf = next(node for node in known if node.state.unit.code == "28927-1")
    place = known.index(leaf)
    large = [*known[:place], *[leaf] * (DRAWN + 1), *known[place + 1 :]]
    (root,) = branches(large)
    commune = root.children[0].children[0]
    assert (commune.children, commune.hidden) == ((), 1)
    assert [child.code for child in root.children[0].children] == ["28927", "28957", "28903"]


def test_type_counts_begin_with_the_highest(tree: Tree) -> None:
    assert type_counts(nodes()) == (
        TypeCount("Đảng bộ tỉnh", 1),
        TypeCount("Đảng bộ huyện", 2),
        TypeCount("Đảng bộ xã", 4),
        TypeCount("Chi bộ", 1),
    )
