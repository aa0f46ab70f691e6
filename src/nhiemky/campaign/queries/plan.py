"""Campaigns as they stood on a day: which there are, their stages and rounds, and how a new one may be drawn up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, CampaignStage, Review, Round
from nhiemky.campaign.queries.former import (
    headings_on,
    plans_on,
    rounds_on,
    stated_stage,
    taking_part_on,
)
from nhiemky.campaign.queries.standing import HEADED, rules_of
from nhiemky.campaign.vocab import (
    ROUND_NAMES,
    STAGE_TEMPLATE,
    CampaignDraft,
    RoundDraft,
    RoundKind,
    StageCode,
)
from nhiemky.history.vocab import NotFound
from nhiemky.org.models import Term, Unit, UnitState
from nhiemky.org.policy import Actor, valid_at
from nhiemky.org.queries import path_of, state_of
from nhiemky.org.vocab import Verb

Windows = Mapping[RoundKind, tuple[date, date]]


@dataclass(frozen=True)
class CampaignLine:
    """A campaign of a list: its holder as it was called on the day, and how many units took part then."""

    campaign: Campaign
    holder_name: str
    holder_code: str
    units: int


def standing_on(on: date) -> Q:
    """This function will give the filter of the campaigns that stood on a day: begun, and not removed by then."""
    return Q(begun_on__lte=on) & (Q(removed_on__isnull=True) | Q(removed_on__gt=on))


def campaigns(
    actor: Actor, *, on: date, term: Term | None = None, removed: bool = False
) -> list[CampaignLine]:
    """This function will give the campaigns seen that stood on the day (instead: those removed by then), the latest first.

    At most six queries.
    """
    asked = Q(begun_on__lte=on, removed_on__lte=on) if removed else standing_on(on)
    found = Campaign.objects.filter(policy.seen_campaigns(actor), asked)
    if term is not None:
        found = found.filter(term=term)
    now = list(found.select_related(*HEADED).order_by("-begun_on", "pk"))
    shown = headings_on(on, terms={row.term_id for row in now}).headings(now)
    rows = sorted(shown, key=lambda row: (-row.begun_on.toordinal(), row.name))
    names = dict(
        UnitState.objects.filter(valid_at(on), unit__in={row.holder_id for row in rows}).values_list(
            "unit_id", "name"
        )
    )
    counts = dict(
        Review.objects.filter(taking_part_on(on), rounds_on(on, prefix="round__"), round__campaign__in=rows)
        .values_list("round__campaign")
        .annotate(Count("unit", distinct=True))
    )
    return [
        CampaignLine(row, names.get(row.holder_id, row.holder.code), row.holder.code, counts.get(row.pk, 0))
        for row in rows
    ]


def campaign(actor: Actor, *, id: int, on: date, removed: bool = False) -> Campaign:
    """This function will give one campaign that stood on the day (instead: one removed by then).

    :raises NotFound: when there is none, or the actor may not see it.
    """
    asked = Q(begun_on__lte=on, removed_on__lte=on) if removed else standing_on(on)
    found = (
        Campaign.objects.filter(policy.seen_campaigns(actor), asked, pk=id)
        .select_related(*HEADED, "drawn_from")
        .first()
    )
    if found is None:
        raise NotFound(_no_campaign())
    return headings_on(on, terms=[found.term_id]).heading(found)


def campaign_for(actor: Actor, *, unit_code: str, term: Term, on: date) -> Campaign | None:
    """This function will give the campaign that matters to a unit on the day: the one it holds; else the one, of the nearest
    unit above, in which it takes part; else the only one held below it; else none. The latest begun goes first.

    :raises NotFound: when the unit is not there on that day or may not be seen.
    """
    state = state_of(actor, unit_code=unit_code, on=on)
    seen = (
        Campaign.objects.filter(policy.seen_campaigns(actor), standing_on(on), term=term)
        .select_related(*HEADED)
        .order_by("-begun_on", "-pk")
    )
    held = seen.filter(holder_id=state.unit_id).first()
    found = held or _of_nearest_above(seen, state, on) or _only_below(seen, state, on)
    return None if found is None else headings_on(on, terms=[term.pk]).heading(found)


def _of_nearest_above(seen: QuerySet[Campaign], state: UnitState, on: date) -> Campaign | None:
    part = Review.objects.filter(taking_part_on(on), rounds_on(on, prefix="round__"), unit_id=state.unit_id)
    above = state.path.split("/")
    joined = list(seen.filter(pk__in=part.values("round__campaign_id")))
    places = {int(step): place for place, step in enumerate(above) if step}
    return max(joined, key=lambda each: (places.get(each.holder_id, -1), each.begun_on), default=None)


def _only_below(seen: QuerySet[Campaign], state: UnitState, on: date) -> Campaign | None:
    below = UnitState.objects.filter(valid_at(on), path__startswith=state.path)
    held = list(seen.filter(holder_id__in=below.values("unit_id"))[:2])
    return held[0] if len(held) == 1 else None


def parent_choices(actor: Actor, *, holder: Unit, term: Term, on: date) -> list[Campaign]:
    """This function will give the campaigns of the units above a holder that stood on the day, from the top down: those under
    which a campaign of the holder may be drawn up.

    :raises Denied: when the actor keeps no campaigns of the holder.
    """
    policy.require_holder(actor, Verb.KEEP_CAMPAIGN, holder_id=holder.pk)
    above = [int(step) for step in path_of(holder.pk, on=on).split("/") if step][:-1]
    found = Campaign.objects.filter(standing_on(on), holder_id__in=above, term=term)
    return sorted(
        found.select_related("holder", "directive"),
        key=lambda each: (above.index(each.holder_id), each.begun_on, each.pk),
    )


def stages(campaign: Campaign, *, on: date | None = None) -> list[CampaignStage]:
    """This function will give the stages of a campaign in their order: those of a day where one is given, else those of now."""
    now = list(CampaignStage.objects.filter(campaign=campaign).order_by("position"))
    return now if on is None else plans_on(on, term=campaign.term_id).stages(campaign.pk, now)


def rounds(actor: Actor, *, campaign: Campaign, on: date) -> list[Round]:
    """This function will give the rounds of a campaign that stood on the day, in their order; to who only sees units that take
    part, the rounds of these units.

    :raises NotFound: when the actor does not see the campaign.
    """
    policy.require_sight(actor, campaign=campaign, message=_no_campaign())
    found = Round.objects.filter(rounds_on(on), campaign=campaign)
    seen = policy.seen_rows(actor, campaign=campaign)
    if seen:
        found = found.filter(pk__in=Review.objects.filter(seen, taking_part_on(on)).values("round_id"))
    former = plans_on(on, term=campaign.term_id)
    return [former.round(part) for part in found.order_by("position", "pk")]


def round_of(actor: Actor, *, id: int, on: date) -> Round:
    """This function will give one round that stood on the day.

    :raises NotFound: when there is none, or the actor does not see its campaign.
    """
    found = (
        Round.objects.filter(rounds_on(on), pk=id)
        .filter(campaign__in=Campaign.objects.filter(policy.seen_campaigns(actor), standing_on(on)))
        .select_related("campaign__holder", "campaign__term", "campaign__parent")
        .first()
    )
    if found is None:
        raise NotFound(_("Không có vòng này vào ngày đã chọn, hoặc tài khoản của đồng chí không được xem."))
    return plans_on(on, term=found.campaign.term_id).placed(found)


def removed_rounds(actor: Actor, *, campaign: Campaign) -> list[Round]:
    """This function will give the rounds of a campaign that were removed, for who may restore them.

    :raises Denied: when the actor does not run the campaign.
    """
    policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    return list(Round.objects.filter(campaign=campaign, removed_on__isnull=False).order_by("position", "pk"))


def stated_round(part: Round) -> RoundDraft:
    """This function will give a round as it was stated."""
    return RoundDraft(
        RoundKind(part.kind),
        part.name,
        part.starts_on,
        part.ends_on,
        tuple(map(StageCode, part.stages)),
        tuple(part.documents),
    )


def stated_campaign(campaign: Campaign) -> CampaignDraft:
    """This function will give a campaign as it was stated, with the rounds that were not removed. Two queries."""
    parts = Round.objects.filter(campaign=campaign, removed_on__isnull=True).order_by("position", "pk")
    return CampaignDraft(
        name=campaign.name,
        begun_on=campaign.begun_on,
        directive_id=campaign.directive_id,
        parent_id=campaign.parent_id,
        scheme=campaign.scheme,
        cut_off=campaign.cut_off,
        stages=tuple(map(stated_stage, stages(campaign))),
        rounds=tuple(map(stated_round, parts)),
        rules=rules_of(campaign),
    )


def template_draft(*, name: str, begun_on: date, windows: Windows) -> CampaignDraft:
    """This function will draw up a campaign by the shipped template: all stages with their usual lead times and needs, and a
    round of the usual name for every window, in the order in which the windows are given."""
    parts = tuple(
        RoundDraft(kind, str(ROUND_NAMES[kind]), starts_on, ends_on)
        for kind, (starts_on, ends_on) in windows.items()
    )
    return CampaignDraft(name, begun_on, stages=STAGE_TEMPLATE, rounds=parts)


def _no_campaign() -> str:
    return _("Không có đợt sơ kết này vào ngày đã chọn, hoặc tài khoản của đồng chí không được xem.")
