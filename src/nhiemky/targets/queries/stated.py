"""A target as it is stated: what a form shows and gives back changed."""

from __future__ import annotations

from nhiemky.kernel.scoring import Comparator, Kind, Method
from nhiemky.targets.models import PhasedValue, Target
from nhiemky.targets.vocab import RollUpRule, TargetRow

STATED = (
    "number", "name", "target", "low", "high", "baseline", "baseline_year", "unit_of_measure", "group", "code", "due",
    "main", "breakthrough", "counted", "owner", "note", "illustrative",
)  # fmt: skip


def row_of(target: Target) -> TargetRow:
    """This function will give a target, read before, as a row. At most two SQL queries; it asks no policy."""
    parent = None
    if target.parent_id is not None:
        parent = Target.objects.values_list("number", flat=True).get(pk=target.parent_id)
    planned = PhasedValue.objects.filter(target=target).order_by("year")
    return TargetRow(
        comparator=Comparator(target.comparator),
        kind=Kind(target.kind) if target.kind else None,
        method=Method(target.method) if target.method else None,
        roll_up=RollUpRule(target.roll_up),
        parent_number=parent,
        phased=tuple((phased.year, phased.value) for phased in planned),
        **{name: getattr(target, name) for name in STATED},
    )
