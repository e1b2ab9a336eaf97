"""The public list of draws, by state."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yingshang.core.catalogue.places import place_code
from yingshang.core.draws.models import Draw
from yingshang.core.draws.queries import draws_of
from yingshang.portal.openness import words
from yingshang.ui.components import NavItem
from yingshang.ui.htmx import render
from yingshang.ui.paging import page_of

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A draw as the list shows it."""

    url: str
    purpose: str
    code: str
    office: str
    announced: str
    wanted: str
    state: str
    colour: str
    is_simulated: bool


@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """All draws of the place, or those of a state (`?state=void`), the latest first."""
    state = request.GET.get("state", "")
    state = state if state in Draw.State else ""
    page = page_of(request, draws_of(place_code(), state=state), per_page=PER_PAGE)
    context = {"rows": [_row(one) for one in page.object_list], "page": page, "tabs": _tabs(state)}
    return render(request, "portal/openness/draws.html", context)


def _tabs(state: str) -> list[NavItem]:
    url = reverse("draws")
    every = NavItem(_("全部"), url, current=not state)
    return [every] + [
        NavItem(words.state_text(one), f"{url}?state={one.value}", current=one == state)
        for one in Draw.State
    ]


def _row(draw: Draw) -> Row:
    return Row(
        url=reverse("draw", args=[draw.pk]),
        purpose=words.purpose(draw),
        code=draw.code,
        office=words.office_name(draw),
        announced=words.moment_text(draw.announced_at),
        wanted=_("%(pool)s 抽 %(wanted)s")
        % {"pool": f"{draw.pool:,}", "wanted": f"{draw.wanted:,}"},
        state=words.state_text(draw.state),
        colour=words.STATE_COLOURS[Draw.State(draw.state)],
        is_simulated=draw.is_simulated,
    )
