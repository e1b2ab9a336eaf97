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


class ListedMatter(NamedTuple):
    """A current matter as the filter names it; `office` is the code of the one in charge."""

    place: str
    code: str
    office: str
    name: str
    name_en: str | None


class Stages(NamedTuple):
    """Item versions by what happens to their cases here; `elsewhere` an outside system decides."""

    handling: list[UUID]
    reviewing: list[UUID]
    elsewhere: list[UUID]


class _Known(NamedTuple):
    stages: Stages
    current: Sequence[ListedMatter]


def stages_in(places: Collection[str]) -> Stages:
    """The stages of every version of the places' matters. One SQL statement a place."""
    known = [_known(place).stages for place in sorted(places)]
    return Stages(
        *([pk for stages in known for pk in stages[n]] for n in range(len(Stages._fields)))
    )


def current_matters(places: Collection[str]) -> list[ListedMatter]:
    """The places' current matters, by code. One SQL statement a place."""
    found = [matter for place in sorted(places) for matter in _known(place).current]
    return sorted(found, key=lambda matter: matter.code)


def _known(place: str) -> _Known:
    ((edition, newest),) = fetch(_NEWEST, {"place": place})
    return _read(place, edition, newest)


_NEWEST = """
SELECT (SELECT id FROM core_edition WHERE place = %(place)s
        ORDER BY loaded_at DESC, id DESC LIMIT 1),
    (SELECT id FROM core_item WHERE place = %(place)s AND kind = 'matter' ORDER BY id DESC LIMIT 1)
"""  # what an edition makes current changes with it, and every new version has a later id


@lru_cache(maxsize=16)
def _read(place: str, edition: UUID | None, newest: UUID | None) -> _Known:
    rows = Item.objects.filter(kind="matter", place=place)
    names = ("body__office", "body__name", "body__name_en")
    stages, current = Stages([], [], []), []
    for pk, code, is_current, listed, adapter, *named in rows.values_list(
        "pk", "code", "is_current", "body__stages", "body__adapter", *names
    ):
        _sort(stages, pk, listed, adapter)
        if is_current:
            current.append(ListedMatter(place, code, *named))
    return _Known(stages, current)


def _sort(
    stages: Stages, pk: UUID, listed: Sequence[Mapping[str, object]], adapter: str | None
) -> None:
    names = {stage["stage"] for stage in listed}
    belongs = (
        (stages.elsewhere, bool(adapter) and "approve" not in names),
        (stages.handling, "handle" in names),
        (stages.reviewing, "review" in names),
    )
    for group, is_of_it in belongs:
        if is_of_it:
            group.append(pk)
