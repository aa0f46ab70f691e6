"""Rows of offices' own tables: without numbers, parts of targets, results without a date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.intake.matching import Match
from nhiemky.intake.reading import ResultRow
from nhiemky.intake.rows import RowReader
from nhiemky.intake.vocab import ProblemData, RowData
from nhiemky.kernel.scoring import Comparator, Goal, Measured, Number, Period
from nhiemky.org.models import Term

TERM = Term(label="2020-2025", first_year=2021, last_year=2025)
WHOLE_TERM = Period(date(2021, 1, 1), date(2025, 12, 31))


def make_row(number: str = "1", *measured: Measured, name: str = "Thu nhập", **changes: object) -> ResultRow:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(70), wording=name)
    row = ResultRow(number, "", "", name, "triệu đồng", goal, measured, "Biểu!A2", {"target": "Biểu!D2"})
    return row._replace(**changes)  # type: ignore[arg-type]


def seen(value: Number, period: Period = WHOLE_TERM, cell: str = "Biểu!E2") -> Measured:
    return Measured(period, value, None, cell)


def read(
    *rows: ResultRow,
    undated: bool = False,
    results_to: date | None = None,
    may_add: bool = True,
    faulty: bool = False,
) -> tuple[list[RowData], list[ProblemData]]:
    problems: list[ProblemData] = []
    reader = RowReader(
        term=TERM, problems=problems, may_add_targets=may_add, numbers=set(), stated={row.number for row in rows},
        undated=undated, results_to=results_to,
    )  # fmt: skip
    found = [reader.read(row, Match(None), None, faulty=faulty) for row in rows]
    return reader.without_orphans(found), problems


def codes(problems: list[ProblemData]) -> list[tuple[str, str, str]]:
    return [(problem.cell, problem.severity, problem.code) for problem in problems]


def test_rows_without_a_number_are_given_free_ones_below_their_target() -> None:
    rows, problems = read(
        make_row("3"),
        make_row("", name="Trong đó: nông nghiệp", parent_number="3", counted=False),
        make_row("", name="Trong đó: dịch vụ", parent_number="3", counted=False),
        make_row("", name="Không có số"),
        make_row("1", name="Mang số 1"),
    )
    assert [row.number for row in rows] == ["3", "3.1", "3.2", "2", "1"]
    assert [row.target.parent_number if row.target else "" for row in rows] == [None, "3", "3", None, None]
    assert [problem.message for problem in problems] == [
        "Dòng không có số thứ tự; được đặt số 3.1.",
        "Dòng không có số thứ tự; được đặt số 3.2.",
        "Dòng không có số thứ tự; được đặt số 2.",
    ]


def test_part_of_a_target_in_error_is_left_out_with_it() -> None:
    rows, problems = read(
        make_row("3", seen(Decimal("0.0000001"), Period.of_year(2022))),
        make_row("3.1", name="Trong đó: nông nghiệp", parent_number="3"),
    )
    assert [row.state for row in rows] == ["problem", "problem"]
    assert codes(problems) == [("Biểu!E2", "error", "inexact_number"), ("Biểu!A2", "error", "no_parent")]


def test_results_without_a_date_need_one() -> None:
    rows, problems = read(make_row("1", seen(Decimal(60))), undated=True)
    assert ([row.state for row in rows], codes(problems)) == (
        ["problem"],
        [("Biểu!E2", "error", "outside_term")],
    )
    assert problems[0].message == "Kết quả không ghi ngày; đề nghị cho biết số liệu tính đến ngày nào."


def test_results_without_a_date_reach_to_the_day_that_is_given() -> None:
    rows, problems = read(make_row("1", seen(Decimal(60))), undated=True, results_to=date(2023, 2, 21))
    (figure,) = rows[0].figures
    assert (figure.start, figure.end, figure.value) == ("2021-01-01", "2023-02-21", 60_000_000)
    assert problems == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            make_row("1", fault="Không đọc được mức chỉ tiêu của dòng này."),
            ("Biểu!A2", "error", "unusable_row"),
        ),
        (
            make_row("1", seen(Decimal("0.1234567"), Period.of_year(2022))),
            ("Biểu!E2", "error", "inexact_number"),
        ),
        (
            make_row("1", seen(Decimal(10) ** 13, Period.of_year(2022))),
            ("Biểu!E2", "error", "inexact_number"),
        ),
        (make_row("1", seen(Decimal(60), Period.of_year(2018))), ("Biểu!E2", "error", "outside_term")),
        (make_row("1" * 21), ("Biểu!A2", "error", "unsound_target")),
        (
            make_row("1", goal=Goal(Comparator.AT_LEAST, target=Decimal("0.1234567"))),
            ("Biểu!A2", "error", "inexact_target"),
        ),
        (
            make_row("1", goal=Goal(Comparator.AT_LEAST, target=Decimal(10) ** 13)),
            ("Biểu!A2", "error", "inexact_target"),
        ),
        (
            make_row("1", goal=Goal(Comparator.AT_LEAST, target=Decimal(1), phased=((2019, Decimal(1)),))),
            ("Biểu!A2", "error", "unsound_target"),
        ),
    ],
)
def test_row_that_cannot_be_kept_is_a_problem_at_its_cell(
    row: ResultRow, problem: tuple[str, str, str]
) -> None:
    rows, problems = read(row)
    assert (rows[0].state, rows[0].figures, rows[0].target) == ("problem", (), None)
    assert problem in codes(problems)


def test_row_with_a_faulty_cell_brings_nothing() -> None:
    rows, _problems = read(make_row("1", seen(Decimal(60), Period.of_year(2022))), faulty=True)
    assert (rows[0].state, rows[0].figures) == ("problem", ())


def test_number_used_twice_is_a_problem_of_the_second_row() -> None:
    rows, problems = read(make_row("1"), make_row("1", name="Kết nạp đảng viên"))
    assert [row.state for row in rows] == ["new_target", "problem"]
    assert codes(problems) == [("Biểu!A2", "error", "number_taken")]


def test_who_keeps_no_targets_brings_figures_only() -> None:
    rows, problems = read(make_row("1"), may_add=False)
    assert ([row.state for row in rows], codes(problems)) == (
        ["problem"],
        [("Biểu!A2", "error", "unknown_target")],
    )


def test_goal_of_a_fraction_is_kept_where_it_is_exact() -> None:
    from fractions import Fraction

    rows, _problems = read(make_row("1", goal=Goal(Comparator.AT_LEAST, target=Fraction(3, 4), baseline=2)))
    target = rows[0].target
    assert target is not None
    assert (target.target, target.baseline) == (750_000, 2_000_000)


def test_odd_percentage_is_a_warning_only() -> None:
    rows, problems = read(make_row("1", seen(Decimal(122), Period.of_year(2022)), unit_of_measure="%"))
    assert (rows[0].state, codes(problems)) == ("new_target", [("Biểu!E2", "warning", "odd_figure")])
