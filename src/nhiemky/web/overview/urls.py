from __future__ import annotations

from django.urls import path

from nhiemky.web.overview.views import overview

urlpatterns = [path("tong-quan/", overview, name="overview")]
