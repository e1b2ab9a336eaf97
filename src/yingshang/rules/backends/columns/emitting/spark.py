"""How Spark (4.0) writes the operations. Its decimals are exact up to 38 digits; `emitting.figures`
keeps every intermediate result below."""

from collections.abc import Callable, Mapping
from typing import Any

import ibis.expr.datatypes as dt
import sqlglot.expressions as sge
from ibis.backends.sql.compilers import PySparkCompiler

from yingshang.rules.backends.columns.emitting import duckdb
from yingshang.rules.backends.columns.emitting.duckdb import Sql, call, cast, paired, write_kept
from yingshang.rules.backends.columns.emitting.operations import YingshangExact
from yingshang.rules.backends.columns.refusals import NotOnThisEngine

INT = sge.DataType.build("INT", dialect="spark")


def _divide(left: Sql, right: Sql) -> Sql:
    divisor = call("nullif", right, sge.convert(0))
    return sge.IntDiv(this=sge.paren(left, copy=False), expression=divisor)


def _wide(left: Sql, right: Sql) -> Sql:
    raise NotOnThisEngine(engine="Spark", what="a quotient of more than 18 digits")


def _down(value: Sql, places: int) -> Sql:
    """Towards zero: Spark has no truncation of decimals."""
    negative = paired(sge.LT, value, sge.convert(0))
    up, down = (call(name, value, sge.convert(places)) for name in ("ceil", "floor"))
    return sge.Case().when(negative, up).else_(down)


FUNCTIONS: Mapping[str, Callable[..., Sql]] = {
    **duckdb.FUNCTIONS,
    "cut": _divide,
    "wide cut": _wide,
    "concat": lambda left, right: call("concat", left, right),
    "contains": lambda text, match: call("contains", text, match),
    "starts_with": lambda text, match: call("startswith", text, match),
    "ends_with": lambda text, match: call("endswith", text, match),
    "substring": lambda *given: call("substring", *given),
    "position": lambda text, match: call("instr", text, match),
    "weekday": lambda date: paired(sge.Add, call("weekday", date), sge.convert(1)),
    "week_of_year": lambda date: call("weekofyear", date),
    "days_between": lambda end, start: call("datediff", end, start),
    "plus_days": lambda date, days: call("date_add", date, cast(days, INT)),
    "plus_months": lambda date, months: call("add_months", date, cast(months, INT)),
}


def write(
    self: Any, op: YingshangExact, *, function: str, arguments: tuple[Sql, ...],
    result: dt.DataType, places: int,
) -> Sql:  # fmt: skip
    """The operation in Spark's SQL. Roundings and integers are cast to the type we count on."""
    to = self.type_mapper.from_ibis(result)
    match function:
        case "cast":
            return cast(arguments[0], to)
        case "half even":
            return cast(call("bround", arguments[0], sge.convert(places)), to)
        case "half up":
            return cast(call("round", arguments[0], sge.convert(places)), to)
        case "down":
            return cast(_down(arguments[0], places), to)
        case _:
            pass
    written = FUNCTIONS[function](*arguments)
    return cast(written, to) if isinstance(result, dt.Numeric) else written


PySparkCompiler.visit_YingshangExact = write
PySparkCompiler.visit_YingshangKept = write_kept
