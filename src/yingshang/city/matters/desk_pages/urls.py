"""Paths of the officers' side."""

from django.urls import include, path

from yingshang.city.matters.desk_pages.batch import desk_batch
from yingshang.city.matters.desk_pages.board import board, board_cases
from yingshang.city.matters.desk_pages.case import desk_case, desk_document, desk_reveal
from yingshang.city.matters.desk_pages.export import desk_export
from yingshang.city.matters.desk_pages.queue import desk_queue
from yingshang.city.matters.desk_pages.steps import desk_step

urlpatterns = [
    path("board/", board, name="board"),
    path("board/<str:name>/", board_cases, name="board_cases"),
    path("", include("yingshang.city.matters.window.urls")),
    path("", include("yingshang.city.matters.desk_pages.work_urls")),
    path("desk/", desk_queue, name="desk_queue"),
    path("desk/batch/", desk_batch, name="desk_batch"),
    path("desk/export/", desk_export, name="desk_export"),
    path("desk/cases/<uuid:case_id>/", desk_case, name="desk_case"),
    path("desk/cases/<uuid:case_id>/reveal/", desk_reveal, name="desk_reveal"),
    path(
        "desk/cases/<uuid:case_id>/documents/<uuid:document_id>/",
        desk_document,
        name="desk_document",
    ),
    path("desk/cases/<uuid:case_id>/steps/<str:step>/", desk_step, name="desk_step"),
]
