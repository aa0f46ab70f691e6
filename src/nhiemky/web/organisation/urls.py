"""Addresses of units and terms."""

from __future__ import annotations

from django.urls import path

from nhiemky.web.organisation import keeping, positions, reshaping, terms, unit_types, views

urlpatterns = [
    path("to-chuc/", views.organisation, name="organisation"),
    path("to-chuc/them-don-vi/", keeping.unit_add, name="unit_add"),
    path("to-chuc/sap-nhap/", reshaping.unit_merge, name="unit_merge"),
    path("to-chuc/<str:code>/", views.unit, name="unit"),
    path("to-chuc/<str:code>/thay-doi/", keeping.unit_change, name="unit_change"),
    path("to-chuc/<str:code>/chia-tach/", reshaping.unit_split, name="unit_split"),
    path("to-chuc/<str:code>/ket-thuc/", keeping.unit_dissolve, name="unit_dissolve"),
    path("to-chuc/<str:code>/chuc-vu/", positions.position_add, name="position_add"),
    path("to-chuc/<str:code>/chuc-vu/<int:id>/thoi/", positions.position_end, name="position_end"),
    path("loai-don-vi/", unit_types.unit_types, name="unit_types"),
    path("nhiem-ky/", terms.terms, name="terms"),
    path("nhiem-ky/them/", terms.term_add, name="term_add"),
    path("nhiem-ky/<str:label>/", terms.term_cut_off, name="term_cut_off"),
]
