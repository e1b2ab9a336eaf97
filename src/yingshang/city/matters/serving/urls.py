"""Paths of the service of papers."""

from django.urls import path

from yingshang.city.matters.serving.pages import serve

urlpatterns = [path("desk/papers/<uuid:paper_id>/serve/", serve, name="serve_paper")]
