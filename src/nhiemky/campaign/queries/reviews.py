"""The reviews of a campaign as they stood on a day: the page of one, its moves, its planned days, units that ended since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, CampaignStage, PlannedDay, Review, Round, StageMove
from nhiemky.campaign.queries.former import Former, absent_on, out_on, plans_on, rounds_on, taking_part_on
from nhiemky.campaign.queries.judging import ReviewStanding
from nhiemky.campaign.queries.plan import stages as all_stages
from nhiemky.campaign.queries.plan import standing_on
from nhiemky.campaign.queries.standing import review_standing
from nhiemky.campaign.vocab import Need, StageCode
from nhiemky.history.vocab import NotFound
from nhiemky.org.models import Succession, UnitState
from nhiemky.org.policy import Actor, valid_at
from nhiemky.org.vocab import Verb

_RELATED = ("unit", "owner", "round__campaign__holder", "round__campaign__term", "round__campaign__parent")


@dataclass(frozen=True)
class ReviewPage:
    """One review on a day: the stages it goes through, where it stands and what follows, every move and planned day so far.

    `next` is the stage that follows and `unmet` what it needs and is not there; `ended` holds what became of the unit when it no
    longer stands, `follows` the reviews of ended units that this one carries on; `may_keep` and `may_run` say whether the actor keeps this review, and runs the campaign.
    """

    review: Review
    campaign: Campaign
    stages: tuple[CampaignStage, ...]
    stage: StageCode | None
    next: StageCode | None
    unmet: tuple[Need, ...]
    moves: tuple[StageMove, ...]
    planned: tuple[PlannedDay, ...]
    standing: ReviewStanding
    ended: EndedUnit | None
    follows: tuple[Review, ...]
    may_keep: bool
    may_run: bool


@dataclass(frozen=True)
class EndedUnit:
    """A review whose unit no longer stands: since when, by which decision, and the states of that day of who followed it."""

    review: Review
    ended_on: date
    decision: str
    successors: tuple[UnitState, ...]


def reviews(actor: Actor, *, campaign: Campaign, on: date, round: Round | None = None) -> list[Review]:
    """This function will give the reviews of a campaign (or of one of its rounds) that stood on the day and may be seen, by round,
    then in their order. At most five queries.

    :raises NotFound: when the actor does not see the campaign.
    """
    _require_sight(actor, campaign)
    found = Review.objects.filter(
        policy.seen_rows(actor, campaign=campaign), taking_part_on(on), rounds_on(on, prefix="round__"),
        round__campaign=campaign,
    )  # fmt: skip
    if round is not None:
        found = found.filter(round=round)
    former = plans_on(on, term=campaign.term_id)
    rows = found.select_related(*_RELATED).order_by("round__position", "position", "pk")
    return [former.review(row) for row in rows]


def withdrawn_reviews(actor: Actor, *, campaign: Campaign, on: date) -> list[Review]:
    """This function will give the reviews that were withdrawn up to the day, the latest first.

    :raises NotFound: when the actor does not see the campaign.
    """
    _require_sight(actor, campaign)
    found = Review.objects.filter(
        policy.seen_rows(actor, campaign=campaign), out_on(on), round__campaign=campaign
    )
    rows = absent_on(on, list(found.select_related(*_RELATED).order_by("position", "pk")))
    former = plans_on(on, term=campaign.term_id)
    return sorted((former.review(row) for row in rows), key=_withdrawn, reverse=True)


def find_review(actor: Actor, *, id: int, on: date, withdrawn: bool = False) -> Review:
    """This function will give one review that stood on the day; a withdrawn one only when asked for.

    :raises NotFound: when there is none, or the actor may not see it.
    """
    row, former = _found(actor, id, on, withdrawn=withdrawn)
    return former.review(absent_on(on, [row])[0] if withdrawn else row)


def _found(actor: Actor, id: int, on: date, *, withdrawn: bool) -> tuple[Review, Former]:
    """Give the row as it is now, with what was changed of its plan after the day."""
    stood = Q(added_on__lte=on) if withdrawn else taking_part_on(on)
    campaigns = Campaign.objects.filter(policy.seen_campaigns(actor), standing_on(on))
    found = (
        Review.objects.filter(stood, pk=id, round__campaign__in=campaigns).select_related(*_RELATED).first()
    )
    if found is None or not (
        policy.may_review(actor, Verb.SEE, review=found)
        or policy.sees_whole(actor, campaign=found.round.campaign)
    ):
        raise NotFound(_("Không có việc sơ kết này vào ngày đã chọn, hoặc tài khoản không được xem."))
    return found, plans_on(on, term=found.round.campaign.term_id)


def review(actor: Actor, *, id: int, on: date) -> ReviewPage:
    """This function will give the page of one review, withdrawn or not, as it stood on the day. The number of queries is fixed.

    :raises NotFound: when there is none on that day, or the actor may not see it.
    """
    now, former = _found(actor, id, on, withdrawn=True)
    row = former.review(absent_on(on, [now])[0])
    campaign = row.round.campaign
    stages = _passed(row, former.stages(campaign.pk, all_stages(campaign)))
    standing = review_standing(row, on=on, former=former)
    return ReviewPage(
        row,
        campaign,
        tuple(stages),
        standing.facts.stage,
        _following(stages, standing.facts.stage),
        standing.facts.unmet,
        tuple(moves(actor, review=row, on=on)),
        tuple(planned(actor, review=row, on=on)),
        standing,
        next(iter(_ended([row], on)), None),
        tuple(_followed(row, on)),
        policy.may_review(actor, Verb.KEEP_REVIEW, review=row),
        policy.keeps(actor, campaign=campaign),
    )


def moves(actor: Actor, *, review: Review, on: date | None = None) -> list[StageMove]:
    """This function will give the moves of a review from stage to stage, those up to a day where one is given, the first first.

    :raises NotFound: when the actor may not see the review.
    """
    _require_review(actor, review)
    found = StageMove.objects.filter(review=review).order_by("sequence")
    return list(found if on is None else found.filter(on__lte=on))


def planned(actor: Actor, *, review: Review, on: date | None = None) -> list[PlannedDay]:
    """This function will give every planned day of a review, those decided up to a day where one is given, in the order in which
    they were decided; the last one of a stage counts.

    :raises NotFound: when the actor may not see the review.
    """
    _require_review(actor, review)
    found = PlannedDay.objects.filter(review=review).order_by("decided_on", "version", "pk")
    return list(found if on is None else found.filter(decided_on__lte=on))


def ended_units(actor: Actor, *, campaign: Campaign, on: date) -> list[EndedUnit]:
    """This function will list the reviews of a campaign whose unit no longer stands on the day, with who followed it. The number
    of queries is fixed.

    :raises NotFound: when the actor does not see the campaign.
    """
    return _ended(reviews(actor, campaign=campaign, on=on), on)


def _followed(review: Review, on: date) -> list[Review]:
    """Give the withdrawn reviews of the campaign whose units this review's unit followed."""
    before = Succession.objects.filter(successor=review.unit_id, on__lte=on).values("predecessor_id")
    return list(
        Review.objects.filter(
            out_on(on), round__campaign=review.round.campaign_id, unit_id__in=before
        ).order_by("position", "pk")
    )


