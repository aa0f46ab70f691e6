"""The board of a campaign: units × stages with planned and actual days, what is late, what comes next, and the judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from nhiemky.campaign.models import Campaign
from nhiemky.campaign.queries import SurveyLine, rules_of, standings, survey_lines
from nhiemky.campaign.queries.judging import Judgement, ReviewStanding, RoundStanding, StageDay, judge
from nhiemky.campaign.queries.standing import CampaignStanding
from nhiemky.campaign.vocab import Readiness
from nhiemky.kernel.scoring import Scheme, Tally
from nhiemky.org.models import UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.queries import states_of
from nhiemky.targets.queries import AssessedTarget, assessed, counted_tally, scheme
from nhiemky.work.queries import WorkTally, tallies

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SurveyCount:
    """How many communes and sectors were visited, of how many planned."""

    communes: int
    sectors: int
    communes_planned: int
    sectors_planned: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the campaign: where its review stands, and its targets (none: it has none, or they were not asked for)."""

    standing: ReviewStanding
    round: str
    tally: Tally | None

    @property
    def counts(self) -> Mapping[str, int]:
        """This property will give how many targets lie in each band and class."""
        return self.tally.counts if self.tally is not None else {}


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage of a unit with its planned day, for the lists of what is late and what comes next."""

    unit: ReviewStanding
    day: StageDay


@dataclass(frozen=True, slots=True)
class Part:
    """A campaign drawn up under the one looked at, with those under it: how many hold a conference, and how it stands."""

    campaign: Campaign
    units: int
    held: int
    judgement: Judgement


@dataclass(frozen=True)
class CampaignBoard:
    """A campaign on a day; `rounds` and `units` are those of the round looked at, the judgement is that of the whole.

    `holders` are the short names of who holds it and those under it, by campaign.
    """

    campaign: Campaign
    on: date
    figures_at: date
    scheme: Scheme
    standing: CampaignStanding
    round_id: int | None
    work: WorkTally
    survey: SurveyCount
    tallies: Mapping[int, Tally]
    holders: Mapping[int, str]

    @property
    def judgement(self) -> Judgement:
        """This property will give the judgement of the round looked at, else of the whole campaign."""
        part = next((each for each in self.rounds if each.facts.round_id == self.round_id), None)
        return part.judgement if part is not None else self.standing.judgement

    @property
    def rounds(self) -> tuple[RoundStanding, ...]:
        """This property will give all rounds, by the day they begin."""
        return self.standing.rounds

    @cached_property
    def units(self) -> tuple[UnitLine, ...]:
        """The units looked at, in the order of rounds and units."""
        names = {each.facts.round_id: each.facts.full_name for each in self.rounds}
        return tuple(
            UnitLine(each, names.get(each.facts.round_id, ""), self.tallies.get(each.facts.unit_id))
            for each in self.standing.reviews
            if self.round_id is None or each.facts.round_id == self.round_id
        )

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The campaigns drawn up directly under this one, each judged by its own rules as on its own board."""
        return tuple(
            self._part(each) for each in self.standing.campaigns if each.parent_id == self.campaign.pk
        )

    def _part(self, campaign: Campaign) -> Part:
        branch = {campaign.pk}
        for each in self.standing.campaigns:
            if each.parent_id in branch:
                branch.add(each.pk)
        reviews = [each for each in self.standing.reviews if each.facts.campaign_id in branch]
        rounds = [each.facts for each in self.rounds if each.facts.campaign_id in branch]
        held = sum(each.actual is not None for each in reviews)
        judgement = judge(reviews, rounds, rules=rules_of(campaign), on=self.on)
        return Part(campaign, len(reviews), held, judgement)

    @cached_property
    def late(self) -> tuple[Milestone, ...]:
        """What should have been reached and was not, the latest first."""
        found = [
            Milestone(unit.standing, day)
            for unit in self.units
            if unit.standing.readiness is Readiness.LATE
            for day in unit.standing.facts.days
            if day.late and day.reached is None
        ]
        return tuple(sorted(found, key=lambda each: (-each.day.late_days, each.unit.facts.review_id)))

    @cached_property
    def coming(self) -> tuple[Milestone, ...]:
        """What is planned for the day looked at and the seven days after it and was not reached yet, the next first."""
        found = [
            (day.planned, Milestone(unit.standing, day))
            for unit in self.units
            for day in unit.standing.facts.days
            if day.planned is not None and day.reached is None and not day.skipped
            if self.on <= day.planned <= self.on + AHEAD
        ]
        return tuple(
            each for _, each in sorted(found, key=lambda pair: (pair[0], pair[1].unit.facts.review_id))
        )


def campaign_board(
    actor: Actor, *, campaign: Campaign, on: date, round_id: int | None = None, figures: bool = True
) -> CampaignBoard:
    """This function will give the board of a campaign on a day, in a fixed number of queries.

    Figures are those at the campaign's cut-off, or at the day where that comes first; without `figures` no unit has a tally.

    :raises NotFound: when the campaign's band scheme is not kept.
    """
    standing = standings(actor, campaign=campaign, on=on)
    campaign = standing.campaign
    bands = scheme(campaign.scheme)
    figures_at = min(on, campaign.cut_off) if campaign.cut_off else on
    ids = {each.facts.unit_id for each in standing.reviews}
    states = states_of(actor, unit_ids=ids | {each.holder_id for each in standing.campaigns}, on=on)
    rows = (
        assessed(actor, states=states, term=campaign.term, as_of=figures_at, scheme=bands) if figures else []
    )
    return CampaignBoard(
        campaign=campaign,
        on=on,
        figures_at=figures_at,
        scheme=bands,
        standing=standing,
        round_id=round_id,
        work=tallies(actor, states=states, term=campaign.term, on=on),
        survey=_survey_count(survey_lines(standing.campaigns, on=on)),
        tallies=_by_unit(rows, states, bands),
        holders=_holders(standing, states),
    )


def _holders(standing: CampaignStanding, states: Sequence[UnitState]) -> Mapping[int, str]:
    names = {state.unit_id: state.short_name for state in states}
    return {each.pk: names.get(each.holder_id, each.name) for each in standing.campaigns}


def _survey_count(lines: Sequence[SurveyLine]) -> SurveyCount:
    return SurveyCount(
        communes=sum(line.communes.visited for line in lines),
        sectors=sum(line.sectors.visited for line in lines),
        communes_planned=sum(line.communes.planned for line in lines),
        sectors_planned=sum(line.sectors.planned for line in lines),
    )


def _by_unit(
    rows: Sequence[AssessedTarget], states: Sequence[UnitState], bands: Scheme
) -> Mapping[int, Tally]:
    found: dict[int, list[AssessedTarget]] = defaultdict(list)
    for row in rows:
        found[row.fact.unit_id].append(row)
    return {
        state.unit_id: counted_tally(found[state.unit_id], bands)
        for state in states
        if state.unit_id in found
    }
