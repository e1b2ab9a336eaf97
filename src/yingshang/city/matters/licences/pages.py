"""The public check pages: no log-in, no script, nothing kept."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yingshang.city.matters.licences.checking import check_by_number, check_by_token
from yingshang.city.matters.licences.codes import PATH
from yingshang.city.matters.licences.comparing import Comparison, Verdict, compare
from yingshang.city.matters.licences.forms import FileForm, NumberForm
from yingshang.city.matters.licences.limiting import (
    WINDOW_SECONDS,
    TooManyAttempts,
    count_attempt,
)
from yingshang.city.matters.licences.showing import shown

FORM, RESULT = "matters/check/form.html", "matters/check/result.html"
UNKNOWN, TOO_MANY = "matters/check/unknown.html", "matters/check/too_many.html"
NOT_FOUND, UNPROCESSABLE, TOO_MANY_REQUESTS = 404, 422, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The forms; a number that fits leads to its result, a file is answered at once."""
    if request.method != "POST":
        return _page(request, FORM, {"by_number": NumberForm(), "by_file": FileForm()})
    try:
        count_attempt(_address(request), at=timezone.now())
    except TooManyAttempts as error:
        return _too_many(request, error)
    return _by_file(request) if "file" in request.POST.getlist("way") else _by_number(request)


@never_cache
@require_safe
def check_result(request: HttpRequest, token: str) -> HttpResponse:
    """What was issued under the token; a genuine one is answered however often it is asked."""
    checked = check_by_token(token, at=timezone.now())
    if checked is not None:
        return _page(request, RESULT, {"licence": shown(checked)})
    try:
        count_attempt(_address(request), at=timezone.now())
    except TooManyAttempts as error:
        return _too_many(request, error)
    return _page(request, UNKNOWN, {"by": "token"}, NOT_FOUND)


def _by_number(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.POST)
    if not form.is_valid():
        forms = {"by_number": form, "by_file": FileForm()}
        return _page(request, FORM, forms, UNPROCESSABLE)
    if form.token is not None:
        return redirect("check_result", token=form.token)
    typed = form.cleaned_data
    checked = check_by_number(typed["number"], typed["code"], at=timezone.now())
    if checked is None:
        return _page(request, UNKNOWN, {"by": "number"}, NOT_FOUND)
    return redirect("check_result", token=checked.token)


def _by_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        forms = {"by_number": NumberForm(), "by_file": form}
        return _page(request, FORM, forms, UNPROCESSABLE)
    return _compared(request, compare(form.cleaned_data["file"].read(), at=timezone.now()))


def _compared(request: HttpRequest, comparison: Comparison) -> HttpResponse:
    if comparison.licence is None:
        return _page(request, UNKNOWN, {"by": "file"}, NOT_FOUND)
    context = {
        "licence": shown(comparison.licence),
        "is_identical": comparison.verdict is Verdict.IDENTICAL,
        "is_changed": comparison.verdict is Verdict.CHANGED,
    }
    return _page(request, RESULT, context)


def _too_many(request: HttpRequest, error: TooManyAttempts) -> HttpResponse:
    message = error.text(get_language() or "zh-hans")
    response = _page(request, TOO_MANY, {"message": message}, TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(WINDOW_SECONDS)
    return response


def _page(
    request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Not for search engines: a token in an address is a key."""
    base = settings.BASE_URL.rstrip("/") + PATH
    response = render(request, template, {"check_base": base, **context}, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
