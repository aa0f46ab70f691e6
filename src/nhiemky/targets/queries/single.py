"""One target, its figures, the entry grid of a unit, and the cut-off that is taken when none is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import Period
from nhiemky.org import policy as org_policy
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets import policy
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.vocab import ObservationState


def target(actor: Actor, *, id: int) -> Target:
    """This function will give one target, removed ones too.

    :raises NotFound: when there is none, or none that the actor may see.
    """
    row = Target.objects.select_related("unit", "term", "resolution", "parent").filter(pk=id).first()
    if row is None or not actor.may(Verb.SEE, policy.path_of(row.unit, on=actor.today)):
        raise NotFound(_("Không có chỉ tiêu này hoặc đồng chí không có quyền xem."))
    return row


def targets_of(actor: Actor, *, unit: Unit, term: Term, include_removed: bool = False) -> QuerySet[Target]:
    """This function will give the targets of a unit in their order, with phased values.

    :raises Denied: when the actor may not see the unit.
    """
    org_policy.require(actor, Verb.SEE, policy.path_of(unit, on=actor.today))
    rows = Target.objects.filter(unit=unit, term=term)
    if not include_removed:
        rows = rows.filter(removed_at__isnull=True)
    return rows.select_related("parent").prefetch_related("phased_values").order_by("position", "pk")


def observations_of(actor: Actor, *, target: Target) -> QuerySet[Observation]:
    """This function will give every version of every figure of a target, latest period and version first.

    Whoever may not see unconfirmed figures of the unit gets the confirmed versions.

    :raises Denied: when the actor may not see the unit.
    """
    path = policy.path_of(target.unit, on=actor.today)
    org_policy.require(actor, Verb.SEE, path)
    rows = Observation.objects.filter(target=target)
    if not policy.shows_latest(actor, path, include_unconfirmed=True):
        rows = rows.filter(state=ObservationState.CONFIRMED.value)
    return rows.order_by("-period_end", "period_start", "-version")


def latest_versions(unit: Unit, term: Term) -> QuerySet[Observation]:
    """This function will give the latest version of every figure of a unit; for rules, so it asks no policy."""
    rows = Observation.objects.filter(target__unit=unit, target__term=term, target__removed_at__isnull=True)
    return rows.filter(~Exists(_newer()))


def _newer() -> QuerySet[Observation]:
    return Observation.objects.filter(
        target=OuterRef("target"),
        period_start=OuterRef("period_start"),
        period_end=OuterRef("period_end"),
        version__gt=OuterRef("version"),
    )


def waiting_figures(
    actor: Actor, *, unit: Unit, term: Term, state: ObservationState = ObservationState.SUBMITTED
) -> QuerySet[Observation]:
    """This function will give the latest figures that wait in a state, with their targets, in the targets' order.

    :raises Denied: when the actor may not see unconfirmed figures of the unit.
    """
    org_policy.require(actor, Verb.SEE_UNCONFIRMED, policy.path_of(unit, on=actor.today))
    rows = latest_versions(unit, term).filter(state=state.value).select_related("target")
    return rows.order_by("target__position", "period_end", "pk")


@dataclass(frozen=True)
class EntryCell:
    """What stands in one cell of the entry grid; `version` 0 means that nothing was recorded yet."""

    period: Period
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    done: bool | None = None
    estimate: bool = False
    version: int = 0
    state: ObservationState | None = None
    state_note: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None


@dataclass(frozen=True)
class EntryRow:
    """One target of the entry grid with a cell for each period asked for."""

    target: Target
    cells: tuple[EntryCell, ...]


def entry_rows(actor: Actor, *, unit: Unit, term: Term, periods: Sequence[Period]) -> tuple[EntryRow, ...]:
    """This function will give the entry grid of a unit: targets by periods, latest versions. Three SQL queries.

    :raises Denied: when the actor may not see unconfirmed figures of the unit.
    """
    path = policy.path_of(unit, on=actor.today)
    org_policy.require(actor, Verb.SEE_UNCONFIRMED, path)
    targets = Target.objects.filter(unit=unit, term=term, removed_at__isnull=True).order_by("position", "pk")
    cells = _cells(unit, term, periods)
    return tuple(
        EntryRow(row, tuple(cells.get((row.pk, period)) or EntryCell(period) for period in periods))
        for row in targets
    )


def _cells(unit: Unit, term: Term, periods: Sequence[Period]) -> Mapping[tuple[int, Period], EntryCell]:
    wanted = Q(pk__in=[])
    for period in periods:
        wanted |= Q(period_start=period.start, period_end=period.end)
    rows = latest_versions(unit, term).filter(wanted)
    return {(row.target_id, (cell := _cell(row)).period): cell for row in rows}


def _cell(row: Observation) -> EntryCell:
    return EntryCell(
        period=Period(row.period_start, row.period_end),
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        done=row.done,
        estimate=row.estimate,
        version=row.version,
        state=ObservationState(row.state),
        state_note=row.state_note,
        entered_by=row.entered_by,
        entered_at=row.entered_at,
    )


def default_cut_off(actor: Actor, *, unit_ids: Sequence[int], term: Term) -> date:
    """This function will give the cut-off taken when none is chosen.

    It is the term's own; else the end of the latest period with a value in those units; else today. Versions that count for
    nobody any more are passed over: what a confirmed version follows, and what only waited when another followed.
    """
    if term.cut_off is not None:
        return term.cut_off
    rows = Observation.objects.filter(
        target__term=term, target__unit_id__in=unit_ids, target__removed_at__isnull=True
    ).exclude(value__isnull=True, done__isnull=True)
    confirmed = ObservationState.CONFIRMED.value
    rows = rows.filter(Q(state=confirmed) | ~Exists(_newer()), ~Exists(_newer().filter(state=confirmed)))
    latest: date | None = rows.aggregate(latest=Max("period_end"))["latest"]
    return latest or actor.today
