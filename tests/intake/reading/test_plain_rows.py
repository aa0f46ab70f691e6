"""Rows that need no inference are read at once, and as the careful way reads them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from nhiemky.intake.reading.layout import layout_of
from nhiemky.intake.reading.plain_rows import read_plain_rows
from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Method, Period
from nhiemky.kernel.sheets.form import FormRow, form_columns
from nhiemky.kernel.sheets.grid import CellError, Value
from tests.intake.reading.test_own_form import codes, form, typed

HEADER = form_columns((2023, 2025), ("2021", "2022"))
LAYOUT = layout_of(HEADER)
PLAIN: Mapping[str, Value] = {
    "STT": Decimal(1), "Mã": "KT01", "Lĩnh vực": "Kinh tế", "Chỉ tiêu": "Thu nhập", "Đơn vị tính": "triệu đồng",
    "So sánh": "ít nhất", "Mức gốc": Decimal(40), "Năm gốc": Decimal(2020), "Chỉ tiêu nghị quyết": Decimal(65),
    "Cách lấy kết quả": "số mới nhất", "Cách tính": "so với mức gốc", "Hạn": date(2024, 6, 30), "Phân kỳ 2023": Decimal(55),
    "Thực hiện 2021": Decimal(45), "Thực hiện 2022": Decimal("50.5"), "Ghi chú": "đã chốt",
}  # fmt: skip


def line() -> tuple[Value, ...]:
    return tuple(PLAIN.get(title) for title in HEADER)


def changed(title: str, value: Value) -> tuple[Value, ...]:
    return tuple({**PLAIN, title: value}.get(each) for each in HEADER)


def test_plain_row_gives_its_target() -> None:
    (row,) = read_plain_rows("Chỉ tiêu", LAYOUT, [(4, line())]).values()
    assert row.goal == Goal(
        Comparator.AT_LEAST, Decimal(65), None, None, Decimal(40), 2020, ((2023, Decimal(55)),), date(2024, 6, 30),
        Kind.SNAPSHOT, Method.LINEAR, True, "Thu nhập",
    )  # fmt: skip
    assert row.measured == (
        Measured(Period.of_year(2021), Decimal(45), None, "Chỉ tiêu!P5"),
        Measured(Period.of_year(2022), Decimal("50.5"), None, "Chỉ tiêu!Q5"),
    )
    assert (row.number, row.code, row.group, row.name, row.unit_of_measure, row.source, row.note) == (
        "1", "KT01", "Kinh tế", "Thu nhập", "triệu đồng", "Chỉ tiêu!A5", "đã chốt"
    )  # fmt: skip
    assert {field: row.cells[field] for field in ("number", "target", "phased_2025")} == {
        "number": "Chỉ tiêu!A5", "target": "Chỉ tiêu!I5", "phased_2025": "Chỉ tiêu!O5"
    }  # fmt: skip


ODD = [
    ("STT", Decimal("1.1")), ("STT", Decimal("1.0")), ("STT", "a)"), ("STT", date(2023, 1, 1)), ("STT", True), ("Mã", "KT.01"),
    ("Lĩnh vực", Decimal(3)), ("Chỉ tiêu", None), ("Chỉ tiêu", "- nữ"), ("Chỉ tiêu", "Trong đó: nữ"), ("Chỉ tiêu", Decimal(5)),
    ("Đơn vị tính", Decimal(2)), ("So sánh", None), ("So sánh", "trong khoảng"), ("So sánh", "hoàn thành"), ("So sánh", "lạ"),
    ("Mức gốc", "40"), ("Năm gốc", Decimal(1800)), ("Năm gốc", Decimal("2019.5")), ("Năm gốc", "2020"),
    ("Chỉ tiêu nghị quyết", None), ("Chỉ tiêu nghị quyết", "≥ 65"), ("Chỉ tiêu nghị quyết", True),
    ("Chỉ tiêu nghị quyết", CellError("x", "y")), ("Cận trên", Decimal(70)), ("Cách lấy kết quả", None), ("Cách tính", "lạ"),
    ("Hạn", "cuối năm 2024"), ("Hạn", Decimal(45_000)), ("Phân kỳ 2023", "55"), ("Phân kỳ 2025", False),
    ("Thực hiện 2021", "45"), ("Thực hiện 2022", CellError("x", "y")), ("Thực hiện 2022", date(2023, 1, 1)), ("Ghi chú", True),
]  # fmt: skip


@pytest.mark.parametrize(("title", "value"), ODD)
def test_row_with_an_odd_cell_is_left_to_care_and_no_other(title: str, value: Value) -> None:
    lines = [(1, line()), (2, changed(title, value)), (3, line())]
    assert list(read_plain_rows("S", LAYOUT, lines)) == [1, 3]


@pytest.mark.parametrize("title", ["STT", "Mã", "Lĩnh vực", "Đơn vị tính", "Mức gốc", "Cách tính", "Hạn", "Phân kỳ 2023",
                                   "Thực hiện 2021", "Ghi chú", "Năm gốc"])  # fmt: skip
def test_empty_cell_needs_no_care(title: str) -> None:
    assert list(read_plain_rows("S", LAYOUT, [(1, changed(title, None))])) == [1]


def test_short_and_long_rows_are_read_at_the_width_of_the_header() -> None:
    short = line()[: HEADER.index("Hạn")]
    found = read_plain_rows("S", LAYOUT, [(1, short), (2, (*line(), "thừa", Decimal(1)))])
    assert [(at, len(row.measured), row.note) for at, row in found.items()] == [(1, 0, ""), (2, 2, "đã chốt")]


def test_no_rows_give_no_targets() -> None:
    assert read_plain_rows("S", LAYOUT, []) == {}
    assert read_plain_rows("S", LAYOUT, [(1, changed("Chỉ tiêu", None))]) == {}


def test_columns_that_a_form_lacks_read_as_empty() -> None:
    titles = ("Chỉ tiêu", "So sánh", "Chỉ tiêu nghị quyết", "Cách lấy kết quả", "Thực hiện 2022")
    cells = tuple(PLAIN[title] for title in titles)
    (row,) = read_plain_rows("S", layout_of(titles), [(1, cells)]).values()
    assert row.goal == Goal(Comparator.AT_LEAST, Decimal(65), kind=Kind.SNAPSHOT, wording="Thu nhập")
    assert (row.number, row.code, row.group, row.unit_of_measure, row.note) == ("", "", "", "", "")


def test_problems_above_a_part_are_said_once() -> None:
    rows = [FormRow(number=number, name=name, comparator="at_least", kind="snapshot", method="ratio", target=Decimal(5))
            for number, name in (("1", "Một"), ("2", "Hai"), ("2.1", "Phần của hai"))]  # fmt: skip
    table = typed({"H2": 1800}, *rows)
    assert codes(table) == [("H2", "error", "unreadable_year")]
    assert [(row.number, row.counted) for row in table.rows] == [("1", True), ("2", True), ("2.1", False)]


def test_careful_way_reads_the_same_as_the_quick_one() -> None:
    rows = [FormRow(number=str(place), code=f"C{place}", name=f"Chỉ tiêu số {place}", comparator="at_least", kind="accumulate",
                    method="ratio", unit_of_measure="km", target=Decimal(place) + 10, note="ghi chú", baseline=Decimal(3),
                    baseline_year=2020, phased={2023: Decimal(6)}, observed={"2021": Decimal("1.5"), "2022": Decimal(0)})
            for place in range(1, 4)]  # fmt: skip
    part = FormRow(
        number="4.1",
        name="Số có chấm",
        comparator="at_least",
        kind="snapshot",
        method="ratio",
        target=Decimal(1),
    )
    quick, careful = typed({}, *rows), typed({}, *rows, part)
    assert [row[:7] for row in careful.rows[:3]] == [row[:7] for row in quick.rows]
    assert quick.problems == careful.problems == ()
    assert openpyxl.load_workbook(io.BytesIO(form(*rows))).sheetnames[0] == quick.sheet
