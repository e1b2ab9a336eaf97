"""What is asked of the child rows of a row: one grouped column each."""

from yingshang.rules.backends.columns import numbers
from yingshang.rules.backends.columns.arithmetic import figure
from yingshang.rules.backends.columns.choosing import NULL
from yingshang.rules.backends.columns.compiling.scope import Scope
from yingshang.rules.backends.columns.kinds import NOTHING, TRUTH, Kind, Number
from yingshang.rules.backends.columns.logic import case, is_null, negation, surely
from yingshang.rules.backends.columns.plan import (
    FALSE,
    TRUE,
    UNKNOWN,
    Column,
    Plan,
    constant_number,
)
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Ratio, Rows
from yingshang.rules.backends.columns.stages import Aggregation

ZERO = constant_number(0)
MOST_ROWS = 10**9
"""The most child rows a row may have, for the digits of their sum."""


def some_row(rows: Rows, condition: Plan, scope: Scope) -> Plan:
    """True when it is true for one, else null when it is null for one; false for none."""
    known = _any(rows, condition, scope)
    if not condition.nullable:
        return _there(rows, surely(known), FALSE)
    unknown = _any(rows, is_null(condition), scope)
    return _there(rows, case([(known, TRUE), (unknown, UNKNOWN)], FALSE), FALSE)


def every_row(rows: Rows, condition: Plan, scope: Scope) -> Plan:
    """False when it is false for one, else null when it is null for one; true for none."""
    return negation(some_row(rows, negation(condition), scope))


def count_rows(rows: Rows, scope: Scope) -> Plan:
    """How many there are, null elements included."""
    return _there(rows, _column(rows, "count", None, Number(0, MOST_ROWS), scope), ZERO)


def sum_rows(rows: Rows, scope: Scope) -> Plan:
    """Their sum; null when one is null or there is none."""
    plan = _figures(rows)
    kind = figure(plan)
    most = numbers.kept(
        Number(min(0, kind.low) * MOST_ROWS, max(0, kind.high) * MOST_ROWS, kind.scale)
    )
    return _known(rows, plan, _column(rows, "sum", plan, most, scope), scope)


def least_row(rows: Rows, scope: Scope) -> Plan:
    """The least; null when one is null or there is none."""
    plan = _scalar(rows)
    return _known(rows, plan, _column(rows, "min", plan, plan.kind, scope), scope)


def greatest_row(rows: Rows, scope: Scope) -> Plan:
    """The greatest; null when one is null or there is none."""
    plan = _scalar(rows)
    return _known(rows, plan, _column(rows, "max", plan, plan.kind, scope), scope)


def mean_row(rows: Rows, scope: Scope) -> Ratio:
    """Their mean; null when one is null or there is none."""
    return Ratio(sum_rows(rows, scope), count_rows(rows, scope))


def truths(rows: Rows) -> Plan:
    """The elements as truth values."""
    plan = _scalar(rows)
    if plan.kind != TRUTH:
        raise Refused("not_in_columns")
    return plan


def _figures(rows: Rows) -> Plan:
    plan = _scalar(rows)
    figure(plan)
    return plan


def _scalar(rows: Rows) -> Plan:
    if not isinstance(rows.element, Plan) or rows.element.kind == NOTHING:
        raise Refused("elements_not_scalar")
    return rows.element


def _known(rows: Rows, plan: Plan, found: Plan, scope: Scope) -> Plan:
    if plan.nullable:
        found = case([(_any(rows, is_null(plan), scope), NULL)], found)
    return _there(rows, found, NULL)


def _there(rows: Rows, found: Plan, empty: Plan) -> Plan:
    """What was found, where there is a list; else null, or what an empty list gives."""
    if rows.present is None:
        return found
    return case([(rows.present, found)], empty if rows.is_filtered else NULL)


def _any(rows: Rows, condition: Plan, scope: Scope) -> Column:
    return _column(rows, "any", condition, TRUTH, scope)


def _column(
    rows: Rows, function: Aggregation, plan: Plan | None, kind: Kind, scope: Scope
) -> Column:
    if rows.stages.outer is not scope.stages:
        raise Refused("rows_nested")
    return scope.stages.aggregate(rows.stages, function, plan, rows.where, kind=kind)
