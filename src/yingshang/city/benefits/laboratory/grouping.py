"""By what firms are told apart beside their size: industry, as one dataset has it.

No rule reads it, so it is read beside the population and recorded with the rest.
"""

from collections.abc import Sequence
from datetime import date

import duckdb

from yingshang.core.facts.dictionary import dictionary_of, sources_on
from yingshang.core.facts.models import Snapshot
from yingshang.core.facts.population import reopen

INDUSTRY = "size_sector"
INDUSTRIES = "industries"


def with_industries(place: str, snapshots: Sequence[Snapshot], *, on: date) -> tuple[Snapshot, ...]:
    """The snapshots, and the newest one that says industries where there is any."""
    dictionary = dictionary_of(place)
    if INDUSTRY not in dictionary.elements:
        return tuple(snapshots)
    sources, _ = sources_on(dictionary, [INDUSTRY], on=on)
    had = {one.dataset for one in snapshots}
    more = [one.snapshot for one in sources if one.snapshot.dataset not in had]
    return tuple(sorted([*snapshots, *more], key=lambda one: one.dataset))


def open_industries(
    engine: duckdb.DuckDBPyConnection, place: str, snapshots: Sequence[Snapshot]
) -> None:
    """The view `industries`: credit_code, industry; nobody in it where nothing was delivered."""
    if INDUSTRY not in dictionary_of(place).elements:
        engine.execute(
            f"CREATE OR REPLACE TEMP VIEW {INDUSTRIES} AS"
            " SELECT NULL::VARCHAR AS credit_code, NULL::VARCHAR AS industry WHERE false"
        )
        return
    reopen(engine, place, [INDUSTRY], snapshots=snapshots, name="sectors")
    engine.execute(
        f"CREATE OR REPLACE TEMP VIEW {INDUSTRIES} AS"  # noqa: S608 - our own names
        f" SELECT credit_code, {INDUSTRY} AS industry FROM sectors"
    )
