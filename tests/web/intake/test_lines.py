"""Rows of a file, its problems and the files of a unit, laid out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from nhiemky.intake.queries import Preview, PreviewFigure, PreviewRow
from nhiemky.intake.vocab import BatchState, ProblemData, RowState
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Period, Tally
from nhiemky.web.intake.lines import (
    BATCH_STATES,
    ROW_STATES,
    SEVERITIES,
    FigureLine,
    Line,
    lines_of,
    lines_table,
    problems_table,
)
from nhiemky.web.visit import Visit, visit_of
from tests.web.targets.scene import Scene

EMPTY = Tally(0, dict.fromkeys(DEFAULT_SCHEME.class_codes, 0))


@pytest.fixture
def visit(commune: Scene) -> Visit:
    """Let somebody of the office look at a page."""
    request = RequestFactory().get("/tai-tep/")
    request.user = commune.office
    request.session = SessionStore()
    return visit_of(request)


def figure(state: RowState, new: str = "61", old: str | None = None, **changes: object) -> PreviewFigure:
    """Give a figure of 2022 in cell T2."""
    given: dict[str, object] = {
        "period": Period.of_year(2022), "value": Decimal(new), "done": None, "estimate": False, "cell": "Chỉ tiêu!T2",
        "state": state, "old": None if old is None else Decimal(old), "old_done": None,
    }  # fmt: skip
    return PreviewFigure(**{**given, **changes})  # type: ignore[arg-type]


def row(state: RowState, *figures: PreviewFigure, problems: tuple[ProblemData, ...] = ()) -> PreviewRow:
    """Give a row of the file."""
    return PreviewRow("Chỉ tiêu!A2", state, "1", "Thu nhập", 7, figures, problems)


def preview(*rows: PreviewRow, problems: tuple[ProblemData, ...] = ()) -> Preview:
    """Give a preview of some rows."""
    counts = {state: sum(each.state is state for each in rows) for state in RowState}
    return Preview(rows, problems, counts, {}, False, date(2022, 12, 31), DEFAULT_SCHEME, EMPTY, EMPTY)


@pytest.mark.parametrize(
    ("shown", "line"),
    [
        (figure(RowState.NEW_FIGURE), FigureLine("2022", "", "61", "Chỉ tiêu!T2", "new_figure")),
        (figure(RowState.SAME, old="61"), FigureLine("2022", "", "61", "Chỉ tiêu!T2", "same")),
        (figure(RowState.CHANGED, "61.5", "60"), FigureLine("2022", "60", "61,5", "Chỉ tiêu!T2", "changed")),
        (
            figure(RowState.CHANGED, "61", None),
            FigureLine("2022", "để trống", "61", "Chỉ tiêu!T2", "changed"),
        ),
        (
            figure(RowState.NEW_FIGURE, estimate=True),
            FigureLine("2022", "", "ước 61", "Chỉ tiêu!T2", "new_figure"),
        ),
        (
            figure(RowState.NEW_FIGURE, "100", done=True),
            FigureLine("2022", "", "đạt", "Chỉ tiêu!T2", "new_figure"),
        ),
        (
            figure(RowState.CHANGED, "100", "0", done=True, old_done=False),
            FigureLine("2022", "chưa đạt", "đạt", "Chỉ tiêu!T2", "changed"),
        ),
        (
            figure(RowState.NEW_FIGURE, period=Period.of_quarter(2022, 2)),
            FigureLine("quý II-2022", "", "61", "Chỉ tiêu!T2", "new_figure"),
        ),
    ],
)
def test_figures_say_period_old_new_and_cell(visit: Visit, shown: PreviewFigure, line: FigureLine) -> None:
    assert lines_of(visit, preview(row(shown.state, shown)), "")[0].figures == (line,)


def test_a_row_leads_to_its_target_and_says_what_is_wrong(visit: Visit) -> None:
    error = ProblemData("Chỉ tiêu!T2", "error", "unreadable", "Không đọc được.")
    notice = ProblemData("Chỉ tiêu!I2", "notice", "kind", "Suy từ câu chữ.")
    found = lines_of(
        visit,
        preview(row(RowState.PROBLEM, problems=(error, notice)), row(RowState.SAME, problems=(notice,))),
        "",
        edit=lambda line: f"/sua/{line}/",
    )
    assert [line.edit for line in found] == ["/sua/Chỉ tiêu!2/", ""]
    assert found[:1] == [
        Line(
            source="Chỉ tiêu!A2",
            number="1",
            name="Thu nhập",
            href="/chi-tieu/7/?don-vi=28927&nhiem-ky=2020-2025",
            state="có lỗi",
            state_code="problem",
            figures=(),
            problems=(("Chỉ tiêu!T2", "error", "Không đọc được."),),
            position=0,
            edit="/sua/Chỉ tiêu!2/",
            spoken="Sửa dòng Chỉ tiêu!A2",
        )
    ]


def test_rows_are_a_table_that_sorts_and_goes_to_excel_in_words(visit: Visit) -> None:
    error = ProblemData("Chỉ tiêu!T2", "error", "unreadable", "Không đọc được.")
    changed = row(
        RowState.CHANGED, figure(RowState.CHANGED, "61.5", "60"), figure(RowState.SAME, cell="Chỉ tiêu!S2")
    )
    lines = lines_of(visit, preview(changed, row(RowState.PROBLEM, problems=(error,))), "")
    table = lines_table(visit, lines)
    assert [[cell.text for cell in cells] for cells in table.rows] == [
        [
            "Chỉ tiêu!A2",
            "1. Thu nhập",
            "thay đổi",
            "2022: 60 → 61,5 (Chỉ tiêu!T2); 2022: 61 (Chỉ tiêu!S2)",
            "–",
        ],
        ["Chỉ tiêu!A2", "1. Thu nhập", "có lỗi", "–", "Chỉ tiêu!T2: Không đọc được."],
    ]
    assert (table.sort_key, table.place) == ("xep-dong", "#bang-dong")
    first = {
        key: lines_table(replace(visit, request=RequestFactory().get("/", {"xep-dong": key})), lines)
        .rows[0][2]
        .text
        for key in ("dong", "-dong", "tinh-trang", "-tinh-trang", "loi")
    }
    assert first == {
        "dong": "thay đổi", "-dong": "có lỗi", "tinh-trang": "có lỗi", "-tinh-trang": "thay đổi", "loi": "có lỗi",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "states"),
    [
        ("", list(RowState)),
        ("moi", [RowState.NEW_TARGET, RowState.NEW_FIGURE]),
        ("doi", [RowState.CHANGED]),
        ("giong", [RowState.SAME]),
        ("loi", [RowState.PROBLEM]),
        ("khac", list(RowState)),
    ],
)
def test_rows_of_one_state_are_found(visit: Visit, asked: str, states: list[RowState]) -> None:
    found = lines_of(visit, preview(*(row(state) for state in RowState)), asked)
    assert [line.state_code for line in found] == [state.value for state in states]


def test_problems_come_with_errors_first(visit: Visit) -> None:
    problems = (
        ProblemData("A1", "notice", "x", "lưu ý này"),
        ProblemData("", "error", "x", "cả tệp sai"),
        ProblemData("B2", "warning", "x", "cần xem"),
    )
    table = problems_table(visit, problems)
    assert [[cell.text for cell in cells] for cells in table.rows] == [
        ["cả tệp", "lỗi", "cả tệp sai"],
        ["B2", "cần xem lại", "cần xem"],
        ["A1", "lưu ý", "lưu ý này"],
    ]
    assert [cells[1].mark for cells in table.rows] == ["tag tag-danger", "tag tag-warning", "tag"]


def test_every_state_has_its_words() -> None:
    assert set(BATCH_STATES) == set(BatchState)
    assert set(ROW_STATES) == set(RowState)
    assert list(SEVERITIES) == ["error", "warning", "notice"]
