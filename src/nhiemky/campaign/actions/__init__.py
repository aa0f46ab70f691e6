"""Drawing up campaigns, moving reviews through their stages, and what happens around them."""

from nhiemky.campaign.actions.comments import (
    accept_comment,
    answer_comment,
    raise_comment,
    reopen_comment,
    return_comment,
    waive_comment,
)
from nhiemky.campaign.actions.discussing import (
    keep_points,
)
from nhiemky.campaign.actions.drawing import draw_up_from
from nhiemky.campaign.actions.findings import (
    change_finding,
    note_finding,
    restore_finding,
    withdraw_finding,
)
from nhiemky.campaign.actions.lessons import (
    change_lesson,
    draw_lessons,
    restore_lesson,
    withdraw_lesson,
)
from nhiemky.campaign.actions.meetings import (
    change_meeting,
    hold_meeting,
    remove_meeting,
)
from nhiemky.campaign.actions.members import (
    add_member,
    change_member,
    end_membership,
)
from nhiemky.campaign.actions.moving import (
    move_stage,
)
from nhiemky.campaign.actions.noting import note_following
from nhiemky.campaign.actions.passing import (
    answer_lesson,
    pass_lessons,
)
from nhiemky.campaign.actions.plan import (
    add_campaign,
    change_campaign,
    remove_campaign,
    restore_campaign,
    set_rules,
    set_stages,
)
from nhiemky.campaign.actions.planning import (
    plan_days,
    plan_from_conference,
)
from nhiemky.campaign.actions.reviews import (
    enter_units,
    restore_review,
    set_owner,
    withdraw_review,
)
from nhiemky.campaign.actions.rounds import (
    add_round,
    change_round,
    remove_round,
    restore_round,
)
from nhiemky.campaign.actions.succession import follow_successor
from nhiemky.campaign.actions.surveys import (
    add_visits,
    cancel_visit,
    change_survey,
    conclude_survey,
    plan_survey,
    plan_visit,
    record_visit,
    remove_survey,
    restore_survey,
)
from nhiemky.campaign.actions.teams import (
    change_team,
    dissolve_team,
    found_team,
)
from nhiemky.campaign.actions.tying import (
    chain_findings,
    link_finding,
    task_from_finding,
    unchain_findings,
    unlink_finding,
)

__all__ = [
    "accept_comment",
    "add_campaign",
    "add_member",
    "add_round",
    "add_visits",
    "answer_comment",
    "answer_lesson",
    "cancel_visit",
    "chain_findings",
    "change_campaign",
    "change_finding",
    "change_lesson",
    "change_meeting",
    "change_member",
    "change_round",
    "change_survey",
    "change_team",
    "conclude_survey",
    "dissolve_team",
    "draw_lessons",
    "draw_up_from",
    "end_membership",
    "enter_units",
    "follow_successor",
    "found_team",
    "hold_meeting",
    "keep_points",
    "link_finding",
    "move_stage",
    "note_finding",
    "note_following",
    "pass_lessons",
    "plan_days",
    "plan_from_conference",
    "plan_survey",
    "plan_visit",
    "raise_comment",
    "record_visit",
    "remove_campaign",
    "remove_meeting",
    "remove_round",
    "remove_survey",
    "reopen_comment",
    "restore_campaign",
    "restore_finding",
    "restore_lesson",
    "restore_review",
    "restore_round",
    "restore_survey",
    "return_comment",
    "set_owner",
    "set_rules",
    "set_stages",
    "task_from_finding",
    "unchain_findings",
    "unlink_finding",
    "waive_comment",
    "withdraw_finding",
    "withdraw_lesson",
    "withdraw_review",
]
