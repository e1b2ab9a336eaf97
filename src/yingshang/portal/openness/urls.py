"""Paths of what is open to everybody. A monitor's address of the log is `…/log`."""

from django.urls import URLPattern, path

from yingshang.portal.openness import (
    draw_files,
    draw_list,
    draw_page,
    log_files,
    log_page,
    receipts,
)

urlpatterns: list[URLPattern] = [
    path("draws/", draw_list.draws, name="draws"),
    path("draws/verify_draw.py", draw_files.checker, name="draw_checker"),
    path("draws/<uuid:draw_id>/", draw_page.draw, name="draw"),
    path(
        "draws/<uuid:draw_id>/announcement.json",
        draw_files.announcement,
        name="draw_announcement",
    ),
    path("draws/<uuid:draw_id>/published.json", draw_files.published, name="draw_published"),
    path("draws/<uuid:draw_id>/receipts/<slug:act>.json", draw_files.receipt, name="draw_receipt"),
    path("log/", log_page.log, name="log"),
    path("log/receipt/", receipts.check, name="log_receipt"),
    path("log/<path:path>", log_files.log_file, name="log_file"),
]
