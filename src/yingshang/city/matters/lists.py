"""The place's lists as this capability reads them: bundles and matters, current or pinned."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import ClassVar
from uuid import UUID

from django.db.models import Q
from typing_extensions import override

from yingshang.city.matters.listing import Bundle, Matter, bundle_from, matter_from
from yingshang.city.matters.shrinking import alone
from yingshang.core.models import Edition, Item
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


def services(place: str, codes: Collection[str]) -> dict[str, Service]:
    """The current services of these codes: one SQL statement when the edition is known.

    Errors: `ServiceMissing`.
    """
    newest = Edition.objects.filter(place=place).order_by("-loaded_at", "-id")
    edition = newest.values_list("id", flat=True).first()
    known = _services.setdefault((place, edition), {})
    missing = {code for code in codes if code not in known}
    if missing:
        known.update(_read_services(place, missing))
    if missing - known.keys():
        raise ServiceMissing
    return {code: known[code] for code in codes}


_services: dict[tuple[str, UUID | None], dict[str, Service]] = {}


def _read_services(place: str, codes: Collection[str]) -> dict[str, Service]:
    current = Item.objects.filter(place=place, is_current=True)
    rows = current.filter(code__in=codes, kind__in=["bundle", "matter"]).order_by("-kind")
    heads = {item.code: item for item in rows}  # of one code the bundle counts, as in `service`
    bundles = {code: bundle_of(item) for code, item in heads.items()}
    wanted = {member.matter for bundle in bundles.values() for member in bundle.members}
    items = {item.code: item for item in current.filter(kind="matter", code__in=wanted)}
    matters = {code: parsed_matter(item) for code, item in items.items()}
    found = {}
    for code, bundle in bundles.items():
        members = [m.matter for m in bundle.members if m.matter in items]
        found[code] = Service(
            heads[code], bundle, {m: matters[m] for m in members}, {m: items[m] for m in members}
        )
    return found


def bundle_of(item: Item) -> Bundle:
    """The bundle in an item, or a bundle of the one matter it is."""
    return alone(parsed_matter(item)) if item.kind == "matter" else parsed_bundle(item)


def matters_by_item(items: Iterable[Item]) -> dict[UUID, Matter]:
    """The matters in items, by item id."""
    return {item.id: parsed_matter(item) for item in items}


def matters_of(item_ids: Collection[UUID]) -> dict[UUID, Matter]:
    """The matters of these item versions; a version is read and parsed once a process.

    What an item id names never changes, so that nothing here grows old.
    """
    missing = [pk for pk in item_ids if pk not in _matters]
    if missing:
        if len(_matters) + len(missing) > MOST_VERSIONS:
            _matters.clear()
            missing = list(item_ids)
        _matters.update(matters_by_item(Item.objects.filter(pk__in=missing)))
    return {pk: _matters[pk] for pk in item_ids}


def bundles_of(item_ids: Collection[UUID]) -> dict[UUID, Bundle]:
    """The bundles in these item versions, or bundles of the one matter each is."""
    missing = [pk for pk in item_ids if pk not in _bundles]
    if missing:
        if len(_bundles) + len(missing) > MOST_VERSIONS:
            _bundles.clear()
            missing = list(item_ids)
        _bundles.update({item.pk: bundle_of(item) for item in Item.objects.filter(pk__in=missing)})
    return {pk: _bundles[pk] for pk in item_ids}


MOST_VERSIONS = 8192
_matters: dict[UUID, Matter] = {}
_bundles: dict[UUID, Bundle] = {}


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
