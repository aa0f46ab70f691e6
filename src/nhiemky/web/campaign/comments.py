"""Comments on units' preparation: the list of a campaign, one with its steps, and raising one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.queries import CommentLine
from nhiemky.campaign.vocab import ABOUT_NAMES, COMMENT_NAMES, CommentAbout, CommentState
from nhiemky.history.vocab import Denied, FieldError, Invalid, NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.meeting_forms import CommentFilter, CommentForm, StepForm
from nhiemky.web.campaign.places import Tab, about_of, tabs_of
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.excel import About
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Comment, CommentStep, Meeting, Review

OPEN = "chua-xong"


@dataclass(frozen=True)
class CommentsPage:
    campaign: Campaign
    about: About
    tabs: tuple[Tab, ...]
    form: CommentFilter
    table: Table
    open: int
    overdue: int


@dataclass(frozen=True)
class CommentPage:
    line: CommentLine
    about: str
    state: str
    steps: tuple[tuple[CommentStep, str], ...]
    form: StepForm
    seen: int
    acts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RaisePage:
    review: Review
    meeting: Meeting | None
    form: CommentForm


@page("campaign/comments.html", verbs=(Verb.SEE,), methods=("GET", "HEAD"), business=True)
def comments(visit: Visit, id: int) -> CommentsPage:
    """This function will list the comments of a campaign and of those under it, with what stands in the way of readiness."""
    campaign = queries.campaign(visit.actor, id=id, on=visit.as_of)
    lines = queries.comments(visit.actor, campaign=campaign, on=visit.as_of)
    listed = [*lines, *_of_former(visit, {line.comment.review_id for line in lines})]
    units = {line.comment.review_id: line.comment.review.short_name for line in listed}
    form = CommentFilter(visit.request.GET, units=[(str(key), name) for key, name in units.items()])
    table = table_of(
        visit, sorted((line for line in listed if _fits(line, form)), key=_waiting_first), comment_columns(visit),
        caption=_("Góp ý đến ngày %s") % write_date(visit.as_of), empty=_("Không có góp ý nào như vậy."),
    )  # fmt: skip
    return CommentsPage(
        campaign,
        about_of(visit, campaign),
        tabs_of(visit, id, "comments"),
        form,
        table,
        sum(line.open for line in lines),
        sum(line.overdue for line in lines),
    )


@page("campaign/comment.html", verbs=(Verb.SEE,), business=True)
def comment(visit: Visit, id: int) -> CommentPage | HttpResponseBase:
    """This function will show a comment with its steps, and take the next one: answer, accept, return, waive, open again."""
    posted = visit.posted
    on = visit.as_of if posted is None else max(visit.as_of, visit.today)
    line = queries.comment(visit.actor, id=id, on=on)
    form = StepForm(posted, initial={"on": act_day(visit)})
    done = attempt(form, form.heeding(lambda: _step(visit, line, form)))
    if done is not None:
        day = {"den": write_date(done.on)} if done.on > visit.as_of else {}
        return visit.done(_("Góp ý: %s.") % COMMENT_NAMES[CommentState(done.state)], "comment", id, **day)
    steps = queries.comment_steps(visit.actor, comment=line.comment, on=on)
    # Acts build on the last step there is, whatever day is looked at
    last = queries.comment(visit.actor, id=id, on=max(visit.as_of, visit.today))
    seen = form.expected if form.is_bound and not form.overtaken else last.sequence
    return CommentPage(
        line,
        str(ABOUT_NAMES[CommentAbout(line.comment.about)]),
        str(COMMENT_NAMES[line.state]),
        tuple((row, str(COMMENT_NAMES[CommentState(row.state)])) for row in steps),
        form,
        seen,
        _acts(visit, last),
    )


@page("campaign/raise_comment.html", verbs=(Verb.COMMENT, Verb.KEEP_CAMPAIGN), business=True)
def raise_comment(visit: Visit, id: int) -> RaisePage | HttpResponseBase:
    """This function will raise a comment on a unit's review, made at a meeting or not."""
    on = max(visit.as_of, visit.today)
    review = queries.find_review(visit.actor, id=id, on=on)
    if not queries.review_rights(visit.actor, review=review).comment:
        raise Denied(_("Tài khoản của đồng chí không góp ý với đơn vị này."))
    named = visit.asked("hop")
    known = named.isascii() and named.isdigit() and len(named) < 10
    meeting = queries.meeting(visit.actor, id=int(named), on=on).meeting if known else None
    form = CommentForm(visit.posted, initial={"raised_on": meeting.held_on if meeting else act_day(visit)})
    done = attempt(form, lambda: _raised(visit, review, meeting, form))
    if done is None:
        return RaisePage(review, meeting, form)
    day = {"den": write_date(done.raised_on)} if done.raised_on > visit.as_of else {}
    return visit.done(_("Đã ghi góp ý."), "comment", done.pk, **day)


