"""Signing in and out, setting and changing a password."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from nhiemky.history.vocab import NotFound
from nhiemky.org import actions
from nhiemky.org.queries import invitation_is_open
from nhiemky.web.pages import attempt, open_page, page
from nhiemky.web.sign_in.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from nhiemky.web.visit import Visit

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class SignInPage:
    form: SignInForm
    next: str


@dataclass(frozen=True)
class InvitationPage:
    form: NewPasswordForm


@dataclass(frozen=True)
class PasswordPage:
    form: ChangePasswordForm
    forced: bool


@page("sign_in/home.html")
def home(visit: Visit) -> HttpResponseBase:
    """This function will lead to the first screen that exists for this person."""
    for name in ("overview", "organisation"):
        try:
            return HttpResponseRedirect(visit.to(name))
        except NoReverseMatch:
            continue
    return HttpResponseRedirect(reverse("change_password"))


@sensitive_post_parameters()
@open_page("sign_in/sign_in.html")
def sign_in(request: HttpRequest) -> SignInPage | HttpResponseBase:
    """This function will sign somebody in and lead to the page that was asked for."""
    wanted = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(wanted)
    form = SignInForm(request.POST or None)
    user = attempt(
        form,
        lambda: actions.sign_in(
            form.cleaned_data["username"], form.cleaned_data["password"], address_of(request), timezone.now()
        ),
    )
    if user is None:
        return SignInPage(form, wanted)
    login(request, user, backend=BACKEND)
    return HttpResponseRedirect(wanted)


@page("sign_in/signed_out.html", methods=("POST",))
def sign_out(visit: Visit) -> HttpResponseBase:
    """This function will end the session."""
    actions.sign_out(visit.user, now=visit.now)
    logout(visit.request)
    messages.success(visit.request, _("Đồng chí đã đăng xuất."))
    return HttpResponseRedirect(reverse("sign_in"))


@sensitive_post_parameters()
@open_page("sign_in/invitation.html")
def invitation(request: HttpRequest, secret: str) -> InvitationPage | HttpResponseBase:
    """This function will let somebody with a one-time link set a password, and sign in with it."""
    if not invitation_is_open(secret, now=timezone.now()):
        raise NotFound(_("Liên kết không còn hiệu lực. Đề nghị quản trị của đơn vị tạo liên kết mới."))
    form = NewPasswordForm(request.POST or None)
    user = attempt(
        form, lambda: actions.accept_invitation(secret, form.cleaned_data["password"], timezone.now())
    )
    if user is None:
        return InvitationPage(form)
    login(request, user, backend=BACKEND)
    messages.success(
        request, _("Đã đặt mật khẩu. Từ lần sau, đăng nhập bằng tên %(name)s.") % {"name": user.username}
    )
    return HttpResponseRedirect(reverse("home"))


@sensitive_post_parameters()
@page("sign_in/change_password.html")
def change_password(visit: Visit) -> PasswordPage | HttpResponseBase:
    """This function will change one's own password; other sessions of the account end."""
    form = ChangePasswordForm(visit.posted)
    user = attempt(
        form,
        lambda: actions.change_password(
            visit.actor,
            user=visit.user,
            old=form.cleaned_data["old"],
            new=form.cleaned_data["password"],
            now=visit.now,
        ),
    )
    if user is None:
        return PasswordPage(form, visit.user.must_change_password)
    update_session_auth_hash(visit.request, user)
    return visit.done(_("Đã đổi mật khẩu. Các phiên làm việc khác của tài khoản đã kết thúc."), "home")


def address_of(request: HttpRequest) -> str:
    """This function will give the network address of who asks; behind our own proxy the one that it names last."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.NHIEMKY_BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _safe(request: HttpRequest, wanted: str) -> str:
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and own else reverse("home")
