"""Run as a process of its own by test_at_once: the same act of the register by many at the same moment."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import partial

from tests.org.actions.crowd import ledger, prepare, together

MANY = 6


def main() -> dict[str, object]:
    """Let many act at once in every way that could go wrong, and give what they met and what is kept."""
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.registry import actions as registry
    from nhiemky.registry.models import Directive, DirectiveFile, DirectiveLink
    from nhiemky.registry.vocab import DirectiveEntry, DirectiveType
    from tests import cast

    heard: dict[str, object] = {}
    tree = cast.make_tree()
    unit = tree.district.unit
    entry = DirectiveEntry(DirectiveType.PLAN, "sơ kết", "Huyện ủy", "165-KH/HU")
    heard["number"] = together(
        [partial(registry.add_directive, SYSTEM_ACTOR, holder=unit, entry=entry)] * MANY
    )
    plan = Directive.objects.get()
    others = [cast.make_directive(f"{number}-KH/HU", holder=tree.district) for number in range(1, 4)]
    heard["change"] = together(
        [
            partial(
                registry.change_directive,
                SYSTEM_ACTOR,
                directive=row,
                entry=replace(entry, symbol="99-KH/HU"),
            )
            for row in others
        ]
    )
    png = b"\x89PNG\r\n\x1a\n"
    attach = partial(registry.attach_file, SYSTEM_ACTOR, directive=plan, name="a.png", data=png, now=cast.NOW)
    heard["file"] = together([attach] * MANY)
    heard["files"] = DirectiveFile.objects.count()
    file = DirectiveFile.objects.get()
    heard["purge"] = together(
        [partial(registry.purge_file, SYSTEM_ACTOR, file=file, reason="nhầm", now=cast.NOW)] * MANY
    )
    first, second, third = others
    circle = ((first, second), (second, third), (third, first))
    heard["circle"] = together(
        [partial(registry.link, SYSTEM_ACTOR, later=later, earlier=earlier) for later, earlier in circle]
    )
    heard["links"] = DirectiveLink.objects.count()
    heard["withdraw"] = together(
        [partial(registry.withdraw_directive, SYSTEM_ACTOR, directive=plan, reason="", now=cast.NOW)] * MANY
    )
    restore = partial(registry.restore_directive, SYSTEM_ACTOR, directive=plan)
    again = partial(registry.add_directive, SYSTEM_ACTOR, holder=unit, entry=entry)
    heard["restore or enter again"] = together([restore, again])
    heard["ledger"] = ledger()
    return heard


if __name__ == "__main__":
    prepare()
    json.dump(main(), sys.stdout, ensure_ascii=False)
