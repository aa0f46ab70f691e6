"""Rows of the ledger."""

from __future__ import annotations

from typing import Any

from django.db import models

from nhiemky.history.vocab import chained_digest


class LedgerHead(models.Model):
    """The end of the chain: the one row that every writer locks, so that lines are numbered without gaps."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="ledger_has_one_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest[:12]}"


class LedgerLineQuerySet(models.QuerySet["LedgerLine"]):
    """Lines can be read and added, nothing else; the database refuses the rest by triggers as well."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("a line of the ledger is never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("a line of the ledger is never removed")


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
    branch = models.CharField(
        max_length=255, db_index=True, help_text="path of the unit concerned, as it was then"
    )
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = LedgerLineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["object_kind", "object_id"], name="ledger_by_object")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sequence__gte=1), name="ledger_line_is_numbered_from_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.act}"

    def computed_digest(self) -> str:
        """Give the digest that the fields of this line must have."""
        return chained_digest(
            self.previous_digest,
            {
                "sequence": self.sequence,
                "at": self.at,
                "actor_id": self.actor_id,
                "actor_name": self.actor_name,
                "act": self.act,
                "object_kind": self.object_kind,
                "object_id": self.object_id,
                "summary": self.summary,
                "branch": self.branch,
                "before": self.before,
                "after": self.after,
            },
        )
