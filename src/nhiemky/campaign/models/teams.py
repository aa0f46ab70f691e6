"""Teams of a campaign and their members."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nhiemky.campaign.models.plan import Campaign
from nhiemky.campaign.vocab import Duty, TeamKind
from nhiemky.org.models import Person, Unit
from nhiemky.registry.models import Directive


class Team(models.Model):
    """A task group, editorial team or survey team; founded by a decision, its members assigned by a notice."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="teams")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in TeamKind])
    name = models.CharField(max_length=300)
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="who founded it")
    supports = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", help_text="the unit it follows"
    )
    task = models.TextField(blank=True)
    founded_on = models.DateField()
    decision = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="+")
    dissolved_on = models.DateField(null=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=F("founded_on")),
                name="team_ends_after_it_was_founded",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Somebody in a team, from a day until a day."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=150)
    title = models.CharField(max_length=200, blank=True, help_text="position outside the team")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    rank = models.CharField(max_length=10, choices=[(d.value, d.value) for d in Duty])
    duty = models.CharField(max_length=500, blank=True, help_text="what this member does")
    position = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    left_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="membership_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.full_name
