"""What surrounds every page: where one is, from when the figures are, where one can go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.org import queries
from nhiemky.org.vocab import Verb
from nhiemky.web.visit import DAY, TERM, UNIT, Visit


@dataclass(frozen=True)
class Place:
    """One screen of the navigation; shown only to those who may do one of the verbs somewhere (`here`: in the chosen unit),
    and once it exists."""

    url_name: str
    label: Promise | str
    icon: str
    verbs: tuple[Verb, ...] = (Verb.SEE,)
    here: bool = False


PLACES = (
    Place("overview", _("Tổng quan"), "home"),
    Place("targets", _("Chỉ tiêu"), "target"),
    Place("entry", _("Nhập liệu"), "table", (Verb.ENTER_RESULTS, Verb.CONFIRM_RESULTS), here=True),
    Place("intake", _("Tải tệp lên"), "file-upload", (Verb.ENTER_RESULTS,), here=True),
    Place("work", _("Đầu công việc"), "list-check"),
    Place("boards", _("Bảng theo dõi"), "chart-bar"),
    Place("campaigns", _("Đợt sơ kết"), "calendar-stats"),
    Place("freezes", _("Số liệu chốt"), "snowflake"),
    Place("reports", _("Báo cáo"), "report", (Verb.ISSUE_REPORT,)),
    Place("directives", _("Văn bản"), "files"),
    Place("organisation", _("Tổ chức"), "sitemap"),
    Place("people", _("Cán bộ và vai trò"), "users", (Verb.KEEP_PEOPLE, Verb.KEEP_ROLES)),
    Place("ledger", _("Nhật ký"), "history", (Verb.SEE_LEDGER,)),
)


@dataclass(frozen=True)
class Link:
    """A link of the frame."""

    label: str
    href: str
    icon: str = ""
    current: bool = False


@dataclass(frozen=True)
class Frame:
    """The data of the frame around a page."""

    signed_in: bool
    person: str
    home: str
    crumbs: tuple[Link, ...]
    navigation: tuple[Link, ...]
    terms: tuple[Link, ...]
    term: str
    as_of: date
    chosen_day: bool
    parameters: tuple[tuple[str, str], ...]
    path: str
    kept: tuple[tuple[str, str], ...]

    @property
    def day_fields(self) -> tuple[tuple[str, str], ...]:
        """What the form that changes the day must carry along."""
        return tuple(pair for pair in self.kept if pair[0] != DAY)

    @property
    def default_day_href(self) -> str:
        """The same page at the default day."""
        return f"{self.path}?{urlencode([*self.day_fields, (DAY, '')])}"


def frame_of(visit: Visit, *, heeded: bool = True) -> Frame:
    """This function will gather the frame of a page for a visit; the number of queries is fixed.

    Where the visit did not heed the address (`heeded` False), its unit, term and day are not carried along either.
    """
    request = visit.request
    dropped = ("trang",) if heeded else ("trang", UNIT, TERM, DAY)
    kept = tuple(pair for pair in visit.pairs if pair[0] not in dropped)
    return Frame(
        signed_in=request.user.is_authenticated,
        person=visit.actor.name,
        home=visit.to("home"),
        crumbs=tuple(_crumbs(visit)),
        navigation=tuple(_navigation(visit)),
        terms=tuple(_terms(visit)),
        term=visit.chosen_term.label if visit.chosen_term is not None else "",
        as_of=visit.as_of,
        chosen_day=visit.chosen_day,
        parameters=tuple(visit.parameters.items()),
        path=request.path,
        kept=kept,
    )


def bare_frame(request: HttpRequest, today: date) -> Frame:
    """This function will give the frame of a page for somebody who is not signed in."""
    return Frame(False, "", "/", (), (), (), "", today, False, (), request.path, ())


def _crumbs(visit: Visit) -> Iterator[Link]:
    if visit.unit is None:
        return
    target = switch_target(visit.request.path)
    for state in (*queries.ancestors(visit.unit, on=visit.as_of), visit.unit):
        asked = {**visit.parameters, UNIT: state.unit.code}
        seen = visit.actor.may(Verb.SEE, state.path)
        href = f"{target}?{urlencode(asked)}" if seen else ""
        yield Link(state.short_name, href, current=state.unit_id == visit.unit.unit_id)


def switch_target(here: str) -> str:
    """This function will give the page to show for another unit: pages of the navigation stay, others lead home."""
    return here if any(here == _address(place.url_name) for place in PLACES) else reverse("home")


def _navigation(visit: Visit) -> Iterator[Link]:
    asked = urlencode(visit.parameters)
    for place in PLACES:
        address = _address(place.url_name)
        if address and _usable(visit, place):
            current = visit.request.path.startswith(address)
            yield Link(str(place.label), f"{address}?{asked}" if asked else address, place.icon, current)


def _usable(visit: Visit, place: Place) -> bool:
    if place.here:
        return any(visit.may(verb) for verb in place.verbs)
    return visit.actor.everything or any(visit.actor.branches(verb) for verb in place.verbs)


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _terms(visit: Visit) -> Iterator[Link]:
    current = visit.chosen_term.label if visit.chosen_term is not None else ""
    for term in queries.terms():
        asked = {**visit.parameters, TERM: term.label}
        asked.pop(DAY, None)
        yield Link(
            term.label,
            f"{switch_target(visit.request.path)}?{urlencode({**asked, DAY: ''})}",
            current=term.label == current,
        )
