"""Rows are matched to targets for certain, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.intake.matching import Known, match_rows
from nhiemky.intake.reading import ResultRow
from nhiemky.kernel.scoring import Comparator, Goal

KNOWN = [
    Known(1, "1", "TN", "Thu nhập bình quân đầu người đến năm 2025 đạt 70 triệu đồng"),
    Known(2, "2", "", "Tỷ lệ hộ nghèo còn dưới 2 %"),
    Known(3, "3", "", "Tỷ lệ hộ cận nghèo còn dưới 2 %"),
    Known(4, "4", "", "Kết nạp 35 đảng viên mới trong nhiệm kỳ"),
]


def row(number: str, name: str, *, code: str = "") -> ResultRow:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(1))
    return ResultRow(number, code, "", name, "", goal, (), "Sheet!A2", {})


def matched(*rows: ResultRow) -> list[tuple[int | None, bool, bool]]:
    found = match_rows(rows, KNOWN)
    return [(each.known.id if each.known else None, bool(each.problem), bool(each.notice)) for each in found]


@pytest.mark.parametrize(
    ("given", "target", "problem", "notice"),
    [
        (row("99", "Viết gì cũng được", code="TN"), 1, False, False),
        (row("2", "Tỷ lệ hộ nghèo còn dưới 2 %"), 2, False, False),
        (row("2", "Tỉ lệ hộ nghèo còn dưới 2%"), 2, False, False),
        (row("2", "TỶ LỆ HỘ NGHÈO CÒN DƯỚI 2 %"), 2, False, False),
        (row("9", "Kết nạp 35 đảng viên mới trong nhiệm kỳ"), 4, False, True),
        (row("1", "Kết nạp 35 đảng viên mới trong nhiệm kỳ"), 4, False, True),
        (row("4", "Thu ngân sách trên địa bàn"), None, True, False),
        (row("9", "Tỷ lệ hộ nghèo, cận nghèo còn dưới 2 %"), None, True, False),
        (row("9", "Xây dựng 3 km đường giao thông nông thôn"), None, False, False),
        (row("", "Kết nạp 35 đảng viên mới trong nhiệm kỳ"), 4, False, True),
    ],
)
def test_row_is_matched_or_new_or_a_problem(
    given: ResultRow, target: int | None, problem: bool, notice: bool
) -> None:
    assert matched(given) == [(target, problem, notice)]


def test_two_rows_are_never_one_target() -> None:
    name = "Kết nạp 35 đảng viên mới trong nhiệm kỳ"
    assert matched(row("4", name), row("8", name)) == [(None, True, False), (None, True, False)]
    assert match_rows([row("4", name), row("8", name)], KNOWN)[0].problem == (
        "Nhiều dòng của tệp cùng ứng với chỉ tiêu 4; không rõ dòng nào đúng."
    )


def test_other_target_under_the_same_number_is_named() -> None:
    (found,) = match_rows([row("4", "Thu ngân sách trên địa bàn")], KNOWN)
    assert found.problem == (
        "Chỉ tiêu số 4 trong hệ thống là “Kết nạp 35 đảng viên mới trong nhiệm kỳ”, khác với nội dung của dòng này."
    )


def test_every_row_is_new_where_there_are_no_targets() -> None:
    found = match_rows([row("1", "A"), row("1", "A")], [])
    assert [(each.known, each.problem) for each in found] == [(None, ""), (None, "")]
