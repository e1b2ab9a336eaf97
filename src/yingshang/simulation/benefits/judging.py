"""What the city's own rule says of drawn firms: the very query that a run evaluates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa

from yingshang.city.benefits.policies.reading import Listed
from yingshang.city.benefits.population.evaluating import query_of
from yingshang.city.benefits.population.freezing import elements_of
from yingshang.city.benefits.population.spooling import FACTS
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.population import sql_type
from yingshang.simulation.benefits.firms import Firm


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a firm is to be paid, and how much. *Units*: fen."""

    is_due: bool
    fen: int


def judged(
    listed: Listed, firms: Sequence[Firm], *, on: date, covers_reserve: bool
) -> list[Verdict]:
    """Each firm's verdict, in order: eligible by the rule and on no credit list."""
    place = listed.item.place
    with duckdb.connect(config={"memory_limit": "800MB"}) as connection:
        connection.register("drawn", _table(firms))
        known = dictionary_of(place).elements
        columns = ", ".join(
            f'CAST("{code}" AS {sql_type(known[code])}) AS "{code}"'
            if code in ELEMENTS
            else f'NULL::{sql_type(known[code])} AS "{code}"'
            for code in dict.fromkeys(["credit_code", *elements_of([listed])])
        )
        connection.execute(f"CREATE TEMP VIEW {FACTS} AS SELECT {columns} FROM drawn")  # noqa: S608 - codes
        query = query_of(connection, listed, on=on, covers_reserve=covers_reserve)
        rows = connection.execute(
            "SELECT credit_code, eligible AND exclusion IS NULL, amount_fen"  # noqa: S608 - our own
            f" FROM ({query})"
        ).fetchall()
    found = {code: Verdict(bool(due), fen if due else 0) for code, due, fen in rows}
    return [found[one.credit_code] for one in firms]


ELEMENTS: Mapping[str, Callable[[Firm], object]] = {
    "credit_code": lambda f: f.credit_code,
    "enterprise_name": lambda f: f.name,
    "insured_kind": lambda f: f.kind,
    "relief_size_class": lambda f: f.size,
    "insured_at_start": lambda f: f.at_start,
    "insured_at_end": lambda f: f.at_end,
    "natural_attrition": lambda f: f.natural,
    "insured_average": lambda f: Decimal(f.average_hundredths).scaleb(-2),
    "premium_months": lambda f: f.months,
    "premiums_paid": lambda f: f.premiums_fen,
    "is_zombie": lambda f: f.is_zombie,
    "is_discredited": lambda f: f.is_discredited,
    "has_bank_account": lambda f: f.has_account,
}
"""Which element of the dictionary holds what of a firm."""


def _table(firms: Sequence[Firm]) -> pa.Table:
    columns = {code: [value(one) for one in firms] for code, value in ELEMENTS.items()}
    return pa.table(columns)
