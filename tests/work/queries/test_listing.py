"""Lists of work items as they stood on a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.work import actions
from nhiemky.work.models import WorkItem
from nhiemky.work.queries import WorkFilters, WorkLine, tallies, work_list
from nhiemky.work.vocab import WorkState
from tests.cast_targets import TODAY, Place, make_place, make_target, make_term
from tests.cast_work import ASSIGNED, NOW, make_item, make_programme, report

pytestmark = pytest.mark.django_db

DONE, GOING = WorkState.DONE, WorkState.IN_PROGRESS


def listed(place: Place, on: date = TODAY, **filters: object) -> list[WorkLine]:
    wanted = WorkFilters(**filters)  # type: ignore[arg-type]
    return work_list(place.office, states=[place.state], term=make_term(), on=on, filters=wanted)


def numbers(place: Place, on: date = TODAY, **filters: object) -> list[str]:
    return [line.number for line in listed(place, on, **filters)]


def test_a_line_tells_everything_that_is_known_of_an_item() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    programme = make_programme(place, term)
    item = make_item(
        place, term, "T1", code="CCN", key=True, breakthrough=True, supporting="Các xã", programme="16-CTr/HU",
        starts_on=date(2021, 3, 1), product="Dự án", note="ghi chú", illustrative=True, lead_unit="28927",
    )  # fmt: skip
    target = make_target(place, term, "7")
    actions.link_targets(place.office, item=item, targets=[target], now=NOW)
    report(place, item, GOING, 60, on=date(2022, 12, 1), result="Đã làm", evidence="BC 1")
    assert listed(place) == [
        WorkLine(
            id=item.pk, unit_id=place.unit.pk, number="T1", code="CCN", group="Kinh tế", name=item.name, key=True,
            breakthrough=True, lead="Ủy ban nhân dân xã", lead_unit_id=place.unit.pk, supporting="Các xã",
            programme_id=programme.pk, programme="16-CTr/HU", product="Dự án", assigned_on=ASSIGNED,
            starts_on=date(2021, 3, 1), due_on=date(2022, 12, 31), note="ghi chú", illustrative=True, state=GOING,
            percent=60, result="Đã làm", evidence="BC 1", evidence_directive_id=None, reported_on=date(2022, 12, 1),
            reported_by="Văn phòng Tân Thanh Tây", version=1, overdue=True, days_late=52, targets=("7",),
            target_ids=(target.pk,),
        )
    ]  # fmt: skip


def test_an_item_is_listed_from_its_day_until_it_is_removed() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term, on=date(2021, 1, 15))
    actions.remove_item(place.office, item=item, on=date(2022, 6, 1), reason="Trùng", now=NOW)
    found = {
        day: numbers(place, day)
        for day in (date(2021, 1, 14), date(2021, 1, 15), date(2022, 5, 31), date(2022, 6, 1), TODAY)
    }
    assert list(found.values()) == [[], ["1"], ["1"], [], []]
    actions.restore_item(place.office, item=item, now=NOW)
    assert numbers(place) == ["1"]


def test_what_counts_on_a_day_is_the_latest_day_then_the_highest_version() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    report(place, item, GOING, 50, on=date(2022, 6, 30))
    report(place, item, GOING, 20, on=date(2021, 12, 31))
    report(place, item, GOING, 55, on=date(2022, 6, 30))
    report(place, item, DONE, on=date(2023, 1, 31))
    found = [
        (line.state, line.percent, line.version, line.overdue, line.days_late)
        for day in (
            date(2021, 12, 30),
            date(2022, 1, 1),
            date(2022, 6, 30),
            date(2023, 1, 30),
            date(2023, 1, 31),
        )
        for line in listed(place, day)
    ]
    assert found == [
        (WorkState.NOT_STARTED, None, 0, False, 0),
        (GOING, 20, 1, False, 0),
        (GOING, 55, 2, False, 0),
        (GOING, 55, 2, True, 30),
        (DONE, 100, 1, False, 0),
    ]


@pytest.mark.parametrize(
    ("state", "on", "overdue", "days"),
    [
        (None, date(2022, 12, 31), False, 0),
        (None, date(2023, 1, 1), True, 1),
        (GOING, date(2023, 2, 21), True, 52),
        (WorkState.PAUSED, date(2023, 1, 10), True, 10),
        (WorkState.CANCELLED, date(2023, 2, 21), False, 0),
        (DONE, date(2023, 2, 21), False, 0),
    ],
)
def test_overdue_follows_from_the_due_date_and_the_state(
    state: WorkState | None, on: date, overdue: bool, days: int
) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    if state is not None:
        report(place, item, state, on=date(2022, 6, 1))
    (line,) = listed(place, on)
    assert (line.overdue, line.days_late) == (overdue, days)


def test_an_item_without_due_date_is_never_overdue() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_item(place, term, due_on=None)
    assert not listed(place)[0].overdue


def test_the_version_that_a_report_expects_is_that_of_its_day() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    report(place, item, GOING, 10)
    report(place, item, GOING, 20)
    (line,) = listed(place)
    assert (line.version_on(TODAY), line.version_on(date(2023, 2, 20))) == (2, 0)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["1", "2", "T1"]),
        ({"text": "dua huu co"}, ["1", "2"]),
        ({"text": "HỘI NÔNG"}, ["2"]),
        ({"text": "cụm   công nghiệp"}, ["T1"]),
        ({"text": "không có"}, []),
        ({"key": True}, ["T1"]),
        ({"key": False}, ["1", "2"]),
        ({"breakthrough": True}, ["2"]),
        ({"states": frozenset({DONE, WorkState.NOT_STARTED})}, ["1", "T1"]),
        ({"group": "Công nghiệp"}, ["T1"]),
        ({"group": ""}, []),
        ({"overdue": True}, ["2"]),
        ({"overdue": False}, ["1", "T1"]),
        ({"due_from": date(2023, 1, 1)}, ["T1"]),
        ({"due_until": date(2022, 12, 31)}, ["1", "2"]),
    ],
)
def test_filters_keep_what_is_looked_for(filters: dict[str, object], found: list[str]) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    report(place, make_item(place, term, "1"), DONE)
    report(place, make_item(place, term, "2", lead="Hội Nông dân", breakthrough=True), GOING)
    make_item(
        place, term, "T1", name="Cụm công nghiệp", key=True, group="Công nghiệp", due_on=date(2024, 6, 30)
    )
    assert numbers(place, **filters) == found  # type: ignore[arg-type]


def test_filters_by_programme_leading_unit_and_target() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    programme, target = make_programme(place, term), make_target(place, term)
    make_item(place, term, "1")
    item = make_item(place, term, "2", programme="16-CTr/HU", lead_unit="28927")
    actions.link_targets(place.office, item=item, targets=[target], now=NOW)
    assert numbers(place, programme_id=programme.pk) == ["2"]
    assert numbers(place, lead_unit_id=place.unit.pk) == ["2"]
    assert numbers(place, target_id=target.pk) == ["2"]
    assert numbers(place, target_id=target.pk + 1) == []


def test_units_come_in_the_order_asked_for_and_items_in_that_of_their_list() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    places = [make_place(code, code, parent=district.state) for code in ("28927", "28957")]
    term = make_term()
    for place in places:
        for number in ("2", "1"):
            make_item(place, term, number)
    states = [places[1].state, places[0].state]
    found = work_list(district.office, states=states, term=term, on=TODAY)
    assert [(line.unit_id, line.number) for line in found] == [
        (places[1].unit.pk, "2"),
        (places[1].unit.pk, "1"),
        (places[0].unit.pk, "2"),
        (places[0].unit.pk, "1"),
    ]


def test_a_programme_that_may_not_be_seen_is_not_named() -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    make_item(place, term, "1", programme="")
    hidden = make_programme(make_place("79", "Nơi khác"), term)
    WorkItem.objects.update(programme=hidden)
    (line,) = work_list(district.office, states=[place.state], term=term, on=TODAY)
    assert (line.programme_id, line.programme) == (hidden.pk, "")


@pytest.mark.parametrize("ask", [work_list, tallies])
def test_the_number_of_queries_does_not_depend_on_the_number_of_items(ask: object) -> None:
    district = make_place("838", "Mỏ Cày Bắc")
    place, term = make_place("28927", "Tân Thanh Tây", parent=district.state), make_term()
    make_programme(place, term)
    states = [district.state, place.state]
    counts = []
    for number in ("1", "2", "3"):
        item = make_item(place, term, number, programme="16-CTr/HU", lead_unit="28927")
        target = make_target(place, term, number)
        actions.link_targets(place.office, item=item, targets=[target], now=NOW)
        report(place, item, GOING, 5)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(district.office, states=states, term=term, on=TODAY)  # type: ignore[operator]
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 5
