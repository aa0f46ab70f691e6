"""What a unit of the branch has of a review campaign and of work: one of everything, marked like the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from nhiemky.campaign import actions
from nhiemky.campaign.models import (
    Campaign,
    Comment,
    Finding,
    FindingChain,
    FindingLink,
    Lesson,
    Meeting,
    Member,
    Review,
    Round,
    Survey,
    Team,
    Visit,
)
from nhiemky.campaign.queries.plan import template_draft
from nhiemky.campaign.vocab import (
    CommentDraft,
    FindingDraft,
    FindingKind,
    FindingSource,
    LessonDraft,
    MeetingDraft,
    MemberDraft,
    RoundKind,
    SurveyDraft,
    TeamKind,
    VisitDraft,
    VisitKind,
)
from nhiemky.intake.actions import open_batch
from nhiemky.intake.models import Batch
from nhiemky.intake.vocab import BatchKind
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.work.models import WorkItem
from tests.cast_targets import Place
from tests.cast_work import form_row, make_item, make_work_form

BEGUN, FIRST, LAST = date(2023, 1, 3), date(2023, 2, 1), date(2023, 2, 28)
MET = date(2023, 2, 15)
NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Campaigning:
    """A unit's campaign with its own review, and its work."""

    campaign: Campaign
    round: Round
    review: Review
    team: Team
    member: Member
    meeting: Meeting
    comment: Comment
    lesson: Lesson
    survey: Survey
    visit: Visit
    finding: Finding
    tie: FindingLink
    chain: FindingChain
    item: WorkItem
    batch: Batch


def make_campaigning(place: Place, term: Term, mark: str) -> Campaigning:
    """Make it all by the same acts as a user, as it would have been by 21 February 2023."""
    draft = template_draft(name=f"Sơ kết {mark}", begun_on=BEGUN, windows={RoundKind.PILOT: (FIRST, LAST)})
    campaign = actions.add_campaign(SYSTEM_ACTOR, holder=place.unit, term=term, draft=draft, now=NOW)
    part = Round.objects.get(campaign=campaign)
    (review,) = actions.enter_units(
        SYSTEM_ACTOR, round=part, units=[place.unit], on=BEGUN, now=NOW, conference_on=date(2023, 2, 27)
    )
    team = actions.found_team(
        SYSTEM_ACTOR, campaign=campaign, kind=TeamKind.SURVEY, name=f"Đoàn {mark}", holder=place.unit, supports=None,
        founded_on=BEGUN, members=[MemberDraft(f"Thành viên {mark}")], now=NOW,
    )  # fmt: skip
    meeting = actions.hold_meeting(
        SYSTEM_ACTOR, campaign=campaign, review=review, draft=MeetingDraft(MET, f"Người dự {mark}"),
        comments=[CommentDraft(f"Góp ý {mark}", f"Người trả lời {mark}", MET)], now=NOW,
    )  # fmt: skip
    (lesson,) = actions.draw_lessons(
        SYSTEM_ACTOR, campaign=campaign, review=review, drafts=[LessonDraft(f"Thấy {mark}", f"Nên {mark}")], on=MET, now=NOW
    )  # fmt: skip
    survey = actions.plan_survey(
        SYSTEM_ACTOR, campaign=campaign, draft=SurveyDraft(f"Khảo sát {mark}", BEGUN, FIRST, LAST),
        visits=[VisitDraft(f"Ngành {mark}", VisitKind.SECTOR)], now=NOW,
    )  # fmt: skip
    item = make_item(place, term, "1", name=f"Việc {mark}", lead=f"Chủ trì {mark}", group=f"Nhóm {mark}")
    drafts = (
        FindingDraft(FindingKind.LIMITATION, f"Hạn chế {mark}", FindingSource.REPORT, MET),
        FindingDraft(FindingKind.REMEDY, f"Giải pháp {mark}", FindingSource.REPORT, MET),
    )
    finding, remedy = (
        actions.note_finding(SYSTEM_ACTOR, campaign=campaign, unit=place.unit, draft=each, now=NOW)
        for each in drafts
    )
    data = make_work_form(place, form_row("2", name=f"Việc mới {mark}"))
    return Campaigning(
        campaign=campaign,
        round=part,
        review=review,
        team=team,
        member=Member.objects.get(team=team),
        meeting=meeting,
        comment=Comment.objects.get(meeting=meeting),
        lesson=lesson,
        survey=survey,
        visit=Visit.objects.get(survey=survey),
        finding=finding,
        tie=actions.link_finding(SYSTEM_ACTOR, finding=finding, work_item=item, on=MET, now=NOW),
        chain=actions.chain_findings(SYSTEM_ACTOR, earlier=finding, later=remedy, on=MET, now=NOW),
        item=item,
        batch=open_batch(
            place.office, unit=place.unit, term=term, file_name=f"viec {mark}.xlsx", data=data, now=NOW,
            kind=BatchKind.WORK,
        ),
    )  # fmt: skip
