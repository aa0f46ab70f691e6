"""The survey before the reviews: planning it, whom to visit, what the visits found, its conclusion (S16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign
from nhiemky.campaign.models import Campaign, Survey, Team, Visit
from nhiemky.campaign.vocab import SurveyDraft, TeamKind, VisitDraft
from nhiemky.history import actions as history
from nhiemky.history.vocab import FieldError, Invalid, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import UnitState
from nhiemky.org.policy import Actor, valid_at
from nhiemky.org.vocab import Verb
from nhiemky.registry.models import Directive
from nhiemky.registry.policy import visible


@transaction.atomic
def plan_survey(
    actor: Actor,
    *,
    campaign: Campaign,
    draft: SurveyDraft,
    visits: Sequence[VisitDraft],
    now: datetime,
    illustrative: bool = False,
) -> Survey:
    """This function will plan a survey of a campaign with the units and sectors to visit, in their order.

    :raises Denied: to whoever runs no campaign there. :raises Invalid: with everything that is wrong, nothing is kept.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    held = standing_campaign(campaign)
    check = Check()
    survey = _filled(actor, Survey(campaign=held, illustrative=illustrative), draft, check, now)
    rows = _new_visits(survey, visits, check, on=draft.planned_on, first=1)
    check.finish()
    survey.save()
    _insert(survey, rows)
    history.record(
        actor, act="survey.planned", object_kind="survey", object_id=survey.pk, branch=path,
        summary=_("Lập kế hoạch khảo sát “%(name)s”") % {"name": survey.name},
        before=None, after=_survey_data(survey) | {"visits": [_visit_data(row) for row in rows]},
    )  # fmt: skip
    return survey


@transaction.atomic
def change_survey(actor: Actor, *, survey: Survey, draft: SurveyDraft, now: datetime) -> Survey:
    """This function will change name, days, team, directive and purpose of a survey.

    :raises Denied: to whoever runs no campaign there. :raises Invalid: with everything that is wrong, or when removed.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=survey.campaign)
    held = _standing(survey)
    before = _survey_data(held)
    check = Check()
    _filled(actor, held, draft, check, now)
    for visit in Visit.objects.filter(survey=held, visited_on__isnull=False, visited_on__lt=held.planned_on):
        check.wrong(
            "planned_on", _("Đoàn đã đến %(name)s trước ngày lập kế hoạch này.") % {"name": visit.name}
        )
    check.finish()
    held.save()
    _record(actor, held, path, "survey.changed", _("Sửa kế hoạch khảo sát “%(name)s”"), before)
    return held


@transaction.atomic
def conclude_survey(actor: Actor, *, survey: Survey, conclusion: str, on: date, now: datetime) -> Survey:
    """This function will keep what the survey came to; it is shown from the day on which that was concluded.

    :raises Denied: to whoever records no findings at the holder.
    :raises Invalid: without a text, before the last day of the survey, or when removed.
    """
    path = policy.require_campaign(actor, Verb.RECORD_FINDINGS, campaign=survey.campaign)
    held = _standing(survey)
    before = _survey_data(held)
    check = Check()
    held.conclusion = check.text("conclusion", _("Kết luận khảo sát"), conclusion, needed=True)
    check.happened("on", _("Ngày kết luận"), on, now=now)
    check.not_before("on", _("Ngày kết luận"), on, earliest=held.ends_on, since=_("ngày kết thúc khảo sát"))
    check.finish()
    held.concluded_on = on
    held.save(update_fields=["conclusion", "concluded_on"])
    _record(actor, held, path, "survey.concluded", _("Kết luận khảo sát “%(name)s”"), before)
    return held


@transaction.atomic
def remove_survey(actor: Actor, *, survey: Survey, on: date, reason: str, now: datetime) -> Survey:
    """This function will take a survey out of the campaign from a day on; it stays readable and can be restored.

    :raises Denied: to whoever runs no campaign there. :raises Invalid: without a reason, or when removed already.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=survey.campaign)
    held = _standing(survey)
    check = Check()
    said = check.reason(reason)
    check.happened("on", _("Ngày bỏ"), on, now=now)
    check.not_before("on", _("Ngày bỏ"), on, earliest=held.planned_on, since=_("ngày lập kế hoạch"))
    check.finish()
    held.removed_on = on
    held.save(update_fields=["removed_on"])
    history.record(
        actor, act="survey.removed", object_kind="survey", object_id=held.pk, branch=path,
        summary=_("Bỏ cuộc khảo sát “%(name)s”") % {"name": held.name},
        before=_survey_data(held), after={"removed_on": on, "reason": said},
    )  # fmt: skip
    return held


