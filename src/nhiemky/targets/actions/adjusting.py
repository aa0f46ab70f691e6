"""Adjusting a target within the term: what it was stays, with the day, the deciding directive and the reason (S14)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import UNSTORABLE, Conflict, FieldError, Invalid, Json, plain
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Term
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb, clean
from nhiemky.registry.models import Directive
from nhiemky.registry.policy import visible
from nhiemky.targets import policy
from nhiemky.targets.actions.checks import target_errors, whole_target
from nhiemky.targets.actions.keeping import fill_target, refuse_removed, row_data, write_phased
from nhiemky.targets.models import Target, TargetAdjustment
from nhiemky.targets.queries.adjusting import ADJUSTABLE
from nhiemky.targets.queries.stated import row_of
from nhiemky.targets.vocab import TargetRow

LONGEST_REASON = 500


@transaction.atomic
def adjust_target(
    actor: Actor,
    *,
    target: Target,
    decided_on: date,
    directive: Directive | None,
    reason: str,
    row: TargetRow,
    now: datetime,
    expected: TargetRow | None = None,
) -> TargetAdjustment:
    """This function will make a target what the row says from the day of the decision on; before that day it stays as it was.

    Only what a decision can change may differ (`targets.queries.ADJUSTABLE`); frozen figures are not touched.
    `expected` is the row that the writer had seen.

    :raises Denied: when the actor keeps no targets there.
    :raises Invalid: with every field in error; for a removed target, a term that has ended, a day that has not come.
    :raises Conflict: when the target is no longer as expected.
    """
    path = policy.require(actor, Verb.KEEP_TARGETS, unit=target.unit)
    held = Target.objects.select_for_update().select_related("term").get(pk=target.pk)
    refuse_removed(held)
    former = row_of(held)
    if expected is not None and former != expected:
        raise Conflict(_("Chỉ tiêu vừa được người khác sửa. Đề nghị tải lại trang rồi điều chỉnh lại."))
    stated, errors = whole_target(row)
    errors += _row_errors(former, row) + target_errors(stated, held.term)
    errors += _day_errors(held, decided_on, timezone.localtime(now).date())
    errors += _reason_errors(reason) + _directive_errors(actor, directive)
    if errors:
        raise Invalid(*errors)
    old, new = changed_columns(former, row)
    fill_target(held, row, held.parent_id)
    held.save()
    if "phased" in new:
        write_phased({held.pk: stated.phased}, replace=True)
    adjustment = TargetAdjustment.objects.create(
        target=held, decided_on=decided_on, directive=directive, reason=clean(reason), old=plain(old), new=plain(new),
        adjusted_by=actor.name[:200], adjusted_at=now,
    )  # fmt: skip
    history.record(
        actor, act="target.adjusted", object_kind="target", object_id=held.pk, branch=path,
        summary=_("Điều chỉnh chỉ tiêu %(number)s từ ngày %(day)s")
        % {"number": held.number, "day": write_date(decided_on)},
        before=old,
        after={**new, "decided_on": decided_on, "directive": adjustment.directive_id, "reason": adjustment.reason},
    )  # fmt: skip
    return adjustment


def changed_columns(former: TargetRow, row: TargetRow) -> tuple[dict[str, Json], dict[str, Json]]:
    """This function will give the columns that differ, as they were and as they become."""
    before, after = row_data(former), row_data(row)
    changed = [name for name in ADJUSTABLE if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def _row_errors(former: TargetRow, row: TargetRow) -> list[FieldError]:
    before, after = row_data(former), row_data(row)
    errors = [
        FieldError(
            name, _("Quyết định điều chỉnh không đổi mục này; đề nghị dùng “Sửa” để sửa lại danh sách.")
        )
        for name in before
        if name not in ADJUSTABLE and before[name] != after[name]
    ]
    if before == after:
        errors.append(FieldError("", _("Chưa có gì được điều chỉnh: nội dung giống hệt chỉ tiêu hiện nay.")))
    return errors


def _day_errors(target: Target, day: date, today: date) -> list[FieldError]:
    term: Term = target.term
    if day > today:
        return [FieldError("decided_on", _("Ngày quyết định không được sau hôm nay."))]
    if day > date(term.last_year, 12, 31):
        message = _("Nhiệm kỳ %(term)s đã kết thúc, chỉ tiêu không điều chỉnh được nữa.")
        return [FieldError("decided_on", message % {"term": term.label})]
    if day.year < term.first_year - 1:
        message = _("Ngày quyết định trước khi nhiệm kỳ %(term)s bắt đầu.")
        return [FieldError("decided_on", message % {"term": term.label})]
    days = TargetAdjustment.objects.filter(target=target).order_by("-decided_on")
    last = days.values_list("decided_on", flat=True).first()
    if last is not None and day <= last:
        message = _("Chỉ tiêu đã được điều chỉnh ngày %(day)s; ngày quyết định mới phải sau ngày đó.")
        return [FieldError("decided_on", message % {"day": write_date(last)})]
    return []


def _reason_errors(reason: str) -> list[FieldError]:
    if UNSTORABLE.search(reason):
        return [FieldError("reason", _("Lý do có ký tự không lưu được."))]
    if not clean(reason):
        return [FieldError("reason", _("Chưa ghi lý do điều chỉnh chỉ tiêu."))]
    if len(clean(reason)) > LONGEST_REASON:
        return [FieldError("reason", _("Lý do dài quá %(length)d ký tự.") % {"length": LONGEST_REASON})]
    return []


def _directive_errors(actor: Actor, directive: Directive | None) -> list[FieldError]:
    if directive is None:
        return []
    rows = Directive.objects.filter(visible(actor), pk=directive.pk, withdrawn_at__isnull=True)
    if rows.exists():
        return []
    return [FieldError("directive", _("Không có văn bản này trong sổ, hoặc văn bản đã được rút."))]
