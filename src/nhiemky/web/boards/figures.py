"""How the figures of a page are chosen: scheme, unconfirmed figures shown or not; kept in the address."""

from __future__ import annotations

from dataclasses import dataclass

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Scheme
from nhiemky.org.vocab import Verb
from nhiemky.targets.queries import schemes
from nhiemky.web.visit import Visit


@dataclass(frozen=True)
class SchemeChoice:
    """One scheme that can be chosen."""

    name: str
    title: str
    current: bool


@dataclass(frozen=True)
class Figures:
    """The scheme and the unconfirmed switch of a page."""

    scheme: Scheme
    include_unconfirmed: bool
    may_include: bool
    choices: tuple[SchemeChoice, ...]


def figures_of(visit: Visit) -> Figures:
    """This function will read the choices of figures from the address.

    :raises NotFound: when the address names a scheme that is not there.
    """
    known = schemes()
    name = visit.asked("bo-nhom", DEFAULT_SCHEME.name)
    if name not in known:
        raise NotFound(f"Không có bộ nhóm mức đạt “{name[:40]}”.")
    may = bool(visit.actor.branches(Verb.SEE_UNCONFIRMED)) or visit.actor.everything
    return Figures(
        scheme=known[name],
        include_unconfirmed=may and visit.asked("chua-xac-nhan") == "1",
        may_include=may,
        choices=tuple(SchemeChoice(s.name, s.title, s.name == name) for s in known.values()),
    )
