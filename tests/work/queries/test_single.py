"""One work item with its reports, and what was taken off a list."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.work import actions
from nhiemky.work.queries import item, progress_of, removed_items
from nhiemky.work.vocab import WorkState
from tests.cast_targets import TODAY, make_place, make_term
from tests.cast_work import NOW, make_item, report

pytestmark = pytest.mark.django_db


def test_an_item_comes_with_every_version_of_every_report_up_to_the_day() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    made = make_item(place, term)
    report(place, made, WorkState.IN_PROGRESS, 10, on=date(2022, 1, 31))
    report(place, made, WorkState.IN_PROGRESS, 20, on=date(2022, 1, 31))
    report(place, made, WorkState.DONE, on=date(2022, 12, 1))
    page = item(place.office, id=made.pk, on=TODAY)
    assert [(each.on, each.version, each.percent) for each in page.progress] == [
        (date(2022, 12, 1), 1, 100),
        (date(2022, 1, 31), 2, 20),
        (date(2022, 1, 31), 1, 10),
    ]
    assert (page.row, page.line.state, page.line.percent) == (made, WorkState.DONE, 100)
    earlier = item(place.office, id=made.pk, on=date(2022, 6, 1))
    assert (len(earlier.progress), earlier.line.percent) == (2, 20)
    assert progress_of(made).count() == 3


def test_a_removed_item_can_still_be_opened_and_is_listed_apart() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    first, second = make_item(place, term, "1"), make_item(place, term, "2")
    make_item(place, term, "3")
    actions.remove_item(place.office, item=first, on=date(2022, 1, 1), reason="Trùng", now=NOW)
    actions.remove_item(place.office, item=second, on=date(2022, 2, 1), reason="Trùng", now=NOW)
    assert item(place.office, id=first.pk, on=TODAY).row.removed_because == "Trùng"
    assert removed_items(place.office, unit=place.unit, term=term) == [second, first]


def test_the_number_of_queries_does_not_depend_on_the_number_of_reports() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    made = make_item(place, term)
    counts = []
    for day in (1, 2, 3):
        report(place, made, WorkState.IN_PROGRESS, day, on=date(2022, 1, day))
        with CaptureQueriesContext(connection) as queries:
            item(place.office, id=made.pk, on=TODAY)
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 7
