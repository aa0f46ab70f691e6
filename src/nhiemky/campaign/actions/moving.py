"""Moving a unit's review from stage to stage: never silently, never over what is missing without a reason that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign, standing_review
from nhiemky.campaign.models import CampaignStage, Review, StageMove
from nhiemky.campaign.queries.reviews import last_move, stages_of
from nhiemky.campaign.queries.standing import unmet_needs
from nhiemky.campaign.vocab import NEED_NAMES, Need, StageCode
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.kernel.stages import Machine, Move, MoveError
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb


@transaction.atomic
def move_stage(
    actor: Actor,
    *,
    review: Review,
    stage: StageCode,
    on: date,
    reason: str,
    now: datetime,
    expected: StageCode | None,
) -> StageMove:
    """This function will move a review to a stage on a day. One step forward with nothing missing needs no reason; leaving stages
    out, going back, and going on although a need of this stage or of one left out is not met do. `expected` is the stage that
    the person saw, none before the first.

    :raises Denied: when the actor keeps neither this review nor the campaign.
    :raises Conflict: when somebody else moved it meanwhile.
    :raises Invalid: for a stage that the review does not go through or stands at, a day out of order, or a reason missing.
    """
    path = policy.require_review(actor, Verb.KEEP_REVIEW, review=review)
    standing_campaign(review.round.campaign)
    kept = locked(review)
    stages = stages_of(kept)
    last = last_move(kept)
    _refuse_stale(last, expected, stages)
    move = _move(stages, last, stage)
    check = Check()
    words = check.line("reason", _("Lý do"), reason, longest=500)
    _check_day(check, kept, last, on=on, now=now)
    unmet = () if move.back else _unmet(kept, [*move.skipped, stage], on)
    if not words:
        _check_reason(check, move, unmet, stages)
    check.finish()
    row = StageMove.objects.create(
        review=kept, sequence=last.sequence + 1 if last else 1, origin=last.stage if last else "",
        stage=stage.value, on=on, reason=words, skipped=[code.value for code in move.skipped],
        unmet=[need.value for need in unmet], moved_by_id=actor.user_id, moved_by=actor.name[:200], moved_at=now,
    )  # fmt: skip
    history.record(
        actor, act="review.moved", object_kind="review", object_id=kept.pk, branch=path,
        summary=_("%(unit)s chuyển sang giai đoạn “%(stage)s”")
        % {"unit": kept.unit_name, "stage": _named(stages, stage.value)},
        before={"stage": row.origin, "on": last.on if last else None},
        after={
            "stage": row.stage, "on": on, "reason": words, "skipped": row.skipped, "unmet": row.unmet,
            "sequence": row.sequence,
        },
    )  # fmt: skip
    return row


def _move(stages: Sequence[CampaignStage], last: StageMove | None, stage: StageCode) -> Move[StageCode]:
    machine = Machine.of([StageCode(each.code) for each in stages])
    try:
        return machine.move(StageCode(last.stage) if last else None, stage)
    except MoveError as error:
        raise Invalid(FieldError("stage", str(error))) from error


def _refuse_stale(
    last: StageMove | None, expected: StageCode | None, stages: Sequence[CampaignStage]
) -> None:
    now = last.stage if last else None
    if now == (expected.value if expected else None):
        return
    if last is None:
        raise Conflict(_("Đơn vị chưa bắt đầu giai đoạn nào. Đề nghị xem lại trước khi chuyển."))
    raise Conflict(
        _(
            "%(who)s vừa chuyển đơn vị này sang giai đoạn “%(stage)s” (ngày %(day)s). Đề nghị xem lại trước khi chuyển."
        )
        % {"who": last.moved_by, "stage": _named(stages, last.stage), "day": write_date(last.on)}
    )


def _check_day(check: Check, review: Review, last: StageMove | None, *, on: date, now: datetime) -> None:
    label = _("Ngày chuyển giai đoạn")
    check.happened("on", label, on, now=now)
    standing_review(check, review, on=on)
    if last is not None:
        check.not_before("on", label, on, earliest=last.on, since=_("lần chuyển giai đoạn gần nhất"))


def _unmet(review: Review, stages: Sequence[StageCode], on: date) -> tuple[Need, ...]:
    found = [need for stage in stages for need in unmet_needs(review, stage=stage, on=on)]
    return tuple(dict.fromkeys(found))


def _check_reason(
    check: Check, move: Move[StageCode], unmet: Sequence[Need], stages: Sequence[CampaignStage]
) -> None:
    """Note that a reason is missing, with what it is needed for."""
    if move.back:
        check.wrong("reason", _("Chuyển về giai đoạn trước cần ghi lý do."))
    if move.skipped:
        names = ", ".join(f"“{_named(stages, code.value)}”" for code in move.skipped)
        check.wrong("reason", _("Bỏ qua giai đoạn %(names)s cần ghi lý do.") % {"names": names})
    if unmet:
        missing = ", ".join(str(NEED_NAMES[need]) for need in unmet)
        message = _("Chưa đáp ứng: %(missing)s. Nếu vẫn chuyển, đề nghị ghi lý do.")
        check.wrong("reason", message % {"missing": missing})


def _named(stages: Sequence[CampaignStage], code: str) -> str:
    return next((stage.name for stage in stages if stage.code == code), code)
