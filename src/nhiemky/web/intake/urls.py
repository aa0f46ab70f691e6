from __future__ import annotations

from django.urls import path

from nhiemky.web.intake.editing import batch_line
from nhiemky.web.intake.views import batch, batch_file, drop_batch, intake, refresh_batch, revert_batch

urlpatterns = [
    path("tai-tep/", intake, name="intake"),
    path("tai-tep/<slug:key>/", batch, name="batch"),
    path("tai-tep/<slug:key>/tep/", batch_file, name="batch_file"),
    path("tai-tep/<slug:key>/dong/", batch_line, name="batch_line"),
    path("tai-tep/<slug:key>/bo/", drop_batch, name="drop_batch"),
    path("tai-tep/<slug:key>/doi-chieu/", refresh_batch, name="refresh_batch"),
    path("tai-tep/<slug:key>/hoan-tac/", revert_batch, name="revert_batch"),
]
