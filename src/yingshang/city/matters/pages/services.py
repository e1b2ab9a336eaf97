"""The list of services and its search; open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingshang.city.matters.queries.offers import offers, search_offers
from yingshang.core.catalogue.places import place_code

LONGEST_SEARCH = 60


def services(request: HttpRequest) -> HttpResponse:
    """All services, or those that `?q=` names."""
    place, today = place_code(), timezone.localdate()
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found = search_offers(place, words, on=today) if words else offers(place, on=today)
    return render(request, "matters/services/list.html", {"found": found, "words": words})
