"""Cells of tables as markup: whatever stands in them is text of the page, never part of it."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe
from lxml import html

from nhiemky.web.tables import Cell, Table, struck

HOSTILE = '"><script>alert(1)</script>&amp;'


@pytest.mark.parametrize(
    ("cell", "markup"),
    [
        (Cell("Số", "12", 12, numeric=True), '<td data-label="Số" class="num">12</td>'),
        (Cell("Tên", "Thu nhập", "Thu nhập", wide=True), '<td data-label="Tên" class="name">Thu nhập</td>'),
        (Cell("Ghi chú", "dài " * 20, ""), f'<td data-label="Ghi chú">{"dài " * 20}</td>'),
        (
            Cell("Tên", "Xã", "Xã", href="/x/?a=1&b=2", mark="late", note="đã chậm"),
            '<td data-label="Tên" class="brief"><a href="/x/?a=1&amp;b=2"><span class="late">Xã</span></a>'
            '<span class="cell-note">đã chậm</span></td>',
        ),
        (Cell("Hình", "", "", shown=mark_safe("<svg></svg>")), '<td data-label="Hình"><svg></svg></td>'),
        (
            Cell("Số", "5", 5, numeric=True, shown=struck("5 < 6"), note="đã được thay"),
            '<td data-label="Số" class="num"><del class="struck">5 &lt; 6</del>'
            '<span class="cell-note">đã được thay</span></td>',
        ),
        (Cell("Hình", "", "", shown="<svg>"), '<td data-label="Hình">&lt;svg&gt;</td>'),
    ],
)
def test_a_cell_is_written(cell: Cell, markup: str) -> None:
    assert cell.markup == markup


def test_nothing_in_a_cell_leaves_its_place() -> None:
    written = Cell(HOSTILE, HOSTILE, HOSTILE, href=HOSTILE, note=HOSTILE, mark=HOSTILE).markup
    (cell,) = html.fragment_fromstring(f"<table><tr>{written}</tr></table>").iter("td")
    link, note = cell
    (mark,) = link
    assert (cell.get("data-label"), link.get("href"), mark.get("class")) == (HOSTILE,) * 3
    assert (mark.text, note.text, len(mark), len(note)) == (HOSTILE, HOSTILE, 0, 0)


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table("Các đơn vị", (), rows, len(rows), 1, 1, 1)


def test_the_body_holds_all_rows_in_order() -> None:
    made = table(
        (Cell("Tên", "Xã A", "Xã A", wide=True), Cell("Số", "1", 1)), (Cell("Tên", HOSTILE, "", wide=True),)
    )
    assert made.body == (
        '<tr><td data-label="Tên" class="name">Xã A</td><td data-label="Số" class="brief">1</td></tr>'
        '<tr><td data-label="Tên" class="name">&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</td></tr>'
    )
    assert made.body.__html__() == made.body


def test_rows_that_a_template_draws_have_no_body() -> None:
    assert table((Cell("Tên", "Xã A", "Xã A"), Cell("Việc", "", "", part="tables/act.html"))).body == ""


def test_a_table_without_rows_has_no_body() -> None:
    assert table().body == ""
