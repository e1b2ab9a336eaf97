"""What a desk knows of a place's matters: their names and stages, read once an edition.

A thousand matters stand in a city's list; a page that reads them all to show fifty rows takes
longer over the list than over the rows.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from yingshang.core.models import Item
from yingshang.core.statements import fetch

ELSEWHERE = "elsewhere"


class ListedMatter(NamedTuple):
    """A current matter as the filter names it; `office` is the code of the one in charge."""

    place: str
    code: str
    office: str
    name: str
    name_en: str | None


class Versions(NamedTuple):
    """Some of the places' item versions: those listed, or where that is shorter, all but those."""

    ids: Sequence[UUID]
    are_left_out: bool = False


class Stages(NamedTuple):
    """Item versions by what happens to their cases here; `elsewhere` an outside system decides."""

    handling: Versions
    reviewing: Versions
    elsewhere: Versions


class Known(NamedTuple):
    """What a desk knows of the matters of its places; `current` by code."""

    stages: Stages
    current: Sequence[ListedMatter]


def known_in(places: Collection[str]) -> Known:
    """The stages of every version of the places' matters, and the current ones.

    One SQL statement a place; the lists themselves are read once an edition.
    """
    editions = []
    for place in sorted(places):
        ((edition, newest),) = fetch(_NEWEST, {"place": place})
        editions.append((place, edition, newest))
    return _joined(tuple(editions))


_NEWEST = """
SELECT (SELECT id FROM core_edition WHERE place = %(place)s
        ORDER BY loaded_at DESC, id DESC LIMIT 1),
    (SELECT id FROM core_item WHERE place = %(place)s AND kind = 'matter' ORDER BY id DESC LIMIT 1)
"""  # what an edition makes current changes with it, and every new version has a later id


@lru_cache(maxsize=16)
def _joined(editions: tuple[tuple[str, UUID | None, UUID | None], ...]) -> Known:
    staged: list[tuple[UUID, frozenset[str]]] = []
    current: list[ListedMatter] = []
    for place, _edition, _newest in editions:
        _read(place, staged, current)
    stages = Stages(*(_versions(staged, stage) for stage in ("handle", "review", ELSEWHERE)))
    return Known(stages, sorted(current, key=lambda matter: matter.code))


def _read(
    place: str, staged: list[tuple[UUID, frozenset[str]]], current: list[ListedMatter]
) -> None:
    rows = Item.objects.filter(kind="matter", place=place)
    names = ("body__office", "body__name", "body__name_en")
    for pk, code, is_current, listed, adapter, *named in rows.values_list(
        "pk", "code", "is_current", "body__stages", "body__adapter", *names
    ):
        staged.append((pk, _stages(listed, adapter)))
        if is_current:
            current.append(ListedMatter(place, code, *named))


def _stages(listed: Sequence[Mapping[str, object]], adapter: str | None) -> frozenset[str]:
    names = {str(stage["stage"]) for stage in listed}
    return frozenset(names | ({ELSEWHERE} if adapter and "approve" not in names else set()))


def _versions(staged: Sequence[tuple[UUID, frozenset[str]]], stage: str) -> Versions:
    within = [pk for pk, stages in staged if stage in stages]
    if 2 * len(within) <= len(staged):
        return Versions(within)
    return Versions([pk for pk, stages in staged if stage not in stages], are_left_out=True)
