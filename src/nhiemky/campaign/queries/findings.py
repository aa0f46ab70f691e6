"""Findings of a campaign as they stood on a day, with what they are about and what was born from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.campaign import policy
from nhiemky.campaign.models import Campaign, Finding, FindingLink
from nhiemky.campaign.queries.former import headed, ties_on
from nhiemky.campaign.queries.standing import branch_campaigns
from nhiemky.campaign.vocab import CauseKind, FindingKind, FindingSource
from nhiemky.history.vocab import NotFound
from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor

# What may follow from what: kinds only go forward, so a chain never comes back to where it began.
FITS: Mapping[FindingKind, frozenset[FindingKind]] = {
    FindingKind.LIMITATION: frozenset({FindingKind.CAUSE, FindingKind.REMEDY}),
    FindingKind.CAUSE: frozenset({FindingKind.REMEDY}),
    FindingKind.REMEDY: frozenset({FindingKind.NEW_TASK}),
}


def follows(earlier: Finding, later: Finding) -> bool:
    """This function will say whether the kind of the one may follow from that of the other: a finding that was taken out of a
    chain may have become another kind since."""
    return FindingKind(later.kind) in FITS.get(FindingKind(earlier.kind), ())


@dataclass(frozen=True)
class Linked:
    """A thing that a finding is about or gives: `kind` is "target", "work" or "adjustment"; `id` is that of the thing,
    `target_id` the target that an adjustment is of; `untied` when that no longer holds, but held on the day."""

    link_id: int
    kind: str
    id: int
    number: str
    name: str
    decided_on: date | None = None
    target_id: int | None = None
    untied: bool = False


@dataclass(frozen=True)
class FindingLine:
    """A finding with what it is about, and what was born from it."""

    finding: Finding
    about: tuple[Linked, ...]
    gives: tuple[Linked, ...]


def findings(
    actor: Actor,
    *,
    campaign: Campaign,
    on: date,
    unit: Unit | None = None,
    kind: FindingKind | None = None,
    cause: CauseKind | None = None,
    group: str = "",
    source: FindingSource | None = None,
) -> list[FindingLine]:
    """This function will give the findings of a campaign, and of those under it, on the day: by unit, then by day.

    Who does not see the holder gets those of the units seen. The number of queries is fixed.

    :raises NotFound: when the actor does not see the campaign.
    """
    policy.require_sight(actor, campaign=campaign, message=_("Không có đợt sơ kết này."))
    rows = standing_findings(on).filter(
        policy.seen_rows(actor, campaign=campaign), campaign__in=branch_campaigns(campaign, on=on)
    )
    if unit is not None:
        rows = rows.filter(unit=unit)
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if cause is not None:
        rows = rows.filter(cause=cause.value)
    if group:
        rows = rows.filter(group=group)
    if source is not None:
        rows = rows.filter(source=source.value)
    return finding_lines(list(rows.order_by("unit_id", "noted_on", "pk")), on=on)


def finding(actor: Actor, *, id: int, on: date) -> FindingLine:
    """This function will give one finding noted up to the day, a withdrawn one too.

    :raises NotFound: when there is none, or none that the actor sees.
    """
    rows = Finding.objects.filter(pk=id, noted_on__lte=on).select_related(
        "campaign__parent", "unit", "visit", "meeting"
    )
    row = rows.first()
    if row is not None and rows.filter(policy.seen_rows(actor, campaign=row.campaign)).exists():
        return finding_lines([headed(row, on=on)], on=on)[0]
    raise NotFound(_("Không có nội dung này, hoặc tài khoản của đồng chí không được xem."))


def standing_findings(on: date) -> QuerySet[Finding]:
    """This function will give the findings that stand on a day; it asks no policy."""
    standing = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
    return Finding.objects.filter(standing, noted_on__lte=on).select_related("unit", "visit", "meeting")


def finding_lines(rows: Sequence[Finding], *, on: date) -> list[FindingLine]:
    """This function will give findings with what they were tied to on the day; one query, it asks no policy.

    What was taken off a list by the day, or decided later, is left out.
    """
    links: dict[tuple[int, bool], list[Linked]] = defaultdict(list)
    found = FindingLink.objects.filter(ties_on(on), finding__in=rows).select_related(
        "target", "work_item", "adjustment__target"
    )
    for link in found.order_by("pk"):
        linked = _linked(link, on)
        if linked is not None:
            links[link.finding_id, link.gives].append(linked)
    return [FindingLine(row, tuple(links[row.pk, False]), tuple(links[row.pk, True])) for row in rows]


def _linked(link: FindingLink, on: date) -> Linked | None:
    untied = link.removed_on is not None
    if link.target is not None:
        target = link.target
        stands = target.removed_at is None
        named = Linked(link.pk, "target", target.pk, target.number, target.name, untied=untied)
        return named if stands else None
    if link.work_item is not None:
        item = link.work_item
        gone = item.assigned_on > on or (item.removed_on is not None and item.removed_on <= on)
        return None if gone else Linked(link.pk, "work", item.pk, item.number, item.name, untied=untied)
    if link.adjustment is None or link.adjustment.decided_on > on:
        return None
    adjustment, target = link.adjustment, link.adjustment.target
    return Linked(
        link.pk, "adjustment", adjustment.pk, target.number, target.name, adjustment.decided_on, target.pk, untied
    )  # fmt: skip
