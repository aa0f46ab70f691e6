"""How a view becomes a page: sign-in, rights, template, refreshed parts, refusals at the form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar, Concatenate, ParamSpec, Protocol, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.history.vocab import Conflict, Denied, Invalid, NotFound, Refusal
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.web.errors import not_allowed
from nhiemky.web.excel import About, excel_response
from nhiemky.web.forms import PageForm
from nhiemky.web.frame import Frame, bare_frame, frame_of
from nhiemky.web.tables import Table, exported
from nhiemky.web.visit import Visit, visit_of

# About the account, not about a unit: whoever must change the password may, and no address can stand in the way.
FREE_VIEWS = frozenset({"change_password", "sign_out"})

P = ParamSpec("P")
T = TypeVar("T")


class PageData(Protocol):
    """What a view gives to its template: a frozen dataclass; its fields are all that the template sees."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


View = Callable[Concatenate[Visit, P], "PageData | HttpResponseBase"]
Shown = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def page(
    template: str,
    *,
    verbs: tuple[Verb, ...] = (),
    partials: tuple[str, ...] = (),
    methods: tuple[str, ...] = ("GET", "HEAD", "POST"),
    keep: bool = True,
    business: bool = False,
) -> Callable[[View[P]], Shown[P]]:
    """This function will make a view of a signed-in visit out of a function that gives page data or a response.

    Who may do none of `verbs` anywhere is denied. A request of htmx whose target is the id of one of `partials` gets that
    part only. A page whose form holds errors is sent with status 422. `keep` False: no browser may store the page.
    `business`: the page shows work, and where no day is chosen that of today (`visit_of`).
    """

    def decorate(view: View[P]) -> Shown[P]:
        @wraps(view)
        def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in methods:
                return not_allowed(request, methods)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.user.must_change_password and view.__name__ not in FREE_VIEWS:
                return redirect("change_password")
            visit = visit_of(request, heed=view.__name__ not in FREE_VIEWS, business=business)
            _require_one(visit.actor, verbs)
            answer = view(visit, *args, **kwargs)
            if isinstance(answer, HttpResponseBase):
                return answer
            if (table := _exported_table(visit, answer)) is not None:
                return excel_response(table, about=_about(visit, answer))
            return _page(request, template, partials, answer, frame_of(visit), keep=keep)

        return shown

    return decorate


def open_page(
    template: str,
) -> Callable[[Callable[Concatenate[HttpRequest, P], PageData | HttpResponseBase]], Shown[P]]:
    """This function will make a view that needs no sign-in."""

    def decorate(view: Callable[Concatenate[HttpRequest, P], PageData | HttpResponseBase]) -> Shown[P]:
        @wraps(view)
        def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            answer = view(request, *args, **kwargs)
            if isinstance(answer, HttpResponseBase):
                return answer
            return _page(request, template, (), answer, bare_frame(request, timezone.localdate()), keep=False)

        return shown

    return decorate


def attempt(form: PageForm, act: Callable[[], T]) -> T | None:
    """This function will act when the form is valid and give the result; a refusal becomes errors of the form and none.

    :raises Denied: when the person may not do this; the page that says so is shown instead of the form.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except (Denied, NotFound):
        raise
    except Invalid as refusal:
        form.refuse(refusal)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
    return None


def status_of(refusal: Refusal) -> int:
    """This function will give the HTTP status of a refusal that no form has taken."""
    statuses: tuple[tuple[type[Refusal], int], ...] = ((NotFound, 404), (Denied, 403), (Conflict, 409))
    return next((status for kind, status in statuses if isinstance(refusal, kind)), 422)


def _require_one(actor: Actor, verbs: tuple[Verb, ...]) -> None:
    if verbs and not actor.everything and not any(actor.branches(verb) for verb in verbs):
        raise Denied(
            _("Tài khoản của đồng chí không dùng được trang này. Đề nghị liên hệ quản trị của đơn vị.")
        )


def _page(
    request: HttpRequest,
    template: str,
    partials: tuple[str, ...],
    data: PageData,
    frame: Frame,
    *,
    keep: bool,
) -> HttpResponse:
    part = _part(request, partials)
    name = f"{template}#{part}" if part else template
    text = render_to_string(name, {"page": data, "frame": frame}, request)
    response = HttpResponse(text, status=422 if _has_errors(data) else 200)
    if partials:
        response.headers["Vary"] = "HX-Request, HX-Target"
    response.headers["Cache-Control"] = "no-cache, private" if keep and not part else "no-store"
    return response


def _about(visit: Visit, data: PageData) -> About:
    """Give what the page says that its tables are of, else what is chosen in the frame."""
    for name in data.__dataclass_fields__:
        if isinstance(said := getattr(data, name), About):
            return said
    term = visit.chosen_term.label if visit.chosen_term is not None else ""
    if visit.unit is None:
        return About(visit.as_of, term=term)
    return About(visit.as_of, visit.unit.unit.code, visit.unit.name, term)


def _exported_table(visit: Visit, data: PageData) -> Table | None:
    """Give the table of the page that the address wants as an Excel file."""
    fields = (getattr(data, name) for name in data.__dataclass_fields__)
    tables = (field for field in fields if isinstance(field, Table))
    return next((table for table in tables if exported(visit, table.name)), None)


def _part(request: HttpRequest, partials: tuple[str, ...]) -> str:
    """Give the part that htmx asks for; htmx names its target as tag#id."""
    if request.headers.get("HX-Request") != "true":
        return ""
    target = request.headers.get("HX-Target", "").partition("#")[2]
    return target if target in partials else ""


def _has_errors(data: PageData) -> bool:
    forms = (getattr(data, name) for name in data.__dataclass_fields__)
    return any(
        isinstance(form, PageForm) and form.is_bound and form.answers_post and bool(form.errors)
        for form in forms
    )
