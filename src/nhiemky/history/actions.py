"""Writing the ledger."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from nhiemky.history.models import LedgerHead, LedgerLine
from nhiemky.history.vocab import SYSTEM, Author, Json, plain

__all__ = ["SYSTEM", "record"]


def _cut(text: str, length: int) -> str:
    clean = str(plain(text))
    return clean if len(clean) <= length else clean[: length - 1] + "…"


@transaction.atomic
def record(
    author: Author,
    *,
    act: str,
    object_kind: str,
    object_id: object,
    summary: str,
    branch: str,
    before: Json,
    after: Json,
) -> LedgerLine:
    """Write one line at the end of the chain and give it.

    ``branch`` is the path of the unit concerned ("/" for what concerns no unit); ``before`` and ``after`` hold no float.
    Writers wait for one another at the head row until the surrounding transaction ends, so numbers have no gaps.

    :raises TypeError: when before or after hold something that has no single written form.
    """
    head, _ = LedgerHead.objects.select_for_update().get_or_create(pk=1)
    line = LedgerLine(
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor_id=author.user_id,
        actor_name=_cut(author.name, 200),
        act=_cut(act, 100),
        object_kind=_cut(object_kind, 50),
        object_id=_cut(str(object_id), 50),
        summary=_cut(summary, 500),
        branch=branch or "/",
        before=plain(before),
        after=plain(after),
        previous_digest=head.digest,
    )
    line.digest = line.computed_digest()
    line.save(force_insert=True)
    head.sequence, head.digest = line.sequence, line.digest
    head.save(update_fields=["sequence", "digest"])
    return line
