"""Reads: the dictionary, the newest snapshot of a day, and the rows about one key."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

import duckdb

from yingshang.core.catalogue.models import Item
from yingshang.core.facts.errors import NoSuchDataset
from yingshang.core.facts.listing import Dataset, Element
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.storing import file_of
from yingshang.core.facts.types import Shape


def shape_of(place: str, dataset: str) -> Shape:
    """A dataset of the place's current lists, with its elements. Errors: `NoSuchDataset`."""
    listed = Item.objects.filter(place=place, kind="dataset", is_current=True)
    item = listed.filter(code=dataset).first()
    if item is None:
        known = "、".join(listed.order_by("code").values_list("code", flat=True)) or "—"
        raise NoSuchDataset(dataset=dataset, known=known)
    model = Dataset.model_validate(item.body)
    rows = Item.objects.filter(
        place=place, kind="element", is_current=True,
        code__in=[column.element for column in model.columns],
    )  # fmt: skip
    return Shape(item.pk, model, {row.code: _element(row.pk, row) for row in rows})


def newest(place: str, dataset: str, *, on: date | None = None) -> Snapshot | None:
    """The latest delivery that is true of `on` or a day before; of two for a day, the later."""
    found = Snapshot.objects.filter(place=place, dataset=dataset)
    if on is not None:
        found = found.filter(as_of__lte=on)
    return found.order_by("-as_of", "-delivered_at").first()


def rows_about(
    snapshot: Snapshot, element: str, value: str, *, wanted: Sequence[str]
) -> list[dict[str, object]]:
    """The named elements of the rows whose `element` has that value: what a rule gets, no more.

    *Errors*: `KeyError` for an element the snapshot does not have: a mistake of the programmer.
    """
    known = {column.element for column in Dataset.model_validate(snapshot.item.body).columns}
    if strange := {element, *wanted} - known:
        raise KeyError(f"{snapshot.dataset} has no {', '.join(sorted(strange))}")
    columns = ", ".join(f'"{code}"' for code in wanted)
    path = file_of(snapshot.place, snapshot.dataset, snapshot.content_hash)
    with duckdb.connect() as connection:
        found = connection.execute(
            f'SELECT {columns} FROM read_parquet(?) WHERE "{element}" = ?',  # noqa: S608 - codes
            [str(path), value],
        ).fetchall()
    return [dict(zip(wanted, row, strict=True)) for row in found]


@lru_cache(maxsize=4096)
def _element(item_id: UUID, row: Item) -> Element:
    return Element.model_validate(row.body)
