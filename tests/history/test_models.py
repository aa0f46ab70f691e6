"""The ledger only grows: rows and database refuse everything else."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from nhiemky.history.actions import record
from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import SYSTEM

GUARD = import_module("nhiemky.history.migrations.0002_append_only")


def note() -> LedgerLine:
    return record(
        SYSTEM, act="a", object_kind="b", object_id=1, summary="c", branch="/1/", before=None, after=None
    )


@pytest.fixture
def guarded(db: None) -> None:
    """Put back what the other tests of SQLite go without."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(GUARD.SQLITE["DELETE"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: LedgerLine.objects.update(summary="khác"),
        lambda: LedgerLine.objects.filter(sequence=1).update(summary="khác"),
        lambda: LedgerLine.objects.all().delete(),
        lambda: LedgerLine.objects.filter(sequence=1).delete(),
    ],
)
def test_lines_have_no_way_to_be_changed_or_removed(change: Callable[[], object]) -> None:
    note()
    with pytest.raises(TypeError, match="never"):
        change()
    assert verify().checked == 1


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_ledgerline SET summary = 'khác'",
        "UPDATE history_ledgerline SET digest = digest WHERE sequence = 2",
        "DELETE FROM history_ledgerline WHERE sequence = 2",
        "DELETE FROM history_ledgerline",
    ],
)
def test_the_database_refuses_to_change_or_remove_lines(statement: str) -> None:
    note()
    note()
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
    ):
        cursor.execute(statement)
    assert verify().checked == 2


@pytest.mark.usefixtures("guarded")
def test_a_row_that_is_saved_again_or_deleted_is_refused_by_the_database() -> None:
    line = note()
    line.summary = "khác"
    with pytest.raises(DatabaseError), transaction.atomic():
        line.save()
    with pytest.raises((DatabaseError, TypeError)), transaction.atomic():
        line.delete()
    assert LedgerLine.objects.get().summary == "c"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_tests_that_commit_leave_an_empty_ledger_behind(time: int) -> None:
    assert note().sequence == 1
    assert verify().checked == 1
