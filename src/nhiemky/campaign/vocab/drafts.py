"""What somebody states of a campaign before it is kept, and the template that ships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from nhiemky.campaign.vocab.codes import (
    CauseKind,
    CommentAbout,
    Duty,
    FindingKind,
    FindingSource,
    Grade,
    MeetingKind,
    Need,
    PointKind,
    RoundKind,
    StageCode,
    VisitKind,
)


@dataclass(frozen=True)
class Rules:
    """How a campaign judges "according to plan": data of the campaign, shown with every judgement.

    Shares are whole percents. A milestone is one stage of one unit's review with its planned day; it is due when that day has
    come, and in time when it was reached at most `grace_days` working days later.
    """

    grace_days: int = 3
    late_days: int = 10
    on_plan_share: int = 95
    mostly_share: int = 80
    window_share: int = 80
    comments_count: bool = True
    lessons_count: bool = True
    documents_count: bool = True


class StageDraft(NamedTuple):
    """A stage of a campaign: `lead_days` working days before the conference (negative: after it), what it needs."""

    code: StageCode
    name: str
    lead_days: int
    needs: tuple[Need, ...] = ()


class RoundDraft(NamedTuple):
    """A round: its window, the stages it goes through (none: all), the documents its units must bring."""

    kind: RoundKind
    name: str
    starts_on: date
    ends_on: date
    stages: tuple[StageCode, ...] = ()
    documents: tuple[str, ...] = ()


class CampaignDraft(NamedTuple):
    """A campaign as it is drawn up. `begun_on` is the day of its plan; before that day it did not exist."""

    name: str
    begun_on: date
    directive_id: int | None = None
    parent_id: int | None = None
    scheme: str = "default"
    cut_off: date | None = None
    stages: tuple[StageDraft, ...] = ()
    rounds: tuple[RoundDraft, ...] = ()
    rules: Rules = Rules()


class MemberDraft(NamedTuple):
    """A member of a team: `person_id` where the person is known here, `title` the position outside the team, `duty` what is done."""

    full_name: str
    rank: Duty = Duty.MEMBER
    title: str = ""
    duty: str = ""
    unit_id: int | None = None
    person_id: int | None = None


class MeetingDraft(NamedTuple):
    """A meeting: who came and whom they met, a line each, and how the three sides of the preparation were judged."""

    held_on: date
    visitors: str
    kind: MeetingKind = MeetingKind.PREPARATION
    place: str = ""
    chaired_by: str = ""
    hosts: str = ""
    preparation: str = ""
    preparation_grade: Grade | None = None
    organisation: str = ""
    organisation_grade: Grade | None = None
    documents: str = ""
    documents_grade: Grade | None = None
    conclusion: str = ""


class CommentDraft(NamedTuple):
    """A comment: `addressee` is to answer by `due_on`; without `raised_by` the person who acts is meant."""

    text: str
    addressee: str
    raised_on: date
    about: CommentAbout = CommentAbout.PREPARATION
    raised_by: str = ""
    due_on: date | None = None


class LessonDraft(NamedTuple):
    """A lesson: what was seen, whether it is worth following, the advice, and to whom it applies, in words."""

    seen: str
    advice: str
    good: bool = True
    applies_to: str = ""


class SurveyDraft(NamedTuple):
    """A survey as it is planned: the day of its plan, its window, who goes (a survey team) and on what directive."""

    name: str
    planned_on: date
    starts_on: date
    ends_on: date
    purpose: str = ""
    team_id: int | None = None
    directive_id: int | None = None


class VisitDraft(NamedTuple):
    """Whom the survey team is to visit: a unit (named as it is called that day) or a sector by its name."""

    name: str = ""
    kind: VisitKind = VisitKind.COMMUNE
    unit_id: int | None = None
    planned_on: date | None = None
    by: str = ""


class FindingDraft(NamedTuple):
    """A finding on a unit and where it came from; `cause` for a cause and for nothing else."""

    kind: FindingKind
    text: str
    source: FindingSource
    noted_on: date
    cause: CauseKind | None = None
    group: str = ""
    visit_id: int | None = None
    meeting_id: int | None = None
    source_text: str = ""


class PointDraft(NamedTuple):
    """A point to discuss: what it is, what to ask the conference, who should speak, and what it is drawn from."""

    kind: PointKind
    text: str
    question: str = ""
    invited: str = ""
    target_id: int | None = None
    work_item_id: int | None = None
    finding_id: int | None = None


class Passed(NamedTuple):
    """What came of passing lessons on: lines added, lines that were there already, and whom they were not passed to and why.

    `own` counts the lessons left out for the unit that they were drawn from; the names are those of the units.
    """

    added: int
    already: int = 0
    own: int = 0
    held: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


# Lead times of the shipped template, in working days before the conference (explained in docs/explanation).
STAGE_TEMPLATE: tuple[StageDraft, ...] = (
    StageDraft(StageCode.PLANNED, "Lập kế hoạch", 45),
    StageDraft(StageCode.PREPARING, "Chuẩn bị", 35, (Need.OWNER,)),
    StageDraft(StageCode.ASSESSED, "Đánh giá sơ bộ", 20, (Need.TEAM,)),
    StageDraft(StageCode.COMMENTED, "Góp ý dự thảo", 12, (Need.MEETING,)),
    StageDraft(
        StageCode.READY,
        "Sẵn sàng",
        4,
        (Need.FIGURES, Need.COMMENTS_CLOSED, Need.LESSONS_ANSWERED, Need.DOCUMENTS),
    ),
    StageDraft(StageCode.HELD, "Đã tổ chức hội nghị", 0),
    StageDraft(StageCode.CLOSED, "Kết thúc", -10),
)
