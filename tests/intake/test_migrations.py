"""Rows that stood in their batch are moved beside it, and back."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nhiemky.intake.queries import rows_of
from nhiemky.org.models import Term
from tests.cast_intake import form_row, open_form
from tests.cast_targets import Place, make_place, make_target, make_term

BEFORE = [("intake", "0001_batches")]


def migrate(to: list[tuple[str, str]]) -> None:
    """Migrate to what is named, or to the newest where nothing is."""
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    executor.migrate(to or executor.loader.graph.leaf_nodes("intake"))


def columns() -> set[str]:
    with connection.cursor() as cursor:
        return {each.name for each in connection.introspection.get_table_description(cursor, "intake_batch")}


@pytest.mark.django_db(transaction=True)
def test_rows_move_back_and_forth_unchanged() -> None:
    place: Place = make_place("28927", "Tân Thanh Tây")
    term: Term = make_term()
    make_target(place, term, "1")
    batch = open_form(
        place,
        term,
        form_row("1"),
        form_row("2", {"2021": Decimal(5), "2022": "61,25"}, name="Số giường bệnh"),
    )
    rows = rows_of(batch)
    assert len(rows) == 2
    try:
        migrate(BEFORE)
        assert "rows" in columns()
        with connection.cursor() as cursor:
            cursor.execute("SELECT rows FROM intake_batch")
            (stored,) = cursor.fetchone()
        kept = json.loads(stored)
        assert [row[:5] for row in kept] == [list(row[:5]) for row in rows]
        assert [len(figure) for row in kept for figure in row[5]] == [9, 9, 9]
    finally:
        migrate([])
    assert "rows" not in columns()
    assert rows_of(batch) == [
        row._replace(figures=tuple(figure._replace(text="") for figure in row.figures)) for row in rows
    ]
