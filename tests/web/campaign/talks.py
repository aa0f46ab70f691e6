"""What tests of meetings, comments and lessons begin with: a meeting, comments on a unit, lessons passed on."""

from __future__ import annotations

from datetime import date

from nhiemky.campaign import actions
from nhiemky.campaign.models import Comment, Lesson, LessonLine, Meeting, Review
from nhiemky.campaign.vocab import CommentDraft, MeetingDraft
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import moment
from tests.web.campaign.scene import ON, Campaigns, remark

HELD = date(2023, 3, 1)


def met(scene: Campaigns, *texts: str, review: Review | None = None) -> Meeting:
    """Record a meeting with the second commune on 1 March 2023 at which comments were made."""
    drafts = [CommentDraft(text, "Văn phòng Đảng ủy", HELD, due_on=date(2023, 3, 10)) for text in texts]
    return actions.hold_meeting(
        SYSTEM_ACTOR, campaign=scene.campaign, review=review or scene.second, now=moment(ON), comments=drafts,
        draft=MeetingDraft(HELD, "Ban Tổ chức Huyện ủy", preparation="Kịp tiến độ", conclusion="Tiếp tục"),
    )  # fmt: skip


def raised(review: Review) -> Comment:
    """Raise a comment that is due on 10 March 2023, and give it."""
    remark(review)
    return Comment.objects.filter(review=review).latest("number")


def the_lesson(scene: Campaigns) -> Lesson:
    """Give the latest lesson of the campaign."""
    return Lesson.objects.filter(campaign=scene.campaign).latest("number")


def line_of(review: Review) -> LessonLine:
    """Give the first line of the checklist of a unit."""
    return LessonLine.objects.filter(review=review).order_by("pk")[0]
