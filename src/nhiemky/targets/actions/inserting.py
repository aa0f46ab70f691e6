"""Many rows of one table in one statement, without an object for each: what bulk reading needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django.db import connection, models

Stored = int | str | bool | None | date


@lru_cache(maxsize=4096)
def stored_day(day: date | None) -> Stored:
    """This function will give a date as the database takes it."""
    return connection.ops.adapt_datefield_value(day)


def stored_moment(moment: datetime) -> Stored:
    """This function will give a moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Stored]]) -> None:
    """This function will insert rows given as values in the order of the columns, as the database takes them."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def update_rows(model: type[models.Model], column: str, rows: Sequence[tuple[Stored, int]]) -> None:
    """This function will set one column of many rows, each given as (value, primary key)."""
    quote = connection.ops.quote_name
    key = quote("id")
    statement = f"UPDATE {quote(model._meta.db_table)} SET {quote(column)} = %s WHERE {key} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
