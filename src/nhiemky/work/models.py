"""Work items and the reports on them. What is true at a date goes by the day it was assigned, reported or taken off."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nhiemky.org.models import Term, Unit
from nhiemky.registry.models import Directive
from nhiemky.targets.models import Target
from nhiemky.work.vocab import WorkState


class WorkItem(models.Model):
    """One piece of work of a unit in a term, with who leads it and until when."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="work_items", db_index=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey(
        Directive,
        null=True,
        on_delete=models.PROTECT,
        related_name="work_items",
        help_text="the directive that it carries out",
    )
    number = models.CharField(max_length=20, help_text="as printed; key items have their own series: T1, T2")
    position = models.PositiveIntegerField(help_text="place in the list of the unit")
    code = models.CharField(
        max_length=40, blank=True, help_text="the same in every unit that has this work item"
    )
    group = models.CharField(max_length=150, blank=True)
    name = models.TextField(help_text="literal wording")
    key = models.BooleanField(default=False, help_text="trọng tâm")
    breakthrough = models.BooleanField(default=False)
    lead = models.CharField(max_length=300, blank=True)
    lead_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="led_work_items")
    supporting = models.CharField(max_length=500, blank=True)
    product = models.CharField(max_length=500, blank=True, help_text="the result or paper that is expected")
    assigned_on = models.DateField(help_text="from this day it is in the list")
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    removed_on = models.DateField(null=True, help_text="from this day it is no longer in the list")
    removed_because = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)
    folded = models.TextField(help_text="search key of the wording, lead and supporting units")

    class Meta:
        indexes = [models.Index(fields=["term", "unit", "position"], name="work_item_by_term_and_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "term", "number"],
                condition=Q(removed_on__isnull=True),
                name="work_item_number_is_unique_in_unit_and_term",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="work_item_is_due_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class WorkTarget(models.Model):
    """A work item serves a target."""

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="target_links")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="work_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "target"], name="work_item_serves_a_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.target_id}"


class Progress(models.Model):
    """What was reported at a day. Never changed: a correction is a new version; of a day, the highest version counts."""

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="progress", db_index=False)
    on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=15, choices=[(s.value, s.value) for s in WorkState])
    percent = models.PositiveSmallIntegerField(null=True)
    result = models.TextField(blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    evidence_directive = models.ForeignKey(
        Directive, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    batch = models.CharField(max_length=40, blank=True, help_text="key of the intake batch")
    source_file = models.CharField(max_length=255, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    source_cell = models.CharField(max_length=120, blank=True)
    source_text = models.TextField(
        blank=True, help_text="cells of the line that were corrected when the file was taken in"
    )
    entered_by_id = models.BigIntegerField(null=True)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "on", "version"], name="progress_version_is_unique"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="progress_is_at_most_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.on}"
