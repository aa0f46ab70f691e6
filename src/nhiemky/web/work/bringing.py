"""Files of work items: brought, previewed row by row, confirmed once, put aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.intake import actions, queries
from nhiemky.intake.queries import line_of
from nhiemky.intake.vocab import ERROR, NOTICE, BatchKind, BatchState, ProblemData, WorkRowState
from nhiemky.intake.work_rows import WorkPreview, WorkProgress, WorkRowData
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import require
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.web.excel import XLSX, download
from nhiemky.web.intake.forms import ApplyForm, RowsFilter, UploadForm
from nhiemky.web.intake.lines import batches_table, problems_table
from nhiemky.web.intake.views import RESULTS_TO, unit_name
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import Table
from nhiemky.web.visit import TERM, UNIT, Visit
from nhiemky.web.work.forms import WorkForm
from nhiemky.work.vocab import STATE_NAMES

if TYPE_CHECKING:
    from nhiemky.intake.models import Batch

BRINGING = (Verb.KEEP_WORK, Verb.SEE_UNCONFIRMED)
STATES: Mapping[WorkRowState, Promise | str] = {
    WorkRowState.NEW: gettext_lazy("mới"),
    WorkRowState.CHANGED: gettext_lazy("thay đổi"),
    WorkRowState.SAME: gettext_lazy("như cũ"),
    WorkRowState.PROBLEM: gettext_lazy("có lỗi"),
}
ASKED = {
    "moi": WorkRowState.NEW, "doi": WorkRowState.CHANGED, "giong": WorkRowState.SAME, "loi": WorkRowState.PROBLEM,
}  # fmt: skip


class WorkUploadForm(UploadForm):
    """A table of work items of the chosen unit and term."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Biểu của hệ thống đã điền, hoặc bảng đầu công việc của cơ quan. Có thể kéo tệp thả vào ô này."
        )
        self.fields["results_to"].label = _("Kết quả tính đến ngày")
        self.fields["results_to"].help_text = _("Cho các dòng không ghi ngày báo cáo; để trống là hôm nay.")


@dataclass(frozen=True)
class UploadPage:
    """The form for a file of work items, and the files brought before."""

    unit_name: str
    term: str
    form: WorkUploadForm | None
    table: Table


@dataclass(frozen=True)
class RowLine:
    """One row of the file as shown: what it changes as (field, old, new), the report it brings, its problems."""

    row: WorkRowData
    state: str
    href: str
    changes: tuple[tuple[str, str, str], ...]
    report: str
    before: str
    problems: tuple[ProblemData, ...]


@dataclass(frozen=True)
class WorkBatchPage:
    """The preview of a file of work items, or what became of it."""

    batch: Batch
    unit_name: str
    preview: WorkPreview
    counted: tuple[tuple[str, str, int], ...]
    faulty: int
    filter: RowsFilter
    lines: tuple[RowLine, ...]
    table: Table
    form: ApplyForm
    results_to: str
    open: bool
    may_keep: bool


@page("work/upload.html", verbs=BRINGING, business=True)
def work_upload(visit: Visit) -> UploadPage | HttpResponseBase:
    """This function will bring a file of work items for the chosen unit and term, and list the files brought before."""
    form = WorkUploadForm(visit.posted, visit.files) if visit.may(Verb.KEEP_WORK) else None
    if visit.posted is not None:
        require(visit.actor, Verb.KEEP_WORK, visit.state.path)
    if form is not None and visit.posted is not None:
        batch = attempt(form, lambda: _opened(visit, form))
        if batch is not None:
            day = form.cleaned_data["results_to"]
            said = _("Đã đọc tệp %(file)s. Chưa có gì được ghi; đề nghị xem rồi bấm xác nhận.")
            return _done(visit, batch, said, **({RESULTS_TO: write_date(day)} if day else {}))
    rows = queries.batches(visit.actor, unit=visit.state.unit, term=visit.term, kind=BatchKind.WORK)
    return UploadPage(
        visit.state.name, visit.term.label, form, batches_table(visit, rows, screen="work_batch")
    )


def _opened(visit: Visit, form: WorkUploadForm) -> Batch:
    file = form.cleaned_data["file"]
    return actions.open_batch(
        visit.actor, unit=visit.state.unit, term=visit.term, file_name=file.name, data=file.read(), now=visit.now,
        results_to=form.cleaned_data["results_to"], kind=BatchKind.WORK,
    )  # fmt: skip


@page("work/batch.html", verbs=BRINGING, business=True)
def work_batch(visit: Visit, key: str) -> WorkBatchPage | HttpResponseBase:
    """This function will show what a file would do, and write it all at once when it is confirmed."""
    found = _batch(visit, key)
    form = ApplyForm(visit.posted)
    if visit.posted is not None:
        done = attempt(
            form,
            lambda: actions.apply_batch(
                visit.actor, batch=found, now=visit.now, skip_problem_rows=form.cleaned_data["skip_problem_rows"]
            ),
        )  # fmt: skip
        if done is not None:
            return _done(visit, done, _("Đã ghi các đầu công việc của tệp %(file)s."))
        found = _batch(visit, key)
    return _page_of(visit, found, form)


