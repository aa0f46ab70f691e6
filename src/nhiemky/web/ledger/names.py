"""Names in place of the numbers by which the ledger knows units, people, accounts, targets, documents and terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from nhiemky.campaign import queries as campaigns
from nhiemky.history.vocab import NotFound, Plain
from nhiemky.org import queries as org
from nhiemky.registry import queries as registry
from nhiemky.targets import queries as targets
from nhiemky.web.registry.steps import title_of

if TYPE_CHECKING:
    from nhiemky.history.models import LedgerLine
    from nhiemky.org.policy import Actor

UNIT, PERSON, ACCOUNT, TARGET, DIRECTIVE, TERM, PATH = (
    "unit", "person", "account", "target", "directive", "term", "path",
)  # fmt: skip
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("unit", "parent", "successor", "keeper", "issuer", "holder", "lead"), UNIT),
    **dict.fromkeys(("later", "earlier", "decision", "notice", "directive", "evidence_directive"), DIRECTIVE),
    **dict.fromkeys(("finding", "first_finding", "next_finding"), "finding"),
    **dict.fromkeys(("review", "reviews"), "review"),
    **dict.fromkeys(("campaign", "drawn_from"), "campaign"),
    **{kind: kind for kind in ("meeting", "round", "team", "visit", "work_item")},
    "person": PERSON,
    "user": ACCOUNT,
    "term": TERM,
    "target_id": TARGET,
    "path": PATH,
}


@dataclass(frozen=True)
class Names:
    """Names by kind and number; what the reader may not see has none."""

    known: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    about: str = ""

    def of(self, kind: str, number: str) -> str:
        """This function will give the name of a numbered thing, or nothing."""
        return self.known.get(kind, {}).get(int(number), "") if number.isdecimal() else ""

    def read(self, key: str, text: str) -> tuple[str, str] | None:
        """This function will give the name that a recorded number stands for and the number itself; none for other values.

        A path gives the names of its units from the root down; several numbers give their names one after the other.
        """
        kind = kind_of(key, self.about)
        if kind == PATH:
            steps = [step for step in text.split("/") if step]
            return (" › ".join(self.of(UNIT, step) or step for step in steps), text) if steps else None
        numbers = text.split(", ") if kind else []
        if not numbers or not all(number.isdecimal() for number in numbers):
            return None
        named = [self.of(kind, number) for number in numbers]
        return (
            "; ".join(name or number for name, number in zip(named, numbers, strict=True))
            if any(named)
            else "",
            text,
        )


def kind_of(key: str, about: str) -> str:
    """This function will give what the number in a field stands for, on a line about a kind of thing; nothing for a plain value.

    Above a campaign stands a campaign, above a unit a unit.
    """
    return about if key == "parent" and about in campaigns.LABELLED else KINDS.get(key, "")


def names_of(actor: Actor, line: LedgerLine) -> Names:
    """This function will name what a line of the ledger is about and speaks of, as on its day; one query a kind, two for the target."""
    asked: dict[str, set[int]] = {}
    for kind, number in _numbers(line):
        asked.setdefault(kind, set()).add(number)
    found = {kind: _named(actor, kind, ids, line) for kind, ids in asked.items()}
    return Names(found, line.object_kind)


def _named(actor: Actor, kind: str, ids: set[int], line: LedgerLine) -> dict[int, str]:
    on: date = line.at.date()
    match kind:
        case "unit":
            return org.unit_labels(actor, ids, on=on, below=line.branch)
        case "person":
            return org.person_labels(actor, ids)
        case "account":
            return org.account_labels(actor, ids)
        case "term":
            return {term.pk: term.label for term in org.terms()}
        case "directive":
            return {row.pk: title_of(row) for row in registry.directives_among(actor, ids)}
        case _ if kind in campaigns.LABELLED:
            return campaigns.labels(actor, kind=kind, ids=ids)
        case _:
            return {number: name for number in ids if (name := _target(actor, number))}


def _target(actor: Actor, number: int) -> str:
    try:
        row = targets.target(actor, id=number)
    except NotFound:
        return ""
    return f"{row.number}. {row.name}"


def _numbers(line: LedgerLine) -> Iterator[tuple[str, int]]:
    """Give kind and number of everything that the line names by a number; of targets only the one that the line is about."""
    named = {UNIT, PERSON, ACCOUNT, TARGET, DIRECTIVE, TERM, *campaigns.LABELLED}
    if line.object_id.isdecimal() and line.object_kind in named:
        yield line.object_kind, int(line.object_id)
    for value in (line.before, line.after):
        yield from _inside(value, line.object_kind)


def _inside(value: Plain, about: str, key: str = "") -> Iterator[tuple[str, int]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _inside(part, about, name)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from _inside(part, about, key)
    elif (kind := kind_of(key, about)) and value is not None:
        parts = str(value).split("/") if kind == PATH else [str(value)]
        kind = UNIT if kind == PATH else kind
        yield from ((kind, int(part)) for part in parts if part.isdecimal())
