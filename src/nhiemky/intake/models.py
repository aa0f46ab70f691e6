"""Files in: a batch with its rows as they were understood."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from nhiemky.intake.vocab import BatchKind, BatchState
from nhiemky.org.models import Term, Unit


class PlainEncoder(json.JSONEncoder):
    """Writes Vietnamese letters as they are: a third of the room that escapes would take."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})


class Batch(models.Model):
    """One file for one unit and term: kept as it came, with the preview that was shown and what became of it."""

    key = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="batches")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=10, choices=[(k.value, k.value) for k in BatchKind], default=BatchKind.RESULTS.value
    )
    file_name = models.CharField(max_length=255)
    file_size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_as = models.CharField(max_length=300)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in BatchState], default=BatchState.OPEN.value
    )
    opened_by_id = models.BigIntegerField(null=True)
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    applied_by = models.CharField(max_length=200, blank=True)
    applied_at = models.DateTimeField(null=True)
    reverted_by = models.CharField(max_length=200, blank=True)
    reverted_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=64, help_text="digest of the figures the preview was compared with")
    problems = models.JSONField(encoder=PlainEncoder)
    edits = models.JSONField(
        default=dict,
        encoder=PlainEncoder,
        help_text="cells corrected here: what the file says, what was typed",
    )
    counts = models.JSONField(help_text="rows by state, problems by severity, bands before and after")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.APPLIED.value) | models.Q(applied_at__isnull=False),
                name="applied_batch_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class BatchRows(models.Model):
    """The rows of a file with their states, old and new values and addresses, as `packing` writes them.

    They stand beside their batch, so that settling the batch does not write them once more.
    """

    batch = models.OneToOneField(Batch, on_delete=models.CASCADE, primary_key=True, related_name="+")
    packed = models.TextField()

    def __str__(self) -> str:
        return f"{self.batch_id}"
