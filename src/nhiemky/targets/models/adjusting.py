"""Targets adjusted within a term: the old value stays, with the directive that decided it (S14)."""

from __future__ import annotations

from django.db import models

from nhiemky.registry.models import Directive
from nhiemky.targets.models.rows import Target


class TargetAdjustment(models.Model):
    """From `decided_on` the target is as in `new`; before that day it is as in `old`."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="adjustments")
    decided_on = models.DateField()
    directive = models.ForeignKey(Directive, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    old = models.JSONField(help_text="the changed columns as they were, numbers as decimal strings")
    new = models.JSONField(help_text="the changed columns as they became")
    adjusted_by = models.CharField(max_length=200)
    adjusted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "decided_on"], name="target_is_adjusted_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.decided_on}"
