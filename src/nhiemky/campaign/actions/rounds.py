"""Keeping the rounds of a campaign: their windows, stages and the documents that their units bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.changing import Change
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign
from nhiemky.campaign.actions.drafting import check_round, round_data
from nhiemky.campaign.models import Campaign, Review, Round, StageMove
from nhiemky.campaign.queries.former import WINDOW, columns_of
from nhiemky.campaign.queries.plan import stages as stages_of
from nhiemky.campaign.queries.plan import stated_round
from nhiemky.campaign.vocab import RoundDraft, StageCode
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb


@transaction.atomic
def add_round(actor: Actor, *, campaign: Campaign, draft: RoundDraft, on: date, now: datetime) -> Round:
    """This function will add a round after those that a campaign has, from a day on.

    :raises Denied: when the actor does not run the campaign. :raises Invalid: with every field in error.
    :raises Conflict: when the campaign has a round of that name.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    kept = standing_campaign(campaign)
    check = Check()
    sound = _checked(check, kept, draft)
    label = _("Ngày có hiệu lực")
    check.happened("on", label, on, now=now)
    check.not_before("on", label, on, earliest=kept.begun_on, since=_("ngày của kế hoạch"))
    check.finish()
    row = insert_rounds(kept, [sound], on=on)[0]
    history.record(
        actor, act="round.added", object_kind="campaign", object_id=kept.pk, branch=path,
        summary=_("Thêm vòng “%(round)s” vào đợt sơ kết “%(name)s”") % {"round": row.name, "name": kept.name},
        before=None, after={"round": row.pk, "stated": round_data(sound), "on": on},
    )  # fmt: skip
    return row


@transaction.atomic
def change_round(actor: Actor, *, round: Round, draft: RoundDraft, on: date, now: datetime) -> Round:
    """This function will change name, kind, window, stages and documents of a round from a day on.

    :raises Denied: when the actor does not run the campaign.
    :raises Invalid: with every field in error, or when a stage that is left out was reached by one of its units.
    :raises Conflict: when the campaign has another round of that name, or the round was removed.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=round.campaign)
    campaign = standing_campaign(round.campaign)
    row = locked(round)
    _refuse_removed(row)
    before, columns = stated_round(row), columns_of(row, WINDOW)
    check = Check()
    sound = _checked(check, campaign, draft, row=row)
    row.kind, row.name, row.starts_on, row.ends_on = (
        sound.kind.value,
        sound.name,
        sound.starts_on,
        sound.ends_on,
    )
    row.stages, row.documents = [code.value for code in sound.stages], list(sound.documents)
    change = Change(campaign, columns, columns_of(row, WINDOW), on, now, round=row)
    change.check(check)
    check.finish()
    _save(row)
    change.keep(actor)
    history.record(
        actor, act="round.changed", object_kind="campaign", object_id=campaign.pk, branch=path,
        summary=_("Sửa vòng “%(round)s” của đợt sơ kết “%(name)s”") % {"round": row.name, "name": campaign.name},
        before={"round": row.pk, "stated": round_data(before)},
        after={"round": row.pk, "stated": round_data(sound), "on": on},
    )  # fmt: skip
    return row


@transaction.atomic
def remove_round(actor: Actor, *, round: Round, on: date, reason: str, now: datetime) -> Round:
    """This function will remove a round in which no unit takes part, from a day on.

    :raises Denied: when the actor does not run the campaign. :raises Conflict: when it was removed already.
    :raises Invalid: without a reason, for a day out of order, or while units take part in it.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=round.campaign)
    campaign = standing_campaign(round.campaign)
    row = locked(round)
    _refuse_removed(row)
    check = Check()
    words = check.reason(reason)
    check.happened("on", _("Ngày bỏ"), on, now=now)
    check.not_before("on", _("Ngày bỏ"), on, earliest=campaign.begun_on, since=_("ngày của kế hoạch"))
    if row.added_on is not None:
        check.not_before("on", _("Ngày bỏ"), on, earliest=row.added_on, since=_("ngày thêm vòng"))
    if Review.objects.filter(round=row, withdrawn_on__isnull=True).exists():
        check.wrong("", _("Vòng còn đơn vị tham gia. Đề nghị đưa các đơn vị ra khỏi vòng trước."))
    check.finish()
    row.removed_on = on
    row.save(update_fields=["removed_on"])
    history.record(
        actor, act="round.removed", object_kind="campaign", object_id=campaign.pk, branch=path,
        summary=_("Bỏ vòng “%(round)s”: %(reason)s") % {"round": row.name, "reason": words},
        before={"round": row.pk, "removed_on": None},
        after={"round": row.pk, "removed_on": on, "reason": words},
    )  # fmt: skip
    return row


@transaction.atomic
def restore_round(actor: Actor, *, round: Round) -> Round:
    """This function will restore a removed round.

    :raises Denied: when the actor does not run the campaign.
    :raises Conflict: when it stands, or another has taken its name. :raises Invalid: when the campaign was removed.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=round.campaign)
    campaign = standing_campaign(round.campaign)
    row = locked(round)
    if row.removed_on is None:
        raise Conflict(_("Vòng đang có hiệu lực, không có gì để khôi phục."))
    before, row.removed_on = row.removed_on, None
    _save(row)
    history.record(
        actor, act="round.restored", object_kind="campaign", object_id=campaign.pk, branch=path,
        summary=_("Khôi phục vòng “%(round)s”") % {"round": row.name},
        before={"round": row.pk, "removed_on": before}, after={"round": row.pk, "removed_on": None},
    )  # fmt: skip
    return row


def insert_rounds(campaign: Campaign, drafts: Sequence[RoundDraft], *, on: date | None = None) -> list[Round]:
    """This function will write checked rounds after those that a campaign has, without a line in the ledger; without a day they
    are there from the beginning.

    :raises Conflict: when the campaign has a round of one of the names.
    """
    last = Round.objects.filter(campaign=campaign).aggregate(last=Max("position"))["last"] or 0
    rows = [
        Round(
            campaign=campaign, kind=draft.kind.value, position=place, name=draft.name, starts_on=draft.starts_on,
            ends_on=draft.ends_on, stages=[code.value for code in draft.stages], documents=list(draft.documents),
            added_on=on,
        )
        for place, draft in enumerate(drafts, start=last + 1)
    ]  # fmt: skip
    for row in rows:
        _save(row)
    return rows


def _checked(check: Check, campaign: Campaign, draft: RoundDraft, *, row: Round | None = None) -> RoundDraft:
    codes = [StageCode(stage.code) for stage in stages_of(campaign)]
    sound = check_round(check, draft, begun_on=campaign.begun_on, term=campaign.term, codes=codes)
    if row is not None and sound.stages:
        moved = set(StageMove.objects.filter(review__round=row).values_list("stage", flat=True))
        if moved - {code.value for code in sound.stages}:
            check.wrong("stages", _("Không bỏ được giai đoạn mà đơn vị của vòng đã đi qua."))
    return sound


def _refuse_removed(row: Round) -> None:
    if row.removed_on is not None:
        raise Conflict(_("Vòng đã được bỏ từ ngày %(day)s.") % {"day": write_date(row.removed_on)})


def _save(row: Round) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict(
            _("Đợt sơ kết đã có vòng tên “%(round)s”. Đề nghị đặt tên khác.") % {"round": row.name}
        ) from error
