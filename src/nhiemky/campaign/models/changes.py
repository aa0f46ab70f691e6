"""What changed in a plan and from which day, and the times during which a unit had been taken out."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nhiemky.campaign.models.plan import Campaign, Round
from nhiemky.campaign.models.reviews import Review


class PlanChange(models.Model):
    """From `decided_on` columns of a round, a review or (neither named) the campaign are as in `new`; before it as in `old`.

    Among the columns of a campaign are its `stages`, all of them.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="changes", db_index=False)
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="changes")
    review = models.ForeignKey(Review, null=True, on_delete=models.PROTECT, related_name="changes")
    decided_on = models.DateField()
    old = models.JSONField(help_text="the changed columns as they were")
    new = models.JSONField(help_text="the changed columns as they became")
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(round__isnull=True) | Q(review__isnull=True), name="plan_change_is_of_one_thing"
            )
        ]
        indexes = [models.Index(fields=["campaign", "decided_on"], name="plan_changes_after_a_day")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.decided_on}"


class Absence(models.Model):
    """A unit had been taken out of the campaign from a day, and took part again from a later one."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="absences")
    withdrawn_on = models.DateField()
    withdrawn_because = models.CharField(max_length=500)
    restored_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(restored_on__gt=F("withdrawn_on")), name="absence_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.withdrawn_on}"
