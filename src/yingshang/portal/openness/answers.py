"""Files for everybody: the few kinds there are, and how long they may be kept on the way."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

JSON = "application/json"
PYTHON = "text/x-python; charset=utf-8"
NOTE = "text/plain; charset=utf-8"
TILE = "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
SECONDS = "public, max-age=5"
NOTHING_RUNS = "sandbox; default-src 'none'; frame-ancestors 'none'"


def file_answer(content: bytes, kind: str, *, cache: str, name: str = "") -> HttpResponse:
    """The bytes as they are, in which nothing may run; a `name` makes it a download."""
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = cache
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["Access-Control-Allow-Origin"] = "*"
    if disposition := content_disposition_header(as_attachment=bool(name), filename=name):
        response["Content-Disposition"] = disposition
    return response
