"""The usual tree with a campaign of the district, a province's above it, and two communes that take part."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from nhiemky.campaign.models import (
    Campaign,
    Finding,
    FindingChain,
    FindingLink,
    Review,
    Round,
    Survey,
    Team,
    Visit,
)
from nhiemky.campaign.vocab import (
    CauseKind,
    FindingDraft,
    FindingKind,
    FindingSource,
    RoundKind,
    Rules,
    TeamKind,
    VisitKind,
)
from nhiemky.kernel.scoring import Comparator, Period
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions as targets
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.vocab import TargetRow
from tests import cast

BEGUN = date(2022, 9, 28)
TODAY = date(2023, 3, 24)
NOW = datetime(2023, 3, 24, 3, 0, tzinfo=UTC)
CUT_OFF = date(2023, 2, 21)


@dataclass(frozen=True)
class Scene:
    """The tree, the two nested campaigns, the reviews of two communes, and whoever acts."""

    tree: cast.Tree
    term: Term
    parent: Campaign
    campaign: Campaign
    review: Review
    second: Review
    district: Actor
    commune: Actor
    surveyor: Actor
    other: Actor
    province: Actor

    @property
    def unit(self) -> UnitState:
        return self.tree.commune


def make_scene() -> Scene:
    """Make it all; both communes were entered on the day the district's campaign began."""
    tree, term = cast.make_tree(), cast.make_term()
    parent = make_campaign(tree.province, term, date(2022, 9, 8), "Sơ kết toàn tỉnh")
    campaign = make_campaign(tree.district, term, BEGUN, "Sơ kết giữa nhiệm kỳ", parent=parent)
    part = Round.objects.create(
        campaign=campaign,
        kind=RoundKind.PILOT.value,
        position=1,
        name="Làm điểm",
        starts_on=date(2023, 2, 1),
        ends_on=date(2023, 3, 31),
    )
    return Scene(
        tree,
        term,
        parent,
        campaign,
        make_review(part, tree.commune, 1),
        make_review(part, tree.second, 2),
        district=cast.office(tree.district, today=TODAY),
        commune=cast.office(tree.commune, today=TODAY),
        surveyor=cast.actor((RoleCode.SURVEYOR, tree.district), name="Đoàn khảo sát", today=TODAY),
        other=cast.office(tree.far, today=TODAY),
        province=cast.office(tree.province, today=TODAY),
    )


def make_campaign(
    holder: UnitState, term: Term, begun_on: date, name: str, *, parent: Campaign | None = None
) -> Campaign:
    """Make a campaign with the usual rules and the pilot's cut-off."""
    return Campaign.objects.create(
        holder=holder.unit,
        term=term,
        parent=parent,
        name=name,
        begun_on=begun_on,
        cut_off=CUT_OFF,
        rules=asdict(Rules()),
    )


def make_review(part: Round, state: UnitState, position: int, *, added_on: date = BEGUN) -> Review:
    """Let a unit take part in a round."""
    return Review.objects.create(
        round=part,
        unit=state.unit,
        unit_name=state.name,
        short_name=state.short_name,
        position=position,
        added_on=added_on,
    )


def make_team(scene: Scene, kind: TeamKind = TeamKind.SURVEY) -> Team:
    """Make a team of the district's campaign."""
    return Team.objects.create(
        campaign=scene.campaign,
        kind=kind.value,
        name="Đoàn khảo sát",
        holder=scene.tree.district.unit,
        founded_on=BEGUN,
    )


def make_survey(scene: Scene) -> Survey:
    """Make a survey without visits."""
    return Survey.objects.create(
        campaign=scene.campaign,
        name="Khảo sát",
        planned_on=date(2022, 10, 3),
        starts_on=date(2022, 10, 10),
        ends_on=date(2022, 11, 30),
    )


def make_visit(survey: Survey, state: UnitState, position: int = 1, *, on: date | None = None) -> Visit:
    """Make a visit to a unit, paid on a day where one is given."""
    return Visit.objects.create(
        survey=survey,
        unit=state.unit,
        kind=VisitKind.COMMUNE.value,
        name=state.short_name,
        position=position,
        added_on=survey.planned_on,
        visited_on=on,
    )


def draft(kind: FindingKind = FindingKind.LIMITATION, text: str = "Thu ngân sách thấp") -> FindingDraft:
    """Give a finding as somebody states it, from a report of 1-3-2023; a cause is subjective."""
    cause = CauseKind.SUBJECTIVE if kind is FindingKind.CAUSE else None
    return FindingDraft(kind, text, FindingSource.REPORT, date(2023, 3, 1), cause=cause)


def make_finding(
    scene: Scene,
    kind: FindingKind = FindingKind.LIMITATION,
    text: str = "Thu ngân sách thấp",
    *,
    state: UnitState | None = None,
    cause: CauseKind = CauseKind.SUBJECTIVE,
    on: date = date(2023, 3, 1),
    after: Finding | None = None,
) -> Finding:
    """Make a finding of the commune (or another unit), following from another where one is given."""
    row = Finding.objects.create(
        campaign=scene.campaign,
        unit=(state or scene.unit).unit,
        kind=kind.value,
        cause=cause.value if kind is FindingKind.CAUSE else "",
        text=text,
        source=FindingSource.REPORT.value,
        noted_on=on,
        noted_by="Trần Thị Bình",
    )
    if after is not None:
        FindingChain.objects.create(earlier=after, later=row, added_on=max(after.noted_on, on))
    return row


def make_link(finding: Finding, *, on: date | None = None, **thing: object) -> FindingLink:
    """Tie a finding to a target, work item or adjustment, from the day on which it was noted unless another is given."""
    return FindingLink.objects.create(finding=finding, added_on=on or finding.noted_on, **thing)


def make_target(scene: Scene, number: str, reached: int | None, **changes: object) -> Target:
    """Make a target of 100 of the commune with a confirmed figure of 2022 (none: no figure)."""
    row = TargetRow(number, f"Chỉ tiêu số {number}", Comparator.AT_LEAST, target=Decimal(100))
    target = targets.add_target(
        cast.office(scene.unit),
        unit=scene.unit.unit,
        term=scene.term,
        row=row._replace(**changes),  # type: ignore[arg-type]
    )
    if reached is not None:
        targets.record_observation(
            cast.office(scene.unit),
            target=target,
            period=Period.of_year(2022),
            value=Decimal(reached),
            now=cast.NOW,
        )
        Observation.objects.update(state="confirmed")
    return target
