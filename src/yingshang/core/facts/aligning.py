"""Datasets side by side: those of the same firms row by row, the others joined by credit code.

A snapshot's rows stand by credit code. Two that say something of exactly the same firms fit
together line by line, which costs a seventh of joining them; that they fit is checked in each row.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import duckdb

from yingshang.core.facts.dictionary import CREDIT_CODE
from yingshang.core.facts.storing import GROUP_ROWS, file_of
from yingshang.core.facts.types import Source

PART_ROWS = 262_144
"""So many firms are joined at once: what is joined stands in memory."""
Group = tuple[Source, ...]
MOST_KNOWN = 1_000
_known_firms: dict[str, str] = {}
_UNEQUAL = "rows of the same firms do not stand in the same order"


class Within(NamedTuple):
    """Firms from a credit code on, and before another; None is no limit."""

    first: str | None = None
    before: str | None = None


EVERYBODY = Within()


def groups_of(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> list[Group]:
    """The sources, those of the same firms together."""
    counts = [source.snapshot.rows for source in sources]
    found: dict[tuple[object, ...], list[Source]] = {}
    for source in sources:
        rows = source.snapshot.rows
        alone = source.snapshot.pk if counts.count(rows) == 1 else _firms_in(connection, source)
        found.setdefault((rows, alone), []).append(source)
    return [tuple(group) for group in found.values()]


def joined(groups: Sequence[Group], within: Within = EVERYBODY) -> str:
    """SQL: `credit_code` and the elements of all groups, a row a firm."""
    relations = [_side_by_side(group, within) for group in groups]
    using = f" USING ({CREDIT_CODE})"
    return " FULL JOIN ".join(r + (using if n else "") for n, r in enumerate(relations))


def parts_of(connection: duckdb.DuckDBPyConnection, groups: Sequence[Group]) -> Iterator[Within]:
    """Ranges of firms, in order, which together are all. One where nothing is joined."""
    largest = max((group[0] for group in groups), key=lambda s: s.snapshot.rows, default=None)
    limits: list[str] = []
    if largest is not None and len(groups) > 1:
        limits = [row[0] for row in connection.execute(_limits(largest)).fetchall()]
    yield from (Within(*ends) for ends in pairwise([None, *limits, None]))


def path_of(source: Source) -> str:
    """Where its rows stand, as SQL writes it."""
    snapshot = source.snapshot
    path = str(file_of(snapshot.place, snapshot.dataset, snapshot.content_hash))
    return "'" + path.replace("'", "''") + "'"


def _limits(source: Source) -> str:
    return (
        "SELECT DISTINCT stats_min_value FROM parquet_metadata("  # noqa: S608 - our own path and numbers
        f"{path_of(source)}) WHERE path_in_schema = '{CREDIT_CODE}' AND row_group_id > 0"
        f" AND row_group_id % {PART_ROWS // GROUP_ROWS} = 0 ORDER BY ALL"
    )


def _side_by_side(group: Group, within: Within) -> str:
    named = [f"k{number}" for number in range(len(group))]
    sides = [_one(*side, within) for side in zip(group, named, strict=True)]
    columns = "".join(f', "{code}"' for source in group for code in source.elements)
    fits = " AND ".join(f"{name} IS NOT DISTINCT FROM k0" for name in named[1:])
    key = f"CASE WHEN {fits} THEN k0 ELSE error('{_UNEQUAL}') END" if fits else "k0"
    sql = f"SELECT {key} AS {CREDIT_CODE}{columns} FROM {' POSITIONAL JOIN '.join(sides)}"  # noqa: S608 - codes of the dictionary
    return f"({sql})"


def _one(source: Source, name: str, within: Within) -> str:
    columns = "".join(f', "{code}"' for code in source.elements)
    ends = [
        f"{CREDIT_CODE} {sign} '{end.replace(chr(39), chr(39) * 2)}'"
        for sign, end in zip((">=", "<"), within, strict=True)
        if end is not None
    ]
    where = f" WHERE {' AND '.join(ends)}" if ends else ""
    return f"(SELECT {CREDIT_CODE} AS {name}{columns} FROM read_parquet({path_of(source)}){where})"  # noqa: S608 - codes of the dictionary and our own path


def _firms_in(connection: duckdb.DuckDBPyConnection, source: Source) -> str:
    """The same for two snapshots that name the same firms; a file never changes under its hash."""
    digest = source.snapshot.content_hash
    if digest not in _known_firms:
        if len(_known_firms) >= MOST_KNOWN:
            _known_firms.clear()
        query = (
            f"SELECT sum(hash({CREDIT_CODE})::HUGEINT)::VARCHAR"  # noqa: S608 - our own path
            f" FROM read_parquet({path_of(source)})"
        )
        ((_known_firms[digest],),) = connection.execute(query).fetchall()
    return _known_firms[digest]
