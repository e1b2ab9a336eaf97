"""The paths of `pages`, and the way to the identity provider."""

from django.urls import include, path

from tests.portal.login.pages import urlpatterns as pages

urlpatterns = [*pages, path("oidc/", include("mozilla_django_oidc.urls"))]
