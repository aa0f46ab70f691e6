"""The survey before the reviews: whom the team visits, and when it did."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nhiemky.campaign.models.plan import Campaign
from nhiemky.campaign.models.teams import Team
from nhiemky.campaign.vocab import VisitKind
from nhiemky.org.models import Unit
from nhiemky.registry.models import Directive


class Survey(models.Model):
    """A survey of a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="surveys")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="surveys")
    directive = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    planned_on = models.DateField(help_text="the day of its plan")
    starts_on = models.DateField()
    ends_on = models.DateField()
    conclusion = models.TextField(blank=True)
    concluded_on = models.DateField(null=True)
    removed_on = models.DateField(null=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="survey_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Visit(models.Model):
    """One unit or sector to visit, by whom and when; what was seen is in its findings."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="visits")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="survey_visits")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in VisitKind])
    name = models.CharField(max_length=200, help_text="the unit or sector as it was called")
    position = models.PositiveIntegerField()
    added_on = models.DateField()
    planned_on = models.DateField(null=True)
    by = models.CharField(max_length=300, blank=True, help_text="who goes")
    visited_on = models.DateField(null=True)
    summary = models.TextField(blank=True)
    cancelled_on = models.DateField(null=True)
    cancelled_because = models.CharField(max_length=500, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "name"],
                condition=Q(cancelled_on__isnull=True),
                name="survey_visits_a_unit_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
