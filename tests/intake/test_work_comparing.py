"""A file of work items beside the list of a unit: which item a row means, what it states, what its report does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.intake.reading.work_table import read_work
from nhiemky.intake.vocab import ProblemData, WorkRowState
from nhiemky.intake.work_comparing import WorkComparison, compare_work, nothing_new_in, standing_work
from nhiemky.intake.work_rows import WorkChange, WorkProgress, WorkRowData
from nhiemky.org.models import Term
from nhiemky.work import actions
from nhiemky.work.models import WorkItem
from nhiemky.work.vocab import WorkState
from tests.cast_targets import TODAY, Place, make_place, make_term
from tests.cast_work import ASSIGNED, NOW, form_row, make_book, make_item, make_work_form, report, work_row
from tests.standing import standing

pytestmark = pytest.mark.django_db

NEW, CHANGED, SAME, PROBLEM = WorkRowState.NEW, WorkRowState.CHANGED, WorkRowState.SAME, WorkRowState.PROBLEM
NAME = "Xây dựng vùng chuyên canh dừa hữu cơ, việc {}"
HEAD = ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Hạn hoàn thành")


@standing
def place() -> Place:
    return make_place("28927", "Tân Thanh Tây")


@standing
def term() -> Term:
    return make_term()


def compared(place: Place, term: Term, data: bytes, reported_on: date | None = None) -> WorkComparison:
    """Compare the bytes of a file with the list of the unit."""
    return compare_work(
        read_work(data), actor=place.office, unit=place.unit, term=term, path=place.state.path, today=TODAY,
        reported_on=reported_on,
    )  # fmt: skip


def of_form(place: Place, term: Term, **changes: object) -> WorkComparison:
    """Compare the form with one row that says what item 1 says, but for the changes."""
    return compared(place, term, make_work_form(place, form_row("1", **changes)))


def of_office(place: Place, term: Term, *rows: Sequence[object]) -> WorkComparison:
    """Compare an office's own table."""
    return compared(place, term, make_book(HEAD, *rows))


def codes(found: WorkComparison) -> list[tuple[str, str]]:
    return [(each.severity, each.code) for each in found.problems]


@pytest.mark.parametrize(
    ("row", "number", "state"),
    [
        ((1, NAME.format(1), None, None), "1", SAME),
        ((7, NAME.format(1), None, None), "1", SAME),
        ((None, NAME.format(2), "Ủy ban nhân dân xã", None), "2", SAME),
        ((None, NAME.format(2).upper(), "Ủy ban nhân dân xã", None), "2", CHANGED),
        ((1, "Việc khác hẳn", None, None), "1", PROBLEM),
        ((3, "Việc khác hẳn", None, None), "3", NEW),
        ((1, NAME.format(1), "Hội Nông dân", None), "1", CHANGED),
        ((2, NAME.format(2), None, date(2023, 6, 30)), "2", CHANGED),
    ],
)
def test_an_office_means_an_item_by_its_wording(
    place: Place, term: Term, row: Sequence[object], number: str, state: WorkRowState
) -> None:
    make_item(place, term, "1")
    make_item(place, term, "2")
    found = of_office(place, term, row).rows[0]
    assert (found.number, found.state) == (number, state)


def test_the_form_means_an_item_by_its_number(place: Place, term: Term) -> None:
    item = make_item(place, term, "1")
    found = of_form(place, term, name="Việc đã viết lại").rows
    assert found == [
        WorkRowData(
            "Đầu công việc!A2", CHANGED, "1", "Việc đã viết lại", item.pk,
            work_row("1", name="Việc đã viết lại", assigned_on=ASSIGNED),
            (WorkChange("name", NAME.format(1), "Việc đã viết lại"),), None,
        )
    ]  # fmt: skip


def test_a_shared_code_goes_before_number_and_wording(place: Place, term: Term) -> None:
    make_item(place, term, "1")
    coded = make_item(place, term, "2", code="DV-02")
    found = of_form(place, term, code="DV-02").rows[0]
    assert (found.item_id, found.state) == (coded.pk, PROBLEM)


def test_an_empty_cell_of_an_office_leaves_what_stands_and_one_of_the_form_empties_it(
    place: Place, term: Term
) -> None:
    make_item(place, term, "1")
    assert of_office(place, term, (1, NAME.format(1), None, None)).rows[0].changes == ()
    emptied = of_form(place, term, lead="", due_on=None).rows[0]
    assert emptied.changes == (
        WorkChange("lead", "Ủy ban nhân dân xã", ""),
        WorkChange("due_on", "31-12-2022", ""),
    )


def test_two_rows_for_one_item_are_an_error_at_the_second(place: Place, term: Term) -> None:
    make_item(place, term, "1")
    found = of_office(place, term, (1, NAME.format(1), None, None), (2, NAME.format(1), None, None))
    assert [row.state for row in found.rows] == [SAME, PROBLEM]
    assert ProblemData(
        found.rows[1].source, "error", "duplicate_item", "Dòng này cùng chỉ một đầu công việc với một dòng ở trên."
    ) in found.problems  # fmt: skip


def test_rows_without_a_number_get_a_free_one(place: Place, term: Term) -> None:
    make_item(place, term, "1")
    found = of_office(place, term, (None, "Mở đường ấp", "UBND", None), (2, "Xây chợ", "UBND", None))
    assert [(row.number, row.state) for row in found.rows] == [("3", NEW), ("2", NEW)]
    assert codes(found) == [("notice", "numbered")]


