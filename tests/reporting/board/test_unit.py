"""The board of one unit."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES
from nhiemky.reporting.board import UnitBoard, unit_board
from tests import cast_targets as cast
from tests.cast_boards import CUT_OFF, Branch, make_branch

pytestmark = pytest.mark.django_db


def board_of_first(branch: Branch, *, include_unconfirmed: bool = False) -> UnitBoard:
    return unit_board(
        branch.district.office,
        state=branch.first.state,
        term=branch.term,
        as_of=CUT_OFF,
        scheme=DEFAULT_SCHEME,
        include_unconfirmed=include_unconfirmed,
    )


def test_unit_board_counts_each_target_once() -> None:
    board = board_of_first(make_branch())
    assert {code: count for code, count in board.tally.counts.items() if count} == {
        "met": 1,
        "over_75": 1,
        "no_data": 1,
    }
    assert board.tally.total == 3


def test_unit_board_says_the_sentence_of_its_counts() -> None:
    board = board_of_first(make_branch())
    assert board.sentence == (
        "Đạt và vượt 1/3 chỉ tiêu, 1/3 chỉ tiêu đạt trên 75%, 1/3 chỉ tiêu chưa có số liệu."
    )


def test_unit_board_lists_targets_in_the_order_of_the_resolution() -> None:
    board = board_of_first(make_branch())
    found = [
        (line.number, line.goal, line.achieved, line.attainment_text, line.class_code) for line in board.lines
    ]
    assert found == [
        ("1", "≥ 70", "56", "80", "over_75"),
        ("2", "≤ 2", "1,5", "125", "met"),
        ("3", "≥ 5", "", "", "no_data"),
    ]


def test_unit_board_puts_the_lowest_first_and_targets_without_figures_last() -> None:
    board = board_of_first(make_branch())
    assert [line.number for line in board.worst] == ["1", "3"]


def test_unit_board_counts_per_group() -> None:
    board = board_of_first(make_branch())
    found = {
        group.name: {band.code: band.count for band in group.bands if band.count} for group in board.groups
    }
    assert found == {"Kinh tế": {"over_75": 1, "no_data": 1}, "Xã hội": {"met": 1}}


def test_unit_board_shows_a_superior_confirmed_figures_only() -> None:
    branch = make_branch()
    target = branch.first.unit.targets.get(number="3")
    cast.record(branch.first, target, "5")
    assert board_of_first(branch).tally.counts["no_data"] == 1
    own = unit_board(
        branch.first.office, state=branch.first.state, term=branch.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME
    )
    assert (own.tally.counts["met"], own.unconfirmed) == (2, 1)
    assert [line.number for line in own.lines if line.unconfirmed] == ["3"]


def test_unit_board_follows_another_scheme() -> None:
    branch = make_branch()
    board = unit_board(
        branch.first.office,
        state=branch.first.state,
        term=branch.term,
        as_of=CUT_OFF,
        scheme=SCHEMES["two_bands_80"],
    )
    assert [(band.code, band.count) for band in board.bands] == [
        ("met", 1),
        ("over_80", 1),
        ("under_80", 0),
        ("no_data", 1),
    ]


def test_unit_board_leaves_out_sub_targets_that_are_not_counted() -> None:
    branch = make_branch()
    cast.make_target(
        branch.first, branch.term, "1.1", name="Trong đó: nông nghiệp", counted=False, parent_number="1"
    )
    board = board_of_first(branch)
    assert board.tally.total == 3
    assert [(line.number, line.is_sub_target, line.counted) for line in board.lines][-1] == (
        "1.1",
        True,
        False,
    )


def test_unit_board_before_any_figure_has_no_data() -> None:
    branch = make_branch()
    board = unit_board(
        branch.first.office,
        state=branch.first.state,
        term=branch.term,
        as_of=CUT_OFF.replace(year=2021),
        scheme=DEFAULT_SCHEME,
    )
    assert board.tally.counts["no_data"] == 3


def test_unit_board_of_a_neighbour_is_empty_or_denied() -> None:
    branch = make_branch()
    board = unit_board(
        branch.second.office, state=branch.first.state, term=branch.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME
    )
    assert (board.tally.total, board.lines) == (0, ())


def test_unit_board_asks_the_same_number_of_questions_for_more_targets(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    branch = make_branch()
    for number in range(10, 30):
        cast.make_target(branch.first, branch.term, str(number))
    with django_assert_max_num_queries(4):
        board_of_first(branch)
