"""Drawing up campaigns, changing their heading, stages and rules, removing them with the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.changing import Change
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign
from nhiemky.campaign.actions.drafting import (
    campaign_data,
    check_heading,
    check_round,
    check_round_names,
    check_rules,
    check_stages,
    round_data,
    rules_data,
    stage_data,
)
from nhiemky.campaign.actions.rounds import insert_rounds
from nhiemky.campaign.models import Campaign, CampaignStage, Review, Round, StageMove
from nhiemky.campaign.queries.former import HEADING, columns_of, stage_columns, stated_stage
from nhiemky.campaign.queries.plan import stages as stages_of
from nhiemky.campaign.vocab import STAGE_TEMPLATE, CampaignDraft, Rules, StageDraft
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb


@transaction.atomic
def add_campaign(
    actor: Actor,
    *,
    holder: Unit,
    term: Term,
    draft: CampaignDraft,
    now: datetime,
    drawn_from: Campaign | None = None,
    illustrative: bool = False,
) -> Campaign:
    """This function will draw up a campaign with its stages (none stated: those of the template) and rounds.

    :raises Denied: when the actor keeps no campaigns of the holder. :raises Invalid: with every field in error.
    :raises Conflict: when the holder has a campaign of that name in the term.
    """
    path = policy.require_holder(actor, Verb.KEEP_CAMPAIGN, holder_id=holder.pk)
    check = Check()
    name = check_heading(check, actor, draft, holder=holder, term=term)
    check.happened("begun_on", _("Ngày của kế hoạch"), draft.begun_on, now=now)
    stages = check_stages(check, draft.stages or STAGE_TEMPLATE)
    codes = [stage.code for stage in stages]
    parts = [
        check_round(check, part, begun_on=draft.begun_on, term=term, codes=codes) for part in draft.rounds
    ]
    check_round_names(check, [part.name for part in parts])
    check_rules(check, draft.rules)
    check.finish()
    campaign = Campaign(
        holder=holder, term=term, parent_id=draft.parent_id, directive_id=draft.directive_id, drawn_from=drawn_from,
        name=name, begun_on=draft.begun_on, scheme=draft.scheme, cut_off=draft.cut_off,
        rules=rules_data(draft.rules), illustrative=illustrative,
    )  # fmt: skip
    _save(campaign)
    _insert_stages(campaign, stages)
    insert_rounds(campaign, parts)
    history.record(
        actor, act="campaign.added", object_kind="campaign", object_id=campaign.pk, branch=path,
        summary=_("Lập đợt sơ kết “%(name)s”") % {"name": name}, before=None,
        after={
            **campaign_data(campaign), "stages": [stage_data(stage) for stage in stages],
            "rounds": [round_data(part) for part in parts],
        },
    )  # fmt: skip
    return campaign


@transaction.atomic
def change_campaign(
    actor: Actor, *, campaign: Campaign, draft: CampaignDraft, on: date, now: datetime
) -> Campaign:
    """This function will change the heading of a campaign from a day on: name, directive, superior campaign, cut-off, scheme,
    rules; the day of the plan is corrected for all days. Stages and rounds of the draft are not looked at; they have acts of
    their own.

    :raises Denied: when the actor does not run the campaign. :raises Invalid: with every field in error.
    :raises Conflict: when the holder has another campaign of that name in the term.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    kept = standing_campaign(campaign)
    before, columns = campaign_data(kept), columns_of(kept, HEADING)
    check = Check()
    kept.name = check_heading(check, actor, draft, holder=kept.holder, term=kept.term)
    check.happened("begun_on", _("Ngày của kế hoạch"), draft.begun_on, now=now)
    _check_begun(check, kept, draft.begun_on)
    check_rules(check, draft.rules)
    kept.begun_on, kept.scheme, kept.cut_off = draft.begun_on, draft.scheme, draft.cut_off
    kept.directive_id, kept.parent_id = draft.directive_id, draft.parent_id
    kept.rules = rules_data(draft.rules)
    change = Change(kept, columns, columns_of(kept, HEADING), on, now)
    change.check(check)
    check.finish()
    _save(kept)
    change.keep(actor)
    history.record(
        actor, act="campaign.changed", object_kind="campaign", object_id=kept.pk, branch=path,
        summary=_("Sửa đợt sơ kết “%(name)s”") % {"name": kept.name}, before=before,
        after={**campaign_data(kept), "on": on},
    )  # fmt: skip
    return kept


