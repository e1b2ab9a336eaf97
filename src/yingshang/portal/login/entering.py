"""The log-in page and the way out."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from typing_extensions import override

from yingshang.core.access.models import User
from yingshang.portal.login.demo import cast
from yingshang.portal.login.destinations import after_login, safe_next
from yingshang.portal.login.forms import LoginForm


class SignIn(LoginView):
    """User name and password; then the second factor for staff, else the page asked for."""

    template_name = "portal/login/login.html"
    authentication_form = LoginForm

    @override
    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @override
    def get_success_url(self) -> str:
        user = self.request.user
        if not isinstance(user, User):
            raise TypeError("a successful log-in has a user")
        return after_login(self.request, user)

    @override
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        del context["site_name"]  # Django's is the host; the frame has the platform's own
        more = {"cast": cast(), "next": safe_next(self.request), "provider_url": _provider_url()}
        return context | more


class SignOut(LogoutView):
    """Ends the session (by POST) and goes to the home page."""


def _provider_url() -> str:
    """Where OpenID Connect begins, if it is configured."""
    if not getattr(settings, "OIDC_RP_CLIENT_ID", None):
        return ""
    try:
        return reverse("oidc_authentication_init")
    except NoReverseMatch:
        return ""
