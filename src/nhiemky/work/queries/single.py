"""One work item with everything that was reported of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.work import policy
from nhiemky.work.models import Progress, WorkItem
from nhiemky.work.queries.listing import WorkLine, lines_of


@dataclass(frozen=True)
class WorkPage:
    """A work item as it stood on a day: the row to act on, its line, and every version of every report up to that day."""

    row: WorkItem
    line: WorkLine
    progress: tuple[Progress, ...]


def item(actor: Actor, *, id: int, on: date) -> WorkPage:
    """This function will give one work item, one taken off the list too, with its reports up to a day, latest first.

    At most seven SQL queries.

    :raises NotFound: when there is none, or none that the actor may see.
    """
    row = work_item(actor, id=id)
    line = lines_of(actor, [row], unit_ids=[row.unit_id], term=row.term, on=on)[0]
    reports = progress_of(row).filter(on__lte=on)
    return WorkPage(row, line, tuple(reports))


def work_item(actor: Actor, *, id: int) -> WorkItem:
    """This function will give the row of one work item, one taken off the list too.

    :raises NotFound: when there is none, or none that the actor may see.
    """
    rows = WorkItem.objects.select_related("unit", "term", "programme", "lead_unit")
    row = rows.filter(pk=id).first() if 0 < id < 2**63 else None
    if row is None or not policy.may_see(actor, unit=row.unit):
        raise NotFound(_("Không có đầu công việc này, hoặc tài khoản của đồng chí không được xem."))
    return row


def progress_of(item: WorkItem) -> QuerySet[Progress]:
    """This function will give every version of every report on an item, latest day and version first; it asks no policy."""
    rows = Progress.objects.filter(item=item).select_related("evidence_directive")
    return rows.order_by("-on", "-version")


def removed_items(actor: Actor, *, unit: Unit, term: Term) -> list[WorkItem]:
    """This function will give the items that were taken off the list of a unit, the latest first. Two SQL queries.

    :raises Denied: when the actor may not see the unit.
    """
    policy.require(actor, Verb.SEE, unit=unit)
    rows = WorkItem.objects.filter(unit=unit, term=term, removed_on__isnull=False)
    return list(rows.order_by("-removed_on", "position", "pk"))
