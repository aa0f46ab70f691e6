"""Lessons of a pilot: drawn, passed on as lines of a checklist, answered with how they were applied."""

from __future__ import annotations

from django.db import models

from nhiemky.campaign.models.meetings import Meeting
from nhiemky.campaign.models.plan import Campaign
from nhiemky.campaign.models.reviews import Review
from nhiemky.campaign.vocab import Applied
from nhiemky.registry.models import Directive


class Lesson(models.Model):
    """What was seen at one unit's review, and what others should do about it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="lessons")
    drawn_from = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="lessons")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="lessons")
    number = models.PositiveIntegerField()
    seen = models.TextField(help_text="what was seen")
    good = models.BooleanField(help_text="worth following; otherwise to be avoided")
    advice = models.TextField()
    applies_to = models.CharField(max_length=300, blank=True, help_text="to whom, in words")
    drawn_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="lesson_number_is_unique_in_campaign")
        ]

    def __str__(self) -> str:
        return self.seen[:60]


class LessonLine(models.Model):
    """A lesson in the checklist of a unit that it was passed to."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="lines")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="lesson_lines")
    given_on = models.DateField()
    due_on = models.DateField(null=True)
    directive = models.ForeignKey(
        Directive, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "review"], name="lesson_is_passed_to_a_unit_once")
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.review_id}"


class LessonAnswer(models.Model):
    """How a unit applied a lesson, or why not; a later answer is a new version."""

    line = models.ForeignKey(LessonLine, on_delete=models.PROTECT, related_name="answers", db_index=False)
    version = models.PositiveIntegerField()
    applied = models.CharField(max_length=10, choices=[(a.value, a.value) for a in Applied])
    text = models.TextField(help_text="how, or why not")
    evidence = models.CharField(max_length=500, blank=True)
    evidence_directive = models.ForeignKey(
        Directive, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    on = models.DateField()
    by_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "version"], name="lesson_answer_version_is_unique")
        ]

    def __str__(self) -> str:
        return self.applied
