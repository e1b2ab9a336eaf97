"""Paths of the public check. `config.urls` includes them at the root; QR codes lead here."""

from django.urls import path

from yingshang.city.matters.licences.pages import check, check_result

urlpatterns = [
    path("check/", check, name="check"),
    path("check/<str:token>", check_result, name="check_result"),
]
