"""Looking at a part of a branch: one type of unit, one group, one band."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES
from nhiemky.org.models import UnitType
from nhiemky.reporting.board import EVERYTHING, Selection, SubtreeBoard
from nhiemky.reporting.board.unit import group_key, groups_of
from nhiemky.reporting.overview import branch_board
from nhiemky.targets.queries import assessed
from tests import cast_targets as cast
from tests.cast_boards import CUT_OFF, Branch, make_branch, make_province

pytestmark = pytest.mark.django_db


def selected(branch: Branch, selection: Selection = EVERYTHING) -> SubtreeBoard:
    return branch_board(
        branch.district.office,
        state=branch.district.state,
        term=branch.term,
        as_of=CUT_OFF,
        scheme=DEFAULT_SCHEME,
        selection=selection,
    )


def counts(board: SubtreeBoard) -> dict[str, int]:
    return {code: count for code, count in board.tally.counts.items() if count}


def test_selection_of_a_group_counts_only_its_targets() -> None:
    board = selected(make_branch(), Selection(group="Xã hội"))
    assert (counts(board), board.tally.total) == ({"met": 1, "over_50": 1}, 2)
    assert [(column.number, column.met, column.units) for column in board.columns] == [("2", 1, 2)]
    assert [len(row.cells) for row in board.heat] == [1, 1]
    assert [(group.name, group.total) for group in board.groups] == [("Xã hội", 2)]


def test_selection_of_a_group_takes_any_way_of_writing_it() -> None:
    assert selected(make_branch(), Selection(group="  XÃ  HỘI ")).tally.total == 2


def test_selection_of_an_unknown_group_is_empty() -> None:
    board = selected(make_branch(), Selection(group="Ngoại giao"))
    assert (board.tally.total, board.columns, board.heat, board.worst, board.groups) == (0, (), (), (), ())


def test_selection_of_a_type_leaves_other_units_out() -> None:
    branch = make_branch()
    kind = UnitType.objects.create(code="town", name="Đảng bộ thị trấn", rank=3)
    branch.second.state.type = kind
    branch.second.state.save()
    board = selected(branch, Selection(unit_type="town"))
    assert [row.code for row in board.units] == ["28933"]
    assert (counts(board), [row.unit_code for row in board.heat]) == ({"met": 1, "over_50": 1}, ["28933"])
    assert board.types == (("commune", "Đảng bộ xã"), ("town", "Đảng bộ thị trấn"))


def test_selection_of_a_band_shows_only_rows_that_hold_it() -> None:
    board = selected(make_branch(), Selection(band="over_75"))
    assert [row.code for row in board.reporting] == ["28927"]
    assert [column.number for column in board.columns] == ["1"]
    assert [row.unit_code for row in board.heat] == ["28927"]
    assert [group.name for group in board.groups] == ["Kinh tế"]
    assert [(each.unit_code, each.line.number) for each in board.worst] == [("28927", "1")]


def test_selection_of_a_band_leaves_the_whole_as_it_is() -> None:
    branch = make_branch()
    assert selected(branch, Selection(band="over_75")).sentence == selected(branch).sentence


def test_selection_of_targets_without_data_lists_them() -> None:
    board = selected(make_branch(), Selection(band="no_data"))
    assert [(each.unit_name, each.line.name, each.line.attainment_text) for each in board.worst] == [
        ("Tân Thanh Tây", "Số hợp tác xã thành lập mới", "")
    ]


def test_selections_join() -> None:
    board = selected(make_branch(), Selection("commune", "Xã hội", "met"))
    assert [(each.unit_code, each.line.number) for each in board.worst] == [("28927", "2")]


def test_group_names_are_those_of_the_units_below_in_order() -> None:
    assert selected(make_branch()).group_names == ("Kinh tế", "Xã hội")


def test_groups_written_in_capitals_are_the_same_group() -> None:
    branch = make_branch()
    cast.make_target(branch.second, branch.term, "5", group="KINH TẾ")
    board = selected(branch)
    assert [(group.name, group.total) for group in board.groups] == [("Kinh tế", 4), ("Xã hội", 2)]
    assert board.group_names == ("Kinh tế", "Xã hội")


@pytest.mark.parametrize(
    ("one", "other"), [("KINH TẾ", "Kinh tế"), (" Văn hóa -  xã hội", "VĂN HÓA - XÃ HỘI"), ("", "  ")]
)
def test_group_key_is_the_same_for_ways_of_writing(one: str, other: str) -> None:
    assert group_key(one) == group_key(other)


def test_silent_units_should_have_targets_but_have_none() -> None:
    branch = make_branch()
    cast.make_place("28999", "Thành An", parent=branch.district.state)
    board = selected(branch)
    assert [row.short_name for row in board.silent] == ["Thành An"]
    assert selected(branch, Selection(group="Kinh tế")).silent == ()


def test_silent_units_are_of_types_that_report() -> None:
    branch = make_branch()
    board_type = UnitType.objects.create(code="board", name="Ban", rank=4)
    place = cast.make_place("B1", "Ban Tuyên giáo", parent=branch.district.state)
    place.state.type = board_type
    place.state.save()
    assert selected(branch).silent == ()


def test_unit_rows_say_their_sentence_and_bands() -> None:
    row = selected(make_branch()).units[0]
    assert row.sentence == "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 50%."
    assert [(band.code, band.count) for band in row.bands if band.count] == [("met", 1), ("over_50", 1)]


def test_unconfirmed_figures_are_counted_and_marked_for_whom_they_are_shown() -> None:
    branch = make_branch()
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), "5")
    own = branch_board(
        branch.first.office, state=branch.first.state, term=branch.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME
    )
    assert (own.own.unconfirmed, own.own.counts["met"], own.unconfirmed) == (1, 2, 0)
    assert (selected(branch).unconfirmed, counts(selected(branch))["no_data"]) == (0, 1)


def test_groups_of_follow_another_scheme() -> None:
    branch = make_branch()
    scheme = SCHEMES["two_bands_80"]
    rows = assessed(
        branch.first.office, states=[branch.first.state], term=branch.term, as_of=date(2023, 2, 21), scheme=scheme
    )  # fmt: skip
    found = [
        (group.name, [band.code for band in group.bands if band.count]) for group in groups_of(rows, scheme)
    ]
    assert found == [("Kinh tế", ["over_80", "no_data"]), ("Xã hội", ["met"])]


Heat = tuple[str, list[tuple[str, int, int]], list[tuple[str, list[str | None]]]]


def heats(board: SubtreeBoard) -> list[Heat]:
    """Give name of type, columns with met and units, and rows with the texts of cells, of each level's board."""
    return [
        (
            part.type_name,
            [(column.number, column.met, column.units) for column in part.columns],
            [
                (row.unit_name, [None if cell is None else cell.text for cell in row.cells])
                for row in part.heat
            ],
        )
        for part in board.by_level
    ]


