"""Findings on units, what they are about, how one leads to another, and the tasks that are born from them (S8, S13, S14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
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
from nhiemky.campaign.queries.findings import FITS
from nhiemky.campaign.queries.standing import branch_campaigns
from nhiemky.campaign.vocab import FINDING_NAMES, FindingDraft, FindingKind, FindingSource
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.org import policy as org_policy
from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb
from nhiemky.targets.models import Target, TargetAdjustment
from nhiemky.work import actions as work
from nhiemky.work.models import WorkItem
from nhiemky.work.vocab import WorkRow

BEARING = frozenset({FindingKind.REMEDY, FindingKind.NEW_TASK, FindingKind.PROPOSAL})


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
    path = _require_unit(actor, campaign, unit.pk)
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

    :raises Denied: to whoever records no findings there. :raises Conflict: when it is no longer as expected.
    :raises Invalid: with everything that is wrong, for a withdrawn one, or a kind that its chains do not allow.
    """
    path = _require_unit(actor, finding.campaign, finding.unit_id)
    held = _standing(finding)
    if expected is not None and draft_of(held) != expected:
        raise Conflict(_("Nội dung vừa được người khác sửa. Đề nghị tải lại trang rồi sửa lại."))
    before = _data(held)
    check = Check()
    chains = FindingChain.objects.filter(Q(earlier=held) | Q(later=held))
    if held.kind != draft.kind.value and chains.exists():
        check.wrong("kind", _("Nội dung đã nối với nội dung khác; đề nghị bỏ nối trước khi đổi loại."))
    _fill(held, draft, check, now)
    check.finish()
    held.save()
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
    path = _require_unit(actor, finding.campaign, finding.unit_id)
    held = _standing(finding)
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
    path = _require_unit(actor, finding.campaign, finding.unit_id)
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


@transaction.atomic
def link_finding(
    actor: Actor,
    *,
    finding: Finding,
    target: Target | None = None,
    work_item: WorkItem | None = None,
    adjustment: TargetAdjustment | None = None,
    gives: bool = False,
) -> FindingLink:
    """This function will say what a finding is about, or (`gives`) what was born from it: one target, work item or adjustment.

    :raises Denied: to whoever records no findings there.
    :raises Invalid: for none or several things, one outside the campaign, one linked already, a finding that bears nothing.
    """
    path = _require_unit(actor, finding.campaign, finding.unit_id)
    held = _standing(finding)
    check = Check()
    named = [each for each in (target, work_item, adjustment) if each is not None]
    if len(named) != 1:
        check.wrong("", _("Đề nghị chọn đúng một chỉ tiêu, đầu công việc hoặc lần điều chỉnh chỉ tiêu."))
    if gives and FindingKind(held.kind) not in BEARING:
        check.wrong("", _("Chỉ giải pháp, nhiệm vụ mới hoặc kiến nghị mới dẫn đến việc mới."))
    thing = adjustment.target if adjustment is not None else target or work_item
    if thing is not None and not _is_within(held, thing):
        check.wrong("", _("Chỉ tiêu hoặc đầu công việc không thuộc đợt sơ kết này."))
    same = FindingLink.objects.filter(
        finding=held, target=target, work_item=work_item, adjustment=adjustment, gives=gives
    )
    if named and same.exists():
        check.wrong("", _("Nội dung đã gắn với mục này."))
    check.finish()
    link = FindingLink.objects.create(
        finding=held, target=target, work_item=work_item, adjustment=adjustment, gives=gives
    )
    history.record(
        actor, act="finding.linked", object_kind="finding", object_id=held.pk, branch=path,
        summary=_("Gắn nội dung: %(text)s") % {"text": held.text[:150]}, before=None, after=_link_data(link),
    )  # fmt: skip
    return link


@transaction.atomic
def unlink_finding(actor: Actor, *, link: FindingLink) -> None:
    """This function will take a link of a finding away; the ledger keeps what it was.

    :raises Denied: to whoever records no findings there.
    """
    finding = link.finding
    path = _require_unit(actor, finding.campaign, finding.unit_id)
    _standing(finding)
    held = locked(link)
    before = _link_data(held)
    held.delete()
    history.record(
        actor, act="finding.unlinked", object_kind="finding", object_id=finding.pk, branch=path,
        summary=_("Bỏ gắn nội dung: %(text)s") % {"text": finding.text[:150]}, before=before, after=None,
    )  # fmt: skip


