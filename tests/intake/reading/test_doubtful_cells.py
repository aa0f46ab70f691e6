"""Cells that can be read, but not without a word: none left, shares of kilometres, TRUE, averages of uneven periods."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.intake.reading import read_results
from nhiemky.intake.reading.cells import CellReader, Problems, is_measure
from nhiemky.intake.reading.goals import Demand, GoalCells, read_demand
from nhiemky.intake.reading.observations import (
    ResultCell,
    months_in,
    note_uneven_periods,
    read_results_of_row,
)
from nhiemky.intake.reading.wording import is_none_left, speaks_of_share
from nhiemky.kernel.scoring import Comparator, Kind, Measured, Period
from nhiemky.kernel.sheets.form import FormRow
from nhiemky.kernel.sheets.grid import Value
from nhiemky.kernel.sheets.problem import Problem
from tests.intake.reading.test_own_form import form, only, typed

POVERTY = Demand(Comparator.AT_MOST, Decimal(2), unit="%")


def result(demand: Demand, text: str) -> tuple[list[object], list[tuple[str, str]]]:
    problems = Problems([])
    cell = ResultCell(text, "S!F3", date(2023, 1, 1), date(2023, 12, 31))
    _, found = read_results_of_row("Hộ nghèo", demand, [cell], CellReader(problems), problems)
    return [value for _, value, _ in found], [(problem.severity, problem.code) for problem in problems.found]


@pytest.mark.parametrize(
    "text", ["không còn", "Không còn", "KHÔNG CÒN.", "đã không còn", "không còn nữa", " không  còn "]
)
def test_none_left_is_zero_and_said(text: str) -> None:
    assert result(POVERTY, text) == ([Decimal(0)], [("notice", "none_is_zero")])


@pytest.mark.parametrize("text", ["không còn khó khăn gì", "còn", "vẫn còn", "không"])
def test_other_words_are_no_sign_that_none_is_left(text: str) -> None:
    assert not is_none_left(text)


def test_none_left_of_what_should_be_many_is_an_error() -> None:
    assert result(Demand(Comparator.AT_LEAST, Decimal(90), unit="%"), "không còn") == (
        [], [("error", "unreadable_result")]
    )  # fmt: skip


def demanded(
    name: str, unit: str, target: Value, comparator: Comparator | None = None
) -> tuple[Demand | None, list[Problem]]:
    problems = Problems([])
    cells = GoalCells(name, unit, target, "S!D2", None, "S!E2", comparator, ())
    return read_demand(cells, CellReader(problems), problems), problems.found


@pytest.mark.parametrize("unit", ["km", "tấn", "đồng", "hộ", "người"])
def test_percentage_in_a_row_of_another_unit_is_said(unit: str) -> None:
    message = f"Ô chỉ tiêu ghi “12%” nhưng đơn vị tính của dòng là “{unit}”; mức này được hiểu là tỷ lệ phần trăm, đề nghị kiểm tra."
    assert demanded("Đường được nhựa hóa", unit, "12%") == (
        Demand(Comparator.AT_LEAST, Decimal(12), unit="%"), [Problem("S!D2", "warning", "percent_target", message)]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "unit", "target"),
    [
        ("Tỷ lệ đường được nhựa hóa", "km", "12%"),
        ("Tỷ trọng công nghiệp", "đồng", "12%"),
        ("Đường được nhựa hóa", "%", "12%"),
        ("Đường được nhựa hóa", "", "12%"),
        ("Đường được nhựa hóa", "km", "12"),
    ],
)
def test_percentage_where_one_is_expected_needs_no_word(name: str, unit: str, target: str) -> None:
    assert demanded(name, unit, target)[1] == []


@pytest.mark.parametrize(
    ("unit", "is_one"), [("km", True), ("hộ", True), ("%", False), ("", False), ("tốt", False)]
)
def test_measures_are_told_from_other_units(unit: str, is_one: bool) -> None:
    assert is_measure(unit) is is_one


@pytest.mark.parametrize(
    ("name", "speaks"),
    [
        ("Tỷ lệ hộ nghèo", True),
        ("Tỉ lệ hộ", True),
        ("Tỷ suất sinh", True),
        ("Tốc độ tăng", True),
        ("90% hộ dân", True),
        ("Số hộ", False),
    ],
)
def test_shares_are_told_by_their_names(name: str, speaks: bool) -> None:
    assert speaks_of_share(name) is speaks


@pytest.mark.parametrize("comparator", [None, Comparator.DONE])
def test_true_as_a_target_is_said(comparator: Comparator | None) -> None:
    message = "Ô chỉ tiêu chứa giá trị TRUE, được hiểu là phải hoàn thành."
    assert demanded("Quy hoạch chung", "", True, comparator) == (
        Demand(Comparator.DONE, unit=""), [Problem("S!D2", "notice", "comparator_inferred", message)]
    )  # fmt: skip


def test_false_as_a_target_is_an_error() -> None:
    assert demanded("Quy hoạch chung", "", False) == (
        None, [Problem("S!D2", "error", "unreadable_target", "Không rõ “FALSE” đòi hỏi điều gì.")]
    )  # fmt: skip


def test_true_typed_into_a_form_is_said_with_its_cell() -> None:
    row = FormRow(number="1", name="Quy hoạch chung", comparator="done", kind="snapshot", method="milestone")
    table = typed({"I2": True}, row)
    assert only(table).goal.comparator is Comparator.DONE
    assert [(p.cell, p.severity, p.code) for p in table.problems] == [
        ("Chỉ tiêu!I2", "notice", "comparator_inferred")
    ]


@pytest.mark.parametrize(
    ("period", "months"),
    [
        (Period.of_year(2023), 12), (Period.half(2023, 1), 6), (Period.of_quarter(2023, 2), 3),
        (Period.of_month(2024, 2), 1), (Period(date(2021, 1, 1), date(2025, 12, 31)), 60),
        (Period(date(2023, 1, 1), date(2023, 2, 21)), 2),
    ],
)  # fmt: skip
def test_months_of_a_period_are_counted(period: Period, months: int) -> None:
    assert months_in(period) == months


YEAR, HALF = Measured(Period.of_year(2022), 5, None, "S!D4"), Measured(Period.half(2023, 1), 6, None, "S!E4")
UNEVEN = Problem(
    "S!E4", "notice", "uneven_periods",
    "Các kỳ dài ngắn khác nhau (2022, 6 tháng đầu năm 2023) được lấy trung bình cộng như nhau, không theo độ dài của kỳ.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "measured", "said"),
    [
        (Kind.AVERAGE, (YEAR, HALF), [UNEVEN]),
        (Kind.AVERAGE, (YEAR,), []),
        (Kind.AVERAGE, (), []),
        (Kind.AVERAGE, (YEAR, Measured(Period.of_year(2024), 7)), []),
        (Kind.SNAPSHOT, (YEAR, HALF), []),
        (Kind.ACCUMULATE, (YEAR, HALF), []),
    ],
)
def test_average_of_uneven_periods_is_said(
    kind: Kind, measured: tuple[Measured, ...], said: list[Problem]
) -> None:
    problems = Problems([])
    note_uneven_periods(kind, measured, problems)
    assert problems.found == said


@pytest.mark.parametrize(
    ("kind", "labels", "codes"),
    [
        ("average", ("2022", "6 tháng đầu năm 2023"), [("Chỉ tiêu!T2", "uneven_periods")]),
        ("average", ("2022", "2023"), []),
        ("snapshot", ("2022", "6 tháng đầu năm 2023"), []),
    ],
)
def test_average_of_uneven_columns_of_a_form_is_said(
    kind: str, labels: tuple[str, str], codes: list[tuple[str, str]]
) -> None:
    row = FormRow(number="1", name="Tăng trưởng", comparator="at_least", kind=kind, method="ratio", target=Decimal(14),
                  observed={label: Decimal(13) for label in labels})  # fmt: skip
    table = read_results(form(row, observed=labels))
    assert [(problem.cell, problem.code) for problem in table.problems] == codes
    assert [each.value for each in only(table).measured] == [Decimal(13), Decimal(13)]
