"""A unit that ended in mid-campaign: its successor carries on where it stood, with everything that is still open."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign
from nhiemky.campaign.actions.planning import planned_rows
from nhiemky.campaign.actions.reviews import check_withdrawal
from nhiemky.campaign.models import (
    Campaign,
    Comment,
    CommentStep,
    LessonAnswer,
    LessonLine,
    PlannedDay,
    Review,
    StageMove,
)
from nhiemky.campaign.queries.reviews import latest_days
from nhiemky.campaign.vocab import CLOSED_COMMENTS
from nhiemky.history import actions as history
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Succession, Unit, UnitState
from nhiemky.org.policy import Actor, valid_at
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb


@transaction.atomic
def follow_successor(
    actor: Actor, *, review: Review, successor: Unit, on: date, reason: str, now: datetime
) -> Review:
    """This function will let the unit that followed an ended one take its place in the campaign from a day on, and give its review.

    It stands at the same stage with the same planned days; the moves so far, the lessons passed on with their answers, and the
    comments still open come along. The old review is withdrawn and stays readable. A successor that takes part already (two
    units became one) keeps its own stage and days, and only takes over lessons and open comments.

    :raises Denied: when the actor does not run the campaign. :raises Conflict: when the review was withdrawn already.
    :raises Invalid: when the unit is no successor or does not stand in the holder's branch on the day, without a reason, or
        for a day out of order.
    """
    campaign = review.round.campaign
    policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    standing_campaign(campaign)
    kept = locked(review)
    words = check_withdrawal(kept, on=on, reason=reason, now=now)
    state = _successor_state(campaign, kept, successor, on)
    kept.withdrawn_on, kept.withdrawn_because = on, words
    kept.save(update_fields=["withdrawn_on", "withdrawn_because"])
    there = Review.objects.filter(round__campaign=campaign, unit=successor, withdrawn_on__isnull=True).first()
    heir = there or _take_place(actor, kept, state, on=on, reason=words, now=now)
    carried = {"lessons": _carry_lessons(kept, heir, on), "comments": _carry_comments(kept, heir)}
    history.record(
        actor, act="review.followed", object_kind="review", object_id=heir.pk,
        branch=path_of(successor.pk, on=actor.today),
        summary=_("%(heir)s tiếp tục việc sơ kết của %(unit)s: %(reason)s")
        % {"heir": heir.unit_name, "unit": kept.unit_name, "reason": words},
        before={"review": kept.pk, "withdrawn_on": None},
        after={"review": heir.pk, "from": kept.pk, "on": on, "reason": words, "carried": carried},
    )  # fmt: skip
    return heir


def _successor_state(campaign: Campaign, review: Review, successor: Unit, on: date) -> UnitState:
    check = Check()
    steps = Succession.objects.filter(predecessor=review.unit_id, successor=successor, on__lte=on)
    if not steps.exists():
        message = _("Đơn vị mã %(code)s không kế tục %(unit)s vào ngày %(day)s.")
        values = {"code": successor.code, "unit": review.unit_name, "day": write_date(on)}
        check.wrong("successor", message % values)
    branch = path_of(campaign.holder_id, on=on)
    state = UnitState.objects.filter(valid_at(on), unit=successor, path__startswith=branch).first()
    if state is None:
        message = _("Đơn vị mã %(code)s không thuộc đơn vị chủ trì vào ngày %(day)s.")
        check.wrong("successor", message % {"code": successor.code, "day": write_date(on)})
    check.finish()
    assert state is not None
    return state


def _take_place(
    actor: Actor, old: Review, state: UnitState, *, on: date, reason: str, now: datetime
) -> Review:
    heir = Review.objects.create(
        round_id=old.round_id, unit_id=state.unit_id, unit_name=state.name, short_name=state.short_name,
        position=old.position, added_on=on, owner_id=old.owner_id, owner_name=old.owner_name,
        illustrative=old.illustrative,
    )  # fmt: skip
    days = {code: row.planned_on for code, row in latest_days(old).items()}
    PlannedDay.objects.bulk_create(
        planned_rows(actor, heir, days, versions={}, on=on, reason=reason, now=now)
    )
    moves = list(StageMove.objects.filter(review=old).order_by("sequence"))
    for move in moves:
        move.pk, move.review = None, heir
    StageMove.objects.bulk_create(moves)
    return heir


def _carry_lessons(old: Review, heir: Review, on: date) -> int:
    """Copy the lines of lessons that still count and that the heir does not have, with their answers; give how many."""
    has = LessonLine.objects.filter(review=heir).values("lesson_id")
    lines = list(
        LessonLine.objects.filter(review=old, lesson__withdrawn_on__isnull=True).exclude(lesson_id__in=has)
    )
    answers: dict[int, list[LessonAnswer]] = defaultdict(list)
    for answer in LessonAnswer.objects.filter(line__in=lines).order_by("version"):
        answers[answer.line_id].append(answer)
    own = [(line.pk, line) for line in lines]
    for _key, line in own:
        line.pk, line.review, line.given_on = None, heir, on
    LessonLine.objects.bulk_create(lines)
    copies = [(answer, line) for key, line in own for answer in answers[key]]
    for answer, line in copies:
        answer.pk, answer.line = None, line
    LessonAnswer.objects.bulk_create(answer for answer, _line in copies)
    return len(lines)


def _carry_comments(old: Review, heir: Review) -> int:
    """Copy the comments still open that the heir does not have, with every step, under the numbers that follow; give how many."""
    steps: dict[int, list[CommentStep]] = defaultdict(list)
    for step in CommentStep.objects.filter(comment__review=old).order_by("sequence"):
        steps[step.comment_id].append(step)
    # a unit may have been let back in after its successor took over, and then be followed again
    has = {_said(comment) for comment in Comment.objects.filter(review=heir)}
    still = [
        comment
        for comment in Comment.objects.filter(review=old).order_by("number")
        if _said(comment) not in has
        and (not steps[comment.pk] or steps[comment.pk][-1].state not in CLOSED_COMMENTS)
    ]
    last = Comment.objects.filter(review=heir).aggregate(last=Max("number"))["last"] or 0
    own = [(comment.pk, comment) for comment in still]
    for number, (_key, comment) in enumerate(own, start=last + 1):
        comment.pk, comment.review, comment.number = None, heir, number
    Comment.objects.bulk_create(still)
    copies = [(step, comment) for key, comment in own for step in steps[key]]
    for step, comment in copies:
        step.pk, step.comment = None, comment
    CommentStep.objects.bulk_create(step for step, _comment in copies)
    return len(still)


def _said(comment: Comment) -> tuple[str, str, str, date, int | None]:
    return comment.about, comment.text, comment.addressee, comment.raised_on, comment.meeting_id
