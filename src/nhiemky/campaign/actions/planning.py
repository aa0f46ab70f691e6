"""The days by which a unit's review is to reach its stages: stated, or counted back from the conference in working days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import Check, locked, standing_campaign, standing_review
from nhiemky.campaign.models import CampaignStage, PlannedDay, Review, Round
from nhiemky.campaign.queries.reviews import last_move, latest_days, stages_of
from nhiemky.campaign.vocab import StageCode
from nhiemky.history import actions as history
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.workdays import WorkdayError, working_day_before
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb

Days = Mapping[StageCode, date | None]


@transaction.atomic
def plan_days(
    actor: Actor,
    *,
    review: Review,
    days: Days,
    on: date,
    reason: str,
    now: datetime,
    expected: Mapping[StageCode, int] | None = None,
) -> list[PlannedDay]:
    """This function will decide, on a day, by when a review is to reach stages (none: no longer planned); days that are already so
    are left alone. Every decision stays readable. `expected` are the versions of the days that the person saw, 0 for none.

    :raises Denied: when the actor keeps neither this review nor the campaign.
    :raises Invalid: for days out of order, for a stage that was reached already, when nothing changes, and without a reason
        where a day that was decided is put off or the conference falls outside the round's window.
    :raises Conflict: when somebody else was quicker to decide.
    """
    path = policy.require_review(actor, Verb.KEEP_REVIEW, review=review)
    standing_campaign(review.round.campaign)
    kept = locked(review)
    known = latest_days(kept)
    _refuse_stale(known, expected)
    rows = _decided(actor, kept, days, known, on=on, reason=reason, now=now)
    _record(actor, kept, path, known, rows)
    return rows


@transaction.atomic
def plan_from_conference(
    actor: Actor,
    *,
    review: Review,
    conference_on: date,
    on: date,
    reason: str,
    now: datetime,
    expected: Mapping[StageCode, int] | None = None,
) -> list[PlannedDay]:
    """This function will plan every stage not reached yet, counted back from the conference in working days by the lead times of
    the campaign's stages. No day is planned before the day of the decision.

    :raises Denied: when the actor keeps neither this review nor the campaign.
    :raises Invalid: when `plan_days` refuses the days, or the conference comes before the day of the decision.
    :raises Conflict: when somebody else was quicker to decide.
    """
    path = policy.require_review(actor, Verb.KEEP_REVIEW, review=review)
    standing_campaign(review.round.campaign)
    kept = locked(review)
    known = latest_days(kept)
    _refuse_stale(known, expected)
    check = Check()
    check_conference(check, conference_on, on=on)
    check.finish()
    coming = _not_reached(kept, stages_of(kept))
    days = counted_back(coming, conference_on, on=on)
    rows = _decided(actor, kept, days, known, on=on, reason=reason, now=now)
    _record(actor, kept, path, known, rows)
    return rows


def counted_back(
    stages: Iterable[CampaignStage], conference_on: date, *, on: date
) -> dict[StageCode, date | None]:
    """This function will count the planned days of stages back from a conference; days before `on` become `on`.

    :raises Invalid: when public holidays are not known for the years in question.
    """
    try:
        return {
            StageCode(stage.code): max(working_day_before(conference_on, stage.lead_days), on)
            for stage in stages
        }
    except WorkdayError as error:
        raise Invalid(FieldError("conference_on", str(error))) from error


def check_conference(check: Check, conference_on: date, *, on: date) -> None:
    """This function will note a conference before the day on which it is planned."""
    check.not_before(
        "conference_on", _("Ngày hội nghị"), conference_on, earliest=on, since=_("ngày quyết định kế hoạch")
    )


def outside(part: Round, day: date | None) -> bool:
    """This function will say whether a day of a conference lies outside the round's window."""
    return day is not None and not part.starts_on <= day <= part.ends_on


def planned_rows(
    actor: Actor, review: Review, days: Days, *, versions: Mapping[StageCode, int], on: date, reason: str,
    now: datetime,
) -> list[PlannedDay]:  # fmt: skip
    """This function will make the rows of decided days, each the version after the one named; nothing is written."""
    return [
        PlannedDay(
            review=review, stage=code.value, planned_on=day, decided_on=on, version=versions.get(code, 0) + 1,
            reason=reason, entered_by=actor.name[:200], entered_at=now,
        )
        for code, day in days.items()
    ]  # fmt: skip


