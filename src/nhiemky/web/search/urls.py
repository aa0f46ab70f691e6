"""Address of the search."""

from __future__ import annotations

from django.urls import path

from nhiemky.web.search import views

urlpatterns = [path("tim/", views.search, name="search")]
