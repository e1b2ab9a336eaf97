"""How DuckDB (2.0) writes the operations. Its roundings of decimals are exact, its divisions of
decimals go through floats: quotients are divided as whole numbers."""

from collections.abc import Callable, Mapping
from typing import Any

import ibis.expr.datatypes as dt
import sqlglot.expressions as sge
from ibis.backends.sql.compilers import DuckDBCompiler

from yingshang.rules.backends.columns.emitting.operations import YingshangExact

Sql = sge.Expression
HUGEINT = sge.DataType.build("HUGEINT", dialect="duckdb")
INTEGER = sge.DataType.build("INTEGER", dialect="duckdb")
DATE = sge.DataType.build("DATE", dialect="duckdb")


def call(name: str, *arguments: Sql) -> Sql:
    """A call of the database's own function. Like Ibis, we share parts and copy nothing."""
    return sge.Anonymous(this=name, expressions=list(arguments))


def cast(value: Sql, to: sge.DataType) -> Sql:
    """A cast, always written."""
    return sge.Cast(this=value, to=to)


def paired(kind: type[sge.Binary], left: Sql, right: Sql) -> Sql:
    """`(left) operator (right)`."""
    return kind(this=sge.paren(left, copy=False), expression=sge.paren(right, copy=False))


def divide(left: Sql, right: Sql) -> Sql:
    """The whole quotient towards zero; null for a divisor of zero."""
    return call("divide", left, call("nullif", right, sge.convert(0)))


def _plus_days(date: Sql, days: Sql) -> Sql:
    return paired(sge.Add, date, cast(days, INTEGER))


def _plus_months(date: Sql, months: Sql) -> Sql:
    return cast(paired(sge.Add, date, call("to_months", cast(months, INTEGER))), DATE)


def whole_months(start: Sql, end: Sql) -> Sql:
    """Complete months: one less in size where the day of the month is not reached."""
    years = paired(sge.Sub, call("year", end), call("year", start))
    months = paired(sge.Sub, call("month", end), call("month", start))
    between = paired(sge.Add, paired(sge.Mul, years, sge.convert(12)), months)
    day, other = call("day", start), call("day", end)
    early = sge.and_(paired(sge.GTE, end, start), paired(sge.LT, other, day))
    late = sge.and_(paired(sge.LT, end, start), paired(sge.GT, other, day))
    step = sge.Case().when(early, sge.convert(-1)).when(late, sge.convert(1))
    return paired(sge.Add, between, step.else_(sge.convert(0)))


FUNCTIONS: Mapping[str, Callable[..., Sql]] = {
    "+": lambda left, right: paired(sge.Add, left, right),
    "-": lambda left, right: paired(sge.Sub, left, right),
    "*": lambda left, right: paired(sge.Mul, left, right),
    "not": lambda condition: sge.paren(sge.Not(this=sge.paren(condition, copy=False)), copy=False),
    "cut": divide,
    "wide cut": lambda left, right: divide(cast(left, HUGEINT), cast(right, HUGEINT)),
    "concat": lambda left, right: paired(sge.DPipe, left, right),
    "length": lambda text: call("length", text),
    "contains": lambda text, match: call("contains", text, match),
    "starts_with": lambda text, match: call("starts_with", text, match),
    "ends_with": lambda text, match: call("ends_with", text, match),
    "substring": lambda *given: call("substring", *given),
    "position": lambda text, match: call("strpos", text, match),
    "year": lambda date: call("year", date),
    "month": lambda date: call("month", date),
    "day": lambda date: call("day", date),
    "weekday": lambda date: call("isodow", date),
    "day_of_year": lambda date: call("dayofyear", date),
    "week_of_year": lambda date: call("week", date),
    "days_between": lambda end, start: paired(sge.Sub, end, start),
    "plus_days": _plus_days,
    "plus_months": _plus_months,
    "whole_months": whole_months,
}

ROUNDINGS: Mapping[str, str] = {"half even": "round_even", "half up": "round", "down": "trunc"}


def write(
    self: Any, op: YingshangExact, *, function: str, arguments: tuple[Sql, ...],
    result: dt.DataType, places: int,
) -> Sql:  # fmt: skip
    """The operation in DuckDB's SQL."""
    if function == "cast":
        return cast(arguments[0], self.type_mapper.from_ibis(result))
    if function in ROUNDINGS:
        return call(ROUNDINGS[function], arguments[0], sge.convert(places))
    written = FUNCTIONS[function](*arguments)
    return cast(written, self.type_mapper.from_ibis(result)) if function == "wide cut" else written


def write_kept(self: Any, op: object, *, argument: Sql) -> Sql:
    """The value itself."""
    return argument


DuckDBCompiler.visit_YingshangExact = write
DuckDBCompiler.visit_YingshangKept = write_kept
