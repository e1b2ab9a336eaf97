"""Signs of gaming for supervisors: how many of each, by which definition, and their cases."""

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yingshang.city.matters.desk_pages.board import BoardOnly, require_board
from yingshang.city.matters.desk_pages.officer import officer
from yingshang.city.matters.desk_pages.tabs import desk_tabs
from yingshang.city.matters.desk_pages.words import moment_text, said, state_name
from yingshang.city.matters.signs.definitions import BY_KIND, DEFINITIONS
from yingshang.city.matters.signs.finding import numbers_of
from yingshang.city.matters.signs.models import GamingSign
from yingshang.core.access.decorators import staff_required
from yingshang.core.access.doors import served_cases
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.access.served import place_served
from yingshang.ui.components import Link
from yingshang.ui.paging import page_of

DAYS = 90


@staff_required
@require_safe
def signs(request: HttpRequest) -> HttpResponse:
    """Each sign with its definition and how many cases of the last 90 days show it.

    Errors: `BoardOnly`, for anybody but supervisors.
    """
    user, at = _supervisor(request)
    place = place_served(user, at=at)
    numbers = numbers_of(place, at=at)
    counts = dict(_recent(place, at).values_list("kind").annotate(n=Count("pk")))
    rows = [
        {
            "name": said(each.zh, each.en),
            "says": said(each.says_zh, each.says_en).format(**numbers),
            "n": counts.get(each.kind, 0),
            "url": reverse("sign_cases", args=[each.kind]),
        }
        for each in DEFINITIONS
    ]
    context = {
        "rows": rows, "days": DAYS, "tabs": desk_tabs(posts_of(user, at=at), here="signs"),
    }  # fmt: skip
    return render(request, "matters/desk/signs.html", context)


@staff_required
@require_safe
def sign_cases(request: HttpRequest, kind: str) -> HttpResponse:
    """The cases that show one sign, latest first. Errors: `BoardOnly`."""
    user, at = _supervisor(request)
    if kind not in BY_KIND:
        raise Http404
    definition, place = BY_KIND[kind], place_served(user, at=at)
    seen = served_cases(user, at=at)
    found = _recent(place, at).filter(kind=kind, case__in=seen.values("pk"))
    page = page_of(
        request,
        found.select_related("case__item", "case__party", "case__office", "case__handler")
        .order_by("-at", "pk"),
    )  # fmt: skip
    context = {
        "name": said(definition.zh, definition.en),
        "says": said(definition.says_zh, definition.says_en).format(**numbers_of(place, at=at)),
        "page": page,
        "rows": [_row(sign, at) for sign in page.object_list],
        "trail": [Link(_("异常线索"), reverse("signs"))],
    }
    return render(request, "matters/desk/sign_cases.html", context)


def _supervisor(request: HttpRequest) -> tuple[User, datetime]:
    user, at = officer(request), timezone.now()
    if Role.SUPERVISOR not in require_board(user, at=at):
        raise BoardOnly
    return user, at


def _recent(place: str, at: datetime) -> QuerySet[GamingSign]:
    return GamingSign.objects.filter(place=place, at__gte=at - timedelta(days=DAYS))


def _row(sign: GamingSign, at: datetime) -> dict[str, str]:
    case = sign.case
    return {
        "url": reverse("desk_case", args=[case.pk]),
        "number": case.number,
        "matter": said(case.item.body["name"], case.item.body.get("name_en")),
        "party": case.party.name,
        "office": said(case.office.name, case.office.name_en),
        "holder": case.handler.display_name if case.handler else "",
        "state": state_name(case.kind, case.state),
        "when": moment_text(sign.at, now=at),
    }
