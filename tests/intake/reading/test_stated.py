"""What offices write beside a target: ratios, verdicts in words, crosses under "Đạt" and "Chưa đạt"."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.intake.reading import read_results
from nhiemky.intake.reading.stated import Stated, stated_in
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.kernel.sheets.columns import Column, Role
from nhiemky.kernel.sheets.grid import Grid, Value
from nhiemky.reporting.evaluation import evaluate
from tests.samples.office import CellValue, table

RATIO = Column(0, Role.RATIO, "So với NQ (%)")
VERDICTS = (Column(1, Role.VERDICT, "Đánh giá | Đạt"), Column(2, Role.VERDICT, "Đánh giá | Chưa đạt"))


def stated(*row: Value) -> Stated:
    return stated_in(Grid("S", (row,)), 0, RATIO, VERDICTS)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ((None, None, None), Stated()),
        ((Decimal("87.2"), None, None), Stated(Decimal("87.2"), share_at=0)),
        (("87,2%", None, None), Stated(Decimal("87.2"), share_at=0)),
        (("Đạt 90%", None, None), Stated(Decimal(90), share_at=0)),
        (("Đạt", None, None), Stated(verdict=True, verdict_at=0)),
        (("1.428", None, None), Stated(Decimal("1.428"), share_at=0)),
        (("Đạt trên 90%", None, None), Stated()),
        (("dưới 50%", None, None), Stated()),
        (("80", "x", None), Stated(Decimal(80), True, 0, 1)),
        (("80", None, "X"), Stated(Decimal(80), False, 0, 2)),
        ((None, "✓", None), Stated(verdict=True, verdict_at=1)),
        ((None, "v", "x"), Stated(verdict=True, verdict_at=1)),
        ((None, "Chưa đạt", None), Stated(verdict=False, verdict_at=1)),
        ((None, "Đạt và vượt", None), Stated(verdict=True, verdict_at=1)),
        ((None, "cơ bản đạt", None), Stated()),
        ((None, ".", "."), Stated()),
        ((None, Decimal("0.9"), None), Stated(Decimal("0.9"), share_at=1)),
        (("x", None, None), Stated()),
    ],
)
def test_ratio_and_verdict_of_a_row(row: tuple[Value, ...], found: Stated) -> None:
    assert stated(*row) == found


@pytest.mark.parametrize("title", ["Đánh giá", "Nhận xét", "Xếp loại"])
def test_cross_under_no_verdict_says_nothing(title: str) -> None:
    column = Column(0, Role.VERDICT, title)
    assert stated_in(Grid("S", (("x",),)), 0, None, (column,)) == Stated()


def doubts(*rows: tuple[CellValue, ...]) -> list[tuple[str, str, str]]:
    header = (
        ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "TH 2022", "Tỷ lệ (%)", "Đánh giá", None),
        (None, None, None, None, None, None, "Đạt", "Chưa đạt"),
    )
    blocks = tuple(f"{letter}1:{letter}2" for letter in "ABCDEF")
    read = read_results(table(*header, *rows, merged=(*blocks, "G1:H1")))
    problems = evaluate(read, as_of=None, scheme=DEFAULT_SCHEME).problems
    return [(p.cell, p.code, p.message) for p in problems if p.severity == "warning"]


def test_verdict_that_figures_contradict_is_said_at_its_own_cell() -> None:
    found = doubts(
        (1, "Thu ngân sách", "tỷ đồng", 20, 18, 90, "x", None),
        (2, "Nhà văn hóa", "nhà", 5, 5, 100, None, "x"),
        (3, "Nước sạch", "%", 100, 98, 98, None, "x"),
    )
    assert found == [
        ("Sheet1!G3", "verdict_differs", "Bảng ghi “đạt” nhưng theo số liệu thì chưa đạt (90%)."),
        ("Sheet1!H4", "verdict_differs", "Bảng ghi “chưa đạt” nhưng theo số liệu thì đạt (100%)."),
    ]


def test_words_that_name_a_band_are_not_taken_for_a_ratio() -> None:
    assert doubts((1, "Thu ngân sách", "tỷ đồng", 20, 19, "Đạt trên 90%", None, None)) == []


@pytest.mark.parametrize(
    ("ratio", "differs"), [("95,5", False), ("95,51", True), (94.5, False), (94.49, True)]
)
def test_ratio_differs_by_more_than_half_a_point(ratio: CellValue, differs: bool) -> None:
    found = doubts((1, "Thu ngân sách", "tỷ đồng", 20, 19, ratio, None, None))
    assert [(cell, code) for cell, code, _ in found] == [("Sheet1!F3", "ratio_differs")] * differs


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        (0.9, None),
        (90, None),
        (0.8, "Tỷ lệ ghi trong bảng là 80%, chương trình tính được 90%; đề nghị kiểm tra."),
        (80, "Tỷ lệ ghi trong bảng là 80%, chương trình tính được 90%; đề nghị kiểm tra."),
    ],
)
def test_ratio_under_a_verdict_is_compared_at_its_own_cell(stated: CellValue, message: str | None) -> None:
    header = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "TH 2022", "Đạt")
    read = read_results(table(header, (1, "Thu ngân sách", "tỷ đồng", 20, 18, stated)))
    problems = evaluate(read, as_of=None, scheme=DEFAULT_SCHEME).problems
    found = [(p.cell, p.message) for p in problems if p.code == "ratio_differs"]
    assert found == ([("Sheet1!F2", message)] if message else [])