def _ended(rows: Sequence[Review], on: date) -> list[EndedUnit]:
    units = {row.unit_id for row in rows}
    standing = set(
        UnitState.objects.filter(valid_at(on), unit_id__in=units).values_list("unit_id", flat=True)
    )
    gone = units - standing
    ends = dict(
        UnitState.objects.filter(unit_id__in=gone, valid_to__lte=on)
        .values_list("unit_id")
        .annotate(Max("valid_to"))
    )
    steps = list(Succession.objects.filter(predecessor_id__in=gone, on__lte=on).order_by("on", "pk"))
    states = {
        state.unit_id: state
        for state in UnitState.objects.filter(
            valid_at(on), unit_id__in={step.successor_id for step in steps if step.successor_id is not None}
        ).select_related("unit", "type")
    }
    after: dict[int, list[Succession]] = defaultdict(list)
    for step in steps:
        after[step.predecessor_id].append(step)
    return [
        _ended_unit(row, ends[row.unit_id], after[row.unit_id], states) for row in rows if row.unit_id in ends
    ]


def _ended_unit(
    row: Review, ended_on: date, steps: Sequence[Succession], states: dict[int, UnitState]
) -> EndedUnit:
    decision = next((step.decision for step in steps if step.decision), "")
    found = [states.get(step.successor_id) for step in steps if step.successor_id is not None]
    return EndedUnit(row, ended_on, decision, tuple(state for state in found if state is not None))


def stages_of(review: Review) -> list[CampaignStage]:
    """This function will give the stages that a review goes through now: those of its round, else all of the campaign."""
    return _passed(review, all_stages(review.round.campaign))


def _passed(review: Review, every: Sequence[CampaignStage]) -> list[CampaignStage]:
    return [stage for stage in every if not review.round.stages or stage.code in review.round.stages]


def last_move(review: Review) -> StageMove | None:
    """This function will give the last move of a review, none before the first; the caller asks whether it may be seen."""
    return StageMove.objects.filter(review=review).order_by("-sequence").first()


def latest_days(review: Review) -> dict[StageCode, PlannedDay]:
    """This function will give the planned day that counts for every stage that ever had one."""
    rows = PlannedDay.objects.filter(review=review).order_by("decided_on", "version")
    return {StageCode(row.stage): row for row in rows}


def _following(stages: Sequence[CampaignStage], now: StageCode | None) -> StageCode | None:
    codes = [StageCode(stage.code) for stage in stages]
    place = codes.index(now) + 1 if now in codes else 0
    return codes[place] if place < len(codes) else None


def _withdrawn(row: Review) -> date:
    assert row.withdrawn_on is not None
    return row.withdrawn_on


def _require_sight(actor: Actor, campaign: Campaign) -> None:
    message = _("Không có đợt sơ kết này, hoặc tài khoản của đồng chí không được xem.")
    policy.require_sight(actor, campaign=campaign, message=message)


def _require_review(actor: Actor, review: Review) -> None:
    if not (
        policy.may_review(actor, Verb.SEE, review=review)
        or policy.sees_whole(actor, campaign=review.round.campaign)
    ):
        raise NotFound(_("Không có việc sơ kết này, hoặc tài khoản của đồng chí không được xem."))
