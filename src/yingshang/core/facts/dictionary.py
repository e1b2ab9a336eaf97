"""The place's dictionary and datasets as they are listed now, and who holds an element.

Rows of lists never change under their id, so that each is parsed once a process.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg

from yingshang.core.catalogue.models import Item
from yingshang.core.facts.errors import NoSuchElement
from yingshang.core.facts.listing import Dataset, Element
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.types import Lack, Source, Why

CREDIT_CODE = "credit_code"
KINDS: Mapping[str, type[Element] | type[Dataset]] = {"element": Element, "dataset": Dataset}
MOST_KEPT = 100
_parsed: dict[UUID, Element | Dataset] = {}
_dictionaries: dict[tuple[str, tuple[UUID, ...]], "Dictionary"] = {}


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Elements and datasets of a place, by code."""

    place: str
    elements: Mapping[str, Element]
    datasets: Mapping[str, Dataset]

    def element(self, code: str) -> Element:
        """The element of that code. Errors: `NoSuchElement`."""
        if code not in self.elements:
            raise NoSuchElement(element=code)
        return self.elements[code]

    def holders(self, code: str) -> list[str]:
        """The datasets with one row a firm that hold the element; its owner's stand first."""
        owner = self.element(code).owner
        found = [dataset for dataset in self.datasets.values() if holds(dataset, code)]
        return [d.code for d in sorted(found, key=lambda d: (d.office != owner, d.code))]


def holds(dataset: Dataset, code: str) -> bool:
    """Whether the dataset says the element of firms, each in one row."""
    return dataset.key == (CREDIT_CODE,) and code in dataset.codes


def dictionary_of(place: str) -> Dictionary:
    """The dictionary of a place: one SQL statement, two where rows are new."""
    rows = Item.objects.filter(place=place, kind__in=KINDS, is_current=True)
    ids = tuple(rows.aggregate(ids=ArrayAgg("pk", order_by="code", default=[]))["ids"])
    if (place, ids) not in _dictionaries:
        if len(_dictionaries) >= MOST_KEPT:
            _dictionaries.clear()
        _dictionaries[place, ids] = _dictionary(place, ids)
    return _dictionaries[place, ids]


def _dictionary(place: str, ids: Sequence[UUID]) -> Dictionary:
    _parse([pk for pk in ids if pk not in _parsed])
    listed = [_parsed[pk] for pk in ids]
    return Dictionary(
        place,
        {row.code: row for row in listed if isinstance(row, Element)},
        {row.code: row for row in listed if isinstance(row, Dataset)},
    )


def dataset_of(item_id: UUID) -> Dataset:
    """The version of a dataset that a snapshot was kept under."""
    _parse([item_id] if item_id not in _parsed else [])
    found = _parsed[item_id]
    if not isinstance(found, Dataset):
        raise TypeError(f"{item_id} is no dataset")
    return found


def newest_of(place: str, datasets: Collection[str], *, on: date) -> dict[str, Snapshot]:
    """Each dataset's latest delivery that is true of `on` or a day before, in one statement."""
    rows = Snapshot.objects.filter(place=place, dataset__in=datasets, as_of__lte=on)
    newest = rows.order_by("dataset", "-as_of", "-delivered_at").distinct("dataset")
    return {row.dataset: row for row in newest.select_related("office")}


def sources_on(
    dictionary: Dictionary, elements: Sequence[str], *, on: date
) -> tuple[list[Source], dict[str, Lack]]:
    """From which snapshots the elements are read on a day, and what has none.

    Of several datasets the owner's is read, unless it was not delivered by then.
    Errors: `NoSuchElement`.
    """
    wanted = _without_key(elements)
    holders = {code: dictionary.holders(code) for code in wanted}
    newest = newest_of(dictionary.place, {d for held in holders.values() for d in held}, on=on)
    return _assigned(wanted, holders, newest, dictionary)


def sources_in(
    dictionary: Dictionary, snapshots: Iterable[Snapshot], elements: Sequence[str]
) -> tuple[list[Source], dict[str, Lack]]:
    """The same from named snapshots, whatever came after them: to reckon anew what was reckoned.

    Errors: `NoSuchElement`.
    """
    given = {row.dataset: row for row in snapshots}
    versions = {code: dataset_of(row.item_id) for code, row in given.items()}
    kept = Dictionary(dictionary.place, dictionary.elements, versions)
    wanted = _without_key(elements)
    holders = {code: kept.holders(code) for code in wanted}
    return _assigned(wanted, holders, given, dictionary)


def _assigned(
    wanted: Sequence[str],
    holders: Mapping[str, Sequence[str]],
    snapshots: Mapping[str, Snapshot],
    dictionary: Dictionary,
) -> tuple[list[Source], dict[str, Lack]]:
    taken: dict[str, list[str]] = {}
    lacks: dict[str, Lack] = {}
    for code in wanted:
        delivered = [dataset for dataset in holders[code] if dataset in snapshots]
        if delivered:
            taken.setdefault(delivered[0], []).append(code)
            continue
        element = dictionary.element(code)
        held = dictionary.holders(code)
        office = dictionary.datasets[held[0]].office if held else element.owner
        why: Why = "not_delivered" if held else "not_listed"
        lacks[code] = Lack(element, why, office, held[0] if held else "")
    sources = [Source(snapshots[dataset], tuple(taken[dataset])) for dataset in sorted(taken)]
    return sources, lacks


def _without_key(elements: Sequence[str]) -> list[str]:
    return [code for code in dict.fromkeys(elements) if code != CREDIT_CODE]


def _parse(ids: Sequence[UUID]) -> None:
    if ids:
        for item in Item.objects.filter(pk__in=ids):
            _parsed[item.pk] = KINDS[item.kind].model_validate(item.body)
