"""Every path, by capability."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("ui/", include("yingshang.ui.urls")),
    path("", include("yingshang.portal.urls")),
    path("", include("yingshang.portal.login.urls")),
    path("", include("yingshang.city.matters.urls")),
]

handler400 = "yingshang.config.errors.bad_request"
handler403 = "yingshang.config.errors.denied"
handler404 = "yingshang.config.errors.not_found"
handler500 = "yingshang.config.errors.server_error"
