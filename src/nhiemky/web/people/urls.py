"""Addresses of people."""

from __future__ import annotations

from django.urls import path

from nhiemky.web.people import positions, views

urlpatterns = [
    path("can-bo/", views.people, name="people"),
    path("can-bo/them/", views.person_add, name="person_add"),
    path("can-bo/<int:id>/", views.person, name="person"),
    path("can-bo/<int:id>/sua/", views.person_change, name="person_change"),
    path("can-bo/<int:id>/tai-khoan/", views.account_add, name="account_add"),
    path("can-bo/<int:id>/loi-moi/", views.account_invite, name="account_invite"),
    path("can-bo/<int:id>/khoa-mo/", views.account_switch, name="account_switch"),
    path("can-bo/<int:id>/chuc-vu/", positions.person_position_add, name="person_position_add"),
    path(
        "can-bo/<int:id>/chuc-vu/<int:position>/thoi/",
        positions.person_position_end,
        name="person_position_end",
    ),
    path("can-bo/<int:id>/vai-tro/", views.role_give, name="role_give"),
    path("can-bo/<int:id>/vai-tro/<int:role>/thoi/", views.role_end, name="role_end"),
]
