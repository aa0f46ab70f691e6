"""A district's campaign under its province's, with a pilot and the units that follow, and the people who act in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from nhiemky.campaign import actions
from nhiemky.campaign.models import (
    Campaign,
    CampaignStage,
    Comment,
    Lesson,
    LessonLine,
    Meeting,
    PlannedDay,
    Review,
    Round,
    StageMove,
    Team,
)
from nhiemky.campaign.vocab import (
    CommentDraft,
    Duty,
    LessonDraft,
    MeetingDraft,
    MemberDraft,
    StageCode,
    TeamKind,
)
from nhiemky.history.models import LedgerLine
from nhiemky.org.models import UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import RoleCode
from tests import cast

PLAN = date(2022, 11, 15)
PILOT_DAY = date(2023, 2, 21)
DRAWN = date(2023, 2, 24)
TODAY = date(2023, 3, 1)
NOW = datetime(2023, 3, 1, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """The campaign, its reviews, and who acts: the district's office runs it, its boards comment, units keep their own."""

    tree: cast.Tree
    above: Campaign
    campaign: Campaign
    pilot: Review
    second: Review
    third: Review
    own: Review
    office: Actor
    boards: Actor
    pilot_office: Actor
    second_office: Actor
    second_leader: Actor
    outsider: Actor
    province: Actor


def make_scene() -> Scene:
    """Make the campaign as planned: nothing has happened in it yet."""
    tree = cast.make_tree()
    above = make_campaign(tree.province, "Sơ kết cấp tỉnh")
    campaign = make_campaign(tree.district, "Sơ kết cấp huyện", parent=above)
    pilot = make_round(campaign, "Làm điểm", 1, kind="pilot")
    rest = make_round(campaign, "Còn lại", 2)
    district = make_round(campaign, "Cấp huyện", 3, kind="district")
    return Scene(
        tree=tree,
        above=above,
        campaign=campaign,
        pilot=make_review(pilot, tree.commune, 1),
        second=make_review(rest, tree.second, 2),
        third=make_review(rest, tree.third, 3),
        own=make_review(district, tree.district, 4),
        office=person(RoleCode.OFFICE, tree.district, "Trần Thị Bình", 1),
        boards=person(RoleCode.OVERSEER, tree.district, "Võ Thị Giang", 2),
        pilot_office=person(RoleCode.OFFICE, tree.commune, "Lê Văn Điểm", 3),
        second_office=person(RoleCode.OFFICE, tree.second, "Ngô Thị Hai", 4),
        second_leader=person(RoleCode.LEADER, tree.second, "Đỗ Văn Chính", 5),
        outsider=person(RoleCode.OFFICE, tree.far, "Bùi Thị Xa", 6),
        province=person(RoleCode.OFFICE, tree.province, "Hồ Văn Tỉnh", 7),
    )


def person(role: RoleCode, where: UnitState, name: str, number: int) -> Actor:
    """Give somebody who acts in one role, told from others by a number."""
    return cast.actor((role, where), name=name, today=TODAY, user_id=number)


def make_campaign(holder: UnitState, name: str, *, parent: Campaign | None = None) -> Campaign:
    """Make a campaign with the stages that matter here."""
    row = Campaign.objects.create(
        holder=holder.unit, term=cast.make_term(), name=name, begun_on=PLAN, parent=parent, rules={}
    )
    for position, (code, lead) in enumerate(((StageCode.READY, 4), (StageCode.HELD, 0))):
        CampaignStage.objects.create(
            campaign=row, code=code.value, position=position, name=code.value, lead_days=lead, needs=[]
        )
    return row


def make_round(campaign: Campaign, name: str, position: int, *, kind: str = "grassroots") -> Round:
    """Make a round in March."""
    return Round.objects.create(
        campaign=campaign, kind=kind, position=position, name=name, starts_on=date(2023, 3, 1),
        ends_on=date(2023, 3, 31),
    )  # fmt: skip


def make_review(part: Round, state: UnitState, position: int) -> Review:
    """Enter a unit in a round."""
    return Review.objects.create(
        round=part, unit=state.unit, unit_name=state.name, short_name=state.short_name, position=position,
        added_on=PLAN,
    )  # fmt: skip


