"""A target as a form shows it is the row that was stated, whatever of it was stated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.kernel.scoring import Comparator, Kind, Method
from nhiemky.targets import actions
from nhiemky.targets.models import Target
from nhiemky.targets.queries.stated import row_of
from nhiemky.targets.vocab import RollUpRule, TargetRow
from tests.cast_targets import make_place, make_target, make_term, target_row

pytestmark = pytest.mark.django_db

ROWS: dict[str, TargetRow] = {
    "plain": target_row(),
    "at most": target_row(comparator=Comparator.AT_MOST, target=Decimal("0.9"), baseline=Decimal("3.25")),
    "range": target_row(comparator=Comparator.BETWEEN, target=None, low=Decimal(12), high=Decimal(13)),
    "done": target_row(comparator=Comparator.DONE, target=None, unit_of_measure=""),
    "phased": target_row(phased=((2021, Decimal(50)), (2023, Decimal("60.5")), (2025, Decimal(70)))),
    "summed": target_row(kind=Kind.ACCUMULATE, roll_up=RollUpRule.SUM),
    "method": target_row(baseline=Decimal(40), baseline_year=2020, method=Method.LINEAR),
    "words": target_row(
        code="CT-01", group="Văn hóa – xã hội", due=date(2024, 12, 31), main=True, breakthrough=True, counted=False,
        owner="Văn phòng Đảng ủy", note="Theo Nghị quyết", illustrative=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_a_target_gives_back_the_row_that_was_stated(case: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    added = actions.add_target(place.office, unit=place.unit, term=term, row=ROWS[case])
    assert row_of(Target.objects.get(pk=added.pk)) == ROWS[case]


def test_a_part_names_the_number_of_its_whole() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    whole = make_target(place, term, "3")
    part = make_target(place, term, "3.1", parent_number="3", counted=False)
    assert (row_of(whole).parent_number, row_of(part).parent_number) == (None, "3")
    assert row_of(part) == target_row("3.1", parent_number="3", counted=False)


def test_a_row_that_is_given_back_changes_nothing() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    target = make_target(place, term, phased=((2021, Decimal(50)),))
    changed = actions.change_target(place.office, target=target, row=row_of(target)._replace(note="Ghi thêm"))
    assert row_of(changed) == target_row(phased=((2021, Decimal(50)),), note="Ghi thêm")


@pytest.mark.parametrize(("parent", "queries"), [(None, 1), ("3", 2)])
def test_it_takes_one_query_and_one_for_the_whole(parent: str | None, queries: int) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_target(place, term, "3")
    target = Target.objects.get(pk=make_target(place, term, "3.1", parent_number=parent, counted=False).pk)
    with CaptureQueriesContext(connection) as asked:
        row_of(target)
    assert len(asked) == queries
