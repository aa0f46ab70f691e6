"""The checklist of a unit: every lesson passed to it, answered on one page and saved one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.queries import ChecklistRow
from nhiemky.campaign.vocab import APPLIED_NAMES, Applied
from nhiemky.history.vocab import Denied, NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.lesson_forms import AnswerForm
from nhiemky.web.campaign.places import Tab, paper_links, tabs_of
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.pages import attempt, page
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import LessonAnswer, Review

LINE = "dong"


@dataclass(frozen=True)
class Item:
    """A lesson of the checklist with the answer that stands, the directive that passed it on and, for who may answer, the form."""

    row: ChecklistRow
    applied: str
    form: AnswerForm | None
    seen: int
    paper: tuple[str, str]


@dataclass(frozen=True)
class ChecklistPage:
    review: Review
    tabs: tuple[Tab, ...]
    items: tuple[Item, ...]
    posted: AnswerForm | None
    given: int
    answered: int


@page("campaign/checklist.html", verbs=(Verb.SEE,), business=True)
def checklist(visit: Visit, id: int) -> ChecklistPage | HttpResponseBase:
    """This function will show the lessons passed to a unit with its answers, and save one answer at a time."""
    posted = visit.posted
    on = visit.as_of if posted is None else max(visit.as_of, visit.today)
    review = queries.find_review(visit.actor, id=id, on=on, withdrawn=True)
    rows = queries.checklist(visit.actor, review=review, on=on)
    keeps = queries.review_rights(visit.actor, review=review).keep
    form: AnswerForm | None = None
    chosen = str(posted.get(LINE, "")) if posted is not None else ""
    if posted is not None:
        row = next((each for each in rows if str(each.line.pk) == chosen), None)
        if row is None:
            raise NotFound(_("Không có bài học này trong danh mục của đơn vị."))
        if not keeps:
            raise Denied(_("Tài khoản của đồng chí không trả lời thay đơn vị này."))
        form = AnswerForm(posted, prefix=_prefix(row))
        done = _answered(visit, row, form)
        if done is not None:
            day = {"den": write_date(done.on)} if done.on > visit.as_of else {}
            text = _("Đã ghi trả lời bài học số %d.") % row.lesson.number
            return visit.done(text, "checklist", id, **day)
    latest = rows if on >= visit.today else _latest(visit, review)
    versions = {row.line.pk: row.version for row in latest}
    papers = paper_links(visit, (row.line.directive for row in rows))
    items = tuple(
        _item(
            visit, row, form if chosen == str(row.line.pk) else None, versions[row.line.pk], keeps,
            papers.get(row.line.directive_id or 0, ("", "")),
        )
        for row in rows
    )  # fmt: skip
    counting = [row for row in rows if row.counts]
    return ChecklistPage(
        review,
        tabs_of(visit, review.round.campaign_id, ""),
        items,
        form,
        len(counting),
        sum(row.answer is not None for row in counting),
    )


def _latest(visit: Visit, review: Review) -> list[ChecklistRow]:
    return queries.checklist(visit.actor, review=review, on=visit.today)


def _prefix(row: ChecklistRow) -> str:
    return f"d{row.line.pk}"


def _item(
    visit: Visit,
    row: ChecklistRow,
    bound: AnswerForm | None,
    version: int,
    keeps: bool,
    paper: tuple[str, str],
) -> Item:
    answer = row.answer
    form = bound
    if form is None and keeps and row.lesson.withdrawn_on is None:
        start = (
            {"applied": answer.applied, "text": answer.text, "evidence": answer.evidence} if answer else {}
        )
        form = AnswerForm(None, prefix=_prefix(row), initial={**start, "on": act_day(visit)})
    seen = bound.expected if bound is not None and not bound.overtaken else version
    return Item(row, str(APPLIED_NAMES[Applied(answer.applied)]) if answer else "", form, seen, paper)


def _answered(visit: Visit, row: ChecklistRow, form: AnswerForm) -> LessonAnswer | None:
    def act() -> LessonAnswer:
        given = form.cleaned_data
        return actions.answer_lesson(
            visit.actor, line=row.line, applied=Applied(given["applied"]), text=given["text"],
            evidence=given["evidence"], on=given["on"], now=visit.now, expected=form.expected,
        )  # fmt: skip

    return attempt(form, form.heeding(act))
