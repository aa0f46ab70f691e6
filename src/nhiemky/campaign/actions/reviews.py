"""Entering units into a round, taking them out with the way back, and who is in charge of a unit's review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhiemky.campaign import policy
from nhiemky.campaign.actions.changing import Change
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign
from nhiemky.campaign.actions.planning import check_conference, counted_back, outside, planned_rows
from nhiemky.campaign.models import Absence, Campaign, CampaignStage, PlannedDay, Review, Round
from nhiemky.campaign.queries.former import OWNER, columns_of
from nhiemky.campaign.queries.reviews import last_move
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Person, Unit, UnitState
from nhiemky.org.policy import Actor, valid_at
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb

Conferences = Mapping[int, date]


@transaction.atomic
def enter_units(
    actor: Actor,
    *,
    round: Round,
    units: Sequence[Unit],
    on: date,
    now: datetime,
    conference_on: Conferences | date | None = None,
    illustrative: bool = False,
) -> list[Review]:
    """This function will let units take part in a round from a day on, under the name and order that they have on that day.

    With the day of the conference (one for all, or by unit id) the days of all stages are counted back from it.

    :raises Denied: when the actor does not run the campaign.
    :raises Invalid: for units that did not stand on the day, are not of the holder's branch or take part already, and for days
        out of order. None is entered then.
    """
    path = policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=round.campaign)
    campaign = standing_campaign(round.campaign)
    part = locked(round)
    check = Check()
    check.happened("on", _("Ngày đưa vào"), on, now=now)
    check.not_before("on", _("Ngày đưa vào"), on, earliest=campaign.begun_on, since=_("ngày của kế hoạch"))
    if part.added_on is not None:
        check.not_before("on", _("Ngày đưa vào"), on, earliest=part.added_on, since=_("ngày thêm vòng"))
    if part.removed_on is not None:
        check.wrong("round", _("Vòng này đã được bỏ."))
    states = _states(check, campaign, units, on)
    days = _conferences(check, part, units, conference_on, on)
    check.finish()
    rows = _insert(part, [states[unit.pk] for unit in units], on, illustrative=illustrative)
    _plan(actor, part, rows, days, on=on, now=now)
    history.record(
        actor, act="reviews.entered", object_kind="campaign", object_id=campaign.pk, branch=path,
        summary=ngettext(
            "Đưa %(count)d đơn vị vào vòng “%(round)s”", "Đưa %(count)d đơn vị vào vòng “%(round)s”", len(rows)
        ) % {"count": len(rows), "round": part.name},
        before=None, after={"round": part.pk, "on": on, "reviews": _entered(rows, days)},
    )  # fmt: skip
    return rows


def _states(check: Check, campaign: Campaign, units: Sequence[Unit], on: date) -> dict[int, UnitState]:
    """Give the states of the units on the day; note units that cannot be entered."""
    ids = [unit.pk for unit in units]
    branch = path_of(campaign.holder_id, on=on)
    states = {
        state.unit_id: state
        for state in UnitState.objects.filter(valid_at(on), unit_id__in=ids, path__startswith=branch)
    }
    inside = set(
        Review.objects.filter(
            round__campaign=campaign, unit_id__in=ids, withdrawn_on__isnull=True
        ).values_list("unit_id", flat=True)
    )
    if not ids or len(set(ids)) < len(ids):
        check.wrong("units", _("Đề nghị chọn ít nhất một đơn vị, mỗi đơn vị một lần."))
    for unit in units:
        if unit.pk not in states:
            message = _("Đơn vị mã %(code)s không có hoặc không thuộc đơn vị chủ trì vào ngày %(day)s.")
            check.wrong("units", message % {"code": unit.code, "day": write_date(on)})
        elif unit.pk in inside:
            message = _("%(unit)s đã tham gia đợt sơ kết này.")
            check.wrong("units", message % {"unit": states[unit.pk].name})
    return states


def _conferences(
    check: Check, part: Round, units: Sequence[Unit], conference_on: Conferences | date | None, on: date
) -> dict[int, date]:
    if conference_on is None:
        return {}
    if isinstance(conference_on, date):
        days = dict.fromkeys((unit.pk for unit in units), conference_on)
    else:
        days = dict(conference_on)
    for day in dict.fromkeys(days.values()):
        check_conference(check, day, on=on)
        if outside(part, day):
            message = _("Ngày hội nghị (%(day)s) nằm ngoài thời gian của vòng (%(first)s đến %(last)s).")
            values = {"first": write_date(part.starts_on), "last": write_date(part.ends_on)}
            check.wrong("conference_on", message % {"day": write_date(day), **values})
    if set(days) - {unit.pk for unit in units}:
        check.wrong("conference_on", _("Có ngày hội nghị của đơn vị không nằm trong danh sách."))
    return days


def _insert(part: Round, states: Sequence[UnitState], on: date, *, illustrative: bool) -> list[Review]:
    last = Review.objects.filter(round=part).aggregate(last=Max("position"))["last"] or 0
    return Review.objects.bulk_create(
        Review(
            round=part, unit_id=state.unit_id, unit_name=state.name, short_name=state.short_name,
            position=place, added_on=on, illustrative=illustrative,
        )
        for place, state in enumerate(states, start=last + 1)
    )  # fmt: skip


def _plan(
    actor: Actor, part: Round, rows: Sequence[Review], days: Conferences, *, on: date, now: datetime
) -> None:
    """Write the planned days of reviews entered just now, one insert for all."""
    every = CampaignStage.objects.filter(campaign=part.campaign_id).order_by("position")
    stages = [stage for stage in every if not part.stages or stage.code in part.stages]
    counted = {day: counted_back(stages, day, on=on) for day in set(days.values())}
    PlannedDay.objects.bulk_create(
        planned
        for row in rows
        if row.unit_id in days
        for planned in planned_rows(
            actor, row, counted[days[row.unit_id]], versions={}, on=on, reason="", now=now
        )
    )


def _entered(rows: Sequence[Review], days: Conferences) -> Json:
    return [
        {"review": row.pk, "unit": row.unit_id, "name": row.unit_name, "conference": days.get(row.unit_id)}
        for row in rows
    ]


@transaction.atomic
def withdraw_review(actor: Actor, *, review: Review, on: date, reason: str, now: datetime) -> Review:
    """This function will take a unit out of the campaign from a day on. Everything recorded stays readable.

    :raises Denied: when the actor does not run the campaign. :raises Conflict: when it was taken out already.
    :raises Invalid: without a reason, or for a day that has not come or lies before what was recorded of its stages.
    """
    campaign = review.round.campaign
    policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=campaign)
    standing_campaign(campaign)
    kept = locked(review)
    words = check_withdrawal(kept, on=on, reason=reason, now=now)
    kept.withdrawn_on, kept.withdrawn_because = on, words
    kept.save(update_fields=["withdrawn_on", "withdrawn_because"])
    history.record(
        actor, act="review.withdrawn", object_kind="review", object_id=kept.pk,
        branch=path_of(kept.unit_id, on=actor.today),
        summary=_("Đưa %(unit)s ra khỏi đợt sơ kết: %(reason)s") % {"unit": kept.unit_name, "reason": words},
        before={"withdrawn_on": None}, after={"withdrawn_on": on, "reason": words},
    )  # fmt: skip
    return kept


def check_withdrawal(review: Review, *, on: date, reason: str, now: datetime) -> str:
    """This function will let pass when a review can be withdrawn on the day, and give the reason as kept.

    :raises Conflict: when it was withdrawn already. :raises Invalid: for a day out of order, or without a reason.
    """
    if review.withdrawn_on is not None:
        values = {"unit": review.unit_name, "day": write_date(review.withdrawn_on)}
        raise Conflict(_("%(unit)s đã được đưa ra khỏi đợt sơ kết từ ngày %(day)s.") % values)
    check = Check()
    words = check.reason(reason)
    label = _("Ngày đưa ra")
    check.happened("on", label, on, now=now)
    check.not_before("on", label, on, earliest=review.added_on, since=_("ngày đưa vào"))
    move = last_move(review)
    if move is not None:
        check.not_before("on", label, on, earliest=move.on, since=_("lần chuyển giai đoạn gần nhất"))
    check.finish()
    return words


@transaction.atomic
def restore_review(actor: Actor, *, review: Review, on: date, now: datetime) -> Review:
    """This function will let a unit that was taken out take part again from a day on, with everything that was recorded; between
    both days it stays out. Back on the very day, it has never been out.

    :raises Denied: when the actor does not run the campaign.
    :raises Conflict: when it takes part, or takes part by another entry.
    :raises Invalid: for a day that has not come or lies before it was taken out, or when its round was removed.
    """
    part = review.round
    policy.require_campaign(actor, Verb.KEEP_CAMPAIGN, campaign=part.campaign)
    campaign = standing_campaign(part.campaign)
    kept = locked(review)
    again = Review.objects.filter(round__campaign=campaign, unit=kept.unit_id, withdrawn_on__isnull=True)
    if kept.withdrawn_on is None or again.exists():
        raise Conflict(_("%(unit)s đang tham gia đợt sơ kết.") % {"unit": kept.unit_name})
    check, label = Check(), _("Ngày đưa trở lại")
    check.happened("on", label, on, now=now)
    check.not_before("on", label, on, earliest=kept.withdrawn_on, since=_("ngày đưa ra"))
    others = Review.objects.filter(round__campaign=campaign, unit=kept.unit_id).exclude(pk=kept.pk)
    last = others.aggregate(last=Max("withdrawn_on"))["last"]
    if last is not None:
        check.not_before("on", label, on, earliest=last, since=_("ngày đưa ra của lần tham gia khác"))
    if locked(part).removed_on is not None:
        check.wrong("round", _("Vòng này đã được bỏ; đề nghị khôi phục vòng trước."))
    check.finish()
    if on > kept.withdrawn_on:
        Absence.objects.create(
            review=kept, withdrawn_on=kept.withdrawn_on, withdrawn_because=kept.withdrawn_because, restored_on=on
        )  # fmt: skip
    before: Json = {"withdrawn_on": kept.withdrawn_on, "reason": kept.withdrawn_because}
    kept.withdrawn_on, kept.withdrawn_because = None, ""
    kept.save(update_fields=["withdrawn_on", "withdrawn_because"])
    history.record(
        actor, act="review.restored", object_kind="review", object_id=kept.pk,
        branch=path_of(kept.unit_id, on=actor.today),
        summary=_("Đưa %(unit)s trở lại đợt sơ kết") % {"unit": kept.unit_name},
        before=before, after={"withdrawn_on": None, "on": on},
    )  # fmt: skip
    return kept


@transaction.atomic
def set_owner(
    actor: Actor, *, review: Review, on: date, now: datetime, person: Person | None = None, name: str = ""
) -> Review:
    """This function will name who is in charge of a unit's review from a day on: a person known here, or a name (none of both:
    nobody).

    :raises Denied: when the actor keeps neither this review nor the campaign.
    :raises Invalid: for a name too long or a day out of order.
    """
    path = policy.require_review(actor, Verb.KEEP_REVIEW, review=review)
    campaign = standing_campaign(review.round.campaign)
    kept = locked(review)
    check = Check()
    if kept.withdrawn_on is not None:
        check.wrong("", _("Đơn vị đã được đưa ra khỏi đợt sơ kết."))
    words = check.line(
        "owner", _("Người phụ trách"), name or (person.full_name if person else ""), longest=200
    )
    before, columns = kept.owner_name, columns_of(kept, OWNER)
    kept.owner, kept.owner_name = person, words
    change = Change(campaign, columns, columns_of(kept, OWNER), on, now, review=kept)
    change.check(check)
    check.finish()
    kept.save(update_fields=["owner", "owner_name"])
    change.keep(actor)
    history.record(
        actor, act="review.owner_set", object_kind="review", object_id=kept.pk, branch=path,
        summary=_("Giao người phụ trách sơ kết của %(unit)s: %(owner)s")
        % {"unit": kept.unit_name, "owner": words or _("chưa có")},
        before={"owner": before}, after={"owner": words, "person": kept.owner_id, "on": on},
    )  # fmt: skip
    return kept
