"""Paths of the capability: the applicant's pages, and what else is served beside them."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yingshang.city.matters.pages.urls")),
    path("", include("yingshang.city.matters.desk_pages.urls")),
]
