"""Tables that every list page shares: sorting, filter, choice of columns, pages, print and Excel; the address keeps the state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from django.utils.translation import gettext as _

from nhiemky.kernel.viet.collate import sort_key
from nhiemky.kernel.viet.fold import fold
from nhiemky.web.tables.shown import (
    EXPORT,
    FILTER,
    HIDE,
    PAGE,
    SORT,
    XLSX,
    Cell,
    Choice,
    Head,
    Table,
    Value,
    key_of,
    written,
)
from nhiemky.web.visit import Visit

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

PER_PAGE = 100
WHOLE = 100_000
EXPORT_ROWS = 50_000


class Rows(Protocol[R_co]):
    """Rows that can be cut without reading the rest: a list, or a query."""

    def __getitem__(self, part: slice, /) -> Sequence[R_co] | Rows[R_co]: ...

    def __iter__(self) -> Iterator[R_co]: ...


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: what it shows of a row, where it leads, how it sorts.

    `href`, `note` (a grey second line) and `mark` (a CSS class of the cell's text) are asked row by row. A cell that is more
    than a text is drawn by the template `part` with what `shown` gives (the row itself, unless said otherwise); without a
    `part` it is what `shown` gives, such as a drawing. A column of things to do or of drawings (`wordless`) is always shown
    and never exported; one that is of no use on paper is `unprinted`. `foot` stands below the column.
    """

    key: str
    label: str
    value: Callable[[R], Value]
    numeric: bool = False
    href: Callable[[R], str] | None = None
    note: Callable[[R], str] | None = None
    mark: Callable[[R], str] | None = None
    sort: Callable[[R], object] | None = None
    sortable: bool = True
    wide: bool = False
    part: str = ""
    shown: Callable[[R], object] | None = None
    wordless: bool = False
    unprinted: bool = False
    foot: Value = None


@dataclass(frozen=True)
class Act:
    """A thing to do with a row, drawn by `tables/act.html`: a short word, where it is done, and the whole of it read aloud."""

    label: str
    href: str
    spoken: str


def act_column(act: Callable[[R], Act | None]) -> Column[R]:
    """This function will make the column of the one thing to do with a row, if any."""
    return _acts("tables/act.html", act)


def acts_column(acts: Callable[[R], Sequence[Act]]) -> Column[R]:
    """This function will make the column of the things to do with a row, of which there may be several."""
    return _acts("tables/acts.html", acts)


def _acts(part: str, shown: Callable[[R], object]) -> Column[R]:
    return Column(
        "viec",
        _("Thao tác"),
        lambda row: "",
        sortable=False,
        part=part,
        shown=shown,
        wordless=True,
        unprinted=True,
    )


def table_of(
    visit: Visit,
    rows: Sequence[R],
    columns: Sequence[Column[R]],
    *,
    caption: str,
    sort: str = "",
    empty: str = "",
    per_page: int = PER_PAGE,
    name: str = "",
    filterable: bool = True,
) -> Table:
    """This function will filter, sort, cut and write out rows as the address asks; unsorted rows keep their order."""
    asked = visit.asked(key_of(SORT, name), sort)
    sought = visit.asked(key_of(FILTER, name)) if filterable else ""
    found = _holding(sought, rows, _shown(visit, columns, name, whole=True)) if sought else rows
    table = _table(
        visit, _sorted(found, columns, asked), len(found), columns, caption, asked, empty, per_page, name
    )
    # sums of all rows say nothing of some
    return replace(
        table,
        sought=sought,
        of=len(rows),
        filterable=filterable,
        foot=() if len(found) < len(rows) else table.foot,
    )


def counted_table(
    visit: Visit,
    rows: Rows[R],
    total: int,
    columns: Sequence[Column[R]],
    *,
    caption: str,
    empty: str = "",
    per_page: int = PER_PAGE,
) -> Table:
    """This function will write out one page of rows that are too many to be read whole; they keep their order."""
    return _table(visit, rows, total, columns, caption, "", empty, per_page, "")


