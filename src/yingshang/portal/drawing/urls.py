"""Paths of announcing a draw."""

from django.urls import URLPattern, path

from yingshang.portal.drawing import pages

urlpatterns: list[URLPattern] = [
    path("desk/draws/new/", pages.announce_draw, name="draw_new"),
    path("desk/draws/pool.csv", pages.pool_template, name="draw_pool_template"),
]
