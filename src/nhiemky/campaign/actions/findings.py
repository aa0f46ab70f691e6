"""Findings on units: noting, changing, taking back and restoring them (S8, S13, S14)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import Check, fitting_meeting, locked, standing_campaign
from nhiemky.campaign.models import (
    Campaign,
    Finding,
    FindingChain,
    FindingLink,
    Meeting,
    Review,
    Visit,
)
from nhiemky.campaign.queries.standing import branch_campaigns
from nhiemky.campaign.vocab import FINDING_NAMES, FindingDraft, FindingKind, FindingSource
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.org import policy as org_policy
from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb


@transaction.atomic
def note_finding(
    actor: Actor,
    *,
    campaign: Campaign,
    unit: Unit,
    draft: FindingDraft,
    now: datetime,
    illustrative: bool = False,
) -> Finding:
    """This function will note a finding on a unit that takes part in the campaign, holds it, or was surveyed.

    :raises Denied: to whoever records no findings there. :raises Invalid: with everything that is wrong.
    """
    path = require_unit(actor, campaign, unit.pk)
    held = standing_campaign(campaign)
    check = Check()
    if not is_of_campaign(held, unit.pk, on=draft.noted_on):
        check.wrong("unit", _("Đơn vị không thuộc đợt sơ kết này."))
    row = Finding(campaign=held, unit=unit, noted_by=actor.name[:200], illustrative=illustrative)
    _fill(row, draft, check, now)
    check.finish()
    row.save()
    history.record(
        actor, act="finding.noted", object_kind="finding", object_id=row.pk, branch=path,
        summary=_("Ghi %(kind)s: %(text)s") % {"kind": FINDING_NAMES[draft.kind], "text": row.text[:150]},
        before=None, after=_data(row) | {"campaign": held.pk},
    )  # fmt: skip
    return row


@transaction.atomic
def change_finding(
    actor: Actor,
    *,
    finding: Finding,
    draft: FindingDraft,
    now: datetime,
    expected: FindingDraft | None = None,
) -> Finding:
    """This function will make a finding what the draft says; `expected` is what the writer had seen.

    Ties that began with the finding go with another day of it, and none begins before it.

    :raises Denied: to whoever records no findings there. :raises Conflict: when it is no longer as expected.
    :raises Invalid: with everything that is wrong, for a withdrawn one, or a kind that its chains do not allow.
    """
    path = require_unit(actor, finding.campaign, finding.unit_id)
    held = standing_finding(finding)
    if expected is not None and draft_of(held) != expected:
        raise Conflict(_("Nội dung vừa được người khác sửa. Đề nghị tải lại trang rồi sửa lại."))
    before, noted_on = _data(held), held.noted_on
    check = Check()
    chains = FindingChain.objects.filter(Q(earlier=held) | Q(later=held), removed_on__isnull=True)
    if held.kind != draft.kind.value and chains.exists():
        check.wrong("kind", _("Nội dung đã nối với nội dung khác; đề nghị bỏ nối trước khi đổi loại."))
    _fill(held, draft, check, now)
    check.finish()
    held.save()
    if held.noted_on != noted_on:
        _move_ties(held, noted_on)
    after = _data(held)
    changed = [name for name in after if before[name] != after[name]]
    history.record(
        actor, act="finding.changed", object_kind="finding", object_id=held.pk, branch=path,
        summary=_("Sửa %(kind)s: %(text)s") % {"kind": FINDING_NAMES[draft.kind], "text": held.text[:150]},
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
    return held


@transaction.atomic
def withdraw_finding(actor: Actor, *, finding: Finding, on: date, reason: str, now: datetime) -> Finding:
    """This function will take a finding back from a day on; it stays readable and can be restored.

    :raises Denied: to whoever records no findings there.
    :raises Invalid: without a reason, for a day that has not come or lies before it was noted, or when withdrawn already.
    """
    path = require_unit(actor, finding.campaign, finding.unit_id)
    held = standing_finding(finding)
    check = Check()
    held.withdrawn_because = check.reason(reason)
    check.happened("on", _("Ngày rút"), on, now=now)
    check.not_before("on", _("Ngày rút"), on, earliest=held.noted_on, since=_("ngày ghi"))
    check.finish()
    held.withdrawn_on = on
    held.save(update_fields=["withdrawn_on", "withdrawn_because"])
    history.record(
        actor, act="finding.withdrawn", object_kind="finding", object_id=held.pk, branch=path,
        summary=_("Rút nội dung: %(text)s") % {"text": held.text[:150]},
        before=_data(held), after={"withdrawn_on": on, "reason": held.withdrawn_because},
    )  # fmt: skip
    return held


@transaction.atomic
def restore_finding(actor: Actor, *, finding: Finding) -> Finding:
    """This function will bring a withdrawn finding back with its links.

    :raises Denied: to whoever records no findings there. :raises Invalid: when it was not withdrawn.
    """
    path = require_unit(actor, finding.campaign, finding.unit_id)
    standing_campaign(finding.campaign)
    held = locked(finding)
    if held.withdrawn_on is None:
        raise Invalid(FieldError("", _("Nội dung này không bị rút.")))
    before: dict[str, Json] = {"withdrawn_on": held.withdrawn_on, "reason": held.withdrawn_because}
    held.withdrawn_on, held.withdrawn_because = None, ""
    held.save(update_fields=["withdrawn_on", "withdrawn_because"])
    history.record(
        actor, act="finding.restored", object_kind="finding", object_id=held.pk, branch=path,
        summary=_("Khôi phục nội dung: %(text)s") % {"text": held.text[:150]}, before=before, after=_data(held),
    )  # fmt: skip
    return held


def is_of_campaign(campaign: Campaign, unit_id: int, *, on: date) -> bool:
    """This function will say whether a unit holds the campaign, or one under it, takes or took part in one, or was surveyed."""
    every = branch_campaigns(campaign, on=max(on, campaign.begun_on))
    if any(each.holder_id == unit_id for each in every):
        return True
    taking_part = Review.objects.filter(round__campaign__in=every, unit_id=unit_id, added_on__lte=on)
    surveyed = Visit.objects.filter(survey__campaign__in=every, unit_id=unit_id, added_on__lte=on)
    return taking_part.exists() or surveyed.exists()


def draft_of(finding: Finding) -> FindingDraft:
    """This function will give a finding as somebody would state it, to say what was seen before a change."""
    from nhiemky.campaign.vocab import CauseKind

    return FindingDraft(
        kind=FindingKind(finding.kind),
        text=finding.text,
        source=FindingSource(finding.source),
        noted_on=finding.noted_on,
        cause=CauseKind(finding.cause) if finding.cause else None,
        group=finding.group,
        visit_id=finding.visit_id,
        meeting_id=finding.meeting_id,
        source_text=finding.source_text,
    )


def require_unit(actor: Actor, campaign: Campaign, unit_id: int) -> str:
    """This function will let pass who records findings on the unit, or runs the campaign, and give the unit's path.

    :raises Denied: for everybody else.
    """
    path = path_of(unit_id, on=actor.today)
    if not policy.keeps(actor, campaign=campaign):
        org_policy.require(actor, Verb.RECORD_FINDINGS, path)
    return path


def standing_finding(finding: Finding) -> Finding:
    """This function will give the finding as it stands now, kept from other writers together with its campaign.

    :raises Invalid: when it, or the campaign, was taken back.
    """
    standing_campaign(finding.campaign)
    held = locked(finding)
    if held.withdrawn_on is not None:
        raise Invalid(FieldError("", _("Nội dung đã được rút; đề nghị khôi phục trước.")))
    return held


def _move_ties(held: Finding, noted_on: date) -> None:
    """Let the ties that began on the day on which the finding was noted so far, or would begin before it, begin with it; those
    that never held are left, or they would hold for a while."""
    links = FindingLink.objects.filter(finding=held)
    chains = FindingChain.objects.filter(Q(earlier=held) | Q(later=held)).select_related("earlier", "later")
    began = Q(added_on=noted_on) | Q(added_on__lt=held.noted_on)
    held_once = Q(removed_on__isnull=True) | Q(removed_on__gt=F("added_on"))
    for link in links.filter(began, held_once):
        _begin(link, held.noted_on)
    for chain in chains.filter(began, held_once):
        _begin(chain, max(chain.earlier.noted_on, chain.later.noted_on))


def _begin(tie: FindingLink | FindingChain, on: date) -> None:
    tie.added_on = on if tie.removed_on is None else min(on, tie.removed_on)
    tie.save(update_fields=["added_on"])


def _fill(row: Finding, draft: FindingDraft, check: Check, now: datetime) -> None:
    row.kind, row.source = draft.kind.value, draft.source.value
    row.text = check.text("text", _("Nội dung"), draft.text, needed=True)
    row.group = check.line("group", _("Lĩnh vực"), draft.group, longest=150)
    row.source_text = check.line("source_text", _("Nguồn"), draft.source_text, longest=300)
    row.cause = draft.cause.value if draft.cause is not None else ""
    if (draft.kind is FindingKind.CAUSE) != (draft.cause is not None):
        check.wrong("cause", _("Nguyên nhân phải ghi rõ khách quan hay chủ quan; nội dung khác thì không."))
    check.happened("noted_on", _("Ngày ghi"), draft.noted_on, now=now)
    begun = row.campaign.begun_on
    check.not_before(
        "noted_on", _("Ngày ghi"), draft.noted_on, earliest=begun, since=_("ngày bắt đầu đợt sơ kết")
    )
    row.noted_on = draft.noted_on
    _fill_source(row, draft, check)


def _fill_source(row: Finding, draft: FindingDraft, check: Check) -> None:
    row.visit_id, row.meeting_id = draft.visit_id, draft.meeting_id
    if draft.visit_id is not None:
        visit = Visit.objects.filter(pk=draft.visit_id, survey__campaign=row.campaign_id).first()
        if visit is None or visit.visited_on is None:
            check.wrong("visit", _("Chưa có chuyến khảo sát này trong đợt sơ kết, hoặc đoàn chưa đến."))
        elif visit.visited_on > draft.noted_on:
            check.wrong("noted_on", _("Ngày ghi trước ngày đoàn khảo sát đến."))
        if draft.source is not FindingSource.SURVEY:
            check.wrong("source", _("Nội dung gắn với chuyến khảo sát thì nguồn là khảo sát."))
    if draft.meeting_id is not None:
        meeting = Meeting.objects.filter(pk=draft.meeting_id).first()
        if meeting is None:
            check.wrong("meeting", _("Không có cuộc họp này."))
        fitting_meeting(check, meeting, campaign=row.campaign, on=draft.noted_on)


def _data(row: Finding) -> dict[str, Json]:
    names = ("kind", "cause", "text", "group", "source", "source_text", "noted_on")
    keys = {"unit": row.unit_id, "visit": row.visit_id, "meeting": row.meeting_id}
    return {name: getattr(row, name) for name in names} | keys
