"""Which columns of a table are used, and what is said about the others."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.intake.reading import read_results
from tests.samples.office import CellValue, table

FIRST = ("TT", "Chỉ tiêu", "ĐVT")


def said(header: tuple[str, ...], *row: CellValue) -> list[tuple[str, str, str, str]]:
    read = read_results(table((*FIRST, *header), (1, "Thu ngân sách", "tỷ đồng", *row)))
    quiet = ("kind_inferred", "unit_unknown", "term_inferred")
    return [(p.cell.removeprefix("Sheet1!"), *p[1:]) for p in read.problems if p.code not in quiet]


@pytest.mark.parametrize(
    ("header", "row", "problems"),
    [
        (("NQ", "TH 2021"), (20, 18), []),
        (
            ("Kế hoạch tỉnh giao", "NQ Đại hội", "TH 2021"),
            (22, 20, 18),
            [
                (
                    "D1",
                    "warning",
                    "other_target_column",
                    "Bảng có nhiều cột chỉ tiêu; lấy cột “NQ Đại hội”, không lấy cột “Kế hoạch tỉnh giao”. "
                    "Đề nghị kiểm tra.",
                )
            ],
        ),
        (("Kế hoạch tỉnh giao", "NQ Đại hội", "TH 2021"), (None, 20, 18), []),
        (
            ("NQ", "TH 2021", "Hộ dân", "Địa bàn"),
            (20, 18, 350, "Ấp 1"),
            [
                (
                    "F1",
                    "notice",
                    "unread_columns",
                    "Các cột sau có số nhưng không được dùng: “Hộ dân”, “Địa bàn”.",
                )
            ],
        ),
        (("NQ", "TH 2021", "Địa bàn"), (20, 18, "Toàn xã"), []),
        (
            ("NQ", "TH 2019", "TH 2020", "TH 2021", "TH 2022"),
            (20, 10, 12, 18, 19),
            [
                (
                    "F1",
                    "notice",
                    "baseline_column",
                    "Cột “TH 2020” được lấy làm mức gốc (năm trước nhiệm kỳ).",
                ),
                (
                    "E1",
                    "notice",
                    "early_column",
                    "Cột “TH 2019” có số liệu trước nhiệm kỳ, không tính là kết quả.",
                ),
            ],
        ),
        (
            ("NQ", "TH 2021", "Dự kiến 2025"),
            (20, 18, 21),
            [("F1", "notice", "forecast_column", "Cột “Dự kiến 2025” là dự kiến, không tính là kết quả.")],
        ),
    ],
)
def test_columns_that_are_left_out_are_named(
    header: tuple[str, ...], row: tuple[CellValue, ...], problems: list[tuple[str, str, str, str]]
) -> None:
    assert said(header, *row) == problems


YEARS = ("NQ", "TH 2021", "TH 2022")


@pytest.mark.parametrize(
    ("target", "first", "second", "warned"),
    [
        ("hằng năm từ 5 trở lên", 4, 6, True),
        ("hằng năm từ 5 trở lên", 6, 4, True),
        ("hằng năm từ 5 trở lên", 5, 6, False),
        ("hằng năm từ 5 trở lên", 3, 4, False),
        ("hằng năm từ 5 trở lên", None, 4, False),
        ("bình quân hằng năm 5", 4, 6, False),
        ("5 tỷ đồng/năm", 4, 6, True),
        (5, 4, 6, False),
    ],
)
def test_yearly_target_warns_where_its_years_differ(
    target: CellValue, first: CellValue, second: CellValue, warned: bool
) -> None:
    found = [
        (cell, severity)
        for cell, severity, code, _ in said(YEARS, target, first, second)
        if code == "yearly_target"
    ]
    assert found == [("F2", "warning")] * warned


@pytest.mark.parametrize(
    ("title", "header", "ends", "noted"),
    [
        ("Kết quả tính đến ngày 31/12/2022", ("Kết quả",), [date(2022, 12, 31)], True),
        ("Kết quả tính đến ngày 31/12/2022", ("Thực hiện 2021",), [date(2021, 12, 31)], False),
        ("Kết quả tính đến ngày 31/12/2012", ("Kết quả",), [date(2025, 12, 31)], False),
        ("Nhiệm kỳ 2020-2025", ("Kết quả",), [date(2025, 12, 31)], False),
    ],
)
def test_day_above_the_table_dates_its_only_results(
    title: str, header: tuple[str, ...], ends: list[date], noted: bool
) -> None:
    rows = ((*FIRST, "NQ", *header), (1, "Thu ngân sách", "tỷ đồng", 20, 18))
    read = read_results(table((title,), ("Nhiệm kỳ 2020-2025",), *rows))
    assert [each.period.end for each in read.rows[0].measured] == ends
    assert [p.cell for p in read.problems if p.code == "date_from_title"] == ["Sheet1!E3"] * noted
    assert read.undated is (header == ("Kết quả",) and not noted)


def test_target_begins_where_its_table_begins() -> None:
    blank = (None, None)
    rows = ((*blank, *FIRST, "NQ", "TH 2021"), (*blank, 1, "Thu ngân sách", "tỷ đồng", 20, 18))
    (row,) = read_results(table((), *rows)).rows
    assert (row.source, row.measured[0].source, row.cells["target"]) == (
        "Sheet1!C3",
        "Sheet1!G3",
        "Sheet1!F3",
    )


@pytest.mark.parametrize(
    ("heading", "end"),
    [
        ("Kết quả giữa nhiệm kỳ", date(2023, 6, 30)),
        ("Ước đến giữa NK", date(2023, 6, 30)),
        ("Kết quả đến nay", date(2025, 12, 31)),
    ],
)
def test_middle_of_the_term_is_a_day(heading: str, end: date) -> None:
    rows = ((*FIRST, "NQ", heading), (1, "Thu ngân sách", "tỷ đồng", 20, 18))
    (row,) = read_results(table(("Nhiệm kỳ 2020-2025",), *rows)).rows
    assert [each.period.end for each in row.measured] == [end]
