"""What a preview was compared with is told by one digest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.intake.comparing import basis_of, compare, nothing_new, standing_facts
from nhiemky.intake.reading import read_results
from nhiemky.intake.vocab import RowData
from nhiemky.kernel.scoring import Kind
from nhiemky.org.models import Term
from nhiemky.targets import actions
from nhiemky.targets.models import Target
from nhiemky.targets.queries import row_of
from tests.cast_intake import form_row, make_form
from tests.cast_targets import NOW, TODAY, Place, confirm_all, make_place, make_target, make_term, record
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def place() -> Place:
    return make_place("28927", "Tân Thanh Tây")


@standing
def term() -> Term:
    return make_term()


def basis(place: Place, term: Term) -> str:
    return basis_of(standing_facts(place.unit, term))


def change(place: Place, which: Target, **changes: object) -> None:
    row = row_of(which)._replace(**changes)  # type: ignore[arg-type]
    actions.change_target(place.office, target=which, row=row)


@pytest.mark.parametrize(
    "act",
    [
        lambda place, target: record(place, target, 61),
        lambda place, target: record(place, target, None),
        lambda place, target: record(place, target, 60, 2021),
        lambda place, target: make_target(place, target.term, "2"),
        lambda place, target: actions.remove_target(place.office, target=target, reason="Bỏ", now=NOW),
        lambda place, target: change(place, target, target=Decimal(71)),
        lambda place, target: change(place, target, name="Thu nhập khác"),
        lambda place, target: change(place, target, number="1a"),
        lambda place, target: change(place, target, baseline_year=2019),
    ],
)
def test_basis_changes_with_whatever_the_preview_stands_on(
    place: Place, term: Term, act: Callable[[Place, Target], object]
) -> None:
    target = make_target(place, term)
    record(place, target, 60)
    before = basis(place, term)
    act(place, target)
    assert basis(place, term) != before


@pytest.mark.parametrize(
    "act",
    [
        lambda place, target: None,
        lambda place, target: record(place, target, 60),
        lambda place, target: confirm_all(place, target.term),
        lambda place, target: change(place, target, owner="Văn phòng"),
        lambda place, target: change(place, target, kind=Kind.AVERAGE),
        lambda place, target: record(place, make_target(place, make_term("2025-2030")), 60, 2026),
    ],
)
def test_basis_stands_while_that_stands(
    place: Place, term: Term, act: Callable[[Place, Target], object]
) -> None:
    target = make_target(place, term)
    record(place, target, 60)
    before = basis(place, term)
    act(place, target)
    assert basis(place, term) == before


@pytest.mark.parametrize("count", [1, 4])
def test_comparing_takes_the_same_queries_for_any_number_of_rows(
    place: Place, term: Term, count: int
) -> None:
    for number in range(1, count + 1):
        record(place, make_target(place, term, str(number)), 50)
    rows = [form_row(str(number)) for number in range(1, count + 1)]
    results = read_results(make_form(place, *rows))
    with CaptureQueriesContext(connection) as captured:
        found = compare(results, unit=place.unit, term=term, today=TODAY, may_add_targets=True)
    assert [row.state for row in found.rows] == ["changed"] * count
    assert len(captured) == 4


def test_counts_are_plain_json(place: Place, term: Term) -> None:
    results = read_results(make_form(place, form_row("1"), form_row("2", {"2022": "abc"})))
    found = compare(results, unit=place.unit, term=term, today=date(2023, 2, 21), may_add_targets=True)
    counts = found.counts()
    assert counts["rows"] == {"new_target": 1, "new_figure": 0, "changed": 0, "same": 0, "problem": 1}
    assert counts["problems"] == {"error": 1, "warning": 0, "notice": 0}
    assert (counts["blocked"], counts["as_of"], counts["scheme"]) == (False, "2022-12-31", "default")


@pytest.mark.parametrize(
    ("states", "found"),
    [
        ([], True),
        (["same", "same"], True),
        (["same", "problem"], True),
        (["same", "changed"], False),
        (["new_figure"], False),
        (["new_target"], False),
    ],
)
def test_nothing_new_is_told_by_the_states(states: list[str], found: bool) -> None:
    assert nothing_new([RowData("S!A1", state, "1", "", None, ()) for state in states]) == found
