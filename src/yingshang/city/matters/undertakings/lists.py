"""The place's lists of undertakings as this package reads them: in force today, or as signed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Q, QuerySet

from yingshang.city.matters.undertakings.listing import (
    UndertakingItem,
    UndertakingText,
    undertaking_item_from,
    undertaking_text_from,
)
from yingshang.core.models import Item
from yingshang.errors import Unavailable

ITEM, TEXT = "undertaking_item", "undertaking_text"


class TextMissing(Unavailable):
    """The template that an item names is not in the lists in force."""

    code: ClassVar[str] = "matters.undertaking_text_missing"
    zh: ClassVar[str] = "清单里没有承诺书模板“{name}”。请补上后载入清单。"
    en: ClassVar[str] = "The lists have no template “{name}”. Add it and load the lists."


@dataclass(frozen=True)
class Listed:
    """An item of the list with the row (version) that it was read from."""

    row: Item
    item: UndertakingItem


@dataclass(frozen=True)
class Template:
    """A template with its row: what an undertaking keeps is the row's id."""

    row: Item
    text: UndertakingText


def in_force(place: str, kind: str, *, on: date) -> QuerySet[Item]:
    """The current rows of a kind that hold on a day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    unended = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    return Item.objects.filter(begun, unended, place=place, kind=kind, is_current=True)


def items_for(place: str, matters: Collection[str], *, on: date) -> list[Listed]:
    """What may be promised in these matters, by code. One SQL statement."""
    rows = in_force(place, ITEM, on=on).filter(body__matter__in=list(matters)).order_by("code")
    return [Listed(row, undertaking_item_from(row.body)) for row in rows]


def all_items(place: str, *, on: date) -> list[Listed]:
    """Everything that may be promised here on a day, by code."""
    rows = in_force(place, ITEM, on=on).order_by("code")
    return [Listed(row, undertaking_item_from(row.body)) for row in rows]


def templates(place: str, codes: Iterable[str], *, on: date) -> dict[str, Template]:
    """The templates of these codes as they are today. Errors: `TextMissing`."""
    wanted = set(codes)
    rows = in_force(place, TEXT, on=on).filter(code__in=wanted) if wanted else ()
    found = {row.code: Template(row, undertaking_text_from(row.body)) for row in rows}
    for code in sorted(wanted - found.keys()):
        raise TextMissing(name=code)
    return found
