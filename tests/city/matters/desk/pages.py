"""Paths for the tests of the desk: its real pages and what their frame points at."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [
    path("", home, name="home"),
    path("affairs/", home, name="my_affairs"),
    path("", include("yingshang.portal.login.urls")),
    path("", include("yingshang.city.matters.urls")),
    path("", include("yingshang.portal.exports.urls")),
    path("", include("yingshang.portal.facts.urls")),
    path("", include("yingshang.portal.openness.urls")),
    path("", include("yingshang.portal.drawing.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler403 = "yingshang.config.errors.denied"
handler404 = "yingshang.config.errors.not_found"
