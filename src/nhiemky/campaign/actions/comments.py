"""Comments: raised, answered, returned, accepted, waived with a reason, opened again.

A comment blocks until the side that made it accepts the answer, or waives it with a reason. The unit answers; it is the side
above it, or whoever runs the campaign, that says whether the answer will do, and never the very person who gave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import (
    Check,
    fitting_meeting,
    locked,
    standing_campaign,
    standing_review,
)
from nhiemky.campaign.models import Comment, CommentStep, Meeting, Review
from nhiemky.campaign.vocab import ABOUT_NAMES, CLOSED_COMMENTS, COMMENT_NAMES, CommentDraft, CommentState
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, Denied, FieldError, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb

_OPEN = tuple(state for state in CommentState if state not in CLOSED_COMMENTS)


@transaction.atomic
def raise_comment(
    actor: Actor,
    *,
    review: Review,
    draft: CommentDraft,
    now: datetime,
    meeting: Meeting | None = None,
    illustrative: bool = False,
) -> Comment:
    """This function will raise a comment on a unit's review, with whom it is for and until when an answer is due.

    :raises Denied: when the actor may not comment on that unit. :raises Invalid: with everything in error.
    """
    path = policy.require_review(actor, Verb.COMMENT, review=review)
    check = Check()
    rows = new_comments(
        actor, check, review=review, drafts=[draft], meeting=meeting, now=now, illustrative=illustrative
    )
    check.finish()
    row = rows[0]
    row.save()
    history.record(
        actor, act="comment.raised", object_kind="comment", object_id=row.pk, branch=path,
        summary=_("Góp ý số %(number)d với %(unit)s") % {"number": row.number, "unit": review.short_name},
        before=None, after=comment_data(row),
    )  # fmt: skip
    return row


@transaction.atomic
def answer_comment(
    actor: Actor, *, comment: Comment, text: str, on: date, now: datetime, expected: int
) -> CommentStep:
    """This function will answer a comment, or add to an answer that was not accepted yet.

    `expected` is the number of the last step that the writer had seen (0: none).

    :raises Denied: when the actor neither keeps the unit's review nor runs the campaign. :raises Invalid: with everything
        in error, or when it is closed. :raises Conflict: when somebody else took a step meanwhile.
    """
    path = policy.require_review(actor, Verb.KEEP_REVIEW, review=comment.review)
    return _step(
        actor, comment, CommentState.ANSWERED, text, path=path, on=on, now=now, expected=expected,
        origins=_OPEN, act="comment.answered", words=_("Trả lời góp ý số %(number)d của %(unit)s"),
    )  # fmt: skip


@transaction.atomic
def accept_comment(
    actor: Actor, *, comment: Comment, on: date, now: datetime, expected: int, text: str = ""
) -> CommentStep:
    """This function will accept the answer to a comment, with or without a word.

    :raises Denied: when the actor does not judge for the side above the unit, or gave the answer.
    :raises Invalid: when there is no answer to accept. :raises Conflict: when somebody else took a step meanwhile.
    """
    path = _require_judge(actor, comment)
    return _step(
        actor, comment, CommentState.ACCEPTED, text, path=path, on=on, now=now, expected=expected,
        origins=(CommentState.ANSWERED,), act="comment.accepted", reason=False, own_answer=False,
        words=_("Chấp nhận trả lời góp ý số %(number)d của %(unit)s"),
    )  # fmt: skip


@transaction.atomic
def return_comment(
    actor: Actor, *, comment: Comment, reason: str, on: date, now: datetime, expected: int
) -> CommentStep:
    """This function will send the answer back, with the reason why it does not do.

    :raises Denied: when the actor does not judge for the side above the unit. :raises Invalid: without a reason or an answer.
    :raises Conflict: when somebody else took a step meanwhile.
    """
    path = _require_judge(actor, comment)
    return _step(
        actor, comment, CommentState.RETURNED, reason, path=path, on=on, now=now, expected=expected,
        origins=(CommentState.ANSWERED,), act="comment.returned", field="reason",
        words=_("Trả lại trả lời góp ý số %(number)d của %(unit)s"),
    )  # fmt: skip


@transaction.atomic
def waive_comment(
    actor: Actor, *, comment: Comment, reason: str, on: date, now: datetime, expected: int
) -> CommentStep:
    """This function will let a comment go though it was not answered to satisfaction, for a reason that stays with it.

    :raises Denied: when the actor does not judge for the side above the unit. :raises Invalid: without a reason, or when it is
        closed. :raises Conflict: when somebody else took a step meanwhile.
    """
    path = _require_judge(actor, comment)
    return _step(
        actor, comment, CommentState.WAIVED, reason, path=path, on=on, now=now, expected=expected,
        origins=_OPEN, act="comment.waived", field="reason",
        words=_("Miễn góp ý số %(number)d của %(unit)s"),
    )  # fmt: skip


@transaction.atomic
def reopen_comment(
    actor: Actor, *, comment: Comment, reason: str, on: date, now: datetime, expected: int
) -> CommentStep:
    """This function will open an accepted or waived comment again, for a reason; it then blocks as before.

    :raises Denied: when the actor does not judge for the side above the unit. :raises Invalid: without a reason, or when it is
        open. :raises Conflict: when somebody else took a step meanwhile.
    """
    path = _require_judge(actor, comment)
    return _step(
        actor, comment, CommentState.OPEN, reason, path=path, on=on, now=now, expected=expected,
        origins=tuple(CLOSED_COMMENTS), act="comment.reopened", field="reason",
        words=_("Mở lại góp ý số %(number)d của %(unit)s"),
    )  # fmt: skip


def new_comments(
    actor: Actor,
    check: Check,
    *,
    review: Review,
    drafts: Sequence[CommentDraft],
    meeting: Meeting | None,
    now: datetime,
    illustrative: bool,
) -> list[Comment]:
    """This function will give the comments that the drafts ask for, numbered on, and note what is wrong with each.

    The review is kept from other writers, so that no number is given twice.
    """
    standing_campaign(review.round.campaign)
    held = locked(review)
    first = (Comment.objects.filter(review=held).aggregate(last=Max("number"))["last"] or 0) + 1
    rows = []
    for place, draft in enumerate(drafts):
        own = Check()
        standing_review(own, held, on=draft.raised_on)
        own.happened("raised_on", _("Ngày góp ý"), draft.raised_on, now=now)
        if meeting is not None and meeting.pk is not None:
            fitting_meeting(own, meeting, campaign=review.round.campaign, on=draft.raised_on)
        if draft.due_on is not None:
            own.not_before(
                "due_on", _("Hạn trả lời"), draft.due_on, earliest=draft.raised_on, since=_("ngày góp ý")
            )
        rows.append(_comment(actor, own, held, draft, number=first + place))
        prefix = f"{place}|" if len(drafts) > 1 else ""
        check.errors += [FieldError(prefix + error.field, error.message) for error in own.errors]
    for row in rows:
        row.meeting = meeting
        row.illustrative = illustrative
    return rows


def _comment(actor: Actor, check: Check, review: Review, draft: CommentDraft, *, number: int) -> Comment:
    return Comment(
        review=review,
        number=number,
        about=draft.about.value,
        text=check.text("text", _("Nội dung góp ý"), draft.text, needed=True),
        addressee=check.line("addressee", _("Người trả lời"), draft.addressee, longest=200, needed=True),
        raised_by=check.line("raised_by", _("Người góp ý"), draft.raised_by or actor.name, longest=200),
        raised_on=draft.raised_on,
        due_on=draft.due_on,
    )


def comment_data(row: Comment) -> dict[str, Json]:
    """This function will give a comment as JSON for the ledger."""
    return {
        "number": row.number,
        "about": str(ABOUT_NAMES[_ABOUT[row.about]]),
        "text": row.text,
        "raised_by": row.raised_by,
        "raised_on": row.raised_on,
        "addressee": row.addressee,
        "due_on": row.due_on,
    }


_ABOUT = {about.value: about for about in ABOUT_NAMES}


def _require_judge(actor: Actor, comment: Comment) -> str:
    """Let pass who comments from above the unit or runs the campaign, and give the unit's path; the unit's own people do not
    judge what the unit answered.

    :raises Denied: for everybody else.
    """
    review = comment.review
    path = policy.require_review(actor, Verb.COMMENT, review=review)
    above = any(
        grant.reaches(Verb.COMMENT, path) for grant in actor.grants if grant.unit_id != review.unit_id
    )
    if not (actor.everything or above or policy.keeps(actor, campaign=review.round.campaign)):
        raise Denied(
            _(
                "Đơn vị được góp ý không tự chấp nhận, miễn hay mở lại góp ý; việc này do nơi góp ý quyết định."
            )
        )
    return path


def _step(
    actor: Actor,
    comment: Comment,
    state: CommentState,
    text: str,
    *,
    path: str,
    on: date,
    now: datetime,
    expected: int,
    origins: Sequence[CommentState],
    act: str,
    words: str,
    field: str = "text",
    reason: bool = True,
    own_answer: bool = True,
) -> CommentStep:
    """Write the next step of a comment, once the one before is still what the writer had seen."""
    standing_campaign(comment.review.round.campaign)
    held = locked(comment)
    last = CommentStep.objects.filter(comment=held).order_by("-sequence").first()
    _refuse_stale(last, expected)
    former = CommentState.OPEN if last is None else CommentState(last.state)
    if not own_answer and last is not None and actor.user_id is not None and last.by_id == actor.user_id:
        raise Denied(_("Người đã trả lời không tự chấp nhận câu trả lời của mình."))
    check = Check()
    if former not in origins:
        check.wrong("", _("Góp ý %s; không làm được việc này.") % COMMENT_NAMES[former])
    text = check.text(field, _("Lý do") if field == "reason" else _("Nội dung"), text, needed=reason)
    earliest, since = (held.raised_on, _("ngày góp ý")) if last is None else (last.on, _("bước trước"))
    check.happened("on", _("Ngày ghi"), on, now=now)
    check.not_before("on", _("Ngày ghi"), on, earliest=earliest, since=since)
    standing_review(check, comment.review, on=on)
    check.finish()
    row = CommentStep.objects.create(
        comment=held, sequence=expected + 1, state=state.value, on=on, text=text, by_id=actor.user_id,
        by=actor.name[:200], at=now,
    )  # fmt: skip
    history.record(
        actor, act=act, object_kind="comment", object_id=held.pk, branch=path,
        summary=words % {"number": held.number, "unit": comment.review.short_name},
        before={"state": str(COMMENT_NAMES[former])},
        after={"state": str(COMMENT_NAMES[state]), "on": on, "text": text},
    )  # fmt: skip
    return row


def _refuse_stale(last: CommentStep | None, expected: int) -> None:
    if (0 if last is None else last.sequence) == expected:
        return
    if last is None:
        raise Conflict(_("Góp ý không còn như đồng chí đã xem. Đề nghị tải lại trang."))
    raise Conflict(
        _("%(who)s vừa cập nhật góp ý này ngày %(day)s: %(state)s. Đề nghị xem lại rồi gửi lại.")
        % {"who": last.by, "day": write_date(last.on), "state": COMMENT_NAMES[CommentState(last.state)]}
    )
