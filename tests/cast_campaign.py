"""Builders for tests of campaigns: the usual tree with a district's campaign, its rounds and reviews.

They go through the actions, as the system, so that what they build could have been built by people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, Review, Round, StageMove
from nhiemky.campaign.queries.plan import template_draft
from nhiemky.campaign.queries.reviews import last_move, stages_of
from nhiemky.campaign.vocab import CampaignDraft, RoundDraft, RoundKind, StageCode, StageDraft
from nhiemky.org.models import Term, Unit, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from tests.cast import Tree, make_term, make_tree

BEGUN = date(2023, 1, 3)
PILOT_ON = date(2023, 2, 21)
WINDOWS = {
    RoundKind.PILOT: (date(2023, 2, 13), date(2023, 2, 28)),
    RoundKind.GRASSROOTS: (date(2023, 3, 1), date(2023, 3, 31)),
    RoundKind.DISTRICT: (date(2023, 4, 3), date(2023, 4, 28)),
}
NOW = datetime(2023, 4, 28, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Plan:
    """The tree and a campaign of its first district: a pilot, the remaining communes, the district itself."""

    tree: Tree
    campaign: Campaign
    pilot: Round
    others: Round
    own: Round


def moment(day: date) -> datetime:
    """Give the morning of a day, as the time at which something is entered."""
    return datetime.combine(day, time(3, 0), tzinfo=UTC)


def make_campaign(
    holder: Unit | UnitState | None = None,
    *,
    term: Term | None = None,
    name: str = "Sơ kết giữa nhiệm kỳ",
    begun_on: date = BEGUN,
    stages: Sequence[StageDraft] = (),
    rounds: Sequence[RoundDraft] | None = None,
    parent: Campaign | None = None,
    actor: Actor = SYSTEM_ACTOR,
) -> Campaign:
    """Make a campaign of a holder (none: of Mỏ Cày Bắc in the usual tree), by the template with the rounds of `WINDOWS`."""
    where = holder if holder is not None else make_tree().district
    unit = where.unit if isinstance(where, UnitState) else where
    draft = template_draft(name=name, begun_on=begun_on, windows=WINDOWS)
    draft = draft._replace(parent_id=parent.pk if parent else None, stages=tuple(stages) or draft.stages)
    if rounds is not None:
        draft = draft._replace(rounds=tuple(rounds))
    return actions.add_campaign(actor, holder=unit, term=term or make_term(), draft=draft, now=NOW)


def make_plan(tree: Tree | None = None, *, stages: Sequence[StageDraft] = ()) -> Plan:
    """Make the campaign of the usual tree's first district, with its three rounds and no units yet."""
    tree = tree or make_tree()
    campaign = make_campaign(tree.district, stages=stages)
    pilot, others, own = Round.objects.filter(campaign=campaign).order_by("position")
    return Plan(tree, campaign, pilot, others, own)


def make_round(campaign: Campaign, kind: RoundKind = RoundKind.PILOT) -> Round:
    """Give the round of a kind that the campaign has; added, with the window of `WINDOWS`, when it has none."""
    found = Round.objects.filter(campaign=campaign, kind=kind.value, removed_on__isnull=True).first()
    starts_on, ends_on = WINDOWS[kind]
    return found or actions.add_round(
        SYSTEM_ACTOR,
        campaign=campaign,
        draft=RoundDraft(kind, f"Vòng {kind.value}", starts_on, ends_on),
        on=BEGUN,
        now=NOW,
    )


def make_review(
    campaign: Campaign,
    unit: Unit | UnitState,
    *,
    kind: RoundKind = RoundKind.PILOT,
    on: date = BEGUN,
    conference_on: date | None = None,
    stage: StageCode | None = None,
    moved_on: date | None = None,
) -> Review:
    """Let a unit take part in the round of a kind, and bring it to a stage where one is given."""
    where = unit.unit if isinstance(unit, UnitState) else unit
    (row,) = actions.enter_units(
        SYSTEM_ACTOR,
        round=make_round(campaign, kind),
        units=[where],
        on=on,
        now=NOW,
        conference_on=conference_on,
    )
    if stage is not None:
        move_to(row, stage, on=moved_on or on)
    return Review.objects.select_related("round__campaign", "unit").get(pk=row.pk)


def move_to(review: Review, stage: StageCode, *, on: date, actor: Actor = SYSTEM_ACTOR) -> StageMove:
    """Bring a review forward to a stage, through every stage between, all on one day and with a reason; or back to it."""
    codes = [StageCode(each.code) for each in stages_of(review)]
    last = last_move(review)
    here = codes.index(StageCode(last.stage)) if last else -1
    there = codes.index(stage)
    for place in range(here + 1, there + 1) if there > here else (there,):
        here_now = last_move(review)
        moved = actions.move_stage(
            actor,
            review=review,
            stage=codes[place],
            on=on,
            reason="Theo tiến độ",
            now=NOW,
            expected=StageCode(here_now.stage) if here_now else None,
        )
    return moved


def plain_draft(**changes: object) -> CampaignDraft:
    """Give the draft of a campaign by the template, changed where asked for."""
    draft = template_draft(name="Sơ kết giữa nhiệm kỳ", begun_on=BEGUN, windows=WINDOWS)
    return draft._replace(**changes)  # type: ignore[arg-type]
