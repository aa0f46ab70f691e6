"""Tables of list pages: sorting, columns, pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import html

from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.web.tables import (
    GLANCE,
    Choice,
    Column,
    Head,
    Table,
    Value,
    counted_table,
    exported,
    table_of,
    written,
)
from nhiemky.web.visit import Visit

NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)
DAY = date(2023, 2, 21)


@dataclass(frozen=True)
class Row:
    name: str
    count: int | None = None
    on: date | None = None


ROWS = (Row("Đạo", 2, date(2023, 1, 1)), Row("Ân", None), Row("Ánh", 10, date(2022, 5, 9)), Row("Út", 0))
COLUMNS = [
    Column[Row](
        "ten", "Tên", lambda row: row.name, href=lambda row: f"/{row.name}/", note=lambda row: "ghi chú"
    ),
    Column[Row]("so", "Số", lambda row: row.count, numeric=True),
    Column[Row]("ngay", "Ngày", lambda row: row.on, mark=lambda row: "tag"),
    Column[Row]("dai", "Dài", lambda row: len(row.name), sortable=False, wide=True),
]


def visit(**asked: str | list[str]) -> Visit:
    request = RequestFactory().get("/bang/", asked)
    return Visit(request, SYSTEM_ACTOR, NOW, DAY, DAY, False, None, None)


def names(table: Table) -> list[str]:
    return [row[0].text for row in table.rows]


def table(
    rows: tuple[Row, ...] = ROWS, *, sort: str = "", per_page: int = 100, **asked: str | list[str]
) -> Table:
    return table_of(
        visit(**asked), rows, COLUMNS, caption="Bảng", sort=sort, per_page=per_page, empty="Trống."
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ["Đạo", "Ân", "Ánh", "Út"]),
        ("ten", ["Ánh", "Ân", "Đạo", "Út"]),
        ("-ten", ["Út", "Đạo", "Ân", "Ánh"]),
        ("so", ["Út", "Đạo", "Ánh", "Ân"]),
        ("-so", ["Ánh", "Đạo", "Út", "Ân"]),
        ("ngay", ["Ánh", "Đạo", "Ân", "Út"]),
        ("dai", ["Đạo", "Ân", "Ánh", "Út"]),
        ("khong-co", ["Đạo", "Ân", "Ánh", "Út"]),
    ],
)
def test_table_sorts_as_vietnamese_reads_with_missing_last(asked: str, expected: list[str]) -> None:
    assert names(table(xep=asked)) == expected


def test_table_takes_its_own_order_unless_another_is_asked() -> None:
    assert names(table(sort="-so")) == ["Ánh", "Đạo", "Út", "Ân"]
    assert names(table(sort="-so", xep="ten")) == ["Ánh", "Ân", "Đạo", "Út"]


def test_heads_say_how_they_are_sorted_and_what_a_click_does() -> None:
    assert table(xep="ten").heads == (
        Head("ten", "Tên", False, True, "ascending", "-ten"),
        Head("so", "Số", True, True, "none", "so"),
        Head("ngay", "Ngày", False, True, "none", "ngay"),
        Head("dai", "Dài", False, False, "none", "dai", True),
    )
    assert table(xep="-ten").heads[0] == Head("ten", "Tên", False, True, "descending", "ten")


def test_cells_carry_text_link_note_and_mark() -> None:
    first, second, third, _ = table().rows[0]
    assert (first.text, first.href, first.note, first.label) == ("Đạo", "/Đạo/", "ghi chú", "Tên")
    assert (second.text, second.numeric, second.css, second.value) == ("2", True, "num", 2)
    assert (third.text, third.mark, third.css, third.value) == ("1-1-2023", "tag", "brief", date(2023, 1, 1))


def test_long_cells_may_break_their_lines() -> None:
    assert table((Row("Đảng bộ huyện Mỏ Cày Bắc"),)).rows[0][0].css == ""
    assert table().rows[0][3].css == "name"


def test_columns_can_be_hidden_but_never_all() -> None:
    shown = table(an=["so", "ngay"])
    assert [head.key for head in shown.heads] == ["ten", "dai"]
    assert shown.choices == (
        Choice("ten", "Tên", True),
        Choice("so", "Số", False),
        Choice("ngay", "Ngày", False),
        Choice("dai", "Dài", True),
    )
    assert [head.key for head in table(an=["ten", "so", "ngay", "dai"]).heads] == ["ten"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", (1, 1, 3, None, 2)),
        ("2", (2, 4, 4, 1, None)),
        ("99", (2, 4, 4, 1, None)),
        ("0", (1, 1, 3, None, 2)),
        ("-1", (1, 1, 3, None, 2)),
        ("x", (1, 1, 3, None, 2)),
        ("9" * 30, (1, 1, 3, None, 2)),
    ],
)
def test_table_is_cut_into_pages(asked: str, expected: tuple[int, int, int, int | None, int | None]) -> None:
    cut = table(per_page=3, trang=asked)
    assert (cut.page, cut.first, cut.last, cut.previous_page, cut.next_page) == expected
    assert (cut.total, cut.pages) == (4, 2)


def test_empty_table_says_so() -> None:
    empty = table(())
    assert (empty.total, empty.pages, empty.rows, empty.empty) == (0, 1, (), "Trống.")


def test_counted_table_reads_one_page_of_its_rows() -> None:
    cut: list[slice] = []

    class Sliced(list[Row]):
        def __getitem__(self, part: slice) -> list[Row]:  # type: ignore[override]
            cut.append(part)
            return super().__getitem__(part)

    shown = counted_table(visit(trang="2"), Sliced(ROWS), 4, COLUMNS, caption="Bảng", per_page=2)
    assert names(shown) == ["Ánh", "Út"]
    assert cut == [slice(2, 4)]


def test_export_takes_all_rows_at_once() -> None:
    assert len(table(per_page=2, xuat="xlsx").rows) == 4
    assert (exported(visit(xuat="xlsx")), exported(visit(xuat="pdf")), exported(visit())) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("chữ", "chữ"),
        ("", ""),
        (None, "–"),
        (1234, "1.234"),
        (Decimal("0.5"), "0,5"),
        (True, "có"),
        (False, "không"),
        (date(2023, 2, 1), "1-2-2023"),
        (datetime(2023, 2, 1, 1, 5, tzinfo=UTC), "8:05, 1-2-2023"),
    ],
)
def test_values_are_written_by_their_kind(value: Value, shown: str) -> None:
    assert written(value) == shown


def named(**asked: str | list[str]) -> Table:
    """Give a table of a page that has another one."""
    return table_of(visit(**asked), ROWS, COLUMNS, caption="Bảng", per_page=3, name="hai")


def test_a_table_with_a_name_reads_its_own_parameters_only() -> None:
    asked = {"xep": "ten", "trang": "2", "an": "so", "xep-hai": "-so", "trang-hai": "1", "an-hai": "ngay"}
    second = named(**asked)
    assert (names(second), [head.key for head in second.heads]) == (
        ["Ánh", "Đạo", "Út"],
        ["ten", "so", "dai"],
    )
    assert [head.key for head in table(**asked).heads] == ["ten", "ngay", "dai"]
    assert second.kept_by_columns == (("xep", "ten"), ("trang", "2"), ("an", "so"), ("xep-hai", "-so"))
    assert second.kept_by_filter == (("xep", "ten"), ("trang", "2"), ("an", "so"), ("an-hai", "ngay"))
    assert (second.sort_key, second.hide_key, second.page_key, second.export_value, second.place) == (
        "xep-hai", "an-hai", "trang-hai", "xlsx-hai", "#bang-hai",
    )  # fmt: skip
    assert (table().sort_key, table().export_value, table().place) == ("xep", "xlsx", "")


def test_only_the_table_that_is_asked_for_goes_to_excel_whole() -> None:
    assert (len(named(xuat="xlsx").rows), len(named(xuat="xlsx-hai").rows)) == (3, 4)
    assert (exported(visit(xuat="xlsx-hai")), exported(visit(xuat="xlsx-hai"), "hai")) == (False, True)


def test_a_cell_that_is_drawn_gets_the_row_and_keeps_its_words() -> None:
    column = Column[Row]("ten", "Tên", lambda row: row.name, part="bang/ten.html")
    cell = table_of(visit(), ROWS[:1], [column], caption="Bảng").rows[0][0]
    assert (cell.text, cell.part, cell.shown, cell.css) == ("Đạo", "bang/ten.html", ROWS[0], "")
    assert table(ROWS[:1]).rows[0][0].shown is None


def test_sums_stand_below_their_columns() -> None:
    columns = [
        Column[Row]("ten", "Tên", lambda row: row.name, foot="Cộng"),
        Column[Row]("ngay", "Ngày", lambda row: row.on),
        Column[Row]("so", "Số", lambda row: row.count, numeric=True, foot=1012),
    ]
    shown = table_of(visit(), ROWS, columns, caption="Bảng")
    assert [(cell.text, cell.css) for cell in shown.foot] == [
        ("Cộng", "brief"), ("", "brief"), ("1.012", "num"),
    ]  # fmt: skip
    assert [cell.text for cell in table_of(visit(an="ngay"), ROWS, columns, caption="Bảng").foot] == [
        "Cộng",
        "1.012",
    ]
    assert table().foot == ()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("anh", ["Ánh"]),
        ("  ANH   ghi ", ["Ánh"]),
        ("đạo", ["Đạo"]),
        ("dao", ["Đạo"]),
        ("ghi chu", ["Đạo", "Ân", "Ánh", "Út"]),
        ("1-1-2023", ["Đạo"]),
        ("10 2022", ["Ánh"]),
        ("ut dao", []),
        ("   ", ["Đạo", "Ân", "Ánh", "Út"]),
        ("<script>", []),
    ],
)
def test_rows_are_found_by_all_words_however_they_are_accented(asked: str, expected: list[str]) -> None:
    found = table(chua=asked)
    assert (names(found), found.total, found.of, found.sought) == (expected, len(expected), 4, asked.strip())


def test_a_hidden_column_is_looked_through_neither_on_the_screen_nor_for_excel() -> None:
    assert names(table(chua="1-1-2023", an="ngay")) == []
    assert names(table(chua="1-1-2023", an="ngay", xuat="xlsx")) == []


def test_found_rows_are_sorted_cut_and_exported_like_all() -> None:
    assert names(table(chua="ghi", xep="-so", per_page=2)) == ["Ánh", "Đạo"]
    assert names(table(chua="20", xuat="xlsx", per_page=1)) == ["Đạo", "Ánh"]
    assert table(chua="20", trang="9", per_page=1).page == 2


def test_a_table_with_a_name_is_filtered_by_its_own_words_only() -> None:
    assert names(named(chua="anh")) == ["Đạo", "Ân", "Ánh"]
    assert (names(named(**{"chua-hai": "anh"})), named().filter_key) == (["Ánh"], "chua-hai")


def test_a_page_with_a_filter_of_its_own_has_no_second_one() -> None:
    shown = table_of(visit(chua="anh"), ROWS, COLUMNS, caption="Bảng", filterable=False)
    assert (names(shown), shown.sought, shown.filterable) == (["Đạo", "Ân", "Ánh", "Út"], "", False)


def test_sums_of_all_rows_do_not_stand_below_some() -> None:
    columns = [Column[Row]("ten", "Tên", lambda row: row.name, foot="Cộng")]
    assert table_of(visit(chua="anh"), ROWS, columns, caption="Bảng").foot == ()
    assert len(table_of(visit(chua="n"), ROWS[1:3], columns, caption="Bảng").foot) == 1


def test_a_long_table_is_arranged_and_a_short_one_is_not() -> None:
    rows = (*ROWS, *ROWS)[:GLANCE]
    assert (table(rows).arranged, table(rows[1:]).arranged, table(rows[1:], chua="x").arranged) == (
        True,
        False,
        True,
    )
    bare = [Column[Row]("ten", "Tên", lambda row: row.name, sortable=False)]
    assert table_of(visit(), rows, bare, caption="Bảng").arranged
    assert not table_of(visit(), rows, bare, caption="Bảng", filterable=False).arranged
    counted = counted_table(visit(chua="x"), rows, 6, bare, caption="Bảng")
    assert (counted.arranged, counted.of, names(counted)) == (False, 6, [row.name for row in rows])


def test_all_orders_are_offered_by_name_for_phones() -> None:
    assert table(an=["so"]).orders == (
        ("ten", "Tên tăng dần"), ("-ten", "Tên giảm dần"), ("ngay", "Ngày tăng dần"), ("-ngay", "Ngày giảm dần"),
    )  # fmt: skip


def drawn(shown: Table, **asked: str) -> html.HtmlElement:
    """Draw a table as a page does."""
    request = visit(**asked).request
    frame = SimpleNamespace(path="/bang/", kept=tuple(request.GET.items()), parameters={})
    return html.fragment_fromstring(
        render_to_string("tables/table.html", {"table": shown, "frame": frame}, request), create_parent=True
    )


def test_the_filter_keeps_the_rest_of_the_address() -> None:
    asked = {"xep": "-so", "an": "ngay", "chua": "ghi", "trang": "1", "ten-khac": "1"}
    page = drawn(table((*ROWS, *ROWS), **asked), **asked)
    form = page.xpath("//form[@role='search']")[0]
    assert (form.get("action"), form.get("method")) == ("/bang/", "get")
    assert sorted(form.form_values()) == [("an", "ngay"), ("chua", "ghi"), ("ten-khac", "1"), ("xep", "-so")]
    assert [option.get("value") for option in form.xpath(".//option")] == ["", "ten", "-ten", "so", "-so"]
    (count,) = page.xpath("//p[@class='table-count']")
    assert count.text_content() == "8 trong 8 dòng · Bỏ lọc"
    assert count.xpath("a/@href") == ["/bang/?xep=-so&an=ngay&ten-khac=1"]
    columns = page.xpath("//form[not(@role)]")[0]
    assert ("chua", "ghi") in columns.form_values()


def test_words_that_no_row_holds_are_said_and_can_be_taken_back() -> None:
    page = drawn(table(chua="<b>"), chua="<b>")
    assert page.xpath("string(//p[@class='table-nothing'])") == "Không có dòng nào chứa “<b>”."
    assert (page.xpath("//table"), page.xpath("//b"), page.xpath("//p[@class='table-count']/a/@href")) == (
        [],
        [],
        ["/bang/"],
    )


def test_an_empty_table_offers_nothing_to_look_for() -> None:
    page = drawn(table(()))
    assert (page.xpath("//form"), page.xpath("string(//p[@class='empty-title'])")) == ([], "Trống.")
