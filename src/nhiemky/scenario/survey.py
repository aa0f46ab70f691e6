"""The survey of the scenario, the findings with how one leads to another, and what each conference should discuss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from nhiemky.campaign import actions
from nhiemky.campaign.models import Visit
from nhiemky.campaign.queries import proposal
from nhiemky.campaign.vocab import (
    CauseKind,
    FindingDraft,
    FindingKind,
    FindingSource,
    PointDraft,
    PointKind,
    SurveyDraft,
    VisitDraft,
    VisitKind,
)
from nhiemky.scenario import facts
from nhiemky.scenario.facts import known_day
from nhiemky.scenario.play import DISTRICT_OFFICE, SURVEY_HEAD, Play, Turn

Row = Mapping[str, str]


def lay_down(play: Play) -> None:
    """This function will lay down the survey with its visits, all findings, and the points to discuss."""
    visits = list(facts.table("visits"))
    for row in facts.table("surveys"):
        play.on(known_day(row["planned"]), Turn.SURVEY, partial(_plan, play, row, visits))
        play.on(known_day(row["concluded"]), Turn.FINDING, partial(_conclude, play, row))
    for row in visits:
        play.on(known_day(row["visited"]), Turn.SURVEY, partial(_visit, play, row))
    for row in facts.table("findings"):
        play.on(known_day(row["noted"]), Turn.FINDING, partial(_note, play, row))
    for row in facts.table("points"):
        play.on(known_day(row["on"]), Turn.POINTS, partial(_discuss, play, row))


def _plan(play: Play, row: Row, visits: Sequence[Row]) -> None:
    survey = actions.plan_survey(
        play.actor(DISTRICT_OFFICE),
        campaign=play.campaigns[row["holder"]],
        draft=SurveyDraft(
            row["name"], known_day(row["planned"]), known_day(row["starts"]), known_day(row["ends"]), row["purpose"],
            team_id=play.teams[row["team"]].pk,
        ),
        visits=[
            VisitDraft(
                kind=VisitKind(each["kind"]), unit_id=play.units[each["unit"]].pk,
                planned_on=known_day(each["planned"]), by=each["by"],
            )
            for each in visits
        ],
        now=play.now,
        illustrative=True,
    )  # fmt: skip
    found = Visit.objects.filter(survey=survey).select_related("unit", "survey__campaign")
    play.visits.update((each.unit.code, each) for each in found.order_by("position") if each.unit)


def _visit(play: Play, row: Row) -> None:
    actions.record_visit(
        play.actor(SURVEY_HEAD), visit=play.visits[row["unit"]], visited_on=known_day(row["visited"]),
        summary=row["summary"], now=play.now,
    )  # fmt: skip


def _conclude(play: Play, row: Row) -> None:
    survey = next(iter(play.visits.values())).survey
    actions.conclude_survey(
        play.actor(SURVEY_HEAD),
        survey=survey,
        conclusion=row["conclusion"],
        on=known_day(row["concluded"]),
        now=play.now,
    )


def _note(play: Play, row: Row) -> None:
    head = play.actor(SURVEY_HEAD)
    source, noted = FindingSource(row["source"]), known_day(row["noted"])
    draft = FindingDraft(
        kind=FindingKind(row["kind"]),
        text=row["text"],
        source=source,
        noted_on=noted,
        cause=CauseKind(row["cause"]) if row["cause"] else None,
        group=row["group"],
        visit_id=play.visits[row["origin"]].pk if source is FindingSource.SURVEY else None,
        meeting_id=play.meetings[row["origin"]].pk if source is FindingSource.MEETING else None,
        source_text=row["source_text"],
    )
    finding = actions.note_finding(
        head, campaign=play.campaigns[facts.DISTRICT], unit=play.units[row["unit"]], draft=draft, now=play.now,
        illustrative=True,
    )  # fmt: skip
    play.findings[row["key"]] = finding
    for earlier in filter(None, row["after"].split(",")):
        actions.chain_findings(head, earlier=play.findings[earlier], later=finding, on=noted, now=play.now)
    for number in filter(None, row["targets"].split(",")):
        target = play.targets(row["unit"])[number]
        actions.link_finding(head, finding=finding, target=target, on=noted, now=play.now)
    for number in filter(None, row["work"].split(",")):
        actions.link_finding(
            head,
            finding=finding,
            work_item=play.items[number],
            gives=bool(row["gives"]),
            on=noted,
            now=play.now,
        )


def _discuss(play: Play, row: Row) -> None:
    """Take the whole proposal of that day over, and add the point that is the unit's own."""
    actor, review, on = play.keeper(row["unit"]), play.reviews[row["unit"]], known_day(row["on"])
    own = PointDraft(PointKind(row["kind"]), row["text"], row["question"], row["invited"])
    points = [*proposal(actor, review=review, on=on), own]
    actions.keep_points(actor, review=review, points=points, on=on, now=play.now)
