"""Addresses of the ledger."""

from __future__ import annotations

from django.urls import path

from nhiemky.web.ledger import views

urlpatterns = [
    path("nhat-ky/", views.ledger, name="ledger"),
    path("nhat-ky/<int:sequence>/", views.ledger_line, name="ledger_line"),
]
