"""Any table of a page as a workbook: what it is of, figures as numbers, texts as texts."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from nhiemky.web.excel import About, download, excel_response, workbook
from nhiemky.web.tables import Column, table_of
from tests.web.tables.test_making import DAY, NOW, Row, table, visit

HERE = About(DAY, "28927", "Đảng bộ xã Tân Thanh Tây", "2020-2025")


@pytest.mark.parametrize(
    ("about", "line", "name"),
    [
        (About(DAY), "Số liệu đến ngày 21-2-2023", "bang-21-2-2023.xlsx"),
        (
            About(DAY, term="2020-2025"),
            "Nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023",
            "bang-21-2-2023.xlsx",
        ),
        (
            About(DAY, "838-VP", "Văn phòng Huyện ủy"),
            "Văn phòng Huyện ủy, số liệu đến ngày 21-2-2023",
            "bang-838-vp-21-2-2023.xlsx",
        ),
        (About(DAY, "../Ấp 1", "Ấp 1"), "Ấp 1, số liệu đến ngày 21-2-2023", "bang-ap-1-21-2-2023.xlsx"),
    ],
)
def test_workbook_says_of_what_it_is_as_far_as_that_is_known(about: About, line: str, name: str) -> None:
    answer = excel_response(table(), about=about)
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert (sheet["A2"].value, answer.headers["Content-Disposition"]) == (
        line,
        f'attachment; filename="{name}"',
    )


def test_workbook_keeps_numbers_days_and_dangerous_texts_as_they_are() -> None:
    columns = [
        Column[Row]("ten", "Tên", lambda row: row.name),
        Column[Row]("so", "Số", lambda row: row.count, numeric=True),
        Column[Row]("ngay", "Ngày", lambda row: row.on),
        Column[Row]("luc", "Lúc", lambda row: NOW),
        Column[Row]("co", "Có", lambda row: True),
    ]
    rows = (Row("=1+1", 1500, date(2023, 2, 21)), Row("https://a.example", None))
    data = workbook(table_of(visit(), rows, columns, caption="Bảng"), title="Bảng", about=HERE)
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    shown = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert shown == [
        ["Bảng", "", "", "", ""],
        ["Đảng bộ xã Tân Thanh Tây, nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023", "", "", "", ""],
        ["", "", "", "", ""],
        ["Tên", "Số", "Ngày", "Lúc", "Có"],
        ["=1+1", "1500", "2023-02-21 00:00:00", "2023-02-21 10:00:00", "có"],
        ["https://a.example", "", "", "2023-02-21 10:00:00", "có"],
    ]
    assert (sheet["A5"].data_type, sheet["B5"].data_type, sheet["C5"].data_type) == ("s", "n", "d")
    assert sheet["A6"].hyperlink is None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:E6")


def test_workbook_is_sent_under_a_name_that_says_what_it_is() -> None:
    answer = excel_response(table(), about=HERE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bang-28927-21-2-2023.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_download_name_may_carry_vietnamese_letters() -> None:
    answer = download(b"x", "Báo cáo.docx", "text/plain")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o.docx"
    assert (answer.content, answer.headers["Content-Type"]) == (b"x", "text/plain")
