"""Pages for what went wrong: in the frame's look, in words, without a trace of the inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.history.vocab import Refusal
from nhiemky.web.frame import Frame, bare_frame, frame_of
from nhiemky.web.visit import visit_of_refused


@dataclass(frozen=True)
class ErrorPage:
    """What happened, why, what to do, and the page of ours from which the visitor came ("" where there is none)."""

    status: int
    title: str
    message: str
    back: str = ""


def error_response(request: HttpRequest, *, status: int, title: str, message: str) -> HttpResponse:
    """This function will show an error page; a request of htmx gets the message only."""
    data = ErrorPage(status, title, message, _back(request))
    part = request.headers.get("HX-Request") == "true"
    name = "errors/error.html#message" if part else "errors/error.html"
    frame = bare_frame(request, timezone.localdate()) if part else _frame(request)
    response = HttpResponse(render_to_string(name, {"page": data, "frame": frame}, request), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _back(request: HttpRequest) -> str:
    """Give path and query of the page that led here: of this site only, and not the very page that is refused."""
    came = urlsplit(request.headers.get("Referer", ""))
    path = f"{came.path}?{came.query}" if came.query else came.path
    try:
        ours = came.netloc == request.get_host() and path.startswith("/") and not path.startswith("//")
    except DisallowedHost:
        return ""
    return path if ours and (request.method == "POST" or path != request.get_full_path()) else ""


def _frame(request: HttpRequest) -> Frame:
    """Give the visitor's frame where it can be had; an error page must not fail for want of it.

    Where the address names what cannot be shown, the frame is that of the unit, term and day of before.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return bare_frame(request, timezone.localdate())
    visit, heeded = visit_of_refused(request)
    return frame_of(visit, heeded=heeded)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This function will answer a request that cannot be understood, or that is too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return error_response(
        request,
        status=400,
        title=_("Yêu cầu không hợp lệ"),
        message=_(
            "Máy chủ không hiểu được yêu cầu này. Đề nghị quay lại trang trước, tải lại trang rồi thử lại."
        ),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """This function will answer a request that is larger than the installation takes."""
    return error_response(
        request,
        status=413,
        title=_("Tệp hoặc biểu quá lớn"),
        message=_(
            "Dữ liệu gửi lên vượt quá giới hạn của hệ thống nên chưa được nhận. Đề nghị chia nhỏ tệp rồi gửi lại."
        ),
    )


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This function will answer somebody who may not see a page."""
    return error_response(
        request,
        status=403,
        title=_("Không có quyền"),
        message=_("Tài khoản của đồng chí không được dùng trang này. Đề nghị liên hệ quản trị của đơn vị."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """This function will answer a form that was not sent from a page of ours, or too late."""
    return error_response(
        request,
        status=403,
        title=_("Biểu đã hết hạn"),
        message=_(
            "Trang đã mở quá lâu hoặc trình duyệt chặn cookie nên dữ liệu chưa được ghi. Đề nghị tải lại trang rồi gửi lại."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This function will answer an address at which there is nothing."""
    return error_response(
        request,
        status=404,
        title=_("Không tìm thấy"),
        message=_("Không có trang này, hoặc nội dung đã chuyển đi nơi khác. Đề nghị kiểm tra lại địa chỉ."),
    )


def not_allowed(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """This function will answer an address that was opened where only a button of a page leads, or the other way round."""
    response = error_response(
        request,
        status=405,
        title=_("Không mở được địa chỉ này"),
        message=_("Địa chỉ này chỉ dùng được từ nút bấm trên trang. Đề nghị mở lại trang rồi bấm nút ở đó."),
    )
    response.headers["Allow"] = ", ".join(methods)
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """This function will answer when the fault is ours; nothing half done has been kept."""
    data = ErrorPage(
        500,
        _("Hệ thống gặp lỗi"),
        _(
            "Yêu cầu chưa thực hiện được và chưa có dữ liệu nào bị thay đổi. Đề nghị thử lại; nếu vẫn lỗi, báo cho quản trị kèm thời điểm này."
        ),
    )
    frame = bare_frame(request, timezone.localdate())
    return HttpResponse(render_to_string("errors/error.html", {"page": data, "frame": frame}), status=500)


def refused(request: HttpRequest, refusal: Refusal, status: int) -> HttpResponse:
    """This function will show the words of a refusal that no form has taken."""
    titles = {
        403: _("Không có quyền"),
        404: _("Không tìm thấy"),
        409: _("Chưa thực hiện được"),
        422: _("Chưa thực hiện được"),
    }
    return error_response(request, status=status, title=titles[status], message=refusal.message)
