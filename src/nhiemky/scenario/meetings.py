"""The teams of the scenario's campaign, the meetings with the units, and the comments with what became of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from nhiemky.campaign import actions
from nhiemky.campaign.models import Comment
from nhiemky.campaign.queries import members_of
from nhiemky.campaign.vocab import (
    CommentAbout,
    CommentDraft,
    Duty,
    Grade,
    MeetingDraft,
    MeetingKind,
    MemberDraft,
    TeamKind,
)
from nhiemky.scenario import facts
from nhiemky.scenario.facts import day, known_day
from nhiemky.scenario.play import DISTRICT_OFFICE, Play, Turn

Row = Mapping[str, str]


def lay_down(play: Play) -> None:
    """This function will lay down the three teams with their members, all meetings, and all comments with their steps."""
    members = list(facts.table("members"))
    for row in facts.table("teams"):
        own = [each for each in members if each["team"] == row["key"]]
        play.on(known_day(row["founded"]), Turn.TEAM, partial(_found, play, row, own))
        for each in own:
            if each["left"]:
                play.on(known_day(each["left"]), Turn.TEAM, partial(_replace, play, each, own))
    made: dict[str, list[Row]] = defaultdict(list)
    loose: list[Row] = []
    for row in facts.table("comments"):
        (made[row["meeting"]] if row["meeting"] else loose).append(row)
    for row in facts.table("meetings"):
        play.on(known_day(row["held"]), Turn.MEETING, partial(_hold, play, row, made[row["key"]]))
        for place, each in enumerate(made[row["key"]]):
            _lay_down_steps(play, each, (row["key"], place))
    for place, row in enumerate(loose):
        play.on(known_day(row["raised"]), Turn.COMMENT, partial(_raise, play, row, ("", place)))
        _lay_down_steps(play, row, ("", place))


def _found(play: Play, row: Row, members: Sequence[Row]) -> None:
    later = {each["instead"] for each in members}
    play.teams[row["key"]] = actions.found_team(
        play.actor(DISTRICT_OFFICE),
        campaign=play.campaigns[facts.DISTRICT],
        kind=TeamKind(row["kind"]),
        name=row["name"],
        holder=play.units[facts.DISTRICT],
        founded_on=known_day(row["founded"]),
        now=play.now,
        supports=play.units[row["supports"]] if row["supports"] else None,
        task=row["task"],
        decision=play.directives[row["decision"]],
        notice=play.directives[row["notice"]],
        members=[_member(play, each) for each in members if each["full_name"] not in later],
        illustrative=True,
    )


def _member(play: Play, row: Row) -> MemberDraft:
    return MemberDraft(
        row["full_name"], Duty(row["rank"]), row["title"], row["duty"], unit_id=play.units[row["unit"]].pk
    )


def _replace(play: Play, row: Row, members: Sequence[Row]) -> None:
    on = known_day(row["left"])
    office = play.actor(DISTRICT_OFFICE)
    serving = members_of(play.teams[row["team"]], on=on)
    leaving = next(each for each in serving if each.full_name == row["full_name"])
    coming = next(each for each in members if each["full_name"] == row["instead"])
    actions.end_membership(
        office, member=leaving, on=on, reason=row["because"], now=play.now, replaced_by=_member(play, coming)
    )


def _hold(play: Play, row: Row, comments: Sequence[Row]) -> None:
    draft = MeetingDraft(
        held_on=known_day(row["held"]),
        visitors=_lines(row["visitors"]),
        kind=MeetingKind(row["kind"]),
        place=row["place"],
        chaired_by=row["chaired_by"],
        hosts=_lines(row["hosts"]),
        preparation=row["preparation"],
        preparation_grade=_grade(row["preparation_grade"]),
        organisation=row["organisation"],
        organisation_grade=_grade(row["organisation_grade"]),
        documents=row["documents"],
        documents_grade=_grade(row["documents_grade"]),
        conclusion=row["conclusion"],
    )
    meeting = actions.hold_meeting(
        play.actor(row["by"]),
        campaign=play.campaigns[facts.DISTRICT],
        review=play.reviews[row["unit"]],
        draft=draft,
        now=play.now,
        comments=[_comment(each) for each in comments],
        illustrative=True,
    )
    play.meetings[row["key"]] = meeting
    found = Comment.objects.filter(meeting=meeting).select_related("review__round__campaign")
    for place, comment in enumerate(found.order_by("number")):
        play.comments[row["key"], place] = comment


def _raise(play: Play, row: Row, key: tuple[str, int]) -> None:
    play.comments[key] = actions.raise_comment(
        play.critic(row["unit"]),
        review=play.reviews[row["unit"]],
        draft=_comment(row),
        now=play.now,
        illustrative=True,
    )


def _comment(row: Row) -> CommentDraft:
    return CommentDraft(
        row["text"], row["addressee"], known_day(row["raised"]), CommentAbout(row["about"]), row["raised_by"],
        day(row["due"]),
    )  # fmt: skip


def _lay_down_steps(play: Play, row: Row, key: tuple[str, int]) -> None:
    """Lay down what became of a comment: an answer, perhaps sent back and given anew, then accepted or waived."""
    steps: list[tuple[date, str, str]] = []
    for field, kind, text in (
        ("answered", "answer", row["answer"]),
        ("returned", "return", row["returned_because"]),
        ("again", "answer", row["again_text"]),
        ("closed", row["how"], row["word"]),
    ):
        on = day(row[field])
        if on is not None:
            steps.append((on, kind, text))
    for sequence, (on, kind, text) in enumerate(steps):
        play.on(on, Turn.COMMENT, partial(_step, play, row["unit"], key, kind, text, on, sequence))


def _step(play: Play, unit: str, key: tuple[str, int], kind: str, text: str, on: date, sequence: int) -> None:
    comment = play.comments[key]
    if kind == "answer":
        actions.answer_comment(
            play.keeper(unit), comment=comment, text=text, on=on, now=play.now, expected=sequence
        )
    elif kind == "accepted":
        actions.accept_comment(
            play.critic(unit), comment=comment, text=text, on=on, now=play.now, expected=sequence
        )
    else:
        act = actions.return_comment if kind == "return" else actions.waive_comment
        act(play.critic(unit), comment=comment, reason=text, on=on, now=play.now, expected=sequence)


def _lines(text: str) -> str:
    return text.replace("|", "\n")


def _grade(text: str) -> Grade | None:
    return Grade(text) if text else None
