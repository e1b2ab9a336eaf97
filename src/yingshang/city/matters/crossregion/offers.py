"""What a place lists for its cross-region window: read current or pinned."""

from datetime import date
from typing import ClassVar

from django.db.models import Q

from yingshang.city.matters.crossregion.listing import CrossService, cross_service_from
from yingshang.core.models import Item
from yingshang.errors import Missing


class CrossServiceMissing(Missing):
    """No such service is handled across regions here today."""

    code: ClassVar[str] = "matters.no_such_cross_service"
    zh: ClassVar[str] = "没有找到这项跨省通办服务，或它现在不办理。"
    en: ClassVar[str] = "No such service is handled across regions here now."


def published(place: str, *, on: date) -> list[Item]:
    """The rows in force on a day, those for other places first, then those this place decides."""
    in_force = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    in_force &= Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    rows = Item.objects.filter(in_force, place=place, kind="cross_region", is_current=True)
    return sorted(rows, key=lambda row: (row.body["home"] == place, row.code))


def received_for_others(place: str, *, on: date) -> list[Item]:
    """What a window here, or this site, takes for other places."""
    return [row for row in published(place, on=on) if row.body["home"] != place]


def offer(place: str, code: str) -> Item:
    """The current row of that code that this place takes for another.

    Errors: `CrossServiceMissing`.
    """
    rows = Item.objects.filter(place=place, kind="cross_region", is_current=True, code=code)
    found = rows.first()
    if found is None or found.body["home"] == place:
        raise CrossServiceMissing
    return found


def home_offer(place: str, matter: str) -> Item:
    """The current row by which this place decides a matter for people elsewhere.

    Errors: `CrossServiceMissing`.
    """
    rows = Item.objects.filter(place=place, kind="cross_region", is_current=True)
    found = rows.filter(body__home=place, body__matter=matter).order_by("code").first()
    if found is None:
        raise CrossServiceMissing
    return found


def service_of(item: Item) -> CrossService:
    """The service in a row."""
    return cross_service_from(item.body)
