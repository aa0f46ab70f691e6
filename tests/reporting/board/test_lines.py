"""One assessed target as a line, and counts of bands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nhiemky.kernel.scoring import CLASSES, DEFAULT_SCHEME, SCHEMES, Comparator, Kind, Method, tally
from nhiemky.reporting.board import BandCount, TargetLine, UnitBoard, band_counts
from nhiemky.reporting.board.lines import percent_text, worst_first
from tests import cast_targets as cast
from tests.cast_boards import Branch, board, make_branch


def line_of(found: UnitBoard, number: str) -> TargetLine:
    return next(line for line in found.lines if line.number == number)


def test_band_counts_lists_every_band_and_only_the_classes_that_hold_a_target() -> None:
    found = band_counts(tally(["met", "met", "under_50", "no_data"], DEFAULT_SCHEME), DEFAULT_SCHEME)
    assert found == (
        BandCount("met", "Đạt và vượt", 2, 4),
        BandCount("over_90", "Đạt trên 90%", 0, 4),
        BandCount("over_75", "Đạt trên 75%", 0, 4),
        BandCount("over_50", "Đạt trên 50%", 0, 4),
        BandCount("under_50", "Đạt dưới 50%", 1, 4),
        BandCount("no_data", "Chưa có số liệu", 1, 4),
    )


@given(some.lists(some.sampled_from(DEFAULT_SCHEME.class_codes), max_size=60))
def test_band_counts_add_up_to_the_total(codes: list[str]) -> None:
    found = band_counts(tally(codes, DEFAULT_SCHEME), DEFAULT_SCHEME)
    assert sum(band.count for band in found) == len(codes)
    assert {band.total for band in found} == {len(codes)}
    assert [band.code for band in found if band.code in CLASSES and not band.count] == []


@pytest.mark.parametrize(
    ("count", "total", "percent"),
    [(15, 25, "60.0"), (1, 3, "33.3"), (2, 3, "66.7"), (0, 25, "0.0"), (0, 0, "0"), (1, 1, "100.0")],
)
def test_band_count_gives_its_share(count: int, total: int, percent: str) -> None:
    assert BandCount("met", "Đạt và vượt", count, total).percent == Decimal(percent)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, ""),
        (Fraction(600, 7), "85,71"),
        (Fraction(100), "100"),
        (Fraction(99996, 1000), "99,99"),
        (Fraction(89999, 1000), "89,99"),
        (Fraction(90), "90"),
        (Fraction(-50), "-50"),
        (Fraction(11111, 100), "111,11"),
        (Fraction(0), "0"),
    ],
)
def test_percent_text_never_crosses_the_edge_of_a_band(share: Fraction | None, text: str) -> None:
    assert percent_text(share, DEFAULT_SCHEME) == text


def test_percent_text_follows_the_edges_of_the_scheme() -> None:
    share = Fraction(79999, 1000)
    assert percent_text(share, SCHEMES["two_bands_80"]) == "79,99"
    assert percent_text(share, DEFAULT_SCHEME) == "80"


@pytest.mark.django_db
class TestTargetLine:
    """A target of a real unit, laid out."""

    @pytest.fixture
    def branch(self) -> Branch:
        return make_branch()

    def test_says_goal_result_band_and_course(self, branch: Branch) -> None:
        line = line_of(board(branch.first, branch.term), "2")
        assert (line.goal, line.baseline, line.achieved, line.achieved_value) == (
            "≤ 2",
            "4",
            "1,5",
            Decimal("1.5"),
        )
        assert (line.attainment, line.attainment_text, line.class_code, line.class_name) == (
            Fraction(125),
            "125",
            "met",
            "Đạt và vượt",
        )
        assert (line.kind_name, line.method_name, line.met, line.course_name) == (
            "Số mới nhất",
            "So với mức gốc",
            True,
            "Đã đạt",
        )

    def test_of_no_figures_is_blank_not_zero(self, branch: Branch) -> None:
        line = line_of(board(branch.first, branch.term), "3")
        assert (line.achieved, line.achieved_value, line.attainment, line.attainment_text) == (
            "",
            None,
            None,
            "",
        )
        assert (line.class_name, line.source, line.unconfirmed, line.estimate) == (
            "Chưa có số liệu",
            "",
            False,
            False,
        )

    def test_of_a_reported_zero_is_zero(self, branch: Branch) -> None:
        cast.record(branch.first, branch.first.unit.targets.get(number="3"), 0, confirmed=True)
        line = line_of(board(branch.first, branch.term), "3")
        assert (line.achieved, line.achieved_value, line.class_code) == ("0", Decimal(0), "under_50")

    def test_says_in_how_many_periods_it_was_met(self, branch: Branch) -> None:
        yearly = cast.make_target(
            branch.first, branch.term, "4", name="Thu ngân sách hằng năm", target=Decimal(100),
            kind=Kind.EVERY_PERIOD, method=Method.RATIO,
        )  # fmt: skip
        cast.record(branch.first, yearly, 98, 2021)
        cast.record(branch.first, yearly, 104, 2022)
        line = line_of(board(branch.first, branch.term), "4")
        assert (line.periods, line.achieved, line.class_code) == ("1/2 kỳ đạt", "98", "over_90")

    def test_gives_the_reason_where_nothing_can_be_computed(self, branch: Branch) -> None:
        strange = cast.make_target(
            branch.first, branch.term, "4", name="Giảm hộ nghèo", comparator=Comparator.AT_MOST, target=Decimal(2),
            baseline=Decimal(2), baseline_year=2020, method=Method.LINEAR,
        )  # fmt: skip
        cast.record(branch.first, strange, 3)
        line = line_of(board(branch.first, branch.term), "4")
        assert (line.class_code, line.attainment_text, line.achieved) == ("not_computable", "", "3")
        assert line.reason != ""

    def test_marks_what_is_main_a_breakthrough_and_unconfirmed(self, branch: Branch) -> None:
        row = cast.make_target(branch.first, branch.term, "4", main=True, breakthrough=True, counted=False)
        cast.record(branch.first, row, 60)
        line = line_of(board(branch.first, branch.term), "4")
        assert (line.main, line.breakthrough, line.counted, line.unconfirmed) == (True, True, False, True)

    def test_worst_first_puts_lines_without_attainment_last(self, branch: Branch) -> None:
        lines = sorted(board(branch.first, branch.term).lines, key=worst_first)
        assert [line.number for line in lines] == ["1", "2", "3"]