def _decided(
    actor: Actor, review: Review, days: Days, known: Mapping[StageCode, PlannedDay], *, on: date, reason: str,
    now: datetime,
) -> list[PlannedDay]:  # fmt: skip
    check = Check()
    words = check.line("reason", _("Lý do"), reason, longest=500)
    check.happened("on", _("Ngày quyết định"), on, now=now)
    standing_review(check, review, on=on)
    stages = stages_of(review)
    changed = _changed(check, review, stages, days, known, on=on)
    _check_order(check, _not_reached(review, stages), known, changed)
    _check_reason(check, review, words, changed, known)
    check.finish()
    versions = {code: row.version for code, row in known.items()}
    rows = planned_rows(actor, review, changed, versions=versions, on=on, reason=words, now=now)
    return PlannedDay.objects.bulk_create(rows)


def _changed(
    check: Check, review: Review, stages: Sequence[CampaignStage], days: Days,
    known: Mapping[StageCode, PlannedDay], *, on: date,
) -> dict[StageCode, date | None]:  # fmt: skip
    """Give the days that differ from those decided; note stages that cannot be planned."""
    coming = {stage.code for stage in _not_reached(review, stages)}
    names = {stage.code: stage.name for stage in stages}
    changed = {}
    for code, day in days.items():
        before = known.get(code)
        if (before.planned_on if before else None) == day:
            continue
        if code not in names:
            check.wrong(code.value, _("Đơn vị không đi qua giai đoạn này."))
        elif code not in coming:
            message = _("Giai đoạn “%(stage)s” đã thực hiện, không đặt lại ngày kế hoạch.")
            check.wrong(code.value, message % {"stage": names[code]})
        if before is not None:
            check.not_before(
                "on", _("Ngày quyết định"), on, earliest=before.decided_on, since=_("quyết định trước đó")
            )
        if day is not None:
            check.not_before(
                code.value, _("Ngày kế hoạch"), day, earliest=on, since=_("ngày quyết định kế hoạch")
            )
        changed[code] = day
    if not changed and not check.errors:
        check.wrong("", _("Không có ngày nào thay đổi."))
    return changed


def _not_reached(review: Review, stages: Sequence[CampaignStage]) -> list[CampaignStage]:
    move = last_move(review)
    codes = [stage.code for stage in stages]
    place = codes.index(move.stage) + 1 if move is not None and move.stage in codes else 0
    return list(stages[place:])


def _check_order(
    check: Check,
    stages: Sequence[CampaignStage],
    known: Mapping[StageCode, PlannedDay],
    changed: Days,
) -> None:
    before: tuple[date, str] | None = None
    for stage in stages:
        code = StageCode(stage.code)
        day = changed[code] if code in changed else known[code].planned_on if code in known else None
        if day is None:
            continue
        if before is not None and day < before[0]:
            message = _("“%(stage)s” (%(day)s) được đặt trước “%(before)s” (%(earlier)s).")
            values = {"stage": stage.name, "day": write_date(day), "before": before[1]}
            check.wrong(code.value, message % {**values, "earlier": write_date(before[0])})
        before = (day, stage.name)


def _check_reason(
    check: Check, review: Review, words: str, changed: Days, known: Mapping[StageCode, PlannedDay]
) -> None:
    if words:
        return
    if any(code in known for code in changed):
        check.wrong("reason", _("Đã có ngày kế hoạch. Đề nghị ghi lý do thay đổi."))
    elif outside(review.round, changed.get(StageCode.HELD)):
        message = _("Ngày hội nghị nằm ngoài thời gian của vòng (%(first)s đến %(last)s). Đề nghị ghi lý do.")
        part = review.round
        check.wrong(
            "reason", message % {"first": write_date(part.starts_on), "last": write_date(part.ends_on)}
        )


def _refuse_stale(known: Mapping[StageCode, PlannedDay], expected: Mapping[StageCode, int] | None) -> None:
    for code, version in (expected or {}).items():
        row = known.get(code)
        if (row.version if row else 0) != version:
            who = row.entered_by if row else ""
            day = write_date(row.planned_on) if row and row.planned_on else _("không đặt ngày")
            raise Conflict(
                _("%(who)s vừa đặt lại ngày kế hoạch: %(day)s. Đề nghị xem lại trước khi lưu.")
                % {"who": who, "day": day}
            )


def _record(
    actor: Actor, review: Review, path: str, known: Mapping[StageCode, PlannedDay], rows: Sequence[PlannedDay]
) -> None:
    before: Json = {
        row.stage: known[StageCode(row.stage)].planned_on for row in rows if StageCode(row.stage) in known
    }
    after = {row.stage: row.planned_on for row in rows}
    history.record(
        actor, act="review.planned", object_kind="review", object_id=review.pk, branch=path,
        summary=_("Đặt ngày kế hoạch sơ kết của %(unit)s") % {"unit": review.unit_name},
        before=before, after={"days": after, "on": rows[0].decided_on, "reason": rows[0].reason},
    )  # fmt: skip