@pytest.mark.parametrize(
    ("changes", "assigned"),
    [
        ({}, TODAY),
        ({"starts_on": date(2021, 3, 1)}, date(2021, 3, 1)),
        ({"state": "done", "reported_on": date(2022, 12, 31)}, date(2022, 12, 31)),
        ({"starts_on": date(2022, 1, 1), "state": "done", "reported_on": date(2021, 12, 31)}, date(2021, 12, 31)),
        ({"starts_on": date(2023, 5, 1), "due_on": date(2023, 6, 1)}, TODAY),
    ],
)  # fmt: skip
def test_a_new_item_is_in_the_list_from_its_first_day_on(
    place: Place, term: Term, changes: dict[str, object], assigned: date
) -> None:
    found = of_form(place, term, **changes).rows[0]
    assert found.row is not None
    assert (found.state, found.row.assigned_on) == (NEW, assigned)


@pytest.mark.parametrize(("told", "assigned"), [(None, TODAY), (date(2022, 6, 30), date(2022, 6, 30))])
def test_a_new_item_without_any_day_is_in_the_list_from_the_day_of_its_file_on(
    place: Place, term: Term, told: date | None, assigned: date
) -> None:
    found = compared(place, term, make_book(HEAD, (1, "Mở đường ấp", "UBND", None)), told)
    assert [(row.state, row.row and row.row.assigned_on) for row in found.rows] == [(NEW, assigned)]
    assert codes(found) == []


@pytest.mark.parametrize(
    ("changes", "brought", "problems"),
    [
        ({}, None, []),
        ({"state": "in_progress", "percent": 40}, None, []),
        ({"state": "in_progress", "percent": 40, "reported_on": date(2022, 6, 30)}, None, []),
        ({"state": "in_progress", "percent": 60}, (TODAY, WorkState.IN_PROGRESS, 60, 0), []),
        ({"state": "done"}, (TODAY, WorkState.DONE, 100, 0), []),
        ({"state": "in_progress", "percent": 40, "reported_on": TODAY}, (TODAY, WorkState.IN_PROGRESS, 40, 0), []),
        ({"state": "done", "reported_on": date(2022, 6, 30)}, (date(2022, 6, 30), WorkState.DONE, 100, 1),
         [("warning", "corrects_report")]),
    ],
)  # fmt: skip
def test_a_report_is_new_a_correction_or_nothing(
    place: Place,
    term: Term,
    changes: dict[str, object],
    brought: tuple[date, WorkState, int, int] | None,
    problems: list[tuple[str, str]],
) -> None:
    report(place, make_item(place, term), WorkState.IN_PROGRESS, 40, on=date(2022, 6, 30))
    found = of_form(place, term, **changes)
    expected = None
    if brought is not None:
        on, state, percent, version = brought
        expected = WorkProgress(
            on, state, percent, "", "", "Đầu công việc!L2", version, WorkState.IN_PROGRESS, 40
        )
    assert (found.rows[0].progress, codes(found)) == (expected, problems)
    assert nothing_new_in(found.rows) is (brought is None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "done", "percent": 50}, "unsound_report"),
        ({"state": "done", "reported_on": date(2023, 2, 22)}, "unsound_report"),
        ({"state": "done", "reported_on": date(2021, 1, 14)}, "unsound_report"),
        ({"starts_on": date(2023, 1, 1)}, "unsound_item"),
        ({"programme": "99-CTr/HU"}, "unsound_item"),
    ],
)
def test_a_row_in_error_writes_nothing(
    place: Place, term: Term, changes: dict[str, object], code: str
) -> None:
    item = make_item(place, term)
    found = of_form(place, term, **changes)
    assert found.rows == [WorkRowData("Đầu công việc!A2", PROBLEM, "1", NAME.format(1), item.pk)]
    assert codes(found) == [("error", code)]
    assert found.counts() == {
        "rows": {"new": 0, "changed": 0, "same": 0, "problem": 1},
        "problems": {"error": 1, "warning": 0, "notice": 0},
        "blocked": False,
    }


@pytest.mark.parametrize(
    "act",
    [
        lambda place, item: report(place, item, WorkState.DONE),
        lambda place, item: report(place, item, WorkState.IN_PROGRESS, 50, on=date(2022, 6, 30)),
        lambda place, item: make_item(place, item.term, "2"),
        lambda place, item: actions.change_item(place.office, item=item, row=work_row(note="mới"), now=NOW),
        lambda place, item: actions.change_item(place.office, item=item, row=work_row(key=True), now=NOW),
        lambda place, item: actions.remove_item(place.office, item=item, on=TODAY, reason="Trùng", now=NOW),
    ],
)
def test_the_basis_changes_with_whatever_the_preview_stands_on(
    place: Place, term: Term, act: Callable[[Place, WorkItem], object]
) -> None:
    item = make_item(place, term)
    report(place, item, WorkState.IN_PROGRESS, 40, on=date(2022, 6, 30))
    before = standing_work(place.unit, term).basis()
    assert standing_work(place.unit, term).basis() == before
    act(place, item)
    assert standing_work(place.unit, term).basis() != before


def test_the_basis_heeds_no_other_unit_and_no_other_term(place: Place, term: Term) -> None:
    make_item(place, term)
    before = standing_work(place.unit, term).basis()
    make_item(make_place("28957", "Nhuận Phú Tân"), term)
    make_item(place, make_term("2015-2020"), on=date(2018, 1, 2), due_on=None)
    assert standing_work(place.unit, term).basis() == before


@pytest.mark.parametrize("count", [1, 30])
def test_comparing_asks_at_most_eight_times(place: Place, term: Term, count: int) -> None:
    for number in range(1, count + 1):
        make_item(place, term, str(number))
    rows = [form_row(str(number), state="done") for number in range(1, count + 5)]
    table = read_work(make_work_form(place, *rows))
    with CaptureQueriesContext(connection) as asked:
        compare_work(
            table, actor=place.office, unit=place.unit, term=term, path=place.state.path, today=TODAY
        )
    assert len(asked) <= 8
