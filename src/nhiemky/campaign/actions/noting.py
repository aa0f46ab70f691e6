"""Noting a finding together with what it is about and what it follows from, in one act."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nhiemky.campaign.actions.findings import note_finding
from nhiemky.campaign.actions.tying import chain_findings, link_finding
from nhiemky.campaign.models import Campaign, Finding
from nhiemky.campaign.vocab import FindingDraft
from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.targets.models import Target


@transaction.atomic
def note_following(
    actor: Actor,
    *,
    campaign: Campaign,
    unit: Unit,
    draft: FindingDraft,
    now: datetime,
    target: Target | None = None,
    earlier: Finding | None = None,
) -> Finding:
    """This function will note a finding, link it to a target, and chain it to the finding it follows from; all or nothing.

    Both ties hold from the day on which it was noted, or the earlier finding where that came later.

    :raises Denied: to whoever records no findings there.
    :raises Invalid: as `note_finding`, `link_finding` and `chain_findings` do; then nothing is noted.
    """
    row = note_finding(actor, campaign=campaign, unit=unit, draft=draft, now=now)
    if target is not None:
        link_finding(actor, finding=row, target=target, on=row.noted_on, now=now)
    if earlier is not None:
        both = max(row.noted_on, earlier.noted_on)
        chain_findings(actor, earlier=earlier, later=row, on=both, now=now)
    return row
