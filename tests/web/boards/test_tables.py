"""Tables of boards, column by column."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as some
from lxml import html

from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, Kind, Method
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.reporting.board import EVERYTHING, Selection, SubtreeBoard
from nhiemky.reporting.overview import branch_board
from nhiemky.web.boards.tables import (
    columns_table,
    kind_of_units,
    lines_table,
    small_bar,
    units_table,
    worst_table,
)
from nhiemky.web.tables import Cell, Table
from nhiemky.web.visit import Visit
from tests import cast_targets as cast
from tests.cast_boards import CUT_OFF, Branch, board, make_branch
from tests.standing import standing

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)


@standing(at="2023-02-21 10:00+07:00")
def branch() -> Branch:
    return make_branch()


def visit(branch: Branch, **asked: str) -> Visit:
    request = RequestFactory().get("/bang/", asked)
    return Visit(request, SYSTEM_ACTOR, NOW, CUT_OFF, CUT_OFF, False, branch.district.state, branch.term)


def whole(branch: Branch, selection: Selection = EVERYTHING) -> SubtreeBoard:
    return branch_board(
        branch.district.office, state=branch.district.state, term=branch.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME,
        selection=selection,
    )  # fmt: skip


def lines(branch: Branch, **asked: str) -> Table:
    return lines_table(visit(branch, **asked), board(branch.first, branch.term).lines, DEFAULT_SCHEME)


def cell(table: Table, row: int, key: str) -> Cell:
    place = [head.key for head in table.heads].index(key)
    return table.rows[row][place]


def texts(table: Table, key: str) -> list[str]:
    return [cell(table, row, key).text for row in range(len(table.rows))]


def test_lines_show_what_was_demanded_and_reached(branch: Branch) -> None:
    table = lines(branch)
    assert [each.text for each in table.rows[0]] == [
        "1", "Thu nhập bình quân đầu người", "triệu đồng", "≥ 70", "56", "80", "Đạt trên 75%", "Đúng tiến độ", "",
    ]  # fmt: skip
    assert cell(table, 0, "nhom").mark == "band-word band-word-over_75"


def test_lines_without_figures_show_a_dash(branch: Branch) -> None:
    assert (texts(lines(branch), "th"), texts(lines(branch), "muc")) == (
        ["56", "1,5", "–"],
        ["80", "125", "–"],
    )


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [("so", ["1", "2", "3"]), ("-so", ["3", "2", "1"]), ("muc", ["1", "2", "3"]), ("-muc", ["2", "1", "3"])],
)
def test_lines_sort_with_missing_figures_last(branch: Branch, sort: str, numbers: list[str]) -> None:
    assert texts(lines(branch, xep=sort), "so") == numbers


def test_lines_sort_bands_from_best_to_worst(branch: Branch) -> None:
    assert texts(lines(branch, xep="nhom"), "nhom") == ["Đạt và vượt", "Đạt trên 75%", "Chưa có số liệu"]


def test_lines_sort_numbers_in_the_order_of_the_resolution(branch: Branch) -> None:
    for number in ("10", "9"):
        cast.make_target(branch.first, branch.term, number)
    assert texts(lines(branch, xep="so"), "so") == ["1", "2", "3", "10", "9"]


def test_lines_remark_what_is_special(branch: Branch) -> None:
    row = cast.make_target(branch.first, branch.term, "4", main=True, breakthrough=True, counted=False)
    cast.actions.record_observation(
        branch.first.office, target=row, period=cast.Period.of_year(2022), value=cast.Decimal(60), estimate=True,
        now=cast.NOW,
    )  # fmt: skip
    assert cell(lines(branch), 3, "ten").note == (
        "chỉ tiêu chủ yếu · khâu đột phá · không tính vào tổng · chưa xác nhận · ước thực hiện"
    )
    assert cell(lines(branch), 3, "th").text == "60*"


def test_lines_say_in_how_many_periods_a_target_was_met(branch: Branch) -> None:
    row = cast.make_target(branch.first, branch.term, "4", kind=Kind.EVERY_PERIOD, method=Method.RATIO)
    for year, value in ((2021, 80), (2022, 60)):
        cast.record(branch.first, row, value, year)
    assert cell(lines(branch), 3, "th").note == "1/2 kỳ đạt"


def test_lines_leave_hidden_columns_out(branch: Branch) -> None:
    table = lines(branch, an="nguon")
    assert "nguon" not in [head.key for head in table.heads]
    assert [choice.key for choice in table.choices if not choice.shown] == ["nguon"]


def test_units_show_unconfirmed_only_where_there_are_any(branch: Branch) -> None:
    assert "cho" not in [head.key for head in units_table(visit(branch), whole(branch)).heads]


def test_units_sort_by_the_share_met(branch: Branch) -> None:
    table = units_table(visit(branch, xep="ty-le"), whole(branch))
    assert texts(table, "ty-le") == ["1/3", "1/2"]


def test_units_of_nothing_say_so(branch: Branch) -> None:
    table = units_table(visit(branch), whole(branch, Selection(group="khac")))
    assert (table.total, table.empty) == (0, "Chưa đơn vị nào có chỉ tiêu.")


def test_columns_count_bands_of_each_target(branch: Branch) -> None:
    table = columns_table(visit(branch), whole(branch))
    assert [head.label for head in table.heads] == [
        "STT", "Chỉ tiêu", "Đảng bộ xã đạt và vượt", "Đạt trên 90%", "Đạt trên 75%", "Đạt trên 50%", "Đạt dưới 50%",
        "Chưa có số liệu",
    ]  # fmt: skip
    assert [[each.text for each in row[2:]] for row in table.rows] == [
        ["1/2", "0", "1", "0", "0", "0"],
        ["1/2", "0", "0", "1", "0", "0"],
        ["0/1", "0", "0", "0", "0", "1"],
    ]


def test_columns_add_up_to_the_units_that_have_the_target(branch: Branch) -> None:
    for row in columns_table(visit(branch), whole(branch)).rows:
        met, units = row[2].text.split("/")
        assert int(met) + sum(int(each.text) for each in row[3:]) == int(units)


def test_columns_sort_equal_shares_by_how_many_met(branch: Branch) -> None:
    table = columns_table(visit(branch, xep="-dat"), whole(branch))
    assert texts(table, "dat") == ["1/2", "1/2", "0/1"]


def test_worst_lists_unit_target_and_how_far(branch: Branch) -> None:
    table = worst_table(visit(branch), whole(branch))
    assert table.caption == "Chỉ tiêu đạt thấp nhất"
    assert [[each.text for each in row[:6]] for row in table.rows] == [
        ["Tân Bình", "Tỷ lệ hộ nghèo", "%", "≤ 2", "3", "50"],
        ["Tân Thanh Tây", "Thu nhập bình quân đầu người", "triệu đồng", "≥ 70", "56", "80"],
    ]


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ((True, True), ["chỉ tiêu chủ yếu", ""]),
        ((True, False), ["chỉ tiêu chủ yếu · số liệu minh họa", ""]),
        ((False, True), ["chỉ tiêu chủ yếu", "số liệu minh họa"]),
        ((False, False), ["chỉ tiêu chủ yếu", ""]),
    ],
)
def test_rows_say_that_they_are_illustrative_only_beside_others_that_are_not(
    branch: Branch, marked: tuple[bool, ...], said: list[str]
) -> None:
    first, second = board(branch.first, branch.term).lines[:2]
    shown = [
        replace(first, main=True, illustrative=marked[0]),
        replace(second, main=False, illustrative=marked[1]),
    ]
    table = lines_table(visit(branch), shown, DEFAULT_SCHEME)
    assert [cell(table, row, "ten").note for row in (0, 1)] == said


@pytest.mark.parametrize(
    ("outlook", "note"), [("likely", "dự báo đạt"), ("unlikely", "dự báo khó đạt"), ("", "")]
)
def test_rows_say_where_a_straight_line_leads(branch: Branch, outlook: str, note: str) -> None:
    line = replace(board(branch.first, branch.term).lines[0], outlook=outlook)
    table = lines_table(visit(branch), [line], DEFAULT_SCHEME)
    assert cell(table, 0, "tien-do").note == note


def test_worst_of_a_band_is_named_after_it(branch: Branch) -> None:
    table = worst_table(visit(branch), whole(branch, Selection(band="no_data")))
    assert (table.caption, texts(table, "don-vi"), texts(table, "muc")) == (
        "Chưa có số liệu",
        ["Tân Thanh Tây"],
        ["–"],
    )


def test_worst_of_a_band_that_holds_nothing_says_so(branch: Branch) -> None:
    table = worst_table(visit(branch), whole(branch, Selection(band="under_50")))
    assert (table.total, table.empty) == (0, "Không có chỉ tiêu nào ở nhóm này.")


def test_worst_where_all_is_met_says_so(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="1"), 70, confirmed=True)
    cast.record(branch.second, branch.second.unit.targets.get(number="2"), 2, confirmed=True)
    table = worst_table(visit(branch), whole(branch))
    assert (table.total, table.empty) == (0, "Tất cả các chỉ tiêu có số liệu đều đạt và vượt.")


def test_kind_of_units_is_their_type_where_there_is_one(branch: Branch) -> None:
    assert kind_of_units(whole(branch)) == "Đảng bộ xã"


def test_goal_of_a_thing_to_be_done_is_a_word(branch: Branch) -> None:
    cast.make_target(branch.first, branch.term, "4", comparator=Comparator.DONE, target=None)
    assert texts(lines(branch), "nq")[-1] == "Đạt"


def test_units_have_a_count_of_every_band_a_bar_and_sums(branch: Branch) -> None:
    table = units_table(visit(branch), whole(branch), name="dv")
    assert [[each.text for each in row] for row in table.rows] == [
        ["Đảng bộ xã Tân Bình", "2", "1", "0", "0", "1", "0", "0", "1/2", ""],
        ["Đảng bộ xã Tân Thanh Tây", "3", "1", "0", "1", "0", "0", "1", "1/3", ""],
    ]
    assert [each.text for each in table.foot] == ["Cộng", "5", "2", "0", "1", "1", "0", "1", "2/5", ""]
    drawn = html.fragment_fromstring(str(table.rows[1][-1].shown))
    assert [(part.get("class"), part.get("x"), part.get("width")) for part in drawn] == [
        ("band-met", "0", "333"),
        ("band-over_75", "333", "333"),
        ("band-no_data", "666", "334"),
    ]
    assert [head.label for head in table.heads][-2:] == ["Đạt và vượt trên tổng số", "Biểu đồ"]
    exported = units_table(visit(branch, xuat="xlsx-dv"), whole(branch), name="dv")
    assert [head.label for head in exported.heads][-1] == "Đạt và vượt trên tổng số"


@given(some.lists(some.integers(0, 40), min_size=1, max_size=8).filter(any))
def test_small_bar_fills_its_whole_width(counts: list[int]) -> None:
    drawn = html.fragment_fromstring(small_bar([("met", count) for count in counts], sum(counts)))
    parts = [(int(part.get("x")), int(part.get("width"))) for part in drawn]
    assert len(parts) == sum(count > 0 for count in counts)
    assert [x for x, _ in parts] == [sum(width for _, width in parts[:place]) for place in range(len(parts))]
    assert sum(width for _, width in parts) == 1000
