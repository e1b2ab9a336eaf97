"""Arithmetic of numbers, strings, durations and dates. Source: DMN 1.5, tables 57 to 61.

One small function for each pair of kinds that has a meaning; what is not in a table is undefined.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from yingshang.rules.values.date import Date, date_at, plus_months
from yingshang.rules.values.date_time import (
    DateTime,
    midnight,
    plus_calendar_months,
    plus_nanoseconds,
)
from yingshang.rules.values.durations import DAY, SECOND, Days, Months
from yingshang.rules.values.kinds import kind_of
from yingshang.rules.values.limits import check_text_length
from yingshang.rules.values.numbers import CONTEXT, MOST_DIGITS, NUMBER_ERRORS, ONE
from yingshang.rules.values.showing import brief
from yingshang.rules.values.time import Time, time_at
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.value import Value

Pairs = Mapping[tuple[type, type], Callable[[Any, Any], Value]]


def negate(operand: Value) -> Value:
    """`-operand`. *Errors*: `Undefined`."""
    match operand:
        case Decimal():
            return operand.copy_negate() if operand else operand.copy_abs()
        case Days():
            return Days(-operand.nanoseconds)
        case Months():
            return Months(-operand.months)
        case None:
            raise Undefined("null_operand", operator="-")
        case _:
            raise Undefined("wrong_operand", operator="-", kind=kind_of(operand))


def _joined(left: str, right: str) -> str:
    check_text_length(len(left) + len(right))
    return left + right


def _time_plus(time: Time, duration: Days) -> Time:
    return time_at(time.nanoseconds + duration.nanoseconds, time.zone)


def _date_plus(date: Date, duration: Days) -> Date:
    return date_at(date.number + duration.nanoseconds // DAY)


def _date_minus(date: Date, duration: Days) -> Date:
    return _date_plus(date, Days(-duration.nanoseconds))


def _between_moments(end: DateTime, start: DateTime) -> Days:
    if (end.zone is None) is not (start.zone is None):
        raise Undefined("zone_missing", left=brief(end), right=brief(start))
    return Days(end.instant_nanoseconds - start.instant_nanoseconds)


def _between_times(end: Time, start: Time) -> Days:
    if (end.zone is None) is not (start.zone is None):
        raise Undefined("zone_missing", left=brief(end), right=brief(start))
    offsets = 0
    if end.zone != start.zone:
        offsets = (end.offset_seconds or 0) - (start.offset_seconds or 0)
    return Days(end.nanoseconds - start.nanoseconds - offsets * SECOND)


def _quotient(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise Undefined("division_by_zero")
    return CONTEXT.divide(left, right)


def _ratio(left: int, right: int) -> Decimal:
    return _quotient(Decimal(left), Decimal(right))


def _scaled(size: int, number: Decimal) -> int:
    """Exactly `size * number`, without its fraction."""
    if number and number.adjusted() > MOST_DIGITS:
        raise Undefined("duration_out_of_range")
    top, bottom = number.as_integer_ratio()
    return _towards_zero(size * top, bottom)


def _divided(size: int, number: Decimal) -> int:
    """Exactly `size / number`, without its fraction."""
    if not number:
        raise Undefined("division_by_zero")
    if number.adjusted() < -MOST_DIGITS:
        raise Undefined("duration_out_of_range")
    top, bottom = number.as_integer_ratio()
    return _towards_zero(size * bottom, top)


def _towards_zero(top: int, bottom: int) -> int:
    size = abs(top) // abs(bottom)
    return size if (top < 0) is (bottom < 0) else -size


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not exponent:
        return ONE
    if not base and exponent < 0:
        raise Undefined("division_by_zero")
    found = CONTEXT.power(base, exponent)
    return found if exponent == exponent.to_integral_value() else found.normalize(CONTEXT)


_SUMS: Pairs = {
    (Decimal, Decimal): CONTEXT.add,
    (str, str): _joined,
    (Days, Days): lambda left, right: Days(left.nanoseconds + right.nanoseconds),
    (Months, Months): lambda left, right: Months(left.months + right.months),
    (Date, Days): _date_plus,
    (Days, Date): lambda left, right: _date_plus(right, left),
    (Date, Months): lambda left, right: plus_months(left, right.months),
    (Months, Date): lambda left, right: plus_months(right, left.months),
    (DateTime, Days): lambda left, right: plus_nanoseconds(left, right.nanoseconds),
    (Days, DateTime): lambda left, right: plus_nanoseconds(right, left.nanoseconds),
    (DateTime, Months): lambda left, right: plus_calendar_months(left, right.months),
    (Months, DateTime): lambda left, right: plus_calendar_months(right, left.months),
    (Time, Days): _time_plus,
    (Days, Time): lambda left, right: _time_plus(right, left),
}

_DIFFERENCES: Pairs = {
    (Decimal, Decimal): CONTEXT.subtract,
    (Days, Days): lambda left, right: Days(left.nanoseconds - right.nanoseconds),
    (Months, Months): lambda left, right: Months(left.months - right.months),
    (Date, Date): lambda left, right: Days((left.number - right.number) * DAY),
    (Date, DateTime): lambda left, right: _between_moments(midnight(left), right),
    (DateTime, Date): lambda left, right: _between_moments(left, midnight(right)),
    (DateTime, DateTime): _between_moments,
    (Time, Time): _between_times,
    (Date, Days): _date_minus,
    (Date, Months): lambda left, right: plus_months(left, -right.months),
    (DateTime, Days): lambda left, right: plus_nanoseconds(left, -right.nanoseconds),
    (DateTime, Months): lambda left, right: plus_calendar_months(left, -right.months),
    (Time, Days): lambda left, right: time_at(left.nanoseconds - right.nanoseconds, left.zone),
}

_PRODUCTS: Pairs = {
    (Decimal, Decimal): CONTEXT.multiply,
    (Days, Decimal): lambda left, right: Days(_scaled(left.nanoseconds, right)),
    (Decimal, Days): lambda left, right: Days(_scaled(right.nanoseconds, left)),
    (Months, Decimal): lambda left, right: Months(_scaled(left.months, right)),
    (Decimal, Months): lambda left, right: Months(_scaled(right.months, left)),
}

_QUOTIENTS: Pairs = {
    (Decimal, Decimal): _quotient,
    (Days, Decimal): lambda left, right: Days(_divided(left.nanoseconds, right)),
    (Months, Decimal): lambda left, right: Months(_divided(left.months, right)),
    (Days, Days): lambda left, right: _ratio(left.nanoseconds, right.nanoseconds),
    (Months, Months): lambda left, right: _ratio(left.months, right.months),
}

_POWERS: Pairs = {(Decimal, Decimal): _power}


def _operator(sign: str, pairs: Pairs) -> Callable[[Value, Value], Value]:
    def calculate(left: Value, right: Value) -> Value:
        known = pairs.get((type(left), type(right)))
        if known is None:
            raise _without_meaning(sign, left, right)
        try:
            return known(left, right)
        except NUMBER_ERRORS:
            raise Undefined("number_out_of_range", operator=sign) from None

    return calculate


def _without_meaning(sign: str, left: Value, right: Value) -> Undefined:
    if left is None or right is None:
        return Undefined("null_operand", operator=sign)
    kinds = {"left": kind_of(left), "right": kind_of(right)}
    return Undefined("wrong_operands", operator=sign, **kinds)


add = _operator("+", _SUMS)
"""`left + right`. *Errors*: `Undefined`."""
subtract = _operator("-", _DIFFERENCES)
"""`left - right`. *Errors*: `Undefined`."""
multiply = _operator("*", _PRODUCTS)
"""`left * right`. *Errors*: `Undefined`."""
divide = _operator("/", _QUOTIENTS)
"""`left / right`. *Errors*: `Undefined`, also for a divisor of zero."""
power = _operator("**", _POWERS)
"""`left ** right`. *Errors*: `Undefined`."""
