"""The measured import: both sides bring the same rows."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl

from benchmarks._admin_import import COLUMNS
from benchmarks.import_rows import plain_workbook, workbook
from nhiemky.intake.reading import read_results

ROWS = 40


def test_both_sides_bring_the_same_rows() -> None:
    ours = read_results(workbook(ROWS, code="28927", unit="Đảng bộ xã Tân Thanh Tây"))
    header, *theirs = openpyxl.load_workbook(io.BytesIO(plain_workbook(ROWS))).worksheets[0].values
    assert (ours.unit_code, ours.term, ours.problems, len(ours.rows)) == ("28927", "2020-2025", (), ROWS)
    assert header == tuple(COLUMNS.values())
    assert [
        (
            ours.unit_code, ours.term, row.number, row.code, row.group, row.name, row.unit_of_measure,
            row.goal.comparator.value, row.goal.baseline, row.goal.baseline_year, row.goal.target,
            row.measured[0].value,
        )
        for row in ours.rows
    ] == [
        (*row[:8], Decimal(str(row[8])), row[9], Decimal(str(row[10])), Decimal(str(row[11]))) for row in theirs
    ]  # fmt: skip


def test_every_row_differs_and_states_one_result_of_its_year() -> None:
    rows = read_results(workbook(ROWS, code="28927", unit="Đảng bộ xã Tân Thanh Tây")).rows
    assert len({row.code for row in rows}) == len({row.name for row in rows}) == ROWS
    assert {tuple(each.period.label for each in row.measured) for row in rows} == {("2022",)}
    assert {row.goal.kind for row in rows} == {row.goal.kind for row in rows[:1]}
    assert [row.measured[0].source for row in rows[:3]] == ["Chỉ tiêu!N2", "Chỉ tiêu!N3", "Chỉ tiêu!N4"]
