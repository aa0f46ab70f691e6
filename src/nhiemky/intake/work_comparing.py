"""A file of work items compared with the list of the unit: rows with their states, and every problem with its cell."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nhiemky.history.vocab import FieldError
from nhiemky.intake.heading import heading_problems
from nhiemky.intake.reading.table import ResultsTable
from nhiemky.intake.reading.work_table import WorkTable, WorkTableRow
from nhiemky.intake.vocab import BLOCKING, ERROR, NOTICE, WARNING, ProblemData, WorkRowState
from nhiemky.intake.work_rows import WorkChange, WorkProgress, WorkRowData
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import clean
from nhiemky.work.actions.checks import Settled, number_errors, settle
from nhiemky.work.actions.reporting import progress_errors
from nhiemky.work.models import Progress, WorkItem
from nhiemky.work.queries import latest_progress, row_of
from nhiemky.work.vocab import ProgressEntry, WorkRow, WorkState, clean_text, whole_percent

_STATED = (
    "number", "name", "code", "group", "key", "lead", "supporting", "programme", "starts_on", "due_on", "product", "note",
)  # fmt: skip
_NEW, _CHANGED = WorkRowState.NEW, WorkRowState.CHANGED
_SAME, _PROBLEM = WorkRowState.SAME, WorkRowState.PROBLEM


@dataclass(frozen=True)
class Standing:
    """The list of a unit as a file is compared with it: items, what they state, and all that was reported of them."""

    items: Mapping[int, WorkItem]
    rows: Mapping[int, WorkRow]
    latest: Mapping[int, Progress]
    by_day: Mapping[tuple[int, date], Progress]

    def basis(self) -> str:
        """This function will give the SHA-256 over everything that a preview was compared with."""
        digest = hashlib.sha256()
        for pk, row in sorted(self.rows.items()):
            digest.update(repr((pk, tuple(map(str, row)))).encode())
        for (pk, on), report in sorted(self.by_day.items()):
            digest.update(repr((pk, on.toordinal(), report.version)).encode())
        return digest.hexdigest()


@dataclass(frozen=True)
class WorkComparison:
    """What the preview shows and what applying needs."""

    rows: Sequence[WorkRowData]
    problems: Sequence[ProblemData]
    basis: str

    def counts(self) -> dict[str, object]:
        """This function will count rows by state and problems by severity, as JSON."""
        states = Counter(row.state for row in self.rows)
        severities = Counter(problem.severity for problem in self.problems)
        return {
            "rows": {state.value: states[state] for state in WorkRowState},
            "problems": {name: severities[name] for name in (ERROR, WARNING, NOTICE)},
            "blocked": any(problem.code in BLOCKING for problem in self.problems),
        }


def standing_work(unit: Unit, term: Term) -> Standing:
    """This function will read the list of a unit with every report; it asks no policy. Three SQL queries."""
    listed = WorkItem.objects.filter(unit=unit, term=term, removed_on__isnull=True)
    items = {
        item.pk: item for item in listed.select_related("programme", "lead_unit").order_by("position", "pk")
    }
    reports = Progress.objects.filter(item__unit=unit, item__term=term, item__removed_on__isnull=True)
    latest = {report.item_id: report for report in latest_progress(reports, on=date.max)}
    by_day = {(report.item_id, report.on): report for report in reports.order_by("version")}
    return Standing(items, {pk: row_of(item) for pk, item in items.items()}, latest, by_day)


def compare_work(
    table: WorkTable,
    *,
    actor: Actor,
    unit: Unit,
    term: Term,
    path: str,
    today: date,
    reported_on: date | None = None,
) -> WorkComparison:
    """This function will compare every row of a file with the unit's list; `reported_on` dates reports without a day.

    At most eight SQL queries.
    """
    standing = standing_work(unit, term)
    problems = [ProblemData(*problem) for problem in table.problems]
    named = ResultsTable(table.unit, table.unit_code, table.term, table.sheet, table.own_form, (), ())
    problems += heading_problems(named, unit=unit, term=term)
    comparer = _Comparer(standing, problems, table, today, reported_on or today)
    found = [comparer.match(row) for row in table.rows]
    stated = [comparer.stated(row, item_id) for row, item_id in zip(table.rows, found, strict=True)]
    held = {place: standing.items[pk] for place, pk in enumerate(found) if pk is not None}
    settled, errors = settle(actor, path=path, term=term, rows=stated, on=today, held=held)
    meant = {pk for pk in found if pk is not None}
    taken = frozenset(row.number for pk, row in standing.rows.items() if pk not in meant)
    errors += number_errors([each.row for each in settled], taken)
    wrong = comparer.tell(table.rows, errors)
    rows = [
        comparer.read(row, item_id, each, faulty=place in wrong or row.faulty)
        for place, (row, item_id, each) in enumerate(zip(table.rows, found, settled, strict=True))
    ]
    return WorkComparison(rows, problems, standing.basis())


class _Comparer:
    """Reads the rows of one file against the list; problems go to the list it was given."""

    def __init__(
        self,
        standing: Standing,
        problems: list[ProblemData],
        table: WorkTable,
        today: date,
        reported_on: date,
    ) -> None:
        self._standing = standing
        self._problems = problems
        self._own_form = table.own_form
        self._today = today
        self._reported_on = reported_on
        self._by_code = {row.code: pk for pk, row in standing.rows.items() if row.code}
        self._by_number = {row.number: pk for pk, row in standing.rows.items()}
        names = Counter(fold(row.name) for row in standing.rows.values())
        self._by_name = {
            fold(row.name): pk for pk, row in standing.rows.items() if names[fold(row.name)] == 1
        }
        self._numbers = set(self._by_number) | {row.number for row in table.rows}
        self._meant: set[int] = set()

    def match(self, row: WorkTableRow) -> int | None:
        """Give the item that a row speaks of: by code, by number and wording, by wording alone, in the form by number."""
        found = self._by_code.get(row.code) if row.code else None
        numbered = self._by_number.get(row.number)
        if found is None and numbered is not None:
            same = fold(self._standing.rows[numbered].name) == fold(row.name)
            found = numbered if same or (self._own_form and row.number) else None
        if found is None:
            found = self._by_name.get(fold(row.name))
            if found is not None and row.number and self._standing.rows[found].number != row.number:
                message = _("Nhận ra đầu công việc số %(number)s theo nội dung.")
                words = message % {"number": self._standing.rows[found].number}
                self._add(row.source, NOTICE, "matched_by_wording", words)
        if found in self._meant:
            message = _("Dòng này cùng chỉ một đầu công việc với một dòng ở trên.")
            self._add(row.source, ERROR, "duplicate_item", message)
        if found is not None:
            self._meant.add(found)
        return found

    def stated(self, row: WorkTableRow, item_id: int | None) -> WorkRow:
        """Give the whole work item that a row states: an office's empty cell leaves what stands, an empty cell of the form
        empties it; columns that a table does not have change nothing."""
        former = None if item_id is None else self._standing.rows[item_id]
        base = former or WorkRow(number="", name="")
        given = {
            name: getattr(row, name)
            for name in _STATED
            if name in row.stated
            and (self._own_form or former is None or getattr(row, name) not in ("", None))
        }
        if former is not None and not self._own_form:
            # the numbers of another table are its own; who is key is not taken away by a table that does not say it
            given.pop("number", None)
            given["key"] = former.key or row.key
        if former is not None and not row.programme:
            # whoever wrote the form may not have seen it; it is taken away on the screen
            given.pop("programme", None)
        stated = base._replace(**given)
        if not stated.number:
            stated = stated._replace(number=self._free_number(row) if former is None else former.number)
        if former is None:
            # the file tells of its day, so what stands in it was on the list by then, reported of or not
            days = (row.starts_on, self._day(row), self._today)
            stated = stated._replace(assigned_on=min(day for day in days if day is not None))
        return stated

    def _free_number(self, row: WorkTableRow) -> str:
        place = 1
        while str(place) in self._numbers:
            place += 1
        self._numbers.add(str(place))
        message = _("Dòng không có số thứ tự; được đặt số %(number)d.") % {"number": place}
        self._add(row.source, NOTICE, "numbered", message)
        return str(place)

    def tell(self, rows: Sequence[WorkTableRow], errors: Sequence[FieldError]) -> set[int]:
        """Note what is wrong with rows at their cells, and give the places of those rows."""
        places = set()
        for error in errors:
            place, _bar, field = error.field.partition("|")
            row = rows[int(place)]
            places.add(int(place))
            if not (field == "name" and not row.name):
                self._add(row.cells.get(field, row.source), ERROR, "unsound_item", error.message)
        for problem in self._problems:
            if problem.code == "duplicate_item" and problem.severity == ERROR:
                places |= {place for place, row in enumerate(rows) if row.source == problem.cell}
        return places

    def read(self, row: WorkTableRow, item_id: int | None, settled: Settled, *, faulty: bool) -> WorkRowData:
        """Give one row with its state; a row in error writes nothing."""
        sound = not faulty
        progress = self._progress(row, item_id, settled.row) if sound else None
        if isinstance(progress, FieldError):
            self._add(row.cells.get(progress.field, row.source), ERROR, "unsound_report", progress.message)
            sound = False
        number = settled.row.number
        if not sound or isinstance(progress, FieldError):
            return WorkRowData(row.source, _PROBLEM, row.number, row.name, item_id)
        if item_id is None:
            return WorkRowData(row.source, _NEW, number, row.name, None, settled.row, (), progress)
        changes = _changes(self._standing.rows[item_id], settled.row)
        state = _CHANGED if changes or progress else _SAME
        stated = settled.row if changes else None
        return WorkRowData(row.source, state, number, settled.row.name, item_id, stated, changes, progress)

    def _day(self, row: WorkTableRow) -> date:
        return row.reported_on or self._reported_on

    def _progress(
        self, row: WorkTableRow, item_id: int | None, stated: WorkRow
    ) -> WorkProgress | FieldError | None:
        if not row.state:
            return None
        on, state = self._day(row), WorkState(row.state)
        percent = whole_percent(state, row.percent)
        result, evidence = clean_text(row.result), clean(row.evidence)
        if on > self._today:
            return FieldError("reported_on", _("Ngày %(day)s chưa tới.") % {"day": write_date(on)})
        if stated.assigned_on is not None and on < stated.assigned_on:
            words = {"day": write_date(stated.assigned_on)}
            return FieldError("reported_on", _("Ngày báo cáo trước ngày giao việc %(day)s.") % words)
        errors = progress_errors(ProgressEntry(0, on, state, percent, result, evidence))
        if errors:
            return errors[0]
        latest = None if item_id is None else self._standing.latest.get(item_id)
        of_day = None if item_id is None else self._standing.by_day.get((item_id, on))
        against = of_day or (latest if row.reported_on is None else None)
        brought = (state.value, percent, result, evidence)
        if against and (against.state, against.percent, against.result, against.evidence) == brought:
            return None
        cell = row.cells.get("state") or row.cells.get("result", row.source)
        if of_day is not None and row.reported_on is not None:
            message = _(
                "Sửa báo cáo đã có của ngày %(day)s. Nếu là kết quả mới, đề nghị ghi ngày báo cáo mới."
            )
            self._add(row.cells["reported_on"], WARNING, "corrects_report", message % {"day": write_date(on)})
        shown = of_day or latest
        return WorkProgress(
            on, state, percent, result, evidence, cell,
            of_day.version if of_day else 0, WorkState(shown.state) if shown else None, shown.percent if shown else None,
        )  # fmt: skip

    def _add(self, cell: str, severity: str, code: str, message: str) -> None:
        self._problems.append(ProblemData(cell, severity, code, message))


def _changes(former: WorkRow, row: WorkRow) -> tuple[WorkChange, ...]:
    return tuple(
        WorkChange(name, _shown(old), _shown(new))
        for name in _STATED
        if (old := getattr(former, name)) != (new := getattr(row, name))
    )


def _shown(value: str | bool | date | None) -> str:
    if isinstance(value, bool):
        return "x" if value else ""
    return write_date(value) if isinstance(value, date) else value or ""


def nothing_new_in(rows: Sequence[WorkRowData]) -> bool:
    """This function will say whether every sound row only repeats what is there."""
    return all(row.state in (_SAME, _PROBLEM) for row in rows)
