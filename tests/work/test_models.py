"""What the tables of work items refuse by themselves, whoever writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from nhiemky.work.models import Progress, WorkItem, WorkTarget
from nhiemky.work.vocab import WorkState
from tests.cast_targets import Place, make_place, make_target, make_term
from tests.cast_work import NOW, make_item, make_programme, report
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def place() -> Place:
    return make_place("28927", "Tân Thanh Tây")


def item_again(item: WorkItem, **changes: object) -> WorkItem:
    """Write the row of an item once more, changed."""
    names = [field.attname for field in WorkItem._meta.concrete_fields if field.name != "id"]
    return WorkItem.objects.create(**{**{name: getattr(item, name) for name in names}, **changes})


def refused(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, True),
        ({"number": "2"}, False),
        ({"removed_on": date(2022, 1, 1)}, False),
        ({"number": "2", "starts_on": date(2022, 2, 1), "due_on": date(2022, 1, 31)}, True),
        ({"number": "2", "starts_on": date(2022, 2, 1), "due_on": date(2022, 2, 1)}, False),
        ({"number": "2", "starts_on": date(2022, 2, 1), "due_on": None}, False),
        ({"number": "2", "unit_id": 987654321}, True),
    ],
)
def test_rows_of_items(place: Place, changes: dict[str, object], wrong: bool) -> None:
    item = make_item(place, make_term())

    def write() -> None:
        item_again(item, **changes)
        transaction.get_connection().check_constraints()

    assert refused(write) is wrong


def test_a_number_is_free_again_once_its_item_left_the_list(place: Place) -> None:
    item = make_item(place, make_term())
    WorkItem.objects.filter(pk=item.pk).update(removed_on=date(2022, 6, 1))
    assert make_item(place, make_term(), "1").number == "1"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"version": 2}, False),
        ({"version": 1}, True),
        ({"version": 1, "on": date(2022, 6, 30)}, False),
        ({"version": 2, "percent": 100}, False),
        ({"version": 2, "percent": 101}, True),
        ({"version": 2, "percent": None}, False),
    ],
)
def test_rows_of_reports(place: Place, changes: dict[str, object], wrong: bool) -> None:
    row = report(place, make_item(place, make_term()), WorkState.IN_PROGRESS, 40)
    given = {
        "item": row.item, "on": row.on, "state": row.state, "entered_by": "-", "entered_at": NOW, **changes,
    }  # fmt: skip
    assert refused(lambda: Progress.objects.create(**given)) is wrong


def test_an_item_serves_a_target_once(place: Place) -> None:
    term = make_term()
    item, target = make_item(place, term), make_target(place, term)
    WorkTarget.objects.create(item=item, target=target)
    assert refused(lambda: WorkTarget.objects.create(item=item, target=target))


def test_what_others_rest_on_is_never_deleted(place: Place) -> None:
    term = make_term()
    programme = make_programme(place, term)
    item, target = make_item(place, term, programme="16-CTr/HU"), make_target(place, term)
    report(place, item)
    WorkTarget.objects.create(item=item, target=target)
    for row in (item, programme, place.unit, term):
        with pytest.raises(ProtectedError):
            row.delete()


def test_rows_say_what_they_are(place: Place) -> None:
    item = make_item(place, make_term(), "7", name="Mở đường")
    row = report(place, item, on=date(2023, 1, 31))
    assert str(item) == "7. Mở đường"
    assert "2023-01-31" in str(row)
