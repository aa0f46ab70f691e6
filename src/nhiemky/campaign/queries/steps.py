"""What one finding follows from and leads to, and its links as rows to act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from nhiemky.campaign.models import Finding, FindingChain, FindingLink
from nhiemky.campaign.queries.findings import follows
from nhiemky.campaign.queries.former import ties_on
from nhiemky.history.vocab import NotFound


@dataclass(frozen=True)
class Step:
    """A finding that another follows from or leads to; `chain_id` is that of the tie between both, `untied` when that no
    longer holds, but held on the day."""

    chain_id: int
    finding: Finding
    untied: bool = False


@dataclass(frozen=True)
class Steps:
    """What a finding follows from, and what follows from it."""

    earlier: tuple[Step, ...]
    later: tuple[Step, ...]


def steps_of(finding: Finding, *, on: date) -> Steps:
    """This function will give what stands before and after a finding on the day; one query, it asks no policy.

    Chained findings are of one unit in one campaign, so whoever sees the one sees the other.
    """
    tied = FindingChain.objects.filter(Q(earlier=finding) | Q(later=finding), ties_on(on))
    rows = tied.select_related("earlier", "later")
    earlier: list[Step] = []
    later: list[Step] = []
    for row in rows.order_by("pk"):
        other = row.later if row.earlier_id == finding.pk else row.earlier
        gone = other.noted_on > on or (other.withdrawn_on is not None and other.withdrawn_on <= on)
        if not gone and follows(row.earlier, row.later):
            step = Step(row.pk, other, row.removed_on is not None)
            (later if other is row.later else earlier).append(step)
    return Steps(tuple(earlier), tuple(later))


def finding_link(finding: Finding, *, id: int) -> FindingLink:
    """This function will give a link of a finding that still holds.

    :raises NotFound: when the finding has none of that number.
    """
    rows = FindingLink.objects.filter(finding=finding, pk=id, removed_on__isnull=True)
    row = rows.select_related("finding__campaign").first()
    if row is None:
        raise NotFound(_("Nội dung này không gắn với mục ấy, hoặc vừa được bỏ gắn."))
    return row


def finding_chain(finding: Finding, *, id: int) -> FindingChain:
    """This function will give a tie of a finding to what it follows from or leads to that still holds.

    :raises NotFound: when the finding has none of that number.
    """
    either = Q(earlier=finding) | Q(later=finding)
    rows = FindingChain.objects.filter(either, pk=id, removed_on__isnull=True)
    row = rows.select_related("earlier__campaign", "later").first()
    if row is None:
        raise NotFound(_("Hai nội dung này không nối với nhau, hoặc vừa được bỏ nối."))
    return row
