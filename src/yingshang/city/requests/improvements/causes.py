"""The causes that a place lists, one of which every answer names."""

from collections.abc import Mapping

from yingshang.city.requests.errors import NoSuchCause
from yingshang.core.models import Item


def causes_of(place: str) -> Mapping[str, tuple[str, str]]:
    """The causes of the current lists: code to its Chinese and English name, in list order."""
    rows = Item.objects.filter(place=place, kind="request_cause", is_current=True)
    return {
        row.code: (str(row.body["name"]), str(row.body["name_en"])) for row in rows.order_by("pk")
    }


def checked_cause(place: str, code: str) -> str:
    """The code, if the list has it. Errors: `NoSuchCause`."""
    if code not in causes_of(place):
        raise NoSuchCause(field="cause")
    return code
