"""The meetings of a campaign with what came of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, Comment, Lesson, Meeting, Review
from nhiemky.campaign.queries.comments import CommentLine, comment_lines, require_sight
from nhiemky.campaign.queries.former import headed, taking_part_on
from nhiemky.campaign.vocab import Grade, MeetingDraft, MeetingKind
from nhiemky.history.vocab import NotFound
from nhiemky.org.policy import Actor


@dataclass(frozen=True)
class MeetingLine:
    """A meeting with the number of comments made there, of those still open on the day, and of lessons drawn."""

    meeting: Meeting
    comments: int
    open: int
    lessons: int


@dataclass(frozen=True)
class MeetingPage:
    """One meeting with its comments as they stood on the day and the lessons drawn there."""

    meeting: Meeting
    comments: tuple[CommentLine, ...]
    lessons: tuple[Lesson, ...]


def meetings(
    actor: Actor, *, campaign: Campaign, on: date, review: Review | None = None
) -> list[MeetingLine]:
    """This function will give the meetings held up to the day, the latest first: of the campaign, or of one review in it.

    Who does not see the holder gets those with units seen. The number of queries is fixed.

    :raises NotFound: when the actor does not see the campaign.
    """
    policy.require_sight(actor, campaign=campaign, message=_("Không có đợt sơ kết này."))
    rows = _held(on).filter(
        policy.seen_rows(actor, campaign=campaign, field="review__unit_id"), campaign=campaign
    )
    if review is not None:
        rows = rows.filter(review=review)
    found = list(rows.order_by("-held_on", "-pk"))
    made = comment_lines(_made(Comment.objects.filter(meeting__in=found), on), on)
    counts = Counter(line.comment.meeting_id for line in made)
    still = Counter(line.comment.meeting_id for line in made if line.open)
    drawn = Counter(_lessons(on).filter(meeting__in=found).values_list("meeting_id", flat=True))
    return [MeetingLine(row, counts[row.pk], still[row.pk], drawn[row.pk]) for row in found]


def meeting(actor: Actor, *, id: int, on: date) -> MeetingPage:
    """This function will give one meeting with its comments and lessons on the day.

    :raises NotFound: when there was none on the day, or none that the actor sees.
    """
    row = _held(on).filter(pk=id).first()
    if row is None:
        raise NotFound(_("Không có cuộc họp này."))
    if row.review is not None:
        require_sight(actor, row.review)
    elif not policy.sees_whole(actor, campaign=row.campaign):
        raise NotFound(_("Không có cuộc họp này, hoặc tài khoản của đồng chí không được xem."))
    made = Comment.objects.filter(meeting=row).select_related("review__unit").order_by("review", "number")
    return MeetingPage(
        headed(row, on=on),
        tuple(comment_lines(_made(made, on), on)),
        tuple(_lessons(on).filter(meeting=row).order_by("number")),
    )


def stated_meeting(row: Meeting) -> MeetingDraft:
    """This function will give a meeting as it was stated."""
    return MeetingDraft(
        held_on=row.held_on, visitors=row.visitors, kind=MeetingKind(row.kind), place=row.place,
        chaired_by=row.chaired_by, hosts=row.hosts, preparation=row.preparation,
        preparation_grade=_grade(row.preparation_grade), organisation=row.organisation,
        organisation_grade=_grade(row.organisation_grade), documents=row.documents,
        documents_grade=_grade(row.documents_grade), conclusion=row.conclusion,
    )  # fmt: skip


def _grade(code: str) -> Grade | None:
    return Grade(code) if code else None


def _held(on: date) -> QuerySet[Meeting]:
    stands = Q(removed_on__isnull=True) | Q(removed_on__gt=on)
    related = ("campaign__parent", "review__round__campaign__parent", "review__unit")
    return Meeting.objects.filter(stands, held_on__lte=on).select_related(*related)


def _made(rows: QuerySet[Comment], on: date) -> list[Comment]:
    """Give the comments of meetings on the day, each once: what a successor took over stands for what its unit had got."""
    found = list(rows.filter(raised_on__lte=on, review__added_on__lte=on))
    standing = set(
        Review.objects.filter(taking_part_on(on), pk__in={row.review_id for row in found}).values_list(
            "pk", flat=True
        )
    )
    answered = {_said(row) for row in found if row.review_id in standing}
    return [row for row in found if row.review_id in standing or _said(row) not in answered]


def _said(row: Comment) -> tuple[int | None, str, str, date]:
    return row.meeting_id, row.text, row.addressee, row.raised_on


def _lessons(on: date) -> QuerySet[Lesson]:
    return Lesson.objects.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on), drawn_on__lte=on)
