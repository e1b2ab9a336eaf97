"""The place's lists as this capability reads them: bundles and matters, current or pinned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import ClassVar
from uuid import UUID

from django.db.models import Q
from typing_extensions import override

from yingshang.city.matters.listing import Bundle, Matter, bundle_from, matter_from
from yingshang.city.matters.shrinking import alone
from yingshang.core.models import Item
from yingshang.errors import Missing


class ServiceMissing(Missing):
    """No service of that code is offered here today."""

    code: ClassVar[str] = "matters.no_such_service"
    zh: ClassVar[str] = "没有找到这项服务，或它现在不办理。请从“办事”页查找。"
    en: ClassVar[str] = "No such service is offered here now. Look for it under “Services”."


@dataclass(frozen=True)
class Service:
    """What one can apply for: a bundle with its matters, or a single matter as a bundle of one."""

    item: Item
    bundle: Bundle
    matters: Mapping[str, Matter]
    items: Mapping[str, Item]


def offered(place: str, *, on: date) -> list[Item]:
    """All bundles and matters in force on a day, bundles first."""
    in_force = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    in_force &= Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    rows = Item.objects.filter(in_force, place=place, kind__in=["bundle", "matter"])
    return list(rows.filter(is_current=True).order_by("kind", "file", "code"))


def service(place: str, code: str) -> Service:
    """The current service of that code. Errors: `ServiceMissing`. Two SQL statements."""
    current = Item.objects.filter(place=place, is_current=True)
    item = current.filter(code=code, kind__in=["bundle", "matter"]).order_by("kind").first()
    if item is None:
        raise ServiceMissing
    if item.kind == "matter":
        matter = parsed_matter(item)
        return Service(item, alone(matter), {code: matter}, {code: item})
    bundle = parsed_bundle(item)
    codes = [member.matter for member in bundle.members]
    items = {row.code: row for row in current.filter(kind="matter", code__in=codes)}
    return Service(item, bundle, {code: parsed_matter(row) for code, row in items.items()}, items)


def bundle_of(item: Item) -> Bundle:
    """The bundle in an item, or a bundle of the one matter it is."""
    return alone(parsed_matter(item)) if item.kind == "matter" else parsed_bundle(item)


def matters_by_item(items: Iterable[Item]) -> dict[UUID, Matter]:
    """The matters in items, by item id."""
    return {item.id: parsed_matter(item) for item in items}


def parsed_matter(item: Item) -> Matter:
    """The matter in an item; each version is parsed once a process."""
    return _matter(_Version(item.content_hash, item.body))


def parsed_bundle(item: Item) -> Bundle:
    """The bundle in an item; each version is parsed once a process."""
    return _bundle(_Version(item.content_hash, item.body))


class _Version:
    """A body that is known by its content hash, so that caches find it."""

    def __init__(self, content_hash: str, body: Mapping[str, object]) -> None:
        self.content_hash, self.body = content_hash, body

    @override
    def __hash__(self) -> int:
        return hash(self.content_hash)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Version) and other.content_hash == self.content_hash


@lru_cache(maxsize=4096)
def _matter(version: _Version) -> Matter:
    return matter_from(version.body)


@lru_cache(maxsize=512)
def _bundle(version: _Version) -> Bundle:
    return bundle_from(version.body)
