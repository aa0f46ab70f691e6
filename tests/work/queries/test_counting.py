"""Numbers of work items over units, groups, states, and items that units share."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.work.queries import WorkCount, shared_items, tallies
from nhiemky.work.vocab import WorkState
from tests.cast_targets import TODAY, make_place, make_term
from tests.cast_work import make_item, report

pytestmark = pytest.mark.django_db

NOT_YET, GOING, DONE = WorkState.NOT_STARTED, WorkState.IN_PROGRESS, WorkState.DONE
CANCELLED, PAUSED = WorkState.CANCELLED, WorkState.PAUSED


def states(**numbers: int) -> dict[WorkState, int]:
    return {state: numbers.get(state.value, 0) for state in WorkState}


def test_key_items_are_among_the_total_and_every_part_adds_up() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place = make_place("28927", "Tân Thanh Tây", parent=district.state)
    empty = make_place("28957", "Nhuận Phú Tân", parent=district.state)
    term = make_term()
    report(district, make_item(district, term, "1"), DONE)
    make_item(district, term, "T1", key=True, group="Công nghiệp", due_on=date(2024, 6, 30))
    report(place, make_item(place, term, "1"), GOING, 30)
    report(place, make_item(place, term, "T1", key=True), DONE)
    report(place, make_item(place, term, "3", group=""), CANCELLED)
    where = [district.state, place.state, empty.state]
    tally = tallies(district.office, states=where, term=term, on=TODAY)
    assert (tally.total, tally.key, tally.done, tally.key_done, tally.overdue) == (5, 2, 2, 1, 1)
    assert tally.by_state == states(not_started=1, in_progress=1, done=2, cancelled=1)
    assert tally.by_group == {
        "Kinh tế": WorkCount(3, 1, 2, 1, 1, states(in_progress=1, done=2)),
        "Công nghiệp": WorkCount(1, 1, 0, 0, 0, states(not_started=1)),
        "": WorkCount(1, 0, 0, 0, 0, states(cancelled=1)),
    }
    assert tally.by_unit == {
        district.unit.pk: WorkCount(2, 1, 1, 0, 0, states(not_started=1, done=1)),
        place.unit.pk: WorkCount(3, 1, 1, 1, 1, states(in_progress=1, done=1, cancelled=1)),
        empty.unit.pk: WorkCount(),
    }
    assert sum(count.total for count in tally.by_unit.values()) == tally.total


def test_sixty_four_items_and_twelve_key_ones_are_seventy_six() -> None:
    place, term = make_place("838", "Mỏ Cày Bắc"), make_term()
    from nhiemky.work import actions
    from tests.cast_work import ASSIGNED, NOW, work_row

    rows = [work_row(str(number)) for number in range(1, 65)]
    rows += [work_row(f"T{number}", key=True) for number in range(1, 13)]
    actions.add_items(place.office, unit=place.unit, term=term, rows=rows, on=ASSIGNED, now=NOW)
    tally = tallies(place.office, states=[place.state], term=term, on=TODAY)
    assert (tally.total, tally.key, tally.done, tally.overdue) == (76, 12, 0, 76)


def test_numbers_are_those_of_the_day() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    report(place, item, DONE, on=date(2023, 1, 31))
    found = [
        (tally.total, tally.done, tally.overdue)
        for day in (date(2021, 1, 1), date(2022, 12, 31), date(2023, 1, 30), date(2023, 1, 31))
        for tally in [tallies(place.office, states=[place.state], term=term, on=day)]
    ]
    assert found == [(0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)]


def test_shared_items_are_counted_by_code_with_the_units_that_wait() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    first = make_place("28927", "Tân Thanh Tây", parent=district.state)
    second = make_place("28957", "Nhuận Phú Tân", parent=district.state)
    term = make_term()
    for place in (first, second):
        make_item(place, term, "1", code="A", name="Đại hội chi bộ")
        report(place, make_item(place, term, "2", code="B", key=True), DONE)
        make_item(place, term, "3")
    report(second, make_item(second, term, "4", code="C"), PAUSED)
    found = shared_items(district.office, states=[second.state, first.state], term=term, on=TODAY)
    assert [(item.code, item.key, item.count.total, item.count.done) for item in found] == [
        ("A", False, 2, 0),
        ("C", False, 1, 0),
        ("B", True, 2, 2),
    ]
    assert [item.open_units for item in found] == [
        (second.unit.pk, first.unit.pk),
        (second.unit.pk,),
        (),
    ]
    assert found[0].name == "Đại hội chi bộ"
