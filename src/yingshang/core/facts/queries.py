"""Reads: a dataset's shape, its newest snapshot, and what is known of one firm."""

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from yingshang.core.catalogue.models import Item
from yingshang.core.facts.dictionary import (
    Dictionary,
    dataset_of,
    dictionary_of,
    sources_in,
    sources_on,
)
from yingshang.core.facts.errors import NoSuchDataset
from yingshang.core.facts.looking import row_about
from yingshang.core.facts.models import ContestedFact, Snapshot
from yingshang.core.facts.storing import file_of
from yingshang.core.facts.types import Given, Lack, Shape, Source, Value, Why


def shape_of(place: str, dataset: str) -> Shape:
    """A dataset of the place's current lists, with its elements. Errors: `NoSuchDataset`."""
    dictionary = dictionary_of(place)
    model = dictionary.datasets.get(dataset)
    if model is None:
        raise NoSuchDataset(dataset=dataset, known="、".join(dictionary.datasets) or "—")
    listed = Item.objects.filter(place=place, kind="dataset", code=dataset, is_current=True)
    elements = {code: dictionary.elements[code] for code in model.codes}
    return Shape(listed.values_list("pk", flat=True).get(), model, elements)


def newest(place: str, dataset: str, *, on: date | None = None) -> Snapshot | None:
    """The latest delivery that is true of `on` or a day before; of two for a day, the later."""
    found = Snapshot.objects.filter(place=place, dataset=dataset)
    if on is not None:
        found = found.filter(as_of__lte=on)
    return found.order_by("-as_of", "-delivered_at").first()


def given(place: str, credit_code: str, elements: Sequence[str], *, on: date) -> Given:
    """What is known of one firm on a day: the named elements and no others.

    A fixed number of SQL statements, and one group of rows a dataset. It records nothing: who
    reads for a decision calls `consulting.consult`. Errors: `NoSuchElement`, `SnapshotDamaged`.
    """
    dictionary = dictionary_of(place)
    sources, lacks = sources_on(dictionary, elements, on=on)
    return _given(dictionary, credit_code, on, sources, lacks)


def given_in(
    place: str, credit_code: str, elements: Sequence[str], *, snapshots: Sequence[Snapshot]
) -> Given:
    """The same from the snapshots that were read then, whatever was delivered since."""
    dictionary = dictionary_of(place)
    sources, lacks = sources_in(dictionary, snapshots, elements)
    on = max((snapshot.as_of for snapshot in snapshots), default=date.min)
    return _given(dictionary, credit_code, on, sources, lacks)


def _given(
    dictionary: Dictionary,
    credit_code: str,
    on: date,
    sources: Sequence[Source],
    lacks: Mapping[str, Lack],
) -> Given:
    contested = contested_of(dictionary.place, credit_code)
    values: dict[str, Value] = {}
    missing = dict(lacks)
    for source in sources:
        snapshot = source.snapshot
        row = row_about(snapshot, credit_code, source.elements)
        for code in source.elements:
            element, value = dictionary.element(code), (row or {}).get(code)
            if value is None:
                why: Why = "no_row" if row is None else "empty"
                missing[code] = Lack(element, why, snapshot.office.code, snapshot.dataset)
            else:
                is_contested = (snapshot.dataset, code) in contested
                values[code] = Value(element, value, snapshot, is_contested)
    read = tuple(source.snapshot for source in sources)
    return Given(credit_code, on, values, missing, read)


def contested_of(place: str, credit_code: str) -> set[tuple[str, str]]:
    """What the firm contests now: dataset and element."""
    rows = ContestedFact.objects.filter(place=place, credit_code=credit_code, is_open=True)
    return set(rows.values_list("dataset", "element"))


def rows_about(
    snapshot: Snapshot, element: str, value: str, *, wanted: Sequence[str]
) -> list[dict[str, object]]:
    """The named elements of the rows whose `element` has that value: what a rule gets, no more.

    It reads the whole column; for one firm `given` is far faster.
    *Errors*: `KeyError` for an element the snapshot does not have: a mistake of the programmer.
    """
    if strange := {element, *wanted} - dataset_of(snapshot.item_id).codes:
        raise KeyError(f"{snapshot.dataset} has no {', '.join(sorted(strange))}")
    columns = ", ".join(f'"{code}"' for code in wanted)
    path = file_of(snapshot.place, snapshot.dataset, snapshot.content_hash)
    with duckdb.connect() as connection:
        found = connection.execute(
            f'SELECT {columns} FROM read_parquet(?) WHERE "{element}" = ?',  # noqa: S608 - codes
            [str(path), value],
        ).fetchall()
    return [dict(zip(wanted, row, strict=True)) for row in found]
