"""One target, its versions, the entry grid, and the cut-off taken when none is chosen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.history.vocab import Denied, NotFound
from nhiemky.kernel.scoring import Period
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions, queries
from nhiemky.targets.queries import EntryCell
from nhiemky.targets.vocab import ObservationState
from tests.cast_targets import (
    NOW,
    TODAY,
    actor_in,
    confirm_all,
    make_place,
    make_target,
    make_term,
    record,
)

pytestmark = pytest.mark.django_db


def test_target_is_found_by_who_may_see_it_removed_or_not() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    made = make_target(place, term)
    actions.remove_target(place.office, target=made, reason="Bỏ", now=NOW)
    assert queries.target(place.leader, id=made.pk) == made
    for who, key in ((make_place("900", "Chợ Lách").office, made.pk), (place.office, made.pk + 1)):
        with pytest.raises(NotFound, match="Không có chỉ tiêu này"):
            queries.target(who, id=key)


def test_targets_come_in_their_order_without_removed_ones() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    made = [make_target(place, term, number) for number in ("3", "1", "2")]
    actions.remove_target(place.office, target=made[1], reason="Bỏ", now=NOW)
    shown = [
        [
            row.number
            for row in queries.targets_of(place.office, unit=place.unit, term=term, include_removed=removed)
        ]
        for removed in (False, True)
    ]
    assert shown == [["3", "2"], ["3", "1", "2"]]
    with pytest.raises(Denied):
        queries.targets_of(make_place("900", "Chợ Lách").office, unit=place.unit, term=term)


def test_superseded_values_stay_readable() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    record(place, target, 60, confirmed=True)
    record(place, target, 61)
    record(place, target, 50, 2021)
    rows = queries.observations_of(place.office, target=target)
    assert [(row.period_end.year, row.version, row.value) for row in rows] == [
        (2022, 2, Decimal(61)),
        (2022, 1, Decimal(60)),
        (2021, 1, Decimal(50)),
    ]


def test_superior_reads_confirmed_versions_unless_the_role_shows_more() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    target = make_target(place, term)
    record(place, target, 60, confirmed=True)
    record(place, target, 61)
    overseer = actor_in(district.unit, RoleCode.OVERSEER, name="Ban Tổ chức")
    counts = [
        queries.observations_of(who, target=target).count()
        for who in (district.office, overseer, place.leader)
    ]
    assert counts == [1, 2, 2]


def test_entry_grid_shows_latest_versions_with_their_state() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    first, second = make_target(place, term, "1"), make_target(place, term, "2")
    record(place, first, 60, confirmed=True)
    record(place, first, "61.5")
    periods = [Period.of_year(2021), Period.of_year(2022)]
    rows = queries.entry_rows(place.office, unit=place.unit, term=term, periods=periods)
    assert [row.target for row in rows] == [first, second]
    assert rows[1].cells == (EntryCell(periods[0]), EntryCell(periods[1]))
    assert rows[0].cells == (
        EntryCell(periods[0]),
        EntryCell(
            periods[1], value=Decimal("61.5"), version=2, state=ObservationState.DRAFT,
            entered_by="Văn phòng Tân Thanh Tây", entered_at=NOW,
        ),
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_entry_grid_takes_the_same_queries_for_any_number_of_rows(count: int) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    for number in range(count):
        record(place, make_target(place, term, str(number + 1)), 60)
    with CaptureQueriesContext(connection) as captured:
        rows = queries.entry_rows(place.office, unit=place.unit, term=term, periods=[Period.of_year(2022)])
    assert (len(rows), len(captured)) == (count, 3)


def test_superior_without_sight_of_drafts_gets_no_entry_grid() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    with pytest.raises(Denied):
        queries.entry_rows(district.office, unit=place.unit, term=term, periods=[])
    with pytest.raises(Denied):
        queries.waiting_figures(district.office, unit=place.unit, term=term)


def test_waiting_figures_are_those_submitted_in_the_order_of_targets() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    targets = [make_target(place, term, number) for number in ("1", "2", "3")]
    for target in reversed(targets):
        record(place, target, 60)
    actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)
    record(place, targets[1], 61)
    waiting = queries.waiting_figures(place.leader, unit=place.unit, term=term)
    assert [row.target.number for row in waiting] == ["1", "3"]
    drafts = queries.waiting_figures(place.office, unit=place.unit, term=term, state=ObservationState.DRAFT)
    assert [row.target.number for row in drafts] == ["2"]


def test_default_cut_off_is_the_terms_else_the_latest_figure_else_today() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()

    def cut_off() -> date:
        return queries.default_cut_off(place.office, unit_ids=[place.unit.pk], term=term)

    assert cut_off() == TODAY
    target = make_target(place, term)
    record(place, target, 60, 2021)
    record(place, target, 60, 2022)
    assert cut_off() == date(2022, 12, 31)
    term.cut_off = date(2023, 6, 30)
    assert cut_off() == date(2023, 6, 30)


def test_default_cut_off_passes_over_what_counts_for_nobody_any_more() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)

    def cut_off() -> date:
        return queries.default_cut_off(place.office, unit_ids=[place.unit.pk], term=term)

    record(place, target, 60, 2021, confirmed=True)
    record(place, target, 60, 2023)
    assert cut_off() == date(2023, 12, 31)
    record(place, target, None, 2023)
    assert cut_off() == date(2021, 12, 31)
    record(place, target, 60, 2022, confirmed=True)
    record(place, target, None, 2022)
    assert cut_off() == date(2022, 12, 31), "a superior sees it until the withdrawal is confirmed"
    confirm_all(place, term)
    assert cut_off() == date(2021, 12, 31)


def test_latest_versions_of_a_unit_leave_out_what_was_superseded() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term)
    for value in (60, 61, 62):
        record(place, target, value)
    confirm_all(place, term)
    rows = queries.latest_versions(place.unit, term)
    assert [(row.version, row.state) for row in rows] == [(3, "confirmed")]