def hold(review: Review, on: date = PILOT_DAY) -> StageMove:
    """Let a review reach the stage of a conference held."""
    return StageMove.objects.create(
        review=review, sequence=review.moves.count() + 1, stage=StageCode.HELD.value, on=on, moved_by="-",
        moved_at=NOW,
    )  # fmt: skip


def plan(review: Review, stage: StageCode, day: date | None, *, decided_on: date = PLAN) -> PlannedDay:
    """Plan the day of a stage."""
    version = review.planned_days.filter(stage=stage.value).count() + 1
    return PlannedDay.objects.create(
        review=review, stage=stage.value, planned_on=day, decided_on=decided_on, version=version,
        entered_by="-", entered_at=NOW,
    )  # fmt: skip


def member(name: str = "Nguyễn Văn An", rank: Duty = Duty.MEMBER, **changes: object) -> MemberDraft:
    """State a member of a team."""
    return MemberDraft(name, rank)._replace(**changes)  # type: ignore[arg-type]


def make_team(
    scene: Scene, *members: MemberDraft, founded_on: date = date(2022, 12, 1), **changes: object
) -> Team:
    """Found a task group of the whole campaign."""
    stated: dict[str, object] = {"name": "Tổ công tác số 1", "kind": TeamKind.TASK_GROUP, **changes}
    return actions.found_team(
        scene.office, campaign=scene.campaign, holder=scene.tree.district.unit, founded_on=founded_on,
        members=members, now=NOW, **stated,  # type: ignore[arg-type]
    )  # fmt: skip


def remark(text: str = "Bổ sung số liệu thu nhập", **changes: object) -> CommentDraft:
    """State a comment made on 20 February that is due on 27 February."""
    draft = CommentDraft(text, "Văn phòng Đảng ủy", date(2023, 2, 20), due_on=date(2023, 2, 27))
    return draft._replace(**changes)  # type: ignore[arg-type]


def make_comment(scene: Scene, *, review: Review | None = None, **changes: object) -> Comment:
    """Let the boards comment on a unit's review."""
    return actions.raise_comment(
        scene.boards, review=review or scene.second, draft=remark(**changes), now=NOW
    )  # type: ignore[arg-type]


def talk(**changes: object) -> MeetingDraft:
    """State a preparation meeting of 20 February."""
    draft = MeetingDraft(
        date(2023, 2, 20), "Ban Tổ chức Huyện ủy\nBan Tuyên giáo Huyện ủy", place="Hội trường"
    )
    return draft._replace(**changes)  # type: ignore[arg-type]


def make_meeting(
    scene: Scene, *comments: CommentDraft, review: Review | None = None, **changes: object
) -> Meeting:
    """Let the boards meet a unit."""
    return actions.hold_meeting(
        scene.boards, campaign=scene.campaign, review=review or scene.second, draft=talk(**changes),
        comments=comments, now=NOW,
    )  # fmt: skip


def draw(scene: Scene, count: int = 2, *, review: Review | None = None, on: date = DRAWN) -> list[Lesson]:
    """Let the boards draw lessons from a review (the pilot's unless another is given)."""
    drafts = [LessonDraft(f"Điều rút ra {number}", f"Cách làm {number}") for number in range(1, count + 1)]
    return actions.draw_lessons(
        scene.boards, campaign=scene.campaign, review=review or scene.pilot, drafts=drafts, on=on, now=NOW
    )


def give(
    scene: Scene, count: int = 1, *, on: date = DRAWN, due_on: date = date(2023, 2, 27)
) -> list[LessonLine]:
    """Draw lessons and pass them on to the second and the third unit; gives the lines of the second."""
    lessons = draw(scene, count)
    actions.pass_lessons(
        scene.office, lessons=lessons, reviews=[scene.second, scene.third], on=on, due_on=due_on, now=NOW
    )
    return list(LessonLine.objects.filter(review=scene.second).order_by("lesson__number"))


def last_line() -> tuple[str, str, str, str]:
    """Give act, kind of object, summary and author of the ledger's last line."""
    line = LedgerLine.objects.latest("sequence")
    return (line.act, line.object_kind, line.summary, line.actor_name)
