"""Paths of logging in. `config.urls` includes them at the root."""

from django.urls import path

from yingshang.portal.login.demo import demo_login
from yingshang.portal.login.entering import SignIn, SignOut
from yingshang.portal.login.second_factor import second_factor, second_factor_setup

urlpatterns = [
    path("login/", SignIn.as_view(), name="login"),
    path("login/second-factor/", second_factor, name="second_factor"),
    path("login/second-factor/setup/", second_factor_setup, name="second_factor_setup"),
    path("login/demo/", demo_login, name="demo_login"),
    path("logout/", SignOut.as_view(), name="logout"),
]