@transaction.atomic
def restore_survey(actor: Actor, *, survey: Survey) -> Survey:
    """This function will bring a removed survey back with its visits and findings.

    :raises Denied: to whoever runs no campaign there. :raises Invalid: when it was not removed.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=survey.campaign)
    standing_campaign(survey.campaign)
    held = locked(survey)
    if held.removed_on is None:
        raise Invalid(FieldError("", _("Cuộc khảo sát đang có trong đợt sơ kết.")))
    before: dict[str, Json] = {"removed_on": held.removed_on}
    held.removed_on = None
    held.save(update_fields=["removed_on"])
    _record(actor, held, path, "survey.restored", _("Khôi phục cuộc khảo sát “%(name)s”"), before)
    return held


@transaction.atomic
def add_visits(
    actor: Actor, *, survey: Survey, visits: Sequence[VisitDraft], on: date, now: datetime
) -> list[Visit]:
    """This function will add units and sectors to visit, from a day on.

    :raises Denied: to whoever records no findings at the holder.
    :raises Invalid: with everything that is wrong, none is added; for a removed survey.
    """
    path = policy.require_campaign(actor, Verb.RECORD_FINDINGS, campaign=survey.campaign)
    held = _standing(survey)
    last = Visit.objects.filter(survey=held).aggregate(last=Max("position"))["last"] or 0
    check = Check()
    check.happened("on", _("Ngày bổ sung"), on, now=now)
    check.not_before("on", _("Ngày bổ sung"), on, earliest=held.planned_on, since=_("ngày lập kế hoạch"))
    if not visits:
        check.wrong("", _("Chưa chọn đơn vị hoặc ngành nào để khảo sát."))
    rows = _new_visits(held, visits, check, on=on, first=last + 1)
    check.finish()
    _insert(held, rows)
    history.record(
        actor, act="visits.added", object_kind="survey", object_id=held.pk, branch=path,
        summary=_("Thêm %(count)d nơi khảo sát") % {"count": len(rows)},
        before=None, after={"visits": [_visit_data(row) for row in rows]},
    )  # fmt: skip
    return rows


@transaction.atomic
def plan_visit(actor: Actor, *, visit: Visit, day: date | None, by: str) -> Visit:
    """This function will set the day on which the team is to come (None: not fixed) and who goes.

    :raises Denied: to whoever records no findings at the holder.
    :raises Invalid: for a day before the plan, or a visit that was paid or cancelled.
    """
    path, held = _open_visit(actor, visit)
    before = _visit_data(held)
    check = Check()
    if held.visited_on is not None:
        check.wrong("", _("Đoàn đã đến nơi này; không đặt lại ngày dự kiến."))
    held.by = check.line("by", _("Người đi khảo sát"), by, longest=300)
    held.planned_on = day
    if day is not None:
        _fitting_day(check, held, day, _("Ngày dự kiến"))
    check.finish()
    held.save(update_fields=["planned_on", "by"])
    _record_visit(actor, held, path, "visit.planned", _("Đặt ngày khảo sát %(name)s"), before)
    return held


@transaction.atomic
def record_visit(actor: Actor, *, visit: Visit, visited_on: date, summary: str, now: datetime) -> Visit:
    """This function will keep that the team came, on which day, and what it saw in short.

    :raises Denied: to whoever records no findings at the holder.
    :raises Invalid: for a day that has not come or lies before the plan, or a cancelled visit.
    """
    path, held = _open_visit(actor, visit)
    before = _visit_data(held)
    check = Check()
    held.summary = check.text("summary", _("Tóm tắt"), summary)
    check.happened("visited_on", _("Ngày khảo sát"), visited_on, now=now)
    _fitting_day(check, held, visited_on, _("Ngày khảo sát"), field="visited_on")
    check.finish()
    held.visited_on = visited_on
    held.save(update_fields=["visited_on", "summary"])
    _record_visit(actor, held, path, "visit.recorded", _("Ghi kết quả khảo sát %(name)s"), before)
    return held


@transaction.atomic
def cancel_visit(actor: Actor, *, visit: Visit, on: date, reason: str, now: datetime) -> Visit:
    """This function will take a place off the list of the survey, from a day on, with the reason.

    :raises Denied: to whoever records no findings at the holder.
    :raises Invalid: without a reason, for a day that has not come, or a visit that was paid or cancelled already.
    """
    path, held = _open_visit(actor, visit)
    before = _visit_data(held)
    check = Check()
    if held.visited_on is not None:
        check.wrong("", _("Đoàn đã đến nơi này; không bỏ khỏi kế hoạch được."))
    held.cancelled_because = check.reason(reason)
    check.happened("on", _("Ngày bỏ"), on, now=now)
    check.not_before("on", _("Ngày bỏ"), on, earliest=held.added_on, since=_("ngày đưa vào kế hoạch"))
    check.finish()
    held.cancelled_on = on
    held.save(update_fields=["cancelled_on", "cancelled_because"])
    _record_visit(actor, held, path, "visit.cancelled", _("Bỏ nơi khảo sát %(name)s"), before)
    return held


def _standing(survey: Survey) -> Survey:
    standing_campaign(survey.campaign)
    held = locked(survey)
    if held.removed_on is not None:
        raise Invalid(FieldError("", _("Cuộc khảo sát đã được bỏ; đề nghị khôi phục trước.")))
    return held


def _open_visit(actor: Actor, visit: Visit) -> tuple[str, Visit]:
    """Let pass who records findings at the holder, and give its path and the visit, kept from other writers.

    :raises Denied: for everybody else. :raises Invalid: when the visit was cancelled or the survey removed.
    """
    path = policy.require_campaign(actor, Verb.RECORD_FINDINGS, campaign=visit.survey.campaign)
    _standing(visit.survey)
    held = locked(visit)
    if held.cancelled_on is not None:
        message = _("Nơi này đã được bỏ khỏi kế hoạch khảo sát ngày %(day)s.")
        raise Invalid(FieldError("", message % {"day": write_date(held.cancelled_on)}))
    return path, held


def _fitting_day(check: Check, visit: Visit, day: date, label: str, *, field: str = "day") -> None:
    survey = visit.survey
    check.not_before(field, label, day, earliest=visit.added_on, since=_("ngày đưa vào kế hoạch"))
    check.not_before(field, label, day, earliest=survey.planned_on, since=_("ngày lập kế hoạch"))


def _filled(actor: Actor, survey: Survey, draft: SurveyDraft, check: Check, now: datetime) -> Survey:
    survey.name = check.line("name", _("Tên cuộc khảo sát"), draft.name, longest=300, needed=True)
    survey.purpose = check.text("purpose", _("Mục đích, yêu cầu"), draft.purpose)
    check.happened("planned_on", _("Ngày lập kế hoạch"), draft.planned_on, now=now)
    begun = survey.campaign.begun_on
    check.not_before(
        "planned_on",
        _("Ngày lập kế hoạch"),
        draft.planned_on,
        earliest=begun,
        since=_("ngày bắt đầu đợt sơ kết"),
    )
    check.not_before(
        "starts_on",
        _("Ngày bắt đầu"),
        draft.starts_on,
        earliest=draft.planned_on,
        since=_("ngày lập kế hoạch"),
    )
    check.not_before(
        "ends_on", _("Ngày kết thúc"), draft.ends_on, earliest=draft.starts_on, since=_("ngày bắt đầu")
    )
    survey.planned_on, survey.starts_on, survey.ends_on = draft.planned_on, draft.starts_on, draft.ends_on
    survey.team_id, survey.directive_id = draft.team_id, draft.directive_id
    _linked(actor, survey, check)
    return survey


def _linked(actor: Actor, survey: Survey, check: Check) -> None:
    teams = Team.objects.filter(
        pk=survey.team_id or 0, campaign=survey.campaign_id, kind=TeamKind.SURVEY.value
    )
    if survey.team_id is not None and not teams.exists():
        check.wrong("team", _("Không có đoàn khảo sát này trong đợt sơ kết."))
    lines = Directive.objects.filter(visible(actor), pk=survey.directive_id or 0, withdrawn_at__isnull=True)
    if survey.directive_id is not None and not lines.exists():
        check.wrong("directive", _("Không có văn bản này trong sổ, hoặc văn bản đã được rút."))


def _new_visits(
    survey: Survey, drafts: Sequence[VisitDraft], check: Check, *, on: date, first: int
) -> list[Visit]:
    names = _unit_names([draft.unit_id for draft in drafts if draft.unit_id is not None], on=on)
    taken = set(_open_names(survey))
    rows = []
    for place, draft in enumerate(drafts):
        row = _new_visit(survey, draft, names, check, field=f"{place}|", on=on)
        row.position = first + place
        if row.name and row.name in taken:
            check.wrong(f"{place}|name", _("%(name)s đã có trong kế hoạch.") % {"name": row.name})
        taken.add(row.name)
        rows.append(row)
    return rows


def _open_names(survey: Survey) -> list[str]:
    if survey.pk is None:
        return []
    return list(Visit.objects.filter(survey=survey, cancelled_on__isnull=True).values_list("name", flat=True))


def _new_visit(
    survey: Survey, draft: VisitDraft, names: Mapping[int, str], check: Check, *, field: str, on: date
) -> Visit:
    known = draft.unit_id is None or draft.unit_id in names
    if not known:
        check.wrong(f"{field}unit", _("Không có đơn vị này vào ngày %(day)s.") % {"day": write_date(on)})
    name = draft.name or names.get(draft.unit_id or 0, "")
    if draft.planned_on is not None:
        check.not_before(
            f"{field}planned_on", _("Ngày dự kiến"), draft.planned_on, earliest=on, since=_("ngày đưa vào kế hoạch")
        )  # fmt: skip
    return Visit(
        survey=survey,
        unit_id=draft.unit_id,
        kind=draft.kind.value,
        name=check.line(f"{field}name", _("Tên nơi khảo sát"), name, longest=200, needed=known),
        added_on=on,
        planned_on=draft.planned_on,
        by=check.line(f"{field}by", _("Người đi khảo sát"), draft.by, longest=300),
        illustrative=survey.illustrative,
    )


def _unit_names(ids: Sequence[int], *, on: date) -> Mapping[int, str]:
    states = UnitState.objects.filter(valid_at(on), unit_id__in=ids)
    return dict(states.values_list("unit_id", "short_name"))


def _insert(survey: Survey, rows: Sequence[Visit]) -> None:
    for row in rows:
        row.survey = survey
    Visit.objects.bulk_create(rows)


def _record(
    actor: Actor, survey: Survey, path: str, act: str, summary: str, before: Mapping[str, Json]
) -> None:
    after = _survey_data(survey) | {"removed_on": survey.removed_on}
    history.record(
        actor, act=act, object_kind="survey", object_id=survey.pk, branch=path, summary=summary % {"name": survey.name},
        before=before, after={name: value for name, value in after.items() if before.get(name) != value},
    )  # fmt: skip


def _record_visit(
    actor: Actor, visit: Visit, path: str, act: str, summary: str, before: Mapping[str, Json]
) -> None:
    after = _visit_data(visit)
    changed = [name for name in after if before[name] != after[name]]
    history.record(
        actor, act=act, object_kind="visit", object_id=visit.pk, branch=path, summary=summary % {"name": visit.name},
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip


def _survey_data(survey: Survey) -> dict[str, Json]:
    names = ("name", "purpose", "planned_on", "starts_on", "ends_on", "conclusion", "concluded_on")
    return {name: getattr(survey, name) for name in names} | {
        "team": survey.team_id,
        "directive": survey.directive_id,
    }


def _visit_data(visit: Visit) -> dict[str, Json]:
    names = (
        "name", "kind", "added_on", "planned_on", "by", "visited_on", "summary", "cancelled_on", "cancelled_because",
    )  # fmt: skip
    return {name: getattr(visit, name) for name in names} | {"unit": visit.unit_id}
