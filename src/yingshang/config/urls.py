"""Every path, by capability."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from yingshang.config.api.assembly import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("ui/", include("yingshang.ui.urls")),
    path("api/v1/", api.urls),
    path("", include("yingshang.portal.urls")),
    path("", include("yingshang.portal.login.urls")),
    path("", include("yingshang.city.matters.urls")),
    path("", include("yingshang.city.matters.licences.urls")),
    path("", include("yingshang.city.matters.rating_pages.urls")),
    path("", include("yingshang.city.requests.pages.urls")),
    path("", include("yingshang.city.benefits.pages.urls")),
]

if settings.ENV.has_oidc:
    urlpatterns.append(path("oidc/", include("mozilla_django_oidc.urls")))

handler400 = "yingshang.config.errors.bad_request"
handler403 = "yingshang.config.errors.denied"
handler404 = "yingshang.config.errors.not_found"
handler500 = "yingshang.config.errors.server_error"
