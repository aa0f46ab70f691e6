from __future__ import annotations

from django.urls import path

from nhiemky.web.work.bringing import (
    drop_work_batch,
    refresh_work_batch,
    work_batch,
    work_batch_file,
    work_batch_line,
    work_upload,
)
from nhiemky.web.work.keeping import (
    add_work_item,
    change_work_item,
    link_work_item,
    remove_work_item,
    restore_work_item,
)
from nhiemky.web.work.listing import work
from nhiemky.web.work.progress import report_work, work_grid
from nhiemky.web.work.single import work_item
from nhiemky.web.work.uploading import work_form, work_workbook

urlpatterns = [
    path("dau-cong-viec/", work, name="work"),
    path("dau-cong-viec/them/", add_work_item, name="add_work_item"),
    path("dau-cong-viec/bao-cao/", work_grid, name="work_grid"),
    path("dau-cong-viec/<int:id>/", work_item, name="work_item"),
    path("dau-cong-viec/<int:id>/sua/", change_work_item, name="change_work_item"),
    path("dau-cong-viec/<int:id>/bao-cao/", report_work, name="report_work"),
    path("dau-cong-viec/<int:id>/chi-tieu/", link_work_item, name="link_work_item"),
    path("dau-cong-viec/<int:id>/dua-ra/", remove_work_item, name="remove_work_item"),
    path("dau-cong-viec/<int:id>/khoi-phuc/", restore_work_item, name="restore_work_item"),
    path("dau-cong-viec/tai-tep/", work_upload, name="work_upload"),
    path("dau-cong-viec/tai-tep/<slug:key>/", work_batch, name="work_batch"),
    path("dau-cong-viec/tai-tep/<slug:key>/tep/", work_batch_file, name="work_batch_file"),
    path("dau-cong-viec/tai-tep/<slug:key>/dong/", work_batch_line, name="work_batch_line"),
    path("dau-cong-viec/tai-tep/<slug:key>/bo/", drop_work_batch, name="drop_work_batch"),
    path("dau-cong-viec/tai-tep/<slug:key>/doi-chieu/", refresh_work_batch, name="refresh_work_batch"),
    path("dau-cong-viec/bieu-mau/", work_form, name="work_form"),
    path("dau-cong-viec/excel/", work_workbook, name="work_workbook"),
]
