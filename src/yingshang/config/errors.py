"""The one table that turns a `DomainError` into an answer: problem+json, page, or htmx notice."""

import json
import logging
import sys
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from yingshang.config.outages import Outage, log_outage, outage_of, outage_page
from yingshang.errors import DomainError, Invalid, Kind, Missing

log = logging.getLogger(__name__)

STATUS = {
    Kind.INVALID: 422,
    Kind.CONFLICT: 409,
    Kind.DENIED: 403,
    Kind.MISSING: 404,
    Kind.UNAVAILABLE: 503,
}


def problem(error: DomainError) -> dict[str, object]:
    """The RFC 9457 form of `error`, in the language of the request."""
    language = get_language() or "zh-hans"
    body: dict[str, object] = {
        "type": f"urn:yingshang:error:{error.code}",
        "title": error.text(language),
        "status": STATUS[error.kind],
        "code": error.code,
    }
    if error.field:
        body["field"] = error.field
    problems = getattr(error, "problems", ())
    if each := [_line(one, language) for one in problems if isinstance(one, DomainError)]:
        body["problems"] = each
    return body


def _line(error: DomainError, language: str) -> dict[str, object]:
    """One of several problems that were told at once."""
    return {"field": error.field, "code": error.code, "title": error.text(language)}


def problem_response(body: dict[str, object]) -> HttpResponse:
    """An application/problem+json response."""
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, default=str),
        status=int(str(body["status"])),
        content_type="application/problem+json",
    )


class MethodNotAllowed(Invalid):
    """A method that the path does not take; the header Allow names those it does."""

    code = "api.method_not_allowed"
    zh = "这个地址不接受这种请求方法。请看 Allow 响应头。"
    en = "This path does not take the method. The header Allow names those it does."


class DomainErrorMiddleware:
    """Answers a `DomainError` that a page let through; anything else gets a reference number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.path.startswith("/api/"):
            refused = problem_response(problem(MethodNotAllowed()) | {"status": 405})
            refused["Allow"] = response.get("Allow", "")
            return refused
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for a domain error; None leaves everything else to Django."""
        if isinstance(error, DomainError):
            return error_page(request, STATUS[error.kind], error.text(get_language() or "zh-hans"))
        return None


def error_page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """The page for `status`; a missing and a hidden thing get the very same page."""
    known = {400, 403, 404, 409, 500, 503}
    name = status if status in known else 400
    context = {"message": "" if status == 404 else message}
    return render(request, f"ui/errors/{name}.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404 handler."""
    if request.path.startswith("/api/"):
        return problem_response(problem(Missing()))
    return error_page(request, 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400 handler."""
    if request.path.startswith("/api/"):
        return problem_response(problem(Invalid()) | {"status": 400})
    return error_page(request, 400)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 403 handler."""
    return error_page(request, 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's 500 handler: a reference number that is also in the log; an outage is told as one.

    Django calls it while it handles the error, wherever that came from: view or middleware.
    """
    if outage := outage_of(sys.exc_info()[1]):
        return away(request, outage)
    reference = uuid.uuid4().hex[:10]
    log.error("reference %s: %s %s", reference, request.method, request.path)
    return render(request, "ui/errors/500.html", {"reference": reference}, status=500)


def away(request: HttpRequest, outage: Outage) -> HttpResponse:
    """503, with the time after which to try again."""
    log_outage(request, outage)
    if not request.path.startswith("/api/"):
        return outage_page(outage, get_language() or "zh-hans")
    response = problem_response(problem(outage))
    response["Retry-After"] = str(outage.retry_seconds)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its token: reload and send it again."""
    return render(request, "ui/errors/csrf.html", {}, status=403)
