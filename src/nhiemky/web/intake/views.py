"""Files in: brought, previewed, confirmed once, put aside, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.intake import actions, queries
from nhiemky.intake.queries import Preview
from nhiemky.intake.vocab import ERROR, BatchState
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import require
from nhiemky.org.queries import path_of, unit_labels
from nhiemky.org.vocab import Verb
from nhiemky.reporting.wording import overview_sentence
from nhiemky.web.bands import BandBar, band_bar
from nhiemky.web.excel import XLSX, download
from nhiemky.web.intake.forms import ApplyForm, RowsFilter, UploadForm
from nhiemky.web.intake.lines import batches_table, lines_of, lines_table, problems_table
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import Table
from nhiemky.web.visit import TERM, UNIT, Visit

if TYPE_CHECKING:
    from nhiemky.intake.models import Batch

BRINGING = (Verb.ENTER_RESULTS, Verb.SEE_UNCONFIRMED)
LINE, RESULTS_TO = "o-dong", "ket-qua-den"


@dataclass(frozen=True)
class IntakePage:
    """The form for a file, and the files brought before."""

    unit_name: str
    term: str
    form: UploadForm | None
    table: Table


@dataclass(frozen=True)
class Counted:
    """How many rows of the file there are of one state."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Edit:
    """A cell that was corrected here: what the file says, what was typed."""

    cell: str
    in_file: str
    text: str


@dataclass(frozen=True)
class BatchPage:
    """The preview of a file, or what became of it."""

    batch: Batch
    unit_name: str
    preview: Preview
    counted: tuple[Counted, ...]
    faulty: int
    sentence_before: str
    sentence_after: str
    bar_before: BandBar
    bar_after: BandBar
    filter: RowsFilter
    lines: Table
    table: Table
    form: ApplyForm
    results_to: str
    mark: str
    edits: tuple[Edit, ...]
    open: bool
    applied: bool
    may_enter: bool


@page("intake/intake.html", verbs=BRINGING)
def intake(visit: Visit) -> IntakePage | HttpResponseBase:
    """This function will bring a file for the chosen unit and term, and list the files brought before."""
    form = UploadForm(visit.posted, visit.files) if visit.may(Verb.ENTER_RESULTS) else None
    if visit.posted is not None:
        require(visit.actor, Verb.ENTER_RESULTS, visit.state.path)
    if form is not None and visit.posted is not None:
        batch = attempt(form, lambda: _opened(visit, form))
        if batch is not None:
            day = form.cleaned_data["results_to"]
            return visit.done(
                _("Đã đọc tệp %(file)s. Chưa có gì được ghi; đề nghị xem rồi bấm xác nhận.") % {"file": batch.file_name},
                "batch", batch.key, **({RESULTS_TO: write_date(day)} if day else {}),
            )  # fmt: skip
    rows = queries.batches(visit.actor, unit=visit.state.unit, term=visit.term)
    return IntakePage(visit.state.name, visit.term.label, form, batches_table(visit, rows))


def _opened(visit: Visit, form: UploadForm) -> Batch:
    file = form.cleaned_data["file"]
    return actions.open_batch(
        visit.actor, unit=visit.state.unit, term=visit.term, file_name=file.name, data=file.read(), now=visit.now,
        results_to=form.cleaned_data["results_to"],
    )  # fmt: skip


@page("intake/batch.html", verbs=BRINGING)
def batch(visit: Visit, key: str) -> BatchPage | HttpResponseBase:
    """This function will show what a file would do, and write it all at once when it is confirmed."""
    found = queries.batch(visit.actor, key)
    form = ApplyForm(visit.posted)
    if visit.posted is not None:
        done = attempt(
            form,
            lambda: actions.apply_batch(
                visit.actor,
                batch=found,
                now=visit.now,
                skip_problem_rows=form.cleaned_data["skip_problem_rows"],
                seen=form.cleaned_data["seen"],
            ),
        )
        if done is not None:
            said = _("Đã ghi số liệu của tệp %(file)s. Số liệu mới cần gửi lãnh đạo xác nhận.")
            return _done(visit, done, said)
        found = queries.batch(visit.actor, key)
    return _page_of(visit, found, form)


@page("intake/batch.html", verbs=(Verb.ENTER_RESULTS,), methods=("POST",))
def drop_batch(visit: Visit, key: str) -> HttpResponseBase:
    """This function will put a file aside."""
    dropped = actions.drop_batch(visit.actor, batch=queries.batch(visit.actor, key), now=visit.now)
    return visit.done(_("Đã bỏ tệp %(file)s; không có gì được ghi.") % {"file": dropped.file_name}, "intake")


