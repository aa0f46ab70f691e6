"""Rows of a file as they are kept with its batch: text by columns, and what all rows share only once.

A file of ten thousand rows says "at_least" ten thousand times. By columns its preview takes a third of the room, and is
written and read several times faster, than row by row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice, repeat
from typing import Any, TypeAlias, TypeVar

from nhiemky.intake.vocab import FigureData, RowData
from nhiemky.targets.vocab import WholeTarget

# The values of a column; {"all": value} for one value of every row, {"row": place} for those of a column of the rows.
Column: TypeAlias = Sequence[Any] | Mapping[str, Any]
_IN_ROW = {"number": 2, "name": 3}
_Named = TypeVar("_Named", RowData, FigureData, WholeTarget)


def pack(rows: Sequence[RowData]) -> str:
    """This function will give the rows as text, from which `unpack` makes equal rows."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(RowData._fields)
    figures = list(chain.from_iterable(columns[5]))
    targets = [target for target in columns[6] if target is not None]
    whole = len(targets) == len(rows)
    packed = {
        "rows": [_packed(values) for values in columns[:5]],
        "figures": [_packed(values) for values in zip(*figures, strict=True)],
        "targets": [
            {"row": _IN_ROW[name]}
            if whole and name in _IN_ROW and values == columns[_IN_ROW[name]]
            else _packed(values)
            for name, values in zip(WholeTarget._fields, zip(*targets, strict=True), strict=False)
        ],
        "size": [len(rows), len(figures), len(targets)],
        "counts": _packed([len(each) for each in columns[5]]),
        "new": _packed([target is not None for target in columns[6]]),
    }
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> list[RowData]:
    """This function will give the rows that `pack` wrote."""
    packed = json.loads(text)
    size, figure_size, target_size = packed["size"]
    columns = [_whole(column, size) for column in packed["rows"]]
    figures = _made(FigureData, [_whole(each, figure_size) for each in packed["figures"]])
    targets = _made(WholeTarget, [_whole(each, target_size, columns) for each in packed["targets"]])
    found = _shared_out(figures, _whole(packed["counts"], size))
    new = _whole(packed["new"], size)
    given = targets if target_size == size else (next(targets) if is_new else None for is_new in new)
    return list(_made(RowData, [*columns, list(found), list(given)]))


def _made(kind: Callable[..., _Named], columns: Sequence[Sequence[Any]]) -> Iterator[_Named]:
    """Make named tuples of columns, without the look at the length of each, which takes longer than making them."""
    if columns and len(columns) != len(kind._fields):  # type: ignore[attr-defined]
        raise ValueError(f"{len(columns)} columns are no {kind}")
    return map(partial(tuple.__new__, kind), zip(*columns, strict=True))  # type: ignore[arg-type]


def _packed(values: Sequence[Any]) -> Column:
    if values and values.count(values[0]) == len(values) and _are_alike(values):
        return {"all": values[0]}
    return values


def _are_alike(values: Sequence[Any]) -> bool:
    # 1 equals True, but is not the same in the preview
    first = type(values[0])
    return first not in (bool, int) or len(set(map(type, values))) == 1


def _whole(column: Column, size: int, rows: Sequence[Sequence[Any]] = ()) -> Sequence[Any]:
    if not isinstance(column, Mapping):
        return column
    return rows[column["row"]] if "row" in column else list(repeat(column["all"], size))


def _shared_out(figures: Iterator[FigureData], counts: Sequence[int]) -> Iterator[tuple[FigureData, ...]]:
    if set(counts) == {1}:
        return zip(figures)
    return (tuple(islice(figures, count)) for count in counts)
