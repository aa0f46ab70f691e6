"""The review of one unit: planned days, and the moves from stage to stage."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nhiemky.campaign.models.plan import Round
from nhiemky.campaign.vocab import StageCode
from nhiemky.org.models import Person, Unit


class Review(models.Model):
    """One unit takes part in a round, under the name and order that it had when it was entered."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reviews")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reviews")
    unit_name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    position = models.PositiveIntegerField()
    added_on = models.DateField()
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=200, blank=True, help_text="who is in charge, as named then")
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(withdrawn_on__isnull=True),
                name="unit_takes_part_in_a_round_once",
            )
        ]

    def __str__(self) -> str:
        return self.short_name


class PlannedDay(models.Model):
    """The day by which a stage is to be reached; a later decision is a new row, the latest one decided counts."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="planned_days", db_index=False)
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in StageCode])
    planned_on = models.DateField(null=True, help_text="none: no longer planned")
    decided_on = models.DateField()
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "stage", "version"], name="planned_day_version_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.planned_on}"


class StageMove(models.Model):
    """The review went from one stage to another on a day, with the reason; the last one of a date tells the stage."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="moves", db_index=False)
    sequence = models.PositiveIntegerField(help_text="1, 2, 3… within the review")
    origin = models.CharField(max_length=12, blank=True)
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in StageCode])
    on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    skipped = models.JSONField(default=list, help_text="codes of the stages left out")
    unmet = models.JSONField(default=list, help_text="needs that were not met, passed for the reason given")
    moved_by_id = models.BigIntegerField(null=True)
    moved_by = models.CharField(max_length=200)
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "sequence"], name="stage_moves_are_one_after_another")
        ]

    def __str__(self) -> str:
        return f"{self.origin} > {self.stage}"
