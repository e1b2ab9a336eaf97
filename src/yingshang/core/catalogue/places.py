"""Which place this instance serves: its folder name and its GB/T 2260 code."""

from functools import lru_cache

from django.conf import settings

from yingshang.core.catalogue.models import Item
from yingshang.errors import Unavailable


class PlaceNotLoaded(Unavailable):
    """The place's lists are not in the database yet."""

    code = "catalogue.place_not_loaded"
    zh = "{place} 的清单还没有载入。请运行 yingshang catalogue load {place}。"
    en = "The lists of {place} are not loaded. Run: yingshang catalogue load {place}"


def place_code() -> str:
    """The GB/T 2260 code of the place in `settings.PLACE`. Errors: `PlaceNotLoaded`."""
    return _place_code(settings.PLACE)


def code_of(folder: str) -> str:
    """The GB/T 2260 code of the place whose lists stand in a folder. Errors: `PlaceNotLoaded`."""
    return _place_code(folder)


@lru_cache(maxsize=8)
def _place_code(folder: str) -> str:
    rows = Item.objects.filter(kind="place", code=folder, is_current=True)
    code = rows.values_list("place", flat=True).first()
    if code is None:
        raise PlaceNotLoaded(place=folder)
    return code
