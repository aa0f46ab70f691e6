"""Boards of campaigns made of facts alone, without a database: reviews of March 2023 in one or two rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from nhiemky.campaign.models import Campaign
from nhiemky.campaign.queries.judging import (
    ReviewStanding,
    RoundFacts,
    RoundStanding,
    StageDay,
    judge,
    judge_review,
)
from nhiemky.campaign.queries.standing import CampaignStanding
from nhiemky.campaign.vocab import RoundKind, StageCode
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Tally
from nhiemky.org.models import Unit
from nhiemky.reporting.campaign import CampaignBoard, SurveyCount
from nhiemky.work.queries import WorkTally
from tests.campaign.queries.judging.cast import ON, RULES, calendar, day, facts

PREPARING, READY, HELD = StageCode.PREPARING, StageCode.READY, StageCode.HELD
PILOT = RoundFacts(1, 1, "Làm điểm", RoundKind.PILOT, date(2023, 2, 13), date(2023, 2, 28))
REST = RoundFacts(2, 1, "Còn lại", RoundKind.GRASSROOTS, date(2023, 3, 1), date(2023, 3, 31))


def campaign_row(
    number: int = 1, *, name: str = "Đợt huyện", parent: int | None = None, **rules: object
) -> Campaign:
    """Give a campaign as a row that was never kept."""
    holder = Unit(pk=number, code=f"83{number}")
    return Campaign(
        pk=number, name=name, holder=holder, parent_id=parent, rules=rules, begun_on=date(2022, 11, 3)
    )


def review(number: int, *days: StageDay, part: int = 2, **changes: object) -> ReviewStanding:
    """Judge the review of the unit `number`, in the second round unless another is named."""
    return judge_review(
        facts(*days, number=number, round_id=part, **changes), rules=RULES, calendar=calendar()
    )


def done(number: int, *, part: int = 2, on: int = 10) -> ReviewStanding:
    """A review whose conference was held in time."""
    return review(number, day(PREPARING, 1, 1), day(READY, 6, 6), day(HELD, on, on), part=part)


def late(number: int, *, planned: int = 10, part: int = 2) -> ReviewStanding:
    """A review that should have been ready on a day of March and is not."""
    return review(number, day(PREPARING, 1, 1), day(READY, planned), day(HELD, 30), part=part)


def coming(number: int, *, planned: int = 27, part: int = 2) -> ReviewStanding:
    """A review that is on its way, ready on a day to come."""
    return review(number, day(PREPARING, 20, 20), day(READY, planned), day(HELD, 31), part=part)


def board_of(
    *reviews: ReviewStanding,
    rounds: Sequence[RoundFacts] = (PILOT, REST),
    campaigns: Sequence[Campaign] = (),
    round_id: int | None = None,
    on: date = ON,
    work: WorkTally | None = None,
    survey: SurveyCount | None = None,
    tallies: Mapping[int, Tally] | None = None,
) -> CampaignBoard:
    """Put reviews together to a board, as it would be read from the database."""
    every = tuple(campaigns) or (campaign_row(),)
    parts = []
    for part in rounds:
        own = [each for each in reviews if each.facts.round_id == part.round_id]
        held = sum(each.actual is not None for each in own)
        parts.append(RoundStanding(part, len(own), held, judge(own, [part], rules=RULES, on=on)))
    whole = judge(reviews, list(rounds), rules=RULES, on=on)
    return CampaignBoard(
        campaign=every[0],
        on=on,
        figures_at=on,
        scheme=DEFAULT_SCHEME,
        standing=CampaignStanding(every[0], every, on, RULES, tuple(parts), reviews, whole),
        round_id=round_id,
        work=work or WorkTally(),
        survey=survey or SurveyCount(0, 0, 0, 0),
        tallies=tallies or {},
        holders={each.pk: each.name for each in every},
    )
