"""One row of a file read against the target it speaks of: figures with their states, a new target, or a problem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from django.utils.translation import gettext as _

from nhiemky.history.vocab import UNSTORABLE
from nhiemky.intake.matching import Match
from nhiemky.intake.new_rows import is_far, read_new_rows, shown
from nhiemky.intake.reading import ResultRow
from nhiemky.intake.vocab import (
    ERROR,
    LONGEST_TEXT,
    NOTICE,
    WARNING,
    FigureData,
    ProblemData,
    RowData,
    RowState,
)
from nhiemky.kernel.scoring import Comparator, Goal, Measured, Period
from nhiemky.kernel.viet.numbers import convert_unit, normal_unit, write_number
from nhiemky.org.models import Term
from nhiemky.targets.actions.checks import period_error, target_errors
from nhiemky.targets.models.numbers import LIMIT, SCALE, from_scaled
from nhiemky.targets.queries import Figure, TargetFact, doubts
from nhiemky.targets.queries.facts import period_of
from nhiemky.targets.vocab import WholeTarget

NEW_TARGET, NEW_FIGURE, CHANGED = RowState.NEW_TARGET.value, RowState.NEW_FIGURE.value, RowState.CHANGED.value
SAME, PROBLEM = RowState.SAME.value, RowState.PROBLEM.value
_HUNDRED = 100 * SCALE


class RowReader:
    """Reads the rows of one file; problems go to the list it was given."""

    def __init__(
        self,
        *,
        term: Term,
        problems: list[ProblemData],
        may_add_targets: bool,
        numbers: set[str],
        stated: set[str],
        undated: bool,
        results_to: date | None,
        rows: Sequence[ResultRow] = (),
    ) -> None:
        """Keep what rows are read against; the `rows` of the file are looked over once, to read most of them quickly."""
        self._term = term
        self._problems = problems
        self._may_add = may_add_targets
        self._numbers = set(numbers)
        self._stated = stated
        self._undated = undated
        self._results_to = results_to
        self._periods: dict[tuple[Period, int | None], tuple[str, str, str]] = {}
        new = [row for row in rows if row.number not in numbers] if may_add_targets else []
        plain = read_new_rows(new, term=term, period=self._period)
        self._new = {id(row): data for row, data in zip(new, plain, strict=True) if data is not None}

    def read(self, row: ResultRow, match: Match, fact: TargetFact | None, *, faulty: bool) -> RowData:
        """Give one row with its state; a row in error keeps no figures and no target."""
        if fact is None and not (faulty or match.problem or match.notice):
            plain = self._new.get(id(row))
            if plain is not None and row.number not in self._numbers:
                self._numbers.add(row.number)
                return plain
        if match.notice:
            self._add(row.source, NOTICE, "matched_by_wording", match.notice)
        sound = not faulty
        if row.fault:
            self._add(row.source, ERROR, "unusable_row", row.fault)
            sound = False
        if match.problem:
            self._add(row.source, ERROR, "uncertain_target", match.problem)
            sound = False
        target = None
        if fact is None and sound:
            target = self._new_target(row)
            sound = target is not None
        figures = self._figures(row, fact) if sound else None
        if figures is None:
            return RowData(row.source, PROBLEM, row.number, row.name, fact.id if fact else None, ())
        if fact is None:
            number = target.number if target is not None else row.number
            return RowData(row.source, NEW_TARGET, number, row.name, None, figures, target)
        self._compare_definition(row, fact)
        states = {figure.state for figure in figures}
        state = CHANGED if CHANGED in states else NEW_FIGURE if NEW_FIGURE in states else SAME
        return RowData(row.source, state, fact.number, row.name, fact.id, figures)

    def without_orphans(self, rows: Sequence[RowData]) -> list[RowData]:
        """Give the rows with new sub-targets in error where the target they belong to is neither new nor known."""
        if all(row.target is None or row.target[18] is None for row in rows):
            return list(rows)
        known = self._numbers - {row.number for row in rows if row.state == PROBLEM and row.target_id is None}
        return [self._without_orphan(row, known) for row in rows]

    def _without_orphan(self, row: RowData, known: set[str]) -> RowData:
        if row.target is None or row.target.parent_number is None or row.target.parent_number in known:
            return row
        message = _("Không nhập được chỉ tiêu thành phần vì chỉ tiêu %(number)s không nhập được.")
        self._add(row.source, ERROR, "no_parent", message % {"number": row.target.parent_number})
        return row._replace(state=PROBLEM, figures=(), target=None)

    def _add(self, cell: str, severity: str, code: str, message: str) -> None:
        self._problems.append(ProblemData(cell, severity, code, message))

    def _new_target(self, row: ResultRow) -> WholeTarget | None:
        if not self._may_add:
            self._add(row.source, ERROR, "unknown_target", _("Chỉ tiêu không có trong danh sách của đơn vị."))
            return None
        if not row.number.strip():
            row = row._replace(number=self._free_number(row.parent_number))
            message = _("Dòng không có số thứ tự; được đặt số %(number)s.") % {"number": row.number}
            self._add(row.source, NOTICE, "numbered", message)
        if row.number in self._numbers:
            message = _("Số thứ tự %(number)s đã có chỉ tiêu khác.") % {"number": row.number}
            self._add(row.source, ERROR, "number_taken", message)
            return None
        data = _target_data(row)
        if data is None:
            message = _("Mức chỉ tiêu quá lớn hoặc có quá sáu chữ số thập phân.")
            self._add(row.source, ERROR, "inexact_target", message)
            return None
        errors = target_errors(data, self._term)
        for error in errors:
            self._add(row.cells.get(error.field, row.source), ERROR, "unsound_target", error.message)
        if errors:
            return None
        self._numbers.add(row.number)
        return data

    def _free_number(self, parent: str | None) -> str:
        prefix = f"{parent}." if parent else ""
        return next(
            number for place in count(1) if (number := f"{prefix}{place}") not in self._numbers | self._stated
        )

    def _figures(self, row: ResultRow, fact: TargetFact | None) -> tuple[FigureData, ...] | None:
        standing = (
            {figure.period: figure for figure in fact.figures} if fact is not None and fact.figures else {}
        )
        baseline_year = row.goal.baseline_year if fact is None else fact.baseline_year
        texts = row.texts or [shown(each.value) for each in row.measured]
        read = [
            self._figure(row, each, fact, standing, baseline_year, UNSTORABLE.sub("", text)[:LONGEST_TEXT])
            for each, text in zip(row.measured, texts, strict=True)
        ]
        sound = [figure for figure in read if figure is not None]
        return tuple(sound) if len(sound) == len(read) else None

    def _figure(
        self,
        row: ResultRow,
        each: Measured,
        fact: TargetFact | None,
        standing: dict[Period, Figure],
        baseline_year: int | None,
        text: str,
    ) -> FigureData | None:
        cell = each.source or row.source
        start, end, outside = self._period(each.period, baseline_year)
        if outside:
            self._add(cell, ERROR, "outside_term", outside)
            return None
        scaled = self._scaled(row, each, fact, cell)
        if scaled is None:
            return None
        self._doubt(scaled, row, fact, cell)
        estimate = bool(row.estimates) and each.period in row.estimates
        former = standing.get(period_of(start, end)) if standing else None
        if former is None:
            return FigureData(start, end, scaled, each.done, estimate, cell, NEW_FIGURE, text=text)
        same = (former.scaled, former.done, former.estimate) == (scaled, each.done, estimate)
        return FigureData(
            start,
            end,
            scaled,
            each.done,
            estimate,
            cell,
            SAME if same else CHANGED,
            former.scaled,
            former.done,
            text,
        )

    def _period(self, period: Period, baseline_year: int | None) -> tuple[str, str, str]:
        known = self._periods.get((period, baseline_year))
        if known is None:
            known = self._periods[period, baseline_year] = self._read_period(period, baseline_year)
        return known

    def _read_period(self, period: Period, baseline_year: int | None) -> tuple[str, str, str]:
        if self._undated and period.end == date(self._term.last_year, 12, 31):
            if self._results_to is None:
                return "", "", _("Kết quả không ghi ngày; đề nghị cho biết số liệu tính đến ngày nào.")
            period = Period(min(period.start, self._results_to), self._results_to)
        outside = period_error(period, term=self._term, baseline_year=baseline_year)
        return period.start.isoformat(), period.end.isoformat(), outside

    def _scaled(self, row: ResultRow, each: Measured, fact: TargetFact | None, cell: str) -> int | None:
        numerator, denominator = each.ratio
        if fact is not None and row.unit_of_measure != fact.unit_of_measure:
            converted = self._converted(row, each, fact, cell)
            if converted is None:
                return None
            numerator, denominator = converted
        scaled, rest = divmod(numerator * SCALE, denominator)
        if rest or not -LIMIT <= scaled <= LIMIT:
            message = _("Số quá lớn hoặc không ghi được chính xác đến sáu chữ số thập phân.")
            self._add(cell, ERROR, "inexact_number", message)
            return None
        return scaled

    def _converted(
        self, row: ResultRow, each: Measured, fact: TargetFact, cell: str
    ) -> tuple[int, int] | None:
        given, wanted = normal_unit(row.unit_of_measure), normal_unit(fact.unit_of_measure)
        if not given or not wanted or given == wanted:
            return each.ratio
        value = convert_unit(each.value, row.unit_of_measure, fact.unit_of_measure)
        words = {"file": row.unit_of_measure, "unit": fact.unit_of_measure}
        if value is None:
            message = _("Đơn vị tính trong tệp là “%(file)s”, khác với “%(unit)s” của chỉ tiêu.") % words
            self._add(cell, ERROR, "other_unit_of_measure", message)
            return None
        message = _("Đã đổi từ “%(file)s” sang “%(unit)s”.") % words
        self._add(cell, NOTICE, "converted", message)
        return value.as_integer_ratio()

    def _doubt(self, scaled: int, row: ResultRow, fact: TargetFact | None, cell: str) -> None:
        target = _first_scaled(row.goal) if fact is None else fact.target_scaled
        unit = row.unit_of_measure if fact is None else fact.unit_of_measure
        far = is_far(scaled, target)
        if far or (unit == "%" and not 0 <= scaled <= _HUNDRED):
            goal = None if target is None else from_scaled(target)
            for words in doubts(from_scaled(scaled), unit_of_measure=unit, target=goal):
                self._add(cell, WARNING, "odd_figure", words)

    def _compare_definition(self, row: ResultRow, fact: TargetFact) -> None:
        """Say where the file states the target itself otherwise; applying a file changes no target."""
        stated = _first_scaled(row.goal)
        if stated is None or fact.target_scaled is None or stated == fact.target_scaled:
            return
        if row.unit_of_measure != fact.unit_of_measure:
            return
        message = _(
            "Tệp ghi mức chỉ tiêu %(file)s, trong hệ thống là %(known)s; nhập tệp không sửa chỉ tiêu."
        )
        words = {
            "file": write_number(from_scaled(stated)),
            "known": write_number(from_scaled(fact.target_scaled)),
        }
        self._add(row.cells.get("target", row.source), WARNING, "target_differs", message % words)


def _first_scaled(goal: Goal) -> int | None:
    known = goal.scaled
    if not known.has_target or goal.comparator is Comparator.DONE or SCALE % known.scale:
        return None
    return known.target * (SCALE // known.scale)


def _target_data(row: ResultRow) -> WholeTarget | None:
    """Give the target that a row states, numbers in whole millionths; None where one does not fit."""
    goal = row.goal
    known = goal.scaled
    factor, rest = divmod(SCALE, known.scale)
    if rest:
        return None
    done = goal.comparator is Comparator.DONE
    numbers = (
        known.target * factor if known.has_target and not done else None,
        known.low * factor if known.has_low else None,
        known.high * factor if known.has_high else None,
        known.baseline * factor if known.has_baseline else None,
    )
    phased = []
    for year, value in goal.phased:
        numerator, denominator = value.as_integer_ratio()
        scaled, rest = divmod(numerator * SCALE, denominator)
        if rest:
            return None
        phased.append((year, scaled))
    if any(number is not None and not -LIMIT <= number <= LIMIT for number in numbers):
        return None
    return WholeTarget(
        row.number, row.name, goal.comparator.value, *numbers, goal.baseline_year, row.unit_of_measure, row.group,
        row.code, None if goal.due is None else goal.due.isoformat(), goal.kind.value if goal.kind else "",
        goal.method.value if goal.method else "", "none", row.main, row.breakthrough, row.counted, row.parent_number,
        "", row.note, False, phased,
    )  # fmt: skip
