"""Many rows of one table in a few statements, without an object for each: what bulk reading needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import chain

from django.db import connection, models

Stored = int | str | bool | None | date
# Values of one statement: enough to spread its cost, few enough for every SQLite.
_MOST_VALUES = 990


@lru_cache(maxsize=4096)
def stored_day(day: date | None) -> Stored:
    """This function will give a date as the database takes it."""
    return connection.ops.adapt_datefield_value(day)


def stored_moment(moment: datetime) -> Stored:
    """This function will give a moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)


def insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Stored]]) -> None:
    """This function will insert rows given as columns of equal length, with values as the database takes them."""
    # SQLite can name a value by its number: those that all rows share are bound once for each statement. Django's
    # log of queries, when it is on, knows plain marks only.
    numbered = connection.vendor == "sqlite" and not connection.queries_logged
    first, *others = columns
    shared = {name: columns[name][0] for name in others if numbered and _are_same(columns[name])}
    own = {name: values for name, values in columns.items() if name not in shared}
    width, size = len(own), len(columns[first])
    names = ", ".join(map(connection.ops.quote_name, (*own, *shared)))
    head = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) VALUES "
    flat = list(chain.from_iterable(zip(*own.values(), strict=True)))
    rows = (_MOST_VALUES - len(shared)) // width
    parts = [[*shared.values(), *flat[at : at + rows * width]] for at in range(0, len(flat), rows * width)]
    marks = _numbered if numbered else _marked
    with connection.cursor() as cursor:
        if full := parts[: size // rows]:
            cursor.executemany(head + marks(width, len(shared), rows), full)
        if rest := parts[size // rows :]:
            cursor.execute(head + marks(width, len(shared), size % rows), rest[0])


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Stored]]) -> None:
    """This function will insert rows given as values in the order of the columns, as the database takes them."""
    insert_columns(model, dict(zip(columns, zip(*rows, strict=True), strict=True)))


def _are_same(values: Sequence[Stored]) -> bool:
    return bool(values) and values.count(values[0]) == len(values)


@lru_cache(maxsize=64)
def _numbered(own: int, shared: int, rows: int) -> str:
    again = [f"?{place}" for place in range(1, shared + 1)]
    cells = (
        ", ".join([*(f"?{shared + row * own + place}" for place in range(1, own + 1)), *again])
        for row in range(rows)
    )
    return ", ".join(f"({each})" for each in cells)


@lru_cache(maxsize=64)
def _marked(width: int, _shared: int, rows: int) -> str:
    return ", ".join([f"({', '.join(['%s'] * width)})"] * rows)


def update_rows(model: type[models.Model], column: str, rows: Sequence[tuple[Stored, int]]) -> None:
    """This function will set one column of many rows, each given as (value, primary key)."""
    quote = connection.ops.quote_name
    key = quote("id")
    statement = f"UPDATE {quote(model._meta.db_table)} SET {quote(column)} = %s WHERE {key} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
