"""Cells as numbers, and what is said about those that are none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.intake.reading.cells import (
    CellReader,
    Problems,
    exact_fraction,
    is_missing,
    is_percent,
    number_text,
    unit_in_name,
)
from nhiemky.kernel.sheets.grid import CellError, Value
from nhiemky.kernel.sheets.problem import Problem
from nhiemky.kernel.viet.numbers import Number, read_number


def read(
    value: Value, *, unit: str = "", siblings: tuple[Value, ...] = (), table: tuple[str, ...] = ()
) -> tuple[object, list[Problem]]:
    problems = Problems([])
    reading = CellReader(problems, table).read(value, "S!C8", unit=unit, siblings=siblings)
    return (reading.value if reading is not None else None), problems.found


@pytest.mark.parametrize(
    ("value", "unit", "number"),
    [
        (Decimal("63.2"), "%", Decimal("63.2")),
        ("1.809,5", "tỷ đồng", Decimal("1809.5")),
        ("63,2 %", "%", Decimal("63.2")),
        ("16 tỷ 434 triệu đồng", "tỷ đồng", Decimal("16.434")),
        ("0", "", Decimal(0)),
        ("", "", None),
        (".", "", None),
        ("x", "", None),
        (None, "", None),
    ],
)
def test_cell_gives_a_number(value: Value, unit: str, number: Decimal | None) -> None:
    assert read(value, unit=unit) == (number, [])


@pytest.mark.parametrize(
    "text", ["", ".", "..", "-", "–", "x", "X", "/", " ", "?", "chưa có số liệu", "không có số liệu"]
)
def test_marks_of_empty_cells(text: str) -> None:
    assert is_missing(text) is True


@pytest.mark.parametrize("text", ["0", "Đạt", "Không", "1,5", "không còn hộ nghèo"])
def test_words_and_zero_are_no_empty_marks(text: str) -> None:
    assert is_missing(text) is False


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (CellError("error_value", "Ô báo lỗi #DIV/0!."), "error_value", "#DIV/0!"),
        (
            CellError("formula_without_value", "Công thức chưa có kết quả."),
            "formula_without_value",
            "Công thức",
        ),
        (date(2023, 4, 3), "date_in_number", "ngày 3-4-2023"),
        ("1.428", "ambiguous_number", "1428 hoặc 1,428"),
    ],
)
def test_cell_in_error_is_said_with_its_address(value: Value, code: str, words: str) -> None:
    number, problems = read(value)
    assert number is None
    assert [(problem.cell, problem.severity, problem.code) for problem in problems] == [
        ("S!C8", "error", code)
    ]
    assert words in problems[0].message


def test_neighbours_of_the_row_decide_quietly() -> None:
    assert read("1.428", siblings=("1.340,5",)) == (Decimal(1428), [])
    assert read("1.428", siblings=(Decimal(1340),)) == (Decimal(1428), [])


def test_true_numbers_tell_nothing_of_dots_and_commas() -> None:
    assert read("1.428", siblings=(Decimal("0.5"),))[0] is None


def test_the_table_decides_and_it_is_said() -> None:
    number, problems = read("1.428", table=("15,1", "850,5"))
    assert number == Decimal(1428)
    assert [(problem.severity, problem.code) for problem in problems] == [("notice", "number_by_context")]


@pytest.mark.parametrize(
    ("value", "unit", "siblings", "table", "number", "said"),
    [
        ("5.512", "tấn/ha", ("5,2",), (), Decimal("5.512"), "Ô “5.512” được đọc là 5,512."),
        ("98.125", "%", (), (), Decimal("98.125"), "Ô “98.125” được đọc là 98,125."),
        ("1,428", "hộ", (), (), Decimal(1428), "Ô “1,428” được đọc là 1428."),
        ("1,428", "tấn", (), ("12,500.5",), Decimal(1428), "theo cách viết số của các ô khác trong bảng"),
        ("1,428", "tấn", (), ("12.500,5",), Decimal("1.428"), ""),
        ("1,428", "tấn", (), ("12,500.5", "1.340,5"), Decimal("1.428"), ""),
        ("1.900", "ha", (), (), Decimal(1900), ""),
        ("1.428", "hộ", (), (), Decimal(1428), ""),
    ],
)
def test_readings_that_leave_vietnamese_writing_are_said(
    value: str, unit: str, siblings: tuple[Value, ...], table: tuple[str, ...], number: Decimal, said: str
) -> None:
    found, problems = read(value, unit=unit, siblings=siblings, table=table)
    assert found == number
    assert [(p.severity, p.code) for p in problems] == [("notice", "number_by_context")] * bool(said)
    assert all(said in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("value", "siblings", "table"),
    [
        ("1.428", ("12,5",), ()),
        ("1,428", (Decimal(1340),), ()),
        ("1.428", (), ("5,2", "63.54")),
    ],
)
def test_style_against_size_is_an_error_that_asks(
    value: str, siblings: tuple[Value, ...], table: tuple[str, ...]
) -> None:
    number, problems = read(value, siblings=siblings, table=table)
    message = f"Ô “{value}” có thể là 1428 hoặc 1,428; hãy ghi lại cho rõ."
    assert (number, problems) == (None, [Problem("S!C8", "error", "ambiguous_number", message)])


def test_fraction_against_its_percentage_is_a_warning() -> None:
    _, problems = read("58,9% (61/112 thôn)", unit="%")
    assert [problem.code for problem in problems] == ["fraction_disagrees"]


def test_about_is_noted() -> None:
    number, problems = read("khoảng 35", unit="hộ")
    assert number == Decimal(35)
    assert [(problem.severity, problem.code) for problem in problems] == [("notice", "approximate")]


def converted(value: str, unit: str) -> tuple[Number | None, list[str]]:
    problems = Problems([])
    reading = read_number(value, unit=unit)
    assert reading.value is not None
    found = CellReader(problems).convert(reading.value, reading, unit, "S!C8")
    return found, [problem.code for problem in problems.found]


@pytest.mark.parametrize(
    ("value", "unit", "number", "codes"),
    [
        ("8,217", "tỷ đồng", Decimal("8.217"), []),
        ("900 triệu đồng", "tỷ đồng", Decimal("0.9"), ["unit_converted"]),
        ("60 triệu đồng", "triệu đồng/người/năm", Decimal(60), []),
        ("30 đảng viên", "người", Decimal(30), []),
        ("5 km2", "ha", Decimal(500), ["unit_converted"]),
        ("63%", "triệu đồng", None, ["unit_mismatch"]),
        ("5 ha", "triệu đồng", None, ["unit_mismatch"]),
    ],
)
def test_values_come_into_the_unit_of_the_row(
    value: str, unit: str, number: Number | None, codes: list[str]
) -> None:
    assert converted(value, unit) == (number, codes)


@pytest.mark.parametrize(
    ("text", "unit", "share"),
    [
        ("66/112", "%", Fraction(66 * 100, 112)),
        ("58,9% (66/112 thôn)", "%", Fraction(66 * 100, 112)),
        ("83,2%/50%", "%", None),
        ("63,2", "%", None),
        ("10/10 thôn", "thôn", Fraction(100)),
    ],
)
def test_share_is_exact(text: str, unit: str, share: Fraction | None) -> None:
    assert exact_fraction(read_number(text, unit=unit)) == share


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Thu nhập bình quân (triệu đồng)", "triệu đồng"),
        ("Tỷ lệ hộ nghèo (%)", "%"),
        ("Đường nhựa (km)", "km"),
        ("Kết nạp mới (đảng viên)", "đảng viên"),
        ("Tốc độ tăng (giá so sánh 2010)", ""),
        ("Giá trị (2)", ""),
        ("Thu nhập", ""),
    ],
)
def test_unit_may_stand_behind_the_name(name: str, unit: str) -> None:
    assert unit_in_name(name) == unit


@pytest.mark.parametrize(
    ("unit", "percent"),
    [("%", True), ("%/năm", True), ("phần trăm", True), ("điểm %", False), ("ha", False), ("", False)],
)
def test_percent_is_told_from_points(unit: str, percent: bool) -> None:
    assert is_percent(unit) is percent


@pytest.mark.parametrize(
    ("value", "text"), [(Decimal("1234.50"), "1.234,5"), (Decimal(60), "60"), (Fraction(1, 3), "0,3333")]
)
def test_numbers_in_messages_are_short(value: Number, text: str) -> None:
    assert number_text(value) == text


def test_problems_keep_their_order_and_severity() -> None:
    problems = Problems([])
    problems.notice("S!A1", "a", "Một.")
    problems.error("S!A2", "b", "Hai.")
    problems.warning("S!A3", "c", "Ba.")
    assert [(each.cell, each.severity) for each in problems.found] == [
        ("S!A1", "notice"), ("S!A2", "error"), ("S!A3", "warning")
    ]  # fmt: skip
