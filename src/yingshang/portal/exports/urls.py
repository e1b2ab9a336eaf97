"""Paths of exports."""

from django.urls import URLPattern, path

from yingshang.portal.exports import asking, pages

urlpatterns: list[URLPattern] = [
    path("exports/", pages.export_list, name="export_list"),
    path("exports/new/<str:kind>/", asking.export_new, name="export_new"),
    path("exports/<uuid:export_id>/", pages.export_page, name="export_page"),
    path("exports/<uuid:export_id>/cancel/", pages.export_cancel, name="export_cancel"),
    path("exports/<uuid:export_id>/file/", pages.export_file, name="export_file"),
]
