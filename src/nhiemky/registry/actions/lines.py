"""Lines of the register."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.history.queries import hold
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Json
from nhiemky.kernel.viet.codes import Symbol, SymbolError, read_symbol
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold, search_key
from nhiemky.org.models import Term, Unit
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import clean
from nhiemky.registry.models import Directive
from nhiemky.registry.policy import require_keep
from nhiemky.registry.queries import duplicates
from nhiemky.registry.vocab import (
    SECRET_GRADES,
    TYPE_NAMES,
    TYPE_SYMBOLS,
    Confidentiality,
    DirectiveEntry,
    DirectiveType,
)


def is_secret(directive: Directive) -> bool:
    """Tell whether only the register line of the directive may be kept."""
    return Confidentiality(directive.confidentiality) in SECRET_GRADES


def shown(directive: Directive) -> str:
    """Give how the directive is named in the ledger: its symbol and date, else its excerpt unless secret."""
    day = f" ngày {write_date(directive.issued_on)}" if directive.issued_on else ""
    if directive.symbol:
        return f"{directive.symbol}{day}"
    return f"{TYPE_NAMES[DirectiveType(directive.type)]}{day}" + (
        "" if is_secret(directive) else f" {directive.excerpt[:80]}"
    )


def facts(directive: Directive) -> dict[str, Json]:
    """Give what the ledger keeps of a directive; the excerpt of a secret one is left out."""
    return {
        "type": directive.type,
        "symbol": directive.symbol,
        "issuer": directive.issuer_id,
        "issuer_name": directive.issuer_name,
        "holder": directive.holder_id,
        "term": directive.term_id,
        "issued_on": directive.issued_on,
        "excerpt": None if is_secret(directive) else directive.excerpt,
        "confidentiality": directive.confidentiality,
        "paper_place": directive.paper_place,
        "congress_resolution": directive.congress_resolution,
        "withdrawn_at": directive.withdrawn_at,
    }


def _read(entry: DirectiveEntry) -> tuple[Symbol | None, list[FieldError]]:
    """Read the symbol, and give every error of the entry."""
    errors: list[FieldError] = []
    symbol = None
    try:
        symbol = read_symbol(entry.symbol) if entry.symbol.strip() else None
    except SymbolError as error:
        errors.append(FieldError("symbol", str(error)))
    allowed = TYPE_SYMBOLS.get(entry.type)
    if symbol is not None and allowed is not None and fold(symbol.type) not in {fold(one) for one in allowed}:
        message = _("Ký hiệu %(symbol)s không phải của loại văn bản %(type)s.")
        errors.append(FieldError("type", message % {"symbol": symbol.text, "type": TYPE_NAMES[entry.type]}))
    if symbol is not None and len(symbol.text) > 60:
        errors.append(FieldError("symbol", _("Số và ký hiệu dài quá 60 ký tự.")))
    if not 0 < len(clean(entry.issuer_name)) <= 200:
        errors.append(FieldError("issuer_name", _("Cơ quan ban hành có từ 1 đến 200 ký tự.")))
    if not clean(entry.excerpt) and entry.confidentiality not in SECRET_GRADES:
        errors.append(FieldError("excerpt", _("Hãy nhập trích yếu.")))
    if len(clean(entry.paper_place)) > 200:
        errors.append(FieldError("paper_place", _("Nơi lưu bản giấy dài quá 200 ký tự.")))
    return symbol, [*errors, *_unknown(entry)]


def _unknown(entry: DirectiveEntry) -> list[FieldError]:
    errors: list[FieldError] = []
    if entry.issuer_id is not None and not Unit.objects.filter(pk=entry.issuer_id).exists():
        errors.append(FieldError("issuer", _("Không có đơn vị ban hành đã chọn.")))
    if entry.term_id is not None and not Term.objects.filter(pk=entry.term_id).exists():
        errors.append(FieldError("term", _("Không có nhiệm kỳ đã chọn.")))
    return errors


def _fill(directive: Directive, entry: DirectiveEntry) -> Directive:
    """Put the entry into the row, not yet kept.

    :raises Invalid: naming every field in error.
    """
    symbol, errors = _read(entry)
    if errors:
        raise Invalid(*errors)
    directive.type = entry.type.value
    directive.number = symbol.number if symbol else None
    directive.number_suffix = symbol.suffix if symbol else ""
    directive.symbol = symbol.text if symbol else ""
    directive.symbol_key = symbol.key if symbol else ""
    directive.issuer_id, directive.term_id = entry.issuer_id, entry.term_id
    directive.issuer_name = clean(entry.issuer_name)
    directive.issuer_folded = search_key(directive.issuer_name)[:200]
    directive.issued_on = entry.issued_on
    directive.excerpt = clean(entry.excerpt)
    directive.confidentiality = entry.confidentiality.value
    directive.paper_place = clean(entry.paper_place)
    directive.congress_resolution = entry.congress_resolution
    words = f"{directive.symbol} {TYPE_NAMES[entry.type]} {directive.issuer_name} {directive.excerpt}"
    directive.folded = f"{search_key(words)} {fold(words)}"
    return directive


def _refuse_duplicate(actor: Actor, directive: Directive) -> None:
    same = duplicates(actor, directive).select_related("holder").first()
    if same is not None:
        raise Conflict(
            _("Văn bản %(symbol)s của %(issuer)s trong nhiệm kỳ này đã có trong sổ (%(excerpt)s).")
            % {
                "symbol": same.symbol,
                "issuer": same.issuer_name,
                "excerpt": "" if is_secret(same) else same.excerpt[:80],
            }
        )


@transaction.atomic
def add_directive(
    actor: Actor, *, holder: Unit, entry: DirectiveEntry, illustrative: bool = False
) -> Directive:
    """Enter a directive in the register of a unit and give the row.

    :raises Denied: to who does not keep the register of the holder.
    :raises Invalid: naming every field in error: a symbol that cannot be read or is of another type, no issuer, no excerpt.
    :raises Conflict: when the number of that issuer, term and type is in the register, or in that of a unit above.
    """
    path = require_keep(actor, holder_id=holder.pk)
    hold()
    directive = _fill(Directive(holder=holder, illustrative=illustrative), entry)
    _refuse_duplicate(actor, directive)
    directive.save(force_insert=True)
    record(
        actor,
        act="add_directive",
        object_kind="directive",
        object_id=directive.pk,
        summary=f"Vào sổ văn bản {shown(directive)}",
        branch=path,
        before=None,
        after=facts(directive),
    )
    return directive


@transaction.atomic
def change_directive(actor: Actor, *, directive: Directive, entry: DirectiveEntry) -> Directive:
    """Put another entry in place of a directive's and give the row.

    :raises Denied: to who does not keep the register of the holder.
    :raises Invalid: when nothing changes, or naming every field in error.
    :raises Conflict: for a withdrawn directive, a number already in the register, or a secret grade while a file is kept.
    """
    path = require_keep(actor, holder_id=directive.holder_id)
    hold()
    kept = Directive.objects.select_for_update().get(pk=directive.pk)
    before = facts(kept)
    if kept.withdrawn_at is not None:
        raise Conflict(_("Văn bản đã rút khỏi sổ. Hãy khôi phục trước khi sửa."))
    was_secret, excerpt = is_secret(kept), kept.excerpt
    _fill(kept, entry)
    if facts(kept) == before and kept.excerpt == excerpt:
        raise Invalid(FieldError("", _("Không có gì thay đổi.")))
    if is_secret(kept) and not was_secret and kept.files.filter(purged_at__isnull=True).exists():
        raise Conflict(_("Văn bản còn tệp lưu trong hệ thống. Hãy hủy hẳn các tệp trước khi nâng độ mật."))
    _refuse_duplicate(actor, kept)
    kept.save()
    record(
        actor,
        act="change_directive",
        object_kind="directive",
        object_id=kept.pk,
        summary=f"Sửa văn bản {shown(kept)}",
        branch=path,
        before={**before, "excerpt": None} if is_secret(kept) else before,
        after=facts(kept),
    )
    return kept


@transaction.atomic
def withdraw_directive(actor: Actor, *, directive: Directive, reason: str, now: datetime) -> Directive:
    """Take a directive out of the register without removing it, and give the row; it can be restored.

    :raises Denied: to who does not keep the register of the holder.
    :raises Conflict: when it is withdrawn already.
    """
    path = require_keep(actor, holder_id=directive.holder_id)
    kept = Directive.objects.select_for_update().get(pk=directive.pk)
    if kept.withdrawn_at is not None:
        raise Conflict(_("Văn bản đã rút khỏi sổ."))
    kept.withdrawn_at = now
    kept.save(update_fields=["withdrawn_at"])
    record(
        actor,
        act="withdraw_directive",
        object_kind="directive",
        object_id=kept.pk,
        summary=f"Rút khỏi sổ văn bản {shown(kept)}",
        branch=path,
        before={"withdrawn_at": None},
        after={"withdrawn_at": now, "reason": clean(reason)},
    )
    return kept


@transaction.atomic
def restore_directive(actor: Actor, *, directive: Directive) -> Directive:
    """Put a withdrawn directive back into the register, and give the row.

    :raises Denied: to who does not keep the register of the holder.
    :raises Conflict: when it is not withdrawn, or its number has been entered again since.
    """
    path = require_keep(actor, holder_id=directive.holder_id)
    hold()
    kept = Directive.objects.select_for_update().get(pk=directive.pk)
    if kept.withdrawn_at is None:
        raise Conflict(_("Văn bản đang có trong sổ."))
    _refuse_duplicate(actor, kept)
    before, kept.withdrawn_at = kept.withdrawn_at, None
    kept.save(update_fields=["withdrawn_at"])
    record(
        actor,
        act="restore_directive",
        object_kind="directive",
        object_id=kept.pk,
        summary=f"Khôi phục văn bản {shown(kept)}",
        branch=path,
        before={"withdrawn_at": before},
        after={"withdrawn_at": None},
    )
    return kept
