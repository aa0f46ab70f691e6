"""Finding lines of the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.viet.codes import SymbolError, read_query, read_symbol
from nhiemky.kernel.viet.fold import fold, search_key
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import clean
from nhiemky.registry.models import Directive, DirectiveFile, DirectiveLink
from nhiemky.registry.policy import visible


def _by_words(text: str) -> Q:
    every = Q()
    for word in search_key(text).split():
        every &= Q(folded__contains=word)
    return every


def _by_symbol(text: str) -> Q | None:
    """Give the filter of the symbols that the text names in part or whole; none where it names none."""
    try:
        return Q(symbol_key=read_symbol(text).key)
    except SymbolError:
        sought = read_query(text)
    if sought is None:
        return None
    found = Q()
    if sought.number is not None:
        found &= Q(number=sought.number)
    if sought.type:
        found &= Q(symbol_key__contains=f"-{sought.type}/")
    if sought.issuer:
        found &= Q(symbol_key__endswith=f"/{sought.issuer}")
    return found


def directives_among(actor: Actor, ids: Iterable[int]) -> QuerySet[Directive]:
    """Give those of the directives that may be seen, withdrawn ones too."""
    return Directive.objects.filter(visible(actor), pk__in=set(ids))


def directives(
    actor: Actor,
    *,
    on: date | None = None,
    type: str = "",
    text: str = "",
    term: str = "",
    issuer: str = "",
    year: int | None = None,
    holder: Unit | None = None,
    withdrawn: bool = False,
) -> QuerySet[Directive]:
    """Give the directives that may be seen, the latest first: issued up to a day, of a type, a term (label), an issuer (any
    writing of its name), a year, in one register; withdrawn ones only on demand.

    ``text`` is a symbol in any way of writing ("163 KH TU", "163/KH-TU", "kh 163") or words of symbol, type, issuer and excerpt.
    """
    text, issuer = clean(text), clean(issuer)
    found = Directive.objects.filter(visible(actor), withdrawn_at__isnull=not withdrawn)
    if on is not None:
        found = found.filter(issued_on__lte=on)
    if type:
        found = found.filter(type=type)
    if term:
        found = found.filter(term__label=term)
    for word in search_key(issuer).split():
        found = found.filter(issuer_folded__contains=word)
    if year is not None:
        found = found.filter(issued_on__year=year)
    if holder is not None:
        found = found.filter(holder=holder)
    if text:
        by_symbol = _by_symbol(text)
        found = found.filter(_by_words(text) if by_symbol is None else by_symbol | _by_words(text))
    return found.select_related("term", "holder", "issuer").order_by(
        F("issued_on").desc(nulls_last=True), "-id"
    )


def directive(actor: Actor, *, id: int) -> Directive:
    """Give one directive, a withdrawn one too.

    :raises NotFound: when there is none or its line may not be seen.
    """
    found = Directive.objects.filter(visible(actor), pk=id).select_related("term", "holder", "issuer").first()
    if found is None:
        raise NotFound(_("Không có văn bản này, hoặc tài khoản của đồng chí không được xem."))
    return found


def issuers(actor: Actor) -> list[str]:
    """Give the names of issuers in the visible registers, each once, in order of search key."""
    names = Directive.objects.filter(visible(actor), withdrawn_at__isnull=True).values_list(
        "issuer_name", flat=True
    )
    return sorted(names.distinct(), key=fold)


def duplicates(actor: Actor, entry: Directive) -> QuerySet[Directive]:
    """Give the visible directives, not withdrawn, with the same issuer, term, type and number in the registers of the holder
    and of the units above it; empty while the number is not known."""
    if entry.number is None:
        return Directive.objects.none()
    shared = Q(holder_id=entry.holder_id) | (visible(actor) & Q(holder_id__in=_above(entry.holder_id)))
    return Directive.objects.filter(
        shared,
        withdrawn_at__isnull=True,
        issuer_folded=entry.issuer_folded,
        term=entry.term,
        type=entry.type,
        number=entry.number,
        number_suffix=entry.number_suffix,
    ).exclude(pk=entry.pk)


def _above(unit_id: int) -> set[int]:
    paths = Unit.objects.filter(pk=unit_id, states__valid_to__isnull=True).values_list(
        "states__path", flat=True
    )
    return {int(step) for path in paths for step in path.split("/") if step}


def links_of(actor: Actor, *, directive: Directive) -> list[DirectiveLink]:
    """Give the links of a directive to others that may be seen, up and down."""
    seen = Directive.objects.filter(visible(actor), withdrawn_at__isnull=True).values("pk")
    rows = DirectiveLink.objects.filter(
        Q(later=directive, earlier__in=seen) | Q(earlier=directive, later__in=seen)
    )
    return list(rows.select_related("later", "earlier").order_by("id"))


def resolutions(unit: Unit, term: Term) -> list[Directive]:
    """Give the congress resolutions of a unit and term."""
    rows = Directive.objects.filter(
        Q(issuer=unit) | Q(issuer__isnull=True, holder=unit),
        term=term,
        congress_resolution=True,
        withdrawn_at__isnull=True,
    )
    return list(rows.order_by("issued_on", "id"))


def files(actor: Actor, *, directive: Directive, removed: bool = False) -> list[DirectiveFile]:
    """Give the files of a directive; removed ones only on demand; none where its line may not be seen."""
    rows = DirectiveFile.objects.filter(
        directive__in=Directive.objects.filter(visible(actor), pk=directive.pk)
    )
    return list(rows.filter(removed_at__isnull=not removed).order_by("added_at", "id"))


def file(actor: Actor, *, id: int) -> DirectiveFile:
    """Give one file of a directive whose line may be seen; whether its content may be read is asked when it is handed out.

    :raises NotFound: when there is none.
    """
    rows = DirectiveFile.objects.filter(pk=id, directive__in=Directive.objects.filter(visible(actor)))
    found = rows.select_related("directive").first()
    if found is None:
        raise NotFound(_("Không có tệp này, hoặc tài khoản của đồng chí không được xem."))
    return found


def file_path(stored_as: str) -> Path:
    """Give where a stored file lies on disk."""
    return Path(settings.NHIEMKY_FILES) / stored_as
