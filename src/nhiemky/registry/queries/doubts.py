"""What may be wrong in a line of the register, said softly."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.registry.models import Directive, DirectiveLink
from nhiemky.registry.vocab import (
    BASE_ISSUERS,
    COMMUNES_ABOVE_THE_BASE,
    TYPE_NAMES,
    DirectiveType,
    Doubt,
    Issuer,
)

COMMUNES = ("dang uy xa", "dang uy phuong", "dang uy dac khu", "dang uy thi tran")
BASE = (*COMMUNES, "dang uy co so", "dang uy bo phan", "chi bo")


def base_issuer(directive: Directive) -> Issuer | None:
    """Give the kind of grassroots body that issued the document, by its printed name; none for all others.

    Since 1-7-2025 committees of communes stand above the grassroots (Quy định 298-QĐ/TW).
    """
    name = fold(directive.issuer_name)
    body = name.removeprefix("ban thuong vu ")
    after_reform = directive.issued_on is not None and directive.issued_on >= COMMUNES_ABOVE_THE_BASE
    if not body.startswith(BASE) or (after_reform and body.startswith(COMMUNES)):
        return None
    return next((issuer for issuer in BASE_ISSUERS if name.startswith(issuer.beginning)), None)


def doubts(directive: Directive) -> tuple[Doubt, ...]:
    """Give what should be looked at: a type that the issuer does not issue (Quy định 399-QĐ/TW, Điều 11 và 13), dates that
    contradict links or the term, a number without date."""
    found: list[Doubt] = []
    issuer = base_issuer(directive)
    kind = DirectiveType(directive.type)
    if issuer is not None and kind in issuer.never:
        found.append(
            Doubt(
                "issuer_type",
                _(
                    "%(issuer)s thường không ban hành %(type)s (Quy định 399-QĐ/TW). Đề nghị kiểm tra lại loại văn bản."
                )
                % {"issuer": issuer.name, "type": TYPE_NAMES[kind]},
            )
        )
    if directive.number is not None and directive.issued_on is None:
        found.append(Doubt("no_date", _("Văn bản có số nhưng chưa có ngày ban hành.")))
    found.extend(_term_doubts(directive))
    found.extend(_link_doubts(directive))
    return tuple(found)


def _term_doubts(directive: Directive) -> list[Doubt]:
    term, issued = directive.term, directive.issued_on
    if term is None or issued is None or term.first_year - 1 <= issued.year <= term.last_year:
        return []
    return [
        Doubt(
            "outside_term",
            _("Ngày ban hành %(day)s nằm ngoài nhiệm kỳ %(term)s.")
            % {"day": write_date(issued), "term": term.label},
        )
    ]


def _link_doubts(directive: Directive) -> list[Doubt]:
    links = DirectiveLink.objects.filter(later=directive, earlier__withdrawn_at__isnull=True).select_related(
        "earlier"
    )
    found = []
    for link in links.order_by("id"):
        earlier = link.earlier
        if directive.issued_on and earlier.issued_on and earlier.issued_on > directive.issued_on:
            found.append(
                Doubt(
                    "link_dates",
                    _("%(earlier)s ban hành ngày %(day)s, sau văn bản này.")
                    % {
                        "earlier": earlier.symbol or earlier.excerpt[:60],
                        "day": write_date(earlier.issued_on),
                    },
                )
            )
    return found
