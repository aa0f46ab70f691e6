"""Rows written by columns: every value in its place, however many rows and whatever they share."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from nhiemky.org.models import Term
from nhiemky.targets.actions.inserting import Stored, insert_columns, insert_rows, update_rows
from nhiemky.targets.models import PhasedValue, Target
from tests.cast_targets import Place, make_place, make_target, make_term
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def target() -> Target:
    place: Place = make_place("28927", "Tân Thanh Tây")
    term: Term = make_term()
    return make_target(place, term, "1")


def kept() -> list[tuple[int, int, int]]:
    rows = PhasedValue.objects.order_by("pk").values_list("target_id", "year", "value")
    return [(target, year, int(value * 1_000_000)) for target, year, value in rows]


@pytest.mark.parametrize("count", [1, 2, 328, 329, 330, 494, 495, 989, 990, 2_000])
def test_rows_of_any_number_are_written_in_order(target: Target, count: int) -> None:
    rows = [(target.pk, year, year * 3) for year in range(1, count + 1)]
    insert_rows(PhasedValue, ("target_id", "year", "value"), rows)
    assert kept() == rows


@pytest.mark.parametrize(
    ("years", "values"),
    [
        ([2021], [5]),
        ([2021, 2022], [5, 5]),
        ([2021, 2022, 2023], [0, 0, 1]),
        (list(range(1, 1_200)), [7] * 1_199),
    ],
)
def test_columns_may_share_their_values(target: Target, years: list[int], values: list[int]) -> None:
    columns: dict[str, list[Stored]] = {
        "target_id": [target.pk] * len(years),
        "value": [*values],
        "year": [*years],
    }
    insert_columns(PhasedValue, columns)
    assert kept() == [(target.pk, year, value) for year, value in zip(years, values, strict=True)]


def test_texts_that_look_like_marks_are_kept_as_they_are(target: Target) -> None:
    texts = ["?1", "%s", "100%", "O'Neil", '"', "??", ":a", "%(b)s"]
    update_rows(Target, "note", [(texts[0], target.pk)])
    assert Target.objects.get().note == "?1"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM targets_target")
        names = [column[0] for column in cursor.description if column[0] != "id"]
        row = dict(zip(names, cursor.fetchone()[1:], strict=True)) if names else {}
    columns: dict[str, list[Stored]] = {name: [value] * len(texts) for name, value in row.items()}
    columns |= {
        "number": [f"n{place}" for place in range(len(texts))],
        "name": [*texts],
        "owner": ["%s ?2"] * len(texts),
    }
    insert_columns(Target, columns)
    found = Target.objects.exclude(pk=target.pk).order_by("pk").values_list("name", "owner", "note")
    assert list(found) == [(text, "%s ?2", "?1") for text in texts]


def test_many_rows_take_few_statements(target: Target) -> None:
    rows = [(target.pk, year, year) for year in range(1, 1_001)]
    with CaptureQueriesContext(connection) as captured:
        insert_rows(PhasedValue, ("target_id", "year", "value"), rows)
    assert len(captured) <= 4


def test_nothing_is_written_of_rows_that_break_a_rule(target: Target) -> None:
    rows = [(target.pk, year % 900, 1) for year in range(1_000)]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(PhasedValue, ("target_id", "year", "value"), rows)
    assert kept() == []
