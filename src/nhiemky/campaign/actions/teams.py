"""Teams of a campaign: founding them with their first members, changing and dissolving them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.campaign.actions.checks import Check, seen_directive, standing_campaign
from nhiemky.campaign.actions.members import member_data, new_members, require_team, standing_team
from nhiemky.campaign.models import Campaign, Member, Review, Team
from nhiemky.campaign.vocab import TEAM_NAMES, MemberDraft, TeamKind
from nhiemky.history import actions as history
from nhiemky.history.vocab import Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.registry.models import Directive


@transaction.atomic
def found_team(
    actor: Actor,
    *,
    campaign: Campaign,
    kind: TeamKind,
    name: str,
    holder: Unit,
    founded_on: date,
    now: datetime,
    supports: Unit | None = None,
    task: str = "",
    decision: Directive | None = None,
    notice: Directive | None = None,
    members: Sequence[MemberDraft] = (),
    illustrative: bool = False,
) -> Team:
    """This function will found a team with its first members, who serve from the day it is founded.

    `supports` is the unit that the team follows; without it the team serves the whole campaign.

    :raises Denied: when the actor neither runs the campaign nor keeps the review of the unit that founds the team.
    :raises Invalid: with everything in error. :raises NotFound: for a directive or unit that the actor does not see.
    """
    path = require_team(actor, campaign, holder)
    held = standing_campaign(campaign)
    check = Check()
    check.happened("founded_on", _("Ngày thành lập"), founded_on, now=now)
    check.not_before(
        "founded_on", _("Ngày thành lập"), founded_on, earliest=held.begun_on, since=_("ngày của kế hoạch")
    )
    _check_part(check, held, holder, supports)
    team = Team(
        campaign=held, kind=kind.value, holder=holder, supports=supports, founded_on=founded_on,
        illustrative=illustrative,
    )  # fmt: skip
    _fill(actor, check, team, name=name, task=task, decision=decision, notice=notice)
    rows = new_members(actor, check, team, members, on=founded_on)
    check.finish()
    team.save()
    for row in rows:
        row.team = team
    Member.objects.bulk_create(rows)
    history.record(
        actor, act="team.founded", object_kind="team", object_id=team.pk, branch=path,
        summary=_("Thành lập %(team)s (%(count)d người)") % {"team": team.name, "count": len(rows)},
        before=None, after=_team_data(team) | {"members": [member_data(row) for row in rows]},
    )  # fmt: skip
    return team


@transaction.atomic
def change_team(
    actor: Actor,
    *,
    team: Team,
    name: str,
    task: str,
    decision: Directive | None,
    notice: Directive | None,
    now: datetime,
) -> Team:
    """This function will correct what is said of a team: name, task, the decision that founded it, the notice of its duties.

    :raises Denied: as for founding it. :raises Invalid: with everything in error, or when it was dissolved.
    :raises NotFound: for a directive that the actor does not see.
    """
    path = require_team(actor, team.campaign, team.holder)
    standing_campaign(team.campaign)
    held = standing_team(team)
    before = _team_data(held)
    check = Check()
    _fill(actor, check, held, name=name, task=task, decision=decision, notice=notice)
    check.finish()
    held.save()
    _note(actor, held, path, "team.changed", _("Sửa thông tin của %(team)s"), before, _team_data(held))
    return held


@transaction.atomic
def dissolve_team(actor: Actor, *, team: Team, on: date, reason: str, now: datetime) -> Team:
    """This function will end a team on a day, for a reason; its members stay readable as they were.

    :raises Denied: as for founding it. :raises Invalid: without a reason, for a day not after its founding or still to
        come, or when a member comes or leaves after that day. :raises Conflict: when it was dissolved meanwhile.
    """
    path = require_team(actor, team.campaign, team.holder)
    standing_campaign(team.campaign)
    held = standing_team(team)
    check = Check()
    reason = check.reason(reason)
    check.happened("on", _("Ngày giải thể"), on, now=now)
    if on <= held.founded_on:
        check.wrong("on", _("Ngày giải thể phải sau ngày thành lập (%s).") % write_date(held.founded_on))
    last = _last_change(held)
    if last is not None and held.founded_on < on < last:
        check.wrong("on", _("Tổ còn thay đổi thành viên ngày %s.") % write_date(last))
    check.finish()
    held.dissolved_on = on
    held.save(update_fields=["dissolved_on"])
    _note(
        actor, held, path, "team.dissolved", _("Giải thể %(team)s"), {"dissolved_on": None},
        {"dissolved_on": on, "reason": reason},
    )  # fmt: skip
    return held


def _check_part(check: Check, campaign: Campaign, holder: Unit, supports: Unit | None) -> None:
    """Note a founder, or a unit to follow, that has no part in the campaign."""
    known = {
        campaign.holder_id,
        *Review.objects.filter(round__campaign=campaign).values_list("unit_id", flat=True),
    }
    if holder.pk not in known:
        check.wrong("holder", _("Đơn vị thành lập tổ không tham gia đợt sơ kết này."))
    if supports is not None and supports.pk not in known:
        check.wrong("supports", _("Đơn vị mà tổ theo dõi không tham gia đợt sơ kết này."))


def _last_change(team: Team) -> date | None:
    days = Member.objects.filter(team=team).values_list("valid_from", "valid_to")
    return max((day for pair in days for day in pair if day is not None), default=None)


def _fill(
    actor: Actor,
    check: Check,
    team: Team,
    *,
    name: str,
    task: str,
    decision: Directive | None,
    notice: Directive | None,
) -> None:
    team.name = check.line("name", _("Tên tổ"), name, longest=300, needed=True)
    team.task = check.text("task", _("Nhiệm vụ"), task)
    team.decision = seen_directive(actor, decision)
    team.notice = seen_directive(actor, notice)


def _team_data(team: Team) -> dict[str, Json]:
    return {
        "kind": str(TEAM_NAMES[TeamKind(team.kind)]),
        "name": team.name,
        "holder": team.holder_id,
        "supports": team.supports_id,
        "task": team.task,
        "founded_on": team.founded_on,
        "decision": team.decision_id,
        "notice": team.notice_id,
    }


def _note(actor: Actor, team: Team, path: str, act: str, words: str, before: Json, after: Json) -> None:
    history.record(
        actor, act=act, object_kind="team", object_id=team.pk, branch=path,
        summary=words % {"team": team.name}, before=before, after=after,
    )  # fmt: skip
