from __future__ import annotations

from django.urls import path

from nhiemky.web.targets.adjusting import adjust_target
from nhiemky.web.targets.keeping import add_target, change_target, inferred, remove_target, restore_target
from nhiemky.web.targets.listing import targets
from nhiemky.web.targets.single import target

urlpatterns = [
    path("chi-tieu/", targets, name="targets"),
    path("chi-tieu/them/", add_target, name="add_target"),
    path("chi-tieu/suy-ra/", inferred, name="inferred"),
    path("chi-tieu/<int:id>/", target, name="target"),
    path("chi-tieu/<int:id>/sua/", change_target, name="change_target"),
    path("chi-tieu/<int:id>/dieu-chinh/", adjust_target, name="adjust_target"),
    path("chi-tieu/<int:id>/dua-ra/", remove_target, name="remove_target"),
    path("chi-tieu/<int:id>/khoi-phuc/", restore_target, name="restore_target"),
]
