"""Columns of tables that hold what can be done with a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import html

from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.web.tables import Act, Column, Table, act_column, acts_column, table_of
from nhiemky.web.visit import Visit

NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)
DAY = date(2023, 2, 21)


@dataclass(frozen=True)
class Row:
    name: str
    count: int | None


ROWS = (Row("Đạo", 2), Row("Ân", None), Row("Ánh", 10), Row("Út", 0))
COLUMNS = [
    Column[Row]("ten", "Tên", lambda row: row.name),
    Column[Row]("so", "Số", lambda row: row.count, numeric=True),
]


def visit(**asked: str | list[str]) -> Visit:
    request = RequestFactory().get("/bang/", asked)
    return Visit(request, SYSTEM_ACTOR, NOW, DAY, DAY, False, None, None)


def test_a_column_of_acts_is_never_hidden_and_never_exported() -> None:
    def act(row: Row) -> Act | None:
        return Act("Thôi", f"/{row.name}/thoi/", f"Thôi {row.name}") if row.count else None

    def shown(**asked: str | list[str]) -> Table:
        return table_of(visit(**asked), ROWS, [*COLUMNS, act_column(act)], caption="Bảng")

    first = shown(an=["ten", "so", "viec"])
    assert [head.key for head in first.heads] == ["ten", "viec"]
    assert [choice.key for choice in first.choices] == ["ten", "so"]
    assert [row[-1].shown for row in first.rows] == [
        Act("Thôi", "/Đạo/thoi/", "Thôi Đạo"), None, Act("Thôi", "/Ánh/thoi/", "Thôi Ánh"), None,
    ]  # fmt: skip
    assert [head.key for head in shown(xuat="xlsx").heads] == ["ten", "so"]
    assert [(head.key, head.unprinted) for head in first.heads] == [("ten", False), ("viec", True)]
    assert [[cell.css for cell in row] for row in first.rows] == [["brief", "no-print"]] * 4


def test_a_column_of_several_acts_names_each_of_them() -> None:
    def acts(row: Row) -> tuple[Act, ...]:
        names = ("Sửa", "Thôi") if row.count else ()
        return tuple(Act(name, f"/{row.count}/{name}/", f"{name}: {row.name}") for name in names)

    shown = table_of(visit(), ROWS[:2], [COLUMNS[1], acts_column(acts)], caption="Bảng")
    request = visit().request
    frame = SimpleNamespace(path="/bang/", kept=(), parameters={})
    markup = render_to_string("tables/table.html", {"table": shown, "frame": frame}, request)
    root = html.fragment_fromstring(markup, create_parent=True)
    assert root.xpath("//th/@class") == ["num", " no-print"]
    assert [each.get("class") for each in root.xpath("//td[@data-label='Thao tác']")] == ["no-print"] * 2
    assert [(each.text, each.get("href"), each.get("aria-label")) for each in root.xpath("//td//a")] == [
        ("Sửa", "/2/Sửa/", "Sửa: Đạo"),
        ("Thôi", "/2/Thôi/", "Thôi: Đạo"),
    ]
    assert root.xpath("//td[@data-label='Thao tác']")[1].text.strip() == "–"
