"""The tree as nested branches that a template can draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nhiemky.org.queries import TreeNode

DRAWN = 800
OPEN_DEPTH = 2


@dataclass(frozen=True)
class Branch:
    """A unit with what stands below it; `hidden` says how many children are not drawn because the tree is too large."""

    code: str
    name: str
    type: str
    illustrative: bool
    opened: bool
    hidden: int
    children: tuple[Branch, ...]


@dataclass(frozen=True)
class TypeCount:
    """How many units of a type the tree holds."""

    name: str
    count: int


def branches(nodes: Sequence[TreeNode]) -> tuple[Branch, ...]:
    """This function will nest nodes given in reading order; a tree of more than 800 units is cut at the deepest level that fits."""
    deepest = _deepest(nodes)
    position = 0

    def below(depth: int) -> tuple[Branch, ...]:
        nonlocal position
        found: list[Branch] = []
        while position < len(nodes) and nodes[position].depth >= depth:
            node = nodes[position]
            position += 1
            children = below(depth + 1)
            cut = node.depth >= deepest
            found.append(_branch(node, () if cut else children, node.child_count if cut else 0))
        return tuple(found)

    return below(0)


def type_counts(nodes: Sequence[TreeNode]) -> tuple[TypeCount, ...]:
    """This function will count units by type, the highest type first."""
    counted = Counter((node.state.type.rank, node.state.type.name) for node in nodes)
    return tuple(TypeCount(name, count) for (_rank, name), count in sorted(counted.items()))


def _deepest(nodes: Sequence[TreeNode]) -> int:
    """Give the deepest level that can be drawn whole; at least the highest two."""
    levels = Counter(node.depth for node in nodes)
    drawn, deepest = 0, 1
    for depth in sorted(levels):
        drawn += levels[depth]
        if drawn > DRAWN and depth > 1:
            break
        deepest = depth
    return max(deepest, 1)


def _branch(node: TreeNode, children: tuple[Branch, ...], hidden: int) -> Branch:
    state = node.state
    return Branch(
        state.unit.code,
        state.name,
        state.type.name,
        state.unit.illustrative,
        node.depth < OPEN_DEPTH,
        hidden,
        children,
    )
