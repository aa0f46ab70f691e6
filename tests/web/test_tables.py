"""Tables of list pages: sorting, columns, pages, Excel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.web.excel import download, excel_response, workbook
from nhiemky.web.tables import (
    Act,
    Choice,
    Column,
    Head,
    Table,
    Value,
    act_column,
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


def test_workbook_keeps_numbers_days_and_dangerous_texts_as_they_are() -> None:
    columns = [
        Column[Row]("ten", "Tên", lambda row: row.name),
        Column[Row]("so", "Số", lambda row: row.count, numeric=True),
        Column[Row]("ngay", "Ngày", lambda row: row.on),
        Column[Row]("luc", "Lúc", lambda row: NOW),
        Column[Row]("co", "Có", lambda row: True),
    ]
    rows = (Row("=1+1", 1500, date(2023, 2, 21)), Row("https://a.example", None))
    data = workbook(table_of(visit(), rows, columns, caption="Bảng"), title="Bảng", as_of=DAY)
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    shown = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert shown == [
        ["Bảng", "", "", "", ""],
        ["Số liệu đến ngày 21-2-2023", "", "", "", ""],
        ["", "", "", "", ""],
        ["Tên", "Số", "Ngày", "Lúc", "Có"],
        ["=1+1", "1500", "2023-02-21 00:00:00", "2023-02-21 10:00:00", "có"],
        ["https://a.example", "", "", "2023-02-21 10:00:00", "có"],
    ]
    assert (sheet["A5"].data_type, sheet["B5"].data_type, sheet["C5"].data_type) == ("s", "n", "d")
    assert sheet["A6"].hyperlink is None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:E6")


def test_workbook_is_sent_under_a_name_that_says_what_it_is() -> None:
    answer = excel_response(table(), as_of=DAY)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bang-21-2-2023.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_download_name_may_carry_vietnamese_letters() -> None:
    answer = download(b"x", "Báo cáo.docx", "text/plain")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o.docx"
    assert (answer.content, answer.headers["Content-Type"]) == (b"x", "text/plain")


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
    assert second.kept == (("xep", "ten"), ("trang", "2"), ("an", "so"), ("xep-hai", "-so"))
    assert (second.sort_key, second.hide_key, second.page_key, second.export_value, second.place) == (
        "xep-hai", "an-hai", "trang-hai", "xlsx-hai", "#bang-hai",
    )  # fmt: skip
    assert (table().sort_key, table().export_value, table().place) == ("xep", "xlsx", "")


def test_only_the_table_that_is_asked_for_goes_to_excel_whole() -> None:
    assert (len(named(xuat="xlsx").rows), len(named(xuat="xlsx-hai").rows)) == (3, 4)
    assert (exported(visit(xuat="xlsx-hai")), exported(visit(xuat="xlsx-hai"), "hai")) == (False, True)


def test_a_column_of_acts_is_never_hidden_and_never_exported() -> None:
    def act(row: Row) -> Act | None:
        return Act("Thôi", f"/{row.name}/thoi/", f"Thôi {row.name}") if row.count else None

    def shown(**asked: str | list[str]) -> Table:
        return table_of(visit(**asked), ROWS, [*COLUMNS[:2], act_column(act)], caption="Bảng")

    first = shown(an=["ten", "so", "viec"])
    assert [head.key for head in first.heads] == ["ten", "viec"]
    assert [choice.key for choice in first.choices] == ["ten", "so"]
    assert [row[-1].shown for row in first.rows] == [
        Act("Thôi", "/Đạo/thoi/", "Thôi Đạo"), None, Act("Thôi", "/Ánh/thoi/", "Thôi Ánh"), None,
    ]  # fmt: skip
    assert [head.key for head in shown(xuat="xlsx").heads] == ["ten", "so"]


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
