"""Terms of office."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Term
from nhiemky.org.policy import Actor, require
from nhiemky.org.queries import common_path
from nhiemky.org.vocab import Verb, clean

LONGEST = 10


@transaction.atomic
def add_term(
    actor: Actor, *, label: str, first_year: int, last_year: int, cut_off: date | None = None
) -> Term:
    """Keep a term with its planned years ("2020-2025" plans 2021 to 2025), for all units.

    :raises Denied: to all but who keeps the units of a root.
    :raises Invalid: for an empty or used label, and years in the wrong order or more than ten.
    """
    require(actor, Verb.KEEP_UNITS, common_path(actor))
    label = "-".join(part.strip() for part in clean(label).replace("–", "-").split("-"))
    if not label or len(label) > 20:
        raise Invalid(FieldError("label", _("Hãy nhập nhiệm kỳ, ví dụ 2020-2025.")))
    if Term.objects.filter(label=label).exists():
        raise Invalid(FieldError("label", _("Nhiệm kỳ %(label)s đã có.") % {"label": label}))
    if not 1930 <= first_year <= last_year <= first_year + LONGEST - 1:
        raise Invalid(
            FieldError("last_year", _("Năm cuối không được trước năm đầu, nhiệm kỳ không quá 10 năm."))
        )
    term = Term.objects.create(label=label, first_year=first_year, last_year=last_year, cut_off=cut_off)
    record(
        actor,
        act="add_term",
        object_kind="term",
        object_id=term.pk,
        summary=f"Thêm nhiệm kỳ {label}",
        branch="/",
        before=None,
        after={"label": label, "first_year": first_year, "last_year": last_year, "cut_off": cut_off},
    )
    return term


@transaction.atomic
def set_cut_off(actor: Actor, *, term: Term, cut_off: date | None) -> Term:
    """Set the day up to which figures of the term are shown unless another is chosen; none gives the choice back to the figures.

    :raises Denied: to all but who keeps the units of a root.
    """
    require(actor, Verb.KEEP_UNITS, common_path(actor))
    kept = Term.objects.select_for_update().get(pk=term.pk)
    before, kept.cut_off = kept.cut_off, cut_off
    kept.save(update_fields=["cut_off"])
    shown = write_date(cut_off) if cut_off is not None else "theo số liệu"
    record(
        actor,
        act="set_cut_off",
        object_kind="term",
        object_id=kept.pk,
        summary=f"Ngày lấy số liệu của nhiệm kỳ {kept.label}: {shown}",
        branch="/",
        before={"cut_off": before},
        after={"cut_off": cut_off},
    )
    return kept
