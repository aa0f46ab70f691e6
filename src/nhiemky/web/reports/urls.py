from __future__ import annotations

from django.urls import path

from nhiemky.web.reports.views import form_file, report_preview, reports

urlpatterns = [
    path("bao-cao/", reports, name="reports"),
    path("bao-cao/xem-truoc/", report_preview, name="report_preview"),
    path("bao-cao/bieu-mau/", form_file, name="form_file"),
]
