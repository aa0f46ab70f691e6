"""Files of work items: brought, previewed row by row, confirmed once, put aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.intake import actions, queries
from nhiemky.intake.policy import require_work
from nhiemky.intake.vocab import ERROR, BatchKind, BatchState
from nhiemky.intake.work_rows import WorkPreview
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import require
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.web.excel import XLSX, download
from nhiemky.web.intake.editing import LinePage, line_page
from nhiemky.web.intake.forms import ApplyForm, RowsFilter, UploadForm
from nhiemky.web.intake.lines import batches_table, problems_table
from nhiemky.web.intake.views import RESULTS_TO, Edit, editing, edits_of, unit_name
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import Table
from nhiemky.web.visit import TERM, UNIT, Visit
from nhiemky.web.work.lines import ASKED, STATES, lines_of, lines_table

if TYPE_CHECKING:
    from nhiemky.intake.models import Batch

BRINGING = (Verb.KEEP_WORK, Verb.SEE_UNCONFIRMED)


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
class WorkBatchPage:
    """The preview of a file of work items, or what became of it."""

    batch: Batch
    unit_name: str
    preview: WorkPreview
    counted: tuple[tuple[str, str, int], ...]
    faulty: int
    filter: RowsFilter
    lines: Table
    table: Table
    form: ApplyForm
    results_to: str
    mark: str
    edits: tuple[Edit, ...]
    open: bool
    may_keep: bool


@page("work/upload.html", verbs=BRINGING, business=True)
def work_upload(visit: Visit) -> UploadPage | HttpResponseBase:
    """This function will bring a file of work items for the chosen unit and term, and list the files brought before."""
    past = {"results_to": visit.as_of} if visit.as_of < visit.today else {}
    form = WorkUploadForm(visit.posted, visit.files, initial=past) if visit.may(Verb.KEEP_WORK) else None
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
                visit.actor, batch=found, now=visit.now, skip_problem_rows=form.cleaned_data["skip_problem_rows"],
                seen=form.cleaned_data["seen"],
            ),
        )  # fmt: skip
        if done is not None:
            return _done(visit, done, _("Đã ghi các đầu công việc của tệp %(file)s."))
        found = _batch(visit, key)
    return _page_of(visit, found, form)


@page("intake/line.html", verbs=(Verb.KEEP_WORK,), business=True)
def work_batch_line(visit: Visit, key: str) -> LinePage | HttpResponseBase:
    """This function will correct cells of one line of an open file of work items, and lead back to the preview, read anew."""
    found = _batch(visit, key)
    require_work(visit.actor, unit=found.unit)
    return line_page(visit, found, screen="work_batch")


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
    is_open = found.state == BatchState.OPEN.value
    may_keep = visit.actor.may(Verb.KEEP_WORK, path_of(found.unit_id, on=visit.today))
    edit = editing(visit, found, "work_batch_line") if is_open and may_keep and not preview.blocked else None
    return WorkBatchPage(
        batch=found,
        unit_name=unit_name(visit, found),
        preview=preview,
        counted=counted,
        faulty=preview.severities.get(ERROR, 0),
        filter=rows_filter,
        lines=lines_table(visit, lines_of(visit, preview, wanted, edit=edit)),
        table=problems_table(visit, preview.problems),
        form=form,
        results_to=visit.asked(RESULTS_TO),
        mark=queries.preview_mark(found),
        edits=edits_of(found),
        open=is_open,
        may_keep=may_keep,
    )