TOWN: Heat = ("Đảng bộ thị trấn", [("1", 1, 1), ("2", 0, 1)], [("Phước Mỹ Trung", ["100", "50"])])
COMMUNES: Heat = (
    "Đảng bộ xã",
    [("1", 1, 2), ("2", 1, 2), ("3", 0, 1)],
    [("Tân Bình", ["100", "50", None]), ("Tân Thanh Tây", ["80", "125", ""])],
)


def test_units_of_each_level_have_a_heat_table_of_their_own_targets() -> None:
    branch = make_branch()
    make_province(branch)
    board = selected(branch)
    assert heats(board) == [TOWN, COMMUNES]
    assert (board.type_name, [part.tally.total for part in board.by_level]) == ("", [2, 5])
    assert sum((part.tally.total for part in board.by_level), 0) == board.tally.total
    assert [[row.code for row in part.units] for part in board.by_level] == [["28889"], ["28933", "28927"]]


def test_towns_and_communes_of_one_rank_share_a_table() -> None:
    branch = make_branch()
    town = make_province(branch)
    kind = town.state.type
    kind.rank = branch.first.state.type.rank
    kind.save()
    board = selected(branch)
    assert (board.by_level, board.type_name) == ((board,), "")
    assert [row.unit_name for row in board.heat] == ["Phước Mỹ Trung", "Tân Bình", "Tân Thanh Tây"]


def test_units_of_one_type_stay_one_table() -> None:
    board = selected(make_branch())
    assert (heats(board), board.by_level[0] is board) == ([COMMUNES], True)


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(unit_type="town"), [TOWN]),
        (Selection(unit_type="commune"), [COMMUNES]),
        (
            Selection(group="Xã hội"),
            [("Đảng bộ xã", [("2", 1, 2)], [("Tân Bình", ["50"]), ("Tân Thanh Tây", ["125"])])],
        ),
        (
            Selection(band="over_75"),
            [("Đảng bộ xã", [("1", 1, 2)], [("Tân Thanh Tây", ["80"])])],
        ),
        (Selection(group="Ngoại giao"), [("", [], [])]),
    ],
)
def test_heat_tables_follow_what_is_selected(selection: Selection, found: list[Heat]) -> None:
    branch = make_branch()
    make_province(branch)
    assert heats(selected(branch, selection)) == found


def test_splitting_by_level_asks_nothing_more() -> None:
    branch = make_branch()
    make_province(branch)
    board = selected(branch)
    with CaptureQueriesContext(connection) as asked:
        heats(board)
    assert len(asked) == 0
