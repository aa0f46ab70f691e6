from __future__ import annotations

from django.urls import path

from nhiemky.web.entry.confirming import confirm_figures
from nhiemky.web.entry.views import entry, save_entry, submit_figures, try_entry

urlpatterns = [
    path("nhap-lieu/", entry, name="entry"),
    path("nhap-lieu/luu/", save_entry, name="save_entry"),
    path("nhap-lieu/thu/", try_entry, name="try_entry"),
    path("nhap-lieu/trinh/", submit_figures, name="submit_figures"),
    path("nhap-lieu/xac-nhan/", confirm_figures, name="confirm_figures"),
]
