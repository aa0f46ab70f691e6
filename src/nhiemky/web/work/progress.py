"""Reporting how far work items have come: of one with its evidence, or of all of a unit in one table."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import nfc
from nhiemky.org.policy import require
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.web.forms import DayField, PageForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.visit import Visit
from nhiemky.web.work.forms import ReportForm
from nhiemky.work import actions, queries
from nhiemky.work.queries import WorkLine
from nhiemky.work.vocab import STATE_NAMES, ProgressEntry, WorkState

if TYPE_CHECKING:
    from nhiemky.work.models import WorkItem

KEEPING = (Verb.KEEP_WORK,)
MOST = 2000


@dataclass(frozen=True)
class ReportPage:
    """The report of one item, beside what was last reported."""

    form: ReportForm
    item: WorkItem
    line: WorkLine
    last: str


class GridForm(PageForm):
    """The day that all reports of the table are about."""

    on = DayField(label="")
    seen_on = DayField(required=False)


@dataclass(frozen=True)
class GridRow:
    """One item of the table with what is typed, or was last reported."""

    line: WorkLine
    state: str
    percent: str
    result: str
    seen: int
    mark: str
    wrong: str
    changed: bool


@dataclass(frozen=True)
class GridPage:
    """The items of a unit with a line to report each."""

    unit_name: str
    form: GridForm
    rows: tuple[GridRow, ...]
    states: tuple[tuple[str, str], ...]
    day: str


@page("work/report.html", verbs=KEEPING, business=True)
def report_work(visit: Visit, id: int) -> ReportPage | HttpResponseBase:
    """This function will record how far one work item had come on a day; a day reported already gets a new version."""
    item = queries.work_item(visit.actor, id=id)
    require(visit.actor, Verb.KEEP_WORK, path_of(item.unit_id, on=visit.today))
    day = min(visit.as_of, visit.today)
    line = queries.item(visit.actor, id=id, on=day).line
    initial = {
        "on": day,
        "state": line.state.value,
        "percent": line.percent,
        "seen": line.version_on(day),
        "seen_on": day,
    }
    form = ReportForm(visit.posted, initial=initial)
    done = attempt(form, lambda: _reported(visit, item, form))
    if done is not None:
        said = (
            _("Đã ghi kết quả của đầu công việc %(number)s.")
            if done
            else _("Kết quả như đã báo cáo; không có gì thay đổi.")
        )
        return visit.done(said % {"number": item.number}, "work_item", item.pk)
    return ReportPage(form, item, line, _last(line))


def _reported(visit: Visit, item: WorkItem, form: ReportForm) -> int:
    asked = form.cleaned_data
    entry = ProgressEntry(
        item.pk, asked["on"], form.given_state, asked["percent"], asked["result"], asked["evidence"],
        # of a day that was not looked at nothing was seen
        expected_version=asked["seen"] if asked["on"] == asked["seen_on"] else 0,
    )  # fmt: skip
    try:
        return actions.report_progress(visit.actor, unit=item.unit, entries=[entry], now=visit.now)
    except Invalid as refusal:
        errors = (FieldError(each.field.rpartition("|")[2], each.message) for each in refusal.errors)
        raise Invalid(*errors) from refusal


def _last(line: WorkLine) -> str:
    if line.reported_on is None:
        return _("Chưa có báo cáo nào.")
    words = {"day": write_date(line.reported_on), "state": STATE_NAMES[line.state], "name": line.reported_by}
    return _("Báo cáo gần nhất ngày %(day)s: %(state)s (%(name)s ghi).") % words


@page("work/grid.html", verbs=KEEPING, business=True)
def work_grid(visit: Visit) -> GridPage | HttpResponseBase:
    """This function will record many items of a unit at once: rows that were changed are reported, the others are left."""
    require(visit.actor, Verb.KEEP_WORK, visit.state.path)
    day = min(visit.as_of, visit.today)
    lines = queries.work_list(visit.actor, states=[visit.state], term=visit.term, on=day)[:MOST]
    form = GridForm(visit.posted, initial={"on": day, "seen_on": day})
    typed = visit.posted
    wrong: dict[int, str] = {}

    def write() -> int:
        entries = _entries(lines, typed or MultiValueDict(), form, wrong)
        if wrong:
            raise Invalid(
                FieldError("", _("Có dòng chưa ghi được; xem lời nhắc ở từng dòng. Chưa có gì được lưu."))
            )
        if not entries:
            return 0
        try:
            return actions.report_progress(visit.actor, unit=visit.state.unit, entries=entries, now=visit.now)
        except Invalid as refusal:
            raise _at_rows(refusal, entries, wrong) from refusal

    done = attempt(form, write)
    if done is not None:
        if not done:
            return visit.done(_("Không có dòng nào thay đổi; chưa ghi gì."), "work_grid")
        return visit.done(_("Đã ghi kết quả của %(count)d đầu công việc.") % {"count": done}, "work")
    rows = tuple(_row(line, typed, wrong, day) for line in lines)
    states = tuple((state.value, str(name)) for state, name in STATE_NAMES.items())
    return GridPage(visit.state.name, form, rows, states, write_date(day))


def _entries(
    lines: Sequence[WorkLine], typed: Mapping[str, str], form: GridForm, wrong: dict[int, str]
) -> list[ProgressEntry]:
    """Give the rows that differ from what the page had shown; what cannot be read is noted by item.

    A row that was left alone is never reported, whatever somebody else reported of it meanwhile.
    """
    on, seen_on = form.cleaned_data["on"], form.cleaned_data["seen_on"]
    entries = []
    for line in lines:
        state, percent, result = _typed(line, typed)
        if _mark((state, percent, result)) == typed.get(f"d-{line.id}", _mark(_shown(line))):
            continue
        number = _percent(percent)
        if state not in {each.value for each in WorkState} or (percent and number is None):
            wrong[line.id] = _("Tỷ lệ là một số nguyên từ 0 đến 100; trạng thái chọn trong danh sách.")
            continue
        seen = typed.get(f"v-{line.id}", "")
        known = on == seen_on and seen.isascii() and seen.isdigit() and len(seen) < 9
        evidence = line.evidence if line.reported_on == on else ""
        entries.append(
            ProgressEntry(
                line.id,
                on,
                WorkState(state),
                number,
                result,
                evidence,
                expected_version=int(seen) if known else 0,
            )
        )
    return entries


def _at_rows(refusal: Invalid, entries: Sequence[ProgressEntry], wrong: dict[int, str]) -> Invalid:
    """Note what is wrong with single rows beside them, and give the rest for the form."""
    whole = []
    for error in refusal.errors:
        place, mark, field = error.field.partition("|")
        if not mark:
            whole.append(error)
        elif field == "on":
            whole.append(FieldError("on", error.message))
        else:
            wrong[entries[int(place)].item_id] = error.message
    first = whole[:1] or [
        FieldError("", _("Có dòng chưa ghi được; xem lời nhắc ở từng dòng. Chưa có gì được lưu."))
    ]
    return Invalid(*first)


def _typed(line: WorkLine, typed: Mapping[str, str]) -> tuple[str, str, str]:
    shown = _shown(line)
    given = (typed.get(f"s-{line.id}"), typed.get(f"p-{line.id}"), typed.get(f"r-{line.id}"))
    clean = tuple(nfc(text).replace("\r\n", "\n").strip() if text is not None else None for text in given)
    return tuple(one if one is not None else other for one, other in zip(clean, shown, strict=True))  # type: ignore[return-value]


def _shown(line: WorkLine) -> tuple[str, str, str]:
    return line.state.value, "" if line.percent is None else str(line.percent), line.result


def _mark(shown: tuple[str, str, str]) -> str:
    """Give a short mark of a row as it was shown."""
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]


def _percent(text: str) -> int | None:
    bare = text.removesuffix("%").strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 4 else None


def _row(line: WorkLine, typed: Mapping[str, str] | None, wrong: Mapping[int, str], day: date) -> GridRow:
    state, percent, result = _typed(line, typed or {})
    seen = (typed or {}).get(f"v-{line.id}", "")
    kept = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else line.version_on(day)
    mark = (typed or {}).get(f"d-{line.id}") or _mark(_shown(line))
    changed = _mark((state, percent, result)) != mark
    return GridRow(line, state, percent, result, kept, mark, wrong.get(line.id, ""), changed)