def _of_former(visit: Visit, known: set[int]) -> list[CommentLine]:
    """Give the comments on the unit that is asked for when it left the campaign: its page leads here."""
    asked = visit.asked("dv")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10) or int(asked) in known:
        return []
    try:
        review = queries.find_review(visit.actor, id=int(asked), on=visit.as_of, withdrawn=True)
    except NotFound:
        return []
    return queries.comments(visit.actor, review=review, on=visit.as_of)


def comment_columns(visit: Visit) -> list[Column[CommentLine]]:
    """This function will give the columns that lists of comments share."""
    return [
        Column("noi-dung", _("Góp ý"), lambda line: line.comment.text, wide=True,
               href=lambda line: visit.to("comment", line.comment.pk),
               note=lambda line: str(ABOUT_NAMES[CommentAbout(line.comment.about)])),
        Column("don-vi", _("Đơn vị"), lambda line: line.comment.review.short_name),
        Column("ngay", _("Ngày góp ý"), lambda line: line.comment.raised_on),
        Column("tra-loi", _("Người trả lời"), lambda line: line.comment.addressee),
        Column("han", _("Hạn trả lời"), lambda line: line.comment.due_on,
               note=lambda line: _("quá hạn") if line.overdue else "",
               mark=lambda line: "over" if line.overdue else ""),
        Column("trang-thai", _("Trạng thái"), lambda line: str(COMMENT_NAMES[line.state])),
    ]  # fmt: skip


def _waiting_first(line: CommentLine) -> tuple[bool, date]:
    """Put what is open first, by the day on which it is due; what is closed keeps its order."""
    return (False, line.comment.due_on or date.max) if line.open else (True, date.min)


def _fits(line: CommentLine, form: CommentFilter) -> bool:
    state, unit = form.asked("tt"), form.asked("dv")
    words = form.asked("ai")
    return (
        (not state or (line.open if state == OPEN else line.state.value == state))
        and (not unit or str(line.comment.review_id) == unit)
        and (not words or fold(words) in fold(line.comment.addressee))
        and (line.overdue or not form.asked("han"))
    )


def _acts(visit: Visit, line: CommentLine) -> tuple[tuple[str, str], ...]:
    """Give the steps that the person may take next, the likeliest first."""
    rights = queries.review_rights(visit.actor, review=line.comment.review)
    answered = line.state is CommentState.ANSWERED
    own = line.last is not None and line.last.by_id == visit.actor.user_id
    offered = (
        ("accept", _("Chấp nhận"), answered and rights.judge and not own),
        ("return", _("Trả lại, cần trả lời thêm"), answered and rights.judge),
        ("answer", _("Trả lời"), line.open and rights.keep),
        ("waive", _("Miễn trả lời"), line.open and rights.judge),
        ("reopen", _("Mở lại"), not line.open and rights.judge),
    )
    return tuple((code, label) for code, label, may in offered if may)


def _step(visit: Visit, line: CommentLine, form: StepForm) -> CommentStep:
    act, text, on = str(form.data.get("act", "")), form.cleaned_data["text"], form.cleaned_data["on"]
    row, expected = line.comment, form.expected
    if act == "answer":
        return actions.answer_comment(
            visit.actor, comment=row, text=text, on=on, now=visit.now, expected=expected
        )
    if act == "accept":
        return actions.accept_comment(
            visit.actor, comment=row, text=text, on=on, now=visit.now, expected=expected
        )
    judged = {
        "return": actions.return_comment, "waive": actions.waive_comment, "reopen": actions.reopen_comment,
    }.get(act)  # fmt: skip
    if judged is None:
        raise Invalid(FieldError("", _("Đề nghị chọn việc cần làm với góp ý.")))
    return judged(visit.actor, comment=row, reason=text, on=on, now=visit.now, expected=expected)


def _raised(visit: Visit, review: Review, meeting: Meeting | None, form: CommentForm) -> Comment:
    return actions.raise_comment(
        visit.actor, review=review, draft=form.draft(), meeting=meeting, now=visit.now
    )
