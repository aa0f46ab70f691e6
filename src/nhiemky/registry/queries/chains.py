"""Which directive implements, amends or replaces which: the chain of one, the tree of all."""

from __future__ import annotations

from dataclasses import dataclass

from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.registry.models import Directive, DirectiveLink
from nhiemky.registry.policy import visible
from nhiemky.registry.vocab import LinkKind


@dataclass(frozen=True)
class ChainNode:
    """A directive in the chain of another: depth below 0 is what it follows from, above 0 what follows from it; ``kind`` is
    what the later of the two does to the earlier (none for the directive itself)."""

    directive: Directive
    kind: LinkKind | None
    depth: int


@dataclass(frozen=True)
class TreeNode:
    """A directive in the tree of implementation; one that follows from several stands below each, its branch only once."""

    directive: Directive
    kind: LinkKind | None
    depth: int
    child_count: int
    repeated: bool = False


def _walk(start: int, *, up: bool) -> dict[int, tuple[int, LinkKind]]:
    """Give every directive reached from the start with its distance and the link it was reached by; one query per level."""
    here, there = ("later_id", "earlier_id") if up else ("earlier_id", "later_id")
    reached: dict[int, tuple[int, LinkKind]] = {}
    level, depth = {start}, 0
    while level:
        depth += 1
        rows = DirectiveLink.objects.filter(
            **{f"{here}__in": level}, later__withdrawn_at__isnull=True, earlier__withdrawn_at__isnull=True
        )
        found = {other: LinkKind(kind) for other, kind in rows.order_by("-id").values_list(there, "kind")}
        level = found.keys() - reached.keys() - {start}
        reached.update({other: (depth, found[other]) for other in level})
    return reached


def chain(actor: Actor, *, directive: Directive) -> list[ChainNode]:
    """Give the chain of a directive: what it follows from (the farthest first), itself, what follows from it, each level by
    date; directives that may not be seen are left out."""
    up = _walk(directive.pk, up=True)
    down = _walk(directive.pk, up=False)
    rows = Directive.objects.filter(visible(actor), pk__in=[*up, *down]).select_related("term", "holder")
    nodes = [ChainNode(directive, None, 0)]
    for row in rows:
        depth, kind = up[row.pk] if row.pk in up else down[row.pk]
        nodes.append(ChainNode(row, kind, -depth if row.pk in up else depth))
    return sorted(nodes, key=lambda node: (node.depth, _date_key(node.directive)))


def _date_key(directive: Directive) -> tuple[bool, str, int]:
    issued = directive.issued_on
    return (issued is None, issued.isoformat() if issued else "", directive.pk)


def forest(actor: Actor, *, holder: Unit | None = None) -> list[TreeNode]:
    """Give all visible directives (of one register) as a tree, earlier above later, by date; at most three queries."""
    rows = Directive.objects.filter(visible(actor), withdrawn_at__isnull=True)
    if holder is not None:
        rows = rows.filter(holder=holder)
    known = {row.pk: row for row in rows.select_related("term", "holder")}
    below: dict[int, list[tuple[Directive, LinkKind]]] = {}
    has_above: set[int] = set()
    links = DirectiveLink.objects.filter(later__in=rows.values("pk"), earlier__in=rows.values("pk"))
    for later, earlier, done in links.values_list("later_id", "earlier_id", "kind"):
        below.setdefault(earlier, []).append((known[later], LinkKind(done)))
        has_above.add(later)
    roots = sorted((row for pk, row in known.items() if pk not in has_above), key=_date_key, reverse=True)
    nodes: list[TreeNode] = []
    shown: set[int] = set()
    waiting: list[tuple[Directive, LinkKind | None, int]] = [(row, None, 0) for row in roots]
    while waiting:
        row, kind, depth = waiting.pop()
        own = sorted(below.get(row.pk, ()), key=lambda pair: _date_key(pair[0]), reverse=True)
        nodes.append(TreeNode(row, kind, depth, len(own), row.pk in shown))
        if row.pk not in shown:
            waiting.extend((child, child_kind, depth + 1) for child, child_kind in own)
        shown.add(row.pk)
    return nodes


def has_path(*, later_id: int, earlier_id: int) -> bool:
    """Tell whether the links lead from the later directive to the earlier one, withdrawn ones too."""
    level, seen = {later_id}, {later_id}
    while level:
        if earlier_id in level:
            return True
        above = DirectiveLink.objects.filter(later_id__in=level).values_list("earlier_id", flat=True)
        level = set(above) - seen
        seen |= level
    return False
