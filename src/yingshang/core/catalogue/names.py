"""The names of list rows without their bodies, which are long: a version of a row never changes."""

from collections.abc import Iterable
from uuid import UUID

from yingshang.core.catalogue.models import Item

MOST = 10_000
_known: dict[UUID, tuple[str, str]] = {}


def item_names(item_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and English name of each version; what was read once is kept by the process."""
    wanted = set(item_ids)
    missing = wanted - _known.keys()
    if missing:
        if len(_known) > MOST:
            _known.clear()
            missing = wanted
        rows = Item.objects.filter(pk__in=missing)
        for pk, zh, en in rows.values_list("pk", "body__name", "body__name_en"):
            _known[pk] = (str(zh or ""), str(en or zh or ""))
    return {pk: _known[pk] for pk in wanted}
