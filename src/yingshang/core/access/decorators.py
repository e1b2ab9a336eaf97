"""Who may open a page at all: anybody logged in, or staff with their second factor.

Pages of `city`, `port` and `portal` use these instead of Django's `login_required`, so that a
session with only a password never shows what a post may see.
"""

from collections.abc import Callable
from functools import wraps
from typing import ClassVar, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from yingshang.core.access.held import posts_held
from yingshang.core.access.models import User
from yingshang.errors import Denied

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


class StaffOnly(Denied):
    """The page is for those who serve at an office."""

    code: ClassVar[str] = "access.staff_only"
    zh: ClassVar[str] = "这个页面供工作人员使用。您现在没有岗位，请联系本单位管理员。"
    en: ClassVar[str] = "This page is for staff, and you hold no post now. Ask your administrator."


def signed_in(page: Page[P]) -> Page[P]:
    """Anybody who is logged in; who serves at a post must have given the second factor too."""

    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = request.user
        if not may_enter(user):
            return _elsewhere(request, redirect_to_login(_here(request)).url)
        if not is_verified(user) and posts_held(user, at=timezone.now()):
            return _elsewhere(request, second_factor_url(_here(request)))
        return page(request, *args, **kwargs)

    return guarded


def staff_required(page: Page[P]) -> Page[P]:
    """Whoever holds a running post, with the second factor. Errors: `StaffOnly`."""

    @signed_in
    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not posts_held(request.user, at=timezone.now()):
            raise StaffOnly
        return page(request, *args, **kwargs)

    return guarded


def may_enter(user: User | AnonymousUser) -> bool:
    """Whether the session belongs to somebody; the demo cast is nobody outside demo mode."""
    return isinstance(user, User) and (settings.DEMO_MODE or not user.is_demo)


def is_verified(user: User | AnonymousUser) -> bool:
    """Whether the second factor was given in this session; the demo cast needs none."""
    if isinstance(user, User) and user.is_demo:
        return bool(settings.DEMO_MODE)
    return getattr(user, "otp_device", None) is not None


def second_factor_url(next_url: str) -> str:
    """Where to give the second factor, and where to go from there."""
    return f"{reverse('second_factor')}?{urlencode({'next': next_url})}"


def _here(request: HttpRequest) -> str:
    """The page that the reader is on: for an htmx part, the page around it."""
    around = getattr(request, "htmx", None)
    return (around and around.current_url_abs_path) or request.get_full_path()


def _elsewhere(request: HttpRequest, url: str) -> HttpResponse:
    if getattr(request, "htmx", None):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)