@page("work/batch.html", verbs=(Verb.KEEP_WORK,), methods=("POST",), business=True)
def drop_work_batch(visit: Visit, key: str) -> HttpResponseBase:
    """This function will put a file of work items aside."""
    dropped = actions.drop_batch(visit.actor, batch=_batch(visit, key), now=visit.now)
    said = _("Đã bỏ tệp %(file)s; không có gì được ghi.")
    return visit.done(said % {"file": dropped.file_name}, "work_upload")


@page("work/batch.html", verbs=(Verb.KEEP_WORK,), methods=("POST",), business=True)
def refresh_work_batch(visit: Visit, key: str) -> HttpResponseBase:
    """This function will compare a file again with what the unit has now."""
    day = visit.request.POST.get(RESULTS_TO, "")
    form = UploadForm({"results_to": day})
    form.is_valid()
    refreshed = actions.refresh_batch(
        visit.actor, batch=_batch(visit, key), now=visit.now, results_to=form.cleaned_data.get("results_to")
    )
    said = _("Đã đối chiếu lại tệp %(file)s với danh sách hiện có.")
    return _done(visit, refreshed, said, **({RESULTS_TO: day} if day else {}))


@page("work/batch.html", verbs=BRINGING, methods=("GET", "HEAD"), business=True)
def work_batch_file(visit: Visit, key: str) -> HttpResponse:
    """This function will give the file as it came."""
    found = _batch(visit, key)
    return download(queries.file_of(visit.actor, batch=found), found.file_name, XLSX)


def _batch(visit: Visit, key: str) -> Batch:
    return queries.batch(visit.actor, key, kind=BatchKind.WORK)


def _done(visit: Visit, found: Batch, said: str, **extra: str) -> HttpResponseBase:
    own = {UNIT: found.unit.code, TERM: found.term.label}
    return visit.done(said % {"file": found.file_name}, "work_batch", found.key, **own, **extra)


def _page_of(visit: Visit, found: Batch, form: ApplyForm) -> WorkBatchPage:
    preview = queries.work_preview(found)
    rows_filter = RowsFilter(visit.request.GET)
    wanted = ASKED.get(str(rows_filter.asked("loc") or ""))
    counted = tuple((key, str(STATES[state]), preview.counts[state]) for key, state in ASKED.items())
    return WorkBatchPage(
        batch=found,
        unit_name=unit_name(visit, found),
        preview=preview,
        counted=counted,
        faulty=preview.severities.get(ERROR, 0),
        filter=rows_filter,
        lines=tuple(_lines(visit, preview, wanted)),
        table=problems_table(visit, preview.problems),
        form=form,
        results_to=visit.asked(RESULTS_TO),
        open=found.state == BatchState.OPEN.value,
        may_keep=visit.actor.may(Verb.KEEP_WORK, path_of(found.unit_id, on=visit.today)),
    )


def _lines(visit: Visit, preview: WorkPreview, wanted: WorkRowState | None) -> list[RowLine]:
    """Lay out the rows of a file with the problems of their lines, those of one state where it is asked for."""
    by_line: dict[str, list[ProblemData]] = {}
    for problem in preview.problems:
        if problem.severity != NOTICE:
            by_line.setdefault(line_of(problem.cell), []).append(problem)
    rows: Sequence[WorkRowData] = [row for row in preview.rows if wanted in (None, row.state)]
    return [
        RowLine(
            row, str(STATES[row.state]), visit.to("work_item", row.item_id) if row.item_id is not None else "",
            tuple((_field(each.field), each.old, each.new) for each in row.changes), _said(row.progress), _stood(row.progress), tuple(by_line.get(line_of(row.source), ())),
        )
        for row in rows
    ]  # fmt: skip


def _field(name: str) -> str:
    """Give the name of a field as the form of a work item has it."""
    return str(WorkForm.base_fields[name].label)


def _said(report: WorkProgress | None) -> str:
    """Give a report in words: day, state, percentage, result."""
    if report is None:
        return ""
    share = f" {report.percent} %" if report.percent is not None else ""
    told = f": {report.result}" if report.result else ""
    return f"{write_date(report.on)} – {STATE_NAMES[report.state]}{share}{told}"


def _stood(report: WorkProgress | None) -> str:
    """Give what was last reported, in words; empty where nothing was."""
    if report is None or report.old_state is None:
        return ""
    share = f" {report.old_percent} %" if report.old_percent is not None else ""
    return f"{STATE_NAMES[report.old_state]}{share}"
