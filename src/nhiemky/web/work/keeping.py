"""Keeping work items: adding, changing, taking off the list with a reason, bringing back, linking to targets."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from nhiemky.history.vocab import Conflict
from nhiemky.org.policy import require
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.targets import queries as targets
from nhiemky.web.pages import attempt, page
from nhiemky.web.units import unit_options
from nhiemky.web.visit import Visit
from nhiemky.web.work.forms import LinkForm, RemoveForm, WorkForm
from nhiemky.work import actions, queries
from nhiemky.work.vocab import WorkRow

if TYPE_CHECKING:
    from nhiemky.work.models import WorkItem

KEEPING = (Verb.KEEP_WORK,)


@dataclass(frozen=True)
class WorkFormPage:
    """The form of a work item, new (no item) or to be changed."""

    form: WorkForm
    item: WorkItem | None


@dataclass(frozen=True)
class RemovePage:
    """What leaves the list, from when on and why."""

    form: RemoveForm
    item: WorkItem


@dataclass(frozen=True)
class LinkPage:
    """Which targets of its unit an item serves."""

    form: LinkForm
    item: WorkItem
    any_target: bool


@page("work/form.html", verbs=KEEPING, business=True)
def add_work_item(visit: Visit) -> WorkFormPage | HttpResponseBase:
    """This function will add a work item at the end of the list of the chosen unit."""
    require(visit.actor, Verb.KEEP_WORK, visit.state.path)
    day = min(visit.as_of, visit.today)
    form = _form(visit, WorkForm(visit.posted, initial={"assigned_on": day}))
    row = attempt(
        form,
        lambda: actions.add_item(
            visit.actor, unit=visit.state.unit, term=visit.term, row=form.row(), on=day, now=visit.now
        ),
    )
    if row is not None:
        return visit.done(
            _("Đã thêm đầu công việc %(number)s.") % {"number": row.number}, "work_item", row.pk
        )
    return WorkFormPage(form, None)


@page("work/form.html", verbs=KEEPING, business=True)
def change_work_item(visit: Visit, id: int) -> WorkFormPage | HttpResponseBase:
    """This function will change a work item; whoever was slower is told and loses nothing typed."""
    item = _kept(visit, id)
    former = queries.row_of(item)
    initial = {**former._asdict(), "seen": digest(former)}
    form = _form(visit, WorkForm(visit.posted, initial=initial))

    def change() -> WorkItem:
        if form.cleaned_data["seen"] != digest(former):
            # what stands now counts as seen from here on, so that whoever still wants to may save
            shown = (visit.posted or MultiValueDict()).copy()
            shown["seen"] = digest(former)
            form.data = shown
            words = {
                "number": former.number,
                "name": former.name,
                "lead": former.lead or "–",
                "note": former.note or "–",
            }
            raise Conflict(
                _(
                    "Đầu công việc vừa được người khác sửa sau khi đồng chí mở trang, nay là: %(number)s. %(name)s; chủ trì: "
                    "%(lead)s; ghi chú: %(note)s. Nội dung đồng chí gõ còn nguyên ở dưới; đề nghị đối chiếu rồi lưu lại nếu vẫn "
                    "muốn thay."
                )
                % words
            )
        row = form.row(illustrative=former.illustrative)
        return actions.change_item(visit.actor, item=item, row=row, now=visit.now, expected=former)

    row = attempt(form, change)
    if row is not None:
        return visit.done(_("Đã sửa đầu công việc %(number)s.") % {"number": row.number}, "work_item", row.pk)
    return WorkFormPage(form, item)


@page("work/remove.html", verbs=KEEPING, business=True)
def remove_work_item(visit: Visit, id: int) -> RemovePage | HttpResponseBase:
    """This function will take a work item off the list from a day on; it can be brought back."""
    item = _kept(visit, id)
    form = RemoveForm(visit.posted, initial={"on": min(visit.as_of, visit.today)})
    row = attempt(
        form,
        lambda: actions.remove_item(
            visit.actor, item=item, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], now=visit.now
        ),
    )  # fmt: skip
    if row is None:
        return RemovePage(form, item)
    said = _("Đã đưa đầu công việc %(number)s ra khỏi danh sách. Có thể khôi phục ở cuối trang này.")
    return visit.done(said % {"number": row.number}, "work")


@page("work/remove.html", verbs=KEEPING, methods=("POST",), business=True)
def restore_work_item(visit: Visit, id: int) -> HttpResponseBase:
    """This function will bring a work item back into the list with its reports."""
    row = actions.restore_item(visit.actor, item=queries.work_item(visit.actor, id=id), now=visit.now)
    return visit.done(
        _("Đã khôi phục đầu công việc %(number)s.") % {"number": row.number}, "work_item", row.pk
    )


@page("work/link.html", verbs=KEEPING, business=True)
def link_work_item(visit: Visit, id: int) -> LinkPage | HttpResponseBase:
    """This function will set which targets of its unit a work item serves."""
    item = _kept(visit, id)
    listed = list(targets.targets_of(visit.actor, unit=item.unit, term=item.term))
    served = queries.item(visit.actor, id=id, on=visit.as_of).line.target_ids
    form = LinkForm(
        visit.posted,
        initial={"targets": [str(key) for key in served]},
        offered=[(str(row.pk), f"{row.number}. {row.name}") for row in listed],
    )

    def link() -> WorkItem:
        chosen = set(form.cleaned_data["targets"])
        wanted = [row for row in listed if str(row.pk) in chosen]
        return actions.link_targets(visit.actor, item=item, targets=wanted, now=visit.now)

    row = attempt(form, link)
    if row is not None:
        return visit.done(_("Đã gắn đầu công việc %(number)s.") % {"number": row.number}, "work_item", row.pk)
    return LinkPage(form, item, bool(listed))


def digest(row: WorkRow) -> str:
    """This function will give a short mark of a work item as it was seen, to notice that it changed meanwhile."""
    return hashlib.sha256(repr(row).encode()).hexdigest()[:16]


def _kept(visit: Visit, id: int) -> WorkItem:
    item = queries.work_item(visit.actor, id=id)
    require(visit.actor, Verb.KEEP_WORK, path_of(item.unit_id, on=visit.today))
    return item


def _form(visit: Visit, form: WorkForm) -> Any:
    groups = {line.group for line in _lines(visit) if line.group}
    form.offer("group", [(name, "") for name in sorted(groups)])
    form.offer("lead_unit", unit_options(visit))
    return form


def _lines(visit: Visit) -> list[Any]:
    if visit.unit is None:
        return []
    return queries.work_list(visit.actor, states=[visit.unit], term=visit.term, on=visit.as_of)
