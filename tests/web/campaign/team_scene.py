"""Teams of the district's campaign as pages show them in tests: bare, or with a head and a member who was replaced."""

from __future__ import annotations

from datetime import date

from nhiemky.campaign import actions
from nhiemky.campaign.models import Team
from nhiemky.campaign.vocab import Duty, MemberDraft, TeamKind
from nhiemky.org.models import Unit
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.vocab import DirectiveType
from tests.cast import make_directive
from tests.cast_campaign import moment
from tests.web.campaign.scene import ON, Campaigns

FOUNDED = date(2023, 2, 1)
LEFT = date(2023, 3, 10)


def make_team(
    scene: Campaigns,
    name: str = "Tổ công tác 1",
    *,
    kind: TeamKind = TeamKind.TASK_GROUP,
    supports: Unit | None = None,
    founded_on: date = FOUNDED,
    members: tuple[MemberDraft, ...] = (),
    paper: str = "",
) -> Team:
    """Found a team of the district, by a decision where its symbol is given."""
    decision = (
        make_directive(paper, type=DirectiveType.DECISION, holder=scene.tree.district, issued_on=founded_on)
        if paper
        else None
    )
    return actions.found_team(
        SYSTEM_ACTOR, campaign=scene.campaign, kind=kind, name=name, holder=scene.tree.district.unit,
        supports=supports, founded_on=founded_on, members=members, decision=decision, now=moment(ON),
        task="Giúp chuẩn bị\nvà góp ý",
    )  # fmt: skip


def staffed(scene: Campaigns) -> Team:
    """Found a team of a head and a member, who left and was replaced."""
    drafts = (
        MemberDraft(
            "Nguyễn Văn Ba", title="Chuyên viên", duty="Tổng hợp", unit_id=scene.tree.commune.unit_id
        ),
        MemberDraft("Trần Thị Tư", Duty.HEAD, "Trưởng ban"),
    )
    team = make_team(scene, members=drafts, supports=scene.tree.second.unit, paper="12-QĐ/HU")
    member = team.members.get(full_name="Nguyễn Văn Ba")
    actions.end_membership(
        SYSTEM_ACTOR, member=member, on=LEFT, reason="Chuyển công tác", now=moment(ON),
        replaced_by=MemberDraft("Lê Văn Năm", duty="Tổng hợp"),
    )  # fmt: skip
    return team
