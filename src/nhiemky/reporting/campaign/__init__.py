"""Numbers and papers of a review campaign: its board, workbook and documents."""

from nhiemky.reporting.campaign.board import (
    CampaignBoard,
    Milestone,
    Part,
    SurveyCount,
    UnitLine,
    campaign_board,
)
from nhiemky.reporting.campaign.workbook import board_workbook, stage_names

__all__ = [
    "CampaignBoard",
    "Milestone",
    "Part",
    "SurveyCount",
    "UnitLine",
    "board_workbook",
    "campaign_board",
    "stage_names",
]