def _check_begun(check: Check, campaign: Campaign, begun_on: date) -> None:
    """Note a beginning that would come after what already belongs to the campaign."""
    windows = Round.objects.filter(campaign=campaign, removed_on__isnull=True).values_list(
        "starts_on", flat=True
    )
    entered = Review.objects.filter(round__campaign=campaign).values_list("added_on", flat=True)
    below = Campaign.objects.filter(parent=campaign, removed_on__isnull=True).values_list(
        "begun_on", flat=True
    )
    first = min((*windows, *entered, *below), default=begun_on)
    if begun_on > first:
        message = _("Ngày của kế hoạch (%(day)s) sau ngày đã có việc trong đợt sơ kết (%(first)s).")
        check.wrong("begun_on", message % {"day": write_date(begun_on), "first": write_date(first)})


@transaction.atomic
def set_rules(actor: Actor, *, campaign: Campaign, rules: Rules, on: date, now: datetime) -> Campaign:
    """This function will set the rules by which the campaign is judged according to plan from a day on.

    :raises Denied: when the actor does not run the campaign. :raises Invalid: for rules or a day out of order.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    kept = standing_campaign(campaign)
    check = Check()
    check_rules(check, rules)
    before, kept.rules = kept.rules, rules_data(rules)
    change = Change(kept, {"rules": before}, columns_of(kept, ("rules",)), on, now)
    change.check(check)
    check.finish()
    kept.save(update_fields=["rules"])
    change.keep(actor)
    history.record(
        actor, act="campaign.rules_set", object_kind="campaign", object_id=kept.pk, branch=path,
        summary=_("Đặt cách đánh giá của đợt sơ kết “%(name)s”") % {"name": kept.name},
        before=before, after={**kept.rules, "on": on},
    )  # fmt: skip
    return kept


@transaction.atomic
def set_stages(
    actor: Actor, *, campaign: Campaign, stages: Sequence[StageDraft], on: date, now: datetime
) -> list[CampaignStage]:
    """This function will set the stages that the campaign's reviews go through from a day on, their names, lead times and needs.
    Days that were planned before stay as they were decided.

    :raises Denied: when the actor does not run the campaign.
    :raises Invalid: for stages or a day out of order, or when a stage that is left out was reached or is named by a round.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    kept = standing_campaign(campaign)
    before = [stated_stage(stage) for stage in stages_of(kept)]
    check = Check()
    sound = check_stages(check, stages)
    _check_left_out(check, kept, [stage.code.value for stage in sound])
    change = Change(kept, stage_columns(before), stage_columns(sound), on, now)
    change.check(check)
    check.finish()
    CampaignStage.objects.filter(campaign=kept).delete()
    rows = _insert_stages(kept, sound)
    change.keep(actor)
    history.record(
        actor, act="campaign.stages_set", object_kind="campaign", object_id=kept.pk, branch=path,
        summary=_("Đặt các giai đoạn của đợt sơ kết “%(name)s”") % {"name": kept.name},
        before={"stages": [stage_data(stage) for stage in before]},
        after={"stages": [stage_data(stage) for stage in sound], "on": on},
    )  # fmt: skip
    return rows


def _check_left_out(check: Check, campaign: Campaign, codes: Sequence[str]) -> None:
    gone = {stage.code: stage.name for stage in stages_of(campaign) if stage.code not in codes}
    moved = set(
        StageMove.objects.filter(review__round__campaign=campaign, stage__in=gone).values_list(
            "stage", flat=True
        )
    )
    named = {
        code
        for stages in Round.objects.filter(campaign=campaign).values_list("stages", flat=True)
        for code in stages
    }
    for code, name in gone.items():
        if code in moved:
            message = _("Không bỏ được giai đoạn “%(stage)s”: đã có đơn vị đi qua.")
            check.wrong("stages", message % {"stage": name})
        elif code in named:
            message = _("Không bỏ được giai đoạn “%(stage)s”: có vòng nêu rõ giai đoạn này.")
            check.wrong("stages", message % {"stage": name})


