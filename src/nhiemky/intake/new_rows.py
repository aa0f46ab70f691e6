"""Rows that state a new target and need no care, read by columns: most rows of most files.

Whatever is unusual in a row (bounds, parts, odd figures, texts that cannot be kept) is left to `rows.RowReader`, which
reads every row, finds the same for these, and says what is wrong with the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal
from enum import StrEnum
from functools import partial
from itertools import chain, islice, repeat
from typing import cast

from nhiemky.intake.reading import ResultRow
from nhiemky.intake.vocab import FigureData, RowData, RowState
from nhiemky.kernel.scoring import Comparator, Number, Period
from nhiemky.org.models import Term
from nhiemky.targets.actions.checks import are_plain, is_sound_year, target_errors
from nhiemky.targets.models.numbers import LIMIT, SCALE
from nhiemky.targets.vocab import WholeTarget

_NEW_TARGET, _NEW_FIGURE = RowState.NEW_TARGET.value, RowState.NEW_FIGURE.value
_BY_BOUNDS = (Comparator.BETWEEN, Comparator.DONE)
_HUNDRED = 100 * SCALE
# Numbers of a table have at most 40 digits (kernel.scoring), so their millionths are exact in this context.
_millionths_of = Context(prec=60).multiply
_MILLION = Decimal(SCALE)
_FAR = 100

# Named tuples made without the look at their length, which takes longer than making them.
_target: Callable[[Iterable[object]], WholeTarget] = partial(tuple.__new__, WholeTarget)
_figure: Callable[[Iterable[object]], FigureData] = partial(tuple.__new__, FigureData)
_row: Callable[[Iterable[object]], RowData] = partial(tuple.__new__, RowData)

PeriodReader = Callable[[Period, int | None], tuple[str, str, str]]


def read_new_rows(rows: Sequence[ResultRow], *, term: Term, period: PeriodReader) -> list[RowData | None]:
    """This function will give each row with its new target, None for a row in which anything needs care.

    `period` gives first and last day in ISO text and why a period cannot be kept.
    """
    found: list[RowData | None] = [None] * len(rows)
    odd = _odd_rows(rows)
    places = [place for place in range(len(rows)) if place not in odd] if odd else list(range(len(rows)))
    if places:
        columns = _Columns([rows[place] for place in places] if odd else rows, term, period)
        for place, row in zip(places, columns.read(), strict=True):
            found[place] = row
    return found


def _odd_rows(rows: Sequence[ResultRow]) -> set[int]:
    """Return the places of the rows that are no plain statement of one number, whatever their numbers are."""
    return {
        place
        for place, (number, _code, _group, _name, _unit, goal, *others) in enumerate(rows)
        if not number
        or number.isspace()
        or goal.low is not None
        or goal.high is not None
        or goal.phased
        or goal.comparator in _BY_BOUNDS
        # parent, estimates, fault, texts as they were written
        or others[4] is not None
        or any(others[10:])
    }


class _Columns:
    """Rows with one number as their target, by column; `odd` are the places of those that need care after all."""

    def __init__(self, rows: Sequence[ResultRow], term: Term, period: PeriodReader) -> None:
        (
            self._numbers, self._codes, self._groups, self._names, self._units, self._goals, self._measured, self._sources,
            _cells, self._notes, _parents, self._counted, self._main, self._breakthrough, *_others,
        ) = zip(*rows, strict=True)  # fmt: skip
        self._sound = _are_sound(rows, term)
        self._term = term
        self._period = period
        self._odd: set[int] = set()

    def read(self) -> list[RowData | None]:
        """Return the rows with their targets and figures, None for those that need care."""
        targets = self._targets()
        figures = self._figures(targets)
        rows: list[RowData | None] = list(
            map(
                _row,
                zip(
                    self._sources, repeat(_NEW_TARGET), self._numbers, self._names, repeat(None), figures, targets,
                ),
            )
        )  # fmt: skip
        for place in self._odd:
            rows[place] = None
        return rows

    def _targets(self) -> list[WholeTarget]:
        goals, none = self._goals, repeat(None)
        dues = [None if goal.due is None else goal.due.isoformat() for goal in goals]
        methods = [_code(goal.method) for goal in goals]
        targets = list(
            map(
                _target,
                zip(
                    self._numbers, self._names, [_code(goal.comparator) for goal in goals],
                    self._millionths([goal.target for goal in goals]), none, none,
                    self._millionths([goal.baseline for goal in goals]), [goal.baseline_year for goal in goals], self._units,
                    self._groups, self._codes, dues, [_code(goal.kind) for goal in goals], methods, repeat("none"), self._main,
                    self._breakthrough, self._counted, none, repeat(""), self._notes, repeat(False), repeat(()),
                ),
            )
        )  # fmt: skip
        if not self._sound or any(dues) or any(methods):
            self._odd.update(place for place, row in enumerate(targets) if target_errors(row, self._term))
        return targets

    def _millionths(self, values: Sequence[Number | None]) -> list[int | None]:
        whole = _whole_millionths(values)
        if whole is None:
            whole = list(map(_millionths, values))
            pairs = zip(values, whole, strict=True)
            self._odd.update(
                place for place, (value, one) in enumerate(pairs) if one is None and value is not None
            )
        return whole

    def _figures(self, targets: Sequence[WholeTarget]) -> Iterable[tuple[FigureData, ...]]:
        places = [place for place, row in enumerate(self._measured) for _ in row]
        measured = list(chain.from_iterable(self._measured))
        values = [each.value for each in measured]
        whole = _whole_millionths(values) or list(map(_millionths, values))
        # the rows of a column share their period, and the table that is being read keeps it
        known: dict[tuple[int, int | None], tuple[str, str, str]] = {}
        periods = []
        for place, each, scaled in zip(places, measured, whole, strict=True):
            target = targets[place]
            key = id(each.period), target[7]
            period = known.get(key)
            if period is None:
                period = known[key] = self._period(each.period, target[7])
            periods.append(period)
            if scaled is None or period[2] or each.done is not None or _is_odd(scaled, target):
                self._odd.add(place)
        figures = map(
            _figure,
            zip(
                [period[0] for period in periods], [period[1] for period in periods], whole, repeat(None), repeat(False),
                [each.source or self._sources[place] for place, each in zip(places, measured, strict=True)],
                repeat(_NEW_FIGURE), repeat(None), repeat(None), map(shown, values),
            ),
        )  # fmt: skip
        return [tuple(islice(figures, count)) for count in map(len, self._measured)]


def _code(word: StrEnum | None) -> str:
    return "" if word is None else str(word)


def shown(value: Number) -> str:
    """This function will give a plain number as its cell shows it."""
    return (format(value, "f") if isinstance(value, Decimal) else str(value)).replace(".", ",")


def is_far(scaled: int, target: int | None) -> bool:
    """This function will say whether figure and target differ by a factor of a hundred or more."""
    if not target or not scaled:
        return False
    return abs(target) >= abs(scaled) * _FAR or abs(scaled) >= abs(target) * _FAR


def _whole_millionths(values: Sequence[Number | None]) -> list[int | None] | None:
    """Return a column of numbers in whole millionths; None when one is missing or does not fit."""
    if set(map(type, values)) != {Decimal}:
        return None
    products = list(map(_millionths_of, cast(Sequence[Decimal], values), repeat(_MILLION)))
    whole = list(map(int, products))
    fits = whole == products and min(whole) >= -LIMIT and max(whole) <= LIMIT
    return cast(list[int | None], whole) if fits else None


def _millionths(value: Number | None) -> int | None:
    if type(value) is not Decimal:
        return None
    product = _millionths_of(value, _MILLION)
    scaled = int(product)
    return scaled if scaled == product and -LIMIT <= scaled <= LIMIT else None


def _is_odd(value: int, target: WholeTarget) -> bool:
    return is_far(value, target[3]) or (target[8] == "%" and not 0 <= value <= _HUNDRED)


def _are_sound(rows: Sequence[ResultRow], term: Term) -> bool:
    """Tell at once for all rows that neither their texts nor their baseline years are at fault."""
    if not rows:
        return True
    columns = list(zip(*rows, strict=True))
    texts = dict(zip(("number", "code", "group", "name", "unit_of_measure"), columns, strict=False))
    years = {goal.baseline_year for goal in columns[5]}
    return are_plain({**texts, "note": columns[9]}) and all(is_sound_year(year, term) for year in years)
