"""The credit lists, looked at again when a list of firms is made: who stands on which.

For those firms only; everyone is looked at by the evaluation itself.
"""

from collections.abc import Mapping, Sequence

import duckdb

from yingshang.city.benefits.policies.reading import Listed
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.population import reopen

LISTS = "credit_lists_read"
MEMORY = "400MB"


def elements_of_lists(listed: Listed) -> list[str]:
    """The elements that keep a firm from being paid, in the order of the policy's list."""
    return [exclusion.element for exclusion in listed.model.exclusions]


def excluded(
    listed: Listed, codes: Sequence[str], *, snapshots: Sequence[Snapshot]
) -> Mapping[str, str]:
    """The first credit list that names a firm, by credit code; who stands on none is left out.

    Errors: `SnapshotDamaged`.
    """
    elements = elements_of_lists(listed)
    if not elements or not codes:
        return {}
    with duckdb.connect(config={"memory_limit": MEMORY}) as engine:
        reopen(engine, listed.item.place, elements, snapshots=snapshots, name=LISTS)
        columns = ", ".join(f'l."{code}"' for code in elements)
        rows = engine.execute(
            f"SELECT l.credit_code, {columns} FROM {LISTS} l"  # noqa: S608 - codes of the dictionary
            " SEMI JOIN (SELECT unnest(?) AS credit_code) USING (credit_code)",
            [list(codes)],
        ).fetchall()
    hits = ((row[0], _first(elements, row[1:])) for row in rows)
    return {code: element for code, element in hits if element}


def _first(elements: Sequence[str], values: Sequence[object]) -> str:
    named = (code for code, value in zip(elements, values, strict=True) if value is True)
    return next(named, "")
