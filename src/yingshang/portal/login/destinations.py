"""Where a log-in leads: the page that was asked for if it is ours, else the reader's own."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from yingshang.core.access.decorators import is_verified, second_factor_url
from yingshang.core.access.models import User
from yingshang.core.access.posts import has_post


def safe_next(request: HttpRequest) -> str:
    """The `next` of the request if it stays on this site, else nothing."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else ""


def destination(request: HttpRequest, user: User) -> str:
    """The page asked for; else the desk of staff, or the affairs of everybody else."""
    asked = safe_next(request)
    if asked:
        return asked
    if has_post(user, at=timezone.now()):
        return resolve_url(getattr(settings, "STAFF_REDIRECT_URL", settings.LOGIN_REDIRECT_URL))
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def after_login(request: HttpRequest, user: User) -> str:
    """The destination, by way of the second factor for staff who have not given it."""
    target = destination(request, user)
    if not is_verified(user) and has_post(user, at=timezone.now()):
        return second_factor_url(target)
    return target
