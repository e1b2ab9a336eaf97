"""Paths of agents' pages."""

from django.urls import path

from yingshang.city.matters.agents import pages

urlpatterns = [
    path("my/clients/", pages.my_clients, name="my_clients"),
    path("my/authorisations/", pages.my_authorisations, name="my_authorisations"),
    path(
        "my/authorisations/<uuid:authorisation_id>/decide/",
        pages.authorisation_decide,
        name="authorisation_decide",
    ),
    path("applications/<uuid:application_id>/copy/", pages.apply_copy, name="apply_copy"),
]
