"""The form of a unit: written, read back, the same targets and figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from nhiemky.intake.reading import read_results
from nhiemky.intake.reading.table import ResultRow, ResultsTable
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Comparator, Kind, Method, Period
from nhiemky.org.models import Term
from nhiemky.org.policy import Actor
from nhiemky.reporting.target_form import target_form
from nhiemky.targets.queries import AssessedTarget, assessed
from tests import cast_targets as cast
from tests.cast_boards import Branch, make_branch
from tests.cast_targets import Place


def read_back(place: Place, term: Term, actor: Actor | None = None) -> ResultsTable:
    found = target_form(actor or place.office, state=place.state, term=term, today=cast.TODAY)
    return read_results(found.data)


def kept(place: Place, term: Term) -> tuple[AssessedTarget, ...]:
    return assessed(
        place.office, states=[place.state], term=term, as_of=date(2025, 12, 31), scheme=DEFAULT_SCHEME
    )


def goal(row: ResultRow | AssessedTarget) -> tuple[object, ...]:
    """Give what is demanded, without the wording."""
    demand = row.goal if isinstance(row, ResultRow) else row.fact.goal
    return (
        demand.comparator, demand.target, demand.low, demand.high, demand.baseline, demand.baseline_year, demand.phased,
        demand.due, demand.method,
    )  # fmt: skip


def figures(row: ResultRow | AssessedTarget) -> list[tuple[Period, object, bool | None]]:
    found = row.measured if isinstance(row, ResultRow) else row.fact.measured
    return [(each.period, each.value, each.done) for each in found]


def assert_same(place: Place, term: Term) -> None:
    table = read_back(place, term)
    rows = kept(place, term)
    assert [(row.number, row.code, row.name, row.group, row.unit_of_measure) for row in table.rows] == [
        (row.fact.number, row.fact.code, row.fact.name, row.fact.group, row.fact.unit_of_measure) for row in rows
    ]  # fmt: skip
    assert [goal(row) for row in table.rows] == [goal(row) for row in rows]
    assert [figures(row) for row in table.rows] == [figures(row) for row in rows]


@pytest.mark.django_db
class TestTargetForm:
    """Forms of a small branch."""

    @pytest.fixture
    def branch(self) -> Branch:
        return make_branch()

    def test_is_named_after_unit_and_term(self, branch: Branch) -> None:
        found = target_form(branch.first.office, state=branch.first.state, term=branch.term, today=cast.TODAY)
        assert found.file_name == "bieu-chi-tieu-28927-2020-2025.xlsx"

    def test_says_of_whom_it_is(self, branch: Branch) -> None:
        table = read_back(branch.first, branch.term)
        assert (table.unit, table.unit_code, table.term, table.own_form) == (
            "Đảng bộ xã Tân Thanh Tây",
            "28927",
            "2020-2025",
            True,
        )

    def test_reads_back_as_the_same_targets(self, branch: Branch) -> None:
        assert_same(branch.first, branch.term)

    def test_has_no_problems_but_notices(self, branch: Branch) -> None:
        table = read_back(branch.first, branch.term)
        assert [problem for problem in table.problems if problem.severity != "notice"] == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"comparator": Comparator.BETWEEN, "target": None, "low": Decimal(9), "high": Decimal(10), "method": Method.RANGE},
            {"comparator": Comparator.ABOVE, "target": Decimal(90)},
            {"comparator": Comparator.BELOW, "target": Decimal(8), "baseline": Decimal("9.5"), "baseline_year": 2020},
            {"comparator": Comparator.DONE, "target": None, "unit_of_measure": "", "method": Method.MILESTONE},
            {"due": date(2024, 6, 30)},
            {"kind": Kind.ACCUMULATE, "target": Decimal("1809.5")},
            {"kind": Kind.EVERY_PERIOD, "method": Method.RATIO},
            {"phased": ((2022, Decimal(50)), (2023, Decimal("57.5")))},
            {"name": '=1+1 & "ngoặc" <b>'},
            {"group": "", "code": "CT-9"},
        ],
        ids=str,
    )  # fmt: skip
    def test_carries_every_kind_of_target(self, branch: Branch, changes: dict[str, object]) -> None:
        cast.make_target(branch.second, branch.term, "9", **changes)
        assert_same(branch.second, branch.term)

    def test_carries_a_zero_and_leaves_missing_empty(self, branch: Branch) -> None:
        cast.record(branch.first, branch.first.unit.targets.get(number="3"), 0, 2021)
        table = read_back(branch.first, branch.term)
        assert [figures(row) for row in table.rows][2] == [(Period.of_year(2021), Decimal(0), None)]

    def test_carries_years_only(self, branch: Branch) -> None:
        cast.actions.record_observation(
            branch.first.office,
            target=branch.first.unit.targets.get(number="3"),
            period=Period(date(2023, 1, 1), date(2023, 3, 31)),
            value=Decimal(1),
            now=cast.NOW,
        )
        assert figures(read_back(branch.first, branch.term).rows[2]) == []

    def test_gives_the_latest_figures_to_the_unit_and_confirmed_ones_to_others(self, branch: Branch) -> None:
        cast.record(branch.first, branch.first.unit.targets.get(number="1"), 60)
        own = read_back(branch.first, branch.term).rows[0]
        above = read_back(branch.first, branch.term, branch.district.office).rows[0]
        assert (figures(own)[0][1], figures(above)[0][1]) == (Decimal(60), Decimal(56))

    def test_of_a_unit_without_targets_is_an_empty_form(self, branch: Branch) -> None:
        found = target_form(
            branch.district.office, state=branch.district.state, term=branch.term, today=cast.TODAY
        )
        assert found.data[:2] == b"PK"


class AnyFigures(TestCase):
    """Whatever the figures, they come back as they went."""

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(some.lists(some.decimals(min_value=0, max_value=10**7, places=3), min_size=5, max_size=5))
    def test_come_back_exactly(self, values: list[Decimal]) -> None:
        term = cast.make_term()
        place = cast.make_place("28927", "Tân Thanh Tây")
        row = cast.make_target(place, term, "1")
        for year, value in zip(range(2021, 2026), values, strict=True):
            cast.actions.record_observation(
                place.office, target=row, period=Period.of_year(year), value=value, now=cast.NOW
            )
        found = figures(read_back(place, term).rows[0])
        assert [value for _, value, _ in found] == values
