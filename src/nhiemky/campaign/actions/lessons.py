"""Lessons: drawn from one unit's review, worded anew until passed on, withdrawn and restored."""

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
from nhiemky.campaign.models import Campaign, Lesson, LessonAnswer, LessonLine, Meeting, Review
from nhiemky.campaign.queries.standing import branch_campaigns
from nhiemky.campaign.vocab import LessonDraft
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb


@transaction.atomic
def draw_lessons(
    actor: Actor,
    *,
    campaign: Campaign,
    review: Review,
    drafts: Sequence[LessonDraft],
    on: date,
    now: datetime,
    meeting: Meeting | None = None,
    illustrative: bool = False,
) -> list[Lesson]:
    """This function will draw lessons from a unit's review in their order, in a meeting or without, and number them on.

    :raises Denied: when the actor neither comments for the campaign's holder nor runs the campaign.
    :raises Invalid: with everything in error; then none is drawn.
    """
    path = _require_drawing(actor, campaign)
    held = standing_campaign(campaign)
    check = Check()
    if not drafts:
        check.wrong("", _("Chưa ghi bài học nào."))
    if review.round.campaign_id not in {each.pk for each in branch_campaigns(held, on=on)}:
        check.wrong("review", _("Đơn vị này không thuộc đợt sơ kết."))
    check.happened("on", _("Ngày rút kinh nghiệm"), on, now=now)
    standing_review(check, review, on=on)
    fitting_meeting(check, meeting, campaign=held, on=on)
    first = (Lesson.objects.filter(campaign=held).aggregate(last=Max("number"))["last"] or 0) + 1
    rows = []
    for place, draft in enumerate(drafts):
        row = Lesson(
            campaign=held, drawn_from=review, meeting=meeting, number=first + place, drawn_on=on,
            illustrative=illustrative,
        )  # fmt: skip
        own = Check()
        _fill(own, row, draft)
        prefix = f"{place}|" if len(drafts) > 1 else ""
        check.errors += [FieldError(prefix + error.field, error.message) for error in own.errors]
        rows.append(row)
    check.finish()
    Lesson.objects.bulk_create(rows)
    history.record(
        actor, act="lessons.drawn", object_kind="campaign", object_id=held.pk, branch=path,
        summary=_("Rút %(count)d bài học kinh nghiệm từ %(unit)s")
        % {"count": len(rows), "unit": review.short_name},
        before=None, after={"on": on, "review": review.pk, "lessons": [_lesson_data(row) for row in rows]},
    )  # fmt: skip
    return list(Lesson.objects.filter(campaign=held, number__gte=first).order_by("number"))


@transaction.atomic
def change_lesson(
    actor: Actor, *, lesson: Lesson, draft: LessonDraft, now: datetime, expected: LessonDraft | None = None
) -> Lesson:
    """This function will word a lesson anew, as long as no unit has it: what was passed on is withdrawn and drawn anew.

    `expected` is the wording that the writer had seen.

    :raises Denied: as for drawing it. :raises Invalid: with everything in error, or when it was passed on or withdrawn.
    :raises Conflict: when somebody else worded it anew meanwhile.
    """
    path = _require_drawing(actor, lesson.campaign)
    standing_campaign(lesson.campaign)
    held = locked(lesson)
    former = draft_of(held)
    if expected is not None and former != expected:
        raise Conflict(_("Bài học vừa được người khác sửa. Đề nghị tải lại trang rồi sửa lại."))
    if held.withdrawn_on is not None or LessonLine.objects.filter(lesson=held).exists():
        raise Invalid(
            FieldError(
                "", _("Bài học đã được chuyển cho đơn vị hoặc đã rút; đề nghị rút và ghi bài học mới.")
            )
        )
    check = Check()
    before = _lesson_data(held)
    _fill(check, held, draft)
    check.finish()
    held.save()
    _note(actor, held, path, "lesson.changed", _("Sửa bài học số %d"), before, _lesson_data(held))
    return held


