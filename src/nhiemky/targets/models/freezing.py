"""Frozen figures: what was shown at a cut-off date, for ever."""

from __future__ import annotations

from django.db import models

from nhiemky.kernel.scoring import Kind, Method
from nhiemky.org.models import Term, Unit
from nhiemky.targets.models.rows import Target


class Freeze(models.Model):
    """The figures of one unit at a cut-off date, with scheme and method; its rows never change."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="freezes")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    cut_off = models.DateField()
    label = models.CharField(max_length=200)
    scheme = models.JSONField(help_text="the whole scheme as it was")
    unconfirmed = models.PositiveIntegerField(help_text="how many figures had not been confirmed")
    frozen_by = models.CharField(max_length=200)
    frozen_at = models.DateTimeField()
    digest = models.CharField(max_length=64, help_text="over all rows; also in the ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "term", "cut_off", "label"], name="freeze_label_is_unique"
            )
        ]

    def __str__(self) -> str:
        return self.label


class FrozenTarget(models.Model):
    """One target as it was judged at the freeze."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="rows")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="frozen_rows")
    position = models.PositiveIntegerField()
    facts = models.JSONField(help_text="target and observations as they were, numbers as decimal strings")
    kind = models.CharField(max_length=15, choices=[(k.value, k.value) for k in Kind])
    method = models.CharField(max_length=15, choices=[(m.value, m.value) for m in Method])
    achieved = models.CharField(max_length=90, blank=True, help_text="exact, as numerator/denominator")
    attainment = models.CharField(max_length=90, blank=True, help_text="exact, as numerator/denominator")
    class_code = models.CharField(max_length=20)
    course = models.CharField(max_length=10, blank=True)
    counted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["freeze", "target"], name="target_is_frozen_once")]

    def __str__(self) -> str:
        return f"{self.freeze_id} {self.target_id}"
