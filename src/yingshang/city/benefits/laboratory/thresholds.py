"""How many firms fulfil each numeric condition of the changed rule, and how many only just.

Both sides of a condition are computed by the rule's own compiler over everybody. How far off a firm
is, is the difference of the sides as a share of the right one; where that is nothing, only firms
that are exactly on it are near. Exact decimals, so that the same data count the same.
"""

from dataclasses import dataclass
from datetime import date

import duckdb
import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from yingshang.city.benefits.laboratory.conditions import (
    Condition,
    conditions_of,
    inputs_read,
    with_sides,
)
from yingshang.city.benefits.laboratory.types import Near, Threshold
from yingshang.city.benefits.policies.deciding import decisions_asked
from yingshang.city.benefits.policies.given import in_columns
from yingshang.city.benefits.policies.reading import Listed
from yingshang.core.facts.population import RELATION
from yingshang.rules.backends.columns import NotCompilable, to_columns
from yingshang.rules.regions import constant_of

STEPS = (1, 5, 10)
"""Percent of the limit."""
MOST = 12
"""So many conditions are measured; a table of dozens of limits says nothing about any."""
NEAREST = 10
"""So many firms are named on either side of a limit."""
EXACT, SIDE = "DECIMAL(28, 6)", dt.Decimal(28, 6)
SIDES, CLOSE = "sides", "close"


@dataclass(frozen=True, slots=True)
class Asked:
    """The changed policy, the day and the fund: what the conditions are measured under."""

    listed: Listed
    on: date
    covers_reserve: bool | None


def measure(engine: duckdb.DuckDBPyConnection, asked: Asked) -> tuple[Threshold, ...]:
    """Count every condition; the table `close` then names the nearest firms of each.

    *Shapes*: `close` has number (from 1), holds, credit_code, name, found, wanted, verdict. The
    view `population` and the table `compared` stand in the connection.
    """
    given = _given(engine, asked)
    conditions = _measured(given, asked)
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE {CLOSE} (number INTEGER, holds BOOLEAN, credit_code VARCHAR,"
        f" name VARCHAR, found {EXACT}, wanted {EXACT}, verdict VARCHAR)"
    )
    if not conditions:
        return ()
    query = _query(given, asked, conditions)
    engine.execute(f"CREATE OR REPLACE TEMP TABLE {SIDES} AS {query}")
    try:
        return tuple(_one(engine, n, one) for n, one in enumerate(conditions, 1))
    finally:
        engine.execute(f"DROP TABLE {SIDES}")


def _given(engine: duckdb.DuckDBPyConnection, asked: Asked) -> ir.Table:
    """What the rule is given, for everybody."""
    rows = engine.sql(f"SELECT * FROM {RELATION} LIMIT 0").to_arrow_table()  # noqa: S608 - our own view
    table = ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=RELATION)
    listed = asked.listed
    return in_columns(listed.model, table, asked.on, asked.covers_reserve, model=listed.rule)


def _measured(given: ir.Table, asked: Asked) -> tuple[Condition, ...]:
    """Those that hang on a firm's own data, as far as the compiler can write them."""
    policy, program = asked.listed.model, asked.listed.rule.program
    own = {one.name for one in policy.inputs if one.element is not None}
    found = conditions_of(program, decisions_asked(policy))
    hanging = [one for one in found if inputs_read(program, one) & own and not _is_nothing(one)]
    return tuple(one for one in hanging if _is_compilable(given, asked, one))[:MOST]


def _is_nothing(one: Condition) -> bool:
    """Whether the limit is nothing: there is no share of it to be off by."""
    limit = constant_of(one.right)
    return limit is not None and limit.value == 0


def _is_compilable(given: ir.Table, asked: Asked, one: Condition) -> bool:
    try:
        _query(given, asked, (one,))
    except NotCompilable:
        return False
    return True


def _query(given: ir.Table, asked: Asked, conditions: tuple[Condition, ...]) -> str:
    program = with_sides(asked.listed.rule.program, conditions)
    names = [f"{side} {n}" for n in range(1, len(conditions) + 1) for side in ("left", "right")]
    found = to_columns(program, names, table=given).table
    sides = {name: found[name].try_cast(SIDE) for name in names}
    return str(ibis.to_sql(found.select("credit_code", **sides), dialect="duckdb"))


def _one(engine: duckdb.DuckDBPyConnection, number: int, one: Condition) -> Threshold:
    left, right = f'"left {number}"', f'"right {number}"'
    holds = f"{left} {one.operator} {right}"
    within = [f"abs({left} - {right}) * 100 <= abs({right}) * {step}" for step in STEPS]
    counted = ", ".join(
        f"count(*) FILTER ({near} AND {held})"
        for near in within
        for held in (holds, f"NOT {holds}")
    )
    row = engine.execute(
        f"SELECT count(*) FILTER ({holds}), count(*) FILTER (NOT {holds}),"  # noqa: S608 - our own columns
        f" count(*) FILTER (({holds}) IS NULL), {counted} FROM {SIDES}"
    ).fetchall()[0]
    engine.execute(
        f"INSERT INTO {CLOSE} SELECT {number}, {holds}, credit_code, name, {left}, {right}, now"  # noqa: S608 - our own columns
        f" FROM {SIDES} JOIN compared USING (credit_code) WHERE {within[-1]}"
        f" QUALIFY row_number() OVER (PARTITION BY {holds}"
        f" ORDER BY abs({left} - {right}) / nullif(abs({right}), 0) NULLS FIRST, credit_code)"
        f" <= {NEAREST}"
    )
    near = tuple(
        Near(step, row[3 + 2 * place], row[4 + 2 * place]) for place, step in enumerate(STEPS)
    )
    return Threshold(one.decision, one.text, row[0], row[1], row[2], near)
