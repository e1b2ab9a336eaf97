"""Paths of the capability: the applicant's pages, and what else is served beside them."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yingshang.city.matters.pages.urls")),
    path("", include("yingshang.city.matters.undertakings.urls")),
    path("", include("yingshang.city.matters.agents.urls")),
    path("", include("yingshang.city.matters.statistics.urls")),
    path("", include("yingshang.city.matters.crossregion.urls")),
    path("", include("yingshang.city.matters.desk_pages.urls")),
    path("", include("yingshang.city.matters.archiving.urls")),
    path("", include("yingshang.city.matters.serving.urls")),
    path("", include("yingshang.city.matters.permits.urls")),
    path("", include("yingshang.city.matters.prereview.urls")),
]
