"""A judgement as pages show it: its sentences, with links to the units that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nhiemky.campaign.queries.judging import Evidence, Judgement
from nhiemky.reporting.campaign import CampaignBoard
from nhiemky.web.visit import Visit

SHOWN_UNITS = 8


@dataclass(frozen=True)
class Proof:
    """A sentence that a judgement rests on, in pieces (text, address; none: plain), then units that it does not name."""

    pieces: tuple[tuple[str, str], ...]
    against: bool
    units: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True)
class Verdict:
    """A judgement as shown."""

    code: str
    text: str
    proofs: tuple[Proof, ...]


def verdict_of(visit: Visit, board: CampaignBoard, judgement: Judgement) -> Verdict:
    """This function will give a judgement with links to the units that its evidence speaks of."""
    names = {each.facts.review_id: each.facts.short_name for each in board.standing.reviews}
    proofs = tuple(_proof(visit, each, names) for each in judgement.evidence)
    return Verdict(judgement.code, judgement.text, proofs)


def _proof(visit: Visit, evidence: Evidence, names: Mapping[int, str]) -> Proof:
    known = [(key, names[key]) for key in evidence.reviews if key in names]
    first: dict[str, int] = {}
    for key, name in known:
        first.setdefault(name, key)
    pieces = tuple(_pieces(visit, evidence.text, first))
    said = {name for name, href in pieces if href}
    rest = [(name, key) for key, name in known if name not in said or first[name] != key]
    units = tuple((name, visit.to("review", key)) for name, key in rest[:SHOWN_UNITS])
    return Proof(pieces, evidence.against, units, len(rest) - len(units))


def _pieces(visit: Visit, text: str, keys: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Cut a sentence at the names of units, the longer name first where one begins with another; each is linked once."""
    if not keys:
        yield text, ""
        return
    linked: set[str] = set()
    longest = sorted(keys, key=len, reverse=True)
    for part in re.split(f"({'|'.join(map(re.escape, longest))})", text):
        if part in keys and part not in linked:
            linked.add(part)
            yield part, visit.to("review", keys[part])
        elif part:
            yield part, ""
