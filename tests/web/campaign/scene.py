"""What the pages of campaigns show in tests: a province's campaign, a district's under it, four reviews, remarks, lessons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, Review, Round
from nhiemky.campaign.queries.plan import template_draft
from nhiemky.campaign.vocab import CommentDraft, LessonDraft, RoundKind, StageCode
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast import Tree, make_term
from tests.cast_campaign import BEGUN, NOW, PILOT_ON, WINDOWS, make_campaign, make_review, moment, move_to

ON = date(2023, 3, 24)
REST = "Các chi bộ, đảng bộ trực thuộc còn lại"
# Days on which the pilot reached its stages: those planned for a conference on 21 February
PILOT_DAYS = (
    (StageCode.PLANNED, date(2023, 1, 3)),
    (StageCode.PREPARING, date(2023, 1, 3)),
    (StageCode.ASSESSED, date(2023, 1, 17)),
    (StageCode.COMMENTED, date(2023, 2, 3)),
    (StageCode.READY, date(2023, 2, 15)),
    (StageCode.HELD, PILOT_ON),
    (StageCode.CLOSED, date(2023, 3, 7)),
)


@dataclass(frozen=True)
class Campaigns:
    """The tree, both campaigns, and the reviews of the three communes and the district."""

    tree: Tree
    above: Campaign
    campaign: Campaign
    pilot: Review
    second: Review
    third: Review
    own: Review

    @property
    def rounds(self) -> dict[str, Round]:
        return {part.kind: part for part in Round.objects.filter(campaign=self.campaign)}

    def at(self, address: str) -> str:
        """Give an address with the ids of this scene in the place of names in braces."""
        return address.format(
            above=self.above.pk, c=self.campaign.pk, pilot=self.pilot.pk, second=self.second.pk, third=self.third.pk,
            own=self.own.pk,
        )  # fmt: skip


def make_campaigns(tree: Tree) -> Campaigns:
    """Make it all, as it was entered by 24 March 2023."""
    windows = {RoundKind.PROVINCE: (date(2023, 5, 4), date(2023, 5, 31))}
    draft = template_draft(name="Sơ kết toàn tỉnh", begun_on=date(2022, 9, 28), windows=windows)
    above = actions.add_campaign(
        SYSTEM_ACTOR, holder=tree.province.unit, term=make_term(), draft=draft, now=NOW
    )
    campaign = make_campaign(tree.district, name="Sơ kết huyện Mỏ Cày Bắc", parent=above)
    pilot = make_review(campaign, tree.commune, conference_on=PILOT_ON)
    for code, on in PILOT_DAYS:
        move_to(pilot, code, on=on)
    second = make_review(campaign, tree.second, kind=RoundKind.GRASSROOTS, conference_on=date(2023, 3, 15))
    for code, on in (
        (StageCode.PLANNED, date(2023, 1, 4)),
        (StageCode.PREPARING, date(2023, 1, 18)),
        (StageCode.ASSESSED, date(2023, 2, 15)),
    ):
        move_to(second, code, on=on)
    third = make_review(campaign, tree.third, kind=RoundKind.GRASSROOTS, conference_on=date(2023, 3, 30))
    for code, on in (
        (StageCode.PLANNED, date(2023, 1, 19)),
        (StageCode.PREPARING, date(2023, 2, 9)),
        (StageCode.ASSESSED, date(2023, 3, 2)),
        (StageCode.COMMENTED, date(2023, 3, 14)),
    ):
        move_to(third, code, on=on)
    own = make_review(campaign, tree.district, kind=RoundKind.DISTRICT, conference_on=date(2023, 4, 20))
    return Campaigns(tree, above, campaign, pilot, second, third, own)


def remark(review: Review, *, on: date = date(2023, 3, 1), due_on: date | None = date(2023, 3, 10)) -> None:
    """Let a comment on a review be raised that is due on a day."""
    draft = CommentDraft("Bổ sung số liệu thu nhập", "Văn phòng Đảng ủy", on, due_on=due_on)
    actions.raise_comment(SYSTEM_ACTOR, review=review, draft=draft, now=moment(ON))


def teach(scene: Campaigns, *reviews: Review, due_on: date = date(2023, 3, 31)) -> None:
    """Draw a lesson from the pilot and pass it on to reviews."""
    lessons = actions.draw_lessons(
        SYSTEM_ACTOR, campaign=scene.campaign, review=scene.pilot, drafts=[LessonDraft("Điều rút ra", "Cách làm")],
        on=date(2023, 2, 24), now=moment(ON),
    )  # fmt: skip
    actions.pass_lessons(
        SYSTEM_ACTOR,
        lessons=lessons,
        reviews=list(reviews),
        on=date(2023, 2, 27),
        due_on=due_on,
        now=moment(ON),
    )


__all__ = [
    "BEGUN",
    "ON",
    "PILOT_DAYS",
    "PILOT_ON",
    "REST",
    "WINDOWS",
    "Campaigns",
    "make_campaigns",
    "remark",
    "teach",
]
