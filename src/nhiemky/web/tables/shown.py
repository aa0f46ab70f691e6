"""A table as shown: heads, cells, and what the address says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import TypeAlias

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nhiemky.web.templatetags.figures import day, moment, number, yes_no

Value: TypeAlias = str | int | Decimal | Fraction | date | datetime | bool | None

SORT, HIDE, PAGE, EXPORT, FILTER = "xep", "an", "trang", "xuat", "chua"
XLSX = "xlsx"
BRIEF = 18
# A table of fewer rows is seen at a glance: nothing is offered to look for a row in it.
GLANCE = 6


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
    unprinted: bool = False


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
    unprinted: bool = False

    @property
    def css(self) -> str:
        """The class of the cell: figures stand to the right, short texts stay on one line, names have the widest column; what
        can be done with a row is of no use on paper."""
        if self.unprinted:
            return "no-print"
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

    Where several stand on one page, all but one have a `name`, which the address adds to the parameters of theirs. `total`
    counts the rows that hold all words of `sought`, `of` all rows; a table is `filterable` where its page has no filter of
    its own that looks for words.
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
    sought: str = ""
    of: int = 0
    filterable: bool = False

    @property
    def arranged(self) -> bool:
        """Whether the table is long enough to look for rows in it, or to sort it where a phone shows no heads."""
        return bool(self.sought) or (self.of >= GLANCE and (self.filterable or bool(self.orders)))

    @property
    def orders(self) -> tuple[tuple[str, str], ...]:
        """What the table can be sorted by, both ways: the value of the parameter, and words."""
        heads = [head for head in self.heads if head.sortable]
        return tuple(
            pair
            for head in heads
            for pair in (
                (head.key, _("%(column)s tăng dần") % {"column": head.label}),
                (f"-{head.key}", _("%(column)s giảm dần") % {"column": head.label}),
            )
        )

    @property
    def filter_key(self) -> str:
        """The parameter that leaves only the rows that hold some words."""
        return key_of(FILTER, self.name)

    @property
    def kept_by_columns(self) -> tuple[tuple[str, str], ...]:
        """The parameters that stay when other columns are chosen."""
        return tuple(pair for pair in self.kept if pair[0] != self.hide_key)

    @property
    def kept_by_filter(self) -> tuple[tuple[str, str], ...]:
        """The parameters that stay when other rows, or another order, are asked for."""
        return tuple(pair for pair in self.kept if pair[0] not in (self.filter_key, self.sort_key))

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
        return key_of(SORT, self.name)

    @property
    def hide_key(self) -> str:
        """The parameter that hides a column of it."""
        return key_of(HIDE, self.name)

    @property
    def page_key(self) -> str:
        """The parameter that turns its pages."""
        return key_of(PAGE, self.name)

    @property
    def export_value(self) -> str:
        """What the address asks for when this table goes to Excel."""
        return key_of(XLSX, self.name)

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


def key_of(parameter: str, name: str) -> str:
    """This function will give the parameter of a table of that name."""
    return f"{parameter}-{name}" if name else parameter


def written(value: Value) -> str:
    """This function will write a value as pages show it."""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return str(value) if isinstance(value, str) else number(value)


def struck(text: str) -> SafeString:
    """This function will strike a text through; a row in which a whole cell is struck through fades (`app.css`)."""
    return format_html('<del class="struck">{}</del>', text)
