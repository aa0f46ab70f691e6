"""The form of work items of a unit: what it holds, and that bringing it back changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.intake import actions, queries
from nhiemky.intake.reading.work_table import read_work
from nhiemky.intake.vocab import BatchKind, WorkRowState
from nhiemky.reporting.work_form import work_form
from nhiemky.work.queries import WorkFilters
from nhiemky.work.vocab import WorkState
from tests.cast_targets import TODAY, Place, make_place, make_term
from tests.cast_work import NOW, make_item, make_programme, report

pytestmark = pytest.mark.django_db


def full_list() -> Place:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_programme(place, term)
    first = make_item(
        place, term, "1", code="DUA", supporting="Hội Nông dân", programme="16-CTr/HU",
        starts_on=date(2021, 3, 1), product="Vùng trồng 60 ha", note="một\nhai",
    )  # fmt: skip
    second = make_item(place, term, "T1", key=True, breakthrough=True, group="", lead="", due_on=None)
    make_item(place, term, "2")
    report(place, first, WorkState.IN_PROGRESS, 40, on=date(2022, 6, 30), result="Đã trồng\n40 ha")
    report(place, second, WorkState.DONE, on=date(2022, 12, 31), evidence="Quyết định 12")
    return place


def test_the_form_holds_the_list_as_it_stood_that_day() -> None:
    place = full_list()
    file = work_form(place.office, state=place.state, term=make_term(), on=TODAY, with_days=True)
    table = read_work(file.data)
    assert file.file_name == "dau-cong-viec-28927-2020-2025.xlsx"
    assert (table.unit, table.unit_code, table.term) == ("Đảng bộ xã Tân Thanh Tây", "28927", "2020-2025")
    assert table.problems == ()
    assert [(row.number, row.key, row.state, row.percent, row.reported_on) for row in table.rows] == [
        ("1", False, "in_progress", 40, date(2022, 6, 30)),
        ("T1", True, "done", 100, date(2022, 12, 31)),
        ("2", False, "", None, None),
    ]
    earlier = work_form(place.office, state=place.state, term=make_term(), on=date(2022, 7, 1))
    assert [row.state for row in read_work(earlier.data).rows] == ["in_progress", "", ""]


@pytest.mark.parametrize("with_days", [True, False])
def test_the_form_brought_back_unchanged_changes_nothing(with_days: bool) -> None:
    place, term = full_list(), make_term()
    file = work_form(place.office, state=place.state, term=term, on=TODAY, with_days=with_days)
    batch = actions.open_batch(
        place.office, unit=place.unit, term=term, file_name=file.file_name, data=file.data, now=NOW,
        kind=BatchKind.WORK,
    )  # fmt: skip
    preview = queries.work_preview(batch)
    assert [row.state for row in preview.rows] == [WorkRowState.SAME] * 3
    assert preview.problems == ()


def test_the_form_takes_filters_and_is_empty_for_strangers() -> None:
    place, term = full_list(), make_term()
    keys = work_form(place.office, state=place.state, term=term, on=TODAY, filters=WorkFilters(key=True))
    assert [row.number for row in read_work(keys.data).rows] == ["T1"]
    other = make_place("28957", "Nhuận Phú Tân")
    strange = work_form(other.office, state=place.state, term=term, on=TODAY)
    assert read_work(strange.data).rows == ()
