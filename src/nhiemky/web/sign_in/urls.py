"""Addresses of accounts."""

from __future__ import annotations

from django.urls import path

from nhiemky.web.sign_in import views

urlpatterns = [
    path("", views.home, name="home"),
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("loi-moi/<str:secret>/", views.invitation, name="invitation"),
    path("doi-mat-khau/", views.change_password, name="change_password"),
]
