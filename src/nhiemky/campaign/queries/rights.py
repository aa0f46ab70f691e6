"""What a person may do with comments, meetings and lessons, so that a screen offers just that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, Review
from nhiemky.campaign.queries.former import taking_part_on
from nhiemky.campaign.queries.standing import branch_campaigns
from nhiemky.org.policy import Actor
from nhiemky.org.queries import path_of, reached_units
from nhiemky.org.vocab import Verb


@dataclass(frozen=True)
class ReviewRights:
    """Whether a person answers for the unit, comments on it, and judges its answers."""

    keep: bool
    comment: bool
    judge: bool


def review_rights(actor: Actor, *, review: Review) -> ReviewRights:
    """This function will say what the actor may do with the comments on a review; the unit's own people judge no answer."""
    path = path_of(review.unit_id, on=actor.today)
    runs = policy.keeps(actor, campaign=review.round.campaign)
    above = any(
        grant.reaches(Verb.COMMENT, path) for grant in actor.grants if grant.unit_id != review.unit_id
    )
    comment = runs or actor.may(Verb.COMMENT, path)
    return ReviewRights(
        keep=runs or actor.may(Verb.KEEP_REVIEW, path),
        comment=comment,
        judge=comment and (actor.everything or above or runs),
    )


def may_draw(actor: Actor, *, campaign: Campaign) -> bool:
    """This function will say whether the actor draws lessons: who comments for the holder, or runs the campaign."""
    path = path_of(campaign.holder_id, on=actor.today)
    return actor.may(Verb.COMMENT, path) or policy.keeps(actor, campaign=campaign)


def may_note(actor: Actor, *, campaign: Campaign) -> bool:
    """This function will say whether the actor records the survey and findings at the holder, or runs the campaign."""
    path = path_of(campaign.holder_id, on=actor.today)
    return actor.may(Verb.RECORD_FINDINGS, path) or policy.keeps(actor, campaign=campaign)


def met_reviews(actor: Actor, *, campaign: Campaign, on: date, looked: date | None = None) -> list[Review]:
    """This function will give the reviews of a campaign with which the actor may record a meeting, in their order: of units that
    take part on a day, or took part on the day looked at, where one is given: a meeting may be recorded late."""
    rows = Review.objects.filter(_taking_part(on, looked), round__campaign=campaign)
    if not (actor.everything or policy.keeps(actor, campaign=campaign)):
        may = Q(unit_id__in=reached_units(actor, Verb.COMMENT)) | Q(
            unit_id__in=reached_units(actor, Verb.KEEP_REVIEW)
        )
        rows = rows.filter(may)
    return _ordered(rows)


def branch_reviews(actor: Actor, *, campaign: Campaign, on: date, looked: date | None = None) -> list[Review]:
    """This function will give the reviews seen that take part in a campaign or in one drawn up under it, in their order; those
    too that took part on the day looked at, where one is given."""
    branch = branch_campaigns(campaign, on=on)
    seen = policy.seen_rows(actor, campaign=campaign)
    return _ordered(Review.objects.filter(_taking_part(on, looked), seen, round__campaign__in=branch))


def _taking_part(on: date, looked: date | None) -> Q:
    return taking_part_on(on) if looked is None else taking_part_on(on) | taking_part_on(looked)


def _ordered(rows: QuerySet[Review]) -> list[Review]:
    found = rows.select_related("round__campaign", "unit")
    return list(found.order_by("round__starts_on", "round__position", "position", "pk"))
