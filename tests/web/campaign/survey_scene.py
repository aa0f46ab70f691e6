"""A survey as pages show it in tests."""

from __future__ import annotations

from datetime import date

from nhiemky.campaign import actions
from nhiemky.campaign.models import Survey, Visit
from nhiemky.campaign.vocab import SurveyDraft, VisitDraft, VisitKind
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import NOW, moment
from tests.web.campaign.scene import ON, Campaigns

PLANNED, FIRST, LAST = date(2023, 1, 9), date(2023, 1, 16), date(2023, 3, 10)


def make_survey(campaigns: Campaigns) -> Survey:
    """Plan a survey of two communes and a sector; the first commune was visited on 2 February."""
    tree = campaigns.tree
    made = actions.plan_survey(
        SYSTEM_ACTOR, campaign=campaigns.campaign, draft=SurveyDraft("Khảo sát huyện", PLANNED, FIRST, LAST, "Nắm tình hình"),
        visits=[
            VisitDraft(unit_id=tree.commune.unit_id, planned_on=date(2023, 2, 1), by="Đoàn số 1"),
            VisitDraft(unit_id=tree.second.unit_id, planned_on=date(2023, 2, 20)),
            VisitDraft("Ngành Y tế", VisitKind.SECTOR),
        ],
        now=NOW,
    )  # fmt: skip
    first = Visit.objects.filter(survey=made).order_by("position")[0]
    actions.record_visit(
        SYSTEM_ACTOR, visit=first, visited_on=date(2023, 2, 2), summary="Chuẩn bị kỹ", now=moment(ON)
    )
    return made
