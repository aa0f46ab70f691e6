"""Targets, phased values and observations."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nhiemky.kernel.scoring import Comparator, Kind, Method
from nhiemky.org.models import Term, Unit
from nhiemky.registry.models import Directive
from nhiemky.targets.models.numbers import ExactNumberField
from nhiemky.targets.vocab import ObservationState, RollUpRule


class BandScheme(models.Model):
    """An ordered set of bands as data; ``bands`` is a list of ``{"code", "threshold", "name"}``, best first."""

    name = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    bands = models.JSONField()
    inclusive = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title


class Target(models.Model):
    """One target of a unit's congress resolution, in its literal wording."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets", db_index=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", db_index=False)
    resolution = models.ForeignKey(
        Directive, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.CharField(max_length=20, help_text="as printed: 7, 7.1, II.3")
    position = models.PositiveIntegerField(help_text="place in the list of the unit")
    code = models.CharField(
        max_length=40, blank=True, help_text="the same in every unit that has this target"
    )
    group = models.CharField(max_length=150, blank=True)
    name = models.TextField(help_text="literal wording")
    unit_of_measure = models.CharField(max_length=60, blank=True)
    comparator = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Comparator])
    target = ExactNumberField(null=True)
    low = ExactNumberField(null=True)
    high = ExactNumberField(null=True)
    baseline = ExactNumberField(null=True)
    baseline_year = models.PositiveSmallIntegerField(null=True)
    due = models.DateField(null=True, help_text="only when stated; otherwise the end of the term")
    kind = models.CharField(max_length=15, blank=True, choices=[(k.value, k.value) for k in Kind])
    method = models.CharField(max_length=15, blank=True, choices=[(m.value, m.value) for m in Method])
    roll_up = models.CharField(
        max_length=15, choices=[(r.value, r.value) for r in RollUpRule], default=RollUpRule.NONE.value
    )
    main = models.BooleanField(default=False)
    breakthrough = models.BooleanField(default=False)
    counted = models.BooleanField(default=True)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="sub_targets", db_index=False
    )
    owner = models.CharField(max_length=200, blank=True, help_text="who is in charge")
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)
    folded = models.TextField(help_text="search key of the wording")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["term", "unit", "position"], name="target_by_term_and_unit"),
            models.Index(fields=["term", "code"], name="target_by_code", condition=~Q(code="")),
            models.Index(fields=["parent"], name="target_by_parent", condition=Q(parent__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "term", "number"],
                condition=Q(removed_at__isnull=True),
                name="target_number_is_unique_in_unit_and_term",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="target_range_is_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class PhasedValue(models.Model):
    """The value planned for the end of a year (phân kỳ)."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="phased_values", db_index=False)
    year = models.PositiveSmallIntegerField()
    value = ExactNumberField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "year"], name="target_has_one_phased_value_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class Observation(models.Model):
    """A reported figure. Never changed: a correction is a new version of the same period; the highest version counts."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="observations", db_index=False)
    period_start = models.DateField()
    period_end = models.DateField()
    version = models.PositiveIntegerField(default=1)
    value = ExactNumberField(null=True, help_text="none withdraws the figure of the period")
    numerator = ExactNumberField(null=True)
    denominator = ExactNumberField(null=True)
    done = models.BooleanField(null=True, help_text="for targets that are done or not")
    estimate = models.BooleanField(default=False, help_text="ước thực hiện")
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in ObservationState],
        default=ObservationState.DRAFT.value,
    )
    state_note = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    batch = models.CharField(max_length=40, blank=True, help_text="key of the intake batch")
    source_file = models.CharField(max_length=255, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    source_cell = models.CharField(max_length=120, blank=True, help_text="Sheet!C8")
    source_text = models.CharField(max_length=255, blank=True, help_text="the cell as it was written")
    entered_by_id = models.BigIntegerField(null=True)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["batch"], name="observation_by_batch", condition=~Q(batch=""))]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "period_start", "period_end", "version"],
                name="observation_version_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="observation_period_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.period_end}"
