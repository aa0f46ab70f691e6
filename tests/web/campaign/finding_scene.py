"""What tests of findings begin with: a limitation of the second commune, its cause, a remedy, a visit, a target, a meeting."""

from __future__ import annotations

from datetime import date

from nhiemky.campaign import actions
from nhiemky.campaign.models import Finding, Visit
from nhiemky.campaign.vocab import (
    CauseKind,
    FindingDraft,
    FindingKind,
    FindingSource,
    SurveyDraft,
    VisitDraft,
)
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.targets.models import Target
from nhiemky.targets.vocab import TargetRow
from tests.cast_campaign import NOW, moment
from tests.cast_targets import target_row
from tests.web.campaign.scene import ON, Campaigns

NOTED = date(2023, 3, 2)
KIND = FindingKind


def noted(
    scene: Campaigns,
    kind: FindingKind = KIND.LIMITATION,
    text: str = "Thu nhập còn thấp",
    *,
    at: UnitState | None = None,
    on: date = NOTED,
    after: Finding | None = None,
    **changes: object,
) -> Finding:
    """Note a finding on the second commune, following from another one where one is named."""
    cause = CauseKind.SUBJECTIVE if kind is KIND.CAUSE else None
    draft = FindingDraft(kind, text, FindingSource.REPORT, on, cause)._replace(**changes)  # type: ignore[arg-type]
    unit = (at or scene.tree.second).unit
    return actions.note_following(
        SYSTEM_ACTOR, campaign=scene.campaign, unit=unit, draft=draft, now=moment(ON), earlier=after
    )


def chained(scene: Campaigns) -> tuple[Finding, Finding, Finding]:
    """Note a limitation, its cause and the remedy against it, one following from the other."""
    limitation = noted(scene)
    cause = noted(scene, KIND.CAUSE, "Chỉ đạo chưa quyết liệt", after=limitation)
    return limitation, cause, noted(scene, KIND.REMEDY, "Phân công cấp ủy viên", after=cause)


def visited(scene: Campaigns) -> Visit:
    """Let the second commune be surveyed on 1 February 2023."""
    survey = actions.plan_survey(
        SYSTEM_ACTOR, campaign=scene.campaign, now=NOW, visits=[VisitDraft(unit_id=scene.tree.second.unit_id)],
        draft=SurveyDraft("Khảo sát huyện", date(2023, 1, 9), date(2023, 1, 16), date(2023, 3, 10)),
    )  # fmt: skip
    place = Visit.objects.get(survey=survey)
    actions.record_visit(
        SYSTEM_ACTOR, visit=place, visited_on=date(2023, 2, 1), summary="Kịp", now=moment(ON)
    )
    return place


def aimed(scene: Campaigns, number: str = "7", at: UnitState | None = None, **changes: object) -> Target:
    """Give the second commune a target of its own."""
    from nhiemky.targets import actions as targets

    row: TargetRow = target_row(number, **{"name": f"Chỉ tiêu số {number}", **changes})
    return targets.add_target(
        SYSTEM_ACTOR, unit=(at or scene.tree.second).unit, term=scene.campaign.term, row=row
    )
