"""Work items of units as they stood on a day, each with what was last reported of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from nhiemky.kernel.viet.fold import search_key
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import clean
from nhiemky.registry.models import Directive
from nhiemky.registry.policy import visible
from nhiemky.work import policy
from nhiemky.work.models import Progress, WorkItem, WorkTarget
from nhiemky.work.vocab import CLOSED, WorkState


@dataclass(frozen=True)
class WorkFilters:
    """What is looked for in a list; an empty filter leaves everything in it. `text` may be any words, without marks too."""

    text: str = ""
    key: bool | None = None
    breakthrough: bool | None = None
    states: frozenset[WorkState] = frozenset()
    group: str | None = None
    overdue: bool | None = None
    programme_id: int | None = None
    lead_unit_id: int | None = None
    target_id: int | None = None
    due_from: date | None = None
    due_until: date | None = None


ALL = WorkFilters()


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work item on a day; without any report it counts as not started, and `reported_on` is None.

    `overdue`: its due date lies before the day and it is neither done nor cancelled; `days_late` counts from the due date
    then, and is 0 otherwise. `programme` is empty where the actor may not see the directive.
    """

    id: int
    unit_id: int
    number: str
    code: str
    group: str
    name: str
    key: bool
    breakthrough: bool
    lead: str
    lead_unit_id: int | None
    supporting: str
    programme_id: int | None
    programme: str
    product: str
    assigned_on: date
    starts_on: date | None
    due_on: date | None
    note: str
    illustrative: bool
    state: WorkState
    percent: int | None
    result: str
    evidence: str
    evidence_directive_id: int | None
    reported_on: date | None
    reported_by: str
    version: int
    overdue: bool
    days_late: int
    targets: tuple[str, ...]
    target_ids: tuple[int, ...]

    def version_on(self, day: date) -> int:
        """This function will give the version that stands for a day, 0 for none: what a report of that day expects."""
        return self.version if self.reported_on == day else 0


def work_list(
    actor: Actor,
    *,
    states: Sequence[UnitState],
    term: Term,
    on: date,
    filters: WorkFilters = ALL,
) -> list[WorkLine]:
    """This function will give the work items of the units that the actor may see as they stood on a day.

    In the order of `states`, then in that of each list. At most five SQL queries.
    """
    unit_ids = [state.unit_id for state in policy.seen(actor, states)]
    rows = _filtered(items_on(unit_ids, term=term, on=on), filters)
    order = {unit_id: place for place, unit_id in enumerate(unit_ids)}
    items = sorted(rows, key=lambda item: (order[item.unit_id], item.position, item.pk))
    lines = lines_of(actor, items, unit_ids=unit_ids, term=term, on=on)
    return [line for line in lines if _fits(line, filters)]


def items_on(unit_ids: Sequence[int], *, term: Term, on: date) -> QuerySet[WorkItem]:
    """This function will give the work items in the lists of units on a day; it asks no policy."""
    there = Q(removed_on__isnull=True) | Q(removed_on__gt=on)
    return WorkItem.objects.filter(there, term=term, unit_id__in=unit_ids, assigned_on__lte=on)


def latest_progress(reports: QuerySet[Progress], *, on: date) -> QuerySet[Progress]:
    """This function will keep of each item's reports the one that counts on a day: latest day, then highest version."""
    newer = Progress.objects.filter(item=OuterRef("item"), on__lte=on).filter(
        Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), version__gt=OuterRef("version"))
    )
    return reports.filter(~Exists(newer), on__lte=on)


def is_overdue(state: WorkState, due_on: date | None, *, on: date) -> bool:
    """This function will say whether work in that state with that due date is overdue on a day."""
    return due_on is not None and due_on < on and state not in CLOSED


def lines_of(
    actor: Actor, items: Sequence[WorkItem], *, unit_ids: Sequence[int], term: Term, on: date
) -> list[WorkLine]:
    """This function will give items, in their order, with the latest report, symbols and targets. At most four SQL queries."""
    reports = Progress.objects.filter(item__term=term, item__unit_id__in=unit_ids)
    latest = {report.item_id: report for report in latest_progress(reports, on=on)}
    symbols = _symbols(actor, {item.programme_id for item in items if item.programme_id is not None})
    targets = _targets(unit_ids, term)
    return [_line(item, latest.get(item.pk), symbols, targets.get(item.pk, []), on) for item in items]


def _filtered(rows: QuerySet[WorkItem], filters: WorkFilters) -> QuerySet[WorkItem]:
    for word in search_key(clean(filters.text)).split():
        rows = rows.filter(folded__contains=word)
    exact = {
        "key": filters.key, "breakthrough": filters.breakthrough, "group": filters.group,
        "programme_id": filters.programme_id, "lead_unit_id": filters.lead_unit_id,
        "due_on__gte": filters.due_from, "due_on__lte": filters.due_until,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in exact.items() if value is not None})


def _fits(line: WorkLine, filters: WorkFilters) -> bool:
    return (
        (not filters.states or line.state in filters.states)
        and filters.overdue in (None, line.overdue)
        and (filters.target_id is None or filters.target_id in line.target_ids)
    )


def _symbols(actor: Actor, ids: Iterable[int]) -> Mapping[int, str]:
    seen = Directive.objects.filter(visible(actor), pk__in=list(ids))
    return {pk: symbol or excerpt for pk, symbol, excerpt in seen.values_list("pk", "symbol", "excerpt")}


def _targets(unit_ids: Sequence[int], term: Term) -> dict[int, list[tuple[int, str]]]:
    links = WorkTarget.objects.filter(
        item__term=term, item__unit_id__in=unit_ids, target__removed_at__isnull=True
    ).order_by("target__position", "target_id")
    found: dict[int, list[tuple[int, str]]] = {}
    for item_id, target_id, number in links.values_list("item_id", "target_id", "target__number"):
        found.setdefault(item_id, []).append((target_id, number))
    return found


def _line(
    item: WorkItem,
    report: Progress | None,
    symbols: Mapping[int, str],
    targets: Sequence[tuple[int, str]],
    on: date,
) -> WorkLine:
    state = WorkState(report.state) if report else WorkState.NOT_STARTED
    overdue = is_overdue(state, item.due_on, on=on)
    return WorkLine(
        id=item.pk,
        unit_id=item.unit_id,
        number=item.number,
        code=item.code,
        group=item.group,
        name=item.name,
        key=item.key,
        breakthrough=item.breakthrough,
        lead=item.lead,
        lead_unit_id=item.lead_unit_id,
        supporting=item.supporting,
        programme_id=item.programme_id,
        programme=symbols.get(item.programme_id or 0, ""),
        product=item.product,
        assigned_on=item.assigned_on,
        starts_on=item.starts_on,
        due_on=item.due_on,
        note=item.note,
        illustrative=item.illustrative,
        state=state,
        percent=report.percent if report else None,
        result=report.result if report else "",
        evidence=report.evidence if report else "",
        evidence_directive_id=report.evidence_directive_id if report else None,
        reported_on=report.on if report else None,
        reported_by=report.entered_by if report else "",
        version=report.version if report else 0,
        overdue=overdue,
        days_late=(on - item.due_on).days if overdue and item.due_on else 0,
        targets=tuple(number for _id, number in targets),
        target_ids=tuple(target_id for target_id, _number in targets),
    )
