"""What each paper of a campaign is composed from, read as it stood on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nhiemky.campaign import queries
from nhiemky.campaign.models import Campaign, Survey, Team
from nhiemky.campaign.queries.judging import ReviewStanding
from nhiemky.campaign.vocab import Duty, FindingSource, RoundKind
from nhiemky.kernel.documents.outline import Document
from nhiemky.org.policy import Actor
from nhiemky.org.queries import state_of, states_of, unit_labels
from nhiemky.registry.models import Directive
from nhiemky.reporting.campaign.board import CampaignBoard, campaign_board
from nhiemky.reporting.campaign.papers.experience import ExperienceFacts, Source, experience_report
from nhiemky.reporting.campaign.papers.heading import Dated, Office, PaperKind, basis, office_of, seen_only
from nhiemky.reporting.campaign.papers.progress import ProgressFacts, progress_report
from nhiemky.reporting.campaign.papers.survey import SurveyFacts, survey_report
from nhiemky.reporting.campaign.papers.teams import TeamFacts, assignment, founding


def team_paper(actor: Actor, *, kind: PaperKind, team: Team, on: date, dated: Dated) -> Document:
    """This function will compose the decision on a team as of the day it was founded, or the notice as of the day looked at.

    :raises NotFound: when there was no such team on the day, or none that the actor sees.
    """
    day = team.founded_on if kind is PaperKind.FOUNDING else on
    line = queries.team(actor, id=team.pk, on=day)
    row = line.team
    office = office_of(state_of(actor, unit_code=row.holder.code, on=day), on=day, dated=dated)
    followed = states_of(actor, unit_ids=[row.supports_id], on=day) if row.supports_id else []
    decision = seen_only(actor, [row.decision]) if row.decision is not None else []
    facts = TeamFacts(
        line,
        office,
        grounds=tuple(basis(actor, row.campaign)),
        decision=next(iter(decision), None),
        followed=followed[0].committee_name if followed else "",
        units=unit_labels(actor, {each.unit_id for each in line.members if each.unit_id}, on=day),
    )
    return founding(facts) if kind is PaperKind.FOUNDING else assignment(facts)


def survey_paper(actor: Actor, *, survey: Survey, on: date, dated: Dated) -> Document:
    """This function will compose the report of a survey as it stood on the day.

    :raises NotFound: when there was no such survey on the day, or none that the actor sees.
    """
    line = queries.survey(actor, id=survey.pk, on=on)
    row, campaign = line.survey, line.survey.campaign
    office = _office(actor, campaign, on, dated)
    noted = queries.findings(actor, campaign=campaign, on=on, source=FindingSource.SURVEY)
    visits = tuple(queries.visits(actor, survey=row, on=on))
    order = {each.visit.pk: place for place, each in enumerate(visits)}
    own = tuple(
        sorted(
            (each for each in noted if each.finding.visit_id in order),
            key=lambda each: order[each.finding.visit_id or 0],
        )
    )
    seen = {each.finding.pk for each in own}
    chains = tuple(
        each for each in queries.chains(actor, campaign=campaign, on=on) if each.line.finding.pk in seen
    )
    members = queries.members_of(row.team, on=on) if row.team is not None else ()
    grounds = [
        *basis(actor, campaign),
        *(seen_only(actor, [row.directive]) if row.directive is not None else ()),
    ]
    facts = SurveyFacts(
        line,
        office,
        visits=visits,
        findings=own,
        chains=tuple(sorted(chains, key=lambda each: order[each.line.finding.visit_id or 0])),
        grounds=tuple(grounds),
        head=next((each.full_name for each in members if each.rank == Duty.HEAD.value), ""),
        units=unit_labels(
            actor,
            {
                *(each.finding.unit_id for each in own),
                *(each.visit.unit_id for each in visits if each.visit.unit_id),
            },
            on=on,
        ),
    )
    return survey_report(facts)


def experience_paper(actor: Actor, *, campaign: Campaign, on: date, dated: Dated) -> Document:
    """This function will compose the report of experience as of the day."""
    board = queries.lesson_board(actor, campaign=campaign, on=on)
    lines = tuple(
        line for each in board.lessons for line in queries.lesson_answers(actor, lesson=each.lesson, on=on)
    )
    standing = queries.standings(actor, campaign=campaign, on=on)
    pilots = {part.facts.round_id for part in standing.rounds if part.facts.kind is RoundKind.PILOT}
    drawn = {each.lesson.drawn_from_id for each in board.lessons}
    wanted = [
        each for each in standing.reviews if each.facts.round_id in pilots or each.facts.review_id in drawn
    ]
    passed: dict[int, Directive] = {
        line.line.directive.pk: line.line.directive for line in lines if line.line.directive is not None
    }
    facts = ExperienceFacts(
        _office(actor, campaign, on, dated),
        board,
        sources=tuple(_sources(actor, campaign, wanted, pilots, on)),
        lines=lines,
        grounds=tuple(basis(actor, campaign)),
        passed_by=tuple(seen_only(actor, list(passed.values()))),
    )
    return experience_report(facts)


def progress_paper(actor: Actor, *, campaign: Campaign, on: date, dated: Dated) -> Document:
    """This function will compose the report of progress as of the day."""
    board: CampaignBoard = campaign_board(actor, campaign=campaign, on=on, figures=False)
    teams = tuple(
        each
        for each in queries.teams(actor, campaign=campaign, on=on)
        if each.team.holder_id == campaign.holder_id
    )
    papers = [each for line in teams for each in (line.team.decision, line.team.notice) if each is not None]
    facts = ProgressFacts(
        _office(actor, campaign, on, dated),
        board,
        teams=teams,
        grounds=tuple(basis(actor, campaign)),
        seen=frozenset(each.pk for each in seen_only(actor, papers)),
        illustrative=any(line.team.illustrative for line in teams),
    )
    return progress_report(facts)


def _office(actor: Actor, campaign: Campaign, on: date, dated: Dated) -> Office:
    return office_of(state_of(actor, unit_code=campaign.holder.code, on=on), on=on, dated=dated)


def _sources(
    actor: Actor, campaign: Campaign, wanted: Sequence[ReviewStanding], pilots: set[int], on: date
) -> list[Source]:
    meetings = queries.meetings(actor, campaign=campaign, on=on)
    comments = queries.comments(actor, campaign=campaign, on=on)
    return [
        Source(
            each,
            pilot=each.facts.round_id in pilots,
            meetings=tuple(line for line in meetings if line.meeting.review_id == each.facts.review_id),
            comments=tuple(line for line in comments if line.comment.review_id == each.facts.review_id),
        )
        for each in wanted
    ]
