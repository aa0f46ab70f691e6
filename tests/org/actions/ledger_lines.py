"""Lines of the ledger in whole, as tests compare them."""

from __future__ import annotations

from collections.abc import Callable

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.org.models import UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import RoleCode
from tests import cast

Line = dict[str, object]


def written(act: Callable[[], object]) -> list[Line]:
    """Act, and give the lines that this left, each in whole but for number, time and digests."""
    known = LedgerLine.objects.count()
    act()
    fields = (
        "act",
        "object_kind",
        "object_id",
        "summary",
        "branch",
        "before",
        "after",
        "actor_name",
        "actor_id",
    )
    lines = list(LedgerLine.objects.order_by("sequence").values(*fields)[known:])
    assert verify().ok
    return [dict(line) for line in lines]


def line(
    act: str,
    kind: str,
    of: int,
    summary: str,
    branch: str,
    before: object,
    after: object,
    who: tuple[str, int | None] = ("hệ thống", None),
) -> Line:
    return {
        "act": act,
        "object_kind": kind,
        "object_id": str(of),
        "summary": summary,
        "branch": branch,
        "before": before,
        "after": after,
        "actor_name": who[0],
        "actor_id": who[1],
    }


def told(state: UnitState, **changes: object) -> dict[str, object]:
    """Give the state as the ledger tells it, with what differs."""
    return {
        "unit": state.unit_id,
        "valid_from": state.valid_from.isoformat(),
        "valid_to": state.valid_to.isoformat() if state.valid_to else None,
        "path": state.path,
        "parent": state.parent_id,
        "type": state.type.code,
        "official_order": state.official_order,
        "name": state.name,
        "short_name": state.short_name,
        "committee_name": state.committee_name,
        "symbol": state.symbol,
        "place": state.place,
        **changes,
    }


def somebody(role: RoleCode, where: UnitState) -> Actor:
    """Give somebody with an account of their own."""
    return cast.actor((role, where), name="Phạm Quang Dũng", user_id=71)


ADMINISTRATOR = ("Phạm Quang Dũng", 71)
