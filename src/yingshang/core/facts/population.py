"""All firms at once: the named elements of a day's snapshots as one relation, a row a firm.

Datasets are joined over the credit code, which is the whole key of each: no firm can stand twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from yingshang.core.facts.aligning import EVERYBODY, Group, Within, groups_of, joined, parts_of
from yingshang.core.facts.dictionary import CREDIT_CODE, dictionary_of, sources_in, sources_on
from yingshang.core.facts.errors import SnapshotDamaged
from yingshang.core.facts.listing import Element
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.storing import is_whole
from yingshang.core.facts.types import Lack, Source

RELATION = "population"


@dataclass(frozen=True, slots=True)
class Population:
    """A view in the caller's connection, and what it was made of.

    *Shapes*: `credit_code` and one column an element; a missing element is a column of nulls.
    `is_in_order` says that its rows stand by credit code as they are, `query` is the view in words.
    """

    relation: str
    snapshots: tuple[Snapshot, ...]
    missing: Mapping[str, Lack]
    query: str
    is_in_order: bool = False


def freeze(
    connection: duckdb.DuckDBPyConnection,
    place: str,
    elements: Sequence[str],
    *,
    on: date,
    name: str = RELATION,
) -> Population:
    """The population as it was known on a day. Record the reading with `record_population_read`.

    Whoever reads it again and again makes a table of it: `CREATE TABLE t AS FROM population`.
    Errors: `NoSuchElement`; `SnapshotDamaged` where a file has not the hash it was kept under.
    """
    return _opened(connection, elements, *sources_on(dictionary_of(place), elements, on=on), name)


def reopen(
    connection: duckdb.DuckDBPyConnection,
    place: str,
    elements: Sequence[str],
    *,
    snapshots: Iterable[Snapshot],
    name: str = RELATION,
) -> Population:
    """The same from the snapshots that were read then, to reckon anew. Errors: as `freeze`."""
    return _opened(
        connection, elements, *sources_in(dictionary_of(place), snapshots, elements), name
    )


def in_parts(
    connection: duckdb.DuckDBPyConnection,
    place: str,
    elements: Sequence[str],
    *,
    snapshots: Iterable[Snapshot],
) -> Iterator[Population]:
    """The same without a view, some firms after the others by credit code.

    Any number of firms then fits into memory, part by part. Errors: as `freeze`.
    """
    sources, missing = sources_in(dictionary_of(place), snapshots, elements)
    groups = _whole(connection, sources)
    for within in parts_of(connection, groups):
        yield _worded(elements, groups, missing, within)


def _opened(
    connection: duckdb.DuckDBPyConnection,
    elements: Sequence[str],
    sources: Sequence[Source],
    missing: Mapping[str, Lack],
    name: str,
) -> Population:
    found = _worded(elements, _whole(connection, sources), missing, EVERYBODY, name)
    connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {found.query}')
    return found


def _worded(
    elements: Sequence[str],
    groups: Sequence[Group],
    missing: Mapping[str, Lack],
    within: Within,
    name: str = RELATION,
) -> Population:
    columns = [f'"{code}"' for code in dict.fromkeys(elements) if code not in missing]
    columns = [f'"{CREDIT_CODE}"', *(c for c in columns if c != f'"{CREDIT_CODE}"')]
    columns += [f'NULL::{sql_type(lack.element)} AS "{code}"' for code, lack in missing.items()]
    nobody = f"(SELECT NULL::VARCHAR AS {CREDIT_CODE} WHERE false)"
    query = f"SELECT {', '.join(columns)} FROM {joined(groups, within) or nobody}"  # noqa: S608 - codes of the dictionary and our own paths
    read = sorted((s.snapshot for group in groups for s in group), key=lambda row: row.dataset)
    return Population(name, tuple(read), missing, query, is_in_order=len(groups) < 2)


def _whole(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> list[Group]:
    """The sources in groups of the same firms, each file with the hash it was kept under."""
    for snapshot in (source.snapshot for source in sources):
        if not is_whole(snapshot.place, snapshot.dataset, snapshot.content_hash):
            raise SnapshotDamaged(dataset=snapshot.dataset, as_of=snapshot.as_of)
    return groups_of(connection, sources)


def sql_type(element: Element) -> str:
    """How DuckDB keeps the values of an element."""
    types = {"integer": "BIGINT", "money": "BIGINT", "date": "DATE", "boolean": "BOOLEAN"}
    if element.type == "decimal":
        return f"DECIMAL(28, {element.decimals})"
    return types.get(element.type, "VARCHAR")
