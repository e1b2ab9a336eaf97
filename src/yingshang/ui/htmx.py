"""One view, two answers: the whole page, or the part of it that htmx asked for."""

from collections.abc import Mapping
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event

Level = Literal["info", "success", "warning", "error"]


def wants_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; boosted links and restored history want the whole page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer `partial` when htmx asks for a part and the view has one, else the whole `template`.

    A form with errors answers `status=422`; the look's htmx settings swap that in too.
    """
    chosen = partial if partial and wants_partial(request) else template
    response = render_page(request, chosen, dict(context or {}), status=status)
    if partial:
        patch_vary_headers(response, ("HX-Request",))
    return response


def add_notice(response: HttpResponse, text: str, *, level: Level = "info") -> HttpResponse:
    """Have the page show a notice when htmx receives `response` (header `HX-Trigger`)."""
    trigger_client_event(response, "ui:notice", {"text": str(text), "level": level})
    return response
