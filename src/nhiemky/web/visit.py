"""Who asks, about which unit, term and day: what every signed-in page starts from."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from nhiemky.history.vocab import FieldError, Invalid, NotFound, Refusal
from nhiemky.kernel.viet.dates import DateError, read_date, write_date
from nhiemky.org import queries
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets import queries as targets

if TYPE_CHECKING:
    from nhiemky.org.models import Term, Unit, UnitState, User

UNIT, TERM, DAY = "don-vi", "nhiem-ky", "den"
REMEMBERED = {UNIT: "unit", TERM: "term", DAY: "day"}
# Where a request keeps its actor, and its visit: none where the address names what cannot be shown.
ACTOR, FOUND = "actor", "visit"


@dataclass(frozen=True)
class Visit:
    """One request of a signed-in person: the actor, and the unit, term and as-of date chosen in the frame."""

    request: HttpRequest
    actor: Actor
    now: datetime
    today: date
    as_of: date
    chosen_day: bool
    unit: UnitState | None
    chosen_term: Term | None

    @property
    def state(self) -> UnitState:
        """The state of the chosen unit at the as-of date.

        :raises NotFound: when no unit can be shown.
        """
        return (
            self.unit
            if self.unit is not None
            else self._nothing(queries.why_no_home(self.actor, on=self.as_of))
        )

    @property
    def term(self) -> Term:
        """The chosen term.

        :raises NotFound: when no term is recorded yet.
        """
        if self.chosen_term is None:
            self._nothing(_("Chưa có nhiệm kỳ nào. Đề nghị quản trị thêm nhiệm kỳ trước."))
        return self.chosen_term

    @property
    def user(self) -> User:
        """The account that is signed in."""
        return cast("User", self.request.user)

    @property
    def unit_code(self) -> str:
        return self.state.unit.code

    @cached_property
    def parameters(self) -> Mapping[str, str]:
        """The parameters that let a link show the same unit, term and day to somebody else."""
        kept = {UNIT: self.unit.unit.code} if self.unit is not None else {}
        if self.chosen_term is not None:
            kept[TERM] = self.chosen_term.label
        if self.chosen_day:
            kept[DAY] = write_date(self.as_of)
        return kept

    @cached_property
    def _asked_always(self) -> str:
        return urlencode(self.parameters)

    @property
    def posted(self) -> MultiValueDict[str, str] | None:
        """What was posted; none when the page is only looked at (so that a form stays unbound)."""
        return self.request.POST if self.request.method == "POST" else None

    @property
    def files(self) -> MultiValueDict[str, Any] | None:
        return self.request.FILES if self.request.method == "POST" else None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """All parameters of the address, in order."""
        return tuple((key, value) for key, values in self.request.GET.lists() for value in map(str, values))

    def asked(self, name: str, default: str = "") -> str:
        """This function will give a parameter of the address, without blanks around it."""
        return self.request.GET.get(name, default).strip()

    def may(self, verb: Verb) -> bool:
        """This function will tell whether the verb may be done in the chosen unit."""
        return self.unit is not None and self.actor.may(verb, self.unit.path)

    def unit_named(self, asked: str, *, on: date, field: str = "") -> Unit:
        """This function will give the unit whose code or name was typed into a field.

        :raises Invalid: when there is no such unit on that day, it may not be seen, or several bear the name.
        """
        try:
            return queries.state_asked(self.actor, asked, on=on).unit
        except NotFound as error:
            raise Invalid(FieldError(field, error.message)) from error

    def to(self, name: str, *args: object, **extra: str) -> str:
        """This function will give the address of a screen for the same unit, term and day; `extra` adds parameters."""
        more = {key.replace("_", "-"): value for key, value in extra.items()}
        if more.keys().isdisjoint(self.parameters):
            asked = "&".join(filter(None, (self._asked_always, urlencode(more))))
        else:
            asked = urlencode({**self.parameters, **more})
        return reverse(name, args=args) + (f"?{asked}" if asked else "")

    def done(self, message: str, name: str, *args: object, **extra: str) -> HttpResponseRedirect:
        """This function will say that an act succeeded and lead to the named screen."""
        self.say(message)
        return HttpResponseRedirect(self.to(name, *args, **extra))

    def say(self, message: str) -> None:
        """This function will say on the next page that an act succeeded."""
        messages.success(self.request, message)

    def _nothing(self, message: str) -> NoReturn:
        raise NotFound(message)


def visit_of(request: HttpRequest, *, heed: bool = True, business: bool = False) -> Visit:
    """This function will find the actor of a request and the unit, term and day that the address or the session names.

    Without `heed` whatever the address names is passed over: for pages that must be shown whatever it names. Pages of
    `business` show work: where no day is chosen they show today, not the cut-off of the figures, while the term runs.

    :raises NotFound: when the address names a unit or term that is not there or may not be seen.
    """
    setattr(request, FOUND, None)
    now = timezone.now()
    today = timezone.localdate(now)
    actor = _actor(request, today)
    named = _Named(request.GET if heed else {}, request.session)
    term = _term(named, today)
    day = _day(request, named)
    as_of = day or (term.cut_off if term is not None and term.cut_off else today)
    if business and day is None and term is not None:
        as_of = queries.business_day(term, today=today)
    unit = _unit(named, actor, as_of)
    if not business and day is None and term is not None and term.cut_off is None and unit is not None:
        as_of = targets.default_cut_off(actor, unit_ids=[unit.unit_id], term=term)
        unit = unit if as_of == today else _unit(named, actor, as_of)
    visit = Visit(request, actor, now, today, as_of, day is not None, unit, term)
    _remember(named, visit)
    setattr(request, FOUND, visit)
    return visit


def visit_of_refused(request: HttpRequest) -> tuple[Visit, bool]:
    """This function will give the visit for the page of a refusal, and whether it heeds what the address names.

    What the request found out already is not asked again.
    """
    if not hasattr(request, FOUND):
        with suppress(Refusal):
            visit_of(request)
    visit: Visit | None = getattr(request, FOUND)
    return (visit, True) if visit is not None else (visit_of(request, heed=False), False)


def _actor(request: HttpRequest, today: date) -> Actor:
    if not request.user.is_authenticated:
        return _NOBODY
    if not hasattr(request, ACTOR):
        setattr(request, ACTOR, queries.actor_of(request.user, today=today))
    return cast("Actor", getattr(request, ACTOR))


_NOBODY = Actor(None, "", (), date.min)


@dataclass(frozen=True)
class _Named:
    """What the address names, and what the session remembers."""

    address: Mapping[str, str]
    session: SessionBase

    def __call__(self, name: str) -> str:
        asked = self.address.get(name)
        return asked.strip() if asked is not None else str(self.session.get(REMEMBERED[name], ""))


def _term(named: _Named, today: date) -> Term | None:
    label = named(TERM)
    try:
        return queries.term(label) if label else queries.default_term(today)
    except NotFound:
        if TERM in named.address:
            raise
        return queries.default_term(today)


def _day(request: HttpRequest, named: _Named) -> date | None:
    written = named(DAY)
    if not written:
        return None
    try:
        day = read_date(written)
    except DateError:
        if DAY in named.address:
            messages.error(
                request, _("Không đọc được ngày “%(text)s”. Ví dụ đúng: 21-2-2023.") % {"text": written[:40]}
            )
        return None
    return day if isinstance(day, date) else day.end


def _unit(named: _Named, actor: Actor, on: date) -> UnitState | None:
    code = named(UNIT)
    if code:
        try:
            return queries.state_of(actor, unit_code=code, on=on)
        except NotFound:
            if UNIT in named.address:
                raise
    homes = queries.home_states(actor, on=on)
    return homes[0] if homes else None


def _remember(named: _Named, visit: Visit) -> None:
    for name, key in REMEMBERED.items():
        value = visit.parameters.get(name, "")
        if name in named.address and named.session.get(key, "") != value:
            named.session[key] = value
