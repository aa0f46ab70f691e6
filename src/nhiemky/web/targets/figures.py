"""Which figures a page of targets shows: by which scheme, and whether a superior sees unconfirmed ones; kept in the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Scheme
from nhiemky.org.vocab import Verb
from nhiemky.targets.policy import is_own
from nhiemky.targets.queries import schemes
from nhiemky.web.visit import Visit

SCHEME, UNCONFIRMED = "bo-nhom", "chua-xac-nhan"


@dataclass(frozen=True)
class SchemeChoice:
    """One scheme that can be chosen."""

    name: str
    title: str
    current: bool


@dataclass(frozen=True)
class ShownFigures:
    """The scheme and the unconfirmed switch; a unit's own people always see their latest figures, without a switch."""

    scheme: Scheme
    include_unconfirmed: bool
    may_include: bool
    choices: tuple[SchemeChoice, ...]


def shown_figures(visit: Visit, path: str) -> ShownFigures:
    """This function will read from the address which figures of the unit at the path are shown.

    :raises NotFound: when the address names a scheme that is not there.
    """
    known = schemes()
    name = visit.asked(SCHEME, DEFAULT_SCHEME.name)
    if name not in known:
        raise NotFound(_("Không có bộ nhóm mức đạt “%(name)s”.") % {"name": name[:40]})
    may = visit.actor.may(Verb.SEE_UNCONFIRMED, path) and not is_own(visit.actor, path)
    return ShownFigures(
        scheme=known[name],
        include_unconfirmed=may and visit.asked(UNCONFIRMED) == "1",
        may_include=may,
        choices=tuple(SchemeChoice(each.name, each.title, each.name == name) for each in known.values()),
    )
