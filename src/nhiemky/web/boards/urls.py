from __future__ import annotations

from django.urls import path

from nhiemky.web.boards.views import board, board_workbook

urlpatterns = [
    path("bang-theo-doi/", board, name="boards"),
    path("bang-theo-doi/excel/", board_workbook, name="board_workbook"),
]
