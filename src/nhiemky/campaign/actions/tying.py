"""What findings are about, how one leads to another, and the tasks that are born from them (S8, S13, S14).

Every tie holds from a day on, and once untied until a day; what was untied is kept, for the days before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from nhiemky.campaign.actions.checks import Check, locked, standing_campaign
from nhiemky.campaign.actions.findings import is_of_campaign, require_unit, standing_finding
from nhiemky.campaign.models import Finding, FindingChain, FindingLink
from nhiemky.campaign.queries.findings import FITS
from nhiemky.campaign.vocab import FINDING_NAMES, FindingKind
from nhiemky.history import actions as history
from nhiemky.history.vocab import FieldError, Invalid, Json, NotFound
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import Actor
from nhiemky.targets.models import Target, TargetAdjustment
from nhiemky.work import actions as work
from nhiemky.work.models import WorkItem
from nhiemky.work.vocab import WorkRow

BEARING = frozenset({FindingKind.REMEDY, FindingKind.NEW_TASK, FindingKind.PROPOSAL})
_Tie = TypeVar("_Tie", FindingLink, FindingChain)


@transaction.atomic
def link_finding(
    actor: Actor,
    *,
    finding: Finding,
    on: date,
    now: datetime,
    target: Target | None = None,
    work_item: WorkItem | None = None,
    adjustment: TargetAdjustment | None = None,
    gives: bool = False,
) -> FindingLink:
    """This function will say what a finding is about from a day on, or (`gives`) what was born from it: one target, work item
    or adjustment.

    :raises Denied: to whoever records no findings there.
    :raises Invalid: for none or several things, one outside the campaign, one linked already, a finding that bears nothing, a
        day that has not come, or lies before the finding was noted or the same link was last taken away.
    """
    path = require_unit(actor, finding.campaign, finding.unit_id)
    held = standing_finding(finding)
    check = Check()
    named = [each for each in (target, work_item, adjustment) if each is not None]
    if len(named) != 1:
        check.wrong("", _("Đề nghị chọn đúng một chỉ tiêu, đầu công việc hoặc lần điều chỉnh chỉ tiêu."))
    if gives and FindingKind(held.kind) not in BEARING:
        check.wrong("", _("Chỉ giải pháp, nhiệm vụ mới hoặc kiến nghị mới dẫn đến việc mới."))
    thing = adjustment.target if adjustment is not None else target or work_item
    if thing is not None and not _is_within(held, thing):
        check.wrong("", _("Chỉ tiêu hoặc đầu công việc không thuộc đợt sơ kết này."))
    label = _("Ngày gắn")
    check.happened("on", label, on, now=now)
    check.not_before("on", label, on, earliest=held.noted_on, since=_("ngày ghi"))
    same = FindingLink.objects.filter(
        finding=held, target=target, work_item=work_item, adjustment=adjustment, gives=gives
    )
    if named:
        _hold_once(
            check, same, on, field="", label=label, message=_("Nội dung đã gắn với mục này từ ngày %(day)s."),
            since=_("ngày bỏ gắn lần trước"),
        )  # fmt: skip
    check.finish()
    link = FindingLink.objects.create(
        finding=held, target=target, work_item=work_item, adjustment=adjustment, gives=gives, added_on=on
    )
    history.record(
        actor, act="finding.linked", object_kind="finding", object_id=held.pk, branch=path,
        summary=_("Gắn nội dung từ ngày %(day)s: %(text)s") % {"day": write_date(on), "text": held.text[:150]},
        before=None, after=_link_data(link),
    )  # fmt: skip
    return link


@transaction.atomic
def unlink_finding(actor: Actor, *, link: FindingLink, on: date, now: datetime) -> FindingLink:
    """This function will take a link of a finding away from a day on; days before it go on showing it.

    :raises Denied: to whoever records no findings there. :raises NotFound: when it was taken away meanwhile.
    :raises Invalid: for a day that has not come, or lies before it was linked.
    """
    finding = link.finding
    path = require_unit(actor, finding.campaign, finding.unit_id)
    standing_finding(finding)
    held = _end(link, _("Ngày bỏ gắn"), on, now=now, since=_("ngày gắn"))
    history.record(
        actor, act="finding.unlinked", object_kind="finding", object_id=finding.pk, branch=path,
        summary=_("Bỏ gắn nội dung từ ngày %(day)s: %(text)s")
        % {"day": write_date(on), "text": finding.text[:150]},
        before=_link_data(held), after={"removed_on": on},
    )  # fmt: skip
    return held


@transaction.atomic
def chain_findings(
    actor: Actor, *, earlier: Finding, later: Finding, on: date, now: datetime
) -> FindingChain:
    """This function will say that from a day on one finding follows from another: limitation, cause, remedy, new task, in this
    order.

    A remedy may follow from a limitation directly; a chain cannot come back to where it began, as kinds only go forward.

    :raises Denied: to whoever records no findings there.
    :raises Invalid: for kinds that do not follow one another, findings of two units, a chain that is there already, a day that
        has not come, or lies before either was noted or both were last taken apart.
    """
    path = require_unit(actor, earlier.campaign, earlier.unit_id)
    first, second = standing_finding(earlier), standing_finding(later)
    check = Check()
    kinds = FindingKind(first.kind), FindingKind(second.kind)
    names = {"earlier": FINDING_NAMES[kinds[0]], "later": FINDING_NAMES[kinds[1]]}
    if kinds[1] not in FITS.get(kinds[0], ()):
        check.wrong("later", _("Từ %(earlier)s không nối đến %(later)s được.") % names)
    if (first.campaign_id, first.unit_id) != (second.campaign_id, second.unit_id):
        check.wrong("later", _("Hai nội dung phải của cùng một đơn vị trong cùng một đợt sơ kết."))
    label = _("Ngày nối")
    check.happened("on", label, on, now=now)
    noted = max(first.noted_on, second.noted_on)
    check.not_before("on", label, on, earliest=noted, since=_("ngày ghi cả hai nội dung"))
    same = FindingChain.objects.filter(earlier=first, later=second)
    _hold_once(
        check, same, on, field="later", label=label, message=_("Hai nội dung đã nối với nhau từ ngày %(day)s."),
        since=_("ngày bỏ nối lần trước"),
    )  # fmt: skip
    check.finish()
    chain = FindingChain.objects.create(earlier=first, later=second, added_on=on)
    history.record(
        actor, act="findings.chained", object_kind="finding", object_id=first.pk, branch=path,
        summary=_("Nối %(earlier)s với %(later)s từ ngày %(day)s") % {**names, "day": write_date(on)},
        before=None, after=_chain_data(chain),
    )  # fmt: skip
    return chain


@transaction.atomic
def unchain_findings(actor: Actor, *, chain: FindingChain, on: date, now: datetime) -> FindingChain:
    """This function will take apart two findings from a day on; both stay, and days before it go on showing them together.

    :raises Denied: to whoever records no findings there. :raises NotFound: when they were taken apart meanwhile.
    :raises Invalid: for a day that has not come, or lies before they were chained.
    """
    first = chain.earlier
    path = require_unit(actor, first.campaign, first.unit_id)
    standing_campaign(first.campaign)
    held = _end(chain, _("Ngày bỏ nối"), on, now=now, since=_("ngày nối"))
    history.record(
        actor, act="findings.unchained", object_kind="finding", object_id=first.pk, branch=path,
        summary=_("Bỏ nối nội dung từ ngày %(day)s: %(text)s")
        % {"day": write_date(on), "text": first.text[:150]},
        before=_chain_data(held), after={"removed_on": on},
    )  # fmt: skip
    return held


@transaction.atomic
def task_from_finding(actor: Actor, *, finding: Finding, row: WorkRow, on: date, now: datetime) -> WorkItem:
    """This function will add a work item to the unit's list that is born from a remedy or a new task, and link it so: from the
    day it is assigned, or that on which the finding was noted where that is later.

    :raises Denied: to whoever keeps no work items or records no findings there.
    :raises Invalid: for a finding that bears nothing, or with what is wrong with the work item.
    """
    require_unit(actor, finding.campaign, finding.unit_id)
    held = standing_finding(finding)
    if FindingKind(held.kind) not in BEARING:
        raise Invalid(FieldError("", _("Chỉ giải pháp, nhiệm vụ mới hoặc kiến nghị mới dẫn đến việc mới.")))
    item = work.add_item(actor, unit=held.unit, term=held.campaign.term, row=row, on=on, now=now)
    born = max(item.assigned_on, held.noted_on)
    link_finding(actor, finding=held, work_item=item, gives=True, on=born, now=now)
    return item


def _is_within(finding: Finding, thing: Target | WorkItem) -> bool:
    campaign = finding.campaign
    if thing.term_id != campaign.term_id:
        return False
    return thing.unit_id == finding.unit_id or is_of_campaign(campaign, thing.unit_id, on=date.max)


def _hold_once(
    check: Check, same: QuerySet[_Tie], on: date, *, field: str, label: str, message: str, since: str
) -> None:
    """Note that the same tie stands, or a day on which it held before; one that never held is no hindrance."""
    standing = same.filter(removed_on__isnull=True).first()
    if standing is not None:
        check.wrong(field, message % {"day": write_date(standing.added_on)})
    ended = same.filter(removed_on__gt=F("added_on")).aggregate(last=Max("removed_on"))["last"]
    if ended is not None:
        check.not_before("on", label, on, earliest=ended, since=since)


def _end(tie: _Tie, label: str, on: date, *, now: datetime, since: str) -> _Tie:
    held = locked(tie)
    if held.removed_on is not None:
        raise NotFound(_("Không còn mục này."))
    check = Check()
    check.happened("on", label, on, now=now)
    check.not_before("on", label, on, earliest=held.added_on, since=since)
    check.finish()
    held.removed_on = on
    held.save(update_fields=["removed_on"])
    return held


def _link_data(link: FindingLink) -> Mapping[str, Json]:
    return {
        "target_id": link.target_id,
        "work_item": link.work_item_id,
        "adjustment": link.adjustment_id,
        "gives": link.gives,
        "on": link.added_on,
    }


def _chain_data(chain: FindingChain) -> Mapping[str, Json]:
    return {"first_finding": chain.earlier_id, "next_finding": chain.later_id, "on": chain.added_on}
