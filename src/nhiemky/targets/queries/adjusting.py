"""What targets were before they were adjusted within the term, and which directive decided it (S14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from nhiemky.kernel.scoring import Comparator, Goal, Kind, Method
from nhiemky.org import policy as org_policy
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.registry.models import Directive
from nhiemky.registry.policy import visible
from nhiemky.targets import policy
from nhiemky.targets.models import Target, TargetAdjustment
from nhiemky.targets.models.numbers import to_scaled

NUMBERS = ("target", "low", "high")
# What a decision to adjust a target may change; all else is a correction of the list.
ADJUSTABLE = ("name", "unit_of_measure", "comparator", *NUMBERS, "due", "kind", "method", "phased")


@dataclass(frozen=True)
class Adjustment:
    """A target as it was before and after a decision; the directive is named where whoever asks may see its line."""

    id: int
    target_id: int
    unit_id: int
    number: str
    decided_on: date
    directive_id: int | None
    directive_symbol: str
    directive_issued_on: date | None
    reason: str
    old: Goal
    new: Goal
    old_unit_of_measure: str
    new_unit_of_measure: str
    changed: tuple[str, ...]
    adjusted_by: str


def former_columns(unit_ids: Sequence[int], *, term: Term, as_of: date) -> Mapping[int, Mapping[str, Any]]:
    """This function will give, per id of a target that was adjusted after a day, the columns of a fact as they were then.

    Numbers are whole millionths. One SQL query; it asks no policy.
    """
    rows = TargetAdjustment.objects.filter(
        decided_on__gt=as_of,
        target__term=term,
        target__unit_id__in=unit_ids,
        target__removed_at__isnull=True,
    )
    former: dict[int, dict[str, Any]] = {}
    for target, old in rows.order_by("-decided_on").values_list("target_id", "old"):
        former.setdefault(target, {}).update(old)
    return {target: fact_columns(old) for target, old in former.items()}


def fact_columns(stated: Mapping[str, Any]) -> dict[str, Any]:
    """This function will give columns of an adjustment as those of a fact: whole millionths, a day, pairs of year and value."""
    columns = dict(stated)
    for name in NUMBERS:
        if name in columns:
            columns[f"{name}_scaled"] = _scaled(columns.pop(name))
    if columns.get("due"):
        columns["due"] = date.fromisoformat(columns["due"])
    if "phased" in columns:
        columns["phased_scaled"] = tuple((year, _scaled(value)) for year, value in columns.pop("phased"))
    return columns


def adjustments(actor: Actor, *, target: Target) -> tuple[Adjustment, ...]:
    """This function will give the adjustments of a target, the first first. At most three SQL queries.

    :raises Denied: when the actor may not see the unit.
    """
    org_policy.require(actor, Verb.SEE, policy.path_of(target.unit, on=actor.today))
    return _told(actor, TargetAdjustment.objects.filter(target=target))


def adjusted_within(
    actor: Actor, *, states: Sequence[UnitState], term: Term, as_of: date
) -> tuple[Adjustment, ...]:
    """This function will give what was decided up to a day on targets of the units that may be seen, by their place.

    At most three SQL queries.
    """
    seen = [state.unit_id for state in states if actor.may(Verb.SEE, state.path)]
    rows = TargetAdjustment.objects.filter(
        target__term=term,
        target__unit_id__in=seen,
        target__removed_at__isnull=True,
        decided_on__lte=as_of,
    )
    return _told(actor, rows)


def _told(actor: Actor, rows: QuerySet[TargetAdjustment]) -> tuple[Adjustment, ...]:
    """Give the adjustments of some targets, each with the whole goal before and after; symbols of visible directives only."""
    line = Directive.objects.filter(visible(actor), pk=OuterRef("directive_id"))
    ordered = rows.select_related("target", "directive").order_by(
        "target__unit_id", "target__position", "target_id", "decided_on"
    )
    found = list(ordered.annotate(line_is_seen=Exists(line)))
    goals = _goals(found)
    return tuple(_adjustment(row, *goals[row.pk], named=row.line_is_seen) for row in found)


def _goals(rows: Sequence[TargetAdjustment]) -> dict[int, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Give the stated columns before and after each adjustment: backwards from what each target is now."""
    now: dict[int, dict[str, Any]] = {}
    told = {}
    for row in reversed(rows):
        after = now.setdefault(row.target_id, _stated(row.target))
        after = after | row.new
        before = after | row.old
        told[row.pk] = (before, after)
        now[row.target_id] = before
    return told


def _stated(target: Target) -> dict[str, Any]:
    columns: dict[str, Any] = {
        name: getattr(target, name) for name in ADJUSTABLE if name not in ("phased", "due", *NUMBERS)
    }
    for name in NUMBERS:
        value = getattr(target, name)
        columns[name] = None if value is None else str(value)
    columns["due"] = None if target.due is None else target.due.isoformat()
    return columns


def _adjustment(
    row: TargetAdjustment, before: Mapping[str, Any], after: Mapping[str, Any], *, named: bool
) -> Adjustment:
    directive = row.directive if named else None
    return Adjustment(
        id=row.pk,
        target_id=row.target_id,
        unit_id=row.target.unit_id,
        number=row.target.number,
        decided_on=row.decided_on,
        directive_id=directive.pk if directive is not None else None,
        directive_symbol=directive.symbol or directive.excerpt if directive is not None else "",
        directive_issued_on=directive.issued_on if directive is not None else None,
        reason=row.reason,
        old=goal_of(before),
        new=goal_of(after),
        old_unit_of_measure=before["unit_of_measure"],
        new_unit_of_measure=after["unit_of_measure"],
        changed=tuple(name for name in ADJUSTABLE if name in row.new),
        adjusted_by=row.adjusted_by,
    )


def goal_of(stated: Mapping[str, Any]) -> Goal:
    """This function will give columns of an adjustment as scoring sees a target."""
    return Goal(
        comparator=Comparator(stated["comparator"]),
        target=_number(stated.get("target")),
        low=_number(stated.get("low")),
        high=_number(stated.get("high")),
        phased=tuple((year, Decimal(value)) for year, value in stated.get("phased", ())),
        due=date.fromisoformat(stated["due"]) if stated.get("due") else None,
        kind=Kind(stated["kind"]) if stated.get("kind") else None,
        method=Method(stated["method"]) if stated.get("method") else None,
        wording=stated["name"],
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _scaled(text: str | None) -> int | None:
    return None if text is None else to_scaled(Decimal(text))
