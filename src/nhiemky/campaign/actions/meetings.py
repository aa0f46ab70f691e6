"""Meetings of a campaign: recorded with the comments made there, corrected, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign, standing_review
from nhiemky.campaign.actions.comments import comment_data, new_comments
from nhiemky.campaign.models import Campaign, Comment, Lesson, Meeting, Review
from nhiemky.campaign.queries.meetings import stated_meeting
from nhiemky.campaign.vocab import MEETING_NAMES, CommentDraft, MeetingDraft, MeetingKind
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb


@transaction.atomic
def hold_meeting(
    actor: Actor,
    *,
    campaign: Campaign,
    review: Review | None,
    draft: MeetingDraft,
    now: datetime,
    comments: Sequence[CommentDraft] = (),
    illustrative: bool = False,
) -> Meeting:
    """This function will record a meeting that was held, with one unit or without, and the comments made there.

    A meeting with a unit is recorded by those who comment on it or keep its review; comments only by the former. A
    meeting of the whole campaign is recorded by who runs it.

    :raises Denied: for everybody else. :raises Invalid: with everything in error; comments need a unit.
    """
    path = _require(actor, campaign, review)
    if comments and review is not None:
        policy.require_review(actor, Verb.COMMENT, review=review)
    held = standing_campaign(campaign)
    check = Check()
    row = Meeting(campaign=held, review=review, illustrative=illustrative)
    _fill(check, row, draft, now=now)
    rows: list[Comment] = []
    if review is not None:
        _check_review(check, held, review, on=draft.held_on)
        rows = new_comments(
            actor, check, review=review, drafts=comments, meeting=None, now=now, illustrative=illustrative
        )
    elif comments:
        check.wrong("comments", _("Góp ý phải gắn với một đơn vị."))
    check.finish()
    row.save()
    for comment in rows:
        comment.meeting = row
    Comment.objects.bulk_create(rows)
    history.record(
        actor, act="meeting.held", object_kind="meeting", object_id=row.pk, branch=path,
        summary=_("Ghi cuộc họp ngày %(day)s (%(kind)s), %(count)d góp ý") % {
            "day": write_date(row.held_on), "kind": MEETING_NAMES[draft.kind], "count": len(rows),
        },
        before=None, after=_meeting_data(row) | {"comments": [comment_data(each) for each in rows]},
    )  # fmt: skip
    return row


@transaction.atomic
def change_meeting(
    actor: Actor,
    *,
    meeting: Meeting,
    draft: MeetingDraft,
    now: datetime,
    expected: MeetingDraft | None = None,
) -> Meeting:
    """This function will correct what is said of a meeting; the comments made there have their own acts.

    `expected` is what the writer had seen said of it.

    :raises Denied: as for recording it. :raises Invalid: with everything in error: a day after a comment or lesson of it too.
    :raises Conflict: when it was taken out, or somebody else corrected it meanwhile.
    """
    path = _require(actor, meeting.campaign, meeting.review)
    standing_campaign(meeting.campaign)
    held = _standing(meeting)
    if expected is not None and stated_meeting(held) != expected:
        raise Conflict(_("Cuộc họp vừa được người khác sửa. Đề nghị xem nội dung mới rồi gửi lại."))
    before = _meeting_data(held)
    check = Check()
    _fill(check, held, draft, now=now)
    if held.review is not None:
        _check_review(check, held.campaign, held.review, on=draft.held_on)
    first = _first_outcome(held)
    if first is not None and draft.held_on > first:
        check.wrong(
            "held_on", _("Cuộc họp đã có góp ý hoặc bài học ghi ngày %s, trước ngày họp.") % write_date(first)
        )
    check.finish()
    held.save()
    after = _meeting_data(held)
    changed = [name for name in after if before[name] != after[name]]
    history.record(
        actor, act="meeting.changed", object_kind="meeting", object_id=held.pk, branch=path,
        summary=_("Sửa cuộc họp ngày %s") % write_date(held.held_on),
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
    return held


@transaction.atomic
def remove_meeting(actor: Actor, *, meeting: Meeting, on: date, reason: str, now: datetime) -> Meeting:
    """This function will take a meeting out from a day on, for a reason. Comments made and lessons drawn there stay.

    :raises Denied: as for recording it. :raises Invalid: without a reason, for a day before the meeting or still to come.
    :raises Conflict: when it was taken out meanwhile.
    """
    path = _require(actor, meeting.campaign, meeting.review)
    standing_campaign(meeting.campaign)
    held = _standing(meeting)
    check = Check()
    reason = check.reason(reason)
    check.happened("on", _("Ngày bỏ"), on, now=now)
    check.not_before("on", _("Ngày bỏ"), on, earliest=held.held_on, since=_("ngày họp"))
    check.finish()
    held.removed_on, held.removed_because = on, reason
    held.save(update_fields=["removed_on", "removed_because"])
    history.record(
        actor, act="meeting.removed", object_kind="meeting", object_id=held.pk, branch=path,
        summary=_("Bỏ cuộc họp ngày %s") % write_date(held.held_on),
        before=_meeting_data(held), after={"removed_on": on, "reason": reason},
    )  # fmt: skip
    return held


def _require(actor: Actor, campaign: Campaign, review: Review | None) -> str:
    """Let pass who may record such a meeting, and give the path that it concerns.

    :raises Denied: for everybody else.
    """
    if review is None:
        return policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    may_comment = policy.may_review(actor, Verb.COMMENT, review=review)
    return policy.require_review(actor, Verb.COMMENT if may_comment else Verb.KEEP_REVIEW, review=review)


def _standing(meeting: Meeting) -> Meeting:
    held = locked(meeting)
    if held.removed_on is not None:
        raise Conflict(
            _("Cuộc họp đã được bỏ từ ngày %s. Đề nghị tải lại trang.") % write_date(held.removed_on)
        )
    return held


def _check_review(check: Check, campaign: Campaign, review: Review, *, on: date) -> None:
    if review.round.campaign_id != campaign.pk:
        check.wrong("review", _("Đơn vị này không thuộc đợt sơ kết."))
    own = Check()
    standing_review(own, review, on=on)
    for error in own.errors:
        check.wrong("held_on", error.message)


def _fill(check: Check, row: Meeting, draft: MeetingDraft, *, now: datetime) -> None:
    check.happened("held_on", _("Ngày họp"), draft.held_on, now=now)
    check.not_before(
        "held_on", _("Ngày họp"), draft.held_on, earliest=row.campaign.begun_on, since=_("ngày của kế hoạch")
    )
    row.kind, row.held_on = draft.kind.value, draft.held_on
    row.place = check.line("place", _("Địa điểm"), draft.place, longest=200)
    row.chaired_by = check.line("chaired_by", _("Người chủ trì"), draft.chaired_by, longest=200)
    row.visitors = check.text("visitors", _("Thành phần dự"), draft.visitors, needed=True)
    row.hosts = check.text("hosts", _("Thành phần đơn vị"), draft.hosts)
    row.preparation = check.text("preparation", _("Công tác chuẩn bị"), draft.preparation)
    row.organisation = check.text("organisation", _("Công tác tổ chức"), draft.organisation)
    row.documents = check.text("documents", _("Văn kiện"), draft.documents)
    row.conclusion = check.text("conclusion", _("Kết luận"), draft.conclusion)
    row.preparation_grade = draft.preparation_grade.value if draft.preparation_grade else ""
    row.organisation_grade = draft.organisation_grade.value if draft.organisation_grade else ""
    row.documents_grade = draft.documents_grade.value if draft.documents_grade else ""


def _first_outcome(meeting: Meeting) -> date | None:
    raised = Comment.objects.filter(meeting=meeting).order_by("raised_on").values_list("raised_on", flat=True)
    drawn = Lesson.objects.filter(meeting=meeting).order_by("drawn_on").values_list("drawn_on", flat=True)
    return min((day for day in (raised.first(), drawn.first()) if day is not None), default=None)


_STATED = (
    "held_on", "place", "chaired_by", "visitors", "hosts", "preparation", "preparation_grade", "organisation",
    "organisation_grade", "documents", "documents_grade", "conclusion",
)  # fmt: skip


def _meeting_data(row: Meeting) -> dict[str, Json]:
    stated: dict[str, Json] = {name: getattr(row, name) for name in _STATED}
    return {"kind": str(MEETING_NAMES[MeetingKind(row.kind)]), "review": row.review_id} | stated
