"""How the figures of a page are chosen: scheme, unconfirmed figures shown or not, part of the branch; kept in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Scheme
from nhiemky.org.vocab import Verb
from nhiemky.reporting.board import Selection, SubtreeBoard
from nhiemky.targets.queries import schemes
from nhiemky.web.visit import Visit

SCHEME, UNCONFIRMED, TYPE, GROUP, BAND = "bo-nhom", "chua-xac-nhan", "loai", "nhom-chi-tieu", "muc"
CHOSEN = (SCHEME, UNCONFIRMED, TYPE, GROUP, BAND)
PART, TARGETS, TARGET = "phan", "chi-tieu", "chi-tieu"


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen."""

    value: str
    label: str
    current: bool


@dataclass(frozen=True)
class Choice:
    """A list to choose from; its first option is everything, where that makes sense."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Figures:
    """The choices of a page; ``part`` is the id of what they refresh, ``kept`` the other parameters of the address."""

    scheme: Scheme
    include_unconfirmed: bool
    may_include: bool
    lists: tuple[Choice, ...]
    part: str
    kept: tuple[tuple[str, str], ...]
    filtered: bool = False
    of_below: bool = False


def figures_of(visit: Visit, *, part: str) -> Figures:
    """This function will read the choices of figures from the address.

    :raises NotFound: when the address names a scheme that is not there.
    """
    known = schemes()
    name = visit.asked(SCHEME, DEFAULT_SCHEME.name)
    if name not in known:
        raise NotFound(_("Không có bộ nhóm mức đạt “%(name)s”.") % {"name": name[:40]})
    may = bool(visit.actor.branches(Verb.SEE_UNCONFIRMED)) or visit.actor.everything
    options = tuple(Option(each.name, each.title, each.name == name) for each in known.values())
    return Figures(
        scheme=known[name],
        include_unconfirmed=may and visit.asked(UNCONFIRMED) == "1",
        may_include=may,
        lists=(Choice(SCHEME, _("Bộ nhóm mức đạt"), options),),
        part=part,
        kept=_kept(visit, SCHEME, UNCONFIRMED),
    )


def beside_own(figures: Figures, *, below: bool) -> Figures:
    """This function will give the choices to a unit's own people, who always see its latest figures: only those of the units
    below, if any, can be left out."""
    return replace(figures, may_include=figures.may_include and below, of_below=True)


def selection_of(visit: Visit, scheme: Scheme) -> Selection:
    """This function will read the part of the branch to look at; a band that the scheme does not have is no choice."""
    band = visit.asked(BAND)
    return Selection(visit.asked(TYPE), visit.asked(GROUP), band if band in scheme.class_codes else "")


def with_filters(visit: Visit, figures: Figures, board: SubtreeBoard) -> Figures:
    """This function will add the filters of a board: type of unit (where there are several), group, band."""
    chosen, names = board.selection, board.scheme.names
    bands = tuple((code, names[code]) for code in board.scheme.class_codes)
    filters = (
        _choice(TYPE, _("Loại đơn vị"), _("Mọi loại đơn vị"), board.types, chosen.unit_type),
        _choice(
            GROUP, _("Lĩnh vực"), _("Mọi lĩnh vực"), tuple((n, n) for n in board.group_names), chosen.group
        ),
        _choice(BAND, _("Có chỉ tiêu ở nhóm"), _("Mọi nhóm"), bands, chosen.band),
    )
    shown = tuple(each for each in filters if len(each.options) > 2 or visit.asked(each.name))
    return Figures(
        scheme=figures.scheme,
        include_unconfirmed=figures.include_unconfirmed,
        may_include=figures.may_include,
        lists=(*figures.lists, *shown),
        part=figures.part,
        kept=_kept(visit, *CHOSEN),
        filtered=bool(chosen.unit_type or chosen.group or chosen.band),
    )


def chosen_of(visit: Visit) -> dict[str, str]:
    """This function will give the choices that the address makes, as parameters of further addresses."""
    return {name: value for name in CHOSEN if (value := visit.asked(name))}


def across_address(visit: Visit, target_id: int, band: str = "") -> str:
    """This function will give the address of the units that have a target, or of those of them in a band, as now chosen."""
    chosen = {**chosen_of(visit), BAND: band, PART: TARGETS, TARGET: str(target_id)}
    return visit.to("boards", **{name: value for name, value in chosen.items() if value})


def _choice(
    name: str, label: str, everything: str, pairs: tuple[tuple[str, str], ...], chosen: str
) -> Choice:
    options = (Option(value, words, value == chosen) for value, words in pairs)
    return Choice(name, label, (Option("", everything, not chosen), *options))


def _kept(visit: Visit, *own: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in visit.pairs if pair[0] not in {*own, "trang", "xuat"})
