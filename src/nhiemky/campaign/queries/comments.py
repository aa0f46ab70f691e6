"""Comments on units' preparation and drafts, with their state on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, Comment, CommentStep, Review
from nhiemky.campaign.queries.former import taking_part_on
from nhiemky.campaign.queries.standing import branch_campaigns
from nhiemky.campaign.vocab import CLOSED_COMMENTS, CommentState
from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import Actor


@dataclass(frozen=True)
class CommentLine:
    """A comment on a day: its state, the number of its last step (0: none), the last answer and who closed it and why."""

    comment: Comment
    state: CommentState
    sequence: int
    answer: CommentStep | None
    last: CommentStep | None
    overdue: bool
    days_left: int | None

    @property
    def open(self) -> bool:
        """Whether it still blocks: neither accepted nor waived."""
        return self.state not in CLOSED_COMMENTS


def comments(
    actor: Actor,
    *,
    on: date,
    review: Review | None = None,
    campaign: Campaign | None = None,
    state: CommentState | None = None,
    overdue: bool = False,
) -> list[CommentLine]:
    """This function will give the comments raised up to the day on a review, taking part or not, or on all reviews that take
    part in a campaign and in those under it: unit by unit, in the order of their numbers. Who does not see the holder gets
    those on units seen.

    `state` and `overdue` narrow them down. The number of queries is fixed.

    :raises NotFound: when the actor sees neither the campaign nor the reviewed unit.
    """
    rows = Comment.objects.filter(raised_on__lte=on).select_related(*_RELATED)
    if review is not None:
        require_sight(actor, review)
        rows = rows.filter(review=review)
    elif campaign is not None:
        policy.require_sight(actor, campaign=campaign, message=_("Không có đợt sơ kết này."))
        rows = rows.filter(
            policy.seen_rows(actor, campaign=campaign, field="review__unit_id"),
            review__in=Review.objects.filter(taking_part_on(on)),
            review__round__campaign__in=branch_campaigns(campaign, on=on),
        )
    else:
        rows = rows.none()
    lines = comment_lines(
        rows.order_by("review__round__position", "review__position", "review", "number"), on
    )
    return [
        line for line in lines if (state is None or line.state is state) and (line.overdue or not overdue)
    ]


def comment(actor: Actor, *, id: int, on: date) -> CommentLine:
    """This function will give one comment with its state on the day.

    :raises NotFound: when there was none on the day, or none that the actor sees.
    """
    # what a successor took over is older than its part in the campaign
    found = Comment.objects.filter(pk=id, raised_on__lte=on, review__added_on__lte=on)
    row = found.select_related(*_RELATED).first()
    if row is None:
        raise NotFound(_("Không có góp ý này."))
    require_sight(actor, row.review)
    return comment_lines([row], on)[0]


def comment_steps(actor: Actor, *, comment: Comment, on: date) -> list[CommentStep]:
    """This function will give every step of a comment up to the day, the first first.

    :raises NotFound: when the actor does not see the reviewed unit.
    """
    require_sight(actor, comment.review)
    return list(comment.steps.filter(on__lte=on).order_by("sequence"))


def require_sight(actor: Actor, review: Review) -> None:
    """This function will let pass who sees the reviewed unit or the campaign's holder.

    :raises NotFound: for everybody else: to them there is no such review.
    """
    seen = policy.seen_rows(actor, campaign=review.round.campaign)
    if seen and not Review.objects.filter(seen, pk=review.pk).exists():
        raise NotFound(_("Không có đơn vị này trong đợt sơ kết, hoặc tài khoản của đồng chí không được xem."))


def comment_lines(rows: QuerySet[Comment] | Sequence[Comment], on: date) -> list[CommentLine]:
    """This function will put comments with their steps up to the day; two queries for any number. It asks no policy."""
    found = list(rows)
    steps: dict[int, list[CommentStep]] = {row.pk: [] for row in found}
    reviews = {row.review_id for row in found}
    for step in CommentStep.objects.filter(comment__review__in=reviews, on__lte=on).order_by("sequence"):
        if step.comment_id in steps:
            steps[step.comment_id].append(step)
    return [_line(row, steps[row.pk], on) for row in found]


_RELATED = ("review__round__campaign__parent", "review__unit", "meeting")


def _line(row: Comment, steps: Iterable[CommentStep], on: date) -> CommentLine:
    last: CommentStep | None = None
    answer: CommentStep | None = None
    for last in steps:
        answer = last if last.state == CommentState.ANSWERED.value else answer
    state = CommentState.OPEN if last is None else CommentState(last.state)
    blocks = state not in CLOSED_COMMENTS
    left = None if row.due_on is None or not blocks else (row.due_on - on).days
    return CommentLine(
        row, state, 0 if last is None else last.sequence, answer, last, left is not None and left < 0, left
    )