@transaction.atomic
def withdraw_lesson(actor: Actor, *, lesson: Lesson, on: date, reason: str, now: datetime) -> Lesson:
    """This function will withdraw a lesson from a day on, for a reason. Lines and answers stay readable; from that day they no
    longer count.

    :raises Denied: when the actor does not run the campaign. :raises Invalid: without a reason, for a day still to come, or
        before it was drawn, last passed on or last answered. :raises Conflict: when somebody else withdrew it meanwhile.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=lesson.campaign)
    standing_campaign(lesson.campaign)
    held = locked(lesson)
    if held.withdrawn_on is not None:
        raise Conflict(
            _("Bài học đã được rút từ ngày %s. Đề nghị tải lại trang.") % write_date(held.withdrawn_on)
        )
    check = Check()
    reason = check.reason(reason)
    check.happened("on", _("Ngày rút"), on, now=now)
    earliest, since = _last_used(held)
    check.not_before("on", _("Ngày rút"), on, earliest=earliest, since=since)
    check.finish()
    held.withdrawn_on, held.withdrawn_because = on, reason
    held.save(update_fields=["withdrawn_on", "withdrawn_because"])
    _note(
        actor, held, path, "lesson.withdrawn", _("Rút lại bài học số %d"), {"withdrawn_on": None},
        {"withdrawn_on": on, "reason": reason},
    )  # fmt: skip
    return held


@transaction.atomic
def restore_lesson(actor: Actor, *, lesson: Lesson, reason: str, now: datetime) -> Lesson:
    """This function will undo a withdrawal, for a reason: lines and answers count as if it had not been.

    :raises Denied: when the actor does not run the campaign. :raises Invalid: without a reason.
    :raises Conflict: when it is not withdrawn, or no longer.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=lesson.campaign)
    standing_campaign(lesson.campaign)
    held = locked(lesson)
    if held.withdrawn_on is None:
        raise Conflict(_("Bài học đang có hiệu lực. Đề nghị tải lại trang."))
    check = Check()
    reason = check.reason(reason)
    check.finish()
    before: dict[str, Json] = {"withdrawn_on": held.withdrawn_on, "reason": held.withdrawn_because}
    held.withdrawn_on, held.withdrawn_because = None, ""
    held.save(update_fields=["withdrawn_on", "withdrawn_because"])
    _note(
        actor, held, path, "lesson.restored", _("Khôi phục bài học số %d"), before,
        {"withdrawn_on": None, "reason": reason},
    )  # fmt: skip
    return held


def _last_used(lesson: Lesson) -> tuple[date, str]:
    """Give the last day on which something was done with a lesson, and what that was."""
    given = LessonLine.objects.filter(lesson=lesson).aggregate(last=Max("given_on"))["last"]
    answered = LessonAnswer.objects.filter(line__lesson=lesson).aggregate(last=Max("on"))["last"]
    days = (
        (lesson.drawn_on, _("ngày rút kinh nghiệm")),
        (given, _("ngày chuyển cho đơn vị")),
        (answered, _("ngày đơn vị trả lời")),
    )
    return max(((day, words) for day, words in days if day is not None), key=lambda each: each[0])


def draft_of(lesson: Lesson) -> LessonDraft:
    """This function will give a lesson as it was stated."""
    return LessonDraft(lesson.seen, lesson.advice, lesson.good, lesson.applies_to)


def _require_drawing(actor: Actor, campaign: Campaign) -> str:
    """Let pass who comments for the holder (its boards do) or runs the campaign; give the holder's path.

    :raises Denied: for everybody else.
    """
    return policy.require_campaign(
        actor,
        Verb.KEEP_CAMPAIGN if policy.keeps(actor, campaign=campaign) else Verb.COMMENT,
        campaign=campaign,
    )


def _fill(check: Check, row: Lesson, draft: LessonDraft) -> None:
    row.seen = check.text("seen", _("Điều rút ra"), draft.seen, needed=True)
    row.advice = check.text("advice", _("Cách làm đề nghị"), draft.advice, needed=True)
    row.good = draft.good
    row.applies_to = check.line("applies_to", _("Áp dụng cho"), draft.applies_to, longest=300)


def _lesson_data(row: Lesson) -> dict[str, Json]:
    return {"number": row.number, **draft_of(row)._asdict()}


def _note(actor: Actor, row: Lesson, path: str, act: str, words: str, before: Json, after: Json) -> None:
    history.record(
        actor, act=act, object_kind="lesson", object_id=row.pk, branch=path, summary=words % row.number,
        before=before, after=after,
    )  # fmt: skip
