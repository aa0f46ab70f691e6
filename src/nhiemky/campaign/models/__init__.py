"""Rows of review campaigns. What is true at a date goes by business days (`on`, `held_on`, `given_on`…); nothing is deleted."""

from nhiemky.campaign.models.changes import Absence, PlanChange
from nhiemky.campaign.models.findings import DiscussionPoint, Finding, FindingChain, FindingLink
from nhiemky.campaign.models.lessons import Lesson, LessonAnswer, LessonLine
from nhiemky.campaign.models.meetings import Comment, CommentStep, Meeting
from nhiemky.campaign.models.plan import Campaign, CampaignStage, Round
from nhiemky.campaign.models.reviews import PlannedDay, Review, StageMove
from nhiemky.campaign.models.surveys import Survey, Visit
from nhiemky.campaign.models.teams import Member, Team

__all__ = [
    "Absence",
    "Campaign",
    "CampaignStage",
    "Comment",
    "CommentStep",
    "DiscussionPoint",
    "Finding",
    "FindingChain",
    "FindingLink",
    "Lesson",
    "LessonAnswer",
    "LessonLine",
    "Meeting",
    "Member",
    "PlanChange",
    "PlannedDay",
    "Review",
    "Round",
    "StageMove",
    "Survey",
    "Team",
    "Visit",
]
