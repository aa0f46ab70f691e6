"""Checking the draft of a campaign: its heading, stages, rounds and rules, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from nhiemky.campaign.actions.checks import Check
from nhiemky.campaign.models import Campaign
from nhiemky.campaign.vocab import CampaignDraft, RoundDraft, Rules, StageCode, StageDraft
from nhiemky.history.vocab import Json, NotFound, Plain, plain
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.queries import path_of
from nhiemky.registry import queries as register
from nhiemky.targets import queries as targets

LONGEST_LEAD = 500
MOST_DOCUMENTS = 50
_ORDER = {code: place for place, code in enumerate(StageCode)}


def check_heading(check: Check, actor: Actor, draft: CampaignDraft, *, holder: Unit, term: Term) -> str:
    """This function will note what is wrong with name, days, directive, scheme and superior campaign; give the name as kept."""
    name = check.line("name", _("Tên đợt sơ kết"), draft.name, longest=300, needed=True)
    _within(check, "begun_on", _("Ngày của kế hoạch"), draft.begun_on, term)
    if draft.cut_off is not None:
        _within(check, "cut_off", _("Ngày chốt số liệu"), draft.cut_off, term)
    try:
        targets.scheme(draft.scheme)
    except NotFound as refusal:
        check.wrong("scheme", refusal.message)
    if draft.directive_id is not None:
        try:
            register.directive(actor, id=draft.directive_id)
        except NotFound as refusal:
            check.wrong("directive", refusal.message)
    if draft.parent_id is not None:
        _check_parent(check, draft, draft.parent_id, holder=holder, term=term)
    return name


def _check_parent(check: Check, draft: CampaignDraft, parent_id: int, *, holder: Unit, term: Term) -> None:
    parent = Campaign.objects.filter(pk=parent_id, removed_on__isnull=True).first()
    above = path_of(holder.pk, on=draft.begun_on).split("/")[1:-2]
    if parent is None or str(parent.holder_id) not in above:
        check.wrong("parent", _("Đợt sơ kết cấp trên phải do một đơn vị cấp trên chủ trì."))
        return
    if parent.term_id != term.pk:
        check.wrong("parent", _("Đợt sơ kết cấp trên thuộc nhiệm kỳ khác."))
    if parent.begun_on > draft.begun_on:
        check.not_before(
            "begun_on", _("Ngày của kế hoạch"), draft.begun_on,
            earliest=parent.begun_on, since=_("ngày của kế hoạch cấp trên"),
        )  # fmt: skip


def check_stages(check: Check, stages: Sequence[StageDraft]) -> tuple[StageDraft, ...]:
    """This function will note what is wrong with the stages together, and give them with their names as kept."""
    kept = tuple(
        stage._replace(
            name=check.line("stages", _("Tên giai đoạn"), stage.name, longest=100, needed=True),
            needs=tuple(dict.fromkeys(stage.needs)),
        )
        for stage in stages
    )
    places = [_ORDER[stage.code] for stage in kept]
    if StageCode.HELD not in [stage.code for stage in kept]:
        check.wrong("stages", _("Đợt sơ kết phải có giai đoạn tổ chức hội nghị."))
    if any(later <= earlier for earlier, later in pairwise(places)):
        check.wrong("stages", _("Các giai đoạn phải theo thứ tự chung và mỗi giai đoạn chỉ có một lần."))
    if len({fold(stage.name) for stage in kept}) < len(kept):
        check.wrong("stages", _("Hai giai đoạn không được trùng tên."))
    _check_leads(check, kept)
    return kept


def _check_leads(check: Check, stages: Sequence[StageDraft]) -> None:
    for stage in stages:
        if abs(stage.lead_days) > LONGEST_LEAD:
            message = _("Giai đoạn “%(stage)s”: số ngày làm việc trước hội nghị quá %(most)d.")
            check.wrong("stages", message % {"stage": stage.name, "most": LONGEST_LEAD})
        if stage.code is StageCode.HELD and stage.lead_days:
            check.wrong("stages", _("Giai đoạn tổ chức hội nghị là mốc 0, không có số ngày trước hội nghị."))
    for earlier, later in pairwise(stages):
        if later.lead_days > earlier.lead_days:
            message = _("Giai đoạn “%(later)s” được tính sớm hơn giai đoạn “%(earlier)s” trước nó.")
            check.wrong("stages", message % {"later": later.name, "earlier": earlier.name})


def check_round(
    check: Check, draft: RoundDraft, *, begun_on: date, term: Term, codes: Sequence[StageCode]
) -> RoundDraft:
    """This function will note what is wrong with a round of a campaign that goes through the stages; give it as kept."""
    name = check.line("name", _("Tên vòng"), draft.name, longest=200, needed=True)
    _within(check, "ends_on", _("Ngày kết thúc vòng"), draft.ends_on, term)
    check.not_before(
        "starts_on",
        _("Ngày bắt đầu vòng"),
        draft.starts_on,
        earliest=begun_on,
        since=_("ngày của kế hoạch"),
    )
    check.not_before(
        "ends_on",
        _("Ngày kết thúc vòng"),
        draft.ends_on,
        earliest=draft.starts_on,
        since=_("ngày bắt đầu vòng"),
    )
    if set(draft.stages) - set(codes):
        check.wrong("stages", _("Vòng đi qua giai đoạn mà đợt sơ kết không có."))
    if draft.stages and StageCode.HELD not in draft.stages:
        check.wrong("stages", _("Vòng phải đi qua giai đoạn tổ chức hội nghị."))
    stages = tuple(sorted(set(draft.stages), key=_ORDER.__getitem__))
    return draft._replace(name=name, stages=stages, documents=_documents(check, draft.documents))


def _documents(check: Check, documents: Sequence[str]) -> tuple[str, ...]:
    if len(documents) > MOST_DOCUMENTS:
        check.wrong("documents", _("Không quá %(most)d văn kiện cho một vòng.") % {"most": MOST_DOCUMENTS})
    lines = [check.line("documents", _("Tên văn kiện"), text, longest=300) for text in documents]
    return tuple(dict.fromkeys(line for line in lines if line))


def check_round_names(check: Check, names: Sequence[str]) -> None:
    """This function will note rounds of the same name."""
    if len({fold(name) for name in names}) < len(names):
        check.wrong("name", _("Hai vòng của một đợt sơ kết không được trùng tên."))


def check_rules(check: Check, rules: Rules) -> None:
    """This function will note what is wrong with the rules by which the campaign is judged."""
    for field in ("grace_days", "late_days"):
        if not 0 <= getattr(rules, field) <= 250:
            check.wrong(field, _("Số ngày làm việc phải từ 0 đến 250."))
    for field in ("on_plan_share", "mostly_share", "window_share"):
        if not 0 <= getattr(rules, field) <= 100:
            check.wrong(field, _("Tỷ lệ phải từ 0 đến 100%."))
    if rules.late_days < rules.grace_days:
        check.wrong("late_days", _("Số ngày coi là chậm nhiều không được ít hơn số ngày được châm chước."))
    if rules.mostly_share > rules.on_plan_share:
        check.wrong(
            "mostly_share", _("Tỷ lệ “cơ bản đúng kế hoạch” không được cao hơn tỷ lệ “đúng kế hoạch”.")
        )


def _within(check: Check, field: str, label: str, day: date, term: Term) -> None:
    """Note a day outside the planned years of the term and the years just before and after them."""
    if not term.first_year - 1 <= day.year <= term.last_year + 1:
        message = _("%(label)s (%(day)s) nằm ngoài nhiệm kỳ %(term)s.")
        check.wrong(field, message % {"label": label, "day": write_date(day), "term": term.label})


def rules_data(rules: Rules) -> dict[str, bool | int]:
    """This function will give the rules as they are stored."""
    return asdict(rules)


def stage_data(stage: StageDraft) -> Json:
    """This function will give a stage as the ledger keeps it."""
    return {
        "code": stage.code, "name": stage.name, "lead_days": stage.lead_days, "needs": list(stage.needs),
    }  # fmt: skip


def round_data(draft: RoundDraft) -> Json:
    """This function will give a round as the ledger keeps it."""
    return {
        "kind": draft.kind, "name": draft.name, "starts_on": draft.starts_on, "ends_on": draft.ends_on,
        "stages": list(draft.stages), "documents": list(draft.documents),
    }  # fmt: skip


def campaign_data(campaign: Campaign) -> dict[str, Plain]:
    """This function will give the heading of a campaign as the ledger keeps it."""
    return {
        "name": campaign.name, "holder": campaign.holder_id, "term": campaign.term_id,
        "parent": campaign.parent_id, "directive": campaign.directive_id, "drawn_from": campaign.drawn_from_id,
        "begun_on": plain(campaign.begun_on), "scheme": campaign.scheme, "cut_off": plain(campaign.cut_off),
        "rules": plain(campaign.rules),
    }  # fmt: skip
