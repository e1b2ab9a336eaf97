"""Which place a request is for: below `/heihe/…` stands the whole site as Heihe has it.

The site's own place needs no prefix; the others are those of `ALSO_PLACES`. Every link of a page
keeps the prefix, since it becomes the script's name, as behind a server that serves below a path.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix

from yingshang.core.catalogue.places import serving

Respond = Callable[[HttpRequest], HttpResponse]


class PlaceMiddleware:
    """Takes the prefix off, and lets what follows serve that place."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, by the place in the path."""
        folder, slash, rest = request.path_info.removeprefix("/").partition("/")
        if folder not in settings.ALSO_PLACES:
            return self.respond(request)
        if not slash:
            return HttpResponseRedirect(f"{request.path}/")
        before = get_script_prefix()
        request.path_info = f"/{rest}"
        set_script_prefix(f"{before}{folder}/")
        try:
            with serving(folder):
                return self.respond(request)
        finally:
            set_script_prefix(before)
