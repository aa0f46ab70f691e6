"""Rows of the ledger."""

from __future__ import annotations

from django.db import models


class LedgerHead(models.Model):
    """The end of the chain: the one row that every writer locks, so that lines are numbered without gaps."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="ledger_has_one_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest[:12]}"


class LedgerLine(models.Model):
    """One act: who, when, what, on what, before and after; its digest covers the digest of the line before."""

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    act = models.CharField(max_length=100, db_index=True)
    object_kind = models.CharField(max_length=50)
    object_id = models.CharField(max_length=50)
    summary = models.CharField(max_length=500)
    branch = models.CharField(max_length=255, db_index=True, help_text="path of the unit concerned, as it was then")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["object_kind", "object_id"], name="ledger_by_object")]
        constraints = [
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="ledger_line_is_numbered_from_one")
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.act}"
