"""Tables that every list page shares: sorting, choice of columns, pages, print and Excel; the address keeps the state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nhiemky.kernel.viet.collate import sort_key
from nhiemky.web.templatetags.figures import day, moment, number, yes_no
from nhiemky.web.visit import Visit

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
Value: TypeAlias = str | int | Decimal | Fraction | date | datetime | bool | None

SORT, HIDE, PAGE, EXPORT = "xep", "an", "trang", "xuat"
XLSX = "xlsx"
PER_PAGE = 100
WHOLE = 100_000
EXPORT_ROWS = 50_000
BRIEF = 18


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
    and never exported. `foot` stands below the column.
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
    foot: Value = None


@dataclass(frozen=True)
class Act:
    """A thing to do with a row, drawn by `tables/act.html`: a short word, where it is done, and the whole of it read aloud."""

    label: str
    href: str
    spoken: str


def act_column(act: Callable[[R], Act | None]) -> Column[R]:
    """This function will make the column of the one thing to do with a row, if any."""
    return Column(
        "viec",
        _("Thao tác"),
        lambda row: "",
        sortable=False,
        part="tables/act.html",
        shown=act,
        wordless=True,
    )


@dataclass(frozen=True)
class Head:
    """The head of a column as shown: `sorted` is "ascending", "descending" or "none"; `next_sort` what a click asks for."""

    key: str
    label: str
    numeric: bool
    sortable: bool
    sorted: str
    next_sort: str
    wide: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell as shown; `value` is what goes to Excel."""

    label: str
    text: str
    value: Value
    numeric: bool = False
    href: str = ""
    note: str = ""
    mark: str = ""
    wide: bool = False
    part: str = ""
    shown: object = None

    @property
    def css(self) -> str:
        """The class of the cell: figures stand to the right, short texts stay on one line, names have the widest column."""
        if self.wide:
            return "name"
        brief = len(self.text) <= BRIEF and not self.part and self.shown is None
        return "num" if self.numeric else "brief" if brief else ""

    @property
    def markup(self) -> SafeString:
        """The cell where no template draws it: a page of 164 units holds thousands. All but our own classes is escaped."""
        text = _safe(self.text if self.shown is None else self.shown)
        if self.mark:
            text = f'<span class="{_safe(self.mark)}">{text}</span>'
        if self.href:
            text = f'<a href="{_safe(self.href)}">{text}</a>'
        if self.note:
            text += f'<span class="cell-note">{_safe(self.note)}</span>'
        css = self.css
        opened = f' class="{css}"' if css else ""
        return SafeString(f'<td data-label="{_safe(self.label)}"{opened}>{text}</td>')


def _safe(text: object) -> str:
    """Escape all but markup of our own; plain texts without the detour for lazy ones, which takes longer than the escaping."""
    return escape(text) if type(text) is str else conditional_escape(str(text))


@dataclass(frozen=True)
class Choice:
    """A column in the list of columns to show."""

    key: str
    label: str
    shown: bool


@dataclass(frozen=True)
class Table:
    """A table ready for its template and for Excel.

    Where several stand on one page, all but one have a `name`, which the address adds to the parameters of theirs.
    """

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    first: int
    page: int
    pages: int
    choices: tuple[Choice, ...] = ()
    sort: str = ""
    empty: str = ""
    kept: tuple[tuple[str, str], ...] = field(default=())
    name: str = ""
    foot: tuple[Cell, ...] = ()

    @property
    def body(self) -> SafeString:
        """The rows written in one go, or nothing where a cell is to be drawn by a template."""
        if any(cell.part for row in self.rows[:1] for cell in row):
            return SafeString()
        return SafeString(
            "".join([f"<tr>{''.join([cell.markup for cell in row])}</tr>" for row in self.rows])
        )

    @property
    def sort_key(self) -> str:
        """The parameter of the address that sorts this table."""
        return _key(SORT, self.name)

    @property
    def hide_key(self) -> str:
        """The parameter that hides a column of it."""
        return _key(HIDE, self.name)

    @property
    def page_key(self) -> str:
        """The parameter that turns its pages."""
        return _key(PAGE, self.name)

    @property
    def export_value(self) -> str:
        """What the address asks for when this table goes to Excel."""
        return _key(XLSX, self.name)

    @property
    def place(self) -> str:
        """The end of addresses that lead back to it; the table without a name is the first thing of its page."""
        return f"#bang-{self.name}" if self.name else ""

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.first + len(self.rows) - 1

    @property
    def previous_page(self) -> int | None:
        """The page before, if any."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next_page(self) -> int | None:
        """The page after, if any."""
        return self.page + 1 if self.page < self.pages else None


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
) -> Table:
    """This function will sort, cut and write out rows as the address asks; unsorted rows keep their order."""
    asked = visit.asked(_key(SORT, name), sort)
    ordered = _sorted(rows, columns, asked)
    return _table(visit, ordered, len(rows), columns, caption, asked, empty, per_page, name)


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
    return visit.asked(EXPORT) == _key(XLSX, name)


def _key(parameter: str, name: str) -> str:
    return f"{parameter}-{name}" if name else parameter


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
    page = min(max(1, _whole(visit.asked(_key(PAGE, name)))), pages)
    shown = _shown(visit, columns, name, whole=whole)
    own = {_key(HIDE, name), _key(PAGE, name), EXPORT}
    start = (page - 1) * size
    return Table(
        caption=caption,
        heads=tuple(_head(column, sort) for column in shown),
        rows=tuple(tuple(_cell(column, row) for column in shown) for row in rows[start : start + size]),
        total=total,
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
        kept=tuple(pair for pair in visit.pairs if pair[0] not in own),
        name=name,
        foot=_foot(shown),
    )


def _shown(visit: Visit, columns: Sequence[Column[R]], name: str, *, whole: bool) -> Sequence[Column[R]]:
    """Give the columns that are not hidden, at least one; for Excel without those of things to do."""
    hidden = {value for key, value in visit.pairs if key == _key(HIDE, name)}
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
    return Head(column.key, str(column.label), column.numeric, column.sortable, order, following, column.wide)


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
    )


def written(value: Value) -> str:
    """This function will write a value as pages show it."""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return str(value) if isinstance(value, str) else number(value)
