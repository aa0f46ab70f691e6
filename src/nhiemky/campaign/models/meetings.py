"""Meetings of a campaign and the comments made on a unit's preparation and drafts."""

from __future__ import annotations

from django.db import models

from nhiemky.campaign.models.plan import Campaign
from nhiemky.campaign.models.reviews import Review
from nhiemky.campaign.vocab import CommentAbout, CommentState, Grade, MeetingKind

GRADES = [(g.value, g.value) for g in Grade]


class Meeting(models.Model):
    """Who met whom, when, and how preparation, organisation and documents were assessed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="meetings")
    review = models.ForeignKey(Review, null=True, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in MeetingKind])
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    chaired_by = models.CharField(max_length=200, blank=True)
    visitors = models.TextField(help_text="who came, a line each")
    hosts = models.TextField(blank=True, help_text="whom they met, a line each")
    preparation = models.TextField(blank=True)
    preparation_grade = models.CharField(max_length=10, blank=True, choices=GRADES)
    organisation = models.TextField(blank=True)
    organisation_grade = models.CharField(max_length=10, blank=True, choices=GRADES)
    documents = models.TextField(blank=True)
    documents_grade = models.CharField(max_length=10, blank=True, choices=GRADES)
    conclusion = models.TextField(blank=True)
    removed_on = models.DateField(null=True)
    removed_because = models.CharField(max_length=500, blank=True)
    illustrative = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"


class Comment(models.Model):
    """One comment with its addressee; its state is that of its last step."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="comments")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    about = models.CharField(max_length=12, choices=[(a.value, a.value) for a in CommentAbout])
    text = models.TextField()
    raised_by = models.CharField(max_length=200)
    raised_on = models.DateField()
    addressee = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="comment_number_is_unique_in_review")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class CommentStep(models.Model):
    """A comment was answered, returned, accepted, waived or opened again, on a day, in words."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="steps", db_index=False)
    sequence = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in CommentState])
    on = models.DateField()
    text = models.TextField(blank=True)
    by_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "sequence"], name="comment_steps_are_in_order")
        ]

    def __str__(self) -> str:
        return self.state
