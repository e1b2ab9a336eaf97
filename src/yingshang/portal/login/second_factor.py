"""The pages of the second factor: give it, and set it up at the first log-in."""

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as remember_device
from django_otp.plugins.otp_totp.models import TOTPDevice

from yingshang.core.access.decorators import StaffOnly, is_verified, may_enter
from yingshang.core.access.models import User
from yingshang.core.access.posts import posts_of
from yingshang.portal.login.destinations import destination, safe_next
from yingshang.portal.login.devices import (
    Verdict,
    check_token,
    confirm_device,
    confirmed_device,
    pending_device,
    secret_text,
)
from yingshang.portal.login.forms import TokenForm
from yingshang.ui.htmx import render

page_of_secrets = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page_of_secrets
@sensitive_post_parameters("token")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the token of the log-in's authenticator."""
    user = request.user
    if not isinstance(user, User) or not may_enter(user):
        return _to("login", request)
    device = confirmed_device(user)
    if device is None:
        return _to("second_factor_setup", request)
    if is_verified(user):
        return HttpResponseRedirect(destination(request, user))
    form = TokenForm(request.POST or None)
    if request.method == "POST" and _is_right(form, device):
        return _let_in(request, user, device)
    return _show(request, "portal/login/second_factor.html", form)


@never_cache
@page_of_secrets
@sensitive_post_parameters("token")
def second_factor_setup(request: HttpRequest) -> HttpResponse:
    """Show the secret of a new authenticator and ask for its first token.

    Who has an authenticator already gives that one instead: a password alone never replaces it.
    Errors: `StaffOnly`.
    """
    user = request.user
    if not isinstance(user, User) or not may_enter(user):
        return _to("login", request)
    if confirmed_device(user) is not None:
        return _to("second_factor", request)
    post = posts_of(user, at=timezone.now()).first()
    if post is None:
        raise StaffOnly
    device = pending_device(user)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and _is_right(form, device):
        confirm_device(device, place=post.office.place, at=timezone.now())
        device.confirmed = True
        return _let_in(request, user, device)
    code = segno.make(device.config_url, error="m")
    shown = {"secret": secret_text(device), "picture": code.svg_data_uri(scale=5, light="#fff")}
    return _show(request, "portal/login/second_factor_setup.html", form, **shown)


def _is_right(form: TokenForm, device: TOTPDevice) -> bool:
    if not form.is_valid():
        return False
    verdict = check_token(device, form.cleaned_data["token"])
    if verdict is Verdict.WRONG:
        form.add_error("token", _("验证码不对或已经用过。请等应用显示下一个验证码再填。"))
    elif verdict is Verdict.WAIT:
        form.add_error("token", _("输错次数较多，请稍等片刻，用新的验证码再试。"))
    return verdict is Verdict.RIGHT


def _let_in(request: HttpRequest, user: User, device: TOTPDevice) -> HttpResponse:
    """A session that knows the second factor has a key of its own."""
    remember_device(request, device)
    request.session.cycle_key()
    return HttpResponseRedirect(destination(request, user))


def _show(request: HttpRequest, template: str, form: TokenForm, **more: object) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "next": safe_next(request)} | more
    return render(request, template, context, status=status)


def _to(name: str, request: HttpRequest) -> HttpResponse:
    asked = safe_next(request)
    tail = f"?{urlencode({'next': asked})}" if asked else ""
    return HttpResponseRedirect(reverse(name) + tail)
