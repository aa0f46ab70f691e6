"""All addresses; each screen area keeps its own list."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

AREAS = (
    "sign_in",
    "organisation",
    "people",
    "registry",
    "ledger",
    "search",
    "overview",
    "targets",
    "entry",
    "intake",
    "work",
    "boards",
    "campaign",
    "freezes",
    "reports",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"nhiemky.web.{area}.urls")) for area in AREAS
]
urlpatterns.append(path("ngon-ngu/", include("django.conf.urls.i18n")))

handler400 = "nhiemky.web.errors.bad_request"
handler403 = "nhiemky.web.errors.denied"
handler404 = "nhiemky.web.errors.not_found"
handler500 = "nhiemky.web.errors.failed"
