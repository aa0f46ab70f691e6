"""Directives as rows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nhiemky.org.models import Term, Unit
from nhiemky.registry.vocab import Confidentiality, DirectiveType, LinkKind

NUMBERED = Q(withdrawn_at__isnull=True) & Q(number__isnull=False)


class Directive(models.Model):
    """One document in the register of its holder. Numbers run per issuer, term and type, never per year."""

    type = models.CharField(max_length=20, choices=[(t.value, t.value) for t in DirectiveType])
    number = models.PositiveIntegerField(null=True, help_text="none while the number is not known")
    number_suffix = models.CharField(max_length=10, blank=True)
    symbol = models.CharField(max_length=60, blank=True, help_text="canonical, e.g. 163-KH/TU")
    symbol_key = models.CharField(max_length=60, blank=True, db_index=True)
    issuer = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="issued_directives")
    issuer_name = models.CharField(max_length=200, help_text="as printed on the document")
    issuer_folded = models.CharField(
        max_length=200, db_index=True, help_text="search key of the issuer's name"
    )
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="held_directives")
    term = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField(null=True)
    excerpt = models.TextField(help_text="trích yếu")
    confidentiality = models.CharField(
        max_length=10,
        choices=[(c.value, c.value) for c in Confidentiality],
        default=Confidentiality.INTERNAL.value,
    )
    paper_place = models.CharField(max_length=200, blank=True, help_text="where the paper copy lies")
    congress_resolution = models.BooleanField(default=False)
    illustrative = models.BooleanField(default=False)
    folded = models.TextField(help_text="search key of symbol, type, issuer and excerpt")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "issuer_folded", "term", "type", "number", "number_suffix"],
                condition=NUMBERED & Q(term__isnull=False),
                name="directive_number_is_unique_per_issuer_term_and_type",
            ),
            models.UniqueConstraint(
                fields=["holder", "issuer_folded", "type", "number", "number_suffix"],
                condition=NUMBERED & Q(term__isnull=True),
                name="directive_number_without_term_is_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.excerpt[:60]


class DirectiveFile(models.Model):
    """The file of a directive; never of a secret one."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=300)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True, help_text="when the content itself was destroyed")

    def __str__(self) -> str:
        return self.name


class DirectiveLink(models.Model):
    """The later directive implements, amends or replaces the earlier one."""

    later = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="links_up")
    earlier = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="links_down")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in LinkKind])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["later", "earlier", "kind"], name="directive_link_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=~Q(later=F("earlier")), name="directive_is_not_linked_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.kind} {self.earlier_id}"
