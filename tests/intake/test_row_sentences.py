"""Every sentence that a row of a file may get, with its cell, and the head of a file against unit and term."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.intake.comparing import seen_before
from nhiemky.intake.heading import heading_problems
from nhiemky.intake.matching import Match
from nhiemky.intake.queries import line_of
from nhiemky.intake.reading import ResultRow, ResultsTable
from nhiemky.intake.rows import RowReader
from nhiemky.intake.vocab import ProblemData
from nhiemky.kernel.scoring import Comparator, Goal, Measured, Period
from nhiemky.org.models import Term
from tests.cast_targets import make_place, make_term

TERM = Term(label="2020-2025", first_year=2021, last_year=2025)
GOAL = Goal(Comparator.AT_LEAST, target=Decimal(70), wording="Thu nhập")


def make_row(number: str = "1", value: str | None = "60", **changes: object) -> ResultRow:
    measured = () if value is None else (Measured(Period.of_year(2022), Decimal(value), None, "Biểu!E2"),)
    cells = {"target": "Biểu!D2"}
    row = ResultRow(number, "", "", "Thu nhập", "triệu đồng", GOAL, measured, "Biểu!A2", cells)
    return row._replace(**changes)  # type: ignore[arg-type]


def said(
    row: ResultRow, match: Match, *, may_add: bool = True, taken: str = ""
) -> tuple[str, list[ProblemData]]:
    problems: list[ProblemData] = []
    reader = RowReader(
        term=TERM, problems=problems, may_add_targets=may_add, numbers={taken}, stated={row.number},
        undated=False, results_to=None,
    )  # fmt: skip
    found = reader.without_orphans([reader.read(row, match, None, faulty=False)])
    return found[0].state, problems


@pytest.mark.parametrize(
    ("row", "state", "problem"),
    [
        (
            make_row(fault="Không đọc được mức chỉ tiêu của dòng này."),
            "problem",
            ProblemData("Biểu!A2", "error", "unusable_row", "Không đọc được mức chỉ tiêu của dòng này."),
        ),
        (
            make_row(value="0.1234567"),
            "problem",
            ProblemData(
                "Biểu!E2", "error", "inexact_number",
                "Số quá lớn hoặc không ghi được chính xác đến sáu chữ số thập phân.",
            ),
        ),
        (
            make_row(goal=Goal(Comparator.AT_LEAST, target=Decimal("0.1234567"))),
            "problem",
            ProblemData(
                "Biểu!A2", "error", "inexact_target", "Mức chỉ tiêu quá lớn hoặc có quá sáu chữ số thập phân."
            ),
        ),
        (
            make_row(""),
            "new_target",
            ProblemData("Biểu!A2", "notice", "numbered", "Dòng không có số thứ tự; được đặt số 1."),
        ),
        (
            make_row("3.1", parent_number="3"),
            "problem",
            ProblemData(
                "Biểu!A2", "error", "no_parent",
                "Không nhập được chỉ tiêu thành phần vì chỉ tiêu 3 không nhập được.",
            ),
        ),
    ],
)  # fmt: skip
def test_row_says_what_is_wrong_with_it(row: ResultRow, state: str, problem: ProblemData) -> None:
    assert said(row, Match(None)) == (state, [problem])


def test_row_of_an_uncertain_target_is_a_problem_in_the_words_of_the_match() -> None:
    assert said(make_row(), Match(None, "Không rõ chỉ tiêu nào.")) == (
        "problem",
        [ProblemData("Biểu!A2", "error", "uncertain_target", "Không rõ chỉ tiêu nào.")],
    )


def test_notice_of_the_match_stays_with_the_row() -> None:
    assert said(make_row(), Match(None, notice="Nhận theo nội dung.")) == (
        "new_target",
        [ProblemData("Biểu!A2", "notice", "matched_by_wording", "Nhận theo nội dung.")],
    )


def test_number_of_another_target_is_not_taken_again() -> None:
    assert said(make_row(), Match(None), taken="1") == (
        "problem",
        [ProblemData("Biểu!A2", "error", "number_taken", "Số thứ tự 1 đã có chỉ tiêu khác.")],
    )


def test_new_target_needs_somebody_who_keeps_targets() -> None:
    words = "Chỉ tiêu không có trong danh sách của đơn vị."
    assert said(make_row(), Match(None), may_add=False) == (
        "problem",
        [ProblemData("Biểu!A2", "error", "unknown_target", words)],
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unit", "code", "term", "found"),
    [
        ("Đảng bộ xã Tân Thanh Tây", "", "2020-2025", []),
        ("tan thanh tay", "", "", []),
        (
            "", "28928", "",
            [("error", "other_unit", "Tệp ghi mã đơn vị 28928, không phải 28927. Đề nghị chọn đúng đơn vị hoặc đúng tệp.")],
        ),
        (
            "Đảng ủy xã Nhuận Phú Tân", "", "",
            [("error", "other_unit", "Tệp ghi đơn vị “Đảng ủy xã Nhuận Phú Tân”, là một đơn vị khác. Đề nghị chọn đúng đơn vị hoặc đúng tệp.")],
        ),
        (
            "Đảng bộ xã Định Thủy", "", "",
            [("warning", "unknown_unit", "Tệp ghi đơn vị “Đảng bộ xã Định Thủy”; đề nghị kiểm tra đúng là tệp của đơn vị này.")],
        ),
        ("", "", "2025-2030", [("error", "other_term", "Tệp của nhiệm kỳ 2025-2030, không phải nhiệm kỳ 2020-2025.")]),
        ("", "", "khóa X", [("warning", "unknown_term", "Không đọc được nhiệm kỳ “khóa X” ghi trong tệp.")]),
    ],
)  # fmt: skip
def test_head_of_a_file_is_answered_in_words(
    unit: str, code: str, term: str, found: list[tuple[str, str, str]]
) -> None:
    place = make_place("28927", "Tân Thanh Tây")
    make_place("28928", "Nhuận Phú Tân")
    table = ResultsTable(unit, code, term, "Biểu 1", True, (), ())
    assert heading_problems(table, unit=place.unit, term=make_term()) == [
        ProblemData("Biểu 1", *each) for each in found
    ]


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("Chỉ tiêu!C8", "Chỉ tiêu!8"),
        ("Chỉ tiêu!AB120", "Chỉ tiêu!120"),
        ("BIỂU A!A1", "BIỂU A!1"),
        ("A!B!C3", "A!B!3"),
        ("Biểu 1", "Biểu 1"),
        ("", ""),
    ],
)
def test_cells_of_one_line_belong_together(cell: str, line: str) -> None:
    assert line_of(cell) == line


def test_file_that_was_brought_before_is_said_for_the_whole_file() -> None:
    assert seen_before("21-02-2023", "Văn phòng") == ProblemData(
        "", "notice", "same_file", "Tệp này đã nhập ngày 21-02-2023 (Văn phòng), không có gì mới."
    )


@pytest.mark.parametrize(
    ("year", "said_of_it"),
    [
        (2019, "Kỳ 2019 nằm ngoài nhiệm kỳ 2020-2025 (từ năm 2020 đến năm 2025)."),
        (2020, ""),
        (2021, ""),
        (2025, ""),
        (2026, "Kỳ 2026 nằm ngoài nhiệm kỳ 2020-2025 (từ năm 2020 đến năm 2025)."),
    ],
)
def test_only_years_of_the_term_and_the_one_before_are_taken(year: int, said_of_it: str) -> None:
    measured = (Measured(Period.of_year(year), Decimal(60), None, "Biểu!E2"),)
    expected = [ProblemData("Biểu!E2", "error", "outside_term", said_of_it)] if said_of_it else []
    state = "problem" if said_of_it else "new_target"
    assert said(make_row(measured=measured), Match(None)) == (state, expected)
