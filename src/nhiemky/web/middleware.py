"""What happens to every request: browser policy, size, language, idle sessions, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from nhiemky.history.vocab import Refusal
from nhiemky.web.errors import refused, too_large
from nhiemky.web.pages import status_of

Answer: TypeAlias = Callable[[HttpRequest], HttpResponseBase]

NO_DEVICES = ", ".join(
    f"{device}=()"
    for device in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)
FORM_ROOM = 1024 * 1024
SESSION_STEP = 600


def browser_policy(answer: Answer) -> Answer:
    """This function will tell browsers that the pages use no device and belong to one origin only."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    return answered


def size_limit(answer: Answer) -> Answer:
    """This function will refuse a request larger than any file the installation takes, before it is read."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.NHIEMKY_LIMITS["upload_bytes"] + FORM_ROOM
        if announced.isascii() and announced.isdigit() and int(announced) > limit:
            return too_large(request)
        return answer(request)

    return answered


def language(answer: Answer) -> Answer:
    """This function will use the language that the person chose, else Vietnamese; never what the browser prefers."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = answer(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return answered


def idle_session(answer: Answer) -> Answer:
    """This function will prolong the session of somebody who is working, writing it at most every ten minutes."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            moment = int(timezone.now().timestamp())
            if moment - int(request.session.get("seen", 0)) >= SESSION_STEP:
                request.session["seen"] = moment
        return answer(request)

    return answered


class Refusals:
    """Shows the words of a refusal that a view let pass."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """This function will show a refusal as a page; anything else is left to Django."""
        if isinstance(exception, Refusal):
            return refused(request, exception, status_of(exception))
        return None
