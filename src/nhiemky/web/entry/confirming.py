"""A leader looks at what was submitted, and confirms it or returns it with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhiemky.org.policy import require
from nhiemky.org.vocab import Verb
from nhiemky.targets import actions
from nhiemky.web.entry.waiting import Waiting, WaitingFigure, changed_since, waiting_of
from nhiemky.web.forms import LongTextField, PageForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import WHOLE, Column, Table, table_of
from nhiemky.web.visit import Visit

CONFIRM, RETURN = "xac-nhan", "tra-lai"
LEFT = "bo"


class DecisionForm(PageForm):
    """Which figures, and why when they are returned."""

    so = forms.TypedMultipleChoiceField(coerce=int, required=False)
    reason = LongTextField(
        label=gettext_lazy("Lý do trả lại"), required=False, max_length=500,
        help_text=gettext_lazy("Chỉ cần khi trả lại; văn phòng sẽ thấy lý do này ở ô số liệu."),
    )  # fmt: skip

    def __init__(self, *args: object, ids: Sequence[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["so"].choices = [(str(id), str(id)) for id in ids]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Box:
    """A figure that waits, and whether it is chosen."""

    figure: WaitingFigure
    chosen: bool


@dataclass(frozen=True)
class ConfirmPage:
    """The figures that wait, those chosen ticked; what changed since the page was opened."""

    unit_name: str
    waiting: Waiting
    form: DecisionForm
    table: Table
    changed: tuple[str, ...]
    may_confirm: bool


@page("entry/confirm.html", verbs=(Verb.CONFIRM_RESULTS, Verb.ENTER_RESULTS))
def confirm_figures(visit: Visit) -> ConfirmPage | HttpResponseBase:
    """This function will show what waits for confirmation; a leader confirms or returns it."""
    if visit.posted is None:
        waiting = waiting_of(visit)
        form = DecisionForm(ids=())
        left = set(visit.asked(LEFT).split(","))
        ids = frozenset(figure.id for figure in waiting.figures if str(figure.id) not in left)
        return _page_of(visit, waiting, form, ids, ())
    require(visit.actor, Verb.CONFIRM_RESULTS, visit.state.path)
    chosen = [
        int(text)
        for text in visit.request.POST.getlist("so")
        if text.isascii() and text.isdigit() and len(text) < 18
    ]
    form = DecisionForm(visit.posted, ids=chosen)
    act = visit.posted.get("viec")
    count = attempt(form, lambda: _decide(visit, form, act == RETURN))
    if count is not None:
        said = (
            ngettext("Đã trả lại %(n)d số liệu kèm lý do.", "Đã trả lại %(n)d số liệu kèm lý do.", count)
            if act == RETURN
            else ngettext("Đã xác nhận %(n)d số liệu.", "Đã xác nhận %(n)d số liệu.", count)
        )
        return visit.done(said % {"n": count}, "confirm_figures")
    waiting = waiting_of(visit)
    changed = changed_since(visit, visit.posted, chosen, waiting)
    return _page_of(visit, waiting, form, frozenset(chosen), tuple(changed))


def _decide(visit: Visit, form: DecisionForm, back: bool) -> int:
    ids = form.cleaned_data["so"]
    unit, term = visit.state.unit, visit.term
    if back:
        return actions.return_figures(
            visit.actor,
            unit=unit,
            term=term,
            observation_ids=ids,
            reason=form.cleaned_data["reason"],
            now=visit.now,
        )
    return actions.confirm_figures(visit.actor, unit=unit, term=term, observation_ids=ids, now=visit.now)


def _page_of(
    visit: Visit, waiting: Waiting, form: DecisionForm, chosen: frozenset[int], changed: tuple[str, ...]
) -> ConfirmPage:
    may_confirm = visit.may(Verb.CONFIRM_RESULTS)
    table = _table(visit, waiting, chosen if may_confirm else None)
    return ConfirmPage(visit.state.name, waiting, form, table, changed, may_confirm)


def _table(visit: Visit, waiting: Waiting, chosen: frozenset[int] | None) -> Table:
    """Lay out the figures, all on one page, for what is not seen is not confirmed; to choose from where somebody may."""
    boxes: list[Column[WaitingFigure]] = [
        Column("chon", _("Chọn"), lambda row: "", part="entry/choose.html", wordless=True, sortable=False,
               shown=lambda row: Box(row, row.id in (chosen or ()))),
    ]  # fmt: skip
    columns: list[Column[WaitingFigure]] = [
        *(boxes if chosen is not None else ()),
        Column("ten", _("Chỉ tiêu"), lambda row: f"{row.number}. {row.name}", wide=True, sort=lambda row: row.position,
               href=lambda row: visit.to("target", row.target_id), note=lambda row: f"{row.goal} {row.unit_of_measure}"),
        Column("ky", _("Kỳ"), lambda row: row.period, sort=lambda row: row.key.partition("-")[2]),
        Column("cu", _("Đã xác nhận"), lambda row: row.old or None, numeric=True, sort=lambda row: row.old_value),
        Column("moi", _("Số mới"), lambda row: row.new, numeric=True, sort=lambda row: row.new_value,
               mark=lambda row: "fw-bold", note=lambda row: row.note),
        Column("muc", _("Mức đạt"), lambda row: f"{row.before.name} → {row.after.name}", sort=lambda row: row.reached,
               part="entry/band_change.html"),
        Column("nguon", _("Nguồn"), lambda row: f"{row.file} {row.cell}" if row.file else _("nhập trên màn hình"),
               part="entry/source.html"),
    ]  # fmt: skip
    count = len(waiting.figures)
    said = ngettext("%(n)d số liệu chờ xác nhận", "%(n)d số liệu chờ xác nhận", count) % {"n": count}
    return table_of(visit, waiting.figures, columns, caption=said, per_page=WHOLE, filterable=False)
