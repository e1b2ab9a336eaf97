"""Paths of the joining pages."""

from django.urls import URLPattern, URLResolver, include, path

from yingshang.portal import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("my/", pages.my_affairs, name="my_affairs"),
    path("my/inbox/", pages.inbox, name="inbox"),
    path("", include("yingshang.portal.openness.urls")),
    path("", include("yingshang.portal.drawing.urls")),
    path("", include("yingshang.portal.search.urls")),
    path("", include("yingshang.portal.exports.urls")),
    path("", include("yingshang.portal.facts.urls")),
]
