"""Paths for the tests of the check: its own pages, the change of language, and a home."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [
    path("", home, name="home"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("yingshang.city.matters.licences.urls")),
]

handler404 = "yingshang.config.errors.not_found"