def exported(visit: Visit, name: str = "") -> bool:
    """This function will tell whether the address asks for Excel, of the table of that name."""
    return visit.asked(EXPORT) == key_of(XLSX, name)


def _table(
    visit: Visit,
    rows: Rows[R],
    total: int,
    columns: Sequence[Column[R]],
    caption: str,
    sort: str,
    empty: str,
    per_page: int,
    name: str,
) -> Table:
    whole = exported(visit, name)
    size = EXPORT_ROWS if whole else per_page
    pages = max(1, -(-total // size))
    page = min(max(1, _whole(visit.asked(key_of(PAGE, name)))), pages)
    shown = _shown(visit, columns, name, whole=whole)
    turned = {key_of(PAGE, name), EXPORT}
    start = (page - 1) * size
    return Table(
        caption=caption,
        heads=tuple(_head(column, sort) for column in shown),
        rows=tuple(tuple(_cell(column, row) for column in shown) for row in rows[start : start + size]),
        total=total,
        of=total,
        first=start + 1,
        page=page,
        pages=pages,
        choices=tuple(
            Choice(column.key, str(column.label), column in shown)
            for column in columns
            if not column.wordless
        ),
        sort=sort,
        empty=empty,
        kept=tuple(pair for pair in visit.pairs if pair[0] not in turned),
        name=name,
        foot=_foot(shown),
    )


def _shown(visit: Visit, columns: Sequence[Column[R]], name: str, *, whole: bool) -> Sequence[Column[R]]:
    """Give the columns that are not hidden, at least one; for Excel without those of things to do."""
    hidden = {value for key, value in visit.pairs if key == key_of(HIDE, name)}
    offered = [column for column in columns if not (whole and column.wordless)]
    told = [column for column in offered if not column.wordless]
    left = [column for column in told if column.key not in hidden] or told[:1]
    return [column for column in offered if column.wordless or column in left]


def _foot(columns: Sequence[Column[R]]) -> tuple[Cell, ...]:
    if all(column.foot is None for column in columns):
        return ()
    return tuple(
        Cell(
            str(column.label),
            "" if column.foot is None else written(column.foot),
            column.foot,
            column.numeric,
        )
        for column in columns
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _holding(sought: str, rows: Sequence[R], columns: Sequence[Column[R]]) -> Sequence[R]:
    """Give the rows whose columns hold all words, however their letters are accented."""
    words = fold(sought).split()
    found = []
    for row in rows:
        texts = [written(column.value(row)) for column in columns]
        texts += [column.note(row) for column in columns if column.note]
        text = fold(" ".join(texts))
        if all(word in text for word in words):
            found.append(row)
    return found


def _sorted(rows: Sequence[R], columns: Sequence[Column[R]], sort: str) -> list[R]:
    wanted = next(
        (column for column in columns if column.key == sort.removeprefix("-") and column.sortable), None
    )
    if wanted is None:
        return list(rows)
    key = wanted.sort or wanted.value
    present = [(key(row), row) for row in rows]
    known = [pair for pair in present if pair[0] is not None]
    known.sort(key=lambda pair: _comparable(pair[0]), reverse=sort.startswith("-"))
    return [row for _, row in known] + [row for value, row in present if value is None]


def _comparable(value: object) -> Any:
    return sort_key(value) if isinstance(value, str) else value


def _head(column: Column[R], sort: str) -> Head:
    order = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "none")
    following = f"-{column.key}" if order == "ascending" else column.key
    return Head(
        column.key,
        str(column.label),
        column.numeric,
        column.sortable,
        order,
        following,
        column.wide,
        column.unprinted,
    )


def _cell(column: Column[R], row: R) -> Cell:
    value = column.value(row)
    return Cell(
        label=str(column.label),
        text=written(value),
        value=value,
        numeric=column.numeric,
        href=column.href(row) if column.href else "",
        note=column.note(row) if column.note else "",
        mark=column.mark(row) if column.mark else "",
        wide=column.wide,
        part=column.part,
        shown=column.shown(row) if column.shown else row if column.part else None,
        unprinted=column.unprinted,
    )
