"""Which directive implements, amends or replaces which: the chain of one, the tree of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet

from nhiemky.org.models import Unit
from nhiemky.org.policy import Actor
from nhiemky.registry.models import Directive, DirectiveLink
from nhiemky.registry.policy import visible
from nhiemky.registry.vocab import LinkKind


@dataclass(frozen=True)
class TreeNode:
    """A directive in a tree of links: ``kinds`` is what it does to the one above it (none at the top), ``depth`` how far it
    stands from the top. One that follows from several stands below each, its branch only at the first."""

    directive: Directive
    kinds: tuple[LinkKind, ...]
    depth: int
    child_count: int
    repeated: bool = False


def chain(actor: Actor, *, directive: Directive) -> list[TreeNode]:
    """Give the chain of a directive as a tree: all that it follows from, itself, all that follows from it; directives that
    may not be seen are left out. One query per level and one more."""
    up = _links(directive.pk, up=True)
    links = up | _links(directive.pk, up=False, above={link.earlier for link in up})
    ids = {end for link in links for end in (link.later, link.earlier)} - {directive.pk}
    rows = Directive.objects.filter(visible(actor), pk__in=ids).select_related("term", "holder")
    return _tree({directive.pk: directive} | {row.pk: row for row in rows}, links)


def forest(actor: Actor, *, holder: Unit | None = None) -> list[TreeNode]:
    """Give all visible directives (of one register) as a tree, earlier above later, by date; at most three queries."""
    rows = Directive.objects.filter(visible(actor), withdrawn_at__isnull=True)
    if holder is not None:
        rows = rows.filter(holder=holder)
    known = {row.pk: row for row in rows.select_related("term", "holder")}
    links = DirectiveLink.objects.filter(later__in=rows.values("pk"), earlier__in=rows.values("pk"))
    return _tree(known, _plain(links))


class _Link(NamedTuple):
    id: int
    later: int
    earlier: int
    kind: str


def _plain(links: QuerySet[DirectiveLink]) -> set[_Link]:
    return {_Link(*each) for each in links.values_list("id", "later_id", "earlier_id", "kind")}


def _links(start: int, *, up: bool, above: Collection[int] = ()) -> set[_Link]:
    """Give every link that is walked from the start up or down, and those that lead from there past it to what stands `above`;
    one query per level."""
    found: set[_Link] = set()
    reached, level = {start}, {start}
    while level:
        here = Q(later__in=level) if up else Q(earlier__in=level) | Q(later__in=level, earlier__in=above)
        rows = DirectiveLink.objects.filter(
            here, later__withdrawn_at__isnull=True, earlier__withdrawn_at__isnull=True
        )
        links = _plain(rows)
        found |= links
        level = {link.earlier if up else link.later for link in links} - reached
        reached |= level
    return found


def _tree(known: Mapping[int, Directive], links: Collection[_Link]) -> list[TreeNode]:
    """Give directives in reading order, the later below the earlier, each level by date."""
    below: dict[int, dict[int, list[LinkKind]]] = {}
    for _id, later, earlier, kind in sorted(links):
        if later in known and earlier in known:
            below.setdefault(earlier, {}).setdefault(later, []).append(LinkKind(kind))
    has_above = {later for children in below.values() for later in children}
    roots = sorted((row for pk, row in known.items() if pk not in has_above), key=_date_key, reverse=True)
    nodes: list[TreeNode] = []
    shown: set[int] = set()
    waiting: list[tuple[Directive, tuple[LinkKind, ...], int]] = [(row, (), 0) for row in roots]
    while waiting:
        row, kinds, depth = waiting.pop()
        own = below.get(row.pk, {})
        nodes.append(TreeNode(row, kinds, depth, len(own), row.pk in shown))
        if row.pk not in shown:
            children = sorted((known[pk] for pk in own), key=_date_key, reverse=True)
            waiting.extend((child, tuple(own[child.pk]), depth + 1) for child in children)
        shown.add(row.pk)
    return nodes


def _date_key(directive: Directive) -> tuple[bool, str, int]:
    issued = directive.issued_on
    return (issued is None, issued.isoformat() if issued else "", directive.pk)


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
