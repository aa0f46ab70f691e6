"""What one finding follows from and leads to, and its links as rows to act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from nhiemky.campaign.models import Finding, FindingChain, FindingLink
from nhiemky.history.vocab import NotFound


@dataclass(frozen=True)
class Step:
    """A finding that another follows from or leads to; `chain_id` is that of the tie between both."""

    chain_id: int
    finding: Finding


@dataclass(frozen=True)
class Steps:
    """What a finding follows from, and what follows from it."""

    earlier: tuple[Step, ...]
    later: tuple[Step, ...]


def steps_of(finding: Finding, *, on: date) -> Steps:
    """This function will give what stands before and after a finding on the day; one query, it asks no policy.

    Chained findings are of one unit in one campaign, so whoever sees the one sees the other.
    """
    rows = FindingChain.objects.filter(Q(earlier=finding) | Q(later=finding)).select_related(
        "earlier", "later"
    )
    earlier: list[Step] = []
    later: list[Step] = []
    for row in rows.order_by("pk"):
        other = row.later if row.earlier_id == finding.pk else row.earlier
        gone = other.noted_on > on or (other.withdrawn_on is not None and other.withdrawn_on <= on)
        if not gone:
            (later if other is row.later else earlier).append(Step(row.pk, other))
    return Steps(tuple(earlier), tuple(later))


def finding_link(finding: Finding, *, id: int) -> FindingLink:
    """This function will give a link of a finding.

    :raises NotFound: when the finding has none of that number.
    """
    row = FindingLink.objects.filter(finding=finding, pk=id).select_related("finding__campaign").first()
    if row is None:
        raise NotFound(_("Nội dung này không gắn với mục ấy, hoặc vừa được bỏ gắn."))
    return row


def finding_chain(finding: Finding, *, id: int) -> FindingChain:
    """This function will give a tie of a finding to what it follows from or leads to.

    :raises NotFound: when the finding has none of that number.
    """
    rows = FindingChain.objects.filter(Q(earlier=finding) | Q(later=finding), pk=id)
    row = rows.select_related("earlier__campaign", "later").first()
    if row is None:
        raise NotFound(_("Hai nội dung này không nối với nhau, hoặc vừa được bỏ nối."))
    return row
