"""The papers of a campaign in official form: decision and notice on a team, reports of survey, experience and progress."""

from nhiemky.reporting.campaign.papers.gathering import (
    experience_paper,
    progress_paper,
    survey_paper,
    team_paper,
)
from nhiemky.reporting.campaign.papers.heading import PAPER_NAMES, Dated, PaperKind

__all__ = [
    "PAPER_NAMES",
    "Dated",
    "PaperKind",
    "experience_paper",
    "progress_paper",
    "survey_paper",
    "team_paper",
]
