"""The library of policies, a policy, its rule to take away, a firm's size class: for everybody."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yingshang.city.benefits.pages.policy_size import SizeForm, answered
from yingshang.city.benefits.pages.policy_views import (
    choices_of,
    entry_of,
    policy_context,
    rule_sections,
)
from yingshang.city.benefits.policies import sizes
from yingshang.city.benefits.policies.library import Wish, library, office_names
from yingshang.city.benefits.policies.reading import policies, policy, today
from yingshang.core.catalogue.places import place_code
from yingshang.core.catalogue.rules import rule, rule_path
from yingshang.ui.htmx import render

DMN = "application/xml"


@require_safe
def policy_library(request: HttpRequest) -> HttpResponse:
    """Every policy, narrowed by `?q= &mode= &office= &state= &kind=`."""
    place, on = place_code(), today()
    wish, names = Wish.of(request.GET), office_names(place)
    found = [entry_of(one, names) for one in library(place, wish, on=on)]
    context = {"found": found, "wish": wish, "on": on,
               "choices": choices_of(policies(place, on), names, wish)}  # fmt: skip
    return render(
        request, "benefits/policies_library.html", context,
        partial="benefits/policies_found.html",
    )  # fmt: skip


@require_safe
def policy_page(request: HttpRequest, code: str) -> HttpResponse:
    """One policy: its papers, days, money, rule, parameters and examples."""
    place = place_code()
    listed = policy(place, code)
    return render(request, "benefits/policies_one.html", policy_context(place, listed))


@require_safe
def policy_rule(request: HttpRequest, code: str) -> HttpResponse:
    """The rule of a policy, as the DMN file that decides."""
    name = policy(place_code(), code).model.decision.rule
    return _file(name)


@require_safe
def size_class(request: HttpRequest) -> HttpResponse:
    """The size class of a firm by the classification of 2011, from four answers."""
    form = SizeForm(request.GET or None)
    answer = answered(form.answers()) if form.is_valid() else None
    context = {
        "form": form,
        "answer": answer,
        "rules": rule_sections(sizes.RULE, (sizes.DECISION,), sizes.words_en()),
        "model_hash": rule(sizes.RULE).hash,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "benefits/policies_size.html", context, status=status)


@require_safe
def size_rule(request: HttpRequest) -> HttpResponse:
    """The classification as the DMN file that decides."""
    return _file(sizes.RULE)


def _file(name: str) -> HttpResponse:
    response = HttpResponse(rule_path(name).read_bytes(), content_type=DMN)
    filename = f"{name.rpartition('/')[2]}.dmn"
    response["Content-Disposition"] = content_disposition_header(True, filename) or ""
    return response
