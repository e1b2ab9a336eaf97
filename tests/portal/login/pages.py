"""Paths for the tests of logging in: the real pages, and one page of each kind behind them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from yingshang.core.access.decorators import signed_in, staff_required


@staff_required
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("desk")


@signed_in
def affairs(request: HttpRequest) -> HttpResponse:
    return HttpResponse("affairs")


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [
    path("", home, name="home"),
    path("", include("yingshang.portal.login.urls")),
    path("desk/", desk, name="desk_queue"),
    path("affairs/", affairs, name="my_affairs"),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler403 = "yingshang.config.errors.denied"
handler404 = "yingshang.config.errors.not_found"
