"""Whatever goes wrong in an operation becomes application/problem+json, by the one table."""

import logging
import uuid
from typing import Any, ClassVar

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yingshang.config.api.authentication import BodyTooLarge, SignInNeeded
from yingshang.config.api.validation import request_invalid
from yingshang.config.errors import away, problem, problem_response
from yingshang.config.outages import outage_of
from yingshang.core.feed.api import NoFeed
from yingshang.errors import DomainError, Invalid, Missing

log = logging.getLogger(__name__)


class BodyUnreadable(Invalid):
    """The body is not the JSON or the form that it says it is. Answered as 400."""

    code: ClassVar[str] = "api.body_unreadable"
    zh: ClassVar[str] = "请求体读不出来。请检查编码（UTF-8）和格式。"
    en: ClassVar[str] = "The body cannot be read. Check its encoding (UTF-8) and its form."


class DefectFound(DomainError):
    """A defect of ours, known to the operators by its reference. Answered as 500."""

    code: ClassVar[str] = "api.defect"
    zh: ClassVar[str] = "系统出错，没有办成。请稍后再试，或报告编号 {reference}。"
    en: ClassVar[str] = "Something broke and nothing was done. Try later, or report {reference}."


STATUS = {SignInNeeded: 401, NoFeed: 401, BodyUnreadable: 400, BodyTooLarge: 413, DefectFound: 500}
"""What HTTP says more narrowly than the kind does."""


def answer(error: DomainError) -> HttpResponse:
    """The problem as a response."""
    body = problem(error)
    body["status"] = STATUS.get(type(error), body["status"])
    response = problem_response(body)
    if response.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


_OURS: dict[type[Exception], type[DomainError]] = {
    AuthenticationError: SignInNeeded,
    RequestDataTooBig: BodyTooLarge,
    HttpError: BodyUnreadable,
    SuspiciousOperation: BodyUnreadable,
    MultiPartParserError: BodyUnreadable,
    UnicodeDecodeError: BodyUnreadable,
    Http404: Missing,
}
"""What ninja and Django raise, the narrow class first, and what it is to us."""


def handle_problems(api: NinjaAPI) -> None:
    """Let every exception of an operation be answered in the one form."""
    for known in (DomainError, ValidationError, *_OURS):
        api.add_exception_handler(known, _known)
    api.add_exception_handler(Exception, _defect)


def _known(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, DomainError):
        return answer(error)
    if isinstance(error, ValidationError):
        return answer(request_invalid(error.errors))
    ours = next(ours for theirs, ours in _OURS.items() if isinstance(error, theirs))
    return answer(ours())


def _defect(request: HttpRequest, error: Any) -> HttpResponse:
    if outage := outage_of(error):
        return away(request, outage)
    reference = uuid.uuid4().hex[:10]
    log.error("reference %s: %s %s", reference, request.method, request.path, exc_info=error)
    body = problem(DefectFound(reference=reference)) | {"status": 500, "reference": reference}
    return problem_response(body)
