"""The way of a figure: submitted by the office, confirmed by a leader or returned with a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets import policy
from nhiemky.targets.models import Observation
from nhiemky.targets.queries.single import latest_versions
from nhiemky.targets.vocab import ObservationState

_DRAFT, _RETURNED = ObservationState.DRAFT.value, ObservationState.RETURNED.value
_SUBMITTED, _CONFIRMED = ObservationState.SUBMITTED.value, ObservationState.CONFIRMED.value


@transaction.atomic
def submit_figures(actor: Actor, *, unit: Unit, term: Term, now: datetime) -> int:
    """This function will submit the latest versions in draft or returned, and give how many.

    :raises Denied: when the actor enters no results there. :raises Invalid: when there is nothing to submit.
    """
    path = policy.require(actor, Verb.ENTER_RESULTS, unit=unit)
    ids = list(latest_versions(unit, term).filter(state__in=[_DRAFT, _RETURNED]).values_list("pk", flat=True))
    waiting = Observation.objects.filter(pk__in=ids, state__in=[_DRAFT, _RETURNED])
    count = waiting.update(state=_SUBMITTED, state_note="")
    if not count:
        raise Invalid(FieldError("", _("Không có số liệu mới để trình.")))
    history.record(
        actor, act="figures.submitted", object_kind="unit", object_id=unit.pk, branch=path,
        summary=_("Trình %(count)d số liệu") % {"count": count},
        before=None, after={"term": term.label, "observations": ids},
    )  # fmt: skip
    return count


@transaction.atomic
def confirm_figures(
    actor: Actor, *, unit: Unit, term: Term, observation_ids: Sequence[int], now: datetime
) -> int:
    """This function will confirm submitted figures, all or none, and give how many.

    Of two leaders who confirm the same figures at once exactly one succeeds.

    :raises Denied: when the actor confirms no results there. :raises Invalid: when none is named.
    :raises Conflict: when any is no longer submitted, or was changed since.
    """
    path = policy.require(actor, Verb.CONFIRM_RESULTS, unit=unit)
    ids = _named(observation_ids)
    count = _settle(unit, term, ids, state=_CONFIRMED, note="", by=actor.name, at=now)
    history.record(
        actor, act="figures.confirmed", object_kind="unit", object_id=unit.pk, branch=path,
        summary=_("Xác nhận %(count)d số liệu") % {"count": count},
        before=None, after={"term": term.label, "observations": ids},
    )  # fmt: skip
    return count


@transaction.atomic
def return_figures(
    actor: Actor, *, unit: Unit, term: Term, observation_ids: Sequence[int], reason: str, now: datetime
) -> int:
    """This function will return submitted figures to the office with a note, all or none, and give how many.

    :raises Denied: when the actor confirms no results there. :raises Invalid: without a reason, or when none is named.
    :raises Conflict: when any is no longer submitted, or was changed since.
    """
    path = policy.require(actor, Verb.CONFIRM_RESULTS, unit=unit)
    if not reason.strip() or len(reason) > 500:
        raise Invalid(FieldError("reason", _("Đề nghị ghi lý do trả lại, không quá 500 ký tự.")))
    ids = _named(observation_ids)
    count = _settle(unit, term, ids, state=_RETURNED, note=reason.strip(), by="", at=None)
    history.record(
        actor, act="figures.returned", object_kind="unit", object_id=unit.pk, branch=path,
        summary=_("Trả lại %(count)d số liệu: %(reason)s") % {"count": count, "reason": reason.strip()},
        before=None, after={"term": term.label, "observations": ids, "reason": reason.strip()},
    )  # fmt: skip
    return count


def _named(observation_ids: Sequence[int]) -> list[int]:
    ids = sorted(set(observation_ids))
    if not ids:
        raise Invalid(FieldError("", _("Chưa chọn số liệu nào.")))
    return ids


def _settle(
    unit: Unit, term: Term, ids: Sequence[int], *, state: str, note: str, by: str, at: datetime | None
) -> int:
    # The condition on the row itself decides between two writers: the second finds it already settled.
    submitted = Observation.objects.filter(pk__in=ids, state=_SUBMITTED)
    count = submitted.update(state=state, state_note=note, confirmed_by=by[:200], confirmed_at=at)
    latest = latest_versions(unit, term).filter(pk__in=ids).count()
    if count == len(ids) == latest:
        return count
    raise Conflict(_why_not(ids, count))


def _why_not(ids: Sequence[int], count: int) -> str:
    settled = (
        Observation.objects.filter(pk__in=ids, state=_CONFIRMED, confirmed_at__isnull=False)
        .exclude(confirmed_by="")
        .order_by("-confirmed_at")
        .first()
    )
    if count < len(ids) and settled is not None and settled.confirmed_at is not None:
        return _("Số liệu đã được %(name)s xác nhận lúc %(when)s. Đề nghị tải lại trang.") % {
            "name": settled.confirmed_by,
            "when": f"{timezone.localtime(settled.confirmed_at):%H:%M, %d-%m-%Y}",
        }
    return _("Có số liệu đã được sửa hoặc trả lại sau khi trang này mở. Đề nghị tải lại trang rồi làm lại.")
