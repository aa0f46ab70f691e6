"""How things of campaigns are called, for lists of what happened: a name by number, for who sees the unit or the holder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from nhiemky.campaign.models import (
    Campaign,
    Comment,
    Finding,
    Lesson,
    Meeting,
    Review,
    Round,
    Survey,
    Team,
    Visit,
)
from nhiemky.campaign.vocab import MEETING_NAMES, MeetingKind
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.policy import Actor
from nhiemky.org.queries import reached_units
from nhiemky.org.vocab import Verb
from nhiemky.work.models import WorkItem

LONGEST = 80


@dataclass(frozen=True)
class _Kind:
    """A kind of thing: its rows, the fields of the units by which it is seen (any of them), and how one is called."""

    model: type[Model]
    units: tuple[str, ...]
    name: Callable[[Any], str]


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


def _met(row: Meeting) -> str:
    return f"{MEETING_NAMES[MeetingKind(row.kind)]}, {write_date(row.held_on)}"


_KINDS: Mapping[str, _Kind] = {
    "campaign": _Kind(Campaign, ("holder_id",), lambda row: row.name),
    "review": _Kind(Review, ("unit_id", "round__campaign__holder_id"), lambda row: row.unit_name),
    "round": _Kind(Round, ("campaign__holder_id",), lambda row: row.name),
    "team": _Kind(Team, ("holder_id", "campaign__holder_id"), lambda row: row.name),
    "meeting": _Kind(Meeting, ("review__unit_id", "campaign__holder_id"), _met),
    "comment": _Kind(
        Comment, ("review__unit_id", "review__round__campaign__holder_id"), lambda row: _cut(row.text)
    ),
    "lesson": _Kind(
        Lesson, ("drawn_from__unit_id", "campaign__holder_id"), lambda row: f"{row.number}. {_cut(row.seen)}"
    ),
    "survey": _Kind(Survey, ("campaign__holder_id",), lambda row: row.name),
    "visit": _Kind(Visit, ("unit_id", "survey__campaign__holder_id"), lambda row: row.name),
    "finding": _Kind(Finding, ("unit_id", "campaign__holder_id"), lambda row: _cut(row.text)),
    "work_item": _Kind(WorkItem, ("unit_id",), lambda row: f"{row.number}. {_cut(row.name)}"),
}
LABELLED = frozenset(_KINDS)


def labels(actor: Actor, *, kind: str, ids: Collection[int]) -> dict[int, str]:
    """This function will name things of one kind of `LABELLED`, removed ones too, by number: those of units that the actor
    sees, or of campaigns whose holder the actor sees. One query."""
    known = _KINDS[kind]
    rows = known.model._default_manager.filter(pk__in=ids)
    if not actor.everything:
        reached = reached_units(actor, Verb.SEE)
        seen = Q()
        for field in known.units:
            seen |= Q(**{f"{field}__in": reached})
        rows = rows.filter(seen)
    return {row.pk: known.name(row) for row in rows}
