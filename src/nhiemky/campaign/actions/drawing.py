"""Drawing up a campaign from an earlier one: its stages, rounds, rules and those of its units that still stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.actions.checks import locked
from nhiemky.campaign.actions.plan import add_campaign
from nhiemky.campaign.actions.reviews import enter_units
from nhiemky.campaign.models import Campaign, PlannedDay, Review, Round
from nhiemky.campaign.queries.plan import stated_campaign
from nhiemky.campaign.vocab import StageCode
from nhiemky.kernel.viet.workdays import LAST_YEAR, add_working_days, is_working_day
from nhiemky.org.models import Term, Unit, UnitState
from nhiemky.org.policy import Actor, valid_at
from nhiemky.org.queries import path_of
from nhiemky.org.vocab import Verb


@dataclass(frozen=True)
class _Entry:
    """A unit that takes part again, and the day of its conference in the earlier campaign."""

    unit: Unit
    held_on: date | None


@transaction.atomic
def draw_up_from(
    actor: Actor,
    *,
    earlier: Campaign,
    holder: Unit,
    term: Term,
    name: str,
    begun_on: date,
    now: datetime,
    directive_id: int | None = None,
    parent_id: int | None = None,
) -> Campaign:
    """This function will draw up a campaign like an earlier one: the same stages, rules and scheme; windows and conferences shifted
    by as many days as lie between the two plans (a conference then moves to a working day of its window); units that took
    part to the end and stand in the holder's branch on the day of the new plan. Moves, teams and all else begin anew.

    :raises Denied: when the actor keeps no campaigns of the holder. :raises NotFound: when the earlier one may not be seen.
    :raises Invalid: when the days shifted fall outside the term, or anything else is refused of a new campaign.
    :raises Conflict: when the holder has a campaign of that name in the term.
    """
    policy.require_holder(actor, Verb.KEEP_CAMPAIGN, holder_id=holder.pk)
    policy.require_sight(actor, campaign=earlier, message=_("Không có đợt sơ kết trước này."))
    stated = stated_campaign(locked(earlier))
    shift = begun_on - earlier.begun_on
    parts = tuple(
        part._replace(starts_on=_moved(part.starts_on, shift), ends_on=_moved(part.ends_on, shift))
        for part in stated.rounds
    )
    draft = stated._replace(
        name=name, begun_on=begun_on, directive_id=directive_id, parent_id=parent_id, rounds=parts,
        cut_off=_moved(stated.cut_off, shift) if stated.cut_off else None,
    )  # fmt: skip
    campaign = add_campaign(actor, holder=holder, term=term, draft=draft, now=now, drawn_from=earlier)
    entries = _entries(earlier, path_of(holder.pk, on=begun_on), begun_on)
    for old, new in zip(_rounds(earlier), _rounds(campaign), strict=True):
        if entries[old.pk]:
            enter_units(
                actor, round=new, units=[each.unit for each in entries[old.pk]], on=begun_on, now=now,
                conference_on={
                    each.unit.pk: _conference(_moved(each.held_on, shift), new)
                    for each in entries[old.pk] if each.held_on is not None
                },
            )  # fmt: skip
    return campaign


def _moved(day: date, shift: timedelta) -> date:
    """Give a day moved on, never out of the years that dates can be counted in."""
    try:
        return min(day + shift, date(LAST_YEAR, 12, 31))
    except OverflowError:
        return date(LAST_YEAR, 12, 31)


def _rounds(campaign: Campaign) -> list[Round]:
    return list(Round.objects.filter(campaign=campaign, removed_on__isnull=True).order_by("position", "pk"))


def _entries(earlier: Campaign, branch: str, on: date) -> Mapping[int, list[_Entry]]:
    """Give, by round, the units that took part to the end and stand in the branch on the day."""
    rows = Review.objects.filter(round__campaign=earlier, withdrawn_on__isnull=True).select_related("unit")
    planned = PlannedDay.objects.filter(review__round__campaign=earlier, stage=StageCode.HELD.value).order_by(
        "decided_on", "version"
    )
    days = dict(planned.values_list("review_id", "planned_on"))
    standing = set(
        UnitState.objects.filter(valid_at(on), path__startswith=branch).values_list("unit_id", flat=True)
    )
    found: dict[int, list[_Entry]] = defaultdict(list)
    for row in rows.order_by("position", "pk"):
        if row.unit_id in standing:
            found[row.round_id].append(_Entry(row.unit, days.get(row.pk)))
    return found


def _conference(day: date, part: Round) -> date:
    """Give the working day of the window nearest after the day, else before it; the day itself when the window has none."""
    inside = min(max(day, part.starts_on), part.ends_on)
    if is_working_day(inside):
        return inside
    after, before = add_working_days(inside, 1), add_working_days(inside, -1)
    return after if after <= part.ends_on else before if before >= part.starts_on else inside
