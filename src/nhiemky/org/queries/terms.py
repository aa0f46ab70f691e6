"""Terms of office."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.org.models import Term
from nhiemky.org.vocab import clean


def terms() -> QuerySet[Term]:
    """Give all terms, the latest first."""
    return Term.objects.order_by("-first_year")


def term(label: str) -> Term:
    """Give the term with the label ("2020-2025").

    :raises NotFound: when there is none.
    """
    label = clean(label)
    found = Term.objects.filter(label=label).first()
    if found is None:
        raise NotFound(_("Không có nhiệm kỳ %(label)s.") % {"label": label})
    return found


def default_term(today: date) -> Term | None:
    """Give the term whose planned years hold the day, else the latest that has begun, else the earliest; none when there is no term."""
    begun = Term.objects.filter(first_year__lte=today.year).order_by("-first_year").first()
    return begun or Term.objects.order_by("first_year").first()


def business_day(term: Term, *, today: date) -> date:
    """Give the day on which work is looked at unless another is chosen: today while the term runs, afterwards its cut-off
    (or its last day)."""
    last = date(term.last_year, 12, 31)
    return min(today, term.cut_off or last) if today > last else today
