"""The board of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from nhiemky.kernel.scoring import Scheme, Tally
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.reporting.board.lines import BandCount, TargetLine, band_counts, target_line, worst_first
from nhiemky.reporting.wording import overview_sentence
from nhiemky.targets.queries import AssessedTarget, assessed, counted_tally


@dataclass(frozen=True, slots=True)
class GroupCount:
    """The bands of one group of targets."""

    name: str
    total: int
    tally: Tally
    bands: tuple[BandCount, ...]


@dataclass(frozen=True, slots=True)
class UnitBoard:
    """One unit at a cut-off: the sentence, the bands, the groups, the lines in the order of the resolution."""

    unit_code: str
    unit_name: str
    term: str
    as_of: date
    scheme: Scheme
    tally: Tally
    sentence: str
    bands: tuple[BandCount, ...]
    groups: tuple[GroupCount, ...]
    lines: tuple[TargetLine, ...]
    unconfirmed: int
    illustrative: bool

    @property
    def worst(self) -> tuple[TargetLine, ...]:
        """The counted targets that are not met, the lowest attainment first."""
        missed = (
            line for line in self.lines if line.counted and line.class_code != self.scheme.bands[0].code
        )
        return tuple(sorted(missed, key=worst_first))


def unit_board(
    actor: Actor,
    *,
    state: UnitState,
    term: Term,
    as_of: date,
    scheme: Scheme,
    include_unconfirmed: bool = False,
) -> UnitBoard:
    """This function will give the board of one unit at a cut-off.

    :raises Denied: when the actor does not reach the unit.
    """
    rows = assessed(
        actor,
        states=[state],
        term=term,
        as_of=as_of,
        scheme=scheme,
        include_unconfirmed=include_unconfirmed,
    )
    return composed(rows, state=state, term=term, as_of=as_of, scheme=scheme)


def composed(
    rows: Sequence[AssessedTarget], *, state: UnitState, term: Term, as_of: date, scheme: Scheme
) -> UnitBoard:
    """This function will lay out assessed targets of one unit, of today or frozen, as its board."""
    whole = counted_tally(rows, scheme)
    return UnitBoard(
        unit_code=state.unit.code,
        unit_name=state.name,
        term=term.label,
        as_of=as_of,
        scheme=scheme,
        tally=whole,
        sentence=overview_sentence(whole, scheme),
        bands=band_counts(whole, scheme),
        groups=groups_of(rows, scheme),
        lines=tuple(target_line(row, scheme) for row in rows),
        unconfirmed=sum(row.fact.unconfirmed for row in rows),
        illustrative=any(row.fact.illustrative for row in rows),
    )


def groups_of(rows: Sequence[AssessedTarget], scheme: Scheme) -> tuple[GroupCount, ...]:
    """This function will count the bands of each group, groups in the order in which they first appear.

    Groups written in capitals in one unit and in small letters in another are one group, under its first name.
    """
    by_group: dict[str, list[AssessedTarget]] = {}
    for row in rows:
        if row.fact.counted:
            by_group.setdefault(group_key(row.fact.group), []).append(row)
    counted = ((members[0].fact.group, counted_tally(members, scheme)) for members in by_group.values())
    return tuple(GroupCount(name, whole.total, whole, band_counts(whole, scheme)) for name, whole in counted)


@lru_cache(maxsize=1024)
def group_key(name: str) -> str:
    """This function will give what is the same for all ways of writing the name of a group."""
    return " ".join(name.casefold().split())