@transaction.atomic
def chain_findings(actor: Actor, *, earlier: Finding, later: Finding) -> FindingChain:
    """This function will say that one finding follows from another: limitation, cause, remedy, new task, in this order.

    A remedy may follow from a limitation directly; a chain cannot come back to where it began, as kinds only go forward.

    :raises Denied: to whoever records no findings there.
    :raises Invalid: for kinds that do not follow one another, findings of two units, or a chain that is there already.
    """
    path = _require_unit(actor, earlier.campaign, earlier.unit_id)
    first, second = _standing(earlier), _standing(later)
    check = Check()
    kinds = FindingKind(first.kind), FindingKind(second.kind)
    if kinds[1] not in FITS.get(kinds[0], ()):
        message = _("Từ %(earlier)s không nối đến %(later)s được.")
        check.wrong("later", message % {"earlier": FINDING_NAMES[kinds[0]], "later": FINDING_NAMES[kinds[1]]})
    if (first.campaign_id, first.unit_id) != (second.campaign_id, second.unit_id):
        check.wrong("later", _("Hai nội dung phải của cùng một đơn vị trong cùng một đợt sơ kết."))
    if FindingChain.objects.filter(earlier=first, later=second).exists():
        check.wrong("later", _("Hai nội dung đã nối với nhau."))
    check.finish()
    chain = FindingChain.objects.create(earlier=first, later=second)
    history.record(
        actor, act="findings.chained", object_kind="finding", object_id=first.pk, branch=path,
        summary=_("Nối %(earlier)s với %(later)s")
        % {"earlier": FINDING_NAMES[kinds[0]], "later": FINDING_NAMES[kinds[1]]},
        before=None, after={"first_finding": first.pk, "next_finding": second.pk},
    )  # fmt: skip
    return chain


@transaction.atomic
def unchain_findings(actor: Actor, *, chain: FindingChain) -> None:
    """This function will take apart two findings; both stay.

    :raises Denied: to whoever records no findings there.
    """
    first = chain.earlier
    path = _require_unit(actor, first.campaign, first.unit_id)
    standing_campaign(first.campaign)
    held = locked(chain)
    before: dict[str, Json] = {"first_finding": held.earlier_id, "next_finding": held.later_id}
    held.delete()
    history.record(
        actor, act="findings.unchained", object_kind="finding", object_id=first.pk, branch=path,
        summary=_("Bỏ nối nội dung: %(text)s") % {"text": first.text[:150]}, before=before, after=None,
    )  # fmt: skip


@transaction.atomic
def task_from_finding(actor: Actor, *, finding: Finding, row: WorkRow, on: date, now: datetime) -> WorkItem:
    """This function will add a work item to the unit's list that is born from a remedy or a new task, and link it so.

    :raises Denied: to whoever keeps no work items or records no findings there.
    :raises Invalid: for a finding that bears nothing, or with what is wrong with the work item.
    """
    _require_unit(actor, finding.campaign, finding.unit_id)
    held = _standing(finding)
    if FindingKind(held.kind) not in BEARING:
        raise Invalid(FieldError("", _("Chỉ giải pháp, nhiệm vụ mới hoặc kiến nghị mới dẫn đến việc mới.")))
    item = work.add_item(actor, unit=held.unit, term=held.campaign.term, row=row, on=on, now=now)
    link_finding(actor, finding=held, work_item=item, gives=True)
    return item


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


def _require_unit(actor: Actor, campaign: Campaign, unit_id: int) -> str:
    """Let pass who records findings on the unit, or runs the campaign, and give the unit's path.

    :raises Denied: for everybody else.
    """
    path = path_of(unit_id, on=actor.today)
    if not policy.keeps(actor, campaign=campaign):
        org_policy.require(actor, Verb.RECORD_FINDINGS, path)
    return path


def _standing(finding: Finding) -> Finding:
    standing_campaign(finding.campaign)
    held = locked(finding)
    if held.withdrawn_on is not None:
        raise Invalid(FieldError("", _("Nội dung đã được rút; đề nghị khôi phục trước.")))
    return held


def _is_within(finding: Finding, thing: Target | WorkItem) -> bool:
    campaign = finding.campaign
    if thing.term_id != campaign.term_id:
        return False
    return thing.unit_id == finding.unit_id or is_of_campaign(campaign, thing.unit_id, on=date.max)


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


def _link_data(link: FindingLink) -> Mapping[str, Json]:
    return {
        "target_id": link.target_id,
        "work_item": link.work_item_id,
        "adjustment": link.adjustment_id,
        "gives": link.gives,
    }
