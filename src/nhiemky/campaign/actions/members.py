"""Members of a campaign's teams: coming, changing duty, leaving and being replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign
from nhiemky.campaign.models import Campaign, Member, Team
from nhiemky.campaign.vocab import DUTY_NAMES, Duty, MemberDraft
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import policy as org_policy
from nhiemky.org import queries as org_queries
from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb


@transaction.atomic
def add_member(actor: Actor, *, team: Team, draft: MemberDraft, on: date, now: datetime) -> Member:
    """This function will let somebody serve in a team from a day on.

    :raises Denied: as for founding it. :raises Invalid: with everything in error: before the team was founded, a second
        head, somebody who serves already. :raises Conflict: when the team was dissolved meanwhile.
    """
    path = require_team(actor, team.campaign, team.holder)
    standing_campaign(team.campaign)
    held = standing_team(team)
    check = Check()
    _check_day(check, held, on, now)
    rows = new_members(actor, check, held, [draft], on=on)
    check.finish()
    row = rows[0]
    row.save()
    _note_member(
        actor, row, path, "team.member_added", _("Thêm %(name)s vào %(team)s"), None, member_data(row)
    )
    return row


@transaction.atomic
def change_member(actor: Actor, *, member: Member, draft: MemberDraft, on: date, now: datetime) -> Member:
    """This function will give a member another duty, rank or title from a day on, and give the membership that holds then.

    On the day it began the membership itself is corrected; later it ends without a reason and goes on as a new one, so
    that documents of earlier days keep what was so then.

    :raises Denied: as for founding the team. :raises Invalid: with everything in error.
    :raises Conflict: when the membership or the team ended meanwhile.
    """
    path = require_team(actor, member.team.campaign, member.team.holder)
    standing_campaign(member.team.campaign)
    team = standing_team(member.team)
    held = _serving(member)
    before = member_data(held)
    check = Check()
    _check_day(check, team, on, now)
    check.not_before("on", _("Ngày thay đổi"), on, earliest=held.valid_from, since=_("ngày tham gia"))
    row = new_members(actor, check, team, [draft], on=on, instead_of=held)[0]
    check.finish()
    row.position = held.position
    if on == held.valid_from:
        row.pk = held.pk
        row.save(force_update=True)
    else:
        held.valid_to = on
        held.save(update_fields=["valid_to"])
        row.save()
    _note_member(
        actor, row, path, "team.member_changed", _("Thay đổi nhiệm vụ của %(name)s trong %(team)s"), before,
        member_data(row),
    )  # fmt: skip
    return row


@transaction.atomic
def end_membership(
    actor: Actor,
    *,
    member: Member,
    on: date,
    reason: str,
    now: datetime,
    replaced_by: MemberDraft | None = None,
) -> Member:
    """This function will let a member leave a team on a day, for a reason, and let somebody else begin that very day.

    Gives the membership that ended, or the new one where somebody takes the place.

    :raises Denied: as for founding the team. :raises Invalid: without a reason, for a day not after the first or still to
        come, with everything in error of who takes the place. :raises Conflict: when the member left meanwhile.
    """
    path = require_team(actor, member.team.campaign, member.team.holder)
    standing_campaign(member.team.campaign)
    team = standing_team(member.team)
    held = _serving(member)
    check = Check()
    reason = check.reason(reason)
    check.happened("on", _("Ngày thôi tham gia"), on, now=now)
    if on <= held.valid_from:
        check.wrong("on", _("Ngày thôi tham gia phải sau ngày bắt đầu (%s).") % write_date(held.valid_from))
    drafts = [] if replaced_by is None else [replaced_by]
    rows = new_members(actor, check, team, drafts, on=on, instead_of=held)
    check.finish()
    held.valid_to, held.left_because = on, reason
    held.save(update_fields=["valid_to", "left_because"])
    for row in rows:
        row.position = held.position
        row.save()
    words = _("%(name)s thôi tham gia %(team)s")
    after: dict[str, Json] = {"valid_to": on, "reason": reason}
    if rows:
        words = _("%(name)s thôi tham gia %(team)s, %(other)s thay")
        after["replaced_by"] = member_data(rows[0])
    _note_member(
        actor, held, path, "team.member_left", words, {"valid_to": None}, after,
        other=rows[0].full_name if rows else "",
    )  # fmt: skip
    return rows[0] if rows else held


def require_team(actor: Actor, campaign: Campaign, holder: Unit) -> str:
    """This function will let pass who runs the campaign, or keeps the review of the unit that founds the team, and give that
    unit's path.

    :raises Denied: for everybody else.
    """
    path = org_queries.path_of(holder.pk, on=actor.today)
    if not policy.keeps(actor, campaign=campaign):
        own = Verb.KEEP_CAMPAIGN if holder.pk == campaign.holder_id else Verb.KEEP_REVIEW
        org_policy.require(actor, own, path)
    return path


def standing_team(team: Team) -> Team:
    """This function will give the team as it stands now, kept from other writers.

    :raises Conflict: when it was dissolved.
    """
    held = locked(team)
    if held.dissolved_on is not None:
        raise Conflict(
            _("%(team)s đã giải thể ngày %(day)s.")
            % {"team": held.name, "day": write_date(held.dissolved_on)}
        )
    return held


def _serving(member: Member) -> Member:
    held = locked(member)
    if held.valid_to is not None:
        raise Conflict(
            _("%(name)s đã thôi tham gia từ ngày %(day)s. Đề nghị tải lại trang.")
            % {"name": held.full_name, "day": write_date(held.valid_to)}
        )
    return held


def _check_day(check: Check, team: Team, on: date, now: datetime) -> None:
    check.happened("on", _("Ngày tham gia"), on, now=now)
    check.not_before("on", _("Ngày tham gia"), on, earliest=team.founded_on, since=_("ngày thành lập tổ"))


def new_members(
    actor: Actor,
    check: Check,
    team: Team,
    drafts: Sequence[MemberDraft],
    *,
    on: date,
    instead_of: Member | None = None,
) -> list[Member]:
    """This function will give the memberships that the drafts ask for from the day, and note what is wrong with each."""
    others = [] if team.pk is None else list(_from(team, on, instead_of))
    first = max((member.position for member in others), default=0) + 1
    rows: list[Member] = []
    for place, draft in enumerate(drafts):
        own = Check()
        row = _member(actor, own, team, draft, on=on, position=first + place)
        own.errors += _clashes(row, [*others, *rows])
        rows.append(row)
        prefix = f"{place}|" if len(drafts) > 1 else ""
        check.errors += [FieldError(prefix + error.field, error.message) for error in own.errors]
    return rows


def _from(team: Team, on: date, instead_of: Member | None) -> Iterable[Member]:
    """Give the memberships that hold on the day or begin later, but the one that is replaced."""
    for member in Member.objects.filter(team=team).order_by("position", "pk"):
        ended = member.valid_to is not None and member.valid_to <= on
        if not ended and (instead_of is None or member.pk != instead_of.pk):
            yield member


def _member(actor: Actor, check: Check, team: Team, draft: MemberDraft, *, on: date, position: int) -> Member:
    row = Member(
        team=team if team.pk is not None else None, rank=draft.rank.value, position=position, valid_from=on,
        full_name=check.line("full_name", _("Họ và tên"), draft.full_name, longest=150, needed=True),
        title=check.line("title", _("Chức vụ"), draft.title, longest=200),
        duty=check.line("duty", _("Nhiệm vụ"), draft.duty, longest=500),
    )  # fmt: skip
    if draft.person_id is not None:
        row.person = org_queries.person(actor, id=draft.person_id)
    if draft.unit_id is not None:
        row.unit = Unit.objects.filter(pk=draft.unit_id).first()
        if row.unit is None:
            check.wrong("unit", _("Không có đơn vị này."))
    return row


def _clashes(row: Member, others: Sequence[Member]) -> list[FieldError]:
    errors = []
    head = next((each for each in others if each.rank == Duty.HEAD.value), None)
    if row.rank == Duty.HEAD.value and head is not None:
        errors.append(FieldError("rank", _("Tổ đã có người đứng đầu: %s.") % head.full_name))
    if any(_is_same(row, each) for each in others):
        errors.append(FieldError("full_name", _("%s đã ở trong tổ.") % row.full_name))
    return errors


def _is_same(one: Member, other: Member) -> bool:
    if one.person_id is not None and other.person_id is not None:
        return one.person_id == other.person_id
    return (one.full_name.casefold(), one.unit_id, one.title.casefold()) == (
        other.full_name.casefold(),
        other.unit_id,
        other.title.casefold(),
    )


def member_data(member: Member) -> dict[str, Json]:
    """This function will give a membership as JSON for the ledger."""
    return {
        "full_name": member.full_name,
        "title": member.title,
        "unit": member.unit_id,
        "rank": str(DUTY_NAMES[Duty(member.rank)]),
        "duty": member.duty,
        "valid_from": member.valid_from,
    }


def _note_member(
    actor: Actor,
    member: Member,
    path: str,
    act: str,
    words: str,
    before: Json,
    after: Json,
    *,
    other: str = "",
) -> None:
    history.record(
        actor, act=act, object_kind="team", object_id=member.team_id, branch=path,
        summary=words % {"name": member.full_name, "team": member.team.name, "other": other},
        before=before, after=after,
    )  # fmt: skip
