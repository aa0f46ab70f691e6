"""Codes of a review campaign: rounds, stages, teams, comments, findings, lessons, judgements."""

from __future__ import annotations

from enum import StrEnum


class RoundKind(StrEnum):
    """The place of a round in the campaign; what it is called is a name of the campaign's own."""

    PILOT = "pilot"
    GRASSROOTS = "grassroots"
    DISTRICT = "district"
    PROVINCE = "province"


class StageCode(StrEnum):
    """The stages of a unit's review in their order; a campaign may use fewer and names them itself."""

    PLANNED = "planned"
    PREPARING = "preparing"
    ASSESSED = "assessed"
    COMMENTED = "commented"
    READY = "ready"
    HELD = "held"
    CLOSED = "closed"


class Need(StrEnum):
    """What must be there before a stage is reached; a campaign says which stage needs what."""

    OWNER = "owner"
    TEAM = "team"
    MEETING = "meeting"
    FIGURES = "figures"
    COMMENTS_CLOSED = "comments_closed"
    LESSONS_ANSWERED = "lessons_answered"
    DOCUMENTS = "documents"


class TeamKind(StrEnum):
    """The three teams of a campaign."""

    TASK_GROUP = "task_group"
    EDITORIAL = "editorial"
    SURVEY = "survey"


class Duty(StrEnum):
    """The place of a member in a team."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARY = "secretary"


class MeetingKind(StrEnum):
    """What a meeting of the campaign is for."""

    PREPARATION = "preparation"
    LESSONS = "lessons"
    OTHER = "other"


class Grade(StrEnum):
    """How preparation, organisation or documents were judged at a meeting."""

    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    WEAK = "weak"


class CommentAbout(StrEnum):
    """What a comment is about."""

    PREPARATION = "preparation"
    ORGANISATION = "organisation"
    DOCUMENTS = "documents"
    FIGURES = "figures"
    OTHER = "other"


class CommentState(StrEnum):
    """A comment is open until it is answered, and blocks until the answer is accepted or it is waived."""

    OPEN = "open"
    ANSWERED = "answered"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"


CLOSED_COMMENTS = frozenset({CommentState.ACCEPTED, CommentState.WAIVED})


class VisitKind(StrEnum):
    """Whom the survey team visits."""

    COMMUNE = "commune"
    SECTOR = "sector"


class FindingKind(StrEnum):
    """What a finding says (S8, S13, S14)."""

    RESULT = "result"
    STRENGTH = "strength"
    LIMITATION = "limitation"
    CAUSE = "cause"
    REMEDY = "remedy"
    NEW_TASK = "new_task"
    PROPOSAL = "proposal"


class CauseKind(StrEnum):
    """Whether a cause lies outside or in the committee's own leadership (S13)."""

    OBJECTIVE = "objective"
    SUBJECTIVE = "subjective"


class FindingSource(StrEnum):
    """Where a finding came from."""

    SURVEY = "survey"
    MEETING = "meeting"
    REPORT = "report"
    CONFERENCE = "conference"
    OTHER = "other"


class Applied(StrEnum):
    """How a lesson was applied."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class PointKind(StrEnum):
    """What a point to discuss is about (S12)."""

    TARGET = "target"
    WORK = "work"
    LIMITATION = "limitation"
    OTHER = "other"


class GapCode(StrEnum):
    """Where a chain of findings is incomplete; the last is the weaker one: a remedy may need no task of its own."""

    TARGET_WITHOUT_LIMITATION = "target_without_limitation"
    LIMITATION_WITHOUT_CAUSE = "limitation_without_cause"
    CAUSE_WITHOUT_REMEDY = "cause_without_remedy"
    REMEDY_WITHOUT_TASK = "remedy_without_task"


class Readiness(StrEnum):
    """How one unit's review stands against its plan; the first that holds, from the worst on, is the answer."""

    HELD = "held"
    READY = "ready"
    ON_PLAN = "on_plan"
    ATTENTION = "attention"
    LATE = "late"


class JudgementCode(StrEnum):
    """How a round or a campaign stands against its plan (S19)."""

    ON_PLAN = "on_plan"
    MOSTLY_ON_PLAN = "mostly_on_plan"
    BEHIND = "behind"
