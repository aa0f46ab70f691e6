"""Columns "TH/NQ": a result over its target is never taken for a share, nor a ratio for a result."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.intake.reading import read_results
from nhiemky.intake.reading.cells import PARSERS
from nhiemky.kernel.scoring import Comparator, Number
from nhiemky.kernel.sheets.columns import Role, column_of
from tests.samples.office import CellValue, table

WITH_TARGET = ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH/NQ")
ALONE = ("TT", "Chỉ tiêu", "ĐVT", "TH/NQ")
PLAIN = ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH")

Told = tuple[Comparator | None, Number | None, Number | None, list[tuple[str, str]]]


def told(header: tuple[str, ...], *row: CellValue) -> Told:
    """Give comparator, target, result and the errors and warnings of one row."""
    read = read_results(table(header, row))
    (found,) = read.rows
    results = [each.value for each in found.measured]
    loud = [(each.code, each.severity) for each in read.problems if each.severity != "notice"]
    return found.goal.comparator, found.goal.target, results[0] if results else None, loud


@pytest.mark.parametrize(
    ("title", "role", "over_target"),
    [
        ("TH/NQ", Role.RATIO, True),
        ("Thực hiện/Nghị quyết", Role.RATIO, True),
        ("KQ / KH", Role.RATIO, True),
        ("Kết quả/Chỉ tiêu", Role.RATIO, True),
        ("Kết quả 2023/KH 2025", Role.RATIO, True),
        ("TH/NQ (%)", Role.RATIO, False),
        ("Tỷ lệ TH/NQ", Role.RATIO, False),
        ("So với NQ", Role.RATIO, False),
        ("Thực hiện", Role.RESULT, False),
    ],
)
def test_heading_says_that_cells_hold_results_over_targets(title: str, role: Role, over_target: bool) -> None:
    column = column_of(3, (title,), PARSERS)
    assert (column.role, column.over_target) == (role, over_target)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("1", "Thu nhập", "triệu đồng", "60", "58/60"), (Comparator.AT_LEAST, 60, 58, [])),
        (("1", "Tỷ lệ hộ nghèo còn dưới", "%", "3", "2,5/3"), (Comparator.BELOW, 3, Decimal("2.5"), [])),
        (("1", "Tỷ lệ hộ có nước sạch", "%", "80", "56/80"), (Comparator.AT_LEAST, 80, 56, [])),
        (
            ("1", "Kết nạp đảng viên", "người", "25", "12/24"),
            (Comparator.AT_LEAST, 25, 12, [("fraction_disagrees", "warning")]),
        ),
        (
            ("1", "Thu nhập", "triệu đồng", "60", "96,7"),
            (Comparator.AT_LEAST, 60, None, [("result_or_ratio", "error")]),
        ),
        (
            ("1", "Thu nhập", "triệu đồng", "60", Decimal(58)),
            (Comparator.AT_LEAST, 60, None, [("result_or_ratio", "error")]),
        ),
    ],
)
def test_cell_of_such_a_column_beside_its_target(row: tuple[CellValue, ...], expected: Told) -> None:
    assert told(WITH_TARGET, *row) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            ("1", "Thu nhập", "triệu đồng", "58/60"),
            (Comparator.AT_LEAST, 60, 58, [("target_from_result", "warning")]),
        ),
        (
            ("1", "Tỷ lệ hộ nghèo giảm còn không quá", "%", "2,5/3"),
            (Comparator.AT_MOST, 3, Decimal("2.5"), [("target_from_result", "warning")]),
        ),
    ],
)
def test_such_a_column_alone_tells_the_target_too(row: tuple[CellValue, ...], expected: Told) -> None:
    assert told(ALONE, *row) == expected


@pytest.mark.parametrize(
    ("cell", "result", "problems"),
    [
        ("2,5/3", Decimal("2.5"), []),
        ("2/3", None, [("ambiguous_number", "error")]),
        ("3/3", None, [("ambiguous_number", "error")]),
        ("1/40", Decimal("2.5"), []),
        ("1/40 hộ", Decimal("2.5"), []),
    ],
)
def test_percentage_written_as_a_fraction_is_a_share_unless_its_target_stands_below(
    cell: str, result: Number | None, problems: list[tuple[str, str]]
) -> None:
    assert told(PLAIN, "1", "Tỷ lệ hộ nghèo giảm còn không quá", "%", "3", cell)[2:] == (result, problems)


def test_year_of_the_result_stands_before_the_stroke() -> None:
    column = column_of(3, ("Kết quả 2023/KH 2025",), PARSERS)
    assert (column.start, column.end) == (date(2023, 1, 1), date(2023, 12, 31))
