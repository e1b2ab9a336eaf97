"""Versions of listed items by their ids: what an id names never changes, nor grows old here."""

from collections.abc import Collection, Mapping
from uuid import UUID

from yingshang.core.catalogue.models import Item

MOST_VERSIONS = 8192
_bodies: dict[UUID, Mapping[str, object]] = {}


def item_bodies(item_ids: Collection[UUID]) -> dict[UUID, Mapping[str, object]]:
    """The bodies of these versions, to be read only; a version is read once a process."""
    missing = [pk for pk in item_ids if pk not in _bodies]
    if missing:
        if len(_bodies) + len(missing) > MOST_VERSIONS:
            _bodies.clear()
            missing = list(item_ids)
        _bodies.update(Item.objects.filter(pk__in=missing).values_list("pk", "body"))
    return {pk: _bodies[pk] for pk in item_ids}
