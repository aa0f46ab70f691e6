"""The days that a plan comes to, before it is kept: the stages of every round counted back from its conferences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nhiemky.campaign.vocab import CampaignDraft, RoundDraft, StageDraft
from nhiemky.kernel.viet.workdays import (
    WorkdayError,
    add_working_days,
    holidays_of,
    is_working_day,
    working_day_before,
)


@dataclass(frozen=True)
class StageDay:
    """A stage's day for a conference on the first and on the last working day of a window; `early` when it would lie before the
    plan, `ahead` when it lies before the stage that goes first: such a plan is refused."""

    name: str
    first: date
    last: date
    early: bool
    ahead: bool = False


@dataclass(frozen=True)
class RoundDays:
    """A round with the days of its stages; `problem` says why they cannot be counted."""

    name: str
    starts_on: date
    ends_on: date
    days: tuple[StageDay, ...]
    holidays: tuple[tuple[date, str], ...] = ()
    problem: str = ""


def days_of(draft: CampaignDraft) -> tuple[RoundDays, ...]:
    """This function will count the days of a plan's rounds; a stage that would begin before the plan is `early`."""
    return tuple(_round(draft, part) for part in draft.rounds)


def _round(draft: CampaignDraft, part: RoundDraft) -> RoundDays:
    stages = [stage for stage in draft.stages if not part.stages or stage.code in part.stages]
    try:
        first, last = _conferences(part)
        days = tuple(
            _stage(stage, first, last, begun_on=draft.begun_on, before=before)
            for stage, before in zip(stages, [None, *stages], strict=False)
        )
        return RoundDays(part.name, part.starts_on, part.ends_on, days, _holidays(days))
    except (WorkdayError, OverflowError):
        problem = _("Chưa có lịch ngày nghỉ của những năm này nên chưa tính được các mốc.")
        return RoundDays(part.name, part.starts_on, part.ends_on, (), problem=problem)


def _conferences(part: RoundDraft) -> tuple[date, date]:
    """Give the first and the last working day of a window; its ends where it has none."""
    first = part.starts_on if is_working_day(part.starts_on) else add_working_days(part.starts_on, 1)
    last = part.ends_on if is_working_day(part.ends_on) else add_working_days(part.ends_on, -1)
    return (first, last) if first <= last else (part.starts_on, part.ends_on)


def _stage(
    stage: StageDraft, first: date, last: date, *, begun_on: date, before: StageDraft | None
) -> StageDay:
    days = [working_day_before(day, stage.lead_days) for day in (first, last)]
    return StageDay(
        stage.name,
        max(days[0], begun_on),
        max(days[1], begun_on),
        early=any(day < begun_on for day in days),
        ahead=before is not None and stage.lead_days > before.lead_days,
    )


def _holidays(days: Sequence[StageDay]) -> tuple[tuple[date, str], ...]:
    """Give the public holidays between the first and the last of the days, which are not counted."""
    if not days:
        return ()
    first, last = min(day.first for day in days), max(day.last for day in days)
    found = [pair for year in range(first.year, last.year + 1) for pair in holidays_of(year).items()]
    return tuple(sorted((day, name) for day, name in found if first <= day <= last))
