"""Order: `<`, `<=`, `>`, `>=`, and `in` a range. Source: DMN 1.5, 10.3.2.13, tables 51 and 55."""

from collections.abc import Callable
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from yingshang.rules.values.date import Date
from yingshang.rules.values.date_time import DateTime
from yingshang.rules.values.durations import Days, Months
from yingshang.rules.values.equality import comparable_seconds, equal, surely_equal
from yingshang.rules.values.kinds import kind_of
from yingshang.rules.values.range import Range
from yingshang.rules.values.time import Time
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.value import Value

Order = Callable[[Any, Any], bool]

_PLAIN = {Decimal, str, Date, Days, Months}
"""Kinds whose Python order is FEEL's; strings by code point."""

_ORDERS: dict[str, Order] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def compare(operator: str, left: Value, right: Value) -> bool:
    """`left operator right`, for `=`, `!=` and the orders. *Errors*: `Undefined`."""
    order = _ORDERS.get(operator)
    if order is not None:
        return ordered(order, operator, left, right)
    return equal(left, right) is (operator == "=")


def ordered(order: Order, operator: str, left: Value, right: Value) -> bool:
    """Whether the two stand in the order. *Errors*: `Undefined` when they have none."""
    kind = type(left)
    if kind is type(right) and kind in _PLAIN:
        return order(left, right)
    if isinstance(left, Time) and isinstance(right, Time):
        return order(*comparable_seconds(left, right))
    if isinstance(left, DateTime) and isinstance(right, DateTime):
        return order(*comparable_seconds(left, right))
    if left is None or right is None:
        raise Undefined("null_operand", operator=operator)
    raise Undefined("kinds_differ", operator=operator, left=kind_of(left), right=kind_of(right))


def less(left: Value, right: Value) -> bool:
    """`left < right`. *Errors*: `Undefined`."""
    return ordered(lt, "<", left, right)


def less_equal(left: Value, right: Value) -> bool:
    """`left <= right`. *Errors*: `Undefined`."""
    return ordered(le, "<=", left, right)


def in_range(value: Value, within: Range) -> bool:
    """Whether the value lies in the range. *Errors*: `Undefined` when it cannot be compared."""
    if within.unary:
        return compare(within.unary, value, within.low)
    if value is None:
        raise Undefined("null_operand", operator="in")
    low, high = within.low, within.high
    if low is not None and not ordered(*_side(">", closed=within.includes_low), value, low):
        return False
    return high is None or ordered(*_side("<", closed=within.includes_high), value, high)


def _side(operator: str, *, closed: bool) -> tuple[Order, str]:
    operator = operator + "=" * closed
    return _ORDERS[operator], operator


def is_in(value: Value, within: Value) -> bool:
    """`value in within`: equal to it, in the range, or equal to or in an element of the list.

    *Errors*: `Undefined` when nothing is found and something could not be compared.
    """
    if isinstance(within, Range) and not isinstance(value, Range):
        return in_range(value, within)
    if isinstance(within, tuple):
        return _in_list(value, within) or surely_equal(value, within)
    return equal(value, within)


def _in_list(value: Value, within: tuple[Value, ...]) -> bool:
    for element in within:
        if surely_equal(value, element):
            return True
        if isinstance(element, Range) and value is not None and surely_in(value, element):
            return True
    return False


def surely_in(value: Value, within: Range) -> bool:
    """Whether the value lies in the range, one that cannot be compared being outside."""
    try:
        return in_range(value, within)
    except Undefined:
        return False
