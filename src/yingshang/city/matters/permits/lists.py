"""The place's list of permits by scope, in force on a day."""

from datetime import date

from yingshang.city.matters.permits.listing import KIND, ScopePermit, scope_permit_from
from yingshang.city.matters.undertakings.lists import in_force
from yingshang.core.models import Item

Listed = dict[str, tuple[Item, ScopePermit]]


def scope_permits(place: str, *, on: date) -> Listed:
    """The permits with their rows, by code. One SQL statement."""
    rows = in_force(place, KIND, on=on).order_by("code")
    return {row.code: (row, scope_permit_from(row.body)) for row in rows}


def permit_of(item: Item) -> ScopePermit:
    """The permit by which a watch was opened."""
    return scope_permit_from(item.body)