@page("intake/batch.html", verbs=(Verb.ENTER_RESULTS,), methods=("POST",))
def refresh_batch(visit: Visit, key: str) -> HttpResponseBase:
    """This function will compare a file again with what the unit has now."""
    day = visit.request.POST.get(RESULTS_TO, "")
    form = UploadForm({"results_to": day})
    form.is_valid()
    refreshed = actions.refresh_batch(
        visit.actor, batch=queries.batch(visit.actor, key), now=visit.now,
        results_to=form.cleaned_data.get("results_to"),
    )  # fmt: skip
    said = _("Đã đối chiếu lại tệp %(file)s với số liệu hiện có.")
    return _done(visit, refreshed, said, **({RESULTS_TO: day} if day else {}))


@page("intake/batch.html", verbs=(Verb.ENTER_RESULTS,), methods=("POST",))
def revert_batch(visit: Visit, key: str) -> HttpResponseBase:
    """This function will undo what an applied file brought."""
    reverted = actions.revert_batch(visit.actor, batch=queries.batch(visit.actor, key), now=visit.now)
    return _done(visit, reverted, _("Đã hoàn tác tệp %(file)s; số liệu trở lại như trước khi nhập."))


@page("intake/batch.html", verbs=BRINGING, methods=("GET", "HEAD"))
def batch_file(visit: Visit, key: str) -> HttpResponse:
    """This function will give the file as it came."""
    found = queries.batch(visit.actor, key)
    return download(queries.file_of(visit.actor, batch=found), found.file_name, XLSX)


def _done(visit: Visit, found: Batch, said: str, **extra: str) -> HttpResponseBase:
    own = {UNIT: found.unit.code, TERM: found.term.label}
    return visit.done(said % {"file": found.file_name}, "batch", found.key, **own, **extra)


def unit_name(visit: Visit, found: Batch) -> str:
    """This function will name the unit of a file as it is called today, one that has ended as it was called last."""
    return unit_labels(visit.actor, [found.unit_id], on=visit.today).get(found.unit_id, found.unit.code)


def editing(visit: Visit, found: Batch, screen: str) -> Callable[[str], str]:
    """This function will give what gives the address where a line of the file is corrected, on the page `screen`."""
    day = visit.asked(RESULTS_TO)
    kept = {RESULTS_TO: day} if day else {}
    return lambda line: visit.to(screen, found.key, **{LINE: line}, **kept)


def edits_of(found: Batch) -> tuple[Edit, ...]:
    """This function will give the cells of a file that were corrected here."""
    return tuple(Edit(cell, *pair) for cell, pair in found.edits.items())


def _page_of(visit: Visit, found: Batch, form: ApplyForm) -> BatchPage:
    preview = queries.preview(found)
    rows_filter = RowsFilter(visit.request.GET)
    is_open = found.state == BatchState.OPEN.value
    may_enter = visit.actor.may(Verb.ENTER_RESULTS, path_of(found.unit_id, on=visit.today))
    edit = editing(visit, found, "batch_line") if is_open and may_enter and not preview.blocked else None
    lines = lines_of(visit, preview, str(rows_filter.asked("loc") or ""), edit=edit)
    labels = (
        ("moi", _("mới"), ("new_target", "new_figure")), ("doi", _("thay đổi"), ("changed",)),
        ("giong", _("như cũ"), ("same",)), ("loi", _("có lỗi"), ("problem",)),
    )  # fmt: skip
    counts = {state.value: count for state, count in preview.counts.items()}
    return BatchPage(
        batch=found,
        unit_name=unit_name(visit, found),
        preview=preview,
        counted=tuple(
            Counted(key, label, sum(counts[state] for state in states)) for key, label, states in labels
        ),
        faulty=preview.severities.get(ERROR, 0),
        sentence_before=overview_sentence(preview.before, preview.scheme),
        sentence_after=overview_sentence(preview.after, preview.scheme),
        bar_before=band_bar(preview.before, preview.scheme),
        bar_after=band_bar(preview.after, preview.scheme),
        filter=rows_filter,
        lines=lines_table(visit, lines),
        table=problems_table(visit, preview.problems),
        form=form,
        results_to=visit.asked(RESULTS_TO),
        mark=queries.preview_mark(found),
        edits=edits_of(found),
        open=is_open,
        applied=found.state == BatchState.APPLIED.value,
        may_enter=may_enter,
    )