@transaction.atomic
def remove_campaign(actor: Actor, *, campaign: Campaign, on: date, reason: str, now: datetime) -> Campaign:
    """This function will remove a campaign from a day on. Nothing that belongs to it is lost, and it can be restored.

    :raises Denied: when the actor does not run the campaign. :raises Conflict: when it was removed already.
    :raises Invalid: without a reason, for a day out of order, or while campaigns stand under it.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    kept = locked(campaign)
    if kept.removed_on is not None:
        raise Conflict(_("Đợt sơ kết đã được bỏ từ ngày %(day)s.") % {"day": write_date(kept.removed_on)})
    check = Check()
    words = check.reason(reason)
    check.happened("on", _("Ngày bỏ"), on, now=now)
    check.not_before("on", _("Ngày bỏ"), on, earliest=kept.begun_on, since=_("ngày của kế hoạch"))
    _check_none_below(check, kept)
    check.finish()
    kept.removed_on, kept.removed_because = on, words
    kept.save(update_fields=["removed_on", "removed_because"])
    history.record(
        actor, act="campaign.removed", object_kind="campaign", object_id=kept.pk, branch=path,
        summary=_("Bỏ đợt sơ kết “%(name)s”: %(reason)s") % {"name": kept.name, "reason": words},
        before={"removed_on": None}, after={"removed_on": on, "reason": words},
    )  # fmt: skip
    return kept


def _check_none_below(check: Check, campaign: Campaign) -> None:
    below: Iterable[str] = Campaign.objects.filter(parent=campaign, removed_on__isnull=True).values_list(
        "name", flat=True
    )
    if below:
        names = ", ".join(f"“{name}”" for name in sorted(below))
        message = _("Còn đợt sơ kết cấp dưới thuộc đợt này: %(names)s. Đề nghị bỏ hoặc tách trước.")
        check.wrong("", message % {"names": names})


@transaction.atomic
def restore_campaign(actor: Actor, *, campaign: Campaign, now: datetime) -> Campaign:
    """This function will restore a removed campaign, with everything that belongs to it, as if it had never been removed.

    :raises Denied: when the actor does not run the campaign.
    :raises Conflict: when it stands, its superior campaign was removed, or another has taken its name.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    kept = locked(campaign)
    if kept.removed_on is None:
        raise Conflict(_("Đợt sơ kết đang có hiệu lực, không có gì để khôi phục."))
    if kept.parent is not None and kept.parent.removed_on is not None:
        raise Conflict(_("Đợt sơ kết cấp trên đã được bỏ; đề nghị khôi phục đợt cấp trên trước."))
    before: Json = {"removed_on": kept.removed_on, "reason": kept.removed_because}
    kept.removed_on, kept.removed_because = None, ""
    _save(kept)
    history.record(
        actor, act="campaign.restored", object_kind="campaign", object_id=kept.pk, branch=path,
        summary=_("Khôi phục đợt sơ kết “%(name)s”") % {"name": kept.name},
        before=before, after={"removed_on": None},
    )  # fmt: skip
    return kept


def _save(campaign: Campaign) -> None:
    try:
        with transaction.atomic():
            campaign.save()
    except IntegrityError as error:
        raise Conflict(
            _("Đơn vị đã có đợt sơ kết tên “%(name)s” trong nhiệm kỳ này. Đề nghị đặt tên khác.")
            % {"name": campaign.name}
        ) from error


def _insert_stages(campaign: Campaign, stages: Sequence[StageDraft]) -> list[CampaignStage]:
    return CampaignStage.objects.bulk_create(
        CampaignStage(
            campaign=campaign, code=stage.code.value, position=place, name=stage.name,
            lead_days=stage.lead_days, needs=[need.value for need in stage.needs],
        )
        for place, stage in enumerate(stages, start=1)
    )  # fmt: skip
