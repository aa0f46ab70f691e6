"""The state of a whole campaign on a day, read with a fixed number of queries, and what a stage still needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from nhiemky.campaign import policy
from nhiemky.campaign.models import (
    Campaign,
    CampaignStage,
    Comment,
    CommentStep,
    LessonAnswer,
    LessonLine,
    Meeting,
    PlannedDay,
    Review,
    Round,
    StageMove,
    Team,
)
from nhiemky.campaign.queries.former import Former, headings_on, plans_on, rounds_on, taking_part_on
from nhiemky.campaign.queries.judging import (
    Calendar,
    Counted,
    Judgement,
    ReviewFacts,
    ReviewStanding,
    RoundFacts,
    RoundStanding,
    judge,
    judge_review,
    stage_day,
)
from nhiemky.campaign.queries.passages import Passage, counted, passage_of
from nhiemky.campaign.vocab import CLOSED_COMMENTS, MeetingKind, Need, RoundKind, Rules, StageCode
from nhiemky.kernel.viet.workdays import working_days_between
from nhiemky.org.models import UnitState
from nhiemky.org.policy import Actor, valid_at
from nhiemky.org.queries import kept_units
from nhiemky.org.vocab import Verb
from nhiemky.targets.models import Freeze

HEADED = ("holder", "term", "parent", "directive")


@dataclass(frozen=True)
class CampaignStanding:
    """A campaign and those under it on a day (`campaigns`, itself first): reviews in their order, rounds, the judgement; `whole`
    says whether it is the whole campaign, not only the units that somebody sees."""

    campaign: Campaign
    campaigns: tuple[Campaign, ...]
    on: date
    rules: Rules
    rounds: tuple[RoundStanding, ...]
    reviews: tuple[ReviewStanding, ...]
    judgement: Judgement
    whole: bool = True


def rules_of(campaign: Campaign) -> Rules:
    """This function will give the rules of a campaign; what its data does not say is as usual."""
    known = Rules.__dataclass_fields__.keys()
    return Rules(**{name: value for name, value in campaign.rules.items() if name in known})


def may_run(actor: Actor, *, campaign: Campaign) -> bool:
    """This function will say whether the actor runs the campaign: keeps it, or one above it; for what a screen offers."""
    return policy.keeps(actor, campaign=campaign)


def branch_campaigns(campaign: Campaign, *, on: date, former: Former | None = None) -> list[Campaign]:
    """This function will give the campaign and all that stood under it on the day, from the top down, each with its heading of
    the day. At most four queries."""
    former = former or headings_on(on, terms=[campaign.term_id])
    every = former.headings(
        Campaign.objects.filter(term_id=campaign.term_id, begun_on__lte=on)
        .filter(Q(removed_on__isnull=True) | Q(removed_on__gt=on))
        .select_related(*HEADED)
        .order_by("begun_on", "pk")
    )
    below: dict[int | None, list[Campaign]] = defaultdict(list)
    for each in every:
        below[each.parent_id].append(each)
    itself = next((each for each in every if each.pk == campaign.pk), None)
    found, waiting = [], [itself or former.heading(campaign)]
    while waiting:
        current = waiting.pop(0)
        found.append(current)
        waiting.extend(below[current.pk])
    return found


def standings(actor: Actor, *, campaign: Campaign, on: date) -> CampaignStanding:
    """This function will give how the campaign stands on the day; who does not reach its holder sees the reached units only.

    The number of queries is fixed.
    """
    former = plans_on(on, term=campaign.term_id)
    rows = _Rows(branch_campaigns(campaign, on=on, former=former), former)
    campaign = rows.campaigns[campaign.pk]
    holders = {each.holder_id for each in rows.campaigns.values()}
    seen = kept_units(actor, Verb.SEE, holders | {review.unit_id for review in rows.reviews})
    whole = campaign.holder_id in seen
    calendar = Calendar(on, working_days_between)
    reviews = tuple(
        rows.judged(review, calendar) for review in rows.reviews if whole or review.unit_id in seen
    )
    rules = rules_of(campaign)
    shown = {each.facts.round_id for each in reviews}
    rounds = tuple(
        _round_standing(part, reviews, rules=rules, on=on)
        for part in _told_apart(rows.round_facts(), rows.campaigns, on)
        if whole or part.round_id in shown
    )
    judgement = judge(reviews, [part.facts for part in rounds], rules=rules, on=on)
    with_units = {each.facts.campaign_id for each in reviews}
    every = tuple(
        each
        for each in rows.campaigns.values()
        if whole or each.pk in {campaign.pk, *with_units} or each.holder_id in seen
    )
    return CampaignStanding(campaign, every, on, rules, rounds, reviews, judgement, whole)


def review_standing(review: Review, *, on: date, former: Former | None = None) -> ReviewStanding:
    """This function will give how one review stands on the day; the caller has asked whether it may be seen."""
    rows = _alone(review, former or plans_on(on, term=review.round.campaign.term_id))
    return rows.judged(rows.reviews[0], Calendar(on, working_days_between))


def unmet_needs(review: Review, *, stage: StageCode, on: date) -> tuple[Need, ...]:
    """This function will list what the stage needs in this campaign and is not there on the day."""
    rows = _alone(review, plans_on(on, term=review.round.campaign.term_id))
    return rows.unmet(rows.reviews[0], stage)


def _told_apart(parts: Sequence[RoundFacts], campaigns: Mapping[int, Campaign], on: date) -> list[RoundFacts]:
    """Say whose a round is where rounds of several campaigns have one name. At most one query."""
    often = Counter(part.name for part in parts)
    if max(often.values(), default=1) == 1:
        return list(parts)
    holders = {campaign.holder_id for campaign in campaigns.values()}
    states = UnitState.objects.filter(valid_at(on), unit_id__in=holders)
    names = dict(states.values_list("unit_id", "short_name"))
    return [
        replace(part, holder=names.get(campaigns[part.campaign_id].holder_id, ""))
        if often[part.name] > 1
        else part
        for part in parts
    ]


def _round_standing(
    part: RoundFacts, reviews: Sequence[ReviewStanding], *, rules: Rules, on: date
) -> RoundStanding:
    own = [each for each in reviews if each.facts.round_id == part.round_id]
    held = sum(each.actual is not None for each in own)
    return RoundStanding(part, len(own), held, judge(own, [part], rules=rules, on=on))


class _Rows:
    """All rows of some campaigns (or of one review) as they counted on a day."""

    def __init__(self, campaigns: Sequence[Campaign], former: Former, *, only: Review | None = None) -> None:
        self.on = on = former.on
        self.former = former
        self.campaigns = {each.pk: each for each in campaigns}
        self.rules = {key: rules_of(each) for key, each in self.campaigns.items()}
        self.stages = self._stages()
        self.rounds = {
            part.pk: self.former.round(part)
            for part in Round.objects.filter(rounds_on(on), campaign__in=self.campaigns).order_by(
                "position", "pk"
            )
        }
        found = [only] if only is not None else self._reviews()
        self.reviews = [self.former.owner(each, campaign_id=self._campaign_id(each)) for each in found]
        ids = [review.pk for review in self.reviews]
        self.planned, self.first_planned = self._planned(ids)
        self.passages = self._passages(ids)
        self.comments = self._comments(ids)
        self.lessons = self._lessons(ids)
        self.met = set(
            Meeting.objects.filter(review__in=ids, kind=MeetingKind.PREPARATION.value, held_on__lte=on)
            .filter(Q(removed_on__isnull=True) | Q(removed_on__gt=on))
            .values_list("review_id", flat=True)
        )
        self.teams = list(
            Team.objects.filter(campaign__in=self.campaigns, founded_on__lte=on)
            .filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on))
            .values_list("campaign_id", "holder_id", "supports_id")
        )
        units = {review.unit_id for review in self.reviews}
        self.frozen = set(
            Freeze.objects.filter(unit__in=units, cut_off__lte=on).values_list("unit_id", "term_id")
        )
        self.ended = self._ended(units)

    def _stages(self) -> dict[int, list[CampaignStage]]:
        now: dict[int, list[CampaignStage]] = defaultdict(list)
        for stage in CampaignStage.objects.filter(campaign__in=self.campaigns).order_by("position"):
            now[stage.campaign_id].append(stage)
        return {key: self.former.stages(key, now[key]) for key in self.campaigns}

    def _ended(self, units: set[int]) -> dict[int, date]:
        """Give the day on which each unit ended that no longer stands."""
        last: dict[int, date | None] = {}
        rows = UnitState.objects.filter(unit__in=units, valid_from__lte=self.on).order_by("valid_from")
        for unit, until in rows.values_list("unit_id", "valid_to"):
            last[unit] = until
        return {unit: until for unit, until in last.items() if until is not None and until <= self.on}

    def _reviews(self) -> list[Review]:
        found = Review.objects.filter(taking_part_on(self.on), round__in=self.rounds).select_related("unit")
        places = {key: place for place, key in enumerate(self._ordered_rounds())}
        return sorted(found, key=lambda review: (places[review.round_id], review.position, review.pk))

    def _ordered_rounds(self) -> list[int]:
        """Rounds by the day they begin; a superior's own round comes after those of its subordinates that begin with it."""
        order = {key: place for place, key in enumerate(reversed(self.campaigns))}
        return [
            part.pk
            for part in sorted(
                self.rounds.values(),
                key=lambda part: (part.starts_on, part.ends_on, order[part.campaign_id], part.position),
            )
        ]

    def round_facts(self) -> list[RoundFacts]:
        """Give the rounds in the order in which they are shown."""
        return [
            RoundFacts(
                part.pk, part.campaign_id, part.name, RoundKind(part.kind), part.starts_on, part.ends_on
            )
            for part in (self.rounds[key] for key in self._ordered_rounds())
        ]

    def _planned(
        self, ids: list[int]
    ) -> tuple[dict[tuple[int, str], date | None], dict[tuple[int, str], date]]:
        """Give the planned days that count, and the first day that was ever planned of each."""
        rows = (
            PlannedDay.objects.filter(review__in=ids, decided_on__lte=self.on)
            .order_by("decided_on", "version")
            .values_list("review_id", "stage", "planned_on")
        )
        days: dict[tuple[int, str], date | None] = {}
        first: dict[tuple[int, str], date] = {}
        for review, stage, day in rows:
            days[review, stage] = day
            if day is not None:
                first.setdefault((review, stage), day)
        return days, first

    def _passages(self, ids: list[int]) -> dict[int, Passage]:
        rows = (
            StageMove.objects.filter(review__in=ids, on__lte=self.on)
            .order_by("sequence")
            .values_list("review_id", "origin", "stage", "on", "skipped")
        )
        moves: dict[int, list[tuple[str, str, date, list[str]]]] = defaultdict(list)
        for review, origin, stage, on, skipped in rows:
            moves[review].append((origin, stage, on, skipped))
        order = list(StageCode)
        return {review: passage_of(each, order) for review, each in moves.items()}

    def _comments(self, ids: list[int]) -> dict[int, Counted]:
        rows = Comment.objects.filter(review__in=ids, raised_on__lte=self.on)
        steps = (
            CommentStep.objects.filter(comment__review__in=ids, on__lte=self.on)
            .order_by("sequence")
            .values_list("comment_id", "state")
        )
        states = dict(steps)
        return counted(
            (review, states.get(key) in CLOSED_COMMENTS, due is not None and due < self.on)
            for key, review, due in rows.values_list("pk", "review_id", "due_on")
        )

    def _lessons(self, ids: list[int]) -> dict[int, Counted]:
        lines = (
            LessonLine.objects.filter(review__in=ids, given_on__lte=self.on)
            .filter(Q(lesson__withdrawn_on__isnull=True) | Q(lesson__withdrawn_on__gt=self.on))
            .values_list("pk", "review_id", "due_on")
        )
        answered = set(
            LessonAnswer.objects.filter(line__review__in=ids, on__lte=self.on).values_list(
                "line_id", flat=True
            )
        )
        return counted(
            (review, key in answered, due is not None and due < self.on) for key, review, due in lines
        )

    def judged(self, review: Review, calendar: Calendar) -> ReviewStanding:
        """Give one review with its readiness."""
        campaign_id = self._campaign_id(review)
        rules, passage = self.rules[campaign_id], self._passage_of(review)
        days = tuple(
            stage_day(
                StageCode(stage.code),
                stage.name,
                planned=self.planned.get((review.pk, stage.code)),
                first=self.first_planned.get((review.pk, stage.code)),
                reached=passage.reached.get(stage.code),
                skipped=stage.code in passage.skipped,
                rules=rules,
                calendar=calendar,
            )
            for stage in self.stages_of(review)
        )
        coming = next((day.code for day in days if day.reached is None and not day.skipped), None)
        facts = ReviewFacts(
            review_id=review.pk,
            campaign_id=campaign_id,
            round_id=review.round_id,
            unit_id=review.unit_id,
            unit_code=review.unit.code,
            name=review.unit_name,
            short_name=review.short_name,
            owner=review.owner_name,
            days=days,
            stage=passage.stage,
            comments=self.comments.get(review.pk, Counted()),
            lessons=self.lessons.get(review.pk, Counted()),
            unmet=() if coming is None else self.unmet(review, coming),
            moved_back=passage.back,
            ended_on=self.ended.get(review.unit_id),
        )
        return judge_review(facts, rules=rules, calendar=calendar)

    def _passage_of(self, review: Review) -> Passage:
        return self.passages.get(review.pk) or Passage(None, {}, frozenset(), back=False)

    def _campaign_id(self, review: Review) -> int:
        part = self.rounds.get(review.round_id)
        return part.campaign_id if part is not None else review.round.campaign_id

    def stages_of(self, review: Review) -> list[CampaignStage]:
        """Give the stages that the review's round goes through."""
        part = self.rounds.get(review.round_id) or self.former.round(review.round)
        stages = self.stages[part.campaign_id]
        return [stage for stage in stages if not part.stages or stage.code in part.stages]

    def unmet(self, review: Review, stage: StageCode) -> tuple[Need, ...]:
        """Give the needs of a stage that are not met."""
        asked = next((each.needs for each in self.stages_of(review) if each.code == stage), ())
        return tuple(need for need in map(Need, asked) if not self._is_met(review, need))

    def _is_met(self, review: Review, need: Need) -> bool:
        campaign_id = self._campaign_id(review)
        campaign = self.campaigns[campaign_id]
        if need is Need.OWNER:
            return bool(review.owner_name or review.owner_id)
        if need is Need.TEAM:
            return any(
                review.unit_id in (holder, supports) or (key == campaign_id and supports is None)
                for key, holder, supports in self.teams
            )
        if need is Need.MEETING:
            return review.pk in self.met
        if need is Need.FIGURES:
            return (review.unit_id, campaign.term_id) in self.frozen
        if need is Need.COMMENTS_CLOSED:
            return not self.comments.get(review.pk, Counted()).open
        if need is Need.LESSONS_ANSWERED:
            return not self.lessons.get(review.pk, Counted()).open
        # Documents have their own room, which stands above this one and is asked there.
        return True


def _alone(review: Review, former: Former) -> _Rows:
    """Give the rows of one review; rounds and campaign of the day are those of `former`."""
    return _Rows([former.campaign(review.round.campaign)], former, only=review)
