"""A campaign with its stages and rounds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nhiemky.campaign.vocab import RoundKind, StageCode
from nhiemky.org.models import Term, Unit
from nhiemky.registry.models import Directive


class Campaign(models.Model):
    """A review campaign of one holder; a superior's campaign is the parent of those drawn up under it."""

    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="campaigns")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    directive = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="campaigns")
    drawn_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", help_text="the earlier campaign"
    )
    name = models.CharField(max_length=300)
    begun_on = models.DateField(help_text="the day of the plan")
    scheme = models.CharField(max_length=40, default="default", help_text="name of the band scheme")
    cut_off = models.DateField(null=True, help_text="figures are those at this day")
    rules = models.JSONField(help_text="see vocab.Rules")
    illustrative = models.BooleanField(default=False)
    removed_on = models.DateField(null=True)
    removed_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "term", "name"],
                condition=Q(removed_on__isnull=True),
                name="campaign_name_is_unique_per_holder_and_term",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="campaign_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignStage(models.Model):
    """A stage as this campaign names it, with its usual lead time and what it needs."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="stages")
    code = models.CharField(max_length=12, choices=[(s.value, s.value) for s in StageCode])
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    lead_days = models.SmallIntegerField(help_text="working days before the conference; negative: after it")
    needs = models.JSONField(default=list, help_text="codes of vocab.Need")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="campaign_has_a_stage_once"),
            models.UniqueConstraint(fields=["campaign", "position"], name="campaign_stages_are_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """A round of the campaign with its window."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in RoundKind])
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    stages = models.JSONField(default=list, help_text="codes of the stages gone through; empty: all")
    documents = models.JSONField(default=list, help_text="names of the documents that every unit brings")
    added_on = models.DateField(null=True, help_text="none: drawn up with the campaign")
    removed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="round_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["campaign", "name"],
                condition=Q(removed_on__isnull=True),
                name="round_name_is_unique_in_campaign",
            ),
        ]

    def __str__(self) -> str:
        return self.name
