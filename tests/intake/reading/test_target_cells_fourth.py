"""Target cells as offices write them: what is demanded, in which unit, and every word said about it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.intake.reading.cells import CellReader, Problems
from nhiemky.intake.reading.goals import Demand, GoalCells, read_demand
from nhiemky.kernel.scoring import Comparator
from nhiemky.kernel.sheets.grid import Value
from nhiemky.kernel.sheets.problem import Problem


@pytest.mark.parametrize(
    ("comparator", "low", "high", "demand", "said"),
    [
        (
            Comparator.BETWEEN,
            Decimal(12),
            Decimal(13),
            Demand(Comparator.BETWEEN, low=Decimal(12), high=Decimal(13), unit="%"),
            [],
        ),
        (
            Comparator.BETWEEN,
            "12%",
            "13%",
            Demand(Comparator.BETWEEN, low=Decimal(12), high=Decimal(13), unit="%"),
            [],
        ),
        (
            Comparator.BETWEEN,
            "12-13%",
            None,
            Demand(Comparator.BETWEEN, low=Decimal(12), high=Decimal(13), unit="%"),
            [],
        ),
        (
            Comparator.BETWEEN,
            Decimal(12),
            Decimal(12),
            Demand(Comparator.BETWEEN, low=Decimal(12), high=Decimal(12), unit="%"),
            [],
        ),
        (Comparator.AT_LEAST, "12-13%", None, Demand(Comparator.AT_LEAST, Decimal(12), unit="%"), []),
        (Comparator.ABOVE, "12-13%", None, Demand(Comparator.ABOVE, Decimal(12), unit="%"), []),
        (Comparator.AT_MOST, "12-13%", None, Demand(Comparator.AT_MOST, Decimal(13), unit="%"), []),
        (Comparator.BELOW, "12-13%", None, Demand(Comparator.BELOW, Decimal(13), unit="%"), []),
        (Comparator.AT_MOST, "≥ 12", None, Demand(Comparator.AT_MOST, Decimal(12), unit="%"), []),
        (Comparator.DONE, None, None, Demand(Comparator.DONE, unit="%"), []),
        (
            Comparator.BETWEEN,
            Decimal(12),
            None,
            None,
            [("S!E2", "missing_bound", "Chỉ tiêu “trong khoảng” cần cả cận trên.")],
        ),
        (
            Comparator.BETWEEN,
            Decimal(13),
            Decimal(12),
            None,
            [("S!E2", "bounds_disordered", "Cận trên nhỏ hơn cận dưới.")],
        ),
        (
            Comparator.BETWEEN,
            Decimal(12),
            "nhiều",
            None,
            [("S!E2", "missing_bound", "Không thấy số trong ô “nhiều”.")],
        ),
        (Comparator.AT_LEAST, "Đạt", None, None, [("S!D2", "missing_target", "Ô chỉ tiêu phải ghi một số.")]),
        (
            Comparator.AT_LEAST,
            None,
            None,
            None,
            [("S!D2", "missing_target", "Chỉ tiêu “Tăng trưởng” chưa ghi mức phải đạt.")],
        ),
    ],
)
def test_comparator_of_the_form_goes_before_the_words_of_the_cell(
    comparator: Comparator, low: Value, high: Value, demand: Demand | None, said: list[tuple[str, str, str]]
) -> None:
    problems = Problems([])
    cells = GoalCells("Tăng trưởng", "%", low, "S!D2", high, "S!E2", comparator, ())
    assert read_demand(cells, CellReader(problems), problems) == demand
    assert problems.found == [Problem(cell, "error", code, message) for cell, code, message in said]
