"""Who may see and do what in a campaign: the rules of `org.policy`, asked about the holder's branch or the reviewed unit's.

Who holds a campaign keeps it, with all its reviews and those of the campaigns drawn up under it. A unit keeps its own review.
Who sees the holder sees the whole campaign; who only sees units that take part sees the campaign and these units' rows.
"""

from __future__ import annotations

from django.db.models import Q

from nhiemky.campaign.models import Campaign, Review
from nhiemky.history.vocab import NotFound
from nhiemky.org import policy as org_policy
from nhiemky.org.policy import Actor
from nhiemky.org.queries import path_of, reached_units
from nhiemky.org.vocab import Verb


def require_holder(actor: Actor, verb: Verb, *, holder_id: int) -> str:
    """This function will let pass who may do the verb in the unit that holds, or is to hold, a campaign; give its path today.

    :raises Denied: for everybody else.
    """
    path = path_of(holder_id, on=actor.today)
    org_policy.require(actor, verb, path)
    return path


def require_campaign(actor: Actor, verb: Verb, *, campaign: Campaign) -> str:
    """This function will let pass who may do the verb at the campaign's holder, or keeps a campaign above it; give the
    holder's path today.

    :raises Denied: for everybody else.
    """
    path = path_of(campaign.holder_id, on=actor.today)
    if not _keeps_above(actor, _parent_now(campaign)):
        org_policy.require(actor, verb, path)
    return path


def require_review(actor: Actor, verb: Verb, *, review: Review) -> str:
    """This function will let pass who may do the verb at the reviewed unit, or keeps the campaign or one above it; give the
    unit's path today (of an ended unit the last).

    :raises Denied: for everybody else.
    """
    path = path_of(review.unit_id, on=actor.today)
    if not actor.may(verb, path) and not _keeps_above(actor, review.round.campaign):
        org_policy.require(actor, verb, path)
    return path


def keeps(actor: Actor, *, campaign: Campaign) -> bool:
    """This function will say whether the actor runs the campaign, by its holder or by the holder of one above it."""
    return _keeps_above(actor, campaign)


def may_review(actor: Actor, verb: Verb, *, review: Review) -> bool:
    """This function will say whether `require_review` lets pass, for what a screen offers."""
    path = path_of(review.unit_id, on=actor.today)
    return actor.may(verb, path) or _keeps_above(actor, review.round.campaign)


def sees_whole(actor: Actor, *, campaign: Campaign) -> bool:
    """This function will say whether the actor sees every row of the campaign: who sees its holder does."""
    return actor.everything or actor.may(Verb.SEE, path_of(campaign.holder_id, on=actor.today))


def seen_units(actor: Actor, *, field: str = "unit_id") -> Q:
    """This function will give the filter over a column of unit ids: those that the actor sees, by where they stand today."""
    return Q() if actor.everything else Q(**{f"{field}__in": reached_units(actor, Verb.SEE)})


def seen_rows(actor: Actor, *, campaign: Campaign, field: str = "unit_id") -> Q:
    """This function will give the filter of a campaign's rows by their unit: all for who sees the holder, else those of the
    units seen."""
    return Q() if sees_whole(actor, campaign=campaign) else seen_units(actor, field=field)


def seen_campaigns(actor: Actor) -> Q:
    """This function will give the filter of the campaigns seen: the holder is seen, or a unit that takes or took part."""
    if actor.everything:
        return Q()
    reached = reached_units(actor, Verb.SEE)
    return Q(holder_id__in=reached) | Q(
        pk__in=Review.objects.filter(unit_id__in=reached).values("round__campaign_id")
    )


def may_see(actor: Actor, *, campaign: Campaign) -> bool:
    """This function will say whether the actor sees the campaign at all."""
    if sees_whole(actor, campaign=campaign):
        return True
    return Review.objects.filter(seen_units(actor), round__campaign=campaign).exists()


def require_sight(actor: Actor, *, campaign: Campaign, message: str) -> None:
    """This function will let pass who sees the campaign; to everybody else it does not exist.

    :raises NotFound: with the message, for everybody else.
    """
    if not may_see(actor, campaign=campaign):
        raise NotFound(message)


def _keeps_above(actor: Actor, campaign: Campaign | None) -> bool:
    """Say whether the actor keeps the campaign or one that it was drawn up under."""
    while campaign is not None:
        if actor.may(Verb.KEEP_CAMPAIGN, path_of(campaign.holder_id, on=actor.today)):
            return True
        campaign = _parent_now(campaign)
    return False


def _parent_now(campaign: Campaign) -> Campaign | None:
    """Give the superior campaign of today, though the row at hand may tell of an earlier day."""
    return Campaign.objects.filter(children=campaign.pk).first()
