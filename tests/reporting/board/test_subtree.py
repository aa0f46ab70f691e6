"""The board of a branch."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.org.policy import Actor
from nhiemky.reporting.board import SubtreeBoard
from nhiemky.reporting.overview import branch_board, overview
from tests import cast_targets as cast
from tests.cast_boards import CUT_OFF, Branch, make_branch

pytestmark = pytest.mark.django_db


def board_of(
    branch: Branch, actor: Actor | None = None, *, include_unconfirmed: bool = False
) -> SubtreeBoard:
    return branch_board(
        actor or branch.district.office,
        state=branch.district.state,
        term=branch.term,
        as_of=CUT_OFF,
        scheme=DEFAULT_SCHEME,
        include_unconfirmed=include_unconfirmed,
    )


def test_subtree_board_has_a_row_for_each_unit_below() -> None:
    board = board_of(make_branch())
    found = [
        (row.code, row.depth, row.total, {code: n for code, n in row.counts.items() if n})
        for row in board.units
    ]
    assert found == [
        ("28933", 1, 2, {"met": 1, "over_50": 1}),
        ("28927", 1, 3, {"met": 1, "over_75": 1, "no_data": 1}),
    ]


def test_subtree_board_adds_the_units_up() -> None:
    board = board_of(make_branch())
    assert {code: n for code, n in board.tally.counts.items() if n} == {
        "met": 2,
        "over_75": 1,
        "over_50": 1,
        "no_data": 1,
    }
    assert board.tally.total == sum(row.total for row in board.units) == 5
    assert board.sentence.startswith("Đạt và vượt 2/5 chỉ tiêu, ")


def test_subtree_board_says_how_many_units_met_each_target() -> None:
    board = board_of(make_branch())
    assert [(c.number, c.name, c.met, c.units) for c in board.columns] == [
        ("1", "Thu nhập bình quân đầu người", 1, 2),
        ("2", "Tỷ lệ hộ nghèo", 1, 2),
        ("3", "Số hợp tác xã thành lập mới", 0, 1),
    ]


def test_subtree_board_heat_leaves_a_hole_where_a_unit_lacks_the_target() -> None:
    board = board_of(make_branch())
    found = [
        (row.unit_code, [None if cell is None else (cell.text, cell.class_code) for cell in row.cells])
        for row in board.heat
    ]
    assert found == [
        ("28933", [("100", "met"), ("50", "over_50"), None]),
        ("28927", [("80", "over_75"), ("125", "met"), ("", "no_data")]),
    ]


def test_subtree_board_lists_what_is_furthest_from_being_met() -> None:
    board = board_of(make_branch())
    assert [(each.unit_code, each.line.number, each.line.attainment_text) for each in board.worst] == [
        ("28933", "2", "50"),
        ("28927", "1", "80"),
    ]


def test_subtree_board_joins_targets_without_code_by_wording() -> None:
    branch = make_branch()
    for place in (branch.first, branch.second):
        cast.make_target(place, branch.term, "9", name="Giao quân đạt 100%", target=Decimal(100))
    columns = {c.name: c.units for c in board_of(branch).columns}
    assert columns["Giao quân đạt 100%"] == 2


def test_subtree_board_of_units_without_targets_is_empty() -> None:
    term = cast.make_term("2025-2030")
    branch = make_branch()
    board = branch_board(
        branch.district.office,
        state=branch.district.state,
        term=term,
        as_of=CUT_OFF,
        scheme=DEFAULT_SCHEME,
    )
    assert (board.tally.total, board.columns, board.heat, board.worst, board.reporting) == (0, (), (), (), ())
    assert board.sentence == "Chưa có chỉ tiêu nào được tính."


def test_subtree_board_hides_drafts_from_a_superior() -> None:
    branch = make_branch()
    target = branch.first.unit.targets.get(number="3")
    cast.record(branch.first, target, "5")
    assert board_of(branch).tally.counts["no_data"] == 1


def test_subtree_board_asks_the_same_number_of_questions_for_more_units() -> None:
    branch = make_branch()
    with CaptureQueriesContext(connection) as few:
        board_of(branch)
    for code in range(20):
        place = cast.make_place(f"9{code:02d}", f"Xã {code}", parent=branch.district.state)
        cast.make_target(place, branch.term, "1", code="C1")
    with CaptureQueriesContext(connection) as many:
        board_of(branch)
    assert len(many) == len(few)


def test_overview_of_a_commune_has_no_branch() -> None:
    branch = make_branch()
    facts = overview(
        branch.first.office,
        state=branch.first.state,
        term=branch.term,
        as_of=CUT_OFF,
        scheme=DEFAULT_SCHEME,
    )
    assert facts.branch is None
    assert facts.unit.tally.total == 3


def test_overview_of_the_district_has_its_branch() -> None:
    branch = make_branch()
    facts = overview(
        branch.district.office,
        state=branch.district.state,
        term=branch.term,
        as_of=CUT_OFF,
        scheme=DEFAULT_SCHEME,
    )
    assert facts.branch is not None
    assert (facts.unit.tally.total, facts.branch.tally.total) == (0, 5)
