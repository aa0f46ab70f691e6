"""Result cells as offices write them: the value on the scale of the target, and every word said about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.intake.reading.cells import CellReader, Problems
from nhiemky.intake.reading.goals import Demand
from nhiemky.intake.reading.observations import ResultCell, read_results_of_row, to_measured
from nhiemky.kernel.scoring import Comparator, Kind, Measured, Number, Period
from nhiemky.kernel.sheets.problem import Problem

HAMLETS = (
    "Ấp văn hóa",
    Demand(Comparator.AT_LEAST, Decimal(10), unit="ấp", numerator=Decimal(10), denominator=Decimal(10)),
)


TERM = (date(2021, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("results", "target", "unit", "values"),
    [
        (["9", "10"], Decimal(10), "ấp", [Decimal(9), Decimal(10)]),
        (["90%", "100%"], Fraction(100), "%", [Decimal(90), Decimal(100)]),
        (["8/10", "9/10"], Decimal(10), "ấp", [Decimal(8), Decimal(9)]),
        (["6/8", "9/10"], Fraction(100), "%", [Fraction(75), Fraction(90)]),
        (["80%", "9/10"], Fraction(100), "%", [Decimal(80), Fraction(90)]),
        (["-", "9/10"], Decimal(10), "ấp", [Decimal(9)]),
    ],
)
def test_whole_row_comes_on_one_scale_with_its_target(
    results: list[str], target: Number, unit: str, values: list[Number]
) -> None:
    problems = Problems([])
    cells = [
        ResultCell(result, f"S!{column}2", date(year, 1, 1), date(year, 12, 31))
        for result, column, year in zip(results, "EF", (2021, 2022), strict=True)
    ]
    demand, found = read_results_of_row(*HAMLETS, cells, CellReader(problems), problems)
    assert (demand.target, demand.unit) == (target, unit)
    assert [value for _cell, value, _done in found] == values


def whole_year(year: int, value: int, column: str) -> tuple[ResultCell, Number, bool | None]:
    cell = ResultCell(Decimal(value), f"S!{column}2", date(year, 1, 1), date(year, 12, 31))
    return cell, Decimal(value), None


def up_to(
    end: date | None, value: int, column: str, *, start: date | None = None
) -> tuple[ResultCell, Number, bool | None]:
    return ResultCell(Decimal(value), f"S!{column}2", start, end, to_date=True), Decimal(value), None


RUNNING = "Số “đến” ngày này được hiểu là tổng từ đầu nhiệm kỳ."


PART = "Số “đến” ngày này được hiểu là số riêng của năm, cộng với các năm trước."


JUNE = date(2023, 6, 30)


@pytest.mark.parametrize(
    ("found", "kind", "periods", "said"),
    [
        ([whole_year(2021, 5, "E")], Kind.SNAPSHOT, [Period.of_year(2021)], []),
        (
            [whole_year(2021, 5, "E"), whole_year(2022, 6, "F")],
            Kind.ACCUMULATE,
            [Period.of_year(2021), Period.of_year(2022)],
            [],
        ),
        ([up_to(JUNE, 5, "E")], Kind.SNAPSHOT, [Period(date(2023, 1, 1), JUNE)], []),
        ([up_to(JUNE, 5, "E")], Kind.AVERAGE, [Period(date(2023, 1, 1), JUNE)], []),
        ([up_to(JUNE, 5, "E")], Kind.RUNNING_TOTAL, [Period(date(2023, 1, 1), JUNE)], []),
        ([up_to(JUNE, 5, "E")], Kind.ACCUMULATE, [Period(date(2021, 1, 1), JUNE)], []),
        (
            [whole_year(2021, 5, "E"), up_to(JUNE, 5, "F")],
            Kind.ACCUMULATE,
            [Period.of_year(2021), Period(date(2021, 1, 1), JUNE)],
            [("S!F2", "running_total", RUNNING)],
        ),
        (
            [whole_year(2021, 5, "E"), up_to(JUNE, 4, "F")],
            Kind.ACCUMULATE,
            [Period.of_year(2021), Period(date(2023, 1, 1), JUNE)],
            [("S!F2", "part_of_year", PART)],
        ),
        (
            [whole_year(2021, 5, "E"), up_to(JUNE, 4, "F")],
            Kind.SNAPSHOT,
            [Period.of_year(2021), Period(date(2023, 1, 1), JUNE)],
            [],
        ),
        (
            [whole_year(2020, 50, "E"), up_to(JUNE, 4, "F")],
            Kind.ACCUMULATE,
            [Period.of_year(2020), Period(date(2021, 1, 1), JUNE)],
            [],
        ),
        (
            [whole_year(2024, 50, "E"), up_to(JUNE, 4, "F")],
            Kind.ACCUMULATE,
            [Period.of_year(2024), Period(date(2021, 1, 1), JUNE)],
            [],
        ),
        ([up_to(None, 5, "E")], Kind.SNAPSHOT, [Period(*TERM)], []),
        ([up_to(None, 5, "E")], Kind.ACCUMULATE, [Period(*TERM)], []),
    ],
)
def test_figures_up_to_a_day_get_their_period(
    found: list[tuple[ResultCell, Number, bool | None]],
    kind: Kind,
    periods: list[Period],
    said: list[tuple[str, str, str]],
) -> None:
    problems = Problems([])
    measured, estimates = to_measured(found, kind, TERM, problems)
    assert measured == tuple(
        Measured(period, value, done, cell.cell)
        for (cell, value, done), period in zip(found, periods, strict=True)
    )
    assert estimates == ()
    assert problems.found == [Problem(cell, "notice", code, message) for cell, code, message in said]


def test_only_estimated_cells_are_named_as_estimates() -> None:
    first, last = date(2022, 1, 1), date(2022, 12, 31)
    found = [
        whole_year(2021, 5, "E"),
        (ResultCell("6", "S!F2", first, last, estimate=True), Decimal(6), None),
    ]
    assert to_measured(found, Kind.SNAPSHOT, TERM, Problems([])) == (
        (
            Measured(Period.of_year(2021), Decimal(5), None, "S!E2"),
            Measured(Period.of_year(2022), Decimal(6), None, "S!F2"),
        ),
        (Period.of_year(2022),),
    )
