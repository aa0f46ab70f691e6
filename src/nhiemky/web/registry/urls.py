"""Addresses of the register of documents."""

from __future__ import annotations

from django.urls import path

from nhiemky.web.registry import keeping, views

urlpatterns = [
    path("van-ban/", views.directives, name="directives"),
    path("van-ban/cay/", views.forest, name="directive_forest"),
    path("van-ban/them/", keeping.directive_add, name="directive_add"),
    path("van-ban/<int:id>/", views.directive, name="directive"),
    path("van-ban/<int:id>/sua/", keeping.directive_change, name="directive_change"),
    path("van-ban/<int:id>/rut/", keeping.directive_withdraw, name="directive_withdraw"),
    path("van-ban/<int:id>/dua-lai/", keeping.directive_restore, name="directive_restore"),
    path("van-ban/<int:id>/noi/", keeping.directive_link, name="directive_link"),
    path("van-ban/<int:id>/noi/<int:link>/bo/", keeping.directive_unlink, name="directive_unlink"),
    path("van-ban/<int:id>/tep/", keeping.file_attach, name="file_attach"),
    path("tep/<int:id>/", views.file_take, name="file_take"),
    path("tep/<int:id>/go/", keeping.file_remove, name="file_remove"),
    path("tep/<int:id>/huy/", keeping.file_purge, name="file_purge"),
]
