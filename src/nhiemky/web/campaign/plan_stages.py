"""The stages of a campaign's plan as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nhiemky.campaign.vocab import NEED_NAMES, StageCode, StageDraft
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit


def stages_table(visit: Visit, campaign: str, stages: Sequence[StageDraft]) -> Table:
    """This function will lay out the stages of a campaign in their order."""
    columns: list[Column[StageDraft]] = [
        Column("ten", _("Giai đoạn"), lambda stage: stage.name, wide=True, sort=stages.index),
        Column(
            "thoi-han", _("Thời hạn"), _lead, mark=lambda stage: "whole", sort=lambda stage: -_days(stage)
        ),
        Column("can-co", _("Cần có trước khi chuyển đến"), _needs, sortable=False),
    ]
    caption = _("%(campaign)s: các giai đoạn") % {"campaign": campaign}
    return table_of(visit, stages, columns, caption=caption, name="giai-doan", filterable=False)


def _days(stage: StageDraft) -> int:
    """Give the working days before the conference; below zero those after it."""
    return 0 if stage.code is StageCode.HELD else stage.lead_days


def _lead(stage: StageDraft) -> str:
    days = _days(stage)
    if not days:
        return _("vào ngày hội nghị")
    if days > 0:
        return _("%(days)d ngày làm việc trước hội nghị") % {"days": days}
    return _("%(days)d ngày làm việc sau hội nghị") % {"days": -days}


def _needs(stage: StageDraft) -> str | None:
    return "; ".join(str(NEED_NAMES[need]) for need in stage.needs) or None
