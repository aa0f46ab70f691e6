"""Reading and checking the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Regex
from django.utils.translation import gettext as _

from nhiemky.history.models import LedgerHead, LedgerLine
from nhiemky.history.vocab import ChainReport
from nhiemky.kernel.viet.patterns import word_patterns


def lines(
    *,
    branches: Sequence[str],
    act: str = "",
    actor_name: str = "",
    object_kind: str = "",
    object_id: object = "",
    since: datetime | None = None,
    until: datetime | None = None,
    text: str = "",
) -> QuerySet[LedgerLine]:
    """Give the lines of the branches, newest first; ``since`` is included, ``until`` is not.

    ``text`` and ``actor_name`` are words, written in any case and with or without marks, that all must be found.

    A branch is a path or a part of one ("/12/"): a line belongs to it when its own path, as it was then, contains it; "/" is
    everything. No branches give no lines.
    """
    reached = Q(pk__in=[])
    for branch in branches:
        reached |= Q(branch__contains=branch)
    found = LedgerLine.objects.filter(reached)
    exact = {"act": act, "object_kind": object_kind, "object_id": str(object_id)}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    for pattern in word_patterns(actor_name):
        found = found.filter(actor_name__regex=pattern)
    found = found.filter(_holding(text)) if text else found
    if since is not None:
        found = found.filter(at__gte=since)
    if until is not None:
        found = found.filter(at__lt=until)
    return found.order_by("-sequence")


def _holding(text: str) -> Q:
    """Give the filter of the lines whose summary, act and author together hold all words."""
    words = Concat("summary", Value(" "), "act", Value(" "), "actor_name")
    every = Q()
    for pattern in word_patterns(text):
        every &= Q(Regex(words, Value(pattern)))
    return every


def line(*, branches: Sequence[str], sequence: int) -> LedgerLine | None:
    """Give one line by its number, or none when the branches do not hold it."""
    return lines(branches=branches).filter(sequence=sequence).first()


def head() -> tuple[int, str]:
    """Give number and digest of the last line; (0, "") for an empty ledger."""
    found = LedgerHead.objects.filter(pk=1).values_list("sequence", "digest").first()
    return found if found is not None else (0, "")


def hold() -> None:
    """Make every other writer wait, until the surrounding transaction ends, where several rows must be judged together."""
    LedgerHead.objects.select_for_update().filter(pk=1).first()


def _fault(entry: LedgerLine, number: int, previous: str) -> str:
    if entry.sequence != number:
        return _("Thiếu dòng số %(number)d: dòng tiếp theo là số %(found)d.") % {
            "number": number,
            "found": entry.sequence,
        }
    if entry.previous_digest != previous:
        return _(
            "Dòng số %(number)d không nối tiếp dòng trước: có dòng bị chèn, bị thay hoặc bị đổi chỗ."
        ) % {"number": number}
    if entry.digest != entry.computed_digest():
        return _("Nội dung dòng số %(number)d đã bị sửa.") % {"number": number}
    return ""


def verify() -> ChainReport:
    """Read the whole ledger line by line and tell whether every line still follows from the one before it.

    What it cannot see by itself: the last lines cut off together with a head rewritten to match; therefore the report gives
    the digest of the last line, to be noted elsewhere.
    """
    last, digest = head()
    number, previous = 0, ""
    for entry in LedgerLine.objects.order_by("sequence").iterator(chunk_size=500):
        if entry.sequence > last:
            break
        number += 1
        reason = _fault(entry, number, previous)
        if reason:
            return ChainReport(False, number - 1, number, reason, previous)
        previous = entry.digest
    if number == last and previous != digest:
        reason = _("Mã ở điểm cuối của nhật ký không khớp với dòng số %(number)d.") % {"number": number}
        return ChainReport(False, number, number, reason, previous)
    if number != last:
        reason = _("Điểm cuối của nhật ký là dòng số %(last)d nhưng các dòng chỉ đến số %(number)d.") % {
            "last": last,
            "number": number,
        }
        return ChainReport(False, number, number + 1, reason, previous)
    beyond = LedgerLine.objects.filter(sequence__gt=head()[0]).order_by("sequence").first()
    if beyond is not None:
        reason = _("Dòng số %(number)d nằm sau điểm cuối của nhật ký.") % {"number": beyond.sequence}
        return ChainReport(False, number, beyond.sequence, reason, previous)
    return ChainReport(True, number, None, "", previous)
