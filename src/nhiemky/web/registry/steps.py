"""Documents and their links as nested lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nhiemky.registry.vocab import LINK_NAMES, TYPE_NAMES, DirectiveType
from nhiemky.web.registry.forms import is_secret

if TYPE_CHECKING:
    from nhiemky.registry.models import Directive
    from nhiemky.registry.queries import TreeNode

DEEPEST = 8
# Letters of an excerpt in a list to choose from
EXCERPT = 80


@dataclass(frozen=True)
class Step:
    """A document in a nested list: what it does to the one above it; whether a list opens below it, and how many end with it."""

    id: int
    title: str
    excerpt: str
    links: tuple[str, ...]
    itself: bool
    repeated: bool
    opens: bool
    closes: range


def steps_of(nodes: Sequence[TreeNode], *, itself: int | None = None) -> tuple[Step, ...]:
    """This function will nest documents given in reading order, eight levels deep; what stands deeper joins the eighth."""
    depths = [min(node.depth, DEEPEST) for node in nodes]
    return tuple(
        Step(
            id=node.directive.pk,
            title=title_of(node.directive),
            excerpt="" if node.repeated and node.directive.symbol else excerpt_of(node.directive),
            links=tuple(str(LINK_NAMES[kind]) for kind in node.kinds),
            itself=node.directive.pk == itself,
            repeated=node.repeated,
            opens=following > depth,
            closes=range(depth - following),
        )
        for node, depth, following in zip(nodes, depths, [*depths, 0][1:], strict=True)
    )


def title_of(row: Directive) -> str:
    """This function will name a document as offices do: type, number and symbol."""
    number = f" {row.symbol}" if row.symbol else ""
    return f"{TYPE_NAMES[DirectiveType(row.type)]}{number}"


def choice_of(row: Directive) -> tuple[str, str]:
    """This function will give a document as something to choose: its key; its title, issuer and shortened excerpt."""
    parts = (title_of(row), row.issuer_name, Truncator(row.excerpt).chars(EXCERPT, truncate="…"))
    return str(row.pk), " · ".join(filter(None, parts))


def excerpt_of(row: Directive) -> str:
    """This function will give the excerpt; of a secret document only that it is one."""
    return row.excerpt or (_("(văn bản mật, không ghi trích yếu)") if is_secret(row.confidentiality) else "")
