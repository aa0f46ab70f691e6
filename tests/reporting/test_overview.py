"""The overview of a unit and its branch, against slow and plain counting, through reforms of the tree."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.org import actions as org
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.reporting.board import SubtreeBoard, unit_board
from nhiemky.reporting.overview import Overview, branch_board, overview
from nhiemky.reporting.todo import Task
from tests import cast_targets as cast
from tests.cast import make_tree, make_unit, overseer
from tests.cast_boards import CUT_OFF, Stage, facts, fill, make_stage, place_of
from tests.cast_targets import Place


def seen(stage: Stage, place: Place, actor: Actor | None = None, **changes: object) -> Overview:
    asked: dict[str, object] = {"as_of": CUT_OFF, "scheme": DEFAULT_SCHEME, **changes}
    return overview(actor or place.office, state=place.state, term=stage.term, **asked)  # type: ignore[arg-type]


def whole(stage: Stage, actor: Actor | None = None, **changes: object) -> SubtreeBoard:
    asked: dict[str, object] = {"as_of": CUT_OFF, "scheme": DEFAULT_SCHEME, **changes}
    return branch_board(
        actor or stage.district.office,
        state=stage.district.state,
        term=stage.term,
        **asked,  # type: ignore[arg-type]
    )


@pytest.mark.django_db
class TestOverview:
    """The usual tree with two communes that report."""

    @pytest.fixture
    def stage(self) -> Stage:
        return make_stage(make_tree())

    def test_is_the_unit_board_and_the_branch_board(self, stage: Stage) -> None:
        cast.make_target(stage.district, stage.term, "1")
        found = seen(stage, stage.district)
        own = unit_board(
            stage.district.office, state=stage.district.state, term=stage.term, as_of=CUT_OFF, scheme=DEFAULT_SCHEME
        )  # fmt: skip
        assert found.unit == own
        branch = whole(stage)
        assert found.branch is not None
        assert (found.branch.tally, found.branch.units, found.branch.heat, found.branch.columns) == (
            branch.tally,
            branch.units,
            branch.heat,
            branch.columns,
        )

    def test_counts_the_units_own_targets_apart(self, stage: Stage) -> None:
        cast.make_target(stage.district, stage.term, "1")
        found = seen(stage, stage.district)
        assert found.branch is not None
        assert (found.unit.tally.total, found.branch.own.total, found.branch.tally.total) == (1, 1, 5)

    def test_has_a_branch_only_where_units_below_have_targets(self, stage: Stage) -> None:
        assert seen(stage, stage.first).branch is None
        assert seen(stage, place_of(stage.tree.third)).branch is None

    def test_says_what_waits(self, stage: Stage) -> None:
        assert [(each.task, each.count) for each in seen(stage, stage.first).todo] == [(Task.MISSING, 1)]
        assert seen(stage, stage.district).todo == ()

    def test_reaches_over_two_levels(self, stage: Stage) -> None:
        province = place_of(stage.tree.province)
        found = seen(stage, province)
        assert found.branch is not None
        assert [(row.code, row.depth, row.total) for row in found.branch.units if row.total] == [
            ("28927", 2, 3),
            ("28957", 2, 2),
        ]

    def test_shows_the_same_sentence_as_the_report(self, stage: Stage) -> None:
        assert seen(stage, stage.first).unit.sentence == facts(stage.first, stage.term).board.sentence

    def test_shows_a_follower_unconfirmed_figures_when_asked(self, stage: Stage) -> None:
        cast.record(stage.first, stage.first.unit.targets.get(number="3"), 4)
        follower = overseer(stage.tree.district)
        without = whole(stage, follower)
        including = whole(stage, follower, include_unconfirmed=True)
        assert (without.unconfirmed, without.tally.counts["no_data"]) == (0, 1)
        assert (including.unconfirmed, including.tally.counts["no_data"]) == (1, 0)

    def test_shows_a_stranger_nothing(self, stage: Stage) -> None:
        found = whole(stage, stage.first.office)
        assert [row.code for row in found.units if row.total] == ["28927"]
        assert whole(stage, place_of(stage.tree.far).office).units == ()

    def test_follows_the_tree_of_the_day(self, stage: Stage) -> None:
        org.merge_units(
            SYSTEM_ACTOR,
            predecessors=[stage.tree.second.unit],
            successor=stage.tree.commune.unit,
            on=date(2024, 1, 1),
        )
        assert [row.code for row in whole(stage).reporting] == ["28927", "28957"]
        after = whole(stage, SYSTEM_ACTOR, as_of=date(2024, 6, 30))
        assert [row.code for row in after.reporting] == ["28927"]

    def test_keeps_the_name_of_the_day(self, stage: Stage) -> None:
        org.change_unit(
            SYSTEM_ACTOR,
            unit=stage.tree.commune.unit,
            on=date(2024, 1, 1),
            name="Đảng bộ phường Tân Thanh Tây",
        )
        names = [
            next(row.name for row in whole(stage, SYSTEM_ACTOR, as_of=day).units if row.code == "28927")
            for day in (CUT_OFF, date(2024, 1, 1))
        ]
        assert names == ["Đảng bộ xã Tân Thanh Tây", "Đảng bộ phường Tân Thanh Tây"]


class AnyFigures(TestCase):
    """Whatever the units reported, the board is what plain counting gives."""

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        some.lists(
            some.tuples(some.integers(0, 140), some.one_of(some.none(), some.integers(0, 200))),
            min_size=1,
            max_size=5,
        )
    )
    def test_count_the_same_by_hand(self, reported: list[tuple[int, int | None]]) -> None:
        tree = make_tree()
        stage = Stage(
            tree, cast.make_term(), place_of(tree.district), place_of(tree.commune), place_of(tree.second)
        )
        expected: Counter[str] = Counter()
        for number, (income, other) in enumerate(reported):
            place = place_of(make_unit(f"Xã {number}", code=f"9{number}", parent=tree.district))
            fill(place, stage.term, income=str(income), poverty="1")
            extra = cast.make_target(place, stage.term, "9", code="C9", target=Decimal(100))
            if other is not None:
                cast.record(place, extra, other, confirmed=True)
            expected["met"] += 1
            expected[band(Decimal(income) * 100 / 70)] += 1
            expected["no_data" if other is None else band(Decimal(other))] += 1
        found = whole(stage)
        assert {code: n for code, n in found.tally.counts.items() if n} == dict(expected)
        assert found.tally.total == 3 * len(reported)
        assert sum(column.met for column in found.columns) == expected["met"]
        cells = [cell.class_code for row in found.heat for cell in row.cells if cell is not None]
        assert Counter(cells) == expected
        assert sum(group.total for group in found.groups) == found.tally.total


def band(percent: Decimal) -> str:
    """Give the band of the default scheme by comparing edge after edge."""
    edges = ((100, "met"), (90, "over_90"), (75, "over_75"), (50, "over_50"))
    return next((code for edge, code in edges if percent >= edge), "under_50")
