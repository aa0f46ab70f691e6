"""How reviews, rounds and a campaign stand against their plan, by the campaign's own rules; values in, values out.

Nothing here is a guess: every judgement carries the sentences that it rests on (S19). A milestone is one stage of one review with
its planned day. It is due when that day has come; in time when it was reached at most ``grace_days`` working days later; late
when it was reached after that, or is still missing then; a stage left out for a reason is no milestone.
"""

from nhiemky.campaign.queries.judging.facts import (
    Calendar,
    Counted,
    Evidence,
    Judgement,
    Milestones,
    Reason,
    ReviewFacts,
    ReviewStanding,
    RoundFacts,
    RoundStanding,
    StageDay,
    stage_day,
    window_text,
)
from nhiemky.campaign.queries.judging.judgement import judge, judgement_text, milestones
from nhiemky.campaign.queries.judging.readiness import judge_review
from nhiemky.campaign.queries.judging.rules import rule_texts

__all__ = [
    "Calendar",
    "Counted",
    "Evidence",
    "Judgement",
    "Milestones",
    "Reason",
    "ReviewFacts",
    "ReviewStanding",
    "RoundFacts",
    "RoundStanding",
    "StageDay",
    "judge",
    "judge_review",
    "judgement_text",
    "milestones",
    "rule_texts",
    "stage_day",
    "window_text",
]
