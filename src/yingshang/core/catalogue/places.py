"""Which place is served: by the request, else by this instance; its folder and GB/T 2260 code."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.conf import settings

from yingshang.core.catalogue.models import Item
from yingshang.errors import Unavailable


class PlaceNotLoaded(Unavailable):
    """The place's lists are not in the database yet."""

    code = "catalogue.place_not_loaded"
    zh = "{place} 的清单还没有载入。请运行 yingshang catalogue load {place}。"
    en = "The lists of {place} are not loaded. Run: yingshang catalogue load {place}"


_asked: ContextVar[str | None] = ContextVar("place_asked", default=None)


def place_code() -> str:
    """The GB/T 2260 code of the place that is asked for, else of the one in `settings.PLACE`.

    Errors: `PlaceNotLoaded`.
    """
    return _place_code(_asked.get() or settings.PLACE)


@contextmanager
def serving(folder: str) -> Iterator[None]:
    """Within, the place of this folder is the one that is served."""
    before = _asked.set(folder)
    try:
        yield
    finally:
        _asked.reset(before)


def loaded_places() -> list[tuple[str, str, dict[str, object]]]:
    """Every place whose lists are loaded: its folder, code and the row of its list."""
    rows = Item.objects.filter(kind="place", is_current=True).order_by("place")
    return list(rows.values_list("code", "place", "body"))


def code_of(folder: str) -> str:
    """The GB/T 2260 code of the place whose lists stand in a folder. Errors: `PlaceNotLoaded`."""
    return _place_code(folder)


def in_numbers(place: str, series: str) -> str:
    """A series of a place's papers, under its own word: 受 becomes 潭受 in Xiangtan.

    Errors: `PlaceNotLoaded`.
    """
    return _number_word(place) + series


@lru_cache(maxsize=64)
def _number_word(place: str) -> str:
    """The word in the place's list, else its name. A new word counts when processes begin again."""
    rows = Item.objects.filter(place=place, kind="place", is_current=True)
    body = rows.values_list("body", flat=True).first()
    if body is None:
        raise PlaceNotLoaded(place=place)
    return str(body.get("number_word") or str(body["name"]).removesuffix("市"))


@lru_cache(maxsize=8)
def _place_code(folder: str) -> str:
    rows = Item.objects.filter(kind="place", code=folder, is_current=True)
    code = rows.values_list("place", flat=True).first()
    if code is None:
        raise PlaceNotLoaded(place=folder)
    return code
