"""What somebody sees after too many wrong passwords. django-axes counts them."""

from collections.abc import Mapping

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY_REQUESTS = 429


def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The page that says how long to wait; it is the same whether the user name exists or not."""
    wait = get_cool_off(request)
    minutes = round(wait.total_seconds() / 60) if wait else 0
    page = render(
        request, "portal/login/locked_out.html", {"minutes": minutes}, status=TOO_MANY_REQUESTS
    )
    if wait:
        page["Retry-After"] = str(round(wait.total_seconds()))
    return page
