from __future__ import annotations

from django.urls import path

from nhiemky.web.freezes.views import freeze, freezes

urlpatterns = [
    path("so-lieu-chot/", freezes, name="freezes"),
    path("so-lieu-chot/<int:freeze_id>/", freeze, name="freeze"),
]
