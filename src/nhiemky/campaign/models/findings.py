"""Findings, how one leads to another, what they are about, and what a conference should discuss."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nhiemky.campaign.models.meetings import Meeting
from nhiemky.campaign.models.plan import Campaign
from nhiemky.campaign.models.reviews import Review
from nhiemky.campaign.models.surveys import Visit
from nhiemky.campaign.vocab import CauseKind, FindingKind, FindingSource, PointKind
from nhiemky.org.models import Unit
from nhiemky.targets.models import Target, TargetAdjustment
from nhiemky.work.models import WorkItem


class Finding(models.Model):
    """One finding on a unit."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in FindingKind])
    cause = models.CharField(max_length=12, blank=True, choices=[(c.value, c.value) for c in CauseKind])
    text = models.TextField()
    group = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=12, choices=[(s.value, s.value) for s in FindingSource])
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="findings")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="findings")
    source_text = models.CharField(max_length=300, blank=True, help_text="which report, whose speech")
    noted_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    noted_by = models.CharField(max_length=200)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind=FindingKind.CAUSE.value) & ~Q(cause=""))
                | (~Q(kind=FindingKind.CAUSE.value) & Q(cause="")),
                name="a_cause_and_only_a_cause_is_objective_or_subjective",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class FindingChain(models.Model):
    """From a day on the later finding follows from the earlier: limitation > cause > remedy > new task."""

    earlier = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="leads_to")
    later = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="follows_from")
    added_on = models.DateField()
    removed_on = models.DateField(null=True, help_text="from this day on they no longer follow")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later"],
                condition=Q(removed_on__isnull=True),
                name="finding_chain_is_recorded_once",
            ),
            models.CheckConstraint(
                condition=~Q(earlier=F("later")), name="finding_does_not_follow_from_itself"
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("added_on")),
                name="finding_chain_does_not_end_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} > {self.later_id}"


class FindingLink(models.Model):
    """What a finding is about from a day on, or (`gives`) what was born from it: a target, a work item, an adjusted target."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="links")
    target = models.ForeignKey(Target, null=True, on_delete=models.PROTECT, related_name="finding_links")
    work_item = models.ForeignKey(WorkItem, null=True, on_delete=models.PROTECT, related_name="finding_links")
    adjustment = models.ForeignKey(
        TargetAdjustment, null=True, on_delete=models.PROTECT, related_name="finding_links"
    )
    gives = models.BooleanField(default=False)
    added_on = models.DateField()
    removed_on = models.DateField(null=True, help_text="from this day on it is no longer about it")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(target__isnull=False, work_item__isnull=True, adjustment__isnull=True)
                    | Q(target__isnull=True, work_item__isnull=False, adjustment__isnull=True)
                    | Q(target__isnull=True, work_item__isnull=True, adjustment__isnull=False)
                ),
                name="finding_link_names_one_thing",
            ),
            models.UniqueConstraint(
                fields=["finding", "target", "gives"],
                condition=Q(target__isnull=False, removed_on__isnull=True),
                name="finding_names_a_target_once",
            ),
            models.UniqueConstraint(
                fields=["finding", "work_item", "gives"],
                condition=Q(work_item__isnull=False, removed_on__isnull=True),
                name="finding_names_a_work_item_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("added_on")),
                name="finding_link_does_not_end_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}"


class DiscussionPoint(models.Model):
    """A point that the conference of a unit should discuss: taken over from the proposal, changed, or added by hand."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="points")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in PointKind])
    position = models.PositiveIntegerField()
    text = models.TextField()
    question = models.TextField(blank=True, help_text="what to ask the conference")
    invited = models.CharField(max_length=300, blank=True, help_text="who should speak")
    target = models.ForeignKey(Target, null=True, on_delete=models.PROTECT, related_name="+")
    work_item = models.ForeignKey(WorkItem, null=True, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField()
    removed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.text[:60]
